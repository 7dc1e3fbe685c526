"""`b12 doctor`: what ails the diary's file, and what to do about it."""

import click

from tracker.cli import output
from tracker.cli.app import App, Command, json_option, one_of, pass_app
from tracker.errors import DatabaseFileError, RefusedError
from tracker.text.formatting import format_bytes


@click.command(cls=Command)
@click.option(
    "--compact",
    is_flag=True,
    help="Write the file anew instead, without traces of what was removed.",
)
@json_option
@pass_app
def doctor(app: App, compact: bool, as_json: bool) -> None:
    """Check the diary's file and its backups, and say what to do.

    Nothing is changed. Exit code 1 when something needs doing, 3 when the file can't be used.
    --compact overwrites what is free in the file; what undo and redo need stays in it.
    """
    one_of(compact=compact, json=as_json)
    if compact:
        _compact(app)
        return

    from dataclasses import asdict

    from tracker.database import checkup

    findings = checkup.examine(app.file, app.moment)
    if as_json:
        output.document([{**asdict(one), "ok": one.to_do is None} for one in findings])
    else:
        made = output.table()
        for one in findings:
            output.row(made, "ok" if one.to_do is None else "!!", one.what, one.said)
            if one.to_do is not None:
                output.row(made, "", "", f"do: {one.to_do}")
        output.show(made)
    if not all(one.usable for one in findings):
        raise DatabaseFileError("the diary's file can't be used as it is")
    open_ones = sum(one.to_do is not None for one in findings)
    if open_ones:
        raise RefusedError(f"{open_ones} of these need{'s' if open_ones == 1 else ''} doing")


def _compact(app: App) -> None:
    from tracker.database import checkup as compacting

    before, after = map(format_bytes, compacting.compact(app.file))
    output.line(f"Compacted {app.file}: {before} before, {after} now; the undo history stays")
