"""Diaries that other programs switched to a write-ahead log, and logs of other files."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import B12
from tracker.database import backup as backups

# Another program that is killed: what it wrote is in the log, and not in the file.
_WRITE_A_LOG = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("UPDATE item SET b12_ug = 99, note = 'from the log'")
os._exit(9)
"""
_READ = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM item").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def seeded(small: Path) -> Path:
    """Few foods, as the diary is copied and compared here again and again."""
    return small


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _write_log(path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", _WRITE_A_LOG, str(path)], check=False).returncode
    assert _log(path).stat().st_size


def _mode(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


@pytest.fixture
def logged(b12: B12, diary: Path) -> Path:
    assert b12("log", "2 eggs").code == 0
    return diary


@pytest.fixture
def foreign(logged: Path, home: Path) -> Path:
    """The log of a file that had the diary's content, with 99 µg for its egg."""
    other = home / "other.db"
    shutil.copy(logged, other)
    _write_log(other)
    return _log(other)


def test_what_another_program_left_in_a_log_is_in_the_diary(b12: B12, logged: Path) -> None:
    _write_log(logged)
    assert "99.0 µg" in b12("show").out
    assert _mode(logged) == "delete"
    assert list(logged.parent.iterdir()) == [logged]


def _damaged(content: bytes) -> bytes:
    return b"damaged" * 1000


def _cut(content: bytes) -> bytes:
    return content[:200_000]


def _sound(content: bytes) -> bytes:
    return content


@pytest.mark.parametrize("present", [_damaged, _cut, _sound])
def test_a_restore_does_not_play_an_old_log_into_the_copy(
    b12: B12, logged: Path, foreign: Path, present: Callable[[bytes], bytes]
) -> None:
    copy = backups.back_up(logged, "by-hand")
    logged.write_bytes(present(logged.read_bytes()))
    shutil.copy(foreign, _log(logged))
    shutil.copy(str(foreign).replace("-wal", "-shm"), f"{logged}-shm")
    done = b12("restore", str(copy))
    assert (done.code, done.err) == (0, "")
    assert list(logged.parent.iterdir()) == [logged]
    assert "0.89 µg" in b12("show").out
    # All that was there can be looked into with other tools.
    (kept,) = (copy for copy in backups.copies(logged) if copy.suffix == ".damaged-wal")
    assert kept.read_bytes() == foreign.read_bytes()


def test_a_diary_with_a_log_is_restored_and_kept_with_it(b12: B12, logged: Path) -> None:
    copy = backups.back_up(logged, "by-hand")
    _write_log(logged)
    assert b12("restore", str(copy)).code == 0
    assert "0.89 µg" in b12("show").out
    newest = backups.of_diary(logged)[-1]
    assert b12("restore", str(newest)).code == 0
    assert "99.0 µg" in b12("show").out


def test_a_copy_that_is_written_through_a_log_makes_no_such_diary(
    b12: B12, logged: Path, home: Path
) -> None:
    copy = home / "copy.db"
    shutil.copy(logged, copy)
    _write_log(copy)
    assert b12("restore", str(copy)).code == 0
    assert _mode(logged) == "delete"
    logged.write_bytes(b"damaged" * 1000)
    assert b12("restore", str(copy)).code == 0
    assert _mode(logged) == "delete"
    assert "99.0 µg" in b12("show").out


def test_the_log_of_another_file_changes_nothing_and_is_named(
    b12: B12, logged: Path, foreign: Path
) -> None:
    shutil.copy(foreign, _log(logged))
    for words in (["show"], ["log", "150g salmon"], ["undo"], ["backup"]):
        done = b12(*words)
        assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
        assert f"{_log(logged)} is of another file" in done.err
    doctor = b12("doctor", "--json")
    assert doctor.code == 3
    subprocess.run(doctor.json[-1]["to_do"], shell=True, check=True)
    assert "0.89 µg" in b12("show").out
    assert b12("doctor", "--json").json[2]["ok"]


def test_an_example_is_not_created_beside_what_belongs_to_another_file(
    b12: B12, home: Path
) -> None:
    left = home / "example.db-wal"
    left.write_bytes(b"of a file that is gone")
    done = b12("demo", str(home / "example.db"))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert f"{left} exists already" in done.err


def test_while_somebody_reads_the_log_meals_are_logged_and_a_purge_is_not_done(
    process: B12, logged: Path
) -> None:
    assert process("person", "add", "Xanthippe").code == 0
    with subprocess.Popen(
        [sys.executable, "-c", _READ, str(logged)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        assert process("log", "150g salmon", "--person", "Xanthippe").code == 0
        copy = Path(process("backup").out.split(" (")[0].removeprefix("Backed up to "))
        assert copy.read_bytes()[18:20] == b"\1\1"
        assert list(copy.parent.iterdir()) == [copy]
        purge = process("person", "remove", "Xanthippe", "--yes", "--purge")
        assert (purge.code, purge.err.count("\n")) == (1, 1)
        assert "traces of Xanthippe are left in the file until b12 doctor --compact" in purge.err
        assert "in use" in purge.err
        reader.communicate()
    assert process("doctor", "--compact").code == 0
    assert list(logged.parent.iterdir()) == [logged]
    assert b"Xanthippe" not in logged.read_bytes()


def test_a_purge_on_a_full_disk_says_what_is_left(
    b12: B12, logged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert b12("person", "add", "Xanthippe").code == 0
    opened = sqlite3.connect

    class Full(sqlite3.Connection):
        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
            if sql == "VACUUM":
                super().execute("PRAGMA max_page_count = 1")
                sql = "CREATE TABLE more AS SELECT * FROM food"
            return super().execute(sql, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: opened(*a, factory=Full, **k))
    done = b12("person", "remove", "Xanthippe", "--yes", "--purge")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "the disk is full; it was not compacted" in done.err
    assert "nothing was stored" not in done.err
    assert "Purged Xanthippe" in done.out
