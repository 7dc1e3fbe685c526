"""A diary on a server: the errors in one line, and that it does what a file does."""

import json
import re
import sqlite3
import uuid
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests import postgres
from tests.conftest import B12, Result
from tests.database.server.conftest import As, of_role
from tracker.database import compiled, seed
from tracker.database import place as places
from tracker.database.place import Server, read
from tracker.database.server import checkup, engine, errors, schema
from tracker.database.tables import metadata
from tracker.errors import DatabaseFileError, InputError, RefusedError
from tracker.foods import completion

_OWNER = postgres.OWNER


def test_the_server_takes_every_statement(place: Server) -> None:
    statements = json.loads(compiled.SERVER_FILE.read_bytes())
    assert len(statements) > 200
    with psycopg.connect(place, autocommit=True) as raw:
        for name, parts in statements.items():
            first, *others = parts["sql"].split("%s")
            text = first + "".join(f"${n}{part}" for n, part in enumerate(others, 1))
            try:
                raw.execute(f"PREPARE this AS {text.replace('%%', '%')}")
            except psycopg.Error as error:
                pytest.fail(f"{name}: {error}")
            raw.execute("DEALLOCATE this")


@pytest.mark.parametrize("table", ["food", "portion", "alias", "food_word", "reference_intake"])
def test_a_new_diary_has_the_same_catalogue_as_a_file(
    place: Server, complete: Path, table: str
) -> None:
    columns = [c.name for c in metadata.tables[table].c if c.name not in ("id", "food_id")]
    query = f"SELECT {', '.join(columns)} FROM {table}"
    with closing(sqlite3.connect(complete)) as of_file:
        expected = Counter(of_file.execute(query).fetchall())
    with psycopg.connect(place) as raw:
        assert Counter(raw.execute(query).fetchall()) == expected
    assert expected.total() > 50


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://sam:secret@localhost/b12",
        "postgres://:secret@localhost/b12",
        "postgresql://sam@localhost/b12?password=secret",
        "postgresql://[::1/b12?x=secret",
        "postgresql:secret",
        # A # or ? ends neither for PostgreSQL.
        "postgresql://sam:se#secret@localhost/b12",
        "postgresql://sam:?secret@localhost/b12",
        "postgresql://sam:se/secret@localhost/b12",
        "postgresql://sam:/secret@localhost:5432/b12?sslmode=require",
        "postgresql://sam@localhost/b12?sslpassword=secret",
        "postgresql://sam@localhost/b12?scram_client_key=secret",
        "postgresql://sam@localhost/b12?connect_timeout=3#&pass%77ord=secret",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_shown(
    as_role: As, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for result in (
        as_role(_OWNER, "--db", address, "today"),
        as_role(_OWNER, "today", "--db", address),
    ):
        assert result.code == 2
        assert "secret" not in result.out + result.err
        assert result.err.count("\n") == 1
    with pytest.raises(InputError):
        read(address)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///b12",
        "postgresql://sam@host:5432/b12",
        "postgresql://host:5432/b12?user=sam@host",
        "postgresql://sam@[::1]:5432/b12",
        "postgresql://sam@one:5432,two:5432/b12",
        "postgresql:///?service=b12",
    ],
)
def test_an_address_without_a_password_is_taken(address: str) -> None:
    assert read(address) == Server(address)


