"""The statements for regimens, and for the doses that can count towards them."""

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables

_REGIMEN, _MEAL, _ITEM = tables.regimen, tables.meal, tables.item
_ID: sa.BindParameter[int] = bindparam("person")
_IDS: sa.BindParameter[int] = bindparam("people", expanding=True)

regimens = (
    select(_REGIMEN).where(_REGIMEN.c.person_id.in_(_IDS)).order_by(_REGIMEN.c.since, _REGIMEN.c.id)
)
_DOSES = select(_MEAL.c.person_id, _MEAL.c.day, _ITEM.c.food, _ITEM.c.origin, _ITEM.c.b12_ug).join(
    _MEAL
)
doses = _DOSES.where(
    _MEAL.c.person_id.in_(_IDS),
    _MEAL.c.day.between(bindparam("first"), bindparam("last")),
    # As the index of them has it, which has no more columns than these.
    sa.text(tables.IS_DOSE),
)
last_injection = (
    _DOSES.where(
        _MEAL.c.person_id == _ID,
        _MEAL.c.day <= bindparam("last"),
        _ITEM.c.origin == "injection",
        sa.text(tables.IS_DOSE),
    )
    .order_by(_MEAL.c.day.desc(), _ITEM.c.id.desc())
    .limit(1)
)
