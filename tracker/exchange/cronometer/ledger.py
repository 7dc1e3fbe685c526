"""Another program's diary, imported at once: what is missing is added, day by day.

What was imported is kept in a ledger apart from the items: a mark of every row, for each day. So an
item that was edited, moved or removed since doesn't come back with the next, longer file. A row's
mark stands for its food and amount, and for whether its B12 was known (`?` if not): time, group and
other nutrients come and go with the settings of the export. Marks are counted, since two equal rows
are two servings: if a day has three now and had two, one is new. Whether a figure is another one
than it was is seen in the items themselves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import Any

from tracker.database.compiled import Row
from tracker.database.connection import Connection
from tracker.database.history import Change
from tracker.diary.model import Item, When
from tracker.diary.store import Diary, item_values, meal_values
from tracker.exchange.cronometer.nature import Known, Nature

_AT_ONCE = 2000
_MARK_BYTES = 6
_UNKNOWN = "?"
_day_of = attrgetter("when.day")


@dataclass
class ImportCounts:
    """How many items of a file were added, or were there already.

    Of those that were there without B12, `filled` got the file's; `stay_unknown` didn't, since they
    were changed here. `differ` has the rows with another figure than their item had, each with the
    µg of that item; `updated` of the items got the row's. `gone` counts rows
    of the file's days that were imported earlier and are missing now. The rest is about those
    added: their days, how many have known B12, how many 0 µg, how many are supplements and
    injections, and the µg of all but the injections.
    """

    added: int = 0
    there: int = 0
    filled: int = 0
    stay_unknown: int = 0
    differ: list[tuple[Item, float]] = field(default_factory=list)
    updated: int = 0
    gone: Counter[date] = field(default_factory=Counter)
    days: set[date] = field(default_factory=set)
    known: int = 0
    zero: int = 0
    supplements: int = 0
    injections: int = 0
    eaten_ug: float = 0.0

    def add(self, items: Iterable[Item]) -> None:
        """Count items that were added."""
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


def known_natures(connection: Connection) -> Known:
    """Return what everyday names, and the user's own, say of a food; the user's own go first."""
    rows = connection.each("exchange.cronometer.natures")
    return {tuple(row.ordered_words.split()): Nature(row.kind, row.origin) for row in rows}


def import_items(
    diary: Diary, program: str, items: Sequence[Item], *, update: bool = False
) -> ImportCounts:
    """Add the items that weren't imported from that program before, whatever their order.

    Items of one moment and meal name become one meal. One that was imported without B12, and is
    unchanged, takes the B12 that the file has now; one that was imported with another figure does
    so with `update`. A fast ends on a day with something eaten.
    """
    outcome = ImportCounts()
    # In their order within the day. Each day is read and written once.
    for batch in _batches(sorted(items, key=_day_of)):
        _import_days(diary, program, batch, outcome, update=update)
    return outcome


def _batches(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield some whole days at a time, of items in order of date."""
    batch: list[Item] = []
    for _, of_day in groupby(items, key=_day_of):
        batch += of_day
        if len(batch) >= _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _import_days(
    diary: Diary, program: str, batch: list[Item], outcome: ImportCounts, *, update: bool
) -> None:
    change, own = diary.change, {"person": diary.person.id, "program": program}
    days = {item.when.day for item in batch}
    rows = change.connection.each("exchange.cronometer.imported_days", **own, days=days)
    stored = {row.day: row for row in rows}
    marks: dict[date, list[str]] = {}
    new: list[Item] = []
    there: list[Item] = []
    known_now: list[Item] = []
    for day, of_day in groupby(batch, key=_day_of):
        before = stored[day].marks.split() if day in stored else []
        marks[day], left = before, Counter(before)
        for item in of_day:
            known = _mark(item.food, item.amount, item.measure)
            unknown = f"{known}{_UNKNOWN}"
            # The same row if there is one, else the row whose B12 came or went.
            same, other = (unknown, known) if item.b12_ug is None else (known, unknown)
            mark = next((mark for mark in (same, other) if left.get(mark)), None)
            if mark is None:
                marks[day].append(same)
                new.append(item)
                continue
            left[mark] -= 1
            if mark == unknown != same:
                known_now.append(item)
            elif item.b12_ug is not None:
                there.append(item)
        if gone := left.total():
            outcome.gone[day] = gone
    _add(diary, new)
    outcome.add(new)
    outcome.there += len(batch) - len(new)
    filled, differ = _compare(change, own, known_now, there, update=update)
    for item in filled:
        known, stood = _mark(item.food, item.amount, item.measure), marks[item.when.day]
        stood[stood.index(f"{known}{_UNKNOWN}")] = known
    outcome.filled += len(filled)
    outcome.stay_unknown += len(known_now) - len(filled)
    outcome.differ += differ
    outcome.updated += len(differ) if update else 0
    _store(diary, program, stored, marks)


