"""`b12 recipe`: the user's own dishes."""

from typing import TYPE_CHECKING

import click

from tracker.cli import choose, listings, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Group
from tracker.cli.options import csv_option, json_option, offered
from tracker.cli.setup import completion
from tracker.errors import InputError
from tracker.foods import recipes
from tracker.foods.amounts import check_name
from tracker.foods.recipes import Recipe
from tracker.reports import sentences
from tracker.text.formatting import capitalised, format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.foods.model import Food, Serving
    from tracker.foods.search.match import SearchResult

_ITEMS = "AMOUNT FOOD, AMOUNT FOOD ..."


@click.group(cls=Group)
def recipe() -> None:
    """Define your own dishes by their ingredients.

    \b
    b12 recipe add "liver pâté" 400g beef liver, 100g butter, 2 eggs --makes 8
    b12 log 1 serving liver pâté
    """


@recipe.command()
@click.argument("name")
@click.argument("what", nargs=-1, required=True, metavar=_ITEMS, shell_complete=completion.items)
@click.option("--makes", required=True, metavar="N", help="How many servings it makes.")
@pass_app
def add(app: App, name: str, what: tuple[str, ...], makes: str) -> None:
    """Add a dish, to be logged by its name.

    Write its ingredients as for b12 log.

    \b
    b12 recipe add "liver pâté" 400g beef liver, 100g butter, 2 eggs --makes 8
    b12 log 1 serving liver pâté
    """
    title, servings = check_name(name), recipes.read_makes(makes)
    eaten = _ingredients(app, what)
    new = recipes.combine(recipes.new_dish(title), eaten, servings)

    from tracker.foods import own

    with app.session(write=True) as session:
        new = own.add_recipe(session.change, new)
        session.summary = f"add recipe {title}"
    output.paragraph(f"Added {_heading(new)}:")
    listings.servings([serving for serving, _ in eaten])
    _totals(new)
    output.undo()


@recipe.command()
@click.argument("name", shell_complete=offered("recipes"))
@click.argument("what", nargs=-1, metavar=f"[{_ITEMS}]", shell_complete=completion.items)
@click.option("--makes", metavar="N", help="How many servings it makes [default: as before].")
@pass_app
def edit(app: App, name: str, what: tuple[str, ...], makes: str | None) -> None:
    """Change the ingredients of a dish; logged items keep their B12.

    \b
    b12 recipe edit "liver pâté" 500g beef liver, 100g butter, 2 eggs
    b12 recipe edit "liver pâté" --makes 10
    """
    if not what and makes is None:
        raise InputError("nothing to change: give all ingredients, or the servings by --makes 8")
    servings = None if makes is None else recipes.read_makes(makes)
    old = _get(app, name)
    servings = old.makes if servings is None else servings
    if what:
        new = recipes.combine(old.food, _ingredients(app, what), servings)
    else:
        new = recipes.divide(old, servings)

    from tracker.foods import own

    with app.session(write=True) as session:
        own.edit_recipe(session.change, new)
        session.summary = f"edit recipe {old.food.title}"
    if not session.changed:
        output.unchanged()
    output.paragraph(f"{old.food.title} was {_serving(old)} a serving; now {_heading(new)}:")
    listings.ingredients(new.ingredients)
    _totals(new)
    output.paragraph(f"Logged items keep their B12. {output.UNDO}")


@recipe.command()
@click.argument("name", shell_complete=offered("recipes"))
@json_option
@pass_app
def show(app: App, name: str, as_json: bool) -> None:
    """Show the ingredients of a dish, and the B12 in a serving.

    \b
    b12 recipe show "liver pâté"
    b12 recipe show "liver pâté" --json
    """
    from tracker.reports import json_output

    shown = _get(app, name)
    if as_json:
        output.document(json_output.of_recipe(shown))
        return
    heading = _heading(shown)
    output.paragraph(f"{capitalised(heading)}:")
    listings.ingredients(shown.ingredients)
    _totals(shown)


@recipe.command("list")
@json_option
@csv_option
@pass_app
def list_(app: App, as_json: bool, as_csv: bool) -> None:
    """List your dishes with the B12 in a serving.

    \b
    b12 recipe list
    b12 recipe list --json
    """
    from tracker.foods import own
    from tracker.reports import csv_output, json_output

    with app.session() as session:
        dishes = own.recipes(session.connection)
    output.listing(
        dishes,
        as_json,
        json_output.of_recipe,
        _cells,
        as_csv=as_csv,
        to_row=csv_output.recipe_row,
        right=(3,),
        empty="No recipes yet; b12 recipe add --help shows how to write one.",
    )


def _cells(of: Recipe) -> list[str]:
    makes = f"makes {format_number(of.makes)}"
    return [of.food.code, of.food.title, makes, f"{_serving(of)} a serving"]


@recipe.command()
@click.argument("name", shell_complete=offered("recipes"))
@pass_app
def remove(app: App, name: str) -> None:
    """Remove a dish; logged items stay.

    \b
    b12 recipe remove "liver pâté"
    b12 undo
    """
    from tracker.foods import own

    old = _get(app, name)
    with app.session(write=True) as session:
        own.remove_recipe(session.change, old)
        session.summary = f"remove recipe {old.food.title}"
    output.removed(old.food.title)


def _ingredients(app: App, what: tuple[str, ...]) -> "Sequence[tuple[Serving, str | None]]":
    """Return the ingredients that are asked for, each with its food's diet; it may ask."""
    from tracker.diary import reading
    from tracker.diary.resolve import Resolver

    with app.diary(own=False) as diary:
        resolver = Resolver(diary, with_last=False)
        dishes = reading.read(resolver, " ".join(what))
    choose.all_known(dishes, "b12 food add adds {}, with unknown B12 too")
    # Outside the transaction: a question to the user must not hold a lock.
    eaten = []
    for candidates in dishes:
        diets: list[str | None] = []

        def chosen(found: "SearchResult", diets: list[str | None] = diets) -> "Food":
            food = choose.choose(found)
            diets.append(food.diet)
            return food

        serving = candidates.serving(chosen)
        eaten.append((serving, diets[0] if diets else None))
    return eaten


def _get(app: App, name: str) -> Recipe:
    from tracker.foods import own

    with app.session() as session:
        return own.get_recipe(session.connection, name, session.person.id)


def _heading(of: Recipe) -> str:
    return f"recipe {of.food.title}, number {of.food.code}, makes {format_number(of.makes)}"


def _serving(of: Recipe) -> str:
    """Return `41.7 µg in 75 g`, `≥ 2.30 µg`."""
    return _figure(of, of.food.portion_ug(of.serving), of.serving.grams)


def _totals(of: Recipe) -> None:
    output.paragraph(f"In all: {_figure(of, of.total_ug, of.total_g)}")
    output.paragraph(f"A serving: {_serving(of)}")
    if of.unknown:
        output.paragraph(sentences.unknown(of.unknown))


def _figure(of: Recipe, b12_ug: float | None, grams: float | None) -> str:
    figure = "B12 unknown" if b12_ug is None else output.ug(b12_ug, lower_bound=of.lower_bound)
    return figure if grams is None else f"{figure} in {listings.grams(grams)}"
