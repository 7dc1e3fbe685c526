from datetime import date

import pytest

from tracker.domain.dates import days_from
from tracker.domain.foods import Origin
from tracker.domain.intake import PeriodIntake, summarise
from tracker.domain.items import Item, When
from tracker.domain.targets import Target

MONDAY = date(2026, 11, 16)
TARGET = Target(2.4, "IOM RDA 1998", "adult", "IOM 1998", "read")


def _item(day: int, ug: float | None, origin: Origin = "natural", food: str = "x") -> Item:
    return Item(When(date(2026, 11, day)), food, origin, 1, "cup", 100, ug)


def _week(*items: Item) -> PeriodIntake:
    days = days_from(MONDAY, 7)
    return summarise(days, items, dict.fromkeys(days, TARGET), date(2026, 11, 20))


def test_a_gap_is_no_zero() -> None:
    week = _week(_item(16, 2.4), _item(18, 4.8))
    assert [day.intake_ug for day in week.days] == [2.4, None, 4.8, None, None, None, None]
    assert week.mean_ug == pytest.approx(3.6)
    assert len(week.logged) == 2
    assert [day.future for day in week.days] == [False] * 5 + [True] * 2


def test_nothing_at_all_has_no_mean_and_no_sum() -> None:
    week = _week()
    assert (week.mean_ug, week.intake_ug, week.share) == (None, None, None)
    assert week.target_ug == pytest.approx(16.8)


def test_unknown_is_a_lower_bound_that_names_its_foods() -> None:
    week = _week(_item(16, 1.0), _item(16, None, food="soup"), _item(16, None, food="soup"))
    day = week.days[0]
    assert (day.intake_ug, day.lower_bound, day.unknown) == (1.0, True, ("soup",))
    assert day.met is None
    assert (week.met, week.open) == (0, 1)


def test_a_lower_bound_above_the_target_meets_it() -> None:
    day = _week(_item(16, 3.0), _item(16, None)).days[0]
    assert day.met is True


def test_a_known_zero_is_a_zero() -> None:
    day = _week(_item(16, 0.0)).days[0]
    assert (day.intake_ug, day.lower_bound, day.met) == (0.0, False, False)


def test_a_sum_that_is_the_target_but_for_rounding_meets_it() -> None:
    assert _week(*[_item(16, 0.8)] * 3).days[0].met is True
    assert _week(*[_item(16, 0.1)] * 24).days[0].met is True


def test_an_injection_is_counted_apart() -> None:
    week = _week(_item(16, 1000.0, "injection"), _item(17, 1000.0, "injection"), _item(17, 1.0))
    assert [day.intake_ug for day in week.days[:2]] == [None, 1.0]
    assert week.injected_ug == 2000.0
    assert week.mean_ug == 1.0


def test_origins_are_summed_apart() -> None:
    day = _week(_item(16, 1.0), _item(16, 2.0, "fortified"), _item(16, 6.0, "supplement")).days[0]
    assert day.by_origin == {"natural": 1.0, "fortified": 2.0, "supplement": 6.0}
    assert day.intake_ug == 9.0
