"""The frames say of a diary what the domain says of it, day by day."""

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import B12
from tracker.diary.model import Item, ItemRow, Mark, When
from tracker.foods.model import Origin
from tracker.people.conditions import CONDITIONS, Condition
from tracker.people.targets import Target
from tracker.reports import frames
from tracker.reports.intake import PeriodIntake, summarise
from tracker.text.dates import days_from

MONDAY = date(2026, 11, 16)
WEEK = days_from(MONDAY, 7)
TARGET = Target(2.4, "IOM RDA 1998", "adult", "IOM 1998", "read")


def item(day: int, ug: float | None, origin: Origin = "natural", **facts: Any) -> Item:
    return Item(
        "x", origin, 1, "cup", 100, ug, when=When(date(2026, 11, day)), meal_id=day * 10, **facts
    )


def rows(items: Sequence[Item]) -> list[ItemRow]:
    return [one.row for one in items]


def frame_of(
    items: Sequence[Item],
    conditions: Sequence[Condition] = (),
    marks: dict[date, Mark] | None = None,
    targets: dict[date, Target] | None = None,
    today: date = WEEK[-1],
) -> pd.DataFrame:
    held = dict.fromkeys([MONDAY - timedelta(days=1), *WEEK], tuple(conditions))
    eaten = frames.items(rows(items), held)
    eaten = eaten[eaten["day"] >= pd.Timestamp(MONDAY)]
    return frames.days(
        WEEK, eaten, targets or dict.fromkeys(WEEK, TARGET), today, held, marks or {}
    )


_MOMENTS = st.datetimes(
    datetime(2026, 11, 15),  # noqa: DTZ001
    datetime(2026, 11, 22, 23),  # noqa: DTZ001
).map(lambda at: at.replace(second=0, microsecond=0))
_ZONES = st.sampled_from(
    [UTC, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=3))]
)
_DOSES = st.one_of(
    st.none(), st.just(0.0), st.floats(0.001, 60), st.sampled_from([0.5, 1.0, 2.4, 10.0, 1000.0])
)


@st.composite
def diaries(draw: st.DrawFn) -> list[Item]:
    found = []
    for number in range(draw(st.integers(0, 14))):
        moment = draw(_MOMENTS)
        at = moment.replace(tzinfo=draw(_ZONES)) if draw(st.booleans()) else None
        when = When(moment.date(), at, draw(st.sampled_from([None, "lunch", "Lunch"])))
        for _ in range(draw(st.integers(1, 3))):
            kind, food = draw(
                st.sampled_from(
                    [("fish", "salmon"), ("egg", "egg"), ("meat", "lamb chop"), ("meat", "beef"),
                     (None, "soup"), ("poultry", "chicken"), ("supplement", "tablet")]
                )
            )  # fmt: skip
            origin = draw(st.sampled_from(get_args(Origin)))
            found.append(
                Item(food, origin, 1, "cup", None, draw(_DOSES), kind=kind, meal_id=number,
                     lower_bound=draw(st.booleans()), when=when)
            )  # fmt: skip
    return found


_CONDITIONS = st.lists(st.sampled_from(list(CONDITIONS.values())), max_size=2, unique=True)
_MARKS = st.dictionaries(st.sampled_from(WEEK), st.sampled_from(get_args(Mark)), max_size=3)


@settings(max_examples=75, deadline=None)
@given(diaries(), _CONDITIONS, _MARKS)
def test_every_day_is_what_the_domain_says_of_it(
    items: list[Item], conditions: list[Condition], marks: dict[date, Mark]
) -> None:
    ordered = sorted(items, key=lambda i: i.when.day)
    held = dict.fromkeys([MONDAY - timedelta(days=1), *WEEK], tuple(conditions))
    period = summarise(WEEK, ordered, dict.fromkeys(WEEK, TARGET), WEEK[3], held, marks)
    frame = frame_of(ordered, conditions, marks, today=WEEK[3])
    for day, row in zip(period.days, frame.to_dict("records"), strict=True):
        assert _same(row["intake_ug"], day.intake_ug)
        assert row["injected_ug"] == pytest.approx(day.injected_ug)
        for name in ("logged", "counted", "future", "lower_bound"):
            assert row[name] == getattr(day, name), name
        assert (None if pd.isna(row["mark"]) else row["mark"]) == day.mark
        assert (None if row["target_met"] is pd.NA else row["target_met"]) == day.met
        if day.logged:
            for origin, ug in day.by_origin.items():
                assert row[f"{origin}_ug"] == pytest.approx(ug)
        absorbed = day.absorbed
        assert _same(row["absorbed_ug"], absorbed and absorbed.ug)
        assert _same(row["absorbed_low_ug"], absorbed and absorbed.low_ug)
        assert _same(row["absorbed_high_ug"], absorbed and absorbed.high_ug)
    _check_period(period, frames.periods(frame, None).to_dict("records")[0])


