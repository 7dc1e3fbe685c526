"""`b12 items` and `b12 find`: what was eaten in any days, item by item or food by food."""

from typing import TYPE_CHECKING

import click

from tracker.cli import listings, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import csv_option, json_option, meal_option, one_of
from tracker.cli.periods import span_options
from tracker.cli.setup import completion
from tracker.cli.tags import TAG, nothing, tags_argument, with_tags
from tracker.errors import InputError
from tracker.foods.model import ORIGINS, Origin
from tracker.text.dates import ANY_CLOCK, EARLIEST
from tracker.text.spans import Span
from tracker.text.words import words as words_of

if TYPE_CHECKING:
    from tracker.reports.items import FoodHistory

_LONGEST = 200


@click.command(cls=Command)
@tags_argument
@span_options("30d")
@click.option(
    "--food",
    metavar="WORDS",
    shell_complete=completion.foods,
    help="Foods whose name has all these words.",
)
@meal_option("Meals of that name.")
@click.option("--origin", type=click.Choice(ORIGINS), help="Where the B12 comes from.")
@click.option("--unknown", is_flag=True, help="What has unknown B12, in all or in part.")
@click.option("--note", metavar="WORDS", help="Notes that have all these words.")
@json_option
@csv_option
@pass_app
def items(
    app: App,
    tags: tuple[str, ...],
    span: Span,
    food: str | None,
    meal: str | None,
    origin: Origin | None,
    unknown: bool,
    note: str | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List every item of any days, and what they come to.

    \b
    b12 items --last 7d
    b12 items --food liver --year
    b12 items +restaurant --from 2026-10-01 --csv > out.csv

    What is listed has all that is asked for. The ids are those that b12 edit, remove and note take.
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.diary.filters import EVERYTHING, Filter
    from tracker.reports import items_json
    from tracker.reports.items import ItemSum

    wanted = Filter(_words("--food", food), meal, origin, unknown, _words("--note", note), tags)
    with app.diary() as diary:
        eaten = diary.items(span.first, span.last, wanted)
        known = diary.tags() if tags else []
    if as_json:
        output.document(items_json.of_dated_item.each(eaten))
    elif not eaten:
        what = "Nothing" if wanted == EVERYTHING else "Nothing like that"
        empty = f"{what} is logged in {span.label}; --from, --last or --year takes other days."
        output.note(nothing(empty, tags, known))
    elif as_csv:
        output.csv_rows(items_json.of_dated_item.each(eaten))
    else:
        output.line(with_tags(span.label, tags))
        listings.dated_items(eaten)
        output.paragraph(ItemSum.of(eaten).label)


@click.command(cls=Command)
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="FOOD [+TAG...]",
    shell_complete=completion.items,
)
@span_options(None)
@json_option
@pass_app
def find(app: App, words: tuple[str, ...], span: Span | None, as_json: bool) -> None:
    """When a food was last eaten, how much, and how often.

    \b
    b12 find liver
    b12 find milk --year
    b12 find fish +restaurant

    The words, or what begins with them, are looked for in the names of what was logged; b12 food
    find looks in the catalogue.
    """
    from tracker.diary.filters import Filter
    from tracker.reports import items_json
    from tracker.reports.items import histories

    tags = tuple(TAG.convert(word, None, None) for word in words if word.startswith("+"))
    name = " ".join(word for word in words if not word.startswith("+"))
    wanted = Filter(_words("FOOD", name), tags=tags, beginnings=True)
    # The days after today were begun where the clock was ahead of this one.
    days = span or Span(EARLIEST, app.today + ANY_CLOCK)
    with app.diary() as diary:
        foods = histories(diary.items(days.first, days.last, wanted))
        known = diary.tags() if tags else []
        similar = [] if foods or as_json else diary.similar_foods(name)

    def cells(food: "FoodHistory") -> list[str]:
        return [food.food, f"{food.times} ×", food.label]

    where = with_tags(f" in {span.label}" if span else "", tags)
    alike = f" (similar: {', '.join(similar)})" if similar else ""
    empty = (
        f'Nothing called "{name}" is logged{where}{alike}; '
        f"b12 food find {name} looks in the catalogue."
    )
    to_json = items_json.of_food
    said = nothing(empty, tags, known)
    output.listing(foods, as_json, to_json, cells, right=(2,), fold=1, empty=said)


def _words(given: str, text: str | None) -> tuple[str, ...]:
    """Return the words to look for; none of None.

    Raise InputError for text without words, and if it is too long.
    """
    if text is None:
        return ()
    if len(text) > _LONGEST:
        raise InputError(f"{given}: use at most {_LONGEST} characters")
    stems = words_of(text)
    if not stems:
        raise InputError(f'{given}: "{text}" has no word to look for')
    return stems
