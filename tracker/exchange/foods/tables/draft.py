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
class _Found:
    """Where B12 stands: a column, of all rows or of those that `where` picks.

    `unit` is that of a list of nutrients; `more` are sheets of the same form with other foods.
    """

    grid: Grid
    b12: Column
    columns: Sequence[Column]
    where: Mapping[int, Sequence[str]] = field(default_factory=dict)
    unit: str = ""
    more: Sequence[Grid] = ()


def describe(sheets: Sequence[Sheet], stem: str) -> str:
    """Return a description, as TOML, of the table that the sheets hold; `stem` is the file's name.

    Raise InputError if no column and no row has B12, or if no column has names.
    """
    grids = [grid for grid in map(Grid, sheets) if grid.columns]
    found = _in_column(grids) or _in_rows(grids) or _in_title(grids)
    if found is None:
        seen = "; ".join(f"{sheet.file} {sheet.name}".strip() for sheet in sheets[:5])
        raise InputError(f"no column and no row of it is about vitamin B12 (looked at: {seen})")
    parts = _foods(grids, found)
    if parts is None:
        raise InputError("it has vitamin B12, but no column with the names of foods beside it")
    draft_lists.add_to(parts, grids)
    cells = [cell for grid in (found.grid, *found.more) for cell in grid.at(found.b12.place)]
    draft = Draft(parts, cells, _unit(found), _per(found), [grid.sheet for grid in found.more])
    return draft_toml.written(draft, sheets, stem)


# --- B12 -----------------------------------------------------------------------------------


def _in_column(grids: Sequence[Grid]) -> _Found | None:
    """Return the best column of B12, for a table with a row a food; None if there is none."""
    best = []
    for grid in grids:
        for rank, column in roles.b12_of(grid)[:1]:
            is_beside, is_of_other, *_ = rank
            if not is_beside:
                best.append(((is_of_other, -len(column.filled)), grid, column))
    if not best:
        return None
    _, grid, b12 = min(best, key=lambda each: each[0])
    more = [other for other in grids if other is not grid and _is_alike(other, grid)]
    return _Found(grid, b12, [column for column in grid if column is not b12], more=more)


def _is_alike(other: Grid, grid: Grid) -> bool:
    """Return whether a sheet has the headers of another, and other foods."""
    if [column.headers for column in other] != [column.headers for column in grid]:
        return False
    names = roles.names_of(grid)
    if not names:
        return False
    some, others = frozenset(grid.at(names["name"].place)), other.at(names["name"].place)
    return sum(name in some for name in others) < 0.5 * len(others)


def _in_title(grids: Sequence[Grid]) -> _Found | None:
    """Return the column of figures of a sheet that is about B12 alone; None if none is."""
    for grid in grids:
        title = [grid.sheet.file, grid.sheet.name, *grid.titles]
        if any(is_about_b12(text) for text in title) and _identity(grid, grid.columns) is not None:
            codes = roles.codes_of(grid)
            value = roles.value_of(column for column in grid if column not in codes)
            if value is not None and not roles.is_beside(value.words):
                return _Found(grid, value, [column for column in grid if column is not value])
    return None


def _named(column: Column) -> list[str]:
    """Return the cells that name B12 and nothing else, such as what was added of it."""
    about = [cell for cell in column.values if is_about_b12(cell) and not roles.is_beside(cell)]
    least = min(map(roles.residue, about), default=0)
    return sorted(cell for cell in about if roles.residue(cell) == least)


def _in_rows(grids: Sequence[Grid]) -> _Found | None:
    """Return B12 in a table with a row for each food and nutrient; None if it isn't one."""
    for grid in grids:
        for column in grid:
            if not column.is_distinct and (named := _named(column)):
                found = _picked(grid, column, named, _unit_of(named, grids))
                if found is not None:
                    return found
    for explained in grids:
        for row in _rows_about_b12(explained):
            for grid in grids:
                found = None if grid is explained else _by_number(grid, explained, row)
                if found is not None:
                    return found
    return None


def _rows_about_b12(grid: Grid) -> Iterator[int]:
    """Yield the rows of a list of nutrients that are about B12, by their places in the columns."""
    for column in grid:
        named = _named(column)
        if named and column.is_distinct:
            yield from (n for n, cell in enumerate(column.cells) if cell in named)


def _by_number(grid: Grid, explained: Grid, row: int) -> _Found | None:
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


def _picked(grid: Grid, nutrient: Column, named: Sequence[str], unit: str = "") -> _Found | None:
    rows = [n for n, cell in enumerate(nutrient.cells) if cell in named]
    picked = [column.picked(rows) for column in grid if column is not nutrient]
    value = roles.value_of(picked)
    if value is None:
        return None
    columns = [column for column in picked if column is not value]
    return _Found(grid, value, columns, {nutrient.place: named}, unit)


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


