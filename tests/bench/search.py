"""Time searches over the whole catalogue, and the reading of lines, inside the process.

Run by hand: `python tests/bench/search.py`. It searches once for every phrase of the test set, and
reads every line of `understood.csv`, on a new diary; the first ones include the imports inside
functions. A search, and a line, may cost 60 ms.
"""

import contextlib
import csv
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tracker.database.engine import Database
from tracker.diary import reading
from tracker.diary.resolve import Resolver
from tracker.diary.store import Diary
from tracker.errors import TrackerError
from tracker.foods import catalogue

_TESTS = Path(__file__).parent.parent
_PHRASES = _TESTS / "foods" / "search" / "phrases.csv"
_LINES = _TESTS / "diary" / "understood.csv"


def main() -> None:
    """Print the median, the 99th percentile and the maximum in ms, and the slowest, of both."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "diary.db")
        with database.reading() as connection:
            diary = Diary(connection)
            person = diary.person.id
            _time("searches", _PHRASES, lambda p: catalogue.find(connection, p, person))
            _time("lines", _LINES, lambda line: reading.read(Resolver(diary), line))


def _time(what: str, file: Path, run: Callable[[str], object]) -> None:
    with file.open(encoding="utf-8", newline="") as rows:
        phrases = [row["phrase"] for row in csv.DictReader(rows)]
    timed: list[tuple[float, str]] = []
    for phrase in phrases:
        start = time.process_time()
        with contextlib.suppress(TrackerError):
            run(phrase)
        timed.append(((time.process_time() - start) * 1000, phrase))
    times = sorted(ms for ms, _ in timed)
    print(f"{len(times)} {what}, CPU ms: median {statistics.median(times):.1f}, ", end="")
    print(f"99 % within {times[int(len(times) * 0.99)]:.1f}, maximum {times[-1]:.1f}")
    for ms, phrase in sorted(timed, reverse=True)[:5]:
        print(f"  {ms:6.1f}  {phrase}")


if __name__ == "__main__":
    main()
