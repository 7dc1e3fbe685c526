"""Which table a file holds, and where its parts are: by the headers of its sheets."""

import fnmatch
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tracker.exchange.foods.tables.description import Form, Part, Table
from tracker.exchange.foods.tables.sheet import Sheet, plain_header
from tracker.foods.model import FoodTable

# A column by its place, where its header isn't unique.
_NUMBERED = re.compile(r"#(\d+)")
# In the names of files: NEVO2025_v9.0.
_BETWEEN = re.compile(r"[ _]+v?(?=[\d ])")


class Place(NamedTuple):
    """Where a part of a table was found: its sheet, its columns by role, and its first row.

    `more` are other sheets that hold the part too.
    """

    part: Part
    sheet: Sheet
    columns: Mapping[str, int]
    where: Mapping[int, tuple[str, ...]]
    first_row: int
    more: tuple["Place", ...] = ()


@dataclass(frozen=True)
class Recognised:
    """A table with its edition and the places of its parts."""

    table: Table
    edition: str
    places: Mapping[str, Place]

    @property
    def food_table(self) -> FoodTable:
        """The table as the diary has it."""
        table = self.table
        return FoodTable(
            table.code,
            table.title,
            self.edition,
            table.country,
            table.licence,
            table.attribution,
        )


def recognise(sheets: Sequence[Sheet], tables: Sequence[Table]) -> Recognised | None:
    """Return the table whose description fits the sheets best; None if none fits."""
    fitting = []
    for table in tables:
        for form in table.forms:
            places = _places(sheets, form)
            if places is not None:
                fitting.append((_size(places), table, form, places))
    if not fitting:
        return None
    _, table, form, places = max(fitting, key=lambda each: each[0])
    return Recognised(table, _edition(form, places, sheets), places)


def _places(sheets: Sequence[Sheet], form: Form) -> dict[str, Place] | None:
    places = {}
    for name, part in form.parts.items():
        candidates = [place for sheet in sheets if (place := find(sheet, part))]
        if candidates:
            best = max(candidates, key=lambda place: len(place.columns))
            more = [place for place in candidates if place is not best]
            places[name] = best._replace(more=tuple(more)) if part.every else best
        elif name in ("foods", "values"):
            return None
    return places


def all_in(sheets: Sequence[Sheet], tables: Sequence[Table]) -> list[str]:
    """Return the titles of all tables whose foods are in the files, each file counted once."""
    titles: dict[str, str] = {}
    rest = list(sheets)
    while recognised := recognise(rest, tables):
        file = recognised.places["foods"].sheet.file
        titles.setdefault(file, recognised.food_table.name)
        rest = [sheet for sheet in rest if sheet.file != file]
    return sorted(set(titles.values()))


def has_part(sheets: Sequence[Sheet], tables: Sequence[Table]) -> Table | None:
    """Return a table of which the sheets have a part that can't be read without the others."""
    for table in tables:
        for form in table.forms:
            parts = [part for name, part in form.parts.items() if "values" in form.parts]
            if any(find(sheet, part) for sheet in sheets for part in parts):
                return table
    return None


def missing(sheets: Sequence[Sheet], table: Table) -> str:
    """Return which part of the table's first form the sheets lack, in words."""
    for name, part in table.forms[0].parts.items():
        if name in ("foods", "values") and not any(find(sheet, part) for sheet in sheets):
            headers = [*part.has, *part.where, *(first[0] for first in part.columns.values())]
            named = "".join(f" {pattern}" for pattern in (part.file or part.sheet)[:1])
            return f"no sheet{named} has all of {', '.join(headers)}"
    return "no sheet has its parts"


def _size(places: Mapping[str, Place]) -> int:
    return sum(
        len(place.columns) + len(place.where) + len(place.part.has) for place in places.values()
    )


def find(sheet: Sheet, part: Part) -> Place | None:
    """Return where the sheet has the part; None if it lacks one of its columns.

    The names of columns stand in one row, or in several above one another. An alternative of a
    column is preferred in the order of the description.
    """
    if part.file and not matches_any(sheet.file, part.file):
        return None
    if part.sheet and not matches_any(sheet.name, part.sheet):
        return None
    rows = range(len(sheet.headers))
    # One row with all names, before names in several rows.
    for some in (*([row] for row in rows), rows):
        if place := _find_in(sheet, part, some):
            return place
    return None


def _find_in(sheet: Sheet, part: Part, rows: Sequence[int]) -> Place | None:
    cells = [
        (header, row, column)
        for row in rows
        for column, header in enumerate(sheet.headers[row])
        if header
    ]

    def first(headers: Sequence[str]) -> tuple[int, int] | None:
        for pattern in headers:
            if numbered := _NUMBERED.fullmatch(pattern):
                place = int(numbered[1]) - 1
                return (-1, place) if 0 <= place < max(map(len, sheet.head), default=0) else None
            for header, row, column in cells:
                if matches(header, pattern):
                    return row, column
        return None

    columns = {role: first(headers) for role, headers in part.columns.items()}
    where = {first((header,)): values for header, values in part.where.items()}
    needed = [columns[role] for role in columns if role in _NEEDED]
    if None in needed or None in where or not all(first((header,)) for header in part.has):
        return None
    present = {role: at for role, at in columns.items() if at is not None}
    last = max(row for row, _ in (*present.values(), *filter(None, where)))
    return Place(
        part,
        sheet,
        {role: column for role, (_, column) in present.items()},
        {at[1]: values for at, values in where.items() if at is not None},
        last + 1 + part.skip,
    )


_NEEDED = frozenset({"code", "key", "name", "b12", "measure", "grams", "factor"})


@lru_cache(maxsize=4096)
def _pattern(text: str) -> re.Pattern[str]:
    # Its * can't be slow on a long text; a [ is a plain character.
    return re.compile(fnmatch.translate(plain_header(text).replace("[", "[[]")))


def matches(text: str, pattern: str) -> bool:
    """Return whether a header or a name matches the pattern, in which * is any text."""
    return _pattern(pattern).fullmatch(plain_header(text)) is not None


def matches_any(text: str, patterns: Sequence[str]) -> bool:
    """Return whether one of the patterns matches."""
    return any(matches(text, pattern) for pattern in patterns)


def _edition(form: Form, places: Mapping[str, Place], sheets: Sequence[Sheet]) -> str:
    """Return the edition: in the names of the files and sheets, above the headers, or in a text."""
    if form.edition_in is None:
        return form.edition
    texts: list[str] = []
    for place in places.values():
        above = (cell for row in place.sheet.head[: place.first_row] for cell in row)
        texts += (place.sheet.file, place.sheet.name, *above)
    used = [place.sheet for place in places.values()]
    for sheet in sheets:
        if sheet not in used and not sheet.name and not sheet.separator:
            texts += (cell for row in sheet.head for cell in row)
    editions = (form.edition_in.search(text) for text in texts)
    edition = next(filter(None, editions), None)
    return form.edition if edition is None else _BETWEEN.sub(" ", edition[1])
