"""Days and times as people write them, and as the diary shows them."""

import re
from datetime import date, datetime, time, timedelta

from tracker.errors import InputError

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FORMS = "today, yesterday, mon, -3d or 2026-11-20"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_EARLIEST = date(1900, 1, 1)


def parse_day(text: str, today: date) -> date:
    """A diary day: `today`, `yesterday`, a weekday (the last one, today included), `-3d`, ISO.

    Raises InputError for anything else, for a day that doesn't exist, for a written order that
    could mean two days, and for the future.
    """
    word = text.strip().casefold()
    day = _spoken(word, today) or _iso(word, text)
    if day > today:
        raise InputError(f"{day.isoformat()} is in the future")
    if day < _EARLIEST:
        raise InputError(f"{day.isoformat()} is too long ago")
    return day


def parse_since(text: str, today: date) -> date:
    """A day from which on something holds: as `parse_day`, or its month or year, `2024-03`.

    A month or a year begins on its first day. Raises InputError as `parse_day` does.
    """
    if found := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", text.strip()):
        if not 1 <= int(found[2] or 1) <= 12:
            raise InputError(f'"{text}": there is no such month')
        return parse_day(f"{found[1]}-{found[2] or 1}-1", today)
    return parse_day(text, today)


def parse_until(text: str, today: date) -> date:
    """A day up to which something held: as `parse_since`, but a month or a year ends on its last.

    Raises InputError as `parse_day` does.
    """
    if found := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", text.strip()):
        from calendar import monthrange

        first = parse_since(text, today)
        month = first.month if found[2] else 12
        return parse_day(f"{first.year}-{month}-{monthrange(first.year, month)[1]}", today)
    return parse_day(text, today)


def parse_birth(text: str, today: date) -> date:
    """A birth date in ISO form. Raises InputError otherwise, and for the future."""
    if not _YEAR_FIRST.fullmatch(text.strip()):
        raise InputError(f'"{text}" is not a birth date: write it as 1990-05-01')
    day = _iso(text.strip(), text)
    if not _EARLIEST <= day <= today:
        raise InputError(f"{day.isoformat()} can't be a birth date")
    return day


def parse_time(text: str) -> time:
    """A time of day: `19:30`, `7:30 pm`, `7pm`. Raises InputError otherwise."""
    found = re.fullmatch(
        r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?", text.strip().casefold().replace(".m.", "m")
    )
    if found and (found[2] or found[3]):
        hour, minute = int(found[1]), int(found[2] or 0)
        if not found[3] and hour < 24 and minute < 60:
            return time(hour, minute)
        if found[3] and 1 <= hour <= 12 and minute < 60:
            return time(hour % 12 + (12 if found[3] == "pm" else 0), minute)
    raise InputError(f'"{text}" is not a time: use 19:30 or 7:30pm')


def moment_on(day: date, at: time) -> datetime:
    """That time on that day, here. Raises InputError for an hour that the clocks skipped."""
    moment = datetime.combine(day, at).astimezone()
    if moment.time() != at:
        raise InputError(f"there was no {at.strftime('%H:%M')} on {day.isoformat()}")
    return moment


def diary_day(moment: datetime, starts: time) -> date:
    """The day that a moment belongs to: before the hour at which days start, the day before."""
    return moment.date() - timedelta(days=moment.time() < starts)


def eaten_at(day: date, at: time, starts: time) -> datetime:
    """That time on that diary day, which for an early hour is after midnight."""
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
        which -= timedelta(days=1)  # last night, which has been
    return which, eaten_at(which, at, starts)


def parse_day_start(text: str) -> time:
    """The hour at which days start, midnight to noon. Raises InputError otherwise."""
    at = parse_time(text)
    if at > time(12, 0):
        raise InputError(f'"{text}": a day starts between 00:00 and 12:00')
    return at


def week_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def days_from(first: date, count: int) -> list[date]:
    """`count` days in a row."""
    return [first + timedelta(days=n) for n in range(count)]


def age_months(born: date, day: date) -> int:
    """Whole months lived on that day."""
    months = (day.year - born.year) * 12 + day.month - born.month
    return months - (day.day < born.day)


def format_day(day: date) -> str:
    """`Sun 22 Nov 2026`, in English whatever the locale."""
    return f"{format_weekday(day)} {format_month(day)} {day.year}"


def format_weekday(day: date) -> str:
    """`Sun`."""
    return _DAYS[day.weekday()][:3].title()


def format_month(day: date) -> str:
    """`22 Nov`."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{day.day} {months[day.month - 1]}"


def format_span(first: date, last: date) -> str:
    """`Mon 16 – Sun 22 Nov 2026`; what is the same of both is said once, as all is of one day."""
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
    """`07:05`."""
    return moment.strftime("%H:%M")


def format_hour(day: date, moment: datetime) -> str:
    """`19:30`, `00:30 on Mon`."""
    after_midnight = f" on {format_weekday(moment.date())}" if moment.date() != day else ""
    return f"{clock(moment)}{after_midnight}"


def format_moment(day: date, moment: datetime | None) -> str:
    """`Sun 22 Nov 2026, 19:30`; a moment after midnight names its own weekday too."""
    return format_day(day) if moment is None else f"{format_day(day)}, {format_hour(day, moment)}"


def _spoken(word: str, today: date) -> date | None:
    if word in ("today", "yesterday"):
        return today - timedelta(days=word == "yesterday")
    if found := re.fullmatch(r"-(\d{1,5})\s*d(?:ays?)?", word):
        return _back(today, int(found[1]))
    if found := re.fullmatch(r"(\d{1,5})\s*d(?:ays?)?\s+ago", word):
        return _back(today, int(found[1]))
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
        raise InputError(f'"{text}": day and month can be mistaken there; write it as 2026-11-20')
    if found := _YEAR_FIRST.fullmatch(word):
        year, month, day = map(int, found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            raise InputError(f'"{text}": there is no such day') from None
    raise InputError(f'"{text}" is not a day: use {_FORMS}')


# As far as a program may reckon with days.
_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)
# 12:41, with seconds where the clock had some; offsets of long ago have seconds too.
_MOMENT = re.compile(r"[0-9-]{10}T[0-9:]{5}(:[0-9]{2}(\.[0-9]{6})?)?[+-][0-9:]{5}(:[0-9]{2})?")


def day(text: str) -> date:
    """A day: 2026-11-22. Raises ValueError for anything else."""
    found = date.fromisoformat(text)
    if found.isoformat() != text or not _FIRST <= found <= _LAST:
        raise ValueError(text)
    return found


def moment(text: str) -> datetime:
    """A moment with its offset: 2026-11-22T12:41+01:00. Raises ValueError for anything else."""
    found = datetime.fromisoformat(text)
    if not _MOMENT.fullmatch(text) or not _FIRST <= found.date() <= _LAST:
        raise ValueError(text)
    return found


def hour(text: str) -> time:
    """The hour at which days start: 04:00. Raises ValueError for anything else."""
    found = time.fromisoformat(text)
    plain = found.tzinfo is None and found.isoformat(timespec="minutes") == text
    if not plain or found > time(12, 0):
        raise ValueError(text)
    return found
