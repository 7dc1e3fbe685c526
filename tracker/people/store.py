"""People, their targets and conditions, and the diary opened for one of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar, cast

from tracker.database import compiled
from tracker.database.compiled import Row
from tracker.database.connection import Connection, load
from tracker.database.engine import as_it_is
from tracker.database.history import Change
from tracker.database.place import Place
from tracker.errors import (
    DatabaseFileError,
    InputError,
    NotFoundError,
    RefusedError,
)
from tracker.people.conditions import known_conditions
from tracker.people.model import ConditionSince, Person, Stage, StageSince, TargetSince, Usual
from tracker.people.targets import Reference, Target, Targets, authority_named, target_for
from tracker.text.formatting import count, printable

MIDNIGHT = time(0, 0)
LONGEST_NAME = 40
# A message names so many people, and says how many others there are.
_MOST_NAMED = 12
# So many are read by one statement.
_AT_ONCE = 500
_USUAL = Usual()
_T = TypeVar("_T")


class Member(NamedTuple):
    """One of the household: the target of a day, and on how many days something is logged."""

    person: Person
    target: Target
    days_logged: int


class Session:
    """A diary opened for one person, to read it or to write in it, and what is known of the person.

    All that is read is of one state. All that is written is one transaction, and one step of undo
    that `summary` names.
    """

    def __init__(
        self,
        connection: Connection,
        name: str | None = None,
        change: Change | None = None,
        usual: Usual = _USUAL,
    ) -> None:
        """Open it for the person of that name, as `get` takes it; with `change` for writing."""
        self.connection, self.usual = connection, usual
        self._name, self._change = name, change

    @cached_property
    def person(self) -> Person:
        """Whose diary it is. Raise NotFoundError if nobody has the name."""
        return get(self.connection, self._name, self.usual)

    def of(self, name: str | None) -> Self:
        """Return it opened for another person; for the same without a name."""
        if name is None:
            return self
        return type(self)(self.connection, name, self._change, self.usual)

    def everybody(self) -> list[Self]:
        """Return it opened for each person, the first one first."""
        people = everybody(self.connection, self.usual)
        sessions = [self.of(person.name) for person in people]
        for session, person in zip(sessions, people, strict=True):
            session.person, session._targets = person, self._targets
        return sessions

    @cached_property
    def whose(self) -> str:
        """The person's name if the diary has several people, else an empty text."""
        others = self.connection.first("people.others", person=self.person.id)
        return self.person.name if others else ""

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

    def targets(self, days: Iterable[date]) -> dict[date, Target]:
        """Return the person's target on each of the days."""
        return self._targets.on(self.person, days)

    @cached_property
    def _targets(self) -> Targets:
        return Targets(references(self.connection))

    def set_facts(self, facts: Mapping[str, Any]) -> None:
        """Set `born`, `sex`, `diet`, `country`, `day_starts` or `tables`.

        Raise RefusedError for a sex that a life stage excludes.
        """
        for stage in self.person.stages:
            self.person.check_stage(stage.stage, facts.get("sex"))
        self.change.update("person", self.person.id, facts)

    def set_stage(self, since: date, stage: Stage, *, last: bool = False) -> None:
        """Set the life stage from that day; the `last` one removes those of later days.

        Raise RefusedError if the sex excludes it.
        """
        self.person.check_stage(stage, self.person.sex)
        self._set_dated("life_stage", since, {"stage": stage}, last=last)

    def follow(self, since: date, reference: str, *, last: bool = False) -> str:
        """Follow an authority from that day; return its name. Raise InputError if it is unknown."""
        authority = authority_named(reference, references(self.connection))
        values = {"authority": authority, "ug_per_day": None}
        self._set_dated("target_choice", since, values, last=last)
        return authority

    def set_target(self, since: date, ug_per_day: float | None, *, last: bool = False) -> None:
        """Set a personal target in µg a day from that day; None follows the authority again."""
        authority = self.person.target_on(since).authority
        values = {"authority": authority, "ug_per_day": ug_per_day}
        self._set_dated("target_choice", since, values, last=last)

    def add_condition(self, name: str, since: date, until: date | None = None) -> None:
        """Add a condition between two days, both included.

        Raise RefusedError if it overlaps with the same condition, InputError if it ends before it
        begins or begins before birth.
        """
        self.person.check_day(since)
        if until is not None and until < since:
            raise InputError(f"{until.isoformat()} is before {since.isoformat()}")
        for other in self._conditions(name):
            begins_after = until is not None and other.since > until
            ended_before = other.until is not None and other.until < since
            if not begins_after and not ended_before:
                raise RefusedError(
                    f"{known_conditions()[name].title} is already set, {other.span}; "
                    f"for another date, b12 person condition remove {name} first, then add it"
                )
        values = {"name": name, "since": since, "until": until}
        self.change.insert("condition", {"person_id": self.person.id, **values})

    def end_condition(self, name: str, until: date) -> None:
        """Set the last day of a condition that lasts. Raise RefusedError if none does."""
        lasting = [condition for condition in self._conditions(name) if condition.until is None]
        if not lasting or lasting[-1].since > until:
            raise RefusedError(
                f"{known_conditions()[name].title} is not current on {until.isoformat()}"
            )
        self.change.update("condition", lasting[-1].id, {"until": until})

    def remove_condition(self, name: str) -> None:
        """Remove a condition with all its dates. Raise NotFoundError if it is not set."""
        if not self._conditions(name):
            raise NotFoundError(f"{known_conditions()[name].title} is not in `b12 person`")
        for condition in self._conditions(name):
            self.change.delete("condition", condition.id)

    def _conditions(self, name: str) -> list[ConditionSince]:
        return [condition for condition in self.person.conditions if condition.name == name]

    def _set_dated(self, table: str, since: date, values: Mapping[str, Any], *, last: bool) -> None:
        same = {"person": self.person.id, "since": since}
        row_id = self.connection.value(f"people.since.{table}", **same)
        if row_id is None:
            self.change.insert(table, {"person_id": self.person.id, "since": since, **values})
        else:
            self.change.update(table, row_id, values)
        for later in self.connection.column(f"people.after.{table}", **same) if last else ():
            self.change.delete(table, later)


