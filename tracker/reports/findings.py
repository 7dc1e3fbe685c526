"""What a chart shows in one line: the title of its picture, and the first line of its text."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.reports.regimens import week_line
from tracker.reports.sentences import NO_ESTIMATE, absorbed_cell, intake_cell, says_little
from tracker.text.formatting import capitalised, count, format_percent, ug

if TYPE_CHECKING:
    from tracker.regimens.model import Verdict
    from tracker.reports.intake import Period
    from tracker.reports.sources import Source
    from tracker.reports.stretch import Stretch

NOTHING_EATEN = "Nothing eaten is logged"


def week(of: "Stretch") -> str:
    """Return whether the regimens were kept, or on how many days the target or need was met."""
    if of.regimens:
        return regimen(of.regimens)
    # Where intake says little, its target does too.
    absorbed = of.period.shows_absorbed or bool(says_little(of.period))
    return days_met(of.period, absorbed=absorbed)


def regimen(of: "Sequence[Verdict]") -> str:
    """Return `2000 µg tablet weekly: kept, 1 of 1 week`, of several the most urgent."""
    return week_line(of[0]).removeprefix("Regimen: ")


def days_met(of: "Period", *, absorbed: bool) -> str:
    """Return `Target met on 4 of 6 logged days, 1 open`, or on how many days the need was.

    What was injected is named before it, since neither counts it.
    """
    if of.injected_ug:
        rest = _days_met(of, absorbed=absorbed, how=" by mouth")
        return f"{ug(of.injected_ug)} injected; {rest[:1].lower()}{rest[1:]}"
    return _days_met(of, absorbed=absorbed)


def _days_met(of: "Period", *, absorbed: bool, how: str = "") -> str:
    if not of.logged:
        return NOTHING_EATEN
    if not absorbed:
        days, met, maybe = count(len(of.logged), "logged day"), of.met, of.open
        return f"Target met{how} on {met} of {days}{_open(maybe)}"
    if not of.need_days:
        return f"{capitalised(NO_ESTIMATE)} of what was absorbed"
    days = f"{count(of.need_days, 'day')} with an estimate"
    return f"Need met{how} on {of.need_met} of {days}{_open(of.need_open)}"


def mean(of: "Period", *, absorbed: bool) -> str:
    """Return `Mean 2.34 µg a day over 62 logged days`, or what was absorbed."""
    if not of.logged:
        return NOTHING_EATEN
    if not of.counted:
        return "No day is logged in full"
    if absorbed:
        over = count(len(of.estimated), "day")
        return f"Absorbed {absorbed_cell(of, unit=' µg')} a day over {over}"
    large = of.has_large_doses
    average = f"{'Median' if large else 'Mean'} {intake_cell(of, median=large)}"
    return f"{average} a day over {count(len(of.counted), 'logged day')}"


def symptoms(of: "Stretch") -> str:
    """Return `Fatigue on 6 days, and 2 other symptoms`, or that no symptom is logged."""
    if not of.felt:
        return "No symptom is logged"
    days: defaultdict[str, set[date]] = defaultdict(set)
    for entry in of.felt:
        # A score of 0 says that there was none.
        if entry.score:
            days[entry.symptom].add(entry.day)
    if not days:
        return "No symptom was felt on the days that say so"
    name = max(days, key=lambda each: len(days[each]))
    others = len(days) - 1
    more = f", and {count(others, 'other symptom')}" if others else ""
    return f"{capitalised(name)} on {count(len(days[name]), 'day')}{more}"


def most(foods: "Sequence[Source]", *, absorbed: bool) -> str:
    """Return `Most came from salmon: 32 %`, of what is known if not all is."""
    given = [food for food in foods if (food.absorbed_ug if absorbed else food.b12_ug)]
    if not given:
        return "Nothing with known B12 is logged"
    first = given[0]
    share = (first.share_of_absorbed if absorbed else first.share) or 0.0
    known = " of what is known" if any(food.unknown_times for food in foods) else ""
    return (
        f"Most {'was absorbed' if absorbed else 'came'} from {first.name}: "
        f"{format_percent(share)}{known}"
    )


def _open(days: int) -> str:
    return f", {days} open" if days else ""
