"""The versions of the rows that were written on this machine since its last sync."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from tracker.database.compiled import Row
from tracker.database.connection import Connection
from tracker.exchange.sync.model import (
    TABLES,
    Cells,
    Name,
    Stamp,
    Synced,
    Version,
    changed,
    uid_of,
)
from tracker.exchange.sync.state import Place, State

_LONG_AGO = datetime.fromisoformat("1970-01-02T00:00+00:00")


class Local:
    """The rows of this diary with their uids; `cells` are the synced cells of each row."""

    def __init__(self, connection: Connection, state: State, moment: datetime) -> None:
        """Read the history; `moment` is the time of the sync."""
        self.cells: dict[Name, Cells] = {}
        self._connection, self._state, self._moment = connection, state, moment
        self._own_foods: set[int] = set()
        # When rows were written since the last sync, in ms, and how new rows began.
        self._written: dict[Place, int] = {}
        self._began: dict[Place, str] = {}
        self._read_history()

    def versions(
        self, machine: str, *, without: Place | None = None
    ) -> Iterator[tuple[Version, int | None]]:
        """Yield a version of each row that is new, changed or removed, and its id; parents first.

        `without` is a row to leave out. Afterwards the state has the uids of all rows.
        """
        for table in TABLES.values():
            parts = self._parts(table)
            for row in self._rows(table, parts):
                place = (table.name, row.id)
                if place == without:
                    continue
                cells = self._state.cells(table, row, parts.get(row.id, []))
                name = (table.name, self._uid(table, row.id, cells))
                self._state.uids[place] = name[1]
                self.cells[name] = cells
                held = self._state.held.get(name)
                if held is None or held.version.cells != cells or held.row_id != row.id:
                    yield self._version(name, place, cells, machine), row.id
        for name, held in self._state.held.items():
            if held.row_id is not None and name not in self.cells:
                yield self._version(name, (name[0], held.row_id), None, machine), None

    def _parts(self, table: Synced) -> dict[int, list[Row]]:
        """Return the parts of all rows of a table, by the ids of these."""
        parts: dict[int, list[Row]] = defaultdict(list)
        if table.parts is not None:
            for row in self._connection.raw_rows(f"exchange.sync.parts.{table.parts.table}"):
                parts[getattr(row, table.parts.owner)].append(row)
        return parts

    def _rows(self, table: Synced, parts: dict[int, list[Row]]) -> Iterator[Row]:
        """Yield the rows of a table, without those that came with the program and are unchanged."""
        for row in self._connection.raw_rows(f"exchange.sync.rows.{table.name}"):
            if table.name == "food":
                self._state.uids.setdefault(("food", row.id), uid_of("food", row.code))
                own = row.catalogue != "seed"
                own = own or any(("portion", part.id) in self._written for part in parts[row.id])
                if own:
                    self._own_foods.add(row.id)
            elif table.name == "alias":
                own = bool(row.own) or row.food_id in self._own_foods
            else:
                own = True
            if own or self._is_written(table.name, row.id):
                yield row

    def _is_written(self, table: str, row_id: int) -> bool:
        """Return whether the user has ever changed a row that came with the program."""
        uid = self._state.uids.get((table, row_id))
        return (table, row_id) in self._written or (table, uid) in self._state.held

    def _uid(self, table: Synced, row_id: int, cells: Cells) -> str:
        place = (table.name, row_id)
        uid = self._state.uids.get(place)
        if uid is None and table.key:
            key = (cells[column] for column in table.key)
            uid = uid_of(table.name, *(k.casefold() if isinstance(k, str) else k for k in key))
        elif uid is None:
            # A file that was copied before its first sync has the same rows in both copies.
            began = self._began.get(place, uid_of(cells))
            uid = uid_of(table.name, self._state.diary, row_id, began)
        while (table.name, uid) in self.cells:
            uid = uid_of(uid, "another")
        return uid

    def _version(self, name: Name, place: Place, cells: Cells | None, machine: str) -> Version:
        before = self._state.version(name)
        # A row that nobody wrote, such as the first person, is older than every change.
        otherwise = 0 if self._state.synced_at is None else _ms(self._moment)
        at = self._written.get(place, otherwise)
        if before is None:
            return Version(*name, Stamp(at, machine), "", cells)
        stamp = Stamp(max(at, before.stamp.at + 1), machine)
        return changed(before, Version(*name, stamp, str(before.stamp), cells))

    def _read_history(self) -> None:
        since = self._state.synced_at or _LONG_AGO
        values = {"beyond": self._state.last_change, "since": since.isoformat()}
        for image in self._connection.each("exchange.sync.images", **values):
            at = _ms(max(image.made_at, image.undone_at or image.made_at))
            for row_id, content in _rows_of(image):
                place = (image.table_name, row_id)
                self._written[place] = max(at, self._written.get(place, 0))
                if content is not None:
                    self._began.setdefault(place, f"{image.made_at.isoformat()} {content}")


def _rows_of(image: Row) -> Iterator[tuple[int, str | None]]:
    """Yield the ids of the rows of an image, and how new rows began; None for other rows."""
    if isinstance(image.after, list):
        columns, *rows = image.after
        place = columns.index("id")
        yield from ((row[place], uid_of(dict(zip(columns, row, strict=True)))) for row in rows)
    else:
        is_new = image.before is None
        yield image.row_id, uid_of(image.after) if is_new else None


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
