"""What pictures must be whatever the diary holds: inside their frame, and told apart in grey."""

from datetime import date
from itertools import pairwise

import pytest
from matplotlib.axis import Axis
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from tests.reports.diaries import TARGET, item
from tests.reports.test_summary import stretch_of
from tracker.people.model import Person
from tracker.reports import frames
from tracker.reports.charts import style
from tracker.reports.charts.heatmap import heatmap
from tracker.reports.charts.sources import sources
from tracker.reports.charts.symptoms import symptoms
from tracker.reports.charts.trend import trend
from tracker.reports.charts.week import axis_top, week
from tracker.reports.charts.year import year
from tracker.reports.days import summarise
from tracker.reports.stretch import Stretch
from tracker.text.dates import days_from

_DRAWERS = (week, trend, sources, heatmap, year, symptoms)


def _grey(colour: str) -> float:
    """Relative luminance (WCAG 2.2, w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_grey(one), _grey(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [style.LIGHT, style.DARK])
def test_shades_run_one_way_so_that_grey_tells_them_apart(theme: style.Theme) -> None:
    greys = [_grey(shade) for shade in theme.shades]
    assert greys in (sorted(greys), sorted(greys, reverse=True))
    steps = [_contrast(a, b) for a, b in pairwise(theme.shades)]
    assert min(steps) > 1.3


@pytest.mark.parametrize("theme", [style.LIGHT, style.DARK])
def test_words_and_lines_stand_out_from_the_ground(theme: style.Theme) -> None:
    # WCAG 2.2: 4.5 for text, 3 for what a picture needs to be understood.
    assert _contrast(theme.ink, theme.ground) > 7
    assert _contrast(theme.quiet, theme.ground) >= 4.5
    for colour in (theme.target, theme.mean, theme.natural):
        assert _contrast(colour, theme.ground) >= 3


def _tick_labels(axis: Axis) -> list[Text]:
    """Those in view; matplotlib keeps some beyond, and draws none of them."""
    least, most = sorted(axis.get_view_interval())
    return [tick.label1 for tick in axis.get_major_ticks() if least <= tick.get_loc() <= most]


def _inside(figure: Figure) -> None:
    figure.draw_without_rendering()
    frame = figure.bbox
    for legend in figure.legends:
        box = legend.get_window_extent()
        assert box.x0 >= -1
        assert box.x1 <= frame.x1 + 1
    for axes in figure.axes:
        for text in (*axes.texts, axes.title, *_tick_labels(axes.xaxis), *_tick_labels(axes.yaxis)):
            if text.get_text() and text.get_visible():
                box = text.get_window_extent()
                assert box.x0 >= -1, text.get_text()
                assert box.x1 <= frame.x1 + 1, text.get_text()


@pytest.mark.parametrize("draw", _DRAWERS)
@pytest.mark.parametrize(
    "ugs",
    [
        {},
        {27: 3.0},
        dict.fromkeys(range(28)),
        dict.fromkeys(range(28), 1000.0),
        {**dict.fromkeys(range(28), 2.0), 5: 1000.0, 6: None, 9: 0.0},
    ],
    ids=["nothing", "one day", "only unknowns", "a tablet a day", "a bit of all"],
)
def test_all_words_are_inside_the_picture(draw, ugs) -> None:  # type: ignore[no-untyped-def]
    felt = [(3, "a name of one's own that is long enough", 7), (3, "cramps", 0)]
    _inside(draw(frames.of(stretch_of(ugs, symptoms=felt))))


@pytest.mark.parametrize("intake", [False, True])
@pytest.mark.parametrize("draw", [trend, sources, heatmap, year, symptoms])
@pytest.mark.parametrize("ugs", [dict.fromkeys(range(28), 1000.0), {3: 2000.0, 4: 1.0, 5: None}])
def test_all_words_of_large_doses_are_inside(draw, ugs, intake) -> None:  # type: ignore[no-untyped-def]
    diary = frames.of(stretch_of(ugs, origin="supplement"))
    assert diary.stretch.period.shows_absorbed
    _inside(draw(diary, intake=intake))


@pytest.mark.parametrize("ug", [1000.0, 100.0])
def test_the_range_of_what_was_absorbed_is_inside_the_axes(ug: float) -> None:
    diary = frames.of(stretch_of(dict.fromkeys(range(28), ug), origin="supplement"))
    for drawn in (trend(diary), year(diary)):
        assert drawn.axes[0].get_ylim()[1] > diary.days["absorbed_high_ug"].max()


@pytest.mark.parametrize("draw", [trend, heatmap, year, symptoms])
def test_ticks_of_ten_years_do_not_meet(draw) -> None:  # type: ignore[no-untyped-def]
    days = days_from(date(2016, 11, 23), 3652)
    period = summarise(days, [item(16, 3.0)], dict.fromkeys(days, TARGET), days[-1])
    long = frames.of(Stretch(Person("me"), period))
    figure = draw(long)
    figure.draw_without_rendering()
    for axes in figure.axes:
        boxes = [
            label.get_window_extent()
            for label in _tick_labels(axes.xaxis)
            if label.get_text() and label.get_visible()
        ]
        ends = sorted((box.x0, box.x1) for box in boxes if box.width)
        assert all(a[1] < b[0] for a, b in pairwise(ends))


@pytest.mark.parametrize(
    ("intakes", "top"),
    [
        # Room above the target when nothing is higher.
        ([1.0, 2.0], 3.6),
        # The tallest ordinary day.
        ([1.0, 16.0], 16.0),
        # A tablet doesn't count, and what was eaten beside it does.
        ([1.0, 1000.0], 3.6),
    ],
)
def test_the_axis_ends_above_the_ordinary_days(intakes: list[float], top: float) -> None:
    days = frames.of(stretch_of(dict(enumerate(intakes)))).days
    supplements = days.assign(natural_ug=0.0, supplement_ug=days["natural_ug"])
    assert axis_top(supplements) == pytest.approx(top * 1.25)
