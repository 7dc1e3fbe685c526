"""Dates as people write them: `15.11.2026`, `15/11`, `15 nov`, `Sunday, Nov 15 2026`, `20261115`.

What can be two days is refused: nobody here knows whether 03/04/2026 is in March or in April.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from tracker.errors import InputError

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![^\W\d_])\.?"
)
_WEEKDAY = (
    r"(?:(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?,? )?"
)
_OF_MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# With a name of the month another number could be a time: 15 nov 0830.
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = [
    re.compile(_WEEKDAY + form + r"(?=\s|$)")
    for form in (
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<a>\d{1,2})(?P<sep>[-/]|\. ?)(?P<b>\d{1,2})"
        r"(?:(?P=sep)(?P<c>\d{4}|\d{2})|(?P<dot>\.))?",
        rf"{_OF_MONTH}(?:\.? ?|[-/]| of ){_MONTH}(?:(?:,? ?|[-/]){_YEAR})?",
        rf"{_MONTH}[ -]?{_OF_MONTH}(?:(?:,? |-){_YEAR})?",
        rf"{_YEAR}[ -]{_MONTH}[ -]{_OF_MONTH}",
    )
]
_MONTH_OF_YEAR = re.compile(rf"{_MONTH}[ -]?{_YEAR}")
_AGO = re.compile(r"\d{1,5} ?d(?:ays?)? ago")
# A year is at most so long after a year with a 29 February: 1896 and 1904.
_YEARS_BETWEEN_LEAP_DAYS = 8
_MOST_WORDS = 5  # sun 15 of nov 2026


def read(text: str, today: date) -> date | None:
    """Return the day of one line in small letters; None if it isn't in any of the forms.

    A day without a year is the last one, today included. Raise InputError for a day that doesn't
    exist, or that isn't the weekday that is named, and for what could be two days.
    """
    for form in _FORMS:
        if parts := form.fullmatch(text):
            day = _day(parts, text, today)
            _check_weekday(parts["weekday"], day)
            return day
    return None


def begins(text: str) -> int:
    """Return how many characters at the beginning of the text are a date; 0 if there is none."""
    ends = (parts.end() for form in _FORMS if (parts := form.match(text.casefold())))
    return max(ends, default=0)


def extent(words: Sequence[str]) -> int:
    """Return how many words at the beginning are one date: 2 of 15 nov 2 eggs, and at least 1."""
    for count in range(min(len(words), _MOST_WORDS), 1, -1):
        text = " ".join(words[:count]).casefold()
        if _AGO.fullmatch(text) or _MONTH_OF_YEAR.fullmatch(text):
            return count
        readings = (form.fullmatch(text) for form in _FORMS)
        # "mon 3/4 cup milk" is a day and an amount.
        if any(parts and (parts["weekday"] is None or _names_month(parts)) for parts in readings):
            return count
    return 1


def month_of_year(text: str) -> date | None:
    """Return the first day of `mar 2024`; None for anything else."""
    parts = _MONTH_OF_YEAR.fullmatch(text)
    return parts and date(int(parts["year"]), _month(parts["month"]), 1)


def _day(parts: re.Match[str], text: str, today: date) -> date:
    groups = parts.groupdict()
    if "a" in groups:
        readings = list(_numeric(groups, today))
    elif not _names_month(parts):
        readings = list(_valid([(int(groups["year"]), int(groups["month"]), int(groups["day"]))]))
    else:
        month, of_month = _month(groups["month"]), int(groups["day"])
        readings = list(_of_year(groups["year"], month, of_month, today))
    if not readings:
        raise InputError(f'invalid date "{text}": there is no such day')
    if len(set(readings)) > 1:
        ways = " or ".join(_written(day) for day in sorted(set(readings)))
        raise InputError(f'ambiguous date "{text}": write {ways}')
    return readings[0]


def _numeric(groups: dict[str, str | None], today: date) -> Iterable[date]:
    """Yield the days that 15/11, 15/11/2026 or 15/11/26 could be."""
    first, second, year = int(groups["a"] or 0), int(groups["b"] or 0), groups["c"]
    if year is not None and len(year) == 2:
        year = f"20{year}"
        # The year may be the first of three such numbers.
        yield from _valid([(2000 + first, second, int(year[2:]))])
    yield from _of_year(year, second, first, today)
    # A point behind the month is only written where the day comes first: 3.11.
    if groups["dot"] is None or (groups["sep"] or "")[0] != ".":
        yield from _of_year(year, first, second, today)


def _of_year(year: str | None, month: int, of_month: int, today: date) -> Iterable[date]:
    """Yield that day of the year, or else the last such day up to today; none if it is invalid."""
    if year is not None:
        yield from _valid([(int(year), month, of_month)])
        return
    years = range(today.year, max(today.year - _YEARS_BETWEEN_LEAP_DAYS, 1), -1)
    days = _valid((each, month, of_month) for each in years)
    yield from [day for day in days if day <= today][:1]


def _valid(dates: Iterable[tuple[int, int, int]]) -> Iterable[date]:
    for year, month, of_month in dates:
        with suppress(ValueError):
            yield date(year, month, of_month)


def _check_weekday(name: str | None, day: date) -> None:
    weekday = WEEKDAYS[day.weekday()]
    if name is not None and not weekday.startswith(name):
        raise InputError(f"{_written(day)} is a {weekday.title()}, not a {_full(name).title()}")


def _full(name: str) -> str:
    return next(weekday for weekday in WEEKDAYS if weekday.startswith(name))


def _names_month(parts: re.Match[str]) -> bool:
    return (parts.groupdict().get("month") or "").isalpha()


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, start=1) if month.startswith(name))


def _written(day: date) -> str:
    """Return `3 apr 2026`, which can be typed."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
