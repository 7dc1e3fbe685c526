"""`b12 log`: the command, with what the shell completes; `meals` does what it says."""

from datetime import date, time

import click

from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import day_option, time_option
from tracker.cli.setup import completion


@click.command(cls=Command)
@click.argument(
    "what",
    nargs=-1,
    metavar="[AMOUNT FOOD, AMOUNT FOOD ... | -]",
    shell_complete=completion.items,
)
@day_option("The diary day: yesterday, mon, -3d or 2026-11-20 [default: today].")
@time_option
@click.option("-m", "--meal", metavar="NAME", help="The meal's name: breakfast, dinner, ...")
@click.option("--keep-unknown", is_flag=True, help="Log what no table has, with unknown B12.")
@pass_app
def log(
    app: App,
    what: tuple[str, ...],
    day: date | None,
    at: time | None,
    meal: str | None,
    *,
    keep_unknown: bool,
) -> None:
    """Log what you ate, in plain words.

    Separate foods by commas; the amount may stand before or after the food. Without an amount, the
    one last logged for that food is used, or else its usual portion. An amount in µg is B12 itself.
    Foods may be joined, too; what is only added to another is as much as is usual there.

    \b
    b12 log 150g salmon, 1 cup milk, 2 eggs
    b12 log 3 oz beef liver -m dinner -d yesterday
    b12 log 1000ug B12 tablet
    b12 log 7am breakfast: 2 rotis and dal, tea with milk
    b12 log pizza +restaurant +travel     tags of the meal: + and a word that names no food
    b12 log                   asks for one food after another
    b12 log - < meals.txt     a meal a line: 2026-11-20 08:00 breakfast: 2 eggs, 1 cup milk
    """
    from tracker.cli.log import meals

    if what == ("-",):
        meals.log_lines(app, day, at, meal, keep_unknown=keep_unknown)
    elif what:
        meals.log_words(app, " ".join(what), day, at, meal, keep_unknown=keep_unknown)
    else:
        meals.log_asked(app, day, at, meal)
