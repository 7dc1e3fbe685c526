"""Charts of the diary, drawn without a display and without matplotlib's global state."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from tracker.domain.dates import format_month, format_span, format_weekday
from tracker.domain.figures import format_estimate, format_number, format_ug, printable
from tracker.domain.intake import DayIntake, PeriodIntake
from tracker.domain.ranking import UNRELIABLE, UNRELIABLE_SOURCE, Ranked
from tracker.errors import RefusedError
from tracker.reports import frames

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Where the dashes begin, then the lengths of stroke and space in line widths.
_Dashes = tuple[int, tuple[float, float]]

# Okabe and Ito's colours (2008, jfly.uni-koeln.de/color), told apart by colour-blind eyes; the
# hatches tell them apart in grey.
_ORIGINS = {
    "natural": ("natural (food-bound)", "#0072B2", ""),
    "fortified": ("fortified food", "#E69F00", "///"),
    "supplement": ("supplement", "#009E73", "..."),
}
_RICHEST = {**_ORIGINS, "injection": ("injection", "#CC79A7", "xx")}
_LONGEST_NAME = 48
_TARGET_COLOUR = "#B2182B"
_POINT_COLOUR = "#333333"
_QUIET = "#767676"
_BAR_WIDTH = 0.7
# A day of more than so many targets would flatten the others; its bar is cut instead.
_TALL = 8.0
_HEADROOM = 1.22
# The axis of what is absorbed is linear up to so many needs; beyond, it turns logarithmic.
_LINEAR_NEEDS = 4.0


def week(period: PeriodIntake) -> Figure:
    """A bar a day in µg, stacked by origin, with the target line; what is absorbed stands below.

    Gaps are said to be gaps, lower bounds carry ≥ and a dashed end, and a bar that is far above
    the others is cut, with its figure on it and a note on the axis. The lower panel has the
    estimate with its range and the need; it is left out when nothing eaten is logged.
    """
    frame = frames.days(period.days)
    figure = Figure(figsize=(8, 6.6 if period.logged else 4.8), dpi=150, layout="constrained")
    if period.logged:
        axes, below = figure.subplots(2, sharex=True, height_ratios=(5, 2))
        _absorbed(below, period, frame)
    else:
        axes = figure.add_subplot()
    top = _top(frame)
    cut = frame["intake_ug"] > top
    _bars(axes, frame, top)
    for x, day in enumerate(period.days):
        _label(axes, x, day, top)
    _targets(axes, frame)
    _dress(axes, period, top, is_cut=bool(cut.any()))
    _legend(figure, period)
    return figure


def richest(foods: Sequence[Ranked], title: str) -> Figure:
    """A bar a food in µg, the richest on top, by origin; says which are not to be counted on."""
    figure = Figure(figsize=(9, 1.6 + 0.3 * len(foods)), dpi=150, layout="constrained")
    axes = figure.add_subplot()
    for origin, (label, colour, hatch) in _RICHEST.items():
        held = {one.rank: one.b12_ug for one in foods if one.food.origin == origin}
        if held:
            axes.barh(
                list(held), list(held.values()), height=_BAR_WIDTH, label=label, color=colour,
                hatch=hatch, edgecolor="white", linewidth=0.6, zorder=2,
            )  # fmt: skip
    top = max(one.b12_ug for one in foods)
    for one in foods:
        remark = f"  {UNRELIABLE}" if one.unreliable else ""
        text = f"{format_ug(one.b12_ug)}{remark}"
        axes.text(one.b12_ug + top * 0.01, one.rank, text, va="center", fontsize=9, zorder=5)
    names = [_short(one.food.title) for one in foods]
    if len({one.portion for one in foods}) > 1:
        names = [f"{name}, {one.portion.label}" for name, one in zip(names, foods, strict=True)]
    # A dollar sign in a name would begin a formula.
    axes.set_yticks([one.rank for one in foods], [name.replace("$", r"\$") for name in names])
    axes.set_ylim(foods[-1].rank + 0.6, foods[0].rank - 0.6)
    axes.set_xlim(0, top * _HEADROOM)
    axes.set_xlabel("µg of B12")
    figure.suptitle(title, x=0.01, ha="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#E5E5E5", zorder=0)
    axes.set_axisbelow(True)
    legend = figure.legend(loc="outside lower center", ncols=4, frameon=False, fontsize=9)
    if any(one.unreliable for one in foods):
        note = f"{UNRELIABLE}: {UNRELIABLE_SOURCE}"
        legend.set_title(note, prop=FontProperties(size=8))
    return figure


def _short(name: str) -> str:
    """A name that leaves room for the bars."""
    shown = printable(name)
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1].rstrip()}…"


def save(figure: Figure, path: Path) -> None:
    """Write it as the ending says: png, svg or pdf, for its owner alone.

    Raises RefusedError when it can't be written.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        # Text stays text in an svg, so that it can be read aloud and searched.
        with os.fdopen(handle, "wb") as file, mpl.rc_context({"svg.fonttype": "none"}):
            figure.savefig(file, format=path.suffix[1:].lower())
    except OSError as error:
        raise RefusedError(f"{path} can't be written: {error.strerror}") from error


