"""What an import stored, and where it differs from what an invented table says."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.exchange.foods.tables.invented import Fact, Table


class Stored(NamedTuple):
    """A food as an import gave it; `called` is its name in its country."""

    code: str
    name: str
    group: str | None
    ug: float | None
    mark: str | None
    below: float | None
    origin: str
    called: str
    portions: frozenset[tuple[str, float | None]]


def stored(diary: Path) -> dict[str, Stored]:
    """Return the imported foods of a diary by their names."""
    with closing(sqlite3.connect(diary)) as connection:
        foods = connection.execute(
            "SELECT id, code, name, food_group, b12_ug_per_100g, mark, below_ug_per_100g, origin "
            "FROM food WHERE table_code IS NOT NULL"
        ).fetchall()
        measures = connection.execute("SELECT food_id, measure, grams FROM portion").fetchall()
        names = dict(
            connection.execute("SELECT food_id, phrase FROM alias WHERE food_id IS NOT NULL")
        )
    return {
        food[2]: Stored._make(
            (
                food[1].partition("-")[2],
                *food[2:],
                names.get(food[0], ""),
                frozenset((measure, grams) for of, measure, grams in measures if of == food[0]),
            )
        )
        for food in foods
    }


def differences(table: Table, facts: list[Fact], foods: dict[str, Stored]) -> list[str]:
    """Return what an import gave that the table doesn't say, a line for each food."""
    wrong = [] if len(foods) == len(facts) else [f"{len(foods)} foods, not {len(facts)}"]
    for fact in facts:
        food = foods.get(fact.english if table.has_english else fact.local)
        if food is None:
            wrong.append(f"no {fact.english}")
            continue
        pairs: list[tuple[object, object]] = [
            ((food.ug, food.mark, food.below), (fact.ug, fact.mark, fact.below)),
            (food.code, fact.code) if table.has_codes else ("", ""),
            (food.group, fact.group) if table.has_groups else ("", ""),
            (("ml", None) in food.portions, fact.by_volume and fact.ug is not None),
            (food.origin, "fortified") if fact.added else ("", ""),
            (fact.portions and food.portions, fact.portions and frozenset(fact.portions)),
        ]
        if table.has_english:
            pairs.append((food.called.casefold(), fact.local.casefold()))
        wrong += [f"{food.name}: {found}, not {meant}" for found, meant in pairs if found != meant]
    return wrong
