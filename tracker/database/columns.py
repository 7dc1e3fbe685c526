"""Columns whose text has a form, read everywhere by the one reader that stands in the table.

STRICT and CHECK keep types and words; that a text is a day SQLite can't know. What another program
wrote there is found when it is read, by whatever command, and by `store.spoilt` before that.
"""

import json
import math
from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.text.formatting import printable

_MOST_SHOWN = 40


class UnreadableError(Exception):
    """A value that the program never writes; it becomes a DamagedFileError with the file's name."""


def no(what: str, text: str) -> UnreadableError:
    """`"garbage" is no day`."""
    more = "…" if len(text) > _MOST_SHOWN else ""
    return UnreadableError(f'"{printable(text[:_MOST_SHOWN])}{more}" is no {what}')


def between(
    day: sa.Column[str], first: date, last: date, own: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    """Rows of one's own of those days, both included, and of what is no day.

    Left out in silence, nothing would tell of it; to read it does.
    """
    # Each with whose it is, for SQLite to take its index.
    return sa.or_(
        own & day.between(first.isoformat(), last.isoformat()), own & (day < "1"), own & (day > "3")
    )


def figure(value: float | None) -> float | None:
    """The µg or grams of an item. Raises UnreadableError for less than none, or no number."""
    if value is not None and not 0 <= value < math.inf:
        raise no("figure", str(value))
    return value


class Formed(sa.types.TypeDecorator[str]):
    """Text that a reader must understand; it stays text."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, what: str, reader: Callable[[str], object]) -> None:
        """`reader` raises ValueError or LookupError for a text that is no `what`."""
        super().__init__()
        self.what, self.reader = what, reader

    def read(self, text: str) -> str:
        """The text. Raises UnreadableError."""
        try:
            self.reader(text)
        except (ValueError, LookupError):
            raise no(self.what, text) from None
        return text

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        """As `read`."""
        return None if value is None else self.read(value)


class Image(sa.types.TypeDecorator[Any]):
    """A row as JSON: its columns with their values, or for many a list of columns and of rows."""

    impl = sa.Text
    cache_ok = True

    def read(self, text: str) -> Any:
        """As it was given to be stored. Raises UnreadableError."""
        try:
            image = json.loads(text)
        except (ValueError, RecursionError):
            image = None
        if not _is_image(image):
            raise no("image of a row", text)
        return image

    def process_bind_param(self, value: Any, _dialect: sa.Dialect) -> str | None:
        """As it is stored."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> Any:
        """As `read`."""
        return None if value is None else self.read(value)


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