def _top(frame: pd.DataFrame) -> float:
    """Where the axis ends, in µg: above every day but those that would flatten the others."""
    intake, target = frame["intake_ug"], frame["target_ug"]
    ordinary = intake[intake <= _TALL * target]
    tallest = max(2 * target.max(), ordinary.max() if len(ordinary) else 0.0)
    # What was eaten beside a tablet stays in sight.
    food = frame["natural_ug"] + frame["fortified_ug"]
    beside = food[(intake > _TALL * target) & (food <= _TALL * target)]
    if len(beside):
        tallest = max(tallest, beside.max())
    return float(tallest * _HEADROOM)


def _bars(axes: "Axes", frame: pd.DataFrame, top: float) -> None:
    foot = pd.Series(0.0, index=frame.index)
    for origin, (label, colour, hatch) in _ORIGINS.items():
        height = frame[f"{origin}_ug"].fillna(0.0)
        if not height.any():
            continue
        visible = (foot + height).clip(upper=top) - foot.clip(upper=top)
        axes.bar(
            frame.index,
            visible,
            width=_BAR_WIDTH,
            bottom=foot.clip(upper=top),
            label=label,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.6,
            zorder=2,
        )
        foot = foot + height


def _label(axes: "Axes", x: int, day: DayIntake, top: float) -> None:
    if day.injected_ug:
        # Below the figure of a bar that is cut.
        said = f"injection\n{format_ug(day.injected_ug)} µg"
        _text(axes, x, top * 0.8, said, va="top", ground=0.2)
    if day.intake_ug is None:
        if not day.future and not day.injected_ug:
            _text(axes, x, top * 0.03, "nothing\nlogged", colour=_QUIET)
        return
    intake, bound = day.intake_ug, day.lower_bound
    text = f"{'≥ ' if bound else ''}{format_ug(intake)}"
    if intake > top:
        # Two white strokes across the bar say that it goes on.
        for height in (0.86, 0.885):
            axes.plot(
                [x - 0.42, x + 0.42],
                [top * (height - 0.012), top * (height + 0.012)],
                color="white",
                linewidth=2.2,
                zorder=4,
            )
        _text(axes, x, top * 0.93, text, va="center", ground=0.2)
        return
    if bound:
        axes.bar(
            x,
            top * 0.07,
            width=_BAR_WIDTH,
            bottom=intake,
            facecolor="none",
            edgecolor=_QUIET,
            linestyle=(0, (3, 2)),
            zorder=2,
        )
    # A pale ground keeps the figure readable where the target line runs through it.
    _text(axes, x, intake + top * (0.085 if bound else 0.015), text, ground=0.08)


def _targets(axes: "Axes", frame: pd.DataFrame) -> None:
    """The target as a step line, with one entry in the legend a target."""
    named = "target " + frame["target_ug"].map(format_number) + " µg, " + frame["target_source"]
    _steps(axes, frame["target_ug"], named, (0, (3.7, 1.6)))


def _steps(
    axes: "Axes", height: "pd.Series[float]", named: "pd.Series[str]", dashes: _Dashes
) -> None:
    """A level line a day, in µg, with one entry in the legend a name."""
    for text, rows in height.groupby(named, sort=False):
        axes.hlines(
            rows,
            rows.index - 0.5,
            rows.index + 0.5,
            colors=_TARGET_COLOUR,
            linestyles=dashes,
            linewidth=1.6,
            label=str(text),
            zorder=3,
        )


