"""Syncs that are killed at any moment, and several at once: nothing is lost or doubled."""

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.exchange.sync.machines import Machines

_RUN = (
    "import platform, sys; name = sys.argv.pop(1); platform.node = lambda: name; "
    "from tracker.__main__ import main; main()"
)
_ROUNDS = 4


@pytest.fixture
def seeded(small: Path) -> Path:
    """Few foods are quick to copy."""
    return small


def _start(machines: Machines, machine: str, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, machine, *words],
        env={**os.environ, "B12_DB": str(machines.path(machine))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_sync_that_is_killed_anywhere_loses_and_doubles_nothing(
    home: Path, seeded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill(Machines(home, seeded, monkeypatch), _ROUNDS, Random())


def kill(machines: Machines, rounds: int, random: Random) -> int:
    """Log on both machines and kill syncs of theirs; return how many were killed in time."""
    killed = 0
    for _ in range(rounds):
        for machine in ("laptop", "desktop"):
            assert machines.run(machine, "log", "2 eggs, 150g salmon")[0] == 0
            sync = _start(machines, machine, "sync", str(machines.shared))
            time.sleep(random.uniform(0.05, 0.35))
            sync.kill()
            killed += sync.wait() < 0
    for machine in ("laptop", "desktop", "laptop", "desktop"):
        machines.sync(machine)
    laptop, desktop = machines.rows("laptop"), machines.rows("desktop")
    assert laptop == desktop
    assert sum(table == "item" for table, _ in laptop) == 4 * rounds
    return killed


def test_several_syncs_of_one_machine_at_once_send_everything_once(
    home: Path, seeded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines = Machines(home, seeded, monkeypatch)
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.run("laptop", "log", "150g salmon")
    syncs = [_start(machines, "laptop", "sync", str(machines.shared)) for _ in range(4)]
    assert [sync.wait() for sync in syncs] == [0] * 4
    (file,) = machines.shared.iterdir()
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == 1 + 3 + 2
    machines.sync("desktop")
    assert machines.rows("laptop") == machines.rows("desktop")
