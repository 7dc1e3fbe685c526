"""A week day by day: what was eaten, and below it what was absorbed of that."""

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure

from tracker.reports import findings
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.frames import Frames
from tracker.reports.intake import Day
from tracker.reports.regimens import week_line
from tracker.reports.sentences import NO_ESTIMATE, below_picture
from tracker.text.formatting import format_estimate, format_number, format_ug

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# In inches: on a phone the letters are still large enough to read.
_WIDTH, _HEIGHT, _HEIGHT_ALONE = 5.0, 5.6, 3.7
_BAR_WIDTH = 0.7
# A day of more than this many targets would flatten the others; its bar is cut instead.
_TALL = 8.0
_HEADROOM = 1.25
# Above the bars is a lane for injections where there are some. In parts of the axis below it.
_LANE = 0.2
# The height of a figure, in parts of the axis: the upper panel is higher than the lower one.
_FIGURE, _FIGURE_BELOW = 0.075, 0.115
# What is unknown on top of a bar.
_MORE = 0.09


def week(diary: Frames, theme: Theme = LIGHT) -> Figure:
    """Draw a bar for each day in µg, stacked by origin, with the target; below what is absorbed.

    Gaps are named, lower bounds have ≥ and a dashed end, and a bar that is far above the others is
    cut, with its figure on it. Injections stand in a lane above the bars. The lower panel has the
    estimate with its range and the need; it is left out when nothing eaten is logged.
    """
    days = diary.days
    logged = bool(days["logged"].any())
    with style.themed(theme):
        figure = style.figure(_WIDTH, _HEIGHT if logged else _HEIGHT_ALONE, theme)
        if logged:
            axes, below = figure.subplots(2, sharex=True, height_ratios=(3, 2))
            top = _absorbed(below, diary, theme)
        else:
            axes = below = figure.add_subplot()
            top = 0.0
        cut = [*_eaten(axes, days, theme), *([f"▲: goes on above {_in_ug(top)}"] if top else [])]
        _weekdays(axes, below, days, theme)
        finding = findings.week(diary.stretch)
        style.head(figure, finding, f"Vitamin B12, {diary.span.label}", theme, diary.whose)
        style.foot(figure, [*cut, *_notes(diary)], theme)
    return figure


def axis_top(days: pd.DataFrame) -> float:
    """Return where the bars end, in µg: above every day but those that would flatten others."""
    intake, target = days["intake_ug"], days["target_ug"]
    ordinary = intake[intake <= _TALL * target]
    tallest = max(1.5 * target.max(), ordinary.max() if len(ordinary) else 0.0)
    # What was eaten beside a tablet stays in sight.
    food = days["natural_ug"] + days["fortified_ug"]
    beside = food[(intake > _TALL * target) & (food <= _TALL * target)]
    if len(beside):
        tallest = max(tallest, beside.max())
    return float(tallest * _HEADROOM)


def _in_ug(value: float) -> str:
    return f"{format_number(round(value, 1))} µg"


def _eaten(axes: "Axes", days: pd.DataFrame, theme: Theme) -> list[str]:
    """Draw what was eaten a day, and return that bars are cut if any is."""
    top = axis_top(days)
    style.stacked(axes, days, _BAR_WIDTH, theme, top)
    for x, day in enumerate(days.itertuples(index=False)):
        _day(axes, x, day, top, theme)
    style.targets(axes, days, range(len(days)), 0.5, theme)
    injected = bool((days["injected_ug"] > 0).any())
    axes.set_ylim(0, top * (1 + _LANE * injected))
    style.key(axes, "Eaten, µg a day")
    style.rule(axes)
    return [f"bars above {_in_ug(top)} are cut"] if (days["intake_ug"] > top).any() else []


def _day(axes: "Axes", x: int, day: Any, top: float, theme: Theme) -> None:
    """What stands on, in or in place of the bar of a day, a row of the frame."""
    if day.injected_ug:
        label = f"injection\n{format_ug(day.injected_ug)} µg"
        middle = top * (1 + _LANE / 2)
        style.text(axes, x, middle, label, va="center", colour=theme.injection, size=8)
    if not day.logged:
        if not day.future:
            style.text(axes, x, top * 0.03, "nothing\nlogged", colour=theme.quiet, size=8)
        return
    intake, bound = day.intake_ug, day.lower_bound
    label = f"{'≥ ' if bound else ''}{format_ug(intake, day.target_ug)}"
    if intake > top:
        style.cut(axes, x, _BAR_WIDTH, top, theme)
        style.text(axes, x, top * 0.935, label, va="center", ground=0.2)
        return
    if bound:
        axes.bar(
            x, top * _MORE, width=_BAR_WIDTH, bottom=intake, facecolor="none",
            edgecolor=theme.quiet, linestyle=(0, (3, 2)), zorder=2,
        )  # fmt: skip
        style.text(axes, x, intake + top * _MORE / 2, "?", va="center", colour=theme.quiet, size=8)
    foot = intake + top * (_MORE * bound + 0.015)
    style.text(axes, x, style.over(foot, top * _FIGURE, day.target_ug), label)


