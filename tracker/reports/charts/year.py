"""The months side by side: the mean day, and how often the target or the need was met."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure

from tracker.reports import frames
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, NEED_DASHES, TARGET_DASHES, Look, Theme
from tracker.reports.frames import Frames
from tracker.reports.regimens import week_line
from tracker.reports.sentences import below_picture
from tracker.text.formatting import format_ug

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR_WIDTH = 0.72
# With more months than this there is no room for a figure on each.
_ROOMY = 14


def year(diary: Frames, theme: Theme = LIGHT, *, intake: bool = False) -> Figure:
    """Draw a bar for each month: µg a day on its logged days, by origin; below, the days of each.

    The axis bends above twice the target where tablets would flatten the other months; points then
    show the whole, since a bar would mislead there. Where large doses are logged, it is what was
    absorbed, with its range, and the need; with `intake` the median intake, which has no origins.
    """
    months = frames.periods(diary, "month")
    large = diary.stretch.period.has_large_doses
    absorbed = diary.stretch.period.shows_absorbed and not intake
    shown = _ABSORBED if absorbed else _MEDIAN if large else _MEAN
    with style.themed(theme):
        figure = style.figure(9, 5.6)
        axes, below = figure.subplots(2, sharex=True, height_ratios=(3, 1))
        _amounts(axes, months, shown, theme)
        _met(below, months, shown, theme)
        axes.set_title(f"{shown.title}, {diary.span.label}", pad=12)
        said = below_picture(diary.stretch.period, absorbed=shown is _ABSORBED)
        of_regimens = map(week_line, diary.stretch.regimens)
        style.legend(figure, 4, [*of_regimens, *said, *_notes(months, shown)])
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
    "Vitamin B12 by month", "µg a day", "mean_ug", "counted_days", "target_ug", "target",
    TARGET_DASHES, "mean day, all origins", by_origin=True,
)  # fmt: skip
_MEDIAN = replace(_MEAN, column="median_ug", whole="median day, all origins", by_origin=False)
_ABSORBED = _Shown(
    "Vitamin B12 absorbed by month", "µg absorbed a day", "absorbed_ug", "estimated_days",
    "need_ug", "need", NEED_DASHES, "mean day, all origins", by_origin=True,
)  # fmt: skip


def _amounts(axes: "Axes", months: pd.DataFrame, shown: _Shown, theme: Theme) -> None:
    level = float(months[shown.level].max())
    tallest = float(months[shown.column].max()) if months[shown.days].any() else 0.0
    bent = tallest > 8 * level
    if bent:
        axes.plot(
            months.index, months[shown.column], color=theme.mean, marker="o",
            markersize=8 if len(months) <= _ROOMY else 4, label=shown.whole, zorder=3,
        )  # fmt: skip
    elif shown.by_origin:
        style.stacked(axes, months, _BAR_WIDTH, theme, absorbed=shown is _ABSORBED)
    else:
        plain = Look(shown.whole, theme.natural, "")
        axes.bar(months.index, months[shown.column], _BAR_WIDTH, **plain.bars(theme.ground))
    if shown is _ABSORBED:
        tallest = max(tallest, _ranges(axes, months, theme))
    if bent:
        style.bend(axes, 2 * level, tallest, room=0.0, name=shown.axis)
    else:
        axes.set_ylim(0, max(2 * level, tallest) * 1.15)
        axes.set_ylabel(shown.axis)
    for x, month in enumerate(months.to_dict("records")):
        _figure(axes, x, month, shown, theme, roomy=len(months) <= _ROOMY)
    # A month in which the target changes has a mean of two.
    known = months[months[shown.level].notna()]
    heights = known[shown.level].round(6).tolist()
    named = [shown.level_name] * len(known)
    style.levels(axes, known.index.tolist(), 0.5, heights, named, shown.dashes, theme)
    axes.tick_params(axis="x", length=0, labelbottom=False)
    style.rule(axes)


def _ranges(axes: "Axes", months: pd.DataFrame, theme: Theme) -> float:
    """Draw the range of each month's estimate, and return the highest end in µg."""
    low, middle, high = (months[f"absorbed{end}_ug"] for end in ("_low", "", "_high"))
    axes.errorbar(
        months.index, middle, yerr=[middle - low, high - middle], fmt="none", capsize=3,
        elinewidth=1.2, ecolor=theme.ink, label="range of the estimate", zorder=4,
    )  # fmt: skip
    return float(high.max())


def _figure(
    axes: "Axes", x: int, month: dict[Any, Any], shown: _Shown, theme: Theme, *, roomy: bool
) -> None:
    """Write the figure on a bar, or that there is none."""
    if not roomy:
        return
    if not month[shown.days]:
        missing = "no\nestimate" if month["counted_days"] else "no\nlog"
        style.text(axes, x, 0, missing, colour=theme.quiet)
        return
    figure = format_ug(month[shown.column], month[shown.level])
    beside = shown is _ABSORBED  # the line of the range, which goes through the middle
    # On a ground of its own: the target's line would strike it through.
    axes.annotate(
        f"{'≥' if month['lower_bound'] else ''}{figure}", (x, month[shown.column]),
        (3 if beside else 0, 7), ha="left" if beside else "center",
        textcoords="offset points", fontsize=8, zorder=5,
        bbox={"facecolor": theme.ground, "edgecolor": "none", "pad": 0.4},
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
    for heights, colour, hatch, label in layers:
        if label != "need open" or (maybe > months[met]).any():
            axes.bar(
                months.index, heights, width=_BAR_WIDTH, color=colour, hatch=hatch,
                edgecolor=theme.ground, linewidth=0, label=label, zorder=2,
            )  # fmt: skip
    axes.set_ylabel("days")
    axes.set_ylim(0, 36)
    axes.set_yticks([0, 15, 30])
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
    axes.set_xlim(-0.6, max(len(months), 4) - 0.4)
    axes.tick_params(axis="x", length=0)


def _notes(months: pd.DataFrame, shown: _Shown) -> list[str]:
    if not months["counted_days"].any():
        return ["nothing eaten is logged in this time"]
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
