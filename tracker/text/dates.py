"""Days and times: what people write, what the diary shows, and the one ISO form it stores."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from tracker.errors import InputError

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FORMS = 'today, yesterday, mon, -3d, "15 nov" or 2026-11-20'
_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_DAYS_AGO = re.compile(r"-(\d{1,5})\s*d(?:ays?)?|(\d{1,5})\s*d(?:ays?)?\s+ago")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
# 8, 8:30, 8.30pm, 8h30, 0830, and 8:30:00 from a table
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2})(?::[0-5]\d)?|h)?\s*(?:([ap])\.?m\.?)?")
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
# The range of days that the program works with.
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
# Wherever its meals were eaten, a diary day lies within 24 hours of itself and the day after by
# UTC. So meals of days that are further apart than this are in the order of their days.
ANY_CLOCK = timedelta(days=3)
_HALF_A_DAY = timedelta(hours=12)
# The clocks that are furthest ahead, Kiritimati's, are so much ahead of UTC.
_FURTHEST_AHEAD = timedelta(hours=14)
# How days are printed: 22 Nov 2026, 2026-11-22, or Nov 22, 2026.
Style = Literal["day-first", "iso", "us"]
_style: Style = "day-first"
_week_start = 0  # Monday
# 12:41, with seconds if there are any; offsets of long ago have seconds too.
_MOMENT = re.compile(r"[0-9-]{10}T[0-9:]{5}(:[0-9]{2}(\.[0-9]{6})?)?[+-][0-9:]{5}(:[0-9]{2})?")


def choose(style: Style = "day-first", week_start: str = "monday") -> None:
    """Set how days are printed and on which day weeks begin, until the process ends.

    The command line does so once, at start. Raise ValueError for any other word.
    """
    global _style, _week_start
    _style, _week_start = style, _DAYS.index(week_start)


def parse_day(text: str, today: date) -> date:
    """Return a diary day: `today`, `yesterday`, a weekday (the last one), `-3d` or a date.

    Dates are ISO or as `written_dates` reads them. Raise InputError for anything else, a date that
    doesn't exist here, what could be two days, and the future.
    """
    day = parse_any_day(text, today)
    if day > today:
        raise InputError(f"{day.isoformat()} is in the future")
    if not moments_on(day, time(12)):
        raise InputError(f"there was no {day.isoformat()} in this time zone")
    return day


def parse_any_day(text: str, today: date) -> date:
    """Return as `parse_day` a day to look at, which may be one to come, or of another time zone."""
    word = _plain(text)
    day = _spoken(word, today) or _iso(word, text) or _written(word, text, today)
    if day < EARLIEST:
        raise InputError(f"{day.isoformat()} is too long ago")
    if day > LATEST:
        raise InputError(f"{day.isoformat()} is in the future")
    return day


def _plain(text: str) -> str:
    """Return the text in small letters and with single spaces; unprintable characters stay."""
    return " ".join(text.split()).casefold()


def parse_since(text: str, today: date) -> date:
    """Return the day from which something holds: as `parse_day`, or of a month or year, `2024-03`.

    A month or a year begins on its first day. Raise InputError as `parse_day` does.
    """
    first, _ = _month_or_year(text)
    return parse_day(text if first is None else first.isoformat(), today)


def parse_planned_since(text: str, today: date) -> date:
    """Return the same of what is planned: it may be to come."""
    first, _ = _month_or_year(text)
    return parse_any_day(text if first is None else first.isoformat(), today)


def parse_planned_until(text: str, today: date) -> date:
    """Return the last day of what is planned: as `parse_until`, and it may be to come."""
    first, is_month = _month_or_year(text)
    if first is None:
        return parse_any_day(text, today)
    return last_of(parse_any_day(first.isoformat(), today), month=is_month)


def parse_until(text: str, today: date) -> date:
    """Return the last day on which something held: as `parse_since`, but at the end of a month.

    Raise InputError as `parse_day` does.
    """
    first, is_month = _month_or_year(text)
    if first is not None:
        return parse_day(last_of(parse_since(text, today), month=is_month).isoformat(), today)
    return parse_day(text, today)


def _month_or_year(text: str) -> tuple[date | None, bool]:
    """Return the first day of `2024`, `2024-03` or `mar 2024`, and whether it is a month's."""
    shown = _plain(text)
    if match := _MONTH_OR_YEAR.fullmatch(shown):
        if not 1 <= int(match[2] or 1) <= 12:
            raise InputError(f'invalid month "{text}"')
        if not int(match[1]):
            raise InputError(f'invalid year "{text}"')
        return date(int(match[1]), int(match[2] or 1), 1), bool(match[2])
    if not shown[:1].isalpha():
        return None, False
    from tracker.text.written_dates import month_of_year

    return month_of_year(shown), True


