"""A glance at a diary, for the shell's completion: nothing is created, written or waited for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tracker.database import place
from tracker.database.connection import Connection
from tracker.database.engine import engine_of
from tracker.database.place import Place, Server
from tracker.errors import TrackerError, UnreadableError

# What a diary that can't be read may raise.
ERRORS = (sqlite3.Error, OSError, ValueError, LookupError, TrackerError, UnreadableError)
# Longer than readers hold each other up, and too short to notice.
_BUSY_SECONDS = 0.05
# libpq waits at least so long for a server.
_SERVER_SECONDS = 2


@contextmanager
def glance(named: Place | None) -> Iterator[Connection | None]:
    """Open the diary at that or its usual place to read; None if there is none.

    What is read raises one of ERRORS if the file is damaged, of another release, or in use.
    """
    diary = named or place.usual()
    if not isinstance(diary, Path):
        with engine_of(_impatient(diary)).reading() as connection:
            yield connection
        return
    if not diary.is_file():
        yield None
        return
    address = f"{diary.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, timeout=_BUSY_SECONDS, uri=True)) as raw:
        yield Connection(raw)


def _impatient(server: Server) -> Server:
    """Return the address of a server with which nobody waits long for an answer."""
    mark = "&" if "?" in server else "?"
    return Server(f"{server}{mark}connect_timeout={_SERVER_SECONDS}")
