"""The tables of a diary on a server, and which rows each role sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
import sqlalchemy as sa
from alembic import command
from sqlalchemy.pool import NullPool

from tracker.database import file, seed
from tracker.database.migrate import alembic_config
from tracker.database.place import Server
from tracker.database.server import roles
from tracker.database.server.connection import ServerConnection
from tracker.database.server.engine import connect, take_turn
from tracker.database.server.errors import plain_errors
from tracker.database.tables import metadata

# A server holds the changes of thousands, each of whom undoes their own.
_INDEXES: tuple[LiteralString, ...] = (
    "CREATE INDEX IF NOT EXISTS ix_change_owner ON change (owner, id)",
    "CREATE INDEX IF NOT EXISTS ix_change_undone ON change (owner) WHERE undone_at IS NOT NULL",
)


def install(place: Server) -> bool:
    """Create the tables in an empty database, or upgrade those of an older release.

    All of it is one transaction. Return whether they are new. Raise DatabaseFileError for a diary
    of a newer release and for another program's tables, RefusedError for a role that doesn't own
    the tables.
    """
    with plain_errors(place), _transaction(place) as (connection, raw):
        take_turn(raw)
        revision = _revision(raw)
        if revision is not None:
            file.refuse_newer(revision, place)
        config = alembic_config()
        config.attributes["connection"] = connection
        if revision is None:
            # The migrations before are those of files: no server was ever there.
            metadata.create_all(connection, checkfirst=False)
            command.stamp(config, file.HEAD)
        else:
            command.upgrade(config, file.HEAD)
        for index in _INDEXES:
            raw.execute(index)
        # As it is by default from PostgreSQL 15 on.
        raw.execute(
            "DO $$ BEGIN EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', "
            "current_schema()); END $$"
        )
        roles.grant(raw)
        if revision is None:
            seed.seed(ServerConnection(raw))
        elif revision != file.HEAD:
            seed.refresh(ServerConnection(raw))
    return revision is None


@contextmanager
def _transaction(place: Server) -> "Iterator[tuple[sa.Connection, psycopg.Connection[Any]]]":
    """Give one transaction as SQLAlchemy and Alembic want it, and the connection below.

    Raise errors as the connection does, not in SQLAlchemy's classes.
    """
    engine = sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(place, autocommit=False),
        poolclass=NullPool,
    )
    try:
        with engine.begin() as connection:
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, psycopg.Connection)
            yield connection, raw
    except sa.exc.DBAPIError as error:
        raise error.orig or error from None


def _revision(raw: "psycopg.Connection[Any]") -> str | None:
    """Return the revision of the tables; None if there are none."""
    (table,) = raw.execute("SELECT to_regclass('alembic_version')").fetchone() or (None,)
    if table is None:
        return None
    (revision,) = raw.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    return revision and str(revision)
