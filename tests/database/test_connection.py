"""Statements run by name: their values, lists, rows and refusals."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import pytest

from tracker.database.connection import Connection, ConstraintError, load, values
from tracker.database.engine import Database
from tracker.errors import DamagedFileError, DatabaseFileError

_DAY = date(2026, 11, 22)


@pytest.fixture
def connection(diary: Path) -> Iterator[Connection]:
    with Database(diary).writing() as connection:
        yield connection


def _add(connection: Connection, name: str, **others: object) -> int:
    return connection.run("database.insert.person", name=name, **others)


def test_values_come_back_as_they_were_given(connection: Connection) -> None:
    number = _add(connection, "Anna", born=_DAY, day_starts=time(4))
    row = connection.rows("people.people")[-1]
    assert (row.id, row.name, row.born, row.day_starts) == (number, "Anna", _DAY, time(4))
    assert row.as_dict()["sex"] is None
    (stored,) = connection.raw_rows("database.read.person", ids=[number])
    assert (stored.born, stored.day_starts) == ("2026-11-22", "04:00")


def test_what_is_left_out_has_the_default_of_its_column(connection: Connection) -> None:
    _add(connection, "Anna")
    assert connection.rows("people.people")[-1].day_starts == time(0)


@pytest.mark.parametrize(("ids", "names"), [([], []), ([1], ["me"]), ({1, 2}, ["me", "Anna"])])
def test_a_list_may_be_empty(connection: Connection, ids: list[int], names: list[str]) -> None:
    _add(connection, "Anna")
    assert [row.name for row in connection.each("database.read.person", ids=ids)] == names


def test_a_missing_value_and_one_too_many_are_bugs(connection: Connection) -> None:
    with pytest.raises(KeyError, match="people"):
        connection.rows("people.stages")
    with pytest.raises(KeyError, match="day"):
        connection.rows("people.stages", people=[1], day=_DAY)


def test_the_first_row_and_its_first_value_may_be_none(connection: Connection) -> None:
    assert connection.first("people.others", person=1) is None
    assert connection.value("people.others", person=1) is None
    assert connection.value("people.others", person=2) == 1


def test_what_a_table_refuses_takes_back_the_part_around_it(connection: Connection) -> None:
    def add(*, score: int) -> None:
        with connection.nested():
            _add(connection, "Anna")
            symptom = {"person_id": 1, "day": _DAY, "name": "fatigue", "score": score}
            connection.run("database.insert.symptom", **symptom)
            1 // (score - 9)

    with pytest.raises(ConstraintError, match=r"^ck_symptom_score$"):
        add(score=11)
    with pytest.raises(ZeroDivisionError):
        add(score=9)
    assert connection.column("database.read.person", ids=[1, 2]) == [1]
    add(score=10)
    assert connection.column("database.read.person", ids=[1, 2]) == [1, 2]


def test_a_full_disk_inside_a_part_is_named(diary: Path) -> None:
    def fill() -> None:
        with Database(diary).writing() as connection:
            (pages,) = connection._raw.execute("PRAGMA page_count").fetchone()
            connection._raw.execute(f"PRAGMA max_page_count = {pages}")
            with connection.nested():
                for number in range(1000):
                    _add(connection, f"{number} {'x' * 5000}")

    with pytest.raises(DatabaseFileError, match="the disk is full; nothing was stored"):
        fill()


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_what_is_interrupted_stores_nothing(diary: Path, error: type[BaseException]) -> None:
    def interrupted() -> None:
        with Database(diary).writing() as connection:
            _add(connection, "Anna")
            raise error

    with pytest.raises(error):
        interrupted()
    with Database(diary).reading() as connection:
        assert len(connection.rows("people.people")) == 1


def test_a_value_that_b12_never_writes_is_named(diary: Path) -> None:
    with sqlite3.connect(diary) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("UPDATE person SET born = 'garbage'")
    raw.close()
    with (
        pytest.raises(DamagedFileError, match='invalid date "garbage"'),
        Database(diary).reading() as connection,
    ):
        connection.rows("people.people")


@dataclass(frozen=True)
class _Named:
    id: int
    name: str
    note: str = "none"


def test_a_dataclass_takes_the_columns_that_are_its_fields(connection: Connection) -> None:
    row = connection.rows("people.people")[0]
    assert load(_Named, row) == _Named(1, "me")
    assert load(_Named, row, note="of mine") == _Named(1, "me", "of mine")
    assert values(_Named(1, "me"), "person") == {"name": "me"}
    assert values(_Named(1, "me"), "person", "name") == {}
