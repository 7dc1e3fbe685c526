"""Finding a person by name, among few and among thousands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.database.connection import Connection
from tracker.database.engine import Database
from tracker.errors import NotFoundError, RefusedError
from tracker.people import store as people


@pytest.fixture
def connection(small: Path, tmp_path: Path) -> Iterator[Connection]:
    """A diary of 1,000 people and `me`, who is not the default."""
    path = tmp_path / "diary.db"
    path.write_bytes(small.read_bytes())
    with Database(path).writing() as connection:
        names = ["Anna", "ÉMILE", "Straße", *(f"Client {n}" for n in range(997))]
        connection.run_many("database.insert.person", ({"name": name} for name in names))
        _set_default(connection, people.get(connection, "me").id, is_default=False)
        yield connection


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Anna", "Anna"), ("anna", "Anna"), (" émile ", "ÉMILE"), ("STRASSE", "Straße")],
)
def test_a_name_is_found_in_any_case(connection: Connection, typed: str, name: str) -> None:
    assert people.get(connection, typed).name == name


def test_a_message_names_some_of_many(connection: Connection) -> None:
    with pytest.raises(NotFoundError) as missing:
        people.get(connection, "bob")
    some = ", ".join(["me, Anna, ÉMILE, Straße", *(f"Client {n}" for n in range(8))])
    assert str(missing.value) == (
        f'nobody is called "bob"; there is {some} and 989 others (b12 person list)'
    )
    with pytest.raises(RefusedError, match=r"whose diary\? Name one of me, Anna, .* 989 others"):
        people.get(connection)


def test_the_default_is_found_without_a_name(connection: Connection) -> None:
    assert people.default(connection) is None
    anna = people.get(connection, "anna")
    _set_default(connection, anna.id, is_default=True)
    assert people.get(connection) == people.default(connection) == anna


def test_a_name_as_it_is_written_reads_one_person(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Any] = []
    raw_rows = Connection.raw_rows

    def noted(self: Connection, statement: str, /, **values: Any) -> Iterator[Any]:
        rows = list(raw_rows(self, statement, **values))
        read.extend((statement, row) for row in rows)
        yield from rows

    monkeypatch.setattr(Connection, "raw_rows", noted)
    assert people.get(connection, "Client 7").name == "Client 7"
    assert [statement for statement, _ in read] == ["people.named"]


def test_everybody_is_read_with_what_is_dated(connection: Connection) -> None:
    late = people.get(connection, "Client 996")
    for since in ("2026-03-01", "2026-01-01"):
        connection.store_many("database.insert.life_stage", [(None, late.id, since, "pregnant")])
    everybody = people.everybody(connection)
    assert len(everybody) == 1001
    assert [person.name for person in everybody[:3]] == ["me", "Anna", "ÉMILE"]
    assert everybody == [people.get(connection, person.name) for person in everybody]
    assert [stage.since.month for stage in everybody[-1].stages] == [1, 3]


def _set_default(connection: Connection, person_id: int, *, is_default: bool) -> None:
    (row,) = connection.rows("database.read.person", ids=[person_id])
    connection.run("database.update.person", **{**row.as_dict(), "is_default": is_default})
