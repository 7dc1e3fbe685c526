"""What a merge of a whole diary keeps track of: whose rows are whose here, and what came of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from tracker.database.history import Change
from tracker.errors import InputError
from tracker.exchange.native import export as exporting
from tracker.exchange.native.sheets import SheetRow

Reader = Callable[[str], Iterable[SheetRow]]
Values = dict[str, Any]
# Where a row stands in the export, and what is to be stored of it.
New = tuple[str, Values]


@dataclass(frozen=True)
class Beside:
    """A meal that there are two of now; the moment is None where it isn't known."""

    person: str
    day: date
    moment: datetime | None
    name: str | None


@dataclass
class Outcome:
    """How many rows of each sheet were added, how many changed, and how many were there.

    `kept` names what the export has otherwise and what stays as it is here, `beside` the meals that
    were added although there is one of that name at that time that the export hasn't.
    """

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)

    def keep(self, what: str) -> None:
        """Name something, once."""
        if what not in self.kept:
            self.kept.append(what)


class Merged:
    """A merge under way: `people` are ids by folded name, and `foods` by code."""

    def __init__(self, change: Change, read: Reader) -> None:
        """Nothing is merged yet; `read` gives the rows of a sheet."""
        self.outcome = Outcome()
        self.change, self.connection, self.read = change, change.connection, read
        self.people: dict[str, int] = {}
        self.foods: dict[str, int] = {}

    def rows(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> Sequence[sa.Row[Any]]:
        """The rows that are here, in the order of their making."""
        return self.connection.execute(sa.select(table).where(*where).order_by(table.c.id)).all()

    def of_people(self, sheet: str) -> Iterator[tuple[SheetRow, int]]:
        """The rows of a sheet with the id of their person. Raises InputError for nobody's."""
        for one in self.read(sheet):
            name = str(one.cells["person"])
            if name.casefold() not in self.people:
                raise InputError(f'{one.where}: nobody in the export is called "{name}"')
            yield one, self.people[name.casefold()]

    def food(self, one: SheetRow) -> int:
        """The id of the row's food. Raises InputError for one that isn't known."""
        code = str(one.cells["food_code"])
        if code not in self.foods:
            raise InputError(f'{one.where}: no food has the number "{code}"')
        return self.foods[code]

    def add(self, sheet: str, rows: Sequence[New]) -> list[int]:
        """Add rows; returns their ids. Raises InputError for one that the table refuses."""
        if not rows:
            return []
        table = exporting.TABLES[sheet]
        try:
            with self.connection.begin_nested():
                # The first gets a number that no row ever had, and the others those after it.
                first = self.change.insert(table, rows[0][1])
                ids = list(range(first, first + len(rows)))
                numbered = zip(ids[1:], rows[1:], strict=True)
                self.change.insert_many(table, [{"id": i, **values} for i, (_, values) in numbered])
        except sa.exc.IntegrityError:
            # One of them is bad: alone it shows itself.
            for where, values in rows:
                with _refusing(table, where):
                    self.change.insert(table, values)
            raise
        self.outcome.added[sheet] += len(rows)
        return ids

    def update(self, sheet: str, row_id: int, one: SheetRow, values: Values) -> None:
        """Change a row that is here. Raises InputError for what the table refuses."""
        table = exporting.TABLES[sheet]
        with _refusing(table, one.where):
            self.change.update(table, row_id, values)

    def add_for_day(self, sheet: str, one: SheetRow, values: Values, day: str, what: str) -> None:
        """Add what a person has one of for the day in the column `day`, if there is none.

        `what` names it where there is another one, which stays.
        """
        table = exporting.TABLES[sheet]
        same = sa.and_(table.c.person_id == values["person_id"], table.c[day] == values[day])
        here = self.rows(table, same)
        if not here:
            self.add(sheet, [(one.where, values)])
        elif is_as(here[0], values):
            self.outcome.there[sheet] += 1
        else:
            self.outcome.keep(f"{one.cells['person']}'s {what} of {values[day]}")


def personal(one: SheetRow, person_id: int) -> Values:
    """A row with its person's id in the place of the name."""
    return {"person_id": person_id, **without(one.cells, "person")}


def without(values: Mapping[Any, Any], *names: str) -> Values:
    """The values but for those of these columns."""
    return {name: value for name, value in values.items() if name not in names}


def is_as(row: sa.Row[Any], values: Mapping[str, Any]) -> bool:
    """Whether a row that is here has these values."""
    return all(row._mapping[name] == value for name, value in values.items())


@contextmanager
def _refusing(table: sa.Table, where: str) -> Iterator[None]:
    """Turn what a table refuses into an InputError that says where it stands."""
    try:
        yield
    except sa.exc.IntegrityError as error:
        said = str(error.orig)
        bound = said.removeprefix(f"CHECK constraint failed: ck_{table.name}_")
        why = f"{bound} is out of bounds" if bound != said else "it can't be stored"
        raise InputError(f"{where}: {why}") from None
