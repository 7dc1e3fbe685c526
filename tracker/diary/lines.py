"""Meals as lines of text: `2026-11-20 08:00 breakfast: 1 cup milk, 2 eggs`.

Before the colon are the day, the time and the meal's name, in this order; each may be missing. Day
and time are as people write them: `15 nov 8pm dinner: ...`.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time

from tracker.diary.model import meal_name
from tracker.errors import InputError
from tracker.foods.model import Serving
from tracker.text.dates import parse_day, parse_time
from tracker.text.formatting import one_line

# The first colon that is not within a time of day and has no comma before it.
# Without *+, which Python 3.11.2 gets wrong around an alternative.
_HEAD = re.compile(
    r"(?P<head>(?:[^:,;]|(?<=\d):(?=\d\d(?!\d)))*)(?:(?<!\d):|:(?!\d\d(?!\d)))(?P<rest>.*)",
    re.DOTALL,
)
_AM_PM = r"[ap](?:m|\.m\.)"
# Four digits are a time unless they could be a year of a diary: 2026.
_TIME = re.compile(
    rf"(?P<time>\d{{1,2}}(?:[:.h]\d{{2}}(?::\d{{2}})?(?:\s*{_AM_PM})?|h|\s*{_AM_PM})|(?!20)[0-2]\d[0-5]\d"
    r"|(?:12 )?noon|midday|(?:12 )?midnight(?! snack| feast))(?=\s|$)(?P<rest>.*)",
    re.IGNORECASE,
)
# What looks like a day must be one; other words are a day only if they name one.
_DAY = re.compile(
    r"(?P<day>\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?\.?|-\s*\d+\s*d(?:ays?)?|\d+\s*d(?:ays?)?\s+ago)"
    r"(?=\s|$)(?P<rest>.*)",
    re.IGNORECASE,
)
# What is surely no amount: "1/2 cup milk" and "1.25 cups milk" have no day and time.
_HEAD_WITHOUT_COLON = re.compile(
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]|\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]|:\d\d\b|\s*{_AM_PM}(?!\w))"
    r"|-\s*\d+\s*d(?:ays?)?\b|\d+\s*d(?:ays?)?\s+ago\b",
    re.IGNORECASE,
)
# Before foods that are typed without a form: a time that can't be an amount, and a meal.
_CLOCK = re.compile(
    rf"(?P<time>\d{{1,2}}(?:[:.]\d\d)?\s?{_AM_PM}|\d{{1,2}}:\d\d|\d{{1,2}}\.\d\d(?=\s*[-–]))"
    r"(?:\s*[-–:,]\s*|\s+)(?P<rest>\S.*)",
    re.IGNORECASE,
)
_MEAL = re.compile(
    r"(?P<meal>(?:second |early |late |mid[ -]?)?(?:breakfast|brunch|lunch|dinner|supper|snacks?"
    r"|morning|afternoon|evening|elevenses|dessert|starter)|(?P<initial>[blds](?=:)))"
    r"\s*(?::|\s[-–])\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_INITIALS = {"b": "breakfast", "l": "lunch", "d": "dinner", "s": "snack"}
_OLDEST_YEAR = 2000


@dataclass(frozen=True)
class Entry:
    """A meal as the line has it: `what` are the words for the foods; missing parts are None."""

    day: date | None
    at: time | None
    meal: str | None
    what: str


def parse_entry(line: str, today: date) -> Entry | None:
    """Return the meal of a line; None for a blank line and a comment, which begins with #.

    Raise InputError for an invalid day, time or name before the colon.
    """
    line = one_line(line)
    if not line or line.startswith("#"):
        return None
    head, what = split_head(line)
    if head is None:
        if _HEAD_WITHOUT_COLON.match(line):
            raise InputError(f'"{line}": a colon goes before the food')
        return Entry(None, None, None, line)
    day, head = _day(head, today)
    at, head = _time(head)
    # A mistyped day or time would become a name: "yesterdy 08:00 breakfast".
    if head and (not head[0].isalpha() or re.search(r"\d[:./-]\d", head)):
        raise InputError(f'invalid day, time or meal name "{head}"')
    return Entry(day, at, meal_name(head), what)


def split_head(line: str) -> tuple[str | None, str]:
    """Return what stands before the colon, None without a colon, and the words for the foods."""
    parts = _HEAD.fullmatch(line)
    return (None, line) if parts is None else (parts["head"].strip(), parts["rest"].strip())


def spoken_head(line: str) -> tuple[time | None, str | None, str]:
    """Return the time and the meal that a line begins with, and the rest: `7am lunch: 2 eggs`."""
    at = meal = None
    if (parts := _CLOCK.match(line)) and _is_time(parts["time"]):
        at, line = parse_time(parts["time"]), parts["rest"]
    if parts := _MEAL.match(line):
        name = parts["meal"]
        if parts["initial"]:
            name = _INITIALS[name.casefold()]
        meal, line = meal_name(name), parts["rest"]
    return at, meal, line


def intake_of(servings: Sequence[Serving]) -> tuple[float | None, bool]:
    """Return the µg eaten, None if no food's are known, and whether they are a lower bound.

    Injections do not count.
    """
    eaten = [serving for serving in servings if serving.origin != "injection"]
    known = [serving.b12_ug for serving in eaten if serving.b12_ug is not None]
    bound = len(known) < len(eaten) or any(serving.lower_bound for serving in eaten)
    return (sum(known) if known or not eaten else None), bound


def _day(head: str, today: date) -> tuple[date | None, str]:
    from tracker.text import written_dates

    at = _TIME.match(head)
    # "8.30 brunch" is a time; of "15.11 8:00 brunch" the second part is.
    if at and _is_time(at["time"]) and not _TIME.match(at["rest"].strip()):
        _refuse_day(at["time"], today)
        return None, head
    if length := written_dates.begins(head):
        written, rest = head[:length], head[length:].strip()
        return _with_year(written, parse_day(written, today)), rest
    if parts := _DAY.match(head):
        return parse_day(parts["day"], today), parts["rest"].strip()
    word, _, rest = head.partition(" ")
    if not word.isalpha():
        return None, head
    try:
        return parse_day(word, today), rest.strip()
    except InputError:
        return None, head


def _is_time(text: str) -> bool:
    with suppress(InputError):
        parse_time(text)
        return True
    return False


def _refuse_day(text: str, today: date) -> None:
    """Raise InputError if a time could be a day: 8.10 is ten past eight or in October."""
    with suppress(ValueError):
        of_month, month = map(int, text.split("."))
        date(today.year, month, of_month)
        raise InputError(f'"{text}" is a time or a day: write {text.replace(".", ":")}, or {text}.')


def _with_year(written: str, day: date) -> date:
    """Return the day. Raise InputError if its year could be a time: 15 nov 1930 dinner."""
    year = str(day.year)
    if day.year < _OLDEST_YEAR and written.endswith(f" {year}"):
        raise InputError(f'"{written}": write the time as {year[:2]}:{year[2:]}, or {day}')
    return day


def _time(head: str) -> tuple[time | None, str]:
    parts = _TIME.match(head)
    return (parse_time(parts["time"]), parts["rest"].strip()) if parts else (None, head)
