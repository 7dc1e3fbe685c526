"""Every write keeps its rows as they were before and after it, for undo and redo."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tracker.database import compiled, search_index
from tracker.database.compiled import Row
from tracker.database.connection import Connection, ConstraintError
from tracker.database.forms import invalid
from tracker.errors import RefusedError

if TYPE_CHECKING:
    from tracker.text.spans import Span

_Row = dict[str, Any]
# A row's id, what it must be now, and what it becomes; None where there is no row.
_Step = tuple[int, _Row | None, _Row | None]
_Direction = Literal["undo", "redo"]
_DONE = {"undo": "undone", "redo": "redone"}
_AT_ONCE = 500
_LARGEST_ID = 2**63 - 1


class Entry(NamedTuple):
    """A change as the history lists it; a superseded one is undone and can't be redone."""

    number: int
    made_at: datetime
    summary: str
    undone: bool = False
    superseded: bool = False
    # On a server who made it.
    role: str | None = None


class Change:
    """The writes of one command, from `recorded`; `summary` is what undo will name."""

    def __init__(self, connection: Connection, moment: datetime) -> None:
        """Record writes on a connection that is in a writing transaction."""
        self.connection = connection
        self.summary = ""
        # From which machine a sync brought it; None for what was done here.
        self.origin: str | None = None
        self._moment = moment
        self._id: int | None = None
        self._images: list[_Row] = []
        self._renamed: set[int] = set()

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Insert a row; return its id."""
        row = compiled.get(f"database.insert.{table}").stored(values)
        row["id"] = self.connection.store(f"database.insert.{table}", row)
        self._keep(table, row["id"], None, row)
        return int(row["id"])

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> None:
        """Update a row; equal values are no change."""
        before = _read(self.connection, table, [row_id])[row_id]
        update = compiled.get(f"database.update.{table}")
        after = before | update.written(values)
        if before != after:
            self.connection.store(f"database.update.{table}", after)
            self._keep(table, row_id, before, after)

    def delete(self, table: str, row_id: int) -> None:
        """Delete a row."""
        self.delete_many(table, [row_id])

    def delete_many(self, table: str, ids: Sequence[int]) -> None:
        """Delete rows; rows of other tables that refer to them must be deleted before."""
        for row_id, row in _read(self.connection, table, ids).items():
            self._keep(table, row_id, row, None)
        self.connection.run(f"database.delete.{table}", ids=ids)

    def delete_all(self, table: str, statement: str, **values: Any) -> None:
        """Delete the rows whose ids a statement returns, some at a time, until there are none."""
        while ids := self.connection.column(statement, **values):
            self.delete_many(table, ids)
            self._flush()

    def insert_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert many rows at once; return their ids, which no row ever had.

        All have values for the same columns, and none an id.
        """
        if not rows:
            return []
        first = self.insert(table, rows[0])
        insert = compiled.get(f"database.insert.{table}")
        others = self.connection.new_ids(table, first, len(rows) - 1)
        ids = [first, *others]
        numbered = zip(others, rows[1:], strict=True)
        stored = [insert.cells({**row, "id": row_id}) for row_id, row in numbered]
        self.connection.store_many(f"database.insert.{table}", stored)
        if table == "alias":
            self._renamed |= {row["food_id"] for row in rows}
        # One image for many of them, since one each would be half of what an import writes. It is
        # a list: the names of the columns, then the values of each row.
        for start in range(0, len(stored), _AT_ONCE):
            packed = [insert.names, *stored[start : start + _AT_ONCE]]
            self._images.append(_image(table, ids[1 + start], None, packed))
        self._flush()
        return ids

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self._id is not None or bool(self._images)

    def _keep(self, table: str, row_id: int, before: _Row | None, after: _Row | None) -> None:
        if table == "alias":
            self._renamed |= {side["food_id"] for side in (before, after) if side}
        self._images.append(_image(table, row_id, before, after))

    def _flush(self) -> None:
        """Write the images so far, so that a large import needs no more memory than a small one."""
        if not self._images:
            return
        if self._id is None:
            made_at = self._moment.replace(microsecond=0)
            owner = self.connection.owner
            values = {"made_at": made_at, "summary": "", "owner": owner}
            self._id = self.connection.run("database.insert.change", **values)
            # Whoever does something else goes another way than what was undone.
            self.connection.run("database.supersede", owner=owner)
        rows = ({"change_id": self._id, **image} for image in self._images)
        self.connection.run_many("database.insert.change_row", rows)
        self._images.clear()

    def finish(self) -> None:
        """Write the images that are left, and what undo will name."""
        # A food that lost a name is not found by it any more.
        search_index.index_words(self.connection, self._renamed)
        self._flush()
        if self._id is not None:
            self.connection.run("database.set_summary", change=self._id, text=self.summary)
            if self.origin is not None:
                self.connection.run("database.set_origin", change=self._id, machines=self.origin)


