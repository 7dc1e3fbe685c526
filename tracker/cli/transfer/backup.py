"""`b12 backup`, `b12 restore` and `b12 doctor`: copies of the diary's file, and its health."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker import interrupt
from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll
from tracker.cli.files import begins_with
from tracker.cli.options import json_option, one_of
from tracker.cli.table import Table
from tracker.errors import DatabaseFileError, RefusedError
from tracker.text.dates import format_day
from tracker.text.formatting import count, format_bytes

if TYPE_CHECKING:
    from tracker.database.checkup import Contents

# How each zip that isn't empty begins.
_ZIP = b"PK\3\4"


class _Checkup(CommandOfAll):
    """A command that works with invalid settings too."""

    needs_settings = False


@click.command(cls=CommandOfAll)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@pass_app
def backup(app: App, folder: Path | None) -> None:
    """Copy the diary, everybody's, and check the copy.

    \b
    b12 backup                 beside those that b12 makes by itself
    b12 backup /media/stick    elsewhere, which outlives this disk
    """
    from tracker.database import backup as backups
    from tracker.database import checkup

    if not isinstance(app.place, Path):
        from tracker.cli.transfer import server_copies

        server_copies.back_up(app, folder)
        return
    copy = backups.back_up(app.place, backups.BY_HAND, folder)
    interrupt.ignore()
    size = format_bytes(copy.stat().st_size)
    output.paragraph(f"Backed up to {copy} ({size}): {_held(checkup.contents(copy))}")


@click.command(cls=CommandOfAll)
@click.argument("file", type=click.Path(path_type=Path))
@pass_app
def restore(app: App, file: Path) -> None:
    """Replace the diary by a backup; the diary is kept beside it.

    \b
    b12 doctor                          the backups that there are
    b12 restore diary-2026-11-22.db
    """
    from tracker.database import backup as backups
    from tracker.database import checkup

    if not isinstance(app.place, Path):
        from tracker.cli.transfer import server_copies

        server_copies.restore(app, file)
        return
    if begins_with(file, _ZIP):
        raise RefusedError(
            f"{file} is no copy of a diary's file; if b12 export wrote it: "
            f"b12 import native {shlex.quote(str(file))}"
        )
    kept = backups.restore(app.place, file)
    output.paragraph(f"Restored {app.place}: {_held(checkup.contents(app.place))}")
    if kept is not None and kept.suffix == backups.DAMAGED:
        output.paragraph(f"The former diary is damaged; it is kept as it was: {kept}")
    elif kept is not None:
        output.paragraph(
            f"Not right? The former diary is kept: b12 restore {shlex.quote(str(kept))}"
        )


@click.command(cls=_Checkup)
@click.option(
    "--compact",
    is_flag=True,
    help="Write the file again instead, without traces of what was removed.",
)
@json_option
@pass_app
def doctor(app: App, compact: bool, as_json: bool) -> None:
    """Check the diary's file and its backups, and say what to do.

    \b
    b12 doctor
    b12 doctor --compact

    Nothing is changed. Exit code 1 when something needs doing, 3 when the file can't be used.
    --compact overwrites what is free in the file; what undo and redo need stays in it. A page to
    take to a doctor is written by b12 report --html FILE.
    """
    one_of(compact=compact, json=as_json)

    from tracker.database import checkup

    if compact:
        before, after = map(format_bytes, checkup.compact(app.place))
        output.paragraph(
            f"Compacted {app.place}: {before} before, {after} now; the undo history stays"
        )
        return

    from dataclasses import asdict

    findings = checkup.examine(app.place, app.moment)
    if as_json:
        output.document([{**asdict(finding), "ok": finding.to_do is None} for finding in findings])
    else:
        table = Table()
        for finding in findings:
            table.row("ok" if finding.to_do is None else "!!", finding.what, finding.said)
            if finding.to_do is not None:
                table.row("", "", f"do: {finding.to_do}")
        output.show(table)
    if not all(finding.usable for finding in findings):
        raise DatabaseFileError("the diary can't be used as it is")
    open_ones = sum(finding.to_do is not None for finding in findings)
    if open_ones:
        raise RefusedError(f"{count(open_ones, 'finding')} to act on")


def _held(contents: "Contents") -> str:
    """Return `2 people, 31 meals with 84 items, Mon 16 Nov 2026 to Sun 22 Nov 2026`."""
    people = count(contents.people, "person", "people")
    if contents.first is None or contents.last is None:
        return f"{people}, nothing logged"
    first, last = format_day(contents.first), format_day(contents.last)
    days = first if first == last else f"{first} to {last}"
    return f"{people}, {count(contents.meals, 'meal')} with {count(contents.items, 'item')}, {days}"