def _foods(grids: Sequence[Grid], found: _Found) -> dict[str, DraftPart] | None:
    """Return the parts `foods`, `values` and `names`; None if nothing has names."""
    about = _about(found)
    others = [column for column in found.columns if column not in about.values()]
    own = _identity(found.grid, others)
    if own is None:
        joined = _joined(grids, found, roles.codes_of(others) or others)
    else:
        joined = _joined(grids, found, [own.columns["code"]] if "code" in own.columns else [])
    if own is not None and (joined is None or not _adds(joined[1], own)):
        of_values: dict[str, Column] = {"b12": found.b12, **about}
        if not found.where or "code" not in own.columns:
            return {"foods": DraftPart(found.grid, {**own.columns, **of_values}, found.where)}
        # Apart, so that foods without a row of B12 are foods too.
        values = DraftPart(found.grid, {"code": own.columns["code"], **of_values}, found.where)
        every = {column.place: column for column in found.grid}
        columns = {role: every[column.place] for role, column in own.columns.items()}
        return {"foods": DraftPart(found.grid, columns), "values": values}
    if joined is None:
        return None
    code, (foods, names) = joined
    of_values = {role: column for role, column in about.items() if role in _OF_VALUES}
    values = DraftPart(found.grid, {"code": code, "b12": found.b12, **of_values}, found.where)
    parts = {"foods": foods, "values": values}
    if names is not None:
        named = {role: names.columns[role] for role in ("code", "name")}
        parts["names"] = DraftPart(names.grid, named, names.where)
    return parts


def _adds(other: _Foods, own: DraftPart) -> bool:
    """Return whether another sheet says more of the foods: English names, or groups."""
    return other.rank[:2] > _Foods(own).rank[:2]


def _about(found: _Found) -> dict[str, Column]:
    """Return the columns about the figures; in rows of one nutrient headers needn't name B12."""
    about = roles.more_of(found.columns, found.b12)
    for column in found.columns if found.where else ():
        if column.is_complete and all(map(is_unit, column.values)):
            about.setdefault("units", column)
        elif roles.is_flag(column.values):
            about.setdefault("flag", column)
    return about


def _identity(grid: Grid, columns: Sequence[Column]) -> DraftPart | None:
    """Return what says which food a row is about; None if it has no name."""
    found = roles.names_of(columns)
    if not found:
        return None
    codes = [column for column in roles.codes_of(columns, found["name"]) if column.is_distinct]
    named: dict[str, Column] = {"code": codes[0]} if codes else {}
    named |= found
    group = roles.group_of(columns, named.values())
    if group is not None:
        named["group"] = group
    return DraftPart(grid, named)


def _joined(
    grids: Sequence[Grid], found: _Found, codes: Sequence[Column]
) -> tuple[Column, _Foods] | None:
    """Return the column of codes, and the best list of the foods with the same codes."""
    fitting = [
        (code, foods)
        for code in codes
        for grid in grids
        if grid is not found.grid
        for foods in _with_codes(grid, code)
    ]
    return max(fitting, key=lambda each: each[1].rank) if fitting else None


def _with_codes(grid: Grid, code: Column) -> Iterator[_Foods]:
    """Yield what a sheet says of the foods with these codes."""
    for column in grid:
        if not has_most(code, column):
            continue
        others = [other for other in grid if other is not column]
        if not column.is_distinct:
            yield from _in_languages(grid, column)
        elif part := _identity(grid, others):
            yield _Foods(DraftPart(grid, {**part.columns, "code": column}))


def _in_languages(grid: Grid, code: Column) -> Iterator[_Foods]:
    """Yield the foods of a sheet with a row for each food and language."""
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


def _unit(found: _Found) -> str:
    """Return the unit of the figures; "" if nothing has it."""
    named = [cell for cells in found.where.values() for cell in cells]
    said = [*found.b12.headers[::-1], *found.b12.above, *named]
    titles = [text for text in found.grid.titles if is_about_b12(text)]
    # 0.38 µg, in each cell.
    titles += found.b12.some if all(map(unit_in, filter(_has_digit, found.b12.some))) else []
    units = (unit_in(text) for text in (*said, found.unit, *titles))
    return next(filter(None, units), "")


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _per(found: _Found) -> str:
    """Return per how much the figures are, if it isn't 100 g."""
    named = [cell for cells in found.where.values() for cell in cells]
    for text in (*found.b12.headers, *found.b12.above, *named, found.grid.sheet.name,
                 *found.grid.titles):  # fmt: skip
        per = per_in(text)
        if per is not None and per[0] in (1, 100, 1000):
            amount, by_volume = per
            return "" if per == (100, False) else f"{amount:g} {'ml' if by_volume else 'g'}"
    return ""
