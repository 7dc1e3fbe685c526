"""A user's own entries in the catalogue: foods, other names for foods, and measures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import sqlalchemy as sa

from tracker.database import columns, tables
from tracker.database import search_index as indexing
from tracker.database.history import Change
from tracker.errors import InputError, NotFoundError, RefusedError
from tracker.foods import catalogue
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.recipes import SOURCE, Recipe

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
    values = {**_values(food), "code": food.code, "catalogue": where, "removed": False}
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
    change.update(tables.food, food.id, {"removed": True})
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
    return {**columns.values(food, tables.food, "code"), "food_group": food.group}


def _set_portions(change: Change, food_id: int, portions: Sequence[Portion]) -> None:
    """Make the food's portions these, touching only what differs."""
    table = tables.portion
    own = sa.select(table.c.id).where(table.c.food_id == food_id).order_by(table.c.position)
    present = list(change.connection.execute(own).scalars())
    for position, portion in enumerate(portions):
        values = {"position": position, **columns.values(portion, tables.portion)}
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
    change.insert(tables.alias, {**named, "food_id": food_id, "own": True})


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


def add_recipe(change: Change, recipe: Recipe) -> Recipe:
    """Store a new recipe; returns it with its food's id.

    Raises RefusedError when there is a recipe or a food of one's own by that name.
    """
    if any(known.food.code == recipe.food.code for known in recipes(change.connection)):
        title = recipe.food.title
        raise RefusedError(f'there is a recipe "{title}" already: b12 recipe edit changes it')
    food = add(change, recipe.food)
    _set_ingredients(change, food.id, recipe)
    return replace(recipe, food=food)


def edit_recipe(change: Change, recipe: Recipe) -> None:
    """Store a changed recipe; what is logged keeps what it was."""
    edit(change, recipe.food)
    _set_ingredients(change, recipe.food.id, recipe)


def remove_recipe(change: Change, recipe: Recipe) -> None:
    """Take a recipe and its food out; what is logged stays."""
    table, ingredient = tables.recipe, tables.recipe_ingredient
    recipe_id = _recipe_id(change.connection, recipe.food.id)
    if recipe_id is not None:
        for row_id in _ingredient_ids(change.connection, recipe_id):
            change.delete(ingredient, row_id)
        change.delete(table, recipe_id)
    remove(change, recipe.food)


def get_recipe(connection: sa.Connection, name: str, person_id: int) -> Recipe:
    """The recipe of that name or number. Raises NotFoundError, with the names there are."""
    found = catalogue.identify(connection, name, person_id)
    if found.matches and found.matches[0].named and found.read_as is None:
        recipe = _recipe(connection, found.matches[0].food)
        if recipe is not None:
            return recipe
    names = ", ".join(recipe.food.title for recipe in recipes(connection))
    has = f"yours: {names}" if names else "b12 recipe add makes one"
    raise NotFoundError(f'no recipe is called "{name}"; {has}')


def recipes(connection: sa.Connection) -> list[Recipe]:
    """All recipes, by name."""
    food, recipe = tables.food, tables.recipe
    codes = connection.execute(
        sa.select(food.c.code).join(recipe).where(food.c.removed == 0, food.c.source == SOURCE)
    ).scalars()
    held = (_recipe(connection, catalogue.get(connection, code)) for code in list(codes))
    found = [one for one in held if one is not None]
    return sorted(found, key=lambda one: one.food.title.casefold())


def _recipe(connection: sa.Connection, food: Food) -> Recipe | None:
    """The recipe of a food; None where it has none, or is the label's by now."""
    if food.source != SOURCE:
        return None
    table, ingredient = tables.recipe, tables.recipe_ingredient
    recipe = connection.execute(sa.select(table).where(table.c.food_id == food.id)).first()
    if recipe is None:
        return None
    rows = connection.execute(
        sa.select(
            ingredient, *(tables.food.c[name] for name in ("code", "origin", "kind", "source"))
        )
        .join(tables.food, tables.food.c.id == ingredient.c.food_id, isouter=True)
        .where(ingredient.c.recipe_id == recipe.id)
        .order_by(ingredient.c.position)
    )
    # What is no food of the catalogue is a dose.
    ingredients = tuple(
        columns.load(
            Serving,
            row,
            origin=row.origin or "supplement",
            source=row.source or "",
            food_code=row.code,
        )
        for row in rows
    )
    return Recipe(food, recipe.makes, ingredients)


def _set_ingredients(change: Change, food_id: int, recipe: Recipe) -> None:
    """Make the recipe's rows these, touching only what differs."""
    table, ingredient = tables.recipe, tables.recipe_ingredient
    recipe_id = _recipe_id(change.connection, food_id)
    if recipe_id is None:
        recipe_id = change.insert(table, {"food_id": food_id, "makes": recipe.makes})
    else:
        change.update(table, recipe_id, {"makes": recipe.makes})
    present = _ingredient_ids(change.connection, recipe_id)
    for position, one in enumerate(recipe.ingredients):
        values = {"position": position, **columns.values(one, ingredient)}
        if position < len(present):
            change.update(ingredient, present[position], values)
        else:
            change.insert(ingredient, {"recipe_id": recipe_id, **values})
    for row_id in present[len(recipe.ingredients) :]:
        change.delete(ingredient, row_id)


def _recipe_id(connection: sa.Connection, food_id: int) -> int | None:
    table = tables.recipe
    return connection.execute(sa.select(table.c.id).where(table.c.food_id == food_id)).scalar()


def _ingredient_ids(connection: sa.Connection, recipe_id: int) -> list[int]:
    table = tables.recipe_ingredient
    own = sa.select(table.c.id).where(table.c.recipe_id == recipe_id).order_by(table.c.position)
    return list(connection.execute(own).scalars())
