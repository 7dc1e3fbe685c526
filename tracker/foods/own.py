"""The user's own entries in the catalogue: foods, names for foods, measures and recipes (SQL)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from tracker.database import columns, search_index, tables
from tracker.database.history import Change
from tracker.errors import InputError, NotFoundError, RefusedError
from tracker.foods import catalogue
from tracker.foods.model import Food, Serving
from tracker.foods.recipes import SOURCE, Recipe


def add(change: Change, food: Food) -> Food:
    """Store a new food, or restore a removed one of that code, and return it with its id.

    Raise RefusedError if the code or the everyday name is taken.
    """
    table = tables.food
    same_code = sa.select(table.c.id, table.c.removed).where(table.c.code == food.code)
    present = change.connection.execute(same_code).first()
    if present is not None and not present.removed:
        raise RefusedError(f'there is a food with the number "{food.code}" already')
    name = food.everyday
    if name is not None and _alias_id(change.connection, name) is not None:
        raise RefusedError(f'"{name}" is a name of yours already: edit or remove that food')
    values = {**_values(food), "code": food.code, "removed": False}
    if present is None:
        food_id = change.insert(table, values)
    else:
        food_id = int(present.id)
        change.update(table, food_id, values)
    _set_portions(change, food_id, food)
    if name is not None:
        _set_name(change, name, food_id)
    search_index.index_words(change.connection, [food_id])
    return replace(food, id=food_id)


def edit(change: Change, food: Food) -> None:
    """Store a changed food of the user's; logged items keep their figures.

    Raise RefusedError if the food came with the program.
    """
    _refuse_seeded(change.connection, food)
    table = tables.food
    everyday = sa.select(table.c.everyday).where(table.c.id == food.id)
    former = change.connection.execute(everyday).scalar()
    # It becomes the user's own: a later import leaves it alone.
    change.update(table, food.id, _values(food))
    _set_portions(change, food.id, food)
    if food.everyday != former:
        if former and (alias_id := _alias_id(change.connection, former)) is not None:
            change.delete(tables.alias, alias_id)
        if food.everyday:
            _set_name(change, food.everyday, food.id)
    search_index.index_words(change.connection, [food.id])


def remove(change: Change, food: Food) -> None:
    """Remove a food of the user's from the catalogue; logged items stay.

    Raise RefusedError if the food came with the program.
    """
    _refuse_seeded(change.connection, food)
    change.update(tables.food, food.id, {"removed": True})
    alias = tables.alias
    for alias_id in _ids(change.connection, alias, alias.c.food_id == food.id):
        change.delete(alias, alias_id)


def set_alias(change: Change, phrase: str, food: Food) -> None:
    """Store a phrase as a name of the food. Raise InputError for a phrase without words."""
    _set_name(change, phrase, food.id)
    search_index.index_words(change.connection, [food.id])


def remove_alias(change: Change, phrase: str) -> None:
    """Remove a name of the user's. Raise NotFoundError if there is none."""
    alias_id = _alias_id(change.connection, phrase)
    if alias_id is None:
        raise NotFoundError(f'you have no name "{phrase}"; b12 alias list shows yours')
    change.delete(tables.alias, alias_id)


def aliases(connection: sa.Connection) -> list[tuple[str, Food]]:
    """Return the user's own names with their foods, by name."""
    alias = tables.alias
    rows = connection.execute(
        sa.select(alias.c.phrase, tables.food.c.code)
        .join(tables.food)
        # The name under which the user added a food is the food's, not another name for it.
        .where(alias.c.own == 1, alias.c.phrase.is_distinct_from(tables.food.c.everyday))
        .order_by(alias.c.phrase)
    ).all()
    return [(row.phrase, catalogue.get(connection, row.code)) for row in rows]


def set_unit(change: Change, food: Food, measure: str, grams: float) -> None:
    """Store a measure of a food and its weight in g."""
    table = tables.portion
    same = sa.and_(table.c.food_id == food.id, table.c.measure == measure)
    values = {"amount": 1.0, "measure": measure, "grams": grams, "b12_ug": None}
    if portion_ids := _ids(change.connection, table, same):
        change.update(table, portion_ids[0], values)
        return
    last = sa.select(sa.func.max(table.c.position)).where(table.c.food_id == food.id)
    position = change.connection.execute(last).scalar()
    position = 0 if position is None else position + 1
    change.insert(table, {"food_id": food.id, "position": position, **values})


def add_recipe(change: Change, recipe: Recipe) -> Recipe:
    """Store a new recipe and return it with its food's id.

    Raise RefusedError if the user has a recipe or a food of that name.
    """
    if any(known.food.code == recipe.food.code for known in recipes(change.connection)):
        title = recipe.food.title
        raise RefusedError(f'there is a recipe "{title}" already: b12 recipe edit changes it')
    food = add(change, recipe.food)
    _set_ingredients(change, food.id, recipe)
    return replace(recipe, food=food)


def edit_recipe(change: Change, recipe: Recipe) -> None:
    """Store a changed recipe; logged items keep their figures."""
    edit(change, recipe.food)
    _set_ingredients(change, recipe.food.id, recipe)