def parse_birth(text: str, today: date) -> date:
    """Return a birth date, ISO or written with its year. Raise InputError otherwise."""
    shown = _plain(text)
    if not re.search(r"\d{4}", shown):
        raise InputError(f'invalid birth date "{text}": write it as 1990-05-01')
    if re.fullmatch(r"\d{4}", shown):
        raise InputError(f'"{text}" is a year: write the whole birth date, as 1990-05-01')
    day = _iso(shown, text) or _written(shown, text, today)
    if not EARLIEST <= day <= today:
        raise InputError(f"{day.isoformat()} can't be a birth date")
    return day


def parse_time(text: str) -> time:
    """Return a time of day: `19:30`, `7:30 pm`, `7pm`, `8`, `0830`, `8h30`, `noon`, `midnight`.

    Without am or pm the hour is that of 24. Raise InputError for anything else.
    """
    word = _plain(text)
    named = _NAMED_TIMES.get(word.removeprefix("12 "))
    if named is not None:
        return named
    if match := _TIME.fullmatch(word):
        hour, minute = int(match[1]), int(match[2] or 0)
        if not match[3] and hour < 24 and minute < 60:
            return time(hour, minute)
        if match[3] and 1 <= hour <= 12 and minute < 60:
            return time(hour % 12 + (12 if match[3] == "p" else 0), minute)
    raise InputError(f'invalid time "{text}": use 19:30, 7:30pm or noon')


def day_extent(words: Sequence[str]) -> int:
    """Return how many words at the beginning are one day: 2 of 15 nov 2 eggs, and at least 1."""
    if len(words) < 2 or _YEAR_FIRST.fullmatch(words[0]):
        return 1
    from tracker.text.written_dates import extent

    return extent(words)


def time_extent(words: Sequence[str]) -> int:
    """Return how many words at the beginning are one time: 2 of 8 pm 2 eggs, and at least 1."""
    with suppress(InputError):
        parse_time(" ".join(words[:2]))
        return len(words[:2])
    return 1


def moments_on(day: date, at: time, zone: tzinfo | None = None) -> list[datetime]:
    """Return when the clocks of the zone, or else the local ones, showed that time on that day.

    Twice where they were set back, and never where they were set forward or skipped the day.
    """
    shown = datetime.combine(day, at)
    if zone is not None:
        return [shown.replace(tzinfo=zone)]
    local = {shown.replace(fold=fold).astimezone() for fold in (0, 1)}
    return sorted(moment for moment in local if moment.replace(tzinfo=None) == shown)


def moment_on(day: date, at: time) -> datetime:
    """Return that time on that day in local time. Raise InputError if the clocks skipped it."""
    return _shown(moments_on(day, at), day, at)[0]


def past_moment(day: date, at: time, now: datetime, before: datetime | None = None) -> datetime:
    """Return the last time up to now that the clocks showed that time on that day.

    A correction of `before` means the same clock: the one of a journey, or the same of the two
    passes of an hour that autumn repeats. Raise InputError if the clocks skipped the time, and if
    it is still to come.
    """
    offset = before and before.utcoffset()
    elsewhere = before is not None and before.astimezone().utcoffset() != offset
    moments = moments_on(day, at, before.tzinfo if before and elsewhere else None)
    past = [moment for moment in _shown(moments, day, at) if moment <= now]
    if not past:
        raise InputError(f"{clock(at)} on {day.isoformat()} is still to come: -d gives another day")
    return next((moment for moment in past if moment.utcoffset() == offset), past[-1])


def _shown(moments: list[datetime], day: date, at: time) -> list[datetime]:
    if not moments:
        raise InputError(f"there was no {clock(at)} on {day.isoformat()}")
    return moments


def diary_day(moment: datetime, starts: time) -> date:
    """Return the day of a moment; before the hour at which days start it is the day before."""
    return moment.date() - timedelta(days=moment.time() < starts)


def newest_day(now: datetime) -> date:
    """Return the latest date that has begun anywhere; only a wrong clock gives a later one."""
    return (now.astimezone(UTC) + _FURTHEST_AHEAD).date()


def date_of(day: date, at: time, starts: time) -> date:
    """Return the date of that time of a diary day: the next one for an early hour."""
    return day + timedelta(days=at < starts)


