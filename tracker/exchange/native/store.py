"""What a merge of an export reads and writes in the diary, and what it counts."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tracker.database import compiled, search_index
from tracker.database.connection import ConstraintError
from tracker.database.history import Change
from tracker.diary.model import When
from tracker.errors import InputError
from tracker.exchange.native.sheets import SHEETS, TABLES, SheetRow
from tracker.people import store as people

# Gives the rows of a sheet of the export.
Reader = Callable[[str], Iterable[SheetRow]]
Values = dict[str, Any]
_CODES = ("code", "food_code", "recipe_code")
# Where a row is in the export, and what is to be stored of it.
New = tuple[str, Values]


@dataclass
class MergeCounts:
    """How many rows of each sheet were added, how many changed, and how many were there.

    `kept` names what differs in the export and stays as it is here. `unknown` are numbers of foods
    that are neither in the export nor here; items of such foods keep their B12. `beside` are meals
    with their person that were added although there is one of that name at that time which the
    export lacks.
    """

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
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
        self.connection, self._change, self._read = change.connection, change, read
        self.people: dict[str, int] = {}
        self.foods: dict[str, int] = {}
        codes = self.food_ids()
        # A spreadsheet that saves the export again drops the zeros with which numbers begin.
        shortened = {code.lstrip("0") or "0": code for code in sorted(codes) if code.isdecimal()}
        self._codes = {short: code for short, code in shortened.items() if short not in codes}

    def read(self, sheet: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet of the export, with the numbers that foods have here."""
        coded = [column.name for column in SHEETS[sheet].columns if column.name in _CODES]
        for row in self._read(sheet):
            for column in coded:
                code = row.cells[column]
                row.cells[column] = self._codes.get(str(code), code)
            yield row

    def values(self, sheet: str, row: SheetRow) -> Values:
        """Return what is to be stored of a row, with ids in place of names and codes.

        Raise InputError for an unknown person or food.
        """
        cells, columns = row.cells, compiled.get(f"database.insert.{TABLES[sheet]}").names
        values = {name: cells[name] for name in cells if name in columns and name != "id"}
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
            if values["food_id"] is None and cells["food_code"] is not None:
                self.outcome.unknown.add(str(cells["food_code"]))
        return values

    def here(self, sheet: str, **having: Collection[Any]) -> list[Values]:
        """Return the diary's rows, in the order they were added; `code=["a"]` limits one column."""
        if not having:
            rows = self.connection.each(f"exchange.native.here.{sheet}")
        else:
            ((column, values),) = having.items()
            rows = self.connection.each(f"exchange.native.having.{sheet}.{column}", values=values)
        return [row.as_dict() for row in rows]

    def items_here(self) -> list[Values]:
        """Return the items of the people of the export."""
        people = self.people.values()
        rows = self.connection.each("exchange.native.items", people=people)
        return [row.as_dict() for row in rows]

    def food_ids(self) -> dict[str, int]:
        """Return the ids of all foods by code."""
        return dict(self.connection.each("exchange.native.codes"))

    def is_removed(self, food_id: int) -> bool:
        """Return whether the user took that food out of the catalogue."""
        return bool(self.connection.value("exchange.native.removed", food=food_id))

    def is_fed(self, person_id: int, day: date) -> bool:
        """Return whether that person ate something on that day."""
        eaten = self.connection.first("exchange.native.eaten", person=person_id, day=day)
        return eaten is not None

    def add(self, sheet: str, rows: Sequence[New]) -> list[int]:
        """Add rows; return their ids. Raise InputError for one that the table refuses."""
        table = TABLES[sheet]
        try:
            with self.connection.nested():
                ids = self._change.insert_many(table, [values for _, values in rows])
        except ConstraintError:
            # One of them is bad: alone it shows itself.
            for where, values in rows:
                with self._bounds_checked(table, where):
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
        with self._bounds_checked(TABLES[sheet], where):
            self._change.update(TABLES[sheet], row_id, values)
        if sheet == "foods":
            search_index.index_words(self.connection, [row_id])
        (self.outcome.changed if counts is None else counts)[sheet] += 1

    def choose(self, person_id: int) -> None:
        """Open that person's diary by default."""
        people.set_default(self._change, person_id)

    def delete(self, sheet: str, row_id: int) -> None:
        """Delete a row."""
        self._change.delete(TABLES[sheet], row_id)

    @contextmanager
    def _bounds_checked(self, table: str, where: str) -> Iterator[None]:
        """Turn what a table refuses into an InputError with the row's place."""
        try:
            with self.connection.nested():
                yield
        except ConstraintError as error:
            constraint = str(error)
            bound = constraint.removeprefix(f"ck_{table}_")
            why = f"{bound} is out of bounds" if bound != constraint else "it can't be stored"
            raise InputError(f"{where}: {why}") from None
