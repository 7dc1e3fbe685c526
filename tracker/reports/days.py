"""Days read from the diary, of one person or of several at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from tracker.absorption import estimate as absorption
from tracker.diary.model import ItemRow, Mark
from tracker.diary.rows import marks_of, rows_of
from tracker.people.conditions import Condition
from tracker.people.targets import Target
from tracker.reports.intake import Day, Period
from tracker.text.dates import ANY_CLOCK
from tracker.text.spans import Span

if TYPE_CHECKING:
    from tracker.diary.store import Diary


def read_day(diary: "Diary", day: date, today: date) -> Day:
    """Return a day of the diary."""
    return read_period(diary, Span(day, day), today).days[0]


def read_period(diary: "Diary", span: Span, today: date) -> Period:
    """Return those days of the diary."""
    return read_periods([diary], span, today)[0]


def read_periods(diaries: "Sequence[Diary]", span: Span, today: date) -> list[Period]:
    """Return those days of each diary: of people who have the same today."""
    connection, people = diaries[0].connection, [diary.person.id for diary in diaries]
    marks = marks_of(connection, people, span.first, span.last)
    rows, days = _rows(diaries, span), span.days
    periods = []
    for diary in diaries:
        own, aims = rows[diary.person.id], diary.targets(days)
        every = {*days, *map(attrgetter("day"), own)}
        held = {day: diary.person.conditions_on(day) for day in every}
        periods.append(summarise(days, own, aims, today, held, marks[diary.person.id]))
    return periods


def _rows(diaries: "Sequence[Diary]", span: Span) -> dict[int, list[ItemRow]]:
    """Return the items of those days, with all earlier ones that affect what they absorb.

    Earlier by the true time: on a journey the clock is set back and forth, so that a meal of the
    next diary day can be the earlier one.
    """
    before, after = ANY_CLOCK, span.last + ANY_CLOCK
    rows: dict[int, list[ItemRow]] = {}
    left = [diary.person.id for diary in diaries]
    while left:
        begin = span.first - before
        rows |= rows_of(diaries[0].connection, left, begin, after)
        # What an earlier day holds was eaten before that, wherever it was.
        since = datetime.combine(begin + timedelta(days=2), time(), UTC).timestamp()
        left = [
            person
            for person in left
            if not absorption.begins_rested(rows[person], since, span.first, span.last)
        ]
        before *= 2
    return rows


def summarise(
    days: Sequence[date],
    rows: Sequence[ItemRow],
    targets: Mapping[date, Target],
    today: date,
    conditions: Mapping[date, tuple[Condition, ...]] | None = None,
    marks: Mapping[date, Mark] | None = None,
) -> Period:
    """Return the days with their items, in order; `targets` has one for each day.

    `rows` may have those of other days, which affect what these absorb.
    """
    held, marked = conditions or {}, marks or {}

    under = cache(absorption.under)
    absorption_on = cache(lambda day: under(held.get(day, ())))
    estimates = absorption.Estimates(rows, absorption_on)
    by_day: defaultdict[date, list[ItemRow]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    return Period(
        tuple(
            Day.of(
                day,
                targets[day],
                by_day[day],
                estimates,
                held.get(day, ()),
                marked.get(day),
                future=day > today,
            )
            for day in days
        )
    )
