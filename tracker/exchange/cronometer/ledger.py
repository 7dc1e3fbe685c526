"""A diary at once, from another program's file: what isn't there yet is added, by day.

What was imported is kept in a ledger apart from the items: for each day a mark of every row. So an
item that was edited, moved or removed since doesn't come back with the next, longer file. A row's
mark is made of its food and amount, and of whether its B12 was known (`?` where it wasn't): time,
group and other nutrients come and go with the settings of the export. Marks are counted, since two
equal rows are two servings: of a day that has three now and had two, one is new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from tracker.database import tables
from tracker.database.history import Change
from tracker.diary.model import Item, When
from tracker.diary.store import Diary, item_values, meal_values
from tracker.exchange.cronometer.nature import Known, Nature

_AT_ONCE = 2000
_MARK_BYTES = 6
_UNKNOWN = "?"


@dataclass
class Outcome:
    """What became of the items of a file: added, there already, or there without their B12.

    Of these some are `filled` by the file, and some `stay_unknown`, since they were changed here.
    `gone` counts rows of the file's days that were imported earlier and aren't in it any more. The
    rest is of those added: their days, how many are of known B12, of none, supplements and
    injections, and the µg of all but the injections.
    """

    added: int = 0
    there: int = 0
    filled: int = 0
    stay_unknown: int = 0
    gone: Counter[date] = field(default_factory=Counter)
    days: set[date] = field(default_factory=set)
    known: int = 0
    zero: int = 0
    supplements: int = 0
    injections: int = 0
    eaten_ug: float = 0.0

    def count(self, items: Iterable[Item]) -> None:
        """These were added."""
        for item in items:
            self.added += 1
            self.days.add(item.when.day)
            self.known += item.b12_ug is not None
            self.zero += item.b12_ug == 0
            if item.origin == "injection":
                self.injections += 1
                continue
            self.supplements += item.origin == "supplement"
            self.eaten_ug += item.b12_ug or 0.0


def known_natures(connection: sa.Connection) -> Known:
    """What everyday names, and the user's own, say of a food; a user's own goes first."""
    alias, food = tables.alias, tables.food
    rows = connection.execute(
        sa.select(alias.c.ordered_words, food.c.kind, food.c.origin)
        .join(food, food.c.id == alias.c.food_id)
        .order_by(alias.c.own)
    )
    return {tuple(row.ordered_words.split()): Nature(row.kind, row.origin) for row in rows}


def import_items(diary: Diary, program: str, items: Iterable[Item]) -> Outcome:
    """Add the items that weren't imported from that program before; a batch is in memory at a time.

    Items of one moment and meal name become one meal. One that was imported when its B12 wasn't
    known, and is as it was, takes the B12 that the file has now. A day on which something was eaten
    is no fast any more.
    """
    outcome, change, person_id = Outcome(), diary.change, diary.person.id
    ledger = _Ledger(change, person_id, program)
    adder = _Adder(diary)
    for batch in _batches(items):
        new, there, known_now = ledger.sift(batch)
        adder.add(new)
        outcome.count(new)
        outcome.there += there
        filled = _fill(change, person_id, program, known_now)
        ledger.is_known(filled)
        outcome.filled += len(filled)
        outcome.stay_unknown += len(known_now) - len(filled)
    outcome.gone = ledger.gone()
    return outcome


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Some items at a time, and where the file is by date whole days."""
    batch: list[Item] = []
    for item in items:
        full = len(batch) >= _AT_ONCE and item.when.day != batch[-1].when.day
        if full or len(batch) >= 2 * _AT_ONCE:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


