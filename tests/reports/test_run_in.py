"""A day absorbs the same on every screen: `today`, `week` and `report` read different days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.absorption import slow
from tests.conftest import B12
from tests.reports.diaries import TARGET
from tracker.absorption.curve import Estimate, carried_ug
from tracker.absorption.estimate import NORMAL, under
from tracker.cli import app as options
from tracker.database.connection import Connection
from tracker.diary.model import ItemRow, Mark
from tracker.diary.rows import marks_of, rows_of
from tracker.people.conditions import Condition, known_conditions
from tracker.reports import days
from tracker.reports.days import read_day, read_period
from tracker.text.dates import days_from, diary_day
from tracker.text.spans import Span

FIRST = date(2026, 6, 10)
DAYS = days_from(FIRST, 7)
MIDNIGHT = datetime(2026, 6, 10, tzinfo=UTC)
ILL: tuple[Condition, ...] = (known_conditions()["gastrectomy"],)


class _Diary:
    """Rows in memory, which it gives as the diary does: those of some days, by their true time."""

    def __init__(self, rows: Iterable[ItemRow], ill: date | None = None) -> None:
        self._rows = sorted(
            rows, key=lambda row: row.eaten_at.timestamp() if row.eaten_at else 1e12
        )
        conditions_on = lambda day: ILL if day == ill else ()  # noqa: E731
        self.person: Any = SimpleNamespace(id=1, conditions_on=conditions_on)
        self.connection = self

    def rows(self, first: date, last: date) -> list[ItemRow]:
        return [row for row in self._rows if first <= row.day <= last]

    def targets(self, days: Iterable[date]) -> dict[date, Any]:
        return dict.fromkeys(days, TARGET)


@pytest.fixture(autouse=True, scope="module")
def _in_memory() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(days, "rows_of", _rows_of)
        patch.setattr(days, "marks_of", _marks_of)
        yield


def _rows_of(
    of: _Diary | Connection, people: Sequence[int], first: date, last: date
) -> dict[int, list[ItemRow]]:
    if isinstance(of, _Diary):
        return {1: of.rows(first, last)}
    return rows_of(of, people, first, last)


def _marks_of(
    of: _Diary | Connection, people: Sequence[int], first: date, last: date
) -> dict[int, dict[date, Mark]]:
    return {1: {}} if isinstance(of, _Diary) else marks_of(of, people, first, last)


# Every clock that is in use, and clocks that were put further still.
_hours = st.one_of(st.sampled_from([-12.0, -5.0, 0.0, 5.75, 14.0]), st.floats(-23.9, 23.9))
_zones = _hours.map(lambda hours: timezone(timedelta(minutes=round(hours * 60))))


@st.composite
def _journeys(draw: st.DrawFn) -> list[ItemRow]:
    """Doses of a week, often close together, wherever the clock stood; some without a time."""
    rows, instant = [], MIDNIGHT
    for number in range(draw(st.integers(0, 40))):
        instant += timedelta(minutes=draw(st.one_of(st.integers(0, 330), st.integers(331, 900))))
        moment = instant.astimezone(draw(_zones))
        starts = draw(st.sampled_from([time(0, 0), time(4, 0), time(12, 0)]))
        at = moment if number % 9 else None
        ug = draw(st.sampled_from([0.5, 1.0, 5.0]))
        day = diary_day(moment, starts)
        rows.append(ItemRow(day, "x", "supplement", ug, eaten_at=at, meal_id=number))
    return rows


@settings(max_examples=150, deadline=None)
@given(_journeys(), st.none() | st.sampled_from(DAYS), st.integers(0, 6), st.integers(0, 6))
def test_a_day_absorbs_what_the_whole_diary_says(
    rows: list[ItemRow], ill: date | None, one: int, other: int
) -> None:
    """Read alone, and in some week, as the slow estimate says that has seen every meal."""
    diary: Any = _Diary(rows, ill)
    whole = slow.by_day(rows, lambda day: under(ILL) if day == ill else NORMAL)
    today = DAYS[-1]
    span = Span(DAYS[min(one, other)], DAYS[max(one, other)])
    alone = [read_day(diary, day, today) for day in DAYS]
    for day in (*alone, *read_period(diary, span, today).days):
        if day.logged and day.day != ill:
            assert day.absorbed is not None
            assert day.absorbed == pytest.approx(whole.get(day.day, Estimate()), abs=1e-12)


def test_whoever_eats_round_the_clock_absorbs_the_same_on_every_screen() -> None:
    """Each dose depends on the one before, back to the first one weeks ago."""
    rows = [
        ItemRow(at.date(), "milk", "natural", 1.0, "dairy", eaten_at=at)
        for at in (MIDNIGHT - timedelta(days=40) + timedelta(hours=2 * n) for n in range(47 * 12))
    ]
    diary: Any = _Diary(rows)
    whole = slow.by_day(rows, lambda _: NORMAL)
    for day in DAYS:
        assert read_day(diary, day, DAYS[-1]).absorbed == pytest.approx(whole[day], abs=1e-12)


def _set_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(options, "now", lambda: now)


def test_a_journey_west_takes_nothing_from_one_screen_alone(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    """5 µg in Berlin, on 16 June there; half an hour later 10 µg in New York, on 15 June."""
    berlin, new_york = timezone(timedelta(hours=2)), timezone(timedelta(hours=-4))
    for now in (
        datetime(2026, 6, 16, 0, 30, tzinfo=berlin),
        datetime(2026, 6, 15, 19, tzinfo=new_york),
        datetime(2026, 6, 15, 19, tzinfo=new_york),
    ):
        _set_clock(monkeypatch, now)
        assert b12("log", "5ug B12 tablet").code == 0
    # What 15 µg together carry less what the first 5 carried; 1.2 % of 10 diffuse.
    absorbed = carried_ug(15) - carried_ug(5) + 0.12
    _set_clock(monkeypatch, datetime(2026, 6, 17, 12, tzinfo=new_york))
    screens = [
        b12("today", "-d", "2026-06-15", "--json").json,
        b12("week", "--json").json["days"][0],
        *b12("report", "--from", "2026-06-15", "--to", "2026-06-15", "--json").json["days"],
    ]
    figures = [screen["absorbed_ug"] for screen in screens]
    assert figures == pytest.approx([absorbed] * 3)
