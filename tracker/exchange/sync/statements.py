"""The statements of a sync."""

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables
from tracker.database.functions import instant
from tracker.exchange.sync.model import TABLES

_STATE, _ROW, _LOG = tables.sync_state, tables.sync_row, tables.sync_log
_CHANGE, _IMAGE = tables.change, tables.change_row

state = select(_STATE)
known = select(_ROW)
to_send = select(_ROW).where(_ROW.c.number > bindparam("beyond")).order_by(_ROW.c.number)
logs = select(_LOG)
rows = {
    name: select(tables.metadata.tables[name]).order_by(tables.metadata.tables[name].c.id)
    for name in TABLES
}
# The changes since the last sync, and the changes undone since then, with their rows.
images = (
    select(_CHANGE.c.made_at, _CHANGE.c.undone_at, _IMAGE)
    .join(_CHANGE)
    .where(
        (_CHANGE.c.id > bindparam("beyond"))
        | (instant(_CHANGE.c.undone_at) >= instant(bindparam("since")))
    )
    .order_by(_IMAGE.c.id)
)
food_code = select(tables.food.c.code).where(tables.food.c.id == bindparam("food"))
food_ids = select(tables.food.c.code, tables.food.c.id)
_PARTS = (tables.portion, tables.recipe_ingredient)
parts = {table.name: select(table).order_by(table.c.position, table.c.id) for table in _PARTS}
parts_of = {
    "portion": parts["portion"].where(tables.portion.c.food_id == bindparam("owner")),
    "recipe_ingredient": parts["recipe_ingredient"].where(
        tables.recipe_ingredient.c.recipe_id == bindparam("owner")
    ),
}
alias_like = select(tables.alias.c.id).where(
    tables.alias.c.ordered_words == bindparam("ordered_words"),
    tables.alias.c.country == bindparam("country"),
    tables.alias.c.own == bindparam("own"),
)
meals = select(tables.meal).where(tables.meal.c.id.in_(bindparam("ids", expanding=True)))
items_of_day = (
    select(tables.meal.c.id, tables.item.c.food, tables.item.c.amount, tables.item.c.measure)
    .join(tables.item)
    .where(tables.meal.c.person_id == bindparam("person"), tables.meal.c.day == bindparam("day"))
    .order_by(tables.meal.c.id)
)
empty_meals = select(tables.meal.c.id).where(
    tables.meal.c.id.in_(bindparam("ids", expanding=True)),
    ~select(tables.item.c.id).where(tables.item.c.meal_id == tables.meal.c.id).exists(),
)
last_change = select(sa.func.max(_CHANGE.c.id))
# Fasts of days on which something was eaten, according to another machine.
fed_fasts = (
    select(tables.day_mark.c.id)
    .where(
        tables.day_mark.c.mark == "fast",
        select(tables.item.c.id)
        .join(tables.meal)
        .where(
            tables.meal.c.person_id == tables.day_mark.c.person_id,
            tables.meal.c.day == tables.day_mark.c.day,
        )
        .exists(),
    )
    .order_by(tables.day_mark.c.id)
)
# Whether other rows refer to some rows; their own parts don't count.
_IDS: sa.BindParameter[int] = bindparam("ids", expanding=True)


def _referring(name: str) -> sa.CompoundSelect[tuple[int]]:
    table, parts = tables.metadata.tables[name], TABLES[name].parts
    columns = [
        (key.parent, key.column)
        for other in tables.metadata.sorted_tables
        if "id" in other.c and (parts is None or other.name != parts.table)
        for key in other.foreign_keys
        if key.column.table is table
    ]
    return sa.union_all(
        *(
            select(sa.literal(1)).where(
                column.in_(
                    _IDS if referred.name == "id" else select(referred).where(table.c.id.in_(_IDS))
                )
            )
            for column, referred in columns
        )
    )


referring = {name: _referring(name) for name in ("person", "food_table", "food", "meal")}
