"""A whole diary put into this one: new rows are added, and what is here stays as it is.

The rules say by which columns a row of a sheet is one that is here. If all of it is equal it is
there already, so that the same diary again adds nothing; if something differs, the row here stays
and is named. Symptoms, laboratory values and meals can be there several times: of what the export
has more often, the rest is added. People, foods with their portions, recipes and meals have
functions of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from tracker.database import search_index
from tracker.database.history import Change
from tracker.diary.model import When
from tracker.errors import InputError
from tracker.exchange.native.export import shipped_rows
from tracker.exchange.native.sheets import SHEETS, SheetRow
from tracker.exchange.native.store import Merge, MergeCounts, New, Reader, Values
from tracker.people import store as people
from tracker.people.targets import authorities

_AT_ONCE = 500
_FACTS = ("born", "sex", "diet", "country", "tables")
_FIGURE = ("b12_ug_per_100g", "source", "table_code", "mark", "below_ug_per_100g")
_TIME = ("person_id", "day", "eaten_at", "name")
_ITEM = tuple(column.name for column in SHEETS["items"].columns if column.name != "meal_id")


def merge(change: Change, read: Reader) -> MergeCounts:
    """Add what the sheets have and the diary lacks.

    Raise InputError, with the row's place, for what can't be stored or refers to a missing row.
    """
    merging = Merge(change, read)
    _merge_people(merging)
    for sheet in ("life_stages", "targets", "conditions", "regimens"):
        _merge_sheet(merging, sheet)
    _merge_sheet(merging, "tables")
    _merge_foods(merging)
    _merge_sheet(merging, "names")
    _merge_recipes(merging)
    _merge_meals(merging)
    for sheet in ("marked_days", "symptoms", "laboratory", "imported_days"):
        _merge_sheet(merging, sheet)
    return merging.outcome


# --- Sheets with a rule --------------------------------------------------------------------


@dataclass(frozen=True)
class _Rule:
    """How the rows of a sheet meet those that are here.

    Rows with equal `key` columns are the same row, and there already if the columns `content` are
    equal too. An empty tuple is all columns; without a key equal rows can be several. `kept` names
    a row that differs and stays, if both are `rivals`; `more` is what it takes from the export.
    `check` raises InputError for an invalid row, and names one that must not be added.
    """

    key: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    kept: str = ""
    rivals: Callable[[Values, Values], bool] = lambda _here, _values: True
    more: Callable[[Values, Values], Values] | None = None
    check: Callable[[Merge, SheetRow, Values], str | None] = lambda *_: None


def _merge_sheet(merging: Merge, sheet: str) -> None:
    rule, outcome = _RULES[sheet], merging.outcome
    here: dict[tuple[Any, ...], list[Values]] = defaultdict(list)
    for stored in merging.here(sheet, **({"own": [True]} if sheet == "names" else {})):
        here[_key(stored, rule.key)].append(stored)
    new: list[New] = []
    for row in merging.read(sheet):
        values = merging.values(sheet, row)
        barred = rule.check(merging, row, values)
        others = here[_key(values, rule.key)]
        same = next((other for other in others if _equal(other, values, rule.content)), None)
        if same is not None:
            outcome.there[sheet] += 1
            if not rule.key:
                others.remove(same)
        elif barred:
            outcome.keep(barred)
        elif rule.more and others:
            if more := rule.more(others[0], values):
                merging.update(sheet, others[0]["id"], row.where, more)
            else:
                outcome.there[sheet] += 1
        elif any(rule.rivals(other, values) for other in others):
            outcome.keep(rule.kept.format(**row.cells))
        else:
            new.append((row.where, values))
            if rule.key and not rule.more:
                others.append(values)
    merging.add(sheet, new)


def _key(values: Mapping[str, Any], columns: Sequence[str] = ()) -> tuple[Any, ...]:
    return tuple(values[name] for name in columns or sorted(values) if name != "id")


def _equal(here: Mapping[str, Any], values: Mapping[str, Any], columns: Iterable[str] = ()) -> bool:
    return all(here[name] == values[name] for name in columns or values)


def _check_stage(merging: Merge, row: SheetRow, values: Values) -> None:
    (person,) = merging.here("people", id=[values["person_id"]])
    if values["stage"] != "none" and person["sex"] == "m":
        raise InputError(f"{row.where}: {values['stage']} doesn't go with sex m")


def _check_target(merging: Merge, row: SheetRow, values: Values) -> None:
    known = authorities(people.references(merging.connection))
    if values["authority"] not in known:
        named = f'authority can\'t be "{values["authority"]}"'
        raise InputError(f"{row.where}: {named}: use {', '.join(known)}")


def _overlap(here: Values, values: Values) -> bool:
    last, last_here = values["until"] or date.max, here["until"] or date.max
    return bool(values["since"] <= last_here and here["since"] <= last)


def _check_name(merging: Merge, row: SheetRow, values: Values) -> str | None:
    values |= {**search_index.alias_words(values["phrase"]), "own": True}
    if not values["ordered_words"]:
        raise InputError(f'{row.where}: "{values["phrase"]}" is not a name')
    return f'"{values["phrase"]}"' if merging.is_removed(values["food_id"]) else None


def _check_mark(merging: Merge, row: SheetRow, values: Values) -> str | None:
    person_id, day = values["person_id"], values["day"]
    if values["mark"] == "fast" and merging.is_fed(person_id, day):
        return f"{row.cells['person']}'s fast of {day}, on which something was eaten"
    return None


def _more_marks(here: Values, values: Values) -> Values:
    """A mark counts as often as it does where it counts more: here or in the export."""
    more = Counter(values["marks"].split()) - Counter(here["marks"].split())
    return {"marks": " ".join([here["marks"], *more.elements()])} if more else {}


_DATED = ("person_id", "since")
_REGIMEN = ("person_id", "amount_ug", "route", "form", "every", "unit", "with_food")
_RULES = {
    "life_stages": _Rule(_DATED, kept="{person}'s life stage of {since}", check=_check_stage),
    "targets": _Rule(_DATED, kept="{person}'s target of {since}", check=_check_target),
    "conditions": _Rule(("person_id", "name"), kept="{person}'s {name}", rivals=_overlap),
    "regimens": _Rule(_REGIMEN, kept="{person}'s regimen of {amount_ug:g} µg", rivals=_overlap),
    "tables": _Rule(("code",), kept="the table {code}"),
    "names": _Rule(("ordered_words",), ("food_id",), kept='"{phrase}"', check=_check_name),
    "marked_days": _Rule(("person_id", "day"), kept="{person}'s mark of {day}", check=_check_mark),
    "symptoms": _Rule(),
    "laboratory": _Rule(),
    "imported_days": _Rule(("person_id", "program", "day"), more=_more_marks),
}


# --- People --------------------------------------------------------------------------------


def _merge_people(merging: Merge) -> None:
    """Merge people by name: what is known here stays, and what is unknown is filled in.

    Whose diary is opened by default is the export's only in a diary that was still empty.
    """
    here = {person["name"].casefold(): person for person in merging.here("people")}
    untouched = _untouched(merging)
    was_empty = untouched is not None
    for row in merging.read("people"):
        is_default = row.cells.pop("is_default")
        try:
            name = people.check_name(str(row.cells["name"]))
        except InputError as error:
            raise InputError(f"{row.where}: {error}") from None
        key = name.casefold()
        if key in merging.people:
            raise InputError(f"{row.where}: {name} appears twice")
        if untouched is not None and not _equal(untouched, row.cells):
            merging.update("people", untouched["id"], row.where, row.cells, merging.outcome.added)
            merging.people[key], here = untouched["id"], {}
        elif key in here:
            merging.people[key] = here[key]["id"]
            _fill_in(merging, here[key], row)
        else:
            (merging.people[key],) = merging.add(
                "people", [(row.where, row.cells | {"name": name})]
            )
        untouched = None
        if is_default and was_empty:
            merging.choose(merging.people[key])
    if not merging.people:
        raise InputError("the export has no person")


def _untouched(merging: Merge) -> Values | None:
    """Return the only person of a diary that is still empty, to become the export's first."""
    return merging.here("people")[0] if people.untouched(merging.connection) else None


