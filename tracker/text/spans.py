"""The span of days that a report or a chart covers, as people write it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tracker.errors import InputError
from tracker.text import dates

# How the days of a span are grouped.
Step = Literal["day", "week", "month", "year"]
STEPS: tuple[Step, ...] = ("day", "week", "month", "year")
# The longest spans that are shown by days, weeks and months; longer ones are shown by years.
_MOST_DAYS = {"day": 31, "week": 366, "month": 3 * 366}
_LEAST_DAYS: dict[Step, int] = {"day": 1, "week": 7, "month": 28, "year": 365}
_MOST_COUNTED = 36_500


@dataclass(frozen=True)
class Span:
    """Consecutive days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Return each day."""
        return dates.days_from(self.first, self.length)

    @property
    def length(self) -> int:
        """Return the number of days."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        """Return whether the day is within the span."""
        return self.first <= day <= self.last

    @property
    def step(self) -> Step:
        """Return the step to show the span by if the user names none."""
        return next((s for s in STEPS if self.length <= _MOST_DAYS.get(s, self.length)), "year")

    def step_within(self, most: int) -> Step:
        """Return the shortest step that divides the span into at most so many; else years."""
        # The first and the last may be incomplete.
        fitting = (s for s in STEPS if (self.length - 2) // _LEAST_DAYS[s] + 2 <= most)
        return next(fitting, "year")

    @property
    def label(self) -> str:
        """Return `Mon 16 – Sun 22 Nov 2026`."""
        return dates.format_span(self.first, self.last)

    def name(self, step: Step) -> str:
        """Return its name among others of that step: `Mon 16 Nov`, `16 – 22 Nov`, `Nov 2026`."""
        if step == "day":
            return f"{dates.format_weekday(self.first)} {dates.format_month(self.first)}"
        if step == "week":
            return dates.format_short_span(self.first, self.last)
        return str(self.first.year) if step == "year" else dates.format_month_of_year(self.first)

    def since(self, begins: date) -> "Span":
        """Return the span without the days before the diary begins; all of it if none are left."""
        return self if begins > self.last else Span(max(self.first, begins), self.last)


def last(text: str, today: date) -> Span:
    """Return `30d`, `12w`, `6m` or `2y` up to today, in whole weeks, months and years.

    The current week, month or year is one of them. Raise InputError for anything else, and for a
    span that would begin before the calendar does.
    """
    match = re.fullmatch(r"(\d{1,5})\s*([dwmy])[a-z]*", text.strip().casefold())
    count = int(match[1]) if match else 0
    if not match or not 1 <= count <= _MOST_COUNTED:
        raise InputError(f'invalid time span "{text}": use 30d, 12w, 6m or 2y')
    try:
        return Span(_back(today, count - 1, match[2]), today)
    except (OverflowError, ValueError):
        raise InputError(f'"{text}" is too long ago') from None


def month(text: str, today: date) -> Span:
    """Return a month, `2026-10`, up to today. Raise InputError otherwise, and for the future."""
    if not re.fullmatch(r"\d{4}-\d{1,2}", text.strip()):
        raise InputError(f'invalid month "{text}": write it as 2026-10')
    return _calendar(text, today)


def year(text: str, today: date) -> Span:
    """Return a year, `2026`, up to today. Raise InputError otherwise, and for the future."""
    if not re.fullmatch(r"\d{4}", text.strip()):
        raise InputError(f'invalid year "{text}": write it as 2026')
    return _calendar(text, today)


def between(first: date, until: date | None, today: date) -> Span:
    """Return the span from a day to another or to today. Raise InputError if it ends before."""
    span = Span(first, until or today)
    if span.last < span.first:
        raise InputError(f"{span.last.isoformat()} is before {span.first.isoformat()}")
    return span


def _calendar(text: str, today: date) -> Span:
    first = dates.parse_since(text, today)
    return Span(first, min(dates.last_of(first, month="-" in text), today))


def _back(today: date, count: int, unit: str) -> date:
    if unit == "d":
        return today - timedelta(days=count)
    if unit == "w":
        return dates.week_of(today) - timedelta(weeks=count)
    if unit == "y":
        return date(today.year - count, 1, 1)
    months = today.year * 12 + today.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)
