"""What a server says in one line, by its SQLSTATE.

https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

import contextlib
import re
from collections.abc import Iterator

import psycopg

from tracker.database.place import Server
from tracker.errors import (
    DamagedFileError,
    DatabaseFileError,
    RefusedError,
    TrackerError,
    UnreadableError,
)

_NO_RIGHT = "42501"
_NOT_ALLOWED = "your role may not do that: whoever runs the server can"
_SHARED = (
    "your role may not do that: foods, names and recipes are shared, and those who run the server "
    "change them"
)
_OF_ALL = ("food", "food_table", "food_word", "portion", "alias", "recipe", "recipe_ingredient")
_NOTHING = "nothing was stored"
# What libpq and psycopg say if nobody answers at an address.
_NO_ANSWER = re.compile(
    r"no answer|connection refused|connection reset|no such file|failed to resolve host|"
    r"could not translate host name|"
    r"(?:connection )?timeout expired|connection timed out|no route to host|"
    r"network is unreachable|server closed the connection",
    re.IGNORECASE,
)
_NO_SERVICE = re.compile(r'definition of service (".*") not found')
_NUMBER_OF_ERROR = re.compile(r"\[Errno -?\d+\] ")
# By the code or the first two characters of it, the class.
_REFUSED = {
    "23505": f"a row of the same kind is there already; {_NOTHING}; try again",
    "23503": "what this refers to was removed meanwhile; try again",
    "25P03": f"this took too long in the middle of a change; {_NOTHING}",
    "40": f"somebody changed the same at the same time; {_NOTHING}; try again",
    "55P03": "somebody else has been writing for too long; try again",
    "57014": f"the server gave up on this; {_NOTHING}",
}
_UNUSABLE = {
    "08": f"the connection was lost; {_NOTHING}",
    "25006": f"the server only reads; {_NOTHING}",
    "28": "the server refuses your role",
    "3D": "the server has no such database",
    "3F": "it has no schema to look in",
    "42P07": "another program has tables of the same names there; use an empty database",
    "42P01": "parts of the diary are missing; b12 doctor says what to do",
    "53": f"the server has no room or no connection left; {_NOTHING}",
    "57P": "the server is stopping or starting; try again",
    "58": f"the server can't read or write its disk; {_NOTHING}",
    "XX": "parts of the diary can't be read; whoever runs the server has its backups",
}


@contextlib.contextmanager
def plain_errors(place: Server) -> Iterator[None]:
    """Say in one line what is wrong with the server; any other database error is a bug."""
    try:
        yield
    except UnreadableError as error:
        raise DamagedFileError(f"{place} is damaged: {error}") from error
    except psycopg.Error as error:
        if told := _told(error, place):
            raise told from error
        raise


class UnreachableError(DatabaseFileError):
    """No server answers at the address."""


def unreachable(place: Server, error: psycopg.Error) -> DatabaseFileError:
    """Return why no connection was made: what the server said, without where it was asked.

    It is an UnreachableError if no server answered.
    """
    lines = str(error).strip().splitlines() or ["no answer"]
    # Each address of a host is tried; what the last one said, and not what libpq advises then.
    last = next((line for line in reversed(lines) if "failed: " in line), lines[-1])
    reason = last.rpartition("failed: ")[2].removeprefix("FATAL:").strip()
    reason = _NUMBER_OF_ERROR.sub("", reason.removeprefix("connection is bad: "))
    if _NO_ANSWER.match(reason):
        return UnreachableError(f"{place} can't be reached: {reason}; {_NOTHING}")
    return DatabaseFileError(f"{place}: {_plain(reason, error)}")


def _plain(reason: str, error: psycopg.Error) -> str:
    """Return a reason of libpq's in words that say what to look at."""
    if "no password supplied" in reason:
        return "the server wants a password: b12 help server says where it belongs"
    if reason.startswith("no pg_hba.conf entry"):
        return f"the server doesn't accept such a connection: {reason}"
    if service := _NO_SERVICE.search(reason):
        return f"there is no service {service[1]} in ~/.pg_service.conf"
    is_address = isinstance(error, psycopg.ProgrammingError)
    return f"invalid address: {reason}" if is_address else reason


def _told(error: psycopg.Error, place: Server) -> TrackerError | None:
    code = error.sqlstate
    if code == _NO_RIGHT:
        table = (error.diag.message_primary or "").rpartition("for table ")[2]
        return RefusedError(_SHARED if table in _OF_ALL else _NOT_ALLOWED)
    if code is None:
        lost = isinstance(error, psycopg.OperationalError)
        return DatabaseFileError(f"{place}: {_UNUSABLE['08']}") if lost else None
    for part in (code, code[:3], code[:2]):
        if part in _REFUSED:
            return RefusedError(_REFUSED[part])
        if part in _UNUSABLE:
            return DatabaseFileError(f"{place}: {_UNUSABLE[part]}")
    return None
