"""Which commands create a diary where it was named: to read one at a mistyped path must not.

At its usual place every command creates it.
"""

import os
from typing import TYPE_CHECKING

import click

from tracker.errors import NotFoundError

if TYPE_CHECKING:
    from tracker.database.place import Place

# Those that can put something into a diary that doesn't exist yet.
_CREATING = (
    "log", "symptom log", "lab log", "day fast", "day partial", "person set", "person add",
    "person rename", "person stage", "person target", "person condition add", "regimen add",
    "food add", "food unit set", "food import", "recipe add", "alias set", "import cronometer",
    "import native", "sync",
)  # fmt: skip


def refuse_unless_creating(place: "Place | None") -> None:
    """Raise NotFoundError if the command that runs can't create the diary; no dry run does.

    `place` is that of --db, if it was given.
    """
    named_file = place or os.environ.get("B12_DB")
    if not named_file:
        return
    context = click.get_current_context()
    named = context.command_path.partition(" ")[2] in _CREATING
    if not named or context.params.get("dry_run"):
        raise NotFoundError(
            f"{named_file}: there is no diary yet; b12 log creates one, --db names another"
        )
