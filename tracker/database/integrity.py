"""Whether what is in a diary's file is whole: SQLite's own check, the CHECKs, and references.

All of it works on a connection that can only read. SQLite looks at CHECKs only in a file that it
may write, and doesn't name the row, so they are run as queries here.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tracker.database import compiled
from tracker.database.forms import quoted
from tracker.errors import DamagedFileError


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has, but for SQLite's own table."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
        if name != "sqlite_sequence"
    }


def broken_pages(connection: sqlite3.Connection, most: int) -> list[str]:
    """Return at most `most` findings of SQLite's integrity_check; none for a sound file."""
    found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({most})")]
    return [] if found == ["ok"] else found


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Raise DamagedFileError where SQLite's integrity_check or a CHECK finds something."""
    # First: in a file that it may write integrity_check finds them too, without naming the row.
    check_values(connection, path)
    if broken_pages(connection, 1):
        raise DamagedFileError(f"{path} is damaged: parts of it can't be read")


def check_values(connection: sqlite3.Connection, path: Path) -> None:
    """Raise DamagedFileError for a value that b12 never writes."""
    for finding in invalid_values(connection, 1):
        raise DamagedFileError(f"{path} is damaged: {finding}")


def check_references(connection: sqlite3.Connection, path: Path) -> None:
    """Raise DamagedFileError for rows that refer to missing rows."""
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedFileError(f"{path} is damaged: some of its rows refer to missing rows")


def invalid_values(connection: sqlite3.Connection, most: int) -> list[str]:
    """Return at most `most` values for which a CHECK of this release doesn't hold.

    Each with its place: `meal row 3: invalid day "garbage"`. A file of an older schema can only be
    upgraded when it has none.
    """
    columns = {table: _columns(connection, table) for table in row_counts(connection)}
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        return list(islice(_invalid_values(connection, columns), most))
    finally:
        connection.text_factory = before


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')}


def _invalid_values(connection: sqlite3.Connection, columns: dict[str, set[str]]) -> Iterator[str]:
    for key in compiled.keys("database.invalid"):
        table, _, check = key.partition(".")
        statement = compiled.get(f"database.invalid.{key}")
        needed = {check}.intersection(statement.row._fields)
        # An older schema lacks some tables, and columns of others.
        if table in columns and needed <= columns[table]:
            for row_id, value in connection.execute(statement.sql):
                yield f"{table} row {row_id}: invalid {check}{_quoted(value)}"
    for table in columns:
        yield from _invalid_texts(connection, table)


def _invalid_texts(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield texts that are not UTF-8, which SQLite itself takes."""
    query = f'SELECT rowid, * FROM "{table}"'  # noqa: S608
    if _is_decodable(connection, query):
        return
    rows = connection.execute(query)
    names = [column for column, *_ in rows.description]
    for row_id, *values in rows:
        for name, value in zip(names[1:], values, strict=True):
            if isinstance(value, bytes):
                try:
                    value.decode()
                except UnicodeDecodeError:
                    yield f"{table} row {row_id}: {name} is not UTF-8{_quoted(value)}"


def _is_decodable(connection: sqlite3.Connection, query: str) -> bool:
    """Return whether all texts are UTF-8: sqlite3 decodes them much faster than a loop here."""
    before = connection.text_factory
    connection.text_factory = str
    try:
        deque(connection.execute(query), maxlen=0)
    except sqlite3.OperationalError:
        return False
    finally:
        connection.text_factory = before
    return True


def _quoted(value: object) -> str:
    if value is None:
        return ""
    return f" {quoted(value.decode(errors='replace') if isinstance(value, bytes) else str(value))}"
