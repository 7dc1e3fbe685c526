"""What an export of a whole diary holds: its sheets, their columns, and what a cell may be.

docs/data-and-privacy.md describes the form. A change of the sheets needs a new number of `FORM`;
`NEW` has the columns that a form has and the one before it lacks: optional, so that an older export
is read too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from tracker.diary.model import is_tag
from tracker.errors import InputError
from tracker.foods.model import FIGURE_MARKS, is_table_code
from tracker.health.laboratory import BOUNDS, TESTS, can_be
from tracker.people.conditions import known_conditions
from tracker.regimens.model import FORMS, ROUTES, UNITS
from tracker.text import dates
from tracker.text.formatting import is_text

FORM = 5
NEW = {
    2: {
        ("foods", "role"),
        ("laboratory", "bound"),
        ("people", "country"),
        ("people", "is_default"),
    },
    3: {
        ("regimens", column)
        for column in "person amount_ug route form every unit with_food since until".split()
    },
    4: {("meals", "tags")},
    5: {
        ("people", "tables"),
        ("foods", "table_code"),
        ("foods", "mark"),
        ("foods", "below_ug_per_100g"),
        *(
            ("tables", column)
            for column in "code title edition country licence attribution".split()
        ),
    },
}

# A figure is any number; a whole one counts, or is yes (1) or no (0).
Kind = Literal["text", "figure", "whole", "day", "moment", "hour", "tags", "names"]
Value = str | float | int | date | datetime | time | tuple[str, ...] | None

# The table of each sheet.
TABLES = {
    "people": "person",
    "life_stages": "life_stage",
    "targets": "target_choice",
    "conditions": "condition",
    "regimens": "regimen",
    "tables": "food_table",
    "foods": "food",
    "portions": "portion",
    "names": "alias",
    "recipes": "recipe",
    "ingredients": "recipe_ingredient",
    "meals": "meal",
    "items": "item",
    "marked_days": "day_mark",
    "symptoms": "symptom",
    "laboratory": "lab_value",
    "imported_days": "imported_day",
}

# Bounds of what SQLite and a CSV reader can hold.
_MOST = 2**53
_LONGEST = 100_000
_WORDS: dict[tuple[str, str], frozenset[str]] = {
    ("conditions", "name"): frozenset(known_conditions()),
    ("regimens", "route"): frozenset(ROUTES),
    ("regimens", "form"): frozenset(FORMS),
    ("regimens", "unit"): frozenset(UNITS),
    ("foods", "mark"): frozenset(FIGURE_MARKS),
    ("laboratory", "bound"): frozenset(BOUNDS),
    ("laboratory", "test"): frozenset(TESTS),
    ("laboratory", "unit"): frozenset(unit for test in TESTS.values() for unit in test.units),
}


@dataclass(frozen=True)
class Column:
    """A column; an `optional` one can be empty, which is unknown or nothing, never zero.

    `words` are the only values it may have; None allows any.
    """

    name: str
    kind: Kind
    optional: bool
    words: frozenset[str] | None

    def checked(self, value: object) -> Value:
        """Return the value as it is stored. Raise InputError for one that no diary can have."""
        if value is None:
            if self.optional:
                return () if self.kind in ("tags", "names") else None
            raise InputError(f"{self.name} is missing")
        if self.kind in ("figure", "whole"):
            return self._number(value)
        if not isinstance(value, str):
            raise InputError(f"{self.name} is not text")
        if len(value) > _LONGEST:
            raise InputError(f"{self.name} is longer than {_LONGEST:,} characters")
        if not is_text(value):
            raise InputError(f"{self.name} has an invalid character")
        if self.words is not None and value not in self.words:
            raise InputError(
                f'{self.name} can\'t be "{value}": use {", ".join(sorted(self.words))}'
            )
        if self.kind in _FORMS:
            read, example = _FORMS[self.kind]
            try:
                return read(value)
            except ValueError:
                raise InputError(f'{self.name} can\'t be "{value}": use {example}') from None
        return value

    def _number(self, value: object) -> float | int:
        whole = self.kind == "whole"
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            raise InputError(f"{self.name} is not a {'whole ' if whole else ''}number")
        if not abs(value) <= _MOST:  # nan isn't either
            raise InputError(f"{self.name} is out of bounds")
        return value if whole else float(value)


@dataclass(frozen=True)
class Sheet:
    """A table of an export."""

    name: str
    columns: tuple[Column, ...]

    def checked(self, cells: Mapping[str, object]) -> dict[str, Value]:
        """Return the checked cells of a row. Raise InputError for the first invalid one.

        What an older form lacks is None.
        """
        checked = {column.name: column.checked(cells.get(column.name)) for column in self.columns}
        if self.name in _CHECKS:
            _CHECKS[self.name](**checked)
        return checked

    def of_form(self, form: int) -> "Sheet":
        """Return the sheet with the columns that it had in that form."""
        newer = set().union(*(NEW[number] for number in NEW if number > form))
        columns = tuple(c for c in self.columns if (self.name, c.name) not in newer)
        return Sheet(self.name, columns)


def _check_span(since: date, until: date | None, **_: Value) -> None:
    if until is not None and until < since:
        raise InputError(f"{until} is before {since}")


def _check_measured(test: str, unit: str, value: float, **_: Value) -> None:
    if unit not in TESTS[test].units:
        raise InputError(f"{test} isn't given in {unit}")
    if not can_be(value, unit, TESTS[test]):
        raise InputError(f"{test} can't be {value:g} {unit}")


_CHECKS: Mapping[str, Callable[..., None]] = {
    "conditions": _check_span,
    "regimens": _check_span,
    "laboratory": _check_measured,
}


def _read_names(text: str) -> tuple[str, ...]:
    """Return the names of tables. Raise ValueError for other text."""
    names = tuple(text.split(" "))
    if len(set(names)) < len(names) or not all(is_table_code(name) for name in names):
        raise ValueError
    return names


def _read_tags(text: str) -> tuple[str, ...]:
    """Return the tags. Raise ValueError for text that isn't tags, sorted and each once."""
    tags = tuple(text.split(" "))
    if list(tags) != sorted(set(tags)) or text != text.lower() or not all(map(is_tag, tags)):
        raise ValueError
    return tags


