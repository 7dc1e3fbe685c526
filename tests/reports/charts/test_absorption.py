import numpy as np
import pytest
from matplotlib.axes import Axes

from tracker.absorption.curve import CRYSTALLINE, FOODS, PERNICIOUS_ANAEMIA, WITH_A_MEAL
from tracker.reports.charts.absorption import absorption


def _points(axes: Axes) -> set[tuple[float, float]]:
    """What is drawn as single points; the band of the estimate has no such offsets."""
    return {
        (float(x), float(y))
        for drawn in axes.collections
        if "measured" in str(drawn.get_label())
        for x, y in np.asarray(drawn.get_offsets(), dtype=float)
    }


def test_every_published_point_is_drawn() -> None:
    crystalline, food = absorption().axes
    of = (*CRYSTALLINE, *WITH_A_MEAL, *PERNICIOUS_ANAEMIA)
    published = {(p.dose_ug, p.absorbed_ug) for p in of}
    assert _points(crystalline) == published
    assert _points(food) == {(p.dose_ug, p.absorbed_ug) for p in FOODS.values()}


def test_the_lines_reach_as_far_as_the_data() -> None:
    crystalline, food = absorption().axes
    for axes, most in ((crystalline, 1000.0), (food, 38.0)):
        for line in axes.lines:
            doses = np.asarray(line.get_xdata())
            assert (doses[0], doses[-1]) == pytest.approx((0.5, most))


def test_diffusion_alone_is_1_2_percent() -> None:
    crystalline, _ = absorption().axes
    _, fed, diffusion = crystalline.lines
    # 1.8 µg by the path, and 0.3 % of 1000 µg.
    assert np.asarray(fed.get_ydata())[-1] == pytest.approx(4.8, abs=0.01)
    assert np.asarray(diffusion.get_ydata())[-1] == pytest.approx(12.0)
