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
        names = {f"{t}_id": dict(connection.execute(query)) for t, query in _NAMES.items()}
        every = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in every} - {*_IGNORED, *without}
        dumped: Dump = {}
        for table in sorted(tables):
            cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
            columns = [column for column, *_ in cursor.description]
            rows = [
                tuple(
                    names[column].get(value) if column in names else value
                    for column, value in zip(columns, row, strict=True)
                    if column != "id"
                )
                for row in cursor
            ]
            # The search words have no order.
            dumped[table] = sorted(rows) if table == "food_word" else rows
        return dumped
