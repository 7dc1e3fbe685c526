"""The diary's file: connections to it, its schema revision, and SQLite's errors in one line.

It is read at every start, and needs nothing but the standard library.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from tracker import paths
from tracker.database.place import Server
from tracker.errors import DamagedFileError, DatabaseFileError, RefusedError, UnreadableError

HEAD = "0013_server"
# "b12d": tells our files from other programs' (https://www.sqlite.org/pragma.html).
APPLICATION_ID = 0x62313264
# SQLite has no queue: a process that waits asks again and again, and may be unlucky. Among ten
# writers on a slow disk some waited for more than 5 s. A command that opens the file several times
# waits so long in all.
BUSY_SECONDS = 30.0
_NO_WAIT = 0.1
# What SQLite keeps beside a file. Beside another file of that name it would be played into it.
_BESIDE = ("-journal", "-wal", "-shm")
_NOT_WAL = b"\1\1"  # https://www.sqlite.org/fileformat.html#file_format_version_numbers

_ADVICE = "; b12 doctor says what to do"
_SIGNS_OF_DAMAGE = ("no such table", "no such column", "Could not decode to UTF-8")
_REASONS = {
    sqlite3.SQLITE_CANTOPEN: "the file can't be opened",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk refuses to read or write",
    sqlite3.SQLITE_PERM: "no permission",
    sqlite3.SQLITE_READONLY: "the file is read-only",
}
_WRITING = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)


class Wait:
    """The time this command has waited for other programs, until it had its turn to write."""

    _seconds = 0.0

    @classmethod
    def left(cls) -> float:
        """Return for how many seconds it may still wait."""
        return max(BUSY_SECONDS - cls._seconds, 0.0)

    @classmethod
    @contextlib.contextmanager
    def counted(cls) -> Iterator[None]:
        """Count the time of a statement that may wait."""
        start = time.monotonic()
        try:
            yield
        finally:
            taken = time.monotonic() - start
            cls._seconds += taken if taken > _NO_WAIT else 0.0

    @classmethod
    def end(cls) -> None:
        """Begin again: a command that had its turn may wait as long for the next."""
        cls._seconds = 0.0


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection in autocommit mode, so that every BEGIN is our own.

    It syncs each commit, and overwrites what is removed. The file must exist: SQLite would create
    one that others can read. A file that another program switched to a write-ahead log gets its
    rollback journal back, unless somebody is using it. Raise DatabaseFileError as `check_file`
    does, and DamagedFileError beside a `foreign_log`.
    """
    check_file(path)
    _refuse_foreign_log(path)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", timeout=Wait.left(), isolation_level=None, uri=True
    )
    try:
        with Wait.counted():
            has_a_log = has_log(connection)
        connection.execute(f"PRAGMA busy_timeout = {Wait.left() * 1000:.0f}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        if has_a_log:
            with contextlib.suppress(sqlite3.OperationalError):
                leave_log(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection that neither creates the file nor writes to it.

    Raise DatabaseFileError where there is none or it can't be opened.
    """
    with plain_errors(path):
        if not path.exists():
            raise DatabaseFileError(f"{path}: there is no such file")
        check_file(path)
        _refuse_foreign_log(path)
        address = f"{path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(address, timeout=Wait.left(), isolation_level=None, uri=True)


def check_file(path: Path) -> None:
    """Raise DatabaseFileError for a folder, and for a pipe, where SQLite would wait for ever."""
    if path.exists() and not path.is_file():
        raise DatabaseFileError(f"{path} is {'a folder' if path.is_dir() else 'no regular file'}")


def beside(path: Path) -> list[Path]:
    """Return where SQLite keeps journals and logs of that file, whether they exist or not."""
    path = Path(os.path.realpath(path))
    return [path.with_name(path.name + ending) for ending in _BESIDE]


def has_log(connection: sqlite3.Connection) -> bool:
    """Return whether the file is written through a write-ahead log, which others switched on."""
    return bool(connection.execute("PRAGMA journal_mode").fetchone() == ("wal",))


def leave_log(connection: sqlite3.Connection) -> None:
    """Write what the log holds into the file. Raise OperationalError if somebody is using it."""
    connection.execute("PRAGMA journal_mode = DELETE")


def foreign_log(path: Path) -> Path | None:
    """Return the log beside a file that uses none: it is of a file that had this name before.

    A killed program left it, and SQLite would play it into this file.
    """
    _, log, _ = beside(path)
    # Looked for again, as another process may have removed it and then changed the file's form.
    return log if _size(log) and _forms(path) == _NOT_WAL and _size(log) else None


def _refuse_foreign_log(path: Path) -> None:
    if log := foreign_log(path):
        raise DamagedFileError(f"{log} is of another file that was called {path.name} before")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _forms(path: Path) -> bytes:
    """Return the bytes that tell how the file is written to; none if it can't be read.

    By SQLite: to open and close the file otherwise would drop the locks of this process.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            return connection.serialize()[18:20]
    except sqlite3.Error:
        return b""


def create(path: Path) -> None:
    """Create an empty file that only its owner can read, from its first byte on."""
    paths.make_private(path.parent)
    os.close(os.open(paths.followed(path), os.O_CREAT | os.O_RDWR, 0o600))


def revision_of(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return the file's schema revision; None for an empty file.

    Raise DatabaseFileError for another program's file, DamagedFileError for one without a revision.
    """
    # In this order: tables that another process creates in between would have no mark yet.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if tables == 0 and mark in (0, APPLICATION_ID):
        return None
    if mark != APPLICATION_ID:
        raise DatabaseFileError(f"{path} is another program's database, not a b12 diary")
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        row = None
    if row is None:
        raise DamagedFileError(f"{path} is damaged: the schema version is missing")
    return str(row[0])


def refuse_newer(revision: str, path: Path | Server) -> None:
    """Raise DatabaseFileError for a revision that this release doesn't know."""
    migrations = paths.shipped("migrations") / "versions"
    if revision not in {migration.stem for migration in migrations.glob("*.py")}:
        raise DatabaseFileError(
            f"{path} was written by a newer release of b12 (its schema is {revision}): upgrade b12"
        )


@contextlib.contextmanager
def diary_errors(path: Path, of: type[DatabaseFileError] = DatabaseFileError) -> Iterator[None]:
    """Do as `plain_errors` for the diary itself: errors of that kind name `b12 doctor`."""
    try:
        with plain_errors(path):
            yield
    except of as error:
        message = str(error).removesuffix(_ADVICE)
        raise type(error)(f"{message}{_ADVICE}") from error


@contextlib.contextmanager
def plain_errors(path: Path, unwritten: str = "nothing was stored") -> Iterator[None]:
    """Say in one line what is wrong with the file; any other database error is a bug.

    `unwritten` ends what is said of a file that can't be written.
    """
    try:
        yield
    except UnreadableError as error:
        raise DamagedFileError(f"{path} is damaged: {error}") from error
    except UnicodeDecodeError as error:  # in what SQLite says of a table with a damaged name
        raise DamagedFileError(f"{path} is damaged: {error}") from error
    except OSError as error:
        if error.filename is None:
            raise
        raise DatabaseFileError(f"{error.filename}: {error.strerror}") from error
    except Exception as error:
        if told := _told(error, path, unwritten):
            raise told from error
        raise


def _told(error: Exception, path: Path, unwritten: str) -> Exception | None:
    """Return an error of SQLite's, or SQLAlchemy's around it, as one of ours; None for a bug."""
    cause = getattr(error, "orig", error)
    if not isinstance(cause, sqlite3.Error):
        return None
    code = getattr(cause, "sqlite_errorcode", 0)
    reason = reason_of(cause)
    plain = code & 0xFF  # an extended code holds the plain one in its low byte
    if plain in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RefusedError(f"{path} is in use by another program; try again")
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        # What was read before the lock was taken, while somebody was asked or the food sought.
        return RefusedError("what this refers to was removed meanwhile; try again")
    if plain == sqlite3.SQLITE_CORRUPT:
        return DamagedFileError(f"{path} is damaged")
    if plain == sqlite3.SQLITE_NOTADB:
        return DamagedFileError(f"{path}: this is not a b12 diary")
    if reason is not None:
        stored = f"; {unwritten}" if plain in _WRITING else ""
        return DatabaseFileError(f"{path}: {reason}{stored}")
    if str(cause).startswith(_SIGNS_OF_DAMAGE):
        return DamagedFileError(f"{path} is damaged: parts of it can't be read")
    return None


def reason_of(error: sqlite3.Error) -> str | None:
    """Return why SQLite couldn't open or write a file; None for any other error."""
    return _REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
