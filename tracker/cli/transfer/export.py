"""`b12 export` and `b12 import native`: the whole diary out, and in again."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tracker import __version__
from tracker.cli import output
from tracker.cli.app import App, Command, pass_app
from tracker.cli.moments import format_moment

if TYPE_CHECKING:
    from tracker.exchange.native.merged import Outcome

_MOST_NAMED = 5
# One of them, and several.
_WORDS = {
    "people": ("person", "people"),
    "life_stages": ("life stage", "life stages"),
    "targets": ("target", "targets"),
    "conditions": ("condition", "conditions"),
    "foods": ("food", "foods"),
    "portions": ("portion", "portions"),
    "names": ("name for a food", "names for foods"),
    "recipes": ("recipe", "recipes"),
    "ingredients": ("ingredient", "ingredients"),
    "meals": ("meal", "meals"),
    "items": ("item", "items"),
    "marked_days": ("marked day", "marked days"),
    "symptoms": ("symptom", "symptoms"),
    "laboratory": ("laboratory value", "laboratory values"),
    "imported_days": ("day imported before", "days imported before"),
}


@click.command(cls=Command)
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--format", "files", type=click.Choice(["csv", "json"]), default="csv", show_default=True,
    help="What the files in it are.",
)  # fmt: skip
@pass_app
def export(app: App, target: Path, files: Literal["csv", "json"]) -> None:
    """Write the whole diary, everybody's, into a new folder or zip.

    \b
    b12 export my-diary.zip
    b12 export my-diary --format json

    b12 import native reads it again, into this diary or another.
    """
    from tracker.database import migrate as schema
    from tracker.exchange.native import export as exporting
    from tracker.exchange.native import files as exchange

    about = {
        "release": __version__,
        "schema": schema.HEAD,
        "exported_at": app.moment.isoformat(timespec="seconds"),
    }
    with app.database.reading() as connection:
        counts = exchange.write(
            target, files, lambda sheet: exporting.rows(connection, sheet), about
        )
    output.line(f"Exported to {target}: {_counted(counts)}")
    for said in exporting.spoilt_values(app.file):
        output.note(f"To be put right in it before it can be imported: {said}")


@click.command(cls=Command)
@click.argument("source", metavar="EXPORT", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be added and store nothing.")
@pass_app
def native(app: App, source: Path, dry_run: bool) -> None:
    """Take in what b12 export wrote, everybody's; what is here already stays and isn't doubled.

    \b
    b12 import native my-diary.zip --dry-run
    b12 import native my-diary.zip
    """
    from tracker.exchange.native import files as exchange
    from tracker.exchange.native import merging

    with exchange.open_export(source) as export:
        export.check(app.moment)
        within = export.within
        with app.writing(of_all=True, dry_run=dry_run, back_up=True) as change:
            outcome = merging.merge(change, export.rows)
            change.summary = f"import of {source.name}"
    _tell(outcome, source / within, dry_run)
    if dry_run:
        output.line("Nothing is stored: this was a dry run")
    elif change.changed:
        output.line("Not right? b12 undo")


def _tell(outcome: "Outcome", source: Path, dry_run: bool) -> None:
    would = "Would add" if dry_run else "Added"
    output.line(f"{would} from {source}: {_counted(outcome.added)}")
    if outcome.changed.total():
        output.line(f"  completed: {_counted(outcome.changed)}")
    if outcome.there.total():
        output.line(f"  here already: {_counted(outcome.there)}")
    if outcome.kept:
        output.line(f"  otherwise in the export, and left as here: {', '.join(outcome.kept)}")
    people = {one.person for one in outcome.beside}
    for one in outcome.beside[:_MOST_NAMED]:
        when = format_moment(one.day, one.moment)
        whose = f" for {one.person}" if len(people) > 1 else ""
        output.line(f"  another {one.name or 'meal'} of {when}{whose} is here too; both are kept")
    if len(outcome.beside) > _MOST_NAMED:
        output.line(f"  and {len(outcome.beside) - _MOST_NAMED} more that are here twice now")


def _counted(counts: Mapping[str, int]) -> str:
    """`1 person, 3 meals, 7 items`; what there is none of is left out."""
    said = [
        f"{counts[sheet]} {words[counts[sheet] != 1]}"
        for sheet, words in _WORDS.items()
        if counts.get(sheet)
    ]
    return ", ".join(said) or "nothing"
