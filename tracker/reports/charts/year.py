"""The months side by side: the mean day, and how often the target or the need was met."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure

from tracker.reports import findings, frames
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, NEED_DASHES, TARGET_DASHES, Look, Theme
from tracker.reports.frames import Frames
from tracker.reports.regimens import week_line
from tracker.reports.sentences import below_picture
from tracker.text.formatting import format_number, format_ug

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR_WIDTH = 0.72
# With more months than this there is no room for a figure on each.
_ROOMY = 14
# In inches: a picture of few months is narrower.
_WIDTH, _HEIGHT, _LEAST_WIDTH, _MONTH, _EDGES = 9.0, 5.4, 5.0, 0.62, 1.4
# A month of more than this many targets or needs would flatten the others; its bar is cut instead.
_TALL = 20.0


def year(diary: Frames, theme: Theme = LIGHT, *, intake: bool = False) -> Figure:
    """Draw a bar for each month: µg a day on its logged days, by origin; below, the days of each.

    A bar that would flatten the others is cut, with its figure on it. Where large doses are logged,
    it is what was absorbed, with its range, and the need; with `intake` the median intake, which
    has no origins.
    """
    months = frames.periods(diary, "month")
    large = diary.stretch.period.has_large_doses
    absorbed = diary.stretch.period.shows_absorbed and not intake
    shown = _ABSORBED if absorbed else _MEDIAN if large else _MEAN
    with style.themed(theme):
        width = max(_LEAST_WIDTH, min(_EDGES + _MONTH * len(months), _WIDTH))
        figure = style.figure(width, _HEIGHT, theme)
        axes, below = figure.subplots(2, sharex=True, height_ratios=(3, 1))
        cut = _amounts(axes, months, shown, theme)
        _met(below, months, shown, theme)
        finding = findings.mean(diary.stretch.period, absorbed=absorbed)
        style.head(figure, finding, f"{shown.title}, {diary.span.label}", theme, diary.whose)
        said = below_picture(diary.stretch.period, absorbed=absorbed)
        of_regimens = map(week_line, diary.stretch.regimens)
        sources = style.sources(diary.days, target=not absorbed, need=absorbed)
        style.foot(figure, [*of_regimens, *said, *cut, *_notes(months, shown), *sources], theme)
    return figure


@dataclass(frozen=True)
class _Shown:
    """What the bars are: their columns of `frames.periods`, and their words."""

    title: str
    axis: str
    column: str
    days: str
    level: str
    level_name: str
    dashes: style.Dashes
    whole: str
    by_origin: bool


_MEAN = _Shown(
    "Vitamin B12 intake by month", "Eaten, µg a day", "mean_ug", "counted_days", "target_ug",
    "target", TARGET_DASHES, "mean day, all origins", by_origin=True,
)  # fmt: skip
_MEDIAN = replace(_MEAN, column="median_ug", whole="median day, all origins", by_origin=False)
_ABSORBED = _Shown(
    "Vitamin B12 absorbed by month", "Absorbed, µg a day", "absorbed_ug", "estimated_days",
    "need_ug", "need", NEED_DASHES, "mean day, all origins", by_origin=True,
)  # fmt: skip


def _amounts(axes: "Axes", months: pd.DataFrame, shown: _Shown, theme: Theme) -> list[str]:
    """Draw the bars, and return that some are cut if so."""
    level = float(months[shown.level].max())
    amounts = months[shown.column].fillna(0.0)
    ends = months["absorbed_high_ug"].fillna(0.0) if shown is _ABSORBED else amounts
    top = 1.15 * max(1.5 * level, ends[ends <= _TALL * level].max(), 0.0)
    if shown.by_origin:
        style.stacked(axes, months, _BAR_WIDTH, theme, top, absorbed=shown is _ABSORBED)
    else:
        plain = Look(shown.whole, theme.natural, "")
        axes.bar(
            months.index, amounts.clip(upper=top), _BAR_WIDTH, **plain.bars(theme.ground)
        )  # fmt: skip
    if shown is _ABSORBED:
        _ranges(axes, months, theme, top)
    axes.set_ylim(0, top)
    for x, month in enumerate(months.to_dict("records")):
        _figure(axes, x, month, shown, theme, top, roomy=len(months) <= _ROOMY)
    # A month in which the target changes has a mean of two.
    heights = months[shown.level].round(6).tolist()
    style.levels(axes, range(len(months)), 0.5, heights, shown.level_name, shown.dashes, theme)
    axes.tick_params(axis="x", length=0, labelbottom=False)
    style.rule(axes)
    style.key(axes, shown.axis)
    is_cut = (amounts > top).any()
    return [f"bars above {format_number(round(top, 1))} µg are cut"] if is_cut else []


def _ranges(axes: "Axes", months: pd.DataFrame, theme: Theme, top: float) -> None:
    """Draw the range of each month's estimate."""
    shown = months[months["absorbed_ug"] <= top]
    low, middle, high = (shown[f"absorbed{end}_ug"] for end in ("_low", "", "_high"))
    if len(shown):
        roomy = len(months) <= 2 * _ROOMY
        axes.errorbar(
            shown.index, middle, yerr=[middle - low, high - middle], fmt="none",
            capsize=3 * roomy, elinewidth=1.2 if roomy else 0.7, ecolor=theme.ink,
            label="range of the estimate", zorder=4,
        )  # fmt: skip