class _Ledger:
    """The marks of what was imported of a person's diary in a program."""

    def __init__(self, change: Change, person_id: int, program: str) -> None:
        self._change, self._person_id, self._program = change, person_id, program
        # What each day had before this file, less the rows of it that came by.
        self._before: dict[date, Counter[str]] = {}
        self._numbers = _Numbers(change, tables.imported_day)

    def sift(self, batch: list[Item]) -> tuple[list[Item], int, list[Item]]:
        """The items that are new and are now marked, and how many were imported before.

        Last those of the latter whose B12 wasn't known then and is now.
        """
        stored = self._stored({item.when.day for item in batch})
        new: list[Item] = []
        known_now: list[Item] = []
        added: dict[date, list[str]] = {}
        for day, of_day in groupby(batch, key=lambda item: item.when.day):
            before = self._before[day]
            marks = added.setdefault(day, [])
            for item in of_day:
                known = _mark(item.food, item.amount, item.measure)
                unknown = f"{known}{_UNKNOWN}"
                # As it was, if it was so; else the row whose B12 came or went.
                same, other = (unknown, known) if item.b12_ug is None else (known, unknown)
                mark = next((one for one in (same, other) if before.get(one)), None)
                if mark is None:
                    marks.append(same)
                    new.append(item)
                    continue
                before[mark] -= 1
                if mark == unknown != same:
                    known_now.append(item)
        added = {day: marks for day, marks in added.items() if marks}
        for day in added.keys() & stored.keys():
            row_id, earlier = stored[day]
            longer = {"marks": " ".join([earlier, *added[day]])}
            self._change.update(tables.imported_day, row_id, longer)
        self._numbers.insert(
            [
                {
                    "person_id": self._person_id,
                    "program": self._program,
                    "day": day,
                    "marks": " ".join(marks),
                }
                for day, marks in added.items()
                if day not in stored
            ]
        )
        return new, len(batch) - len(new), known_now

    def is_known(self, items: list[Item]) -> None:
        """The B12 of these is known now."""
        for day, rows in self._rows({item.when.day for item in items}).items():
            row_id, marks = rows[0], rows[1].split()
            for item in items:
                if item.when.day == day:
                    mark = _mark(item.food, item.amount, item.measure)
                    marks[marks.index(f"{mark}{_UNKNOWN}")] = mark
            self._change.update(tables.imported_day, row_id, {"marks": " ".join(marks)})

    def gone(self) -> Counter[date]:
        """Of each day of the file, how many rows were imported earlier and aren't in it."""
        return +Counter({day: marks.total() for day, marks in self._before.items()})

    def _stored(self, of: set[date]) -> dict[date, tuple[int, str]]:
        """The rows of those days, which count once as what was there before this file."""
        found = self._rows(of)
        for day in of - self._before.keys():
            self._before[day] = Counter(found[day][1].split() if day in found else ())
        return found

    def _rows(self, of: set[date]) -> dict[date, tuple[int, str]]:
        table = tables.imported_day
        rows = self._change.connection.execute(
            sa.select(table.c.id, table.c.day, table.c.marks)
            .where(table.c.person_id == self._person_id, table.c.program == self._program)
            .where(table.c.day.in_(of))
        )
        return {row.day: (row.id, row.marks) for row in rows}


@lru_cache(16384)
def _mark(food: str, amount: float, measure: str) -> str:
    said = f"{food}\n{amount}\n{measure}".encode("utf-8", "replace")
    return blake2b(said, digest_size=_MARK_BYTES).hexdigest()


class _Numbers:
    """Rows added many at a time, with ids that follow the one that the table gave the first."""

    def __init__(self, change: Change, table: sa.Table) -> None:
        self._change, self._table = change, table
        self._next: int | None = None

    def insert(self, rows: list[dict[str, Any]]) -> list[int]:
        """Add rows, whole but for the ids that they get here; returns these."""
        if not rows:
            return []
        if self._next is None:
            first = rows[0]
            first["id"] = self._change.insert(self._table, first)
            self._next = first["id"] + 1
            return [first["id"], *self.insert(rows[1:])]
        ids = list(range(self._next, self._next + len(rows)))
        for number, row in zip(ids, rows, strict=True):
            row["id"] = number
        self._change.insert_many(self._table, rows)
        self._next += len(rows)
        return ids


class _Adder:
    """Meals and items, many at a time."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._meals = _Numbers(diary.change, tables.meal)
        self._items = _Numbers(diary.change, tables.item)

    def add(self, items: list[Item]) -> None:
        """Items of one moment and name become a meal."""
        meals: dict[When, list[Item]] = {}
        for item in items:
            meals.setdefault(item.when, []).append(item)
        self._diary.end_fasts({item.when.day for item in items if item.origin != "injection"})
        person_id = self._diary.person.id
        ids = self._meals.insert(
            [{"person_id": person_id, **meal_values(when), "note": None} for when in meals]
        )
        self._items.insert(
            [
                item_values(item) | {"meal_id": meal_id, "note": None}
                for meal_id, own in zip(ids, meals.values(), strict=True)
                for item in own
            ]
        )


def _fill(change: Change, person_id: int, program: str, given: list[Item]) -> list[Item]:
    """Give items of that program's that have no B12 what the file has now; returns those given."""
    meal, item = tables.meal, tables.item
    rows = change.connection.execute(
        sa.select(item.c.id, item.c.food, item.c.amount, item.c.measure, meal.c.day)
        .join(meal)
        .where(meal.c.person_id == person_id, item.c.b12_ug.is_(None))
        .where(item.c.source.startswith(program))
        .where(meal.c.day.in_({one.when.day for one in given}))
        .order_by(item.c.id.desc())
    )
    waiting: dict[tuple[date, str, float, str], list[int]] = {}
    for row in rows:
        waiting.setdefault((row.day, row.food, row.amount, row.measure), []).append(row.id)
    filled = []
    for one in given:
        ids = waiting.get((one.when.day, one.food, one.amount, one.measure))
        if ids:
            change.update(tables.item, ids.pop(), {"b12_ug": one.b12_ug, "source": one.source})
            filled.append(one)
    return filled