def _absorbed(axes: "Axes", period: PeriodIntake, frame: pd.DataFrame) -> None:
    """A point a day in µg with its range, its figure beside it, and the need."""
    middle, low, high = (frame[f"absorbed{end}_ug"] for end in ("", "_low", "_high"))
    if period.estimated:
        axes.errorbar(
            frame.index,
            middle,
            yerr=[middle - low, high - middle],
            fmt="o",
            markersize=5,
            capsize=3,
            elinewidth=1.3,
            color=_POINT_COLOUR,
            label="absorbed: estimate with its range",
            zorder=4,
        )
    # The longest names would make the legend wider than the picture.
    needs = [
        f"need {format_number(day.target.need_ug)} µg absorbed, "
        + day.target.need_source.replace(", ", ",\n")
        for day in period.days
    ]
    _steps(axes, frame["need_ug"], pd.Series(needs, index=frame.index), (0, (2.2, 1.2)))
    need = frame["need_ug"].max()
    _absorbed_axis(axes, need, high.max() if period.estimated else 0.0)
    for x, day in enumerate(period.days):
        if day.absorbed is not None:
            figure, _ = format_estimate(day.absorbed.ug, day.absorbed.low_ug, day.absorbed.high_ug)
            text = f"{'≥ ' if day.lower_bound else ''}{figure}"
            _text(axes, x + 0.09, day.absorbed.ug, text, ha="left", va="center", ground=0.08)
        elif day.logged:
            _text(axes, x, 0.1 * need, "no estimate", colour=_QUIET)
    axes.set_xlabel("")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y", color="#E5E5E5", zorder=0)
    axes.set_axisbelow(True)


def _absorbed_axis(axes: "Axes", need: float, tallest: float) -> None:
    """Scale, ticks and name of the axis of µg absorbed.

    A tablet would press all other days on the ground, so that the axis turns logarithmic above the
    need then. Below it stays linear, for a day may absorb nothing.
    """
    name = "µg absorbed a day"
    if tallest <= _LINEAR_NEEDS * need:
        top = 1.1 * max(2 * need, tallest)
        room = 0.07 * top
    else:
        top = 1.3 * tallest
        room = 0.15 * need
        axes.set_yscale("symlog", linthresh=need)
        steps = (one * 10.0**power for power in range(-2, 5) for one in (1, 2, 5))
        ticks = [0.0, *(tick for tick in steps if need / 2 <= tick <= top)]
        axes.set_yticks(ticks, [format_number(tick) for tick in ticks])
        name = f"{name}\nlog scale above {format_number(need)}"
    # Room for the figure of a day that absorbed nothing.
    axes.set_ylim(-room, top)
    axes.set_ylabel(name)


def _dress(axes: "Axes", period: PeriodIntake, top: float, *, is_cut: bool) -> None:
    days = [day.day for day in period.days]
    axes.set_title(f"Vitamin B12 intake, {format_span(days[0], days[-1])}", loc="left", pad=12)
    axes.set_xticks(range(len(days)), [f"{format_weekday(d)}\n{format_month(d)}" for d in days])
    axes.set_xlim(-0.5, len(days) - 0.5)
    axes.set_ylim(0, top)
    limit = f"\nbars above {format_number(round(top, 1))} µg are cut" if is_cut else ""
    axes.set_ylabel(f"µg a day{limit}")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y", color="#E5E5E5", zorder=0)
    axes.set_axisbelow(True)


def _legend(figure: Figure, period: PeriodIntake) -> None:
    notes = []
    reasons = ["holds foods of unknown B12"] if period.unknown else []
    if any(day.mark == "partial" for day in period.days):
        reasons.append("logged in part")
    if reasons:
        notes.append(f"≥ and a dashed end: {' or '.join(reasons)}, so the true figure may be more")
    if not period.logged:
        notes.append("nothing eaten is logged in this week")
    # Needs have long names.
    columns = 2 if period.logged else 4
    legend = figure.legend(loc="outside lower center", ncols=columns, frameon=False, fontsize=9)
    if notes:
        legend.set_title("; ".join(notes), prop=FontProperties(size=8))


def _text(
    axes: "Axes",
    x: float,
    y: float,
    text: str,
    *,
    ha: Literal["left", "center"] = "center",
    va: Literal["top", "center", "bottom"] = "bottom",
    colour: str = "black",
    ground: float | None = None,
) -> None:
    box = {"boxstyle": f"round,pad={ground}", "facecolor": "white", "edgecolor": "none"}
    axes.text(
        x,
        y,
        text,
        ha=ha,
        va=va,
        fontsize=9,
        color=colour,
        zorder=5,
        bbox=None if ground is None else box,
    )
