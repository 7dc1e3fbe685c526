"""Who sees and changes what on a server: the practice all of it, a client one diary."""

import json
import uuid
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from tests import postgres
from tests.database.server.conftest import As, of_role
from tracker.database.place import Server
from tracker.database.server import roles
from tracker.database.tables import metadata

_SHARED = ("foods, names and recipes are shared", "those who run the server change them")


@pytest.fixture
def sam(as_role: As) -> str:
    """A client with something logged, beside Ben, who has all there is to log."""
    # Roles are of the whole server, which other tests share.
    role = f"sam_{uuid.uuid4().hex[:8]}"
    as_role(postgres.OWNER, "person", "add", "Ben")
    said = as_role(postgres.OWNER, "server", "client", "add", role, "--of", "Sam").out
    assert said.startswith(f"Added Sam\n{role} sees the diary of Sam, and no other\n")
    as_role(role, "log", "150g salmon")
    for words in (
        ("log", "2 eggs"), ("symptom", "log", "tingling", "6"), ("day", "partial", "yesterday"),
        ("regimen", "add", "1000ug", "tablet", "weekly"), ("person", "target", "5ug"),
        ("person", "stage", "pregnant"), ("lab", "log", "b12", "200", "ng/L"),
        ("person", "condition", "add", "metformin", "--since", "2024-03"),
    ):  # fmt: skip
        result = as_role(postgres.OWNER, "--person", "ben", *words)
        assert result.code == 0, result.err
    return role


def test_a_client_sees_one_diary(as_role: As, sam: str) -> None:
    assert "salmon" in as_role(sam, "today").out
    assert "egg" not in as_role(sam, "items").out
    assert as_role(sam, "person", "list").out.split()[0] == "Sam"
    assert as_role(sam, "--person", "ben", "today").err == (
        'Error: nobody is called "ben"; there is Sam\n'
    )
    assert [row["person"] for row in as_role(sam, "summary", "--json").json] == ["Sam"]
    assert "Ben" not in as_role(sam, "history").out


def test_the_practice_sees_all(as_role: As, sam: str) -> None:
    assert "salmon" in as_role(postgres.OWNER, "--person", "sam", "today").out
    rows = as_role(postgres.OWNER, "summary", "--json").json
    assert {row["person"] for row in rows} == {"me", "Ben", "Sam"}


def test_a_client_changes_what_is_theirs(as_role: As, sam: str) -> None:
    for words in (
        ("log", "1 cup milk"), ("edit", "3", "--amount", "2 cups"), ("note", "3", "from the farm"),
        ("symptom", "log", "cramps", "3"), ("day", "fast", "2026-11-20"),
        ("regimen", "add", "50ug", "tablet", "daily"), ("person", "set", "--born", "1980-02-03"),
        ("lab", "log", "b12", "300", "ng/L"),
        ("person", "condition", "add", "metformin", "--since", "2024-03"),
    ):  # fmt: skip
        result = as_role(sam, *words)
        assert result.code == 0, (words, result.err)
        assert as_role(sam, "undo").code == 0
        assert as_role(sam, "redo").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("food", "add", "my bar", "--b12", "3ug", "--per", "100g"),
        ("alias", "set", "brekkie", "egg"),
        ("recipe", "add", "omelette", "2 eggs, 10g butter", "--makes", "1"),
        ("person", "add", "Eve"),
        ("person", "remove", "Sam", "--yes"),
        # Which diary the practice opens by a name, or without one, a client doesn't decide.
        ("person", "rename", "Sam", "ben"),
        ("person", "default", "Sam"),
        ("server", "client", "add", "eve"),
        ("server", "member", "add", "eve"),
        ("server", "init"),
    ],
)
def test_what_is_shared_a_client_is_refused_in_a_line(
    as_role: As, sam: str, words: tuple[str, ...]
) -> None:
    result = as_role(sam, *words)
    assert result.code == 1
    assert result.err.startswith("Error: ")
    assert result.err.count("\n") == 1
    assert as_role(sam, "history").out.count("\n") == 1


@pytest.mark.parametrize(
    "words", [("server", "client", "add", "eve"), ("server", "init"), ("person", "add", "Eve")]
)
def test_what_is_no_food_is_not_called_one(as_role: As, sam: str, words: tuple[str, ...]) -> None:
    said = as_role(sam, *words).err
    assert "foods" not in said
    assert "whoever runs the server" in said


