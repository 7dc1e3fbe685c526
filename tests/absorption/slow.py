"""The estimate written down as obviously as can be, sitting by sitting and end by end."""

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from tracker.absorption.curve import (
    DIFFUSED,
    Estimate,
    carried_ug,
    from_food_ug,
    presented_for,
    total,
)
from tracker.absorption.estimate import ADDED, Absorption, FoodClass, food_class
from tracker.diary.model import ItemRow

_FOUR, _SIX = timedelta(hours=4), timedelta(hours=6)


def by_day(
    items: Sequence[ItemRow], absorption_on: Callable[[date], Absorption]
) -> dict[date, Estimate]:
    """As `estimate.by_day`."""
    days: dict[date, list[Estimate]] = {}
    before: list[tuple[datetime, float]] = []
    for _, group in groupby(sorted(items, key=_order), key=_order):
        sitting = list(group)
        when, how = sitting[0], absorption_on(sitting[0].day)
        if not how.estimable:
            continue
        already = 0.0
        if when.eaten_at is not None and how.intrinsic_factor:
            taken = sum(
                ug * min(max((_SIX - (when.eaten_at - at)) / (_SIX - _FOUR), 0.0), 1.0)
                for at, ug in before
            )
            already = presented_for(taken)
            presented = already + sum(_weight(item, how, 1) for item in sitting)
            before.append((when.eaten_at, carried_ug(presented) - carried_ug(already)))
        days.setdefault(when.day, []).append(of_sitting(sitting, how, already))
    return {day: total(estimates) for day, estimates in days.items()}


def of_sitting(items: Sequence[ItemRow], how: Absorption, already_ug: float = 0.0) -> Estimate:
    """As `estimate.of_sitting`."""
    eaten = [item for item in items if item.b12_ug and item.origin != "injection"]
    low, likely, high = (_absorbed(eaten, how, already_ug, end) for end in range(3))
    natural = sum(item.b12_ug or 0.0 for item in eaten if item.origin == "natural")
    if how.intrinsic_factor and natural >= 1.0:
        added = [item for item in eaten if item.origin != "natural"]
        beside = _absorbed(added, how, already_ug, 2)
        high = max(high, beside + how.food_share[2] * from_food_ug(natural))
    return Estimate(likely, low, high)


def _order(item: ItemRow) -> tuple[float, date, str, int]:
    if item.eaten_at is not None:
        return item.eaten_at.timestamp(), item.day, "", 0
    return math.inf, item.day, (item.meal or "").casefold(), 0 if item.meal else item.meal_id


def _class(item: ItemRow) -> FoodClass:
    return food_class(item.food, item.origin, item.kind)


def _weight(item: ItemRow, how: Absorption, end: int) -> float:
    if item.b12_ug is None or item.origin == "injection":
        return 0.0
    freed = how.food_share[end] if item.origin == "natural" else 1.0
    return item.b12_ug * _class(item).share / ADDED.share * freed


def _absorbed(items: Sequence[ItemRow], how: Absorption, already_ug: float, end: int) -> float:
    presented = sum(_weight(item, how, end) for item in items)
    carried = 0.0
    if how.intrinsic_factor and presented:
        carried = carried_ug(already_ug + presented) - carried_ug(already_ug)
    absorbed = 0.0
    for item in items:
        group = _class(item)
        part = carried * _weight(item, how, end) / presented if presented else 0.0
        spread = (group.low, 1.0, group.high)[end]
        absorbed += spread * (part + DIFFUSED * (item.b12_ug or 0.0))
    return absorbed
