"""How much of what was eaten reaches the body, item by item: an estimate with its range.

The curve that it follows stands in `curve`, with the published figures and their sources.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from tracker.absorption.curve import (
    CARMEL,
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
from tracker.diary.model import ItemRow
from tracker.foods.model import Serving
from tracker.people.conditions import WHOLE, Condition, Share
from tracker.text.words import words

# Sittings closer together share one capacity, and those further apart have each their own: a
# second dose 4 to 6 hours later was absorbed as well as the first (Heyssel 1966).
SHARED, APART = timedelta(hours=4), timedelta(hours=6)
_SHARED_S, _APART_S = SHARED.total_seconds(), APART.total_seconds()
# On less natural B12 in a sitting the food studies have no data.
_STUDIED_UG = 1.0


# With these alone a dose is taken on an empty stomach.
_DRINKS = frozenset(words("water tap mineral sparkling coffee black espresso americano tea green"))


class FoodClass(NamedTuple):
    """Foods whose B12 is absorbed alike: the share presented, and the spread around it.

    `low` is the lower end as a part of the estimate's, `high` the most that was absorbed, as a part
    of the dose. In a sitting they present at most `most_ug` of crystalline B12, and no more than
    `high_ug` is absorbed of them.
    """

    name: str
    share: float
    low: float = 1.0
    high: float = 1.0
    most_ug: float = math.inf
    high_ug: float = math.inf
    source: str = "Watanabe 2007"


ADDED = FoodClass("crystalline", 0.56, source=CARMEL)
FISH = FoodClass("fish", 0.42)
POULTRY = FoodClass("poultry", 0.63)
SHEEP = FoodClass("sheep meat", 0.65)
# Garrod 2019: 30.2 ± 16.4 %, and 0.55 ± 0.19 µg of 1.4 as of 2.6 µg; below 9 % in Watanabe 2007.
EGG = FoodClass(
    "eggs",
    0.30,
    low=0.3,
    high=0.466,
    most_ug=presented_for(0.55),
    high_ug=0.74,
    source="Garrod 2019; Watanabe 2007",
)
OTHER = FoodClass("other natural food", 0.50, source="IOM 1998, p. 309")
_BY_KIND = {"fish": FISH, "poultry": POULTRY, "egg": EGG}
_SHEEP_WORDS = frozenset({"lamb", "mutton", "sheep"})


class Absorption(NamedTuple):
    """How a person absorbs on a day: the shares of `Condition`, and whether anything is known."""

    food_share: Share = WHOLE
    path_share: Share = WHOLE
    intrinsic_factor: bool = True
    estimable: bool = True


NORMAL = Absorption()


def under(conditions: Iterable[Condition]) -> Absorption:
    """Return how someone absorbs with those conditions: each limit is the strictest among them."""
    held = tuple(conditions)
    return Absorption(
        _strictest(condition.food_share for condition in held),
        _strictest(condition.path_share for condition in held),
        all(condition.intrinsic_factor for condition in held),
        all(condition.estimable for condition in held),
    )


def _strictest(shares: Iterable[Share]) -> Share:
    low, likely, high = (min(column) for column in zip(WHOLE, *shares, strict=True))
    return low, likely, high


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
    gives.
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


class Estimates:
    """What is absorbed of items, by their days: estimated at first use, as few figures need it.

    That is of all at once, because each sitting depends on the one before.
    """

    def __init__(
        self, items: Sequence[ItemRow], absorption_on: Callable[[date], Absorption]
    ) -> None:
        """Take what `of_items` takes."""
        self._items, self._absorption_on = items, absorption_on

    def on(self, day: date) -> tuple[Estimate | None, ...]:
        """Return those of a day's items, in their order."""
        return tuple(self._by_day.get(day, ()))

    @cached_property
    def _by_day(self) -> dict[date, list[Estimate | None]]:
        days: defaultdict[date, list[Estimate | None]] = defaultdict(list)
        estimates = of_items(self._items, self._absorption_on)
        for item, estimate in zip(self._items, estimates, strict=True):
            days[item.day].append(estimate)
        return days


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


_PATHS = (carried_at_least_ug, carried_ug, carried_at_most_ug)


class _Weighed(NamedTuple):
    """An item by its class: its µg, and the dose of crystalline B12 that would present as much."""

    group: FoodClass
    natural: bool
    ug: float
    weight: float