def test_who_may_change_shared_foods_is_said(as_role: As, sam: str) -> None:
    said = as_role(sam, "alias", "set", "brekkie", "egg").err
    assert all(part in said for part in _SHARED)


def test_past_the_program_too_a_client_reaches_one_diary(
    as_role: As, place: Server, sam: str
) -> None:
    with psycopg.connect(place) as raw:
        (ben,) = raw.execute("SELECT id FROM person WHERE name = 'Ben'").fetchone() or (0,)
    with psycopg.connect(of_role(place, sam), autocommit=True) as raw:
        for table in metadata.sorted_tables:
            if "person_id" in table.c:
                query = f"SELECT count(*) FROM {table.name} WHERE person_id = {ben}"
                assert raw.execute(query).fetchone() == (0,), table.name
        assert raw.execute("SELECT count(*) FROM item WHERE food = 'egg'").fetchone() == (0,)
        assert raw.execute("SELECT count(*) FROM change_row r JOIN change c ON c.id = r.change_id "
                           "WHERE c.owner <> current_user").fetchone() == (0,)  # fmt: skip
        changed = raw.execute("UPDATE meal SET note = 'x' WHERE note IS NULL")
        assert changed.rowcount == 1
        assert raw.execute("DELETE FROM symptom").rowcount == 0
        for forbidden in (
            f"INSERT INTO meal (person_id, day) VALUES ({ben}, '2026-11-22')",
            f"UPDATE meal SET person_id = {ben}",
            "UPDATE person SET role = 'other'",
            "UPDATE person SET name = 'ben'",
            "UPDATE person SET is_default = 1",
            f"UPDATE person SET id = {ben} + 1000",
            "INSERT INTO change_row (change_id, table_name, row_id, after) "
            "SELECT max(id), 'food', 1, '{\"id\": 1}' FROM change",
            "UPDATE food SET b12_ug_per_100g = 99",
            "DELETE FROM reference_intake",
            "INSERT INTO change (made_at, summary, owner) "
            "VALUES ('2026-11-22T12:41:00+00:00', 'x', 'practice')",
            "CREATE TABLE x (y int)",
            "TRUNCATE meal",
            "SELECT setval('meal_id_seq', 1)",
            "ALTER TABLE meal DISABLE ROW LEVEL SECURITY",
            "SET ROLE practice",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(forbidden)


def test_each_undoes_their_own(as_role: As, sam: str) -> None:
    assert "lab" in as_role(postgres.OWNER, "history", "-n", "2").out
    assert "salmon" in as_role(sam, "undo").out
    assert as_role(sam, "undo").err == "Error: there is nothing to undo\n"
    assert "metformin" in as_role(postgres.OWNER, "undo").out
    assert "salmon" in as_role(sam, "redo").out
    assert "metformin" in as_role(postgres.OWNER, "redo").out


def test_undo_names_who_changed_the_same_since(as_role: As, sam: str) -> None:
    as_role(postgres.OWNER, "--person", "sam", "log", "1 cup milk")
    assert as_role(sam, "edit", "3", "--amount", "2 cups").code == 0
    refused = as_role(postgres.OWNER, "undo")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "whole milk 1 cup\" can't be undone: " in refused.err
    assert f"{sam} has changed it since; edit or remove it instead" in refused.err


def test_a_client_is_not_told_who_changed_the_same_since(as_role: As, sam: str) -> None:
    assert as_role(postgres.OWNER, "--person", "sam", "remove", "1").code == 0
    refused = as_role(sam, "undo")
    assert (refused.code, "salmon 150 g\" can't be undone: what it" in refused.err) == (1, True)


def test_the_history_says_who_made_what_others_made(as_role: As, sam: str) -> None:
    assert f"salmon 150 g (by {sam})" in as_role(postgres.OWNER, "history", "-n", "20").out
    assert "(by " not in as_role(sam, "history").out
    (entry,) = as_role(sam, "history", "--json").json
    assert entry["role"] == sam


def test_a_write_leaves_what_others_may_redo(as_role: As, sam: str) -> None:
    as_role(sam, "undo")
    as_role(postgres.OWNER, "--person", "ben", "log", "1 cup milk")
    assert "salmon" in as_role(sam, "redo").out


def test_a_member_sees_and_changes_everything(as_role: As, sam: str) -> None:
    anna = f"anna_{uuid.uuid4().hex[:8]}"
    added = as_role(postgres.OWNER, "server", "member", "add", anna)
    assert (added.code, added.out.splitlines()[0]) == (0, f"{anna} sees everybody's diary")
    assert "salmon" in as_role(anna, "--person", "sam", "today").out
    assert as_role(anna, "food", "add", "my bar", "--b12", "3ug", "--per", "100g").code == 0
    assert "my bar" in as_role(anna, "undo").out
    assert as_role(anna, "undo").err == "Error: there is nothing to undo\n"
    for words in (
        ("person", "add", "Eve"), ("person", "remove", "Eve", "--yes"), ("undo",), ("redo",),
        ("recipe", "add", "omelette", "2 eggs", "--makes", "1"), ("undo",), ("redo",),
        ("--person", "sam", "person", "set", "--born", "1980-02-03"),
    ):  # fmt: skip
        result = as_role(anna, *words)
        assert result.code == 0, (words, result.err)
    rights = as_role(anna, "doctor", "--json").json[2]["said"]
    assert rights == f"{anna} sees everybody's diary; a client their own alone"


def test_a_role_has_one_diary_and_a_diary_one_role(as_role: As, sam: str) -> None:
    clients = ("server", "client")
    assert as_role(postgres.OWNER, *clients, "list", "--json").json == [
        {"role": sam, "person": "Sam"}
    ]
    refused = as_role(postgres.OWNER, *clients, "add", sam, "--of", "Ben")
    assert refused.err == f"Error: {sam} sees the diary of Sam already: one role, one diary\n"
    other = f"other_{uuid.uuid4().hex[:8]}"
    refused = as_role(postgres.OWNER, *clients, "add", other, "--of", "Sam")
    assert refused.err == f"Error: the diary of Sam is seen by {sam} already\n"


def test_a_removed_client_sees_nothing(as_role: As, sam: str) -> None:
    removed = as_role(postgres.OWNER, "server", "client", "remove", sam)
    assert removed.out == f"{sam} sees nothing any more; the diary of Sam stays\n"
    refused = as_role(sam, "today")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert refused.err.endswith("your role has no rights on this diary\n")
    assert "salmon" in as_role(postgres.OWNER, "--person", "sam", "today").out
    again = as_role(postgres.OWNER, "server", "client", "remove", sam)
    assert "no client" in again.err


def test_a_removed_client_is_let_in_again(as_role: As, sam: str) -> None:
    as_role(postgres.OWNER, "server", "client", "remove", sam)
    assert as_role(postgres.OWNER, "undo").code == 0  # of Ben's, not of the removal
    assert as_role(sam, "today").code == 1
    as_role(postgres.OWNER, "server", "client", "add", sam, "--of", "Sam")
    assert "salmon" in as_role(sam, "today").out


def test_a_role_that_changes_hands_brings_no_history_along(
    as_role: As, place: Server, sam: str
) -> None:
    as_role(postgres.OWNER, "server", "client", "remove", sam)
    as_role(postgres.OWNER, "server", "client", "add", sam, "--of", "Samantha")
    assert as_role(sam, "history").out == ""
    assert as_role(sam, "undo").code == 1
    with psycopg.connect(of_role(place, sam)) as raw:
        assert raw.execute("SELECT count(*) FROM change_row").fetchone() == (0,)


@pytest.mark.parametrize(
    "role", ["postgres", postgres.OWNER, "anna", "b12_members", "b12_clients", "creator"]
)
def test_a_role_that_sees_more_is_no_client(
    as_role: As, place: Server, sam: str, role: str
) -> None:
    anna = f"anna_{uuid.uuid4().hex[:8]}"
    as_role(postgres.OWNER, "server", "member", "add", anna)
    database = place.partition("@/")[2].partition("?")[0]
    role = role.replace("anna", anna).replace("b12_", f"{database}_")
    if role == "creator":
        role = f"creator_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(of_role(place, "postgres"), autocommit=True) as raw:
            raw.execute(f"CREATE ROLE {role} LOGIN CREATEROLE")
    refused = as_role(postgres.OWNER, "server", "client", "add", role, "--of", "Eve")
    assert (refused.code in (1, 2), refused.err.count("\n")) == (True, 1)
    assert "Eve" not in as_role(postgres.OWNER, "person", "list").out


def test_a_client_is_no_member_besides(as_role: As, sam: str) -> None:
    refused = as_role(postgres.OWNER, "server", "member", "add", sam)
    assert refused.code == 1
    assert "sees the diary of Sam: remove it first" in refused.err
    assert as_role(sam, "person", "list").out.count("\n") == 1


def test_a_member_who_leaves_sees_nothing(as_role: As, sam: str) -> None:
    anna = f"anna_{uuid.uuid4().hex[:8]}"
    members = ("server", "member")
    assert "No other role" in as_role(postgres.OWNER, *members, "list").err
    as_role(postgres.OWNER, *members, "add", anna)
    assert as_role(postgres.OWNER, *members, "list", "--json").json == [{"role": anna}]
    removed = as_role(postgres.OWNER, *members, "remove", anna)
    assert removed.out == f"{anna} sees nothing any more\n"
    assert as_role(anna, "summary").err.endswith("your role has no rights on this diary\n")
    again = as_role(postgres.OWNER, *members, "remove", anna)
    assert (again.code, "no member" in again.err) == (1, True)


def test_a_role_that_stays_in_its_group_is_not_said_to_see_nothing(
    as_role: As, sam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # PostgreSQL 16 takes back only what the same role granted.
    run = roles._run

    def other(raw: "psycopg.Connection[Any]", text: LiteralString, *names: str) -> None:
        if not text.startswith("REVOKE"):
            run(raw, text, *names)

    monkeypatch.setattr(roles, "_run", other)
    refused = as_role(postgres.OWNER, "server", "client", "remove", sam)
    assert (refused.code, refused.out) == (1, "")
    assert f"_clients FROM {sam} GRANTED BY " in refused.err.replace("\n", " ")
    assert as_role(sam, "today").code == 0
    assert as_role(postgres.OWNER, "server", "client", "list", "--json").json[0]["role"] == sam


def test_a_client_without_a_person_is_removed_too(as_role: As, sam: str) -> None:
    as_role(postgres.OWNER, "person", "remove", "Sam", "--purge", "--yes")
    removed = as_role(postgres.OWNER, "server", "client", "remove", sam)
    assert (removed.code, removed.out) == (0, f"{sam} sees nothing any more\n")
    assert as_role(sam, "food", "show", "egg").err.endswith("has no rights on this diary\n")


def test_where_others_may_create_functions_nobody_is_let_in(as_role: As, place: Server) -> None:
    with psycopg.connect(place, autocommit=True) as raw:
        raw.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    to_do = "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    role = f"sam_{uuid.uuid4().hex[:8]}"
    refused = as_role(postgres.OWNER, "server", "client", "add", role)
    assert (refused.code, to_do in refused.err.replace("\n", " ")) == (1, True)
    doctor = as_role(postgres.OWNER, "doctor")
    assert (doctor.code, to_do in doctor.out) == (1, True)
    assert as_role(postgres.OWNER, "server", "init").code == 0
    assert as_role(postgres.OWNER, "doctor").code == 0


# What the columns before and after of an image can't be.
_NO_IMAGES = [
    (None, '{"x": 1}'), (None, "5"), (None, "[]"), (None, "null"), (None, "garbage"),
    ('[["id"], [1]]', None), (None, '[["id", 5], [1, 2]]'), (None, '[["x"], [1]]'),
    (None, '[["id"], [1, 2]]'), (None, '[["id"], {"id": 1}]'), (None, '{"id": [1]}'),
    (None, '[["id"], [[1]]]'), (None, '{"id": 9223372036854775808}'), (None, '{"id": 1e400}'),
    (None, '{"id": "\\ud800"}'), ('{"x": 1}', '{"id": 1}'),
]  # fmt: skip


def test_what_a_client_writes_by_psql_keeps_nobody_from_a_purge(
    as_role: As, place: Server, sam: str
) -> None:
    with psycopg.connect(of_role(place, sam), autocommit=True) as raw:
        for table in ("meal", "person", "item"):
            raw.execute(
                "INSERT INTO change_row (change_id, table_name, row_id, after) "
                "SELECT max(id), %s, 1, '{\"id\": 1}' FROM change",
                (table,),
            )
        for before, after in _NO_IMAGES:
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.DataError)):
                raw.execute(
                    "INSERT INTO change_row (change_id, table_name, row_id, before, after) "
                    "SELECT max(id), 'meal', 1, %s, %s FROM change",
                    (before, after),
                )
    purged = as_role(postgres.OWNER, "person", "remove", "Ben", "--purge", "--yes")
    assert purged.code == 0, purged.err


