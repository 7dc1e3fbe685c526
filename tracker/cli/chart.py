"""`b12 chart`."""

from datetime import date
from pathlib import Path

import click

from tracker.cli import output
from tracker.cli.options import App, Group, check_chart, day_option, pass_app


@click.group(cls=Group)
def chart() -> None:
    """Draw the diary as png, svg or pdf."""


@chart.command()
@day_option("Any day of another week.")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("week.png"),
    show_default=True,
    metavar="FILE",
    help="Where to; its ending says png, svg or pdf.",
)
@click.option("--open", "opened", is_flag=True, help="Show it when it is done.")
@pass_app
def week(app: App, day: date | None, file: Path, opened: bool) -> None:
    """A week's intake, one bar a day stacked by origin, with the target."""
    check_chart(file)

    from tracker.reports import charts, periods

    with app.database.reading() as connection:
        person = app.person(connection)
        (shown,) = periods.weeks(connection, person, day or app.today, 1, app.today)
    charts.save(charts.week(shown), file)
    output.line(f"Wrote {file}")
    if not shown.logged:
        output.note("Nothing is logged in that week.")
    if opened:
        click.launch(str(file))
