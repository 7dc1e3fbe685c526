"""Symptoms and laboratory values in the diary, and the names that a person has for symptoms."""

from collections.abc import Collection, Sequence
from datetime import date

from tracker.database.compiled import Row
from tracker.database.connection import Connection, load, values
from tracker.errors import NotFoundError
from tracker.health.laboratory import TESTS, LabValue
from tracker.health.symptoms import KNOWN, Felt, check_own_name, in_text, named
from tracker.people.store import Session, of_each

_NO_SYMPTOM = "no symptom has the number {}; b12 symptom list shows them"
_NO_VALUE = "no value has the number {}; b12 lab list shows them"
_NEAREST = 3
# From 0 to 100, by rapidfuzz: less similar names are not offered.
_SIMILAR = 60


def add_symptom(session: Session, felt: Felt) -> None:
    """Store a symptom."""
    row = values(felt, "symptom") | {
        "person_id": session.person.id,
        "name": felt.symptom,
        "felt_at": felt.felt_at and felt.felt_at.replace(second=0, microsecond=0),
    }
    session.change.insert("symptom", row)


def symptoms(session: Session, first: date, last: date) -> list[Felt]:
    """Return the symptoms of those days, both included, the newest last."""
    own = session.person.id
    return symptoms_of(session.connection, [own], first, last)[own]


def symptoms_of(
    connection: Connection, people: Collection[int], first: date, last: date
) -> dict[int, list[Felt]]:
    """Return the same of each of the people, by their ids."""
    own = of_each(connection, "health.symptoms", people, first=first, last=last)
    return {person: [_felt(row) for row in rows] for person, rows in own.items()}


def remove_symptoms(session: Session, ids: Sequence[int]) -> list[Felt]:
    """Remove symptoms and return them. Raise NotFoundError if any id is not this person's."""
    return [_felt(row) for row in _remove(session, "symptom", ids, _NO_SYMPTOM)]


def own_names(session: Session) -> list[str]:
    """Return the names that the person has used and the program does not know, sorted."""
    names = session.connection.column("health.symptom_names", person=session.person.id)
    return sorted((name for name in names if name not in KNOWN), key=str.casefold)


def known_name(session: Session, text: str) -> str:
    """Return the diary's name for what the person calls a symptom.

    Words that hold a red flag are a name of one's own. Raise NotFoundError with the nearest names,
    and how to add a name of one's own, for other words.
    """
    own = own_names(session)
    name = named(text, own)
    if name is None and any(symptom.urgency for symptom in in_text(text)):
        # Nobody should be told to type a red flag again: it is logged in the person's own words.
        return check_own_name(text)
    if name is None:
        near = ", ".join(_nearest(text, own))
        known = f"nearest: {near}" if near else "b12 symptom names lists them"
        raise NotFoundError(f'no symptom is called "{text}"; {known} (--own makes it one of yours)')
    return name


def add_lab_value(session: Session, value: LabValue) -> None:
    """Store a value in the unit it was given in."""
    own = {"person_id": session.person.id, "test": value.test.name}
    session.change.insert("lab_value", {**values(value, "lab_value"), **own})


def lab_values(session: Session) -> list[LabValue]:
    """Return all values of the person by day, the newest last."""
    own = session.person.id
    return lab_values_of(session.connection, [own])[own]


def lab_values_of(connection: Connection, people: Collection[int]) -> dict[int, list[LabValue]]:
    """Return the same of each of the people, by their ids."""
    own = of_each(connection, "health.lab_values", people)
    return {person: [_lab_value(row) for row in rows] for person, rows in own.items()}


def remove_lab_values(session: Session, ids: Sequence[int]) -> list[LabValue]:
    """Remove values and return them. Raise NotFoundError if any id is not this person's."""
    return [_lab_value(row) for row in _remove(session, "lab_value", ids, _NO_VALUE)]


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


def _remove(session: Session, table: str, ids: Sequence[int], missing: str) -> list[Row]:
    """Remove rows, each once; return them. Raise NotFoundError, `missing` with the id in it."""
    removed = []
    for row_id in dict.fromkeys(ids):
        row = session.connection.first(f"health.{table}", person=session.person.id, row=row_id)
        if row is None:
            raise NotFoundError(missing.format(row_id))
        session.change.delete(table, row_id)
        removed.append(row)
    return removed


def _felt(row: Row) -> Felt:
    return load(Felt, row, symptom=row.name)


def _lab_value(row: Row) -> LabValue:
    return load(LabValue, row, test=TESTS[row.test])
