"""What an export of a whole diary holds: its sheets, their columns, and what a cell may be.

The form of it is described in the README. A change of the sheets is a new number of `FORM`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.errors import InputError
from tracker.health.laboratory import TESTS
from tracker.people.conditions import CONDITIONS
from tracker.text import dates as written
from tracker.text.formatting import is_text

FORM = 1

# A figure is any number, a whole one counts or is yes (1) or no (0). A day is 2026-11-22, a moment
# 2026-11-22T12:41+01:00 and an hour 04:00.
Kind = Literal["text", "figure", "whole", "day", "moment", "hour"]
Value = str | float | int | None
Values = Mapping[str, Value]

# SQLite's integers and a CSV reader's cells end here.
_MOST = 2**53
_LONGEST = 100_000
_WORDS: dict[tuple[str, str], frozenset[str]] = {
    ("conditions", "name"): frozenset(CONDITIONS),
    ("laboratory", "test"): frozenset(TESTS),
    ("laboratory", "unit"): frozenset(unit for test in TESTS.values() for unit in test.units),
}


@dataclass(frozen=True)
class Column:
    """A column; an `optional` one can be empty, which is unknown or none and never zero.

    `words` are the only ones it may hold, where it is bound to some.
    """

    name: str
    kind: Kind
    optional: bool
    words: frozenset[str] | None

    def checked(self, value: object) -> Value:
        """The value as the diary has it. Raises InputError for one that it can't have."""
        if value is None:
            if self.optional:
                return None
            raise InputError(f"{self.name} is missing")
        if self.kind in ("figure", "whole"):
            return self._number(value)
        if not isinstance(value, str):
            raise InputError(f"{self.name} is no text")
        if len(value) > _LONGEST:
            raise InputError(f"{self.name} is longer than {_LONGEST:,} characters")
        if not is_text(value):
            raise InputError(f"{self.name} holds what is no character")
        if self.words is not None and value not in self.words:
            raise InputError(
                f'{self.name} can\'t be "{value}": use {", ".join(sorted(self.words))}'
            )
        try:
            _READS[self.kind](value)
        except ValueError:
            due = _EXAMPLES[self.kind]
            raise InputError(f'{self.name} can\'t be "{value}": write {due}') from None
        return value

    def _number(self, value: object) -> float | int:
        whole = self.kind == "whole"
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            raise InputError(f"{self.name} is no {'whole ' if whole else ''}number")
        if not abs(value) <= _MOST:  # nan isn't either
            raise InputError(f"{self.name} is out of bounds")
        return value if whole else float(value)


@dataclass(frozen=True)
class Sheet:
    """A table of an export."""

    name: str
    columns: tuple[Column, ...]

    def checked(self, cells: Mapping[str, object]) -> dict[str, Value]:
        """A row, cell by cell. Raises InputError for the first that can't be."""
        return {column.name: column.checked(cells[column.name]) for column in self.columns}


_READS: Mapping[str, Callable[[str], object]] = {
    "text": str,
    "day": written.day,
    "moment": written.moment,
    "hour": written.hour,
}
_EXAMPLES = {"day": "2026-11-22", "moment": "2026-11-22T12:41+01:00", "hour": "04:00"}


def _sheet(name: str, columns: str) -> Sheet:
    """`born:day?` is an optional day; without a kind it is text."""
    made = []
    for word in columns.split():
        column, _, kind = word.rstrip("?").partition(":")
        words = _WORDS.get((name, column))
        made.append(Column(column, kind or "text", word.endswith("?"), words))  # type: ignore[arg-type]
    return Sheet(name, tuple(made))


_MEASURED = "amount:figure measure grams:figure? b12_ug:figure?"

# Each after those that it refers to: people by name, meals by id, and foods by code.
SHEETS = {
    sheet.name: sheet
    for sheet in (
        _sheet("people", "name born:day? sex? diet? day_starts:hour"),
        _sheet("life_stages", "person since:day stage"),
        _sheet("targets", "person since:day authority ug_per_day:figure?"),
        _sheet("conditions", "person name since:day until:day?"),
        _sheet(
            "foods",
            "code name everyday? food_group? kind? origin diet? b12_ug_per_100g:figure? source "
            "catalogue removed:whole lower_bound:whole",
        ),
        _sheet("portions", f"food_code position:whole {_MEASURED}"),
        _sheet("names", "phrase food_code"),
        _sheet("recipes", "food_code makes:figure"),
        _sheet(
            "ingredients",
            f"recipe_code position:whole food_code? food {_MEASURED} lower_bound:whole",
        ),
        _sheet("meals", "id:whole person day:day eaten_at:moment? name? note?"),
        _sheet(
            "items",
            f"meal_id:whole food food_code? kind? origin source {_MEASURED} usual:whole "
            "lower_bound:whole note?",
        ),
        _sheet("marked_days", "person day:day mark"),
        _sheet("symptoms", "person day:day felt_at:moment? name score:whole note?"),
        _sheet("laboratory", "person day:day test value:figure unit"),
        _sheet("imported_days", "person program day:day marks"),
    )
}


@dataclass(frozen=True)
class Read:
    """A row that was read: `where` it stands, `meals.csv, line 12`, and its checked cells."""

    where: str
    cells: dict[str, Value]
