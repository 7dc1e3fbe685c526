"""`b12 backup` and `b12 restore`: checked copies of the diary's file."""

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, Command, pass_app
from tracker.text.dates import format_day
from tracker.text.formatting import format_bytes

if TYPE_CHECKING:
    from tracker.database.checkup import Contents


@click.command(cls=Command)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@pass_app
def backup(app: App, folder: Path | None) -> None:
    """Copy the diary, everybody's, and check the copy.

    \b
    b12 backup                 beside those that b12 makes before it migrates or imports
    b12 backup /media/stick    elsewhere, which outlives this disk
    """
    from tracker.database import backup as backups
    from tracker.database import checkup

    made = backups.back_up(app.file, backups.BY_HAND, folder)
    size = format_bytes(made.stat().st_size)
    output.line(f"Backed up to {made} ({size}): {held(checkup.contents(made))}")


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@pass_app
def restore(app: App, file: Path) -> None:
    """Replace the diary by a backup; the diary is kept beside it."""
    from tracker.database import backup as backups
    from tracker.database import checkup

    kept = backups.restore(app.file, file)
    output.line(f"Restored {app.file}: {held(checkup.contents(app.file))}")
    if kept is not None and kept.suffix == backups.DAMAGED:
        output.line(f"What was there is damaged; it is kept as it is: {kept}")
    elif kept is not None:
        output.line(f"Not right? What was there is kept: b12 restore {shlex.quote(str(kept))}")


def held(contents: "Contents") -> str:
    """`2 people, 31 meals with 84 items, Mon 16 Nov 2026 to Sun 22 Nov 2026`."""
    people = f"{contents.people} {'person' if contents.people == 1 else 'people'}"
    if contents.first is None or contents.last is None:
        return f"{people}, nothing logged"
    first, last = (format_day(date.fromisoformat(day)) for day in (contents.first, contents.last))
    days = first if first == last else f"{first} to {last}"
    meals = f"{contents.meals} meal{'' if contents.meals == 1 else 's'}"
    items = f"{contents.items} item{'' if contents.items == 1 else 's'}"
    return f"{people}, {meals} with {items}, {days}"
