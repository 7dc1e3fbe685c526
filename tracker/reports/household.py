"""Everybody's diary in a line each: who logs, how it stands, and who needs attention."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tracker.diary.rows import first_days_of, last_days_of
from tracker.health.cautions import URGENT, Remark, When
from tracker.people.model import Person
from tracker.regimens import store as regimens
from tracker.regimens.model import Course, Verdict
from tracker.reports import json_output, sentences
from tracker.reports.cautions import read_urgents, weeks_to
from tracker.reports.days import read_periods
from tracker.reports.intake import Period
from tracker.reports.json_output import Document, Keys
from tracker.reports.regimens import standing_line
from tracker.text.dates import diary_day, format_month
from tracker.text.formatting import count
from tracker.text.spans import Span

if TYPE_CHECKING:
    from tracker.diary.store import Diary

T = TypeVar("T")
_RECENT = ("today", "yesterday")
# Of a table of everybody; the name and what needs attention say themselves what they are.
HEADS = ("", "last log", "mean a day", "target met", "")
# After so many days without a log somebody is asked how they are.
_SILENT_DAYS = 14
# So many days are in memory at once, of as many people as that makes.
_DAYS_AT_ONCE = 6000
# A statement takes 32,766 values in SQLite; in PostgreSQL a list is one of them.
_PEOPLE_AT_ONCE = 10_000
_WHEN: dict[When, str] = {"now": "now", "same day": "the same day", "soon": "soon"}


class Standing(NamedTuple):
    """How a person stands.

    `last_log` is the last day of a meal or a mark, None if there is none. `period` are the days of
    the time since their diary begins, and what was kept of each regimen is of those. What is due,
    and `urgent`, the most urgent reason to see a clinician, are of `today`.
    """

    person: Person
    today: date
    last_log: date | None
    period: Period
    regimens: tuple[Verdict, ...]
    urgent: Remark | None

    @property
    def days_since_log(self) -> int | None:
        """How many days ago that was; 0 where the clock is ahead, too."""
        return None if self.last_log is None else max((self.today - self.last_log).days, 0)

    @property
    def urgency(self) -> int:
        """What sorts people: the most urgent reason first, then overdue, silent, and below."""
        if self.urgent is not None and self.urgent.urgency is not None:
            return URGENT.index(self.urgent.urgency)
        overdue = any(verdict.due.state == "overdue" for verdict in self.regimens)
        ago = self.days_since_log
        silent = ago is None or ago >= _SILENT_DAYS
        # With a regimen days are judged by whether it was kept.
        below = not self.regimens and self.period.share is not None and self.period.share < 1
        return len(URGENT) + [overdue, silent, below, True].index(True)


def read_standings(
    diaries: "Iterable[Diary]", span: Span, now: datetime, show: Callable[[Standing], T]
) -> list[T]:
    """Return what is shown of everybody, those first who need attention, else in the given order.

    Of thousands of people only what is shown is kept: their days are read by some at a time.
    """
    by_today: defaultdict[date, list[tuple[int, Diary]]] = defaultdict(list)
    for place, diary in enumerate(diaries):
        by_today[diary_day(now, diary.person.day_starts)].append((place, diary))
    shown = []
    size = max(_DAYS_AT_ONCE // span.length, 1)
    for today, placed in by_today.items():
        courses = _courses([diary for _, diary in placed], span, today)
        for begin in range(0, len(placed), size):
            places, some = zip(*placed[begin : begin + size], strict=True)
            standings = _read(some, span, today, now, courses)
            for place, standing in zip(places, standings, strict=True):
                shown.append((standing.urgency, place, show(standing)))
    return [each for *_, each in sorted(shown, key=itemgetter(0, 1))]


def _courses(diaries: "Sequence[Diary]", span: Span, today: date) -> dict[int, list[Course]]:
    """Return the regimens of all with their doses: few of a year's foods, and read at once."""
    connection, people = diaries[0].connection, [diary.person.id for diary in diaries]
    courses: dict[int, list[Course]] = {}
    for begin in range(0, len(people), _PEOPLE_AT_ONCE):
        some = people[begin : begin + _PEOPLE_AT_ONCE]
        planned = regimens.regimens_of(connection, some)
        courses |= regimens.courses_of(connection, planned, max(span.last, today), span.first)
    return courses


