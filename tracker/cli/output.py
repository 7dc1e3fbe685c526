"""Text for people, on a terminal and in a pipe."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from tracker.domain.figures import format_number, format_ug, printable

if TYPE_CHECKING:
    from rich.table import Table

    from tracker.domain.intake import DayIntake
    from tracker.domain.items import Item
    from tracker.domain.targets import Target

# For terminals and files that can't show more than ASCII.
_ASCII = str.maketrans(
    {
        "µ": "u", "μ": "u", "≥": ">=", "≈": "~", "–": "-", "·": "-", "×": "x", "│": "|",
        "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "", "▎": "", "▏": "", "▸": ">",
    }
)  # fmt: skip


def line(text: str = "") -> None:
    """A line on stdout."""
    click.echo(_plain(text, sys.stdout))


def note(text: str) -> None:
    """A line on stderr that isn't an error."""
    click.echo(_plain(printable(text), sys.stderr), err=True)


def error(message: str, *choices: str) -> None:
    """A refusal in one line on stderr, with the choices below where there are any."""
    note(f"Error: {message}")
    for choice in choices:
        click.echo(_plain(f"  {printable(choice)}", sys.stderr), err=True)


def document(data: Any) -> None:
    """JSON on stdout."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=not _shows_unicode(sys.stdout)))


def table(right: Iterable[int] = ()) -> "Table":
    """A table without lines, indented by its column 0, which is for "".

    `right` are the columns to align to the right.
    """
    from rich.table import Table

    made = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for number in range(max(right, default=0) + 1):
        made.add_column(justify="right" if number in right else "left")
    return made


def show(made: "Table") -> None:
    """Print a table: as wide as the terminal, and as wide as it likes in a pipe."""
    from rich.console import Console

    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else 1000, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(made)
    for text in captured.get().splitlines():
        line(text.rstrip())


def items(eaten: "Sequence[Item]", *, with_time: bool) -> None:
    """A line an item: time and meal, food, amount, grams, µg, and what should be known of it."""
    made = table(right=(4, 5, 6) if with_time else (2, 3, 4))
    for item in eaten:
        cells = [
            printable(item.food),
            item.label,
            "" if item.grams is None else f"{format_number(round(item.grams, 1))} g",
            ug(item.b12_ug),
            ", ".join(_remarks(item)),
        ]
        if with_time:
            when = item.when
            at = when.eaten_at.strftime("%H:%M") if when.eaten_at else ""
            cells = [at, printable(when.meal or ""), *cells]
        made.add_row("", *cells)
    show(made)


def ug(value: float | None, *, lower_bound: bool = False) -> str:
    """`4.58 µg`, `≥ 4.58 µg`, `unknown`."""
    if value is None:
        return "unknown"
    return f"{'≥ ' if lower_bound else ''}{format_ug(value)} µg"


def percent(share: float | None, *, lower_bound: bool = False) -> str:
    """`129 %`, `≥ 50 %`; empty for a gap."""
    if share is None:
        return ""
    return f"{'≥ ' if lower_bound else ''}{share * 100:.0f} %"


def target(of: "Target") -> str:
    """`2.4 µg (IOM RDA 1998)`."""
    return f"{format_number(of.ug_per_day)} µg ({of.authority})"


def total(day: "DayIntake") -> str:
    """`6.57 µg, 274 % of the target of 2.4 µg (IOM RDA 1998)`."""
    bound = day.lower_bound
    said = (
        f"{ug(day.intake_ug, lower_bound=bound)}, {percent(day.share, lower_bound=bound)} of the "
        f"target of {target(day.target)}"
    )
    return f"{said}; injected {ug(day.injected_ug)}" if day.injected_ug else said


def unknown(foods: Sequence[str]) -> str:
    """`B12 unknown: granola bar, soup`."""
    return f"B12 unknown: {', '.join(map(printable, foods))}"


def _remarks(item: "Item") -> Iterable[str]:
    if item.usual:
        yield "usual portion"
    if item.origin in ("supplement", "injection"):
        yield item.origin
    if item.b12_ug is None:
        yield "B12 not in the table"


def _plain(text: str, stream: Any) -> str:
    return text if _shows_unicode(stream) else text.translate(_ASCII)


def _shows_unicode(stream: Any) -> bool:
    # Python takes the C locale of LANG for UTF-8 (PEP 538); who sets LC_ALL to it asks for ASCII.
    if os.environ.get("LC_ALL") in ("C", "POSIX"):
        return False
    return str(getattr(stream, "encoding", None) or "").lower().replace("-", "") in (
        "utf8",
        "utf16",
    )
