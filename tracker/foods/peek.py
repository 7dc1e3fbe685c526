"""A glance into a diary with the standard library alone: neither made, nor brought up to date.

For the shell that completes a word, which must not wait for SQLAlchemy.
"""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tracker import paths


def rows(
    path: Path | None, query: str, parameters: Sequence[Any] = (), *, wait_seconds: float
) -> list[tuple[Any, ...]] | None:
    """What a query gives from the diary at `path` or at its usual place.

    None where it can't be read, for whatever reason, a lock held longer than that among them: who
    opens the diary will hear of it.
    """
    try:
        path = path or paths.default_database()
        if not path.is_file():
            return None
        address = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, timeout=wait_seconds, uri=True)
        with contextlib.closing(connection):
            return connection.execute(query, parameters).fetchall()
    except (sqlite3.Error, OSError, ValueError):
        return None