def _image(table: str, row_id: int, before: Any, after: Any) -> _Row:
    return {"table_name": table, "row_id": row_id, "before": before, "after": after}


@contextmanager
def recorded(connection: Connection, moment: datetime) -> Iterator[Change]:
    """Give a Change, whose writes are one step for undo."""
    change = Change(connection, moment)
    yield change
    change.finish()


def undo(connection: Connection, moment: datetime) -> str:
    """Undo the last change; return its summary.

    Raise RefusedError when there is none, or when a row is no longer as the change left it.
    """
    last = connection.first("database.to_undo", owner=connection.owner)
    return _go(connection, "undo", last, moment.replace(microsecond=0))


def redo(connection: Connection) -> str:
    """Redo the change that was undone last; return its summary.

    Raise RefusedError when there is none, when something else was done since, or when a row is
    no longer as it was before the change.
    """
    first = connection.first("database.to_redo", owner=connection.owner)
    return _go(connection, "redo", first, None)


def listed(connection: Connection, most: int | None, span: "Span | None" = None) -> list[Entry]:
    """Return the last changes, or those of a span, newest first, undone ones among them."""
    limit = {"most": _LARGEST_ID if most is None else most}
    if span is None:
        changes = connection.each("database.changes", **limit)
    else:
        first, last = span.first.isoformat(), span.last.isoformat()
        changes = connection.each("database.changes_of_days", first=first, last=last, **limit)
    return [
        Entry(
            row.id,
            row.made_at,
            row.summary,
            row.undone_at is not None,
            row.superseded,
            row.owner or None,
        )
        for row in changes
    ]


