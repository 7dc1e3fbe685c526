"""Lines of `b12 log -`."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.diary.lines import Entry, parse_entry
from tracker.errors import InputError
from tracker.text.formatting import one_line

TODAY = date(2026, 11, 22)  # a Sunday
_FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("line", "day", "at", "meal"),
    [
        ("2026-11-20 08:00 breakfast: 2 eggs", _FRIDAY, time(8), "breakfast"),
        ("2026-11-20 08:00: 2 eggs", _FRIDAY, time(8), None),
        ("2026-11-20: 2 eggs", _FRIDAY, None, None),
        ("2026-11-20:2 eggs", _FRIDAY, None, None),
        ("2026-11-20 second breakfast: 2 eggs", _FRIDAY, None, "second breakfast"),
        ("fri 7:30 pm: 2 eggs", _FRIDAY, time(19, 30), None),
        ("-2d 7pm late dinner: 2 eggs", _FRIDAY, time(19), "late dinner"),
        ("2 days ago: 2 eggs", _FRIDAY, None, None),
        ("Yesterday: 2 eggs", date(2026, 11, 21), None, None),
        ("08:00: 2 eggs", None, time(8), None),
        ("08:00:2 eggs", None, time(8), None),
        ("8.30 Brunch: 2 eggs", None, time(8, 30), "Brunch"),
        ("20.11.2026 8:00 breakfast: 2 eggs", _FRIDAY, time(8), "breakfast"),
        ("20 nov 8pm dinner: 2 eggs", _FRIDAY, time(20), "dinner"),
        ("20 nov 2026 19:30: 2 eggs", _FRIDAY, time(19, 30), None),
        ("Fri 20 Nov 0830 breakfast: 2 eggs", _FRIDAY, time(8, 30), "breakfast"),
        ("nov 20 noon: 2 eggs", _FRIDAY, time(12), None),
        ("2026-11-20 08:00:00 breakfast: 2 eggs", _FRIDAY, time(8), "breakfast"),
        ("20.11. lunch: 2 eggs", _FRIDAY, None, "lunch"),
        ("20.11 8:00 lunch: 2 eggs", _FRIDAY, time(8), "lunch"),
        ("20/11/2026 8h30: 2 eggs", _FRIDAY, time(8, 30), None),
        ("20261120 lunch: 2 eggs", _FRIDAY, None, "lunch"),
        ("31.12 dinner: 2 eggs", date(2025, 12, 31), None, "dinner"),
        ("midnight: 2 eggs", None, time(0), None),
        ("midnight snack: 2 eggs", None, None, "midnight snack"),
        ("1930 dinner: 2 eggs", None, time(19, 30), "dinner"),
        ("8.30: 2 eggs", None, time(8, 30), None),
        ("8.10pm: 2 eggs", None, time(20, 10), None),
        ("lunch: 2 eggs", None, None, "lunch"),
        ("lunch :2 eggs\r", None, None, "lunch"),
        (": 2 eggs", None, None, None),
        ("  2 eggs", None, None, None),
    ],
)
def test_day_time_and_name_are_each_optional(
    line: str, day: date | None, at: time | None, meal: str | None
) -> None:
    entry = parse_entry(line, TODAY)
    assert entry is not None
    assert (entry.day, entry.at, entry.meal) == (day, at, meal)
    assert entry.what == "2 eggs"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("2 eggs, salmon: 150g", "2 eggs, salmon: 150g"),  # a comma is before no name's colon
        ("lunch: salmon: 150 g; 1 cup milk", "salmon: 150 g; 1 cup milk"),
    ],
)
def test_later_colons_belong_to_the_foods(line: str, what: str) -> None:
    entry = parse_entry(line, TODAY)
    assert entry is not None
    assert entry.what == what


@pytest.mark.parametrize(
    "line", ["1/2 cup milk", "0.50 cup milk", "1.25 cups milk", "1000 ug b12", "3/4 cup milk"]
)
def test_an_amount_is_no_day_or_time(line: str) -> None:
    entry = parse_entry(line, TODAY)
    assert entry is not None
    assert (entry.day, entry.at, entry.meal) == (None, None, None)


@pytest.mark.parametrize("line", ["", "  \t", "\r", "# breakfast: 2 eggs", "  #"])
def test_blank_lines_and_comments_are_skipped(line: str) -> None:
    assert parse_entry(line, TODAY) is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2026-11-23: 2 eggs", "future"),
        ("2026-02-30 lunch: 2 eggs", "no such day"),
        ("03/04/2026: 2 eggs", "ambiguous"),
        ("25:00 lunch: 2 eggs", "invalid time"),
        ("8.10 breakfast: 2 eggs", "a time or a day: write 8:10, or 8.10."),
        ("20 nov 1930 dinner: 2 eggs", "write the time as 19:30, or 1930-11-20"),
        ("2026 breakfast: 2 eggs", "invalid day, time or meal name"),
        ("mon 20 nov: 2 eggs", "is a Friday"),
        ("20/11/2026 2 eggs", "colon"),
        ("8pm 2 eggs", "colon"),
        ("8: 2 eggs", "invalid day, time or meal name"),
        ("08:00 2 eggs", "colon"),
        ("2026-11-20 2 eggs", "colon"),
        (f"{'x' * 41}: 2 eggs", "40 characters"),
    ],
)
def test_an_invalid_line_is_refused(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_entry(line, TODAY)


@given(st.text() | st.text("0123456789:.-, #apm dlunch\r\n", max_size=40))
def test_any_text_is_an_entry_or_refused(line: str) -> None:
    try:
        entry = parse_entry(line, TODAY)
    except InputError:
        return
    assert entry is None or entry.what in one_line(line)


@given(
    day=st.none() | st.dates(date(1900, 1, 1), TODAY),
    at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    meal=st.none() | st.sampled_from(["lunch", "second breakfast", "Tea", "dîner", "snack 2"]),
    amounts=st.lists(st.integers(1, 999), min_size=1, max_size=4),
)
def test_what_is_written_is_read_back(
    day: date | None, at: time | None, meal: str | None, amounts: list[int]
) -> None:
    head = [day and day.isoformat(), at and at.strftime("%H:%M"), meal]
    foods = ", ".join(f"{amount}g salmon" for amount in amounts)
    entry = parse_entry(f"{' '.join(part for part in head if part)}: {foods}", TODAY)
    assert isinstance(entry, Entry)
    assert (entry.day, entry.at, entry.meal) == (day, at, meal)
    assert entry.what == foods
