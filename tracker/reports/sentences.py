"""Figures in words, once: for the terminal, the week, the report, the page and the advice."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.reports.intake import LARGE_DOSE_UG, Day, Period
from tracker.text.dates import format_day, format_month, format_weekday
from tracker.text.formatting import (
    capitalised,
    count,
    format_estimate,
    format_number,
    format_percent,
    format_ug,
    percent,
    ug,
)

if TYPE_CHECKING:
    from tracker.absorption.curve import Estimate
    from tracker.absorption.injections import Injection
    from tracker.diary.model import Mark
    from tracker.people.conditions import Condition
    from tracker.people.targets import Target
    from tracker.reports.sources import Source
    from tracker.reports.summary import Association, Scores, Summary

# What a day's mark means.
MARKS: "dict[Mark, str]" = {"fast": "nothing eaten", "partial": "logged in part"}
NOTHING_LOGGED = "Nothing is logged in that time; b12 log 2 eggs logs two eggs."
NO_ESTIMATE = "no estimate"
# Why some pictures and lists have no intake.
SHOWN_IS_ABSORBED = (
    "shown is what was absorbed, as only a few percent of doses of "
    f"{format_number(LARGE_DOSE_UG)} µg or more is"
)
INTAKE_OPTION = f"{SHOWN_IS_ABSORBED[0].upper()}{SHOWN_IS_ABSORBED[1:]}; --intake shows the intake."
_MOST_FOODS = 3
_MOST_SYMPTOMS = 4
_MOST_INJECTIONS = 4
_FEW_LARGE = 3

# --- one figure


def estimate(
    of: "Estimate", *, lower_bound: bool = False, unit: str = " µg", middle: bool = True
) -> str:
    """`≈ 1.3 µg (0.9–1.7)`; `≥ 1.3 µg (≥ 0.9)` where foods of unknown B12 come on top.

    Without a middle it is the range alone: `0.02–2.84 µg`.
    """
    figure, span = format_estimate(of.ug, of.low_ug, of.high_ug, lower_bound=lower_bound)
    if not middle:
        return f"{span}{unit}"
    return f"{'≥' if lower_bound else '≈'} {figure}{unit} ({span})"


def target(of: "Target") -> str:
    """`2.4 µg (IOM RDA 1998)`."""
    return f"{format_number(of.ug_per_day)} µg ({of.authority})"


def need(of: "Target") -> str:
    """`1.2 µg absorbed a day: half of the IOM RDA 1998`, or that none is known."""
    if of.need_ug is None:
        return of.need_source
    return f"{format_number(of.need_ug)} µg absorbed a day: {of.need_source}"


def targets(of: Period, *, with_year: bool = True) -> str:
    """`2.4 µg (IOM RDA 1998), from 19 Jul 2026 4 µg (EFSA AI 2015)`."""
    (_, first), *later = of.targets
    dated = [
        f"from {format_month(since)}{f' {since.year}' if with_year else ''} {target(changed)}"
        for since, changed in later
    ]
    return ", ".join([target(first), *dated])


def _need(of: Day | Period, need_ug: float | None, sources: Sequence[str]) -> str:
    """`84 % (48–190) of the need of 1.2 µg (half of the IOM RDA 1998)`."""
    known = "; ".join(sources)
    if need_ug is None:
        return known
    return f"{need_cell(of)} of the need of {format_number(round(need_ug, 2))} µg ({known})"


def injected(of: Day | Period) -> str:
    """`injected 1000 µg (hydroxocobalamin), of which ≈ 730 µg (600–800) stays`."""
    given = of.injections if isinstance(of, Day) else [each for _, each in of.injections]
    stays = estimate(of.retained)
    return f"injected {ug(of.injected_ug)} ({forms(given)}), of which {stays} stays"


def forms(given: "Iterable[Injection]") -> str:
    """`hydroxocobalamin, form unknown`: the forms of injections, each once."""
    return ", ".join(dict.fromkeys(injection.form_in_words for injection in given))


def unknown(foods: Sequence[str]) -> str:
    """`B12 unknown: granola bar, soup`."""
    return f"B12 unknown: {', '.join(foods)}"


def effect(of: "Condition", dated: str = "") -> str:
    """`Metformin, from Fri 1 Mar 2024: what that does to the estimate (source).`"""
    return f"{capitalised(of.title)}{dated}: {of.does} ({of.source})."


def days_open(days: int) -> str:
    """` (1 open: not all is known)`; empty where none is."""
    return f" ({days} open: not all is known)" if days else ""


def needs_open(days: int) -> str:
    """` (1 open: the range reaches it, or not all is known)`; empty where none is."""
    return f" ({days} open: the range reaches it, or not all is known)" if days else ""


# --- cells of tables


def intake_cell(of: Day | Period, *, median: bool = False) -> str:
    """`≥ 1.80 µg`: a day's intake, or the mean or median of a period."""
    value = of.median_ug if median and isinstance(of, Period) else _intake(of)
    return ug(value, lower_bound=_bound(of), below=_target_ug(of))


