import math
from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.conditions import CONDITIONS
from tracker.domain.dates import days_from
from tracker.domain.foods import Origin
from tracker.domain.intake import summarise
from tracker.domain.items import Item, When
from tracker.domain.targets import Target
from tracker.reports import charts, frames

MONDAY = date(2026, 11, 16)
TARGET = Target(2.4, "IOM RDA 1998", "adult", "IOM 1998", "read")


def _item(day: int, ug: float | None, origin: Origin = "natural") -> Item:
    return Item(When(date(2026, 11, day)), "x", origin, 1, "cup", 100, ug)


def _frame(*items: Item):  # type: ignore[no-untyped-def]
    days = days_from(MONDAY, 7)
    period = summarise(days, items, dict.fromkeys(days, TARGET), MONDAY)
    return frames.days(period.days)


def test_a_gap_is_nan_and_no_zero() -> None:
    frame = _frame(_item(16, 1.0), _item(16, 2.0, "fortified"), _item(18, 0.0))
    assert tuple(frame.columns) == frames.DAY_COLUMNS
    assert len(frame) == 7
    assert list(frame["intake_ug"].iloc[[0, 2]]) == [3.0, 0.0]
    assert math.isnan(frame["intake_ug"].iloc[1])
    assert math.isnan(frame["natural_ug"].iloc[1])
    assert list(frame["logged"]) == [True, False, True, False, False, False, False]


def test_the_mean_of_the_column_is_the_mean_over_logged_days() -> None:
    frame = _frame(_item(16, 1.0), _item(18, 3.0))
    assert frame["intake_ug"].mean() == pytest.approx(2.0)


def test_unknowns_and_injections_have_columns_of_their_own() -> None:
    frame = _frame(_item(16, None), _item(17, 1000.0, "injection"))
    assert frame["lower_bound"].tolist()[:2] == [True, False]
    assert frame["injected_ug"].tolist()[:2] == [0.0, 1000.0]
    assert math.isnan(frame["intake_ug"].iloc[1])


def test_what_is_absorbed_stands_beside_the_need() -> None:
    frame = _frame(_item(16, 1.0, "supplement"), _item(17, 1000.0, "injection"), _item(18, None))
    absorbed = frame[["absorbed_low_ug", "absorbed_ug", "absorbed_high_ug"]]
    # Carmel 2008: 56 % of 1 µg.
    assert absorbed.loc[0].tolist() == pytest.approx([0.392, 0.56, 0.728])
    assert absorbed.loc[1].isna().all()
    assert absorbed.loc[2].tolist() == [0.0, 0.0, 0.0]
    assert frame["need_ug"].tolist() == [1.2] * 7


def test_where_a_condition_allows_no_estimate_it_is_nan_and_the_intake_stays() -> None:
    days = days_from(MONDAY, 7)
    crohns = dict.fromkeys(days, (CONDITIONS["crohns"],))
    period = summarise(days, [_item(16, 1.0)], dict.fromkeys(days, TARGET), MONDAY, crohns)
    monday = frames.days(period.days).loc[0]
    assert monday["intake_ug"] == 1.0
    assert monday[["absorbed_ug", "absorbed_low_ug", "absorbed_high_ug"]].isna().all()


@pytest.mark.parametrize(
    ("intakes", "top"),
    [
        # Room above twice the target when nothing is higher.
        ([1.0, 2.0], 4.8),
        # The tallest ordinary day.
        ([1.0, 16.0], 16.0),
        # A tablet doesn't count, and what was eaten beside it does.
        ([1.0, 1000.0], 4.8),
    ],
)
def test_the_axis_ends_above_the_ordinary_days(intakes: list[float], top: float) -> None:
    frame = _frame(*[_item(16 + n, ug, "supplement") for n, ug in enumerate(intakes)])
    assert charts._top(frame) == pytest.approx(top * 1.22)


def test_the_longest_legend_stays_inside_the_picture() -> None:
    days = days_from(MONDAY, 7)
    dach = Target(4.0, "DACH estimated value 2018", "adult", "DACH 2018", "read")
    pregnant = replace(dach, ug_per_day=4.5)
    eaten = [_item(16, 1.0), _item(17, 1.0, "fortified"), _item(18, 9.0, "supplement")]
    targets = {day: pregnant if day > MONDAY else dach for day in days}
    figure = charts.week(summarise(days, eaten, targets, MONDAY))
    figure.draw_without_rendering()
    (legend,) = figure.legends
    assert len(legend.get_texts()) == 8
    box = legend.get_window_extent()
    assert box.x0 >= 0
    assert box.x1 <= figure.bbox.x1
