"""When a person's day begins: known before the diary is opened, since `yesterday` depends on it."""

import sqlite3
from contextlib import closing
from datetime import time
from pathlib import Path

from tracker import paths
from tracker.database import migrate as schema
from tracker.errors import RefusedError
from tracker.text import written

_OF_ALL = "SELECT name, day_starts FROM person ORDER BY id"
MIDNIGHT = time(0, 0)


def read(path: Path | None, name: str | None) -> time:
    """The hour from which on a meal belongs to the new day, of that person or the first one.

    Midnight where none is known yet, or the file can't be read: who opens it will hear of that.
    Raises RefusedError when another process keeps it locked: a meal must not go to another day.
    """
    path = path or paths.default_database()
    try:
        if not path.is_file():
            return MIDNIGHT
        # Not to read only: what a killed process left half done has to be taken back first.
        with closing(schema.connect(path)) as connection:
            people = connection.execute(_OF_ALL).fetchall()
        for known, starts in people:
            if name is None or known.casefold() == name.strip().casefold():
                return written.hour(starts)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise RefusedError(f"{path} is in use by another program; try again") from error
    except (OSError, ValueError):
        pass
    return MIDNIGHT
