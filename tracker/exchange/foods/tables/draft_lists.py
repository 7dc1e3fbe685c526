"""What else a draft has of the foods: the names of their groups, other names, and portions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.exchange.foods.tables import roles, words
from tracker.exchange.foods.tables.draft_toml import DraftPart
from tracker.exchange.foods.tables.grid import Column, Grid
from tracker.exchange.foods.tables.headers import is_about_b12, per_in

# How much of the codes of one sheet another one has to have.
_NEARLY_ALL = 0.9


def add_to(parts: dict[str, DraftPart], grids: Sequence[Grid]) -> None:
    """Add the parts `groups`, `locals`, `portions` and `measures` that the sheets have."""
    _add_groups(parts, grids)
    _add_locals(parts, grids)
    _add_portions(parts, grids)


def shares(some: Column, other: Column) -> bool:
    """Return whether the codes of one column are those of the other.

    Whole numbers match by chance: they need a header for codes, or most of them must match.
    """
    both = len(some.values & other.values)
    least, most = sorted((len(some.values), len(other.values)))
    is_named = some.words == other.words or words.CODE.search(other.words) is not None
    likely = is_named or not other.is_figures or both > 0.5 * most
    return likely and least > 1 and both >= _NEARLY_ALL * least


def has_most(code: Column, other: Column) -> bool:
    """Return whether a column has most codes of another: it is in a list of the same foods."""
    return shares(code, other) and len(code.values & other.values) > 0.5 * len(code.values)


def _add_groups(parts: dict[str, DraftPart], grids: Sequence[Grid]) -> None:
    """Add the sheet that has the names of the groups, if the foods have their codes."""
    foods = parts["foods"]
    if "group" not in foods.columns:
        _add_codes_of_groups(parts, grids)
        foods = parts["foods"]
    group = foods.columns.get("group")
    if group is not None:
        part = _explained(group, [grid for grid in grids if grid is not foods.grid])
        if part is not None:
            parts["groups"] = part


def _add_codes_of_groups(parts: dict[str, DraftPart], grids: Sequence[Grid]) -> None:
    """Take the foods from the sheet with their groups, and keep the sheet of their names."""
    foods = parts["foods"]
    code = foods.columns.get("code")
    for grid in grids if code is not None else ():
        for key in grid:
            if code is None or not key.is_distinct or not has_most(code, key):
                continue
            others = [column for column in grid if column is not key]
            group = roles.group_of(others, foods.columns.values()) or next(
                (c for c in others if _are_explained(c, [g for g in grids if g is not grid])), None
            )
            if group is None:
                continue
            if grid is foods.grid:
                parts["foods"] = replace(foods, columns={**foods.columns, "group": group})
            elif "values" in parts:
                named = {role: foods.columns[role] for role in ("code", "name")}
                parts.setdefault("names", replace(foods, columns=named))
                # The names of the foods are those of the part `names`.
                columns = {"code": key, "name": key, "group": group}
                parts["foods"] = DraftPart(grid, columns)
            return


def _add_locals(parts: dict[str, DraftPart], grids: Sequence[Grid]) -> None:
    """Add the sheet with names in another language, if the foods have English names only."""
    foods = parts["foods"]
    code, name = foods.columns.get("code"), parts.get("names", foods).columns["name"]
    if code is None or "local" in foods.columns or not roles.is_english(name):
        return
    for grid in grids:
        for key in grid:
            if (
                key.is_distinct
                and has_most(code, key)
                and all(key is not c for c in foods.columns.values())
            ):
                names = roles.names_of(column for column in grid if column is not key)
                if names and not roles.is_english(names["name"]):
                    parts["locals"] = DraftPart(grid, {"code": key, "name": names["name"]})
                    return


def _are_explained(column: Column, grids: Iterable[Grid]) -> bool:
    few = 1 < len(column.values) <= 0.5 * len(column.filled)
    return few and not column.is_figures and _explained(column, grids) is not None


def _explained(key: Column, grids: Iterable[Grid]) -> DraftPart | None:
    """Return the sheet that has names for the codes of a column.

    A sheet in which the codes have the same header is preferred, then the shortest list.
    """
    fitting = []
    for grid in grids:
        for column in grid:
            both = len(key.values & column.values)
            if column.is_distinct and both >= _NEARLY_ALL * len(key.values):
                names = roles.names_of(other for other in grid if other is not column)
                if names:
                    part = DraftPart(grid, {"key": column, "name": names["name"]})
                    fitting.append((column.headers != key.headers, len(column.values), part))
    return min(fitting, key=lambda each: each[:2])[2] if fitting else None


def _add_portions(parts: dict[str, DraftPart], grids: Sequence[Grid]) -> None:
    """Add the sheet with the weights of measures, and the one with the names of measures."""
    foods = parts["foods"]
    code = foods.columns.get("code")
    for grid in grids:
        if "values" in parts and grid is parts["values"].grid and grid is not foods.grid:
            continue
        for key in grid:
            if code is None or not shares(code, key):
                continue
            some = [column for column in grid if not is_about_b12(column.words)]
            taken = {c.place for c in foods.columns.values() if grid is foods.grid} | {key.place}
            some = [column for column in some if column.place not in taken]
            others = [other for other in grids if other not in (grid, foods.grid)]
            coded = {column: _explained(column, others) for column in some}
            known = foods.columns.values()
            some = [c for c in some if not any(shares(c, column) for column in known)]
            explained = [column for column in some if coded[column]]
            columns = roles.portion_roles(some, explained, apart=grid is not foods.grid)
            if columns:
                parts["portions"] = DraftPart(grid, {"code": key, **columns}, _in_grams(some))
                measures = coded.get(columns["measure"])
                if measures is not None:
                    parts["measures"] = measures
                return


def _in_grams(columns: Iterable[Column]) -> dict[int, list[str]]:
    """Return what selects the rows with weights in g, if other rows are in ml."""
    for column in columns:
        if len(column.values) > 1 and all(map(_is_size, column.values)):
            grams = [cell for cell in column.values if cell.casefold() in ("g", "gr", "gram", "г")]
            if grams:
                return {column.place: grams}
    return {}


def _is_size(cell: str) -> bool:
    return per_in(f"per {cell}") is not None and len(cell) < 6
