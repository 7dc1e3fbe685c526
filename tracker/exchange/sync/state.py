"""The state of the sync in this diary: which machine it is, and the newest version of each row."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.database.compiled import Row
from tracker.database.connection import Connection
from tracker.exchange.sync.folder import Log
from tracker.exchange.sync.model import Cells, Name, Parts, Stamp, Synced, Version, uid_of

Place = tuple[str, int]


@dataclass
class Held:
    """The newest known version of a row, and the row's id in this diary.

    `row_id` is None if the row was removed, or waits because it refers to a row that hasn't
    arrived. `number` is that of the version in this machine's file, and 0 if it is in another's.
    `id` is that of the record, and None for a new one.
    """

    version: Version
    row_id: int | None = None
    number: int = 0
    id: int | None = None
    changed: bool = False


class State:
    """Read from the diary, changed in memory, and written back by `save`."""

    def __init__(self, connection: Connection) -> None:
        """Read it in the transaction of the connection."""
        self._connection = connection
        row = connection.first("exchange.sync.state")
        assert row is not None  # the migration has written it
        self._row: Row = row
        self.diary: str = row.diary
        self.machine: str | None = row.machine
        self.name: str | None = row.name
        self.counter: int = row.counter
        self.last_change: int = row.last_change
        self.synced_at: datetime | None = row.synced_at
        self.held: dict[Name, Held] = {}
        self.uids: dict[Place, str] = {}
        for each in connection.each("exchange.sync.known"):
            self.held[each.table_name, each.uid] = Held(
                version_of(each), each.row_id, each.number, each.id
            )
            if each.row_id is not None:
                self.uids[each.table_name, each.row_id] = each.uid
        logs = connection.each("exchange.sync.logs")
        self._logs = {each.code: each for each in logs}

    def version(self, name: Name) -> Version | None:
        """Return the newest known version of a row; None if it is new."""
        held = self.held.get(name)
        return None if held is None else held.version

    def uid(self, table: str, row_id: int) -> str | None:
        """Return the uid of a row of this diary; None for one that was never synced."""
        place = (table, row_id)
        if place not in self.uids and table == "food":
            code = self._connection.value("exchange.sync.food_code", food=row_id)
            self.uids[place] = uid_of("food", code)
        return self.uids.get(place)

    def cells(self, table: Synced, row: Row, parts: list[Row]) -> Cells:
        """Return the synced cells of a row, with uids in place of ids, and its parts as a list."""
        cells = {k: v for k, v in row.as_dict().items() if k != "id" and k not in table.left}
        for column, other in table.refers.items():
            if cells[column] is not None:
                cells[column] = self.uid(other, cells[column])
        if table.parts is not None:
            cells[table.parts.table] = [self.part(table.parts, part) for part in parts]
        return cells

    def part(self, parts: Parts, row: Row) -> list[Any]:
        """Return the synced cells of a part, in the order of the columns of `parts`."""
        values = row.as_dict()
        if parts.refers is not None and values[parts.refers] is not None:
            values[parts.refers] = self.uid("food", values[parts.refers])
        return [values[column] for column in parts.columns]

    def seen(self, log: Log) -> int:
        """Return the number up to which another machine's file was read."""
        return self._logs[log.code].seen if log.code in self._logs else 0

    def see(self, log: Log, number: int) -> None:
        """Remember up to which number a file was read."""
        values = {"code": log.code, "name": log.name, "seen": number}
        if log.code not in self._logs:
            self._connection.run("database.insert.sync_log", **values)
        elif self._logs[log.code].seen < number:
            self._connection.run("database.update.sync_log", id=self._logs[log.code].id, **values)

    def put(self, version: Version, row_id: int | None, *, own: bool) -> None:
        """Hold a version; an `own` one gets a number in this machine's file."""
        held = self.held.setdefault(version.name, Held(version))
        if row_id is None and held.row_id is not None:
            self.uids.pop((version.table, held.row_id), None)  # nothing can refer to it any more
        held.version, held.row_id, held.changed = version, row_id, True
        held.number = self.next_number() if own else 0

    def next_number(self) -> int:
        """Return a new number for a version in this machine's file."""
        self.counter += 1
        return self.counter

    def number_all(self) -> None:
        """Give each version a new number, as a new file has all known versions."""
        for held in self.held.values():
            held.number, held.changed = self.next_number(), True

    def save(self, moment: datetime, last_change: int) -> None:
        """Write what has changed; the versions include all changes up to `last_change`."""
        new: list[dict[str, Any]] = []
        old: list[dict[str, Any]] = []
        for held in self.held.values():
            if held.changed:
                (old if held.id is not None else new).append(_stored(held))
        self._connection.run_many("database.insert.sync_row", new)
        for values in old:
            self._connection.run("database.update.sync_row", **values)
        self._connection.run(
            "database.update.sync_state",
            id=self._row.id,
            diary=self.diary,
            machine=self.machine,
            name=self.name,
            counter=self.counter,
            last_change=last_change,
            synced_at=moment.replace(microsecond=0),
        )


def version_of(row: Row) -> Version:
    """Return the version that a record of the state holds."""
    columns = {} if row.columns is None else json.loads(row.columns)
    return Version(
        row.table_name,
        row.uid,
        Stamp(row.at, row.machine),
        row.base,
        None if row.content is None else json.loads(row.content),
        {column: Stamp(*stamp) for column, stamp in columns.items()},
    )


def _stored(held: Held) -> dict[str, Any]:
    version = held.version
    values = {
        "table_name": version.table,
        "uid": version.uid,
        "row_id": held.row_id,
        "at": version.stamp.at,
        "machine": version.stamp.machine,
        "base": version.base,
        "columns": json.dumps(version.columns) if version.columns else None,
        "content": None if version.cells is None else json.dumps(version.cells, ensure_ascii=False),
        "number": held.number,
    }
    return values if held.id is None else {**values, "id": held.id}
