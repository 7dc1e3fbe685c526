"""A glance into a diary with the standard library alone: neither made, nor brought up to date.

For what must not wait for SQLAlchemy: the shell that completes a word, and the word `yesterday`.
"""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tracker import paths

# Longer than any reader waits, and shorter than anyone notices.
_BUSY_SECONDS = 0.05


def rows(
    path: Path | None, query: str, parameters: Sequence[Any] = ()
) -> list[tuple[Any, ...]] | None:
    """What a query gives from the diary at `path` or at its usual place.

    None where it can't be read, whatever the reason: who opens the diary will hear of it.
    """
    try:
        address = f"{(path or paths.default_database()).absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, timeout=_BUSY_SECONDS, uri=True)
        with contextlib.closing(connection):
            return connection.execute(query, parameters).fetchall()
    except (sqlite3.Error, OSError, ValueError):
        return None
