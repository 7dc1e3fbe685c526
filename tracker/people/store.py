"""People, what their targets follow, and the reference intakes."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tracker import paths
from tracker.database import history, tables
from tracker.database import migrate as schema
from tracker.database.columns import load
from tracker.database.history import Change
from tracker.errors import DatabaseFileError, InputError, NotFoundError, RefusedError
from tracker.people import store as people
from tracker.people.conditions import CONDITIONS
from tracker.people.model import ConditionSince, Person, Stage, StageSince, TargetSince
from tracker.people.targets import Reference, Target, authority_named, target_for
from tracker.text import dates as written
from tracker.text.dates import age_months
from tracker.text.formatting import printable

_LONGEST_NAME = 40


@dataclass(frozen=True)
class Member:
    """One of the household: the target of a day, and on how many days something is logged."""

    person: Person
    target: Target
    days_logged: int


class Session:
    """A diary opened for one person: to read it, or to write in it.

    All that is read is of one state. All that is written is one transaction, and one step of undo
    that `summary` names.
    """

    def __init__(
        self, connection: sa.Connection, name: str | None = None, change: Change | None = None
    ) -> None:
        """Open it for the person of that name, as `get` takes it; with `change` for writing."""
        self.connection = connection
        self._name, self._change = name, change

    @cached_property
    def person(self) -> Person:
        """Whose diary it is. Raise NotFoundError if nobody has the name."""
        return get(self.connection, self._name)

    @property
    def change(self) -> Change:
        """What is written, row by row."""
        assert self._change is not None, "the diary is open for reading only"
        return self._change

    @property
    def summary(self) -> str:
        """What undo will call the change."""
        return self.change.summary

    @summary.setter
    def summary(self, text: str) -> None:
        self.change.summary = text

    @property
    def changed(self) -> bool:
        """Whether anything is different from before."""
        return self.change.changed


def get(connection: sa.Connection, name: str | None = None) -> Person:
    """The person of that name, in any case; the first one without a name.

    Raises NotFoundError with those that there are, DatabaseFileError when there is nobody.
    """
    rows = connection.execute(sa.select(tables.person).order_by(tables.person.c.id)).all()
    if not rows:
        raise DatabaseFileError("the diary is damaged: it has no person")
    if name is None:
        return _person(connection, rows[0])
    for row in rows:
        if row.name.casefold() == name.strip().casefold():
            return _person(connection, row)
    known = ", ".join(row.name for row in rows)
    raise NotFoundError(f'nobody is called "{name}"; there is {known}')


def household(connection: sa.Connection, day: date) -> list[Member]:
    """All people with their targets on that day, the first one first."""
    rows = connection.execute(sa.select(tables.person).order_by(tables.person.c.id)).all()
    people = [_person(connection, row) for row in rows]
    return [
        Member(
            one,
            targets_on(connection, one, [day])[day],
            _days_logged(connection, one.id),
        )
        for one in people
    ]


def add(change: Change, name: str, facts: Mapping[str, Any]) -> str:
    """Add a person with `born`, `sex` and `diet` where known; returns the name as stored.

    Raises InputError for what is no name, RefusedError for one that is taken.
    """
    stored = _free_name(change.connection, name, None)
    change.insert(tables.person, {"name": stored, **facts})
    return stored


def rename(change: Change, person: Person, name: str) -> str:
    """Give a person another name; returns it as stored. Raises as `add` does."""
    stored = _free_name(change.connection, name, person.id)
    change.update(tables.person, person.id, {"name": stored})
    return stored


def holdings(connection: sa.Connection, person: Person) -> dict[str, int]:
    """How many rows of each table are that person's; tables without any are left out."""
    counts = {
        table.name: connection.execute(
            sa.select(sa.func.count()).select_from(table).where(own)
        ).scalar_one()
        for table, own in _belongings(person.id)
    }
    return {name: count for name, count in counts.items() if count}


def check_removable(connection: sa.Connection, person: Person) -> None:
    """Raises RefusedError for the last person: a diary is somebody's."""
    others = sa.select(tables.person.c.id).where(tables.person.c.id != person.id)
    if connection.execute(others.limit(1)).first() is None:
        raise RefusedError(f"{person.name} is the only person, and a diary is somebody's")


def remove(change: Change, person: Person) -> None:
    """Take a person out with all that is theirs. Raises RefusedError for the last one."""
    check_removable(change.connection, person)
    for table, own in _belongings(person.id):
        change.delete_many(table, own)
    change.delete(tables.person, person.id)


