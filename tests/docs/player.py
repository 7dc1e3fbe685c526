"""A page is played from its top to its end, as a reader would type it, in one diary."""

import io
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.cli.transfer.test_import_cronometer import HEADER, ROWS
from tests.conftest import B12, Result
from tests.docs import pages
from tests.docs.pages import Part
from tracker.cli import settings

_SCREEN = re.compile(r"^\$ (.*\n)((?:(?!\$ ).*\n)*)", re.MULTILINE)
_HEAD = re.compile(r"(.*?) \| head -(\d+)")
_FROM_FILE = re.compile(r"(.*?) < (\S+)")
_EXPORT = re.compile(r"export (\w+)=(\S+)\s*")
# A planned dose that is due has an exit code of its own.
_DONE = (0, 4)
# An editor that is closed without a change.
_CLOSED = "true"
# Where the pages say that the reader's files are.
_READERS_HOME = "/home/sam"
_READERS_DATA = f"{_READERS_HOME}/.local/share/b12"
_READERS_SETTINGS = f"{_READERS_HOME}/.config/b12"


def furnish(home: Path) -> None:
    """Fill a home with what the pages name: files of other programs, folders, and `b12`."""
    with zipfile.ZipFile(home / "SR_Legacy_csv.zip", "w") as archive:
        food = "fdc_id,data_type,description,food_category_id,publication_date"
        archive.writestr("food.csv", f"{food}\n2,foundation_food,Moon cheese,1,2026-04-01\n")
        figures = "id,fdc_id,nutrient_id,amount"
        archive.writestr("food_nutrient.csv", f"{figures}\n1,2,1178,2.5\n")
    summary = [
        "Date,Energy (kcal),B12 (Cobalamin) (µg),Completed",
        "2026-11-16,270,1002.06,true", "2026-11-17,535,1004.82,true",
    ]  # fmt: skip
    for name, rows in (("servings.csv", [HEADER, *ROWS]), ("dailysummary.csv", summary)):
        (home / name).write_text("\n".join([*rows, ""]), encoding="utf-8")
    (home / "media" / "stick").mkdir(parents=True)
    (home / "Sync" / "b12").mkdir(parents=True)
    program = home / "bin" / "b12"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n', encoding="utf-8")
    program.chmod(stat.S_IRWXU)


