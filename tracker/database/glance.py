"""A glance at a diary, for the shell's completion: nothing is created, written or waited for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tracker import paths
from tracker.database.connection import Connection
from tracker.errors import TrackerError, UnreadableError

# What a diary that can't be read may raise.
ERRORS = (sqlite3.Error, OSError, ValueError, LookupError, TrackerError, UnreadableError)
# Longer than readers hold each other up, and too short to notice.
_BUSY_SECONDS = 0.05


@contextmanager
def glance(path: Path | None) -> Iterator[Connection | None]:
    """Open the diary at `path` or its usual place to read; None if there is none.

    What is read raises one of ERRORS if the file is damaged, of another release, or in use.
    """
    path = path or paths.default_database()
    if not path.is_file():
        yield None
        return
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, timeout=_BUSY_SECONDS, uri=True)) as raw:
        yield Connection(raw)