def _absorbed(axes: "Axes", diary: Frames, theme: Theme) -> float:
    """Draw a bar from the low to the high end of each day's estimate, with a line at its middle.

    Return where the axis cuts a range off, 0 if it doesn't.
    """
    days = diary.stretch.period.days
    needs = [day.target.need_ug for day in days if day.target.need_ug is not None]
    ends = [day.absorbed.high_ug for day in days if day.absorbed is not None]
    # Of an infant no need is known.
    level = max(needs, default=max(ends, default=1.0))
    ordinary = [end for end in ends if end <= _TALL * level]
    top = max(1.5 * level, *ordinary, 0.0) * 1.1
    cut = False
    for x, day in enumerate(days):
        if day.injections:
            words = f"≈ {_estimate(day.retained)}\nstays"
            middle = top * (1 + _LANE * 1.5 / 2)
            style.text(axes, x, middle, words, va="center", colour=theme.injection, size=8)
        cut |= _estimated(axes, x, day, top, theme)
    style.needs(axes, diary.days, range(len(days)), 0.5, theme)
    injected = any(day.injections for day in days)
    axes.set_ylim(0, top * (1 + _LANE * 1.5 * injected))
    style.key(axes, "Absorbed, µg a day: an estimate in its range")
    style.rule(axes)
    return top if cut else 0.0


def _estimate(of: Any) -> str:
    return format_estimate(of.ug, of.low_ug, of.high_ug)[0]


def _estimated(axes: "Axes", x: int, day: Day, top: float, theme: Theme) -> bool:
    """Draw the estimate of a day, and return whether it is cut off."""
    if day.absorbed is None:
        if day.logged:
            words = NO_ESTIMATE.replace(" ", "\n")
            style.text(axes, x, top * 0.03, words, colour=theme.quiet, size=8)
        return False
    low, high = day.absorbed.low_ug, day.absorbed.high_ug
    half = _BAR_WIDTH / 2
    if low < top:
        axes.bar(
            x, min(high, top) - low, width=_BAR_WIDTH, bottom=low, color=theme.mean, alpha=0.22,
            zorder=2,
        )  # fmt: skip
    if high > top:
        axes.plot(x, top * 0.95, marker="^", markersize=6, color=theme.mean, zorder=3)
    figure, span = format_estimate(day.absorbed.ug, low, high)
    # Without a middle no value inside the range is more likely.
    ug = day.absorbed_ug
    label = f"{'≥ ' if day.lower_bound else ''}{span if ug is None else figure}"
    place = (low if ug is None else ug) + top * 0.03
    need = day.target.need_ug
    if place > top * 0.8:
        place = top * 0.75
    elif need is not None:
        place = style.over(place, top * _FIGURE_BELOW, need)
    if ug is not None and ug <= top:
        axes.hlines(ug, x - half, x + half, colors=theme.mean, linewidth=2.4, zorder=3)
    style.text(axes, x, place, label)
    return high > top


def _weekdays(axes: "Axes", below: "Axes", days: pd.DataFrame, theme: Theme) -> None:
    """Name the days below both panels."""
    below.set_xticks(range(len(days)), style.day_names(days))
    for tick, logged in zip(below.get_xticklabels(), days["logged"], strict=True):
        tick.set_color(theme.ink if logged else theme.quiet)
    if axes is not below:
        axes.tick_params(axis="x", labelbottom=False)
    below.set_xlim(-0.5, len(days) - 0.5)


def _notes(diary: Frames) -> list[str]:
    days, period = diary.days, diary.stretch.period
    reasons = ["holds foods of unknown B12"] if days["unknown_items"].any() else []
    if (days["mark"] == "partial").any():
        reasons.append("logged in part")
    bound = f"≥ and ?: {' or '.join(reasons)}, so the true figure may be more"
    return [
        *([bound] if reasons else []),
        *map(week_line, diary.stretch.regimens[1:]),
        *below_picture(period, absorbed=False),
        *style.sources(days, need=bool(period.logged)),
    ]
