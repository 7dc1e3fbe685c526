"""Symptoms under the trend on one axis of time, with laboratory values as marks."""

import textwrap
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from tracker.health.laboratory import TESTS
from tracker.health.symptoms import MOST
from tracker.reports import findings
from tracker.reports.charts import style, trend
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.frames import Frames

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# More rows than that nobody reads; the most frequent stay.
_MOST_ROWS = 8
_LONGEST_NAME = 20
# Labels of laboratory values stand one above the other where they would meet.
_LANES = 4
_LABEL_WIDTH = 0.24
_MARKERS = {"b12": "D", "active-b12": "s", "mma": "^", "homocysteine": "o"}


def symptoms(diary: Frames, theme: Theme = LIGHT, *, intake: bool = False) -> Figure:
    """Draw the trend, below it a row for each symptom with its entries, and below the lab values.

    The trend is that of `trend`. A stroke is as high as the score, 10 filling the row; a score of 0
    is a ring. What stands in one picture need not be cause and effect.
    """
    days = diary.days
    counts = diary.symptoms["symptom"].value_counts()
    shown = counts.index[:_MOST_ROWS].tolist()
    lanes = _lanes(diary.lab, days)
    heights = [3.2, *[0.75] * max(len(shown), 1), *[0.2 + 0.22 * _used(lanes)] * (len(lanes) > 0)]
    with style.themed(theme):
        figure = style.figure(trend.width(diary), 1.8 + sum(heights), theme)
        every = figure.subplots(len(heights), sharex=True, squeeze=False, height_ratios=heights)
        above, *rows = every[:, 0]
        trend.draw(above, diary, theme, intake=intake)
        for axes, name in zip(rows, shown, strict=False):
            _row(axes, diary.symptoms[diary.symptoms["symptom"] == name], name, theme)
        if not shown:
            _nothing(rows[0], theme)
        if len(diary.lab):
            _values(rows[-1], diary.lab, lanes, theme)
        for axes in every[:-1, 0]:
            axes.tick_params(axis="x", length=0, labelbottom=False)
        trend.along_time(every[-1, 0], days)
        figure.align_ylabels(rows)
        finding = findings.symptoms(diary.stretch)
        what = f"{trend.title(diary, intake=intake)} and symptoms, {diary.span.label}"
        style.head(figure, finding, what, theme, diary.whose)
        style.foot(figure, [*trend.notes(diary, intake=intake), *_notes(len(counts))], theme)
    return figure


def _nothing(axes: "Axes", theme: Theme) -> None:
    """Say in the place of the symptoms that there is none."""
    axes.text(
        0.5, 0.5, "no symptom is logged in this time", transform=axes.transAxes, ha="center",
        va="center", fontsize=style.TEXT_SIZE, color=theme.quiet,
    )  # fmt: skip
    axes.set_yticks([])
    axes.spines[:].set_visible(False)


def _notes(symptoms: int) -> list[str]:
    if not symptoms:
        return []
    notes = [f"symptoms: a stroke is a score of up to {MOST}, a ring is 0"]
    if symptoms > _MOST_ROWS:
        notes.append(f"the {_MOST_ROWS} most frequent of {symptoms}")
    return notes


def _row(axes: "Axes", own: pd.DataFrame, name: str, theme: Theme) -> None:
    felt, none = own[own["score"] > 0], own[own["score"] == 0]
    axes.vlines(felt["day"], 0, felt["score"], colors=theme.ink, linewidth=2)
    axes.scatter(none["day"], none["score"], s=16, facecolor="none", edgecolor=theme.ink, zorder=3)
    axes.set_ylim(-MOST * 0.12, MOST * 1.05)
    axes.set_yticks([0, MOST], ["0", str(MOST)], fontsize=7)
    lines = textwrap.wrap(style.short(name, 2 * _LONGEST_NAME), _LONGEST_NAME)
    label = style.literal("\n".join(lines))
    axes.set_ylabel(label, rotation=0, ha="right", va="center", fontsize=8)
    axes.axhline(0, color=theme.quiet, linewidth=0.6, zorder=1)
    axes.spines["bottom"].set_visible(False)


def _lanes(lab: pd.DataFrame, days: pd.DataFrame) -> list[tuple[int | None, bool]]:
    """Return each label's lane, None if there is no room, and whether it is on the left.

    The newest values get room first.
    """
    length = max((days["day"].iloc[-1] - days["day"].iloc[0]).days, 7)
    starts = [float("inf")] * _LANES
    lanes: list[tuple[int | None, bool]] = []
    for day in reversed(lab["day"].tolist()):
        place = (day - days["day"].iloc[0]).days / length
        left = place > _LABEL_WIDTH
        ends = place if left else place + _LABEL_WIDTH
        lane = next((n for n, start in enumerate(starts) if ends <= start), None)
        if lane is not None:
            starts[lane] = ends - _LABEL_WIDTH
        lanes.append((lane, left))
    return lanes[::-1]


def _values(
    axes: "Axes", lab: pd.DataFrame, lanes: list[tuple[int | None, bool]], theme: Theme
) -> None:
    """A mark a value by its test, and what it says beside it, in lanes where two would meet."""
    used = _used(lanes)
    for (test, day, label), (lane, left) in zip(
        lab[["test", "day", "label"]].itertuples(index=False), lanes, strict=True
    ):
        # What has no label stands below those that have one.
        axes.scatter(
            [day], [used if lane is None else lane], marker=_MARKERS[test], s=26,
            facecolor=theme.natural, edgecolor=theme.ink, linewidth=0.7, zorder=4,
        )  # fmt: skip
        if lane is not None:
            text = f"{TESTS[test].title} {label}"
            axes.annotate(
                style.literal(text), (day, lane), (-7 if left else 7, 0), fontsize=8,
                textcoords="offset points", ha="right" if left else "left", va="center",
            )  # fmt: skip
    hidden = sum(lane is None for lane, _ in lanes)
    axes.set_ylim(used + (hidden > 0) - 0.4, -0.6)
    axes.set_yticks([])
    more = f"\n({hidden} earlier\nwithout room)" if hidden else ""
    axes.set_ylabel(f"laboratory{more}", rotation=0, ha="right", va="center", fontsize=8)


def _used(lanes: list[tuple[int | None, bool]]) -> int:
    return max((lane or 0 for lane, _ in lanes), default=0) + 1
