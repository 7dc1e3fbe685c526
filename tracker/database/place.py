"""Where a diary is: in a file, or in a database of a PostgreSQL server."""

import os
from pathlib import Path

from tracker import paths
from tracker.errors import InputError

_SCHEMES = ("postgresql:", "postgres:")


class Server(str):
    """A diary on a server: its address as PostgreSQL takes it, which holds no password."""

    __slots__ = ()

    def exists(self) -> bool:
        """Return True: whether there is a diary the server tells whoever opens it."""
        return True


Place = Path | Server


def read(text: str) -> Place:
    """Return the place that `--db` or B12_DB names. Raise InputError for an invalid address."""
    if not text.startswith(_SCHEMES):
        return Path(text).expanduser()

    from urllib.parse import parse_qs, urlsplit

    try:
        parts = urlsplit(text)
        has_password = bool(parts.password) or "password" in parse_qs(parts.query)
    except ValueError:
        # Not shown: a password may be in it.
        raise InputError("invalid address of a server: postgresql://USER@HOST/DATABASE") from None
    if has_password:
        raise InputError(
            "an address holds no password, as others could read it there; "
            "b12 help server says where it belongs"
        )
    return Server(text)


def usual() -> Place:
    """Return the diary's place if none is named: what B12_DB says, else the user's own file."""
    named = os.environ.get("B12_DB")
    return read(named) if named else paths.default_database()
