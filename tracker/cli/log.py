"""`b12 log`."""

from datetime import date, time

import click

from tracker.cli import completion, output
from tracker.cli.choose import choose
from tracker.cli.options import App, Command, TimeOfDay, day_option, pass_app
from tracker.domain.dates import clock, format_day, moment_on
from tracker.domain.figures import printable
from tracker.domain.items import When
from tracker.domain.quantity import parse_items
from tracker.errors import InputError

_LONGEST_NAME = 40


@click.command(cls=Command)
@click.argument(
    "what",
    nargs=-1,
    required=True,
    metavar="AMOUNT FOOD, AMOUNT FOOD ...",
    shell_complete=completion.items,
)
@day_option("The diary day: yesterday, mon, -3d or 2026-11-20 [default: today].")
@click.option(
    "-t", "--time", "at", type=TimeOfDay(), metavar="TIME", help="When: 19:30 [default: now]."
)
@click.option("-m", "--meal", metavar="NAME", help="The meal's name: breakfast, dinner, ...")
@pass_app
def log(
    app: App, what: tuple[str, ...], day: date | None, at: time | None, meal: str | None
) -> None:
    """Log what was eaten, in plain words.

    Items are split at commas; the amount may stand before or after the food, and without one the
    food's usual portion is taken. An amount in µg is B12 itself.

    \b
    b12 log 150g salmon, 1 cup milk, 2 eggs
    b12 log 3 oz beef liver -m dinner -d yesterday
    b12 log 1000ug B12 tablet
    """
    requests = parse_items(" ".join(what))
    when = _when(app, day, at, meal)

    from tracker.reports import periods
    from tracker.store import diary, history, people, resolving

    with app.database.reading() as connection:
        person = people.default(connection)
        person.check_day(when.day)
        readings = [resolving.look_up(connection, request, person.id) for request in requests]
    # Between the two: a question to the user must not hold a lock.
    eaten = [resolving.item(reading, when, choose) for reading in readings]
    with app.database.writing() as connection:
        with history.recorded(connection, app.moment) as change:
            diary.add_meal(change, person.id, eaten)
            foods = ", ".join(f"{item.food} {item.label}" for item in eaten)
            change.summary = f"log for {format_day(when.day)}: {foods}"
        (total,) = periods.day(connection, person, when.day, app.today).days

    output.line(f"Logged for {_moment(when)}:")
    output.items(eaten, with_time=False)
    name = "Today" if when.day == app.today else format_day(when.day)
    output.line(f"{name}: {output.total(total)}")
    if total.unknown:
        output.line(output.unknown(total.unknown))
    output.line("Not right? b12 undo")


def _when(app: App, day: date | None, at: time | None, meal: str | None) -> When:
    """A meal of today without a time was eaten now; one of another day at no known time."""
    which = day or app.today
    name = " ".join(printable(meal or "").split()) or None
    if name and len(name) > _LONGEST_NAME:
        raise InputError(f"a meal's name has at most {_LONGEST_NAME} characters")
    if at is not None:
        return When(which, moment_on(which, at), name)
    return When(which, app.moment if which == app.today else None, name)


def _moment(when: When) -> str:
    said = format_day(when.day)
    if when.eaten_at is not None:
        said += f", {clock(when.eaten_at)}"
    return f"{said}, {when.meal}" if when.meal else said
