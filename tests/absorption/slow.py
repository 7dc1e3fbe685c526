"""The estimate written down as obviously as can be, sitting by sitting and end by end."""

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from tracker.absorption.curve import (
    FASTING,
    WITH_FOOD,
    Estimate,
    carried_at_least_ug,
    carried_at_most_ug,
    carried_ug,
    from_food_ug,
    presented_for,
    total,
)
from tracker.absorption.estimate import ADDED, EGG, Absorption, FoodClass, food_class
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
            presented = already + sum(_weights(sitting, how, 1))
            before.append((when.eaten_at, carried_ug(presented) - carried_ug(already)))
        days.setdefault(when.day, []).append(of_sitting(sitting, how, already))
    return {day: total(estimates) for day, estimates in days.items()}


def of_sitting(items: Sequence[ItemRow], how: Absorption, already_ug: float = 0.0) -> Estimate:
    """As `estimate.of_sitting`."""
    fed = any(
        item.origin in ("natural", "fortified") and (item.b12_ug or item.food != "water")
        for item in items
    )
    diffused = WITH_FOOD if fed else FASTING
    likely = [
        part + diffused.ug * _ug(item)
        for item, part in zip(items, _parts(items, how, already_ug, 1), strict=True)
    ]
    lows = [
        min((0.3 if _class(item) == EGG else 1.0) * part + diffused.low_ug * _ug(item), middle)
        for item, part, middle in zip(items, _parts(items, how, already_ug, 0), likely, strict=True)
    ]
    highs = [
        max(
            min(
                part + diffused.high_ug * _ug(item),
                (0.466 if _class(item) == EGG else 1.0) * _ug(item),
            ),
            middle,
        )
        for item, part, middle in zip(items, _parts(items, how, already_ug, 2), likely, strict=True)
    ]
    eggs = sum(high for item, high in zip(items, highs, strict=True) if _class(item) == EGG)
    if eggs > 0.74:
        highs = [
            max(high * 0.74 / eggs, middle) if _class(item) == EGG else high
            for item, high, middle in zip(items, highs, likely, strict=True)
        ]
    food = [item.origin == "natural" and _class(item) != EGG for item in items]
    natural = sum(_ug(item) for item, is_food in zip(items, food, strict=True) if is_food)
    if how.intrinsic_factor and natural >= 1.0:
        studied = from_food_ug(already_ug + natural) - from_food_ug(already_ug)
        studied *= how.food_share[2] * how.path_share[2]
        if studied > sum(high for high, is_food in zip(highs, food, strict=True) if is_food):
            highs = [
                max(studied * _ug(item) / natural, middle) if is_food else high
                for item, is_food, high, middle in zip(items, food, highs, likely, strict=True)
            ]
    return Estimate(sum(likely), sum(lows), sum(highs))


def _order(item: ItemRow) -> tuple[float, date, str, int]:
    if item.eaten_at is not None:
        return item.eaten_at.timestamp(), item.day, "", 0
    return math.inf, item.day, (item.meal or "").casefold(), 0 if item.meal else item.meal_id


def _class(item: ItemRow) -> FoodClass:
    return food_class(item.food, item.origin, item.kind)


def _ug(item: ItemRow) -> float:
    return 0.0 if item.b12_ug is None or item.origin == "injection" else item.b12_ug


def _weights(items: Sequence[ItemRow], how: Absorption, end: int) -> list[float]:
    """What each item presents, as crystalline B12: of all eggs not more than gives 0.55 µg."""
    eggs = sum(_ug(item) * EGG.share / ADDED.share for item in items if _class(item) == EGG)
    weights = []
    for item in items:
        weight = _ug(item) * _class(item).share / ADDED.share
        if _class(item) == EGG and eggs > presented_for(0.55):
            weight *= presented_for(0.55) / eggs
        weights.append(weight * (how.food_share[end] if item.origin == "natural" else 1.0))
    return weights


def _parts(items: Sequence[ItemRow], how: Absorption, already_ug: float, end: int) -> list[float]:
    """What is carried of each item at that end, and absorbed of it."""
    path = (carried_at_least_ug, carried_ug, carried_at_most_ug)[end]
    weights = _weights(items, how, end)
    presented = sum(weights)
    if not how.intrinsic_factor or not presented:
        return [0.0] * len(items)
    carried = (path(already_ug + presented) - path(already_ug)) * how.path_share[end]
    return [carried * weight / presented for weight in weights]
