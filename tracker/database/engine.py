"""The diary's file as SQLAlchemy opens it, in transactions to read and to write."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, pool
from sqlalchemy.sql.compiler import SQLCompiler

from tracker.database import file, migrate
from tracker.database.file import diary_errors

_WRITES = "b12_writes"


class Database:
    """A diary's file, created or upgraded when it is opened."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`. Raise DatabaseFileError when it can't be used."""
        self.path = path
        with diary_errors(path):
            self.created = migrate.ensure(path)
        self._engine = _engine(path)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the diary throughout."""
        with diary_errors(self.path), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection in one transaction: all of it is stored, or nothing."""
        writers = self._engine.execution_options(**{_WRITES: True})
        with diary_errors(self.path), writers.begin() as connection:
            yield connection


def insert_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Insert many rows of stored values, in the order of `columns`, which is the table's.

    SQLAlchemy makes the statement and the driver takes the rows as they are: to have each checked
    as a dictionary first would cost as much again as SQLite itself.
    """
    statement = sa.insert(table).compile(dialect=connection.dialect, column_keys=list(columns))
    assert isinstance(statement, SQLCompiler)
    assert statement.positiontup == list(columns)
    connection.exec_driver_sql(statement.string, list(rows))


def _engine(path: Path) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        connection = file.connect(path)
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
