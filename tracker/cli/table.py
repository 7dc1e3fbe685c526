"""Tables without lines, aligned with spaces; no cell is ever cut.

Rows that fit are padded here: that needs no more than a few lines, where rich takes as long to
import as most commands take. It wraps the text of others, and knows the width of all characters.
Where not even that helps, the cells of a row stand below each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from tracker.cli import terminal
from tracker.cli.terminal import Styled
from tracker.cli.wrapping import joined, parted
from tracker.text.formatting import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_GAP = "  "
# Text in a narrower column is hard to read.
_LEAST_FOLD = 16
# Cells that are no longer wrap last: figures with their unit, short remarks.
_SHORT = 20
# Signs, accented and Greek letters, and blocks, each one cell wide: rich knows of all others.
_ONE_CELL = (
    range(0x20, 0xAD), range(0xAE, 0x300), range(0x370, 0x483), range(0x2010, 0x2028),
    range(0x2200, 0x2300), range(0x2500, 0x25FD),
)  # fmt: skip


class Table:
    """Rows of cells, indented.

    The columns `right`, counted from 1, are aligned to the right. If the room is narrow, text wraps
    between words in the column `fold`, and in those after it and after the last of `right`.
    """

    def __init__(self, right: Iterable[int] = (), fold: int | None = None) -> None:
        """Start without rows."""
        self._right, self._fold = frozenset(right), fold
        self._rows: list[tuple[str, ...]] = []

    def row(self, *cells: str) -> None:
        """Add a row, in characters that stdout can show; control characters become spaces."""
        self._rows.append(tuple(map(_shown, cells)))

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

    def split(self, room: int) -> "list[Table]":
        """Return tables to stand below each other: each has the first column and what fits."""
        widths = self._widths()
        groups: list[list[int]] = []
        left = -1
        for number in range(1, len(widths)):
            left -= len(_GAP) + widths[number]
            if left < 0:
                groups.append([0])
                left = room - sum(len(_GAP) + widths[n] for n in (0, number))
            groups[-1].append(number)
        return [self._of(group) for group in groups]

    def _of(self, group: list[int]) -> "Table":
        """Return the table of these columns; only the first has rows with nothing in them."""
        table = Table(n for n, column in enumerate(group, start=1) if column + 1 in self._right)
        for cells in self._rows:
            row = [cells[column] if column < len(cells) else "" for column in group]
            if any(row[1:]) or group[1] == 1:
                table.row(*row)
        return table

    def _widths(self) -> list[int]:
        return [max(map(len, column)) for column in zip_longest(*self._rows, fillvalue="")]

    def _padded(self, number: int, cell: str, width: int, styled: bool) -> str:
        pad = " " * (width - len(cell))
        shown = _escaped(cell) if styled else cell
        return pad + shown if number in self._right else shown + pad

    def _wrapped(self, room: int, *, styled: bool) -> list[str]:
        from rich.console import Console
        from rich.table import Table as Grid
        from rich.text import Text

        console = Console(
            width=room,
            highlight=False,
            force_terminal=styled,
            color_system="256" if styled else None,
            no_color=not styled,
        )
        widths = self._narrowed(room)
        grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, len(_GAP), 0, 0))
        grid.add_column(width=0)
        for number, width in enumerate(widths or [None], start=1):
            side = "right" if widths and number in self._right else "left"
            grid.add_column(justify=side, width=width, overflow="fold")  # type: ignore[arg-type]
        for cells in self._rows:
            texts = [
                Text.from_ansi(joined(_escaped(cell))) if styled else Text(joined(cell))
                for cell in cells
            ]
            if widths:
                grid.add_row("", *texts)
            else:
                grid.add_row("", Text("\n").join(_stacked(texts, room - len(_GAP), console)))
        with console.capture() as captured:
            console.print(grid)
        return [parted(line.rstrip()) for line in captured.get().splitlines()]

    def _narrowed(self, room: int) -> list[int]:
        """Return the widths of columns whose text wraps in the room; empty where it can't."""
        from rich.cells import cell_len

        columns = list(zip_longest(*self._rows, fillvalue=""))
        whole = [max(map(cell_len, column)) for column in columns]
        fold = (self._fold or 0) - 1
        wrapping = [n for n in range(len(columns)) if n == fold or n >= max(fold, *self._right, 0)]
        longest = {
            n: max(
                (cell_len(word) for cell in columns[n] for word in joined(cell).split()), default=0
            )
            for n in wrapping
        }
        for short in (_SHORT, 0):
            widths = whole.copy()
            for number in wrapping:
                if number == fold:
                    widths[number] = max(longest[number], min(whole[number], _LEAST_FOLD))
                elif whole[number] > short:
                    widths[number] = longest[number]
            spare = room - sum(len(_GAP) + width for width in widths)
            if spare >= 0:
                break
        # Each column gets room by how often its longest text would wrap.
        while spare > 0 and (narrow := [n for n in wrapping if widths[n] < whole[n]]):
            widths[max(narrow, key=lambda n: whole[n] / max(widths[n], 1))] += 1
            spare -= 1
        return widths if spare >= 0 else []


def _shown(cell: str) -> str:
    text = terminal.plain(printable(cell))
    return Styled(text, cell.style) if isinstance(cell, Styled) else text


def _escaped(cell: str) -> str:
    return terminal.styled(cell, cell.style) if isinstance(cell, Styled) else cell


def _stacked(cells: "Sequence[Text]", room: int, console: "Console") -> "Iterator[Text]":
    """Yield the cells of a row, as many on a line as there is room for; the first hangs out."""
    from rich.text import Text

    line = Text()
    for cell in cells:
        for part in cell.wrap(console, room - len(_GAP), overflow="fold") if cell else ():
            part.rstrip()
            if line and line.cell_len + len(_GAP) + part.cell_len > room:
                yield line
                line = Text(_GAP)
            elif line.plain.strip():
                line.append(_GAP)
            line.append_text(part)
    yield line
