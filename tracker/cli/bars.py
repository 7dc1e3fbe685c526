"""Bars and sparklines of days beside the target."""

from collections.abc import Callable, Sequence

from tracker.cli import output
from tracker.cli.table import Table

# Bars end, and marks are full, at twice the target, which is in the middle.
FULL = 2.0
_MARKS = "▁▂▃▄▅▆▇█"
_EIGHTHS = ("", *"▏▎▍▌▋▊▉")
_NO_LOG = " "
_INDENT = 2
_MOST_MARKS = 92


class Layout:
    """How a table of bars is drawn: `bar` cells wide, and a `short` one has short names too."""

    def __init__(self, bar: int, *, short: bool = False) -> None:
        """Not a dataclass, which would cost every command as much as a small query."""
        self.bar, self.short = bar, short

    def cells(self, share: float) -> tuple[str, str]:
        """Return a bar of that share of the target, and `▸` if it goes on beyond its end."""
        whole, eighths = divmod(int(min(share / FULL, 1) * self.bar * 8), 8)
        bar = "█" * whole + _EIGHTHS[eighths]
        return f"{bar:{self.bar}}", "▸" if share > FULL else ""

    @property
    def mark(self) -> str:
        """The mark of the target, over the middle of the bars."""
        return f"{'':{self.bar // 2 - 1}}│"

    def heads(self, intake: str, met: str | None = None) -> list[str]:
        """Return the row over the bars: the mark of the target and the names of the figures."""
        if self.bar == _WIDEST:
            names = [f"{self.mark} target", "", intake, "", *([met] if met else [])]
        else:
            # A heading makes no column wider.
            names = [self.mark, "", intake.split()[0], "share", *([met.split()[-1]] if met else [])]
        return ["", *names, "absorbed", "need"]


_WIDEST = 16
_LAYOUTS = (Layout(_WIDEST), Layout(10), Layout(6), Layout(4), Layout(6, short=True))


def draw(table_of: "Callable[[Layout], Table]") -> None:
    """Print a table in the widest layout that fits, or its columns in tables below each other."""
    for layout in _LAYOUTS:
        table = table_of(layout)
        if table.width <= output.columns(output.WIDEST):
            break
    for part in table.split(output.columns(output.WIDEST)):
        output.show(part)


def room() -> int:
    """Return how many marks a sparkline may have."""
    return min(output.columns(_MOST_MARKS + _INDENT) - _INDENT, _MOST_MARKS)


def marks(shares: Sequence[float | None]) -> str:
    """Return a mark for each share of the target, a space for None."""
    last = len(_MARKS) - 1
    return "".join(
        _NO_LOG if share is None else _MARKS[min(int(share / FULL * len(_MARKS)), last)]
        for share in shares
    )


def sparkline(shares: Sequence[float | None], text: str, *, absorbed: bool = False) -> None:
    """Print a mark for each share of the target, a space for None, and below what it shows.

    Of what was `absorbed` it is the share of the need.
    """
    if all(share is None for share in shares):
        return
    output.line(f"{'':{_INDENT}}{marks(shares).rstrip()}")
    if absorbed:
        text = (
            f"{text} by what was absorbed; a full mark is twice the need, a space means no estimate"
        )
    else:
        text = f"{text}; a full mark is twice the target, a space means no log"
    output.paragraph(f"  {text}")
