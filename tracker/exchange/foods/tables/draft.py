"""A first description of a table that b12 doesn't know, from its headers and its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.errors import InputError
from tracker.exchange.foods.tables import draft_lists, draft_toml, roles
from tracker.exchange.foods.tables.description import ROLES
from tracker.exchange.foods.tables.draft_lists import has_most
from tracker.exchange.foods.tables.draft_toml import Draft, DraftPart
from tracker.exchange.foods.tables.grid import Column, Grid
from tracker.exchange.foods.tables.headers import is_about_b12, is_unit, per_in, unit_in
from tracker.exchange.foods.tables.sheet import Sheet

_MOST_LANGUAGES = 12
_OF_VALUES = ROLES["values"].split()


@dataclass(frozen=True)
class _B12:
    """Where the figures of B12 are: a column of all rows, or of the rows that `where` selects.

    `unit` is that of a list of nutrients; `more` are sheets of the same form with other foods.
    """

    grid: Grid
    figures: Column
    columns: Sequence[Column]
    where: Mapping[int, Sequence[str]] = field(default_factory=dict)
    unit: str = ""
    more: Sequence[Grid] = ()


def describe(sheets: Sequence[Sheet], stem: str) -> str:
    """Return a description, as TOML, of the table that the sheets hold; `stem` is the file's name.

    Raise InputError if no column and no row has B12, or if no column has names.
    """
    grids = [grid for grid in map(Grid, sheets) if grid.columns]
    b12 = _in_column(grids) or _in_rows(grids) or _in_title(grids)
    if b12 is None:
        seen = "; ".join(f"{sheet.file} {sheet.name}".strip() for sheet in sheets[:5])
        raise InputError(f"no column and no row of it is about vitamin B12 (looked at: {seen})")
    parts = _foods(grids, b12)
    if parts is None:
        raise InputError("it has vitamin B12, but no column with the names of the foods")
    draft_lists.add_to(parts, grids)
    cells = [cell for grid in (b12.grid, *b12.more) for cell in grid.at(b12.figures.place)]
    draft = Draft(parts, cells, _unit(b12), _per(b12), [grid.sheet for grid in b12.more])
    return draft_toml.written(draft, sheets, stem)


# --- B12 -----------------------------------------------------------------------------------


def _in_column(grids: Sequence[Grid]) -> _B12 | None:
    """Return the best column of B12 of a table with one row per food; None without one."""
    best = []
    for grid in grids:
        for rank, column in roles.b12_of(grid)[:1]:
            is_beside, is_of_other, *_ = rank
            if not is_beside:
                best.append(((is_of_other, -len(column.filled)), grid, column))
    if not best:
        return None
    _, grid, figures = min(best, key=lambda each: each[0])
    more = [other for other in grids if other is not grid and _is_alike(other, grid)]
    others = [column for column in grid if column is not figures]
    return _B12(grid, figures, others, more=more)


def _is_alike(other: Grid, grid: Grid) -> bool:
    """Return whether a sheet has the headers of another, and other foods."""
    if [column.headers for column in other] != [column.headers for column in grid]:
        return False
    names = roles.names_of(grid)
    if not names:
        return False
    some, others = frozenset(grid.at(names["name"].place)), other.at(names["name"].place)
    return sum(name in some for name in others) < 0.5 * len(others)


def _in_title(grids: Sequence[Grid]) -> _B12 | None:
    """Return the column of figures of a sheet about B12 alone; None without such a sheet."""
    for grid in grids:
        title = [grid.sheet.file, grid.sheet.name, *grid.titles]
        if any(is_about_b12(text) for text in title) and _identity(grid, grid.columns) is not None:
            codes = roles.codes_of(grid)
            value = roles.value_of(column for column in grid if column not in codes)
            if value is not None and not roles.is_beside(value.words):
                return _B12(grid, value, [column for column in grid if column is not value])
    return None


def _named(column: Column) -> list[str]:
    """Return the cells that name B12 and nothing else, such as what was added of it."""
    about = [cell for cell in column.values if is_about_b12(cell) and not roles.is_beside(cell)]
    least = min(map(roles.residue, about), default=0)
    return sorted(cell for cell in about if roles.residue(cell) == least)


def _in_rows(grids: Sequence[Grid]) -> _B12 | None:
    """Return B12 in a table with one row per food and nutrient; None in another table."""
    for grid in grids:
        for column in grid:
            if not column.is_distinct and (named := _named(column)):
                b12 = _picked(grid, column, named, _unit_of(named, grids))
                if b12 is not None:
                    return b12
    for explained in grids:
        for row in _rows_about_b12(explained):
            for grid in grids:
                b12 = None if grid is explained else _by_number(grid, explained, row)
                if b12 is not None:
                    return b12
    return None


def _rows_about_b12(grid: Grid) -> Iterator[int]:
    """Yield the rows of a list of nutrients that are about B12, by their places in the columns."""
    for column in grid:
        named = _named(column)
        if named and column.is_distinct:
            yield from (n for n, cell in enumerate(column.cells) if cell in named)


def _by_number(grid: Grid, explained: Grid, row: int) -> _B12 | None:
    """Return B12 in rows that name the nutrient by what another sheet explains in a row."""
    for key in explained:
        for column in grid if key.is_distinct and key.cells[row] else ():
            is_key = column.values <= key.values and not column.is_distinct
            if is_key and key.cells[row] in column.values and len(column.values) > 1:
                return _picked(grid, column, [key.cells[row]], _unit_in_row(explained, row))
    return None


def _unit_of(named: Sequence[str], grids: Sequence[Grid]) -> str:
    """Return the unit that a list of nutrients has for B12."""
    for grid in grids:
        for column in grid:
            if column.is_distinct and named[0] in column.values:
                return _unit_in_row(grid, column.cells.index(named[0]))
    return ""


def _unit_in_row(grid: Grid, row: int) -> str:
    return next((unit_in(column.cells[row]) for column in grid if is_unit(column.cells[row])), "")


def _picked(grid: Grid, nutrient: Column, named: Sequence[str], unit: str = "") -> _B12 | None:
    rows = [n for n, cell in enumerate(nutrient.cells) if cell in named]
    picked = [column.picked(rows) for column in grid if column is not nutrient]
    value = roles.value_of(picked)
    if value is None:
        return None
    columns = [column for column in picked if column is not value]
    return _B12(grid, value, columns, {nutrient.place: named}, unit)


# --- Foods ---------------------------------------------------------------------------------


class _Foods(NamedTuple):
    """A list of foods, and their names in English where those stand apart."""

    foods: DraftPart
    names: DraftPart | None = None

    @property
    def rank(self) -> tuple[object, ...]:
        """How much the list knows."""
        columns = self.foods.columns
        name = (self.names or self.foods).columns["name"]
        return roles.is_english(name), "group" in columns, len(columns), len(name.filled)


def _foods(grids: Sequence[Grid], b12: _B12) -> dict[str, DraftPart] | None:
    """Return the parts `foods`, `values` and `names`; None without a column of names."""
    about = _about(b12)
    others = [column for column in b12.columns if column not in about.values()]
    own = _identity(b12.grid, others)
    if own is None:
        joined = _joined(grids, b12, roles.codes_of(others) or others)
    else:
        joined = _joined(grids, b12, [own.columns["code"]] if "code" in own.columns else [])
    if own is not None and (joined is None or not _adds(joined[1], own)):
        of_values: dict[str, Column] = {"b12": b12.figures, **about}
        if not b12.where or "code" not in own.columns:
            return {"foods": DraftPart(b12.grid, {**own.columns, **of_values}, b12.where)}
        # Separate, so that foods without a row for B12 are imported too.
        values = DraftPart(b12.grid, {"code": own.columns["code"], **of_values}, b12.where)
        every = {column.place: column for column in b12.grid}
        columns = {role: every[column.place] for role, column in own.columns.items()}
        return {"foods": DraftPart(b12.grid, columns), "values": values}
    if joined is None:
        return None
    code, (foods, names) = joined
    of_values = {role: column for role, column in about.items() if role in _OF_VALUES}
    values = DraftPart(b12.grid, {"code": code, "b12": b12.figures, **of_values}, b12.where)
    parts = {"foods": foods, "values": values}
    if names is not None:
        named = {role: names.columns[role] for role in ("code", "name")}
        parts["names"] = DraftPart(names.grid, named, names.where)
    return parts


def _adds(other: _Foods, own: DraftPart) -> bool:
    """Return whether another sheet says more of the foods: English names, or groups."""
    return other.rank[:2] > _Foods(own).rank[:2]


def _about(b12: _B12) -> dict[str, Column]:
    """Return the columns about the figures; in rows of one nutrient headers needn't name B12."""
    about = roles.more_of(b12.columns, b12.figures)
    for column in b12.columns if b12.where else ():
        if column.is_complete and all(map(is_unit, column.values)):
            about.setdefault("units", column)
        elif roles.is_flag(column.values):
            about.setdefault("flag", column)
    return about


