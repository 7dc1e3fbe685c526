import numpy as np
import pytest
from matplotlib.axes import Axes

from tracker.absorption.curve import CRYSTALLINE, PERNICIOUS_ANAEMIA
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
    published = {(p.dose_ug, p.absorbed_ug) for p in (*CRYSTALLINE, *PERNICIOUS_ANAEMIA)}
    assert _points(crystalline) == published
    assert _points(food) == {(38.0, 4.1)}


def test_the_lines_reach_as_far_as_the_data() -> None:
    crystalline, food = absorption().axes
    for axes, most in ((crystalline, 1000.0), (food, 38.0)):
        for line in axes.lines:
            doses = np.asarray(line.get_xdata())
            assert (doses[0], doses[-1]) == pytest.approx((0.5, most))


def test_diffusion_alone_is_1_2_percent() -> None:
    crystalline, _ = absorption().axes
    _, diffusion = crystalline.lines
    assert np.asarray(diffusion.get_ydata())[-1] == pytest.approx(12.0)
