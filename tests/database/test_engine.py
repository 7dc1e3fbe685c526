"""Locks, foreign keys and files that lack something, with two programs at one diary."""

import sqlite3
import threading
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import B12
from tracker.database import file
from tracker.database.engine import Database
from tracker.errors import RefusedError


def test_a_writer_holds_the_lock_from_its_start(diary: Path) -> None:
    other = sqlite3.connect(diary, timeout=0, isolation_level=None)
    locked = pytest.raises(sqlite3.OperationalError, match="locked")
    with closing(other), Database(diary).writing(), locked:
        other.execute("BEGIN IMMEDIATE")


def test_a_reader_does_not_keep_a_writer_waiting(diary: Path) -> None:
    other = sqlite3.connect(diary, timeout=0, isolation_level=None)
    with closing(other), Database(diary).reading() as connection:
        connection.rows("people.people")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


def test_foreign_keys_are_enforced(diary: Path) -> None:
    with (
        pytest.raises(RefusedError, match="removed meanwhile"),
        Database(diary).writing() as connection,
    ):
        connection.run("database.insert.meal", person_id=99, day=date(2026, 11, 22))


def test_a_commit_is_synced_to_the_disk(diary: Path) -> None:
    with closing(file.connect(diary)) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_who_comes_second_waits(diary: Path, process: B12) -> None:
    def hold() -> None:
        with closing(sqlite3.connect(diary, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            held.set()
            time.sleep(1.5)
            connection.execute("COMMIT")

    held = threading.Event()
    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    assert process("log", "2", "eggs").code == 0
    holder.join()


def test_who_waits_too_long_is_told(diary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.1)
    database = Database(diary)
    with closing(sqlite3.connect(diary, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(RefusedError, match="in use"), database.writing():
            pass


def test_a_wait_is_so_long_in_all_however_often_the_file_is_opened(
    diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.3)
    file.Wait.end()
    with closing(sqlite3.connect(diary, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            file.connect(diary)
        other.execute("ROLLBACK")
        # The next open of the same command has nothing left to wait for.
        with closing(file.connect(diary)) as connection:
            assert connection.execute("PRAGMA busy_timeout").fetchone() == (0,)
    # Who had a turn to write may wait as long for the next.
    with Database(diary).writing():
        assert file.Wait.left() == 0.3


@pytest.mark.parametrize(
    "statement",
    ["DROP TABLE alembic_version", "DROP TABLE meal", "DELETE FROM person"],
)
def test_a_diary_that_lacks_something_is_damaged(diary: Path, process: B12, statement: str) -> None:
    with closing(sqlite3.connect(diary)) as connection:
        connection.execute(statement)
        connection.commit()
    result = process("today")
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert "damaged" in result.err


def test_the_question_holds_no_lock(b12: B12, diary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import click

    from tracker.cli import choose

    def prompt(*_: object, **__: object) -> str:
        with closing(sqlite3.connect(diary, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
        return "1"

    monkeypatch.setattr(choose, "asks", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    assert b12("log", "100g liver").code == 0
