"""`b12 backup` and `b12 restore` of a diary on a server: an export, and an export put into it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli import output
from tracker.cli.app import App
from tracker.cli.files import begins_with
from tracker.cli.transfer.export import counted, write_export
from tracker.cli.transfer.imports import import_export
from tracker.errors import RefusedError

if TYPE_CHECKING:
    from tracker.people.store import Session

# How each file of SQLite begins.
_SQLITE = b"SQLite format 3\0"


def back_up(app: App, folder: Path | None) -> None:
    """Export everybody's diary into the folder, and name what copies the whole server."""
    import shlex

    from tracker import paths

    folder = folder or paths.make_private(paths.backups())
    target = folder / f"b12-{app.moment:%Y%m%dT%H%M%S}.zip"
    rows = write_export(app, target, "csv", of_one=False)
    output.paragraph(f"Exported to {target}: {counted(rows)}")
    with app.session(own=False) as session:
        if session.connection.client:  # pg_dump refuses to copy a part
            return
    address = shlex.quote(str(app.place))
    output.paragraph(
        "It lacks the undo history and the roles. A copy of all of it, made by the server's own "
        f"program: pg_dump --format=custom --file=b12.dump {address}"
    )


def restore(app: App, source: Path) -> None:
    """Fill an empty diary from an export.

    Raise RefusedError for a diary's file, and if there is anything in the diary.
    """
    if begins_with(source, _SQLITE):
        raise RefusedError(
            f"{source} is a diary's file: b12 --db {source} export my-diary.zip writes what a "
            "server takes"
        )
    import_export(app, source, dry_run=False, check=partial(_check_empty, app))


def _check_empty(app: App, session: "Session") -> None:
    from tracker.people import store as people

    connection = session.connection
    own = connection.value("database.anything_own")
    if own is not None or people.untouched(connection) is None:
        raise RefusedError(
            f"{app.place} is not empty, and a restore overwrites nothing on a server: "
            "b12 import native adds what an export has, and pg_restore replaces a database"
        )
