"""`b12 food`: look foods up."""

import click

from tracker.cli import output
from tracker.cli.app import App, Group, json_option, pass_app
from tracker.cli.choose import chosen, nothing_like
from tracker.cli.setup import completion, food_top, own_food
from tracker.cli.transfer import food_import
from tracker.errors import InputError
from tracker.foods.model import Food, density
from tracker.text.formatting import format_number, format_ug


@click.group(cls=Group)
def food() -> None:
    """Look foods up, and add your own."""


food.add_command(own_food.add)
food.add_command(food_import.import_)
food.add_command(own_food.edit)
food.add_command(own_food.remove)
food.add_command(own_food.unit)
food.add_command(food_top.top)


@food.command()
@click.argument("words", nargs=-1, required=True, shell_complete=completion.foods)
@click.option(
    "-n", "--most", type=click.IntRange(1, 1000), default=10, show_default=True, metavar="N",
    help="How many at most.",
)  # fmt: skip
@json_option
@pass_app
def find(app: App, words: tuple[str, ...], most: int, as_json: bool) -> None:
    """Find foods by name, best match first."""
    from tracker.foods import catalogue
    from tracker.reports import json_output as documents

    phrase = " ".join(words).strip()
    if not phrase:
        raise InputError("say what to look for, for instance: b12 food find liver")
    with app.database.reading() as connection:
        found = catalogue.find(connection, phrase, app.person(connection).id)
    foods = [match.food for match in found.matches[:most]]
    if as_json:
        output.document([documents.of_food(one) for one in foods])
    elif foods:
        made = output.table(right=(3,), fold=2)
        for one in foods:
            output.row(made, one.code, _names(one), density(one))
        output.show(made)
    if found.read_as:
        output.note(f'"{phrase}" read as "{found.read_as}"')
    if len(found.matches) > most:
        output.note(f"{most} of {len(found.matches)} foods; -n shows more.")
    if not foods:
        said = nothing_like(found)
        output.note(f"{said[0].upper()}{said[1:]}.")


@food.command()
@click.argument(
    "words", nargs=-1, required=True, metavar="NUMBER | NAME", shell_complete=completion.foods
)
@json_option
@pass_app
def show(app: App, words: tuple[str, ...], as_json: bool) -> None:
    """One food: its B12, its portions and where the figures come from."""
    from tracker.reports import json_output as documents

    shown = chosen(app, " ".join(words))
    if as_json:
        output.document(documents.of_food(shown))
        return
    output.line(f"{shown.code}  {_names(shown)}")
    made = output.table()
    for label, text in _facts(shown):
        output.row(made, label, text)
    output.show(made)
    if shown.portions:
        output.line("Portions (the first is the usual one):")
        portions = output.table(right=(2, 3))
        for portion in shown.portions:
            weight = "" if portion.grams is None else f"{format_number(portion.grams)} g"
            held = shown.portion_ug(portion)
            figure = "" if held is None else f"{format_ug(held)} µg"
            output.row(portions, portion.label, weight, figure)
        output.show(portions)


def _facts(food: Food) -> list[tuple[str, str]]:
    exact = food.b12_ug_per_100g
    facts = [
        ("B12", density(food) if exact is None else f"{exact:.10g} µg/100 g"),
        ("kind", food.kind or "unknown"),
        ("origin", food.origin),
        ("diet", food.diet or "unknown"),
        ("group", food.group or ""),
        ("source", food.source),
    ]
    return [(label, text) for label, text in facts if text]


def _names(food: Food) -> str:
    same = food.everyday is None or food.everyday == food.name
    return food.name if same else f"{food.everyday}: {food.name}"