def test_what_a_client_writes_by_psql_everybody_can_read(
    as_role: As, place: Server, sam: str
) -> None:
    with psycopg.connect(of_role(place, sam), autocommit=True) as raw:
        for rest in ("+29:59", "+24:00", "+01:99", ":30.123+01:00", ":61+01:00", "x+01:00",
                     "+01:00:00:00", "+01"):  # fmt: skip
            with pytest.raises(psycopg.errors.CheckViolation):
                raw.execute("UPDATE meal SET eaten_at = %s", (f"2026-11-22T12:41{rest}",))
        for rest in ("+01:00", ":30-01:00", ":30.123456+01:00", "+00:19:32"):
            raw.execute("UPDATE meal SET eaten_at = %s", (f"2026-11-22T12:41{rest}",))
            assert as_role(postgres.OWNER, "--person", "sam", "today").code == 0
        for tags in ("travel restaurant", "a a", "É", "a\tb", "\u202e"):
            raw.execute("UPDATE meal SET tags = %s", (tags,))
            assert as_role(postgres.OWNER, "summary").code == 0
            assert as_role(postgres.OWNER, "--person", "sam", "today").code == 0


def test_a_new_client_waits_for_no_reader(as_role: As, place: Server, sam: str) -> None:
    with psycopg.connect(place) as reader:
        reader.execute("SELECT count(*) FROM meal")
        other = f"other_{uuid.uuid4().hex[:8]}"
        assert as_role(postgres.OWNER, "server", "client", "add", other).code == 0


