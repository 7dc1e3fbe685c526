"""`b12 again`, `b12 copy` and `b12 often`: what was eaten before."""

from datetime import date, time

import click

from tracker.cli import output
from tracker.cli.app import DAY, App, Command, day_option, json_option, pass_app, time_option
from tracker.cli.log import reply as logged
from tracker.cli.moments import moment_of
from tracker.diary.model import Item, When, meal_name
from tracker.diary.repeat import HABIT_DAYS, moved
from tracker.errors import NotFoundError, RefusedError
from tracker.text.dates import format_day


@click.command(cls=Command)
@click.argument("name", nargs=-1, metavar="[MEAL]")
@day_option("The diary day to log it for [default: today].")
@time_option
@click.option("-m", "--meal", metavar="NAME", help="The meal's name [default: that of the last].")
@pass_app
def again(
    app: App, name: tuple[str, ...], day: date | None, at: time | None, meal: str | None
) -> None:
    """Log the last meal once more, or the last of that name.

    That is what was logged at once, the last before the time it is logged for. Its foods count
    with what they hold today.

    \b
    b12 again
    b12 again breakfast -t 8:00
    """
    from tracker.diary import store as repeating

    wanted = meal_name(" ".join(name))
    when = When(*moment_of(app, day, at), meal_name(meal or ""))
    with app.database.reading() as connection:
        person = app.person(connection)
        person.check_day(when.day)
        last = repeating.last_meal(connection, person.id, when, wanted)
        if not last:
            called = f" called {wanted}" if wanted else ""
            raise NotFoundError(f"there is no meal{called} up to {logged.moment(when)}")
        when = When(when.day, when.eaten_at, when.meal or last[0].when.meal)
        eaten = repeating.once_more(connection, last)
    total = logged.store(app, eaten, when)
    output.line(f"The meal of {logged.moment(last[0].when)} once more.")
    logged.reply(app, eaten, when, total)


@click.command(cls=Command)
@click.argument("day", type=DAY)
@click.option("--meal", metavar="NAME", help="Only the meal of that name.")
@click.option(
    "--to", type=DAY, metavar="DAY", default="today", help="To which day [default: today]."
)
@pass_app
def copy(app: App, day: date, meal: str | None, to: date) -> None:
    """Copy a day's meals to another day, today if none is said.

    Names of meals and times of day stay; foods count with what they hold today. Injections are
    left out.

    \b
    b12 copy yesterday --meal lunch
    b12 copy 2026-11-20 --to yesterday
    """
    from tracker.diary import store as diary
    from tracker.diary import store as repeating

    if day == to:
        raise RefusedError(f"that is {format_day(day)} itself: --to says another day")
    only = meal_name(meal or "")
    with app.database.reading() as connection:
        person = app.person(connection)
        person.check_day(to)
        there = [
            item
            for item in diary.items_between(connection, person.id, day, day)
            if only is None or (item.when.meal or "").casefold() == only.casefold()
        ]
        source = [item for item in there if item.origin != "injection"]
        if not source:
            raise NotFoundError(_nothing(day, only, injected=bool(there)))
        servings = repeating.once_more(connection, source)
    copies = [
        Item.of(serving, moved(item.when, to))
        for item, serving in zip(source, servings, strict=True)
    ]
    # Meals of one moment may stand among each other.
    meals: dict[int, list[Item]] = {}
    for item, copied in zip(source, copies, strict=True):
        meals.setdefault(item.meal_id, []).append(copied)
    with app.writing() as change:
        logged.end_fast(change, person, to)
        for items in meals.values():
            diary.add_meal(change, person.id, items, items[0].when)
        change.summary = f"copy {only or 'all'} of {format_day(day)} to {format_day(to)}"
        total = logged.day_of(app, change, person, to)
    output.line(f"Copied from {format_day(day)} to {format_day(to)}:")
    output.items(copies)
    if source != there:
        output.line("Injections are left out; b12 log has them.")
    logged.day_total(app, total)


@click.command(cls=Command)
@click.option(
    "-n", "count", type=click.IntRange(1, 1000), default=15, show_default=True, help="How many."
)
@json_option
@pass_app
def often(app: App, count: int, as_json: bool) -> None:
    """The foods logged most of late, with the amount last used.

    That is in the last 90 days. The amount is the one that b12 log takes for the number or name
    alone.
    """
    from tracker.diary import store as repeating
    from tracker.reports import json_output as documents

    with app.database.reading() as connection:
        person = app.person(connection)
        found = repeating.habits(connection, person.id, app.today, count)
    if as_json:
        output.document([documents.of_habit(one) for one in found])
        return
    narrow = output.is_narrow()
    made = output.table(right=(3, 4) if narrow else (3, 4, 5), fold=2)
    for one in found:
        last = one.serving
        held = output.ug(last.b12_ug, lower_bound=last.lower_bound)
        times = f"{one.times} ×"
        cells = [last.food_code or "", last.food, times, last.label]
        output.row(made, *cells, *([] if narrow else [held]))
    output.show(made)
    if not found:
        output.note(f"Nothing was logged in the last {HABIT_DAYS} days.")


def _nothing(day: date, meal: str | None, *, injected: bool) -> str:
    said = f"{format_day(day)}, {meal}" if meal else format_day(day)
    return f"nothing to copy from {said}{': injections are left out' if injected else ''}"
