"""`b12 today`."""

from datetime import date

import click

from tracker.cli import output
from tracker.cli.app import App, Command, csv_option, day_option, json_option, one_of, pass_app
from tracker.text.dates import format_day


@click.command(cls=Command)
@day_option("Another day: yesterday, mon, -3d or 2026-11-20.")
@click.option("--brief", is_flag=True, help="One line, for a shell prompt or a status bar.")
@json_option
@csv_option
@pass_app
def today(app: App, day: date | None, brief: bool, as_json: bool, as_csv: bool) -> None:
    """What was eaten today, beside the target."""
    one_of(brief=brief, json=as_json, csv=as_csv)

    from tracker.reports import periods

    which = day or app.today
    with app.database.reading() as connection:
        person = app.person(connection)
        (shown,) = periods.day(connection, person, which, app.today).days
    if as_json:
        from tracker.reports import json_output as documents

        output.document(documents.of_day(shown))
        return
    if brief:
        output.line(output.brief(shown))
        return
    if not shown.items and not shown.logged:
        output.note(
            f"Nothing is logged for {format_day(which)}; target {output.target(shown.target)}."
        )
        return
    if as_csv:
        from tracker.reports import json_output as documents

        output.csv_rows([documents.of_item(item) for item in shown.items])
        return
    output.line(format_day(which))
    if shown.mark:
        output.line(f"{output.MARKS[shown.mark][0].upper()}{output.MARKS[shown.mark][1:]}")
    output.items(shown.items)
    output.paragraph(f"Intake: {output.total(shown)}")
    if shown.logged:
        output.paragraph(output.absorbed(shown))
    if shown.unknown:
        output.paragraph(output.unknown(shown.unknown))
    output.effects(shown.deciding)
