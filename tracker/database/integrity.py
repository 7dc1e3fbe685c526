"""Whether what is in a diary's file is whole: SQLite's own check, the CHECKs, and references.

All of it works on a connection that can only read. SQLite looks at CHECKs only in a file that it
may write, and doesn't name the row, so they are run as queries here.
"""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tracker.errors import DamagedFileError
from tracker.text.formatting import printable

_MOST_SHOWN = 40


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
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        return list(islice(_invalid_values(connection), most))
    finally:
        connection.text_factory = before


def _invalid_values(connection: sqlite3.Connection) -> Iterator[str]:
    import sqlalchemy as sa

    from tracker.database.tables import metadata

    for table in metadata.sorted_tables:
        columns = {row[1].decode() for row in connection.execute(f'PRAGMA table_info("{table}")')}
        if not columns:
            continue  # an older schema lacks some tables, and columns of others
        for check in table.constraints:
            name = str(check.name).removeprefix(f"ck_{table}_")
            if not isinstance(check, sa.CheckConstraint) or name in set(table.c.keys()) - columns:
                continue
            shown = f'"{name}"' if name in columns else "NULL"
            broken = f'SELECT rowid, {shown} FROM "{table}" WHERE NOT ({check.sqltext})'  # noqa: S608
            for row_id, value in connection.execute(broken):
                yield f"{table} row {row_id}: invalid {name}{_quoted(value)}"
        yield from _invalid_texts(connection, table.name)


def _invalid_texts(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield texts that are not UTF-8, which SQLite itself takes."""
    rows = connection.execute(f'SELECT rowid, * FROM "{table}"')  # noqa: S608
    names = [column for column, *_ in rows.description]
    for row_id, *values in rows:
        for name, value in zip(names[1:], values, strict=True):
            if isinstance(value, bytes):
                try:
                    value.decode()
                except UnicodeDecodeError:
                    yield f"{table} row {row_id}: {name} is not UTF-8{_quoted(value)}"


def _quoted(value: object) -> str:
    if value is None:
        return ""
    text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
    more = "…" if len(text) > _MOST_SHOWN else ""
    return f' "{printable(text[:_MOST_SHOWN])}{more}"'
