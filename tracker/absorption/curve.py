"""What is absorbed of one dose: the published figures, their sources, and the curve through them.

B12 enters in two ways. Intrinsic factor carries it along a path that is soon full; in addition, 1.2
% of any dose diffuses. An item presents to the path the share of its dose that its class of food
gives (crystalline 56 %, poultry 63 %, fish 42 %, eggs 30 %, other natural food 50 %); what a
sitting presents is carried as the same amount of crystalline B12 would be.

The path follows the published crystalline doses less their diffused part, in µg: 0.548 of 1,
0.94 of 5, 1.48 of 10, 1.0 of 25, 0.9 of 50, 3.7 of 500, 1.0 of 1000. They don't rise steadily, as a
path must, so neighbours out of order are pooled (isotonic regression, the closest rising curve by
least squares): 1.127 from 10 to 50, 2.35 from 500 on. Between knots the curve is straight on log
axes, below 1 µg the share stays the same, and beyond the last knot nothing is added. How close that
comes, all in µg:

    crystalline dose    0.5    1     2.5    5     10    25    50   500   1000
    estimate           0.28  0.56  0.78  1.00  1.25  1.43  1.73  8.35  14.4
    published            -   0.56    -   1.0   1.6   1.3   1.5   9.7   13

On large portions of food the sources disagree. A meal is full at 1.5 to 2.5 µg (Scott 1997, in IOM
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
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

DIFFUSED = 0.012
CARMEL = "Carmel 2008"
ADAMS = "Adams 1971"


class Point(NamedTuple):
    """A published mean: the dose and how much of it was absorbed, both in µg."""

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
# The knots of the path: crystalline µg presented, µg carried.
PATH = ((1.0, 0.548), (5.0, 0.94), (10.0, 3.38 / 3), (50.0, 3.38 / 3), (500.0, 2.35))
# Doets 2013 had no larger doses.
FOOD_DATA_END_UG = 38.0
# Their regression: ln(absorbed µg) over ln(dose in µg).
_FOOD_SLOPE, _FOOD_LEVEL = 0.7694, -0.9614


class Estimate(NamedTuple):
    """µg, with the range that the spread of published data leaves."""

    ug: float = 0.0
    low_ug: float = 0.0
    high_ug: float = 0.0

    def times(self, factor: float) -> "Estimate":
        """Return the estimate and its range, each times a positive factor."""
        return Estimate(self.ug * factor, self.low_ug * factor, self.high_ug * factor)


def total(estimates: Iterable[Estimate]) -> Estimate:
    """Return the sum; ends of ranges add up, which is wider than chance would have it."""
    columns = zip(*estimates, strict=True)
    return Estimate(*map(sum, columns))


def carried_ug(presented_ug: float) -> float:
    """Return the µg that intrinsic factor carries of crystalline B12 presented in one sitting."""
    (first, at_first), (last, at_last) = PATH[0], PATH[-1]
    if presented_ug <= first:
        return at_first * presented_ug / first
    if presented_ug >= last:
        return at_last
    return _on_log_axes(presented_ug, _PATH_LINES)


def presented_for(carried: float) -> float:
    """Return the least µg to present for so many µg to be carried; `carried_ug` reversed."""
    (first, at_first), (last, at_last) = PATH[0], PATH[-1]
    if carried <= at_first:
        return first * carried / at_first
    if carried >= at_last:
        return last
    return _on_log_axes(carried, _PATH_REVERSED)


def from_food_ug(dose_ug: float) -> float:
    """Return the µg absorbed of a dose in food: Doets 2013, whose data end at 38 µg."""
    return math.exp(_FOOD_SLOPE * math.log(min(dose_ug, FOOD_DATA_END_UG)) + _FOOD_LEVEL)


# Of each line between two knots: where it ends, where it begins, its value there, and its slope.
_Lines = list[tuple[float, float, float, float]]


def _lines(knots: Iterable[tuple[float, float]]) -> _Lines:
    return [
        (right, left, low, math.log(high / low) / math.log(right / left))
        for (left, low), (right, high) in pairwise(knots)
        if right > left
    ]


_PATH_LINES = _lines(PATH)
_PATH_REVERSED = _lines((carried, presented) for presented, carried in PATH)


def _on_log_axes(x: float, lines: _Lines) -> float:
    """Return the value at `x`, which lies between the first and the last knot."""
    for right, left, value, slope in lines:
        # Where the curve is flat a rounding error must not leap to its other end.
        if x <= right * (1 + 1e-12):
            return value * math.pow(x / left, slope)
    raise ValueError(x)