def _check_period(period: PeriodIntake, row: dict[Any, Any]) -> None:
    assert (row["days"], row["logged_days"]) == (7, len(period.logged))
    assert (row["counted_days"], row["estimated_days"]) == (
        len(period.counted),
        len(period.estimated),
    )
    assert (row["days_target_met"], row["days_target_unknown"]) == (period.met, period.open)
    assert (row["days_need_met"], row["days_need_unknown"]) == (period.need_met, period.need_open)
    assert _same(row["mean_ug"], period.mean_ug)
    assert row["lower_bound"] == period.mean_lower_bound
    mean = period.mean_absorbed
    assert _same(row["absorbed_ug"], mean and mean.ug)
    assert _same(row["absorbed_high_ug"], mean and mean.high_ug)
    assert _same(row["need_ug"], period.mean_need_ug)


def _same(column: float, known: Any) -> bool:
    return math.isnan(column) if known is None else column == pytest.approx(known, abs=1e-12)


def test_a_gap_is_nan_and_no_zero() -> None:
    frame = frame_of([item(16, 1.0), item(16, 2.0, "fortified"), item(18, 0.0)])
    assert tuple(frame.columns) == frames.DAY_COLUMNS
    assert list(frame["intake_ug"].iloc[[0, 2]]) == [3.0, 0.0]
    assert math.isnan(frame["intake_ug"].iloc[1])
    assert math.isnan(frame["natural_ug"].iloc[1])
    assert list(frame["logged"]) == [True, False, True, False, False, False, False]
    assert frame["intake_ug"].mean() == 1.5


def test_unknowns_and_injections_have_columns_of_their_own() -> None:
    frame = frame_of([item(16, None), item(17, 1000.0, "injection")])
    assert frame["lower_bound"].tolist()[:2] == [True, False]
    assert frame["unknown_items"].tolist()[:2] == [1, 0]
    assert frame["injected_ug"].tolist()[:2] == [0.0, 1000.0]
    assert math.isnan(frame["intake_ug"].iloc[1])


def test_what_is_absorbed_stands_beside_the_need() -> None:
    frame = frame_of([item(16, 1.0, "supplement"), item(17, 1000.0, "injection"), item(18, None)])
    absorbed: Any = frame[list(frames.ENDS)]
    # Carmel 2008: 56 % of 1 µg.
    assert absorbed.loc[0].tolist() == pytest.approx([0.392, 0.56, 0.728])
    assert absorbed.loc[1].isna().all()
    assert absorbed.loc[2].tolist() == [0.0, 0.0, 0.0]
    assert frame["need_ug"].tolist() == [1.2] * 7


def test_an_empty_diary_is_days_without_a_log() -> None:
    frame = frame_of([])
    assert not frame["logged"].any()
    (all_of_it,) = frames.periods(frame, None).to_dict("records")
    assert (all_of_it["days"], all_of_it["counted_days"]) == (7, 0)
    assert math.isnan(all_of_it["mean_ug"])
    assert frames.periods(frame, "week")["counted_days"].tolist() == [0]
    assert frames.periods(frame, "day")["days_target_met"].tolist() == [0] * 7


def test_periods_are_weeks_from_monday_months_and_years() -> None:
    days = days_from(date(2025, 12, 25), 45)
    frame = frames.days(
        days, frames.items([], {}), dict.fromkeys(days, TARGET), days[-1], {}, {days[0]: "fast"}
    )
    weeks = frames.periods(frame, "week")
    assert weeks["from"].dt.day_of_week.tolist() == [3, 0, 0, 0, 0, 0, 0]
    assert weeks["days"].tolist() == [4, 7, 7, 7, 7, 7, 6]
    assert frames.periods(frame, "month")["days"].tolist() == [7, 31, 7]
    assert frames.periods(frame, "year")["days"].tolist() == [7, 38]
    assert len(frames.periods(frame, "day")) == 45
    # Surely nothing was eaten: a zero that counts.
    assert weeks["mean_ug"].iloc[0] == 0.0
    assert weeks["counted_days"].tolist() == [1, 0, 0, 0, 0, 0, 0]


def test_a_mean_is_over_the_days_that_count() -> None:
    marks: dict[date, Mark] = {date(2026, 11, 17): "partial"}
    frame = frame_of([item(16, 1.0), item(17, 9.0), item(19, 4.0)], marks=marks)
    (week,) = frames.periods(frame, "week").to_dict("records")
    assert (week["logged_days"], week["counted_days"]) == (3, 2)
    assert week["mean_ug"] == 2.5
    assert week["median_ug"] == 2.5
    assert (week["least_ug"], week["most_ug"]) == (1.0, 4.0)
    assert week["days_target_met"] == 1


def test_a_notebook_reads_the_diary_of_its_person(b12: B12, home: object) -> None:
    b12("log", "2 eggs", "-d", "-3d", "-m", "lunch", "-t", "13:30")
    b12("symptom", "log", "cramps", "6")
    b12("lab", "log", "b12", "310", "pg/mL")
    diary = frames.open_diary(last=date(2026, 11, 22))
    assert diary.days["intake_ug"].tolist()[0] == pytest.approx(0.89)
    assert len(diary.days) == 4
    (egg,) = diary.items.to_dict("records")
    assert (egg["food"], egg["meal"], egg["hour"]) == ("egg", "lunch", 13.5)
    assert diary.symptoms["score"].tolist() == [6]
    assert diary.lab["label"].tolist() == ["310 pg/mL"]
