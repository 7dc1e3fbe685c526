"""`b12 log`."""

import sys
from datetime import date, time

import click

from tracker.cli import choose
from tracker.cli.app import App, Command, day_option, pass_app, time_option
from tracker.cli.log import reply as logged
from tracker.cli.moments import moment_of
from tracker.cli.setup import completion
from tracker.diary.model import When, meal_name
from tracker.errors import InputError
from tracker.foods.amounts import parse_items


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
@pass_app
def log(
    app: App, what: tuple[str, ...], day: date | None, at: time | None, meal: str | None
) -> None:
    """Log what was eaten, in plain words.

    Items are split at commas; the amount may stand before or after the food. Without one it is the
    amount that was last used for that food, or else its usual portion. An amount in µg is B12
    itself.

    \b
    b12 log 150g salmon, 1 cup milk, 2 eggs
    b12 log 3 oz beef liver -m dinner -d yesterday
    b12 log 1000ug B12 tablet
    b12 log                   asks for one food after another
    b12 log - < meals.txt     a meal a line: 2026-11-20 08:00 breakfast: 2 eggs, 1 cup milk
    """
    if what == ("-",):
        from tracker.cli.log import lines

        lines.log_lines(app, day, at, meal)
        return
    if not what and not _at_terminal():
        raise InputError("nothing to log: say what was eaten; b12 log - reads meals from lines")
    requests = parse_items(" ".join(what)) if what else None
    when = When(*moment_of(app, day, at), meal_name(meal or ""))
    if requests is None:
        from tracker.cli.log import ask

        ask.log_by_line(app, when)
        return
    eaten, as_last_time = logged.understand(app, requests, when.day)
    total = logged.store(app, eaten, when)
    logged.reply(app, eaten, when, total, as_last_time)


def _at_terminal() -> bool:
    """Whether there is somebody to ask, who sees the prompt; a closed stdin is None."""
    return bool(sys.stdin and sys.stdout) and choose.asks() and sys.stdout.isatty()
