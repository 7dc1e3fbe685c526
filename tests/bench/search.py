"""What a search over the whole catalogue costs inside the process.

Run by hand: `python tests/bench/search.py`. Every phrase of the test set, once, on a new diary;
the first phrases pay for what is imported and read only when it is needed.
"""

import csv
import statistics
import tempfile
import time
from pathlib import Path

from tracker.database.engine import Database
from tracker.foods import catalogue
from tracker.people import store as people

_PHRASES = Path(__file__).parent.parent / "foods" / "search" / "phrases.csv"


def main() -> None:
    """Print the median, the 99th percentile and the most, in ms, and the slowest phrases."""
    with _PHRASES.open(encoding="utf-8", newline="") as file:
        phrases = [row["phrase"] for row in csv.DictReader(file)]
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "diary.db")
        with database.reading() as connection:
            who = people.get(connection).id
            taken: list[tuple[float, str]] = []
            for phrase in phrases:
                start = time.perf_counter()
                catalogue.find(connection, phrase, who)
                taken.append(((time.perf_counter() - start) * 1000, phrase))
    times = sorted(ms for ms, _ in taken)
    print(f"{len(times)} phrases, ms: median {statistics.median(times):.1f}, ", end="")
    print(f"99 % within {times[int(len(times) * 0.99)]:.1f}, most {times[-1]:.1f}")
    for ms, phrase in sorted(taken, reverse=True)[:5]:
        print(f"  {ms:6.1f}  {phrase}")


if __name__ == "__main__":
    main()
