"""A sync: what this machine sends to the others, and what it takes from them."""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from tracker.database.connection import Connection
from tracker.database.history import Change
from tracker.exchange.sync import folder as files
from tracker.exchange.sync.conflicts import Conflict, conflicts
from tracker.exchange.sync.folder import Line, Log
from tracker.exchange.sync.local import Local
from tracker.exchange.sync.model import Cells, Name, Stamp, Version, changed, merge
from tracker.exchange.sync.rows import Rows
from tracker.exchange.sync.state import State, version_of
from tracker.people import store as people


class Twin(NamedTuple):
    """A meal that two machines logged: its day, and the ids that both have here."""

    day: date
    meal: int
    other: int


@dataclass
class Outcome:
    """The rows that a sync took, by table, the number to send, and what the user should check.

    `machines` are the names of all others that have written to the folder, `sources` of those whose
    changes were taken.
    """

    machines: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    to_send: int = 0

    @property
    def taken(self) -> int:
        """How many rows of other machines were stored here."""
        return self.added.total() + self.changed.total() + self.removed.total()


def sync(change: Change, logs: Sequence[Log], name: str, moment: datetime) -> Outcome:
    """Store what other machines wrote, and number the new versions of this one, called `name`.

    `send` writes these to this machine's file after the transaction. If the command is killed in
    between, the next sync sends them. Raise RefusedError for damaged files.
    """
    return _Sync(change, logs, name, moment).run()


class _Sync:
    def __init__(self, change: Change, logs: Sequence[Log], name: str, moment: datetime) -> None:
        self._change, self._connection, self._moment = change, change.connection, moment
        self._logs = logs
        self._state = State(self._connection)
        self._machine = self._identify(name)
        self._others = [log for log in logs if log.machine != self._machine]

    def _identify(self, name: str) -> str:
        """Return this machine's id, a new one for a diary that was copied or restored.

        Such a diary has another machine's name, or its file in the folder has later versions.
        """
        state = self._state
        own = own_log(self._logs, state.machine)
        is_copy = own is not None and files.last_number(own) > state.counter
        if state.machine is None or state.name != name or is_copy:
            state.machine, state.name = secrets.token_hex(4), name
        return state.machine

    def run(self) -> Outcome:
        """Sync, and return what was done."""
        state, outcome = self._state, Outcome(sorted({log.name for log in self._others}))
        unused = self._unused_person()
        known = {
            name: held.version.cells or {}
            for name, held in state.held.items()
            if name[0] != "person"  # one who isn't in the diary was removed from it
        }
        local = Local(self._connection, state, self._moment)
        without = None if unused is None else ("person", unused)
        for version, row_id in list(local.versions(self._machine, without=without)):
            state.put(version, row_id, own=True)
        known |= local.cells
        taken, survived = self._taken(outcome, known)
        rows = Rows(self._change, state, unused)
        rows.store([*taken, *self._items_back(survived, known)])
        for name in rows.remove_empty_meals(survived):
            if name in survived:
                # A machine that still knows its items brings them back.
                state.put(survived[name], None, own=True)
            else:
                self._write_again(name, None)
        for name, cells in rows.revived:
            self._write_again(name, cells)
        for name in survived:
            if state.held[name].version.cells is not None:
                self._write_again(name, state.held[name].version.cells)
        outcome.added, outcome.changed, outcome.removed = rows.added, rows.changed, rows.removed
        outcome.twins = [Twin(*twin) for twin in rows.twins()]
        for mark in self._connection.column("exchange.sync.fed_fasts"):
            self._change.delete("day_mark", mark)
        own = own_log(self._logs, self._machine)
        if own is None and state.synced_at is not None:
            state.number_all()  # the folder is another one, or was emptied
        sent = 0 if own is None else files.last_number(own)
        outcome.to_send = sum(held.number > sent for held in state.held.values())
        state.save(self._moment, self._connection.value("exchange.sync.last_change") or 0)
        return outcome

    def _unused_person(self) -> int | None:
        """Return the person of an unused diary, who isn't sent to others; None for a used one."""
        if self._state.synced_at is not None or not self._others:
            return None
        person = people.untouched(self._connection)
        return None if person is None else person.id

    def _write_again(self, name: Name, cells: Cells | None) -> None:
        """Write a version that holds against those that are known, of a row that stays or goes."""
        held = self._state.held[name]
        before = held.version
        stamp = Stamp(before.stamp.at + 1, self._machine)
        version = changed(before, Version(*name, stamp, str(before.stamp), cells))
        self._state.put(version, held.row_id, own=True)

    def _items_back(
        self, survived: Mapping[Name, Version], known: Mapping[Name, Cells]
    ) -> Iterator[Name]:
        """Bring back the items that were removed with a meal that survives, and yield them."""
        for name, cells in known.items():
            removal = survived.get(("meal", cells.get("meal_id", "")))
            version = self._state.held[name].version
            if removal is not None and version.cells is None and _at_once(removal, version):
                self._write_again(name, cells)
                yield name

    def _taken(
        self, outcome: Outcome, known: Mapping[Name, Cells]
    ) -> tuple[list[Name], dict[Name, Version]]:
        """Merge the versions of other machines; return the rows that change, and that survive.

        The latter come with the removal that didn't know of their change. Values that don't hold
        go into the outcome; `known` are the rows that this diary knew before.
        """
        state = self._state
        arriving: list[tuple[Version, str]] = []
        for log in self._others:
            last = state.seen(log)
            for number, version in files.read(log, last):
                arriving.append((version, log.name))
                last = max(last, number)
            state.see(log, last)
        names = {log.machine: log.name for log in self._others}
        names[self._machine] = "this machine"
        taken: dict[Name, None] = {}
        survived: dict[Name, Version] = {}
        sources: set[str] = set()
        for version, source in sorted(arriving, key=lambda pair: pair[0].stamp):
            before = state.version(version.name)
            merged = merge(before, version)
            if before is not None and version.stamp.at > 0 < before.stamp.at:
                # Each machine is told of its own.
                outcome.conflicts += conflicts(known, merged, names, self._machine)
            if merged.removal is not None:
                survived[version.name] = merged.removal
            if merged.version != before:
                held = state.held.get(version.name)
                # A mixture of both versions is in no file yet, and is sent.
                own = merged.version != version
                state.put(merged.version, None if held is None else held.row_id, own=own)
                if before is None or merged.version.cells != before.cells:
                    taken[version.name] = None
                    sources.add(source)
        outcome.sources = sorted(sources)
        return list(taken), survived


