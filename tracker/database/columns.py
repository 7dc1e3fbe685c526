"""The types of columns, and rows as dataclasses and back.

What SQLite stores as text or a number is a date, a datetime, a time or a bool here. Text in another
form than b12 writes raises UnreadableError when it is read, whatever command reads it.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa

from tracker.errors import UnreadableError
from tracker.text import dates
from tracker.text.formatting import printable

_T = TypeVar("_T")
_MOST_SHOWN = 40


def invalid(what: str, text: str) -> UnreadableError:
    """Return the error for a text in another form: `invalid date "garbage"`."""
    more = "…" if len(text) > _MOST_SHOWN else ""
    return UnreadableError(f'invalid {what} "{printable(text[:_MOST_SHOWN])}{more}"')


class Text(sa.types.TypeDecorator[_T]):
    """A value stored as text in one form.

    A subclass names it (`what`), says how to read and write it, and gives the CHECK by which SQLite
    knows most of the texts that b12 doesn't write, with `{0}` for the column.
    """

    impl = sa.Text
    cache_ok = True
    what = "text"
    check: str

    def read(self, text: str) -> _T:
        """Return the value of a stored text. Raise ValueError for any other text."""
        raise NotImplementedError

    def write(self, value: _T) -> str:
        """Return the text that is stored."""
        return str(value)

    def process_bind_param(self, value: _T | None, _dialect: sa.Dialect) -> str | None:
        """Return the text that is stored; None stays None."""
        return None if value is None else self.write(value)

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> _T | None:
        """Return the value; None stays None. Raise UnreadableError for any other text."""
        if value is None:
            return None
        try:
            return self.read(value)
        except (ValueError, RecursionError):
            raise invalid(self.what, value) from None


class Day(Text[date]):
    """A date: `2026-11-22`."""

    cache_ok = True
    what = "date"
    check = "{0} BETWEEN '1900-01-01' AND '2999-12-31' AND {0} IS date({0}, '+0 days')"

    def read(self, text: str) -> date:
        """Return the date."""
        return dates.read_day(text)

    def write(self, value: date) -> str:
        """Return it in ISO form."""
        return value.isoformat()


class Moment(Text[datetime]):
    """A time with its offset: `2026-11-22T12:41+01:00`, with seconds where it has any."""

    cache_ok = True
    what = "time"
    check = (
        "{0} BETWEEN '1900' AND '3000' AND "
        "substr({0}, 1, 10) IS date(substr({0}, 1, 16), '+0 days') AND "
        "substr({0}, 11) GLOB 'T[0-2][0-9]:[0-5][0-9]*[+-][0-2][0-9]:[0-5][0-9]*' AND "
        "{0} NOT GLOB '*[^0-9T:.+-]*'"
    )

    def __init__(self, *, seconds: bool = False) -> None:
        """Write the seconds always, or only where they aren't 0."""
        super().__init__()
        self.seconds = seconds

    def read(self, text: str) -> datetime:
        """Return the time."""
        return dates.read_moment(text)

    def write(self, value: datetime) -> str:
        """Return it in ISO form."""
        whole = not (self.seconds or value.second or value.microsecond)
        return value.isoformat(timespec="minutes" if whole else "auto")


class Hour(Text[time]):
    """The hour at which days start: `04:00`."""

    cache_ok = True
    what = "hour"
    check = "{0} GLOB '[01][0-9]:[0-5][0-9]' AND {0} <= '12:00'"

    def read(self, text: str) -> time:
        """Return the hour."""
        return dates.read_hour(text)

    def write(self, value: time) -> str:
        """Return it as hours and minutes."""
        return value.isoformat("minutes")


class Word(Text[str]):
    """One of a list of words, which the code that reads it relies on."""

    cache_ok = True

    def __init__(self, what: str, words: tuple[str, ...]) -> None:
        """Name what the words are, for the error message."""
        super().__init__()
        self.what, self.words = what, words
        self.check = f"{{0}} IN ({', '.join(map(repr, words))})"

    def read(self, text: str) -> str:
        """Return the word."""
        if text not in self.words:
            raise ValueError
        return text


class Flag(sa.types.TypeDecorator[bool]):
    """Yes or no, stored as 1 or 0."""

    impl = sa.Integer
    cache_ok = True
    check = "{0} IN (0, 1)"

    def process_bind_param(self, value: bool | None, _dialect: sa.Dialect) -> int | None:
        """Return 1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, _dialect: sa.Dialect) -> bool | None:
        """Return a bool."""
        return None if value is None else bool(value)


class Image(Text[Any]):
    """A row as JSON: its columns with their values, or for many a list of columns and of rows."""

    cache_ok = True
    what = "image of a row"
    check = "{0} IS NULL OR json_valid({0})"

    def read(self, text: str) -> Any:
        """Return it as it was given to be stored."""
        image = json.loads(text)
        if not _is_image(image):
            raise ValueError
        return image

    def write(self, value: Any) -> str:
        """Return it as JSON."""
        return json.dumps(value, ensure_ascii=False)


def _is_image(image: object) -> bool:
    if isinstance(image, dict):
        image = [list(image), list(image.values())]
    if not (isinstance(image, list) and image and all(isinstance(row, list) for row in image)):
        return False
    columns, *rows = image
    return (
        "id" in columns
        and all(isinstance(name, str) for name in columns)
        and all(len(row) == len(columns) and all(map(_is_value, row)) for row in rows)
    )


def _is_value(value: object) -> bool:
    """Whether a cell of SQLite's can hold it."""
    if isinstance(value, int):
        return abs(value) < 2**63
    return value is None or isinstance(value, str | float)


def load(cls: Callable[..., _T], row: sa.Row[Any], **others: Any) -> _T:
    """Return a dataclass made from the columns of a row that are named as its fields are.

    `others` are its other fields, and go before the row's.
    """
    values = row._mapping
    return cls(**{name: values[name] for name in _shared(cls, row._fields)} | others)


def values(item: Any, table: sa.Table, *without: str) -> dict[str, Any]:
    """Return the fields of a dataclass that are columns of the table, but for its id and `without`.

    With what else the row needs it is ready to be stored.
    """
    cls: Any = type(item)
    return {name: getattr(item, name) for name in _fields(cls, table, without)}


@lru_cache
def _fields(cls: Hashable, table: sa.Table, without: tuple[str, ...]) -> tuple[str, ...]:
    names = _shared(cls, tuple(table.c.keys()))
    return tuple(name for name in names if name not in ("id", *without))


@lru_cache
def _shared(cls: Hashable, columns: tuple[str, ...]) -> tuple[str, ...]:
    known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
    return tuple(name for name in columns if name in known)


def stored(
    columns: Iterable[sa.ColumnElement[Any]], rows: Iterable[Sequence[Any]], dialect: sa.Dialect
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows, with a value for each of the columns, as the driver stores them.

    Raise ValueError for a row that has more or fewer values.
    """
    processors = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    writers = [(place, write) for place, write in enumerate(processors) if write is not None]
    for row in rows:
        cells = list(row)
        if len(cells) != len(processors):
            raise ValueError(f"{len(cells)} values for {len(processors)} columns")
        for place, write in writers:
            cells[place] = write(cells[place])
        yield tuple(cells)
