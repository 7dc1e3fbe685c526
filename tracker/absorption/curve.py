"""What is absorbed of one dose: the published figures, their sources, and the curve through them.

B12 enters in two ways. Intrinsic factor carries it along a path that is soon full; in addition, a
little of any dose diffuses. Of D µg of crystalline B12

    absorbed = Amax · D / (D + K) + p · D        with K = Amax / 0.548 − 1

which is the saturating form of a carrier; K makes it 0.56 µg of 1 µg at a p of 1.2 % (Carmel 2008).
Amax, what the full path carries, is 1.8 µg: a sitting is full at 1.5 to 2.5 µg (Scott 1997, in IOM
1998 p. 309; Watanabe 2007). p is 1.2 % on an empty stomach (Carmel 2008; IOM: 1 %) and at most
0.3 % with a meal, since of a large dose with a meal 0.5 % or less was absorbed (Berlin 1968, in IOM
1998 p. 310).

An item presents to the path the share of its dose that its class of food gives, over the 56 % of
crystalline B12 (`estimate.food_class`). Eggs present no more than what gives 0.55 µg, as that was
absorbed of 1.4 as of 2.6 µg (Garrod 2019).

The range. Its lower end has an Amax of 1.3 µg, 70 % of what that carries, and a p of 0.4 % (0 with
a meal). Its upper end is 2.3 times what the path carries, up to a dose of 10 µg, and a p of 1.5 %
(0.3 % with a meal), since single studies found that much more: of 2.5 µg 63 % (Kurpad 2023), of 3
µg in mutton 83 % (Doets 2013). No end is above the dose. All in µg, estimates (range) beside the
published means; a star marks an estimate that is more than 30 % of the published mean away from it:

    crystalline      estimate              published
    1                0.56 (0.39–1.00)      0.56  Carmel 2008
    2.5              0.97 (0.60–2.20)      1.58  Kurpad 2023  *
    5                1.30 (0.73–2.92)      1.0   Adams 1971
    10               1.59 (0.84–3.52)      1.6   Carmel 2008
    25               1.95 (0.96–3.93)      1.3   Adams 1971   *
    50               2.32 (1.09–4.38)      1.5   Carmel 2008  *
    500              7.79 (2.91–11.20)     9.7   Carmel 2008
    1000             13.80 (4.91–18.70)    13    Carmel 2008
    1000, in a meal  4.80 (0.91–6.70)      5     Berlin 1968

    food             estimate              published
    fish 2.1         0.74 (0.49–1.70)      0.88  Watanabe 2007
    chicken 1.9      0.88 (0.55–1.90)      1.2   Watanabe 2007
    mutton 3.0       1.10 (0.65–2.51)      2.49  Doets 2013   *
    bread 0.8        0.47 (0.34–0.80)      0.55  Garrod 2018
    egg 2.0          0.56 (0.12–0.74)      0.55  Garrod 2019
    liver paste 38   1.80 (0.87–6.28)      4.1   Heyssel 1966 *

On large portions of food the sources disagree: of 38 µg in liver paste 4.1 µg on average (Heyssel
1966), and 1.7 in another study (4.5 %, Doets 2013). There the range reaches up to the regression of
food studies by Doets (2013), ln(absorbed) = 0.7694 ln(dose) − 0.9614, whose data end at 38 µg.

Without intrinsic factor only p is left: 1.2 % of 1 to 1000 µg on an empty stomach (Carmel 2008).

Carmel R (2008), Blood 112:2214, Table 1 (PMC2532799). Adams JF et al. (1971), as cited by the
Institute of Medicine (1998), Dietary Reference Intakes for Thiamin ... Vitamin B12, p. 308. Kurpad
AV et al. (2023), Am J Clin Nutr 118:1214. Doets EL et al. (2013), Ann Nutr Metab 62:311. Watanabe F
(2007), Exp Biol Med 232:1266. Garrod MG et al. (2018, 2019), as second sources have them.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

CARMEL = "Carmel 2008"
ADAMS = "Adams 1971"
KURPAD = "Kurpad 2023"
BERLIN = "Berlin 1968"

_AMAX_UG, _AMAX_LOW_UG = 1.8, 1.3
# What the path carries of 1 µg: the 0.56 of Carmel 2008 less what diffuses.
_CARRIED_OF_1_UG = 0.548
_LOW_SPREAD, _HIGH_SPREAD, _SPREAD_TO_UG = 0.7, 2.3, 10.0


class Point(NamedTuple):
    """A published mean: the dose and how much of it was absorbed, both in µg."""

    dose_ug: float
    absorbed_ug: float
    source: str


CRYSTALLINE = (
    Point(1, 0.56, CARMEL),
    Point(2.5, 1.58, KURPAD),
    Point(5, 1.0, ADAMS),
    Point(10, 1.6, CARMEL),
    Point(25, 1.3, ADAMS),
    Point(50, 1.5, CARMEL),
    Point(500, 9.7, CARMEL),
    Point(1000, 13.0, CARMEL),
)
WITH_A_MEAL = (Point(1000, 5.0, BERLIN),)
PERNICIOUS_ANAEMIA = (
    Point(1, 0.012, CARMEL),
    Point(10, 0.12, CARMEL),
    Point(50, 0.6, CARMEL),
    Point(500, 7.0, CARMEL),
    Point(1000, 12.0, CARMEL),
)
# By the kind of food that was eaten.
FOODS = {
    "fish": Point(2.1, 0.88, "Watanabe 2007"),
    "chicken": Point(1.9, 1.2, "Watanabe 2007"),
    "mutton": Point(3.0, 2.49, "Doets 2013"),
    "bread": Point(0.8, 0.55, "Garrod 2018"),
    "egg": Point(2.0, 0.55, "Garrod 2019"),
    "liver paste": Point(38, 4.1, "Heyssel 1966"),
}
# Doets 2013 had no larger doses.
FOOD_DATA_END_UG = 38.0
_FOOD_SLOPE, _FOOD_LEVEL = 0.7694, -0.9614


class Estimate(NamedTuple):
    """µg, with the range that the spread of published data leaves."""

    ug: float = 0.0
    low_ug: float = 0.0
    high_ug: float = 0.0

    def times(self, factor: float) -> "Estimate":
        """Return the estimate and its range, each times a positive factor."""
        return Estimate(self.ug * factor, self.low_ug * factor, self.high_ug * factor)


# The share of a dose that diffuses.
FASTING = Estimate(0.012, 0.004, 0.015)
WITH_FOOD = Estimate(0.003, 0.0, 0.003)


def total(estimates: Iterable[Estimate]) -> Estimate:
    """Return the sum; ends of ranges add up, which is wider than chance would have it."""
    columns = zip(*estimates, strict=True)
    return Estimate(*map(sum, columns))


def carried_ug(presented_ug: float) -> float:
    """Return the µg that intrinsic factor carries of crystalline B12 presented in one sitting."""
    return _AMAX_UG * presented_ug / (presented_ug + _half_full(_AMAX_UG))


def carried_at_least_ug(presented_ug: float) -> float:
    """Return the lower end of `carried_ug`."""
    return _LOW_SPREAD * _AMAX_LOW_UG * presented_ug / (presented_ug + _half_full(_AMAX_LOW_UG))


def carried_at_most_ug(presented_ug: float) -> float:
    """Return the upper end of `carried_ug`, which may be more than was presented."""
    studied = carried_ug(min(presented_ug, _SPREAD_TO_UG))
    return _HIGH_SPREAD * studied + carried_ug(presented_ug) - studied


def presented_for(carried: float) -> float:
    """Return the µg to present for so many µg to be carried; `carried_ug` reversed.

    A full path is never quite full, so that as much as it carries, or more, counts as almost that.
    """
    carried = min(carried, _AMAX_UG * (1 - 1e-9))
    return _half_full(_AMAX_UG) * carried / (_AMAX_UG - carried)


def from_food_ug(dose_ug: float) -> float:
    """Return the µg absorbed of a dose in food: Doets 2013, whose data end at 38 µg."""
    if dose_ug <= 0:
        return 0.0
    return math.exp(_FOOD_SLOPE * math.log(min(dose_ug, FOOD_DATA_END_UG)) + _FOOD_LEVEL)


def _half_full(amax_ug: float) -> float:
    """K: the µg that fill half of the path."""
    return amax_ug / _CARRIED_OF_1_UG - 1
