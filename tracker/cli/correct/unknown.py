"""`b12 unknown`: the foods of unknown B12 in the diary, and the figures that fill them in."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tracker.cli import listings, output
from tracker.cli.app import App, pass_app
from tracker.cli.choose import chosen
from tracker.cli.command import Group
from tracker.cli.options import csv_option, json_option, offered
from tracker.cli.periods import span_options
from tracker.cli.setup import completion
from tracker.cli.tags import TAG, nothing
from tracker.diary.lines import intake_of
from tracker.diary.model import Item, tags_label
from tracker.diary.unknown import (
    UnknownFood,
    figure_for,
    food_by_figure,
    food_like,
    measures_of,
    same_figures,
    split,
)
from tracker.errors import InputError, NotFoundError, RefusedError
from tracker.foods.model import ORIGINS, Food, Origin, density
from tracker.text.dates import format_day, format_span
from tracker.text.formatting import count

if TYPE_CHECKING:
    from tracker.text.spans import Span

# More days than these are shown as a span.
_MOST_DAYS = 4
_EATEN = [origin for origin in ORIGINS if origin != "injection"]


class _TaggedGroup(Group):
    """A group that takes +TAG where others take the name of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the tags, and the rest as other groups do."""
        is_list = not any(name in args for name in self.commands)
        words = [word for word in args if is_list and word.startswith("+")]
        rest = super().parse_args(ctx, [word for word in args if word not in words])
        ctx.params["tags"] = tuple(TAG.convert(word, None, ctx) for word in words)
        return rest


@click.group(cls=_TaggedGroup, invoke_without_command=True)
@span_options(None)
@json_option
@csv_option
@click.pass_context
def unknown(
    ctx: click.Context,
    *,
    tags: tuple[str, ...],
    span: "Span | None",
    as_json: bool,
    as_csv: bool,
) -> None:
    """List the foods of unknown B12, and fill them in.

    Those that were logged most often come first. Dishes of which only an ingredient is unknown are
    not among them.

    \b
    b12 unknown
    b12 unknown +restaurant     in meals with that tag
    b12 unknown set "homemade stew" 0.8ug/100g
    b12 unknown set "homemade stew" --like "beef stew"
    """
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(App), tags, span, as_json=as_json, as_csv=as_csv)


def _list(
    app: App, tags: tuple[str, ...], span: "Span | None", *, as_json: bool, as_csv: bool
) -> None:
    from tracker.reports import json_output

    with app.diary() as diary:
        foods = diary.unknown_foods(span, tags)
        known = diary.tags() if tags else []
    when = " in that time" if span else ""
    of_tags = f" in meals with {tags_label(tags)}" if tags else ""
    empty = nothing(f"No food of unknown B12 is logged{of_tags}{when}.", tags, known)
    output.listing(
        foods,
        as_json,
        json_output.of_unknown_food,
        _cells,
        as_csv=as_csv,
        right=(2, 4),
        fold=1,
        empty=empty,
    )
    if foods and not (as_json or as_csv):
        name = _quoted(foods[0].food)
        figure = '"2ug per serving"' if foods[0].grams is None else "0.8ug/100g"
        output.paragraph(
            f"To fill one in: b12 unknown set {name} {figure}, or --like and a similar food"
        )


def _cells(food: UnknownFood) -> list[str]:
    missing = food.times_without_grams
    without = f"{missing} of them without a weight" if food.grams and missing else ""
    last = f"last {format_day(food.last_eaten)}"
    weight = listings.grams(food.grams) or "no weight"
    return [food.food, f"{food.times} ×", last, weight, without]


@unknown.command("set")
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="FOOD [FIGURE]",
    shell_complete=offered("unknown foods"),
)
@click.option(
    "--like",
    metavar="FOOD",
    shell_complete=completion.foods,
    help="Take the B12 of a similar food of the catalogue.",
)
@click.option(
    "--origin",
    type=click.Choice(_EATEN),
    help="Where the B12 comes from [default: as logged, or as of the similar food].",
)
@pass_app
def set_(app: App, words: tuple[str, ...], like: str | None, origin: Origin | None) -> None:
    """Fill in the B12 of a food: in all that was logged of it with unknown B12, and from now on.

    FIGURE is 0.8ug/100g, "2ug per serving", or 0.5ug in one of what was logged. The food becomes
    one of your own. What already has a figure stays as it is; one undo takes all of it back.

    \b
    b12 unknown set "homemade stew" 0.8ug/100g
    b12 unknown set "homemade stew" --like "beef stew"
    b12 unknown set "oat bar" "2ug per bar" --origin fortified
    """
    similar = None if like is None else chosen(app, like)
    with app.diary(write=True) as diary:
        names = [food.food for food in diary.unknown_foods()]
        name, figure = split(words, names)
        items = diary.unknown_items(name)
        if not items:
            raise NotFoundError(
                f'"{name}": no such food is logged with unknown B12; b12 unknown lists those'
            )
        if similar is None:
            food = food_by_figure(name, figure, items, origin, app.today)
        elif figure:
            raise InputError(f'give a figure, "{figure}", or --like, not both')
        else:
            food = food_like(name, similar, origin)
        filling, own_food = diary.fill_in(items, food, usual=similar is not None)
        if not filling.filled:
            raise RefusedError(_nothing_filled(food, filling.left))
        what = f"{name}: {density(food)}, {food.source}"
        diary.summary = f"fill in {count(len(filling.filled), 'item')} of {what}"
    output.paragraph(what)
    b12_ug, lower_bound = intake_of(filling.filled)
    b12 = output.ug(b12_ug, lower_bound=lower_bound)
    output.paragraph(
        f"Filled in {count(len(filling.filled), 'item')}, {b12}: {_days(filling.filled)}"
    )
    if filling.left:
        output.paragraph(_left(food, own_food, filling.left))
    if not food.id:
        output.paragraph(_from_now_on(food, own_food))
    output.undo()


def _nothing_filled(food: Food, items: Sequence[Item]) -> str:
    return (
        f"{density(food)} gives no figure for {measures_of(items)}: write {figure_for(items[0])}, "
        f"or change what was logged: b12 edit {items[0].id} --amount {_amount(food)}"
    )


def _left(food: Food, own_food: Food | None, items: Sequence[Item]) -> str:
    """Say which items stay unknown, and how to give one of them an amount that has a figure."""
    by_name = "" if own_food is None else f" --food {_quoted(own_food.title)}"
    return (
        f"Still unknown: {count(len(items), 'item')} ({measures_of(items)}), for which that gives "
        f"no figure; for instance b12 edit {items[0].id}{by_name} --amount {_amount(food)}"
    )


def _amount(food: Food) -> str:
    return "300g" if food.b12_ug_per_100g is not None else _quoted(food.portions[0].label)


def _from_now_on(food: Food, own_food: Food | None) -> str:
    if own_food is None:
        return (
            "It was not added to your foods, as its name has no words; add one with b12 food add."
        )
    if same_figures(own_food, food):
        return f"It is a food of yours now, number {own_food.code}"
    return f"b12 log still takes {density(own_food)} for {own_food.title}; b12 food edit changes it"


def _days(items: Sequence[Item]) -> str:
    days = list(dict.fromkeys(item.when.day for item in items))
    if len(days) <= _MOST_DAYS:
        return ", ".join(map(format_day, days))
    return f"{len(days)} days, {format_span(days[0], days[-1])}"


def _quoted(name: str) -> str:
    """Return the name as a shell reads it, in double quotes if they are safe."""
    plain = all(character.isalnum() or character in " ,.-'()&%/" for character in name)
    return f'"{name}"' if plain else shlex.quote(name)
