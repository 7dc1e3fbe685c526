"""The statements for regimens, and for the doses that can count towards them."""

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables

_REGIMEN, _MEAL, _ITEM = tables.regimen, tables.meal, tables.item
_ID: sa.BindParameter[int] = bindparam("person")

regimens = (
    select(_REGIMEN).where(_REGIMEN.c.person_id == _ID).order_by(_REGIMEN.c.since, _REGIMEN.c.id)
)
_DOSES = (
    select(_MEAL.c.day, _ITEM.c.food, _ITEM.c.origin, _ITEM.c.b12_ug)
    .join(_MEAL)
    .where(_MEAL.c.person_id == _ID)
)
doses = _DOSES.where(
    _MEAL.c.day.between(bindparam("first"), bindparam("last")),
    (_ITEM.c.origin == "supplement") | (_ITEM.c.origin == "injection"),
)
last_injection = (
    _DOSES.where(_MEAL.c.day <= bindparam("last"), _ITEM.c.origin == "injection")
    .order_by(_MEAL.c.day.desc(), _ITEM.c.id.desc())
    .limit(1)
)
