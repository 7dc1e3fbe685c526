"""What is known of whole days: that nothing was eaten, or that not all of it is logged."""

from datetime import date
from typing import cast

import sqlalchemy as sa

from tracker.database import columns, tables
from tracker.database.history import Change
from tracker.reports.intake import Mark


def marks_between(
    connection: sa.Connection, person_id: int, first: date, last: date
) -> dict[date, Mark]:
    """The marked days among those, both included."""
    mark = tables.day_mark
    rows = connection.execute(
        sa.select(mark.c.day, mark.c.mark).where(
            columns.between(mark.c.day, first, last, mark.c.person_id == person_id)
        )
    )
    return {date.fromisoformat(row.day): cast("Mark", row.mark) for row in rows}


def set_mark(change: Change, person_id: int, day: date, mark: Mark | None) -> None:
    """Mark the day, or take its mark away."""
    table = tables.day_mark
    own = sa.and_(table.c.person_id == person_id, table.c.day == day.isoformat())
    row_id = change.connection.execute(sa.select(table.c.id).where(own)).scalar()
    if row_id is not None and mark is None:
        change.delete(table, row_id)
    elif row_id is not None:
        change.update(table, row_id, {"mark": mark})
    elif mark is not None:
        change.insert(table, {"person_id": person_id, "day": day.isoformat(), "mark": mark})


def end_fast(change: Change, person_id: int, day: date) -> bool:
    """Something was eaten on that day after all; returns whether it was marked as a fast."""
    fasted = marks_between(change.connection, person_id, day, day).get(day) == "fast"
    if fasted:
        set_mark(change, person_id, day, None)
    return fasted
