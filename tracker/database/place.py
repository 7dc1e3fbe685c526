"""Where a diary is: in a file, or in a database of a PostgreSQL server."""

import os
import re
from pathlib import Path

from tracker import paths
from tracker.errors import InputError

_SCHEMES = ("postgresql:", "postgres:")
# A file has no such name: it is meant for an address.
_ADDRESS = re.compile(r"[^/]*://|postgres\w*//", re.IGNORECASE)
_SECRETS = ("password", "secret", "scram")


class Server(str):
    """A diary on a server: its address as PostgreSQL takes it, which holds no password."""

    __slots__ = ()

    def exists(self) -> bool:
        """Return True: without a diary there, opening it says so."""
        return True


Place = Path | Server


def read(text: str) -> Place:
    """Return the place that `--db` or B12_DB names. Raise InputError for an invalid address."""
    if not text.startswith(_SCHEMES):
        if _ADDRESS.match(text):
            raise InputError(
                "invalid address: a server's begins with postgresql://, and a file has a path alone"
            )
        return Path(text).expanduser()

    if _has_password(text):
        raise InputError(
            "an address holds no password, as others could read it there; "
            "b12 help server says where it belongs"
        )
    if not _is_whole(text):
        raise InputError("invalid address of a server: postgresql://USER@HOST/DATABASE")
    return Server(text)


def _is_whole(address: str) -> bool:
    from urllib.parse import urlsplit

    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return False
    return address.startswith(f"{scheme}://")


def _has_password(address: str) -> bool:
    """Return whether PostgreSQL would find a secret in an address.

    It ends the user and the host at the first slash alone, and knows no fragment: a # or ? may be
    part of a password. One with a slash it would not understand, but show.
    """
    from urllib.parse import parse_qs

    rest = address.partition("//")[2]
    users = (rest.partition(end)[0].rpartition("@")[0] for end in "/?")
    names = parse_qs(address.partition("?")[2], keep_blank_values=True)
    is_named = any(part in name for name in names for part in _SECRETS)
    return is_named or any(":" in user for user in users)


def usual() -> Place:
    """Return the diary's place if none is named: what B12_DB says, else the user's own file."""
    named = os.environ.get("B12_DB")
    return read(named) if named else paths.default_database()
