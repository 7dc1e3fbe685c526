"""Time commands as whole processes against the imports that they need.

Run by hand in an environment that has `b12`: `python tests/bench/startup.py [ROUNDS]`. They
take turns, so that a machine that slows down slows all; the ratios are those of the medians.
"""

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.bench import filled

_STORE = "click, sqlalchemy"
_CHART = f"{_STORE}, pandas, matplotlib.figure"
_LOG = ["log", "150g salmon, 1 cup milk, 2 eggs"]
_ITEMS, _MANY = 60_000, (1_000, 60_000, 1_000_000)
_MOST_GROWTH, _MOST_FIRST_S = 1.15, 1.5


@dataclass(frozen=True)
class _Race:
    """A command, the imports it is compared with, and its largest permitted ratio."""

    name: str
    words: Sequence[str]
    imports: str
    aim: float | None = None
    setting: dict[str, str] = field(default_factory=dict)


def _races(folder: Path) -> list[_Race]:
    completion = {"_B12_COMPLETE": "bash_complete", "COMP_WORDS": "b12 log salm", "COMP_CWORD": "2"}
    picture = ["-o", str(folder / "chart.png")]
    dry_run = ["import", "cronometer", str(_servings(folder)), "--dry-run"]
    return [
        _Race("--help", ["--help"], "click", 1.3),
        _Race("completion", [], "click, sqlite3", setting=completion),
        _Race("log", _LOG, _STORE, 1.25),
        _Race("today", ["today"], _STORE, 1.25),
        _Race("today --brief", ["today", "--brief"], _STORE),
        _Race("week", ["week"], _STORE, 1.25),
        _Race("food find", ["food", "find", "salmn"], f"{_STORE}, rapidfuzz"),
        _Race("import cronometer", dry_run, _STORE),
        _Race("report", ["report"], _STORE, 1.25),
        _Race("report --last 10y", ["report", "--last", "10y"], _STORE),
        _Race("report --json of 10 y", ["report", "--last", "10y", "--json"], _STORE),
        _Race("sources --last 10y", ["sources", "--last", "10y"], _STORE),
        _Race("advise", ["advise"], _STORE),
        *(
            _Race(f"chart {kind}", ["chart", kind, *picture], _CHART, 1.25)
            for kind in ("week", "trend", "sources", "symptoms", "year", "heatmap")
        ),
        _Race("chart trend of 10 y", ["chart", "trend", "--last", "10y", *picture], _CHART),
    ]


def _servings(folder: Path) -> Path:
    """Write a day as Cronometer exports it."""
    path = folder / "servings.csv"
    head = ["Day", "Group", "Food Name", "Amount", "B12 (Cobalamin) (µg)", "Category"]
    rows = [
        [date.today().isoformat(), "Lunch", f"Salmon {n}", "100 g", "3.05", "Fish"]  # noqa: DTZ011
        for n in range(20)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def _b12(words: Sequence[str]) -> list[str]:
    return [str(Path(sys.executable).with_name("b12")), *words]


def _imports(modules: str) -> list[str]:
    return [sys.executable, "-c", f"import {modules}"]


def _seconds(command: Sequence[str], diary: Path, setting: dict[str, str]) -> float:
    # As for an installed program, there is bytecode, whatever the settings here are.
    with_bytecode = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env = {**with_bytecode, "B12_DB": str(diary), "B12_BACKUPS": str(diary.parent), **setting}
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=env)
    return time.perf_counter() - start


def _medians(
    runs: Sequence[tuple[Sequence[str], Path]], rounds: int, setting: dict[str, str] | None = None
) -> list[float]:
    """Return the seconds of each command on its diary, after one run that doesn't count."""
    for command, diary in runs:
        _seconds(command, diary, setting or {})
    times = [[_seconds(*run, setting or {}) for run in runs] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def _compare(races: Sequence[_Race], empty: Path, full: Path, rounds: int) -> None:
    """Print a line for each command: its imports, and its time on either diary."""
    print(f"{'':<22}{'imports':>9}{'new diary':>18}{f'{_ITEMS:,} items':>18}{'aim':>7}")
    for race in races:
        command, yardstick = _b12(race.words), _imports(race.imports)
        runs = [(yardstick, empty), (command, empty), (command, full)]
        bare, new, years = _medians(runs, rounds, race.setting)
        figures = "".join(f"{s * 1000:9.0f} ms {s / bare:5.2f}" for s in (new, years))
        aim = f"{race.aim:7.2f}" if race.aim else f"{'':7}"
        print(f"{race.name:<22}{bare * 1000:6.0f} ms{figures}{aim}   {race.imports}", flush=True)


def _first_runs(folder: Path, rounds: int) -> None:
    """Print the time of a log that creates its diary."""
    yardstick, command = _imports(_STORE), _b12(_LOG)
    bare = statistics.median(_seconds(yardstick, folder, {}) for _ in range(rounds))
    diaries = [folder / f"first{n}.db" for n in range(rounds)]
    first = statistics.median(_seconds(command, diary, {}) for diary in diaries)
    print(
        f"\nfirst run {first:.2f} s, {first - bare:.2f} s above the imports; aim {_MOST_FIRST_S} s"
    )


def _growth(diaries: Sequence[Path], rounds: int) -> None:
    """Print the time of a log on larger diaries against a new one."""
    empty, *larger = _medians([(_b12(_LOG), diary) for diary in diaries], rounds)
    print(f"\nlog on a new diary: {empty * 1000:.0f} ms")
    for items, seconds in zip(_MANY, larger, strict=True):
        print(f"{items:>12,} items: {seconds / empty:5.2f}   aim {_MOST_GROWTH}")


def main(rounds: int) -> None:
    """Print the table, the first run and the growth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty = folder / "new.db"
        diaries = {items: folder / f"{items}.db" for items in _MANY}
        for items, diary in diaries.items():
            filled.fill(diary, items)
        _compare(_races(folder), empty, diaries[_ITEMS], rounds)
        _first_runs(folder, rounds)
        _growth([empty, *diaries.values()], rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
