"""Laboratory values in the diary."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.database import tables
from tracker.database.history import Change
from tracker.health.laboratory import TESTS, LabValue


def add(change: Change, person_id: int, one: LabValue) -> None:
    """Store a value in the unit it was given in."""
    change.insert(
        tables.lab_value,
        {
            "person_id": person_id,
            "day": one.day.isoformat(),
            "test": one.test.name,
            "value": one.value,
            "unit": one.unit,
        },
    )


def values(connection: sa.Connection, person_id: int) -> list[LabValue]:
    """All values of the person by day, the newest last."""
    table = tables.lab_value
    rows = connection.execute(
        sa.select(table).where(table.c.person_id == person_id).order_by(table.c.day, table.c.id)
    )
    return [_value(row) for row in rows]


def remove(change: Change, person_id: int, ids: Sequence[int]) -> list[LabValue]:
    """Take values out; returns them. Raises NotFoundError when one of them isn't the person's."""
    missing = "no value has the number {}; b12 lab list shows them"
    return [_value(row) for row in change.delete_of(tables.lab_value, person_id, ids, missing)]


def _value(row: sa.Row[Any]) -> LabValue:
    return LabValue(date.fromisoformat(row.day), TESTS[row.test], row.value, row.unit, row.id)
