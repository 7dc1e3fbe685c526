"""`b12 log`: the command, with what the shell completes; `meals` does what it says."""

from datetime import date, time

import click

from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import day_option, meal_option, time_option
from tracker.cli.setup import completion


@click.command(cls=Command)
@click.argument(
    "what",
    nargs=-1,
    metavar="[AMOUNT FOOD, AMOUNT FOOD ... | -]",
    shell_complete=completion.items,
)
@day_option("The day: yesterday, mon, -3d, 2026-11-20.")
@time_option
@meal_option("The meal's name: breakfast, dinner, ...")
@click.option(
    "--keep-unknown/--no-keep-unknown",
    default=None,
    help="Log what no table has, with unknown B12.",
)
@pass_app
def log(
    app: App,
    what: tuple[str, ...],
    day: date | None,
    at: time | None,
    meal: str | None,
    *,
    keep_unknown: bool | None,
) -> None:
    """Log what you ate, in plain words.

    Separate foods by commas; the amount stands before or after the food. Without one, the amount
    last logged for that food is used, or its usual portion. An amount in µg is B12 itself.

    \b
    b12 log 150g salmon, 1 cup milk, 2 eggs
    b12 log 3 oz beef liver, 1000ug B12 tablet -m dinner -d yesterday
    b12 log 7am breakfast: 2 rotis and dal, tea with milk
    b12 log pizza +restaurant     a tag of the meal
    b12 log                   asks for foods
    b12 log - < meals.txt     a meal a line: 2026-11-20 08:00 breakfast: 2 eggs
    """
    from tracker.cli.log import meals

    keep = app.settings["keep_unknown"] == "true" if keep_unknown is None else keep_unknown
    if what == ("-",):
        meals.log_lines(app, day, at, meal, keep_unknown=keep)
    elif what:
        meals.log_words(app, " ".join(what), day, at, meal, keep_unknown=keep)
    else:
        meals.log_asked(app, day, at, meal)
