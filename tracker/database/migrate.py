"""Create the diary's file, or upgrade it to this release's schema by Alembic.

New and old files take the same path. SQLAlchemy and Alembic are imported only when there is
something to do.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import paths
from tracker.database import file
from tracker.errors import DatabaseFileError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection as SQLAlchemyConnection


def ensure(path: Path) -> bool:
    """Create the file if there is none, and upgrade it to HEAD; return whether it is new.

    Raise DatabaseFileError for a file that is newer, damaged, or another program's, and leave it
    as it was.
    """
    if path.exists():
        with contextlib.closing(file.connect(path)) as connection:
            revision = file.revision_of(connection, path)
    else:
        file.create(path)
        revision = None
    return revision != file.HEAD and _migrate(path)


def alembic_config() -> "Config":
    """Return Alembic's configuration, without a file."""
    from alembic.config import Config

    config = Config()
    # configparser reads % as the start of a variable.
    config.set_main_option("script_location", str(paths.shipped("migrations")).replace("%", "%%"))
    return config


def _migrate(path: Path) -> bool:
    """Upgrade to HEAD in one transaction; a file with rows is backed up first, under its lock.

    Return whether it was empty.
    """
    from alembic import command

    from tracker.database import backup, integrity, seed
    from tracker.database.connection import Connection

    with contextlib.ExitStack() as around:
        keep_backup = None
        with _exclusive(path) as (connection, raw):
            revision = file.revision_of(raw, path)
            if revision == file.HEAD:
                return False  # another process was faster
            before = integrity.row_counts(raw)
            if revision is not None:
                file.refuse_newer(revision, path)
                integrity.check_values(raw, path)
                keep_backup = around.enter_context(backup.before(path, file.HEAD))
            else:
                # It may have been there, empty, with wider permissions; its journal takes them.
                path.chmod(0o600)
            config = alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, file.HEAD)
            if revision is None:
                raw.execute(f"PRAGMA application_id = {file.APPLICATION_ID}")
            integrity.check_references(raw, path)
            after = integrity.row_counts(raw)
            if any(after[table] < count for table, count in before.items() if table in after):
                raise DatabaseFileError(f"{path} can't be upgraded: rows would be lost")
            # Not as a part of a migration: that one would run with the tables of a later release.
            fill = seed.seed if revision is None else seed.refresh
            fill(Connection(raw))
            integrity.check_references(raw, path)
        if keep_backup is not None:
            keep_backup()
    return revision is None


@contextlib.contextmanager
def _exclusive(path: Path) -> "Iterator[tuple[SQLAlchemyConnection, sqlite3.Connection]]":
    """Hold the write lock, with foreign keys NOT enforced.

    To create a parent table again under enforcement deletes its children by ON DELETE CASCADE,
    without an error; `check_references` afterwards finds what enforcement would have.
    """
    import sqlalchemy as sa
    from sqlalchemy import event, pool

    engine = sa.create_engine(
        "sqlite://", creator=lambda: file.connect(path), poolclass=pool.NullPool
    )
    event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        yield connection, raw
