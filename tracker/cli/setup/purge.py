"""`b12 person remove --purge`: a person is erased from the diary, and copies of it are named."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli import output
from tracker.cli.app import App
from tracker.database import backup, checkup
from tracker.errors import NotFoundError, RefusedError, TrackerError
from tracker.exchange.sync.store import has_synced
from tracker.people import purge
from tracker.people import store as people
from tracker.text.formatting import counts

if TYPE_CHECKING:
    from tracker.database.connection import Connection
    from tracker.people.model import Person

# The rows of a person that are worth telling, as one and as many.
_HOLDINGS = {
    "meal": ("meal", "meals"),
    "item": ("food eaten", "foods eaten"),
    "day_mark": ("marked day", "marked days"),
    "symptom": ("symptom", "symptoms"),
    "lab_value": ("laboratory value", "laboratory values"),
    "condition": ("condition", "conditions"),
    "regimen": ("regimen", "regimens"),
}


def erasable(connection: "Connection", name: str) -> "list[Person]":
    """Return the person of that name, else those who were removed.

    Raise NotFoundError if nobody is or was called that.
    """
    try:
        return [people.get(connection, name)]
    except NotFoundError:
        if removed := purge.removed(connection, name):
            return removed
        raise


def holdings(connection: "Connection", person: "Person") -> str:
    """Return what a person has: `12 meals, 30 foods eaten, 1 symptom`."""
    if person.name not in people.names(connection):
        return "what the undo history has of them"
    return counts(people.holdings(connection, person), _HOLDINGS) or "nothing logged"


def erase(app: App, name: str) -> None:
    """Erase a person; no step of undo, which would keep their rows."""
    with app.database.writing() as connection:
        person, *namesakes = erasable(connection, name)
        theirs = holdings(connection, person)
        for each in (person, *namesakes):
            purge.purge(connection, each)
        synced = isinstance(app.place, Path) and has_synced(connection)
    output.paragraph(f"Purged {person.name} with {theirs}; this can't be undone")
    if not isinstance(app.place, Path):
        output.paragraph(
            "The server's logs and backups may still contain it, as exports, charts, pages and "
            "copies may: they are for you to remove"
        )
        return
    try:
        checkup.compact(app.place)
    except TrackerError as error:
        raise RefusedError(
            f"traces of {person.name} are left in the file until b12 doctor --compact: {error}"
        ) from error
    copies = dict.fromkeys([*backup.copies(app.place), *backup.leftovers(app.place)])
    if copies:
        output.paragraph("These copies may still contain it, and can be removed:")
        for copy in copies:
            output.line(f"  rm {'-r ' if copy.is_dir() else ''}{shlex.quote(str(copy))}")
    if synced:
        folder = app.settings["sync_folder"] or "the folder of b12 sync"
        output.paragraph(
            f"Other machines and {folder} still have it: purge {person.name} on each machine, "
            "then empty the folder and sync"
        )
    output.paragraph("Exports, charts, pages and copies elsewhere are for you to remove")
