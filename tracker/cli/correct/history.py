"""`b12 undo`, `b12 redo` and `b12 history`."""

import click

from tracker.cli import output
from tracker.cli.app import App, Command, json_option, pass_app
from tracker.text.dates import clock, format_day


@click.command(cls=Command)
@pass_app
def undo(app: App) -> None:
    """Take back the last change."""
    from tracker.database import history as changes

    with app.database.writing() as connection:
        summary = changes.undo(connection, app.moment)
    output.line(f"Undone: {summary}")


@click.command(cls=Command)
@pass_app
def redo(app: App) -> None:
    """Do again what was undone last."""
    from tracker.database import history as changes

    with app.database.writing() as connection:
        summary = changes.redo(connection)
    output.line(f"Redone: {summary}")


@click.command(cls=Command)
@click.option(
    "-n", "--most", type=click.IntRange(1, 1000), default=10, show_default=True, metavar="N",
    help="How many at most.",
)  # fmt: skip
@json_option
@pass_app
def history(app: App, most: int, as_json: bool) -> None:
    """The last changes, newest first."""
    from tracker.database import history as changes
    from tracker.reports import json_output as documents

    with app.database.reading() as connection:
        entries = changes.listed(connection, most)
    if as_json:
        output.document(documents.of_history(entries))
        return
    made = output.table(right=(1,), fold=4)
    for entry in entries:
        when = f"{format_day(entry.made_at.date())} {clock(entry.made_at)}"
        state = "undone, can't be redone" if entry.superseded else "undone" if entry.undone else ""
        output.row(made, str(entry.number), when, state, entry.summary)
    output.show(made)
    if not entries:
        output.note("Nothing has been changed yet.")
