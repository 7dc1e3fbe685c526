"""Many foods at once, from another program's file: what is new is added, what differs updated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import sqlalchemy as sa

from tracker.database import columns, tables
from tracker.database import search_index as indexing
from tracker.database.history import Change
from tracker.foods.model import Food

_AT_ONCE = 500


@dataclass
class Outcome:
    """How many foods were added, updated, and found to be there already."""

    added: int = 0
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0


def import_foods(change: Change, foods: Iterable[Food]) -> Outcome:
    """Add or update the foods, by code, a batch at a time.

    A food that came with the program takes the file's B12 and source and keeps its everyday name,
    kind, origin, diet and usual portion; one's own entries stay as they are, and so does what is
    logged.
    """
    outcome = Outcome()
    waiting = iter(foods)
    while batch := list(islice(waiting, _AT_ONCE)):
        _batch(change, {food.code: food for food in batch}, outcome)
    return outcome


def _batch(change: Change, foods: dict[str, Food], outcome: Outcome) -> None:
    table = tables.food
    known = {
        row["code"]: dict(row)
        for row in change.connection.execute(
            sa.select(table).where(table.c.code.in_(list(foods)))
        ).mappings()
    }
    new = [food for code, food in foods.items() if code not in known]
    _add(change, new)
    outcome.added += len(new)
    for code, row in known.items():
        # What a user wrote, edited or took out stays as it is.
        theirs = row["catalogue"] == "own" or row["removed"]
        values = {} if theirs else _differences(row, foods[code])
        if values:
            change.update(table, row["id"], values)
            indexing.index_words(change.connection, [row["id"]])
            outcome.updated.append(code)
        else:
            outcome.unchanged += 1


def _add(change: Change, foods: list[Food]) -> None:
    first = _next_id(change.connection, tables.food)
    rows: list[dict[str, Any]] = [
        {
            "id": first + number,
            **columns.values(food, tables.food, "everyday", "lower_bound"),
            "everyday": None,
            "food_group": food.group,
            "catalogue": "imported",
            "removed": False,
        }
        for number, food in enumerate(foods)
    ]
    change.insert_many(tables.food, rows)
    next_portion = _next_id(change.connection, tables.portion)
    portions = _portions(foods, first)
    change.insert_many(
        tables.portion,
        [{"id": next_portion + number, **portion} for number, portion in enumerate(portions)],
    )
    indexing.index_words(change.connection, [row["id"] for row in rows])


def _portions(foods: list[Food], first: int) -> Iterator[dict[str, Any]]:
    for number, food in enumerate(foods):
        for position, portion in enumerate(food.portions):
            values = columns.values(portion, tables.portion)
            yield {"food_id": first + number, "position": position, **values}


def _differences(row: dict[str, Any], food: Food) -> dict[str, Any]:
    values: dict[str, Any] = {"b12_ug_per_100g": food.b12_ug_per_100g}
    if row["catalogue"] != "seed":
        values |= {
            "name": food.name,
            "food_group": food.group,
            "kind": food.kind,
            "origin": food.origin,
            "diet": food.diet,
        }
    different = {column: value for column, value in values.items() if row[column] != value}
    return {**different, "source": food.source} if different else {}


def _next_id(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0) + 1
