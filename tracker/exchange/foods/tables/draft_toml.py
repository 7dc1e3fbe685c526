"""A drafted description as TOML, with headers by which its columns are found again."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tracker.exchange.foods.entry import UnusableError
from tracker.exchange.foods.tables import recognise
from tracker.exchange.foods.tables.description import Part
from tracker.exchange.foods.tables.grid import Column, Grid
from tracker.exchange.foods.tables.headers import is_about_b12, unit_in
from tracker.exchange.foods.tables.marks import Marks
from tracker.exchange.foods.tables.sheet import Sheet, plain_header

if TYPE_CHECKING:
    from tomlkit.items import Table as TomlTable

_REMARKS = (
    "A first description of the table, from its headers: check it, then",
    "b12 food import FILE --as THIS.toml",
)
_ANY_TABLE = frozenset({"table", "tables", "the", "food", "foods", "data", "tabelle", "tabla"})
_LONGEST_CODE = 12
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d(?:[-/]\d{2,4})?)(?!\d)|(?<![^\W_])[vV]?(\d+\.\d+)\b")
# How a trace begins in many languages.
_TRACE = re.compile(
    r"tr|spor|spår|spur|śla|sla|stop|след|слід|jälk|jälg|jälj|jejak|nyom|vest|micro|ίχν|eser|snef|urm|"
    r"微|痕|미량|sled|tračn|pėd|pēd|gjurm|aztarn|rian|olion|surih|kesan|vết|hiven|sp\.|iz$|iz\.",
)
_GROUPED = re.compile(r"\D*[1-9]\d{0,2}([.,])\d{3}\D*")
_DECIMALS = re.compile(r"\d([.,])(?:\d{1,2}|\d{4,})(?!\d)|\b0([.,])\d|\d[.,]\d{3}([.,])\d")


@dataclass(frozen=True)
class DraftPart:
    """A part of a description: its columns by role, and the values that select its rows.

    `where` has these values by the places of their columns.
    """

    grid: Grid
    columns: Mapping[str, Column]
    where: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """The parts of a description; `figures` are cells of B12, in `unit` per `per`.

    `more` are other sheets that hold foods as the first one does.
    """

    parts: Mapping[str, DraftPart]
    figures: Sequence[str]
    unit: str
    per: str
    more: Sequence[Sheet] = ()


def written(draft: Draft, sheets: Sequence[Sheet], stem: str) -> str:
    """Return the draft as TOML; `stem` is the name of the file."""
    import tomlkit

    foods = draft.parts["foods"]
    title, edition = _title(foods.grid, stem)
    words = re.findall("[a-z]{3,}", stem.casefold())
    code = next((word for word in words if word not in _ANY_TABLE), "table")[:_LONGEST_CODE]
    table = tomlkit.table()
    table["title"] = title
    table["country"] = ""
    table["country"].comment("two letters, as in uk")
    table["licence"] = ""
    table["attribution"] = ""
    table["attribution"].comment("the credit that the publisher asks for")
    _add_marks(table, draft)
    digits = _digits(foods.columns.get("code"))
    if digits:
        table["digits"] = digits
    form = tomlkit.table()
    form["edition"] = edition
    for name, part in draft.parts.items():
        form[name] = _part(draft, sheets, part)
    forms = tomlkit.aot()
    forms.append(form)
    table["forms"] = forms
    document = tomlkit.document()
    for text in _REMARKS:
        document.add(tomlkit.comment(text))
    document[code] = table
    return tomlkit.dumps(document)


def _title(grid: Grid, stem: str) -> tuple[str, str]:
    """Return the title, from the file's name, and the edition, from that or the rows above."""
    title = " ".join(re.sub(r"(?:(?<![^\W_])[vV])?[\d._()]+", " ", stem).split()).strip(" -,")
    editions = (_YEAR.search(text) for text in (stem, *grid.titles, grid.sheet.name))
    edition = next(filter(None, editions), None)
    return title or "A food table", "" if edition is None else edition[1] or edition[2]


def _add_marks(table: "TomlTable", draft: Draft) -> None:
    """Add the marks that only this table has, with the meaning that their letters suggest."""
    cells = [cell for cell in draft.figures if cell]
    decimal = _decimal(cells, draft.parts)
    marks = Counter(cell.casefold() for cell in cells if not _is_read(cell))
    listed = [mark for mark, _ in marks.most_common()]
    traces = [mark for mark in listed if _TRACE.match(mark)]
    rest = [mark for mark in listed if mark not in traces]
    if traces:
        table["trace"] = traces
        table["trace"].comment("taken for a trace by their first letters: check")
    if rest:
        table["unknown"] = rest
        table["unknown"].comment("taken for unknown: check, some may be traces")
    if decimal:
        table["decimal"] = decimal