def _figure(
    axes: "Axes",
    x: int,
    month: dict[Any, Any],
    shown: _Shown,
    theme: Theme,
    top: float,
    *,
    roomy: bool,
) -> None:
    """Write the figure on a bar, or that there is none; a bar that is cut has it always."""
    if not month[shown.days]:
        if roomy:
            missing = "no\nestimate" if month["counted_days"] else "no\nlog"
            style.text(axes, x, top * 0.02, missing, colour=theme.quiet)
        return
    ug, level = month[shown.column], month[shown.level]
    label = f"{'≥' if month['lower_bound'] else ''}{format_ug(ug, level)}"
    if ug > top:
        style.cut(axes, x, _BAR_WIDTH, top, theme)
        if roomy:
            style.text(axes, x, top * 0.94, label, va="center", ground=0.2, size=8)
    elif roomy:
        foot = style.over(ug + top * 0.015, top * 0.055, level)
        # Of an estimate beside the line of its range, which goes through the middle.
        beside = shown is _ABSORBED
        style.text(
            axes, x + 0.06 * beside, foot, label, ha="left" if beside else "center", size=8
        )  # fmt: skip


def _met(axes: "Axes", months: pd.DataFrame, shown: _Shown, theme: Theme) -> None:
    """The days that met the target, of those logged, under the days of the month.

    Or those that met the need, of those with an estimate; some are open.
    """
    absorbed = shown is _ABSORBED
    of, met = ("need_days", "days_need_met") if absorbed else ("logged_days", "days_target_met")
    maybe = months[met] + months["days_need_unknown"] * absorbed
    layers = [
        (months["days"], theme.grid, "", "days of the month"),
        (months[of], theme.shades[1], "", "with an estimate" if absorbed else "logged"),
        (maybe, theme.shades[2], "///", "need open"),
        (months[met], theme.natural, "", f"{shown.level_name} met"),
    ]
    seen = [True, True, bool((maybe > months[met]).any()), bool(months[met].any())]
    seen[0] = bool((months["days"] > months[of]).any())
    seen[1] = bool((months[of] > maybe).any())
    for (heights, colour, hatch, label), visible in zip(layers, seen, strict=True):
        if visible:
            axes.bar(
                months.index, heights, width=_BAR_WIDTH, color=colour, hatch=hatch,
                edgecolor=theme.ground, linewidth=0, label=label, zorder=2,
            )  # fmt: skip
    axes.set_ylim(0, 36)
    style.rule(axes)
    axes.set_yticks([0, 15, 30])
    style.key(axes, "Days")
    starts = list(enumerate(months["from"]))
    for x, month in enumerate(months.to_dict("records")):
        if len(months) <= _ROOMY and month[of]:
            most = f"–{int(maybe[x])}" if maybe[x] > month[met] else ""
            label = f"{month[met]}{most} of {month[of]}"
            style.text(axes, x, month["days"], label, size=7 if absorbed else 8)
    if len(months) <= 2 * _ROOMY:
        named = [f"{day:%b}" + f"\n{day:%Y}" * (n == 0 or day.month == 1) for n, day in starts]
        axes.set_xticks(range(0, len(named), every := 1 + len(named) // 15), named[::every])
    else:
        firsts = [(n, f"{day:%Y}") for n, day in starts if day.month == 1]
        axes.set_xticks(*zip(*firsts, strict=True))
    axes.set_xlim(-0.6, len(months) - 0.4)
    axes.tick_params(axis="x", length=0)


def _notes(months: pd.DataFrame, shown: _Shown) -> list[str]:
    if not months["counted_days"].any():
        return []
    if shown is _ABSORBED:
        notes = [
            "means are over the days logged in full; below, days that met the need, or may have, "
            "of those with an estimate",
        ]
    else:
        average = "medians" if shown is _MEDIAN else "means"
        notes = [
            f"{average} are over the days logged in full; below, days that met the target of those "
            "logged"
        ]
    if months["injected_ug"].any():
        notes.append("injections are not in them")
    if months["lower_bound"].any():
        notes.append("≥ holds foods of unknown B12, so that the true figure may be more")
    return notes
