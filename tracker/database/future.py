"""Rows of days that have begun nowhere yet, which a wrong clock gives, and how to correct them."""

import shlex
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from tracker.database.connection import Connection
from tracker.database.finding import Finding
from tracker.text.dates import newest_day
from tracker.text.formatting import count

# By table: what a row is called, and what corrects or removes it; `what` is its number or name.
_TABLES = {
    "meal": ("meal m{what}", "edit m{what} -d DAY"),
    "day_mark": ("mark", "day clear {what}"),
    "symptom": ("symptom {what}", "symptom remove {what}"),
    "lab_value": ("laboratory value {what}", "lab remove {what}"),
    "condition": ("{what}", "person condition remove {what}"),
    "life_stage": ("life stage {what}", "person stage STAGE"),
    "target_choice": ("target", "person target AMOUNT"),
    "person": ("birth date", "person set --born DATE"),
}
# Each of them is corrected by a command of its own.
_MOST_NAMED = 10
_TIMED = ("meal", "symptom")


class _ToCome(NamedTuple):
    """A row in words, and the command that corrects or removes it."""

    title: str
    command: str


def findings(connection: Connection, now: datetime) -> list[Finding]:
    """Return a finding for the rows of days to come, and how to correct them; none without any."""
    rows = list(_rows(connection, now))
    if not rows:
        return []
    named = [row.title for row in rows[:_MOST_NAMED]]
    more = [f"{len(rows) - _MOST_NAMED} more"] if len(rows) > _MOST_NAMED else []
    message = f"{count(len(rows), 'row')} of days to come: {', '.join([*named, *more])}"
    commands = dict.fromkeys(row.command for row in rows[:_MOST_NAMED])
    return [Finding("days", message, "; ".join(commands))]


def _rows(connection: Connection, now: datetime) -> Iterator[_ToCome]:
    """Yield the rows of days and moments that are still to come."""
    several = connection.value("database.people") > 1
    for table, (title, command) in _TABLES.items():
        moment = {"now": now.isoformat()} if table in _TIMED else {}
        values = {"newest": newest_day(now), **moment}
        for what, person, day in connection.raw_rows(f"database.to_come.{table}", **values):
            whose = f" of {person}" if several else ""
            named = f"b12 --person {shlex.quote(person)}" if several else "b12"
            yield _ToCome(
                f"{title.format(what=what)} ({day}){whose}", f"{named} {command.format(what=what)}"
            )
