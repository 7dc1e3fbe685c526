from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.text import spans
from tracker.text.spans import Span

# A Sunday.
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("30d", date(2026, 10, 24)),
        ("1d", TODAY),
        ("1w", date(2026, 11, 16)),
        ("12w", date(2026, 8, 31)),
        ("12 weeks", date(2026, 8, 31)),
        ("1m", date(2026, 11, 1)),
        ("12m", date(2025, 12, 1)),
        ("1y", date(2026, 1, 1)),
        ("10Y", date(2017, 1, 1)),
    ],
)
def test_the_last_weeks_months_and_years_are_whole(text: str, first: date) -> None:
    assert spans.last(text, TODAY) == Span(first, TODAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("week", date(2026, 11, 9), date(2026, 11, 15)),
        ("Month", date(2026, 10, 1), date(2026, 10, 31)),
        ("year", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_week_month_or_year_is_the_whole_one_before(
    text: str, first: date, last: date
) -> None:
    assert spans.last(text, TODAY) == Span(first, last)


def test_whole_weeks_have_the_days_to_come() -> None:
    thursday = date(2026, 11, 19)
    assert spans.last("2w", thursday, whole_weeks=True) == Span(date(2026, 11, 9), TODAY)
    assert spans.last("2d", thursday, whole_weeks=True).last == thursday
    assert spans.last("week", thursday, whole_weeks=True).last == date(2026, 11, 15)


@pytest.mark.parametrize("text", ["", "12", "w", "0w", "-3w", "12x", "3.5w", "99999y", "1e3d"])
def test_an_invalid_time_span_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        spans.last(text, TODAY)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026-10", Span(date(2026, 10, 1), date(2026, 10, 31))),
        ("2024-2", Span(date(2024, 2, 1), date(2024, 2, 29))),
        ("2026-11", Span(date(2026, 11, 1), TODAY)),
        ("oct", Span(date(2026, 10, 1), date(2026, 10, 31))),
        ("October", Span(date(2026, 10, 1), date(2026, 10, 31))),
        ("nov", Span(date(2026, 11, 1), TODAY)),
        ("dec", Span(date(2025, 12, 1), date(2025, 12, 31))),
        ("oct 2024", Span(date(2024, 10, 1), date(2024, 10, 31))),
        ("this", Span(date(2026, 11, 1), TODAY)),
        ("last", Span(date(2026, 10, 1), date(2026, 10, 31))),
    ],
)
def test_a_month(text: str, span: Span) -> None:
    assert spans.month(text, TODAY) == span


@pytest.mark.parametrize(
    "text", ["2026", "2026-13", "2026-12", "10", "octo", "dec 2026", "oct oct", "2026-10-1", ""]
)
def test_an_invalid_or_future_month_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        spans.month(text, TODAY)


def test_a_year() -> None:
    assert spans.year("2026", TODAY) == Span(date(2026, 1, 1), TODAY)
    assert spans.year("this", TODAY) == Span(date(2026, 1, 1), TODAY)
    assert spans.year("last", TODAY) == Span(date(2025, 1, 1), date(2025, 12, 31))
    assert spans.year("2024", TODAY) == Span(date(2024, 1, 1), date(2024, 12, 31))
    for text in ("2027", "24", "2026-01"):
        with pytest.raises(InputError):
            spans.year(text, TODAY)


def test_from_a_day_to_another() -> None:
    first, until = date(2026, 11, 1), date(2026, 11, 3)
    assert spans.between(first, until, TODAY).length == 3
    assert spans.between(first, None, TODAY).last == TODAY
    with pytest.raises(InputError):
        spans.between(until, first, TODAY)


@given(st.integers(1, 5000))
def test_every_length_has_a_step_and_all_its_days(length: int) -> None:
    span = Span(TODAY - timedelta(days=length - 1), TODAY)
    assert (span.length, len(span.days), span.days[0] in span) == (length, length, True)
    rows = {"day": 1, "week": 7, "month": 28, "year": 365}
    assert length / rows[span.step] < 55


@given(st.integers(1, 5000), st.integers(12, 100))
def test_the_step_for_a_maximum_number_of_rows(length: int, most: int) -> None:
    span = Span(TODAY - timedelta(days=length - 1), TODAY)
    step = span.step_within(most)
    firsts = {
        "day": span.days,
        "week": [day - timedelta(days=day.weekday()) for day in span.days],
        "month": [day.replace(day=1) for day in span.days],
        "year": [day.replace(day=1, month=1) for day in span.days],
    }
    assert len(set(firsts[step])) <= most or step == "year"
    if step != "day":
        assert length > most - 2


def test_names() -> None:
    week = Span(date(2026, 10, 26), date(2026, 11, 1))
    assert week.name("week") == "26 Oct – 1 Nov"
    assert Span(date(2026, 11, 16), TODAY).name("week") == "16 – 22 Nov"
    assert week.name("day") == "Mon 26 Oct"
    assert (week.name("month"), week.name("year")) == ("Oct 2026", "2026")


def test_names_for_programs_have_their_year() -> None:
    week = Span(date(2026, 11, 16), TODAY)
    names = [week.code(step) for step in spans.STEPS]
    assert names == ["2026-11-16", "2026-W47", "2026-11", "2026"]
    # ISO 8601 counts a week to the year of its Thursday.
    assert Span(date(2025, 12, 29), date(2026, 1, 4)).code("week") == "2026-W01"
    # A week that is cut has the name of the whole one.
    assert Span(date(2027, 1, 1), date(2027, 1, 3)).code("week") == "2026-W53"


def test_a_span_that_ends_today_goes_on() -> None:
    span = Span(date(2026, 11, 1), TODAY)
    assert date(2027, 1, 1) in span.with_days_to_come(TODAY)
    assert span.with_days_to_come(date(2026, 11, 23)) == span


def test_a_span_begins_where_the_diary_does() -> None:
    span = Span(date(2026, 11, 1), TODAY)
    assert span.since(date(2026, 11, 9)).first == date(2026, 11, 9)
    assert span.since(date(2020, 1, 1)) == span
    # No day is left: the span stays as it was asked for.
    assert span.since(date(2026, 12, 1)) == span
