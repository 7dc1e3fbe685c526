"""The days as a calendar: by a regimen, the target, or the need."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from tracker.reports import shades
from tracker.reports.charts import style
from tracker.reports.charts.style import LIGHT, Theme
from tracker.reports.frames import Frames
from tracker.reports.shades import Calendar, Square
from tracker.text.dates import week_of
from tracker.text.formatting import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Up to so many weeks stand one below the other, as in a calendar on the wall.
_WALL_WEEKS = 8
# So many weeks are one strip; longer times have a strip for each year.
_MOST_WEEKS = 53
# The side of a square in inches: of many weeks, and at most; and a picture's least width.
_LEAST_SIDE, _MOST_SIDE, _STRIP = 0.165, 0.36, 8.8
_LEAST_WIDTH = 5.0
_EDGES, _BELOW = 0.9, 0.35  # names of weekdays and years, and of months
# A square so large has the number of its day in it.
_ROOM_FOR_NUMBER = 0.3


def heatmap(diary: Frames, theme: Theme = LIGHT, *, intake: bool = False) -> Figure:
    """Draw a square for each day in the shade of intake over target, in weeks side by side.

    A strip is as wide as the days; above 53 weeks there is one for each year. A day without a log
    is empty; a lower bound that leaves it open whether the target was met has a dot, and an
    injection a triangle. Where large doses are logged, it is the estimate of what was absorbed over
    the need, and a day without one has a cross. A day with a regimen has the colour of whether that
    was kept. With `intake` all days are by intake over target.
    """
    calendar = shades.calendar(diary.stretch, intake=intake)
    strips = _strips(calendar.squares)
    weeks = max(_week(strip[-1].day, strip[0].day) + 1 for strip in strips)
    weeks = weeks if len(strips) == 1 else _MOST_WEEKS + 1
    on_wall = weeks <= _WALL_WEEKS
    side = min(max(_STRIP / weeks, _LEAST_SIDE), _MOST_SIDE)
    columns, rows = (7, weeks) if on_wall else (weeks, 7)
    width = max(columns * side + _EDGES, _LEAST_WIDTH)
    with style.themed(theme):
        figure = style.figure(width, 1, theme)
        every = figure.subplots(len(strips), squeeze=False)[:, 0]
        for axes, strip in zip(every, strips, strict=True):
            # Strips of years stand one under the other by the week of the year.
            begin = strip[0].day.replace(month=1, day=1) if len(strips) > 1 else strip[0].day
            at = partial(_at, monday=week_of(begin), on_wall=on_wall)
            _strip(axes, strip, at, theme, numbers=side >= _ROOM_FOR_NUMBER)
            axes.set_xlim(-0.6, (width - _EDGES) / side - 0.4)
            axes.set_ylim(rows - 0.4, -0.6)
            axes.set_aspect("equal", anchor="W")
            _name(axes, strip, at, theme, on_wall=on_wall)
            if len(strips) > 1:
                label = str(strip[0].day.year)
                axes.set_ylabel(label, rotation=0, ha="right", va="center", labelpad=6)
        words = style.key(every[0], "", _patches(calendar, theme))
        words += style.head(figure, calendar.finding, calendar.what, theme, diary.whose)
        words += style.foot(figure, _marks(calendar), theme)
        figure.set_figheight(words + len(strips) * (rows * side + _BELOW) + 0.1)
    return figure


def _strips(squares: Sequence[Square]) -> list[Sequence[Square]]:
    """Return all squares as one strip, or those of each year if there are too many."""
    if _week(squares[-1].day, squares[0].day) < _MOST_WEEKS:
        return [squares]
    years = dict.fromkeys(square.day.year for square in squares)
    return [[square for square in squares if square.day.year == year] for year in years]


def _week(day: date, begin: date) -> int:
    """The number of the week of a day, where `begin` is in week 0."""
    return (week_of(day) - week_of(begin)).days // 7


def _at(day: date, *, monday: date, on_wall: bool) -> tuple[int, int]:
    """The column and the row of a day: weeks are columns, and on the wall they are rows."""
    week, weekday = _week(day, monday), day.weekday()
    return (weekday, week) if on_wall else (week, weekday)


def _colours(theme: Theme) -> list[str]:
    """Return the colour of each shade of `shades`."""
    return [*theme.shades, theme.target, *theme.kept, theme.grid]


def _strip(
    axes: "Axes",
    squares: Sequence[Square],
    at: Callable[[date], tuple[int, int]],
    theme: Theme,
    *,
    numbers: bool,
) -> None:
    colours = _colours(theme)
    for square in squares:
        x, y = at(square.day)
        if square.shade is not None or (square.gap and not square.future):
            look: Any = {"facecolor": "none", "edgecolor": theme.grid, "linewidth": 0.8}
            if square.shade is not None:
                look = {"facecolor": colours[square.shade], "edgecolor": "none"}
            axes.add_patch(Rectangle((x - 0.44, y - 0.44), 0.88, 0.88, **look))
        if numbers and not square.future:
            style.text(axes, x - 0.38, y - 0.37, str(square.day.day), ha="left", va="top", size=6,
                       colour=_on(square, theme))  # fmt: skip
    for marked, marker, size in (
        ([s for s in squares if s.shade is None and not s.gap], "x", 14),
        ([s for s in squares if s.open], "o", 7),
        ([s for s in squares if s.injected], "v", 18),
    ):
        if marked:
            edge: Any = {} if marker == "x" else {"edgecolor": theme.ground}
            xs, ys = zip(*(at(square.day) for square in marked), strict=True)
            axes.scatter(
                xs, ys, s=size, marker=marker, color=theme.ink, linewidth=0.7, zorder=3, **edge
            )


def _on(square: Square, theme: Theme) -> str:
    """The colour of a number on a square."""
    if square.shade is None:
        return theme.quiet
    red, green, blue = (int(_colours(theme)[square.shade][n : n + 2], 16) for n in (1, 3, 5))
    # Relative luminance, about (ITU-R BT.709).
    return "#1A1A1A" if 0.21 * red + 0.72 * green + 0.07 * blue > 120 else "#FFFFFF"


def _name(
    axes: "Axes",
    squares: Sequence[Square],
    at: Callable[[date], tuple[int, int]],
    theme: Theme,
    *,
    on_wall: bool,
) -> None:
    """Name the weekdays, and each month where it begins, with a line before all but the first."""
    starts: list[int] = []
    names: list[str] = []
    for number, square in enumerate(squares):
        if number and square.day.day != 1:
            continue
        week, weekday = at(square.day)[1 if on_wall else 0], square.day.weekday()
        if number:
            # Along the weeks and the weekdays: down beside the days before, and round them.
            weeks = [week - 0.5, week - 0.5, *[week + 0.5] * (2 * (weekday > 0))]
            weekdays = [6.5, weekday - 0.5, *[weekday - 0.5, -0.5] * (weekday > 0)]
            xs, ys = (weekdays, weeks) if on_wall else (weeks, weekdays)
            axes.plot(xs, ys, color=theme.quiet, linewidth=0.7, zorder=2)
        # A name needs two columns.
        if starts and week - starts[-1] < 2 - on_wall:
            starts.pop()
            names.pop()
        starts.append(week)
        with_year = not names or square.day.month == 1
        names.append(f"{square.day:%b}{f' {square.day.year}' * with_year}")
    if on_wall:
        axes.set_yticks(starts, names, fontsize=8)
        axes.set_xticks(range(7), _WEEKDAYS, fontsize=8)
    else:
        axes.set_xticks([start - 0.45 for start in starts], names, fontsize=8, ha="left")
        axes.set_yticks([0, 2, 4, 6], _WEEKDAYS[::2], fontsize=7.5)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _patches(calendar: Calendar, theme: Theme) -> list[Patch]:
    """Return the colours with their names, and how many days have each for sure."""
    colours = _colours(theme)
    return [
        Patch(
            facecolor=colours[shade], edgecolor=theme.quiet, linewidth=0.5,
            label=f"{calendar.names[shade]}: {count(days, 'day')}",
        )
        for shade, days in calendar.counts.items()
    ]  # fmt: skip


def _marks(calendar: Calendar) -> list[str]:
    """Return what the marks on squares mean, before the notes."""
    of = (
        (sum(square.open for square in calendar.squares),
         "a dot: food of unknown B12, or logged in part, so it may be more"),
        (sum(square.injected for square in calendar.squares), "a triangle: an injection"),
        (len(calendar.no_estimate), "a cross: no estimate"),
    )  # fmt: skip
    marks = [f"{text} ({count(days, 'day')})" for days, text in of if days]
    return [*calendar.notes, *marks]