@pytest.mark.parametrize(
    "address",
    [
        "postgressql://sam:secret@host/b12",
        "Postgresql://sam:secret@host/b12",
        "postgresql//sam:secret@host/b12",
        "http://sam:secret@host/b12",
        "sqlite:///secret.db",
        "://secret",
    ],
)
def test_a_mistyped_address_is_no_file(
    b12: B12, home: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    before = set(home.rglob("*"))
    results = [b12("--db", address, "log", "2 eggs")]
    monkeypatch.setenv("B12_DB", address)
    results.append(b12("log", "2 eggs"))
    for result in results:
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
        assert "begins with postgresql://" in result.err
        assert "secret" not in result.err
    assert set(home.rglob("*")) == before


def test_a_path_may_have_marks_of_an_address() -> None:
    for path in ("data//diary.db", "/data//a:b.db", "a:b.db", "postgres.db", "postgres/diary.db"):
        assert read(path) == Path(path)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("postgresql://practice@127.0.0.1:1/b12", "Connection refused"),
        ("postgresql://practice@/b12?host=/nowhere", "No such file or directory"),
        ("{}//nobody@{}", 'role "nobody" does not exist'),
        ("{}//practice@/none{}", 'database "none" does not exist'),
    ],
)
def test_who_cannot_be_reached_is_said_in_a_line(
    as_role: As, place: Server, address: str, reason: str
) -> None:
    scheme, _, rest = place.partition("//practice@")
    _, _, query = rest.partition("?")
    address = address.format(scheme, f"?{query}" if "none" in address else rest)
    result = as_role(_OWNER, "--db", address, "log", "2 eggs")
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert reason in result.err
    answered = "does not exist" in reason
    assert ("can't be reached: " in result.err) != answered
    assert ("; nothing was stored" in result.err) != answered
    doctor = as_role(_OWNER, "--db", address, "doctor")
    assert doctor.code == 3
    assert reason in doctor.out
    assert ("see whether the server is running" in doctor.out) != answered


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'connection failed: connection to server at "10.0.0.1", port 5432 failed: '
            "No route to host\n\tIs the server running on that host?",
            "{} can't be reached: No route to host; nothing was stored",
        ),
        (
            "failed to resolve host 'db': [Errno -2] Name or service not known",
            "{} can't be reached: failed to resolve host 'db': Name or service not known; "
            "nothing was stored",
        ),
        (
            'could not translate host name "db" to address: Name or service not known',
            '{} can\'t be reached: could not translate host name "db" to address: '
            "Name or service not known; nothing was stored",
        ),
        (
            "connection timeout expired",
            "{} can't be reached: connection timeout expired; nothing was stored",
        ),
        (
            'connection is bad: definition of service "b12" not found',
            '{}: there is no service "b12" in ~/.pg_service.conf',
        ),
        (
            'connection to server at "10.0.0.1", port 5432 failed: FATAL:  no pg_hba.conf entry '
            'for host "10.0.0.2", user "sam", database "b12", no encryption',
            "{}: the server doesn't accept such a connection: no pg_hba.conf entry for host "
            '"10.0.0.2", user "sam", database "b12", no encryption',
        ),
        ('connection is bad: invalid sslmode value: "x"', '{}: invalid sslmode value: "x"'),
        (
            'connection failed: root certificate file "/x" does not exist',
            '{}: root certificate file "/x" does not exist',
        ),
    ],
)
def test_why_there_is_no_connection_is_readable(text: str, said: str) -> None:
    place = Server("postgresql://sam@db/b12")
    assert str(errors.unreachable(place, psycopg.OperationalError(text))) == said.format(place)


def test_an_address_that_the_server_can_not_read_is_invalid(b12: B12) -> None:
    refused = b12("--db", "postgresql://sam@db/b12?foo=1", "today")
    assert (refused.code, refused.err.count("\n")) == (3, 1)
    assert 'invalid address: invalid URI query parameter: "foo"' in refused.err


@pytest.mark.parametrize(
    ("address", "encrypted", "said"),
    [
        ("10.0.0.1", True, ["encrypted"]),
        ("127.0.0.1", True, ["encrypted"]),
        ("10.0.0.1", False, ["what goes to the server can be read on the way"]),
        ("::1", False, []),
        ("", False, []),
    ],
)
def test_the_doctor_says_whether_the_network_is_encrypted(
    address: str, encrypted: bool, said: list[str]
) -> None:
    findings = list(checkup._network(address, encrypted=encrypted))
    assert [finding.said for finding in findings] == said
    for finding in findings:
        assert ("PGSSLMODE=verify-full" in (finding.to_do or "")) != encrypted


def test_a_database_without_a_diary_is_no_diary(as_role: As, place: Server) -> None:
    with psycopg.connect(place, autocommit=True) as raw:
        raw.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    result = as_role(_OWNER, "log", "2 eggs")
    assert (result.code, result.out) == (1, "")
    assert "there is no diary yet; b12 server init creates one" in result.err
    doctor = as_role(_OWNER, "doctor")
    assert (doctor.code, "b12 server init" in doctor.out) == (3, True)
    assert as_role(_OWNER, "server", "init").out.startswith("Created the diary in postgresql://")
    assert as_role(_OWNER, "log", "2 eggs").code == 0
    assert as_role(_OWNER, "server", "init").out.endswith("is of this release\n")
    assert "egg" in as_role(_OWNER, "today").out


@pytest.mark.parametrize(
    ("revision", "said"),
    [("0012_sync", "b12 server init"), ("9999_later", "upgrade b12")],
)
def test_a_diary_of_another_release_is_left_alone(
    as_role: As, place: Server, revision: str, said: str
) -> None:
    with psycopg.connect(place, autocommit=True) as raw:
        raw.execute("UPDATE alembic_version SET version_num = %s", (revision,))
    result = as_role(_OWNER, "log", "2 eggs")
    assert (result.code, result.out) == (3, "")
    assert said in result.err


