import contextlib
import os
import time as system
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.text import dates

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-22"),
        ("Yesterday", "2026-11-21"),
        ("mon", "2026-11-16"),
        ("monday", "2026-11-16"),
        ("sun", "2026-11-22"),
        ("sat", "2026-11-21"),
        ("-3d", "2026-11-19"),
        ("-0d", "2026-11-22"),
        ("3 days ago", "2026-11-19"),
        ("2026-11-20", "2026-11-20"),
        ("2026-2-3", "2026-02-03"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_day_as_people_write_it(text: str, day: str) -> None:
    assert dates.parse_day(text, SUNDAY).isoformat() == day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/02", "no such day"),
        ("03/04/2026", "ambiguous"),
        ("3.4.2026", "ambiguous"),
        ("2026-02-30", "no such day"),
        ("2026-11-23", "future"),
        ("0001-01-01", "too long ago"),
        ("-99999d", "too long ago"),
        ("someday", "invalid date"),
        ("mo", "invalid date"),
        ("", "invalid date"),
        ("+3d", "invalid date"),
        ("today \udcff", "invalid date"),
        ("15 nov\u202e", "invalid date"),
    ],
)
def test_an_invalid_day_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        dates.parse_day(text, SUNDAY)


@given(st.dates(date(1901, 1, 1), SUNDAY))
def test_every_iso_day_is_itself(day: date) -> None:
    assert dates.parse_day(day.isoformat(), SUNDAY) == day


@given(st.text(max_size=20))
def test_any_text_is_a_valid_day_or_refused(text: str) -> None:
    with contextlib.suppress(InputError):
        assert dates.parse_day(text, SUNDAY) <= SUNDAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19:30", time(19, 30)),
        ("7:05", time(7, 5)),
        ("7:30pm", time(19, 30)),
        ("7 p.m.", time(19)),
        ("12am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("8", time(8)),
        ("8:30:15", time(8, 30)),
        ("8 pm", time(20)),
        ("8.30pm", time(20, 30)),
        ("0830", time(8, 30)),
        ("8h30", time(8, 30)),
        ("8h", time(8)),
        ("noon", time(12)),
        ("12 noon", time(12)),
        ("Midnight", time(0)),
    ],
)
def test_a_time_as_people_write_it(text: str, expected: time) -> None:
    assert dates.parse_time(text) == expected


@pytest.mark.parametrize("text", ["25:00", "19:60", "24", "13pm", "0am", "8 30", "pm", ""])
def test_an_invalid_time_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="invalid time"):
        dates.parse_time(text)


def test_an_age_counts_whole_months() -> None:
    born = date(2020, 1, 31)
    assert dates.age_months(born, date(2020, 2, 29)) == 0
    assert dates.age_months(born, date(2020, 3, 31)) == 2
    assert dates.age_months(born, date(2022, 1, 30)) == 23


def test_a_span_names_its_month_and_year_once() -> None:
    assert dates.format_span(date(2026, 11, 16), SUNDAY) == "Mon 16 – Sun 22 Nov 2026"
    assert dates.format_span(date(2026, 10, 26), date(2026, 11, 1)) == (
        "Mon 26 Oct – Sun 1 Nov 2026"
    )
    assert dates.format_span(date(2025, 12, 29), date(2026, 1, 4)) == (
        "Mon 29 Dec 2025 – Sun 4 Jan 2026"
    )


@pytest.mark.parametrize(
    ("style", "day", "month", "of_year", "within", "across", "short"),
    [
        (
            "day-first", "Sun 22 Nov 2026", "22 Nov", "Nov 2026", "Mon 16 – Sun 22 Nov 2026",
            "Mon 26 Oct – Sun 1 Nov 2026", ("16 – 22 Nov", "26 Oct – 1 Nov"),
        ),
        (
            "iso", "Sun 2026-11-22", "11-22", "2026-11", "Mon 2026-11-16 – Sun 2026-11-22",
            "Mon 2026-10-26 – Sun 2026-11-01", ("11-16 – 11-22", "10-26 – 11-01"),
        ),
        (
            "us", "Sun Nov 22, 2026", "Nov 22", "Nov 2026", "Mon Nov 16 – Sun Nov 22, 2026",
            "Mon Oct 26 – Sun Nov 1, 2026", ("Nov 16 – 22", "Oct 26 – Nov 1"),
        ),
    ],
)  # fmt: skip
def test_a_style_is_of_every_date(
    style: dates.Style, day: str, month: str, of_year: str, within: str, across: str,
    short: tuple[str, str],
) -> None:  # fmt: skip
    dates.choose(style)
    monday, october, november = date(2026, 11, 16), date(2026, 10, 26), date(2026, 11, 1)
    assert dates.format_day(SUNDAY) == day
    assert dates.format_month(SUNDAY) == month
    assert dates.format_month_of_year(SUNDAY) == of_year
    assert dates.format_span(monday, SUNDAY) == within
    assert dates.format_span(october, november) == across
    shown = [dates.format_short_span(*span) for span in ((monday, SUNDAY), (october, november))]
    assert shown == [*short]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["day-first", "iso", "us"]))
