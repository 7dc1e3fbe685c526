"""What is absorbed of many years at once: `domain.absorption` on columns of numbers.

The model, its figures and its sources stand there; a test holds the two to the same results.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.absorption import estimate as absorption
from tracker.absorption.estimate import (
    ADDED,
    APART,
    DIFFUSED,
    FOOD_DATA_END_UG,
    FOOD_LEVEL,
    FOOD_SLOPE,
    PATH,
    SHARED,
    Absorption,
)
from tracker.diary.model import Item, When

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]
_Bools = NDArray[np.bool_]
ENDS = ("absorbed_low_ug", "absorbed_ug", "absorbed_high_ug")
_LIKELY, _HIGH = 1, 2
# Of less the food studies say nothing; as in `absorption.of_sitting`.
_STUDIED_UG = 1.0
_MINUTE = timedelta(minutes=1)


def of_items(items: pd.DataFrame, how: Mapping[date, Absorption]) -> _Floats:
    """µg absorbed of each item: the low end, the likely figure and the high end, as in ENDS.

    `items` has `day`, `eaten_at`, `sitting`, `food`, `origin`, `kind` and `b12_ug` of the
    ITEM_COLUMNS of `frames`; `how` says for each day how the person absorbs. Unknown B12 and
    injections add 0; a day without an estimate is NaN. Sittings bear on each other as in
    `absorption.by_day`, and each sum over a day is the estimate there.
    """
    sitting = items["sitting"].to_numpy()
    natural = (items["origin"] == "natural").to_numpy()
    ug = items["b12_ug"].where(items["origin"] != "injection").fillna(0.0).to_numpy()
    share, low, high = _classes(items).T
    spread = np.stack([low, np.ones_like(low), high], axis=1)
    # Of each sitting, by its first item: when it was, and how the person absorbed on that day.
    _, firsts = np.unique(sitting, return_index=True)
    freed, factor, estimable = _ways(items["day"].iloc[firsts], how)
    at = _minutes(items["eaten_at"].iloc[firsts])

    freeing = np.where(natural[:, None], freed[sitting], 1.0)
    weight = (ug * share / ADDED.share)[:, None] * freeing
    presented = _by_sitting(sitting, weight)
    already = _already(at, presented[:, _LIKELY], factor & estimable)[:, None]

    def made_of(weighed: _Floats, offered: _Floats) -> _Floats:
        """Each item has its part of what the path carries, and of what diffuses."""
        carried = np.where(factor[:, None], carried_ug(already + offered) - carried_ug(already), 0)
        part = np.divide(carried, offered, out=np.zeros_like(offered), where=offered > 0)
        made: _Floats = part[sitting] * weighed + DIFFUSED * ug[:, None]
        return made

    absorbed = spread * made_of(weight, presented)
    # Above a microgram of natural B12 the food studies may say more at the high end.
    added = weight[:, [_HIGH]] * ~natural[:, None]
    beside = ADDED.high * made_of(added, _by_sitting(sitting, added))[:, 0] * ~natural
    eaten = _sums(sitting, ug * natural)
    studied = factor & (eaten >= _STUDIED_UG)
    food = np.where(studied, freed[:, _HIGH] * from_food_ug(eaten), 0.0)
    more = _sums(sitting, beside) + food > _sums(sitting, absorbed[:, _HIGH])
    portion = np.divide(ug, eaten[sitting], out=np.zeros_like(ug), where=eaten[sitting] > 0)
    in_studies = np.where(natural, food[sitting] * portion, beside)
    absorbed[:, _HIGH] = np.where((studied & more)[sitting], in_studies, absorbed[:, _HIGH])
    return np.where(estimable[sitting][:, None], absorbed, np.nan)


def carried_ug(presented: _Floats) -> _Floats:
    """As `absorption.carried_ug`."""
    first, at_first = PATH[0]
    steep = at_first * presented / first
    doses, carries = zip(*PATH, strict=True)
    return np.where(presented <= first, steep, _on_log_axes(presented, doses, carries))


def presented_for(carried: _Floats) -> _Floats:
    """As `absorption.presented_for`."""
    first, at_first = PATH[0]
    least = first * carried / at_first
    doses, carries = zip(*PATH, strict=True)
    return np.where(carried <= at_first, least, _on_log_axes(carried, carries, doses))


def _on_log_axes(x: _Floats, knots: tuple[float, ...], values: tuple[float, ...]) -> _Floats:
    """Between the knots, the first of equal ones; what is beyond has the value of the end."""
    at, of = np.log(knots), np.log(values)
    where = np.log(np.clip(x, knots[0], knots[-1]))
    right = np.clip(np.searchsorted(at, where, side="left"), 1, len(at) - 1)
    slope = (of[right] - of[right - 1]) / (at[right] - at[right - 1])
    return np.asarray(np.exp(of[right - 1] + slope * (where - at[right - 1])), dtype=np.float64)


def from_food_ug(dose: _Floats) -> _Floats:
    """As `absorption.from_food_ug`, and 0 of nothing."""
    eaten = np.minimum(np.maximum(dose, np.finfo(np.float64).tiny), FOOD_DATA_END_UG)
    return np.where(dose > 0, np.exp(FOOD_SLOPE * np.log(eaten) + FOOD_LEVEL), 0.0)


def _classes(items: pd.DataFrame) -> _Floats:
    """Share, low and high of each item's class of food: asked once for each food."""
    which = np.zeros(len(items), dtype=np.int64)
    for name in ("food", "origin", "kind"):
        of = items[name].cat
        # 0 is for what has none.
        which = which * (len(of.categories) + 1) + of.codes.to_numpy(np.int64) + 1
    which, different = pd.factorize(which)
    firsts = np.full(len(different), len(items), dtype=np.int64)
    np.minimum.at(firsts, which, np.arange(len(items)))
    found = []
    for name, whence, known in (
        items[["food", "origin", "kind"]].iloc[firsts].itertuples(index=False)
    ):
        of_kind = known if isinstance(known, str) else None
        group = absorption.food_class(
            Item(When(date.min), name, whence, 1.0, "", None, None, kind=of_kind)
        )
        found.append((group.share, group.low, group.high))
    return np.array(found).reshape(-1, 3)[which]


