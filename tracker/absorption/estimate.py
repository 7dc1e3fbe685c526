"""How much of what was eaten reaches the body, item by item: an estimate with its range.

The curve that it follows stands in `curve`, with the published figures and their sources.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tracker.absorption.curve import (
    CARMEL,
    DIFFUSED,
    Estimate,
    carried_ug,
    from_food_ug,
    presented_for,
    total,
)
from tracker.diary.model import ItemRow
from tracker.foods.model import Serving
from tracker.people.conditions import WHOLE, Condition, FoodShare
from tracker.text.words import words

# Sittings closer together share one capacity, and those further apart have each their own: a
# second dose 4 to 6 hours later was absorbed as well as the first (Heyssel 1966).
SHARED, APART = timedelta(hours=4), timedelta(hours=6)
_SHARED_S, _APART_S = SHARED.total_seconds(), APART.total_seconds()
# On less natural B12 in a sitting the food studies have no data.
_STUDIED_UG = 1.0


class FoodClass(NamedTuple):
    """Foods whose B12 is absorbed alike: the share presented, and the spread around it."""

    name: str
    share: float
    low: float = 0.7
    high: float = 1.3
    source: str = "Watanabe 2007"


# The spread of 0.7 to 1.3 holds every published crystalline point; that of eggs reaches from below
# 9 % (Watanabe 2007) to 30.2 + 16.4 % (Garrod 2019).
ADDED = FoodClass("crystalline", 0.56, source=CARMEL)
FISH = FoodClass("fish", 0.42)
POULTRY = FoodClass("poultry", 0.63)
SHEEP = FoodClass("sheep meat", 0.65)
EGG = FoodClass("eggs", 0.30, low=0.3, high=1.55, source="Garrod 2019; Watanabe 2007")
OTHER = FoodClass("other natural food", 0.50, source="IOM 1998, p. 309")
_BY_KIND = {"fish": FISH, "poultry": POULTRY, "egg": EGG}
_SHEEP_WORDS = frozenset({"lamb", "mutton", "sheep"})


class Absorption(NamedTuple):
    """How a person absorbs on a day."""

    food_share: FoodShare = WHOLE
    intrinsic_factor: bool = True
    estimable: bool = True


NORMAL = Absorption()


def under(conditions: Iterable[Condition]) -> Absorption:
    """Return how someone absorbs with those conditions: each limit is the strictest among them."""
    held = tuple(conditions)
    shares = [WHOLE, *(condition.food_share for condition in held)]
    low, likely, high = (min(column) for column in zip(*shares, strict=True))
    return Absorption(
        (low, likely, high),
        all(condition.intrinsic_factor for condition in held),
        all(condition.estimable for condition in held),
    )


@lru_cache(1024)
def food_class(food: str, origin: str, kind: str | None) -> FoodClass:
    """Return the class of a food by its name, origin and kind.

    Sheep meat is known by its name, since the diary has one kind for all meat.
    """
    if origin != "natural":
        return ADDED
    if kind == "meat" and not _SHEEP_WORDS.isdisjoint(words(food)):
        return SHEEP
    return _BY_KIND.get(kind or "", OTHER)


def of_items(
    items: Sequence[ItemRow], absorption_on: Callable[[date], Absorption]
) -> list[Estimate | None]:
    """Return what is absorbed of each item; None on a day that allows no estimate.

    Injections and items of unknown B12 are estimated as 0. The items may be in any order. What was
    eaten before them counts too: `begins_rested` tells whether enough of it is there.

    Only what was carried takes up the path, so that a snack in between never costs more than it
    gives. Up to 10 µg, sittings within 4 hours are carried as one.
    """
    estimates: list[Estimate | None] = [None] * len(items)
    earlier: list[tuple[float, float]] = []  # when a sitting was, in seconds, and what was carried
    for (instant, day, *_), places in sittings(items):
        absorption = absorption_on(day)
        if not absorption.estimable:
            continue
        already = 0.0
        timed = absorption.intrinsic_factor and instant < math.inf
        if timed:
            earlier = [(at, ug) for at, ug in earlier if instant - at < _APART_S]
            already = presented_for(sum(ug * _still_full(instant - at) for at, ug in earlier))
        own, carried = _of_sitting([items[place] for place in places], absorption, already)
        if timed:
            earlier.append((instant, carried))
        for place, estimate in zip(places, own, strict=True):
            estimates[place] = estimate
    return estimates


def begins_rested(items: Iterable[ItemRow], since: float, first: date, last: date) -> bool:
    """Return whether nothing before the items affects what is absorbed from the first day on.

    They are all that was eaten from the instant `since`, in seconds, to the last day, by their true
    time. Each sitting depends on the one before, so it takes a break after which the whole path is
    free, however long ago: whoever eats round the clock may have none for months.
    """
    for item in items:
        if item.eaten_at is None:
            break
        instant = item.eaten_at.timestamp()
        if instant - since >= _APART_S:
            break
        if first <= item.day <= last:
            return False
        since = max(since, instant)
    return True


def of_sitting(
    items: Sequence[ItemRow | Serving], absorption: Absorption = NORMAL, already_ug: float = 0.0
) -> Estimate:
    """Return what is absorbed of items eaten together, `already_ug` being presented shortly before.

    Injections and items of unknown B12 add nothing. `absorption` must be estimable.
    """
    return total(_of_sitting(items, absorption, already_ug)[0])


def by_day(
    items: Sequence[ItemRow], absorption_on: Callable[[date], Absorption]
) -> dict[date, Estimate]:
    """Return what is absorbed of each day's items, without the days that allow no estimate."""
    days: defaultdict[date, list[Estimate]] = defaultdict(list)
    for item, estimate in zip(items, of_items(items, absorption_on), strict=True):
        if estimate is not None:
            days[item.day].append(estimate)
    return {day: total(estimates) for day, estimates in days.items()}


