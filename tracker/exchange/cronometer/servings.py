"""Cronometer's servings.csv: a row for each food eaten, with the nutrients that the user displays.

Columns are found by their names, since their order and number changed over the years. An empty
B12 cell is unknown and 0.00 is zero. Without the B12 column (the free tier exports no nutrients)
every figure is unknown.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache, partial
from pathlib import Path

from tracker.diary.model import Item, When
from tracker.errors import InputError
from tracker.exchange.cronometer.nature import Nature, taken_as
from tracker.exchange.cronometer.table import Table, check_width, number
from tracker.exchange.files import Progress
from tracker.exchange.foods.entry import plain
from tracker.exchange.recognise import refuse_table
from tracker.text.dates import moment_on, parse_any_day, parse_time
from tracker.text.formatting import format_number
from tracker.text.units import UNITS

PROGRAM = "Cronometer"
# Gives what a food is by its name.
NatureOf = Callable[[str], Nature]

_NEEDED, _OTHERS = ("day", "food name", "amount"), ("time", "group", "category")
_NO_GROUP = "uncategorized"
_DATE = re.compile(
    r"(?:(\d{4})[-/](\d{1,2})[-/](\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?:[ T]0?0:00(?::00)?)?"
)
_SECONDS = re.compile(r"(\d:[0-5]\d):[0-5]\d\b")
_AMOUNT = re.compile(r"([\d.,]+)(?: (.*))?")
_FUTURE, _NO_AMOUNT, _SUM = "still to come", "without an amount", "of totals"
_TOTALS = (
    "total", "totals", "sum", "grand total", "average", "summe", "gesamt", "somme", "totale",
    "totaal", "suma", "soma",
)  # fmt: skip
_TIMES = re.compile(r"x (\d+(?:\.\d+)?) (\w+)")
_LONGEST, _LONGEST_NAME = 100, 300
# The bound of the table of items.
_MOST = 100_000.0
_CACHED = 16_384


@dataclass(frozen=True)
class Broken:
    """A row that can't be read: the line it begins on (the header is 1), and why."""

    line: int
    why: str


@dataclass(frozen=True)
class LeftOut:
    """A row in which nothing was eaten: still to come, or without an amount."""

    why: str


class NothingEatenError(InputError):
    """A row that is valid and nothing that was eaten: planned, or without an amount."""


class Servings:
    """A servings.csv whose header is known; `rows` reads the rest."""

    def __init__(self, path: Path) -> None:
        """Read the header. Raise InputError for another file, RefusedError if it can't be read."""
        self._table = table = Table(path, _NEEDED)
        if not set(_NEEDED) <= set(table.names):
            refuse_table(path, table.names, "a servings.csv of Cronometer")
        self._places = {name: table.place(name) for name in (*_NEEDED, *_OTHERS)}
        self._b12 = table.b12()

    @property
    def shows_b12(self) -> bool:
        """Return whether there is a column for it."""
        return self._b12 is not None

    def rows(
        self, progress: Progress, today: date, now: datetime, nature_of: NatureOf
    ) -> Iterator[Item | Broken | LeftOut]:
        """Yield the rows in their order, one in memory at a time; `progress` gets the bytes.

        An item's day is the file's; its time is in this computer's zone, and unknown for an hour
        that the clocks skipped. What is later than now was planned, and not eaten.
        """
        day, food, amount = (self._places[name] for name in _NEEDED)
        hour, group, category = (self._places[name] for name in _OTHERS)
        table, width = self._table, len(self._table.names)
        source = f"{PROGRAM} ({plain(table.path.name)[:_LONGEST]})"
        # Over the years most cells repeat.
        cached = lru_cache(_CACHED)
        read_when = cached(partial(_when, cached(partial(read_day, today)), now))
        read_amount = cached(partial(_amount, table.decimal_comma))
        read_figure = cached(partial(figure, table.decimal_comma))
        read_food = cached(partial(_food, cached(partial(_named, nature_of))))
        for line, row in table.rows(progress):
            try:
                check_width(row, width)
                row.append("")  # the cell of columns that are missing
                when = read_when(row[day], row[hour], row[group])
                number_of, measure, grams = read_amount(row[amount])
                name, nature = read_food(row[food], row[group], row[category], measure)
                b12_ug = None if self._b12 is None else read_figure(row[self._b12])
            except NothingEatenError as error:
                yield LeftOut(str(error))
                continue
            except InputError as error:
                is_sum = is_total(row, day, food, amount)
                yield LeftOut(_SUM) if is_sum else Broken(line, str(error))
                continue
            yield Item(
                name, nature.origin, number_of, measure, grams, b12_ug, nature.kind, source,
                when=when,
            )  # fmt: skip