def remove_recipe(change: Change, recipe: Recipe) -> None:
    """Remove a recipe and its food; logged items stay."""
    table, ingredient = tables.recipe, tables.recipe_ingredient
    for recipe_id in _ids(change.connection, table, table.c.food_id == recipe.food.id):
        for row_id in _ids(change.connection, ingredient, ingredient.c.recipe_id == recipe_id):
            change.delete(ingredient, row_id)
        change.delete(table, recipe_id)
    remove(change, recipe.food)


def get_recipe(connection: sa.Connection, name: str, person_id: int) -> Recipe:
    """Return the recipe of that name or number. Raise NotFoundError, with the existing names."""
    result = catalogue.identify(connection, name, person_id)
    if result.matches and result.matches[0].named and result.read_as is None:
        recipe = _recipe(connection, result.matches[0].food)
        if recipe is not None:
            return recipe
    names = ", ".join(recipe.food.title for recipe in recipes(connection))
    advice = f"yours: {names}" if names else "b12 recipe add makes one"
    raise NotFoundError(f'no recipe is called "{name}"; {advice}')


def recipes(connection: sa.Connection) -> list[Recipe]:
    """Return all recipes, by name."""
    food, recipe = tables.food, tables.recipe
    codes = connection.execute(
        sa.select(food.c.code).join(recipe).where(food.c.removed == 0, food.c.source == SOURCE)
    ).scalars()
    stored = [_recipe(connection, catalogue.get(connection, code)) for code in list(codes)]
    dishes = [recipe for recipe in stored if recipe is not None]
    return sorted(dishes, key=lambda dish: dish.food.title.casefold())


def _recipe(connection: sa.Connection, food: Food) -> Recipe | None:
    """Return the recipe of a food; None if it has none, or its figures now come from a label."""
    if food.source != SOURCE:
        return None
    table, ingredient = tables.recipe, tables.recipe_ingredient
    recipe = connection.execute(sa.select(table).where(table.c.food_id == food.id)).first()
    if recipe is None:
        return None
    of_food = (tables.food.c[name] for name in ("code", "origin", "kind", "source"))
    rows = connection.execute(
        sa.select(ingredient, *of_food)
        .join(tables.food, tables.food.c.id == ingredient.c.food_id, isouter=True)
        .where(ingredient.c.recipe_id == recipe.id)
        .order_by(ingredient.c.position)
    )
    # An ingredient that isn't in the catalogue is a dose.
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


def _values(food: Food) -> dict[str, object]:
    values = columns.values(food, tables.food, "code")
    return {**values, "food_group": food.group, "catalogue": "own"}


def _set_portions(change: Change, food_id: int, food: Food) -> None:
    rows = [columns.values(portion, tables.portion) for portion in food.portions]
    _set_rows(change, tables.portion, "food_id", food_id, rows)


def _set_ingredients(change: Change, food_id: int, recipe: Recipe) -> None:
    table, ingredient = tables.recipe, tables.recipe_ingredient
    if recipe_ids := _ids(change.connection, table, table.c.food_id == food_id):
        recipe_id = recipe_ids[0]
        change.update(table, recipe_id, {"makes": recipe.makes})
    else:
        recipe_id = change.insert(table, {"food_id": food_id, "makes": recipe.makes})
    rows = [columns.values(serving, ingredient) for serving in recipe.ingredients]
    _set_rows(change, ingredient, "recipe_id", recipe_id, rows)


def _set_rows(
    change: Change, table: sa.Table, owner: str, owner_id: int, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Store the rows of an owner, named by its column, in order, in place of the present ones."""
    present = _ids(change.connection, table, table.c[owner] == owner_id, table.c.position)
    for position, row in enumerate(rows):
        values = {"position": position, **row}
        if position < len(present):
            change.update(table, present[position], values)
        else:
            change.insert(table, {owner: owner_id, **values})
    for row_id in present[len(rows) :]:
        change.delete(table, row_id)


def _set_name(change: Change, phrase: str, food_id: int) -> None:
    alias_words = search_index.alias_words(phrase)
    if not alias_words["ordered_words"]:
        raise InputError(f'invalid name "{phrase}": it has no words')
    alias_id = _alias_id(change.connection, phrase)
    if alias_id is not None:
        change.update(tables.alias, alias_id, {"phrase": phrase, "food_id": food_id})
        return
    change.insert(tables.alias, {**alias_words, "food_id": food_id, "own": True})


def _alias_id(connection: sa.Connection, phrase: str) -> int | None:
    """Return the id of a name of the user's."""
    alias = tables.alias
    words = search_index.alias_words(phrase)["ordered_words"]
    ids = _ids(connection, alias, sa.and_(alias.c.ordered_words == words, alias.c.own == 1))
    return ids[0] if ids else None


def _ids(
    connection: sa.Connection,
    table: sa.Table,
    where: sa.ColumnElement[bool],
    order: sa.ColumnElement[Any] | None = None,
) -> list[int]:
    statement = sa.select(table.c.id).where(where).order_by(order)
    return list(connection.execute(statement).scalars())


def _refuse_seeded(connection: sa.Connection, food: Food) -> None:
    table = tables.food
    owner = connection.execute(sa.select(table.c.catalogue).where(table.c.id == food.id)).scalar()
    if owner == "seed":
        raise RefusedError(f"{food.title} came with b12: add a food of your own instead")
