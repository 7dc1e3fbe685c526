"""The days of each year as a calendar: by a regimen, the target, or the need."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.frames import Frames
from tracker.reports.intake import ROUNDING
from tracker.reports.regimens import week_line
from tracker.reports.sentences import below_picture, says_little
from tracker.text.formatting import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Shares of the target, or of the need, at which the next shade begins, and their names.
_SHARES = (0.0, 0.5, 1.0, 2.0, 10.0)
_NAMES = ("half and more", "met", "twice and more", "ten times and more")
# Days under a regimen, in the order of `_colours`.
_OF_REGIMEN = (
    "no dose logged, or late", "regimen kept", "kept, and the target met", "not judged"
)  # fmt: skip
_MISSED, _KEPT, _KEPT_AND_MET, _OPEN = range(len(_SHARES), len(_SHARES) + len(_OF_REGIMEN))
_DAYS = ("Mon", "Wed", "Fri", "Sun")
_WEEKS = 54


def heatmap(diary: Frames, theme: Theme = LIGHT, *, intake: bool = False) -> Figure:
    """Draw a square for each day in the shade of intake over target, and a strip for each year.

    A day without a log is empty; a lower bound that leaves it open whether the target was met has a
    dot, and an injection a triangle. Where large doses are logged, it is the estimate of what was
    absorbed over the need, and a day without one has a cross. A day with a regimen has the colour
    of whether that was kept. With `intake` all days are by intake over target.
    """
    absorbed = diary.stretch.period.shows_absorbed and not intake
    days = _judged(diary, absorbed=absorbed, by_regimen=not intake)
    beside = "absorbed beside the need" if absorbed else "intake beside the target"
    titles = ["by regimen"] if days["by_regimen"].any() else []
    titles += [] if days["by_regimen"].all() else [beside]
    title = ", and ".join(titles)
    years = days["day"].dt.year.unique().tolist()
    with style.themed(theme):
        figure = style.figure(10, 1.2 + 1.5 * len(years))
        figure.suptitle(f"Vitamin B12 {title}, {diary.span.label}", x=0.01, ha="left")
        strips = figure.subplots(len(years), squeeze=False)[:, 0]
        for axes, year in zip(strips, years, strict=True):
            _year(axes, days[days["day"].dt.year == year], year, theme)
        of_regimens = () if intake else map(week_line, diary.stretch.regimens)
        said = below_picture(diary.stretch.period, absorbed=absorbed)
        if days["by_regimen"].all():
            said = []
        elif absorbed:
            said.append("a shade is the estimate, and its range is wide")
        _legend(figure, days, theme, [*of_regimens, *said], absorbed=absorbed)
    return figure


def _judged(diary: Frames, *, absorbed: bool, by_regimen: bool) -> pd.DataFrame:
    """Return the days with the columns `colour`, `by_regimen`, `open` and `no_estimate`.

    `colour` is a place in `_colours`, NaN without any. What is open is so for what is unknown of
    the day; the range of an estimate is not drawn.
    """
    days, kept = diary.days, diary.stretch.kept if by_regimen else {}
    amount, aim = ("absorbed_ug", "need_ug") if absorbed else ("intake_ug", "target_ug")
    share = days[amount] / days[aim] * (1 + ROUNDING)
    shade = pd.cut(share, [*_SHARES, np.inf], right=False, labels=False)
    # Where intake says little, so does its target.
    counts = not says_little(diary.stretch.period)
    target_met = days["target_met"].fillna(value=False) & counts
    of_regimen = [
        _of_regimen(kept[day], met=met) if day in kept else np.nan
        for day, met in zip(days["day"].dt.date, target_met, strict=True)
    ]
    judged = pd.Series(of_regimen, days.index, dtype=float)
    by_share = days["logged"] & judged.isna()
    return days.assign(
        colour=judged.fillna(shade),
        by_regimen=judged.notna() | days["future"],
        open=by_share & days["lower_bound"] & (share < 1),
        no_estimate=by_share & share.isna(),
    )


def _of_regimen(kept: bool | None, *, met: bool) -> int:
    if kept is None:
        return _OPEN
    return (_KEPT_AND_MET if met else _KEPT) if kept else _MISSED


def _colours(theme: Theme) -> list[str]:
    """Return those of the shares, and those of days with a regimen."""
    return [*theme.shades, theme.target, *theme.kept, theme.grid]


def _year(axes: "Axes", days: pd.DataFrame, year: int, theme: Theme) -> None:
    monday = pd.Timestamp(year, 1, 1)
    monday -= pd.Timedelta(days=monday.day_of_week)
    week = ((days["day"] - monday).dt.days // 7).to_numpy()
    weekday = days["day"].dt.day_of_week.to_numpy()
    squares = np.full((7, _WEEKS), np.nan)
    squares[weekday, week] = days["colour"].to_numpy()
    colours = _colours(theme)
    axes.pcolormesh(
        np.arange(_WEEKS + 1) - 0.5, np.arange(8) - 0.5, np.ma.masked_invalid(squares),
        cmap=ListedColormap(colours), vmin=-0.5, vmax=len(colours) - 0.5,
        edgecolors=theme.ground, linewidth=1.2,
    )  # fmt: skip
    gaps = ~days["logged"].to_numpy() & days["colour"].isna().to_numpy()
    axes.scatter(
        week[gaps], weekday[gaps], s=26, marker="s", facecolor="none", edgecolor=theme.grid,
        linewidth=0.8,
    )  # fmt: skip
    if (without := days["no_estimate"].to_numpy()).any():
        axes.scatter(
            week[without], weekday[without], s=14, marker="x", color=theme.quiet, linewidth=0.9
        )
    for marked, marker, size in ((days["open"], "o", 7), (days["injected_ug"] > 0, "v", 18)):
        here = marked.to_numpy()
        axes.scatter(
            week[here], weekday[here], s=size, marker=marker, color=theme.ink, linewidth=0.7,
            edgecolor=theme.ground, zorder=3,
        )  # fmt: skip
    _frames(axes, year, monday, theme)
    axes.set_aspect("equal")
    axes.set_ylim(6.6, -0.6)
    axes.set_xlim(-0.6, _WEEKS - 0.4)
    axes.set_yticks([0, 2, 4, 6], _DAYS, fontsize=7.5)
    axes.set_ylabel(str(year), rotation=0, ha="right", va="center", labelpad=26, weight="bold")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _frames(axes: "Axes", year: int, monday: pd.Timestamp, theme: Theme) -> None:
    """Draw the name of each month, and a line between neighbours."""
    firsts = pd.date_range(f"{year}-01-01", periods=13, freq="MS")
    places = [(first - monday).days for first in firsts]
    for place in places[1:]:
        column, row = divmod(place, 7)
        edge = [(column + 0.5, -0.5), (column + 0.5, row - 0.5), (column - 0.5, row - 0.5)]
        xs, ys = zip(*[*edge, (column - 0.5, 6.5)], strict=True)
        axes.plot(xs, ys, color=theme.quiet, linewidth=0.7, zorder=2)
    middles = [(here + beyond) / 14 - 0.5 for here, beyond in pairwise(places)]
    axes.set_xticks(middles, [first.strftime("%b") for first in firsts[:12]], fontsize=8)


def _legend(
    figure: Figure, days: pd.DataFrame, theme: Theme, said: list[str], *, absorbed: bool
) -> None:
    # What is open belongs to no shade for sure.
    held = days.loc[~days["open"], "colour"].value_counts()
    patches = [
        Patch(
            facecolor=colour,
            edgecolor=theme.quiet,
            linewidth=0.5,
            label=f"{name}: {count(int(held.get(place, 0)), 'day')}",
        )
        for place, (name, colour) in enumerate(zip(_names(absorbed), _colours(theme), strict=True))
        if place in held or (place < len(_SHARES) and not days["by_regimen"].any())
    ]
    opened, injected = int(days["open"].sum()), int((days["injected_ug"] > 0).sum())
    gaps = int((~days["logged"] & ~days["future"]).sum())
    notes = [*said, f"{count(gaps, 'day')} not logged"]
    if without := int(days["no_estimate"].sum()):
        notes.append(f"a cross: no estimate ({count(without, 'day')})")
    if opened:
        held_open = count(opened, "day")
        notes.append(
            f"a dot: food of unknown B12, or logged in part, so it may be more ({held_open})"
        )
    if injected:
        notes.append(f"a triangle: an injection ({count(injected, 'day')})")
    shades = figure.legend(
        handles=patches, loc="outside lower center", ncols=5, handlelength=1.1, fontsize=8,
        columnspacing=1.4,
    )  # fmt: skip
    shades.set_title(style.noted(notes))
    shades.get_title().set_fontsize(8)
    shades.get_title().set_multialignment("center")


def _names(absorbed: bool) -> Iterator[str]:
    yield f"under half of the {'need' if absorbed else 'target'}"
    yield from (*_NAMES, *_OF_REGIMEN)
