"""`b12 food add`, `edit`, `remove` and `unit`: a user's own entries in the catalogue."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.choose import chosen
from tracker.cli.command import Command, Group
from tracker.cli.options import F
from tracker.cli.setup import completion
from tracker.errors import InputError, RefusedError
from tracker.foods import labels
from tracker.foods.amounts import check_name
from tracker.foods.model import Food, Origin, density
from tracker.foods.recipes import SOURCE
from tracker.text.units import UNITS
from tracker.text.words import words

if TYPE_CHECKING:
    from tracker.foods.labels import Figure

_SOURCE = "your own entry"


def _label_options(function: F) -> F:
    """Add the options for what a label says."""
    for option in reversed(
        [
            click.option("--per", metavar="MEASURE", help='100g, 100ml or "1 cup".'),
            click.option("--b12", metavar="AMOUNT", help="B12 in that measure: 0.38ug or unknown."),
            click.option("--dv", metavar="PERCENT", help="B12 as a percentage of the daily value."),
            click.option(
                "--label",
                metavar="NAME",
                shell_complete=completion.labels,
                help="Whose daily value: us, codex, cn, jp or za (2.4 µg), us-old (6), eu or uk "
                "(2.5), au or nz (2), au-child (1), au-infant (0.7). "
                "[default: your country's, else us]",
            ),
            click.option("--grams", metavar="WEIGHT", help="The weight of that measure."),
            click.option("--portion", metavar="TEXT", help='The usual portion: "1 glass 250ml".'),
            click.option("--vegan", "diet", flag_value="vegan", help="Suits a vegan diet."),
            click.option("--vegetarian", "diet", flag_value="vegetarian", help="Suits that diet."),
            click.option(
                "--pescatarian", "diet", flag_value="pescatarian", help="Suits that diet."
            ),
            click.option("--added", "origin", flag_value="fortified", help="The B12 is added."),
            click.option("--natural", "origin", flag_value="natural", help="The B12 is natural."),
            click.option("--supplement", "origin", flag_value="supplement", help="A supplement."),
        ]
    ):
        function = option(function)
    return function


@click.command(cls=Command)
@click.argument("name")
@_label_options
@pass_app
def add(
    app: App, /, name: str, diet: str | None, origin: Origin | None, **label: str | None
) -> None:
    """Add a food from its label.

    \b
    b12 food add "Oatly Barista" --per 100ml --b12 0.38ug --vegan
    b12 food add "Bran bites" --per "1 cup" --grams 240 --dv 25% --label us
    """
    title = check_name(name)
    figure = _figure(app, label)
    if figure is None:
        raise InputError("give what the label says, for instance: --per 100ml --b12 0.38ug")
    whole_origin = labels.origin_of(diet, figure.b12_ug, origin)
    food = Food(
        code="-".join(words(title)),
        name=title,
        everyday=title,
        origin=whole_origin,
        source=_source(figure),
        kind="mixed" if whole_origin == "natural" else whole_origin,
        diet=diet,
    )
    food = _with_portion(labels.labelled(food, figure), label["portion"])

    from tracker.foods import own

    with app.session(write=True) as session:
        own.add(session.change, food)
        session.summary = f"add food {title}"
    output.paragraph(f"Added {title}: {density(food)}, {food.origin}; number {food.code}")
    _tell_share(figure)


@click.command(cls=Command)
@click.argument("food", shell_complete=completion.own_foods)
@click.option("--name", "new_name", metavar="NAME", help="Another name.")
@_label_options
@pass_app
def edit(
    app: App,
    /,
    food: str,
    new_name: str | None,
    diet: str | None,
    origin: Origin | None,
    **label: str | None,
) -> None:
    """Change a food of your own; logged items keep their B12.

    \b
    b12 food edit "Oatly Barista" --per 100ml --b12 0.4ug
    b12 food edit "Oatly Barista" --portion "1 glass 250ml"
    """
    from tracker.foods import own

    old = chosen(app, food)
    figure = _figure(app, label)
    if old.source == SOURCE:
        raise RefusedError(f"{old.title} is a recipe: b12 recipe edit changes it")
    title = old.title if new_name is None else check_name(new_name)
    new = replace(
        old, name=title, everyday=title, diet=diet or old.diet, origin=origin or old.origin
    )
    if figure is not None:
        new = labels.labelled(new, figure)
        # An imported food is known by its source, which holds its barcode.
        if old.source.startswith(_SOURCE):
            new = replace(new, source=_source(figure))
    new = _with_portion(new, label["portion"])
    with app.session(write=True) as session:
        own.edit(session.change, new)
        session.summary = f"edit food {old.title}"
    if not session.changed:
        output.unchanged()
    output.paragraph(f"{old.title}: {density(old)}, {old.origin}")
    output.paragraph(f"now {new.title}: {density(new)}, {new.origin}")
    _tell_share(figure)


@click.command(cls=Command)
@click.argument("food", shell_complete=completion.own_foods)
@pass_app
def remove(app: App, food: str) -> None:
    """Remove a food of your own; logged items stay.

    \b
    b12 food remove "Oatly Barista"
    b12 undo
    """
    from tracker.foods import own

    old = chosen(app, food)
    with app.session(write=True) as session:
        own.remove(session.change, old)
        session.summary = f"remove food {old.title}"
    output.removed(old.title)


@click.group(cls=Group)
def unit() -> None:
    """Define measures of your own for a food.

    \b
    b12 food unit set 13327 "my slice" 95g
    b12 log 2 my slice liver
    """


@unit.command("set")
@click.argument("food", shell_complete=completion.foods)
@click.argument("measure")
@click.argument("weight")
@pass_app
def set_(app: App, food: str, measure: str, weight: str) -> None:
    """Set the weight of a measure of yours: b12 food unit set 13327 "my slice" 95g.

    \b
    b12 food unit set 13327 "my slice" 95g
    b12 food unit set egg pan 120g
    """
    from tracker.foods import own

    figure = labels.read_figure(weight, "unknown", None, None, None)
    if figure.grams is None:
        raise InputError(f'"{weight}" is not a weight: write 95g')
    name = check_name(measure).casefold()
    if name in UNITS:
        raise InputError(f'"{name}" is a unit already')
    of = chosen(app, food)
    with app.session(write=True) as session:
        own.set_unit(session.change, of, name, figure.grams)
        session.summary = f"1 {name} of {of.title} is {figure.grams:g} g"
    output.paragraph(f"1 {name} of {of.title} is {figure.grams:g} g")


def _figure(app: App, label: dict[str, str | None]) -> "Figure | None":
    per, dv, name = label["per"], label["dv"], label["label"]
    if name is not None and dv is None:
        raise InputError("--label goes with --dv: it says whose daily value that is a share of")
    if per is None:
        if any(label[given] for given in ("b12", "dv", "grams")):
            raise InputError("--b12, --dv and --grams go with --per, the measure that they are for")
        return None
    whole = None
    if name is not None:
        whole = labels.label_named(name)
    elif dv is not None:
        with app.session() as session:
            whole = labels.label_in(session.person.country_in(os.environ))
    return labels.read_figure(per, label["b12"], dv, whole, label["grams"])


def _source(figure: "Figure") -> str:
    return f"{_SOURCE}: {figure.share}" if figure.share else _SOURCE


def _tell_share(figure: "Figure | None") -> None:
    if figure is not None and figure.share:
        output.paragraph(figure.share)


def _with_portion(food: Food, portion: str | None) -> Food:
    return labels.with_usual(food, portion) if portion else food
