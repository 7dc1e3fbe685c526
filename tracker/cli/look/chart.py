"""`b12 chart`."""

import importlib
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import files, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Group
from tracker.cli.look.outlook import Reader, outlook_options
from tracker.cli.options import F, day_option, intake_option
from tracker.cli.periods import read, span_options
from tracker.cli.tags import tags_argument
from tracker.text.dates import week_of
from tracker.text.spans import Span

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tracker.people.model import Person
    from tracker.reports.charts.style import Theme
    from tracker.reports.frames import Frames
    from tracker.reports.stretch import Stretch


def _file_options(default: str) -> Callable[[F], F]:
    """-o, --output, --open and --dark."""

    def add(function: F) -> F:
        dark = click.option("--dark", is_flag=True, help="Light on a dark ground.")
        opened = click.option("--open", "opened", is_flag=True, help="Show it when it is done.")
        file = click.option(
            "-o",
            "--output",
            "file",
            type=files.CHART_FILE,
            metavar="FILE",
            help=f"Where to; its ending says png, svg or pdf.  [default: {default}, with the name "
            "where there are several people]",
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
def week(app: App, day: date | None, file: Path | None, opened: bool, dark: bool) -> None:
    """A week's intake, one bar a day stacked by origin, and what is absorbed of it.

    With the target, and below with the need: what should be absorbed a day.
    """
    from tracker.reports.charts.week import week as draw

    monday = week_of(day or app.today)
    whole = Span(monday, monday + timedelta(days=6))
    _draw(app, "week", draw, whole, file, opened=opened, dark=dark, trimmed=False)


def _add(name: str, usual: str, help_text: str, *, by_tags: bool = False) -> None:
    """Add the command that draws a stretch of days by the function of its name in its module.

    `by_tags` lets it draw the meals with some tags alone.
    """

    @chart.command(name, help=help_text)
    @span_options(usual)
    @intake_option
    @_file_options(f"{name}.png")
    @pass_app
    def command(
        app: App,
        /,
        span: Span,
        intake: bool,
        file: Path | None,
        opened: bool,
        dark: bool,
        **of: tuple[str, ...],
    ) -> None:
        from tracker.reports import sentences

        module = importlib.import_module(f"tracker.reports.charts.{name}")
        draw = partial(getattr(module, name), intake=intake, **of)
        drawn = _draw(app, name, draw, span, file, opened=opened, dark=dark)
        if name == "heatmap" and drawn.kept and not intake:
            output.note(sentences.JUDGED_BY_REGIMEN)
        elif drawn.period.shows_absorbed and not intake:
            output.note(sentences.INTAKE_OPTION)

    if by_tags:
        tags_argument(command)


_add(
    "trend",
    "12w",
    """The intake as a point a day, with means over 7 and 28 days, and the target.

    A mean is over the logged days of those 7 or 28, where they are at least half; elsewhere the
    line has a gap. A hollow point is a lower bound.
    """,
)
_add(
    "sources",
    "12w",
    "The foods and meals that the B12 came from, with their shares; of meals with +TAG alone.",
    by_tags=True,
)
_add(
    "heatmap",
    "12m",
    "A calendar of the year: a square a day, in the shade of its intake beside the target.",
)
_add(
    "year",
    "12m",
    "The months side by side: the mean day by origin, and how often the target was met.",
)
_add(
    "symptoms",
    "12w",
    "Symptoms under the trend on one axis of time, with laboratory values as marks.",
)


@chart.command()
@_file_options("absorption.png")
def absorption(file: Path | None, opened: bool, dark: bool) -> None:
    """How much B12 is absorbed of a dose: the estimate beside what was measured.

    For tablets and fortified food, without intrinsic factor, and for natural food; with the
    sources. It needs no diary.
    """
    from tracker.reports.charts.absorption import absorption as draw

    _save(draw(_theme(dark=dark)), file or Path("absorption.png"), opened=opened)


@chart.command()
@outlook_options
@_file_options("outlook.png")
@pass_app
def outlook(
    app: App, years: int, read: Reader, file: Path | None, opened: bool, dark: bool
) -> None:
    """The body's store over years, if your habits go on, with its range.

    With the start, and the level at which signs of a deficiency appear; refused as `b12 outlook`.
    """
    from tracker.reports.charts.outlook import outlook as draw

    forecast, urgent = read(app)
    theme = _theme(dark=dark)
    drawn = draw(forecast, years, theme)
    _sign_and_save(app, drawn, "outlook", forecast.habits.person, file, theme, opened=opened)
    for remark in urgent[:1]:
        output.remark(remark)


def _draw(
    app: App,
    name: str,
    draw: "Callable[[Frames, Theme], Figure]",
    span: Span,
    file: Path | None,
    *,
    opened: bool,
    dark: bool,
    trimmed: bool = True,
) -> "Stretch":
    """Draw those days and return them, and say so when nothing is known of them."""
    from tracker.reports import frames

    stretch = read(app, span, trimmed=trimmed)
    theme = _theme(dark=dark)
    drawn = draw(frames.of(stretch), theme)
    _sign_and_save(app, drawn, name, stretch.person, file, theme, opened=opened)
    eaten = stretch.period.logged or any(day.rows for day in stretch.period.days)
    if not (eaten or stretch.felt or any(v.day in stretch.span for v in stretch.values)):
        output.note("Nothing is logged in that time.")
    return stretch


def _sign_and_save(
    app: App,
    drawn: "Figure",
    name: str,
    person: "Person",
    file: Path | None,
    theme: "Theme",
    *,
    opened: bool,
) -> None:
    """Write the picture, with the name of the person where there are several people.

    Without a file it is `week.png`, or `week-anna.png` where there are several people.
    """
    from tracker.reports.charts import style

    if app.whose:
        style.sign(drawn, app.whose, theme)
    whose = f"-{person.file_name}" if app.whose else ""
    _save(drawn, file or Path(f"{name}{whose}.png"), opened=opened)


def _theme(*, dark: bool) -> "Theme":
    from tracker.reports.charts import style

    return style.DARK if dark else style.LIGHT


def _save(drawn: "Figure", file: Path, *, opened: bool) -> None:
    from tracker.reports.charts import style

    style.save(drawn, file)
    output.line(f"Wrote {file}")
    if opened:
        click.launch(str(file.absolute()))  # a name could begin like an option
