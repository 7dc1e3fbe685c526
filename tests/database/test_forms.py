"""What SQLite's CHECKs take of dates and times is what b12 reads and writes."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.database.forms import Day, Form, Hour, Moment

_OFFSETS = st.timedeltas(timedelta(hours=-12), timedelta(hours=14)).map(
    lambda offset: timezone(timedelta(seconds=offset // timedelta(seconds=1)))
)
_MOMENTS = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001 (hypothesis takes bounds without an offset)
    datetime(2999, 12, 31),  # noqa: DTZ001
    timezones=_OFFSETS,
)


def _holds(kind: Form[Any], text: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        check = kind.check.format("x")
        (holds,) = connection.execute(f"SELECT {check} FROM (SELECT ? AS x)", (text,)).fetchone()
    return bool(holds)


def _is_read(kind: Form[Any], text: str) -> bool:
    try:
        kind.parse(text)
    except ValueError:
        return False
    return True


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_every_date_can_be_stored(day: date) -> None:
    text = Day().write(day)
    assert (_holds(Day(), text), Day().parse(text)) == (True, day)


@given(_MOMENTS, st.booleans())
def test_every_time_can_be_stored(moment: datetime, seconds: bool) -> None:
    kind = Moment(seconds=seconds)
    text = kind.write(moment)
    assert (_holds(kind, text), kind.parse(text)) == (True, moment)


@given(st.times(max_value=time(12)).map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_hour_can_be_stored(hour: time) -> None:
    assert (_holds(Hour(), Hour().write(hour)), Hour().parse(Hour().write(hour))) == (True, hour)


@given(st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9]", fullmatch=True))
@example("2026-02-29")
@example("2026-W10-1")
@example("now")
@example("")
def test_the_check_takes_the_same_dates_as_the_program(text: str) -> None:
    assert _holds(Day(), text) == _is_read(Day(), text)


@given(st.from_regex(r"[012][0-9]:[0-6][0-9]", fullmatch=True))
@example("4:00")
@example("04:00:00")
@example("now")
def test_the_check_takes_the_same_hours_as_the_program(text: str) -> None:
    assert _holds(Hour(), text) == _is_read(Hour(), text)


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "garbage", "12:41", "2026-11-22", "2026-11-22T12:41", "2026-02-30T12:41+01:00",
        "2026-11-22T24:00+01:00", "2026-11-22 12:41+01:00", "2026-11-22T12:41Z",
        "2026-11-22T12:41+01:00 or so", "0001-01-01T00:00+00:00",
    ],
)  # fmt: skip
def test_the_check_takes_no_other_times(text: str) -> None:
    assert (_holds(Moment(), text), _is_read(Moment(), text)) == (False, False)
