"""The days over weeks and years: a point each, the running means, and the target or need."""

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

from tracker.reports import findings
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.frames import Frames
from tracker.reports.sentences import below_picture
from tracker.text.formatting import count, format_number, format_ug

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A running mean is drawn where at least half of its days count.
_SHORT, _LONG = 7, 28
# With more days than that the points are a cloud, and the means what there is to see.
_CROWDED = 200
# More years than that have no short mean.
_LONG_YEARS = 3
# In inches: a picture of few days is narrower.
_WIDTH, _HEIGHT, _LEAST_WIDTH, _DAY_WIDTH = 9.0, 4.6, 5.0, 0.15
# Days of more than this many targets, and means of more than that, would flatten the others: they
# stand in a lane above the axis.
_TALL, _TALL_MEAN = 8.0, 20.0
_LANE, _ROOM_FOR_MARKS = 0.12, 0.06


def trend(diary: Frames, theme: Theme = LIGHT, *, intake: bool = False) -> Figure:
    """Draw µg a day over the days of the diary, with means over 7 and 28 days.

    The means are over the days that count, at least half of the days up to each; where fewer are
    logged there is a gap. Lower bounds are hollow, injections marks at the edge, and the target
    steps where it changed. Large doses stand in a lane above the others, with their amount. Where
    they are logged, it is what was absorbed, with the need and the range of the longer mean; with
    `intake` it is the intake all the same, with its medians.
    """
    with style.themed(theme):
        figure = style.figure(width(diary), _HEIGHT, theme)
        axes = figure.add_subplot()
        draw(axes, diary, theme, intake=intake)
        along_time(axes, diary.days)
        style.head(
            figure, finding(diary, intake=intake), f"{title(diary, intake=intake)}, "
            f"{diary.span.label}", theme, diary.whose,
        )  # fmt: skip
        style.foot(figure, notes(diary, intake=intake), theme)
    return figure


def width(diary: Frames) -> float:
    """Return how wide a picture of those days is, in inches."""
    return min(_LEAST_WIDTH + _DAY_WIDTH * max(len(diary.days) - 14, 0), _WIDTH)


def title(diary: Frames, *, intake: bool) -> str:
    """Return what is drawn."""
    return "Vitamin B12 absorbed" if _is_absorbed(diary, intake=intake) else "Vitamin B12 intake"


def finding(diary: Frames, *, intake: bool) -> str:
    """Return what the days come to."""
    return findings.mean(diary.stretch.period, absorbed=_is_absorbed(diary, intake=intake))


def draw(axes: "Axes", diary: Frames, theme: Theme, *, intake: bool) -> None:
    """Draw the same in a picture that has more beside it."""
    days = diary.days
    absorbed = _is_absorbed(diary, intake=intake)
    crowded = len(days) > _CROWDED
    lines = _lines(diary, absorbed=absorbed)
    top = _top(diary, lines, absorbed=absorbed)
    _points(axes, days, theme, top, crowded=crowded, absorbed=absorbed)
    for length, (name, line) in lines.items():
        look = (1.0, (0, (1, 1))) if length == _SHORT else (2.4, "solid")
        axes.plot(
            days["day"], line.where(line <= top, top * (1 + _LANE / 2)).where(line.notna()),
            color=theme.mean, linewidth=look[0], linestyle=look[1], label=name, zorder=3,
        )  # fmt: skip
    half = pd.Timedelta(hours=12)
    if absorbed:
        _range(axes, days, theme, top)
        style.needs(axes, days, days["day"].tolist(), half, theme)
    else:
        style.targets(axes, days, days["day"].tolist(), half, theme)
    _injections(axes, days, theme)
    style.rule(axes)
    _lane(axes, days, top, theme, absorbed=absorbed)
    style.key(axes, f"{'Absorbed' if absorbed else 'Eaten'}, µg a day")


def notes(diary: Frames, *, intake: bool) -> list[str]:
    """Return what has to be known of it."""
    days = diary.days
    absorbed = _is_absorbed(diary, intake=intake)
    sources = style.sources(days, target=not absorbed, need=absorbed)
    if not days["logged"].any():
        return sources
    notes = below_picture(diary.stretch.period, absorbed=absorbed)
    missing = int((days["logged"] & days["absorbed_ug"].isna()).sum())
    if absorbed and missing:
        notes.append(f"{count(missing, 'day')} without an estimate")
    if (days["lower_bound"] & days["logged"]).any():
        notes.append(
            "hollow: holds foods of unknown B12, or is logged in part; the true figure may be more"
        )
    return [*notes, *sources]


def _is_absorbed(diary: Frames, *, intake: bool) -> bool:
    return diary.stretch.period.shows_absorbed and not intake


def along_time(axes: "Axes", days: pd.DataFrame) -> None:
    """Set up the axis of time: as long as the days, with room for the first and the last point."""
    first, last = days["day"].iloc[0], days["day"].iloc[-1]
    beside = pd.Timedelta(days=max(0.6, len(days) / 100))
    axes.set_xlim(first - beside, last + beside)
    if len(days) <= _SHORT:
        axes.set_xticks(days["day"].tolist(), style.day_names(days))
        return
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


