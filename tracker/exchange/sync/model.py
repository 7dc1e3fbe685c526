"""Versions of rows, which machines that share a diary exchange, and how two of them are merged.

A row has a lasting id, its `uid`, which is the same on every machine. A version is the content of a
row from a moment on, written on one machine; a removal is a version without content. Each column of
a version has the stamp of its last change. Of two versions of a row the later change of each column
holds, in whatever order they arrive: all machines that know the same versions have the same diary.
A version names the version that it replaced. Two versions that replaced the same one were written
without knowing of each other; if both changed a column, the value that doesn't hold is shown to the
user.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from tracker.foods.recipes import SOURCE

Cells = dict[str, Any]
# A row on every machine: its table and its uid.
Name = tuple[str, str]


class Parts(NamedTuple):
    """Rows that belong to a row of another table, and are synced as a list in it.

    `owner` is their column with the id of that row, `refers` the column with the id of a food.
    """

    table: str
    owner: str
    columns: tuple[str, ...]
    refers: str | None = None


class Synced(NamedTuple):
    """A table that is synced.

    `refers` are its columns with ids, each with the table that they refer to. `key` are the columns
    that identify a row on every machine; without such columns a row gets a uid. `left` are columns
    that are not synced: they are each machine's own, or follow from others.
    """

    name: str
    refers: Mapping[str, str] = {}
    key: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    parts: Parts | None = None


_MEASURED = ("position", "amount", "measure", "grams", "b12_ug")
_PORTIONS = Parts("portion", "food_id", _MEASURED)
_INGREDIENTS = Parts(
    "recipe_ingredient", "recipe_id", (*_MEASURED, "food", "lower_bound", "food_id"), "food_id"
)
# Each after the tables that it refers to.
TABLES = {
    table.name: table
    for table in (
        Synced("person", key=("name",), left=("is_default", "role")),
        Synced("food_table", key=("code",)),
        Synced("food", key=("code",), parts=_PORTIONS),
        Synced(
            "alias",
            {"food_id": "food"},
            ("phrase", "country", "own"),
            ("ordered_words", "sorted_words"),
        ),
        Synced("recipe", {"food_id": "food"}, ("food_id",), parts=_INGREDIENTS),
        Synced("life_stage", {"person_id": "person"}, ("person_id", "since")),
        Synced("target_choice", {"person_id": "person"}, ("person_id", "since")),
        Synced("condition", {"person_id": "person"}),
        Synced("regimen", {"person_id": "person"}),
        Synced("meal", {"person_id": "person"}),
        # Its food is found by its code, which it has too.
        Synced("item", {"meal_id": "meal"}, left=("food_id",)),
        Synced("day_mark", {"person_id": "person"}, ("person_id", "day")),
        Synced("symptom", {"person_id": "person"}),
        Synced("lab_value", {"person_id": "person"}),
        Synced("imported_day", {"person_id": "person"}, ("person_id", "program", "day")),
    )
}


class Stamp(NamedTuple):
    """When something was written, in ms since 1970, and on which machine: later ones hold."""

    at: int
    machine: str

    def __str__(self) -> str:
        """Return it as text; "" is before all versions."""
        return f"{self.at}.{self.machine}"


class Version(NamedTuple):
    """The content of a row: its cells, with uids in place of ids, or None if it was removed.

    `base` is the stamp of the version that it replaced, as text, and "" for the first. `columns`
    are the stamps of the columns that this version didn't change.
    """

    table: str
    uid: str
    stamp: Stamp
    base: str
    cells: Cells | None
    columns: Mapping[str, Stamp] = {}

    @property
    def name(self) -> Name:
        """The row that it is a version of."""
        return self.table, self.uid

    def stamp_of(self, column: str) -> Stamp:
        """Return when a column was last changed."""
        return self.columns.get(column, self.stamp)

    @property
    def is_whole(self) -> bool:
        """Whether its columns belong together: a recipe, or the figures that follow from one."""
        of_recipe = self.cells is not None and self.cells.get("source") == SOURCE
        return self.table == "recipe" or of_recipe


class Merged(NamedTuple):
    """Two versions of a row merged.

    `lost` are the values that don't hold, of columns that two machines changed without knowing of
    each other, by the machines whose value is lost and whose stays; all cells of a version if the
    other one is a removal, and None for a removal that doesn't hold: that is `removal`, which
    didn't know of the change that holds.
    """

    version: Version
    lost: Mapping[tuple[str, str], Cells | None] = {}
    removal: Version | None = None


def changed(before: Version | None, version: Version) -> Version:
    """Return a new version with the stamps of the columns that it didn't change."""
    if before is None or before.cells is None or version.cells is None or version.is_whole:
        return version
    old = before.cells
    columns = {
        column: before.stamp_of(column)
        for column, value in version.cells.items()
        if column in old and old[column] == value
    }
    return version._replace(columns=columns)


def merge(held: Version | None, arriving: Version) -> Merged:
    """Return two versions of a row merged. The result depends on nothing else, nor on their order.

    A row of which no version is held becomes the arriving one.
    """
    if held is None:
        return Merged(arriving)
    older, newer = sorted((held, arriving), key=lambda version: version.stamp)
    unknowing = newer.base != str(older.stamp) and older.stamp != newer.stamp
    unknowing = unknowing and held.cells != arriving.cells
    if older.cells is None or newer.cells is None or older.is_whole or newer.is_whole:
        machines = (older.stamp.machine, newer.stamp.machine)
        removal = older if unknowing and older.cells is None else None
        return Merged(newer, {machines: older.cells} if unknowing else {}, removal)
    return _merged_columns(older, newer, unknowing=unknowing)


def _merged_columns(older: Version, newer: Version, *, unknowing: bool) -> Merged:
    """Merge two versions with cells, column by column."""
    cells: Cells = {}
    columns: dict[str, Stamp] = {}
    lost: dict[tuple[str, str], Cells] = defaultdict(dict)
    for column in {**(older.cells or {}), **(newer.cells or {})}:
        # When each version changed the column, and what it has there.
        writings = [
            (version.stamp_of(column), version.cells[column])
            for version in (older, newer)
            if version.cells is not None and column in version.cells
        ]
        first, value = min(writings, key=itemgetter(0))
        last, cells[column] = max(writings, key=itemgetter(0))
        if last != newer.stamp:
            columns[column] = last
        if unknowing and first.at > _at(newer.base) and value != cells[column]:
            lost[first.machine, last.machine][column] = value
    return Merged(newer._replace(cells=cells, columns=columns), lost)


def _at(base: str) -> int:
    return int(base.partition(".")[0] or -1)


def uid_of(*parts: object) -> str:
    """Return the lasting id for these values, which can't be read back from it."""
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20]
