"""`b12 server`: a diary in a database of PostgreSQL's, and the roles that see it."""

import re
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll, Group
from tracker.cli.options import csv_option, json_option, offered
from tracker.database.place import Server
from tracker.errors import RefusedError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tracker.database.server.connection import ServerConnection
    from tracker.people.store import Session


@click.group(cls=Group)
def server() -> None:
    """Keep the diary on a PostgreSQL server, for several people.

    \b
    export B12_DB=postgresql://practice@db.example.org/b12
    b12 server init
    b12 server client add sam

    No address holds a password. It is in ~/.pgpass, which chmod 600 makes yours alone, in a line
    for each role:

    \b
    db.example.org:5432:b12:practice:PASSWORD
    """


@server.command(cls=CommandOfAll)
@pass_app
def init(app: App) -> None:
    """Create the diary in an empty database, or upgrade it to this release.

    \b
    export B12_DB=postgresql://practice@db.example.org/b12
    b12 server init
    b12 --db "postgresql:///?service=b12" server init    from ~/.pg_service.conf

    The role of the address owns the diary and sees all of it. b12 help postgresql says how to
    create the database.
    """
    place = _place(app)
    from tracker.database.server import schema

    created = schema.install(place)
    if created:
        output.paragraph(f"Created the diary in {place}")
    else:
        output.paragraph(f"The diary in {place} is of this release")


@server.group(cls=Group)
def client() -> None:
    """Roles that see and change one person's diary alone.

    \b
    b12 server client add sam
    b12 server client list
    """


@client.command(cls=CommandOfAll)
@click.argument("role")
@click.option(
    "--of",
    "name",
    metavar="NAME",
    shell_complete=offered("people"),
    help="Whose diary it is, if the person has another name; a new one is added.",
)
@pass_app
def add(app: App, role: str, name: str | None) -> None:
    """Let a role of the server see one person's diary, and no other.

    \b
    b12 server client add sam
    b12 server client add s.miller --of "Sam Miller"

    A role that there isn't is created, without a password, and so is a person. Foods, names and
    recipes are shared: a client reads them, and can't change them.
    """
    from tracker.database.server import roles
    from tracker.people import store as people

    roles.check_role(role)
    with _session(app) as session:
        connection = _connection(session)
        known = {each.casefold(): each for each in people.names(connection)}
        wanted = role if name is None else people.check_name(name)
        roles.check_free(connection, role, wanted)
        known_person = known.get(wanted.casefold())
        person = known_person or people.add(session.change, wanted, {})
        session.summary = f"add {person}"
        created = roles.let_in_client(connection, role, person)
    if known_person is None:
        output.paragraph(f"Added {person}")
    output.paragraph(f"{role} sees the diary of {person}, and no other")
    _name_password(created, role)
    output.paragraph(f"For {role}: export B12_DB={_address(app, role)}")


@client.command("list", cls=CommandOfAll)
@json_option
@csv_option
@pass_app
def list_(app: App, as_json: bool, as_csv: bool) -> None:
    """List the roles that see one person's diary, and whose it is.

    \b
    b12 server client list
    b12 server client list --csv
    """
    from tracker.database.server import roles

    _place(app)
    with app.session(own=False) as session:
        clients = roles.listed(session.connection)
    output.listing(
        clients,
        as_json,
        lambda each: each._asdict(),
        list,
        as_csv=as_csv,
        empty="No role sees one diary alone; b12 server client add ROLE adds one.",
    )


@client.command(cls=CommandOfAll)
@click.argument("role")
@pass_app
def remove(app: App, role: str) -> None:
    """Take a role's rights away; the person and their diary stay.

    \b
    b12 server client list
    b12 server client remove sam
    """
    from tracker.database.server import roles

    with _session(app) as session:
        person = roles.shut_out_client(_connection(session), role)
    stays = f"; the diary of {person} stays" if person else ""
    output.paragraph(f"{role} sees nothing any more{stays}")


@server.group(cls=Group)
def member() -> None:
    """Roles that see everybody's diary.

    \b
    b12 server member add anna
    b12 server member list
    """


@member.command("add", cls=CommandOfAll)
@click.argument("role")
@pass_app
def add_member(app: App, role: str) -> None:
    """Let a role of the server see and change everything, as the one that created the diary.

    \b
    b12 server member add anna
    b12 server member add "Dr. Lee"

    What each member wrote only they undo.
    """
    from tracker.database.server import roles

    roles.check_role(role)
    with _session(app) as session:
        connection = _connection(session)
        created = roles.let_in_member(connection, role)
    output.paragraph(f"{role} sees everybody's diary")
    _name_password(created, role)
    output.paragraph(f"For {role}: export B12_DB={_address(app, role)}")


@member.command("list", cls=CommandOfAll)
@json_option
@csv_option
@pass_app
def list_members(app: App, as_json: bool, as_csv: bool) -> None:
    """List the roles that see everybody's diary, without the one that created it.

    \b
    b12 server member list
    b12 server member list --csv
    """
    from tracker.database.server import roles

    _place(app)
    with app.session(own=False) as session:
        members = roles.members(_connection(session))
    output.listing(
        members,
        as_json,
        lambda each: {"role": each},
        lambda each: [each],
        as_csv=as_csv,
        empty="No other role sees everybody's diary; b12 server member add ROLE adds one.",
    )


@member.command("remove", cls=CommandOfAll)
@click.argument("role")
@pass_app
def remove_member(app: App, role: str) -> None:
    """Take a role's rights away; what it wrote stays.

    \b
    b12 server member list
    b12 server member remove anna
    """
    from tracker.database.server import roles

    with _session(app) as session:
        roles.shut_out_member(_connection(session), role)
    output.paragraph(f"{role} sees nothing any more")


def _place(app: App) -> Server:
    """Return the server. Raise RefusedError for a file."""
    if not isinstance(app.place, Server):
        raise RefusedError(
            f"{app.place} is a file: name a server by --db or B12_DB, as in "
            "postgresql://practice@db.example.org/b12"
        )
    return app.place


def _session(app: App) -> "AbstractContextManager[Session]":
    _place(app)
    return app.session(write=True, of_all=True)


def _connection(session: "Session") -> "ServerConnection":
    from tracker.database.server.connection import ServerConnection

    assert isinstance(session.connection, ServerConnection)
    return session.connection


def _name_password(created: bool, role: str) -> None:
    if created:
        # As SQL takes names: in small letters, unless it is quoted.
        plain = re.fullmatch(r"[a-z0-9_.@-]+", role)
        quoted = role if plain else '"{}"'.format(role.replace('"', '""'))
        output.paragraph(f"The role is new and has no password: in psql, \\password {quoted}")


def _address(app: App, role: str) -> str:
    """Return the server's address for another role."""
    import shlex
    from urllib.parse import quote, urlsplit

    parts = urlsplit(_place(app))
    host = parts.netloc.rpartition("@")[2]
    return shlex.quote(parts._replace(netloc=f"{quote(role, safe='')}@{host}").geturl())
