"""The official food tables that were imported."""

from typing import NamedTuple

from tracker.database.connection import Connection, load
from tracker.foods.model import FoodTable


class ImportedTable(NamedTuple):
    """A table and the number of its foods in the catalogue."""

    table: FoodTable
    foods: int


def imported(connection: Connection) -> list[ImportedTable]:
    """Return the tables that were imported, by their codes."""
    rows = connection.rows("foods.food_tables")
    return [ImportedTable(load(FoodTable, row), row.foods) for row in rows]


def of_code(connection: Connection, code: str | None) -> FoodTable | None:
    """Return the table of that code; None if there is none."""
    return next((each.table for each in imported(connection) if each.table.code == code), None)
