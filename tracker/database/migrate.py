"""The form of the diary's file: checked at every start, made and brought up to date by Alembic.

The check costs a few milliseconds with the standard library alone; SQLAlchemy and Alembic are
imported only when there is something to do. New and old files take the same path.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import paths
from tracker.errors import DamagedFileError, DatabaseFileError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

HEAD = "0004_imports"
# "b12d": tells our files from other programs' (https://www.sqlite.org/pragma.html).
APPLICATION_ID = 0x62313264
# SQLite has no queue: who waits asks again and again, and may be unlucky. Among ten writers on a
# slow disk some waited for more than 5 s.
BUSY_SECONDS = 30.0


def ensure(path: Path) -> bool:
    """Make the file if there is none, and bring it to HEAD. Returns whether it is new.

    Raises DatabaseFileError for a file that is newer, damaged, or another program's, and leaves
    it as it was.
    """
    if path.exists():
        with contextlib.closing(connect(path)) as connection:
            revision = revision_of(connection, path)
    else:
        create(path)
        revision = None
    if revision == HEAD:
        return False
    return _migrate(path)


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode, so that every BEGIN is our own.

    It syncs each commit, and overwrites what is removed. The file must be there: SQLite would make
    one that others can read. Raises DatabaseFileError as `check_file`.
    """
    check_file(path)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", timeout=BUSY_SECONDS, isolation_level=None, uri=True
    )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def check_file(path: Path) -> None:
    """Raises DatabaseFileError for a folder, and for a pipe, where SQLite would wait for ever."""
    if path.exists() and not path.is_file():
        raise DatabaseFileError(f"{path} is {'a folder' if path.is_dir() else 'no regular file'}")


def alembic_config() -> "Config":
    """Alembic's configuration, without a file."""
    from alembic.config import Config

    config = Config()
    # configparser reads % as the start of a variable.
    config.set_main_option("script_location", str(paths.shipped("migrations")).replace("%", "%%"))
    return config


def create(path: Path) -> None:
    """An empty file that only its owner can read, from its first byte on."""
    paths.make_private(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def revision_of(connection: sqlite3.Connection, path: Path) -> str | None:
    """The revision that the file is at; None for an empty one.

    Raises DatabaseFileError for another program's file, DamagedFileError for one without a form.
    """
    # In this order: tables that another process makes in between would have no mark yet.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (marked,) = connection.execute("PRAGMA application_id").fetchone()
    if tables == 0 and marked in (0, APPLICATION_ID):
        return None
    if marked != APPLICATION_ID:
        raise DatabaseFileError(f"{path} is another program's database, not a b12 diary")
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        row = None
    if row is None:
        raise DamagedFileError(f"{path} is damaged: it doesn't say which form it has")
    return str(row[0])


def _migrate(path: Path) -> bool:
    """Upgrade to HEAD in one transaction; a file with rows is backed up first, under its lock.

    Returns whether it was empty.
    """
    from alembic import command

    with contextlib.ExitStack() as around:
        keep = None
        with _exclusive(path) as (connection, raw):
            revision = revision_of(raw, path)
            if revision == HEAD:
                return False  # another process was faster
            if revision is not None:
                from tracker.database import backup as backups

                refuse_newer(revision, path)
                keep = around.enter_context(backups.before(path, HEAD))
            else:
                # It may have been there, empty, with wider permissions; its journal takes them.
                path.chmod(0o600)
            config = alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)
            if revision is None:
                from tracker.database import seed as seeding

                raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                seeding.seed(connection)
            if broken := raw.execute("PRAGMA foreign_key_check").fetchall():
                raise DatabaseFileError(
                    f"{path} can't be brought up to date: {len(broken)} rows hang"
                )
        if keep is not None:
            keep()
    return revision is None


@contextlib.contextmanager
def _exclusive(path: Path) -> "Iterator[tuple[Connection, sqlite3.Connection]]":
    """The write lock, with foreign keys NOT enforced.

    Rebuilding a parent table under enforcement deletes its children by ON DELETE CASCADE, without
    an error; foreign_key_check afterwards finds what enforcement would have.
    """
    import sqlalchemy as sa
    from sqlalchemy import event, pool

    engine = sa.create_engine("sqlite://", creator=lambda: connect(path), poolclass=pool.NullPool)
    event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        yield connection, raw


def refuse_newer(revision: str, path: Path) -> None:
    """Raises DatabaseFileError for a revision that this release doesn't know."""
    from alembic.script import ScriptDirectory

    known = {
        script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()
    }
    if revision not in known:
        raise DatabaseFileError(
            f"{path} was written by a newer release of b12 (its form is {revision}): upgrade b12"
        )
