"""Kills, crowds, a server that stops, a network that fails: a change is stored whole, or not."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random

import psycopg
import pytest

from tests import postgres
from tests.database.server.conftest import As
from tests.database.test_concurrency import _at_once
from tracker import cli
from tracker.database import file
from tracker.database.engine import Database
from tracker.database.place import Server
from tracker.database.server import engine
from tracker.errors import DatabaseFileError

_OWNER = postgres.OWNER
_MEAL = ("log", "150g salmon, 1 cup milk, 2 eggs", "-d", "2026-11-20", "-t", "12:00")
_ITEMS = 3


def _items(place: Server) -> int:
    """Return how many items are stored, each with its meal and its step of undo."""
    with psycopg.connect(place) as raw:
        (items, rows, changes, meals) = raw.execute(
            "SELECT (SELECT count(*) FROM item), "
            "(SELECT count(*) FROM change_row WHERE table_name = 'item'), "
            "(SELECT count(*) FROM change WHERE summary <> ''), (SELECT count(*) FROM meal)"
        ).fetchone() or (0, 0, 0, 0)
    assert (rows, changes * _ITEMS, meals * _ITEMS) == (items, items, items)
    return int(items)


def _log(place: Server, home: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tracker", *_MEAL],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "B12_DB": place},
    )


def test_a_killed_command_stores_all_or_nothing(place: Server, home: object) -> None:
    began = time.monotonic()
    assert _log(place, home).communicate()[1] == ""
    seconds = time.monotonic() - began
    dice, before = Random(), _items(place)
    for _ in range(12):
        running = _log(place, home)
        time.sleep(dice.uniform(seconds * 0.4, seconds))
        running.send_signal(signal.SIGKILL)
        out, err = running.communicate(timeout=60)
        assert err == ""
        now = _items(place)
        assert now - before in (0, _ITEMS)
        assert now > before or not out
        before = now


def test_a_command_that_was_killed_while_it_writes_gives_its_turn_back(
    as_role: As, place: Server
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", _HALF_A_WRITE, place], check=False, env=os.environ
    )
    assert killed.returncode == 9
    assert as_role(_OWNER, "log", "2 eggs").code == 0
    assert "garbage" not in as_role(_OWNER, "person", "list").out


_HALF_A_WRITE = """
import os, sys
from tracker.database.engine import Database
from tracker.database.place import Server
with Database(Server(sys.argv[1])).writing() as connection:
    connection.run("database.insert.person", name="garbage")
    os._exit(9)
"""


def test_ten_processes_that_log_at_once_lose_nothing(
    as_role: As, place: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B12_DB", place)
    done = _at_once(*[list(_MEAL)] * 10, times=2)
    assert [(each.code, each.err) for each in done] == [(0, "")] * 10
    assert _items(place) == 20 * _ITEMS


def test_who_waits_too_long_for_a_turn_is_refused_in_a_line(
    as_role: As, place: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.1)
    with psycopg.connect(place) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({file.APPLICATION_ID})")
        refused = as_role(_OWNER, *_MEAL)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err == "Error: somebody else has been writing for too long; try again\n"
        # Who reads waits for nobody.
        assert as_role(_OWNER, "today").code == 0
    assert as_role(_OWNER, *_MEAL).code == 0
    assert _items(place) == _ITEMS


def test_a_reader_sees_one_state_throughout(place: Server) -> None:
    database = Database(place)
    with database.reading() as connection:
        before = connection.value("database.people")
        with database.writing() as writing:
            writing.run("database.insert.person", name="Anna")
        assert connection.value("database.people") == before
    with database.reading() as connection:
        assert connection.value("database.people") == before + 1


def test_who_reads_can_not_write(place: Server) -> None:
    database = Database(place)
    with pytest.raises(DatabaseFileError, match="only reads"), database.reading() as connection:
        connection.run("database.insert.person", name="Anna")


def test_a_shell_goes_on_after_the_server_ended_its_connection(as_role: As, place: Server) -> None:
    assert as_role(_OWNER, *_MEAL).code == 0
    with psycopg.connect(place, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert as_role(_OWNER, *_MEAL).code == 0
    assert _items(place) == 2 * _ITEMS


class _Network:
    """Carries bytes to the server and back, until so many have gone one way."""

    def __init__(self) -> None:
        self.limits = {"there": float("inf"), "back": float("inf")}
        self.carried = {"there": 0, "back": 0}
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(f"{os.environ[postgres.FOLDER]}/.s.PGSQL.5432")
                pair = client, server
                self._open += pair
                for way, (source, target) in {"there": pair, "back": pair[::-1]}.items():
                    threading.Thread(
                        target=self._carry, args=(way, source, target), daemon=True
                    ).start()

    def _carry(self, way: str, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while some := source.recv(1 << 16):
                room = int(min(self.limits[way] - self.carried[way], len(some)))
                self.carried[way] += room
                target.sendall(some[:room])
                if room < len(some):
                    break
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        for each in (self._listening, *self._open):
            each.close()


@contextmanager
def _network() -> Iterator[_Network]:
    network = _Network()
    try:
        yield network
    finally:
        network.close()


@pytest.mark.parametrize("way", ["there", "back"])
def test_a_network_that_fails_loses_nothing_and_is_said(
    as_role: As,
    place: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    way: str,
) -> None:
    def run() -> tuple[int, str, str]:
        engine.close_idle()
        code = cli.run(_MEAL)
        return code, *capsys.readouterr()

    with _network() as network:
        address = re.sub(r"\?.*", f"?host=127.0.0.1&port={network.port}", place)
        monkeypatch.setenv("B12_DB", f"{address}&sslmode=disable")
        capsys.readouterr()
        assert run()[0] == 0
        bytes_in_all = network.carried[way]
        stored = _items(place)
        dice = Random()
        for _ in range(25):
            network.carried = {"there": 0, "back": 0}
            network.limits[way] = dice.uniform(0, bytes_in_all * 1.02)
            code, out, err = run()
            now = _items(place)
            assert now - stored in (0, _ITEMS)
            if code == 0:
                assert now > stored
            else:
                assert (code, out, err.count("\n")) == (3, "", 1), err
                assert now == stored or "look whether it is there" in err
            stored = now
