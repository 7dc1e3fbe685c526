"""Removing a person, and restoring them, with rows of every table that can have theirs."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from tests.conftest import NOW
from tracker.database import history, tables
from tracker.database.engine import Database
from tracker.people import store as people


def _content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            for name, table in tables.metadata.tables.items()
            if "person_id" in table.c or name in ("person", "item")
        }


_MEALS = 1201  # more than go in one batch
_DAY = date(2026, 1, 1)
_ONE_EACH: dict[str, dict[str, Any]] = {
    "life_stage": {"since": _DAY, "stage": "pregnant"},
    "target_choice": {"since": _DAY, "authority": "EFSA", "ug_per_day": None},
    "condition": {"name": "metformin", "since": _DAY, "until": None},
    "day_mark": {"day": _DAY, "mark": "partial"},
    "symptom": {"day": _DAY, "name": "fatigue", "score": 3},
    "imported_day": {"program": "Cronometer", "day": _DAY, "marks": "0123456789ab"},
    "regimen": {"amount_ug": 50.0, "route": "mouth", "every": 1, "unit": "day", "since": _DAY},
    "lab_value": {"day": _DAY, "test": "b12", "value": 210, "unit": "pmol/L"},
}


def _fill(change: history.Change, person_id: int) -> None:
    for name, values in _ONE_EACH.items():
        change.insert(name, {"person_id": person_id, **values})
    meals = change.insert_many("meal", [{"person_id": person_id, "day": _DAY}] * _MEALS)
    eaten = {"food": "egg", "origin": "natural", "source": "s", "amount": 1.0, "measure": "g"}
    change.insert_many("item", [{"meal_id": meal, "usual": False, **eaten} for meal in meals])


def test_a_person_is_removed_and_restored_with_every_table(seeded: Path, tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    path.write_bytes(seeded.read_bytes())
    database = Database(path)
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        people.add(change, "Anna", {})
        for name in ("me", "Anna"):
            _fill(change, people.get(connection, name).id)
    full = _content(path)
    assert all(full.values()), "a table of people has no row here"

    with database.writing() as connection, history.recorded(connection, NOW) as change:
        anna = people.get(connection, "Anna")
        assert people.holdings(connection, anna) == {
            **dict.fromkeys(_ONE_EACH, 1), "meal": _MEALS, "item": _MEALS,
        }  # fmt: skip
        people.remove(change, anna)
    half = _content(path)
    assert {name: len(rows) * 2 for name, rows in half.items()} == {
        name: len(rows) for name, rows in full.items()
    }
    with database.writing() as connection:
        history.undo(connection, NOW)
    assert _content(path) == full
    with database.writing() as connection:
        history.redo(connection)
    assert _content(path) == half
