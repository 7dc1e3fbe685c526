"""`b12 sync`: one diary on several machines, through a folder that they share."""

import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll
from tracker.errors import InputError, RefusedError
from tracker.text.dates import format_day
from tracker.text.formatting import count, counts, format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.exchange.sync.conflicts import Conflict
    from tracker.exchange.sync.folder import Log
    from tracker.exchange.sync.model import Cells
    from tracker.exchange.sync.store import Outcome

_NO_FOLDER = (
    "name the folder that your machines share: b12 sync ~/Sync/b12, or once and for all "
    "b12 config set sync_folder ~/Sync/b12"
)
_MOST_NAMED = 10
_MOST_VALUES = 4
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


class _Folder(click.Path):
    """A folder; an empty name, as of a variable that a script hasn't set, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raise InputError for an empty name."""
        if value == "":
            raise InputError(_NO_FOLDER)
        return super().convert(value, param, ctx)


@click.command(cls=CommandOfAll)
@click.argument("folder", required=False, type=_Folder(path_type=Path))
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
    from tracker.people.store import names

    if not isinstance(app.place, Path):
        raise RefusedError(f"{app.place} is shared as it is: sync is for diaries in files")
    shared = _folder(app, folder)
    logs = files.logs(shared)
    if dry_run and not app.place.exists():
        _show_new(app, shared, logs)
        return
    with app.database.reading() as connection:
        # The backups of each half-hourly sync would push out those of imports and restores.
        first = not store.has_synced(connection)
    with app.session(write=True, of_all=True, dry_run=dry_run, back_up=first) as session:
        # Without the network's part, which changes with the network.
        machine = platform.node().split(".")[0] or "machine"
        outcome = store.sync(session.change, logs, machine, app.moment)
        others = ", ".join(outcome.sources or outcome.machines)
        session.summary = f"sync with {others}"
        session.change.origin = others or None
        household = len(names(session.connection)) > 1
        conflicts = [_conflict(conflict, household=household) for conflict in outcome.conflicts]
        for conflict, line in zip(outcome.conflicts, conflicts, strict=True):
            store.remember(session.connection, app.moment, conflict.loser, line)
    if not dry_run:
        with app.database.writing() as connection:
            store.send(connection, shared)
    _show(outcome, conflicts, shared, dry_run=dry_run)


def _folder(app: App, folder: Path | None) -> Path:
    """Return the folder that is given, else the configured one. Raise InputError without one."""
    configured = app.settings["sync_folder"]
    if folder is not None or configured:
        shared = (folder or Path(configured)).expanduser().absolute()
        if not shared.is_dir():
            # A stick that isn't connected must not be taken for a new folder.
            raise InputError(f"there is no folder {shared}: create it, or connect it")
        return shared
    raise InputError(_NO_FOLDER)


def _show_new(app: App, folder: Path, logs: "Sequence[Log]") -> None:
    """Show what a sync would do without a diary."""
    from tracker.exchange.sync import store

    output.paragraph(f"Would create the diary {app.place} from {folder}")
    if logs:
        entries = counts(store.rows_in(logs), _WORDS) or "nothing"
        output.paragraph(f"  new, from {_names(log.name for log in logs)}: {entries}")
    _show_end(alone=not logs, dry_run=True)


def _show(outcome: "Outcome", conflicts: list[str], folder: Path, *, dry_run: bool) -> None:
    sent = count(outcome.to_send, "change")
    taken = "nothing"
    if outcome.taken:
        taken = f"{count(outcome.taken, 'change')} from {_names(outcome.sources)}"
    if dry_run:
        output.paragraph(f"Would send {sent} to {folder} and take {taken}")
    else:
        output.paragraph(f"Sent {sent} to {folder}; took {taken}")
    for state, rows in (
        ("new", outcome.added), ("changed", outcome.changed), ("removed", outcome.removed),
    ):  # fmt: skip
        if entries := counts(rows, _WORDS):
            output.paragraph(f"  {state}: {entries}")
    for line in conflicts[:_MOST_NAMED]:
        output.paragraph(f"  {line}")
    if len(conflicts) > _MOST_NAMED:
        more = len(conflicts) - _MOST_NAMED
        output.paragraph(f"  and {more} more that were changed on both: see b12 history")
    for day, meal, other in outcome.twins[:_MOST_NAMED]:
        output.paragraph(
            f"  the same meal of {format_day(day)} was logged on two machines: m{meal} and "
            f"m{other}; if it was one, b12 remove m{other}"
        )
    _show_end(alone=not outcome.machines, dry_run=dry_run)


def _show_end(*, alone: bool, dry_run: bool) -> None:
    if alone:
        output.paragraph("No other machine has written there yet: run b12 sync on it too")
    if dry_run:
        output.line("Nothing is stored: this was a dry run")


def _names(machines: "Iterable[str]") -> str:
    return ", ".join(sorted(set(machines)))


def _conflict(conflict: "Conflict", *, household: bool) -> str:
    """Return a line that names the values that stay, and those that don't.

    It says whose the row is if the diary is that of a household. A purge knows it by that.
    """
    whose = f"{conflict.person}: " if household and conflict.person else ""
    name = f' "{conflict.name}"' if conflict.name else ""
    day = "" if conflict.day is None else f" {format_day(conflict.day)}"
    stays = "the removal" if conflict.stays is None else _values(conflict.stays) or "the version"
    lost = "removed it" if conflict.lost is None else _values(conflict.lost) or "another one"
    return (
        f"{whose}changed on both, {_WORDS[conflict.table][0]}{name}{day}: "
        f"{stays} of {conflict.winner} stays; {conflict.loser} had {lost}"
    )


def _values(cells: "Cells") -> str:
    """Return `amount 3, note none`."""
    values = []
    for column, value in list(cells.items())[:_MOST_VALUES]:
        number = format_number(value) if isinstance(value, float) else value
        values.append(f"{column.replace('_', ' ')} {'none' if value is None else number}")
    return ", ".join(values)
