"""The whole diary, or one person's, sheet by sheet, as `sheets` describes it.

What ships with the program stays out: of its catalogue only what was changed is exported.
"""

from collections.abc import Iterator
from functools import lru_cache

from tracker.database import compiled, seed
from tracker.database.connection import Connection
from tracker.exchange.native.sheets import SHEETS, Value

Row = tuple[Value, ...]


def rows(connection: Connection, sheet: str, person_id: int | None = None) -> Iterator[Row]:
    """Yield the rows of a sheet in the order they were added, each in the order of its columns.

    With a person's id that is theirs alone, and what belongs to the household: foods, their names
    and recipes.
    """
    shipped: set[Row] = set()
    if sheet in ("foods", "portions"):
        foods, portions = shipped_rows()
        shipped = set(foods.values() if sheet == "foods" else portions)
    statement = f"exchange.native.exported.{sheet}"
    limits = {"person": person_id} if "person" in compiled.get(statement).names else {}
    for row in connection.checked(statement, **limits):
        if row not in shipped:
            yield row


@lru_cache(maxsize=1)
def shipped_rows() -> tuple[dict[str, Row], set[Row]]:
    """Return what a new diary has in the sheets of foods, by code, and of portions."""
    shipped = seed.shipped()
    foods: dict[str, Row] = {
        code: tuple(
            food.get(column.name, None if column.optional else 0)
            for column in SHEETS["foods"].columns
        )
        for code, food in shipped.foods.items()
    }
    portions: set[Row] = {
        (code, position, p["amount"], p["measure"], p["grams"], p["b12_ug"])
        for code, own in shipped.portions.items()
        for position, p in enumerate(own)
    }
    return foods, portions