def test_an_install_that_fails_leaves_nothing(
    place: Server, as_role: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(place, autocommit=True) as raw:
        raw.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")

        def fail(_: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(seed, "seed", fail)
        with pytest.raises(RuntimeError):
            schema.install(place)
        count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert raw.execute(count).fetchone() == (0,)
    monkeypatch.undo()
    assert schema.install(place)


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("23503", RefusedError, "removed meanwhile"),
        ("23505", RefusedError, "there already; nothing was stored"),
        ("42P07", DatabaseFileError, "use an empty database"),
        ("55P03", RefusedError, "writing for too long"),
        ("40001", RefusedError, "at the same time"),
        ("40P01", RefusedError, "at the same time"),
        ("42501", RefusedError, "your role may not do that: whoever runs the server can"),
        ("25P03", RefusedError, "took too long"),
        ("08006", DatabaseFileError, "the connection was lost; nothing was stored"),
        ("28P01", DatabaseFileError, "refuses your role"),
        ("57P01", DatabaseFileError, "is stopping"),
        ("53100", DatabaseFileError, "no room"),
        ("25006", DatabaseFileError, "only reads"),
        ("XX001", DatabaseFileError, "can't be read"),
    ],
)
def test_what_the_server_says_becomes_a_line(code: str, kind: type[Exception], said: str) -> None:
    place = Server("postgresql://practice@db.example.org/b12")
    error = psycopg.errors.lookup(code)("the server's own words")
    with pytest.raises(kind) as raised, errors.plain_errors(place):
        raise error
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_any_other_error_of_the_server_is_a_bug() -> None:
    with pytest.raises(psycopg.errors.SyntaxError), errors.plain_errors(Server("postgresql:")):
        raise psycopg.errors.SyntaxError


def test_an_export_fills_an_empty_diary(as_role: As, home: Path) -> None:
    backups = home / "backups"
    for words in (
        ("log", "2 eggs, 1 cup milk"), ("symptom", "log", "cramps", "3"),
        ("person", "add", "Anna"), ("food", "add", "my bar", "--b12", "3ug", "--per", "100g"),
        ("--person", "anna", "log", "50g my bar"),
    ):  # fmt: skip
        assert as_role(_OWNER, *words).code == 0
    said = as_role(_OWNER, "backup")
    assert said.code == 0
    assert "pg_dump --format=custom" in said.out
    (copy,) = backups.iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    refused = as_role(_OWNER, "restore", str(copy))
    assert refused.code == 1
    assert "is not empty" in refused.err
    report = as_role(_OWNER, "report", "--json").json
    with psycopg.connect(postgres.place(_database(as_role)), autocommit=True) as raw:
        raw.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    as_role(_OWNER, "server", "init")
    restored = as_role(_OWNER, "restore", str(copy))
    assert restored.code == 0, restored.err
    assert as_role(_OWNER, "report", "--json").json == report
    assert "my bar" in as_role(_OWNER, "--person", "anna", "today").out


def test_a_copy_is_everybodys_whoever_is_chosen(
    as_role: As, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_role(_OWNER, "person", "add", "Anna")
    monkeypatch.setenv("B12_PERSON", "Anna")
    assert ": 2 people" in as_role(_OWNER, "backup").out


@pytest.mark.parametrize(
    "words",
    [
        ("day", "fast", "2026-11-20"),
        ("person", "add", "Anna"),
        ("person", "set", "--born", "1980-02-03"),
        ("person", "condition", "add", "metformin", "--since", "2024-03"),
        ("food", "add", "my bar", "--b12", "3ug", "--per", "100g"),
        ("alias", "set", "brekkie", "egg"),
        ("food", "unit", "set", "13327", "slab", "95g"),
    ],
)
def test_a_restore_fills_an_empty_diary_alone(
    as_role: As, tmp_path: Path, words: tuple[str, ...]
) -> None:
    export = str(tmp_path / "empty.zip")
    assert as_role(_OWNER, "export", export).code == 0
    assert as_role(_OWNER, *words).code == 0
    refused = as_role(_OWNER, "restore", export)
    assert (refused.code, "is not empty" in refused.err) == (1, True)


def test_a_server_that_answers_the_second_time_moves_no_meal(
    as_role: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_role(_OWNER, "person", "set", "--day-starts", "04:00")
    engine.close_idle()
    connect, tries = psycopg.connect, iter([psycopg.OperationalError("no answer")])

    def unsteady(*words: Any, **named: Any) -> Any:
        for error in tries:
            raise error
        return connect(*words, **named)

    monkeypatch.setattr(psycopg, "connect", unsteady)
    result = as_role(_OWNER, "log", "2 eggs", "-t", "02:00")
    assert (result.code, result.out) == (3, "")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("CREATE TABLE person (id int)", "another program has tables of the same names"),
        ("REVOKE CREATE ON SCHEMA public FROM practice", "whoever runs the server can"),
    ],
)
def test_an_init_that_is_refused_says_why_in_a_line(
    as_role: As, place: Server, made: str, said: str
) -> None:
    with psycopg.connect(of_role(place, "postgres"), autocommit=True) as raw:
        raw.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        raw.execute("GRANT ALL ON SCHEMA public TO practice")
        raw.execute(made)
    refused = as_role(_OWNER, "server", "init")
    assert (refused.code in (1, 3), refused.err.count("\n")) == (True, 1)
    assert said in refused.err


