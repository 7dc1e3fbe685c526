"""Where things stand in a picture: nothing is crossed out, squashed, cut off or named in vain."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tests.reports.diaries import TARGET, item
from tests.reports.test_summary import stretch_of
from tracker.people.model import Person
from tracker.reports import frames
from tracker.reports.charts.heatmap import heatmap
from tracker.reports.charts.symptoms import symptoms
from tracker.reports.charts.trend import trend
from tracker.reports.charts.week import week
from tracker.reports.charts.year import year
from tracker.reports.days import summarise
from tracker.reports.frames import Frames
from tracker.reports.stretch import Stretch
from tracker.text.dates import days_from


def _diary(first: date, length: int, *rows: object) -> Frames:
    """A diary of so many days, of which the items `rows` of November are known."""
    days = days_from(first, length)
    targets = dict.fromkeys(days, TARGET)
    return frames.of(Stretch(Person("me"), summarise(days, rows, targets, days[-1])))  # type: ignore[arg-type]


def _named(figure: Figure) -> set[str]:
    """The names in all keys of a picture."""
    return {
        text.get_text()
        for axes in figure.axes
        if (key := axes.get_legend()) is not None
        for text in key.get_texts()
    }


def _crossed(figure: Figure, axes: Axes, height: float) -> list[str]:
    """The figures through which a line at that height goes."""
    figure.draw_without_rendering()
    y = axes.transData.transform((0, height))[1]
    crossed = []
    for text in axes.texts:
        box = text.get_window_extent()
        if any(sign.isdigit() for sign in text.get_text()) and box.y0 + 1 < y < box.y1 - 1:
            crossed.append(text.get_text())
    # At the right edge stands what the line is.
    return [text for text in crossed if "\n" not in text]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.one_of(st.floats(0, 6), st.sampled_from([None, 2.3, 2.4, 1000.0])),
        min_size=7,
        max_size=7,
    )
)
def test_no_figure_breaks_the_line_of_the_target(ugs: list[float | None]) -> None:
    rows = [item(16 + n, ug) for n, ug in enumerate(ugs)]
    figure = week(_diary(date(2026, 11, 16), 7, *rows))
    eaten, absorbed = figure.axes
    assert _crossed(figure, eaten, TARGET.ug_per_day) == []
    assert TARGET.need_ug is not None
    assert _crossed(figure, absorbed, TARGET.need_ug) == []


def test_the_panels_of_a_week_have_the_same_days_below_each_other() -> None:
    eaten, absorbed = week(_diary(date(2026, 11, 16), 7, item(18, 3.0))).axes
    assert eaten.get_xlim() == absorbed.get_xlim() == (-0.5, 6.5)
    assert eaten.get_position().x0 == pytest.approx(absorbed.get_position().x0)
    labels = [label.get_text() for label in absorbed.get_xticklabels()]
    assert labels == [
        "Mon\n16 Nov",
        "Tue\n17",
        "Wed\n18",
        "Thu\n19",
        "Fri\n20",
        "Sat\n21",
        "Sun\n22",
    ]


def test_a_week_is_narrow_enough_for_a_phone() -> None:
    figure = week(_diary(date(2026, 11, 16), 7, item(18, 3.0)))
    # A point is a 72nd of an inch: so wide are letters if the picture is 360 pixels wide.
    smallest = min(float(text.get_fontsize()) for axes in figure.axes for text in axes.texts)
    assert smallest / 72 / figure.get_figwidth() * 360 >= 7.9


def test_of_one_day_the_axis_has_one_day() -> None:
    figure = trend(_diary(date(2026, 11, 18), 1, item(18, 2.0)))
    (axes,) = figure.axes
    first, last = axes.get_xlim()
    assert last - first < 2
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Wed\n18 Nov"]
    assert figure.get_figwidth() < trend(_diary(date(2026, 5, 1), 200)).get_figwidth()


@pytest.mark.parametrize("length", [1, 7, 90, 3652])
def test_the_first_and_last_point_are_whole(length: int) -> None:
    (axes,) = trend(_diary(date(2016, 11, 23), length)).axes
    first, last = axes.get_xlim()
    # Half of the width of a point, in days, of an axis 7 inches wide.
    half = (22**0.5 / 2) / 72 / 7 * (last - first)
    begin = (date(2016, 11, 23) - date(1970, 1, 1)).days
    assert first < begin - half
    assert last > begin + length - 1 + half


def test_ticks_are_where_the_days_are_and_large_doses_above_them() -> None:
    usual = {n: 1.0 + n % 3 for n in range(28)}
    (plain,) = trend(frames.of(stretch_of(dict(usual)))).axes
    diary = frames.of(stretch_of({**usual, 9: 1000.0, 20: 500.0}, origin="supplement"))
    (axes,) = trend(diary, intake=True).axes
    ticks, labels = axes.get_yticks(), [label.get_text() for label in axes.get_yticklabels()]
    assert list(ticks[:-1]) == [tick for tick in plain.get_yticks() if 0 <= tick < 4]
    assert labels[-1] == "500–1000"
    assert ticks[-1] < 5
    # Nothing is drawn above the lane.
    points = np.concatenate([np.asarray(dots.get_offsets()) for dots in axes.collections[:1]])
    assert points[:, 1].max() == pytest.approx(ticks[-1])
    assert "lane" not in _named(axes.figure)  # type: ignore[arg-type]


def test_a_key_has_no_name_of_what_is_not_drawn() -> None:
    diary = frames.of(stretch_of({0: 2.0, 3: 3.0}))
    assert _named(trend(diary)) == {"a day's intake"}
    # Four of seven days count on one day alone: a line needs two.
    dotted = frames.of(stretch_of(dict.fromkeys((0, 2, 4, 6), 2.0)))
    assert "mean of 7 days" not in _named(trend(dotted))
    assert "mean of 7 days" in _named(trend(frames.of(stretch_of(dict.fromkeys(range(7), 2.0)))))
    assert _named(week(_diary(date(2026, 11, 16), 7, item(18, 3.0)))) == {"natural (food-bound)"}
    assert _named(week(_diary(date(2026, 11, 16), 7))) == set()
    met = frames.of(stretch_of(dict.fromkeys(range(28), 3.0)))
    assert _named(year(met)) == {"natural (food-bound)", "target met"}
    assert _named(heatmap(met)) == {"met: 28 days"}
    assert _named(symptoms(diary)) == {"a day's intake"}


def test_the_target_is_named_at_its_line() -> None:
    diary = frames.of(stretch_of(dict.fromkeys(range(28), 3.0)))
    for figure in (trend(diary), year(diary)):
        axes = figure.axes[0]
        (label,) = [text for text in axes.texts if text.get_text() == "target\n2.4 µg"]
        figure.draw_without_rendering()
        box, frame = label.get_window_extent(), axes.get_window_extent()
        assert box.x0 > frame.x1
        assert (box.y0 + box.y1) / 2 == pytest.approx(axes.transData.transform((0, 2.4))[1], abs=3)


@pytest.mark.parametrize(
    ("first", "length", "strips"),
    [
        (date(2026, 11, 9), 14, 1),
        # 53 weeks, from one Monday to a Sunday.
        (date(2025, 11, 24), 53 * 7, 1),
        (date(2025, 11, 23), 53 * 7, 2),
        (date(2024, 1, 1), 900, 3),
    ],
)
def test_a_calendar_is_one_strip_up_to_53_weeks(first: date, length: int, strips: int) -> None:
    figure = heatmap(_diary(first, length))
    assert len(figure.axes) == strips
    for axes in figure.axes:
        figure.draw_without_rendering()
        assert len(axes.patches) <= 366 + 7


def test_pictures_are_as_wide_as_their_days() -> None:
    for draw, few, many in ((heatmap, 14, 300), (year, 20, 300), (trend, 5, 90)):
        short = draw(_diary(date(2026, 1, 1), few)).get_figwidth()
        assert short <= 5 < draw(_diary(date(2026, 1, 1), many)).get_figwidth()
    figure = year(_diary(date(2026, 11, 1), 14, item(5, 3.0)))
    assert [label.get_text() for label in figure.axes[1].get_xticklabels()] == ["Nov\n2026"]
    months = heatmap(_diary(date(2026, 11, 9), 14)).axes[0]
    assert [label.get_text() for label in months.get_yticklabels()] == ["Nov 2026"]


def test_a_bar_that_is_cut_leaves_the_other_months_their_height() -> None:
    rows = [item(day, 2.0) for day in range(1, 20)]
    (eaten, _) = year(_diary(date(2026, 11, 1), 20, *rows), intake=True).axes
    large = [item(day, 1000.0, "supplement") for day in range(1, 20)]
    figure = year(_diary(date(2026, 11, 1), 20, *large), intake=True)
    assert figure.axes[0].get_ylim() == eaten.get_ylim()
    assert "Bars above 4.1 µg are cut" in figure.get_supxlabel().replace("\n", " ")
    assert "1000" in [text.get_text() for text in figure.axes[0].texts]
