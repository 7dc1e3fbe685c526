"""Another program's diary, imported at once: what is missing is added, day by day.

What was imported is kept in a ledger apart from the items: a mark of every row, for each day. So an
item that was edited, moved or removed since doesn't come back with the next, longer file. A row's
mark stands for its food and amount, and for whether its B12 was known (`?` if not): time, group and
other nutrients come and go with the settings of the export. Marks are counted, since two equal rows
are two servings: if a day has three now and had two, one is new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby

from tracker.database.connection import Connection
from tracker.database.history import Change
from tracker.diary.model import Item, When
from tracker.diary.store import Diary, item_values, meal_values
from tracker.exchange.cronometer.nature import Known, Nature

_AT_ONCE = 2000
_MARK_BYTES = 6
_UNKNOWN = "?"


@dataclass
class ImportCounts:
    """How many items of a file were added, or were there already.

    Of those that were there without B12, `filled` got the file's; `stay_unknown` didn't, since they
    were changed here. `gone` counts rows of the file's days that were imported earlier and are
    missing now. The rest is about those added: their days, how many have known B12, how many 0 µg,
    how many are supplements and injections, and the µg of all but the injections.
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


def import_items(diary: Diary, program: str, items: Iterable[Item]) -> ImportCounts:
    """Add the items that weren't imported from that program before, one batch in memory at a time.

    Items of one moment and meal name become one meal. One that was imported without B12, and is
    unchanged, takes the B12 that the file has now. A fast ends on a day with something eaten.
    """
    outcome, change, person_id = ImportCounts(), diary.change, diary.person.id
    ledger = _Ledger(change, person_id, program)
    for batch in _batches(items):
        new, known_now = ledger.sift(batch)
        _add(diary, new)
        outcome.add(new)
        outcome.there += len(batch) - len(new)
        filled = _fill(change, person_id, program, known_now)
        ledger.mark_known(filled)
        outcome.filled += len(filled)
        outcome.stay_unknown += len(known_now) - len(filled)
    outcome.gone = ledger.gone()
    return outcome


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield some items at a time, and whole days if the file is in order of date."""
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
        # The marks of each day before this file, less those of the rows read so far.
        self._before: dict[date, Counter[str]] = {}

    def sift(self, batch: list[Item]) -> tuple[list[Item], list[Item]]:
        """Mark and return the items that are new, and return those whose B12 has become known."""
        stored = self._stored({item.when.day for item in batch})
        for day in {item.when.day for item in batch} - self._before.keys():
            self._before[day] = Counter(stored[day][1].split() if day in stored else ())
        new: list[Item] = []
        known_now: list[Item] = []
        added: dict[date, list[str]] = {}
        for day, of_day in groupby(batch, key=lambda item: item.when.day):
            before = self._before[day]
            for item in of_day:
                known = _mark(item.food, item.amount, item.measure)
                unknown = f"{known}{_UNKNOWN}"
                # The same row if there is one, else the row whose B12 came or went.
                same, other = (unknown, known) if item.b12_ug is None else (known, unknown)
                mark = next((mark for mark in (same, other) if before.get(mark)), None)
                if mark is None:
                    added.setdefault(day, []).append(same)
                    new.append(item)
                    continue
                before[mark] -= 1
                if mark == unknown != same:
                    known_now.append(item)
        self._store(stored, added)
        return new, known_now

    def mark_known(self, items: list[Item]) -> None:
        """Mark the B12 of these as known."""
        for day, (row_id, marks) in self._stored({item.when.day for item in items}).items():
            longer = marks.split()
            for item in items:
                if item.when.day == day:
                    mark = _mark(item.food, item.amount, item.measure)
                    longer[longer.index(f"{mark}{_UNKNOWN}")] = mark
            self._change.update("imported_day", row_id, {"marks": " ".join(longer)})

    def gone(self) -> Counter[date]:
        """Return how many rows of each day of the file were imported earlier and are missing."""
        return +Counter({day: marks.total() for day, marks in self._before.items()})

    def _stored(self, days: set[date]) -> dict[date, tuple[int, str]]:
        own = {"person": self._person_id, "program": self._program}
        connection = self._change.connection
        rows = connection.each("exchange.cronometer.imported_days", **own, days=days)
        return {row.day: (row.id, row.marks) for row in rows}

    def _store(self, stored: dict[date, tuple[int, str]], added: dict[date, list[str]]) -> None:
        for day in added.keys() & stored.keys():
            row_id, marks = stored[day]
            longer = {"marks": " ".join([marks, *added[day]])}
            self._change.update("imported_day", row_id, longer)
        person = {"person_id": self._person_id, "program": self._program}
        self._change.insert_many(
            "imported_day",
            [
                {**person, "day": day, "marks": " ".join(marks)}
                for day, marks in added.items()
                if day not in stored
            ],
        )


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


def _fill(change: Change, person_id: int, program: str, items: list[Item]) -> list[Item]:
    """Give the program's items that have no B12 what the file has now; return those filled."""
    days = {known.when.day for known in items}
    own = {"person": person_id, "program": program}
    rows = change.connection.each("exchange.cronometer.unknown_items", **own, days=days)
    waiting: dict[tuple[date, str, float, str], list[int]] = {}
    for row in rows:
        waiting.setdefault((row.day, row.food, row.amount, row.measure), []).append(row.id)
    filled = []
    for known in items:
        key = known.when.day, known.food, known.amount, known.measure
        if ids := waiting.get(key):
            change.update("item", ids.pop(), {"b12_ug": known.b12_ug, "source": known.source})
            filled.append(known)
    return filled
