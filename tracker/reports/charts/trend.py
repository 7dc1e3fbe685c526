"""The days over weeks and years: a point each, the running means, and the target or need."""

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.frames import Frames
from tracker.reports.sentences import below_picture
from tracker.text.formatting import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A running mean is drawn where at least half of its days count.
_SHORT, _LONG = 7, 28
# With more days than that the points are a cloud, and the means what there is to see.
_CROWDED = 200
_LEAST_DAYS = 7


def trend(diary: Frames, theme: Theme = LIGHT, *, intake: bool = False) -> Figure:
    """Draw µg a day over the days of the diary, with means over 7 and 28 days.

    The means are over the days that count, at least half of the days up to each; where fewer are
    logged there is a gap. Lower bounds are hollow, injections marks at the edge, and the target
    steps where it changed. Where large doses are logged, it is what was absorbed, with the need and
    the range of the longer mean; with `intake` it is the intake all the same, with its medians.
    """
    with style.themed(theme):
        figure = style.figure(9, 5)
        axes = figure.add_subplot()
        draw(axes, diary, theme, intake=intake)
        axes.set_title(f"{title(diary, intake=intake)}, {diary.span.label}", pad=12)
        style.legend(figure, 3, notes(diary, intake=intake))
    return figure


def title(diary: Frames, *, intake: bool) -> str:
    """Return what is drawn."""
    return "Vitamin B12 absorbed" if _is_absorbed(diary, intake=intake) else "Vitamin B12 intake"


def draw(axes: "Axes", diary: Frames, theme: Theme, *, intake: bool) -> None:
    """Draw the same in a picture that has more beside it."""
    days = diary.days
    absorbed = _is_absorbed(diary, intake=intake)
    crowded = len(days) > _CROWDED
    _points(axes, days, theme, size=7 if crowded else 22, faint=0.5 if crowded else 0.8,
            absorbed=absorbed)  # fmt: skip
    average = "median" if diary.stretch.period.has_large_doses and not absorbed else "mean"
    for length, width, dashes in ((_SHORT, 1.0, (0, (1, 1))), (_LONG, 2.4, "solid")):
        line = days[f"{average}_{length}_{'absorbed_' * absorbed}ug"]
        if line.notna().any() and not (crowded and length == _SHORT and len(days) > 3 * 366):
            axes.plot(
                days["day"], line, color=theme.mean, linewidth=width, linestyle=dashes,
                label=f"{average} of {length} days", zorder=3,
            )  # fmt: skip
    if absorbed:
        _range(axes, days, theme)
        style.needs(axes, days, days["day"], pd.Timedelta(hours=12), theme)
    else:
        style.targets(axes, days, days["day"].tolist(), pd.Timedelta(hours=12), theme)
    _injections(axes, days, theme)
    if absorbed:
        highest = days[["absorbed_ug", f"mean_{_LONG}_absorbed_high_ug"]].max().max()
        level, name = 2 * float(days["need_ug"].max()), "µg absorbed a day"
    else:
        highest = days["intake_ug"].max() if days["logged"].any() else 0.0
        level, name = 2 * float(days["target_ug"].max()), "µg a day"
    style.bend(axes, level, float(highest), room=0.05, name=name)
    style.rule(axes)
    along_time(axes, days)


def notes(diary: Frames, *, intake: bool) -> list[str]:
    """Return what the legend must say of it."""
    days = diary.days
    if not days["logged"].any():
        return ["nothing eaten is logged in this time"]
    absorbed = _is_absorbed(diary, intake=intake)
    notes = below_picture(diary.stretch.period, absorbed=absorbed)
    missing = int((days["logged"] & days["absorbed_ug"].isna()).sum())
    if absorbed and missing:
        notes.append(f"{count(missing, 'day')} without an estimate")
    bound = days["lower_bound"] & days["logged"]
    hollow = "hollow: holds foods of unknown B12, or is logged in part; the true figure may be more"
    return [*notes, hollow] if bound.any() else notes


def _is_absorbed(diary: Frames, *, intake: bool) -> bool:
    return diary.stretch.period.shows_absorbed and not intake


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


def _points(
    axes: "Axes", days: pd.DataFrame, theme: Theme, *, size: float, faint: float, absorbed: bool
) -> None:
    bound = days["lower_bound"] & days["logged"]
    name = "a day, as estimated" if absorbed else "a day's intake"
    for own, label, inside in (
        (days["logged"] & ~bound, name, theme.natural),
        (bound, "at least that", "none"),
    ):
        if own.any():
            axes.scatter(
                days.loc[own, "day"], days.loc[own, "absorbed_ug" if absorbed else "intake_ug"],
                s=size, facecolor=inside, edgecolor=theme.natural, linewidth=0.8, alpha=faint,
                label=label, zorder=2, clip_on=False,
            )  # fmt: skip


def _range(axes: "Axes", days: pd.DataFrame, theme: Theme) -> None:
    """A band around the mean of 28 days: the range of its estimate."""
    low, high = (days[f"mean_{_LONG}_absorbed_{end}_ug"] for end in ("low", "high"))
    if low.notna().any():
        axes.fill_between(
            days["day"], low, high, color=theme.mean, alpha=0.15, linewidth=0, zorder=1,
            label=f"its range, {_LONG} days",
        )  # fmt: skip


def _injections(axes: "Axes", days: pd.DataFrame, theme: Theme) -> None:
    """A mark at the upper edge for each day with one: they are no intake."""
    given = days[days["injected_ug"] > 0]
    if len(given):
        axes.scatter(
            given["day"], [0.98] * len(given), marker="v", s=30, color=theme.ink, zorder=5,
            transform=axes.get_xaxis_transform(), label="injection",
        )  # fmt: skip
