"""Time the import of 10,000 rows of Cronometer against pandas and plain sqlite3.

Run by hand: `python tests/bench/importing.py [ROUNDS] [ROWS]`. The yardstick reads the same file
with pandas.read_csv and inserts its rows, with all their columns, into an empty table by one
executemany over frame.itertuples. Both take turns; the ratio is that of the medians, without
start-up.
"""

import csv
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pandas as pd

from tracker.database import history
from tracker.database.engine import Database
from tracker.diary.store import Diary
from tracker.exchange.cronometer import ledger
from tracker.exchange.cronometer.nature import nature_of
from tracker.exchange.cronometer.servings import PROGRAM, Servings

_OTHER_NUTRIENTS = 69
_FOODS = (
    ("Salmon, Atlantic, Wild, Cooked", "g", 0.0305), ("Egg, Whole, Cooked", "large", 0.56),
    ("Milk, Whole, 3.25%", "cup", 1.1), ("Bread, Whole Wheat", "slice", 0.0),
    ("Vitamin B12 1000 mcg", "tablet", 1000.0), ("Oatly, Oat Drink", "g", 0.004),
)  # fmt: skip
_MEALS = (("Breakfast", "8:15 AM"), ("Lunch", ""), ("Dinner", "7:05 PM"), ("Snacks", ""))
_NOW = datetime(2026, 11, 22, tzinfo=UTC)


def main(rounds: int, rows: int) -> None:
    """Print both medians in ms and their ratio, which should be at most 3."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "servings.csv"
        _write(file, rows)
        times = [
            (_ours(file, Path(folder) / f"{n}.db"), *_bare(file, Path(folder) / f"{n}.bare"))
            for n in range(rounds + 1)
        ]
    # The first round includes the imports inside functions.
    ours, read, insert = (
        statistics.median(column) * 1000 for column in zip(*times[1:], strict=True)
    )
    print(f"{rows} rows of {_OTHER_NUTRIENTS + 1} nutrients, ms: import {ours:.0f}, ", end="")
    print(f"pandas {read:.0f} and sqlite3 {insert:.0f}: {ours / (read + insert):.2f} times")


def _ours(file: Path, diary: Path) -> float:
    database = Database(diary)
    start = time.perf_counter()
    servings = Servings(file)
    with database.writing() as connection, history.recorded(connection, _NOW) as change:
        judge = partial(nature_of, ledger.known_natures(connection))
        items = list(servings.rows(lambda *_: None, _NOW.date(), _NOW, judge))
        own = Diary(connection, None, change)
        ledger.import_items(own, PROGRAM, items)  # type: ignore[arg-type]
    return time.perf_counter() - start


def _bare(file: Path, path: Path) -> tuple[float, float]:
    start = time.perf_counter()
    frame = pd.read_csv(file)
    read = time.perf_counter() - start
    width = len(frame.columns)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE eaten ({', '.join(f'c{n}' for n in range(width))})")
        start = time.perf_counter()
        rows = frame.itertuples(index=False, name=None)
        connection.executemany(f"INSERT INTO eaten VALUES ({', '.join('?' * width)})", rows)
        connection.commit()
        return read, time.perf_counter() - start


def _write(file: Path, rows: int) -> None:
    """Write some years of an invented diary, a third of its B12 cells empty."""
    draw = random.Random(7)
    foods = [*_FOODS]
    foods += [
        (f"My food {n}, home made", draw.choice(("g", "serving")), n / 500) for n in range(400)
    ]
    others = [f"Nutrient {n} (mg)" for n in range(_OTHER_NUTRIENTS)]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        shown = [*others, "B12 (Cobalamin) (µg)"]
        writer.writerow(["Day", "Time", "Group", "Food Name", "Amount", *shown, "Category"])
        for n in range(rows):
            day = date(2010, 1, 1) + timedelta(n // 18)
            meal, at = _MEALS[n % 18 // 5]
            name, measure, ug = draw.choice(foods)
            amount = draw.randint(1, 400) / (1 if measure == "g" else 100)
            b12 = "" if draw.random() < 0.36 else f"{amount * ug:.2f}"
            said = ["" if draw.random() < 0.2 else f"{draw.random() * 100:.2f}" for _ in others]
            writer.writerow([day, at, meal, name, f"{amount:.2f} {measure}", *said, b12, "Foods"])


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + ["5", "10000"][len(sys.argv) - 1 :])))
