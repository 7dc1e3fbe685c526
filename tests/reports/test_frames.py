import math
from datetime import date

import pytest

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
