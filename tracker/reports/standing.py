"""How a day or a period stands beside its target, in a word."""

from datetime import date
from typing import Literal

from tracker.reports.intake import ROUNDING, Day, Period, is_large_dose

# `open`: what is still to come, or not known, can reach the target.
Standing = Literal["met", "below", "open", "large"]


def of_day(day: Day, today: date) -> Standing | None:
    """Return how the intake stands; None on a gap.

    A large dose says nothing of the intake of food, and is a word of its own.
    """
    if day.share is None:
        return None
    if any(map(is_large_dose, day.rows)):
        return "large"
    if day.met:
        return "met"
    return "open" if day.met is None or day.day >= today else "below"


def of_period(period: Period, *, median: bool = False) -> Standing | None:
    """Return how the mean or the median intake of a period stands; None where no day counts."""
    share = period.median_share if median else period.share
    if share is None:
        return None
    if share >= 1 - ROUNDING:
        return "met"
    return "open" if period.mean_lower_bound else "below"
