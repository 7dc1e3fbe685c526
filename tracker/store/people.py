"""People, what their targets follow, and the reference intakes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.domain.conditions import CONDITIONS
from tracker.domain.people import ConditionSince, Person, Stage, StageSince, TargetSince
from tracker.domain.targets import Reference, Target, authority_named, target_for
from tracker.errors import DatabaseFileError, InputError, NotFoundError, RefusedError
from tracker.store import tables
from tracker.store.history import Change


def default(connection: sa.Connection) -> Person:
    """The person whose diary it is. Raises DatabaseFileError when there is none."""
    person = tables.person
    row = connection.execute(sa.select(person).order_by(person.c.id).limit(1)).first()
    if row is None:
        raise DatabaseFileError("the diary is damaged: it has no person")
    return Person(
        name=row.name,
        born=None if row.born is None else date.fromisoformat(row.born),
        sex=row.sex,
        diet=row.diet,
        stages=tuple(
            StageSince(date.fromisoformat(r.since), r.stage)
            for r in _dated(connection, tables.life_stage, row.id)
        ),
        targets=tuple(
            TargetSince(date.fromisoformat(r.since), r.authority, r.ug_per_day)
            for r in _dated(connection, tables.target_choice, row.id)
        ),
        conditions=tuple(
            ConditionSince(
                date.fromisoformat(r.since), r.name, r.until and date.fromisoformat(r.until), r.id
            )
            for r in _dated(connection, tables.condition, row.id)
        ),
        id=row.id,
    )


def references(connection: sa.Connection) -> list[Reference]:
    """The reference intakes, in the order of the seed table."""
    table = tables.reference_intake
    return [
        Reference(**{k: v for k, v in row.items() if k != "id"})
        for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings()
    ]


def targets_on(
    connection: sa.Connection, person: Person, days: Sequence[date]
) -> dict[date, Target]:
    """The person's target on each of the days."""
    known = references(connection)
    return {day: target_for(person, day, known) for day in days}


def set_facts(change: Change, person: Person, facts: Mapping[str, str]) -> None:
    """Set `born` (ISO), `sex` or `diet`. Raises RefusedError for a sex that a stage forbids."""
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
            raise RefusedError(f"{CONDITIONS[name].title} is there already, {there.span}")
    values = {"name": name, "since": since.isoformat(), "until": until and until.isoformat()}
    change.insert(tables.condition, {"person_id": person.id, **values})


def end_condition(change: Change, person: Person, name: str, until: date) -> None:
    """The last day of a condition that goes on. Raises RefusedError when none does."""
    going_on = [c for c in person.conditions if c.name == name and c.until is None]
    if not going_on or going_on[-1].since > until:
        raise RefusedError(f"{CONDITIONS[name].title} doesn't go on on {until.isoformat()}")
    change.update(tables.condition, going_on[-1].id, {"until": until.isoformat()})


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
    day = since.isoformat()
    same = sa.and_(table.c.person_id == person_id, table.c.since == day)
    row_id = change.connection.execute(sa.select(table.c.id).where(same)).scalar()
    if row_id is None:
        change.insert(table, {"person_id": person_id, "since": day, **values})
    else:
        change.update(table, row_id, values)
