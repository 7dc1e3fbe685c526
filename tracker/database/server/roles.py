"""The roles of a server: clients, who see one person's diary, and members, who see all.

Each of them is in a group, which has the rights, and is called after the database.
"""

from typing import Any, LiteralString, NamedTuple

import psycopg
from psycopg.sql import SQL, Composable, Identifier

from tracker.database import compiled
from tracker.database.connection import Connection
from tracker.database.server.connection import ServerConnection
from tracker.errors import InputError, NotFoundError, RefusedError

_LONGEST_ROLE = 63
_TABLES = compiled.keys("database.insert")
# A client sees the rows of the person who has its role. The owner of the tables sees all.
OWN: dict[str, LiteralString] = {
    "person": "role = current_user",
    "item": "EXISTS (SELECT 1 FROM meal WHERE meal.id = meal_id)",
    "change": "owner = current_user",
    "change_row": "EXISTS (SELECT 1 FROM change WHERE change.id = change_id)",
    **{
        table: "person_id IN (SELECT id FROM person WHERE role = current_user)"
        for table in _TABLES
        if "person_id" in compiled.get(f"database.insert.{table}").names
    },
}


class Client(NamedTuple):
    """A role with the person whose diary it sees."""

    role: str
    person: str


# --- Which role sees whom


def listed(connection: Connection) -> list[Client]:
    """Return the clients in the order of their roles."""
    return [Client(*row) for row in connection.raw_rows("database.clients")]


def check_free(connection: Connection, role: str, person: str) -> None:
    """Raise RefusedError if the role sees another diary, or the diary is another role's."""
    for client in listed(connection):
        same_person = client.person.casefold() == person.casefold()
        if client.role == role and not same_person:
            raise RefusedError(
                f"{role} sees the diary of {client.person} already: one role, one diary"
            )
        if same_person and client.role != role:
            raise RefusedError(f"the diary of {client.person} is seen by {client.role} already")


def person_of(connection: Connection, role: str) -> str:
    """Return the name of the person whose diary a role sees. Raise NotFoundError if none."""
    for client in listed(connection):
        if client.role == role:
            return client.person
    raise NotFoundError(f'"{role}" is no client: b12 server client list names them')


def check_role(name: str) -> str:
    """Return the name of a role. Raise InputError for one that a server doesn't take."""
    if not name or len(name.encode()) > _LONGEST_ROLE or not name.isprintable():
        raise InputError(f'invalid role "{name}"')
    if name.startswith("pg_"):
        raise InputError(f'invalid role "{name}": names with pg_ are the server\'s own')
    return name


# --- What the roles may do. No step of undo: the server's rights are not rows of the diary.


def let_in_client(connection: ServerConnection, role: str, person: str) -> bool:
    """Let a role see and change what is that person's; return whether the role is new."""
    connection.run("database.set_role", person=person, new_role=role)
    return _let_in(connection.server, role, "clients")


def let_in_member(connection: ServerConnection, role: str) -> bool:
    """Let a role see and change everything; return whether the role is new."""
    return _let_in(connection.server, role, "members")


def shut_out(connection: ServerConnection, role: str) -> None:
    """Take a client's rights away; the role itself may serve other databases, and stays."""
    connection.run("database.set_role", person=person_of(connection, role), new_role=None)
    group = group_of(connection.server, "clients")
    if _is_in(connection.server, role, group):
        _run(connection.server, "REVOKE {} FROM {}", group, role)


def _let_in(raw: "psycopg.Connection[Any]", role: str, kind: str) -> bool:
    group = group_of(raw, kind)
    if not _exists(raw, group):
        _run(raw, "CREATE ROLE {} NOLOGIN", group)
    is_new = not _exists(raw, role)
    if is_new:
        _run(raw, "CREATE ROLE {} LOGIN", role)
    grant(raw)
    if not _is_in(raw, role, group):
        _run(raw, "GRANT {} TO {}", group, role)
    return is_new


def grant(raw: "psycopg.Connection[Any]") -> None:
    """Give the groups that there are their rights on the tables as they are now."""
    for table, condition in OWN.items():
        _run(raw, "ALTER TABLE {} ENABLE ROW LEVEL SECURITY", table)
        _policy(raw, "own", table, SQL("USING ({})").format(SQL(condition)))
    clients, members = group_of(raw, "clients"), group_of(raw, "members")
    if _exists(raw, clients):
        _grant_reading(raw, clients)
        for table in OWN:
            # Whom there is, and who is whose client, the practice decides.
            rights = "UPDATE" if table == "person" else "INSERT, UPDATE, DELETE"
            _run(raw, f"GRANT {rights} ON {{}} TO {{}}", table, clients)
    if _exists(raw, members):
        _grant_reading(raw, members)
        for table in _TABLES:
            _run(raw, "GRANT INSERT, UPDATE, DELETE ON {} TO {}", table, members)
        for table in OWN:
            every = SQL("TO {} USING (true)").format(Identifier(members))
            _policy(raw, "members", table, every)


def _grant_reading(raw: "psycopg.Connection[Any]", group: str) -> None:
    """Let a group read the diary's tables, and take new ids; the schema may have others."""
    _run(raw, "GRANT SELECT ON alembic_version TO {}", group)
    for table in _TABLES:
        _run(raw, "GRANT SELECT ON {} TO {}", table, group)
        if "id" in compiled.get(f"database.insert.{table}").names:
            _run(raw, "GRANT USAGE ON SEQUENCE {} TO {}", f"{table}_id_seq", group)


def group_of(raw: "psycopg.Connection[Any]", kind: str) -> str:
    """Return the role that all `clients` or `members` of this database are in."""
    return f"{raw.info.dbname}_{kind}"


def _policy(raw: "psycopg.Connection[Any]", name: str, table: str, what: Composable) -> None:
    _run(raw, "DROP POLICY IF EXISTS {} ON {}", name, table)
    create = SQL("CREATE POLICY {} ON {} ").format(Identifier(name), Identifier(table))
    raw.execute(create + what)


def _exists(raw: "psycopg.Connection[Any]", role: str) -> bool:
    row = raw.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    return row is not None


def _is_in(raw: "psycopg.Connection[Any]", role: str, group: str) -> bool:
    query = (
        "SELECT 1 FROM pg_auth_members WHERE roleid = (SELECT oid FROM pg_roles WHERE rolname = %s)"
        " AND member = (SELECT oid FROM pg_roles WHERE rolname = %s)"
    )
    return raw.execute(query, (group, role)).fetchone() is not None


def _run(raw: "psycopg.Connection[Any]", text: LiteralString, *names: str) -> None:
    """Run a statement with names in its places."""
    raw.execute(SQL(text).format(*map(Identifier, names)))
