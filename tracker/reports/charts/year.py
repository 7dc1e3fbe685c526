"""The months side by side: what was eaten on the mean day, and how often the target was met."""

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure

from tracker.reports import frames
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, TARGET_DASHES, Theme
from tracker.reports.frames import Frames
from tracker.text.formatting import format_ug

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR_WIDTH = 0.72
# With more months than this there is no room for a figure on each.
_ROOMY = 14


def year(diary: Frames, theme: Theme = LIGHT) -> Figure:
    """Draw a bar for each month: µg a day on its logged days, by origin; below, the days of each.

    The axis bends above twice the target where tablets would flatten the other months; points then
    show the whole, since a bar would mislead there.
    """
    months = frames.periods(diary, "month")
    with style.themed(theme):
        figure = style.figure(9, 5.6)
        axes, below = figure.subplots(2, sharex=True, height_ratios=(3, 1))
        _intake(axes, months, theme)
        _met(below, months, theme)
        axes.set_title(f"Vitamin B12 by month, {diary.span.label}", pad=12)
        style.legend(figure, 4, _notes(months))
    return figure


def _intake(axes: "Axes", months: pd.DataFrame, theme: Theme) -> None:
    target = float(months["target_ug"].max())
    tallest = float(months["mean_ug"].max()) if months["counted_days"].any() else 0.0
    bent = tallest > 8 * target
    if bent:
        axes.plot(
            months.index, months["mean_ug"], color=theme.mean, marker="o",
            markersize=8 if len(months) <= _ROOMY else 4, label="mean day, all origins", zorder=3,
        )  # fmt: skip
        style.bend(axes, 2 * target, tallest, room=0.0, name="µg a day")
    else:
        style.stacked(axes, months, _BAR_WIDTH, theme)
        axes.set_ylim(0, max(2 * target, tallest) * 1.15)
        axes.set_ylabel("µg a day")
    for x, month in enumerate(months.itertuples(index=False)):
        _figure(axes, x, month, theme, roomy=len(months) <= _ROOMY)
    named = ["target"] * len(months)
    # A month in which the target changes has a mean of two.
    heights = months["target_ug"].round(6).tolist()
    style.levels(axes, months.index.tolist(), 0.5, heights, named, TARGET_DASHES, theme)
    axes.tick_params(axis="x", length=0, labelbottom=False)
    style.rule(axes)


def _figure(axes: "Axes", x: int, month: Any, theme: Theme, *, roomy: bool) -> None:
    """Write the mean on a bar, or that there is none."""
    if not roomy:
        return
    if not month.counted_days:
        style.text(axes, x, 0, "no\nlog", colour=theme.quiet)
        return
    label = f"{'≥' if month.lower_bound else ''}{format_ug(month.mean_ug, month.target_ug)}"
    # On a ground of its own: the target's line would strike it through.
    axes.annotate(
        label, (x, month.mean_ug), (0, 7), textcoords="offset points", ha="center", fontsize=8,
        zorder=5, bbox={"facecolor": theme.ground, "edgecolor": "none", "pad": 0.4},
    )  # fmt: skip


def _met(axes: "Axes", months: pd.DataFrame, theme: Theme) -> None:
    """The days that met the target, of those logged, under the days of the month."""
    for column, colour, label in (
        ("days", theme.grid, "days of the month"),
        ("logged_days", theme.shades[1], "logged"),
        ("days_target_met", theme.natural, "target met"),
    ):
        axes.bar(
            months.index, months[column], width=_BAR_WIDTH, color=colour, label=label, zorder=2
        )
    axes.set_ylabel("days")
    axes.set_ylim(0, 36)
    axes.set_yticks([0, 15, 30])
    month: Any
    starts = list(enumerate(months["from"]))
    for x, month in enumerate(months.itertuples(index=False)):
        if len(months) <= _ROOMY and month.logged_days:
            label = f"{month.days_target_met} of {month.logged_days}"
            style.text(axes, x, month.days, label, size=8)
    if len(months) <= 2 * _ROOMY:
        named = [f"{day:%b}" + f"\n{day:%Y}" * (n == 0 or day.month == 1) for n, day in starts]
        axes.set_xticks(range(0, len(named), every := 1 + len(named) // 15), named[::every])
    else:
        firsts = [(n, f"{day:%Y}") for n, day in starts if day.month == 1]
        axes.set_xticks(*zip(*firsts, strict=True))
    axes.set_xlim(-0.6, max(len(months), 4) - 0.4)
    axes.tick_params(axis="x", length=0)


def _notes(months: pd.DataFrame) -> list[str]:
    if not months["counted_days"].any():
        return ["nothing eaten is logged in this time"]
    notes = [
        "means are over the days logged in full; below, days that met the target of those logged"
    ]
    if months["injected_ug"].any():
        notes.append("injections are not in them")
    if months["lower_bound"].any():
        notes.append("≥ holds foods of unknown B12, so that the true figure may be more")
    return notes
