"""Every write keeps its rows as they were before and after, so that it can be undone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from tracker.errors import RefusedError
from tracker.store import catalogue, tables

_Row = dict[str, Any]
_AT_ONCE = 500


class Change:
    """The writes of one command. Made by `recorded`; `summary` is what undo will name."""

    def __init__(self, connection: sa.Connection, moment: datetime) -> None:
        """Collect writes on a connection that is in a writing transaction."""
        self.connection = connection
        self.summary = ""
        self._moment = moment
        self._id: int | None = None
        self._images: list[_Row] = []

    def insert(self, table: sa.Table, values: Mapping[str, Any]) -> int:
        """Add a row; returns its id."""
        added = self.connection.execute(sa.insert(table).values(**values)).inserted_primary_key
        assert added is not None
        self._keep(table, int(added[0]), None, _read(self.connection, table, int(added[0])))
        return int(added[0])

    def update(self, table: sa.Table, row_id: int, values: Mapping[str, Any]) -> None:
        """Change a row; unchanged values are no change."""
        before = _read(self.connection, table, row_id)
        self.connection.execute(sa.update(table).where(table.c.id == row_id).values(**values))
        after = _read(self.connection, table, row_id)
        if before != after:
            self._keep(table, row_id, before, after)

    def delete(self, table: sa.Table, row_id: int) -> None:
        """Take a row out."""
        before = _read(self.connection, table, row_id)
        self.connection.execute(sa.delete(table).where(table.c.id == row_id))
        self._keep(table, row_id, before, None)

    def insert_many(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows at once, whole and with their ids; their images go straight to the file."""
        if not rows:
            return
        self.connection.execute(sa.insert(table), list(rows))
        for row in rows:
            self._keep(table, int(row["id"]), None, dict(row))
        self._flush()

    @property
    def changed(self) -> bool:
        """Whether anything is different now."""
        return self._id is not None or bool(self._images)

    def _keep(self, table: sa.Table, row_id: int, before: _Row | None, after: _Row | None) -> None:
        self._images.append(
            {
                "table_name": table.name,
                "row_id": row_id,
                "before": _dump(before),
                "after": _dump(after),
            }
        )

    def _flush(self) -> None:
        """Write the images so far, so that a large import needs no more memory than a small one."""
        if not self._images:
            return
        if self._id is None:
            change = tables.change
            values = {"made_at": self._moment.isoformat(timespec="seconds"), "summary": ""}
            added = self.connection.execute(sa.insert(change).values(**values)).inserted_primary_key
            assert added is not None
            self._id = int(added[0])
        rows = [{"change_id": self._id, **image} for image in self._images]
        self.connection.execute(sa.insert(tables.change_row), rows)
        self._images.clear()

    def finish(self) -> None:
        """Write what is left, and what undo will name."""
        self._flush()
        if self._id is not None:
            change = tables.change
            named = sa.update(change).where(change.c.id == self._id)
            self.connection.execute(named.values(summary=self.summary))


@contextmanager
def recorded(connection: sa.Connection, moment: datetime) -> Iterator[Change]:
    """Record what is written through the Change as one step for undo."""
    change = Change(connection, moment)
    yield change
    change.finish()


def undo(connection: sa.Connection, moment: datetime) -> str:
    """Take the last change back; returns its summary.

    Raises RefusedError when there is none, or when a row is no longer as the change left it.
    """
    change = tables.change
    last = connection.execute(
        sa.select(change).where(change.c.undone_at.is_(None)).order_by(change.c.id.desc()).limit(1)
    ).first()
    if last is None:
        raise RefusedError("there is nothing to undo")
    foods: set[int] = set()
    for images in _batches(connection, last.id):
        for table_name, run in groupby(images, key=lambda image: str(image.table_name)):
            _revert(connection, tables.metadata.tables[table_name], list(run))
        foods |= _foods_of(images)
    # What the search knows of a food follows from the rows that were put back.
    catalogue.index_words(connection, sorted(foods))
    stamp = moment.isoformat(timespec="seconds")
    connection.execute(sa.update(change).where(change.c.id == last.id).values(undone_at=stamp))
    return str(last.summary)


def _batches(connection: sa.Connection, change_id: int) -> Iterator[Sequence[sa.Row[Any]]]:
    """The images of a change, last first, some at a time: an import has hundreds of thousands."""
    row = tables.change_row
    own = sa.select(row).where(row.c.change_id == change_id).order_by(row.c.id.desc())
    before = sa.true()
    while images := connection.execute(own.where(before).limit(_AT_ONCE)).all():
        yield images
        before = row.c.id < images[-1].id


def _foods_of(images: Sequence[sa.Row[Any]]) -> set[int]:
    """Foods whose names an edit changed; those of added foods go with them."""
    foods: set[int] = set()
    for image in images:
        if image.table_name == "food" and image.before is not None:
            foods.add(image.row_id)
        elif image.table_name == "alias":
            sides = (_load(image.before), _load(image.after))
            foods |= {side["food_id"] for side in sides if side}
    return foods


def _revert(connection: sa.Connection, table: sa.Table, images: Sequence[sa.Row[Any]]) -> None:
    """Put rows of one table back as they were before; they must be as the change left them."""
    ids = [image.row_id for image in images]
    found = connection.execute(sa.select(table).where(table.c.id.in_(ids))).mappings()
    present = {row["id"]: dict(row) for row in found}
    added: list[int] = []
    for image in images:
        before, after, now = _load(image.before), _load(image.after), present.get(image.row_id)
        # A column that came with a later release isn't in the image; one that went is no more.
        same = (now is None) == (after is None)
        if now and after:
            same = all(now[column] == value for column, value in after.items() if column in now)
        if not same:
            raise RefusedError("that can't be undone: what it wrote has changed since")
        if before is None:
            added.append(image.row_id)
            present.pop(image.row_id)
            continue
        values = {column: value for column, value in before.items() if column in table.c}
        own = table.c.id == image.row_id
        restored = sa.insert(table) if now is None else sa.update(table).where(own)
        connection.execute(restored.values(**values))
        present[image.row_id] = {**(now or {}), **values}
    if added:
        connection.execute(sa.delete(table).where(table.c.id.in_(added)))


def _read(connection: sa.Connection, table: sa.Table, row_id: int) -> _Row | None:
    found = connection.execute(sa.select(table).where(table.c.id == row_id)).mappings().first()
    return None if found is None else dict(found)


def _dump(row: _Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def _load(text: str | None) -> _Row | None:
    return None if text is None else json.loads(text)
