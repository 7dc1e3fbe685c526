"""The roles of a server: clients, who see one person's diary, and members, who see all.

Each of them is in a group, which has the rights, and is called after the database.
"""

from typing import Any, Literal, LiteralString, NamedTuple

import psycopg
from psycopg.sql import SQL, Composable, Identifier
from psycopg.sql import Literal as Value

from tracker.database import compiled
from tracker.database.connection import Connection
from tracker.database.finding import Finding
from tracker.database.server.connection import ServerConnection
from tracker.errors import InputError, NotFoundError, RefusedError

Kind = Literal["clients", "members"]
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
# Whose diary a name means, and which one is opened without a name, the practice decides.
_KEEP_NAME: LiteralString = """
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog
AS $$ BEGIN
    RAISE insufficient_privilege USING MESSAGE = 'permission denied for table person';
END $$;
CREATE OR REPLACE TRIGGER keep_name BEFORE UPDATE ON person FOR EACH ROW
WHEN (OLD.role = current_user AND (NEW.id, NEW.name, NEW.is_default)
    IS DISTINCT FROM (OLD.id, OLD.name, OLD.is_default))
EXECUTE FUNCTION refuse()
"""
# Whether an image of a row, or of many, can be read: it is of cells, and has a column id.
_IS_IMAGE: LiteralString = """
CREATE OR REPLACE FUNCTION is_image(stored text, many boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog
AS $$
    SELECT CASE json_typeof(image)
        WHEN 'object' THEN image -> 'id' IS NOT NULL
        WHEN 'array' THEN many AND EXISTS (
            SELECT 1 FROM json_array_elements_text(image -> 0) name WHERE name = 'id'
        ) AND NOT EXISTS (
            SELECT 1 FROM json_array_elements(image -> 0) name WHERE json_typeof(name) <> 'string'
        ) AND NOT EXISTS (
            SELECT 1 FROM json_array_elements(image) line
            WHERE json_array_length(line) <> json_array_length(image -> 0)
        )
        ELSE false
    END AND NOT EXISTS (
        SELECT 1
        FROM (
            SELECT value FROM json_each(CASE json_typeof(image) WHEN 'object' THEN image END)
            UNION ALL
            SELECT cell.value
            FROM json_array_elements(CASE json_typeof(image) WHEN 'array' THEN image END) line,
                json_array_elements(line.value) cell
        ) cells
        WHERE CASE json_typeof(value)
            WHEN 'string' THEN value #>> '{}' IS NULL  -- which fails for half a character
            WHEN 'number' THEN value::text ~ '^-?[0-9]{19}|[eE][+]?[0-9]{3}'
            ELSE json_typeof(value) IN ('object', 'array')
        END
    )
    FROM (SELECT CAST(stored AS json) AS image) images
$$
"""
# A role that may create roles may give itself the others' rights.
_SEES_ALL = """
SELECT EXISTS (
    SELECT 1 FROM pg_roles g
    WHERE pg_has_role(r.oid, g.oid, 'MEMBER') AND (
        g.rolsuper OR g.rolbypassrls OR g.rolcreaterole OR g.oid = t.relowner OR g.rolname = %s
    )
)
FROM pg_roles r, pg_class t WHERE r.rolname = %s AND t.oid = 'person'::regclass
"""
_OPEN_SCHEMA = (
    "SELECT current_schema() WHERE has_schema_privilege('public', current_schema(), 'CREATE')"
)
# The owner of the tables is in the groups that it creates.
_ROLES_IN = """
SELECT DISTINCT m.rolname
FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
WHERE g.rolname = %s AND m.oid <> (SELECT relowner FROM pg_class WHERE oid = 'person'::regclass)
ORDER BY m.rolname
"""
_TO_REVOKE = """
SELECT string_agg(
    format('REVOKE %%I FROM %%I GRANTED BY %%I', g.rolname, m.rolname, by.rolname), '; '
)
FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
    JOIN pg_roles by ON by.oid = a.grantor
WHERE g.rolname = %s AND m.rolname = %s
"""


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


def _person_of(connection: Connection, role: str) -> str | None:
    """Return the name of the person whose diary a role sees; None if there is none."""
    return next((each.person for each in listed(connection) if each.role == role), None)


def members(connection: ServerConnection) -> list[str]:
    """Return the roles that see everybody's diary, but for the one that owns it."""
    return _roles_in(connection.server, group_of(connection.server, "members"))


def check_role(name: str) -> str:
    """Return the name of a role. Raise InputError for one that a server doesn't take."""
    if not name or len(name.encode()) > _LONGEST_ROLE or not name.isprintable():
        raise InputError(f'invalid role "{name}"')
    if name.startswith("pg_"):
        raise InputError(f'invalid role "{name}": names with pg_ are the server\'s own')
    return name


# --- What the roles may do. No step of undo: the server's rights are not rows of the diary.


def let_in_client(connection: ServerConnection, role: str, person: str) -> bool:
    """Let a role see and change what is that person's; return whether the role is new.

    Raise RefusedError for a role that would see more.
    """
    raw = connection.server
    _check_no_group(raw, role)
    (sees_all,) = raw.execute(_SEES_ALL, (group_of(raw, "members"), role)).fetchone() or (False,)
    if sees_all:
        raise RefusedError(f"{role} may see everybody's diary: a client needs a role of their own")
    if opened := left_open(raw):
        raise RefusedError(f"{opened.said}; to do: {opened.to_do}")
    if _person_of(connection, role) is None:
        # What it did before it did for somebody else.
        connection.run("database.disown", role=role)
    connection.run("database.set_role", person=person, new_role=role)
    return _let_in(raw, role, "clients")


