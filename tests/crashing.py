"""Kill commands that write at random moments, and check what is left of their diaries."""

import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from unittest.mock import patch

from tests.conftest import keep_foods
from tracker.database import migrate

COMMANDS = (
    "first run", "log", "edit", "undo", "import cronometer", "import native", "restore",
    "migration",
)  # fmt: skip
# At any time, while the journal of the write exists, and as soon as the command prints something.
MOMENTS = ("any", "writing", "answering")
_BACKED_UP = ("import cronometer", "import native", "restore", "migration")
_OLD = sorted((Path(__file__).parent / "database" / "diaries").glob("*.sql"))

# Every table with its rows; None stands for an empty file or no file.
State = dict[str, list[tuple[object, ...]]] | None


@dataclass(frozen=True)
class Write:
    """A command on a diary of its own, and the diary's state without it and with it."""

    name: str
    start: Path | None
    words: tuple[str, ...]
    before: State
    after: State
    seconds: float
    writing_seconds: float


@dataclass(frozen=True)
class Kill:
    """What a killed command left behind."""

    in_time: bool
    journal_left: bool
    reported: bool
    stored: bool


def state(path: Path) -> State:
    """Return all rows without times by the clock. Raise AssertionError if the file is damaged."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        rows: dict[str, list[tuple[object, ...]]] = {}
        for (name,) in names:
            columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
            clock = {"made_at", "undone_at"} & columns
            shown = ", ".join(sorted(f'"{column}"' for column in columns - clock)) or "1"
            shown += ", undone_at IS NULL" if "undone_at" in clock else ""
            rows[name] = connection.execute(f'SELECT {shown} FROM "{name}"').fetchall()
        return rows or None


class Scene:
    """The diaries and files that the commands work on, in a folder of its own."""

    def __init__(self, folder: Path, rows: int) -> None:
        """Import and restore so many rows.

        4,000 don't fit into SQLite's cache, so some are written to the file before the end.
        """
        self._folder = folder
        self._rows = rows
        self._home = folder / "home"
        # The usual place, where a command that only reads creates the diary too.
        self.diary = self._home / "b12" / "diary.db"
        self._backups = self._home / "backups"
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "B12_DB"},
            "HOME": str(self._home),
            "XDG_DATA_HOME": str(self._home),
            "B12_BACKUPS": str(self._backups),
        }

    def write(self, name: str) -> Write:
        """Run that command to its end once."""
        start, words = self._commands[name]()
        self._reset(start)
        before, began = state(self.diary), time.monotonic()
        running = self._start(words)
        self._wait_for_journal(running)
        written = time.monotonic()
        out, err = running.communicate(timeout=60)
        ended = time.monotonic()
        assert (running.returncode, out != "") == (0, True), (name, err)
        after = state(self.diary)
        assert after != before, f"{name} wrote nothing"
        return Write(name, start, words, before, after, ended - began, ended - written)

    def interrupt(self, write: Write, moment: str, dice: Random) -> bool:
        """Run the command, press Ctrl-C at that moment, and return whether it was stopped by it.

        Raise AssertionError unless it says what it did: stopped, or stored with the whole reply.
        """
        self._reset(write.start)
        running = self._start(write.words)
        self._wait(running, write, moment, dice)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
        stopped = running.returncode == 130
        assert running.returncode in (0, 130), (running.returncode, out, err)
        assert "Traceback" not in err
        assert stopped != self._stored(write), f"{running.returncode}: {out}{err}"
        assert stopped or out.endswith("\n")
        return stopped

    def kill(self, write: Write, moment: str, dice: Random) -> Kill:
        """Run the command and kill it at that moment. Raise AssertionError if anything is lost."""
        self._reset(write.start)
        running = self._start(write.words)
        printed = self._wait(running, write, moment, dice)
        running.send_signal(signal.SIGKILL)
        out, err = running.communicate(timeout=60)
        assert running.returncode in (0, -signal.SIGKILL), err
        left = self.diary.with_name(f"{self.diary.name}-journal").exists()
        kill = Kill(
            in_time=running.returncode != 0,
            journal_left=left,
            reported=printed + out != "",
            stored=self._stored(write),
        )
        assert kill.stored or not kill.reported, f"reported but not stored: {printed}{out}"
        assert kill.stored or kill.in_time
        self._check_backups(write, kill)
        # The next command finds a diary, and finishes its creation or its migration.
        self._ensure(self.diary)
        if write.name in ("first run", "migration"):
            assert state(self.diary) == write.after
        return kill

    def _wait(
        self, running: "subprocess.Popen[str]", write: Write, moment: str, dice: Random
    ) -> str:
        """Wait for the moment; return what was read meanwhile of what it prints."""
        if moment == "any":
            time.sleep(dice.uniform(0, write.seconds * 1.1))
        elif moment == "writing":
            self._wait_for_journal(running)
            time.sleep(dice.uniform(0, write.writing_seconds))
        else:
            assert running.stdout is not None
            return os.read(running.stdout.fileno(), 1).decode()
        return ""

    def _stored(self, write: Write) -> bool:
        """Return whether the write is stored. Raise AssertionError if only a part of it is."""
        now = state(self.diary)
        assert now in (write.before, write.after), "half of the write"
        return now == write.after

    def _check_backups(self, write: Write, kill: Kill) -> None:
        """Check that a write is stored only with its backup, and that every backup is complete."""
        copies = list(self._backups.glob("*.db"))
        assert all(state(copy) == write.before for copy in copies)
        if kill.stored and write.name in _BACKED_UP:
            assert len(copies) == 1

    def _start(self, words: tuple[str, ...]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tracker", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self._environment,
        )

    def _wait_for_journal(self, running: "subprocess.Popen[str]") -> None:
        journal = self.diary.with_name(f"{self.diary.name}-journal")
        while not journal.exists() and running.poll() is None:
            time.sleep(0.0002)

    def _ensure(self, path: Path) -> None:
        """Create or migrate the diary in this process, with backups in the scene's own folder."""
        with patch.dict(os.environ, self._environment):
            migrate.ensure(path)

    def _reset(self, start: Path | None) -> None:
        shutil.rmtree(self._home, ignore_errors=True)
        self._home.mkdir(mode=0o700)
        if start is not None:
            self.diary.parent.mkdir(mode=0o700)
            shutil.copy(start, self.diary)

    @property
    def _commands(self) -> dict[str, Callable[[], tuple[Path | None, tuple[str, ...]]]]:
        day = ("-d", "2024-01-05", "-t", "12:00")
        return {
            "first run": lambda: (None, ("person",)),
            "log": lambda: (self._small, ("log", "150g salmon, 1 cup milk, 2 eggs", *day)),
            "edit": lambda: (self._small, ("edit", str(self._salmon), "--amount", "200g")),
            "undo": lambda: (self._small, ("undo",)),
            "import cronometer": lambda: (
                self._small,
                ("import", "cronometer", str(self._servings)),
            ),
            "import native": lambda: (self._small, ("import", "native", str(self._export))),
            "restore": lambda: (self._small, ("restore", str(self._large))),
            "migration": lambda: (self._old, ("person",)),
        }

    @cached_property
    def _old(self) -> Path:
        path = self._folder / "old.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(_OLD[0].read_text(encoding="utf-8"))
        return path

    @cached_property
    def _small(self) -> Path:
        """A diary with few foods and rows in every table, so that reading it takes no time."""
        path = self._folder / "small.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(_OLD[-1].read_text(encoding="utf-8"))
        self._ensure(path)
        keep_foods(path, "id IN (SELECT food_id FROM item UNION SELECT food_id FROM recipe)")
        return path

    @cached_property
    def _salmon(self) -> int:
        with closing(sqlite3.connect(self._small)) as connection:
            query = "SELECT min(id) FROM item WHERE food = 'salmon'"
            return int(connection.execute(query).fetchone()[0])

    @cached_property
    def _servings(self) -> Path:
        path = self._folder / "servings.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Day", "Time", "Group", "Food Name", "Amount", "B12 (µg)", "Category"])
            for n in range(self._rows):
                day = date(2010, 1, 1) + timedelta(n // 5)
                writer.writerow([day, "8:15 AM", "Lunch", f"Food {n}", "100 g", n / 1000, "Other"])
        return path

    @cached_property
    def _large(self) -> Path:
        self._reset(self._small)
        self._run("import", "cronometer", str(self._servings))
        return Path(shutil.copy(self.diary, self._folder / "large.db"))

    @cached_property
    def _export(self) -> Path:
        self._reset(self._large)
        target = self._folder / "export.zip"
        self._run("export", str(target))
        return target

    def _run(self, *words: str) -> None:
        running = self._start(words)
        _, err = running.communicate(timeout=60)
        assert running.returncode == 0, err
