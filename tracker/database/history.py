"""Every write keeps its rows as they were before and after it, for undo and redo."""

import operator
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby, islice
from typing import Any, Literal

import sqlalchemy as sa

from tracker.database import engine, search_index, tables
from tracker.database.columns import invalid, stored
from tracker.errors import NotFoundError, RefusedError

_Row = dict[str, Any]
# A row's id, what it must be now, and what it becomes; None where there is no row.
_Step = tuple[int, _Row | None, _Row | None]
_Direction = Literal["undo", "redo"]
_DONE = {"undo": "undone", "redo": "redone"}
_AT_ONCE = 500
# An image can hold as many rows as are added at once.
_IMAGES_AT_ONCE = 50


@dataclass(frozen=True)
class Entry:
    """A change as the history lists it; a superseded one is undone and can't be redone."""

    number: int
    made_at: datetime
    summary: str
    undone: bool = False
    superseded: bool = False


class Change:
    """The writes of one command, from `recorded`; `summary` is what undo will name."""

    def __init__(self, connection: sa.Connection, moment: datetime) -> None:
        """Record writes on a connection that is in a writing transaction."""
        self.connection = connection
        self.summary = ""
        self._moment = moment
        self._id: int | None = None
        self._images: list[_Row] = []
        self._renamed: set[int] = set()

    def insert(self, table: sa.Table, values: Mapping[str, Any]) -> int:
        """Insert a row; return its id."""
        added = self.connection.execute(sa.insert(table).values(**values)).inserted_primary_key
        assert added is not None
        self._keep(table, int(added[0]), None, _read(self.connection, table, int(added[0])))
        return int(added[0])

    def update(self, table: sa.Table, row_id: int, values: Mapping[str, Any]) -> None:
        """Update a row; equal values are no change."""
        before = _read(self.connection, table, row_id)
        self.connection.execute(sa.update(table).where(table.c.id == row_id).values(**values))
        after = _read(self.connection, table, row_id)
        if before != after:
            self._keep(table, row_id, before, after)

    def delete(self, table: sa.Table, row_id: int) -> None:
        """Delete a row."""
        before = _read(self.connection, table, row_id)
        self.connection.execute(sa.delete(table).where(table.c.id == row_id))
        self._keep(table, row_id, before, None)

    def insert_many(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many complete rows with their ids; their images go straight to the file."""
        if not rows:
            return
        present = [column for column in table.c if column.name in rows[0]]
        names = [column.name for column in present]
        given = map(operator.itemgetter(*names), rows)
        values = list(stored(present, given, self.connection.dialect))
        engine.insert_rows(self.connection, table, names, values)
        if table is tables.alias:
            self._renamed |= {row["food_id"] for row in rows}
        # One image for many of them, since one each would be half of what an import writes. It is
        # a list: the names of the columns, then the values of each row.
        for start in range(0, len(rows), _AT_ONCE):
            packed = [names, *values[start : start + _AT_ONCE]]
            image = {"table_name": table.name, "row_id": rows[start]["id"], "before": None}
            self._images.append({**image, "after": packed})
        self._flush()

    def insert_new(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add many rows at once, whole but for their ids; return these, which no row ever had."""
        if not rows:
            return []
        first = self.insert(table, rows[0])
        ids = list(range(first, first + len(rows)))
        numbered = zip(ids[1:], rows[1:], strict=True)
        self.insert_many(table, [{"id": row_id, **row} for row_id, row in numbered])
        return ids

    def delete_of(
        self, table: sa.Table, person_id: int, ids: Sequence[int], missing: str
    ) -> list[sa.Row[Any]]:
        """Delete rows of a person, each once; return them as they were.

        Raise NotFoundError, `missing` with the id in it, if any id is not this person's.
        """
        removed = []
        for row_id in dict.fromkeys(ids):
            own = sa.and_(table.c.id == row_id, table.c.person_id == person_id)
            row = self.connection.execute(sa.select(table).where(own)).first()
            if row is None:
                raise NotFoundError(missing.format(row_id))
            self.delete(table, row_id)
            removed.append(row)
        return removed

    def delete_many(self, table: sa.Table, where: sa.ColumnElement[bool]) -> None:
        """Delete many rows; rows of other tables that refer to them must be deleted before."""
        own = sa.select(table.c.id).where(where).order_by(table.c.id).limit(_AT_ONCE)
        while ids := self.connection.scalars(own).all():
            for row_id, row in _read_many(self.connection, table, ids).items():
                self._keep(table, row_id, row, None)
            self.connection.execute(sa.delete(table).where(table.c.id.in_(ids)))
            self._flush()

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self._id is not None or bool(self._images)

    def _keep(self, table: sa.Table, row_id: int, before: _Row | None, after: _Row | None) -> None:
        if table is tables.alias:
            self._renamed |= {side["food_id"] for side in (before, after) if side}
        self._images.append(
            {"table_name": table.name, "row_id": row_id, "before": before, "after": after}
        )

    def _flush(self) -> None:
        """Write the images so far, so that a large import needs no more memory than a small one."""
        if not self._images:
            return
        if self._id is None:
            change = tables.change
            values = {"made_at": self._moment.replace(microsecond=0), "summary": ""}
            added = self.connection.execute(sa.insert(change).values(**values)).inserted_primary_key
            assert added is not None
            self._id = int(added[0])
            # Whoever does something else goes another way than what was undone.
            undone = change.c.undone_at.is_not(None), change.c.superseded == 0
            self.connection.execute(sa.update(change).where(*undone).values(superseded=True))
        rows = [{"change_id": self._id, **image} for image in self._images]
        self.connection.execute(sa.insert(tables.change_row), rows)
        self._images.clear()

    def finish(self) -> None:
        """Write the images that are left, and what undo will name."""
        # A food that lost a name is not found by it any more.
        _index_words(self.connection, self._renamed)
        self._flush()
        if self._id is not None:
            change = tables.change
            named = sa.update(change).where(change.c.id == self._id)
            self.connection.execute(named.values(summary=self.summary))


@contextmanager
def recorded(connection: sa.Connection, moment: datetime) -> Iterator[Change]:
    """Give a Change, whose writes are one step for undo."""
    change = Change(connection, moment)
    yield change
    change.finish()


def undo(connection: sa.Connection, moment: datetime) -> str:
    """Undo the last change; return its summary.

    Raise RefusedError when there is none, or when a row is no longer as the change left it.
    """
    change = tables.change
    live = sa.select(change).where(change.c.undone_at.is_(None))
    last = connection.execute(live.order_by(change.c.id.desc()).limit(1)).first()
    return _go(connection, "undo", last, moment.replace(microsecond=0))


def redo(connection: sa.Connection) -> str:
    """Redo the change that was undone last; return its summary.

    Raise RefusedError when there is none, when something else was done since, or when a row is
    no longer as it was before the change.
    """
    change = tables.change
    # What was undone last was done first.
    undone = sa.select(change).where(change.c.undone_at.is_not(None), change.c.superseded == 0)
    first = connection.execute(undone.order_by(change.c.id).limit(1)).first()
    return _go(connection, "redo", first, None)


def listed(connection: sa.Connection, most: int) -> list[Entry]:
    """Return the last changes, newest first, undone ones among them."""
    change = tables.change
    rows = connection.execute(sa.select(change).order_by(change.c.id.desc()).limit(most))
    return [
        Entry(row.id, row.made_at, row.summary, row.undone_at is not None, row.superseded)
        for row in rows
    ]


def rows_kept(connection: sa.Connection, table: sa.Table) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a table that all images hold, before and after."""
    for image in _images_of(connection, table):
        for _, *sides in _steps(image, "redo"):
            yield from filter(None, sides)


def forget(
    connection: sa.Connection, table: sa.Table, column: str, values: Collection[Any]
) -> set[int]:
    """Remove rows from all images of a table, where that column has one of the values.

    Undo and redo do without them from then on. Return the changes that have lost any.
    """
    own, changes, gone = tables.change_row, set(), []
    for image in _images_of(connection, table):
        theirs = [
            any(side is not None and side[column] in values for side in sides)
            for _, *sides in _steps(image, "redo")
        ]
        if not any(theirs):
            continue
        changes.add(image.change_id)
        if all(theirs):
            gone.append(image.id)
            continue
        columns, *rows = image.after
        kept = [row for row, is_theirs in zip(rows, theirs, strict=True) if not is_theirs]
        packed = [columns, *kept]
        connection.execute(sa.update(own).where(own.c.id == image.id).values(after=packed))
    for start in range(0, len(gone), _AT_ONCE):
        ids = gone[start : start + _AT_ONCE]
        connection.execute(sa.delete(own).where(own.c.id.in_(ids)))
    return changes


def _images(
    connection: sa.Connection, where: sa.ColumnElement[bool], *, back: bool = False
) -> Iterator[sa.Row[Any]]:
    """Yield images, or the last first; a few at a time are in memory: an import has 100,000s."""
    row = tables.change_row
    page = sa.select(row).where(where).order_by(row.c.id.desc() if back else row.c.id)
    rest = sa.true()
    while images := connection.execute(page.where(rest).limit(_IMAGES_AT_ONCE)).all():
        yield from images
        rest = row.c.id < images[-1].id if back else row.c.id > images[-1].id


def _images_of(connection: sa.Connection, table: sa.Table) -> Iterator[sa.Row[Any]]:
    return _images(connection, tables.change_row.c.table_name == table.name)


def _go(
    connection: sa.Connection,
    direction: _Direction,
    which: sa.Row[Any] | None,
    undone_at: datetime | None,
) -> str:
    """Set the rows of a change to what they were before it, or after it; return its summary."""
    if which is None:
        raise RefusedError(f"there is nothing to {direction}")
    foods: set[int] = set()
    own = tables.change_row.c.change_id == which.id
    images = _images(connection, own, back=direction == "undo")
    try:
        for (name, *_), run in groupby(images, key=_kind):
            steps = (step for image in run for step in _steps(image, direction))
            while some := list(islice(steps, _AT_ONCE)):
                _apply(connection, _table(name), some)
                foods |= _reworded(name, some)
    except (_ChangedSinceError, sa.exc.IntegrityError):
        raise RefusedError(
            f"that can't be {_DONE[direction]}: what it wrote has changed since"
        ) from None
    # What the search knows of a food follows from its rows.
    _index_words(connection, foods)
    this = tables.change.c.id == which.id
    connection.execute(sa.update(tables.change).where(this).values(undone_at=undone_at))
    return str(which.summary)


class _ChangedSinceError(Exception):
    """A row is not what the change wrote or found."""


def _kind(image: sa.Row[Any]) -> tuple[str, bool, bool]:
    """Return what can be done at once: to insert, update or delete rows of one table."""
    return image.table_name, image.before is None, image.after is None


def _steps(image: sa.Row[Any], direction: _Direction) -> Iterator[_Step]:
    """Yield the steps of an image: of one row, or of each row that was inserted with others."""
    before, after = image.before, image.after
    changed = [(before, after)]
    if isinstance(after, list):
        columns, *rows = after
        changed = [(None, dict(zip(columns, values, strict=True))) for values in rows]
    for old, new in changed:
        row_id = image.row_id if new is None else new["id"]
        yield (row_id, new, old) if direction == "undo" else (row_id, old, new)


def _reworded(table_name: str, steps: Sequence[_Step]) -> set[int]:
    """Return the foods that are found by other words now; a deleted food's words went with it."""
    if table_name == "food":
        return {row_id for row_id, _, to in steps if to is not None}
    if table_name == "alias":
        return {side["food_id"] for _, *sides in steps for side in sides if side}
    return set()


def _index_words(connection: sa.Connection, foods: set[int]) -> None:
    waiting = iter(sorted(foods))
    while some := list(islice(waiting, _AT_ONCE)):
        search_index.index_words(connection, some)


def _apply(connection: sa.Connection, table: sa.Table, steps: Sequence[_Step]) -> None:
    """Take steps of one kind. Raise _ChangedSinceError when a row is not what it must be."""
    present = _read_many(connection, table, [row_id for row_id, *_ in steps])
    raw = _raw(table)
    added: list[_Row] = []
    removed: list[int] = []
    for row_id, expected, to in steps:
        now = present.get(row_id)
        if not _same(now, expected):
            raise _ChangedSinceError
        if to is None:
            removed.append(row_id)
            continue
        values = {column: value for column, value in to.items() if column in table.c}
        if now is None:
            added.append(values)
            continue
        connection.execute(sa.update(raw).where(raw.c.id == row_id).values(**values))
        present[row_id] = {**now, **values}
    if added:
        connection.execute(sa.insert(raw), added)
    if removed:
        _refuse_referred(connection, table, removed)
        connection.execute(sa.delete(table).where(table.c.id.in_(removed)))


def _same(now: _Row | None, expected: _Row | None) -> bool:
    """Return whether a row is as an image has it.

    A column of a later release is missing from the image, and one that was dropped from the row.
    """
    if now is None or expected is None:
        return now is expected
    return all(now[column] == value for column, value in expected.items() if column in now)


def _refuse_referred(connection: sa.Connection, table: sa.Table, ids: Sequence[int]) -> None:
    """Raise _ChangedSinceError for rows that others refer to: those would go unrecorded."""
    for other in tables.metadata.tables.values():
        if other is tables.food_word:  # follows from the food
            continue
        for key in other.foreign_keys:
            refers = sa.select(sa.literal(1)).where(key.parent.in_(ids)).limit(1)
            if key.column.table is table and connection.execute(refers).first():
                raise _ChangedSinceError


def _table(name: str) -> sa.Table:
    """Return the table of that name. Raise UnreadableError for a name that no table has."""
    if name not in tables.metadata.tables:
        raise invalid("table", name)
    return tables.metadata.tables[name]


@lru_cache
def _raw(table: sa.Table) -> sa.TableClause:
    """Return the table with columns without types: images hold what is stored."""
    return sa.table(table.name, *map(sa.column, table.c.keys()))


def _read(connection: sa.Connection, table: sa.Table, row_id: int) -> _Row | None:
    return _read_many(connection, table, [row_id]).get(row_id)


def _read_many(connection: sa.Connection, table: sa.Table, ids: Sequence[int]) -> dict[int, _Row]:
    """Return those of the rows that are there, by their ids."""
    raw = _raw(table)
    rows = connection.execute(sa.select(raw).where(raw.c.id.in_(ids)).order_by(raw.c.id))
    return {row["id"]: dict(row) for row in rows.mappings()}