class Player:
    """Plays a page in the home of a reader, in the diary that `B12_DB` names: at first a file."""

    def __init__(self, b12: B12, diary: Path, home: Path, patch: pytest.MonkeyPatch) -> None:
        self._b12, self._diary, self._home, self._patch = b12, diary, home, patch
        self._settings = Path(os.environ["B12_CONFIG"])
        self._typed: dict[str, str] = {}
        self._says: dict[str, str] = {}
        self._file, self._elsewhere = "", False
        self._server = ExitStack()
        # Pages are played side by side.
        self._database = f"b12_{uuid.uuid4().hex[:12]}"
        self._editor = _CLOSED
        names: dict[str, object] = {}
        self._play_kind: dict[str, Callable[[str], object]] = {
            "prose": self._prose,
            "text": lambda text: self._apart(map(pages.command_of, text.splitlines())),
            "sh": self._sh,
            "cron": self._cron,
            "python": lambda text: exec(compile(text, "page", "exec"), names),
            "sql": lambda text: self._apart([f"b12 sql {shlex.quote(text)}"]),
            "json": json.loads,
            "toml": self._settings_file,
            "before": self._before,
            "typed": lambda text: self._typed.update(pages.answers(text)),
            "editor": self._edit,
            "says": lambda text: self._says.update(pages.answers(text)),
            "diary": lambda text: shutil.copy(self._home / text, self._diary),
            "server": lambda _: self._serve(),
        }

    def play(self, text: str) -> str:
        """Return the page with what its commands print now."""
        played, end = "", 0
        for part in pages.parts(text):
            played += text[end : part.start] + self._play(part)
            end = part.start + len(part.text)
        assert not self._typed
        assert not self._says
        return played + text[end:]

    def _play(self, part: Part) -> str:
        if part.kind == "file":
            self._file = part.text
        elif self._file and part.kind != "prose":
            (self._home / self._file).write_text(part.text, encoding="utf-8")
            self._file = ""
        elif part.kind == "elsewhere":
            self._elsewhere = True
        elif self._elsewhere and part.kind != "prose":
            self._elsewhere = False
        elif part.kind == "console":
            return _SCREEN.sub(self._screen, part.text)
        else:
            self._play_kind[part.kind](part.text)
        return part.text

    def run(self, line: str) -> Result:
        """Run a line that begins with `b12`; it may read a file or be cut by `head`."""
        line = line.strip()
        typed = self._typed.pop(line, None)
        command = self._here(line)
        if read := _FROM_FILE.fullmatch(command):
            command = read[1]
            typed = (self._home / read[2]).read_text(encoding="utf-8")
        head = _HEAD.fullmatch(command)
        program, *words = shlex.split(head[1] if head else command)
        assert program == "b12", line
        if words == ["demo"]:
            (self._home / "example.db").unlink()
        if typed is None and words[-1:] == ["-"]:
            typed = "SELECT 1\n" if "sql" in words else "2 eggs\n"
        with self._patch.context() as patch:
            # What a reader sees on an ordinary terminal, but for bold and colours.
            patch.setattr("tracker.cli.terminal.is_terminal", lambda _stream=None: True)
            patch.setattr("tracker.cli.wrapping.width_of", lambda _stream: 100)
            patch.setenv("COLUMNS", "100")
            patch.setenv("TERM", "dumb")
            patch.setenv("PAGER", "")
            patch.setenv("EDITOR", self._editor)
            if typed is not None:
                stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
                patch.setattr(sys, "stdin", stdin)
                patch.setattr("tracker.cli.choose.asks", lambda: "-" not in words)
                patch.setattr("tracker.cli.log.meals._at_terminal", lambda: True)
            result = self._b12(*words)
        self._editor = _CLOSED
        # b12 understands many a slip, but a page has none.
        assert " read as " not in result.err, line
        if head:
            result.out = "".join(result.out.splitlines(keepends=True)[: int(head[2])])
        return result

    def _done(self, line: str) -> Result:
        result = self.run(line)
        assert result.code in _DONE, (line, result.err)
        return result

    def _here(self, line: str) -> str:
        """Return the line with a disk that is there, and with the real name of a copy."""
        line = line.replace(" /media/", f" {self._home}/media/")
        for word in line.split():
            if "…" in word:
                (copy,) = (self._home / "backups").glob(word.replace("…", "*"))
                line = line.replace(word, str(copy))
        return line

    def _screen(self, screen: re.Match[str]) -> str:
        if variable := _EXPORT.fullmatch(screen[1]):
            self._patch.setenv(variable[1], variable[2])
            return f"$ {screen[1]}"
        result = self.run(screen[1])
        printed = (result.out + result.err).replace(str(self._home / "data"), _READERS_DATA)
        printed = printed.replace(str(self._home / "backups"), f"{_READERS_DATA}/backups")
        printed = printed.replace(str(self._settings.parent), _READERS_SETTINGS)
        return f"$ {screen[1]}{printed.replace(str(self._home), _READERS_HOME)}"

    def _edit(self, text: str) -> None:
        """Let the editor of the next command replace the text in it."""
        edited = self._home / "edited.txt"
        edited.write_text(f"{text}\n", encoding="utf-8")
        self._editor = f"cp {edited}"

    def _settings_file(self, text: str) -> None:
        _, problems = settings.parse(text.encode())
        assert problems == []

    def _before(self, text: str) -> None:
        for line in filter(None, text.splitlines()):
            self._done(line)

    def _prose(self, text: str) -> None:
        if whole := [line for line in pages.commands_in(text) if pages.is_whole(line)]:
            self._apart(whole)

    def _apart(self, lines: Iterable[str]) -> None:
        """Run alternatives on a copy of the diary: they change nothing of what follows."""
        with self._unchanged():
            for line in lines:
                # An outlook takes more days than a page logs: the example's.
                example = " outlook" in line
                result = self._done(line.replace("b12 ", "b12 --db example.db ", example))
                assert self._says.pop(line, "") in result.out, (line, result.out)

    @contextmanager
    def _unchanged(self) -> Iterator[None]:
        """Take back what is written inside, to the diary and to the settings."""
        copy = self._home / "copy.db"
        shutil.copy(self._diary, copy)
        chosen = self._settings.read_bytes() if self._settings.exists() else b""
        with ExitStack() as stack:
            if os.environ["B12_DB"].startswith("postgresql:"):
                stack.enter_context(postgres.unchanged(self._database))
            yield
        shutil.copy(copy, self._diary)
        if self._settings.exists():
            self._settings.write_bytes(chosen)

    def _serve(self) -> None:
        """Let every host be the tests' server, as an entry of the name service would."""
        if postgres.programs() is None:
            pytest.skip("PostgreSQL is not installed")
        self._server.enter_context(postgres.empty_database(self._database))
        connect, host = psycopg.connect, os.environ[postgres.FOLDER]

        def connect_there(address: str, **options: Any) -> "psycopg.Connection[Any]":
            if host in address:  # of the tests themselves
                return connect(address, **options)
            return connect(address, host=host, port=postgres.PORT, dbname=self._database, **options)

        self._patch.setattr(psycopg, "connect", connect_there)

    def close(self) -> None:
        """Remove the server's database."""
        self._server.close()

    def _cron(self, text: str) -> None:
        """Run what stands in a crontab behind the five fields of the time."""
        for line in text.splitlines():
            *_, command = line.split(maxsplit=5)
            self._sh(command)

    def _sh(self, text: str) -> None:
        """Run a script; of the commands that set b12 up, only those of b12 itself."""
        if ".venv/" in text:
            self._apart(re.findall(r"\.venv/bin/(b12 [^&\n]*)", text))
            return
        path = f"{self._home / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-uc", text],
            env={**os.environ, "PATH": path, "PYTHONPATH": str(pages.CHECKOUT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode in _DONE, (text, done.stderr)
        assert "Error" not in done.stderr, (text, done.stderr)
