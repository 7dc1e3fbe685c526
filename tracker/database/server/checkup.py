"""What is in a diary on a server, and what is wrong with it, found without changing anything."""

import re
from collections.abc import Iterator, Sequence
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
# Tables whose rows are not filtered for each role.
_UNFILTERED = (
    "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND NOT relrowsecurity "
    "AND relnamespace = current_schema()::regnamespace"
)
_POLICIES = (
    "SELECT tablename, policyname, CAST(roles AS text[]), qual FROM pg_policies "
    "WHERE schemaname = current_schema() AND tablename = ANY(%s)"
)
_NAMES_ARE_KEPT = (
    "SELECT 1 FROM pg_trigger WHERE tgrelid = 'person'::regclass AND tgname = 'keep_name' "
    "AND tgenabled IN ('O', 'A')"
)
# What PostgreSQL writes in its own way when it shows a condition.
_OWN_WAY = re.compile(r"\w+\.|[\s()]")
# Without a person's table, opening the diary finds none.
_IN_PART = "SELECT to_regclass('alembic_version') IS NOT NULL AND to_regclass('person') IS NULL"
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
    if raw.execute(_IN_PART).fetchone() == (True,):
        yield _lacking(_missing(raw))
        return
    try:
        with ServerEngine(place).reading() as connection:
            if missing := _missing(raw):
                yield _lacking(missing)
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


def _lacking(missing: Sequence[str]) -> Finding:
    said = f"the tables lack {', '.join(missing[:3])}"
    return Finding("form", said, _TO_RESTORE, usable=False)


def _rights(raw: "psycopg.Connection[Any]", connection: ServerConnection) -> Finding:
    if connection.client and not connection.value("database.people"):
        to_do = f"whoever runs the server: b12 server client add {connection.owner} --of NAME"
        return Finding("rights", f"{connection.owner} sees nobody's diary", to_do)
    if connection.client:
        return Finding("rights", f"{connection.owner} sees one person's diary, and no other")
    if opened := roles.left_open(raw):
        return opened
    if unprotected := _unprotected(raw):
        message = f"clients would see everybody's rows of {', '.join(unprotected)}"
        return Finding("rights", message, _INIT)
    if raw.execute(_NAMES_ARE_KEPT).fetchone() is None:
        return Finding("rights", "clients could rename themselves to somebody else", _INIT)
    return Finding("rights", f"{connection.owner} sees everybody's diary; a client their own alone")


def _unprotected(raw: "psycopg.Connection[Any]") -> list[str]:
    """Return the tables of which a client would see others' rows."""
    tables, group = list(roles.OWN), roles.group_of(raw, "members")
    found = {table for (table,) in raw.execute(_UNFILTERED, (tables,))}
    for table, policy, whose, condition in raw.execute(_POLICIES, (tables,)):
        is_own = policy == "own" and _bare(condition) == _bare(roles.OWN[table])
        is_members = policy == "members" and whose == [group]
        if not is_own and not is_members:
            found.add(table)
    return sorted(found)


def _bare(condition: str) -> str:
    return _OWN_WAY.sub("", condition).lower()


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
