"""What a stretch of the diary comes to in sentences, for the terminal and for the page."""

from collections.abc import Iterator, Sequence

from tracker.reports.summary import Association, Period, Scores, Summary
from tracker.text.dates import format_day, format_month
from tracker.text.formatting import (
    count,
    estimate,
    format_number,
    format_percent,
    format_ug,
    percent,
    ug,
)

_MOST_FOODS = 3
_MOST_SYMPTOMS = 4
_MOST_INJECTIONS = 4
_FEW_LARGE = 3


def targets(of: Summary) -> str:
    """`2.4 µg (IOM RDA 1998), from 19 Jul 2026 4 µg (EFSA AI 2015)`."""
    said = [f"{format_number(ug)} µg ({source})" for _, ug, source in of.targets]
    dated = [
        f"from {format_month(since)} {since.year} {one}"
        for (since, *_), one in zip(of.targets[1:], said[1:], strict=True)
    ]
    return ", ".join([said[0], *dated])


def facts(of: Summary) -> Iterator[tuple[str, str]]:
    """A heading and a sentence each: what all of the report comes to, with its denominators."""
    whole = of.whole
    days = count(whole.counted_days, "logged day")
    if whole.mean_ug is not None:
        left_out = _left_out(of)
        yield (
            "Intake",
            f"mean {ug(whole.mean_ug, lower_bound=whole.lower_bound)} a day over {days}"
            f"{left_out}; median {ug(whole.median_ug, lower_bound=whole.lower_bound)}, "
            f"from {format_ug(whole.least_ug or 0)} to {ug(whole.most_ug)}{_large_doses(whole)}",
        )
        share = format_percent(whole.met / whole.counted_days)
        yield (
            "Target",
            f"met on {whole.met} of {count(whole.counted_days, 'day')}, {share}{_open(whole.open)}",
        )
    yield from _absorbed(of)
    if of.injections:
        yield "Injected", _injected(of)
    if whole.items:
        known = whole.items - whole.unknown_items
        yield (
            "Known",
            f"B12 of {known} of {whole.items} items ({format_percent(known / whole.items)}); "
            f"of all items on {whole.days_all_known} of {days}{_in_full(whole)}",
        )
    if whole.counted_days:
        yield "Streak", _streak(of)
    weeks = [f"best {_week(of.best)}"] if of.best else []
    weeks += [f"worst {_week(of.worst)}"] if of.worst else []
    if weeks:
        yield "Weeks", "; ".join(weeks)
    yield from _sources(of)
    yield from _symptoms(of.associations)


def _in_full(whole: Period) -> str:
    return " in full" if whole.logged_days > whole.counted_days else ""


def _large_doses(whole: Period) -> str:
    """Said where the mean is nothing that a day is like."""
    few = whole.mean_ug and whole.median_ug and whole.mean_ug > _FEW_LARGE * whole.median_ug
    return "; a few large doses make the mean" if few else ""


def _left_out(of: Summary) -> str:
    whole = of.whole
    gaps = whole.days - whole.logged_days
    parts = whole.logged_days - whole.counted_days
    said = [f"{gaps} of {whole.days} not logged"] * (gaps > 0)
    said += [f"{parts} logged in part left out"] * (parts > 0)
    said += ["today so far among them"] * of.today_so_far
    return f" ({', '.join(said)})" if said else ""


def _open(days: int) -> str:
    return f" ({days} open: unknown B12)" if days else ""


def _absorbed(of: Summary) -> Iterator[tuple[str, str]]:
    whole = of.whole
    if whole.absorbed is None or whole.need_ug is None:
        if whole.counted_days:
            yield "Absorbed", f"no estimate{_without(of)}"
        return
    bound = whole.lower_bound
    by_mouth = " by mouth" if of.injections else ""
    yield (
        "Absorbed",
        f"{estimate(whole.absorbed, lower_bound=bound)} a day{by_mouth} over "
        f"{count(whole.estimated_days, 'day')}{_without(of)}; "
        f"{percent(whole.share_of_need, lower_bound=bound)} of the need of "
        f"{format_number(round(whole.need_ug, 2))} µg ({'; '.join(of.need_sources)}); met on "
        f"{whole.need_met} of {whole.estimated_days}{_open(whole.need_open)}",
    )


def _without(of: Summary) -> str:
    """Why days are missing among those that are estimated."""
    missing = of.whole.counted_days - of.whole.estimated_days
    if not missing:
        return ""
    return f" ({count(missing, 'day')} without an estimate: {', '.join(of.no_estimate)})"


def _injected(of: Summary) -> str:
    """`2000 µg in 2 injections, 18 Nov and 21 Nov 2026, of which ≈ 300 µg (210–390) stays`."""
    days = [f"{format_month(day)} {day.year}" for day, _ in of.injections]
    more = len(days) - _MOST_INJECTIONS
    listed = ", ".join(days[-_MOST_INJECTIONS:])
    earlier = f" and {more} earlier" if more > 0 else ""
    total = ug(of.whole.injected_ug)
    number = count(len(days), "injection")
    return f"{total} in {number} ({listed}{earlier}), of which {estimate(of.retained)} stays"


def _streak(of: Summary) -> str:
    streak = "no day in a row up to now met the target"
    if of.streak is not None:
        since = " (all days of this report)" if of.streak.first == of.whole.span.first else ""
        days = count(of.streak.length, "day")
        streak = f"{days} that met the target, to {format_day(of.streak.last)}{since}"
    if of.below is None:
        return f"{streak}; no day is known to have missed it"
    days = count(of.below.length, "day")
    return f"{streak}; longest time below it: {days}, {of.below.label}"


def _week(one: Period) -> str:
    mean = ug(one.mean_ug, lower_bound=one.lower_bound)
    return (
        f"{one.span.label}, target met on {one.met} of {count(one.counted_days, 'day')}"
        f"{_open(one.open)}, mean {mean}"
    )


def _sources(of: Summary) -> Iterator[tuple[str, str]]:
    if not of.origins["b12_ug"].sum():
        return
    shares = [
        f"{origin} {format_percent(share)}"
        for origin, share in of.origins[["origin", "share"]].fillna(0.0).itertuples(index=False)
    ]
    foods = [
        f"{food} {format_percent(share)}"
        for food, share in of.foods[of.foods["b12_ug"] > 0][["food", "share"]]
        .head(_MOST_FOODS)
        .itertuples(index=False)
    ]
    yield "Sources", f"{', '.join(shares)}; most from {', '.join(foods)}"


def _symptoms(found: Sequence[Association]) -> Iterator[tuple[str, str]]:
    for one in found[:_MOST_SYMPTOMS]:
        yield (
            "Symptoms",
            f"{one.symptom}: in weeks mostly below the target {_scores(one.below)}, in weeks that "
            f"mostly met it {_scores(one.met)}",
        )
    if found:
        more = f" {len(found) - _MOST_SYMPTOMS} more are left out." * (len(found) > _MOST_SYMPTOMS)
        yield (
            "",
            "Mean scores of 10. Side by side is not cause and effect, and weeks differ in much "
            f"else.{more}",
        )


def _scores(of: Scores) -> str:
    """`4.5 (11 entries in 7 of 10 weeks)`."""
    if not of.of_weeks:
        return "nothing, as there are none"
    if of.mean is None:
        return f"no entry ({count(of.of_weeks, 'week')})"
    entries = count(of.entries, "entry", "entries")
    return f"{of.mean:.1f} ({entries} in {of.weeks} of {count(of.of_weeks, 'week')})"
