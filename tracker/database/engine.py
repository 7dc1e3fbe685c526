"""Connections to the diary's file. What only SQLite knows stands here and in `schema`."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc, pool
from sqlalchemy.sql.compiler import SQLCompiler

from tracker.database import columns
from tracker.database import migrate as schema
from tracker.errors import DamagedFileError, DatabaseFileError, RefusedError

_WRITES = "b12_writes"
_ADVICE = "; b12 doctor says what to do"


class Database:
    """A diary's file, made or brought up to date when it is opened."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`. Raises DatabaseFileError when it can't be used."""
        self.path = path
        with diary_errors(path):
            self.created = schema.ensure(path)
        self._engine = _engine(path)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the diary throughout."""
        with diary_errors(self.path), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection in one transaction: all of it is stored, or nothing."""
        writers = self._engine.execution_options(**{_WRITES: True})
        with diary_errors(self.path), writers.begin() as connection:
            yield connection


def insert_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Insert many rows of plain values, in the order of `columns`, which is the table's.

    SQLAlchemy makes the statement and the driver takes the rows as they are: to have each checked
    as a dictionary first would cost as much again as SQLite itself.
    """
    statement = sa.insert(table).compile(dialect=connection.dialect, column_keys=list(columns))
    assert isinstance(statement, SQLCompiler)
    assert statement.positiontup == list(columns)
    connection.exec_driver_sql(statement.string, list(rows))


def _engine(path: Path) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        connection = schema.connect(path)
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    # A creator, not a URL: a path may hold any of %, ?, # and spaces.
    engine = sa.create_engine("sqlite://", creator=connect, poolclass=pool.NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    # A deferred transaction that turns to writing fails at once and ignores busy_timeout.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextlib.contextmanager
def diary_errors(path: Path, of: type[DatabaseFileError] = DatabaseFileError) -> Iterator[None]:
    """As `plain_errors`, of the diary itself: for errors of that kind it names what says more."""
    try:
        with plain_errors(path):
            yield
    except of as error:
        said = str(error).removesuffix(_ADVICE)
        raise type(error)(f"{said}{_ADVICE}") from error


@contextlib.contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Say in a line what is wrong with the file; any other database error is a bug."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, exc.DBAPIError) else error
        code = getattr(cause, "sqlite_errorcode", None)
        # An extended code holds the plain one in its low byte.
        plain = code & 0xFF if isinstance(code, int) else None
        if plain in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise RefusedError(f"{path} is in use by another program; try again") from error
        if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            # What was read before the lock was taken, while somebody was asked or the food sought.
            raise RefusedError("what this refers to was removed meanwhile; try again") from error
        if plain == sqlite3.SQLITE_CORRUPT:
            raise DamagedFileError(f"{path} is damaged") from error
        if plain == sqlite3.SQLITE_NOTADB:
            raise DamagedFileError(f"{path}: this is not a b12 diary") from error
        if plain in _REASONS:
            raise DatabaseFileError(f"{path}: {_REASONS[plain]}") from error
        if str(cause).startswith(_SIGNS_OF_DAMAGE):
            raise DamagedFileError(f"{path} is damaged: parts of it can't be read") from error
        raise
    except columns.UnreadableError as error:
        raise DamagedFileError(f"{path} is damaged: {error}") from error
    except UnicodeDecodeError as error:  # in what SQLite says of a table whose name is spoilt
        raise DatabaseFileError(f"{path} is damaged: {error}") from error
    except OSError as error:
        if error.filename is None:
            raise
        raise DatabaseFileError(f"{error.filename}: {error.strerror}") from error


_SIGNS_OF_DAMAGE = ("no such table", "no such column", "Could not decode to UTF-8")
_REASONS = {
    sqlite3.SQLITE_CANTOPEN: "the file can't be opened",
    sqlite3.SQLITE_FULL: "the disk is full; nothing was stored",
    sqlite3.SQLITE_IOERR: "the disk refuses to read or write; nothing was stored",
    sqlite3.SQLITE_PERM: "no permission",
    sqlite3.SQLITE_READONLY: "the file may not be written; nothing was stored",
}
