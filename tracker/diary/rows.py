"""What sums and estimates need of the diaries of several people, read by a statement for all.

Each function returns what it reads by the people's ids, and the same of one person as of many.
"""

import math
from collections.abc import Collection
from datetime import date, datetime
from operator import itemgetter
from typing import TYPE_CHECKING

from tracker.diary.model import ItemRow, Mark
from tracker.people.store import of_each
from tracker.text.dates import newest_day

if TYPE_CHECKING:
    from tracker.database.compiled import Row
    from tracker.database.connection import Connection


def rows_of(
    connection: "Connection", people: Collection[int], first: date, last: date
) -> dict[int, list[ItemRow]]:
    """Return the items of those days, both included, in the order they were eaten."""
    asked = {"people": people, "first": first, "last": last}
    meals = {row[0]: row for row in connection.each("diary.moments", **asked)}
    instants = {meal_id: instant(meal.eaten_at) for meal_id, meal in meals.items()}
    # Sorted by one number each, which is faster than by what makes it up.
    places = {at: place for place, at in enumerate(sorted(set(instants.values())))}
    days = {day: place for place, day in enumerate(sorted({row[1] for row in meals.values()}))}
    order = {
        meal_id: days[meals[meal_id][1]] * len(places) + places[at]
        for meal_id, at in instants.items()
    }
    lean: dict[int, list[Row]] = {person: [] for person in people}
    for row in connection.raw_rows("diary.lean", **asked):
        lean[meals[row[1]][5]].append(row)
    for rows in lean.values():
        rows.sort(key=itemgetter(0))
        rows.sort(key=lambda row: order[row[1]])
    return {
        person: [
            ItemRow(day, food, origin, ug, kind, bound == 1, at, name, meal_id, code, tags)
            for _, meal_id, food, origin, ug, kind, bound, code in rows
            for _, day, at, name, tags, _ in (meals[meal_id],)
        ]
        for person, rows in lean.items()
    }


def marks_of(
    connection: "Connection", people: Collection[int], first: date, last: date
) -> dict[int, dict[date, Mark]]:
    """Return the marked days among those."""
    own = of_each(connection, "diary.marks", people, first=first, last=last)
    return {person: {row.day: row.mark for row in rows} for person, rows in own.items()}


def first_days_of(
    connection: "Connection", people: Collection[int], *, eaten: bool = False
) -> dict[int, date | None]:
    """Return the first day of which anything is known: a meal, mark, symptom or test.

    If `eaten` it is the first with a meal or a mark.
    """
    own = of_each(connection, "diary.first_days", people)
    firsts = {
        person: [row.meal, row.day_mark, *(() if eaten else (row.symptom, row.lab_value))]
        for person, (row,) in own.items()
    }
    return {person: min(filter(None, days), default=None) for person, days in firsts.items()}


def last_days_of(
    connection: "Connection", people: Collection[int], now: datetime
) -> dict[int, date | None]:
    """Return the last day of a meal or a mark; one that is begun nowhere yet is a mistake."""
    own = of_each(connection, "diary.last_days", people, last=newest_day(now))
    return {
        person: max(filter(None, (row.meal, row.day_mark)), default=None)
        for person, (row,) in own.items()
    }


def instant(eaten_at: datetime | None) -> float:
    """Return when that was, to sort by: offsets differ over a year and a journey.

    What has no time is the last.
    """
    return math.inf if eaten_at is None else eaten_at.timestamp()