def _is_read(cell: str) -> bool:
    try:
        Marks().read(cell)
    except UnusableError:
        return False
    return True


def _decimal(cells: Sequence[str], parts: Mapping[str, DraftPart]) -> str:
    """Return the decimal mark if some figures are ambiguous; "" if none are."""
    signs = {grouped[1] for cell in cells if (grouped := _GROUPED.fullmatch(cell))}
    if not signs:
        return ""
    others = [cell for part in parts.values() for c in part.grid if c.is_figures for cell in c.some]
    decimals = Counter(
        next(filter(None, figure.groups()))
        for cell in (*cells, *others)
        if (figure := _DECIMALS.search(cell))
    )
    return decimals.most_common(1)[0][0] if decimals else ""


def _digits(codes: Column | None) -> int:
    """Return the length of codes of digits that have one length and some leading zeros; else 0."""
    cells = codes.filled if codes is not None else []
    lengths = {len(cell) for cell in cells}
    same = len(lengths) == 1 and all(map(str.isdigit, cells))
    return lengths.pop() if same and any(cell.startswith("0") for cell in cells) else 0


# --- Parts ---------------------------------------------------------------------------------


def _part(draft: Draft, sheets: Sequence[Sheet], part: DraftPart) -> "TomlTable":
    """Return a part by which the reader finds the same columns."""
    import tomlkit

    sheet = part.grid.sheet
    table = tomlkit.table()
    more = draft.more if "b12" in part.columns else ()
    if len(sheets) > 1 and sheet.name:
        table["sheet"] = _one_or_list([sheet.name, *(other.name for other in more)])
    if len({other.file for other in sheets}) > 1 or (len(sheets) > 1 and not sheet.name):
        table["file"] = _one_or_list([sheet.file, *(other.file for other in more)])
    if more:
        table["every"] = True
    named = _named(part)
    for role in part.columns:
        table[role] = named.columns[role][0]
    if named.where:
        table["where"] = tomlkit.inline_table()
        table["where"].update({header: list(values) for header, values in named.where.items()})
    if named.skip:
        table["skip"] = named.skip
    if "b12" in part.columns and "units" not in part.columns:
        _add_unit(table, draft, named.columns["b12"][0])
    if "b12" in part.columns and draft.per:
        table["per"] = draft.per
    return table


def _one_or_list(names: Sequence[str]) -> str | list[str]:
    several = list(dict.fromkeys(names))
    return several if len(several) > 1 else several[0]


def _add_unit(table: "TomlTable", draft: Draft, header: str) -> None:
    if draft.unit and unit_in(header) == draft.unit:
        return
    table["unit"] = (draft.unit or "ug").replace("ug", "µg")
    if not draft.unit:
        table["unit"].comment("the file names no unit: check")


def _named(part: DraftPart) -> Part:
    """Return the part with headers by which the reader finds exactly its columns.

    A row that has all of them is best; a column without a header of its own has its number.
    """
    places = {*(column.place for column in part.columns.values()), *part.where}
    rows = [part.grid.cells_at(row) for row in part.grid.head]
    rows.sort(key=lambda cells: not any(is_about_b12(cells.get(at, "")) for at in places))
    for cells in rows:
        if places <= cells.keys():
            named = _checked(part, cells)
            if named is not None:
                return named
    every = Counter(plain_header(cell) for row in part.grid.sheet.head for cell in row)
    headers: dict[int, str] = {}
    for cells in rows[::-1]:
        once = {at: cell for at, cell in cells.items() if every[plain_header(cell)] == 1}
        headers |= {at: cell for at, cell in once.items() if at in places}
    numbers = {at: f"#{at + 1}" for at in places}
    return _checked(part, numbers | headers) or _checked(part, numbers) or _as(part, numbers)


def _checked(part: DraftPart, headers: Mapping[int, str]) -> Part | None:
    """Return the part with these headers; None if the reader finds others by them."""
    named = _as(part, headers)
    place = recognise.find(part.grid.sheet, named)
    if place is None or set(place.where) != set(part.where):
        return None
    if place.columns != {role: column.place for role, column in part.columns.items()}:
        return None
    skip = part.grid.below_head - place.first_row
    return replace(named, skip=skip) if skip >= 0 else None


def _as(part: DraftPart, headers: Mapping[int, str]) -> Part:
    columns = {role: (headers[column.place],) for role, column in part.columns.items()}
    where = {headers[place]: tuple(values) for place, values in part.where.items()}
    return Part(columns, where=where)
