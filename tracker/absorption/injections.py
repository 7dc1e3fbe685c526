"""What stays of an injection: the rest leaves with the urine within days.

Hydroxocobalamin is bound to proteins of the blood and stays; most of a large dose of cyanocobalamin
is lost. Published means, in µg retained:

    injected             10    100   500         1000
    hydroxocobalamin                 420 (72 h)  730 (72 h), 750 (24 h)
    cyanocobalamin      9.7    55    200 (72 h)  310 (72 h), 200 (24 h), 150

500 and 1000 µg in 72 hours: Glass 1961, Blood 18:511, abstract (16 and 27 % of hydroxocobalamin
were lost, 60 and 69 % of cyanocobalamin). 24 hours, about 1 mg: Scand J Haematol 1964, abstract,
doi 10.1111/j.1600-0609.1964.tb00001.x. The rest: Carmel 2008, Blood 112:2214, Table 1, which could
not be read again.

Where the studies of cyanocobalamin differ, the estimate is their geometric mean, and its range
holds them all. No study has less than 500 µg of hydroxocobalamin: of 10 µg as much is taken to stay
as of cyanocobalamin, since of the doses that were compared more did. The range around it, 600 to
800 of 1000 µg, is b12's own. Between these doses the curves are straight on log axes. Below the
least the share stays the same; above 1000 µg no study says more, so the estimate stays as it is
there and the upper end of the range keeps the share.
"""

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from tracker.absorption.curve import Estimate
from tracker.foods.doses import Form

GLASS = "Glass 1961"
HAEMATOL = "Scand J Haematol 1964"
CARMEL = "Carmel 2008"


class Retained(NamedTuple):
    """A published mean: the dose and how much of it stayed, both in µg."""

    dose_ug: float
    retained_ug: float
    source: str


HYDROXOCOBALAMIN = (
    Retained(500, 420, GLASS),
    Retained(1000, 730, GLASS),
    Retained(1000, 750, HAEMATOL),
)
CYANOCOBALAMIN = (
    Retained(10, 9.7, CARMEL),
    Retained(100, 55, CARMEL),
    Retained(500, 200, GLASS),
    Retained(1000, 150, CARMEL),
    Retained(1000, 200, HAEMATOL),
    Retained(1000, 310, GLASS),
)


class _Curve(NamedTuple):
    """Knots of µg injected and retained, the spread around them, and the sources."""

    knots: tuple[tuple[float, float], ...]
    low: float
    high: float
    source: str

    def retained(self, injected_ug: float) -> Estimate:
        (first, at_first), (last, at_last) = self.knots[0], self.knots[-1]
        stays, most = at_last, at_last / last * injected_ug
        if injected_ug <= first:
            stays = most = at_first / first * injected_ug
        elif injected_ug < last:
            stays = most = _on_log_axes(injected_ug, self.knots)
        return Estimate(stays, self.low * stays, min(self.high * most, injected_ug))


_HYDROXO = _Curve(
    ((10, 9.7), (500, 420), (1000, 730)), 600 / 730, 800 / 730, f"{GLASS}; {HAEMATOL}"
)
_CYANO = _Curve(
    ((10, 9.7), (100, 55), (500, 200), (1000, (150 * 200 * 310) ** (1 / 3))),
    0.7,
    1.5,
    f"{CARMEL}; {GLASS}; {HAEMATOL}",
)


class Injection(NamedTuple):
    """An injection of so many µg; `form` is None if it is unknown."""

    ug: float
    form: Form | None = None

    @property
    def retained(self) -> Estimate:
        """What stays of it, in µg.

        If the form is unknown, or methylcobalamin, of which b12 has no study, the estimate is that
        of cyanocobalamin, of which less stays, and the range reaches up to hydroxocobalamin's.
        """
        if self.form == "hydroxocobalamin":
            return _HYDROXO.retained(self.ug)
        cyano = _CYANO.retained(self.ug)
        if self.form == "cyanocobalamin":
            return cyano
        return cyano._replace(high_ug=max(cyano.high_ug, _HYDROXO.retained(self.ug).high_ug))

    @property
    def form_in_words(self) -> str:
        """`hydroxocobalamin`, or what is not known."""
        if self.form == "methylcobalamin":
            return "methylcobalamin, of which no study was found"
        return self.form or "form unknown"

    @property
    def source(self) -> str:
        """The studies that the estimate follows."""
        return _HYDROXO.source if self.form == "hydroxocobalamin" else _CYANO.source


def _on_log_axes(ug: float, knots: Iterable[tuple[float, float]]) -> float:
    """Return the value at a dose between the first and the last knot."""
    for (left, low), (right, high) in pairwise(knots):
        if ug <= right:
            return low * math.pow(ug / left, math.log(high / low) / math.log(right / left))
    raise ValueError(ug)
