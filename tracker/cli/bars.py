"""Bars and sparklines of days beside the target, as wide as the terminal has room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tracker.cli import output

if TYPE_CHECKING:
    from rich.bar import Bar
    from rich.table import Table

# Bars end, and marks are full, at twice the target, which is in the middle.
FULL = 2.0
_MARKS = "▁▂▃▄▅▆▇█"
_NO_LOG = " "
_INDENT = 2
_Cell = TypeVar("_Cell")
_MOST_MARKS = 92


@dataclass(frozen=True)
class Layout:
    """How a table of bars is drawn: `bar` cells wide, with so many columns `behind` the figures.

    They are what is absorbed (1) and the need besides (2). A `short` one has short names too, and
    `few` columns are no more than name, bar and amount.
    """

    bar: int
    behind: int
    short: bool = False
    few: bool = False

    def cells(self, share: float) -> "tuple[Bar, str]":
        """A bar of that share of the target, and `▸` where it goes on beyond its end."""
        from rich.bar import Bar

        return Bar(FULL, 0, min(share, FULL), width=self.bar), "▸" if share > FULL else ""

    def heads(self, intake: str, met: str | None = None) -> list[str]:
        """The row over the bars, with the mark of the target and what the figures are."""
        mark = f"{'':{self.bar // 2 - 1}}│{' target' if self.bar == _WIDEST else ''}"
        # A heading is no reason to drop a column.
        named = intake if self.bar == _WIDEST else intake.split()[0]
        between = [] if met is None else [met if self.bar == _WIDEST else met.split()[-1]]
        names = ["", mark, "", named, "", *between, *["absorbed", "need"][: self.behind]]
        return self.cut(names)

    def cut(self, cells: Sequence[_Cell]) -> list[_Cell]:
        """Those of a row that there is room for."""
        return list(cells[:_FEWEST] if self.few else cells)


_WIDEST = 16
_FEWEST = 4
_LAYOUTS = (
    Layout(_WIDEST, 2), Layout(10, 2), Layout(10, 1), Layout(6, 1), Layout(6, 0, short=True),
    Layout(6, 0, short=True, few=True),
)  # fmt: skip


def fitting(draw: "Callable[[Layout], Table]") -> "Table":
    """The table in the widest layout that the terminal has room for: no figure is ever cut."""
    made = [draw(_LAYOUTS[0])]
    for layout in _LAYOUTS[1:]:
        if output.fits(made[-1]):
            break
        made.append(draw(layout))
    return made[-1]


def room() -> int:
    """How many marks a sparkline may have."""
    return min(output.columns(_MOST_MARKS + _INDENT) - _INDENT, _MOST_MARKS)


def sparkline(shares: Sequence[float | None], said: str) -> None:
    """A mark a share of the target, a space for None, and below what it shows."""
    if all(share is None for share in shares):
        return
    marks = [_NO_LOG if share is None else _mark(share) for share in shares]
    output.line(f"{'':{_INDENT}}{''.join(marks).rstrip()}")
    output.paragraph(f"  {said}; a full mark is twice the target, a space is no log")


def _mark(share: float) -> str:
    return _MARKS[min(int(share / FULL * len(_MARKS)), len(_MARKS) - 1)]