def _belongings(person_id: int) -> list[tuple[sa.Table, sa.ColumnElement[bool]]]:
    """Where a person's rows are, children before their parents."""
    meals = sa.select(tables.meal.c.id).where(tables.meal.c.person_id == person_id)
    owned = [table for table in tables.metadata.sorted_tables if "person_id" in table.c]
    return [
        (tables.item, tables.item.c.meal_id.in_(meals)),
        *((table, table.c.person_id == person_id) for table in reversed(owned)),
    ]


def _days_logged(connection: sa.Connection, person_id: int) -> int:
    """On how many days anything is logged, or that nothing was eaten."""
    meal, item, mark = tables.meal, tables.item, tables.day_mark
    eaten = (
        sa.select(meal.c.day)
        .join(item)
        .where(meal.c.person_id == person_id, item.c.origin != "injection")
    )
    fasted = sa.select(mark.c.day).where(mark.c.person_id == person_id, mark.c.mark == "fast")
    days = sa.union(eaten, fasted).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(days)).scalar_one()


def check_name(text: str) -> str:
    """The name as it is stored. Raises InputError for what is none."""
    name = text.strip()
    if not 1 <= len(name) <= _LONGEST_NAME or printable(name) != name:
        raise InputError(f'"{name}" is no name: it has 1 to {_LONGEST_NAME} plain characters')
    return name


def _free_name(connection: sa.Connection, text: str, own_id: int | None) -> str:
    name = check_name(text)
    for row in connection.execute(sa.select(tables.person.c.id, tables.person.c.name)):
        if row.id != own_id and row.name.casefold() == name.casefold():
            raise RefusedError(f'there is somebody called "{row.name}" already')
    return name


def _person(connection: sa.Connection, row: sa.Row[Any]) -> Person:
    stages = _dated(connection, tables.life_stage, row.id)
    targets = _dated(connection, tables.target_choice, row.id)
    conditions = _dated(connection, tables.condition, row.id)
    return load(
        Person,
        row,
        stages=tuple(load(StageSince, stage) for stage in stages),
        targets=tuple(load(TargetSince, target) for target in targets),
        conditions=tuple(load(ConditionSince, condition) for condition in conditions),
    )


def references(connection: sa.Connection) -> list[Reference]:
    """The reference intakes, in the order of the seed table."""
    table = tables.reference_intake
    rows = connection.execute(sa.select(table).order_by(table.c.id))
    return [load(Reference, row) for row in rows]


def targets_on(
    connection: sa.Connection, person: Person, days: Sequence[date]
) -> dict[date, Target]:
    """The person's target on each of the days."""
    known = references(connection)
    # Years of days have few targets: one for each choice, life stage and month of age.
    found: dict[tuple[object, ...], Target] = {}
    targets = {}
    for day in days:
        age = person.born and age_months(person.born, day)
        decides = (person.target_on(day), person.stage_on(day), age)
        if decides not in found:
            found[decides] = target_for(person, day, known)
        targets[day] = found[decides]
    return targets


def set_facts(change: Change, person: Person, facts: Mapping[str, Any]) -> None:
    """Set `born`, `sex`, `diet` or `day_starts`.

    Raises RefusedError for a sex that a stage forbids.
    """
    for stage in person.stages:
        person.check_stage(stage.stage, facts.get("sex"))
    change.update(tables.person, person.id, facts)


def set_stage(change: Change, person: Person, since: date, stage: Stage) -> None:
    """The life stage from that day on. Raises RefusedError where the sex forbids it."""
    person.check_stage(stage, person.sex)
    _set_dated(change, tables.life_stage, person.id, since, {"stage": stage})


def add_condition(
    change: Change, person: Person, name: str, since: date, until: date | None = None
) -> None:
    """A condition from a day to another, both included.

    Raises RefusedError where it overlaps with what is there, InputError where it ends before it
    begins or begins before birth.
    """
    person.check_day(since)
    if until is not None and until < since:
        raise InputError(f"{until.isoformat()} is before {since.isoformat()}")
    for there in person.conditions:
        begins_after = until is not None and there.since > until
        ended_before = there.until is not None and there.until < since
        if there.name == name and not begins_after and not ended_before:
            raise RefusedError(
                f"{CONDITIONS[name].title} is there already, {there.span}; "
                f"b12 person condition remove {name} takes it out"
            )
    values = {"name": name, "since": since, "until": until}
    change.insert(tables.condition, {"person_id": person.id, **values})


def end_condition(change: Change, person: Person, name: str, until: date) -> None:
    """The last day of a condition that goes on. Raises RefusedError when none does."""
    going_on = [c for c in person.conditions if c.name == name and c.until is None]
    if not going_on or going_on[-1].since > until:
        raise RefusedError(f"{CONDITIONS[name].title} doesn't go on on {until.isoformat()}")
    change.update(tables.condition, going_on[-1].id, {"until": until})


