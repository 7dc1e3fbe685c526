"""Cronometer's servings.csv: a row for each food eaten, with the nutrients that the user displays.

Columns are found by their names, since their order and number changed over the years. An empty
B12 cell is unknown and 0.00 is zero. Without the B12 column (the free tier exports no nutrients)
every figure is unknown.
"""

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache, partial
from pathlib import Path
from typing import TextIO

from tracker.diary.model import Item, When
from tracker.errors import InputError
from tracker.exchange.cronometer.nature import Nature, taken_as
from tracker.exchange.files import Progress, lines, open_document
from tracker.exchange.foods.entry import plain
from tracker.exchange.recognise import refuse_binary, refuse_table
from tracker.text.dates import moment_on, parse_any_day, parse_time
from tracker.text.formatting import format_number
from tracker.text.units import UNITS

PROGRAM = "Cronometer"
# Gives what a food is by its name.
NatureOf = Callable[[str], Nature]

_NEEDED = ("day", "food name", "amount")
_B12 = re.compile(r"(?:vitamin )?b-?12\b(?: \(cobalamin\))?(?: \((?P<unit>[^()]*)\))?")
# The last is a µ in a file that isn't UTF-8.
_MICROGRAMS = ("ug", "mcg", "\ufffdg")
_NO_GROUP = "uncategorized"
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+\.\d+|\d+(?:\.\d*)?|\.\d+)(?:\s+(.*))?")
# Before a point, a comma can only separate thousands.
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+")
_FUTURE, _NO_AMOUNT = "still to come", "without an amount"
_TIMES = re.compile(r"x (\d+(?:\.\d+)?) (\w+)")
_FIGURE = re.compile(r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+")
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
        refuse_binary(path)
        self._path = path
        with open_document(path, lambda *_: None) as text:
            header = first_row(text)
        names = [name.strip().casefold() for name in header]
        if not set(_NEEDED) <= set(names):
            refuse_table(path, names, "a servings.csv of Cronometer")
        self._width = len(names)
        self._places = {name: names.index(name) for name in reversed(names)}
        self._b12 = b12_column(path, names)

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
        hour, group, category = (
            self._places.get(name, self._width) for name in ("time", "group", "category")
        )
        source = f"{PROGRAM} ({plain(self._path.name)[:_LONGEST]})"
        # Over the years most cells repeat.
        cached = lru_cache(_CACHED)
        read_when = cached(partial(_when, cached(partial(read_day, today)), now))
        read_amount, read_figure = cached(_amount), cached(figure)
        read_food = cached(partial(_food, cached(partial(_named, nature_of))))
        with open_document(self._path, progress) as text:
            for line, row in numbered(text, self._width):
                try:
                    check_width(row, self._width)
                    row.append("")  # the cell of columns that are missing
                    when = read_when(row[day], row[hour], row[group])
                    number, measure, grams = read_amount(row[amount])
                    name, nature = read_food(row[food], row[group], row[category], measure)
                    b12_ug = None if self._b12 is None else read_figure(row[self._b12])
                except NothingEatenError as error:
                    yield LeftOut(str(error))
                    continue
                except InputError as error:
                    yield Broken(line, str(error))
                    continue
                yield Item(
                    name, nature.origin, number, measure, grams, b12_ug, nature.kind, source,
                    when=when,
                )  # fmt: skip


def first_row(text: TextIO) -> list[str]:
    """Return the header; [] if there is none."""
    with suppress(csv.Error):
        return next(csv.reader(lines(text)), [])
    return []


def numbered(text: TextIO, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows after the header, but for blank ones, with the lines they begin on.

    Raise InputError for an open quotation mark, since the rest would be lost in that row.
    """
    reader = csv.reader(lines(text))
    next(reader, None)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:  # a cell of more than 131,072 characters, or a stray carriage return
            raise _endless(line) from None
        if row is None:
            return
        if reader.line_num > line and len(row) != width:
            raise _endless(line)
        if row:
            yield line, row


def _endless(line: int) -> InputError:
    return InputError(f"line {line}: the row has no end; is a quotation mark missing?")


def check_width(row: list[str], width: int) -> None:
    """Raise InputError for a row with more or fewer cells than the header."""
    if len(row) != width:
        raise InputError(f"it has {len(row)} cells, and the header {width}")


def b12_column(path: Path, names: list[str]) -> int | None:
    """Return which column of a header in small letters has B12 in µg; None if there is none.

    Raise InputError for another unit.
    """
    for place, name in enumerate(names):
        if column := _B12.fullmatch(name):
            unit = (column["unit"] or "").strip()
            if unit.replace("µ", "u").replace("μ", "u") not in _MICROGRAMS:
                raise InputError(
                    f"{path.name} has its B12 in {plain(unit) or 'no unit'}: only µg can be read"
                )
            return place
    return None


def figure(cell: str) -> float | None:
    """Return µg of B12; None for an empty cell. Raise InputError for an invalid number."""
    text = cell.strip()
    if not text:
        return None
    text = _plain_number(text)
    if not _FIGURE.fullmatch(text):
        raise InputError(f'its B12 "{plain(text)[:40]}" is not a number of µg')
    ug = float(text)
    if ug > _MOST:
        raise InputError(f"{format_number(ug)} µg of B12 looks like a typo")
    return ug


def _plain_number(text: str) -> str:
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def read_day(today: date, cell: str) -> date:
    """Read `2023-09-17` or `2011-4-18`. Raise InputError for anything else and for the future."""
    text = cell.strip()
    if not _DATE.fullmatch(text):
        raise InputError(f'invalid date "{plain(text)[:40]}": use 2023-09-17')
    year, month, number = map(int, text.split("-"))
    with suppress(ValueError):
        if date(year, month, number) > today:
            raise NothingEatenError(_FUTURE)
    return parse_any_day(text, today)


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
    text = plain(cell)
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


def _amount(cell: str) -> tuple[float, str, float | None]:
    """Return the number, measure and grams of `158.00 g`, `4.00 medium`, `2.00 x 20.0 pieces`."""
    text = plain(cell)
    parts = _AMOUNT.fullmatch(text)
    amount = float(_plain_number(parts[1])) if parts else -1.0
    if amount == 0:
        raise NothingEatenError(_NO_AMOUNT)
    if not parts or not 0 < amount <= _MOST:
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
