"""Symptoms and laboratory values in the diary, and the names that a person has for symptoms."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.database import columns, tables
from tracker.database.history import Change
from tracker.errors import NotFoundError
from tracker.health.laboratory import TESTS, LabValue
from tracker.health.symptoms import KNOWN, Felt, named

_NEAREST = 3
# From 0 to 100, rapidfuzz's: what is less alike isn't offered.
_ALIKE = 60


def add(change: Change, person_id: int, felt: Felt) -> None:
    """Store a symptom."""
    change.insert(
        tables.symptom,
        {
            "person_id": person_id,
            **columns.values(felt, tables.symptom),
            "felt_at": felt.felt_at and felt.felt_at.replace(second=0, microsecond=0),
            "name": felt.symptom,
        },
    )


def between(connection: sa.Connection, person_id: int, first: date, last: date) -> list[Felt]:
    """The symptoms of those days, both included, the newest last."""
    table = tables.symptom
    rows = connection.execute(
        sa.select(table)
        .where(columns.between(table.c.day, first, last, table.c.person_id == person_id))
        .order_by(table.c.day, table.c.felt_at.is_(None), table.c.felt_at, table.c.id)
    )
    return [_felt(row) for row in rows]


def remove(change: Change, person_id: int, ids: Sequence[int]) -> list[Felt]:
    """Take symptoms out; returns them. Raises NotFoundError when the person has one of them not."""
    missing = "no symptom has the number {}; b12 symptom list shows them"
    return [_felt(row) for row in change.delete_of(tables.symptom, person_id, ids, missing)]


def own_names(connection: sa.Connection, person_id: int) -> list[str]:
    """The names that the person has used and the program doesn't know, in the alphabet's order."""
    table = tables.symptom
    used = sa.select(table.c.name).where(table.c.person_id == person_id).distinct()
    names = connection.execute(used).scalars()
    return sorted((name for name in names if name not in KNOWN), key=str.casefold)


def meant(connection: sa.Connection, person_id: int, said: str) -> str:
    """The name in the diary for what a person says.

    Raises NotFoundError with the nearest names, and how to have a name of one's own.
    """
    own = own_names(connection, person_id)
    name = named(said, own)
    if name is None:
        near = ", ".join(_nearest(said, own))
        known = f"nearest: {near}" if near else "b12 symptom names lists them"
        raise NotFoundError(f'no symptom is called "{said}"; {known} (--own makes it one of yours)')
    return name


def _nearest(said: str, own: Sequence[str]) -> tuple[str, ...]:
    """The names that are spelled like it, or have other words that are."""
    from rapidfuzz import fuzz, process

    known = {word: one.name for one in KNOWN.values() for word in (one.name, *one.also)}
    known |= {name.casefold(): name for name in own}
    alike = [
        found
        for scorer in (fuzz.QRatio, fuzz.token_set_ratio)
        for found in process.extract(
            said.casefold(), list(known), scorer=scorer, limit=_NEAREST, score_cutoff=_ALIKE
        )
    ]
    return tuple(dict.fromkeys(known[word] for word, *_ in alike))[:_NEAREST]


def _felt(row: sa.Row[Any]) -> Felt:
    return columns.load(Felt, row, symptom=row.name)


def add_value(change: Change, person_id: int, one: LabValue) -> None:
    """Store a value in the unit it was given in."""
    values = columns.values(one, tables.lab_value)
    change.insert(tables.lab_value, {"person_id": person_id, **values, "test": one.test.name})


def values(connection: sa.Connection, person_id: int) -> list[LabValue]:
    """All values of the person by day, the newest last."""
    table = tables.lab_value
    rows = connection.execute(
        sa.select(table).where(table.c.person_id == person_id).order_by(table.c.day, table.c.id)
    )
    return [_value(row) for row in rows]


def remove_values(change: Change, person_id: int, ids: Sequence[int]) -> list[LabValue]:
    """Take values out; returns them. Raises NotFoundError when one of them isn't the person's."""
    missing = "no value has the number {}; b12 lab list shows them"
    return [_value(row) for row in change.delete_of(tables.lab_value, person_id, ids, missing)]


def _value(row: sa.Row[Any]) -> LabValue:
    return columns.load(LabValue, row, test=TESTS[row.test])