def rows_kept(connection: Connection, table: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a table that all images hold, before and after."""
    for image in _images_of(connection, table):
        for _, *sides in _steps(image, "redo"):
            yield from filter(None, sides)


def columns_written(connection: Connection, table: str) -> dict[int, frozenset[str]]:
    """Return the ids of the rows that changes wrote, each with the columns that they changed.

    These are all columns of a row that was inserted or deleted.
    """
    written: dict[int, frozenset[str]] = {}
    # An import wrote the same columns of many rows.
    known: dict[frozenset[str], frozenset[str]] = {}
    for image in _images_of(connection, table):
        for row_id, before, after in _steps(image, "redo"):
            columns = _written(before or {}, after or {}) | written.get(row_id, frozenset())
            written[row_id] = known.setdefault(columns, columns)
    return written


def forget(connection: Connection, table: str, column: str, values: Collection[Any]) -> set[int]:
    """Remove rows from all images of a table, where that column has one of the values.

    Undo and redo do without them from then on. Return the changes that have lost any.
    """
    changes, gone = set(), []
    for image in _images_of(connection, table):
        theirs = [
            any(side is not None and side.get(column) in values for side in sides)
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
        connection.run("database.set_image", image=image.id, rows=[columns, *kept])
    for start in range(0, len(gone), _AT_ONCE):
        connection.run("database.delete.change_row", ids=gone[start : start + _AT_ONCE])
    return changes


def _images(connection: Connection, statement: str, beyond: int, **values: Any) -> Iterator[Row]:
    """Yield images beyond that id; a few at a time are in memory: an import has 100,000s."""
    while images := connection.rows(statement, beyond=beyond, **values):
        yield from images
        beyond = images[-1].id


def _images_of(connection: Connection, table: str) -> Iterator[Row]:
    return _images(connection, "database.images_of_table", 0, table=table)


def _go(
    connection: Connection,
    direction: _Direction,
    which: Row | None,
    undone_at: datetime | None,
) -> str:
    """Set the rows of a change to what they were before it, or after it; return its summary."""
    if which is None:
        raise RefusedError(f"there is nothing to {direction}")
    foods: set[int] = set()
    if direction == "undo":
        images = _images(connection, "database.images_back", _LARGEST_ID, change=which.id)
    else:
        images = _images(connection, "database.images", 0, change=which.id)
    try:
        with connection.nested():
            for (name, *_), run in groupby(images, key=_kind):
                steps = (step for image in run for step in _steps(image, direction))
                while some := list(islice(steps, _AT_ONCE)):
                    _apply(connection, name, some)
                    foods |= _reworded(name, some)
    except (_ChangedSinceError, ConstraintError):
        owner = connection.owner
        other = connection.value("database.changed_since_by", change=which.id, owner=owner)
        since = f"{other} has changed it since" if other else "what it wrote has changed since"
        raise RefusedError(
            f'"{which.summary}" can\'t be {_DONE[direction]}: {since}; edit or remove it instead'
        ) from None
    # What the search knows of a food follows from its rows.
    search_index.index_words(connection, foods)
    connection.run("database.set_undone", change=which.id, moment=undone_at)
    return str(which.summary)


class _ChangedSinceError(Exception):
    """A row is not what the change wrote or found."""


def _kind(image: Row) -> tuple[str, bool, bool]:
    """Return what can be done at once: to insert, update or delete rows of one table."""
    return image.table_name, image.before is None, image.after is None


def _steps(image: Row, direction: _Direction) -> Iterator[_Step]:
    """Yield the steps of an image: of one row, or of each row that was inserted with others."""
    before, after = image.before, image.after
    changed = [(before, after)]
    if isinstance(after, list):
        columns, *rows = after
        changed = [(None, dict(zip(columns, values, strict=True))) for values in rows]
    for old, new in changed:
        row_id = image.row_id if new is None else new["id"]
        yield (row_id, new, old) if direction == "undo" else (row_id, old, new)


def _written(before: _Row, after: _Row) -> frozenset[str]:
    """Return the columns that differ."""
    return frozenset(name for name, _ in before.items() ^ after.items())


def _reworded(table_name: str, steps: Sequence[_Step]) -> set[int]:
    """Return the foods that are found by other words now; a deleted food's words went with it."""
    if table_name == "food":
        return {row_id for row_id, _, to in steps if to is not None}
    if table_name == "alias":
        return {side["food_id"] for _, *sides in steps for side in sides if side}
    return set()


def _apply(connection: Connection, table: str, steps: Sequence[_Step]) -> None:
    """Take steps of one kind. Raise _ChangedSinceError when a row is not what it must be."""
    if table not in compiled.keys("database.read"):
        raise invalid("table", table)
    insert = compiled.get(f"database.insert.{table}")
    # What an older release wrote lacks later columns; the table refuses a row that lacks others.
    blank = {**dict.fromkeys(insert.names), **insert.defaults}
    present = _read(connection, table, [row_id for row_id, *_ in steps])
    removed: list[int] = []
    for row_id, expected, to in steps:
        now = present.get(row_id)
        if expected is not None and to is not None:
            # Another edition of the catalogue may have changed the rest of the row.
            written = _written(expected, to)
            expected = {c: v for c, v in expected.items() if c in written}
            to = {c: v for c, v in to.items() if c in written}
        if table == "alias":
            # A later release reads the words of a phrase in its own way.
            expected, to = _without_words(expected), _with_words(to)
        if table == "person" and expected is not None:
            # Whose role a server has for a person is no step of undo.
            expected = {column: v for column, v in expected.items() if column != "role"}
        if not _same(now, expected):
            raise _ChangedSinceError
        if to is None:
            removed.append(row_id)
            continue
        row = {**(now or blank), **{c: to[c] for c in insert.names if c in to}}
        connection.store(f"database.{'update' if now else 'insert'}.{table}", row)
        present[row_id] = row
    if removed:
        parents = compiled.keys("database.referred")
        if table in parents and connection.first(f"database.referred.{table}", ids=removed):
            raise _ChangedSinceError  # what refers to them would go too, unrecorded
        connection.run(f"database.delete.{table}", ids=removed)


def _without_words(alias: _Row | None) -> _Row | None:
    """Return an alias without the columns that follow from its phrase."""
    if alias is None:
        return None
    derived = search_index.AliasWords.__annotations__.keys() - {"phrase"}
    return {column: value for column, value in alias.items() if column not in derived}


def _with_words(alias: _Row | None) -> _Row | None:
    """Return an alias with its words as this release reads them."""
    if alias is None or "phrase" not in alias:
        return alias
    return {**alias, **search_index.alias_words(alias["phrase"])}


def _same(now: _Row | None, expected: _Row | None) -> bool:
    """Return whether a row is as an image has it.

    A column of a later release is missing from the image, and one that was dropped from the row.
    """
    if now is None or expected is None:
        return now is expected
    return all(now[column] == value for column, value in expected.items() if column in now)


def _read(connection: Connection, table: str, ids: Sequence[int]) -> dict[int, _Row]:
    """Return those of the rows that are there, by their ids, as they are stored."""
    rows = connection.raw_rows(f"database.read.{table}", ids=ids)
    return {row.id: row.as_dict() for row in rows}
