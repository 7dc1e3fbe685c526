"""What a report comes to, a heading and a sentence each, with its denominators."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.reports.intake import Period
from tracker.reports.sentences import (
    NO_ESTIMATE,
    days_open,
    estimate,
    forms,
    intake_cell,
    mean_absorbed,
    says_little,
)
from tracker.text.dates import format_date, format_day
from tracker.text.formatting import count, format_percent, format_ug, percent, ug

if TYPE_CHECKING:
    from tracker.reports.sources import Source
    from tracker.reports.summary import Scores, Summary

_MOST_FOODS = 3
_MOST_SYMPTOMS = 4
_MOST_INJECTIONS = 4
_FEW_LARGE = 3


def figures(of: "Summary") -> Iterator[tuple[str, str]]:
    """Yield a heading and a sentence each: what a report comes to, with its denominators."""
    whole = of.whole
    if of.regimens:
        from tracker.reports import regimens

        for verdict in of.regimens:
            yield "Regimen", regimens.report_line(verdict)
    days = count(len(whole.counted), "logged day")
    if whole.mean_ug is not None:
        bound, target = whole.mean_lower_bound, whole.mean_target_ug
        mean, median = f"mean {intake_cell(whole)}", f"median {intake_cell(whole, median=True)}"
        few = "a few large doses make the mean" * _are_few_large(whole)
        over = f"a day over {days}{_left_out(of)}"
        ends = f"from {_least(whole)} to {ug(whole.most_ug, lower_bound=bound, below=target)}"
        if whole.has_large_doses:
            text = f"{median} {over}; {mean}{few and f' ({few})'}, {ends}"
        else:
            text = f"{mean} {over}; {median}, {ends}{few and f'; {few}'}"
        yield "Intake", text
        little = says_little(whole)
        beside = "by the day, beside the regimen: " * of.by_regimen
        yield (
            "Target",
            f"{beside}met on {whole.met} of {count(len(whole.logged), 'day')}, "
            f"{percent(whole.share_met, lower_bound=whole.open > 0)}{days_open(whole.open)}"
            f"{little and f'; {little}'}",
        )
        yield "Absorbed", _absorbed(of)
    if whole.injections:
        yield "Injected", _injections(whole)
    elif (last := of.last_injection) is not None:
        ago = count((whole.span.last - last.day).days, "day")
        yield (
            "Injected",
            f"nothing in this time; the last was {last.food} on {format_day(last.day)}, "
            f"{ago} before its end",
        )
    if whole.items:
        known = whole.items - whole.unknown_items
        in_full = " in full" if len(whole.logged) > len(whole.counted) else ""
        yield (
            "Known",
            f"B12 of {known} of {whole.items} items ({format_percent(known / whole.items)}); "
            f"of all items on {whole.days_all_known} of {days}{in_full}",
        )
    # With a regimen days are judged by that.
    if whole.counted and not of.by_regimen:
        yield "Streak", _streak(of)
        yield from _weeks(of)
    yield from _sources(of)


def _weeks(of: "Summary") -> Iterator[tuple[str, str]]:
    large = of.whole.has_large_doses
    weeks = [f"best {_best(of.best, median=large)}"] if of.best else []
    weeks += [f"worst {_best(of.worst, median=large)}"] if of.worst else []
    if weeks:
        yield "Weeks", "; ".join(weeks)


def _least(whole: Period) -> str:
    figure = format_ug(whole.least_ug or 0.0, whole.mean_target_ug)
    return f"{'≥ ' if whole.least_lower_bound else ''}{figure}"


def _are_few_large(whole: Period) -> bool:
    """Whether no day is like the mean."""
    mean, median = whole.mean_ug, whole.median_ug
    return bool(mean and median and mean > _FEW_LARGE * median)


def _left_out(of: "Summary") -> str:
    whole = of.whole
    gaps = len(whole.days) - len(whole.logged)
    in_part = len(whole.logged) - len(whole.counted)
    reasons = [f"{gaps} of {len(whole.days)} not logged"] * (gaps > 0)
    reasons += [f"{in_part} logged in part left out"] * (in_part > 0)
    so_far = ", today so far among them" * of.today_so_far
    why = f" ({', '.join(reasons)})" if reasons else ""
    return f"{so_far}{why}"


def _absorbed(of: "Summary") -> str:
    whole = of.whole
    missing = len(whole.counted) - len(whole.estimated)
    titles = ", ".join(of.no_estimate)
    without = f" ({count(missing, 'day')} without an estimate: {titles})" if missing else ""
    if whole.absorbed is None:
        return f"{NO_ESTIMATE}{without}"
    by_mouth = " by mouth" if whole.injections else ""
    over = f"{by_mouth} over {count(len(whole.estimated), 'day')}{without}"
    return mean_absorbed(whole, over)


def _injections(whole: Period) -> str:
    """`2000 µg in 2 injections (18 Nov 2026, 21 Nov 2026; form unknown), of which ...`."""
    days = [format_date(day) for day, _ in whole.injections]
    more = len(days) - _MOST_INJECTIONS
    last = ", ".join(days[-_MOST_INJECTIONS:])
    earlier = f" and {more} earlier" if more > 0 else ""
    number = count(len(days), "injection")
    stays = estimate(whole.retained)
    in_form = forms(injection for _, injection in whole.injections)
    days_and_form = f"{last}{earlier}; {in_form}"
    return f"{ug(whole.injected_ug)} in {number} ({days_and_form}), of which {stays} stays"


def _streak(of: "Summary") -> str:
    streak = "none up to now"
    if of.streak is not None:
        since = " (all days of this report)" if of.streak.first == of.whole.span.first else ""
        days = count(of.streak.length, "day")
        streak = f"{days} that met the target, to {format_day(of.streak.last)}{since}"
    if of.below is None:
        return f"{streak}; no day is known to have missed it"
    days = count(of.below.length, "day")
    return f"{streak}; longest time below it: {days}, {of.below.label}"


def _best(week: Period, *, median: bool) -> str:
    average = "median" if median else "mean"
    return (
        f"{week.span.label}, target met on {week.met} of {count(len(week.logged), 'day')}"
        f"{days_open(week.open)}, {average} {intake_cell(week, median=median)}"
    )


def _sources(of: "Summary") -> Iterator[tuple[str, str]]:
    absorbed = of.whole.shows_absorbed
    given = [food for food in of.foods if food.b12_ug]
    if given:
        foods = [f"{food.name} {_share(food, absorbed=absorbed)}" for food in given[:_MOST_FOODS]]
        known = of.whole.unknown_items == 0
        before = "" if known else "of what is known: "
        if absorbed:
            before = f"of what was absorbed{'' if known else ', as far as known'}: "
        shares = ", ".join(_of_origin(origin, absorbed=absorbed) for origin in of.origins)
        yield "Sources", f"{before}{shares}; most from {', '.join(foods)}"


def _of_origin(origin: "Source", *, absorbed: bool) -> str:
    """`natural 84 %`, or `fortified unknown` where the B12 of all that was eaten is."""
    unknown = origin.times > 0 and origin.b12_ug is None
    return f"{origin.origin} {'unknown' if unknown else _share(origin, absorbed=absorbed)}"


def _share(of: "Source", *, absorbed: bool) -> str:
    """`84 %` of all that was eaten, or of all that was absorbed."""
    return format_percent((of.share_of_absorbed if absorbed else of.share) or 0.0)


def symptoms(of: "Summary") -> Iterator[tuple[str, str]]:
    """Yield a sentence for each symptom beside the weeks, and what that doesn't mean."""
    below, met = "mostly below the target", "that mostly met it"
    if of.whole.shows_absorbed:
        below, met = "whose absorbed mean was below the need", "that came to it"
    known = of.associations
    for association in known[:_MOST_SYMPTOMS]:
        yield (
            "Symptoms",
            f"{association.symptom}: in weeks {below} {_scores(association.below)}, in weeks {met} "
            f"{_scores(association.met)}",
        )
    if known:
        more = f" {len(known) - _MOST_SYMPTOMS} more are left out." * (len(known) > _MOST_SYMPTOMS)
        yield (
            "",
            "Mean scores of 10. Side by side is not cause and effect, and weeks differ in much "
            f"else.{more}",
        )


def _scores(of: "Scores") -> str:
    """`4.5 (11 entries in 7 of 10 weeks)`."""
    if not of.of_weeks:
        return "nothing, as there are none"
    if of.mean is None:
        return f"no entry ({count(of.of_weeks, 'week')})"
    entries = count(of.entries, "entry", "entries")
    return f"{of.mean:.1f} ({entries} in {of.weeks} of {count(of.of_weeks, 'week')})"
