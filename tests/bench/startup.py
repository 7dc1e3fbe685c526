"""What commands take as whole processes, beside the imports they can't do without.

Run by hand: `python tests/bench/startup.py [ROUNDS]`. Commands and yardsticks take turns, so that
a machine that slows down slows both; the ratios are of the medians.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.bench import filled

_B12 = [sys.executable, "-m", "tracker"]
_STORE, _REPORT = "click, sqlalchemy", "click, sqlalchemy, pandas"
_CHART = f"{_REPORT}, matplotlib.figure"
# Command, the imports it is held against, and the most it may take of them.
_RACES = [
    (["--help"], "click", None),
    (["log", "150g salmon, 1 cup milk, 2 eggs"], _STORE, 1.35),
    (["today"], _STORE, None),
    (["today", "--brief"], _STORE, 1.35),
    (["week"], _REPORT, 1.35),
    (["report"], _REPORT, None),
    (["food", "find", "salmn"], _STORE, None),
    (["chart", "week"], _CHART, None),
]
_ITEMS = 60_000
# On a diary of so many items: a command, what it is held against, and the most of it.
_YEARS: list[tuple[list[str], str | list[str], float | None]] = [
    (["report", "--last", "11y"], ["report", "--last", "1w"], 1.5),
    (["chart", "trend"], _CHART, 1.35),
    (["chart", "sources"], _CHART, 1.35),
    (["chart", "symptoms"], _CHART, 1.35),
    (["chart", "year"], _CHART, 1.35),
    (["chart", "heatmap"], _CHART, 1.35),
    (["chart", "trend", "--last", "11y"], _CHART, None),
    (["week"], _REPORT, 1.35),
    (["log", "150g salmon, 1 cup milk, 2 eggs"], _STORE, 1.35),
]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _race(
    words: list[str], against: str | list[str], limit: float | None, rounds: int, folder: Path
) -> None:
    """Print a line: the command's median, its yardstick's, and the ratio."""
    imports = isinstance(against, str)
    yardstick = [sys.executable, "-c", f"import {against}"] if imports else [*_B12, *against]
    drawn = ["-o", str(folder / "chart.png")] if words[0] == "chart" else []
    command = [*_B12, *words, *drawn]
    _seconds(command)
    times = [(_seconds(command), _seconds(yardstick)) for _ in range(rounds)]
    ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    name = " ".join(word for word in words if "," not in word)
    bound = f"{limit:8.2f}" if limit else f"{'':8}"
    beside = against if isinstance(against, str) else f"b12 {' '.join(against)}"
    ratio = f"{ours / theirs:6.2f} {bound}"
    print(f"{name:<24} {ours * 1000:6.0f} {theirs * 1000:9.0f} {ratio}   {beside}")


def main(rounds: int) -> None:
    """Print a line a command, on a new diary and on one of ten years."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        os.environ["B12_DB"] = str(folder / "diary.db")
        first = _seconds([*_B12, "log", "2 eggs"])
        print(f"{'command':<24} {'ms':>6} {'beside':>9} {'ratio':>6} {'at most':>8}")
        for words, modules, limit in _RACES:
            _race(words, modules, limit, rounds, folder)
        print(f"{'first run':<24} {first * 1000:6.0f}   (makes and fills the diary)")
        os.environ["B12_DB"] = str(folder / "years.db")
        days = filled.fill(folder / "years.db", _ITEMS)
        print(f"on {_ITEMS} items of {days} days")
        for words, against, limit in _YEARS:
            _race(words, against, limit, rounds, folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
