"""Rows of days that have begun nowhere yet, which a wrong clock gives, and how to correct them."""

import shlex
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from tracker.database.connection import Connection
from tracker.text.dates import newest_day

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
_TIMED = ("meal", "symptom")


class ToCome(NamedTuple):
    """A row in words, and the command that corrects or removes it."""

    title: str
    command: str


def rows_to_come(raw: sqlite3.Connection, now: datetime) -> Iterator[ToCome]:
    """Yield the rows of days and moments that are still to come."""
    connection = Connection(raw)
    several = raw.execute("SELECT count(*) FROM person").fetchone()[0] > 1
    for table, (title, command) in _TABLES.items():
        moment = {"now": now.isoformat()} if table in _TIMED else {}
        values = {"newest": newest_day(now), **moment}
        for what, person, day in connection.raw_rows(f"database.to_come.{table}", **values):
            whose = f" of {person}" if several else ""
            named = f"b12 --person {shlex.quote(person)}" if several else "b12"
            yield ToCome(
                f"{title.format(what=what)} ({day}){whose}", f"{named} {command.format(what=what)}"
            )