def test_a_database_of_another_encoding_is_refused(as_role: As, place: Server) -> None:
    name = f"b12_{uuid.uuid4().hex[:12]}"
    address = place.replace(f"/{_database(as_role)}?", f"/{name}?")
    create = "CREATE DATABASE {} OWNER practice ENCODING 'LATIN1' TEMPLATE template0"
    with psycopg.connect(of_role(place, "postgres"), autocommit=True) as raw:
        raw.execute(SQL(create).format(Identifier(name)))
    for words in (("server", "init"), ("today",)):
        refused = as_role(_OWNER, "--db", address, *words)
        assert (refused.code, refused.err.count("\n")) == (3, 1)
        assert "createdb --encoding UTF8" in refused.err
    postgres.drop(name)


def test_a_database_with_too_long_a_name_is_refused(as_role: As, place: Server) -> None:
    # PostgreSQL would cut the groups of clients and of members to one name.
    name = uuid.uuid4().hex * 2
    with postgres.empty_database(name[:62]):
        address = place.replace(f"/{_database(as_role)}?", f"/{name[:62]}?")
        refused = as_role(_OWNER, "--db", address, "server", "init")
        assert (refused.code, "name is too long" in refused.err) == (1, True)


def test_the_doctor_misses_a_table(as_role: As, place: Server) -> None:
    with psycopg.connect(place, autocommit=True) as raw:
        raw.execute("DROP TABLE portion; ALTER TABLE symptom DROP COLUMN note")
    doctor = as_role(_OWNER, "doctor")
    assert (doctor.code, "the tables lack portion, symptom.note" in doctor.out) == (3, True)
    assert "pg_restore" in doctor.out


def test_the_doctor_misses_the_table_of_people(as_role: As, place: Server) -> None:
    with psycopg.connect(place, autocommit=True) as raw:
        raw.execute("DROP TABLE person CASCADE")
    doctor = as_role(_OWNER, "doctor")
    assert (doctor.code, "the tables lack person" in doctor.out) == (3, True)
    assert "pg_restore" in doctor.out


def _database(as_role: As) -> str:
    said: Result = as_role(_OWNER, "doctor", "--json")
    found = re.search(r"@/(\w+)\?", said.json[0]["said"])
    assert found
    return found[1]


def test_a_file_is_not_taken_for_an_export(as_role: As, small: Path) -> None:
    refused = as_role(_OWNER, "restore", str(small))
    assert refused.code == 1
    assert f"b12 --db {small} export" in refused.err


def test_what_a_file_alone_can_is_said(as_role: As, tmp_path: Path) -> None:
    for words in (("sync", str(tmp_path)), ("doctor", "--compact")):
        result = as_role(_OWNER, *words)
        assert (result.code, result.err.count("\n")) == (1, 1)


def test_a_file_has_no_clients(b12: As) -> None:
    for words in (("init",), ("client", "add", "sam"), ("client", "list"), ("member", "add", "x")):
        result = b12("server", *words)
        assert (result.code, "is a file" in result.err) == (1, True)


def test_a_purge_leaves_nothing_in_the_tables(as_role: As, place: Server) -> None:
    as_role(_OWNER, "person", "add", "Xanthippe")
    as_role(_OWNER, "--person", "xanthippe", "log", "2 eggs")
    purged = as_role(_OWNER, "person", "remove", "Xanthippe", "--purge", "--yes")
    assert purged.code == 0, purged.err
    assert "logs and backups" in purged.out
    with psycopg.connect(place) as raw:
        for table in ("person", "change", "change_row", "item", "meal"):
            rows = raw.execute(f"SELECT t::text FROM {table} t").fetchall()
            assert "anthippe" not in str(rows), table


def test_completion_waits_less_for_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refuse(address: str, **_: Any) -> None:
        asked.append(address)
        raise psycopg.OperationalError

    monkeypatch.setattr(psycopg, "connect", refuse)
    for address in ("postgresql://sam@db/b12", "postgresql://sam@db/b12?sslmode=disable"):
        assert completion.names(Server(address), own=True) == []
    assert ["connect_timeout=2" in each for each in asked] == [True, True]
    assert all("dbname=b12 " in f"{each} " for each in asked)


def test_completion_offers_what_the_server_has(as_role: As) -> None:
    as_role(_OWNER, "alias", "set", "brekkie", "egg")
    assert "brekkie" in completion.names(places.usual())