def _ways(
    days: "pd.Series[pd.Timestamp]", how: Mapping[date, Absorption]
) -> tuple[_Floats, _Bools, _Bools]:
    """Of each sitting: the share of food-bound B12 that is freed, intrinsic factor, estimable."""
    which, different = pd.factorize(days)
    ways = [how[day.date()] for day in pd.DatetimeIndex(different)]
    freed = np.array([way.food_share for way in ways]).reshape(-1, 3)
    factor = np.array([way.intrinsic_factor for way in ways], dtype=bool)
    estimable = np.array([way.estimable for way in ways], dtype=bool)
    return freed[which], factor[which], estimable[which]


def _minutes(moments: "pd.Series[pd.Timestamp]") -> _Floats:
    """Minutes since any fixed one; NaN for no time."""
    passed = (moments - pd.Timestamp(0, tz="UTC")) / _MINUTE
    return np.asarray(passed, dtype=np.float64)


def _by_sitting(sitting: _Ints, values: _Floats) -> _Floats:
    """The sums of each column."""
    return np.stack([_sums(sitting, column) for column in values.T], axis=1)


def _sums(sitting: _Ints, values: _Floats) -> _Floats:
    # Of nothing numpy counts whole numbers.
    return np.bincount(sitting, values).astype(np.float64)


def _already(at: _Floats, presented: _Floats, counts: _Bools) -> _Floats:
    """µg that fill the path of each sitting when it begins.

    Sittings that follow each other in less than 6 hours are a chain, and each depends on those
    before it: all the first ones are reckoned at once, then all the second ones, and so on.
    """
    full_for, apart = SHARED / _MINUTE, APART / _MINUTE
    already = np.zeros_like(presented)
    timed = np.flatnonzero(counts & ~np.isnan(at))
    timed = timed[np.argsort(at[timed], kind="stable")]
    when, offered = at[timed], presented[timed]
    begins = np.diff(when, prepend=-np.inf) >= apart
    place = np.arange(len(timed))
    place -= np.maximum.accumulate(np.where(begins, place, 0))
    full, took = np.zeros_like(when), np.zeros_like(when)
    for here in _grouped(place):
        taken = np.zeros(len(here))
        for back in range(1, int(place[here[0]]) + 1):
            passed = when[here] - when[here - back]
            if not (passed < apart).any():
                break
            still_full = np.clip((apart - passed) / (apart - full_for), 0.0, 1.0)
            taken += took[here - back] * still_full
        full[here] = presented_for(taken)
        took[here] = carried_ug(full[here] + offered[here]) - carried_ug(full[here])
    already[timed] = full
    return already


def _grouped(numbers: _Ints) -> list[_Ints]:
    """Where each number stands, for 0, 1, 2 and so on."""
    if not len(numbers):
        return []
    order = np.argsort(numbers, kind="stable")
    return np.split(order, np.cumsum(np.bincount(numbers))[:-1])
