"""A real `b12` on a diary of its own: in process with a fixed clock, or as a process."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tracker import cli
from tracker.cli import app as options
from tracker.database import migrate as schema

# A Sunday.
NOW = datetime(2026, 11, 22, 12, 41, tzinfo=UTC)


@dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        import json

        return json.loads(self.out)


B12 = Callable[..., Result]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new diary, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("seeded") / "diary.db"
    schema.ensure(path)
    return path


@pytest.fixture(scope="session")
def small(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new diary whose catalogue has but a few foods: it is quickly copied and compared.

    Those with the least numbers, and milk, egg, oats and liver.
    """
    path = tmp_path_factory.mktemp("small") / "diary.db"
    shutil.copy(seeded, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(
            "DELETE FROM food WHERE id > 50 AND code NOT IN ('01077', '01123', '08013', '13327')"
        )
        connection.commit()
        connection.execute("VACUUM")
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with nothing in it; the diary would be `diary.db` in it."""
    settle(tmp_path, monkeypatch)
    return tmp_path


def settle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it the home of a user without settings."""
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("B12_DB", str(folder / "data" / "diary.db"))
    monkeypatch.setenv("B12_BACKUPS", str(folder / "backups"))
    for name in ("LC_ALL", "LC_CTYPE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def diary(home: Path, seeded: Path) -> Path:
    """The user's diary: the catalogue, and nothing logged."""
    path = Path(os.environ["B12_DB"])
    path.parent.mkdir(mode=0o700)
    shutil.copy(seeded, path)
    return path


@pytest.fixture
def b12(diary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> B12:
    """`b12("log", "2 eggs")` in this process, at NOW."""
    monkeypatch.setattr(options, "now", lambda: NOW)

    def run(*words: str) -> Result:
        capsys.readouterr()
        code = cli.run(words)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def process(home: Path) -> B12:
    """`b12` as a process of its own, for exit codes, start-up and commits as they really are."""

    def run(*words: str, stdin: str | None = None, **environment: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *words],
            capture_output=True,
            text=True,
            input=stdin or "",
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return run
