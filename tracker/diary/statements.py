"""The statements for meals, items and marks of days."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables
from tracker.database.functions import days_before
from tracker.text.dates import ANY_CLOCK
from tracker.text.units import MICROGRAM

_MEAL, _ITEM, _MARK = tables.meal, tables.item, tables.day_mark
_ID: sa.BindParameter[int] = bindparam("person")
_IDS: sa.BindParameter[int] = bindparam("people", expanding=True)
_OWN = _MEAL.c.person_id == _ID


def _days(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.day.between(bindparam("first"), bindparam("last"))


def _of_several(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.person_id.in_(_IDS) & _days(table)


# --- Items with the moment and the note of their meal -------------------------------------------

_ITEMS = select(
    _ITEM, _MEAL.c.day, _MEAL.c.eaten_at, _MEAL.c.name.label("meal"), _MEAL.c.tags,
    _MEAL.c.note.label("meal_note"),
).join(_MEAL)  # fmt: skip
items_between = _ITEMS.where(_OWN, _days(_MEAL))
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
        _MEAL.c.day >= days_before(_LAST_DAY.where(which).scalar_subquery(), ANY_CLOCK.days),
    )
    for which in (_FOOD, _DOSE, _NO_DOSE)
)

# --- Lean rows, of which ten years, or those of many people, are read at once ---------------------

lean = (
    select(
        _ITEM.c.id, _ITEM.c.meal_id, _ITEM.c.food, _ITEM.c.origin, _ITEM.c.b12_ug, _ITEM.c.kind,
        _ITEM.c.lower_bound, _ITEM.c.food_code,
    )
    .join(_MEAL)
    .where(_of_several(_MEAL))
)  # fmt: skip
_MOMENTS = select(_MEAL.c.id, _MEAL.c.day, _MEAL.c.eaten_at, _MEAL.c.name, _MEAL.c.tags)
moments = _MOMENTS.add_columns(_MEAL.c.person_id).where(_of_several(_MEAL))
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
marks = select(_MARK.c.person_id, _MARK.c.day, _MARK.c.mark).where(_of_several(_MARK))
mark = select(_MARK.c.id).where(_MARK.c.person_id == _ID, _MARK.c.day == bindparam("day"))


# --- From when to when the diaries of people reach -----------------------------------------------

_PERSON = tables.person


def _ends(end: Callable[[Any], Any], *of: sa.Table, last: Any = None) -> sa.Select[tuple[Any, ...]]:
    """Return the first or last day that each of the tables has of a person, in a column each.

    As subqueries, which read a row of an index: groups would be read from end to end.
    """
    ends = []
    for table in of:
        days = select(end(table.c.day)).where(table.c.person_id == _PERSON.c.id)
        days = days if last is None else days.where(table.c.day <= last)
        ends.append(days.scalar_subquery().label(table.name))
    return select(_PERSON.c.id.label("person_id"), *ends).where(_PERSON.c.id.in_(_IDS))


first_days = _ends(sa.func.min, _MEAL, _MARK, tables.symptom, tables.lab_value)
last_days = _ends(sa.func.max, _MEAL, _MARK, last=bindparam("last"))
