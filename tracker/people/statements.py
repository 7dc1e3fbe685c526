"""The statements for people, their targets, conditions and what belongs to them."""

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables
from tracker.database.functions import json_value

_PERSON, _MEAL, _ITEM, _MARK = tables.person, tables.meal, tables.item, tables.day_mark
_CHANGE = tables.change
_SOME = 500
_ID: sa.BindParameter[int] = bindparam("person")
_IDS: sa.BindParameter[int] = bindparam("people", expanding=True)


def _own(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.person_id == _ID


def _dated(table: sa.Table) -> sa.Select[tuple[object, ...]]:
    return select(table).where(table.c.person_id.in_(_IDS)).order_by(table.c.since, table.c.id)


people = select(_PERSON).order_by(_PERSON.c.id)
names = select(_PERSON.c.name).order_by(_PERSON.c.id)
named = select(_PERSON).where(_PERSON.c.name == bindparam("name"))
defaults = people.where(_PERSON.c.is_default == 1)
two = people.limit(2)
number = select(sa.func.count()).select_from(_PERSON)
others = select(_PERSON.c.id).where(_PERSON.c.id != _ID).limit(1)
stages = _dated(tables.life_stage)
targets = _dated(tables.target_choice)
conditions = _dated(tables.condition)
references = select(tables.reference_intake).order_by(tables.reference_intake.c.id)

# The row of a person and a day in a table that has one at most.
since = {
    table.name: select(table.c.id).where(_own(table), table.c.since == bindparam("since"))
    for table in (tables.life_stage, tables.target_choice)
}

# Those of later days.
after = {
    table.name: select(table.c.id).where(_own(table), table.c.since > bindparam("since"))
    for table in (tables.life_stage, tables.target_choice)
}

# --- What belongs to a person, children before their parents ------------------------------------

_MEALS = select(_MEAL.c.id).where(_own(_MEAL))
_BELONGINGS = {
    _ITEM: _ITEM.c.meal_id.in_(_MEALS),
    **{
        table: _own(table)
        for table in reversed(tables.metadata.sorted_tables)
        if "person_id" in table.c
    },
}
count = {
    table.name: select(sa.func.count()).select_from(table).where(own)
    for table, own in _BELONGINGS.items()
}
some = {
    table.name: select(table.c.id).where(own).order_by(table.c.id).limit(_SOME)
    for table, own in _BELONGINGS.items()
}

# On how many days something is logged, or that nothing was eaten, of each who has any.
_EATEN = (
    select(_MEAL.c.person_id, _MEAL.c.day)
    .join(_ITEM)
    .where(_MEAL.c.person_id.in_(_IDS), _ITEM.c.origin != "injection")
)
_FASTED = select(_MARK.c.person_id, _MARK.c.day).where(
    _MARK.c.person_id.in_(_IDS), _MARK.c.mark == "fast"
)
_LOGGED = sa.union(_EATEN, _FASTED).subquery()
days_logged = select(_LOGGED.c.person_id, sa.func.count()).group_by(_LOGGED.c.person_id)

# --- A purge removes a person from the history and from what a sync keeps -----------------------

_ROW = tables.change_row
_HAS_ROWS = select(sa.literal(1)).where(_ROW.c.change_id == _CHANGE.c.id).exists()
summaries = select(_CHANGE.c.id, _CHANGE.c.summary, _HAS_ROWS.label("has_rows"))

_VERSION = tables.sync_row
_OF_PERSON, _OF_MEAL = _VERSION.alias("of_person"), _VERSION.alias("of_meal")


def _cell(version: sa.FromClause, column: str) -> sa.ColumnElement[str]:
    """Return a cell of a version; in one that refers to another row it is that row's uid."""
    return json_value(version.c.content, sa.literal_column(f"'{column}'"))


_PERSON_UID = (
    select(_OF_PERSON.c.uid)
    .where(_OF_PERSON.c.table_name == "person", _OF_PERSON.c.row_id == _ID)
    .scalar_subquery()
)
_MEAL_UIDS = select(_OF_MEAL.c.uid).where(
    _OF_MEAL.c.table_name == "meal", _cell(_OF_MEAL, "person_id") == _PERSON_UID
)
# An empty content isn't NULL: that stands for a removal that the other machines were told of, and
# the next sync has to tell them. What waits for another row was never stored, and isn't told.
blank_versions = (
    sa.update(_VERSION)
    .where(
        ((_VERSION.c.table_name == "person") & (_VERSION.c.row_id == _ID))
        | (_cell(_VERSION, "person_id") == _PERSON_UID)
        | _cell(_VERSION, "meal_id").in_(_MEAL_UIDS)
    )
    .values(
        columns=sa.null(), content=sa.case((_VERSION.c.row_id.is_not(None), "{}"), else_=sa.null())
    )
)
