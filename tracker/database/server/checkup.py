"""What is in a diary on a server, and what is wrong with it, found without changing anything."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg

from tracker.database import compiled, file, future
from tracker.database.finding import Finding
from tracker.database.place import Server
from tracker.database.server import roles
from tracker.database.server.connection import ServerConnection
from tracker.database.server.engine import ServerEngine, connect
from tracker.database.server.errors import UnreachableError, plain_errors
from tracker.errors import DatabaseFileError, NotFoundError
from tracker.text.formatting import count

_TO_REACH = "see whether the server is running, and whether the address is right"
_INIT = "whoever runs the server: b12 server init"
_COUNTS = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM meal), count(*) FROM item"
# A CHECK or reference that was added without a look at the rows, or switched off.
_UNKEPT = (
    "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = "
    "current_schema()::regnamespace UNION SELECT tgname FROM pg_trigger "
    "WHERE tgisinternal AND tgenabled NOT IN ('O', 'A') ORDER BY 1"
)
# Tables whose rows are not filtered for each role, or by a policy that lets every row through.
_OPEN = (
    "SELECT relname FROM pg_class WHERE relname = ANY(%(tables)s) AND NOT relrowsecurity "
    "AND relnamespace = current_schema()::regnamespace UNION SELECT tablename FROM pg_policies "
    "WHERE schemaname = current_schema() AND tablename = ANY(%(tables)s) "
    "AND policyname <> 'members' AND (policyname <> 'own' OR qual = 'true') ORDER BY 1"
)
_COLUMNS = (
    "SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
    "WHERE relnamespace = current_schema()::regnamespace AND NOT attisdropped"
)
_TO_RESTORE = "restore a backup by pg_restore"


def examine(place: Server, now: datetime) -> list[Finding]:
    """Look whether the server can be reached, at the tables, the role's rights and the rows."""
    try:
        with plain_errors(place), connect(place) as raw:
            return [*_server(place, raw), *_diary(place, raw, now)]
    except UnreachableError as error:
        return [Finding("server", str(error), _TO_REACH, usable=False)]
    except DatabaseFileError as error:
        return [Finding("server", str(error), "b12 help server", usable=False)]


def _server(place: Server, raw: "psycopg.Connection[Any]") -> Iterator[Finding]:
    version = raw.info.parameter_status("server_version")
    yield Finding("server", f"{place}, PostgreSQL {version}, as {raw.info.user}")
    yield from _network(raw.info.hostaddr, encrypted=raw.pgconn.ssl_in_use)


def _network(address: str, *, encrypted: bool) -> Iterator[Finding]:
    """Yield whether others can read what is sent; nothing of what stays on this machine."""
    if encrypted:
        yield Finding("network", "encrypted")
    elif address and not _is_near(address):
        to_do = "export PGSSLMODE=verify-full, or sslmode=verify-full in the service file"
        yield Finding("network", "what goes to the server can be read on the way", to_do)


def _is_near(address: str) -> bool:
    from ipaddress import ip_address

    return ip_address(address.partition("%")[0]).is_loopback


def _diary(place: Server, raw: "psycopg.Connection[Any]", now: datetime) -> Iterator[Finding]:
    try:
        with ServerEngine(place).reading() as connection:
            if missing := _missing(raw):
                said = f"the tables lack {', '.join(missing[:3])}"
                yield Finding("form", said, _TO_RESTORE, usable=False)
                return
            yield Finding("form", file.HEAD)
            yield _rights(raw, connection)
            yield from _content(raw)
            people, meals, items = raw.execute(_COUNTS).fetchone() or (0, 0, 0)
            yield Finding("rows", f"person {people:,}, meal {meals:,}, item {items:,}")
            yield from future.findings(connection, now)
    except (NotFoundError, DatabaseFileError) as error:
        message = str(error).removeprefix(f"{place}").lstrip(": ")
        yield Finding("form", message, _INIT, usable=False)
        return
    yield Finding("backups", "pg_dump makes them, for whoever runs the server; b12 backup exports")


def _rights(raw: "psycopg.Connection[Any]", connection: ServerConnection) -> Finding:
    if connection.client and not connection.value("database.people"):
        to_do = f"whoever runs the server: b12 server client add {connection.owner} --of NAME"
        return Finding("rights", f"{connection.owner} sees nobody's diary", to_do)
    if connection.client:
        return Finding("rights", f"{connection.owner} sees one person's diary, and no other")
    if opened := roles.left_open(raw):
        return opened
    unprotected = [name for (name,) in raw.execute(_OPEN, {"tables": list(roles.OWN)})]
    if unprotected:
        message = f"clients would see everybody's rows of {', '.join(unprotected)}"
        return Finding("rights", message, _INIT)
    return Finding("rights", f"{connection.owner} sees everybody's diary; a client their own alone")


def _content(raw: "psycopg.Connection[Any]") -> Iterator[Finding]:
    unkept = [name for (name,) in raw.execute(_UNKEPT)]
    if not unkept:
        yield Finding("content", "the server keeps to every check and reference")
        return
    named = f"{count(len(unkept), 'check or reference', 'checks or references')} not kept to"
    yield Finding("content", f"{named}: {', '.join(unkept[:3])}", _TO_RESTORE)


def _missing(raw: "psycopg.Connection[Any]") -> list[str]:
    """Return the tables and columns that the diary should have and hasn't."""
    present = set(raw.execute(_COLUMNS).fetchall())
    tables = {table for table, _ in present}
    wanted = {
        (table, column)
        for table in compiled.keys("database.insert")
        for column in compiled.get(f"database.insert.{table}").names
    }
    return sorted({f"{t}.{column}" if t in tables else t for t, column in wanted - present})