def _at_once(one: Version, other: Version) -> bool:
    """Return whether two versions were written by one command: in one second, on one machine."""
    seconds = {version.stamp.at // 1000 for version in (one, other)}
    return one.stamp.machine == other.stamp.machine and len(seconds) == 1


def remember(connection: Connection, moment: datetime, machine: str, text: str) -> None:
    """Keep a line in the history about values that a sync replaced or didn't take."""
    connection.run(
        "database.insert.change",
        made_at=moment.replace(microsecond=0),
        summary=text,
        origin=machine,
    )


def rows_in(logs: Sequence[Log]) -> Counter[str]:
    """Return how many rows of each table the files have for a new diary."""
    versions = (line.version for log in logs for line in files.read(log, 0))
    newest = {version.name: version for version in sorted(versions, key=lambda each: each.stamp)}
    return Counter(version.table for version in newest.values() if version.cells is not None)


def has_synced(connection: Connection) -> bool:
    """Return whether this diary was synced before, with any folder."""
    state = connection.first("exchange.sync.state")
    return state is not None and state.synced_at is not None


def own_log(logs: Sequence[Log], machine: str | None) -> Log | None:
    """Return the machine's own file; None if it has none in this folder."""
    return next((log for log in logs if log.machine == machine), None)


def send(connection: Connection, folder: Path) -> int:
    """Append the versions that this machine's file lacks; return how many.

    The connection is in a writing transaction, so that nobody else appends at the same time.
    """
    state = connection.first("exchange.sync.state")
    assert state is not None
    log = own_log(files.logs(folder), state.machine)
    log = log or files.begin(folder, state.machine, state.name)
    rows = connection.each("exchange.sync.to_send", beyond=files.last_number(log))
    unsent = [Line(row.number, version_of(row)) for row in rows]
    files.append(log, unsent)
    return len(unsent)
