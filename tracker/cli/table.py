"""Tables without lines, aligned with spaces.

Rows that fit are padded here: that needs no more than a few lines, where rich takes as long to
import as most commands take. It draws what has to wrap, and what holds characters of another width.
"""

from collections.abc import Iterable
from itertools import zip_longest

from tracker.text.formatting import printable

_GAP = "  "
# Signs, accented and Greek letters, and blocks, each one cell wide: rich knows of all others.
_ONE_CELL = (
    range(0x20, 0xAD), range(0xAE, 0x300), range(0x370, 0x483), range(0x2010, 0x2028),
    range(0x2200, 0x2300), range(0x2500, 0x25FD),
)  # fmt: skip


class Dim(str):
    """The text of a cell that is dim on a terminal."""

    __slots__ = ()


class Table:
    """Rows of cells, indented.

    The columns `right`, counted from 1, are aligned to the right. If the room is narrow the column
    `fold`, and those after it and after the last of `right`, wrap; the others don't.
    """

    def __init__(self, right: Iterable[int] = (), fold: int | None = None) -> None:
        """Start without rows."""
        self._right, self._fold = frozenset(right), fold
        self._rows: list[tuple[str, ...]] = []

    def row(self, *cells: str) -> None:
        """Add a row; control characters become spaces."""
        self._rows.append(tuple(c if isinstance(c, Dim) else printable(c) for c in cells))

    @property
    def width(self) -> int:
        """The number of characters of the longest line, if nothing wraps."""
        return sum(len(_GAP) + width for width in self._widths())

    def lines(self, room: int, *, styled: bool) -> list[str]:
        """Return the lines, at most as wide as the room; `styled` has escapes for a terminal."""
        used = {ord(character) for cells in self._rows for cell in cells for character in cell}
        plain = all(any(code in codes for codes in _ONE_CELL) for code in used)
        if not plain or self.width > room:
            return self._wrapped(room, styled=styled)
        widths = self._widths()
        return [
            "".join(
                _GAP + self._padded(number, cell, width, styled)
                for number, (cell, width) in enumerate(zip(cells, widths, strict=False), start=1)
            ).rstrip()
            for cells in self._rows
        ]

    def _widths(self) -> list[int]:
        return [max(map(len, column)) for column in zip_longest(*self._rows, fillvalue="")]

    def _padded(self, number: int, cell: str, width: int, styled: bool) -> str:
        pad = " " * (width - len(cell))
        shown = f"\033[2m{cell}\033[0m" if styled and isinstance(cell, Dim) and cell else cell
        return pad + shown if number in self._right else shown + pad

    def _wrapped(self, room: int, *, styled: bool) -> list[str]:
        from rich.console import Console
        from rich.table import Table as Grid
        from rich.text import Text

        grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, len(_GAP), 0, 0))
        for number in range(max(self._right, default=0) + 1):
            side = "right" if number in self._right else "left"
            grid.add_column(justify=side, no_wrap=number != self._fold)  # type: ignore[arg-type]
        for cells in self._rows:
            grid.add_row("", *(Text(c, "dim" if isinstance(c, Dim) else "") for c in cells))
        console = Console(width=room, force_terminal=styled, highlight=False)
        with console.capture() as captured:
            console.print(grid)
        return [line.rstrip() for line in captured.get().splitlines()]