def _identity(grid: Grid, columns: Sequence[Column]) -> DraftPart | None:
    """Return the columns that identify the food of a row; None without a column of names."""
    names = roles.names_of(columns)
    if not names:
        return None
    codes = [column for column in roles.codes_of(columns, names["name"]) if column.is_distinct]
    named: dict[str, Column] = {"code": codes[0]} if codes else {}
    named |= names
    group = roles.group_of(columns, named.values())
    if group is not None:
        named["group"] = group
    return DraftPart(grid, named)


def _joined(
    grids: Sequence[Grid], b12: _B12, codes: Sequence[Column]
) -> tuple[Column, _Foods] | None:
    """Return the column of codes, and the best list of the foods with the same codes."""
    fitting = [
        (code, foods)
        for code in codes
        for grid in grids
        if grid is not b12.grid
        for foods in _with_codes(grid, code)
    ]
    return max(fitting, key=lambda each: each[1].rank) if fitting else None


def _with_codes(grid: Grid, code: Column) -> Iterator[_Foods]:
    """Yield the lists of foods with these codes that a sheet has."""
    for column in grid:
        if not has_most(code, column):
            continue
        others = [other for other in grid if other is not column]
        if not column.is_distinct:
            yield from _in_languages(grid, column)
        elif part := _identity(grid, others):
            yield _Foods(DraftPart(grid, {**part.columns, "code": column}))


