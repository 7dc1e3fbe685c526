"""The columns of a sheet of unknown form: where its headers end, and what its cells hold."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

from tracker.exchange.foods.entry import UnusableError
from tracker.exchange.foods.tables import words
from tracker.exchange.foods.tables.headers import is_about_b12, is_unit
from tracker.exchange.foods.tables.marks import Marks
from tracker.exchange.foods.tables.sheet import HEAD, Sheet, text_of

# Enough rows to find a nutrient in, where each is a row; and enough cells to judge a column by.
_MOST_ROWS, _SAMPLE = 200_000, 500
_COUNTED = re.compile(r"\(?(\d{1,3})\)?")
_CODE_LIKE = re.compile(r"(?=.*\d)[^\s,]{1,20}|[A-Z0-9][A-Z0-9._/-]{0,9}|\d+( \d+)*")
_WITH_DECIMALS = re.compile(r"\d+[.,]\d+")
_MOST_MARKS, _LONGEST_MARK = 8, 20


@dataclass(frozen=True, eq=False)
class Column:
    """A column: its place, its cells, and its headers from the top to the bottom.

    `above` are merged headers that begin in a column to the left.
    """

    place: int
    headers: tuple[str, ...]
    above: tuple[str, ...]
    cells: Sequence[str] = field(repr=False)

    def picked(self, rows: Sequence[int]) -> "Column":
        """Return the column of some of the rows."""
        return Column(self.place, self.headers, self.above, [self.cells[row] for row in rows])

    @cached_property
    def words(self) -> str:
        """All headers as one text."""
        return " ".join((*self.above, *self.headers))

    @cached_property
    def filled(self) -> list[str]:
        """The cells that aren't empty."""
        return [cell for cell in self.cells if cell]

    @cached_property
    def some(self) -> list[str]:
        """Enough of the cells that aren't empty, from all parts of the sheet."""
        return self.filled[:: max(1, len(self.filled) // _SAMPLE)]

    @cached_property
    def values(self) -> frozenset[str]:
        """The different cells that aren't empty."""
        return frozenset(self.filled)

    @cached_property
    def is_complete(self) -> bool:
        """Whether nearly every row has a value."""
        return len(self.filled) >= 0.95 * len(self.cells) > 0

    @cached_property
    def is_distinct(self) -> bool:
        """Whether nearly every row has a value, and nearly no value occurs twice."""
        return self.is_complete and len(self.values) >= 0.97 * len(self.filled)

    @cached_property
    def is_text(self) -> bool:
        """Whether most cells are words."""
        words = sum(any(map(str.isalpha, cell)) for cell in self.some)
        return words > 0.8 * len(self.some) > 0

    @cached_property
    def is_code(self) -> bool:
        """Whether nearly all cells could be codes: short, with digits or in capitals."""
        some = self.some
        decimals = sum(bool(_WITH_DECIMALS.fullmatch(cell)) for cell in some)
        codes = sum(bool(_CODE_LIKE.fullmatch(cell)) for cell in some)
        return codes > 0.9 * len(some) > 0 and decimals < 0.5 * len(some)

    @cached_property
    def is_counted(self) -> bool:
        """Whether the cells are 1, 2, 3."""
        return self.filled[:5] == [str(n) for n in range(1, len(self.filled[:5]) + 1)]

    @cached_property
    def is_figures(self) -> bool:
        """Whether the cells are figures, but for a few marks."""
        numbers = [cell for cell in self.some if _number(cell) is not None]
        if not numbers:
            return False
        others = {cell.casefold() for cell in self.some} - {cell.casefold() for cell in numbers}
        short = all(len(other) <= _LONGEST_MARK for other in others)
        many = len(numbers) >= min(3, len(self.some) / 3) or is_about_b12(self.words)
        return many and short and len(others) <= _MOST_MARKS + len(numbers) / 10

    @cached_property
    def has_marks(self) -> bool:
        """Whether some cells are a trace, below a limit or an estimate."""
        return any(not cell[0].isdigit() for cell in self.some) and self.is_figures

    @cached_property
    def is_whole(self) -> bool:
        """Whether all figures are whole numbers."""
        return all(cell.isdigit() for cell in self.some)


@dataclass(frozen=True, eq=False)
class Grid:
    """A sheet, split in its rows of headers and the rows below them."""

    sheet: Sheet

    @cached_property
    def rows(self) -> list[list[str]]:
        """All rows, cells as text."""
        rows = islice(self.sheet.rows(), _MOST_ROWS)
        return [[text_of(cell) for cell in row] for row in rows]

    @cached_property
    def head(self) -> list[int]:
        """The rows of headers, of units and of numbers of columns, which stand together."""
        head: list[int] = []
        for row in range(self._start - 1, -1, -1):
            cells = [at for at, cell in enumerate(self.rows[row]) if cell]
            if not head and len(cells) == 2 and self._is_heading(row, cells):
                continue
            if len(cells) > 1 or (cells and cells[0] > 0):
                head.append(row)
            elif head:
                break
        return head[::-1]

    def _is_heading(self, row: int, places: Sequence[int]) -> bool:
        """Return whether a row holds the code and the name of a group, rather than headers."""
        code, name = (self.rows[row][place] for place in places)
        if self._start >= len(self.rows) or sum(map(bool, self.rows[self._start])) < 4:
            return False
        first = self._cell(self._start, places[0])
        begins = first.startswith(code) and first != code
        is_named = words.CODE.search(code) or words.NAME.search(name)
        is_header = is_named or is_unit(code) or is_unit(name)
        return begins or (not is_header and max(places) < 3 and len(code) <= 3)

    @property
    def below_head(self) -> int:
        """The first row below the headers, which may be a heading of foods."""
        return self.head[-1] + 1 if self.head else self._start

    def cells_at(self, row: int) -> dict[int, str]:
        """Return the cells of a row that aren't empty, by their places."""
        return {place: cell for place, cell in enumerate(self.rows[row]) if cell}

    @cached_property
    def titles(self) -> list[str]:
        """The texts that are alone in a row above the foods."""
        return ["".join(row) for row in self.rows[: self._start] if sum(map(bool, row)) == 1]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns, without the rows that hold headings or notes."""
        filled = [sum(map(bool, row)) for row in self.rows[self._start :]]
        least = max(2, 0.4 * statistics.median(filled)) if filled else 2
        body = [
            row for row, many in zip(self.rows[self._start :], filled, strict=True) if many >= least
        ]
        width = max(map(len, body), default=0)
        body = [row + [""] * (width - len(row)) for row in body]
        columns = (self._column(place, [row[place] for row in body]) for place in range(width))
        return [column for column in columns if column.filled]

    def _column(self, place: int, cells: Sequence[str]) -> Column:
        headers, above = [], []
        for row in self.head:
            header = self._cell(row, place)
            if header:
                headers.append(header)
            elif merged := self._merged(row, place):
                above.append(merged)
        return Column(place, tuple(headers), tuple(above), cells)

    def _merged(self, row: int, place: int) -> str:
        """Return the header of several columns that stands to the left, if one spans this one."""
        if not any(self._cell(below, place) for below in self.head if below > row):
            return ""
        left = (self._cell(row, other) for other in range(place - 1, -1, -1))
        return next(filter(None, left), "")

    def _cell(self, row: int, place: int) -> str:
        cells = self.rows[row]
        return cells[place] if place < len(cells) else ""

    @cached_property
    def _start(self) -> int:
        """The first row that looks as most rows below it do."""
        wide = [row for row in self.rows if sum(map(bool, row)) > 1]
        usual = wide[min(len(wide) // 3, HEAD) :]
        width = max(map(len, usual), default=0)
        columns = [
            Column(place, (), (), [row[place] if place < len(row) else "" for row in usual])
            for place in range(width)
        ]
        figures = [column.place for column in columns if column.is_figures]
        named = [c.place for c in columns if c.is_complete and c.place not in figures]
        first = next((n for n, row in enumerate(self.rows) if sum(map(bool, row)) > 1), 0)
        for number, row in enumerate(self.rows[:HEAD]):
            if number >= first and _is_body(row, figures, named):
                # Without a column of figures, only the first row differs from the rest.
                return number if figures else min(first + 1, len(self.rows))
        return min(first + 1, len(self.rows))

    def at(self, place: int) -> Sequence[str]:
        """Return the cells of the column at a place."""
        return next((column.cells for column in self.columns if column.place == place), ())

    def __iter__(self) -> Iterator[Column]:
        """Iterate over the columns."""
        return iter(self.columns)


def _is_body(row: Sequence[str], figures: Sequence[int], words: Sequence[int]) -> bool:
    """Return whether a row holds figures where others do, and words where others do."""
    cells = [row[at] for at in figures if at < len(row) and row[at]]
    named = [at for at in words if at < len(row) and row[at]]
    numbers = sum(_is_figure(cell) for cell in cells)
    if (words and not named) or _is_counted(row):
        return False
    return numbers > 0.5 * len(cells) and any(map(str.isdigit, "".join(cells)))


def _is_counted(row: Sequence[str]) -> bool:
    """Return whether a row numbers the columns."""
    counted = [_COUNTED.fullmatch(cell) for cell in row if cell]
    numbers = [int(number[1]) for number in counted if number]
    return len(numbers) == len(counted) > 2 and numbers == [
        *range(numbers[0], numbers[0] + len(numbers))
    ]


@lru_cache(maxsize=1 << 16)
def _number(cell: str) -> float | None:
    try:
        return Marks().read(cell).b12_ug
    except UnusableError:
        return None


def _is_figure(cell: str) -> bool:
    try:
        Marks().read(cell)
    except UnusableError:
        return False
    return not is_unit(cell) and not is_about_b12(cell)


def middle_length(cells: Sequence[str]) -> float:
    """Return the length that half of the cells exceed."""
    return statistics.median(map(len, cells)) if cells else 0
