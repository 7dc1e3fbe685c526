"""The statements that every table has, and those of the undo history and of the search index."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables
from tracker.database.columns import OF_SERVER
from tracker.database.functions import instant

_TABLES = tables.metadata.sorted_tables
_NUMBERED = [table for table in _TABLES if "id" in table.c]
_IDS: sa.BindParameter[int] = bindparam("ids", expanding=True)
_IMAGES_AT_ONCE = 50

# --- Of every table ---------------------------------------------------------------------------

insert = {table.name: sa.insert(table) for table in _TABLES}
update = {table.name: sa.update(table).where(table.c.id == bindparam("id")) for table in _NUMBERED}
delete = {table.name: sa.delete(table).where(table.c.id.in_(_IDS)) for table in _NUMBERED}
read = {
    table.name: select(table).where(table.c.id.in_(_IDS)).order_by(table.c.id)
    for table in _NUMBERED
}


def _referring(table: sa.Table) -> list[sa.Select[int]]:
    return [
        select(sa.literal(1)).where(key.parent.in_(_referred(key.column)))
        for other in _NUMBERED
        for key in other.foreign_keys
        if key.column.table is table
    ]


def _referred(column: sa.Column[Any]) -> sa.BindParameter[int] | sa.Select[tuple[Any]]:
    """Return the ids, or what the rows with these ids have in a column that others refer to."""
    if column.name == "id":
        return _IDS
    return select(column).where(column.table.c.id.in_(_IDS))


# Whether other rows refer to some; the words of a food follow from it, and have no number.
referred = {
    table.name: sa.union_all(*_referring(table)) for table in _NUMBERED if _referring(table)
}

# What a CHECK of this release doesn't hold for, with the value where the CHECK is of one column.
invalid = {
    f"{table.name}.{name}": select(
        sa.literal_column("rowid"), table.c[name] if name in table.c else sa.null()
    )
    .select_from(table)
    .where(sa.text(f"NOT ({check.sqltext})"))
    for table in _TABLES
    for check in sorted(table.constraints, key=lambda check: str(check.name))
    if isinstance(check, sa.CheckConstraint) and check.info != OF_SERVER
    for name in (str(check.name).removeprefix(f"ck_{table.name}_"),)
}

# Rows of days or moments to come: what they are, whose, and when. Such a day has begun nowhere yet.
_NEWEST: sa.BindParameter[date] = bindparam("newest")


def _to_come(
    table: sa.Table, day: str, *, moment: str = "", until: str = "", what: str = "id"
) -> sa.Select[tuple[object, ...]]:
    later = table.c[day] > _NEWEST
    if moment:
        later |= instant(table.c[moment]) > instant(bindparam("now"))
    if until:
        later |= table.c[until] > _NEWEST
    shown = sa.cast(table.c[what], sa.String).label("what")
    source = table if table is tables.person else table.join(tables.person)
    return (
        select(shown, tables.person.c.name.label("person"), table.c[day].label("day"))
        .select_from(source)
        .where(later)
    )


to_come = {
    "person": _to_come(tables.person, "born"),
    "life_stage": _to_come(tables.life_stage, "since", what="stage"),
    "target_choice": _to_come(tables.target_choice, "since"),
    "condition": _to_come(tables.condition, "since", until="until", what="name"),
    "meal": _to_come(tables.meal, "day", moment="eaten_at"),
    "day_mark": _to_come(tables.day_mark, "day", what="day"),
    "symptom": _to_come(tables.symptom, "day", moment="felt_at"),
    "lab_value": _to_come(tables.lab_value, "day"),
}

people = select(sa.func.count()).select_from(tables.person)
# Foods, names and portions that didn't come with the program.
anything_own = sa.union_all(
    select(sa.literal(1)).select_from(tables.food).where(tables.food.c.catalogue != "seed"),
    select(sa.literal(1)).select_from(tables.alias).where(tables.alias.c.own == 1),
    select(sa.literal(1))
    .select_from(tables.portion)
    .join(tables.change_row, tables.change_row.c.row_id == tables.portion.c.id)
    .join(tables.change)
    .where(tables.change_row.c.table_name == "portion", tables.change.c.undone_at.is_(None)),
).limit(1)

# --- A server's roles ---------------------------------------------------------------------------

clients = (
    select(tables.person.c.role, tables.person.c.name)
    .where(tables.person.c.role.is_not(None))
    .order_by(tables.person.c.role)
)

set_role = (
    sa.update(tables.person)
    .where(tables.person.c.name == bindparam("person"))
    .values(role=bindparam("new_role"))
)

disown = sa.update(tables.change).where(tables.change.c.owner == bindparam("role")).values(owner="")

# --- The history ------------------------------------------------------------------------------

_CHANGE, _ROW = tables.change, tables.change_row
_IMAGES = select(_ROW).limit(_IMAGES_AT_ONCE)
# On a server each role undoes its own.
_OWN = _CHANGE.c.owner == bindparam("owner")
_UNDONE = _CHANGE.c.undone_at.is_not(None) & (_CHANGE.c.superseded == 0) & _OWN
_THIS = _CHANGE.c.id == bindparam("change")

changes = select(_CHANGE).order_by(_CHANGE.c.id.desc()).limit(bindparam("most"))
# By the date on the clock of who made them.
changes_of_days = changes.where(
    sa.func.substr(_CHANGE.c.made_at, 1, 10, type_=sa.String).between(
        bindparam("first"), bindparam("last")
    )
)
to_undo = (
    select(_CHANGE)
    .where(_CHANGE.c.undone_at.is_(None), _CHANGE.c.origin.is_(None), _OWN)
    .order_by(_CHANGE.c.id.desc())
    .limit(1)
)
# What was undone last was done first.
to_redo = select(_CHANGE).where(_UNDONE).order_by(_CHANGE.c.id).limit(1)
supersede = sa.update(_CHANGE).where(_UNDONE).values(superseded=1)
set_summary = sa.update(_CHANGE).where(_THIS).values(summary=bindparam("text"))
set_origin = sa.update(_CHANGE).where(_THIS).values(origin=bindparam("machines"))
set_undone = sa.update(_CHANGE).where(_THIS).values(undone_at=bindparam("moment"))

_OF_CHANGE = _ROW.c.change_id == bindparam("change")
images = _IMAGES.where(_OF_CHANGE, _ROW.c.id > bindparam("beyond")).order_by(_ROW.c.id)
images_back = _IMAGES.where(_OF_CHANGE, _ROW.c.id < bindparam("beyond")).order_by(_ROW.c.id.desc())
# From which machine a later sync, or on a server who, changed a row that the change wrote.
_OWN_ROW, _LATER_ROW = _ROW.alias("own"), _ROW.alias("later")
_SAME_ROW = (_OWN_ROW.c.table_name == _LATER_ROW.c.table_name) & (
    _OWN_ROW.c.row_id == _LATER_ROW.c.row_id
)
_BY_ANOTHER = sa.func.coalesce(_CHANGE.c.origin, _CHANGE.c.owner)
changed_since_by = (
    select(_BY_ANOTHER)
    .join(_LATER_ROW, _LATER_ROW.c.change_id == _CHANGE.c.id)
    .join(_OWN_ROW, _SAME_ROW)
    .where(
        _OWN_ROW.c.change_id == bindparam("change"),
        _CHANGE.c.id > bindparam("change"),
        _CHANGE.c.undone_at.is_(None),
        bindparam("owner") != _BY_ANOTHER,
    )
    .order_by(_CHANGE.c.id.desc())
    .limit(1)
)
images_of_table = _IMAGES.where(
    _ROW.c.table_name == bindparam("table"), _ROW.c.id > bindparam("beyond")
).order_by(_ROW.c.id)
set_image = sa.update(_ROW).where(_ROW.c.id == bindparam("image")).values(after=bindparam("rows"))

# --- The catalogue that ships ------------------------------------------------------------------

_FOOD, _ALIAS, _WORD = tables.food, tables.alias, tables.food_word
foods = select(_FOOD)
food_ids = select(_FOOD.c.code, _FOOD.c.id)
portions = select(tables.portion).order_by(tables.portion.c.food_id, tables.portion.c.position)
shipped_names = select(_ALIAS).where(_ALIAS.c.own == 0)
own_names = select(_ALIAS).where(_ALIAS.c.own == 1)
reference_intakes = select(tables.reference_intake).order_by(tables.reference_intake.c.id)

# --- The search index -------------------------------------------------------------------------

names_of_foods = sa.union_all(
    select(_FOOD.c.id, _FOOD.c.name).where(_FOOD.c.id.in_(_IDS)),
    select(_FOOD.c.id, _FOOD.c.everyday).where(_FOOD.c.id.in_(_IDS)),
)
words_of_aliases = select(_ALIAS.c.food_id, _ALIAS.c.ordered_words).where(
    _ALIAS.c.food_id.in_(_IDS)
)
delete_words = sa.delete(_WORD).where(_WORD.c.food_id.in_(_IDS))