def _fill_in(merging: Merge, here: Values, row: SheetRow) -> None:
    cells = row.cells
    unknown = {f: cells[f] for f in _FACTS if not here[f] and cells[f]}
    if unknown:
        merging.update("people", here["id"], row.where, unknown)
    else:
        merging.outcome.there["people"] += 1
    for fact in (*_FACTS, "day_starts"):
        if fact not in unknown and cells[fact] and cells[fact] != here[fact]:
            merging.outcome.keep(f"{here['name']}'s {fact.replace('_', ' ')}")


# --- Foods, their portions, and recipes ----------------------------------------------------


def _merge_foods(merging: Merge) -> None:
    """Merge foods by number, then portions by their measure.

    A shipped one takes the export's figures only if it is here as it was shipped.
    """
    shipped_foods, shipped_portions = shipped_rows()
    codes: set[str] = set()
    new: set[str] = set()
    for batch in _batches(merging.read("foods")):
        stored = merging.here("foods", code=[row.cells["code"] for row in batch])
        here = {food["code"]: food for food in stored}
        added: list[New] = []
        for row in batch:
            code = str(row.cells["code"])
            if not code.strip() or code in codes:
                raise InputError(f'{row.where}: number "{code}" is empty or appears twice')
            codes.add(code)
            if code in here:
                _merge_food(merging, here[code], row, shipped_foods.get(code))
                continue
            new.add(code)
            # A food that another release ships isn't shipped with this one.
            imported = row.cells["catalogue"] == "seed"
            added.append((row.where, row.cells | ({"catalogue": "imported"} if imported else {})))
        merging.add("foods", added)
    merging.foods = merging.food_ids()
    for batch in _batches(merging.read("portions")):
        _merge_portions(merging, batch, new, shipped_portions)