def get(connection: Connection, name: str | None = None, usual: Usual = _USUAL) -> Person:
    """Return the person of that name, in any case; without a name the default.

    Raise NotFoundError with the known names, RefusedError if there are several and no default,
    DatabaseFileError if there is nobody.
    """
    row = _chosen(connection, name)
    if row is not None:
        return _people(connection, [row], usual)[0]
    known = names(connection)
    if not known:
        if connection.client:
            raise RefusedError("your role sees no diary: whoever runs the server gives it one")
        raise DatabaseFileError("the diary is damaged: it has no person")
    listed = ", ".join(known[:_MOST_NAMED])
    if len(known) > _MOST_NAMED:
        listed += f" and {count(len(known) - _MOST_NAMED, 'other')} (b12 person list)"
    if name is None:
        raise RefusedError(
            f"whose diary? Name one of {listed} by --person, or choose by b12 person default NAME"
        )
    raise NotFoundError(f'nobody is called "{name}"; there is {listed}')


def everybody(connection: Connection, usual: Usual = _USUAL) -> list[Person]:
    """Return all people, the first one first."""
    rows = connection.rows("people.people")
    some = (rows[begin : begin + _AT_ONCE] for begin in range(0, len(rows), _AT_ONCE))
    return [person for part in some for person in _people(connection, part, usual)]


def names(connection: Connection) -> list[str]:
    """Return the names of all people, in the order they were added."""
    return connection.column("people.names")


def of_each(
    connection: Connection, statement: str, people: Collection[int], **values: Any
) -> dict[int, list[Row]]:
    """Return each person's rows of a statement that is about several, in its order."""
    own: dict[int, list[Row]] = {person: [] for person in people}
    for row in connection.each(statement, people=people, **values):
        own[row.person_id].append(row)
    return own


def _chosen(connection: Connection, name: str | None) -> Row | None:
    """Return the row of that name, without a name that of the default or of the only person."""
    if name is None:
        default = connection.first("people.defaults")
        few = [] if default else connection.rows("people.two")
        return few[0] if len(few) == 1 else default
    name = name.strip()
    row = connection.first("people.named", name=name)
    if row is not None:
        return row
    # Only Python knows the cases of all letters.
    alike = (each for each in names(connection) if each.casefold() == name.casefold())
    same = next(alike, None)
    return None if same is None else connection.first("people.named", name=same)


def set_default(change: Change, person_id: int) -> None:
    """Open this person's diary from now on if nobody is named."""
    for row in change.connection.rows("people.people"):
        if row.is_default != (row.id == person_id):
            change.update("person", row.id, {"is_default": not row.is_default})


def default(connection: Connection, usual: Usual = _USUAL) -> Person | None:
    """Return whose diary is opened if nobody is named; None if there is no default."""
    row = _chosen(connection, None)
    return None if row is None else _people(connection, [row], usual)[0]


