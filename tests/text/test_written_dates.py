"""Dates as people write them, and those that could be two days."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.text import dates, written_dates

TODAY = date(2026, 11, 28)  # a Saturday
_MONTHS = "January February March April May June July August September October November December"
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


@pytest.mark.parametrize(
    "text",
    [
        "15.11.2026", "15. 11. 2026", "15.11.", "15.11", "15. 11.", "15/11/2026", "15/11",
        "15-11-2026", "11/15/2026", "15 nov", "15nov", "15. Nov.", "nov 15", "Nov 15th",
        "15 November 2026", "15th of November 2026", "Nov 15 2026", "Nov 15, 2026", "15-nov-2026",
        "15/Nov/2026", "2026 nov 15", "2026-Nov-15", "20261115", "2026/11/15", "Sun 15 Nov 2026",
        "Sunday, November 15, 2026", "sun 15.11.", " 15  nov ", "15NOV2026",
    ],
)  # fmt: skip
def test_the_fifteenth_of_november_as_people_write_it(text: str) -> None:
    assert dates.parse_day(text, TODAY) == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("28 nov", "2026-11-28"),  # today
        ("29 nov", "2025-11-29"),
        ("31.12.", "2025-12-31"),
        ("29 feb", "2024-02-29"),
        ("3.4.", "2026-04-03"),  # the point behind the month: the day comes first
        ("11/11", "2026-11-11"),  # in both orders
    ],
)
def test_a_day_without_a_year_is_the_last_one(text: str, day: str) -> None:
    assert dates.parse_day(text, TODAY).isoformat() == day


def test_a_leap_day_without_a_year_is_found_across_1900() -> None:
    assert written_dates.read("29 feb", date(1903, 5, 1)) == date(1896, 2, 29)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/04/2026", ["4 mar 2026", "3 apr 2026"]),
        ("3.4.2026", ["4 mar 2026", "3 apr 2026"]),
        ("3-4", ["4 mar 2026", "3 apr 2026"]),
        ("15/11/26", ["26 nov 2015", "15 nov 2026"]),
        ("1/2/03", ["3 feb 2001", "2 jan 2003", "1 feb 2003"]),
    ],
)
def test_what_could_be_two_days_is_refused_with_all_readings(
    text: str, readings: list[str]
) -> None:
    with pytest.raises(InputError) as refused:
        dates.parse_day(text, TODAY)
    message = str(refused.value)
    assert message.startswith(f'ambiguous date "{text}": write ')
    assert [way for way in readings if way in message] == readings
    assert "\n" not in message
    # Each can be typed as it is shown.
    for way in readings:
        dates.parse_day(way, TODAY)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("32 nov", "no such day"), ("29 feb 2025", "no such day"), ("31/11/2026", "no such day"),
        ("15.15.2026", "no such day"), ("11.15.", "no such day"), ("0/1", "no such day"),
        ("20261315", "no such day"), ("29 nov 2026", "future"), ("15 nov 1899", "invalid date"),
        ("mon 15 nov", "15 nov 2026 is a Sunday, not a Monday"), ("15", "invalid date"),
        ("nov", "invalid date"), ("nov 2026", "invalid date"), ("15 noon", "invalid date"),
        ("15 marsh", "invalid date"), ("2026115", "invalid date"), ("15 11 2026", "invalid date"),
    ],
)  # fmt: skip
def test_an_invalid_date_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        dates.parse_day(text, TODAY)


def _forms(day: date) -> dict[str, str]:
    """Return the forms that mean one day whatever it is; written by hand, not by the program."""
    d, m, y = day.day, day.month, day.year
    name, weekday = _MONTHS.split()[m - 1], _WEEKDAYS.split()[day.weekday()]
    return {
        "iso": f"{y}-{m:02}-{d:02}", "iso, short": f"{y}-{m}-{d}", "compact": f"{y}{m:02}{d:02}",
        "slashes": f"{y}/{m}/{d}", "short": f"{d} {name[:3].lower()} {y}",
        "month first": f"{name[:3]} {d} {y}", "long": f"{d} {name} {y}",
        "American": f"{name} {d}, {y}", "dashes": f"{d:02}-{name[:3].upper()}-{y}",
        "ours": f"{weekday[:3]} {d} {name[:3]} {y}",
        "a letter's": f"{weekday}, {d}. {name} {y}", "year first": f"{y} {name[:3]} {d}",
    }  # fmt: skip


def test_every_day_of_years_is_read_from_each_form() -> None:
    for n in range((TODAY - date(2023, 1, 1)).days + 1):
        day = date(2023, 1, 1) + timedelta(days=n)
        for form, text in _forms(day).items():
            assert dates.parse_day(text, TODAY) == day, form
            assert written_dates.begins(f"{text} 8pm dinner") == len(text), form


def test_every_day_in_numbers_is_itself_or_refused() -> None:
    for n in range((TODAY - date(2023, 1, 1)).days + 1):
        day = date(2023, 1, 1) + timedelta(days=n)
        d, m, y = day.day, day.month, day.year
        unclear = d <= 12 and d != m
        last = day > TODAY.replace(year=2025)
        for separator in "./-":
            for first, second in ((d, m), (m, d)):
                text = f"{first}{separator}{second:02}"
                assert _read(f"{text}{separator}{y}") == (None if unclear else day)
                if last:
                    assert _read(text) == (None if unclear else day)
        if last:
            assert _read(f"{d}.{m}.") == day
            assert _read(f"{d} {_MONTHS.split()[m - 1]}") == day


def _read(text: str) -> date | None:
    """Return the day; None if it is refused as ambiguous."""
    try:
        return dates.parse_day(text, TODAY)
    except InputError as error:
        if "ambiguous" not in str(error):
            raise
        return None


@given(
    st.integers(0, 40), st.integers(0, 40), st.integers(0, 2100) | st.none(),
    st.sampled_from([".", "/", "-"]), st.booleans(),
)  # fmt: skip
def test_three_numbers_are_never_a_guess(
    a: int, b: int, year: int | None, separator: str, padded: bool
) -> None:
    first, second = (f"{a:02}", f"{b:02}") if padded else (str(a), str(b))
    ending = "" if year is None else f"{separator}{year:04}"
    try:
        day = dates.parse_day(f"{first}{separator}{second}{ending}", TODAY)
    except InputError:
        return
    assert {day.day, day.month} == {a, b}
    assert max(a, b) > 12 or a == b
    assert year in (None, day.year)


_PIECES = [*"0123456789", "15", "2026", ".", "/", "-", " ", ",", "nov", "may", "sun", "of", "th"]


@given(st.lists(st.sampled_from(_PIECES), max_size=9).map("".join))
def test_any_mixture_is_a_day_or_refused(text: str) -> None:
    try:
        day = dates.parse_day(text, TODAY)
    except InputError:
        return
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    assert day <= TODAY
    assert day.day in numbers or len(numbers) <= 1


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("15 nov 2 eggs", 2), ("nov 15 2026 2 eggs", 3), ("15 nov", 2), ("sun 15 nov 2 eggs", 3),
        ("15th of november 2026 2 eggs", 4), ("3 days ago 2 eggs", 3), ("15. 11. 2 eggs", 2),
        ("mar 2024", 2),
        ("yesterday 2 eggs", 1), ("mon 3/4 cup milk", 1), ("mon 1.5 cups milk", 1),
        ("2026-11-15 2 eggs", 1), ("15 eggs", 1), ("2 mars bars", 1),
    ],
)  # fmt: skip
def test_a_day_of_several_words_ends_where_the_food_begins(words: str, count: int) -> None:
    assert dates.day_extent(words.split()) == count


@pytest.mark.parametrize(
    ("words", "count"),
    [("8 pm 2 eggs", 2), ("8 p.m. 2 eggs", 2), ("12 noon", 2), ("8 2 eggs", 1), ("8", 1)],
)
def test_a_time_of_two_words_ends_where_the_food_begins(words: str, count: int) -> None:
    assert dates.time_extent(words.split()) == count