def remove_condition(change: Change, person: Person, name: str) -> None:
    """Take a condition out, as if it had never been. Raises NotFoundError when there is none."""
    found = [c for c in person.conditions if c.name == name]
    if not found:
        raise NotFoundError(f"{CONDITIONS[name].title} is not in `b12 person`")
    for one in found:
        change.delete(tables.condition, one.id)


def follow(change: Change, person: Person, since: date, reference: str) -> str:
    """Follow an authority from that day on; returns its name. Raises InputError for another."""
    authority = authority_named(reference, references(change.connection))
    _set_target(change, person, since, authority, None)
    return authority


def set_target(change: Change, person: Person, since: date, ug_per_day: float | None) -> None:
    """A personal target in µg a day from that day on; None follows the authority again."""
    _set_target(change, person, since, person.target_on(since).authority, ug_per_day)


def _set_target(
    change: Change, person: Person, since: date, authority: str, ug_per_day: float | None
) -> None:
    values = {"authority": authority, "ug_per_day": ug_per_day}
    _set_dated(change, tables.target_choice, person.id, since, values)


def _dated(connection: sa.Connection, table: sa.Table, person_id: int) -> Sequence[sa.Row[Any]]:
    own = table.c.person_id == person_id
    return connection.execute(sa.select(table).where(own).order_by(table.c.since)).all()


def _set_dated(
    change: Change, table: sa.Table, person_id: int, since: date, values: Mapping[str, Any]
) -> None:
    same = sa.and_(table.c.person_id == person_id, table.c.since == since)
    row_id = change.connection.execute(sa.select(table.c.id).where(same)).scalar()
    if row_id is None:
        change.insert(table, {"person_id": person_id, "since": since, **values})
    else:
        change.update(table, row_id, values)


_REST = "the rest of a change of somebody who was purged"


def purge(connection: sa.Connection, person: Person) -> None:
    """Take a person out with all that is theirs, and with every trace in the undo history.

    Changes that were all theirs can't be undone any more; of others the rest can. Foods, recipes
    and names for foods are the household's, and stay. Raises RefusedError for the last person.
    """
    people.check_removable(connection, person)
    names, meals = {person.name}, set()
    for row in history.rows_kept(connection, tables.person):
        if row["id"] == person.id:
            names.add(row["name"])
    for row in history.rows_kept(connection, tables.meal):
        if row["person_id"] == person.id:
            meals.add(row["id"])
    owned = [table for table in tables.metadata.sorted_tables if "person_id" in table.c]
    changes = history.forget(connection, tables.person, "id", {person.id})
    for table in owned:
        changes |= history.forget(connection, table, "person_id", {person.id})
    changes |= history.forget(connection, tables.item, "meal_id", meals)
    # All that is theirs goes with them, by ON DELETE CASCADE.
    connection.execute(sa.delete(tables.person).where(tables.person.c.id == person.id))
    _rename(connection, changes, names)


def _rename(connection: sa.Connection, changes: set[int], names: set[str]) -> None:
    """Take the changes that are empty out, and what others say of the person."""
    change, row = tables.change, tables.change_row
    left = sa.select(sa.literal(1)).where(row.c.change_id == change.c.id).exists()
    connection.execute(sa.delete(change).where(~left))
    names -= set(connection.scalars(sa.select(tables.person.c.name)))
    for number, summary in connection.execute(sa.select(change.c.id, change.c.summary)).all():
        said = _REST if number in changes else summary
        for name in names:
            said = said.removeprefix(f"{name}: ")
        if said != summary:
            connection.execute(sa.update(change).where(change.c.id == number).values(summary=said))


_OF_ALL = "SELECT name, day_starts FROM person ORDER BY id"
MIDNIGHT = time(0, 0)


def read(path: Path | None, name: str | None) -> time:
    """The hour from which on a meal belongs to the new day, of that person or the first one.

    Midnight where none is known yet, or the file can't be read: who opens it will hear of that.
    Raises RefusedError when another process keeps it locked: a meal must not go to another day.
    """
    path = path or paths.default_database()
    try:
        if not path.is_file():
            return MIDNIGHT
        # Not to read only: what a killed process left half done has to be taken back first.
        with closing(schema.connect(path)) as connection:
            people = connection.execute(_OF_ALL).fetchall()
        for known, starts in people:
            if name is None or known.casefold() == name.strip().casefold():
                return written.read_hour(starts)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise RefusedError(f"{path} is in use by another program; try again") from error
    except (OSError, ValueError):
        pass
    return MIDNIGHT
