"""What a merge of an export reads and writes in the diary, and what it counts."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.database import search_index, tables
from tracker.database.history import Change
from tracker.diary.model import When
from tracker.errors import InputError
from tracker.exchange.native.export import TABLES
from tracker.exchange.native.sheets import SheetRow

# Gives the rows of a sheet of the export.
Reader = Callable[[str], Iterable[SheetRow]]
Values = dict[str, Any]
# Where a row is in the export, and what is to be stored of it.
New = tuple[str, Values]


@dataclass
class MergeCounts:
    """How many rows of each sheet were added, how many changed, and how many were there.

    `kept` names what differs in the export and stays as it is here. `beside` are meals with their
    person that were added although there is one of that name at that time which the export lacks.
    """

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    beside: list[tuple[str, When]] = field(default_factory=list)

    def keep(self, what: str) -> None:
        """Name something that stays, once."""
        if what not in self.kept:
            self.kept.append(what)


class Merge:
    """A merge under way: `people` are ids by folded name, and `foods` by code."""

    def __init__(self, change: Change, read: Reader) -> None:
        """Start with nothing merged."""
        self.outcome = MergeCounts()
        self.read, self.connection, self._change = read, change.connection, change
        self.people: dict[str, int] = {}
        self.foods: dict[str, int] = {}

    def values(self, sheet: str, row: SheetRow) -> Values:
        """Return what is to be stored of a row, with ids in place of names and codes.

        Raise InputError for an unknown person or food.
        """
        cells, table = row.cells, TABLES[sheet]
        values = {name: cells[name] for name in cells if name in table.c and name != "id"}
        if "person" in cells:
            name = str(cells["person"])
            if name.casefold() not in self.people:
                raise InputError(f'{row.where}: nobody in the export is called "{name}"')
            values["person_id"] = self.people[name.casefold()]
        if "food_code" in cells:
            values["food_id"] = self.foods.get(str(cells["food_code"]))
            # The food of an item or an ingredient may be gone.
            if values["food_id"] is None and sheet not in ("items", "ingredients"):
                raise InputError(f'{row.where}: no food has the number "{cells["food_code"]}"')
        return values

    def here(self, sheet: str, **having: Collection[Any]) -> list[Values]:
        """Return the diary's rows, in the order they were added; `code=["a"]` limits a column."""
        table = TABLES[sheet]
        where = [table.c[name].in_(values) for name, values in having.items()]
        rows = self.connection.execute(sa.select(table).where(*where).order_by(table.c.id))
        return [dict(row) for row in rows.mappings()]

    def items_here(self) -> list[Values]:
        """Return the items of the people of the export."""
        item, meal = tables.item, tables.meal
        own = meal.c.person_id.in_(self.people.values())
        rows = self.connection.execute(sa.select(item).join(meal).where(own)).mappings()
        return [dict(row) for row in rows]

    def food_ids(self) -> dict[str, int]:
        """Return the ids of all foods by code."""
        rows = self.connection.execute(sa.select(tables.food.c.code, tables.food.c.id))
        return {row.code: row.id for row in rows}

    def is_removed(self, food_id: int) -> bool:
        """Return whether the user took that food out of the catalogue."""
        removed = sa.select(tables.food.c.removed).where(tables.food.c.id == food_id)
        return bool(self.connection.scalar(removed))

    def is_fed(self, person_id: int, day: date) -> bool:
        """Return whether that person ate something on that day."""
        meal, item = tables.meal, tables.item
        own = meal.c.person_id == person_id, meal.c.day == day, item.c.origin != "injection"
        return bool(self.connection.scalar(sa.select(item.c.id).join(meal).where(*own).limit(1)))

    def add(self, sheet: str, rows: Sequence[New]) -> list[int]:
        """Add rows; return their ids. Raise InputError for one that the table refuses."""
        table = TABLES[sheet]
        try:
            with self.connection.begin_nested():
                ids = self._change.insert_new(table, [values for _, values in rows])
        except sa.exc.IntegrityError:
            # One of them is bad: alone it shows itself.
            for where, values in rows:
                with _bounds_checked(table, where):
                    self._change.insert(table, values)
            raise
        if sheet == "foods":
            search_index.index_words(self.connection, ids)
        self.outcome.added[sheet] += len(rows)
        return ids

    def update(
        self,
        sheet: str,
        row_id: int,
        where: str,
        values: Mapping[str, Any],
        counts: Counter[str] | None = None,
    ) -> None:
        """Change a row, and count it in `counts`, else as changed.

        Raise InputError for what the table refuses.
        """
        with _bounds_checked(TABLES[sheet], where):
            self._change.update(TABLES[sheet], row_id, values)
        if sheet == "foods":
            search_index.index_words(self.connection, [row_id])
        (self.outcome.changed if counts is None else counts)[sheet] += 1

    def delete(self, sheet: str, row_id: int) -> None:
        """Delete a row."""
        self._change.delete(TABLES[sheet], row_id)


@contextmanager
def _bounds_checked(table: sa.Table, where: str) -> Iterator[None]:
    """Turn what a table refuses into an InputError with the row's place."""
    try:
        yield
    except sa.exc.IntegrityError as error:
        message = str(error.orig)
        bound = message.removeprefix(f"CHECK constraint failed: ck_{table.name}_")
        why = f"{bound} is out of bounds" if bound != message else "it can't be stored"
        raise InputError(f"{where}: {why}") from None
