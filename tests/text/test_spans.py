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
    ],
)
def test_a_month(text: str, span: Span) -> None:
    assert spans.month(text, TODAY) == span


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-12", "10", "october", "2026-10-1"])
def test_an_invalid_or_future_month_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        spans.month(text, TODAY)


def test_a_year() -> None:
    assert spans.year("2026", TODAY) == Span(date(2026, 1, 1), TODAY)
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


def test_a_span_begins_where_the_diary_does() -> None:
    span = Span(date(2026, 11, 1), TODAY)
    assert span.since(date(2026, 11, 9)).first == date(2026, 11, 9)
    assert span.since(date(2020, 1, 1)) == span
    # No day is left: the span stays as it was asked for.
    assert span.since(date(2026, 12, 1)) == span
