"""The catalogue merged: foods are the same by their number, one's own names by their words.

A food that came with the program takes the export's figures only where it is here as it came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa

from tracker.database import search_index as indexing
from tracker.database import tables
from tracker.errors import InputError
from tracker.exchange.native import export as exporting
from tracker.exchange.native.merged import Merged, New, Values, without
from tracker.exchange.native.sheets import SHEETS, SheetRow

_AT_ONCE = 500
_CONTENT = ("amount", "grams", "b12_ug")


def merge(merged: Merged) -> None:
    """Foods with their portions, one's own names for foods, and recipes."""
    shipped_foods, shipped_portions = exporting.shipped_rows()
    new = _foods(merged, shipped_foods)
    food = tables.food
    codes = merged.connection.execute(sa.select(food.c.code, food.c.id))
    merged.foods = {row.code: row.id for row in codes}
    _portions(merged, new, shipped_portions)
    _names(merged)
    _recipes(merged)


def _foods(merged: Merged, shipped: dict[str, exporting.Row]) -> set[str]:
    """Merge the foods; returns the codes of those that are new."""
    new: set[str] = set()
    seen: set[str] = set()
    for batch in _batches(merged.read("foods")):
        codes = [str(one.cells["code"]) for one in batch]
        here = {r.code: r for r in merged.rows(tables.food, tables.food.c.code.in_(codes))}
        rows: list[New] = []
        for code, one in zip(codes, batch, strict=True):
            if not code.strip() or code in seen:
                raise InputError(
                    f'{one.where}: "{code}" is {"there twice" if code else "no number"}'
                )
            seen.add(code)
            if code in here:
                _known(merged, here[code], one, shipped)
                continue
            new.add(code)
            # What another release brought isn't this one's.
            brought = one.cells["catalogue"] == "seed"
            rows.append((one.where, one.cells | ({"catalogue": "imported"} if brought else {})))
        indexing.index_words(merged.connection, merged.add("foods", rows))
    return new


def _known(
    merged: Merged, row: sa.Row[Any], one: SheetRow, shipped: dict[str, exporting.Row]
) -> None:
    here = tuple(row._mapping[column.name] for column in SHEETS["foods"].columns)
    if here == tuple(one.cells.values()):
        merged.outcome.there["foods"] += 1
    elif one.cells["catalogue"] == "seed" and here == shipped.get(row.code):
        merged.update("foods", row.id, one, one.cells)
        merged.outcome.changed["foods"] += 1
        indexing.index_words(merged.connection, [row.id])
    else:
        merged.outcome.keep(row.everyday or row.name)


def _portions(merged: Merged, new_foods: set[str], shipped: set[exporting.Row]) -> None:
    for batch in _batches(merged.read("portions")):
        known = {merged.food(one) for one in batch if one.cells["food_code"] not in new_foods}
        here: dict[int, list[Values]] = defaultdict(list)
        for row in merged.rows(tables.portion, tables.portion.c.food_id.in_(known)):
            here[row.food_id].append(dict(row._mapping))
        rows: list[New] = []
        for one in batch:
            food_id = merged.food(one)
            values = {"food_id": food_id, **without(one.cells, "food_code")}
            if food_id in known:
                own = here[food_id]
                if not _lacks(merged, own, one, shipped):
                    continue
                taken = {row["position"] for row in own}
                if values["position"] in taken:
                    values["position"] = max(taken) + 1
                own.append(values)
            rows.append((one.where, values))
        merged.add("portions", rows)


def _lacks(merged: Merged, here: list[Values], one: SheetRow, shipped: set[exporting.Row]) -> bool:
    """Whether a food that is here has no such measure."""
    said = without(one.cells, "food_code")
    alike = [row for row in here if row["measure"] == said["measure"]]
    for row in alike:
        as_it_came = (one.cells["food_code"], *(row[name] for name in said)) in shipped
        if as_it_came and row["position"] == said["position"]:
            merged.update("portions", row["id"], one, said)
            merged.outcome.changed["portions"] += 1
            return False
    if any(all(row[name] == said[name] for name in _CONTENT) for row in alike):
        merged.outcome.there["portions"] += 1
    elif alike:
        merged.outcome.keep(f"{said['measure']} of {one.cells['food_code']}")
    return not alike


def _names(merged: Merged) -> None:
    alias, food = tables.alias, tables.food
    here = {row.ordered_words: row.food_id for row in merged.rows(alias, alias.c.own == 1)}
    removed = {row.id for row in merged.rows(food, food.c.removed == 1)}
    rows: list[New] = []
    for one in merged.read("names"):
        phrase, food_id = str(one.cells["phrase"]), merged.food(one)
        named = indexing.alias_words(phrase)
        ordered = named["ordered_words"]
        if not ordered:
            raise InputError(f'{one.where}: "{phrase}" is no name')
        if here.get(ordered) == food_id:
            merged.outcome.there["names"] += 1
        elif ordered in here or food_id in removed:
            merged.outcome.keep(f'"{phrase}"')
        else:
            here[ordered] = food_id
            rows.append((one.where, {**named, "food_id": food_id, "own": True}))
    merged.add("names", rows)


def _recipes(merged: Merged) -> None:
    made_of: dict[str, list[SheetRow]] = defaultdict(list)
    for one in merged.read("ingredients"):
        made_of[str(one.cells["recipe_code"])].append(one)
    for one in merged.read("recipes"):
        code, food_id = str(one.cells["food_code"]), merged.food(one)
        own = [(i.where, _ingredient(merged, i)) for i in made_of.pop(code, [])]
        here = merged.rows(tables.recipe, tables.recipe.c.food_id == food_id)
        if not here:
            values = {"food_id": food_id, "makes": one.cells["makes"]}
            (recipe_id,) = merged.add("recipes", [(one.where, values)])
            rows = [(where, {**said, "recipe_id": recipe_id}) for where, said in own]
            merged.add("ingredients", rows)
            continue
        ingredient = tables.recipe_ingredient
        rows_here = merged.rows(ingredient, ingredient.c.recipe_id == here[0].id)
        there = [without(row._mapping, "id", "recipe_id") for row in rows_here]
        if here[0].makes == one.cells["makes"] and there == [said for _, said in own]:
            merged.outcome.there["recipes"] += 1
        else:
            merged.outcome.keep(f"the recipe {code}")
    for orphans in made_of.values():
        raise InputError(f"{orphans[0].where}: it belongs to no recipe of the export")


def _ingredient(merged: Merged, one: SheetRow) -> Values:
    food_id = merged.foods.get(str(one.cells["food_code"]))
    return {**without(one.cells, "recipe_code", "food_code"), "food_id": food_id}


def _batches(rows: Iterable[SheetRow]) -> Iterator[list[SheetRow]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, _AT_ONCE)):
        yield batch