def is_total(row: list[str], day: int, *others: int) -> bool:
    """Return whether a row is a spreadsheet's sum: those cells are empty, or say so."""
    cells = ("".join(row[place : place + 1]).strip() for place in (day, *others))
    return all(not cell or cell.casefold().rstrip(":") in _TOTALS for cell in cells)


def figure(decimal_comma: bool, cell: str) -> float | None:
    """Return µg of B12; None for an empty cell. Raise InputError for an invalid number."""
    text = plain(cell)[:40]
    if not text:
        return None
    ug = number(text, "its B12", decimal_comma=decimal_comma)
    if ug is None:
        raise InputError(f'its B12 "{text}" is not a number of µg')
    if ug > _MOST:
        raise InputError(f"{format_number(ug)} µg of B12 looks like a typo")
    return ug


def read_day(today: date, cell: str) -> date:
    """Read `2023-09-17` or `2011-4-18`, and what spreadsheets make of it: `17.9.2023`.

    Raise InputError for anything else, as 9/10/2023, and for the future.
    """
    text = plain(cell)
    if not (parts := _DATE.fullmatch(text)):
        raise InputError(f'invalid date "{text[:40]}": use 2023-09-17')
    year, month, of_month = parts[1] or parts[6], parts[2] or parts[5], parts[3] or parts[4]
    with suppress(ValueError):
        if date(int(year), int(month), int(of_month)) > today:
            raise NothingEatenError(_FUTURE)
    return parse_any_day(f"{year}-{month}-{of_month}", today)


def _when(
    read: Callable[[str], date], now: datetime, day_cell: str, time_cell: str, group: str
) -> When:
    day = read(day_cell)
    moment = None
    if hour := _time(time_cell):
        with suppress(InputError):
            moment = moment_on(day, hour)
    if moment is not None and moment > now:
        raise NothingEatenError(_FUTURE)
    return When(day, moment, _meal(group))


@lru_cache(_CACHED)
def _time(cell: str) -> time | None:
    text = _SECONDS.sub(r"\1", plain(cell))
    return parse_time(text) if text else None


@lru_cache(_CACHED)
def _meal(cell: str) -> str | None:
    name = plain(cell)[:_LONGEST]
    return None if name.casefold() == _NO_GROUP else name or None


def _named(nature_of: NatureOf, cell: str) -> tuple[str, Nature]:
    name = plain(cell)[:_LONGEST_NAME]
    if not name:
        raise InputError("it has no food name")
    return name, nature_of(name)


def _food(
    named: Callable[[str], tuple[str, Nature]], cell: str, group: str, category: str, measure: str
) -> tuple[str, Nature]:
    name, nature = named(cell)
    return name, taken_as(nature, f"{group}, {category}", measure)


def _amount(decimal_comma: bool, cell: str) -> tuple[float, str, float | None]:
    """Return the number, measure and grams of `158.00 g`, `4.00 medium`, `2.00 x 20.0 pieces`."""
    text = plain(cell)
    parts = _AMOUNT.fullmatch(text)
    amount = number(parts[1], "its amount", decimal_comma=decimal_comma) if parts else None
    if amount == 0:
        raise NothingEatenError(_NO_AMOUNT)
    if not parts or amount is None or not 0 < amount <= _MOST:
        raise InputError(f'its amount "{text[:40]}" is invalid')
    # A serving without a name is called 1: `800.00 1`.
    measure = "" if parts[2] in (None, "1") else parts[2][:_LONGEST]
    times = _TIMES.fullmatch(measure)
    unit = UNITS.get(times[2] if times else measure.casefold())
    if unit is None or unit.dimension != "mass":
        return amount, measure, None
    grams = amount * (float(times[1]) if times else 1.0) * unit.size
    if not 0 < grams <= _MOST:
        raise InputError(f'its amount "{text[:40]}" looks like a typo')
    return amount, measure, grams
