"""The richest foods as bars."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from tracker.foods.ranking import UNRELIABLE, UNRELIABLE_SOURCE, Ranked
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Look, Theme
from tracker.text.formatting import format_ug

_LONGEST_NAME = 48
_BAR_WIDTH = 0.7
_HEADROOM = 1.22
_INJECTION = Look("injection", "#CC79A7", "xx")


def richest(foods: Sequence[Ranked], title: str, theme: Theme = LIGHT) -> Figure:
    """A bar a food in µg, the richest on top, by origin; says which are not to be counted on."""
    with style.themed(theme):
        figure = style.figure(9, 1.6 + 0.3 * len(foods))
        axes = figure.add_subplot()
        for origin, look in {**theme.origins, "injection": _INJECTION}.items():
            held = {one.rank: one.b12_ug for one in foods if one.food.origin == origin}
            if held:
                axes.barh(
                    list(held), list(held.values()), height=_BAR_WIDTH, label=look.label,
                    color=look.colour, hatch=look.hatch, edgecolor=theme.ground, linewidth=0.6,
                    zorder=2,
                )  # fmt: skip
        top = max(one.b12_ug for one in foods)
        for one in foods:
            remark = f"  {UNRELIABLE}" if one.unreliable else ""
            said = f"{format_ug(one.b12_ug)}{remark}"
            style.text(axes, one.b12_ug + top * 0.01, one.rank, said, ha="left", va="center")
        names = [style.short(one.food.title, _LONGEST_NAME) for one in foods]
        if len({one.portion for one in foods}) > 1:
            names = [f"{name}, {one.portion.label}" for name, one in zip(names, foods, strict=True)]
        axes.set_yticks([one.rank for one in foods], list(map(style.literal, names)))
        axes.set_ylim(foods[-1].rank + 0.6, foods[0].rank - 0.6)
        axes.set_xlim(0, top * _HEADROOM)
        axes.set_xlabel("µg of B12")
        figure.suptitle(title, x=0.01, ha="left")
        style.rule(axes, along="x")
        doubtful = any(one.unreliable for one in foods)
        style.legend(figure, 4, [f"{UNRELIABLE}: {UNRELIABLE_SOURCE}"] if doubtful else [])
    return figure
