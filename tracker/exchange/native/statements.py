"""The statements of an export, a select for each sheet, and of a merge."""

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables
from tracker.exchange.native.sheets import SHEETS, TABLES

_PERSON, _FOOD, _MEAL, _ITEM = tables.person, tables.food, tables.meal, tables.item
_ONE: sa.BindParameter[int | None] = bindparam("person", None, sa.BigInteger)
_TABLES = {sheet: tables.metadata.tables[name] for sheet, name in TABLES.items()}


def _exported(sheet: str, table: sa.Table) -> sa.Select[tuple[object, ...]]:
    """Select the columns of a sheet, with names and codes in place of ids."""
    source: sa.FromClause = table
    elsewhere = {}
    if "person_id" in table.c:
        source = source.join(_PERSON)
        elsewhere["person"] = _PERSON.c.name
    if sheet in ("portions", "names", "recipes"):
        source = source.join(_FOOD)
        elsewhere["food_code"] = _FOOD.c.code
    if sheet == "ingredients":
        dish = _FOOD.alias()
        source = source.join(tables.recipe).join(dish, dish.c.id == tables.recipe.c.food_id)
        # The food of an ingredient may have gone from the catalogue.
        source = source.join(_FOOD, _FOOD.c.id == table.c.food_id, isouter=True)
        elsewhere |= {"recipe_code": dish.c.code, "food_code": _FOOD.c.code}
    columns = [
        elsewhere[column.name] if column.name in elsewhere else table.c[column.name]
        for column in SHEETS[sheet].columns
    ]
    # Everyday names ship with the program.
    own = table.c.own == 1 if sheet == "names" else sa.true()
    return (
        select(*columns).select_from(source).where(own, _theirs(sheet, table)).order_by(table.c.id)
    )


def _theirs(sheet: str, table: sa.Table) -> sa.ColumnElement[bool]:
    """Limit what is of a person to one of them, unless that is NULL: then it is everybody's."""
    if sheet == "people":
        theirs = table.c.id == _ONE
    elif sheet == "items":
        theirs = table.c.meal_id.in_(select(_MEAL.c.id).where(_MEAL.c.person_id == _ONE))
    elif "person_id" in table.c:
        theirs = table.c.person_id == _ONE
    else:
        return sa.true()
    return sa.or_(_ONE.is_(None), theirs)


exported = {sheet: _exported(sheet, table) for sheet, table in _TABLES.items()}

# --- What is here, to merge an export into -------------------------------------------------------

here = {sheet: select(table).order_by(table.c.id) for sheet, table in _TABLES.items()}
# The rows with one of some values in a column, by sheet and column.
having = {
    f"{sheet}.{column}": here[sheet].where(
        _TABLES[sheet].c[column].in_(bindparam("values", expanding=True))
    )
    for sheet, column in (
        ("people", "id"),
        ("names", "own"),
        ("foods", "code"),
        ("portions", "food_id"),
        ("recipes", "food_id"),
        ("ingredients", "recipe_id"),
        ("meals", "person_id"),
        ("marked_days", "mark"),
    )
}
_PEOPLE: sa.BindParameter[int] = bindparam("people", expanding=True)
items = select(_ITEM).join(_MEAL).where(_MEAL.c.person_id.in_(_PEOPLE))
codes = select(_FOOD.c.code, _FOOD.c.id)
removed = select(_FOOD.c.removed).where(_FOOD.c.id == bindparam("food"))
eaten = (
    select(_ITEM.c.id)
    .join(_MEAL)
    .where(_MEAL.c.person_id == bindparam("person"), _MEAL.c.day == bindparam("day"))
    .where(_ITEM.c.origin != "injection")
    .limit(1)
)
