"""`b12 chart`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.options import App, F, Group, check_chart, day_option, pass_app

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _file_options(default: str) -> Callable[[F], F]:
    """-o, --output and --open."""

    def add(function: F) -> F:
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
        return file(opened(function))

    return add


@click.group(cls=Group)
def chart() -> None:
    """Draw the diary as png, svg or pdf."""


@chart.command()
@day_option("Any day of another week.")
@_file_options("week.png")
@pass_app
def week(app: App, day: date | None, file: Path, opened: bool) -> None:
    """A week's intake, one bar a day stacked by origin, and what is absorbed of it.

    With the target, and below with the need: what should be absorbed a day.
    """
    check_chart(file)

    from tracker.reports import charts, periods

    with app.database.reading() as connection:
        person = app.person(connection)
        (shown,) = periods.weeks(connection, person, day or app.today, 1, app.today)
    _save(charts.week(shown), file)
    if not shown.logged and not shown.injected_ug:
        output.note("Nothing is logged in that week.")
    if opened:
        click.launch(str(file))


@chart.command()
@_file_options("absorption.png")
def absorption(file: Path, opened: bool) -> None:
    """How much B12 is absorbed of a dose: the estimate beside what was measured.

    For tablets and fortified food, without intrinsic factor, and for natural food; with the
    sources. It needs no diary.
    """
    check_chart(file)

    from tracker.reports import curve

    _save(curve.absorption(), file)
    if opened:
        click.launch(str(file))


def _save(figure: "Figure", file: Path) -> None:
    from tracker.reports import charts

    charts.save(figure, file)
    output.line(f"Wrote {file}")