def let_in_member(connection: ServerConnection, role: str) -> bool:
    """Let a role see and change everything; return whether the role is new.

    Raise RefusedError for a client.
    """
    _check_no_group(connection.server, role)
    if person := _person_of(connection, role):
        raise RefusedError(f"{role} is a client and sees the diary of {person}: remove it first")
    return _let_in(connection.server, role, "members")


def shut_out_client(connection: ServerConnection, role: str) -> str | None:
    """Take a client's rights away; return whose diary it saw, None if the person was removed.

    The role itself may serve other databases, and stays. Raise NotFoundError if it is no client.
    """
    person = _person_of(connection, role)
    is_in = _shut_out(connection.server, role, "clients")
    if person is None and not is_in:
        raise NotFoundError(f'"{role}" is no client: b12 server client list names them')
    if person is not None:
        connection.run("database.set_role", person=person, new_role=None)
    return person


def shut_out_member(connection: ServerConnection, role: str) -> None:
    """Take a member's rights away; the role itself stays. Raise NotFoundError if it is none."""
    if role not in members(connection):
        raise NotFoundError(f'"{role}" is no member: b12 server member list names them')
    _shut_out(connection.server, role, "members")


def _let_in(raw: "psycopg.Connection[Any]", role: str, kind: Kind) -> bool:
    group = group_of(raw, kind)
    if not _exists(raw, group):
        _run(raw, "CREATE ROLE {} NOLOGIN", group)
    is_new = not _exists(raw, role)
    if is_new:
        _run(raw, "CREATE ROLE {} LOGIN", role)
    may_read = "SELECT has_table_privilege(%s, 'alembic_version', 'SELECT')"
    if raw.execute(may_read, (group,)).fetchone() != (True,):
        grant(raw)  # which waits until nobody reads
    if role not in _roles_in(raw, group):
        _run(raw, "GRANT {} TO {}", group, role)
    return is_new


def _shut_out(raw: "psycopg.Connection[Any]", role: str, kind: Kind) -> bool:
    """Take a role out of a group; return whether it was in it.

    Raise RefusedError if it stays: from PostgreSQL 16 on, whoever let it in has to do this.
    """
    group = group_of(raw, kind)
    is_in = role in _roles_in(raw, group)
    if is_in:
        _run(raw, "REVOKE {} FROM {}", group, role)
    if role in _roles_in(raw, group):
        (to_do,) = raw.execute(_TO_REVOKE, (group, role)).fetchone() or (None,)
        raise RefusedError(f"{role} was let in by another role; as administrator in psql: {to_do}")
    return is_in


def _check_no_group(raw: "psycopg.Connection[Any]", role: str) -> None:
    if role in (group_of(raw, "clients"), group_of(raw, "members")):
        raise InputError(f'invalid role "{role}": it is the group of all clients or members')


def grant(raw: "psycopg.Connection[Any]") -> None:
    """Give the groups that there are their rights on the tables as they are now."""
    raw.execute(_IS_IMAGE)
    for table, condition in OWN.items():
        _run(raw, "ALTER TABLE {} ENABLE ROW LEVEL SECURITY", table)
        own = SQL("USING ({})").format(SQL(condition))
        if table == "change_row":
            # An image of a shared row would keep an upgrade from changing it, and one that can't
            # be read others from a purge.
            shared = SQL(
                " WITH CHECK ({} AND table_name IN ({}) AND (before IS NULL OR "
                "is_image(before, false)) AND (after IS NULL OR is_image(after, true)))"
            )
            own += shared.format(SQL(condition), SQL(", ").join(map(Value, OWN)))
        _policy(raw, "own", table, own)
    raw.execute(_KEEP_NAME)
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


def group_of(raw: "psycopg.Connection[Any]", kind: Kind) -> str:
    """Return the role that all clients or members of this database are in.

    Raise RefusedError for a database whose name leaves no room for the kind.
    """
    group = f"{raw.info.dbname}_{kind}"
    if len(group.encode()) > _LONGEST_ROLE:
        raise RefusedError(
            f"the database's name is too long: a group of roles can't be called {group}"
        )
    return group


def left_open(raw: "psycopg.Connection[Any]") -> Finding | None:
    """Return what is wrong if every role may create functions where the diary's tables are."""
    row = raw.execute(_OPEN_SCHEMA).fetchone()
    if row is None:
        return None
    said = "every role may create functions, which others would then run with their own rights"
    return Finding(
        "rights", said, f"as administrator, REVOKE CREATE ON SCHEMA {row[0]} FROM PUBLIC"
    )


def _policy(raw: "psycopg.Connection[Any]", name: str, table: str, what: Composable) -> None:
    _run(raw, "DROP POLICY IF EXISTS {} ON {}", name, table)
    create = SQL("CREATE POLICY {} ON {} ").format(Identifier(name), Identifier(table))
    raw.execute(create + what)


def _exists(raw: "psycopg.Connection[Any]", role: str) -> bool:
    row = raw.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    return row is not None


def _roles_in(raw: "psycopg.Connection[Any]", group: str) -> list[str]:
    return [role for (role,) in raw.execute(_ROLES_IN, (group,))]


def _run(raw: "psycopg.Connection[Any]", text: LiteralString, *names: str) -> None:
    """Run a statement with names in its places."""
    raw.execute(SQL(text).format(*map(Identifier, names)))