def share_cell(of: Day | Period, *, median: bool = False) -> str:
    """The same over the target: `≥ 75 %`."""
    share = of.median_share if median and isinstance(of, Period) else of.share
    return percent(share, lower_bound=_bound(of))


def absorbed_cell(of: Day | Period, unit: str = "") -> str:
    """`≈ 1.3 (0.9–1.7)`, or that there is no estimate of what counts."""
    if of.absorbed is not None:
        return estimate(of.absorbed, lower_bound=_bound(of), unit=unit, middle=_has_middle(of))
    return NO_ESTIMATE if _intake(of) is not None else ""


def need_cell(of: Day | Period) -> str:
    """What was absorbed over the need, with its range: `84 % (48–190)`."""
    share, bound = of.of_need, _bound(of)
    if share is None:
        return ""
    text = percent(share.ug, lower_bound=bound)
    # A range beside a figure that has no end, or that is far from the need, tells nothing.
    if not _has_middle(of) and bound:
        return percent(share.low_ug, lower_bound=True)
    if _has_middle(of) and (bound or share.low_ug >= 1 or share.high_ug == share.low_ug):
        return text
    low, high = (format_percent(end).removesuffix(" %") for end in (share.low_ug, share.high_ug))
    return f"{text} ({low}–{high})" if _has_middle(of) else f"{low}–{high} %"


def met_cell(of: Period) -> str:
    """`4 of 7`; of a single day `yes`, `no`, or `open` if what is not known decides."""
    if not of.logged:
        return ""
    if len(of.days) > 1:
        return f"{of.met} of {len(of.logged)}"
    return "yes" if of.met else "open" if of.open else "no"


def gap_cell(of: Period) -> str:
    """Why there is no mean: `no log`, `injection`, `in part`."""
    if of.logged:
        return "in part"
    return "injection" if of.injected_ug else "no log"


def source_cell(of: "Source") -> str:
    """`≥ 4.39 µg`."""
    return ug(of.b12_ug, lower_bound=of.unknown_times > 0)


def _intake(of: Day | Period) -> float | None:
    return of.intake_ug if isinstance(of, Day) else of.mean_ug


def _target_ug(of: Day | Period) -> float:
    return of.target.ug_per_day if isinstance(of, Day) else of.mean_target_ug


def _has_middle(of: Day | Period) -> bool:
    return all(condition.has_middle for condition in of.deciding)


def _bound(of: Day | Period) -> bool:
    return of.lower_bound if isinstance(of, Day) else of.mean_lower_bound


# --- a day


def total(day: Day) -> str:
    """`6.57 µg, 274 % of the target of 2.4 µg (IOM RDA 1998)`."""
    text = f"{intake_cell(day)}, {share_cell(day)} of the target of {target(day.target)}"
    text = text if day.logged else "nothing eaten logged"
    return f"{text}; {injected(day)}" if day.injected_ug else text


def absorbed(day: Day) -> str:
    """`Absorbed ≈ 1.3 µg (0.9–1.7), 109 % of the need of 1.2 µg (half of the IOM RDA 1998)`."""
    if day.absorbed is None:
        return f"Absorbed: {NO_ESTIMATE}"
    of = day.target
    beside = _need(day, of.need_ug, [of.need_source])
    return f"Absorbed {absorbed_cell(day, unit=' µg')}, {beside}"


def brief(day: Day) -> str:
    """`1.99 of 2.4 µg, 83 %`."""
    aim = f"{format_number(day.target.ug_per_day)} µg"
    if day.intake_ug is None:
        text = f"injected {ug(day.injected_ug)}" if day.injected_ug else "nothing logged"
        return f"{text}, target {aim}"
    bound = "≥ " if day.lower_bound else ""
    figure = format_ug(day.intake_ug, day.target.ug_per_day)
    return f"{bound}{figure} of {aim}, {share_cell(day)}"


def remarks(day: Day) -> list[str]:
    """What should be known of a day beside its figures, each with the day's name."""
    texts = [MARKS[day.mark]] if day.mark else []
    texts += [unknown(day.unknown)] if day.unknown else []
    texts += [injected(day)] if day.injected_ug else []
    return [f"{format_weekday(day.day)} {format_month(day.day)}: {text}" for text in texts]


# --- a week


