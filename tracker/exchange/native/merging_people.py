"""People merged: the same by name. What is known here of somebody stays; the rest is filled in."""

from collections import defaultdict
from datetime import date
from typing import Any, cast

import sqlalchemy as sa

from tracker.database import seed as seeding
from tracker.database import tables
from tracker.errors import InputError
from tracker.exchange.native.merged import Merged, is_as, personal
from tracker.exchange.native.sheets import SheetRow
from tracker.people import store as people
from tracker.people.model import Person
from tracker.people.targets import authorities

_FACTS = ("born", "sex", "diet")


def merge(merged: Merged) -> None:
    """People, and what of them carries a date."""
    _people(merged)
    _stages(merged)
    _targets(merged)
    _conditions(merged)


def _people(merged: Merged) -> None:
    here = {row.name.casefold(): row for row in merged.rows(tables.person)}
    untouched = _untouched(merged)
    for one in merged.read("people"):
        try:
            name = people.check_name(str(one.cells["name"]))
        except InputError as error:
            raise InputError(f"{one.where}: {error}") from None
        key = name.casefold()
        if key in merged.people:
            raise InputError(f"{one.where}: {name} is there twice")
        if untouched is not None and not is_as(untouched, one.cells):
            merged.update("people", untouched.id, one, one.cells)
            merged.outcome.added["people"] += 1
            merged.people[key], here = untouched.id, {}
        elif key in here:
            merged.people[key] = here[key].id
            _known(merged, here[key], one)
        else:
            (merged.people[key],) = merged.add("people", [(one.where, {**one.cells, "name": name})])
        untouched = None
    if not merged.people:
        raise InputError("there is nobody in this export, and a diary is somebody's")


def _untouched(merged: Merged) -> sa.Row[Any] | None:
    """The one person of a diary in which nothing was done yet, to become the export's first."""
    rows = merged.rows(tables.person)
    person = people.get(merged.connection)
    fresh = person == Person(seeding.DEFAULT_PERSON, id=person.id)
    held = people.holdings(merged.connection, person)
    return rows[0] if len(rows) == 1 and fresh and not held else None


def _known(merged: Merged, row: sa.Row[Any], one: SheetRow) -> None:
    here = row._mapping
    unknown = {f: one.cells[f] for f in _FACTS if here[f] is None and one.cells[f] is not None}
    if unknown:
        merged.update("people", row.id, one, unknown)
        merged.outcome.changed["people"] += 1
    else:
        merged.outcome.there["people"] += 1
    for fact in (*_FACTS, "day_starts"):
        if fact not in unknown and one.cells[fact] not in (None, here[fact]):
            merged.outcome.keep(f"{row.name}'s {fact.replace('_', ' ')}")


def _stages(merged: Merged) -> None:
    men = {row.id for row in merged.rows(tables.person, tables.person.c.sex == "m")}
    for one, person_id in merged.of_people("life_stages"):
        stage = str(one.cells["stage"])
        if stage != "none" and person_id in men:
            raise InputError(f"{one.where}: {stage} doesn't go with sex m")
        values = personal(one, person_id)
        merged.add_for_day("life_stages", one, values, "since", "life stage")


def _targets(merged: Merged) -> None:
    known = authorities(people.references(merged.connection))
    for one, person_id in merged.of_people("targets"):
        if one.cells["authority"] not in known:
            raise InputError(f"{one.where}: authority is none of {', '.join(known)}")
        merged.add_for_day("targets", one, personal(one, person_id), "since", "target")


def _conditions(merged: Merged) -> None:
    spans: dict[tuple[int, str], set[tuple[date, date]]] = defaultdict(set)
    for row in merged.rows(tables.condition):
        spans[row.person_id, row.name].add((row.since, row.until or date.max))
    for one, person_id in merged.of_people("conditions"):
        name, since = str(one.cells["name"]), cast("date", one.cells["since"])
        until = cast("date", one.cells["until"] or date.max)
        if until < since:
            raise InputError(f"{one.where}: {until} is before {since}")
        own = spans[person_id, name]
        if (since, until) in own:
            merged.outcome.there["conditions"] += 1
        elif any(since <= last and first <= until for first, last in own):
            merged.outcome.keep(f"{one.cells['person']}'s {name}")
        else:
            own.add((since, until))
            merged.add("conditions", [(one.where, personal(one, person_id))])
