"""The body's store over years: the band of the outlook above the level at which signs appear."""

from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from tracker.absorption.outlook import SIGNS
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.outlook import Forecast, sentence
from tracker.text.formatting import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MONTHS_A_YEAR = 12
_UG_A_MG = 1000
TITLE = "Outlook: the body's store of vitamin B12"
_NOT_SAID = "a model: no serum level, no date of symptoms, no diagnosis, no advice on treatment"


def outlook(of: Forecast, years: int, theme: Theme = LIGHT, whose: str = "") -> Figure:
    """Draw the store in mg over years: the likely line in its range, the start, and the signs.

    The sentence of the outlook stands above, and what it doesn't say below.
    """
    with style.themed(theme):
        figure = style.figure(9, 5.4, theme)
        axes = figure.add_subplot()
        _draw(axes, of, years, theme)
        style.key(axes, "Store, mg")
        style.head(figure, TITLE, sentence(of), theme, whose)
        style.foot(figure, [_NOT_SAID], theme)
    return figure


def _draw(axes: "Axes", of: Forecast, years: int, theme: Theme) -> None:
    store = [month.times(1 / _UG_A_MG) for month in of.store.months(years)]
    along = [number / _MONTHS_A_YEAR for number in range(len(store))]
    bound = ", a lower bound" if of.lower_bound else ""
    axes.fill_between(
        along,
        [month.low_ug for month in store],
        [month.high_ug for month in store],
        color=theme.natural,
        alpha=0.2,
        linewidth=0,
        label="its range: absorbed, loss and start",
        zorder=1,
    )
    axes.plot(
        along,
        [month.ug for month in store],
        color=theme.mean,
        linewidth=2.4,
        label=f"likely store{bound}",
        zorder=3,
    )
    _start(axes, of, theme)
    _signs(axes, theme)
    axes.set_xlim(-0.02 * years, years)
    axes.set_ylim(0, 1.08 * max(month.high_ug for month in store))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("years from now")
    style.rule(axes)


def _start(axes: "Axes", of: Forecast, theme: Theme) -> None:
    start = of.store.start.ug.times(1 / _UG_A_MG)
    axes.errorbar(
        [0.0],
        [start.ug],
        yerr=[[start.ug - start.low_ug], [start.high_ug - start.ug]],
        fmt="o",
        color=theme.ink,
        capsize=4,
        markersize=6,
        clip_on=False,
        label=f"store at the start ({of.store.start.words})",
        zorder=5,
    )


def _signs(axes: "Axes", theme: Theme) -> None:
    low, high = format_number(SIGNS.low_ug / _UG_A_MG), format_number(SIGNS.high_ug / _UG_A_MG)
    axes.axhspan(
        SIGNS.low_ug / _UG_A_MG,
        SIGNS.high_ug / _UG_A_MG,
        facecolor="none",
        edgecolor=theme.target,
        hatch="///",
        alpha=0.35,
        linewidth=0,
        label=f"from {low} to {high} mg: b12's own sensitivity",
        zorder=2,
    )
    axes.axhline(
        SIGNS.ug / _UG_A_MG,
        color=theme.target,
        linestyle=style.TARGET_DASHES,
        linewidth=1.6,
        label=f"signs appear at about {format_number(SIGNS.ug / _UG_A_MG)} mg, IOM 1998",
        zorder=4,
    )
