"""A user's own dishes: foods of the catalogue that know what they are made of."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from tracker.database import tables
from tracker.database.history import Change
from tracker.diary import resolve as resolving
from tracker.diary.model import Item, When
from tracker.diary.resolve import Choose, Reading
from tracker.errors import NotFoundError, RefusedError
from tracker.foods import catalogue
from tracker.foods import own as foods
from tracker.foods.model import Food
from tracker.foods.recipes import SOURCE, Ingredient, Recipe
from tracker.foods.search.match import Found


def resolve(
    readings: Sequence[Reading], when: When, choose: Choose
) -> list[tuple[Item, str | None]]:
    """The ingredients that were asked for, each with its food's diet; it needs no database.

    Raises what `resolving.item` raises.
    """
    eaten = []
    for reading in readings:
        diets: list[str | None] = []

        def chosen(found: Found, diets: list[str | None] = diets) -> Food:
            food = choose(found)
            diets.append(food.diet)
            return food

        item = resolving.item(reading, when, chosen)
        eaten.append((item, diets[0] if diets else None))
    return eaten


def add(change: Change, recipe: Recipe) -> Recipe:
    """Store a new recipe; returns it with its food's id.

    Raises RefusedError when there is a recipe or a food of one's own by that name.
    """
    if any(known.food.code == recipe.food.code for known in listed(change.connection)):
        title = recipe.food.title
        raise RefusedError(f'there is a recipe "{title}" already: b12 recipe edit changes it')
    food = foods.add(change, recipe.food)
    _set_ingredients(change, food.id, recipe)
    return replace(recipe, food=food)


def edit(change: Change, recipe: Recipe) -> None:
    """Store a changed recipe; what is logged keeps what it was."""
    foods.edit(change, recipe.food)
    _set_ingredients(change, recipe.food.id, recipe)


def remove(change: Change, recipe: Recipe) -> None:
    """Take a recipe and its food out; what is logged stays."""
    table, ingredient = tables.recipe, tables.recipe_ingredient
    recipe_id = _recipe_id(change.connection, recipe.food.id)
    if recipe_id is not None:
        for row_id in _ingredient_ids(change.connection, recipe_id):
            change.delete(ingredient, row_id)
        change.delete(table, recipe_id)
    foods.remove(change, recipe.food)


def get(connection: sa.Connection, name: str, person_id: int) -> Recipe:
    """The recipe of that name or number. Raises NotFoundError, with the names there are."""
    found = catalogue.meant(connection, name, person_id)
    if found.matches and found.matches[0].named and found.read_as is None:
        recipe = _of(connection, found.matches[0].food)
        if recipe is not None:
            return recipe
    names = ", ".join(recipe.food.title for recipe in listed(connection))
    has = f"yours: {names}" if names else "b12 recipe add makes one"
    raise NotFoundError(f'no recipe is called "{name}"; {has}')


def listed(connection: sa.Connection) -> list[Recipe]:
    """All recipes, by name."""
    food, recipe = tables.food, tables.recipe
    codes = connection.execute(
        sa.select(food.c.code).join(recipe).where(food.c.removed == 0, food.c.source == SOURCE)
    ).scalars()
    held = (_of(connection, catalogue.get(connection, code)) for code in list(codes))
    found = [one for one in held if one is not None]
    return sorted(found, key=lambda one: one.food.title.casefold())


def _of(connection: sa.Connection, food: Food) -> Recipe | None:
    """The recipe of a food; None where it has none, or is the label's by now."""
    if food.source != SOURCE:
        return None
    table, ingredient = tables.recipe, tables.recipe_ingredient
    row = connection.execute(sa.select(table).where(table.c.food_id == food.id)).first()
    if row is None:
        return None
    rows = connection.execute(
        sa.select(ingredient, tables.food.c.code)
        .join(tables.food, tables.food.c.id == ingredient.c.food_id, isouter=True)
        .where(ingredient.c.recipe_id == row.id)
        .order_by(ingredient.c.position)
    )
    ingredients = tuple(
        Ingredient(
            r.food, r.amount, r.measure, r.grams, r.b12_ug, bool(r.lower_bound), r.code, r.food_id
        )
        for r in rows
    )
    return Recipe(food, row.makes, ingredients)


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
        values = {
            "position": position,
            "food_id": one.food_id,
            "food": one.food,
            "amount": one.amount,
            "measure": one.measure,
            "grams": one.grams,
            "b12_ug": one.b12_ug,
            "lower_bound": int(one.lower_bound),
        }
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
