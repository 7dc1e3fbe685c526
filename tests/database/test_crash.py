"""Commands killed at random moments; `tests/bench/crash.py` kills each a hundred times."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from tests.conftest import B12
from tests.crashing import COMMANDS, MOMENTS, Scene
from tracker.cli import app
from tracker.database import file
from tracker.errors import RefusedError
from tracker.people import store as people

_HALF_A_WRITE = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE person SET day_starts = '11:00'")
connection.execute("UPDATE food SET source = source || 'x'")
os._exit(9)
"""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("crash"), rows=300)


# A first run takes seconds to seed, and is killed in the bench only.
@pytest.mark.parametrize("name", COMMANDS[1:])
def test_a_killed_command_stores_all_or_nothing(scene: Scene, name: str) -> None:
    write = scene.write(name)
    for moment in MOMENTS if name == "log" else ("writing",):
        scene.kill(write, moment, Random())


@pytest.mark.parametrize("name", COMMANDS[1:-1])
def test_ctrl_c_stops_a_command_or_its_whole_reply_is_printed(scene: Scene, name: str) -> None:
    write = scene.write(name)
    assert not scene.interrupt(write, "answering", Random())
    scene.interrupt(write, "writing", Random())


def test_after_a_kill_a_meal_after_midnight_still_belongs_to_the_day_before(
    b12: B12, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("person", "set", "--day-starts", "04:00")
    killed = subprocess.run([sys.executable, "-c", _HALF_A_WRITE, str(diary)], check=False)
    assert killed.returncode == 9
    assert diary.with_name("diary.db-journal").stat().st_size
    monkeypatch.setattr(app, "now", lambda: datetime(2026, 11, 23, 2, 30, tzinfo=UTC))
    assert "Logged for Sun 22 Nov 2026" in b12("log", "2 eggs").out


def test_a_meal_is_refused_while_the_start_of_the_day_cannot_be_read(
    diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(diary, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RefusedError, match="in use"):
            people.day_start(diary, None)