def _store(
    diary: Diary, program: str, stored: Mapping[date, Row], marks: Mapping[date, list[str]]
) -> None:
    """Store the marks of each day on which they differ from those stored."""
    person = {"person_id": diary.person.id, "program": program}
    first = []
    for day, of_day in marks.items():
        text = " ".join(of_day)
        if day not in stored:
            first.append({**person, "day": day, "marks": text})
        elif text != stored[day].marks:
            diary.change.update("imported_day", stored[day].id, {"marks": text})
    diary.change.insert_many("imported_day", first)


def _compare(
    change: Change, own: Mapping[str, Any], unknown: list[Item], known: list[Item], *, update: bool
) -> tuple[list[Item], list[tuple[Item, float]]]:
    """Give the program's items the figures of the rows that were imported as them.

    `unknown` were imported without B12, and those whose item still has none are filled in and
    returned. `known` had a figure: returned are those whose item has another one, with its µg. They
    get the row's with `update`. An item that was changed or removed here is left as it is.
    """
    days = {row.when.day for row in (*unknown, *known)}
    if not days:
        return [], []
    waiting: dict[tuple[date, str, float, str], list[Row]] = {}
    for item in change.connection.each("exchange.cronometer.imported_items", **own, days=days):
        waiting.setdefault((item.day, item.food, item.amount, item.measure), []).append(item)

    def take(row: Item, fits: Callable[[float | None], bool]) -> Row | None:
        """Return one of the row's items with a fitting figure, and don't return it again."""
        own_items = waiting.get((row.when.day, row.food, row.amount, row.measure), [])
        places = (place for place, item in enumerate(own_items) if fits(item.b12_ug))
        place = next(places, None)
        return None if place is None else own_items.pop(place)

    def fill(item: Row, row: Item) -> None:
        change.update("item", item.id, {"b12_ug": row.b12_ug, "source": row.source})

    # Of equal rows those with the figure of an item are that item; what is left differs.
    others = [row for row in known if take(row, row.b12_ug.__eq__) is None]
    filled, differ = [], []
    for row in unknown:
        if empty := take(row, lambda ug: ug is None):
            fill(empty, row)
            filled.append(row)
    for row in others:
        if other := take(row, lambda ug: ug is not None):
            differ.append((row, other.b12_ug))
            if update:
                fill(other, row)
    return filled, differ


@lru_cache(16384)
def _mark(food: str, amount: float, measure: str) -> str:
    text = f"{food}\n{amount}\n{measure}".encode("utf-8", "replace")
    return blake2b(text, digest_size=_MARK_BYTES).hexdigest()


def _add(diary: Diary, items: list[Item]) -> None:
    """Add items; those of one moment and name become a meal."""
    meals: dict[When, list[Item]] = {}
    for item in items:
        meals.setdefault(item.when, []).append(item)
    diary.end_fasts({item.when.day for item in items if item.origin != "injection"})
    person = {"person_id": diary.person.id, "note": None}
    ids = diary.change.insert_many("meal", [{**person, **meal_values(when)} for when in meals])
    diary.change.insert_many(
        "item",
        [
            {"meal_id": meal_id, **item_values(item), "note": None}
            for meal_id, eaten_then in zip(ids, meals.values(), strict=True)
            for item in eaten_then
        ],
    )
