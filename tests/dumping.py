"""The rows of a diary in a form that compares two of them: names stand in place of ids."""

import sqlite3
from contextlib import closing
from pathlib import Path

# An import writes these again: the history, and a table of SQLite.
_IGNORED = ("change", "change_row", "sqlite_sequence")
# How a row is named where another table refers to its id.
_NAMES = {
    "person": "SELECT id, name FROM person",
    "food": "SELECT id, code FROM food",
    "recipe": "SELECT recipe.id, code FROM recipe JOIN food ON food.id = food_id",
    "meal": "SELECT id, row_number() OVER (ORDER BY id) FROM meal",
}

Dump = dict[str, list[tuple[object, ...]]]


def dump(path: Path, *without: str) -> Dump:
    """Return the rows of each table in the order of their ids, without those ids."""
    with closing(sqlite3.connect(path)) as connection:
        for refers, query in _NAMES.items():
            connection.execute(f"CREATE TEMP TABLE {refers}_name (id INTEGER PRIMARY KEY, name)")
            connection.execute(f"INSERT INTO {refers}_name {query}")
        every = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in every} - {*_IGNORED, *without}
        return {table: _rows(connection, table) for table in sorted(tables)}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [column for _, column, *_ in connection.execute(f'PRAGMA table_info("{table}")')]
    # SQLite looks the names up: a loop over the words of the catalogue takes much longer.
    shown = [
        f'(SELECT name FROM {refers}_name AS named WHERE named.id = "{column}")'
        if (refers := column.removesuffix("_id")) in _NAMES and refers != column
        else f'"{column}"'
        for column in columns
        if column != "id"
    ]
    # The search words have no order.
    order = "1, 2" if table == "food_word" else "rowid"
    return connection.execute(
        f'SELECT {", ".join(shown) or "1"} FROM "{table}" ORDER BY {order}'
    ).fetchall()
