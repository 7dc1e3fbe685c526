"""A diary on a server, opened in transactions to read and to write."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, LiteralString

import psycopg
from psycopg.sql import SQL

from tracker.database import file
from tracker.database.place import Server
from tracker.database.server.connection import About, ServerConnection
from tracker.database.server.errors import plain_errors, unreachable
from tracker.errors import DatabaseFileError, NotFoundError, RefusedError

# "b12d": whoever writes to a diary holds the lock of this number, so that one writes at a time.
_LOCK = file.APPLICATION_ID
# Compiling a statement takes longer than it runs.
_READ: LiteralString = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off"
# A command that was stopped in the middle of a change gives its turn back.
_TURN: LiteralString = (
    "SET LOCAL lock_timeout = {}; SET LOCAL idle_in_transaction_session_timeout = '2min'; "
    "SELECT pg_catalog.pg_advisory_xact_lock(CAST({} AS bigint))"
)
_ABOUT = """
SELECT version_num, current_user, row_security_active('person'), EXISTS (
    SELECT 1 FROM pg_roles
    WHERE rolname = current_database() || '_members' AND pg_has_role(oid, 'USAGE')
)
FROM alembic_version
"""
# A dead network is noticed within half a minute; what the address says goes before.
_DEFAULTS = {
    "application_name": "b12",
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
_NO_DIARY = None, "", False, False
# To connect takes longer than most statements: a command does it once.
_idle: dict[Server, "psycopg.Connection[Any]"] = {}


def connect(place: Server, *, autocommit: bool = True) -> "psycopg.Connection[Any]":
    """Return a connection. Raise DatabaseFileError if the server refuses it or can't be reached."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    try:
        given = conninfo_to_dict(place)
        address = make_conninfo(place, **{k: v for k, v in _DEFAULTS.items() if k not in given})
        raw = psycopg.connect(address, autocommit=autocommit)
    except psycopg.Error as error:
        raise unreachable(place, error) from None
    encoding = raw.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raw.close()
        raise DatabaseFileError(
            f"{place} is a database in {encoding}: create one by createdb --encoding UTF8"
        )
    return raw


def take_turn(raw: "psycopg.Connection[Any]") -> None:
    """Wait until nobody else writes, in a transaction that has read nothing yet."""
    milliseconds = int(file.BUSY_SECONDS * 1000)
    raw.execute(SQL(_TURN).format(milliseconds, _LOCK))


@atexit.register
def close_idle() -> None:
    """Close the connections that wait for the next transaction."""
    while _idle:
        _idle.popitem()[1].close()


class ServerEngine:
    """Opens a database of PostgreSQL's."""

    def __init__(self, place: Server) -> None:
        """Open the database at that address."""
        self._place = place
        self._about: About | None = None

    def open(self) -> bool:
        """Check that the diary is of this release; return False, as only `init` creates one.

        Raise NotFoundError if there is none, DatabaseFileError if it is of another release.
        """
        with plain_errors(self._place):
            self._read_about()
        return False

    @contextmanager
    def reading(self) -> Iterator[ServerConnection]:
        """Give a connection that sees one state of the diary throughout."""
        with self._transaction(_READ) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[ServerConnection]:
        """Give a connection that waits for its turn and stores all at the end, or nothing."""
        with self._transaction("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE") as connection:
            take_turn(connection.server)
            yield connection

    @contextmanager
    def _transaction(self, begin: LiteralString) -> Iterator[ServerConnection]:
        with plain_errors(self._place):
            about = self._read_about()
            raw = self._begin(begin)
            try:
                try:
                    yield ServerConnection(raw, about)
                except BaseException:
                    with suppress(psycopg.Error):
                        raw.execute("ROLLBACK")
                    raise
                self._commit(raw)
            finally:
                self._put_back(raw)

    def _commit(self, raw: "psycopg.Connection[Any]") -> None:
        try:
            raw.execute("COMMIT")
        except psycopg.OperationalError as error:
            raise DatabaseFileError(
                f"{self._place}: the connection was lost while this was stored: "
                "look whether it is there before you type it again"
            ) from error

    def _begin(self, begin: LiteralString) -> "psycopg.Connection[Any]":
        waiting = _idle.pop(self._place, None)
        if waiting is not None:
            try:
                waiting.execute(begin)
            except psycopg.OperationalError:
                # The server was started again since.
                waiting.close()
            else:
                return waiting
        raw = connect(self._place)
        try:
            raw.execute(begin)
        except BaseException:
            raw.close()
            raise
        return raw

    def _put_back(self, raw: "psycopg.Connection[Any]") -> None:
        if raw.broken or self._place in _idle:
            raw.close()
        else:
            _idle[self._place] = raw

    def _read_about(self) -> About:
        """Return what the role sees; the release is checked once for a command."""
        if self._about is None:
            raw = self._begin(_READ)
            try:
                revision, role, filtered, member = raw.execute(_ABOUT).fetchone() or _NO_DIARY
            except psycopg.errors.UndefinedTable:
                revision, role, filtered, member = _NO_DIARY
            except psycopg.errors.InsufficientPrivilege:
                raise RefusedError(
                    f"{self._place}: your role has no rights on this diary"
                ) from None
            finally:
                if not raw.broken:
                    raw.execute("ROLLBACK")
                self._put_back(raw)
            self._check(revision)
            self._about = About(role, filtered and not member, filtered)
        return self._about

    def _check(self, revision: str | None) -> None:
        if revision is None:
            raise NotFoundError(
                f"{self._place}: there is no diary yet; b12 server init creates one"
            )
        file.refuse_newer(revision, self._place)
        if revision != file.HEAD:
            raise DatabaseFileError(
                f"{self._place} is of an older release ({revision}): "
                "whoever runs the server upgrades it by b12 server init"
            )