def test_a_client_whose_person_was_removed_is_told(as_role: As, sam: str) -> None:
    assert as_role(postgres.OWNER, "person", "remove", "Sam", "--yes").code == 0
    refused = as_role(sam, "today")
    assert refused.code == 1
    assert refused.err == ("Error: your role sees no diary: whoever runs the server gives it one\n")
    doctor = as_role(sam, "doctor")
    assert doctor.code == 1
    assert f"{sam} sees nobody's diary" in doctor.out
    assert f"b12 server client add {sam} --of NAME" in doctor.out
    assert as_role(postgres.OWNER, "undo").code == 0
    assert "salmon" in as_role(sam, "today").out


def test_who_was_added_with_a_role_is_taken_back_by_undo(as_role: As) -> None:
    role = f"eve_{uuid.uuid4().hex[:8]}"
    as_role(postgres.OWNER, "server", "client", "add", role)
    assert as_role(postgres.OWNER, "undo").out == f"Undone: add {role}\n"
    assert as_role(role, "today").code == 1
    assert as_role(postgres.OWNER, "redo").code == 0


@pytest.mark.parametrize("bad", ["\ud800", "half \ud83d", "x" * 5000, "a\x00b", "‮"])
def test_any_word_of_a_role_is_refused_or_taken(as_role: As, bad: str) -> None:
    for words in (("client", "add", bad), ("client", "remove", bad), ("member", "add", bad),
                  ("client", "add", "sam", "--of", bad)):  # fmt: skip
        result = as_role(postgres.OWNER, "server", *words)
        assert result.code in (1, 2)
        assert result.err.count("\n") == 1


