"""Which foods and meals the B12 came from, as bars."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from tracker.reports import sources as found
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Look, Theme
from tracker.reports.frames import Diary
from tracker.text.dates import format_span
from tracker.text.formatting import format_number, format_percent, format_ug

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_FOODS = 10
_MOST_MEALS = 7
_LONGEST_NAME = 30
_HEADROOM = 1.3
# A bar so many times as long as the next one would flatten the others, and is cut.
_TALL = 20.0


def sources(diary: Diary, theme: Theme = LIGHT) -> Figure:
    """The ten foods that gave most, by origin, and below the meals; each with its share in %."""
    foods, meals = found.foods(diary.items), found.meals(diary.items)
    foods, meals = foods[foods["b12_ug"] > 0], meals[meals["b12_ug"] > 0].head(_MOST_MEALS)
    top, rest = foods.head(_MOST_FOODS), foods.iloc[_MOST_FOODS:]
    looks = [theme.origins[origin] for origin in top["origin"]]
    named = top[["food", "b12_ug", "share"]]
    if len(rest):
        name = f"{len(rest)} other food{'' if len(rest) == 1 else 's'}"
        others = {"food": [name], "b12_ug": rest["b12_ug"].sum(), "share": rest["share"].sum()}
        named = pd.concat([named, pd.DataFrame(others)], ignore_index=True)
        looks.append(Look("of any origin", theme.quiet, "xx"))
    with style.themed(theme):
        rows = [max(len(named), 1), max(len(meals), 1)]
        figure = style.figure(8.5, 2.2 + 0.33 * sum(rows))
        above, below = figure.subplots(2, height_ratios=rows)
        _bars(above, named, looks, theme)
        _bars(
            below,
            meals[["meal", "b12_ug", "share"]],
            [Look("", theme.quiet, "")] * len(meals),
            theme,
        )
        span = format_span(diary.span.first, diary.span.last)
        figure.suptitle(f"Where the vitamin B12 came from, {span}", x=0.01, ha="left")
        above.set_title("by food", fontsize=style.TEXT_SIZE)
        below.set_title("by meal", fontsize=style.TEXT_SIZE)
        style.legend(figure, 4, _notes(foods, diary.items))
    return figure


def _notes(foods: pd.DataFrame, items: pd.DataFrame) -> list[str]:
    if foods.empty:
        return ["nothing with known B12 is logged in this time"]
    unknown = int(found.foods(items)["unknown_times"].sum())
    things = "thing" if unknown == 1 else "things"
    left_out = f"left out: {unknown} {things} eaten whose B12 is unknown, in all or in part"
    return [left_out] if unknown else []


def _bars(axes: "Axes", rows: pd.DataFrame, looks: Sequence[Look], theme: Theme) -> None:
    """A bar a row of name, µg and share, the first on top."""
    values = rows["b12_ug"].tolist()
    end = _end(values)
    for place, (_, ug, share) in enumerate(rows.itertuples(index=False)):
        look = looks[place]
        axes.barh(
            place, min(ug, end), height=0.72, color=look.colour, hatch=look.hatch,
            edgecolor=theme.ground, linewidth=0.6, label=look.label, zorder=2,
        )  # fmt: skip
        if ug > end:
            # Two strokes of the ground across the bar say that it goes on.
            for x in (0.93, 0.95):
                axes.plot(
                    [end * (x - 0.006), end * (x + 0.006)], [place - 0.42, place + 0.42],
                    color=theme.ground, linewidth=2.2, zorder=4,
                )  # fmt: skip
        said = f"{format_ug(ug)} µg, {format_percent(share)}"
        style.text(axes, min(ug, end) + end * 0.01, place, said, ha="left", va="center")
    names = [style.literal(style.short(str(name), _LONGEST_NAME)) for name in rows.iloc[:, 0]]
    axes.set_yticks(range(len(names)), names)
    if not names:
        axes.set_xticks([])
    axes.set_ylim(max(len(names), 1) - 0.4, -0.6)
    axes.set_xlim(0, end * _HEADROOM)
    cut = (
        f", bars above {format_number(round(end, 1))} are cut"
        if max(values, default=0) > end
        else ""
    )
    axes.set_xlabel(f"µg in all{cut}")
    style.rule(axes, along="x")


def _end(values: Sequence[float]) -> float:
    """How long the longest bar is drawn, in µg: a tablet's is cut, to leave others their length."""
    ordered = sorted(values, reverse=True)
    ends = (after * 1.2 for before, after in pairwise(ordered) if before > _TALL * after > 0)
    return next(ends, ordered[0] if ordered else 1.0)