def week(of: Period) -> list[str]:
    """The figures of a week in a sentence each."""
    if of.intake_ug is None:
        return []
    counted = len(of.counted)
    in_part = len(of.logged) - counted
    left_out = f" ({in_part} logged in part left out)" if in_part else ""
    mean = (
        f"Mean {intake_cell(of)} over {count(counted, 'logged day')}{left_out}; target met on "
        f"{of.met} of {len(of.logged)}{days_open(of.open)}"
    )
    return [
        *([mean] if counted else []),
        f"Sum {ug(of.intake_ug, lower_bound=of.lower_bound, below=of.sum_of_targets_ug)} of "
        f"{format_number(of.sum_of_targets_ug)} µg, {len(of.days)} days' targets "
        f"({percent(of.share_of_sum, lower_bound=of.lower_bound)})",
        *_absorbed_in_a_week(of),
    ]


def _absorbed_in_a_week(of: Period) -> Iterator[str]:
    """The mean of the estimated days beside their need."""
    if of.absorbed is not None:
        estimated, counted = len(of.estimated), len(of.counted)
        only = f" over {estimated} of {counted} days, the only estimates"
        over = "" if estimated == counted else only
        yield f"Absorbed {_mean_absorbed(of, over)}"


def _mean_absorbed(of: Period, over: str) -> str:
    """`≈ 1.3 µg (0.9–1.7) a day; 109 % of the need of 1.2 µg (half of ...); met on 1 of 6`."""
    mean = absorbed_cell(of, unit=" µg")
    beside = _need(of, of.need_ug, of.need_sources)
    met = f"; met on {of.need_met} of {of.need_days}{needs_open(of.need_open)}" * (of.need_days > 0)
    return f"{mean} a day{over}; {beside}{met}"


# --- a report


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
        yield (
            "Target",
            f"met on {whole.met} of {count(len(whole.logged), 'day')}, "
            f"{percent(whole.share_met, lower_bound=whole.open > 0)}{days_open(whole.open)}",
        )
        yield "Absorbed", _absorbed(of)
    if whole.injections:
        yield "Injected", _injections(whole)
    if whole.items:
        known = whole.items - whole.unknown_items
        in_full = " in full" if len(whole.logged) > len(whole.counted) else ""
        yield (
            "Known",
            f"B12 of {known} of {whole.items} items ({format_percent(known / whole.items)}); "
            f"of all items on {whole.days_all_known} of {days}{in_full}",
        )
    if whole.counted:
        yield "Streak", _streak(of)
    large = whole.has_large_doses
    weeks = [f"best {_best(of.best, median=large)}"] if of.best else []
    weeks += [f"worst {_best(of.worst, median=large)}"] if of.worst else []
    if weeks:
        yield "Weeks", "; ".join(weeks)
    yield from _sources(of)


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
    reasons += ["today so far among them"] * of.today_so_far
    return f" ({', '.join(reasons)})" if reasons else ""


def _absorbed(of: "Summary") -> str:
    whole = of.whole
    missing = len(whole.counted) - len(whole.estimated)
    titles = ", ".join(of.no_estimate)
    without = f" ({count(missing, 'day')} without an estimate: {titles})" if missing else ""
    if whole.absorbed is None:
        return f"{NO_ESTIMATE}{without}"
    by_mouth = " by mouth" if whole.injections else ""
    over = f"{by_mouth} over {count(len(whole.estimated), 'day')}{without}"
    return _mean_absorbed(whole, over)


def _injections(whole: Period) -> str:
    """`2000 µg in 2 injections (18 Nov 2026, 21 Nov 2026; form unknown), of which ...`."""
    days = [f"{format_month(day)} {day.year}" for day, _ in whole.injections]
    more = len(days) - _MOST_INJECTIONS
    listed = ", ".join(days[-_MOST_INJECTIONS:])
    earlier = f" and {more} earlier" if more > 0 else ""
    number = count(len(days), "injection")
    stays = estimate(whole.retained)
    in_form = forms(injection for _, injection in whole.injections)
    days_and_form = f"{listed}{earlier}; {in_form}"
    return f"{ug(whole.injected_ug)} in {number} ({days_and_form}), of which {stays} stays"


def _streak(of: "Summary") -> str:
    streak = "no day in a row up to now met the target"
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


def symptoms(of: "Sequence[Association]") -> Iterator[tuple[str, str]]:
    """Yield a sentence for each symptom beside the weeks, and what that doesn't mean."""
    for association in of[:_MOST_SYMPTOMS]:
        yield (
            "Symptoms",
            f"{association.symptom}: in weeks mostly below the target "
            f"{_scores(association.below)}, in weeks that mostly met it {_scores(association.met)}",
        )
    if of:
        more = f" {len(of) - _MOST_SYMPTOMS} more are left out." * (len(of) > _MOST_SYMPTOMS)
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
