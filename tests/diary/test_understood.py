"""What people type, read in a new diary: understood.csv has the µg that are right for each."""

import csv
from collections import defaultdict
from pathlib import Path

from tracker.database.engine import Database
from tracker.diary.reading import read
from tracker.diary.resolve import Resolver
from tracker.diary.store import Diary
from tracker.errors import TrackerError

_ROWS = Path(__file__).parent / "understood.csv"


def _class(resolver: Resolver, phrase: str, low: str, high: str) -> str:
    try:
        meant = read(resolver, phrase)
        if any(each.is_unknown for each in meant):
            return "refused"
        if any(each.is_open for each in meant):
            return "asked"
        figures = [each.serving(lambda r: r.matches[0].food).b12_ug for each in meant]
    except TrackerError:
        return "refused"
    eaten = sum(ug or 0 for ug in figures)
    if not low:
        return "logged" if eaten or None not in figures else "kept"
    off = max(float(low) - eaten, eaten - float(high), 0.0)
    if off <= 0.1:
        return "right"
    near = float(low) if eaten < float(low) else float(high)
    return "harmful" if off > 0.2 and off > 0.3 * max(near, 0.01) else "slightly off"


def test_what_people_type_is_understood(seeded: Path) -> None:
    with _ROWS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    classes: dict[str, list[str]] = defaultdict(list)
    with Database(seeded).reading() as connection:
        resolver = Resolver(Diary(connection))
        for row in rows:
            kind = _class(resolver, row["phrase"], row["low"], row["high"])
            classes[kind if row["low"] else f"not to log: {kind}"].append(row["phrase"])
    foods = sum(bool(row["low"]) for row in rows)
    assert len(classes["right"]) >= 0.9 * foods, dict(classes)
    assert len(classes["harmful"]) <= 0.01 * foods, classes["harmful"]
    assert len(classes["asked"]) <= 0.05 * foods, classes["asked"]
    assert not classes["not to log: logged"], classes["not to log: logged"]
