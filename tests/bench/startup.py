"""Time commands as whole processes against the imports of libraries, and against other diaries.

Run by hand in an environment that has `b12`: `python tests/bench/startup.py [ROUNDS] [NAME ...]`
with names of the first column. A command and its yardstick take turns, and times are medians. The
ratios are of CPU time, since other processes disturb it less than wall time.
"""

import csv
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.bench import filled
from tests.bench.processes import Command, Cost, cost, costs, median

_ROUNDS = 15
_ITEMS, _MANY_ITEMS = 60_000, 1_000_000
_FIRST_RUN, _MANY = "first run", f"log on {_MANY_ITEMS:,}"
_MOST_FIRST_MS, _MOST_GROWTH = 1500, 1.15
_BIN = Path(sys.executable).parent
_PATH = f"{_BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
_HEAD = f"""\
{"CPU ms":>28}{"new diary":>17}{f"{_ITEMS:,} items":>17}{"wall ms":>14}
{"":19}yardstick{"CPU ms   ratio":>17}{"CPU ms   ratio":>17}{"new":>7}{f"{_ITEMS:,}":>7}   aim"""


@dataclass(frozen=True)
class _Yardstick:
    name: str
    command: Command


@dataclass(frozen=True)
class _Race:
    """A command, what it is compared with, and its largest permitted ratio of CPU time."""

    name: str
    command: Command
    yardstick: _Yardstick
    aim: float | None = None


def _b12(*words: str) -> Command:
    return Command([str(_BIN / "b12"), *words])


def _imports(modules: str) -> _Yardstick:
    code = f"import {modules}"
    return _Yardstick(code, Command([sys.executable, "-c", code]))


_CLICK = _imports("click")
_STORE = _imports("click, sqlalchemy")
_CHART = _imports("click, sqlalchemy, pandas, matplotlib.figure")
_LOG = _b12("log", "150g salmon, 1 cup milk, 2 eggs")
_UNDO = Command(_b12("undo").words, before=_LOG.words)
_COMPLETION = Command(
    _b12().words,
    {"_B12_COMPLETE": "bash_complete", "COMP_WORDS": "b12 log salm", "COMP_CWORD": "2"},
)


def main(rounds: int, names: Sequence[str]) -> None:
    """Print the table, the first run and the growth, or those of these names only."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        races = list(_races(folder))
        known = list(dict.fromkeys([*(race.name for race in races), _FIRST_RUN, _MANY]))
        if unknown := [name for name in names if name not in known]:
            sys.exit(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}")
        chosen = names or known
        if races := [race for race in races if race.name in chosen]:
            _compare(races, folder, rounds)
        if _FIRST_RUN in chosen:
            _first_run(folder, rounds)
        if _MANY in chosen:
            _growth(folder, rounds)


def _races(folder: Path) -> Iterator[_Race]:
    """Yield the lines of the table. The folder is for the files that the commands need."""
    ten_years = ("--last", "10y")
    yield _Race("--help", _b12("--help"), _CLICK, 1.3)
    yield _Race("completion", _COMPLETION, _STORE, 0.30)
    yield _Race("log", _LOG, _STORE, 0.42)
    if watson := _peer("watson", folder, _watson):
        yield _Race("log", _LOG, watson, 1.1)
    if jrnl := _peer("jrnl", folder, _jrnl):
        yield _Race("log", _LOG, jrnl)
    yield _Race("undo", _UNDO, _STORE, 0.42)
    yield _Race("today", _b12("today"), _STORE, 0.42)
    yield _Race("today --brief", _b12("today", "--brief"), _STORE, 0.30)
    yield _Race("week", _b12("week"), _STORE, 0.42)
    yield _Race("report", _b12("report", "--last", "365d"), _STORE, 0.9)
    yield _Race("report of 10 y", _b12("report", *ten_years), _STORE)
    yield _Race("report --json", _b12("report", *ten_years, "--json"), _STORE)
    yield _Race("sources", _b12("sources", *ten_years), _STORE)
    yield _Race("advise", _b12("advise"), _STORE)
    yield _Race("food find", _b12("food", "find", "salmn"), _STORE)
    yield _Race("import", _b12("import", "cronometer", _servings(folder), "--dry-run"), _STORE)
    picture = ("-o", str(folder / "chart.png"))
    yield _Race("chart week", _b12("chart", "week", *picture), _CHART, 1.0)
    for kind in ("trend", "sources", "symptoms", "year", "heatmap"):
        yield _Race(f"chart {kind}", _b12("chart", kind, *picture), _CHART)


def _servings(folder: Path) -> str:
    """Write a day as Cronometer exports it, and return its file."""
    path = folder / "servings.csv"
    head = ["Day", "Group", "Food Name", "Amount", "B12 (Cobalamin) (µg)", "Category"]
    rows = [
        [date.today().isoformat(), "Lunch", f"Salmon {n}", "100 g", "3.05", "Fish"]  # noqa: DTZ011
        for n in range(20)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return str(path)


def _peer(
    name: str, folder: Path, yardstick: Callable[[str, Path], _Yardstick]
) -> _Yardstick | None:
    """Return the yardstick of another program, or None, with a note, if it isn't installed."""
    if program := shutil.which(name, path=_PATH):
        return yardstick(program, folder)
    print(f"{name} isn't installed; nothing is compared with it")
    return None


