"""A week's intake, a bar a day, and what is absorbed of it."""

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure

from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.frames import Frames
from tracker.reports.regimens import week_line
from tracker.reports.sentences import below_picture
from tracker.text.dates import format_month, format_span, format_weekday
from tracker.text.formatting import format_estimate, format_number, format_ug

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR_WIDTH = 0.7
# A day of more than this many targets would flatten the others; its bar is cut instead.
_TALL = 8.0
_HEADROOM = 1.22


def week(diary: Frames, theme: Theme = LIGHT) -> Figure:
    """Draw a bar for each day in µg, stacked by origin, with the target; below what is absorbed.

    Gaps are named, lower bounds have ≥ and a dashed end, and a bar that is far above the others is
    cut, with its figure on it and a note on the axis. The lower panel has the estimate with its
    range and the need; it is left out when nothing eaten is logged.
    """
    days = diary.days
    logged = bool(days["logged"].any())
    with style.themed(theme):
        figure = style.figure(8, 6.6 if logged else 4.8)
        if logged:
            axes, below = figure.subplots(2, sharex=True, height_ratios=(5, 2))
            _absorbed(below, days, theme)
        else:
            axes = figure.add_subplot()
        top = axis_top(days)
        style.stacked(axes, days, _BAR_WIDTH, theme, top)
        for x, day in enumerate(days.itertuples(index=False)):
            _label(axes, x, day, top, theme)
        style.targets(axes, days, range(len(days)), 0.5, theme)
        _dress(axes, days, top)
        of_regimens = map(week_line, diary.stretch.regimens)
        said = below_picture(diary.stretch.period, absorbed=False)
        _legend(figure, days, [*of_regimens, *said])
    return figure


def axis_top(days: pd.DataFrame) -> float:
    """Return where the axis ends, in µg: above every day but those that would flatten others."""
    intake, target = days["intake_ug"], days["target_ug"]
    ordinary = intake[intake <= _TALL * target]
    tallest = max(2 * target.max(), ordinary.max() if len(ordinary) else 0.0)
    # What was eaten beside a tablet stays in sight.
    food = days["natural_ug"] + days["fortified_ug"]
    beside = food[(intake > _TALL * target) & (food <= _TALL * target)]
    if len(beside):
        tallest = max(tallest, beside.max())
    return float(tallest * _HEADROOM)


def _label(axes: "Axes", x: int, day: Any, top: float, theme: Theme) -> None:
    """What stands on, in or in place of the bar of a day, a row of the frame."""
    if day.injected_ug:
        # Below the figure of a bar that is cut.
        label = f"injection\n{format_ug(day.injected_ug)} µg"
        style.text(axes, x, top * 0.8, label, va="top", ground=0.2)
    if not day.logged:
        if not day.future and not day.injected_ug:
            style.text(axes, x, top * 0.03, "nothing\nlogged", colour=theme.quiet)
        return
    intake, bound = day.intake_ug, day.lower_bound
    label = f"{'≥ ' if bound else ''}{format_ug(intake, day.target_ug)}"
    if intake > top:
        # Two strokes of the ground across the bar say that it goes on.
        for height in (0.86, 0.885):
            axes.plot(
                [x - 0.42, x + 0.42], [top * (height - 0.012), top * (height + 0.012)],
                color=theme.ground, linewidth=2.2, zorder=4,
            )  # fmt: skip
        style.text(axes, x, top * 0.93, label, va="center", ground=0.2)
        return
    if bound:
        axes.bar(
            x, top * 0.07, width=_BAR_WIDTH, bottom=intake, facecolor="none",
            edgecolor=theme.quiet, linestyle=(0, (3, 2)), zorder=2,
        )  # fmt: skip
    # A ground of its own keeps the figure readable where the target line runs through it.
    style.text(axes, x, intake + top * (0.085 if bound else 0.015), label, ground=0.08)


def _absorbed(axes: "Axes", days: pd.DataFrame, theme: Theme) -> None:
    """A point a day in µg with its range, its figure beside it, and the need."""
    middle, low, high = (days[f"absorbed{end}_ug"] for end in ("", "_low", "_high"))
    # Means leave days in part out, and so does the legend of what is drawn.
    if middle.notna().any():
        axes.errorbar(
            days.index, middle, yerr=[middle - low, high - middle], fmt="o", markersize=5,
            capsize=3, elinewidth=1.3, color=theme.ink, label="absorbed: estimate with its range",
            zorder=4,
        )  # fmt: skip
    style.needs(axes, days, pd.Series(range(len(days)), index=days.index), 0.5, theme)
    tallest = float(high.max()) if high.notna().any() else 0.0
    # Of an infant no need is known.
    need = float(days["need_ug"].max()) if days["need_ug"].notna().any() else tallest or 1.0
    # Room for the figure of a day that absorbed nothing.
    style.bend(axes, need, tallest, room=0.15, name="µg absorbed a day")
    day: Any
    for x, day in enumerate(days.itertuples(index=False)):
        if pd.notna(day.absorbed_ug):
            figure, _ = format_estimate(day.absorbed_ug, day.absorbed_low_ug, day.absorbed_high_ug)
            label = f"{'≥ ' if day.lower_bound else ''}{figure}"
            style.text(axes, x + 0.09, day.absorbed_ug, label, ha="left", va="center", ground=0.08)
        elif day.logged:
            style.text(axes, x, 0.1 * need, "no estimate", colour=theme.quiet)
    axes.set_xlabel("")
    style.rule(axes)


def _dress(axes: "Axes", days: pd.DataFrame, top: float) -> None:
    held = [day.date() for day in days["day"]]
    axes.set_title(f"Vitamin B12 intake, {format_span(held[0], held[-1])}", pad=12)
    axes.set_xticks(range(len(held)), [f"{format_weekday(d)}\n{format_month(d)}" for d in held])
    axes.set_xlim(-0.5, len(held) - 0.5)
    axes.set_ylim(0, top)
    is_cut = (days["intake_ug"] > top).any()
    limit = f"\nbars above {format_number(round(top, 1))} µg are cut" if is_cut else ""
    axes.set_ylabel(f"µg a day{limit}")
    style.rule(axes)


def _legend(figure: Figure, days: pd.DataFrame, notes: list[str]) -> None:
    reasons = ["holds foods of unknown B12"] if days["unknown_items"].any() else []
    if (days["mark"] == "partial").any():
        reasons.append("logged in part")
    if reasons:
        notes.append(f"≥ and a dashed end: {' or '.join(reasons)}, so the true figure may be more")
    logged = days["logged"].any()
    if not logged:
        notes.append("nothing eaten is logged in this week")
    # Needs have long names.
    style.legend(figure, 2 if logged else 4, notes)