_Sitting = tuple[float, date, str, int]


def sittings(items: Iterable[ItemRow]) -> list[tuple[_Sitting, list[int]]]:
    """Return the sittings by their true time, those of unknown time last, with their items' places.

    Items eaten at one time, or logged together without one, are a sitting; so are those of a day
    that have the name of their meal in common and no time. Other sittings of unknown time count as
    far apart.
    """
    places: defaultdict[_Sitting, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        places[_sitting(item)].append(place)
    return sorted(places.items())


def in_two_sittings(items: Sequence[ItemRow]) -> list[ItemRow]:
    """Return the same items with each sitting divided into two halves that are far apart."""
    return [
        items[place]._replace(
            b12_ug=ug if ug is None else ug / 2, eaten_at=None, meal=f"{number} {half}"
        )
        for number, (_, places) in enumerate(sittings(items))
        for place in places
        for ug in (items[place].b12_ug,)
        for half in ("first", "second")
    ]


def _sitting(item: ItemRow) -> _Sitting:
    if item.eaten_at is not None:
        return item.eaten_at.timestamp(), item.day, "", 0
    return math.inf, item.day, (item.meal or "").casefold(), 0 if item.meal else item.meal_id


def _still_full(seconds: float) -> float:
    """Return the part of the path that is still taken: all for 4 hours, none after 6."""
    return min(max((_APART_S - seconds) / (_APART_S - _SHARED_S), 0.0), 1.0)


def _of_sitting(
    items: Sequence[ItemRow | Serving], absorption: Absorption, already_ug: float
) -> tuple[list[Estimate], float]:
    """Return the estimate of each item, and the µg that the path carried of them.

    Each item has its part of what the path carries, and of what diffuses, by the weight at which it
    presents its B12: the dose of crystalline B12, in µg, that would present as much.
    """
    natural_weight = added_weight = natural_ug = 0.0
    weighed = []
    for item in items:
        ug = 0.0 if item.b12_ug is None or item.origin == "injection" else item.b12_ug
        group = food_class(item.food, item.origin, item.kind)
        weight = ug * group.share / ADDED.share
        natural = item.origin == "natural"
        weighed.append((group, natural, ug, weight))
        if natural:
            natural_weight += weight
            natural_ug += ug
        else:
            added_weight += weight
    shares = absorption.food_share
    taken = carried_ug(already_ug) if already_ug else 0.0
    rates: dict[float, float] = {}
    for freed in shares if absorption.intrinsic_factor else ():
        presented = natural_weight * freed + added_weight
        if presented and freed not in rates:
            rates[freed] = (carried_ug(already_ug + presented) - taken) / presented
    added_low, added, added_high = (rates.get(freed, 0.0) for freed in shares)
    # The same for food-bound B12, of which less is freed.
    low, likely, high = (rates.get(freed, 0.0) * freed for freed in shares)
    highs = [
        group.high * ((high if natural else added_high) * weight + DIFFUSED * ug)
        for group, natural, ug, weight in weighed
    ]
    if absorption.intrinsic_factor and natural_ug >= _STUDIED_UG:
        # Only here do food studies say more than the crystalline curve; see `curve`.
        food = shares[-1] * from_food_ug(natural_ug)
        rate = 0.0
        if added_weight:
            rate = (carried_ug(already_ug + added_weight) - taken) / added_weight
        studied = [
            food * (ug / natural_ug) if natural else ADDED.high * (rate * weight + DIFFUSED * ug)
            for _, natural, ug, weight in weighed
        ]
        highs = studied if sum(studied) > sum(highs) else highs
    estimates = [
        Estimate(
            (likely if natural else added) * weight + DIFFUSED * ug,
            group.low * ((low if natural else added_low) * weight + DIFFUSED * ug),
            most,
        )
        for (group, natural, ug, weight), most in zip(weighed, highs, strict=True)
    ]
    return estimates, likely * natural_weight + added * added_weight
