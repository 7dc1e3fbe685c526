"""Cronometer's servings.csv: one row a food eaten, with whichever nutrients the user displays.

Columns are found by their names, since their order and number changed over the years. An empty
B12 cell is unknown and 0.00 is zero. Without the B12 column (the free tier exports no nutrient)
all of it is unknown.
"""

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache, partial
from pathlib import Path
from typing import TextIO

from tracker.diary.model import Item, When
from tracker.errors import InputError
from tracker.exchange.cronometer.nature import Nature, taken_as
from tracker.exchange.files import Progress, lines, open_document
from tracker.exchange.foods.entry import plain
from tracker.exchange.recognise import refuse_binary, refuse_table
from tracker.text.dates import moment_on, parse_day, parse_time
from tracker.text.formatting import format_number
from tracker.text.units import UNITS

PROGRAM = "Cronometer"
# What a food is by its name.
Judge = Callable[[str], Nature]

_NEEDED = ("day", "food name", "amount")
_B12 = re.compile(r"(?:vitamin )?b-?12\b(?: \(cobalamin\))?(?: \((?P<unit>[^()]*)\))?")
# The last is a µ in a file that isn't UTF-8.
_MICROGRAMS = ("ug", "mcg", "\ufffdg")
_NO_GROUP = "uncategorized"
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+\.\d+|\d+(?:\.\d*)?|\.\d+)(?:\s+(.*))?")
# With a point behind it, a comma can be nothing else.
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+")
_TO_COME, _NO_AMOUNT = "of days to come", "of no amount"
_TIMES = re.compile(r"x (\d+(?:\.\d+)?) (\w+)")
_FIGURE = re.compile(r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+")
_LONGEST, _LONGEST_NAME = 100, 300
# The bounds of the table of items.
_MOST = 100_000.0
_REMEMBERED = 16_384


@dataclass(frozen=True)
class Broken:
    """A row that can't be taken: the line it begins on, 1 the header, and why."""

    line: int
    why: str


@dataclass(frozen=True)
class LeftOut:
    """A row in which nothing was eaten: of a day to come, or of no amount."""

    why: str


class NothingEatenError(InputError):
    """Understood, and nothing that was eaten: planned, or of no amount."""


class Servings:
    """A servings.csv, its header read and understood; `rows` are read when they are asked for."""

    def __init__(self, path: Path) -> None:
        """Raises InputError where it is another file, RefusedError where it can't be read."""
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
        """Whether there is a column for it."""
        return self._b12 is not None

    def rows(
        self, progress: Progress, today: date, judge: Judge
    ) -> Iterator[Item | Broken | LeftOut]:
        """The rows in their order, never more than one in memory; `progress` is told the bytes.

        An item's day is the file's, its time is of this computer's zone, and none for an hour that
        the clocks skipped.
        """
        day, name, amount_at = (self._places[one] for one in _NEEDED)
        time, group, category = (
            self._places.get(one, self._width) for one in ("time", "group", "category")
        )
        source = f"{PROGRAM} ({plain(self._path.name)[:_LONGEST]})"
        # Much is said again and again over years.
        remembering = lru_cache(_REMEMBERED)
        moment = remembering(partial(_when, remembering(partial(read_day, today))))
        amount_of, figure_of = remembering(_amount), remembering(figure)
        food_of = remembering(partial(_food, remembering(partial(_named, judge))))
        with open_document(self._path, progress) as text:
            for line, row in numbered(text, self._width):
                try:
                    check_width(row, self._width)
                    row.append("")  # where columns are that aren't there
                    when = moment(row[day], row[time], row[group])
                    amount, measure, grams = amount_of(row[amount_at])
                    food, nature = food_of(row[name], row[group], row[category], measure)
                    b12_ug = None if self._b12 is None else figure_of(row[self._b12])
                except NothingEatenError as error:
                    yield LeftOut(str(error))
                    continue
                except InputError as error:
                    yield Broken(line, str(error))
                    continue
                yield Item(
                    food=food,
                    origin=nature.origin,
                    amount=amount,
                    measure=measure,
                    grams=grams,
                    b12_ug=b12_ug,
                    kind=nature.kind,
                    source=source,
                    when=when,
                )


def first_row(text: TextIO) -> list[str]:
    """The header; empty where there is none."""
    with suppress(csv.Error):
        return next(csv.reader(lines(text)), [])
    return []


def numbered(text: TextIO, width: int) -> Iterator[tuple[int, list[str]]]:
    """The rows behind the header that aren't blank, with the lines they begin on.

    Raises InputError where a quotation mark isn't closed, since the rest would be lost in that row.
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
    return InputError(
        f"line {line}: nobody can tell where that row ends; is a quotation mark missing?"
    )


def check_width(row: list[str], width: int) -> None:
    """Raises InputError for a row whose cells don't stand below the header's."""
    if len(row) != width:
        raise InputError(f"it has {len(row)} cells, and the header {width}")


def b12_column(path: Path, names: list[str]) -> int | None:
    """Which column B12 is in, in µg, of a header in small letters; None where there is none.

    Raises InputError for another unit.
    """
    for place, name in enumerate(names):
        if found := _B12.fullmatch(name):
            unit = (found["unit"] or "").strip()
            if unit.replace("µ", "u").replace("μ", "u") not in _MICROGRAMS:
                raise InputError(
                    f"{path.name} has its B12 in {plain(unit) or 'no unit'}: only µg are taken"
                )
            return place
    return None


def figure(cell: str) -> float | None:
    """µg of B12; None for an empty cell. Raises InputError for what is no such number."""
    text = cell.strip()
    if not text:
        return None
    text = _plain_number(text)
    if not _FIGURE.fullmatch(text):
        raise InputError(f'its B12 is "{plain(text)[:40]}", which is no number of µg')
    ug = float(text)
    if ug > _MOST:
        raise InputError(f"{format_number(ug)} µg of B12 must be a slip")
    return ug


def _plain_number(text: str) -> str:
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def read_day(today: date, cell: str) -> date:
    """`2023-09-17`, `2011-4-18`. Raises InputError for anything else and for the future."""
    text = cell.strip()
    if not _DATE.fullmatch(text):
        raise InputError(f'"{plain(text)[:40]}" is not a day such as 2023-09-17')
    year, month, number = map(int, text.split("-"))
    with suppress(ValueError):
        if date(year, month, number) > today:
            raise NothingEatenError(_TO_COME)
    return parse_day(text, today)


def _when(day_of: Callable[[str], date], day: str, at: str, group: str) -> When:
    which = day_of(day)
    moment = None
    if hour := _time(at):
        with suppress(InputError):
            moment = moment_on(which, hour)
    return When(which, moment, _meal(group))


@lru_cache(_REMEMBERED)
def _time(cell: str) -> time | None:
    text = plain(cell)
    return parse_time(text) if text else None


@lru_cache(_REMEMBERED)
def _meal(cell: str) -> str | None:
    name = plain(cell)[:_LONGEST]
    return None if name.casefold() == _NO_GROUP else name or None


def _named(judge: Judge, cell: str) -> tuple[str, Nature]:
    name = plain(cell)[:_LONGEST_NAME]
    if not name:
        raise InputError("it names no food")
    return name, judge(name)


def _food(
    named: Callable[[str], tuple[str, Nature]], cell: str, group: str, category: str, measure: str
) -> tuple[str, Nature]:
    name, nature = named(cell)
    return name, taken_as(nature, f"{group}, {category}", measure)


def _amount(cell: str) -> tuple[float, str, float | None]:
    """`158.00 g`, `4.00 medium`, `2.00 x 20.0 pieces`, `800.00 1`: how much, of what, and in g."""
    text = plain(cell)
    found = _AMOUNT.fullmatch(text)
    amount = float(_plain_number(found[1])) if found else -1.0
    if amount == 0:
        raise NothingEatenError(_NO_AMOUNT)
    if not found or not 0 < amount <= _MOST:
        raise InputError(f'its amount is "{text[:40]}", which is no amount')
    # A serving without a name is called 1.
    measure = "" if found[2] in (None, "1") else found[2][:_LONGEST]
    times = _TIMES.fullmatch(measure)
    unit = UNITS.get(times[2] if times else measure.casefold())
    if unit is None or unit.dimension != "mass":
        return amount, measure, None
    grams = amount * (float(times[1]) if times else 1.0) * unit.size
    if not 0 < grams <= _MOST:
        raise InputError(f'its amount is "{text[:40]}", which must be a slip')
    return amount, measure, grams
