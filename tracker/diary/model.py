"""What the diary keeps: items, the meals they were eaten in, and marks of whole days."""

import re
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Literal, NamedTuple

from tracker.errors import InputError
from tracker.foods.model import Origin, Serving
from tracker.text.formatting import one_line

# A day on which nothing was eaten, which is a true zero; a day of which not all is logged.
Mark = Literal["fast", "partial"]
MARKS: tuple[Mark, ...] = ("fast", "partial")
_ENTRY_ID = re.compile(r"(m?)([0-9]{1,18})", re.IGNORECASE)
_LONGEST_NAME = 40


@dataclass(frozen=True)
class When:
    """The diary day, and the true time and the meal's name where they are known."""

    day: date
    eaten_at: datetime | None = None
    meal: str | None = None


@dataclass(frozen=True)
class Item(Serving):
    """A serving eaten at a moment; it keeps the µg that it had on the day it was logged."""

    when: When = field(kw_only=True)
    meal_id: int = 0
    id: int = 0
    note: str | None = None

    @classmethod
    def of(cls, serving: Serving, when: When) -> "Item":
        """Return the serving eaten at that moment, not stored yet."""
        return cls(
            **{part.name: getattr(serving, part.name) for part in fields(Serving)}, when=when
        )

    @property
    def row(self) -> "ItemRow":
        """What sums and estimates need of it."""
        when = self.when
        return ItemRow(
            when.day, self.food, self.origin, self.b12_ug, self.kind, self.lower_bound,
            when.eaten_at, when.meal, self.meal_id, self.food_code,
        )  # fmt: skip


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


@dataclass(frozen=True)
class Meal:
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
    """The name on one line; None where it is empty. Raises InputError for one too long."""
    name = one_line(text)
    if len(name) > _LONGEST_NAME:
        raise InputError(f"a meal's name has at most {_LONGEST_NAME} characters")
    return name or None


@dataclass(frozen=True)
class EntryId:
    """An item's number, or a meal's, as a user types it: `12`, `m7`."""

    number: int
    of_meal: bool


def parse_entry_id(text: str) -> EntryId:
    """Raises InputError for what is neither an item's id nor a meal's."""
    found = _ENTRY_ID.fullmatch(text.strip())
    if not found:
        raise InputError(f'"{text}" is no id: b12 show has them, 12 for an item and m7 for a meal')
    return EntryId(int(found[2]), bool(found[1]))
