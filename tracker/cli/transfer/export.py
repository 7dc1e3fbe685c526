"""`b12 export`: the whole diary, or one person's, for other programs or for `b12 import native`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import click

from tracker import __version__
from tracker.cli import output, settings
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.text.formatting import counts

# The rows of each sheet, as one and as many.
_WORDS = {
    "people": ("person", "people"),
    "life_stages": ("life stage", "life stages"),
    "targets": ("target", "targets"),
    "conditions": ("condition", "conditions"),
    "regimens": ("regimen", "regimens"),
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
    help="The format of the files in it.",
)  # fmt: skip
@pass_app
def export(app: App, target: Path, files: Literal["csv", "json"]) -> None:
    """Export the diary, or one person's, into a new folder or zip.

    \b
    b12 export my-diary.zip
    b12 export my-diary --format json
    b12 export for-the-clinic.zip --person Anna

    With --person, B12_PERSON or b12 config set person it is that person's alone, with the foods,
    recipes and names of the household. b12 import native reads it, into this diary or another.
    """
    rows = write_export(app, target, files, of_one=app.person_name is not None)
    output.paragraph(f"Exported to {target}: {counted(rows)}")
    if app.whose and not app.person_given:
        _mention_others(app)


def _mention_others(app: App) -> None:
    """Say that a setting left the other people out, and how to export everybody."""
    source = app.settings.values["person"].source
    first = "b12 config unset person" if source == settings.FILE else f"unset {source}"
    output.paragraph(
        f"Other people are not in it, as {app.settings.origin('person')} names {app.whose}; to "
        f"export everybody: {first}, then export again"
    )


def write_export(
    app: App, target: Path, files: Literal["csv", "json"], *, of_one: bool
) -> dict[str, int]:
    """Write an export of one person or of everybody; return how many rows each sheet has."""
    from tracker.database import file
    from tracker.exchange.native import export as rows_to_export
    from tracker.exchange.native import files as native_files

    about = {
        "release": __version__,
        "schema": file.HEAD,
        "exported_at": app.moment.isoformat(timespec="seconds"),
    }
    with app.session(own=of_one) as session:
        only = session.person.id if of_one else None
        return native_files.write(
            target, files, lambda sheet: rows_to_export.rows(session.connection, sheet, only), about
        )


def counted(rows: Mapping[str, int]) -> str:
    """Return `1 person, 3 meals, 7 items`, without sheets that have no rows."""
    return counts(rows, _WORDS) or "nothing"
