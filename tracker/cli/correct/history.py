"""`b12 undo`, `b12 redo` and `b12 history`."""

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll
from tracker.cli.options import json_option, most_option
from tracker.text.dates import clock, format_day


@click.command(cls=CommandOfAll)
@pass_app
def undo(app: App) -> None:
    """Undo the last change.

    \b
    b12 undo
    b12 history    what was changed
    """
    from tracker.database import history as changes

    with app.database.writing() as connection:
        summary = changes.undo(connection, app.moment)
    output.line(f"Undone: {summary}")


@click.command(cls=CommandOfAll)
@pass_app
def redo(app: App) -> None:
    """Redo what was undone last.

    \b
    b12 undo
    b12 redo
    """
    from tracker.database import history as changes

    with app.database.writing() as connection:
        summary = changes.redo(connection)
    output.line(f"Redone: {summary}")


@click.command(cls=CommandOfAll)
@most_option(10)
@json_option
@pass_app
def history(app: App, most: int, as_json: bool) -> None:
    """List the last changes, newest first.

    \b
    b12 history -n 5
    b12 undo          the newest of them
    """
    from tracker.database import history as changes
    from tracker.reports import json_output

    with app.session() as session:
        entries = changes.listed(session.connection, most)
    if as_json:
        output.document(json_output.of_history(entries))
        return
    table = []
    for entry in entries:
        when = f"{format_day(entry.made_at.date())} {clock(entry.made_at)}"
        state = "undone, can't be redone" if entry.superseded else "undone" if entry.undone else ""
        table.append([str(entry.number), when, state, entry.summary])
    output.rows(table, right=(1,), fold=4)
    if not entries:
        output.note("Nothing has been changed yet.")