def household(connection: Connection, day: date, usual: Usual = _USUAL) -> list[Member]:
    """Return all people with their targets on that day, the first one first."""
    known, people = references(connection), everybody(connection, usual)
    days: dict[int, int] = {}
    for begin in range(0, len(people), _AT_ONCE):
        ids = [person.id for person in people[begin : begin + _AT_ONCE]]
        days |= dict(connection.each("people.days_logged", people=ids))
    return [
        Member(person, target_for(person, day, known), days.get(person.id, 0)) for person in people
    ]


def add(change: Change, name: str, facts: Mapping[str, Any]) -> str:
    """Add a person with `born`, `sex`, `diet` and `country` if known; return the name as stored.

    Raise InputError for an invalid name, RefusedError for one that is taken.
    """
    stored = _free_name(change.connection, name, None)
    change.insert("person", {"name": stored, **facts})
    return stored


def rename(change: Change, person: Person, name: str) -> str:
    """Give a person another name; return it as stored. Raise as `add` does."""
    stored = _free_name(change.connection, name, person.id)
    change.update("person", person.id, {"name": stored})
    return stored


def holdings(connection: Connection, person: Person) -> dict[str, int]:
    """Return how many rows of each table are that person's, without tables that have none."""
    counts = {
        table: connection.value(f"people.count.{table}", person=person.id)
        for table in compiled.keys("people.count")
    }
    return {name: count for name, count in counts.items() if count}


def untouched(connection: Connection) -> Person | None:
    """Return the only person of a diary in which nothing was written about people; else None."""
    from tracker.database import seed

    if connection.value("people.number") != 1:
        return None
    person = get(connection)
    fresh = person == Person(seed.DEFAULT_PERSON, id=person.id)
    return person if fresh and not holdings(connection, person) else None


def check_removable(connection: Connection, person: Person) -> None:
    """Raise RefusedError for the only person, as a diary needs one."""
    if connection.first("people.others", person=person.id) is None:
        raise RefusedError(f"{person.name} is the only person, and a diary needs one")


def remove(change: Change, person: Person) -> None:
    """Remove a person with all that is theirs. Raise RefusedError for the only one."""
    check_removable(change.connection, person)
    for table in compiled.keys("people.count"):
        change.delete_all(table, f"people.some.{table}", person=person.id)
    change.delete("person", person.id)


def check_name(text: str) -> str:
    """Return the name as it is stored. Raise InputError for an invalid one."""
    name = text.strip()
    if not 1 <= len(name) <= LONGEST_NAME or printable(name) != name:
        raise InputError(f'invalid name "{name}": use 1 to {LONGEST_NAME} plain characters')
    return name


def references(connection: Connection) -> list[Reference]:
    """Return the reference intakes, in the order of the seed table."""
    return [load(Reference, row) for row in connection.each("people.references")]


def day_start(place: Place, name: str | None) -> time:
    """Return the hour at which the days of that person, or of the default, start.

    It is midnight if there is no diary yet, or if it can't be read: opening it will say so. Raise
    RefusedError if another process keeps it locked, as a meal must not go to another day, and
    DatabaseFileError if a server can't be reached: it may be a moment later.
    """
    try:
        with as_it_is(place) as connection:
            row = None if connection is None else _chosen(connection, name)
    except DatabaseFileError:
        if not isinstance(place, Path):
            raise
        row = None
    return cast("time", row.day_starts) if row is not None else MIDNIGHT


def _people(connection: Connection, rows: Sequence[Row], usual: Usual) -> list[Person]:
    """Return the people of those rows, in their order."""
    ids = [row.id for row in rows]

    def dated(statement: str, cls: type[_T]) -> dict[int, tuple[_T, ...]]:
        own = of_each(connection, statement, ids)
        return {person: tuple(load(cls, row) for row in rows) for person, rows in own.items()}

    stages, targets = dated("people.stages", StageSince), dated("people.targets", TargetSince)
    conditions = dated("people.conditions", ConditionSince)
    return [
        load(
            Person,
            row,
            stages=stages[row.id],
            targets=targets[row.id],
            conditions=conditions[row.id],
            usual=usual,
        )
        for row in rows
    ]


def _free_name(connection: Connection, text: str, own_id: int | None) -> str:
    name = check_name(text)
    for row in connection.each("people.people"):
        if row.id != own_id and row.name.casefold() == name.casefold():
            raise RefusedError(f'there is already a person called "{row.name}"')
    return name
