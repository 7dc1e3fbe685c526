"""Days and times: what people write, what the diary shows, and the one ISO form it stores."""

import re
from datetime import date, datetime, time, timedelta

from tracker.errors import InputError

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FORMS = "today, yesterday, mon, -3d or 2026-11-20"
_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_DAYS_AGO = re.compile(r"-(\d{1,5})\s*d(?:ays?)?|(\d{1,5})\s*d(?:ays?)?\s+ago")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
# The range of days that the program works with.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2999, 12, 31)
# 12:41, with seconds if there are any; offsets of long ago have seconds too.
_MOMENT = re.compile(r"[0-9-]{10}T[0-9:]{5}(:[0-9]{2}(\.[0-9]{6})?)?[+-][0-9:]{5}(:[0-9]{2})?")


def parse_day(text: str, today: date) -> date:
    """Return a diary day: `today`, `yesterday`, a weekday (the last one), `-3d` or `2026-11-20`.

    Raise InputError for anything else, a date that doesn't exist, an ambiguous order of day and
    month, and the future.
    """
    word = text.strip().casefold()
    day = _spoken(word, today) or _iso(word, text)
    if day > today:
        raise InputError(f"{day.isoformat()} is in the future")
    if day < _EARLIEST:
        raise InputError(f"{day.isoformat()} is too long ago")
    return day


def parse_since(text: str, today: date) -> date:
    """Return the day from which something holds: as `parse_day`, or of a month or year, `2024-03`.

    A month or a year begins on its first day. Raise InputError as `parse_day` does.
    """
    if match := _MONTH_OR_YEAR.fullmatch(text.strip()):
        if not 1 <= int(match[2] or 1) <= 12:
            raise InputError(f'invalid month "{text}"')
        return parse_day(f"{match[1]}-{match[2] or 1}-1", today)
    return parse_day(text, today)


def parse_until(text: str, today: date) -> date:
    """Return the last day on which something held: as `parse_since`, but at the end of a month.

    Raise InputError as `parse_day` does.
    """
    if match := _MONTH_OR_YEAR.fullmatch(text.strip()):
        last = last_of(parse_since(text, today), month=bool(match[2]))
        return parse_day(last.isoformat(), today)
    return parse_day(text, today)


def parse_birth(text: str, today: date) -> date:
    """Return a birth date in ISO form. Raise InputError otherwise, and for the future."""
    if not _YEAR_FIRST.fullmatch(text.strip()):
        raise InputError(f'invalid birth date "{text}": write it as 1990-05-01')
    day = _iso(text.strip(), text)
    if not _EARLIEST <= day <= today:
        raise InputError(f"{day.isoformat()} can't be a birth date")
    return day


def parse_time(text: str) -> time:
    """Return a time of day: `19:30`, `7:30 pm`, `7pm`. Raise InputError otherwise."""
    match = re.fullmatch(
        r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?", text.strip().casefold().replace(".m.", "m")
    )
    if match and (match[2] or match[3]):
        hour, minute = int(match[1]), int(match[2] or 0)
        if not match[3] and hour < 24 and minute < 60:
            return time(hour, minute)
        if match[3] and 1 <= hour <= 12 and minute < 60:
            return time(hour % 12 + (12 if match[3] == "pm" else 0), minute)
    raise InputError(f'invalid time "{text}": use 19:30 or 7:30pm')


def moment_on(day: date, at: time) -> datetime:
    """Return that time on that day in local time. Raise InputError if the clocks skipped it."""
    moment = datetime.combine(day, at).astimezone()
    if moment.time() != at:
        raise InputError(f"there was no {at.strftime('%H:%M')} on {day.isoformat()}")
    return moment


def diary_day(moment: datetime, starts: time) -> date:
    """Return the day of a moment; before the hour at which days start it is the day before."""
    return moment.date() - timedelta(days=moment.time() < starts)


def eaten_at(day: date, at: time, starts: time) -> datetime:
    """Return that time on that diary day, after midnight for an early hour."""
    return moment_on(day + timedelta(days=at < starts), at)


def logged_at(
    day: date | None, at: time | None, now: datetime, starts: time
) -> tuple[date, datetime | None]:
    """Return the diary day and the moment of what is logged now for that day and time.

    Without a time that is now for today, and unknown (None) for another day. Raise InputError for
    a time that daylight saving skipped.
    """
    today = diary_day(now, starts)
    which = day or today
    if at is None:
        return which, now if which == today else None
    tonight = datetime.combine(which + timedelta(days=1), at)
    if day is None and at < starts and tonight > now.replace(tzinfo=None):
        which -= timedelta(days=1)  # last night, as tonight is still to come
    return which, eaten_at(which, at, starts)


