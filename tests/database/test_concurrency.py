"""Several `b12` at once; `tests/bench/concurrency.py` has ten log a hundred times."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import B12, Result
from tracker.database import backup as backups
from tracker.database import file, migrate

_OLD = Path(__file__).parent / "diaries" / "0001_diary.sql"
_HEADER = "Day,Time,Group,Food Name,Amount,B12 (Cobalamin) (µg),Category"
# The processes import everything and then wait for the start, which is the end of their stdin.
_WAIT_AND_RUN = """
import sys
from tracker import cli
from tracker.cli.log import log
from tracker.database import engine, history
sys.stdin.read()
for _ in range(int(sys.argv[1])):
    if code := cli.run(sys.argv[2:]): sys.exit(code)
"""


def _at_once(*commands: Sequence[str], times: int = 1) -> list[Result]:
    """Run each command so many times, each in a process of its own, all at once."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _WAIT_AND_RUN, str(times), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for words in commands
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    outputs = [process.communicate(timeout=120) for process in running]
    codes = [process.returncode for process in running]
    return [Result(code, out, err) for code, (out, err) in zip(codes, outputs, strict=True)]


def _count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_ten_processes_that_log_at_once_lose_nothing(diary: Path) -> None:
    done = _at_once(*[["log", "2 eggs"]] * 10, times=2)
    assert [(result.code, result.err) for result in done] == [(0, "")] * 10
    assert (_count(diary, "item"), _count(diary, "change")) == (20, 20)


def test_an_import_and_meals_at_once_are_all_stored(diary: Path, home: Path) -> None:
    file = home / "servings.csv"
    rows = [f"2020-01-{n % 28 + 1:02},,Lunch,Food {n},100 g,1.00,Other" for n in range(500)]
    file.write_text("\n".join([_HEADER, *rows, ""]), encoding="utf-8")
    meals = [["log", "2 eggs"]] * 3
    done = _at_once(["import", "cronometer", str(file)], *meals)
    assert [(result.code, result.err) for result in done] == [(0, "")] * 4
    assert (_count(diary, "item"), _count(diary, "change")) == (503, 4)


def test_commands_during_a_migration_find_the_new_schema(home: Path) -> None:
    path = Path(os.environ["B12_DB"])
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_OLD.read_text(encoding="utf-8"))
    items = _count(path, "item")
    done = _at_once(*[["log", "2 eggs"]] * 3)
    assert [(result.code, result.err) for result in done] == [(0, "")] * 3
    assert _count(path, "item") == items + 3
    (backup,) = backups.of_diary(path)
    assert _count(backup, "item") == items


def test_a_diary_that_another_process_is_creating_is_recognised(home: Path) -> None:
    path = home / "diary.db"
    file.create(path)
    statements: list[str] = []

    def meanwhile(statement: str) -> None:
        statements.append(statement)
        if len(statements) == 2:
            migrate.ensure(path)

    with closing(file.connect(path)) as connection:
        connection.set_trace_callback(meanwhile)
        assert file.revision_of(connection, path) in (None, file.HEAD)
    assert len(statements) >= 2


def test_only_one_of_two_first_runs_reports_a_new_diary(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, made = home / "diary.db", file.create

    def slower(path: Path) -> None:
        made(path)
        monkeypatch.setattr(file, "create", made)
        assert migrate.ensure(path)

    monkeypatch.setattr(file, "create", slower)
    assert not migrate.ensure(path)


def test_a_refusal_after_waiting_is_one_line(diary: Path) -> None:
    done = _at_once(*[["person", "add", "Anna"]] * 3)
    assert sorted(result.code for result in done) == [0, 1, 1]
    assert all(result.err.count("\n") == (1 if result.code else 0) for result in done)


def test_undoing_a_food_while_it_is_logged_is_one_line(
    b12: B12, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.diary.resolve import Candidates

    assert b12("food", "add", "my bar", "--per", "100g", "--b12", "2ug").code == 0
    serving = Candidates.serving

    def undone(*arguments: object) -> object:
        made = serving(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr(Candidates, "serving", serving)
        subprocess.run([sys.executable, "-m", "tracker", "undo"], check=True, capture_output=True)
        return made

    monkeypatch.setattr(Candidates, "serving", undone)
    done = b12("log", "100g my bar")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
