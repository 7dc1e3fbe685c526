"""The intake over weeks and years: a point a day, its running means, and the target."""

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.frames import Frames

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A running mean is drawn where at least half of its days count.
_SHORT, _LONG = 7, 28
# With more days than that the points are a cloud, and the means what there is to see.
_CROWDED = 200
_LEAST_DAYS = 7


def trend(diary: Frames, theme: Theme = LIGHT) -> Figure:
    """Draw µg a day over the days of the diary, with means over 7 and 28 days.

    The means are over the days that count, at least half of the days up to each; where fewer are
    logged there is a gap. Lower bounds are hollow, injections marks at the edge, and the target
    steps where it changed.
    """
    days = diary.days
    with style.themed(theme):
        figure = style.figure(9, 5)
        axes = figure.add_subplot()
        draw(axes, days, theme)
        axes.set_title(f"Vitamin B12 intake, {diary.span.label}", pad=12)
        style.legend(figure, 3, notes(days))
    return figure


def draw(axes: "Axes", days: pd.DataFrame, theme: Theme) -> None:
    """Draw the same in a picture that has more beside it."""
    crowded = len(days) > _CROWDED
    _points(axes, days, theme, size=7 if crowded else 22, faint=0.5 if crowded else 0.8)
    for length, width, dashes in ((_SHORT, 1.0, (0, (1, 1))), (_LONG, 2.4, "solid")):
        mean = days[f"mean_{length}_ug"]
        if mean.notna().any() and not (crowded and length == _SHORT and len(days) > 3 * 366):
            axes.plot(
                days["day"], mean, color=theme.mean, linewidth=width, linestyle=dashes,
                label=f"mean of {length} days", zorder=3,
            )  # fmt: skip
    style.targets(axes, days, days["day"].tolist(), pd.Timedelta(hours=12), theme)
    _injections(axes, days, theme)
    level = 2 * float(days["target_ug"].max())
    tallest = float(days["intake_ug"].max()) if days["logged"].any() else 0.0
    style.bend(axes, level, tallest, room=0.05, name="µg a day")
    style.rule(axes)
    along_time(axes, days)


def notes(days: pd.DataFrame) -> list[str]:
    """Return what the legend must say of it."""
    if not days["logged"].any():
        return ["nothing eaten is logged in this time"]
    bound = days["lower_bound"] & days["logged"]
    hollow = "hollow: holds foods of unknown B12, or is logged in part; the true figure may be more"
    return [hollow] if bound.any() else []


def along_time(axes: "Axes", days: pd.DataFrame) -> None:
    """Set up the axis of time: as long as the days, and never less than a week."""
    first, last = days["day"].iloc[0], days["day"].iloc[-1]
    spare = max(_LEAST_DAYS - len(days), 0) / 2 + max(0.5, len(days) / 100)
    beside = pd.Timedelta(days=spare)
    axes.set_xlim(first - beside, last + beside)
    locator = AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    # Hours would mean nothing.
    locator.intervald[3] = [1, 2, 3, 7, 14]
    axes.xaxis.set_major_locator(locator)
    formats = ["%Y", "%b", "%-d %b", "%H:%M", "%H:%M", "%S"]
    axes.xaxis.set_major_formatter(
        ConciseDateFormatter(  # type: ignore[no-untyped-call]
            locator, formats=formats, zero_formats=["", "%b\n%Y", "%b", "%-d %b", "%H:%M", "%H:%M"],
            offset_formats=[""] * 6,
        )
    )  # fmt: skip


def _points(axes: "Axes", days: pd.DataFrame, theme: Theme, *, size: float, faint: float) -> None:
    bound = days["lower_bound"] & days["logged"]
    for own, label, inside in (
        (days["logged"] & ~bound, "a day's intake", theme.natural),
        (bound, "at least that", "none"),
    ):
        if own.any():
            axes.scatter(
                days.loc[own, "day"], days.loc[own, "intake_ug"], s=size, facecolor=inside,
                edgecolor=theme.natural, linewidth=0.8, alpha=faint, label=label, zorder=2,
                clip_on=False,
            )  # fmt: skip


def _injections(axes: "Axes", days: pd.DataFrame, theme: Theme) -> None:
    """A mark at the upper edge for each day with one: they are no intake."""
    given = days[days["injected_ug"] > 0]
    if len(given):
        axes.scatter(
            given["day"], [0.98] * len(given), marker="v", s=30, color=theme.ink, zorder=5,
            transform=axes.get_xaxis_transform(), label="injection",
        )  # fmt: skip
