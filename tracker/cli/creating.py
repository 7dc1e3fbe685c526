"""Which commands create a diary: to read one at a mistyped path must not."""

from pathlib import Path

import click

from tracker.errors import NotFoundError

# Those that can put something into a diary that doesn't exist yet.
_CREATING = (
    "log", "symptom log", "lab log", "day fast", "day partial", "person set", "person add",
    "person rename", "person stage", "person target", "person condition add", "food add",
    "food unit set", "food import", "recipe add", "alias set", "import cronometer", "import native",
)  # fmt: skip


def refuse_unless_creating(path: Path) -> None:
    """Raise NotFoundError if the command that runs can't create the diary; no dry run does."""
    context = click.get_current_context()
    named = context.command_path.partition(" ")[2] in _CREATING
    if not named or context.params.get("dry_run"):
        raise NotFoundError(
            f"{path}: there is no diary yet; b12 log creates one, --db names another"
        )
