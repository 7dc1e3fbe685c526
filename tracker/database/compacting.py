"""The diary's file written anew, without what has been removed."""

import contextlib
from pathlib import Path

from tracker.database import backup as backups
from tracker.database import migrate as schema
from tracker.database.engine import plain_errors
from tracker.errors import NotFoundError


def compact(path: Path) -> tuple[int, int]:
    """Write the file anew from what is in it; returns its size before and after, in bytes.

    What was removed leaves traces in a file's free space, from releases or programs that didn't
    overwrite it; a new one has none. It is one transaction: a kill leaves the old file or the new
    one. Raises NotFoundError without a diary, DatabaseFileError for a file that can't be used,
    RefusedError for a locked one.
    """
    if not path.exists():
        raise NotFoundError(f"{path}: there is no diary yet")
    before = path.stat().st_size
    with plain_errors(path), contextlib.closing(schema.connect(path)) as connection:
        revision = schema.revision_of(connection, path)
        if revision is None:
            raise NotFoundError(f"{path} is empty: there is no diary yet")
        schema.refuse_newer(revision, path)
        # Of a damaged table only what can be read would be written.
        backups.check_whole(connection, path)
        # The copy that SQLite works with would lie in the system's folder for temporary files.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("VACUUM")
    return before, path.stat().st_size
