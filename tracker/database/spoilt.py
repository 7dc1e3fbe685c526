"""Values in a diary's file that the program never writes, found before a command meets them."""

import sqlite3
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from tracker.database import columns, tables
from tracker.database import migrate as schema
from tracker.errors import DamagedFileError


def found(
    connection: sqlite3.Connection,
    path: Path,
    most: int,
    of: Collection[sa.Table] = tables.metadata.sorted_tables,
) -> list[str]:
    """At most so many of them, each as `meal.day of row 3: "garbage" is no day`.

    None in a file of an older form, of which only its own release knows what it may hold.
    """
    if schema.revision_of(connection, path) != schema.HEAD:
        return []
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        return list(islice(_all(connection, of), most))
    finally:
        connection.text_factory = before


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raises DamagedFileError for a file that holds one."""
    for said in found(connection, path, 1):
        raise DamagedFileError(f"{path} is damaged: {said}")


def _all(connection: sqlite3.Connection, of: Collection[sa.Table]) -> Iterator[str]:
    for table in of:
        yield from _breaking(connection, table)
        texts = [column for column in table.c if _is_text(column)]
        if not texts:
            continue
        listed = ", ".join(f'"{column.name}"' for column in texts)
        rows = connection.execute(f'SELECT rowid, {listed} FROM "{table.name}"')  # noqa: S608
        for row_id, *values in rows:
            for column, value in zip(texts, values, strict=True):
                try:
                    _read(column, value)
                except columns.UnreadableError as error:
                    yield f"{table.name}.{column.name} of row {row_id}: {error}"


def _breaking(connection: sqlite3.Connection, table: sa.Table) -> Iterator[str]:
    """Rows for which a CHECK doesn't hold: SQLite looks at none in a file opened to read only."""
    for rule in table.constraints:
        if isinstance(rule, sa.CheckConstraint):
            broken = f'SELECT rowid FROM "{table.name}" WHERE NOT ({rule.sqltext})'  # noqa: S608
            for (row_id,) in connection.execute(broken):
                yield f"{table.name} of row {row_id}: {rule.sqltext} doesn't hold"


def _is_text(column: sa.Column[object]) -> bool:
    return isinstance(column.type, sa.Text | columns.Text)


def _read(column: sa.Column[object], value: bytes | None) -> None:
    """Raises UnreadableError."""
    if value is None:
        return
    try:
        text = value.decode()
    except UnicodeDecodeError:
        raise columns.invalid("UTF-8", value.decode(errors="replace")) from None
    if isinstance(column.type, columns.Text):
        column.type.result(text)
