"""When a person's day begins: known before the diary is opened, since `yesterday` depends on it."""

from datetime import time
from pathlib import Path

from tracker.store import peek, schema

_OF_ALL = "SELECT name, day_starts FROM person ORDER BY id"
MIDNIGHT = time(0, 0)


def read(path: Path | None, name: str | None) -> time:
    """The hour from which on a meal belongs to the new day, of that person or the first one.

    Midnight where none is known yet.
    """
    for known, starts in peek.rows(path, _OF_ALL, wait_seconds=schema.BUSY_SECONDS) or ():
        if name is None or known.casefold() == name.strip().casefold():
            return time.fromisoformat(starts)
    return MIDNIGHT