def _merge_food(merging: Merge, here: Values, row: SheetRow, shipped: Any) -> None:
    # Of a food that ships only the figure can be its owner's; another release calls it otherwise.
    seed = row.cells["catalogue"] == here["catalogue"] == "seed"
    cells = {column: row.cells[column] for column in _FIGURE} if seed else row.cells
    if _equal(here, cells):
        merging.outcome.there["foods"] += 1
    elif seed and shipped == _key(here, tuple(row.cells)):
        merging.update("foods", here["id"], row.where, cells)
    else:
        merging.outcome.keep(here["everyday"] or here["name"])


def _merge_portions(
    merging: Merge, batch: list[SheetRow], new_foods: set[str], shipped: set[Any]
) -> None:
    rows = [(row, merging.values("portions", row)) for row in batch]
    known = {v["food_id"] for row, v in rows if row.cells["food_code"] not in new_foods}
    here: dict[int, list[Values]] = defaultdict(list)
    for portion in merging.here("portions", food_id=known):
        here[portion["food_id"]].append(portion)
    added: list[New] = []
    for row, values in rows:
        code, columns = row.cells["food_code"], tuple(row.cells)[1:]
        of_food = here[values["food_id"]] if values["food_id"] in known else []
        alike = [portion for portion in of_food if portion["measure"] == values["measure"]]
        as_shipped = [
            portion["id"]
            for portion in alike
            if portion["position"] == values["position"]
            and (code, *_key(portion, columns)) in shipped
        ]
        if as_shipped:
            merging.update("portions", as_shipped[0], row.where, values)
        elif any(_equal(portion, values, ("amount", "grams", "b12_ug")) for portion in alike):
            merging.outcome.there["portions"] += 1
        elif alike:
            merging.outcome.keep(f"{values['measure']} of {code}")
        else:
            taken = {portion["position"] for portion in of_food}
            if values["position"] in taken:
                values["position"] = max(taken) + 1
            of_food.append(values)
            added.append((row.where, values))
    merging.add("portions", added)