def logged_at(
    day: date | None, at: time | None, now: datetime, starts: time
) -> tuple[date, datetime | None]:
    """Return the diary day and the moment of what is logged now for that day and time.

    Without a time that is now for today, and unknown (None) for another day. A time without a day
    is today's, or last night's if that was less than 12 hours ago. Raise InputError for a time that
    the clocks skipped, and for one that is still to come.
    """
    today = diary_day(now, starts)
    if at is None:
        return day or today, now if day in (None, today) else None
    if day is not None:
        return day, past_moment(date_of(day, at, starts), at, now)
    yesterday = now.date() - timedelta(days=1)
    last_night = [each for each in moments_on(yesterday, at) if now - each < _HALF_A_DAY]
    moment = last_night[-1] if last_night else past_moment(now.date(), at, now)
    return diary_day(moment, starts), moment


def parse_day_start(text: str) -> time:
    """Return the hour at which days start, midnight to noon. Raise InputError otherwise."""
    at = parse_time(text)
    if at > time(12, 0):
        raise InputError(f'"{text}": a day starts between 00:00 and 12:00')
    return at


def week_of(day: date) -> date:
    """Return the first day of that day's week: its Monday, if no other was chosen."""
    return day - timedelta(days=(day.weekday() - _week_start) % 7)


def week_end(day: date) -> date:
    """Return the last day of that day's week: its Sunday, if no other was chosen."""
    return week_of(day) + timedelta(days=6)


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
    """Return `Sun 22 Nov 2026`, in English whatever the locale, or in the style chosen."""
    return f"{format_weekday(day)} {format_date(day)}"


def format_date(day: date) -> str:
    """Return `22 Nov 2026`; ISO `2026-11-22`; of the US `Nov 22, 2026`."""
    if _style == "iso":
        return day.isoformat()
    return f"{format_month(day)}{',' if _style == 'us' else ''} {day.year}"


def format_weekday(day: date) -> str:
    """Return `Sun`."""
    return _DAYS[day.weekday()][:3].title()


def format_month(day: date) -> str:
    """Return `22 Nov`; ISO `11-22`; of the US `Nov 22`."""
    if _style == "iso":
        return day.isoformat()[5:]
    month = _MONTHS[day.month - 1]
    return f"{month} {day.day}" if _style == "us" else f"{day.day} {month}"


def format_month_of_year(day: date) -> str:
    """Return `Nov 2026`; ISO `2026-11`."""
    return day.isoformat()[:7] if _style == "iso" else f"{_MONTHS[day.month - 1]} {day.year}"


def format_span(first: date, last: date) -> str:
    """Return `Mon 16 – Sun 22 Nov 2026`, with a shared month or year once, or one day alone."""
    if first == last:
        return format_day(first)
    if first.year != last.year or _style == "iso":
        start = format_day(first)
    elif first.month != last.month or _style == "us":
        start = f"{format_weekday(first)} {format_month(first)}"
    else:
        start = f"{format_weekday(first)} {first.day}"
    return f"{start} – {format_day(last)}"


def format_short_span(first: date, last: date) -> str:
    """Return `16 – 22 Nov`; ISO `11-16 – 11-22`; of the US `Nov 16 – 22`."""
    if first == last:
        return format_month(first)
    start, end = format_month(first), format_month(last)
    if first.month == last.month and _style == "day-first":
        start = str(first.day)
    elif first.month == last.month and _style == "us":
        end = str(last.day)
    return f"{start} – {end}"


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


def _iso(word: str, text: str) -> date | None:
    if match := _YEAR_FIRST.fullmatch(word):
        year, month, day = map(int, match.groups())
        try:
            return date(year, month, day)
        except ValueError:
            raise InputError(f'invalid date "{text}": there is no such day') from None
    return None


def _written(word: str, text: str, today: date) -> date:
    from tracker.text.written_dates import read

    day = read(word, today)
    if day is None:
        raise InputError(f'invalid date "{text}": use {_FORMS}')
    return day


def read_day(text: str) -> date:
    """Return a stored day: 2026-11-22. Raise ValueError for anything else."""
    day = date.fromisoformat(text)
    if day.isoformat() != text or not EARLIEST <= day <= LATEST:
        raise ValueError(text)
    return day


def read_moment(text: str) -> datetime:
    """Return a stored moment: 2026-11-22T12:41+01:00. Raise ValueError for anything else."""
    moment = datetime.fromisoformat(text)
    if not _MOMENT.fullmatch(text) or not EARLIEST <= moment.date() <= LATEST:
        raise ValueError(text)
    return moment


def read_hour(text: str) -> time:
    """Return a stored hour at which days start: 04:00. Raise ValueError for anything else."""
    hour = time.fromisoformat(text)
    minutes_only = hour.tzinfo is None and hour.isoformat(timespec="minutes") == text
    if not minutes_only or hour > time(12, 0):
        raise ValueError(text)
    return hour
