import contextlib
from datetime import date, time

import pytest
from hypothesis import given
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
        ("31/02", "ambiguous"),
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
    ],
)
def test_a_time_as_people_write_it(text: str, expected: time) -> None:
    assert dates.parse_time(text) == expected


@pytest.mark.parametrize("text", ["25:00", "19:60", "7", "13pm", "0am", "noon", ""])
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
    ("text", "day"),
    [
        ("2024-03", "2024-03-01"),
        ("2024-3", "2024-03-01"),
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