def _of_sitting(
    items: Sequence[ItemRow | Serving], absorption: Absorption, already_ug: float
) -> tuple[list[Estimate], float]:
    """Return the estimate of each item, and the µg that the path carried of them.

    Each item has its part of what the path carries by its weight. A dose with food diffuses less.
    """
    weighed = _weighed(items)
    food = sum(item.weight for item in weighed if item.natural)
    added = sum(item.weight for item in weighed if not item.natural)
    with_food = any(map(_is_food, items))
    diffused = WITH_FOOD if with_food else FASTING
    low, likely, high = (
        _rate(path, food * freed + added, already_ug) if absorption.intrinsic_factor else 0.0
        for path, freed in zip(_PATHS, absorption.food_share, strict=True)
    )
    freed_low, freed, freed_high = absorption.food_share
    left_low, left, left_high = absorption.path_share
    estimates = []
    for group, natural, ug, weight in weighed:
        least = low * left_low * weight * (freed_low if natural else 1.0)
        middle = likely * left * weight * (freed if natural else 1.0)
        most = high * left_high * weight * (freed_high if natural else 1.0)
        absorbed = middle + diffused.ug * ug
        lower = group.low * least + diffused.low_ug * ug
        upper = min(most + diffused.high_ug * ug, group.high * ug)
        estimates.append(Estimate(absorbed, min(lower, absorbed), max(upper, absorbed)))
    return _as_studied(weighed, estimates, absorption, already_ug), likely * (food * freed + added)


def _is_food(item: ItemRow | Serving) -> bool:
    """Whether a dose taken with it is taken with food: not water, coffee or tea alone."""
    if item.origin in ("supplement", "injection"):
        return False
    return bool(item.b12_ug) or not _DRINKS.issuperset(words(item.food))


def _weighed(items: Sequence[ItemRow | Serving]) -> list[_Weighed]:
    """Return the items by their classes; those of a class present at most what it can."""
    weighed = []
    sums: defaultdict[FoodClass, float] = defaultdict(float)
    for item in items:
        ug = 0.0 if item.b12_ug is None or item.origin == "injection" else item.b12_ug
        group = food_class(item.food, item.origin, item.kind)
        weight = ug * group.share / ADDED.share
        sums[group] += weight
        weighed.append(_Weighed(group, item.origin == "natural", ug, weight))
    if all(total <= group.most_ug for group, total in sums.items()):
        return weighed
    return [
        item._replace(weight=item.weight * min(1.0, item.group.most_ug / sums[item.group]))
        if item.weight
        else item
        for item in weighed
    ]


def _rate(path: Callable[[float], float], presented_ug: float, already_ug: float) -> float:
    """Return what is carried of each µg presented after what was presented before."""
    if not presented_ug:
        return 0.0
    return (path(already_ug + presented_ug) - path(already_ug)) / presented_ug


def _as_studied(
    weighed: Sequence[_Weighed],
    estimates: list[Estimate],
    absorption: Absorption,
    already_ug: float,
) -> list[Estimate]:
    """Return the estimates with the upper ends that studies of food give.

    Of eggs Garrod 2019 has less than the crystalline curve, and of much in other food Doets 2013
    has more.
    """
    eggs = [place for place, item in enumerate(weighed) if item.group is EGG]
    food = [n for n, item in enumerate(weighed) if item.natural and item.group is not EGG]
    of_eggs = sum(estimates[place].high_ug for place in eggs)
    if of_eggs > EGG.high_ug:
        for place in eggs:
            high = max(estimates[place].high_ug * EGG.high_ug / of_eggs, estimates[place].ug)
            estimates[place] = estimates[place]._replace(high_ug=high)
    food_ug = sum(weighed[place].ug for place in food)
    if absorption.intrinsic_factor and food_ug >= _STUDIED_UG:
        studied = from_food_ug(already_ug + food_ug) - from_food_ug(already_ug)
        studied *= absorption.food_share[2] * absorption.path_share[2]
        of_food = sum(estimates[place].high_ug for place in food)
        if studied > of_food:
            for place in food:
                high = max(studied * weighed[place].ug / food_ug, estimates[place].ug)
                estimates[place] = estimates[place]._replace(high_ug=high)
    return estimates
