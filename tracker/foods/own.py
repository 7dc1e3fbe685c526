"""A user's own entries in the catalogue: foods, other names for foods, and measures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import sqlalchemy as sa

from tracker.database import search_index as indexing
from tracker.database import tables
from tracker.database.history import Change
from tracker.errors import InputError, NotFoundError, RefusedError
from tracker.foods import catalogue
from tracker.foods.model import Food, Portion

Catalogue = Literal["own", "imported"]


def add(change: Change, food: Food, where: Catalogue = "own") -> Food:
    """Add a food, or bring one of that code back that was removed; returns it with its id.

    Raises RefusedError when there is one of that code or everyday name.
    """
    present = _row(change.connection, food.code)
    if present is not None and not present.removed:
        raise RefusedError(f'there is a food with the number "{food.code}" already')
    if food.everyday is not None:
        _refuse_taken(change.connection, food.everyday)
    values = {**_values(food), "code": food.code, "catalogue": where, "removed": 0}
    if present is None:
        food_id = change.insert(tables.food, values)
    else:
        food_id = int(present.id)
        change.update(tables.food, food_id, values)
    _set_portions(change, food_id, food.portions)
    if food.everyday is not None:
        _set_name(change, food.everyday, food_id)
    indexing.index_words(change.connection, [food_id])
    return replace(food, id=food_id)


def edit(change: Change, food: Food) -> None:
    """Store a changed food of one's own; what is logged keeps what it was.

    Raises RefusedError for a food that came with the program.
    """
    _refuse_seeded(change.connection, food)
    former = change.connection.execute(
        sa.select(tables.food.c.everyday).where(tables.food.c.id == food.id)
    ).scalar()
    # What was edited by hand is one's own: a later import leaves it alone.
    change.update(tables.food, food.id, {**_values(food), "catalogue": "own"})
    _set_portions(change, food.id, food.portions)
    if food.everyday != former:
        if former and (alias_id := _own_alias(change.connection, former)) is not None:
            change.delete(tables.alias, alias_id)
        if food.everyday:
            _set_name(change, food.everyday, food.id)
    indexing.index_words(change.connection, [food.id])


def remove(change: Change, food: Food) -> None:
    """Take a food of one's own out of the catalogue; what is logged stays.

    Raises RefusedError for a food that came with the program.
    """
    _refuse_seeded(change.connection, food)
    change.update(tables.food, food.id, {"removed": 1})
    alias = tables.alias
    names = sa.select(alias.c.id).where(alias.c.food_id == food.id)
    for alias_id in list(change.connection.execute(names).scalars()):
        change.delete(alias, alias_id)


def set_alias(change: Change, phrase: str, food: Food) -> None:
    """Let a phrase mean a food. Raises InputError for a phrase without words."""
    _set_name(change, phrase, food.id)
    indexing.index_words(change.connection, [food.id])


def remove_alias(change: Change, phrase: str) -> None:
    """Forget a name of one's own. Raises NotFoundError when there is none."""
    alias_id = _own_alias(change.connection, phrase)
    if alias_id is None:
        raise NotFoundError(f'"{phrase}" is no name of yours; b12 alias list shows them')
    change.delete(tables.alias, alias_id)


def aliases(connection: sa.Connection) -> list[tuple[str, Food]]:
    """One's own names with their foods, by name."""
    alias = tables.alias
    rows = connection.execute(
        sa.select(alias.c.phrase, tables.food.c.code)
        .join(tables.food)
        # The name that a food of one's own was added by is the food's, not another for it.
        .where(alias.c.own == 1, alias.c.phrase.is_distinct_from(tables.food.c.everyday))
        .order_by(alias.c.phrase)
    ).all()
    return [(row.phrase, catalogue.get(connection, row.code)) for row in rows]


def set_unit(change: Change, food: Food, measure: str, grams: float) -> None:
    """A measure of one's own for a food: its weight in g."""
    portion = tables.portion
    same = sa.and_(portion.c.food_id == food.id, portion.c.measure == measure)
    portion_id = change.connection.execute(sa.select(portion.c.id).where(same)).scalar()
    values = {"amount": 1.0, "measure": measure, "grams": grams, "b12_ug": None}
    if portion_id is not None:
        change.update(portion, portion_id, values)
        return
    last = sa.select(sa.func.max(portion.c.position)).where(portion.c.food_id == food.id)
    position = change.connection.execute(last).scalar()
    position = 0 if position is None else position + 1
    change.insert(portion, {"food_id": food.id, "position": position, **values})


def _values(food: Food) -> dict[str, object]:
    return {
        "name": food.name,
        "everyday": food.everyday,
        "food_group": food.group,
        "kind": food.kind,
        "origin": food.origin,
        "diet": food.diet,
        "b12_ug_per_100g": food.b12_ug_per_100g,
        "source": food.source,
        "lower_bound": int(food.lower_bound),
    }


def _set_portions(change: Change, food_id: int, portions: Sequence[Portion]) -> None:
    """Make the food's portions these, touching only what differs."""
    table = tables.portion
    own = sa.select(table.c.id).where(table.c.food_id == food_id).order_by(table.c.position)
    present = list(change.connection.execute(own).scalars())
    for position, portion in enumerate(portions):
        values = {
            "position": position,
            "amount": portion.amount,
            "measure": portion.measure,
            "grams": portion.grams,
            "b12_ug": portion.b12_ug,
        }
        if position < len(present):
            change.update(table, present[position], values)
        else:
            change.insert(table, {"food_id": food_id, **values})
    for portion_id in present[len(portions) :]:
        change.delete(table, portion_id)


def _set_name(change: Change, phrase: str, food_id: int) -> None:
    named = indexing.alias_words(phrase)
    if not named["ordered_words"]:
        raise InputError(f'"{phrase}" is no name')
    alias_id = _own_alias(change.connection, phrase)
    if alias_id is not None:
        change.update(tables.alias, alias_id, {"phrase": phrase, "food_id": food_id})
        return
    change.insert(tables.alias, {**named, "food_id": food_id, "own": 1})


def _own_alias(connection: sa.Connection, phrase: str) -> int | None:
    alias, said = tables.alias, indexing.alias_words(phrase)["ordered_words"]
    own = sa.select(alias.c.id).where(alias.c.ordered_words == said, alias.c.own == 1)
    return connection.execute(own).scalar()


def _row(connection: sa.Connection, code: str) -> Any:
    food = tables.food
    return connection.execute(
        sa.select(food.c.id, food.c.removed).where(food.c.code == code)
    ).first()


def _refuse_taken(connection: sa.Connection, name: str) -> None:
    if _own_alias(connection, name) is not None:
        raise RefusedError(f'"{name}" is a name of yours already: edit or remove that food')


def _refuse_seeded(connection: sa.Connection, food: Food) -> None:
    table = tables.food
    where = connection.execute(sa.select(table.c.catalogue).where(table.c.id == food.id)).scalar()
    if where == "seed":
        raise RefusedError(f"{food.title} came with b12 and stays; add one of your own instead")
