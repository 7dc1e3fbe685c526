"""`b12 chart`."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, F, Group, check_chart, day_option, pass_app, read, span_options
from tracker.text.dates import week_of
from tracker.text.spans import Span

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tracker.reports.charts.style import Theme
    from tracker.reports.frames import Frames


def _file_options(default: str) -> Callable[[F], F]:
    """-o, --output, --open and --dark."""

    def add(function: F) -> F:
        dark = click.option("--dark", is_flag=True, help="Light on a dark ground.")
        opened = click.option("--open", "opened", is_flag=True, help="Show it when it is done.")
        file = click.option(
            "-o",
            "--output",
            "file",
            type=click.Path(path_type=Path, dir_okay=False),
            default=Path(default),
            show_default=True,
            metavar="FILE",
            help="Where to; its ending says png, svg or pdf.",
        )
        return file(opened(dark(function)))

    return add


@click.group(cls=Group)
def chart() -> None:
    """Draw the diary as png, svg or pdf."""


@chart.command()
@day_option("Any day of another week.")
@_file_options("week.png")
@pass_app
def week(app: App, day: date | None, file: Path, opened: bool, dark: bool) -> None:
    """A week's intake, one bar a day stacked by origin, and what is absorbed of it.

    With the target, and below with the need: what should be absorbed a day.
    """
    check_chart(file)

    from tracker.reports.charts.week import week as draw

    monday = week_of(day or app.today)
    whole = Span(monday, monday + timedelta(days=6))
    _draw(app, draw, whole, file, opened=opened, dark=dark, trimmed=False)


@chart.command()
@span_options("12w")
@_file_options("trend.png")
@pass_app
def trend(app: App, span: Span, file: Path, opened: bool, dark: bool) -> None:
    """The intake as a point a day, with means over 7 and 28 days, and the target.

    A mean is over the logged days of those 7 or 28, where they are at least half; elsewhere the
    line has a gap. A hollow point is a lower bound.
    """
    check_chart(file)

    from tracker.reports.charts.trend import trend as draw

    _draw(app, draw, span, file, opened=opened, dark=dark)


@chart.command()
@span_options("12w")
@_file_options("sources.png")
@pass_app
def sources(app: App, span: Span, file: Path, opened: bool, dark: bool) -> None:
    """The foods and meals that the B12 came from, with their shares."""
    check_chart(file)

    from tracker.reports.charts.sources import sources as draw

    _draw(app, draw, span, file, opened=opened, dark=dark)


@chart.command()
@span_options("12m")
@_file_options("heatmap.png")
@pass_app
def heatmap(app: App, span: Span, file: Path, opened: bool, dark: bool) -> None:
    """A calendar of the year: a square a day, in the shade of its intake beside the target."""
    check_chart(file)

    from tracker.reports.charts.heatmap import heatmap as draw

    _draw(app, draw, span, file, opened=opened, dark=dark)


@chart.command()
@span_options("12m")
@_file_options("year.png")
@pass_app
def year(app: App, span: Span, file: Path, opened: bool, dark: bool) -> None:
    """The months side by side: the mean day by origin, and how often the target was met."""
    check_chart(file)

    from tracker.reports.charts.year import year as draw

    _draw(app, draw, span, file, opened=opened, dark=dark)


@chart.command()
@span_options("12w")
@_file_options("symptoms.png")
@pass_app
def symptoms(app: App, span: Span, file: Path, opened: bool, dark: bool) -> None:
    """Symptoms under the trend on one axis of time, with laboratory values as marks."""
    check_chart(file)

    from tracker.reports.charts.symptoms import symptoms as draw

    _draw(app, draw, span, file, opened=opened, dark=dark)


@chart.command()
@_file_options("absorption.png")
def absorption(file: Path, opened: bool, dark: bool) -> None:
    """How much B12 is absorbed of a dose: the estimate beside what was measured.

    For tablets and fortified food, without intrinsic factor, and for natural food; with the
    sources. It needs no diary.
    """
    check_chart(file)

    from tracker.reports.charts.absorption import absorption as draw

    _save(draw(_theme(dark=dark)), file, opened=opened)


def _draw(
    app: App,
    draw: "Callable[[Frames, Theme], Figure]",
    span: Span,
    file: Path,
    *,
    opened: bool,
    dark: bool,
    trimmed: bool = True,
) -> None:
    """Draw those days, and say so when nothing is known of them."""
    from tracker.reports import frames

    stretch = read(app, span, trimmed=trimmed)
    _save(draw(frames.of(stretch), _theme(dark=dark)), file, opened=opened)
    eaten = stretch.period.logged or any(day.rows for day in stretch.period.days)
    if not (eaten or stretch.felt or stretch.values):
        output.note("Nothing is logged in that time.")


def _theme(*, dark: bool) -> "Theme":
    from tracker.reports.charts import style

    return style.DARK if dark else style.LIGHT


def _save(drawn: "Figure", file: Path, *, opened: bool) -> None:
    from tracker.reports.charts import style

    style.save(drawn, file)
    output.line(f"Wrote {file}")
    if opened:
        click.launch(str(file))