def _merge_recipes(merging: Merge) -> None:
    ingredients = _by_parent(merging, "ingredients", "recipe_code")
    for row in merging.read("recipes"):
        recipe = merging.values("recipes", row)
        own = ingredients.pop(row.cells["food_code"], [])
        parts = [(part.where, merging.values("ingredients", part)) for part in own]
        here = merging.here("recipes", food_id=[recipe["food_id"]])
        if not here:
            (recipe_id,) = merging.add("recipes", [(row.where, recipe)])
            merging.add("ingredients", [(w, part | {"recipe_id": recipe_id}) for w, part in parts])
            continue
        parts_here = merging.here("ingredients", recipe_id=[here[0]["id"]])
        equal = len(parts_here) == len(parts) and all(
            map(_equal, parts_here, (p for _, p in parts))
        )
        if equal and _equal(here[0], recipe):
            merging.outcome.there["recipes"] += 1
        else:
            merging.outcome.keep(f"the recipe {row.cells['food_code']}")
    for orphans in ingredients.values():
        raise InputError(f"{orphans[0].where}: it belongs to no recipe of the export")


def _by_parent(merging: Merge, sheet: str, parent: str) -> dict[Any, list[SheetRow]]:
    rows: dict[Any, list[SheetRow]] = defaultdict(list)
    for row in merging.read(sheet):
        rows[row.cells[parent]].append(row)
    return rows


def _batches(rows: Iterable[SheetRow]) -> Iterator[list[SheetRow]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, _AT_ONCE)):
        yield batch


# --- Meals and what was imported -----------------------------------------------------------


def _merge_meals(merging: Merge) -> None:
    """Merge meals, which are equal if all of their items are; a fast ends by what is added."""
    items = _by_parent(merging, "items", "meal_id")
    here, times_here = _meals_here(merging)
    new: list[tuple[SheetRow, Values, list[SheetRow]]] = []
    seen: set[Any] = set()
    for row in merging.read("meals"):
        number = row.cells["id"]
        if number in seen:
            raise InputError(f"{row.where}: meal {number} appears twice")
        seen.add(number)
        own = items.pop(number, [])
        meal = merging.values("meals", row)
        key = _meal_key(meal, (item.cells for item in own))
        if here[key]:
            here[key] -= 1
            times_here[_key(meal, _TIME)] -= 1
            merging.outcome.there["meals"] += 1
            merging.outcome.there["items"] += len(own)
        else:
            new.append((row, meal, own))
    for orphans in items.values():
        raise InputError(f"{orphans[0].where}: it belongs to no meal of the export")
    fed = set()
    for row, meal, own in new:
        # Of the meals here only those that the export lacks: they may be this one, edited.
        if times_here[_key(meal, _TIME)] > 0:
            times_here[_key(meal, _TIME)] -= 1
            when = When(meal["day"], meal["eaten_at"], meal["name"])
            merging.outcome.beside.append((str(row.cells["person"]), when))
        if any(item.cells["origin"] != "injection" for item in own):
            fed.add((meal["person_id"], meal["day"]))
    ids = merging.add("meals", [(row.where, meal) for row, meal, _ in new])
    eaten = [
        (item.where, merging.values("items", item) | {"meal_id": meal_id})
        for meal_id, (_, _, own) in zip(ids, new, strict=True)
        for item in own
    ]
    merging.add("items", eaten)
    for mark in merging.here("marked_days", mark=["fast"]):
        if (mark["person_id"], mark["day"]) in fed:
            merging.delete("marked_days", mark["id"])


def _meals_here(merging: Merge) -> tuple[Counter[Any], Counter[Any]]:
    """Return how many meals there are of each, and how many of each name at each time."""
    items: dict[int, list[Values]] = defaultdict(list)
    for item in merging.items_here():
        items[item["meal_id"]].append(item)
    meals = merging.here("meals", person_id=merging.people.values())
    return (
        Counter(_meal_key(meal, items[meal["id"]]) for meal in meals),
        Counter(_key(meal, _TIME) for meal in meals),
    )


def _meal_key(meal: Values, items: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    return _key(meal), frozenset(Counter(_key(item, _ITEM) for item in items).items())
