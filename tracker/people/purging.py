"""A person taken out for good: rows, and what the undo history keeps of them.

What SQLite has removed is overwritten in the file (`schema.connect`); what was removed before
this, by whatever program, is overwritten by `compacting`.
"""

import sqlalchemy as sa

from tracker.database import history, tables
from tracker.people import store as people
from tracker.people.model import Person

_REST = "the rest of a change of somebody who was purged"


def purge(connection: sa.Connection, person: Person) -> None:
    """Take a person out with all that is theirs, and with every trace in the undo history.

    Changes that were all theirs can't be undone any more; of others the rest can. Foods, recipes
    and names for foods are the household's, and stay. Raises RefusedError for the last person.
    """
    people.check_removable(connection, person)
    names, meals = {person.name}, set()
    for row in history.rows_kept(connection, tables.person):
        if row["id"] == person.id:
            names.add(row["name"])
    for row in history.rows_kept(connection, tables.meal):
        if row["person_id"] == person.id:
            meals.add(row["id"])
    owned = [table for table in tables.metadata.sorted_tables if "person_id" in table.c]
    changes = history.forget(connection, tables.person, "id", {person.id})
    for table in owned:
        changes |= history.forget(connection, table, "person_id", {person.id})
    changes |= history.forget(connection, tables.item, "meal_id", meals)
    # All that is theirs goes with them, by ON DELETE CASCADE.
    connection.execute(sa.delete(tables.person).where(tables.person.c.id == person.id))
    _rename(connection, changes, names)


def _rename(connection: sa.Connection, changes: set[int], names: set[str]) -> None:
    """Take the changes that are empty out, and what others say of the person."""
    change, row = tables.change, tables.change_row
    left = sa.select(sa.literal(1)).where(row.c.change_id == change.c.id).exists()
    connection.execute(sa.delete(change).where(~left))
    names -= set(connection.scalars(sa.select(tables.person.c.name)))
    for number, summary in connection.execute(sa.select(change.c.id, change.c.summary)).all():
        said = _REST if number in changes else summary
        for name in names:
            said = said.removeprefix(f"{name}: ")
        if said != summary:
            connection.execute(sa.update(change).where(change.c.id == number).values(summary=said))