def test_what_is_printed_can_be_typed(day: date, style: dates.Style) -> None:
    dates.choose(style)
    assert dates.parse_any_day(dates.format_date(day), SUNDAY) == day


@pytest.mark.parametrize(
    ("begins", "first"),
    [("monday", "2026-11-16"), ("sunday", "2026-11-22"), ("saturday", "2026-11-21")],
)
def test_a_week_begins_on_the_day_that_is_chosen(begins: str, first: str) -> None:
    dates.choose(week_start=begins)
    assert dates.week_of(SUNDAY).isoformat() == first
    assert dates.week_of(dates.week_of(SUNDAY)) == dates.week_of(SUNDAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03", "2024-03-01"),
        ("2024-3", "2024-03-01"),
        ("Mar 2024", "2024-03-01"),
        ("2024", "2024-01-01"),
        (" 2026-11 ", "2026-11-01"),
        ("2024-03-15", "2024-03-15"),
        ("yesterday", "2026-11-21"),
        ("-3d", "2026-11-19"),
    ],
)
def test_since_a_month_or_year_is_since_its_first_day(text: str, day: str) -> None:
    assert dates.parse_since(text, SUNDAY).isoformat() == day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-12", "future"),
        ("2027", "future"),
        ("1899", "too long ago"),
        ("2024-13", "invalid month"),
        ("2024-00", "invalid month"),
        ("03-2024", "invalid date"),
        ("24", "invalid date"),
        ("03/04/2026", "ambiguous"),
        ("", "invalid date"),
    ],
)
def test_an_invalid_month_or_year_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        dates.parse_since(text, SUNDAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02", "2024-02-29"),
        ("2023", "2023-12-31"),
        ("february 2024", "2024-02-29"),
        ("2025-12", "2025-12-31"),
        ("yesterday", "2026-11-21"),
    ],
)
def test_until_a_month_or_year_is_until_its_last_day(text: str, day: str) -> None:
    assert dates.parse_until(text, SUNDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["2026", "2026-11", "2024-13", "0000"])
def test_until_refuses_a_month_that_is_not_over(text: str) -> None:
    with pytest.raises(InputError):
        dates.parse_until(text, SUNDAY)


# Half an hour of daylight saving, none, clocks far from UTC, and a day that was skipped.
_ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
    "Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca",
)  # fmt: skip


@contextlib.contextmanager
def _zone(name: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    system.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        system.tzset()


@example("Pacific/Apia", 1_325_239_200, time(12, 1), time(0), None)  # the day after none
@example("Europe/Berlin", 1_792_892_700, time(2, 40), time(4, 0), None)  # 02:45 winter time
@given(
    st.sampled_from(_ZONES),
    # Minutes of the years from 2009 to 2030, and many around the end of 2011.
    st.one_of(st.integers(20_500_000, 32_000_000), st.integers(22_086_000, 22_092_000)).map(
        lambda minute: minute * 60
    ),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([time(0), time(4), time(12)]),
    st.none() | st.integers(0, 3),
)
def test_what_is_logged_was_eaten_when_the_clock_showed_it(
    zone: str, now_s: int, at: time, starts: time, days_ago: int | None
) -> None:
    """It is never still to come, of the day that was asked for, and in its right pass."""
    with _zone(zone):
        now = datetime.fromtimestamp(now_s).astimezone()
        today = dates.diary_day(now, starts)
        day = None if days_ago is None else today - timedelta(days=days_ago)
        # The minutes of the days around, by the clock: as plain as can be.
        minutes = (datetime.fromtimestamp(now_s - 60 * n).astimezone() for n in range(6 * 1440))
        shown = [each for each in minutes if each.time() == at]
        if day is not None:
            shown = [each for each in shown if dates.diary_day(each, starts) == day]
        expected = shown[0] if shown else None
        try:
            which, moment = dates.logged_at(day, at, now, starts)
        except InputError as error:
            message = str(error)
            if expected is not None:
                # Today's is to come, and yesterday's is half a day ago or more, or was skipped.
                assert day is None
                ago = now.date() - expected.date()
                assert now - expected >= timedelta(hours=12) or ago > timedelta(days=1)
                assert "still to come" in message or "there was no" in message
        else:
            assert moment is not None
            assert expected is not None
            assert (moment, moment.utcoffset()) == (expected, expected.utcoffset())
            assert which == dates.diary_day(moment, starts)


def test_a_day_that_the_clocks_skipped_is_none() -> None:
    with _zone("Pacific/Apia"):
        assert dates.moments_on(date(2011, 12, 30), time(12)) == []
        assert len(dates.moments_on(date(2011, 12, 31), time(12))) == 1
        with pytest.raises(InputError, match="there was no 2011-12-30"):
            dates.parse_day("2011-12-30", SUNDAY)
        assert dates.parse_any_day("2011-12-30", SUNDAY) == date(2011, 12, 30)
