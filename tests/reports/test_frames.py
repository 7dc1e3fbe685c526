"""The frames hold the figures of the days and periods, in the documented columns."""

import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import B12
from tests.reports.diaries import MONDAY, TARGET, WEEK, diaries, item, marks
from tracker.diary.model import ItemRow, Mark
from tracker.errors import InputError, NotFoundError
from tracker.people.conditions import Condition, known_conditions
from tracker.people.model import Person
from tracker.reports import frames
from tracker.reports.days import summarise
from tracker.reports.frames import Frames
from tracker.reports.stretch import Stretch
from tracker.reports.views import VIEWS
from tracker.text.dates import days_from

CONDITIONS = known_conditions()


def frames_of(
    items: Sequence[ItemRow],
    conditions: Sequence[Condition] = (),
    marked: dict[date, Mark] | None = None,
    days: Sequence[date] = WEEK,
) -> Frames:
    held = {row.day: tuple(conditions) for row in items} | dict.fromkeys(days, tuple(conditions))
    period = summarise(days, items, dict.fromkeys(days, TARGET), days[-1], held, marked)
    return frames.of(Stretch(Person("me"), period))


@settings(max_examples=75, deadline=None)
@given(
    diaries(), st.lists(st.sampled_from(list(CONDITIONS.values())), max_size=2, unique=True), marks
)
def test_every_row_is_its_day_and_its_period(
    items: list[ItemRow], conditions: list[Condition], marked: dict[date, Mark]
) -> None:
    of = frames_of(items, conditions, marked)
    period = of.stretch.period
    assert tuple(of.items.columns) == frames.ITEM_COLUMNS
    assert tuple(of.days.columns) == frames.DAY_COLUMNS
    for day, row in zip(period.days, of.days.to_dict("records"), strict=True):
        assert row["day"].date() == day.day
        for name in ("injected_ug", "items", "unknown_items", "logged", "counted", "lower_bound"):
            assert row[name] == getattr(day, name), name
        assert (None if pd.isna(row["mark"]) else row["mark"]) == day.mark
        for column, known in (("target_met", day.met), ("need_met", day.need_met)):
            assert (None if row[column] is pd.NA else row[column]) == known
        _same(row, "intake_ug", day.intake_ug)
        for origin in ("natural", "fortified", "supplement"):
            _same(row, f"{origin}_ug", day.by_origin_ug and day.by_origin_ug[origin])
        _same(row, "absorbed_ug", day.absorbed and day.absorbed.ug)
        _same(row, "absorbed_low_ug", day.absorbed and day.absorbed.low_ug)
        _same(row, "absorbed_high_ug", day.absorbed and day.absorbed.high_ug)
    whole = frames.periods(of, None)
    assert tuple(whole.columns) == frames.PERIOD_COLUMNS
    (row,) = whole.to_dict("records")
    assert (row["days"], row["logged_days"]) == (7, len(period.logged))
    assert (row["counted_days"], row["estimated_days"]) == (
        len(period.counted), len(period.estimated),
    )  # fmt: skip
    assert (row["days_target_met"], row["days_target_unknown"]) == (period.met, period.open)
    assert (row["days_need_met"], row["days_need_unknown"]) == (period.need_met, period.need_open)
    assert row["lower_bound"] == period.mean_lower_bound
    for name in ("mean_ug", "median_ug", "least_ug", "most_ug", "need_ug"):
        _same(row, name, getattr(period, name))
    _same(row, "absorbed_ug", period.absorbed and period.absorbed.ug)
    _same(row, "absorbed_high_ug", period.absorbed and period.absorbed.high_ug)
    _same(row, "natural_ug", period.mean_of_ug("natural"))


def _same(row: Any, column: str, known: Any) -> None:
    assert math.isnan(row[column]) if known is None else row[column] == known, column


