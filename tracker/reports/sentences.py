"""Figures in words, once: for the terminal, the week, the report, the page and the advice."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tracker.reports.intake import LARGE_DOSE_UG, Day, Period
from tracker.text.dates import format_date, format_month, format_weekday
from tracker.text.formatting import (
    capitalised,
    count,
    format_estimate,
    format_number,
    format_percent,
    format_ug,
    listed,
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

# What a day's mark means.
MARKS: "dict[Mark, str]" = {"fast": "nothing eaten", "partial": "logged in part"}
NOTHING_LOGGED = "Nothing is logged in that time; b12 log 2 eggs logs two eggs."
NO_ESTIMATE = "no estimate"
# Why some pictures and lists have no intake.
SHOWN_IS_ABSORBED = (
    "shown is what was absorbed, because only a few percent of a dose of "
    f"{format_number(LARGE_DOSE_UG)} µg or more is absorbed"
)
INTAKE_OPTION = f"{capitalised(SHOWN_IS_ABSORBED)}; --intake shows the intake."
JUDGED_BY_REGIMEN = (
    "Days with a regimen are judged by whether it was kept; --intake shows the intake."
)

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
        f"from {format_date(since) if with_year else format_month(since)} {target(changed)}"
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
    text = text if day.logged else "no food logged"
    return f"{text}; {injected(day)}" if day.injected_ug else text


def absorbed(day: Day) -> str:
    """`Absorbed ≈ 1.3 µg (0.9–1.7), 109 % of the need of 1.2 µg (half of the IOM RDA 1998)`."""
    if day.absorbed is None:
        return f"Absorbed: {NO_ESTIMATE}"
    of = day.target
    beside = _need(day, of.need_ug, [of.need_source])
    return f"Absorbed {absorbed_cell(day, unit=' µg')}, {beside}"


def brief(day: Day) -> str:
    """`1.99 of 2.4 µg, 83 %`; where food can't be told to count, `1.99 µg by mouth`."""
    aim = f"{format_number(day.target.ug_per_day)} µg"
    counts = all(condition.food_counts for condition in day.conditions)
    if day.intake_ug is None:
        text = f"injected {ug(day.injected_ug)}" if day.injected_ug else "nothing logged"
        return f"{text}, target {aim}" if counts else text
    if not counts:
        return f"{ug(day.intake_ug, lower_bound=day.lower_bound)} by mouth"
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
    large = of.has_large_doses
    average = f"{'Median' if large else 'Mean'} {intake_cell(of, median=large)}"
    over = (
        f"{average} over {count(counted, 'logged day')}{left_out}; target met on "
        f"{of.met} of {len(of.logged)}{days_open(of.open)}"
    )
    total = (
        f"Sum {ug(of.intake_ug, lower_bound=of.lower_bound, below=of.logged_targets_ug)} of "
        f"{format_number(of.logged_targets_ug)} µg for "
        f"{count(len(of.logged), 'logged day')} "
        f"({percent(of.share_of_logged, lower_bound=of.lower_bound)})"
    )
    return [*[over] * (counted > 0), *[total] * (not large), *_absorbed_in_a_week(of)]


def _absorbed_in_a_week(of: Period) -> Iterator[str]:
    """The mean of the estimated days beside their need."""
    if of.absorbed is not None:
        estimated, counted = len(of.estimated), len(of.counted)
        only = f" over {estimated} of {counted} days, the only estimates"
        over = "" if estimated == counted else only
        yield f"Absorbed {mean_absorbed(of, over)}"


def mean_absorbed(of: Period, over: str) -> str:
    """`≈ 1.3 µg (0.9–1.7) a day; 109 % of the need of 1.2 µg (half of ...); met on 1 of 6`."""
    mean = absorbed_cell(of, unit=" µg")
    beside = _need(of, of.need_ug, of.need_sources)
    met = f"; met on {of.need_met} of {of.need_days}{needs_open(of.need_open)}" * (of.need_days > 0)
    return f"{mean} a day{over}; {beside}{met}"


def says_little(of: Period) -> str:
    """Where intake is no measure of what the body can use, that it isn't; else empty."""
    titles = [c.title for c in of.days[-1].conditions if not c.intake_counts]
    if not titles:
        return ""
    return f"with {listed(titles)} intake says little about what the body can use"


def below_picture(of: Period, *, absorbed: bool) -> list[str]:
    """What is said below a picture of what was absorbed, or of the intake."""
    if absorbed:
        return [SHOWN_IS_ABSORBED]
    if little := says_little(of):
        return [little]
    titles = [condition.title for condition in of.days[-1].deciding]
    return [f"less than usual may be absorbed: {listed(titles)}"] if titles else []