def test_what_others_have_in_the_database_is_in_nobodys_way(as_role: As, place: Server) -> None:
    superuser = of_role(place, "postgres")
    with psycopg.connect(superuser, autocommit=True) as raw:
        raw.execute("CREATE TABLE public.others (id int)")
    role = f"sam_{uuid.uuid4().hex[:8]}"
    added = as_role(postgres.OWNER, "server", "client", "add", role)
    assert added.code == 0, added.err
    assert as_role(role, "log", "2 eggs").code == 0


def test_a_client_exports_and_nothing_more(as_role: As, sam: str) -> None:
    said = as_role(sam, "backup")
    assert said.code == 0
    assert said.out.startswith("Exported to ")
    assert "1 person, 1 meal" in said.out
    assert "pg_dump" not in said.out


def test_a_client_imports_many_rows_at_once(
    as_role: As, place: Server, sam: str, tmp_path: Path
) -> None:
    export = str(tmp_path / "own.zip")
    as_role(sam, "log", "2 eggs, 1 cup milk, 100g tuna")
    as_role(sam, "symptom", "log", "cramps", "3")
    assert as_role(sam, "export", export).code == 0
    for _ in range(3):
        assert as_role(sam, "undo").code == 0
    imported = as_role(sam, "import", "native", export)
    assert imported.code == 0, imported.err
    with psycopg.connect(of_role(place, sam)) as raw:
        count = "SELECT count(*) FROM change_row WHERE after LIKE '[%'"
        assert raw.execute(count).fetchone() != (0,)
    assert as_role(sam, "undo").code == 0
    assert as_role(sam, "redo").code == 0
    assert "tuna" in as_role(sam, "today").out


