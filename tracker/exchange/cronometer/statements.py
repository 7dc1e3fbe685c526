"""The statements of an import of another program's diary."""

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables

_ALIAS, _FOOD, _MEAL, _ITEM, _DAY = (
    tables.alias, tables.food, tables.meal, tables.item, tables.imported_day,
)  # fmt: skip
_ID: sa.BindParameter[int] = bindparam("person")
_DAYS = bindparam("days", expanding=True, type_=_MEAL.c.day.type)

natures = (
    select(_ALIAS.c.ordered_words, _FOOD.c.kind, _FOOD.c.origin)
    .join(_FOOD, _FOOD.c.id == _ALIAS.c.food_id)
    .order_by(_ALIAS.c.own)
)
imported_days = (
    select(_DAY.c.id, _DAY.c.day, _DAY.c.marks)
    .where(_DAY.c.person_id == _ID, _DAY.c.program == bindparam("program"))
    .where(_DAY.c.day.in_(_DAYS))
)
imported_items = (
    select(_ITEM.c.id, _ITEM.c.food, _ITEM.c.amount, _ITEM.c.measure, _ITEM.c.b12_ug, _MEAL.c.day)
    .join(_MEAL)
    .where(_MEAL.c.person_id == _ID, _MEAL.c.day.in_(_DAYS))
    .where(_ITEM.c.source.startswith(bindparam("program")))
    .order_by(_ITEM.c.id)
)
