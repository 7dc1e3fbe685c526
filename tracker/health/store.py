"""Symptoms and laboratory values in the diary, and the names that a person has for symptoms."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.database import columns, tables
from tracker.errors import NotFoundError
from tracker.health.laboratory import TESTS, LabValue
from tracker.health.symptoms import KNOWN, Felt, named
from tracker.people.store import Session

_SYMPTOM, _VALUE = tables.symptom, tables.lab_value
_SYMPTOMS = sa.select(_SYMPTOM).order_by(
    _SYMPTOM.c.day, _SYMPTOM.c.felt_at.is_(None), _SYMPTOM.c.felt_at, _SYMPTOM.c.id
)
_VALUES = sa.select(_VALUE).order_by(_VALUE.c.day, _VALUE.c.id)
_NO_SYMPTOM = "no symptom has the number {}; b12 symptom list shows them"
_NO_VALUE = "no value has the number {}; b12 lab list shows them"
_NEAREST = 3
# From 0 to 100, by rapidfuzz: less similar names are not offered.
_SIMILAR = 60


def add_symptom(session: Session, felt: Felt) -> None:
    """Store a symptom."""
    values = columns.values(felt, _SYMPTOM) | {
        "person_id": session.person.id,
        "name": felt.symptom,
        "felt_at": felt.felt_at and felt.felt_at.replace(second=0, microsecond=0),
    }
    session.change.insert(_SYMPTOM, values)


def symptoms(session: Session, first: date, last: date) -> list[Felt]:
    """Return the symptoms of those days, both included, the newest last."""
    own = _SYMPTOM.c.person_id == session.person.id
    chosen = _SYMPTOMS.where(own, _SYMPTOM.c.day.between(first, last))
    return [_felt(row) for row in session.connection.execute(chosen)]


def remove_symptoms(session: Session, ids: Sequence[int]) -> list[Felt]:
    """Remove symptoms and return them. Raise NotFoundError if any id is not this person's."""
    rows = session.change.delete_of(_SYMPTOM, session.person.id, ids, _NO_SYMPTOM)
    return [_felt(row) for row in rows]


def own_names(session: Session) -> list[str]:
    """Return the names that the person has used and the program does not know, sorted."""
    used = sa.select(_SYMPTOM.c.name).where(_SYMPTOM.c.person_id == session.person.id).distinct()
    names = session.connection.execute(used).scalars()
    return sorted((name for name in names if name not in KNOWN), key=str.casefold)


def known_name(session: Session, text: str) -> str:
    """Return the diary's name for what the person calls a symptom.

    Raise NotFoundError with the nearest names, and how to add a name of one's own.
    """
    own = own_names(session)
    name = named(text, own)
    if name is None:
        near = ", ".join(_nearest(text, own))
        known = f"nearest: {near}" if near else "b12 symptom names lists them"
        raise NotFoundError(f'no symptom is called "{text}"; {known} (--own makes it one of yours)')
    return name


def add_lab_value(session: Session, value: LabValue) -> None:
    """Store a value in the unit it was given in."""
    values = columns.values(value, _VALUE)
    whole = {**values, "person_id": session.person.id, "test": value.test.name}
    session.change.insert(_VALUE, whole)


def lab_values(session: Session) -> list[LabValue]:
    """Return all values of the person by day, the newest last."""
    own = _VALUES.where(_VALUE.c.person_id == session.person.id)
    return [_lab_value(row) for row in session.connection.execute(own)]


def remove_lab_values(session: Session, ids: Sequence[int]) -> list[LabValue]:
    """Remove values and return them. Raise NotFoundError if any id is not this person's."""
    rows = session.change.delete_of(_VALUE, session.person.id, ids, _NO_VALUE)
    return [_lab_value(row) for row in rows]


def _nearest(text: str, own: Sequence[str]) -> tuple[str, ...]:
    """The names that are spelled like it, or have other words that are."""
    from rapidfuzz import fuzz, process

    known = {
        word: symptom.name for symptom in KNOWN.values() for word in (symptom.name, *symptom.also)
    }
    known |= {name.casefold(): name for name in own}
    similar = [
        word
        for scorer in (fuzz.QRatio, fuzz.token_set_ratio)
        for word, *_ in process.extract(
            text.casefold(), list(known), scorer=scorer, limit=_NEAREST, score_cutoff=_SIMILAR
        )
    ]
    return tuple(dict.fromkeys(known[word] for word in similar))[:_NEAREST]


def _felt(row: sa.Row[Any]) -> Felt:
    return columns.load(Felt, row, symptom=row.name)


def _lab_value(row: sa.Row[Any]) -> LabValue:
    return columns.load(LabValue, row, test=TESTS[row.test])
