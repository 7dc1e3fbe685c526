"""What a diary holds, to compare two of them: every table, with names where the ids would stand."""

import sqlite3
from contextlib import closing
from pathlib import Path

# What an import makes anew: the history, and SQLite's own.
_APART = ("change", "change_row", "sqlite_sequence")
# How many rows say what they are, by the table that their ids are of.
_NAMES = {
    "person": "SELECT id, name FROM person",
    "food": "SELECT id, code FROM food",
    "recipe": "SELECT recipe.id, code FROM recipe JOIN food ON food.id = food_id",
    "meal": "SELECT id, row_number() OVER (ORDER BY id) FROM meal",
}

Dump = dict[str, list[tuple[object, ...]]]


def dump(path: Path, *without: str) -> Dump:
    """The rows of each table in the order of their ids, but for those ids."""
    with closing(sqlite3.connect(path)) as connection:
        names = {f"{t}_id": dict(connection.execute(query)) for t, query in _NAMES.items()}
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in found} - {*_APART, *without}
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
            # The words to search by have no order.
            dumped[table] = sorted(rows) if table == "food_word" else rows
        return dumped
