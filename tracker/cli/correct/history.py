"""`b12 undo`, `b12 redo` and `b12 history`."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll
from tracker.cli.options import csv_option, json_option
from tracker.cli.periods import span_options
from tracker.text.dates import clock, format_day

if TYPE_CHECKING:
    from tracker.database.history import Entry
    from tracker.text.spans import Span

_USUALLY = 10


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
    output.paragraph(f"Undone: {summary}")


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
    output.paragraph(f"Redone: {summary}")


@click.command(cls=CommandOfAll)
@span_options(None)
@click.option(
    "-n",
    "--most",
    type=click.IntRange(1, 1000),
    metavar="N",
    help=f"How many at most. [default: {_USUALLY}, or all of the period]",
)
@json_option
@csv_option
@pass_app
def history(app: App, span: "Span | None", most: int | None, as_json: bool, as_csv: bool) -> None:
    """List the last changes, newest first.

    \b
    b12 history -n 30
    b12 history --last week

    A period is that of the dates on which the changes were made.
    """
    from tracker.database import history as changes
    from tracker.reports import json_output

    with app.session() as session:
        entries = changes.listed(session.connection, most or (None if span else _USUALLY), span)
        own = session.connection.owner
    output.listing(
        entries,
        as_json,
        json_output.of_change,
        lambda entry: _cells(entry, own),
        as_csv=as_csv,
        right=(1,),
        fold=4,
        empty="Nothing was changed in that time." if span else "Nothing has been changed yet.",
    )


def _cells(entry: "Entry", own: str) -> list[str]:
    when = f"{format_day(entry.made_at.date())} {clock(entry.made_at)}"
    state = "undone, can't be redone" if entry.superseded else "undone" if entry.undone else ""
    by = f" (by {entry.role})" if entry.role not in (None, own) else ""
    return [str(entry.number), when, state, f"{entry.summary}{by}"]
