"""What a command costs as a whole process: CPU time and wall time."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TREE = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Command:
    """Words to run, what its environment has in addition, and words to run before, untimed."""

    words: Sequence[str]
    setting: Mapping[str, str] = field(default_factory=dict)
    before: Sequence[str] = ()


@dataclass(frozen=True)
class Cost:
    """User and system time of a process, and the time that it took, in ms."""

    cpu_ms: float
    wall_ms: float


def costs(runs: Sequence[tuple[Command, Path]], rounds: int) -> list[Cost]:
    """Return the median cost of each command on its diary, after one run that doesn't count.

    They take turns, so that a machine that slows down slows all.
    """
    for run in runs:
        cost(*run)
    times = [[cost(*run) for run in runs] for _ in range(rounds)]
    return [median(column) for column in zip(*times, strict=True)]


def cost(command: Command, diary: Path) -> Cost:
    """Run the command on the diary. Exit with its message if it fails."""
    environment = _environment(command, diary)
    if command.before:
        _run(command.before, environment)
    cpu, wall = _children_seconds(), time.perf_counter()
    _run(command.words, environment)
    wall = time.perf_counter() - wall
    return Cost((_children_seconds() - cpu) * 1000, wall * 1000)


def median(of: Sequence[Cost]) -> Cost:
    """Return the median of either time."""
    return Cost(
        statistics.median(cost.cpu_ms for cost in of),
        statistics.median(cost.wall_ms for cost in of),
    )


def _environment(command: Command, diary: Path) -> dict[str, str]:
    """Return our own, with this tree first, and with bytecode as for an installed program."""
    own = {name: word for name, word in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join(filter(None, (str(TREE), own.get("PYTHONPATH"))))
    diaries = {"B12_DB": str(diary), "B12_BACKUPS": str(diary.parent)}
    return {**own, "PYTHONPATH": path, **diaries, **command.setting}


def _run(words: Sequence[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        words,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr.decode()}")


def _children_seconds() -> float:
    """Return the user and system time of all our processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