def test_a_gap_is_nan_and_no_zero() -> None:
    frame = frames_of([item(16, 1.0), item(16, 2.0, "fortified"), item(18, 0.0)]).days
    assert list(frame["intake_ug"].iloc[[0, 2]]) == [3.0, 0.0]
    assert math.isnan(frame["intake_ug"].iloc[1])
    assert math.isnan(frame["natural_ug"].iloc[1])
    assert list(frame["logged"]) == [True, False, True, False, False, False, False]
    assert frame["intake_ug"].mean() == 1.5


def test_unknowns_and_injections_have_columns_of_their_own() -> None:
    frame = frames_of([item(16, None), item(17, 1000.0, "injection")]).days
    assert frame["lower_bound"].tolist()[:2] == [True, False]
    assert frame["unknown_items"].tolist()[:2] == [1, 0]
    assert frame["injected_ug"].tolist()[:2] == [0.0, 1000.0]
    assert math.isnan(frame["intake_ug"].iloc[1])


def test_what_is_absorbed_stands_beside_the_need() -> None:
    frame = frames_of(
        [item(16, 1.0, "supplement"), item(17, 1000.0, "injection"), item(18, None)]
    ).days
    absorbed: Any = frame[list(frames.ENDS)]
    # Carmel 2008: 56 % of 1 µg; at the least 0.7 of 0.548 and 0.4 %, at the most all.
    assert absorbed.loc[0].tolist() == pytest.approx([0.7 * 0.548 + 0.004, 0.56, 1.0])
    assert absorbed.loc[1].isna().all()
    assert absorbed.loc[2].tolist() == [0.0, 0.0, 0.0]
    assert frame["need_ug"].tolist() == [1.2] * 7


def test_running_means_of_what_was_absorbed_beside_medians_of_the_intake() -> None:
    # Of 1 µg 0.56 are absorbed (Carmel 2008), of 1000 µg 13.8: the table of `curve`.
    items = [item(day, 1.0, "supplement") for day in range(16, 22)]
    of = frames_of([*items, item(22, 1000.0, "supplement")])
    last = of.days.iloc[-1]
    assert last["median_7_ug"] == 1.0
    assert last["mean_7_ug"] == pytest.approx(1006 / 7)
    assert last["mean_7_absorbed_ug"] == pytest.approx((6 * 0.56 + 13.8) / 7, abs=0.001)
    # Less than half of 28 days.
    assert math.isnan(last["mean_28_absorbed_ug"])
    (week,) = frames.periods(of, "week").to_dict("records")
    assert week["absorbed_supplement_ug"] == pytest.approx((6 * 0.56 + 13.8) / 7, abs=0.001)
    assert (week["absorbed_natural_ug"], week["need_days"]) == (0.0, 7)


def test_the_mean_of_28_days_has_the_range_of_its_estimate() -> None:
    days = days_from(date(2026, 10, 26), 28)
    items = [ItemRow(day, "x", "supplement", 1000.0) for day in days[:14]]
    last = frames_of(items, days=days).days.iloc[-1]
    ends = [last[f"mean_28_{end}"] for end in frames.ENDS]
    # The table of `curve`, over the days that count.
    assert ends == pytest.approx([4.91, 13.80, 18.70], abs=0.01)


def test_an_empty_diary_is_days_without_a_log() -> None:
    of = frames_of([])
    assert not of.days["logged"].any()
    assert of.items.empty
    (all_of_it,) = frames.periods(of, None).to_dict("records")
    assert (all_of_it["days"], all_of_it["counted_days"]) == (7, 0)
    assert math.isnan(all_of_it["mean_ug"])
    assert frames.periods(of, "week")["counted_days"].tolist() == [0]
    assert frames.periods(of, "day")["days_target_met"].tolist() == [0] * 7


def test_periods_are_weeks_from_monday_months_and_years() -> None:
    days = days_from(date(2025, 12, 25), 45)
    of = frames_of([], marked={days[0]: "fast"}, days=days)
    weeks = frames.periods(of, "week")
    assert weeks["from"].dt.day_of_week.tolist() == [3, 0, 0, 0, 0, 0, 0]
    assert weeks["days"].tolist() == [4, 7, 7, 7, 7, 7, 6]
    assert frames.periods(of, "month")["days"].tolist() == [7, 31, 7]
    assert frames.periods(of, "year")["days"].tolist() == [7, 38]
    assert len(frames.periods(of, "day")) == 45
    # Surely nothing was eaten: a zero that counts.
    assert weeks["mean_ug"].iloc[0] == 0.0
    assert weeks["counted_days"].tolist() == [1, 0, 0, 0, 0, 0, 0]


