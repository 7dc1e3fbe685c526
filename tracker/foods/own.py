"""The user's own entries in the catalogue: foods, names for foods, measures and recipes (SQL)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

from tracker.database import search_index
from tracker.database.compiled import Row
from tracker.database.connection import Connection, load, values
from tracker.database.history import Change
from tracker.errors import InputError, NotFoundError, RefusedError
from tracker.foods import catalogue
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.recipes import SOURCE, Recipe
from tracker.text.words import words


def add(change: Change, food: Food) -> Food:
    """Store a new food, or restore a removed one of that code, and return it with its id.

    Raise RefusedError if the code or the everyday name is taken.
    """
    present = change.connection.first("foods.same_code", code=food.code)
    if present is not None and not present.removed:
        raise RefusedError(f'there is a food with the number "{food.code}" already')
    name = food.everyday
    if name is not None and _alias_id(change.connection, name) is not None:
        raise RefusedError(f'"{name}" is a name of yours already: edit or remove that food')
    row = {**_values(food), "code": food.code, "removed": False}
    if present is None:
        food_id = change.insert("food", row)
    else:
        food_id = int(present.id)
        change.update("food", food_id, row)
    set_portions(change, food_id, food.portions)
    if name is not None:
        _set_name(change, name, food_id)
    search_index.index_words(change.connection, [food_id])
    return replace(food, id=food_id)


def named(connection: Connection, name: str) -> Food | None:
    """Return the food that the user calls so, or has added with that name; None for no name."""
    row = connection.first("foods.own_name", words=search_index.alias_words(name)["ordered_words"])
    if row is not None:
        return catalogue.of_rows(connection, connection.rows("foods.by_id", food=row.food_id))[0]
    rows = connection.rows("foods.by_code", code="-".join(words(name)))
    own_rows = [row for row in rows if row.catalogue != "seed" and row.name == name]
    return next(iter(catalogue.of_rows(connection, own_rows)), None)


def is_own(connection: Connection, food: Food) -> bool:
    """Return whether the food did not come with the program."""
    row = connection.first("foods.stored", food=food.id)
    return row is not None and row.catalogue != "seed"


def free_code(connection: Connection, title: str) -> str:
    """Return a code for a new food of that title: its words, and a number if they are taken."""
    code = "-".join(words(title))
    codes = chain([code], (f"{code}-{number}" for number in count(2)))
    return next(c for c in codes if connection.first("foods.same_code", code=c) is None)


def edit(change: Change, food: Food) -> None:
    """Store a changed food of the user's; logged items keep their figures.

    Raise RefusedError if the food came with the program.
    """
    former = _own_row(change.connection, food).everyday
    # It becomes the user's own: a later import leaves it alone.
    change.update("food", food.id, _values(food))
    set_portions(change, food.id, food.portions)
    if food.everyday != former:
        if former and (alias_id := _alias_id(change.connection, former)) is not None:
            change.delete("alias", alias_id)
        if food.everyday:
            _set_name(change, food.everyday, food.id)
    search_index.index_words(change.connection, [food.id])


def remove(change: Change, food: Food) -> None:
    """Remove a food of the user's from the catalogue; logged items stay.

    Raise RefusedError if the food came with the program.
    """
    _own_row(change.connection, food)
    change.update("food", food.id, {"removed": True})
    change.delete_many("alias", change.connection.column("foods.names_of_food", food=food.id))


def set_alias(change: Change, phrase: str, food: Food) -> None:
    """Store a phrase as a name of the food. Raise InputError for a phrase without words."""
    _set_name(change, phrase, food.id)
    search_index.index_words(change.connection, [food.id])


def remove_alias(change: Change, phrase: str) -> None:
    """Remove a name of the user's. Raise NotFoundError if there is none."""
    alias_id = _alias_id(change.connection, phrase)
    if alias_id is None:
        raise NotFoundError(f'you have no name "{phrase}"; b12 alias list shows yours')
    change.delete("alias", alias_id)


def aliases(connection: Connection) -> list[tuple[str, Food]]:
    """Return the user's own names with their foods, by name."""
    rows = connection.rows("foods.own_names")
    return [(row.phrase, catalogue.get(connection, row.code)) for row in rows]


