"""Versions of other machines, stored as rows of this diary."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any

from tracker.database import compiled, search_index
from tracker.database.compiled import Row
from tracker.database.forms import invalid
from tracker.database.history import Change
from tracker.errors import RefusedError, UnreadableError
from tracker.exchange.sync.model import TABLES, Cells, Name, Parts, Stamp, Synced, uid_of
from tracker.exchange.sync.state import Held, State
from tracker.people.store import LONGEST_NAME

Values = dict[str, Any]
_AT_ONCE = 500


class Rows:
    """Stores versions; `added`, `changed` and `removed` count them by table.

    `revived` are rows that another machine removed although rows of this diary refer to them: they
    stay, with the cells that they have in this diary.
    """

    def __init__(self, change: Change, state: State, unused_person: int | None) -> None:
        """Store them with a change; the first new person takes the row `unused_person`."""
        self.added: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self.revived: list[tuple[Name, Cells]] = []
        self._change, self._connection, self._state = change, change.connection, state
        self._unused = unused_person
        self._new_meals: list[int] = []
        # Of which items were removed.
        self._reduced_meals: set[int] = set()
        self._ids: dict[Name, int] = {
            (table, uid): row_id for (table, row_id), uid in state.uids.items()
        }
        self._codes: dict[str, int] = dict(self._connection.each("exchange.sync.food_ids"))

    def store(self, names: Iterable[Name]) -> None:
        """Store the held versions of these rows, and those that were waiting for other rows.

        Raise RefusedError for an invalid row.
        """
        wanted = dict.fromkeys(names)
        held = self._state.held
        waiting = (n for n, each in held.items() if each.row_id is None and each.version.cells)
        wanted |= dict.fromkeys(waiting)
        uids: dict[str, list[str]] = defaultdict(list)
        gone: dict[str, list[str]] = defaultdict(list)
        for table, uid in wanted:
            (gone if held[table, uid].version.cells is None else uids)[table].append(uid)
        for synced in TABLES.values():
            self._store_table(synced, uids[synced.name])
        for synced in reversed(TABLES.values()):
            for uid in gone[synced.name]:
                self._remove(synced, uid)

    # --- Storing -----------------------------------------------------------------------------

    def _store_table(self, table: Synced, uids: Iterable[str]) -> None:
        new: dict[str, Values] = {}
        stored: list[int] = []
        for uid in uids:
            held = self._state.held[table.name, uid]
            cells = dict(held.version.cells or {})
            values = self._values(table, cells)
            held.changed = True
            row_id = None if values is None else held.row_id or self._like(table, values)
            if values is None or (table.name == "alias" and row_id and not values["own"]):
                held.row_id = None  # it waits for a row; or its name came with the program here
                continue
            if table.name == "person":
                values["name"] = self._free_name(str(values["name"]), uid, row_id)
            if row_id is None:
                new[uid] = values
                continue
            with _refusing(table):
                self._change.update(table.name, row_id, values)
            self._keep(table, uid, row_id)
            self.changed[table.name] += 1
            stored.append(row_id)
        with _refusing(table):
            ids = self._change.insert_many(table.name, list(new.values()))
        for uid, row_id in zip(new, ids, strict=True):
            self._keep(table, uid, row_id)
        self.added[table.name] += len(new)
        if table.parts is not None:
            for row_id in (*stored, *ids):
                uid = self._state.uids[table.name, row_id]
                self._store_parts(table.parts, row_id, self._state.held[table.name, uid])
        if table.name == "meal":
            self._new_meals = ids
        if table.name == "food":
            search_index.index_words(self._connection, [*stored, *ids])
            self._codes = dict(self._connection.each("exchange.sync.food_ids"))

    def _store_parts(self, parts: Parts, owner: int, held: Held) -> None:
        """Replace the parts of a row, if they differ."""
        wanted = (held.version.cells or {}).get(parts.table, [])
        rows = self._parts_of(parts, owner)
        if [self._state.part(parts, row) for row in rows] == wanted:
            return
        self._change.delete_many(parts.table, [row.id for row in rows])
        new = []
        for part in wanted:
            values = dict(zip(parts.columns, part, strict=True)) | {parts.owner: owner}
            if parts.refers is not None and values[parts.refers] is not None:
                values[parts.refers] = self._food(str(values[parts.refers]))
            new.append(self._parsed(parts.table, values))
        with _refusing(parts):
            self._change.insert_many(parts.table, new)

    def _keep(self, table: Synced, uid: str, row_id: int) -> None:
        self._state.held[table.name, uid].row_id = row_id
        self._ids[table.name, uid] = row_id
        self._state.uids[table.name, row_id] = uid

    def _values(self, table: Synced, cells: Cells) -> Values | None:
        """Return the values to store, with ids in place of uids; None if such a row is missing.

        Raise RefusedError for invalid cells.
        """
        if table.parts is not None:
            cells.pop(table.parts.table)
        insert = compiled.get(f"database.insert.{table.name}")
        if unknown := cells.keys() - insert.forms.keys():
            raise RefusedError(
                f"another machine has a newer release of b12, with a column {min(unknown)} in "
                f"{table.name}: upgrade b12"
            )
        if insert.forms.keys() - insert.defaults.keys() - set(table.left) - cells.keys():
            raise _invalid(table)
        for column, other in table.refers.items():
            if cells.get(column) is None:
                continue
            uid = str(cells[column])
            row_id = self._food(uid) if other == "food" else self._ids.get((other, uid))
            if row_id is None:
                return None
            cells[column] = row_id
        values = self._parsed(table.name, cells)
        if table.name == "alias":
            values |= search_index.alias_words(str(values["phrase"]))
        elif table.name == "item":
            values["food_id"] = self._codes.get(str(values.get("food_code")))
        return values

    def _parsed(self, table: str, cells: Cells) -> Values:
        """Return cells in the forms of their columns. Raise RefusedError for invalid ones."""
        forms = compiled.get(f"database.insert.{table}").forms
        values: Values = {}
        for name, value in cells.items():
            form = forms[name]
            try:
                if form is not None and not isinstance(value, form.stores | None):
                    raise invalid(form.what, str(value))
                values[name] = value if form is None else form.read(value)
            except UnreadableError as error:
                raise RefusedError(f"another machine wrote an {error}") from error
        return values

    def _food(self, uid: str) -> int | None:
        """Return the id of a food that was synced, or that came with the program."""
        return self._ids.get(("food", uid)) or self._shipped.get(uid)

    @cached_property
    def _shipped(self) -> dict[str, int]:
        """The ids of foods that came with the program, by the uids of their codes."""
        return {uid_of("food", code): row_id for code, row_id in self._codes.items()}

    def _like(self, table: Synced, values: Values) -> int | None:
        """Return the id of the row with the same key, which wasn't synced before."""
        if table.name == "person":
            unused, self._unused = self._unused, None
            return unused
        if table.name == "food":
            return self._codes.get(str(values["code"]))
        if table.name == "alias":
            wanted = {name: values[name] for name in ("ordered_words", "country", "own")}
            like = self._connection.value("exchange.sync.alias_like", **wanted)
            return None if like is None else int(like)
        return None

    def _free_name(self, name: str, uid: str, row_id: int | None) -> str:
        """Return a person's name, with a number if somebody else has it.

        All machines decide alike which of two people with one name keeps it.
        """
        others = self._connection.rows("people.people")
        taken = {row.name.casefold(): row.id for row in others if row.id != row_id}
        other = taken.get(name.casefold())
        if other is None:
            return name
        if uid < self._state.uids.get(("person", other), ""):
            self._change.update("person", other, {"name": _numbered(name, taken)})
            return name
        return _numbered(name, taken)

    # --- Removing ----------------------------------------------------------------------------

    def _remove(self, table: Synced, uid: str) -> None:
        held = self._state.held[table.name, uid]
        row_id, held.row_id, held.changed = held.row_id, None, True
        if row_id is None:
            return
        if self._is_needed(table, row_id):
            row = next(self._connection.raw_rows(f"database.read.{table.name}", ids=[row_id]))
            held.row_id = row_id
            parts = [] if table.parts is None else self._parts_of(table.parts, row_id)
            self.revived.append(((table.name, uid), self._state.cells(table, row, parts)))
            return
        if table.parts is not None:
            ids = [row.id for row in self._parts_of(table.parts, row_id)]
            self._change.delete_many(table.parts.table, ids)
        if table.name == "item":
            (item,) = self._connection.raw_rows("database.read.item", ids=[row_id])
            self._reduced_meals.add(item.meal_id)
        self._change.delete(table.name, row_id)
        self._state.uids.pop((table.name, row_id), None)
        self._ids.pop((table.name, uid), None)
        self.removed[table.name] += 1

    def _is_needed(self, table: Synced, row_id: int) -> bool:
        """Return whether other rows refer to a row; its own parts don't count."""
        if table.name not in compiled.keys("exchange.sync.referring"):
            return False
        referring = self._connection.value(f"exchange.sync.referring.{table.name}", ids=[row_id])
        return referring is not None

    def _parts_of(self, parts: Parts, owner: int) -> list[Row]:
        return self._connection.rows(f"exchange.sync.parts_of.{parts.table}", owner=owner)

    # --- Meals -------------------------------------------------------------------------------

    def remove_empty_meals(self, returned: Iterable[Name]) -> Iterator[Name]:
        """Remove meals that have no items left, or are `returned` without any, and yield them.

        A meal that is new may have its items on their way.
        """
        back = (self._ids[name] for name in returned if name[0] == "meal" and name in self._ids)
        ids = [*self._reduced_meals, *back]
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            for meal in self._connection.column("exchange.sync.empty_meals", ids=some):
                name = ("meal", self._state.uids["meal", meal])
                self._remove(TABLES["meal"], name[1])
                yield name

    def twins(self) -> Iterator[tuple[date, int, int]]:
        """Yield the day and the ids of pairs of meals with the same items, from two machines."""
        new = set(self._new_meals)
        for row in self._meals(self._new_meals):
            items = self._connection.rows(
                "exchange.sync.items_of_day", person=row.person_id, day=row.day
            )
            meals: dict[int, Counter[tuple[Any, ...]]] = defaultdict(Counter)
            for meal, *item in items:
                meals[meal][tuple(item)] += 1
            for other, eaten in meals.items():
                earlier = other < row.id if other in new else True
                if other == row.id or not earlier or eaten != meals.get(row.id):
                    continue
                stamps = {meal: self._stamp(meal) for meal in (other, row.id)}
                first, second = sorted(stamps, key=lambda meal: stamps[meal])
                if stamps[first].machine != stamps[second].machine:
                    yield row.day, first, second

    def _meals(self, ids: list[int]) -> Iterator[Row]:
        for start in range(0, len(ids), _AT_ONCE):
            yield from self._connection.rows(
                "exchange.sync.meals", ids=ids[start : start + _AT_ONCE]
            )

    def _stamp(self, meal: int) -> Stamp:
        """Return when and where a meal was written."""
        uid = self._state.uids.get(("meal", meal), "")
        version = self._state.version(("meal", uid))
        return Stamp(0, "") if version is None else version.stamp


@contextmanager
def _refusing(table: Synced | Parts) -> Iterator[None]:
    """Raise RefusedError for a row that the table refuses."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise _invalid(table) from error


def _invalid(table: Synced | Parts) -> RefusedError:
    return RefusedError(f"another machine wrote an invalid {table[0].replace('_', ' ')}")


def _numbered(name: str, taken: Container[str]) -> str:
    """Return the name with the first number that is free."""
    numbers = (f"{name[: LONGEST_NAME - 4]} {number}" for number in count(2))
    return next(each for each in numbers if each.casefold() not in taken)
