"""The whole diary, sheet by sheet, as `sheets` describes it.

What ships with the program stays out: of its catalogue only what was changed is exported.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from tracker.database import seed, tables
from tracker.database.columns import stored
from tracker.exchange.native.sheets import SHEETS, Value

Row = tuple[Value, ...]

TABLES = {
    "people": tables.person,
    "life_stages": tables.life_stage,
    "targets": tables.target_choice,
    "conditions": tables.condition,
    "foods": tables.food,
    "portions": tables.portion,
    "names": tables.alias,
    "recipes": tables.recipe,
    "ingredients": tables.recipe_ingredient,
    "meals": tables.meal,
    "items": tables.item,
    "marked_days": tables.day_mark,
    "symptoms": tables.symptom,
    "laboratory": tables.lab_value,
    "imported_days": tables.imported_day,
}
_AT_ONCE = 1000


def rows(connection: sa.Connection, sheet: str) -> Iterator[Row]:
    """Yield the rows of a sheet in the order they were added, each in the order of its columns."""
    shipped: set[Row] = set()
    if sheet in ("foods", "portions"):
        foods, portions = shipped_rows()
        shipped = set(foods.values() if sheet == "foods" else portions)
    select = _select(sheet).execution_options(yield_per=_AT_ONCE)
    result = connection.execute(select)
    rows = stored(select.selected_columns, result, connection.dialect)
    yield from (row for row in rows if row not in shipped)


@lru_cache(maxsize=1)
def shipped_rows() -> tuple[dict[str, Row], set[Row]]:
    """Return what a new diary has in the sheets of foods, by code, and of portions."""
    shipped = seed.shipped()
    foods: dict[str, Row] = {
        code: tuple(food.get(column.name, 0) for column in SHEETS["foods"].columns)
        for code, food in shipped.foods.items()
    }
    portions: set[Row] = {
        (code, position, p["amount"], p["measure"], p["grams"], p["b12_ug"])
        for code, own in shipped.portions.items()
        for position, p in enumerate(own)
    }
    return foods, portions


def _select(sheet: str) -> sa.Select[Any]:
    """Select the columns of a sheet, with names and codes in place of ids."""
    table = TABLES[sheet]
    source: sa.FromClause = table
    elsewhere = {}
    if "person_id" in table.c:
        source = source.join(tables.person)
        elsewhere["person"] = tables.person.c.name
    if sheet in ("portions", "names", "recipes"):
        source = source.join(tables.food)
        elsewhere["food_code"] = tables.food.c.code
    if sheet == "ingredients":
        dish = tables.food.alias()
        source = source.join(tables.recipe).join(dish, dish.c.id == tables.recipe.c.food_id)
        # The food of an ingredient may have gone from the catalogue.
        source = source.join(tables.food, tables.food.c.id == table.c.food_id, isouter=True)
        elsewhere |= {"recipe_code": dish.c.code, "food_code": tables.food.c.code}
    columns = [
        elsewhere[column.name] if column.name in elsewhere else table.c[column.name]
        for column in SHEETS[sheet].columns
    ]
    # Everyday names ship with the program.
    own = table.c.own == 1 if sheet == "names" else sa.true()
    return sa.select(*columns).select_from(source).where(own).order_by(table.c.id)
