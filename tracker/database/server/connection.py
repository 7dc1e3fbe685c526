"""A transaction on a server: the same statements as on a file, in PostgreSQL's words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

import psycopg
from psycopg.sql import SQL, Identifier

from tracker.database import compiled
from tracker.database.compiled import Row, Statement
from tracker.database.connection import Connection, ConstraintError

_AT_ONCE = 1000
_INSERT = "database.insert."
_NEW_IDS = "SELECT nextval(%s) FROM generate_series(1, %s)"


class About(NamedTuple):
    """The role: whether it sees one person alone, and whether the server filters rows for it."""

    role: str
    client: bool = False
    filtered: bool = False


class ServerConnection(Connection):
    """Runs the statements of `compiled` on PostgreSQL."""

    def __init__(self, raw: "psycopg.Connection[Any]", about: "About | None" = None) -> None:
        """Run them on a connection that is in a transaction, for the owner if no role is given."""
        self.server = raw
        self.owner, self.client, self._filtered = about or About(raw.info.user)

    def raw_rows(self, statement: str, /, **values: Any) -> Iterator[Row]:
        """Yield the rows of the result as they are stored."""
        this = compiled.get_for_server(statement)
        cursor = self.server.execute(this.sql, _cells(this, values))
        # One by one they take psycopg as long again.
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from map(this.row, rows)

    def checked(self, statement: str, /, **values: Any) -> Iterator[Row]:
        """Yield the rows as they are stored, if they can be read, some thousands at a time."""
        this = compiled.get_for_server(statement)
        with self.server.cursor("checked") as cursor:
            cursor.itersize = _AT_ONCE
            for cells in cursor.execute(this.sql, _cells(this, values)):
                for place, read in this.readers:
                    read(cells[place])
                yield this.row(cells)

    def run(self, statement: str, /, **values: Any) -> int:
        """Run a statement that writes; return the id of the row that an insert added."""
        this = compiled.get_for_server(statement)
        return _new_id(self.server.execute(this.sql, _cells(this, values)))

    def store(self, statement: str, stored: Mapping[str, Any]) -> int:
        """Do as `run` with values as they are stored."""
        this = compiled.get_for_server(statement)
        cells = [stored[name] for name in this.names]
        return _new_id(self.server.execute(this.sql, cells))

    def store_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run it for each row of stored values, in the order of the statement's parameters."""
        this = compiled.get_for_server(statement)
        # PostgreSQL takes no COPY where it has to look at each row's owner.
        if self._filtered or not statement.startswith(_INSERT):
            with self.server.cursor() as cursor:
                cursor.executemany(this.sql, rows)
            return
        table = statement.removeprefix(_INSERT)
        columns = SQL(", ").join(map(Identifier, this.names))
        copy = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), columns)
        place = this.names.index("id") if "id" in this.names else None
        rest = iter(rows)
        while some := [list(row) for row in islice(rest, _AT_ONCE)]:
            if place is not None:
                new = [row for row in some if row[place] is None]
                for row, row_id in zip(new, self.new_ids(table, 0, len(new)), strict=True):
                    row[place] = row_id
            with self.server.cursor() as cursor, cursor.copy(copy) as target:
                for row in some:
                    target.write_row(row)

    def new_ids(self, table: str, _last: int, number: int) -> Sequence[int]:
        """Return so many ids that no row of the table ever had."""
        if not number:
            return []
        rows = self.server.execute(_NEW_IDS, (f"{table}_id_seq", number)).fetchall()
        return [row_id for (row_id,) in rows]

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Take back what was written inside if an error is raised inside.

        Raise ConstraintError if a table refuses a row.
        """
        self.server.execute("SAVEPOINT part")
        try:
            yield
        except BaseException as error:
            if not self.server.broken:
                self.server.execute("ROLLBACK TO part")
                self.server.execute("RELEASE part")
            if isinstance(error, psycopg.IntegrityError):
                raise ConstraintError(error.diag.constraint_name or str(error)) from error
            raise
        self.server.execute("RELEASE part")


def _cells(this: Statement, values: Mapping[str, Any]) -> list[Any]:
    """Return the values as they are stored, a list or a set of them as a list."""
    return [
        list(cell) if name in this.lists else cell
        for name, cell in zip(this.names, this.cells(values), strict=True)
    ]


def _new_id(cursor: "psycopg.Cursor[Any]") -> int:
    """Return the id that an insert returns; 0 of another statement."""
    row = cursor.fetchone() if cursor.description else None
    return row[0] if row else 0
