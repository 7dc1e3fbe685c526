"""A transaction on a diary: statements run by name, rows read and written in their forms."""

import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from tracker.database import compiled
from tracker.database.compiled import Row

_T = TypeVar("_T")


class ConstraintError(Exception):
    """A table refuses a row: the name of the constraint, or SQLite's message if it has none."""


class Connection:
    """Runs the statements of `compiled` on SQLite.

    Values are given by the names of the parameters, a list or a set for `IN`. Each method raises
    LookupError for an unknown statement, and UnreadableError for a stored value that b12 doesn't
    write.
    """

    # Whose changes are written and undone: on a server the role's; a file has no roles.
    owner = ""
    # Whether it sees one person's diary alone, as a client of a server does.
    client = False

    def __init__(self, raw: sqlite3.Connection) -> None:
        """Run them on a connection that is in a transaction."""
        self._raw = raw

    def raw_rows(self, statement: str, /, **values: Any) -> Iterator[Row]:
        """Yield the rows of the result as they are stored, without holding them in memory."""
        this = compiled.get(statement)
        yield from map(this.row, self._raw.execute(*this.placed(this.cells(values))))

    def each(self, statement: str, /, **values: Any) -> Iterator[Row]:
        """Yield the rows of the result, without holding them in memory."""
        readers = compiled.get(statement).readers
        if not readers:
            yield from self.raw_rows(statement, **values)
            return
        for row in self.raw_rows(statement, **values):
            cells = list(row)
            for place, read in readers:
                cells[place] = read(cells[place])
            yield type(row)(cells)

    def checked(self, statement: str, /, **values: Any) -> Iterator[Row]:
        """Yield the rows as they are stored, if they can be read."""
        readers = compiled.get(statement).readers
        for row in self.raw_rows(statement, **values):
            for place, read in readers:
                read(row[place])
            yield row

    def rows(self, statement: str, /, **values: Any) -> list[Row]:
        """Return the rows of the result."""
        return list(self.each(statement, **values))

    def first(self, statement: str, /, **values: Any) -> Row | None:
        """Return the first row of the result; None if there is none."""
        return next(self.each(statement, **values), None)

    def value(self, statement: str, /, **values: Any) -> Any:
        """Return the first value of the first row; None if there is no row."""
        row = self.first(statement, **values)
        return None if row is None else row[0]

    def column(self, statement: str, /, **values: Any) -> list[Any]:
        """Return the first value of each row."""
        return [row[0] for row in self.each(statement, **values)]

    def run(self, statement: str, /, **values: Any) -> int:
        """Run a statement that writes; return the id of the row that an insert added."""
        this = compiled.get(statement)
        return self._raw.execute(*this.placed(this.cells(values))).lastrowid or 0

    def run_many(self, statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement that writes for each of the rows."""
        self.store_many(statement, map(compiled.get(statement).cells, rows))

    def store(self, statement: str, stored: Mapping[str, Any]) -> int:
        """Do as `run` with values as they are stored."""
        this = compiled.get(statement)
        return self._raw.execute(this.sql, [stored[name] for name in this.names]).lastrowid or 0

    def store_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run it for each row of stored values, in the order of the statement's parameters."""
        self._raw.executemany(compiled.get(statement).sql, rows)

    def new_ids(self, _table: str, last: int, number: int) -> Sequence[int]:
        """Return so many ids that no row of the table ever had; `last` was the last given to one.

        The connection is in a writing transaction.
        """
        return range(last + 1, last + 1 + number)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Take back what was written inside if an error is raised inside.

        Raise ConstraintError if a table refuses a row.
        """
        self._raw.execute("SAVEPOINT part")
        try:
            yield
        except BaseException as error:
            if self._raw.in_transaction:  # SQLite itself ends it if the disk is full
                self._raw.execute("ROLLBACK TO part")
                self._raw.execute("RELEASE part")
            if isinstance(error, sqlite3.IntegrityError):
                raise ConstraintError(str(error).rpartition(": ")[2]) from error
            raise
        self._raw.execute("RELEASE part")


def load(cls: Callable[..., _T], row: Row, **others: Any) -> _T:
    """Return a dataclass or named tuple made from the columns of a row that its fields name.

    `others` are its other fields; they override the row's.
    """
    return cls(**{name: row[place] for name, place in _places(cls, row._fields)} | others)


def values(item: Any, table: str, *without: str) -> dict[str, Any]:
    """Return the fields of a dataclass that are columns of the table, but for its id and `without`.

    With what else the row needs it is ready to be stored.
    """
    cls: Any = type(item)
    return {name: getattr(item, name) for name in _stored(cls, table, without)}


@lru_cache
def _stored(cls: Hashable, table: str, without: tuple[str, ...]) -> tuple[str, ...]:
    columns = compiled.get(f"database.insert.{table}").names
    return tuple(name for name, _ in _places(cls, columns) if name not in ("id", *without))


@lru_cache
def _places(cls: Hashable, columns: tuple[str, ...]) -> list[tuple[str, int]]:
    # A named tuple has the names at hand.
    known = getattr(cls, "_fields", None) or [field.name for field in fields(cls)]  # type: ignore[arg-type]
    return [(name, place) for place, name in enumerate(columns) if name in known]
