"""Pictures inside the terminal: which protocol it knows, and what to print for it.

The terminal is known by its environment alone: a question to it could stay without an answer. In
tmux and screen there are no pictures, as they pass none through.
"""

import base64
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Protocol = Literal["kitty", "iterm", "sixel"]
# What TERM_PROGRAM, or LC_TERMINAL over ssh, and TERM say of terminals with pictures.
_PROGRAMS: dict[str, Protocol] = {
    "ghostty": "kitty", "iTerm.app": "iterm", "iTerm2": "iterm", "WezTerm": "iterm",
    "mintty": "iterm",
}  # fmt: skip
_TERMS: dict[str, Protocol] = {
    "xterm-kitty": "kitty", "xterm-ghostty": "kitty", "foot": "sixel", "foot-extra": "sixel",
    "foot-direct": "sixel", "mlterm": "sixel", "contour": "sixel", "yaft-256color": "sixel",
}  # fmt: skip
_WITHOUT = ("screen", "tmux")
# As the specification of kitty's protocol allows.
_CHUNK = 4096
# Letters in a picture are then about as large as those around it.
_COLUMNS_PER_INCH = 11
_USUAL_CELL = 9  # pixels, where the terminal doesn't say


def protocol(environment: Mapping[str, str]) -> Protocol | None:
    """Return how the terminal of that environment shows pictures, None if it shows none."""
    term = environment.get("TERM", "")
    if "TMUX" in environment or term.startswith(_WITHOUT):
        return None
    if "KITTY_WINDOW_ID" in environment:
        return "kitty"
    for name in ("TERM_PROGRAM", "LC_TERMINAL"):
        if (known := _PROGRAMS.get(environment.get(name, ""))) is not None:
            return known
    return _TERMS.get(term)


def show(drawn: "Figure", by: Protocol) -> None:
    """Print the picture, at most as wide as the terminal."""
    from tracker.reports.charts import style

    columns = min(round(drawn.get_figwidth() * _COLUMNS_PER_INCH), shutil.get_terminal_size()[0])
    if by == "sixel":
        from tracker.reports.charts import sixel

        click.echo(sixel.encode(style.pixels(drawn, round(columns * _cell_width()))))
    else:
        png = style.png(drawn)
        click.echo("".join(kitty(png, columns)) if by == "kitty" else iterm(png, columns))


def kitty(png: bytes, columns: int) -> Iterator[str]:
    """Yield the escapes that show a png in so many columns, without an answer of the terminal.

    sw.kovidgoyal.net/kitty/graphics-protocol
    """
    text = base64.standard_b64encode(png).decode("ascii")
    keys = f"a=T,f=100,q=2,c={columns},"
    for start in range(0, len(text), _CHUNK):
        more = int(start + _CHUNK < len(text))
        yield f"\033_G{keys}m={more};{text[start : start + _CHUNK]}\033\\"
        keys = ""


def iterm(png: bytes, columns: int) -> str:
    """Return the escape that shows a png in so many columns.

    iterm2.com/documentation-images.html
    """
    text = base64.standard_b64encode(png).decode("ascii")
    return f"\033]1337;File=inline=1;size={len(png)};width={columns};height=auto:{text}\a"


def _cell_width() -> float:
    """Return the width of a character in pixels, as the terminal's driver knows it."""
    try:
        import fcntl
        import struct
        import termios

        size = fcntl.ioctl(1, termios.TIOCGWINSZ, bytes(8))
        _, columns, width, _ = struct.unpack("HHHH", size)
    except (ImportError, OSError):
        return _USUAL_CELL
    return width / columns if columns and width else _USUAL_CELL


def known() -> Protocol | None:
    """Return how this terminal shows pictures, None in a pipe."""
    return protocol(os.environ) if sys.stdout and sys.stdout.isatty() else None
