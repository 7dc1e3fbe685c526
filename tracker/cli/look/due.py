"""`b12 due`."""

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import csv_option, json_option, one_of

# For cron and shell prompts; docs/commands.md lists the exit codes.
_SOMETHING_DUE = 4


@click.command(cls=Command)
@json_option
@csv_option
@click.pass_context
@pass_app
def due(app: App, ctx: click.Context, as_json: bool, as_csv: bool) -> None:
    """Which planned doses are due, overdue or next.

    \b
    b12 due
    b12 due > due.txt; [ $? -eq 4 ] && notify-send B12 "$(cat due.txt)"

    Exit code 0 if nothing is due, 4 if something is. b12 regimen add plans a dose.
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.regimens import store
    from tracker.regimens.model import by_urgency

    with app.session(own=True) as session:
        states = by_urgency(store.courses(session, app.today), app.today)
    if as_json or (as_csv and states):
        from tracker.reports import json_output

        write = output.csv_rows if as_csv else output.document
        write([json_output.of_due(state) for state in states])
    elif states:
        from tracker.reports import regimens

        for state in states:
            output.paragraph(regimens.due_line(*state, app.today), state[1].state)
    else:
        output.note(
            "No dose is planned; b12 regimen add plans one, b12 regimen add --help says how."
        )
    if any(state.is_due for _, state in states):
        ctx.exit(_SOMETHING_DUE)
