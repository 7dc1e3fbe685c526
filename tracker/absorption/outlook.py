"""The body's store of B12 over years, from what is absorbed a day: a model of one pool.

The store P, in µg, gains the µg A that are absorbed a day and loses the same share k of itself a
day, whatever its size (IOM 1998, p. 310):

    dP/dt = A − k·P        P(t) = A/k + (P0 − A/k)·e^(−k·t)

It settles at A/k, half of the way in about 18 months. The range is not one of chance: its lower end
has the least absorbed, the highest loss and the lowest store at the start, its upper end the
opposite. Nothing else is in the model: no serum level, which leads the store and doesn't follow it
in proportion, and no symptoms.

Beside what was observed, with the parameters in brackets (years of 365.25 days; A in µg a day, the
store in µg, k a day). Those marked * hold by construction and test the equation alone:

     1  nothing absorbed, 1000, 2000 and 3000 to 300 (k 0.001) *
        3.30, 5.19 and 6.30 years in IOM 1998, p. 331                  3.30, 5.19 and 6.30 years
     2  half-time of a retained tracer (k 0.001) *
        690 days, Hall 1964                                            693 days
     3  loss a day of a store of 1100 and 3900 (k 0.0013) *
        1.4 and 5.1 µg, Doets 2013                                     1.4 and 5.1 µg
     4  pernicious anaemia, injections stopped (A 0.06; 2000 to 5000 at the start)
        relapse after 64.5 months (21–123), 49 with large cells only,
        Savage & Lindenbaum 1983                                       33 to 65 months, 41 from 2500
     5  stomach removed (A 0.06; 1000; k 0.002)
        a low serum after 15 months, all by 48, Hu 2013                21 months
     6  the same on 1000 µg a day by mouth (A 5 to 12)
        the serum rose over 24 months                                  1000 rises to 2152 and 4840
     7  deficient, 120 days (200; k 0.002), Kuzminski 1998: from 93 to
        1005 pg/mL on 2000 µg a day, 95 to 325 on 9 injections         2718 and 1840
     8  pernicious anaemia kept by 1.5 µg a day injected
        in remission, IOM 1998, p. 328                                 settles at 750 to 1000
     9  the median need, 1.0 µg absorbed a day
        enough for half of all people, IOM 1998, p. 328                settles at 625 to 1000
    10  omeprazole for 56 months (36–81), 5 µg a day in food
        the serum hardly fell, Schenk 1996                             settles at 783
    11  metformin for 4.3 years, the same food
        the serum fell by 19 % (14–24), de Jager 2010                  falls by 17 %
    12  vegans (A 0.2 to 0.5): no relation of the serum with *
        the years on the diet, Gilsing 2010                            settles at 154 to 385
    13  vegans without fortified food for 5 years (A 0)
        2 of 10 had a low serum, Mądry 2012                            300 after 2.1 to 7.1 years
    14  1 mg hydroxocobalamin every 3 months (k 0.002) *
        the usual treatment in the UK                                  settles at 4000
    15  infants of vegetarian mothers fell ill at 4 to 6 months
        IOM 1998, p. 340                                               refused, as in pregnancy
    16  5 µg a day in food, the median US intake, in three meals
        no deficiency expected, IOM 1998, p. 306                       settles at 1650

Where it is weak: after the injections of pernicious anaemia end (4) the mean relapse came at the
latest that the range allows, so that the outlook runs early, which is the safe side. In 12 less
than 0.4 µg a day settles below the 300 µg at which signs appear: the study, of the serum alone,
says neither that nor the opposite. 5, 6, 7, 10, 11 and 13 are of the serum too, which leads the
store, so that they test its direction rather than its size.

Adams 1972, Gräsbeck 1958, Bozian 1963, Boddy & Adams 1972: as the IOM cites them. Institute of
Medicine (1998), Dietary Reference Intakes for Thiamin ... Vitamin B12, ch. 9 and App. N. Doets EL
et al. (2013), Ann Nutr Metab 62:311. Hall CA (1964), Am J Clin Nutr. Savage D, Lindenbaum J (1983),
Hu (2013), Gilsing AMJ (2010), Eur J Clin Nutr 64:933, Schenk BE (1996), Aliment Pharmacol Ther
10:541, de Jager J (2010), BMJ 340:c2181, Mądry (2012) and Kuzminski AM (1998), Blood 92:1191,
read in abstract only.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from tracker.absorption.curve import Estimate
from tracker.people.conditions import Condition

DAYS_A_YEAR = 365.25
_MONTHS_A_YEAR = 12


class Loss(NamedTuple):
    """The share of the store that is lost a day, with its range, for whom it is, and its source."""

    share: float
    low: float
    high: float
    whom: str
    source: str


NORMAL = Loss(0.0013, 0.0010, 0.0016, "adults", "Doets 2013, Ann Nutr Metab 62:311")
ATROPHIC_GASTRITIS = Loss(
    0.0015, 0.0010, 0.0020, "atrophic gastritis", "IOM 1998, App. N; the range is of p. 310"
)
# The IOM has 0.2 % (Boddy & Adams 1972); the low end and the middle are b12's own.
WITHOUT_INTRINSIC_FACTOR = Loss(
    0.0018,
    0.0015,
    0.0020,
    "people without intrinsic factor, as the B12 of bile is lost too",
    "IOM 1998, p. 331 and App. N: 0.2 %; the low end and the middle are b12's own",
)


class Start(NamedTuple):
    """The store at the start, in µg, in a few words, and the source."""

    ug: Estimate
    words: str
    source: str = ""


# Means of studies run from 600 (Adams 1972) to 3900 µg (Gräsbeck 1958), most from 2 to 3 mg.
UNKNOWN = Start(
    Estimate(2500.0, 1000.0, 4000.0),
    "unknown",
    "IOM 1998, p. 308; Doets 2013: means of 1.1 to 3.9 mg",
)
USUAL = Start(Estimate(2500.0, 2000.0, 3000.0), "usual", "IOM 1998, p. 308: most have 2 to 3 mg")
LOW = Start(
    Estimate(1000.0, 600.0, 2000.0), "low", "IOM 1998, p. 308: from the least mean to what is usual"
)
# The highest of a single person (IOM 1998, p. 308) is 11.1 mg.
MOST_START_UG = 12_000.0


class Signs(NamedTuple):
    """The store, in µg, at which signs of a deficiency appear; the ends are b12's sensitivity."""

    ug: float
    low_ug: float
    high_ug: float
    source: str


