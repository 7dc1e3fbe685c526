"""A person erased from the diary: their rows, and every trace in the history and the sync."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.database import compiled, history
from tracker.database.connection import Connection
from tracker.people.model import Person
from tracker.people.store import check_removable

_PURGED = "the rest of a change of somebody who was purged"


def removed(connection: Connection, name: str) -> list[Person]:
    """Return the people of that name who were removed, and whom the history still keeps."""
    here = {row.id for row in connection.each("people.people")}
    rows = history.rows_kept(connection, "person")
    named = {
        row["id"]: row["name"]
        for row in rows
        if str(row.get("name", "")).casefold() == name.casefold()
    }
    return [Person(named[row_id], id=row_id) for row_id in sorted(named.keys() - here)]


def purge(connection: Connection, person: Person) -> None:
    """Remove a person with all that is theirs, and every trace from the history and the sync.

    Changes that were only theirs can no longer be undone; of others the rest can. The next sync
    tells the other machines of the removal. Foods, recipes and names for foods belong to the
    household, and stay. Raise RefusedError for the only person.
    """
    check_removable(connection, person)
    kept = _kept(connection, "person", "id", person.id)
    names = {row["name"] for row in kept if "name" in row} | {person.name}
    meals = {row["id"] for row in _kept(connection, "meal", "person_id", person.id)}
    changes = history.forget(connection, "person", "id", {person.id})
    changes |= history.forget(connection, "item", "meal_id", meals)
    for table in compiled.keys("people.count"):
        if table != "item":
            changes |= history.forget(connection, table, "person_id", {person.id})
    connection.run("people.blank_versions", person=person.id)
    # All that is theirs goes with them, by ON DELETE CASCADE.
    connection.run("database.delete.person", ids=[person.id])
    _forget_names(connection, changes, names)


def _kept(
    connection: Connection, table: str, column: str, value: int
) -> Iterator[Mapping[str, Any]]:
    """The rows of the table in the undo history that have the value.

    A client of a server may have written other rows than b12 does.
    """
    return (row for row in history.rows_kept(connection, table) if row.get(column) == value)


def _forget_names(connection: Connection, changes: set[int], names: set[str]) -> None:
    """Take the person's names and values out of the summaries of changes.

    `changes` have lost rows, and are deleted if they have none left. Other changes without rows say
    what a sync didn't take, and whose it was: they stay if it is somebody else's for sure.
    """
    others = {row.name for row in connection.each("people.people")}
    for number, summary, has_rows in connection.rows("people.summaries"):
        whose = {name for name in names | others if summary.startswith(f"{name}: ")}
        if not has_rows and (number in changes or not whose or whose & names):
            connection.run("database.delete.change", ids=[number])
            continue
        kept = _PURGED if number in changes else summary
        for name in names - others:
            kept = kept.removeprefix(f"{name}: ")
        if kept != summary:
            connection.run("database.set_summary", change=number, text=kept)