def set_unit(change: Change, food: Food, measure: str, grams: float) -> None:
    """Store a measure of a food and its weight in g."""
    row = {"amount": 1.0, "measure": measure, "grams": grams, "b12_ug": None}
    portions = change.connection.rows("foods.portions_of_food", food=food.id)
    for portion in portions:
        if portion.measure == measure:
            change.update("portion", portion.id, row)
            return
    position = portions[-1].position + 1 if portions else 0
    change.insert("portion", {"food_id": food.id, "position": position, **row})


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
    row = change.connection.first("foods.recipe", food=recipe.food.id)
    if row is not None:
        parts = change.connection.column("foods.ingredients", recipe=row.id)
        change.delete_many("recipe_ingredient", parts)
        change.delete("recipe", row.id)
    remove(change, recipe.food)


def get_recipe(connection: Connection, name: str, person_id: int) -> Recipe:
    """Return the recipe of that name or number. Raise NotFoundError, with the existing names."""
    result = catalogue.identify(connection, name, person_id)
    if result.matches and result.matches[0].named and result.read_as is None:
        recipe = _recipe(connection, result.matches[0].food)
        if recipe is not None:
            return recipe
    names = ", ".join(recipe.food.title for recipe in recipes(connection))
    advice = f"yours: {names}" if names else "b12 recipe add makes one"
    raise NotFoundError(f'no recipe is called "{name}"; {advice}')


def recipes(connection: Connection) -> list[Recipe]:
    """Return all recipes, by name."""
    codes = connection.column("foods.recipe_codes")
    stored = [_recipe(connection, catalogue.get(connection, code)) for code in codes]
    dishes = [recipe for recipe in stored if recipe is not None]
    return sorted(dishes, key=lambda dish: dish.food.title.casefold())


def _recipe(connection: Connection, food: Food) -> Recipe | None:
    """Return the recipe of a food; None if it has none, or its figures now come from a label."""
    if food.source != SOURCE:
        return None
    recipe = connection.first("foods.recipe", food=food.id)
    if recipe is None:
        return None
    # An ingredient that isn't in the catalogue is a dose.
    ingredients = tuple(
        load(
            Serving,
            row,
            origin=row.origin or "supplement",
            source=row.source or "",
            food_code=row.code,
        )
        for row in connection.each("foods.ingredients", recipe=recipe.id)
    )
    return Recipe(food, recipe.makes, ingredients)


def _values(food: Food) -> dict[str, object]:
    return {**values(food, "food", "code"), "food_group": food.group, "catalogue": "own"}


def set_portions(change: Change, food_id: int, portions: Sequence[Portion]) -> None:
    """Store the portions of a food, the usual one first, in place of those it had."""
    present = change.connection.column("foods.portions_of_food", food=food_id)
    rows = [{"food_id": food_id, **values(portion, "portion")} for portion in portions]
    _set_rows(change, "portion", present, rows)


def _set_ingredients(change: Change, food_id: int, recipe: Recipe) -> None:
    row = change.connection.first("foods.recipe", food=food_id)
    if row is not None:
        recipe_id = row.id
        change.update("recipe", recipe_id, {"makes": recipe.makes})
    else:
        recipe_id = change.insert("recipe", {"food_id": food_id, "makes": recipe.makes})
    present = change.connection.column("foods.ingredients", recipe=recipe_id)
    own = {"recipe_id": recipe_id}
    rows = [{**own, **values(serving, "recipe_ingredient")} for serving in recipe.ingredients]
    _set_rows(change, "recipe_ingredient", present, rows)


def _set_rows(
    change: Change, table: str, present: Sequence[int], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Store rows in their order in place of the present ones, whose ids are given."""
    for position, row in enumerate(rows):
        placed = {"position": position, **row}
        if position < len(present):
            change.update(table, present[position], placed)
        else:
            change.insert(table, placed)
    change.delete_many(table, present[len(rows) :])


def _set_name(change: Change, phrase: str, food_id: int) -> None:
    alias_words = search_index.alias_words(phrase)
    if not alias_words["ordered_words"]:
        raise InputError(f'invalid name "{phrase}": it has no words')
    alias_id = _alias_id(change.connection, phrase)
    if alias_id is not None:
        change.update("alias", alias_id, {"phrase": phrase, "food_id": food_id})
        return
    change.insert("alias", {**alias_words, "food_id": food_id, "own": True})


def _alias_id(connection: Connection, phrase: str) -> int | None:
    """Return the id of a name of the user's."""
    words = search_index.alias_words(phrase)["ordered_words"]
    alias_id: int | None = connection.value("foods.own_name", words=words)
    return alias_id


def _own_row(connection: Connection, food: Food) -> Row:
    """Return the row of a food. Raise RefusedError if it came with the program."""
    row = connection.first("foods.stored", food=food.id)
    assert row is not None
    if row.catalogue == "seed":
        raise RefusedError(f"{food.title} came with b12: add a food of your own instead")
    return row