SIGNS = Signs(
    300.0,
    150.0,
    600.0,
    "IOM 1998, p. 331 (Bozian 1963); from 0.15 to 0.6 mg is b12's own sensitivity",
)


class Years(NamedTuple):
    """When the store reaches a level, in years; None for never."""

    likely: float | None
    earliest: float | None
    latest: float | None


class Outlook(NamedTuple):
    """What becomes of a store that gains `absorbed` µg a day and loses a share of itself."""

    absorbed: Estimate
    loss: Loss = NORMAL
    start: Start = UNKNOWN

    @property
    def settles(self) -> Estimate:
        """The µg at which the store settles in the end."""
        return self.after(math.inf)

    def after(self, days: float) -> Estimate:
        """Return the store after so many days, in µg."""
        likely, low, high = (
            _store_ug(start, gain, loss, days) for start, gain, loss in self._ends()
        )
        return Estimate(likely, low, high)

    def months(self, years: int) -> list[Estimate]:
        """Return the store now and after each month of those years, in µg."""
        month = DAYS_A_YEAR / _MONTHS_A_YEAR
        return [self.after(number * month) for number in range(years * _MONTHS_A_YEAR + 1)]

    def reaches(self, level_ug: float) -> Years:
        """Return when the store is down to a level, in µg; at once if it begins no higher."""
        return Years(
            *(_years_to(level_ug, start, gain, loss) for start, gain, loss in self._ends())
        )

    def _ends(self) -> tuple[tuple[float, float, float], ...]:
        """The start, the gain and the loss: the likely ones, and those of the two ends."""
        start, gain, loss = self.start.ug, self.absorbed, self.loss
        return (
            (start.ug, gain.ug, loss.share),
            (start.low_ug, gain.low_ug, loss.high),
            (start.high_ug, gain.high_ug, loss.low),
        )


def loss_under(conditions: Iterable[Condition]) -> Loss:
    """Return the loss of a person with those conditions: the highest that one of them gives."""
    held = tuple(conditions)
    if not all(condition.intrinsic_factor for condition in held):
        return WITHOUT_INTRINSIC_FACTOR
    atrophic = any(condition.name == "atrophic-gastritis" for condition in held)
    return ATROPHIC_GASTRITIS if atrophic else NORMAL


def _store_ug(start_ug: float, gain_ug: float, loss: float, days: float) -> float:
    settles = gain_ug / loss
    return settles + (start_ug - settles) * math.exp(-loss * days)


def _years_to(level_ug: float, start_ug: float, gain_ug: float, loss: float) -> float | None:
    settles = gain_ug / loss
    if start_ug <= level_ug:
        return 0.0
    if settles >= level_ug:
        return None
    return math.log((start_ug - settles) / (level_ug - settles)) / loss / DAYS_A_YEAR