def _in_languages(grid: Grid, code: Column) -> Iterator[_Foods]:
    """Yield the foods of a sheet with one row per food and language."""
    if len(code.filled) < 1.5 * len(code.values):
        return
    for language in grid:
        if language is code or not 1 < len(language.values) <= _MOST_LANGUAGES:
            continue
        parts = {}
        for value in dict.fromkeys(language.filled):
            rows = [n for n, cell in enumerate(language.cells) if cell == value]
            picked = [column.picked(rows) for column in grid if column is not language]
            of_code = next(column for column in picked if column.place == code.place)
            part = _identity(grid, [column for column in picked if column is not of_code])
            if of_code.is_distinct and part is not None:
                columns = {**part.columns, "code": of_code}
                parts[value] = DraftPart(grid, columns, {language.place: [value]})
        english = roles.english_of({value: part.columns["name"] for value, part in parts.items()})
        local = next((part for value, part in parts.items() if value != english), None)
        if english and local is not None:
            columns = {**local.columns, "local": local.columns["name"]}
            yield _Foods(DraftPart(grid, columns, local.where), parts[english])
        elif parts:
            yield _Foods(next(iter(parts.values())))


# --- Units ---------------------------------------------------------------------------------


def _unit(b12: _B12) -> str:
    """Return the unit of the figures; "" if the table doesn't name it."""
    named = [cell for cells in b12.where.values() for cell in cells]
    texts = [*b12.figures.headers[::-1], *b12.figures.above, *named]
    titles = [text for text in b12.grid.titles if is_about_b12(text)]
    # 0.38 µg, in each cell.
    titles += b12.figures.some if all(map(unit_in, filter(_has_digit, b12.figures.some))) else []
    units = (unit_in(text) for text in (*texts, b12.unit, *titles))
    return next(filter(None, units), "")


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _per(b12: _B12) -> str:
    """Return the amount that the figures are per; "" for 100 g."""
    named = [cell for cells in b12.where.values() for cell in cells]
    for text in (*b12.figures.headers, *b12.figures.above, *named, b12.grid.sheet.name,
                 *b12.grid.titles):  # fmt: skip
        per = per_in(text)
        if per is not None and per[0] in (1, 100, 1000):
            amount, by_volume = per
            return "" if per == (100, False) else f"{amount:g} {'ml' if by_volume else 'g'}"
    return ""