def parse_day_start(text: str) -> time:
    """Return the hour at which days start, midnight to noon. Raise InputError otherwise."""
    at = parse_time(text)
    if at > time(12, 0):
        raise InputError(f'"{text}": a day starts between 00:00 and 12:00')
    return at


def week_of(day: date) -> date:
    """Return the Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def last_of(day: date, *, month: bool) -> date:
    """Return the last day of that day's month, or else of its year."""
    first = day.replace(day=28) if month else day.replace(month=12, day=28)
    return (first + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def days_from(first: date, count: int) -> list[date]:
    """Return `count` consecutive days."""
    return [first + timedelta(days=n) for n in range(count)]


def age_months(born: date, day: date) -> int:
    """Return the age on that day in whole months."""
    months = (day.year - born.year) * 12 + day.month - born.month
    return months - (day.day < born.day)


def format_day(day: date) -> str:
    """Return `Sun 22 Nov 2026`, in English whatever the locale."""
    return f"{format_weekday(day)} {format_month(day)} {day.year}"


def format_weekday(day: date) -> str:
    """Return `Sun`."""
    return _DAYS[day.weekday()][:3].title()


def format_month(day: date) -> str:
    """Return `22 Nov`."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{day.day} {months[day.month - 1]}"


def format_span(first: date, last: date) -> str:
    """Return `Mon 16 – Sun 22 Nov 2026`, with a shared month or year once, or one day alone."""
    if first == last:
        return format_day(first)
    if first.year != last.year:
        start = format_day(first)
    elif first.month != last.month:
        start = f"{format_weekday(first)} {format_month(first)}"
    else:
        start = f"{format_weekday(first)} {first.day}"
    return f"{start} – {format_day(last)}"


def clock(moment: datetime | time) -> str:
    """Return `07:05`."""
    return moment.strftime("%H:%M")


def format_hour(day: date, moment: datetime) -> str:
    """Return `19:30`, or `00:30 on Mon` if the moment is after the end of the day."""
    after_midnight = f" on {format_weekday(moment.date())}" if moment.date() != day else ""
    return f"{clock(moment)}{after_midnight}"


def format_moment(day: date, moment: datetime | None) -> str:
    """Return `Sun 22 Nov 2026, 19:30`; a moment after midnight has its own weekday too."""
    return format_day(day) if moment is None else f"{format_day(day)}, {format_hour(day, moment)}"


def _spoken(word: str, today: date) -> date | None:
    if word in ("today", "yesterday"):
        return today - timedelta(days=word == "yesterday")
    if match := _DAYS_AGO.fullmatch(word):
        return _back(today, int(match[1] or match[2]))
    if len(word) >= 3:
        for number, name in enumerate(_DAYS):
            if name.startswith(word):
                return today - timedelta(days=(today.weekday() - number) % 7)
    return None


def _back(today: date, days: int) -> date:
    try:
        return today - timedelta(days=days)
    except OverflowError:
        raise InputError(f"{days} days ago is too long ago") from None


def _iso(word: str, text: str) -> date:
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\.?", word):
        raise InputError(f'ambiguous date "{text}": write it as 2026-11-20')
    if match := _YEAR_FIRST.fullmatch(word):
        year, month, day = map(int, match.groups())
        try:
            return date(year, month, day)
        except ValueError:
            raise InputError(f'invalid date "{text}": there is no such day') from None
    raise InputError(f'invalid date "{text}": use {_FORMS}')


def read_day(text: str) -> date:
    """Return a stored day: 2026-11-22. Raise ValueError for anything else."""
    day = date.fromisoformat(text)
    if day.isoformat() != text or not _EARLIEST <= day <= _LATEST:
        raise ValueError(text)
    return day


def read_moment(text: str) -> datetime:
    """Return a stored moment: 2026-11-22T12:41+01:00. Raise ValueError for anything else."""
    moment = datetime.fromisoformat(text)
    if not _MOMENT.fullmatch(text) or not _EARLIEST <= moment.date() <= _LATEST:
        raise ValueError(text)
    return moment


def read_hour(text: str) -> time:
    """Return a stored hour at which days start: 04:00. Raise ValueError for anything else."""
    hour = time.fromisoformat(text)
    minutes_only = hour.tzinfo is None and hour.isoformat(timespec="minutes") == text
    if not minutes_only or hour > time(12, 0):
        raise ValueError(text)
    return hour
