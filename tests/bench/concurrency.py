"""Have ten processes log at once, a hundred times; then ten that log a hundred times each.

Run by hand: `python tests/bench/concurrency.py [ROUNDS] [PROCESSES]`. Each process
times its wait for the write lock, and the whole command.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tracker.database import migrate

# `b12 log`, so many times in this process, with the times of its waits and of each command.
_LOGGING = """
import functools, sqlite3, sys, time
from tracker import cli
class Timed(sqlite3.Connection):
    def execute(self, statement, *values):
        start = time.perf_counter()
        try:
            return super().execute(statement, *values)
        finally:
            if statement == "BEGIN IMMEDIATE":
                waits.append(time.perf_counter() - start)
sqlite3.connect = functools.partial(sqlite3.connect, factory=Timed)
for n in range(int(sys.argv[1])):
    waits, start = [], time.perf_counter()
    code = cli.run(["log", f"{n % 9 + 1} eggs"])
    print(code, max(waits), time.perf_counter() - start, file=sys.stderr)
"""


def main(rounds: int, processes: int) -> None:
    """Print how many items are stored, and the longest waits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "diary.db"
        migrate.ensure(path)
        os.environ["B12_DB"] = str(path)
        many = [_at_once(processes, 1) for _ in range(rounds)]
        _tell("new processes", path, [line for some in many for line in some])
        _tell("long processes", path, _at_once(processes, rounds))


def _at_once(processes: int, times: int) -> list[list[float]]:
    """Return exit code, wait for the lock and whole time in seconds of each `b12 log`."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _LOGGING, str(times)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(processes)
    ]
    outputs = [process.communicate()[1].splitlines() for process in running]
    bad = [line for lines in outputs for line in lines if not line.startswith("0 ")]
    if bad:
        print(f"failures and unexpected lines: {len(bad)}:", *bad[:5], sep="\n  ")
    good = [line for lines in outputs for line in lines if line.startswith("0 ")]
    return [[float(word) for word in line.split()] for line in good]


def _tell(how: str, path: Path, logged: Sequence[Sequence[float]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (items,) = connection.execute("SELECT count(*) FROM item").fetchone()
        (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
        connection.execute("PRAGMA foreign_keys = ON")  # so that the items go with their meals
        connection.execute("DELETE FROM meal")
        connection.commit()
    waits, whole = (sorted(line[n] for line in logged) for n in (1, 2))
    print(f"{how}: {len(logged)} reported, {items} stored, integrity {sound}; ", end="")
    print(
        f"wait for the lock: median {_ms(waits[len(waits) // 2])}, longest {_ms(waits[-1])}; ",
        end="",
    )
    print(f"whole: longest {_ms(whole[-1])}", flush=True)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + ["100", "10"][len(sys.argv) - 1 :])))
