"""What is absorbed of a single dose: the estimate, as its chart and its table show it."""

from collections.abc import Callable

from tracker.absorption.curve import Estimate
from tracker.absorption.estimate import NORMAL, Absorption, of_sitting
from tracker.foods.model import Origin, Serving

FINDING = "The more at once, the smaller the part that is absorbed"
# How somebody absorbs who lacks intrinsic factor: by diffusion alone.
DIFFUSION = Absorption(intrinsic_factor=False)


def absorbed_of(origin: Origin, how: Absorption = NORMAL) -> Callable[[float], Estimate]:
    """Return what computes the µg absorbed of so many µg of that origin in one sitting."""
    # The day has no bearing on one sitting.
    return lambda dose: of_sitting([Serving("", origin, 1, "", None, dose)], how)


def with_a_meal(dose_ug: float) -> Estimate:
    """Return the µg absorbed of a tablet that is taken with a meal."""
    meal = Serving("meal", "natural", 1, "", None, 0.0)
    return of_sitting([Serving("", "supplement", 1, "", None, dose_ug), meal])
