"""`b12 undo`."""

import click

from tracker.cli import output
from tracker.cli.options import App, Command, pass_app


@click.command(cls=Command)
@pass_app
def undo(app: App) -> None:
    """Take back the last change."""
    from tracker.store import history

    with app.database.writing() as connection:
        summary = history.undo(connection, app.moment)
    output.line(f"Undone: {summary}")
