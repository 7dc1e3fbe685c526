"""How much of what was eaten reaches the body: an estimate with its range, and its sources.

Two ways lead in. Intrinsic factor carries B12 through a path that is soon full; besides, 1.2 % of
any dose diffuses. An item presents to the path the share of its dose that its class of food gives
(crystalline 56 %, poultry 63 %, fish 42 %, eggs 30 %, other natural food 50 %); what a sitting
presents is carried as the same amount of crystalline B12 would be.

The path follows the published crystalline doses less their diffused part, in µg: 0.548 of 1,
0.94 of 5, 1.48 of 10, 1.0 of 25, 0.9 of 50, 3.7 of 500, 1.0 of 1000. They don't rise steadily, as a
path must, so neighbours out of order are pooled (isotonic regression, which is the closest rising
curve by least squares): 1.127 from 10 to 50, 2.35 from 500 on; between knots log on log, below 1 µg
the same share, beyond the last nothing more. How close that comes, all in µg:

    crystalline dose    0.5    1     2.5    5     10    25    50   500   1000
    estimate           0.28  0.56  0.78  1.00  1.25  1.43  1.73  8.35  14.4
    published            -   0.56    -   1.0   1.6   1.3   1.5   9.7   13

Food in large portions is where sources part. A meal is full at 1.5 to 2.5 µg (Scott 1997, in IOM
1998 p. 309; Watanabe 2007), yet people absorbed 4.1 µg on average (up to 7) of 38 µg in liver paste
(Heyssel 1966, there too), and 1.7 in another study (4.5 %, Doets 2013). Here it is 1.6, on the safe
side, and the range reaches up to the regression of food studies by Doets (2013):

    food dose (50 %)       1     2.5    5     10    20    38
    estimate             0.50  0.75  0.96  1.21  1.37  1.58
    Doets 2013           0.38  0.77  1.32  2.25  3.83  6.28

Doets EL et al. (2013), Ann Nutr Metab 62:311. Carmel R (2008), Blood 112:2214, Table 1
(PMC2532799). Adams JF et al. (1971), as the IOM cites it: Institute of Medicine (1998), Dietary
Reference Intakes for Thiamin ... Vitamin B12, p. 308. Watanabe F (2007), Exp Biol Med 232:1266.
Garrod MG et al. (2019) for eggs.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from tracker.diary.model import Item
from tracker.people.conditions import WHOLE, Condition, FoodShare
from tracker.text.words import words

DIFFUSED = 0.012
# Sittings closer than that share one capacity, and those further apart have each their own: a
# second dose 4 to 6 hours later was absorbed as well as the first (Heyssel 1966).
SHARED, APART = timedelta(hours=4), timedelta(hours=6)

CARMEL = "Carmel 2008"
ADAMS = "Adams 1971"


@dataclass(frozen=True)
class Point:
    """A published mean: the dose and what of it was absorbed, both in µg."""

    dose_ug: float
    absorbed_ug: float
    source: str


CRYSTALLINE = (
    Point(1, 0.56, CARMEL),
    Point(5, 1.0, ADAMS),
    Point(10, 1.6, CARMEL),
    Point(25, 1.3, ADAMS),
    Point(50, 1.5, CARMEL),
    Point(500, 9.7, CARMEL),
    Point(1000, 13.0, CARMEL),
)
PERNICIOUS_ANAEMIA = (
    Point(1, 0.012, CARMEL),
    Point(10, 0.12, CARMEL),
    Point(50, 0.6, CARMEL),
    Point(500, 7.0, CARMEL),
    Point(1000, 12.0, CARMEL),
)
# What stays of an injection.
INJECTED = (Point(10, 9.7, CARMEL), Point(100, 55.0, CARMEL), Point(1000, 150.0, CARMEL))
# The knots of the path: crystalline µg presented, µg carried.
PATH = ((1.0, 0.548), (5.0, 0.94), (10.0, 3.38 / 3), (50.0, 3.38 / 3), (500.0, 2.35))
# Doets 2013 had no doses above.
FOOD_DATA_END_UG = 38.0
# Their regression: ln(absorbed µg) over ln(dose in µg).
FOOD_SLOPE, FOOD_LEVEL = 0.7694, -0.9614


@dataclass(frozen=True)
class FoodClass:
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


@dataclass(frozen=True)
class Estimate:
    """µg, with the range that the spread of published data leaves."""

    ug: float = 0.0
    low_ug: float = 0.0
    high_ug: float = 0.0

    def __add__(self, other: "Estimate") -> "Estimate":
        """The sum; ends of ranges add up, which is wider than chance would have it."""
        return Estimate(
            self.ug + other.ug, self.low_ug + other.low_ug, self.high_ug + other.high_ug
        )

    def times(self, factor: float) -> "Estimate":
        """The estimate and its range, each times a positive factor."""
        return Estimate(self.ug * factor, self.low_ug * factor, self.high_ug * factor)


@dataclass(frozen=True)
class Absorption:
    """How a person absorbs on a day."""

    food_share: FoodShare = WHOLE
    intrinsic_factor: bool = True
    estimable: bool = True


NORMAL = Absorption()


def under(conditions: Iterable[Condition]) -> Absorption:
    """How someone absorbs with those conditions: each limit is the strictest among them."""
    found = tuple(conditions)
    shares = [WHOLE, *(condition.food_share for condition in found)]
    low, likely, high = (min(column) for column in zip(*shares, strict=True))
    return Absorption(
        (low, likely, high),
        all(condition.intrinsic_factor for condition in found),
        all(condition.estimable for condition in found),
    )


def carried_ug(presented_ug: float) -> float:
    """µg that intrinsic factor carries of so many µg of crystalline B12 in one sitting."""
    (first, at_first), (last, at_last) = PATH[0], PATH[-1]
    if presented_ug <= first:
        return at_first * presented_ug / first
    if presented_ug >= last:
        return at_last
    return _on_log_axes(presented_ug, PATH)


def presented_for(carried: float) -> float:
    """The least µg that must be presented for so many µg to be carried; `carried_ug` reversed."""
    (first, at_first), (last, at_last) = PATH[0], PATH[-1]
    if carried <= at_first:
        return first * carried / at_first
    if carried >= at_last:
        return last
    return _on_log_axes(carried, [(high, low) for low, high in PATH])


def from_food_ug(dose_ug: float) -> float:
    """µg absorbed of a dose in food, by the regression of Doets 2013, whose data end at 38 µg."""
    return math.exp(FOOD_SLOPE * math.log(min(dose_ug, FOOD_DATA_END_UG)) + FOOD_LEVEL)


def retained(injected_ug: float) -> Estimate:
    """What stays of an injection: the rest leaves with the urine (Carmel 2008).

    Between the published doses on log axes; below the least the same share, above the largest no
    more than of that.
    """
    least, most = INJECTED[0], INJECTED[-1]
    if injected_ug <= least.dose_ug:
        stays = injected_ug * least.absorbed_ug / least.dose_ug
    elif injected_ug >= most.dose_ug:
        stays = most.absorbed_ug
    else:
        stays = _on_log_axes(injected_ug, [(p.dose_ug, p.absorbed_ug) for p in INJECTED])
    return Estimate(stays, 0.7 * stays, min(1.3 * stays, injected_ug))


def food_class(item: Item) -> FoodClass:
    """The class of food by which an item is reckoned.

    Sheep meat is known by its name, since the diary has one kind for all meat.
    """
    if item.origin != "natural":
        return ADDED
    if item.kind == "meat" and not _SHEEP_WORDS.isdisjoint(words(item.food)):
        return SHEEP
    return _BY_KIND.get(item.kind or "", OTHER)


def of_sitting(
    items: Sequence[Item], absorption: Absorption = NORMAL, already_ug: float = 0.0
) -> Estimate:
    """What is absorbed of things eaten together, after so many µg presented shortly before.

    Items of unknown B12 and injections add nothing. `absorption` must be estimable.
    """
    eaten = [item for item in items if item.b12_ug and item.origin != "injection"]
    low, likely, high = (
        _absorbed(eaten, absorption, already_ug, end) for end in range(len(absorption.food_share))
    )
    natural = sum(item.b12_ug or 0.0 for item in eaten if item.origin == "natural")
    if absorption.intrinsic_factor and natural >= 1.0:
        # Only here do food studies say more than the crystalline curve; see the head.
        added = [item for item in eaten if item.origin != "natural"]
        beside = _absorbed(added, absorption, already_ug, 2)
        high = max(high, beside + absorption.food_share[2] * from_food_ug(natural))
    return Estimate(likely, low, high)


def by_day(
    items: Iterable[Item], absorption_on: Callable[[date], Absorption]
) -> dict[date, Estimate]:
    """What is absorbed of each day's items; a day that can't be estimated is left out.

    `items` should begin some hours before the first day that matters, since an evening meal can
    still fill the path. Things eaten at one time, or logged together without one, are a sitting;
    meals of one name on a day are one as well. Other sittings of unknown time count as far apart.

    Only what was carried takes up the path, so that a snack in between never costs more than it
    gives. Up to 10 µg, sittings within 4 hours are carried as one.
    """
    days: dict[date, Estimate] = {}
    before: list[tuple[datetime, float]] = []
    for sitting in _sittings(items):
        when = sitting[0].when
        absorption = absorption_on(when.day)
        if not absorption.estimable:
            continue
        already = 0.0
        if when.eaten_at is not None and absorption.intrinsic_factor:
            before = [one for one in before if when.eaten_at - one[0] < APART]
            taken = sum(ug * _still_full(when.eaten_at - at) for at, ug in before)
            already = presented_for(taken)
            presented = already + _presented(sitting, absorption, 1)
            before.append((when.eaten_at, carried_ug(presented) - carried_ug(already)))
        estimate = of_sitting(sitting, absorption, already)
        days[when.day] = days.get(when.day, Estimate()) + estimate
    return days


def in_two_sittings(items: Sequence[Item]) -> list[Item]:
    """The same items with each sitting parted in two halves that are far apart."""
    return [
        replace(
            item,
            b12_ug=None if item.b12_ug is None else item.b12_ug / 2,
            when=replace(item.when, eaten_at=None, meal=f"{number} {half}"),
        )
        for number, sitting in enumerate(_sittings(items))
        for item in sitting
        for half in ("first", "second")
    ]


def _sittings(items: Iterable[Item]) -> list[list[Item]]:
    """What was eaten together, by the true time; those of unknown time last."""
    ordered = sorted(items, key=_order)
    return [list(group) for _, group in groupby(ordered, key=_order)]


def _order(item: Item) -> tuple[float, date, str, int]:
    when = item.when
    if when.eaten_at is not None:
        return when.eaten_at.timestamp(), when.day, "", 0
    return math.inf, when.day, (when.meal or "").casefold(), 0 if when.meal else item.meal_id


def _still_full(passed: timedelta) -> float:
    """The part of the path that is still taken: all for 4 hours, none after 6."""
    return min(max((APART - passed) / (APART - SHARED), 0.0), 1.0)


def _presented(items: Sequence[Item], absorption: Absorption, end: int) -> float:
    """The dose of crystalline B12, in µg, that would present as much to the path."""
    return sum(_weight(item, absorption, end) for item in items)


def _weight(item: Item, absorption: Absorption, end: int) -> float:
    if item.b12_ug is None or item.origin == "injection":
        return 0.0
    freed = absorption.food_share[end] if item.origin == "natural" else 1.0
    return item.b12_ug * food_class(item).share / ADDED.share * freed


def _absorbed(items: Sequence[Item], absorption: Absorption, already_ug: float, end: int) -> float:
    """The low, likely or high end (0, 1, 2): each item has its part of what the path carries."""
    presented = _presented(items, absorption, end)
    carried = 0.0
    if absorption.intrinsic_factor and presented:
        carried = carried_ug(already_ug + presented) - carried_ug(already_ug)
    absorbed = 0.0
    for item in items:
        group = food_class(item)
        part = carried * _weight(item, absorption, end) / presented if presented else 0.0
        spread = (group.low, 1.0, group.high)[end]
        absorbed += spread * (part + DIFFUSED * (item.b12_ug or 0.0))
    return absorbed


def _on_log_axes(x: float, knots: Sequence[tuple[float, float]]) -> float:
    """Between the knots, which `x` lies within."""
    for (left, low), (right, high) in pairwise(knots):
        if x <= right:
            slope = math.log(high / low) / math.log(right / left)
            return low * math.pow(x / left, slope)
    raise ValueError(x)