def _read(
    diaries: "Sequence[Diary]",
    span: Span,
    today: date,
    now: datetime,
    courses: Mapping[int, Sequence[Course]],
) -> Iterator[Standing]:
    connection, people = diaries[0].connection, [diary.person.id for diary in diaries]
    begins, lasts = first_days_of(connection, people), last_days_of(connection, people, now)
    periods = read_periods(diaries, span, today)
    weeks = weeks_to(today)
    if weeks.first in span and weeks.last in span:
        recent = [_within(weeks, period) for period in periods]
    else:
        recent = read_periods(diaries, weeks, today)
    urgent = read_urgents(diaries, recent)
    for diary, period, reasons in zip(diaries, periods, urgent, strict=True):
        own = diary.person.id
        begin = begins[own]
        yield Standing(
            diary.person,
            today,
            lasts[own],
            period if begin is None else _within(span.since(begin), period),
            _verdicts(courses[own], span, today),
            reasons[0] if reasons else None,
        )


def _within(span: Span, period: Period) -> Period:
    if span == period.span:
        return period
    return Period(tuple(day for day in period.days if day.day in span))


def _verdicts(courses: Sequence[Course], span: Span, today: date) -> tuple[Verdict, ...]:
    """Return what was kept in that time, and what is due today, overdue first."""
    verdicts = (
        Verdict(course.regimen, course.kept(span.first, span.last, today), course.due(today))
        for course in courses
    )
    return tuple(sorted(verdicts, key=lambda verdict: verdict.due.urgency))


# --- in words


def last_log_cell(of: Standing) -> str:
    """`17 Nov, 5 days ago`, `today`, or `no log`."""
    day, ago = of.last_log, of.days_since_log
    if day is None or ago is None:
        return "no log"
    if ago < len(_RECENT):
        return _RECENT[ago]
    year = f" {day.year}" if day.year != of.today.year else ""
    return f"{format_month(day)}{year}, {count(ago, 'day')} ago"


def mean_cell(of: Standing) -> str:
    """`≥ 1.80 µg (5 days)`, with large doses `median 1.80 µg (5 days)`; why there is none."""
    period = of.period
    if not period.counted:
        return sentences.gap_cell(period)
    large = period.has_large_doses
    figure = sentences.intake_cell(period, median=large)
    return f"{'median ' if large else ''}{figure} ({count(len(period.counted), 'day')})"


def attention(of: Standing) -> list[str]:
    """Return what needs attention, and what was kept: the most urgent first."""
    remarks = [_urgent(of.urgent)] if of.urgent else []
    remarks += [standing_line(verdict, of.today) for verdict in of.regimens]
    unknown = of.period.unknown_items
    remarks += [f"B12 of {count(unknown, 'item')} unknown"] if unknown else []
    return remarks


def _urgent(of: Remark) -> str:
    """`see a clinician soon: Tingling (6 of 10 on Sun 22 Nov 2026) with a known cause ...`."""
    fact = (of.fact or of.text.partition(". ")[0]).removesuffix(".")
    return f"see a clinician {_WHEN[of.urgency]}: {fact}" if of.urgency else fact


def cells(of: Standing) -> list[str]:
    """Return a row of that table."""
    return [
        of.person.name,
        last_log_cell(of),
        mean_cell(of),
        sentences.met_cell(of.period),
        "; ".join(attention(of)),
    ]


# --- JSON and CSV

_of_standing = Keys("person=person.name last_log days_since_log")


def document(of: Standing) -> Document:
    """An element of `summary --json`: the figures are those of `report`."""
    return {
        **_of_standing(of),
        **json_output.of_period(of.period),
        "regimens": json_output.of_verdicts(of.regimens),
        "caution": of.urgent and json_output.of_remark(of.urgent),
    }


def row(of: Standing) -> Document:
    """Return the same as a row of CSV, with a text for the regimens and the caution."""
    from tracker.reports import csv_output

    return {
        **_of_standing(of),
        **csv_output.period_row(of.period),
        "regimens": [standing_line(verdict, of.today) for verdict in of.regimens],
        "caution": _urgent(of.urgent) if of.urgent else None,
    }
