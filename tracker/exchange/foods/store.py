"""Many foods at once, from another program's file: new ones are added, changed ones updated."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from tracker.database import search_index
from tracker.database.connection import values
from tracker.database.history import Change
from tracker.foods.model import Food

_AT_ONCE = 500


@dataclass
class FoodCounts:
    """How many foods were added, the codes of those updated, and how many were unchanged."""

    added: int = 0
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0


def import_foods(change: Change, foods: Iterable[Food]) -> FoodCounts:
    """Add or update the foods, by code, a batch at a time.

    A food that came with the program takes the file's B12 and source and keeps its everyday name,
    kind, origin, diet and usual portion. What the user wrote, edited or took out stays as it is,
    and so does what is logged.
    """
    outcome = FoodCounts()
    waiting = iter(foods)
    while batch := list(islice(waiting, _AT_ONCE)):
        _import_batch(change, {food.code: food for food in batch}, outcome)
    return outcome


def _import_batch(change: Change, foods: dict[str, Food], outcome: FoodCounts) -> None:
    rows = change.connection.each("exchange.foods.with_codes", codes=foods)
    known = {row.code: row.as_dict() for row in rows}
    new = [food for code, food in foods.items() if code not in known]
    _add(change, new)
    outcome.added += len(new)
    for code, row in known.items():
        own = row["catalogue"] == "own" or row["removed"]
        different = {} if own else _differences(row, foods[code])
        if different:
            change.update("food", row["id"], different)
            search_index.index_words(change.connection, [row["id"]])
            outcome.updated.append(code)
        else:
            outcome.unchanged += 1


def _add(change: Change, foods: list[Food]) -> None:
    ids = change.insert_many(
        "food",
        [
            {
                **values(food, "food"),
                "everyday": None,
                "food_group": food.group,
                "catalogue": "imported",
                "removed": False,
            }
            for food in foods
        ],
    )
    change.insert_many(
        "portion",
        [
            {"food_id": food_id, "position": position, **values(portion, "portion")}
            for food_id, food in zip(ids, foods, strict=True)
            for position, portion in enumerate(food.portions)
        ],
    )
    search_index.index_words(change.connection, ids)


def _differences(row: dict[str, Any], food: Food) -> dict[str, Any]:
    figures: dict[str, Any] = {"b12_ug_per_100g": food.b12_ug_per_100g}
    if row["catalogue"] != "seed":
        figures |= {
            "name": food.name,
            "food_group": food.group,
            "kind": food.kind,
            "origin": food.origin,
            "diet": food.diet,
        }
    different = {column: value for column, value in figures.items() if row[column] != value}
    return {**different, "source": food.source} if different else {}
