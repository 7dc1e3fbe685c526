"""Everybody's diary in a line each: who logs, how it stands, and who needs attention."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from tracker.health.cautions import URGENT, Remark, When
from tracker.people.model import Person
from tracker.regimens import store as regimens
from tracker.regimens.model import Verdict
from tracker.reports import json_output, sentences
from tracker.reports.cautions import read_urgent
from tracker.reports.intake import Period, read_period
from tracker.reports.json_output import Document, Keys
from tracker.reports.regimens import standing_line
from tracker.text.dates import diary_day, format_month
from tracker.text.formatting import count
from tracker.text.spans import Span

if TYPE_CHECKING:
    from tracker.diary.store import Diary

_RECENT = ("today", "yesterday")
# After so many days without a log somebody is asked how they are.
_SILENT_DAYS = 14
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


def read_standings(diaries: "Iterable[Diary]", span: Span, now: datetime) -> list[Standing]:
    """Return how everybody stands, those first who need attention, else in the given order."""
    standings = (_read(diary, span, now) for diary in diaries)
    return sorted(standings, key=lambda standing: standing.urgency)


def _read(diary: "Diary", span: Span, now: datetime) -> Standing:
    today = diary_day(now, diary.person.day_starts)
    begins = diary.first_day()
    shown = span if begins is None else span.since(begins)
    urgent = read_urgent(diary, today)
    return Standing(
        diary.person,
        today,
        diary.last_day(now),
        read_period(diary, shown, today),
        _regimens(diary, span, today),
        urgent[0] if urgent else None,
    )


def _regimens(diary: "Diary", span: Span, today: date) -> tuple[Verdict, ...]:
    """Return what was kept in that time, and what is due today, overdue first."""
    courses = regimens.courses(diary, max(span.last, today), span.first)
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
