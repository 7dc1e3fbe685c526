"""`b12 sync`: one diary on several machines, through a folder that they share."""

import platform
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll
from tracker.errors import InputError
from tracker.text.dates import format_day, read_day
from tracker.text.formatting import count, counts

if TYPE_CHECKING:
    from tracker.exchange.sync.model import Cells
    from tracker.exchange.sync.store import Conflict, Outcome

_MOST_NAMED = 10
# What a user knows: a portion is a part of a food, and a meal is its items.
_WORDS = {
    "person": ("person", "people"),
    "food": ("food", "foods"),
    "alias": ("name", "names"),
    "recipe": ("recipe", "recipes"),
    "meal": ("meal", "meals"),
    "item": ("item", "items"),
    "symptom": ("symptom", "symptoms"),
    "lab_value": ("laboratory value", "laboratory values"),
    "regimen": ("regimen", "regimens"),
    "condition": ("condition", "conditions"),
    "day_mark": ("marked day", "marked days"),
    "target_choice": ("target", "targets"),
    "life_stage": ("life stage", "life stages"),
    "food_table": ("food table", "food tables"),
    "imported_day": ("imported day", "imported days"),
}


@click.command(cls=CommandOfAll)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be taken and sent, and do neither.")
@pass_app
def sync(app: App, folder: Path | None, dry_run: bool) -> None:
    """Share the diary with other machines through a folder, both ways.

    \b
    b12 sync ~/Sync/b12                      of Syncthing, Dropbox, a stick
    b12 config set sync_folder ~/Sync/b12    from then on: b12 sync

    Each machine appends to a file of its own, for all people of the diary. Of two changes of one
    value the later one stays; the other is named, and kept in b12 history.
    """
    from tracker.exchange.sync import folder as files
    from tracker.exchange.sync import store

    shared = _folder(app, folder)
    logs = files.logs(shared)
    with app.database.reading() as connection:
        # The backups of each half-hourly sync would push out those of imports and restores.
        first = not store.has_synced(connection)
    with app.session(write=True, of_all=True, dry_run=dry_run, back_up=first) as session:
        # Without the network's part, which changes with the network.
        name = platform.node().split(".")[0] or "machine"
        outcome = store.sync(session.change, logs, name, app.moment)
        names = ", ".join(outcome.machines)
        session.summary = f"sync with {names}"
        session.change.origin = names or None
        for conflict in outcome.conflicts:
            store.remember(session.connection, app.moment, conflict.other, _conflict(conflict))
    if not dry_run:
        with app.database.writing() as connection:
            store.send(connection, shared)
    _show(outcome, shared, dry_run=dry_run)


def _folder(app: App, folder: Path | None) -> Path:
    """Return the folder that is given, else the configured one. Raise InputError without one."""
    configured = app.settings["sync_folder"]
    if folder is not None or configured:
        shared = (folder or Path(configured)).expanduser().absolute()
        if not shared.is_dir():
            # A stick that isn't there must not be taken for a new folder.
            raise InputError(f"{shared} is not a folder that is there: create it, or connect it")
        return shared
    raise InputError(
        "name the folder that your machines share: b12 sync ~/Sync/b12, or once and for all "
        "b12 config set sync_folder ~/Sync/b12"
    )


def _show(outcome: "Outcome", folder: Path, *, dry_run: bool) -> None:
    sent = count(outcome.to_send, "change")
    if dry_run:
        output.paragraph(f"Would send {sent} to {folder} and take {_taken(outcome)}")
    else:
        output.paragraph(f"Sent {sent} to {folder}; took {_taken(outcome)}")
    for verb, rows in (
        ("new", outcome.added), ("changed", outcome.changed), ("removed", outcome.removed),
    ):  # fmt: skip
        if said := _counted(rows):
            output.paragraph(f"  {verb}: {said}")
    for conflict in outcome.conflicts[:_MOST_NAMED]:
        output.paragraph(f"  {_conflict(conflict)}")
    if len(outcome.conflicts) > _MOST_NAMED:
        more = len(outcome.conflicts) - _MOST_NAMED
        output.paragraph(f"  and {more} more that were changed on both: see b12 history")
    for day, meal, other in outcome.twins[:_MOST_NAMED]:
        output.paragraph(
            f"  the same meal of {format_day(day)} was logged on two machines: m{meal} and "
            f"m{other}; if it was one, b12 remove m{other}"
        )
    if not outcome.machines:
        output.paragraph("No other machine has written there yet: run b12 sync on it too")
    if dry_run:
        output.line("Nothing is stored: this was a dry run")


def _taken(outcome: "Outcome") -> str:
    taken = count(outcome.taken, "change")
    return f"{taken} from {', '.join(outcome.machines)}" if outcome.machines else "nothing"


def _counted(rows: Counter[str]) -> str:
    return counts(rows, _WORDS)


def _conflict(of: "Conflict") -> str:
    """Return a line that names the values that stay, and those that don't."""
    what = _WORDS.get(of.table, (of.table.replace("_", " "), ""))[0]
    return (
        f"changed on both, {what} {_named(of.row)}: {_values(of.stays)} of {of.machine} stays; "
        f"{of.other} had {_values(of.lost)}"
    )


def _values(cells: "Cells | None") -> str:
    """Return `amount 3` or `the removal`."""
    if cells is None:
        return "the removal"
    shown = {c: v for c, v in cells.items() if c not in _FOLLOW and not isinstance(v, list)}
    named = [f"{c.replace('_', ' ')} {'none' if v is None else v}" for c, v in shown.items()]
    return ", ".join(named[:_MOST_VALUES]) or "another one"


# What follows from other columns, or refers to rows by what nobody knows.
_FOLLOW = frozenset({"b12_ug", "person_id", "meal_id", "food_id", "recipe_id", "usual", "own"})
_MOST_VALUES = 4


def _named(cells: "Cells") -> str:
    """Return what a row is called: its name and its day."""
    names = (cells.get(column) for column in ("food", "everyday", "name", "phrase", "test", "mark"))
    name = next((f'"{text}"' for text in names if text), "")
    day = cells.get("day") or cells.get("since")
    return f"{name} {format_day(read_day(str(day))) if day else ''}".strip()