def _watson(program: str, folder: Path) -> _Yardstick:
    """Return an hour of work added to a new diary of Watson (on PyPI: td-watson)."""
    words = [program, "add", "--from", "2026-01-05 10:00", "--to", "2026-01-05 11:00", "project"]
    return _Yardstick("watson add", Command(words, {"WATSON_DIR": str(folder / "watson")}))


def _jrnl(program: str, folder: Path) -> _Yardstick:
    """Return an entry added to a new journal of jrnl."""
    config, journal = folder / "jrnl.yaml", folder / "journal.txt"
    config.write_text(f"version: v4.2\njournals:\n  default:\n    journal: {journal}\n", "utf-8")
    words = [program, "--config-file", str(config), "150g salmon, 1 cup milk, 2 eggs"]
    return _Yardstick("jrnl", Command(words, {"XDG_DATA_HOME": str(folder)}))


def _compare(races: Sequence[_Race], folder: Path, rounds: int) -> None:
    """Print a line for each race, on an empty diary and on one of many items."""
    diaries = [_diary(folder, 0), _diary(folder, _ITEMS)]
    print(_HEAD)
    for race in races:
        # Copies, because what one race logs would be listed by the next.
        new, full = (Path(shutil.copy(diary, folder / f"copy-{diary.name}")) for diary in diaries)
        runs = [(race.yardstick.command, new), (race.command, new), (race.command, full)]
        print(_line(race, *costs(runs, rounds)), flush=True)


def _diary(folder: Path, items: int) -> Path:
    """Create a diary of so many items."""
    path = folder / f"{items}.db"
    filled.fill(path, items)
    return path


def _line(race: _Race, bare: Cost, new: Cost, full: Cost) -> str:
    ratios = [diary.cpu_ms / bare.cpu_ms for diary in (new, full)]
    aim = f"{race.aim:6.2f}{_mark(max(ratios), race.aim)}" if race.aim else ""
    return (
        f"{race.name:<19}{bare.cpu_ms:9.1f}{new.cpu_ms:10.1f}{ratios[0]:7.2f}"
        f"{full.cpu_ms:10.1f}{ratios[1]:7.2f}{new.wall_ms:7.0f}{full.wall_ms:7.0f}"
        f"{aim:15}{race.yardstick.name}"
    )


def _first_run(folder: Path, rounds: int) -> None:
    """Print the wall time of a log that creates its diary, above that of the imports."""
    diaries = [folder / f"first-{n}.db" for n in range(rounds + 1)]
    times = [(cost(_STORE.command, diary), cost(_LOG, diary)) for diary in diaries]
    imports, first = (median(column).wall_ms for column in zip(*times[1:], strict=True))
    above = first - imports
    print(f"{_FIRST_RUN}: {first:.0f} ms wall, {above:.0f} ms above the imports; ", end="")
    print(f"aim {_MOST_FIRST_MS}{_mark(above, _MOST_FIRST_MS)}", flush=True)


def _growth(folder: Path, rounds: int) -> None:
    """Print the CPU time of a log on a diary of a million items against an empty one."""
    runs = [(_LOG, _diary(folder, items)) for items in (0, _MANY_ITEMS)]
    new, full = (diary.cpu_ms for diary in costs(runs, rounds))
    print(f"{_MANY}: {full:.1f} ms CPU, {full / new:.2f} of that on a new diary; ", end="")
    print(f"aim {_MOST_GROWTH}{_mark(full / new, _MOST_GROWTH)}")


def _mark(figure: float, aim: float) -> str:
    return " missed" if figure > aim else ""


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else _ROUNDS, sys.argv[2:])
