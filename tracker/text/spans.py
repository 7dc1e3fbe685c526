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
_THIS, _BEFORE = "this", "last"


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

    def code(self, step: Step) -> str:
        """Return its name for programs, with its year: `2026-11-22`, `2026-W47`, `2026-11`, `2026`.

        A week is that of ISO 8601: of the year in which most of its days are. Weeks that begin on
        another day than Monday have the name of their first day.
        """
        if step == "week" and dates.week_of(self.first).weekday():
            return dates.week_of(self.first).isoformat()
        if step == "week":
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02}"
        return self.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[step]]

    def with_days_to_come(self, today: date) -> "Span":
        """Return the span with what a wrong clock logged for days to come, if it ends today."""
        return Span(self.first, dates.LATEST) if self.last == today else self

    def since(self, begins: date) -> "Span":
        """Return the span without the days before the diary begins; all of it if none are left."""
        return self if begins > self.last else Span(max(self.first, begins), self.last)


def beginning(step: Step, day: date) -> date:
    """Return the first day of the week, month or year of a day; for days it is the day itself."""
    if step == "week":
        return dates.week_of(day)
    return day if step == "day" else day.replace(day=1, month=1 if step == "year" else day.month)


def last(text: str, today: date, *, whole_weeks: bool = False) -> Span:
    """Return `30d`, `12w`, `6m` or `2y` up to today, in whole weeks, months and years.

    The current week, month or year is one of them. `week`, `month` and `year` are the whole one
    before it, as in English. `whole_weeks` has the days to come of the current week too. Raise
    InputError for anything else, and for a span that would begin before the calendar does.
    """
    word = text.strip().casefold()
    match = re.fullmatch(r"(\d{1,5})\s*([dwmy])[a-z]*", word)
    count = int(match[1]) if match else 0
    try:
        if word in ("week", "month", "year"):
            until = _back(today, 0, word[0]) - timedelta(days=1)
            return Span(_back(until, 0, word[0]), until)
        if match and 1 <= count <= _MOST_COUNTED:
            until = dates.week_end(today) if whole_weeks and match[2] == "w" else today
            return Span(_back(today, count - 1, match[2]), until)
    except (OverflowError, ValueError):
        raise InputError(f'"{text}" is too long ago') from None
    raise InputError(f'invalid time span "{text}": use 30d, 12w, 6m, 2y, or week, month or year')


def month(text: str, today: date) -> Span:
    """Return a month up to today: `2026-10`, `oct`, `oct 2025`, `this` or `last`.

    A name without a year is the last such month that has begun. Raise InputError otherwise, and for
    the future.
    """
    word = text.strip().casefold()
    if word in (_THIS, _BEFORE):
        return _calendar(_back(today, word == _BEFORE, "m"), today, "m")
    if re.fullmatch(r"\d{4}-\d{1,2}", word):
        return _calendar(dates.parse_since(word, today), today, "m")

    from tracker.text.written_dates import month_of_year

    first = month_of_year(word)
    if first is None:
        years = (today.year, today.year - 1)
        named = (month_of_year(f"{word} {year}") for year in years)
        first = next((month for month in named if month and month <= today), None)
    if first is None:
        raise InputError(f'invalid month "{text}": write it as 2026-10, oct, this or last')
    return _calendar(dates.parse_day(first.isoformat(), today), today, "m")


def year(text: str, today: date) -> Span:
    """Return a year up to today: `2026`, `this` or `last`.

    Raise InputError otherwise, and for the future.
    """
    word = text.strip().casefold()
    if word in (_THIS, _BEFORE):
        return _calendar(_back(today, word == _BEFORE, "y"), today, "y")
    if not re.fullmatch(r"\d{4}", word):
        raise InputError(f'invalid year "{text}": write it as 2026, this or last')
    return _calendar(dates.parse_since(word, today), today, "y")


def between(first: date, until: date | None, today: date) -> Span:
    """Return the span from a day to another or to today. Raise InputError if it ends before."""
    span = Span(first, until or today)
    if span.last < span.first:
        raise InputError(f"{span.last.isoformat()} is before {span.first.isoformat()}")
    return span


def _calendar(first: date, today: date, unit: str) -> Span:
    return Span(first, min(dates.last_of(first, month=unit == "m"), today))


def _back(today: date, count: int, unit: str) -> date:
    if unit == "d":
        return today - timedelta(days=count)
    if unit == "w":
        return dates.week_of(today) - timedelta(weeks=count)
    if unit == "y":
        return date(today.year - count, 1, 1)
    months = today.year * 12 + today.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)