@pytest.mark.parametrize("role", ["pg_x", "a" * 64, "x\ny", ""])
def test_an_invalid_role_is_refused(as_role: As, role: str) -> None:
    result = as_role(postgres.OWNER, "server", "client", "add", role)
    assert (result.code, result.err.startswith("Error: invalid role")) == (2, True)


def _quoted(role: str) -> str:
    """Return a role as psql takes it."""
    plain = role == role.lower() and role.isascii() and " " not in role and '"' not in role
    return role if plain else '"{}"'.format(role.replace('"', '""'))


@pytest.mark.parametrize("role", ['o"brien', "näme", "s.miller", "DROP TABLE meal", "$1 %s"])
def test_any_name_of_a_role_is_quoted(as_role: As, role: str) -> None:
    added = as_role(postgres.OWNER, "server", "client", "add", role)
    assert added.code == 0, added.err
    assert f"\\password {_quoted(role)}\n" in added.out
    address = added.out.splitlines()[-1].partition("B12_DB=")[2].strip("'")
    with psycopg.connect(address) as raw:
        assert raw.info.user == role
        assert raw.execute("SELECT name FROM person").fetchall() == [(role,)]


def test_the_doctor_says_what_a_role_sees(as_role: As, sam: str) -> None:
    def findings(role: str) -> dict[str, str]:
        found = json.loads(as_role(role, "doctor", "--json").out)
        assert all(finding["ok"] for finding in found)
        return {finding["what"]: finding["said"] for finding in found}

    assert findings(sam)["rights"] == f"{sam} sees one person's diary, and no other"
    assert "a client their own alone" in findings(postgres.OWNER)["rights"]
    assert findings(sam)["rows"].startswith("person 1, meal 1,")


@pytest.mark.parametrize("table", ["symptom", "item", "change_row"])
@pytest.mark.parametrize(
    "opening",
    [
        "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
        "ALTER POLICY own ON {} USING (true)",
        "ALTER POLICY own ON {} USING (1 = 1)",
        "ALTER POLICY members ON {} TO PUBLIC",
    ],
)
def test_the_doctor_finds_a_table_that_is_open_to_clients(
    as_role: As, place: Server, opening: str, table: str
) -> None:
    as_role(postgres.OWNER, "server", "member", "add", f"anna_{uuid.uuid4().hex[:8]}")
    with psycopg.connect(place, autocommit=True) as raw:
        raw.execute(opening.format(table))
    result = as_role(postgres.OWNER, "doctor")
    assert result.code == 1
    assert f"clients would see everybody's rows of {table}" in result.out
    assert as_role(postgres.OWNER, "server", "init").code == 0
    assert as_role(postgres.OWNER, "doctor").code == 0


def test_the_doctor_finds_that_clients_could_rename_people(as_role: As, place: Server) -> None:
    with psycopg.connect(place, autocommit=True) as raw:
        raw.execute("ALTER TABLE person DISABLE TRIGGER keep_name")
    result = as_role(postgres.OWNER, "doctor")
    assert (result.code, "clients could rename themselves" in result.out) == (1, True)
    assert as_role(postgres.OWNER, "server", "init").code == 0
    assert as_role(postgres.OWNER, "doctor").code == 0