# How the stored text of a column is read, and an example of it.
_FORMS: Mapping[str, tuple[Callable[[str], Value], str]] = {
    "day": (dates.read_day, "2026-11-22"),
    "moment": (dates.read_moment, "2026-11-22T12:41+01:00"),
    "hour": (dates.read_hour, "04:00"),
    "tags": (_read_tags, "restaurant travel"),
    "names": (_read_names, "cofid usda"),
}


def _sheet(name: str, columns: str) -> Sheet:
    """Return a sheet; `born:day?` is an optional day, and without a kind a column is text."""
    return Sheet(name, tuple(_column(name, word) for word in columns.split()))


def _column(sheet: str, word: str) -> Column:
    name, _, kind = word.rstrip("?").partition(":")
    return Column(name, kind or "text", word.endswith("?"), _WORDS.get((sheet, name)))  # type: ignore[arg-type]


_MEASURED = "amount:figure measure grams:figure? b12_ug:figure?"

# Each after the sheets it refers to: people by name, meals by id, and foods by code.
SHEETS = {
    sheet.name: sheet
    for sheet in (
        _sheet(
            "people",
            "name born:day? sex? diet? country? day_starts:hour is_default:whole? tables:names?",
        ),
        _sheet("life_stages", "person since:day stage"),
        _sheet("targets", "person since:day authority ug_per_day:figure?"),
        _sheet("conditions", "person name since:day until:day?"),
        _sheet(
            "regimens",
            "person amount_ug:figure route form? every:whole unit with_food:whole since:day "
            "until:day?",
        ),
        _sheet("tables", "code title edition country? licence attribution"),
        _sheet(
            "foods",
            "code name everyday? food_group? kind? origin diet? role? b12_ug_per_100g:figure? "
            "source catalogue removed:whole lower_bound:whole table_code? mark? "
            "below_ug_per_100g:figure?",
        ),
        _sheet("portions", f"food_code position:whole {_MEASURED}"),
        _sheet("names", "phrase food_code"),
        _sheet("recipes", "food_code makes:figure"),
        _sheet(
            "ingredients",
            f"recipe_code position:whole food_code? food {_MEASURED} lower_bound:whole",
        ),
        _sheet("meals", "id:whole person day:day eaten_at:moment? name? note? tags:tags?"),
        _sheet(
            "items",
            f"meal_id:whole food food_code? kind? origin source {_MEASURED} usual:whole "
            "lower_bound:whole note?",
        ),
        _sheet("marked_days", "person day:day mark"),
        _sheet("symptoms", "person day:day felt_at:moment? name score:whole note?"),
        _sheet("laboratory", "person day:day test bound? value:figure unit"),
        _sheet("imported_days", "person program day:day marks"),
    )
}


@dataclass(frozen=True)
class SheetRow:
    """A row of an export: where it is, `meals.csv, line 12`, and its checked cells."""

    where: str
    cells: dict[str, Value]
