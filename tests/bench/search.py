"""Time searches over the whole catalogue inside the process.

Run by hand: `python tests/bench/search.py`. It searches once for every phrase of the test set on a
new diary; the first searches include the imports inside functions.
"""

import csv
import statistics
import tempfile
import time
from pathlib import Path

from tracker.database.engine import Database
from tracker.foods import catalogue
from tracker.people import store

_PHRASES = Path(__file__).parent.parent / "foods" / "search" / "phrases.csv"


def main() -> None:
    """Print the median, the 99th percentile and the maximum in ms, and the slowest phrases."""
    with _PHRASES.open(encoding="utf-8", newline="") as file:
        phrases = [row["phrase"] for row in csv.DictReader(file)]
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "diary.db")
        with database.reading() as connection:
            who = store.get(connection).id
            timed: list[tuple[float, str]] = []
            for phrase in phrases:
                start = time.perf_counter()
                catalogue.find(connection, phrase, who)
                timed.append(((time.perf_counter() - start) * 1000, phrase))
    times = sorted(ms for ms, _ in timed)
    print(f"{len(times)} phrases, ms: median {statistics.median(times):.1f}, ", end="")
    print(f"99 % within {times[int(len(times) * 0.99)]:.1f}, maximum {times[-1]:.1f}")
    for ms, phrase in sorted(timed, reverse=True)[:5]:
        print(f"  {ms:6.1f}  {phrase}")


if __name__ == "__main__":
    main()
