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

# Command, the imports it is held against, and the most it may take of them.
_RACES = [
    (["--help"], "click", None),
    (["log", "150g salmon, 1 cup milk, 2 eggs"], "click, sqlalchemy", 1.35),
    (["today"], "click, sqlalchemy", None),
    (["today", "--brief"], "click, sqlalchemy", 1.35),
    (["week"], "click, sqlalchemy, pandas", 1.35),
    (["food", "find", "salmn"], "click, sqlalchemy", None),
    (
        ["chart", "week", "-o", os.devnull + ".png"],
        "click, sqlalchemy, pandas, matplotlib.figure",
        None,
    ),
]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main(rounds: int) -> None:
    """Print a line a command: its median, its yardstick's, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["B12_DB"] = str(Path(folder) / "diary.db")
        chart = str(Path(folder) / "week.png")
        b12 = [sys.executable, "-m", "tracker"]
        first = _seconds([*b12, "log", "2 eggs"])
        print(f"{'command':<20} {'ms':>6} {'imports':>9} {'ratio':>6} {'at most':>8}")
        for words, modules, limit in _RACES:
            words = [chart if word.startswith(os.devnull) else word for word in words]
            yardstick = [sys.executable, "-c", f"import {modules}"]
            _seconds([*b12, *words])
            times = [(_seconds([*b12, *words]), _seconds(yardstick)) for _ in range(rounds)]
            ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
            name = " ".join(word for word in words[:2] if " " not in word)
            bound = f"{limit:8.2f}" if limit else ""
            print(
                f"{name:<20} {ours * 1000:6.0f} {theirs * 1000:9.0f} {ours / theirs:6.2f} {bound}"
                f"   {modules}"
            )
        print(f"{'first run':<20} {first * 1000:6.0f}   (makes and fills the diary)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
