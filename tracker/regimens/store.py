"""A person's regimens in the diary, and the doses that count towards them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from tracker.database.connection import Connection, load, values
from tracker.errors import InputError, NotFoundError, RefusedError
from tracker.people.store import Session, of_each
from tracker.regimens import model
from tracker.regimens.model import Course, Dose, Regimen
from tracker.text.dates import format_day

_NO_REGIMEN = "no regimen has the number {}; b12 regimen list shows them"


def regimens(session: Session) -> list[Regimen]:
    """Return the person's regimens, in the order in which they begin."""
    own = session.person.id
    return regimens_of(session.connection, [own])[own]


def regimens_of(connection: Connection, people: Collection[int]) -> dict[int, list[Regimen]]:
    """Return the same of each of the people, by their ids."""
    own = of_each(connection, "regimens.regimens", people)
    return {person: [load(Regimen, row) for row in rows] for person, rows in own.items()}


def courses(session: Session, last: date, first: date | None = None) -> list[Course]:
    """Return the regimens of those days with the doses up to the last of them.

    Without `first` those of the last day and of later ones. Only one query is run where there is no
    regimen.
    """
    own = session.person.id
    return courses_of(session.connection, {own: regimens(session)}, last, first)[own]


def courses_of(
    connection: Connection,
    planned: Mapping[int, Sequence[Regimen]],
    last: date,
    first: date | None = None,
) -> dict[int, list[Course]]:
    """Return the same of several people, whose regimens by their ids are `planned`."""
    days = (last, date.max) if first is None else (first, last)
    followed = {
        person: own
        for person, all_own in planned.items()
        if (own := [regimen for regimen in all_own if regimen.is_within(*days)])
    }
    # An earlier dose decides when the first is due, if it is less than an interval old.
    begins = {
        person: min(regimen.since - timedelta(days=regimen.interval.days + 4) for regimen in own)
        for person, own in followed.items()
    }
    doses: dict[int, list[Dose]] = {person: [] for person in followed}
    if followed:
        # A day's slack of the last one.
        span = {"first": min(begins.values()), "last": last + timedelta(days=1)}
        for row in connection.each("regimens.doses", people=followed, **span):
            if row.day >= begins[row.person_id]:
                doses[row.person_id].append(load(Dose, row))
    return {
        person: model.courses(followed[person], doses[person]) if person in followed else []
        for person in planned
    }


def last_injection(session: Session, last: date) -> Dose | None:
    """Return the last injection up to that day."""
    row = session.connection.first("regimens.last_injection", person=session.person.id, last=last)
    return None if row is None else load(Dose, row)


def add(session: Session, regimen: Regimen) -> None:
    """Store a regimen.

    Raise InputError if it ends before it begins or begins before birth, RefusedError if the same
    one is followed on one of its days.
    """
    session.person.check_day(regimen.since)
    if regimen.until is not None and regimen.until < regimen.since:
        raise InputError(f"{regimen.until.isoformat()} is before {regimen.since.isoformat()}")
    for other in regimens(session):
        if other.label == regimen.label and _overlap(other, regimen):
            raise RefusedError(
                f"{other.dated} is already planned; b12 regimen remove {other.id} removes it"
            )
    row = values(regimen, "regimen") | {"person_id": session.person.id}
    session.change.insert("regimen", row)


def _overlap(one: Regimen, other: Regimen) -> bool:
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)


def end(session: Session, regimen_id: int, until: date) -> Regimen:
    """Set the last day of a regimen and return it.

    Raise NotFoundError if it is not this person's, RefusedError if it has ended by then or begins
    later.
    """
    (regimen,) = _numbered(session, [regimen_id])
    if not regimen.is_on(until):
        raise RefusedError(f"{regimen.dated} is not current on {format_day(until)}")
    session.change.update("regimen", regimen.id, {"until": until})
    return regimen._replace(until=until)


def remove(session: Session, ids: Sequence[int]) -> list[Regimen]:
    """Remove regimens and return them. Raise NotFoundError if any id is not this person's."""
    removed = _numbered(session, ids)
    for regimen in removed:
        session.change.delete("regimen", regimen.id)
    return removed


def _numbered(session: Session, ids: Sequence[int]) -> list[Regimen]:
    known = {regimen.id: regimen for regimen in regimens(session)}
    for number in ids:
        if number not in known:
            raise NotFoundError(_NO_REGIMEN.format(number))
    return [known[number] for number in dict.fromkeys(ids)]
