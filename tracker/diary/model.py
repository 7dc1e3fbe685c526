"""What the diary keeps: items, the meals they were eaten in, and marks of whole days."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Literal, NamedTuple

from tracker.errors import InputError
from tracker.foods.model import Origin, Serving
from tracker.text.dates import past_moment
from tracker.text.formatting import one_line

# A day on which nothing was eaten, which is a true zero; a day of which not all is logged.
Mark = Literal["fast", "partial"]
MARKS: tuple[Mark, ...] = ("fast", "partial")
_TAG = re.compile(r"[^\W\d_][\w-]*")
_ENTRY_ID = re.compile(r"(m?)([0-9]{1,18})", re.IGNORECASE)
_LONGEST_NAME = 40
_LONGEST_TAG = 30


class When(NamedTuple):
    """The diary day, the true time and the meal's name if they are known, and the meal's tags.

    The tags are sorted.
    """

    day: date
    eaten_at: datetime | None = None
    meal: str | None = None
    tags: tuple[str, ...] = ()

    def on(self, day: date, now: datetime) -> "When":
        """Return the same time of another diary day, by the clocks here.

        It has no time if the clocks skip it there, or if it is still to come.
        """
        if self.eaten_at is None:
            return self._replace(day=day)
        past_midnight = self.eaten_at.date() - self.day
        try:
            eaten_at = past_moment(day + past_midnight, self.eaten_at.time(), now)
        except InputError:
            return self._replace(day=day, eaten_at=None)
        return self._replace(day=day, eaten_at=eaten_at)

    def is_by(self, today: date, now: datetime) -> bool:
        """Return whether it was eaten by now: a journey west leads back to an earlier day."""
        return self.day <= today if self.eaten_at is None else self.eaten_at <= now


@dataclass(frozen=True)
class Item(Serving):
    """A serving eaten at a moment; it keeps the µg that it had on the day it was logged."""

    when: When = field(kw_only=True)
    meal_id: int = 0
    id: int = 0
    note: str | None = None
    # The note on its meal, which is shown beside it.
    meal_note: str | None = field(default=None, compare=False)

    @classmethod
    def of(cls, serving: Serving, when: When) -> "Item":
        """Return the serving eaten at that moment, not stored yet."""
        return cls(
            **{part.name: getattr(serving, part.name) for part in fields(Serving)}, when=when
        )


class ItemRow(NamedTuple):
    """The columns of an item that sums and estimates need, for diaries of many years."""

    day: date
    food: str
    origin: Origin
    b12_ug: float | None
    kind: str | None = None
    lower_bound: bool = False
    eaten_at: datetime | None = None
    meal: str | None = None
    meal_id: int = 0
    food_code: str | None = None
    tags: tuple[str, ...] = ()


class Meal(NamedTuple):
    """What was eaten together, in the order it was logged."""

    id: int
    when: When
    note: str | None
    items: tuple[Item, ...]

    @property
    def code(self) -> str:
        """What a user types: `m7`."""
        return f"m{self.id}"


def meal_name(text: str) -> str | None:
    """Return the name on one line; None if it is empty. Raise InputError if it is too long."""
    name = one_line(text)
    if len(name) > _LONGEST_NAME:
        raise InputError(f"a meal's name has at most {_LONGEST_NAME} characters")
    return name or None


def is_tag(text: str) -> bool:
    """Return whether a word could be a tag: a letter, then letters, digits, - and _."""
    return _TAG.fullmatch(text) is not None and len(text) <= _LONGEST_TAG


def parse_tag(text: str) -> str:
    """Return the tag of `+restaurant` or `restaurant` in small letters. Raise InputError."""
    word = one_line(text)
    tag = unicodedata.normalize("NFC", word.removeprefix("+").lower())
    if not is_tag(tag):
        raise InputError(
            f'invalid tag "{word}": use one word of at most {_LONGEST_TAG} letters, +restaurant'
        )
    return tag


def tags_label(tags: Iterable[str]) -> str:
    """Return `+restaurant +travel`."""
    return " ".join(f"+{tag}" for tag in tags)


class EntryId(NamedTuple):
    """The number of an item or a meal, as a user types it: `12`, `m7`."""

    number: int
    of_meal: bool


def is_entry_id(text: str) -> bool:
    """Return whether the text has the form of an id."""
    return _ENTRY_ID.fullmatch(text.strip()) is not None


def parse_entry_id(text: str) -> EntryId:
    """Return the id of an item or a meal. Raise InputError for any other text."""
    parts = _ENTRY_ID.fullmatch(text.strip())
    if not parts:
        raise InputError(f'invalid id "{text}": b12 show has 12 for an item and m7 for a meal')
    return EntryId(int(parts[2]), bool(parts[1]))
