"""What was eaten, felt and measured, merged: the same when all of it is equal.

Two equal meals of a day are two: of what the export has more often than the diary, the rest is
added.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from tracker.database import tables
from tracker.errors import InputError
from tracker.exchange.native import export as exporting
from tracker.exchange.native.merged import Beside, Merged, New, Values, personal, without
from tracker.exchange.native.sheets import SheetRow, Value
from tracker.health.laboratory import TESTS, can_be


def merge(merged: Merged) -> None:
    """Meals with their items, marked days, symptoms, laboratory values, and what was imported."""
    _meals(merged)
    _marked_days(merged)
    _loose(merged, "symptoms")
    _loose(merged, "laboratory")
    _imported_days(merged)


def _meals(merged: Merged) -> None:
    items: dict[Value, list[SheetRow]] = defaultdict(list)
    for one in merged.read("items"):
        items[one.cells["meal_id"]].append(one)
    here, times_here = _meals_here(merged)
    new: list[New] = []
    eaten: list[list[SheetRow]] = []
    names: list[str] = []
    seen: set[Value] = set()
    for one, person_id in merged.of_people("meals"):
        number = one.cells["id"]
        if number in seen:
            raise InputError(f"{one.where}: the meal {number} is there twice")
        seen.add(number)
        own = items.pop(number, [])
        values = without(personal(one, person_id), "id")
        same = _meal_key(values, [without(item.cells, "meal_id") for item in own])
        if here[same]:
            here[same] -= 1
            times_here[_time(values)] -= 1
            merged.outcome.there["meals"] += 1
            merged.outcome.there["items"] += len(own)
        else:
            new.append((one.where, values))
            eaten.append(own)
            names.append(str(one.cells["person"]))
    for orphans in items.values():
        raise InputError(f"{orphans[0].where}: it belongs to no meal of the export")
    # Only those are told that the export lacks: they may be these, edited on one side.
    for (_, values), name in zip(new, names, strict=True):
        if times_here[_time(values)] > 0:
            times_here[_time(values)] -= 1
            merged.outcome.beside.append(_beside(values, name))
    added = list(zip(merged.add("meals", new), new, eaten, strict=True))
    merged.add("items", [_item(merged, one, meal_id) for meal_id, _, own in added for one in own])
    fed = {
        (meal["person_id"], meal["day"])
        for _, (_, meal), own in added
        if any(one.cells["origin"] != "injection" for one in own)
    }
    for mark in merged.rows(tables.day_mark, tables.day_mark.c.mark == "fast"):
        if (mark.person_id, mark.day) in fed:
            merged.change.delete(tables.day_mark, mark.id)


def _meals_here(merged: Merged) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """How many there are of each, and how many of each name at each time."""
    item, meal = tables.item, tables.meal
    own = meal.c.person_id.in_(merged.people.values())
    items: dict[int, list[Values]] = defaultdict(list)
    for row in merged.connection.execute(sa.select(item).join(meal).where(own)).mappings():
        items[row["meal_id"]].append(without(row, "id", "meal_id", "food_id"))
    meals = [(row.id, without(row._mapping, "id")) for row in merged.rows(meal, own)]
    return (
        Counter(_meal_key(values, items[number]) for number, values in meals),
        Counter(_time(values) for _, values in meals),
    )


def _time(meal: Mapping[str, Any]) -> Hashable:
    return tuple(meal[name] for name in ("person_id", "day", "eaten_at", "name"))


def _beside(meal: Mapping[str, Any], person: str) -> Beside:
    return Beside(person, meal["day"], meal["eaten_at"], meal["name"])


def _meal_key(meal: Mapping[str, Any], items: Sequence[Values]) -> Hashable:
    return _key(meal), frozenset(Counter(map(_key, items)).items())


def _key(values: Mapping[str, Any]) -> Hashable:
    return tuple(value for _, value in sorted(values.items()))


def _item(merged: Merged, one: SheetRow, meal_id: int) -> New:
    food_id = merged.foods.get(str(one.cells["food_code"]))
    return one.where, {**one.cells, "meal_id": meal_id, "food_id": food_id}


def _marked_days(merged: Merged) -> None:
    meal, item = tables.meal, tables.item
    for one, person_id in merged.of_people("marked_days"):
        values = personal(one, person_id)
        eaten = sa.select(item.c.id).join(meal).where(item.c.origin != "injection")
        on_day = eaten.where(meal.c.person_id == person_id, meal.c.day == values["day"]).limit(1)
        if values["mark"] == "fast" and merged.connection.execute(on_day).first():
            merged.outcome.keep(f"{one.cells['person']}'s {values['day']}, which was no fast")
        else:
            merged.add_for_day("marked_days", one, values, "day", "mark")


def _loose(merged: Merged, sheet: str) -> None:
    """What a person can have several of that are equal."""
    rows = merged.rows(exporting.TABLES[sheet])
    here = Counter(_key(without(row._mapping, "id")) for row in rows)
    new: list[New] = []
    for one, person_id in merged.of_people(sheet):
        values = personal(one, person_id)
        if sheet == "laboratory":
            _check_measured(one, values)
        if here[_key(values)]:
            here[_key(values)] -= 1
            merged.outcome.there[sheet] += 1
        else:
            new.append((one.where, values))
    merged.add(sheet, new)


def _check_measured(one: SheetRow, values: Values) -> None:
    """Raises InputError for a figure or a unit that the test can't have."""
    test, unit, value = TESTS[values["test"]], values["unit"], values["value"]
    if unit not in test.units:
        raise InputError(f"{one.where}: {test.name} isn't given in {unit}")
    if not can_be(value, unit, test):
        raise InputError(f"{one.where}: {test.name} can't be {value:g} {unit}")


def _imported_days(merged: Merged) -> None:
    """A mark counts as often as it does where it counts more: here or in the export."""
    table = tables.imported_day
    here = {(row.person_id, row.program, row.day): row for row in merged.rows(table)}
    new: list[New] = []
    for one, person_id in merged.of_people("imported_days"):
        values = personal(one, person_id)
        row = here.get((person_id, values["program"], values["day"]))
        if row is None:
            new.append((one.where, values))
        elif more := Counter(values["marks"].split()) - Counter(row.marks.split()):
            marks = " ".join([row.marks, *more.elements()])
            merged.update("imported_days", row.id, one, {"marks": marks})
            merged.outcome.changed["imported_days"] += 1
        else:
            merged.outcome.there["imported_days"] += 1
    merged.add("imported_days", new)
