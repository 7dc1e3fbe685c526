"""The estimate of what is absorbed as a curve, beside the published points it rests on."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullFormatter

from tracker.absorption.curve import (
    ADAMS,
    BERLIN,
    CARMEL,
    CRYSTALLINE,
    FOOD_DATA_END_UG,
    FOODS,
    KURPAD,
    PERNICIOUS_ANAEMIA,
    WITH_A_MEAL,
    Estimate,
    Point,
    from_food_ug,
)
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.single_dose import DIFFUSION, FINDING, absorbed_of, with_a_meal
from tracker.text.formatting import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEAST_UG, _MOST_UG = 0.5, 1000.0
_MARKERS = {CARMEL: "o", ADAMS: "s", KURPAD: "^", BERLIN: "v"}
_FOOD_MARKERS = dict(zip(FOODS, ("o", "^", "s", "v", "P", "D"), strict=True))
# Okabe and Ito's, as in `style`; dashes and markers tell the lines apart in grey.
_CRYSTALLINE_COLOUR, _DIFFUSED_COLOUR = "#009E73", "#D55E00"
_SOURCES = (
    "Published means: Carmel 2008, Blood 112:2214, Table 1; Adams 1971 and Berlin 1968, in IOM "
    "1998, Dietary Reference Intakes, p. 308 and 310; "
    "Kurpad 2023, Am J Clin Nutr 118:1214; Watanabe 2007, Exp Biol Med 232:1266; Garrod 2018 and "
    "2019; Heyssel 1966, in IOM 1998, p. 309. "
    "Regression of food studies, and mutton: Doets 2013, Ann Nutr Metab 62:311. The estimate is "
    "b12's own, made from these."
)


def absorption(theme: Theme = LIGHT) -> Figure:
    """Draw µg absorbed of one sitting over µg eaten, on log axes: crystalline and natural.

    Each has the estimate with its range; the first also the estimate with a meal, and diffusion
    alone, as without intrinsic factor, and the second the regression of Doets 2013.
    """
    with style.themed(theme):
        figure = style.figure(10.5, 6, theme)
        crystalline, food = figure.subplots(1, 2, width_ratios=(3, 2))
        _crystalline(crystalline, theme)
        _food(food, theme)
        style.head(figure, FINDING, "Vitamin B12 absorbed of one sitting", theme)
        style.foot(figure, [_SOURCES], theme)
    return figure


def _crystalline(axes: "Axes", theme: Theme) -> None:
    doses = _doses(_MOST_UG)
    _estimate(axes, doses, absorbed_of("supplement"), _CRYSTALLINE_COLOUR)
    axes.plot(
        doses,
        [with_a_meal(dose).ug for dose in doses],
        color=_CRYSTALLINE_COLOUR,
        linestyle="dotted",
        label="estimate with a meal",
    )
    diffused = absorbed_of("supplement", DIFFUSION)
    axes.plot(
        doses,
        [diffused(dose).ug for dose in doses],
        color=_DIFFUSED_COLOUR,
        linestyle="dashed",
        label="estimate without intrinsic factor: diffusion only",
    )
    _points(axes, CRYSTALLINE, _CRYSTALLINE_COLOUR, theme.ink, "measured")
    _points(axes, WITH_A_MEAL, theme.ground, _CRYSTALLINE_COLOUR, "measured with a meal")
    _points(
        axes, PERNICIOUS_ANAEMIA, theme.ground, _DIFFUSED_COLOUR, "measured in pernicious anaemia"
    )
    axes.set_title("Crystalline: tablets and fortified food", fontsize=10)
    _dress(axes, [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], [0.01, 0.1, 1, 10, 100])
    axes.set_ylim(0.004, 600)


def _food(axes: "Axes", theme: Theme) -> None:
    doses = _doses(FOOD_DATA_END_UG)
    _estimate(axes, doses, absorbed_of("natural"), theme.natural)
    axes.plot(
        doses,
        [from_food_ug(dose) for dose in doses],
        color=theme.ink,
        linestyle="dashdot",
        label="regression of food studies, Doets 2013",
    )
    for name, point in FOODS.items():
        axes.scatter(
            [point.dose_ug],
            [point.absorbed_ug],
            marker=_FOOD_MARKERS[name],
            s=42,
            facecolor=theme.natural if name != "bread" else _CRYSTALLINE_COLOUR,
            edgecolor=theme.ink,
            label=f"measured in {name}, {point.source}",
            zorder=4,
        )
    axes.set_title("Food, with the estimate for meat and milk", fontsize=10)
    _dress(axes, [0.5, 1, 2, 5, 10, 20, 38], [0.1, 0.2, 0.5, 1, 2, 5, 10])
    axes.set_ylim(0.1, 90)


def _doses(most_ug: float) -> list[float]:
    """From the least dose to that one, in even steps on a log axis."""
    steps = 200
    return [_LEAST_UG * (most_ug / _LEAST_UG) ** (step / steps) for step in range(steps + 1)]


def _estimate(
    axes: "Axes", doses: Sequence[float], eater: Callable[[float], Estimate], colour: str
) -> None:
    estimates = [eater(dose) for dose in doses]
    axes.plot(
        doses, [estimate.ug for estimate in estimates], color=colour, linewidth=2, label="estimate"
    )
    axes.fill_between(
        doses,
        [estimate.low_ug for estimate in estimates],
        [estimate.high_ug for estimate in estimates],
        color=colour,
        alpha=0.18,
        linewidth=0,
        label="its range",
    )


def _points(axes: "Axes", points: Sequence[Point], inside: str, edge: str, named: str) -> None:
    """The published points, with a marker and an entry in the legend a source."""
    for source in dict.fromkeys(point.source for point in points):
        held = [point for point in points if point.source == source]
        axes.scatter(
            [point.dose_ug for point in held],
            [point.absorbed_ug for point in held],
            marker=_MARKERS[source],
            s=42,
            facecolor=inside,
            edgecolor=edge,
            label=f"{named}, {source}",
            zorder=4,
        )


def _dress(axes: "Axes", doses: Sequence[float], absorbed: Sequence[float]) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis, ticks in ((axes.xaxis, doses), (axes.yaxis, absorbed)):
        axis.set_major_locator(FixedLocator(ticks))
        axis.set_major_formatter(lambda value, _: format_number(value))
        axis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("B12 eaten in one sitting, µg")
    axes.set_ylabel("absorbed, µg")
    axes.grid(zorder=0)
    axes.legend(loc="upper left", fontsize=8)
