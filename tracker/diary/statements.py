"""The statements for meals, items and marks of days."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables
from tracker.text.dates import ANY_CLOCK
from tracker.text.units import MICROGRAM

_MEAL, _ITEM, _MARK = tables.meal, tables.item, tables.day_mark
_ID: sa.BindParameter[int] = bindparam("person")
_OWN = _MEAL.c.person_id == _ID


def _between(table: sa.Table) -> sa.ColumnElement[bool]:
    days = table.c.day.between(bindparam("first"), bindparam("last"))
    return (table.c.person_id == _ID) & days


# --- Items with the moment and the note of their meal -------------------------------------------

_ITEMS = select(
    _ITEM, _MEAL.c.day, _MEAL.c.eaten_at, _MEAL.c.name.label("meal"), _MEAL.c.tags,
    _MEAL.c.note.label("meal_note"),
).join(_MEAL)  # fmt: skip
items_between = _ITEMS.where(_between(_MEAL))
item = _ITEMS.where(_OWN, _ITEM.c.id == bindparam("item"))
items_of_meal = _ITEMS.where(_OWN, _MEAL.c.id == bindparam("meal"))

# The items of the last days on which something was eaten: a food, or a dose or a
# dish that is no food of the catalogue. On a
# journey the last of them by the true time may be of a day before the last.
_LAST_DAY = select(sa.func.max(_MEAL.c.day)).join(_ITEM).where(_OWN)
_FOOD = _ITEM.c.food_id == bindparam("food")
_NAMED = _ITEM.c.food_code.is_(None) & (sa.func.lower(_ITEM.c.food) == bindparam("name"))
_DOSE = _NAMED & (_ITEM.c.measure == MICROGRAM.name)
_NO_DOSE = _NAMED & (_ITEM.c.measure != MICROGRAM.name)
last_of_food, last_of_dose, last_of_name = (
    _ITEMS.where(
        _OWN,
        which,
        _MEAL.c.day
        >= sa.func.date(_LAST_DAY.where(which).scalar_subquery(), f"-{ANY_CLOCK.days} days"),
    )
    for which in (_FOOD, _DOSE, _NO_DOSE)
)

# --- Lean rows, of which ten years are read at once ----------------------------------------------

lean = (
    select(
        _ITEM.c.meal_id, _ITEM.c.food, _ITEM.c.origin, _ITEM.c.b12_ug, _ITEM.c.kind,
        _ITEM.c.lower_bound, _ITEM.c.food_code,
    )
    .join(_MEAL)
    .where(_between(_MEAL))
    .order_by(_ITEM.c.id)
)  # fmt: skip
_MOMENTS = select(_MEAL.c.id, _MEAL.c.day, _MEAL.c.eaten_at, _MEAL.c.name, _MEAL.c.tags)
moments = _MOMENTS.where(_between(_MEAL))
moments_up_to = _MOMENTS.where(
    _OWN, _MEAL.c.day <= bindparam("day"), sa.exists().where(_ITEM.c.meal_id == _MEAL.c.id)
).order_by(_MEAL.c.day.desc())

# --- What has unknown B12; an injection is no intake ---------------------------------------------

_UNKNOWN = _ITEM.c.b12_ug.is_(None) & (_ITEM.c.origin != "injection")
unknown_items = _ITEMS.where(_OWN, _UNKNOWN)
unknown_foods = (
    select(_ITEM.c.food, _MEAL.c.day, _ITEM.c.grams, _MEAL.c.tags).join(_MEAL).where(_OWN, _UNKNOWN)
)

# --- The rest ------------------------------------------------------------------------------------

_TAGGED = select(_MEAL.c.tags).where(_MEAL.c.tags.is_not(None)).distinct()
foods = select(_ITEM.c.food).join(_MEAL).where(_OWN).distinct()
tags = _TAGGED.where(_OWN)
everybodys_tags = _TAGGED

has_items = select(_ITEM.c.id).where(_ITEM.c.meal_id == bindparam("meal")).limit(1)
marks = select(_MARK.c.day, _MARK.c.mark).where(_between(_MARK))
mark = select(_MARK.c.id).where(_MARK.c.person_id == _ID, _MARK.c.day == bindparam("day"))


def _first_days(*of: sa.Table) -> sa.CompoundSelect[date]:
    firsts = (select(sa.func.min(table.c.day)).where(table.c.person_id == _ID) for table in of)
    return sa.union_all(*firsts)


first_days = _first_days(_MEAL, _MARK, tables.symptom, tables.lab_value)
first_days_eaten = _first_days(_MEAL, _MARK)
last_days = sa.union_all(
    *(
        select(sa.func.max(table.c.day)).where(
            table.c.person_id == _ID, table.c.day <= bindparam("last")
        )
        for table in (_MEAL, _MARK)
    )
)