def _lines(diary: Frames, *, absorbed: bool) -> "dict[int, tuple[str, pd.Series[float]]]":
    """Return the running means that are drawn, with their names, by their days."""
    days = diary.days
    average = "median" if diary.stretch.period.has_large_doses and not absorbed else "mean"
    lines = {}
    for length in (_SHORT, _LONG):
        line = days[f"{average}_{length}_{'absorbed_' * absorbed}ug"]
        # A line needs two days in a row.
        drawn = (line.notna() & line.shift().notna()).any()
        if drawn and not (length == _SHORT and len(days) > _LONG_YEARS * 366):
            lines[length] = (f"{average} of {length} days", line)
    return lines


def _top(
    diary: Frames, lines: "dict[int, tuple[str, pd.Series[float]]]", *, absorbed: bool
) -> float:
    """Return where the axis ends below the lane of large doses, in µg."""
    days = diary.days
    level = float(days["need_ug" if absorbed else "target_ug"].max())
    points = days["absorbed_ug" if absorbed else "intake_ug"]
    means = [line for _, line in lines.values()]
    if absorbed:
        means.append(days[f"mean_{_LONG}_absorbed_high_ug"])
    highest = [1.5 * level, points[points <= _TALL * level].max()]
    highest += [mean[mean <= _TALL_MEAN * level].max() for mean in means]
    return 1.1 * max(float(ug) for ug in highest if pd.notna(ug))


def _points(
    axes: "Axes", days: pd.DataFrame, theme: Theme, top: float, *, crowded: bool, absorbed: bool
) -> None:
    bound = days["lower_bound"] & days["logged"]
    name = "a day, as estimated" if absorbed else "a day's intake"
    ug = days["absorbed_ug" if absorbed else "intake_ug"]
    places = ug.where(ug <= top, top * (1 + _LANE / 2))
    for own, label, inside in (
        (ug.notna() & ~bound, name, theme.natural),
        (ug.notna() & bound, "at least that", "none"),
    ):
        if own.any():
            axes.scatter(
                days.loc[own, "day"], places[own], s=7 if crowded else 22, facecolor=inside,
                edgecolor=theme.natural, linewidth=0.8, alpha=0.5 if crowded else 0.8,
                label=label, zorder=2, clip_on=False,
            )  # fmt: skip


def _lane(axes: "Axes", days: pd.DataFrame, top: float, theme: Theme, *, absorbed: bool) -> None:
    """Set up the axis in µg, with a lane above it for the days beyond, named by their amounts."""
    ug = days["absorbed_ug" if absorbed else "intake_ug"]
    beyond = ug[ug > top]
    room = _ROOM_FOR_MARKS * bool((days["injected_ug"] > 0).any())
    axes.set_ylim(-0.03 * top, top * (1 + _LANE * bool(len(beyond)) + room))
    if not len(beyond):
        return
    ends = dict.fromkeys((format_ug(float(beyond.min())), format_ug(float(beyond.max()))))
    ticks = [tick for tick in axes.get_yticks() if 0 <= tick <= top]
    names = [format_number(tick) for tick in ticks]
    axes.set_yticks([*ticks, top * (1 + _LANE / 2)], [*names, "–".join(ends)])
    # Two strokes across the axis say that its scale ends here.
    axes.axhspan(top, top * (1 + _LANE), color=theme.grid, alpha=0.5, linewidth=0, zorder=0)
    for height in (top * 0.985, top * 1.01):
        axes.plot(
            [-0.008, 0.008], [height - 0.008 * top, height + 0.008 * top], color=theme.ink,
            linewidth=1, transform=axes.get_yaxis_transform(), clip_on=False, zorder=6,
        )  # fmt: skip


def _range(axes: "Axes", days: pd.DataFrame, theme: Theme, top: float) -> None:
    """A band around the mean of 28 days: the range of its estimate."""
    low, high = (
        days[f"mean_{_LONG}_absorbed_{end}_ug"].clip(upper=top * (1 + _LANE))
        for end in ("low", "high")
    )
    if (low.notna() & low.shift().notna()).any():
        axes.fill_between(
            days["day"], low, high, color=theme.mean, alpha=0.15, linewidth=0, zorder=1,
            label=f"its range, {_LONG} days",
        )  # fmt: skip


def _injections(axes: "Axes", days: pd.DataFrame, theme: Theme) -> None:
    """A mark at the upper edge for each day with one: they are no intake."""
    given = days[days["injected_ug"] > 0]
    if len(given):
        axes.scatter(
            given["day"], [0.97] * len(given), marker="v", s=34, color=theme.injection, zorder=5,
            transform=axes.get_xaxis_transform(), label="injection", clip_on=False,
        )  # fmt: skip
