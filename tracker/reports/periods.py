"""Days and weeks of a diary, with their targets."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.people.model import Person
from tracker.reports.intake import PeriodIntake, summarise
from tracker.text.dates import days_from, week_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def day(connection: "Connection", person: Person, which: date, today: date) -> PeriodIntake:
    """One day."""
    return _period(connection, person, [which], today)


def weeks(
    connection: "Connection", person: Person, which: date, count: int, today: date
) -> list[PeriodIntake]:
    """`count` weeks, Monday to Sunday, the last being the one that holds that day."""
    mondays = [week_of(which) - timedelta(weeks=back) for back in reversed(range(count))]
    return [_period(connection, person, days_from(monday, 7), today) for monday in mondays]


def last(
    connection: "Connection", person: Person, which: date, count: int, today: date
) -> PeriodIntake:
    """`count` days in a row, up to that one."""
    first = which - timedelta(days=count - 1)
    return _period(connection, person, days_from(first, count), today)


def _period(
    connection: "Connection", person: Person, days: Sequence[date], today: date
) -> PeriodIntake:
    from tracker.diary import store as diary
    from tracker.diary import store as marked
    from tracker.people import store as people

    # A late meal of the evening before can still fill the path in the morning.
    evening = days[0] - timedelta(days=1)
    items = diary.items_between(connection, person.id, evening, days[-1])
    targets = people.targets_on(connection, person, days)
    conditions = {day: person.conditions_on(day) for day in (evening, *days)}
    marks = marked.marks_between(connection, person.id, days[0], days[-1])
    return summarise(days, items, targets, today, conditions, marks)
