"""Several machines that share one folder, each with a diary of its own."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tracker import cli
from tracker.cli import app
from tracker.database.compiled import Row
from tracker.database.connection import Connection
from tracker.exchange.sync.model import TABLES, Synced
from tracker.exchange.sync.state import State


def _parts(connection: Connection, table: Synced, row: Row) -> list[Row]:
    if table.parts is None:
        return []
    return connection.rows(f"exchange.sync.parts_of.{table.parts.table}", owner=row.id)


class Machines:
    """`run("laptop", "log 2 eggs")` on one of them; a minute passes with each command."""

    def __init__(
        self,
        folder: Path,
        diary: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str] | None = None,
    ) -> None:
        self.folder, self.shared = folder, folder / "shared"
        self.shared.mkdir(mode=0o700, exist_ok=True)
        self._diary, self._patch, self._capsys = diary, monkeypatch, capsys
        self._minutes = 0

    def path(self, machine: str) -> Path:
        """The machine's diary, which is a new one if it had none."""
        path = self.folder / f"{machine}.db"
        if not path.exists():
            shutil.copy(self._diary, path)
            with closing(sqlite3.connect(path)) as connection:
                # A new diary has a number of its own, and this one is a copy.
                connection.execute("UPDATE sync_state SET diary = ?", (machine,))
                connection.commit()
        return path

    def run(self, machine: str, *words: str) -> tuple[int, str, str]:
        """Run a command on the machine; return its exit code and what it printed."""
        self._minutes += 1
        now = NOW + timedelta(minutes=self._minutes)
        self._patch.setenv("B12_DB", str(self.path(machine)))
        self._patch.setattr(app, "now", lambda: now)
        self._patch.setattr("platform.node", lambda: machine)
        if self._capsys is not None:
            self._capsys.readouterr()
        code = cli.run(words)
        captured = None if self._capsys is None else self._capsys.readouterr()
        return code, captured.out if captured else "", captured.err if captured else ""

    def sync(self, machine: str, *words: str) -> str:
        """Sync the machine, and return what that said."""
        code, out, err = self.run(machine, "sync", str(self.shared), *words)
        assert code == 0, err
        return out

    def rows(self, machine: str) -> dict[tuple[str, str], dict[str, Any]]:
        """The rows of the machine's diary as every machine knows them."""
        with closing(sqlite3.connect(self.path(machine))) as raw:
            connection = Connection(raw)
            state = State(connection)
            foods = {
                row.id
                for row in connection.raw_rows("exchange.sync.rows.food")
                if row.catalogue != "seed"
            }
            rows = {}
            for table in TABLES.values():
                for row in connection.raw_rows(f"exchange.sync.rows.{table.name}"):
                    if table.name == "food" and row.id not in foods:
                        continue
                    if table.name == "alias" and not row.own and row.food_id not in foods:
                        continue
                    uid = state.uids.get((table.name, row.id), f"unsynced {row.id}")
                    rows[table.name, uid] = state.cells(table, row, _parts(connection, table, row))
            return rows
