"""A PostgreSQL server for the tests: started when the first test needs it, gone with the run."""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from tracker.database.place import Server
from tracker.database.server import engine, schema

OWNER = "practice"
FOLDER = "B12_TESTS_POSTGRES"
_TEMPLATE = "template_b12"
PORT = "5432"
# As whom root runs it, which it refuses itself.
_USER = "postgres"
# It may lose what it holds if the machine stops, and so needn't wait for the disk.
_QUICK = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' "
    "-c max_connections=200 -c timezone=UTC"
)
# Words of foods follow from the others.
_CATALOGUE = (
    "food", "portion", "alias", "reference_intake", "food_table", "recipe", "recipe_ingredient",
)  # fmt: skip
# Those of people, children before their parents.
_OF_PEOPLE = (
    "change_row", "change", "item", "meal", "day_mark", "symptom", "lab_value", "imported_day",
    "regimen", "condition", "target_choice", "life_stage", "person",
)  # fmt: skip


def programs() -> Path | None:
    """Return the folder of the server's programs; None if it can't be run here."""
    if os.geteuid() == 0 and _USER not in {user.pw_name for user in pwd.getpwall()}:
        return None
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def prepare() -> None:
    """Choose the folder of this run's server, before the parallel workers start."""
    if FOLDER not in os.environ and programs() is not None:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="b12-postgres-")


def stop() -> None:
    """Stop the server of this run, if there is one, and remove its folder."""
    folder = Path(os.environ[FOLDER])
    if (folder / "data" / "postmaster.pid").exists():
        _run("pg_ctl", "stop", "--mode=immediate", "-D", str(folder / "data"))
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[FOLDER]


def _run(program: str, *words: str, **environment: str) -> None:
    """Run one of its programs; as another user where this one is root, which it refuses."""
    folder = programs()
    assert folder is not None
    user = _USER if os.geteuid() == 0 else None
    subprocess.run(
        [folder / program, *words],
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd=os.environ[FOLDER],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC", **environment},
    )


def place(database: str, role: str = OWNER) -> Server:
    """Return the address of a database for a role."""
    return Server(f"postgresql://{role}@/{database}?host={os.environ[FOLDER]}&port={PORT}")


def _admin() -> "psycopg.Connection[Any]":
    return psycopg.connect(place("postgres", "postgres"), autocommit=True)


def start() -> None:
    """Start the server with a template of a new diary, unless another worker has."""
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "ready").exists():
            return
        if os.geteuid() == 0:
            user = pwd.getpwnam(_USER)
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = str(folder / "data")
        _run(
            "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C",
            "--no-sync",
        )  # fmt: skip
        options = f"{_QUICK} -k {folder} -p {PORT}"
        _run("pg_ctl", "start", "-w", "-D", data, "-o", options, "-l", str(folder / "log"))
        with _admin() as admin:
            admin.execute(SQL("CREATE ROLE {} LOGIN CREATEROLE").format(Identifier(OWNER)))
            _create(admin, _TEMPLATE, "template1")
        schema.install(place(_TEMPLATE))
        with psycopg.connect(place(_TEMPLATE), autocommit=True) as raw:
            raw.execute("VACUUM FREEZE ANALYZE")
        (folder / "ready").touch()


def _create(admin: "psycopg.Connection[Any]", name: str, template: str) -> None:
    # By default all of it would go through the log that makes it safe.
    create = SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY")
    admin.execute(create.format(Identifier(name), Identifier(OWNER), Identifier(template)))


def drop(name: str) -> None:
    """Drop a database, whoever is connected to it."""
    engine.close_idle()
    with _admin() as admin:
        admin.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def database(name: str) -> Iterator[Server]:
    """Give a database with a new diary, which goes afterwards."""
    start()
    with _admin() as admin:
        _create(admin, name, _TEMPLATE)
    try:
        yield place(name)
    finally:
        drop(name)


@contextmanager
def empty_database(name: str) -> Iterator[None]:
    """Give a database without tables, which goes afterwards."""
    start()
    with _admin() as admin:
        _create(admin, name, "template1")
    try:
        yield
    finally:
        drop(name)


@contextmanager
def unchanged(name: str) -> Iterator[None]:
    """Take back afterwards what is written to a database inside."""
    copy = f"{name}_copy"
    engine.close_idle()
    with _admin() as admin:
        _create(admin, copy, name)
    try:
        yield
    finally:
        drop(name)
        with _admin() as admin:
            rename = SQL("ALTER DATABASE {} RENAME TO {}")
            admin.execute(rename.format(Identifier(copy), Identifier(name)))


class Reused:
    """A database for one test after another.

    Emptied of what people wrote it is a new diary again, unless a test changed the catalogue.
    """

    def __init__(self, name: str) -> None:
        """Create it under that name."""
        start()
        self._name = name
        self._create()

    def _create(self) -> None:
        drop(self._name)
        with _admin() as admin:
            _create(admin, self._name, _TEMPLATE)
        self._raw = psycopg.connect(self.place, autocommit=True)
        # The transaction that wrote it.
        (self._seed,) = self._raw.execute("SELECT min(xmin::text) FROM food").fetchone() or ("",)
        self._as_new = self._catalogue()

    @property
    def place(self) -> Server:
        """Where it is."""
        return place(self._name)

    def _catalogue(self) -> list[Any]:
        """Return how many rows each table has that no meal changes, and how many are as new."""
        each = " UNION ALL ".join(
            f"SELECT count(*), count(*) FILTER (WHERE xmin = '{self._seed}'::xid) FROM {table}"
            for table in _CATALOGUE
        )
        return self._raw.execute(each).fetchall()

    def renew(self) -> None:
        """Make it a new diary."""
        engine.close_idle()
        if self._raw.closed or self._catalogue() != self._as_new:
            self._raw.close()
            self._create()
            return
        with self._raw.transaction():
            self._raw.execute("; ".join(f"DELETE FROM {table}" for table in _OF_PEOPLE))
            anew = ", ".join(f"setval('{table}_id_seq', 1, false)" for table in _OF_PEOPLE)
            self._raw.execute(f"SELECT {anew}")
            self._raw.execute("INSERT INTO person (name, is_default) VALUES ('me', 1)")

    def close(self) -> None:
        """Drop it."""
        self._raw.close()
        drop(self._name)
