"""Rows that two machines changed without knowing of each other, described for the user."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from tracker.exchange.sync.model import TABLES, Cells, Merged, Name, Version
from tracker.text.dates import read_day

# The columns with the name of a row, the most telling first.
_NAMES = ("food", "everyday", "name", "phrase", "test", "mark", "title")
_DAYS = ("day", "since")
# Columns that follow from others, or mean nothing to a user.
_UNSHOWN = frozenset(
    "b12_ug food_code kind lower_bound marks origin own removed source usual".split()
)


class Conflict(NamedTuple):
    """A row that two machines changed: the columns of which one value stays, and both values.

    `name` and `day` are what a user knows the row by; `person` is whose it is, and "" for what all
    share. `winner` is the machine whose values stay, and `loser` the other one. A value is None for
    a removal, and empty if a user knows none of the columns.
    """

    table: str
    person: str
    name: str
    day: date | None
    winner: str
    stays: Cells | None
    loser: str
    lost: Cells | None


def conflicts(
    known: Mapping[Name, Cells], merged: Merged, machines: Mapping[str, str], here: str
) -> Iterator[Conflict]:
    """Yield a description of the values of this machine that don't hold after a merge, or that do.

    `known` are the rows that this diary knows, `machines` the names of machines by their ids, of
    which this one has the id `here`: what others changed and lost they are told themselves. The
    row of a person who was removed from this diary is described without its values: they would be
    kept in the history, from which a purge may have deleted them.
    """
    version = merged.version
    for (loser, winner), lost in merged.lost.items():
        if here not in (loser, winner):
            continue
        holds = version.cells
        cells = holds or lost or {}
        stays: Cells | None = None if holds is None else {}
        if holds is not None and lost is not None:
            # A recipe is exchanged whole.
            columns = [column for column in lost if holds.get(column) != lost[column]]
            stays = {column: holds.get(column) for column in columns}
            lost = {column: lost[column] for column in columns}
        person = _person(known, version, cells)
        if person is None:
            cells, stays, lost = {}, stays and {}, lost and {}
        yield Conflict(
            version.table,
            person or "",
            _name(known, cells),
            _day(cells),
            machines.get(winner, "another machine"),
            _shown(version.table, stays),
            machines.get(loser, "another machine"),
            _shown(version.table, lost),
        )


def _person(known: Mapping[Name, Cells], version: Version, cells: Cells) -> str | None:
    """Return the name of the person whose row it is; "" for what all share, None if unknown."""
    refers = TABLES[version.table].refers
    uid = version.uid if version.table == "person" else cells.get("person_id")
    if "meal_id" in refers:
        uid = known.get(("meal", str(cells.get("meal_id"))), {}).get("person_id")
    elif version.table != "person" and "person_id" not in refers:
        return ""
    person = known.get(("person", str(uid)))
    return None if person is None else str(person["name"])


def _name(known: Mapping[Name, Cells], cells: Cells) -> str:
    """Return the name of a row; a recipe has that of its food."""
    names = (cells.get(column) for column in _NAMES)
    name = next((str(name) for name in names if name), "")
    if not name and cells.get("food_id"):
        return _name(known, known.get(("food", str(cells["food_id"])), {}))
    return name


def _day(cells: Cells) -> date | None:
    """Return the day of a row; None for a row without one, or with an invalid one."""
    day = next((cells[column] for column in _DAYS if cells.get(column)), None)
    with suppress(ValueError):
        return None if day is None else read_day(str(day))
    return None


def _shown(table: str, cells: Cells | None) -> Cells | None:
    """Return the cells that mean something to a user; None for a removal."""
    if cells is None:
        return None
    unshown = _UNSHOWN | TABLES[table].refers.keys()
    return {
        column: value
        for column, value in cells.items()
        if column not in unshown and not isinstance(value, list)
    }