def test_a_mean_is_over_the_days_that_count() -> None:
    items = [item(16, 1.0), item(17, 9.0), item(19, 4.0)]
    of = frames_of(items, marked={date(2026, 11, 17): "partial"})
    (week,) = frames.periods(of, "week").to_dict("records")
    assert (week["logged_days"], week["counted_days"]) == (3, 2)
    assert week["mean_ug"] == 2.5
    assert week["median_ug"] == 2.5
    assert (week["least_ug"], week["most_ug"]) == (1.0, 4.0)
    # 9 µg were enough, though no mean has them.
    assert (week["days_target_met"], week["days_target_unknown"]) == (2, 0)


def test_a_notebook_reads_everybodys_views(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs", "-d", "-3d", "-m", "lunch", "-t", "13:30")
    b12("symptom", "log", "cramps", "6")
    b12("lab", "log", "b12", "310", "pg/mL")
    b12("person", "add", "Anna")
    b12("--person", "anna", "log", "--keep-unknown", "2 flumbles")
    egg, flumbles = frames.read("items").to_dict("records")
    assert (egg["person"], egg["food"], egg["meal"], egg["hour"]) == ("me", "egg", "lunch", 13.5)
    assert (flumbles["person"], flumbles["food"]) == ("Anna", "flumbles")
    assert math.isnan(flumbles["b12_ug"])
    assert math.isnan(flumbles["absorbed_ug"])
    days = frames.read("days", diary, "me")
    assert days["intake_ug"].tolist()[0] == pytest.approx(0.89)
    assert days["intake_ug"].isna().tolist()[1:3] == [True, True]
    assert frames.read("symptoms")["score"].tolist() == [6]
    assert frames.read("lab", person="ANNA").empty
    assert frames.read("people")["person"].tolist() == ["me", "Anna"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_the_same_types_with_rows_and_without(b12: B12, diary: Path, view: str) -> None:
    empty = frames.read(view)
    b12("log", "2 eggs, 1000ug b12 tablet", "-t", "8:00", "-m", "breakfast")
    b12("symptom", "log", "cramps", "6", "a note")
    b12("lab", "log", "b12", "310", "pg/mL")
    filled = frames.read(view)
    assert list(filled.columns) == [column.name for column in VIEWS[view].columns]
    assert filled.dtypes.to_dict() == empty.dtypes.to_dict()
    # Only what may be NULL is missing somewhere.
    assert not filled[[c.name for c in VIEWS[view].columns if not c.null]].isna().any(axis=None)
    kinds = {"real": "float64", "day": "datetime64[s]", "moment": "datetime64[s, UTC]"}
    for column in VIEWS[view].columns:
        assert filled.dtypes[column.name] == kinds.get(column.kind, filled.dtypes[column.name])


def test_a_view_or_a_diary_that_is_not_there_is_refused(diary: Path, home: Path) -> None:
    with pytest.raises(InputError, match="items, days, foods, people, symptoms or lab"):
        frames.read("meals")
    with pytest.raises(NotFoundError, match="there is no diary"):
        frames.read("days", home / "none.db")
    with pytest.raises(NotFoundError, match='nobody is called "Bea"'):
        frames.read("days", person="Bea")
    assert not (home / "none.db").exists()


def test_items_of_a_sitting_have_its_number() -> None:
    together = [item(16, 1.0, meal="lunch"), item(16, 2.0, meal="Lunch", meal_id=7)]
    frame = frames_of([*together, item(18, 1.0, "supplement")]).items
    assert frame["sitting"].tolist() == [0, 0, 1]
    assert frame["day"].iloc[0] == pd.Timestamp(MONDAY)
