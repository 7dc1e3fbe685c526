"""`b12 again`, `b12 copy` and `b12 often`: what was eaten before."""

from datetime import date, time
from typing import TYPE_CHECKING

import click

from tracker.cli import listings, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command, RenamedOption
from tracker.cli.log import reply
from tracker.cli.options import (
    ANY_DAY,
    DAY,
    csv_option,
    day_option,
    json_option,
    meal_option,
    most_option,
    offered,
    time_option,
)
from tracker.cli.periods import span_options
from tracker.diary.model import Item, When, meal_name
from tracker.diary.repeat import HABIT_DAYS, Habit
from tracker.errors import NotFoundError, RefusedError
from tracker.text.dates import format_day

if TYPE_CHECKING:
    from tracker.diary.store import Diary
    from tracker.text.spans import Span


_of_option = click.option(
    "--of",
    "other",
    cls=RenamedOption,
    former=["--from"],
    metavar="PERSON",
    shell_complete=offered("people"),
    help="Whose meal it was [default: your own].",
)


@click.command(cls=Command)
@click.argument("name", nargs=-1, metavar="[MEAL]", shell_complete=offered("meals"))
@day_option("The diary day to log it for [default: today].")
@time_option
@meal_option("The meal's name [default: that of the last].")
@_of_option
@pass_app
def again(
    app: App,
    name: tuple[str, ...],
    day: date | None,
    at: time | None,
    meal: str | None,
    other: str | None,
) -> None:
    """Log the last meal once more, or the last of that name.

    That is the last meal before the time it is logged for. Its foods are logged with their B12 of
    today.

    \b
    b12 again
    b12 again breakfast -t 8:00
    b12 again dinner --of Anna     Anna's last dinner, eaten together
    """
    wanted = meal_name(" ".join(name))
    when = When(*app.moment_of(day, at), meal_name(meal or ""))
    with app.diary() as diary:
        diary.person.check_day(when.day)
        source = diary.of(other)
        theirs = _whose(source, other)
        last = source.last_meal(when, wanted)
        if last is None:
            called = f" called {wanted}" if wanted else ""
            has = f"{source.person.name} has" if theirs else "there is"
            raise NotFoundError(f"{has} no meal{called} up to {reply.moment(when)}")
        if theirs and any(item.origin == "injection" for item in last.items):
            raise RefusedError(f"the meal of {theirs}{reply.moment(last.when)}, is an injection")
        when = when._replace(meal=when.meal or last.when.meal, tags=last.when.tags)
        servings = diary.again(last.items)
    total = reply.store(app, servings, when)
    output.paragraph(f"The meal of {theirs}{reply.moment(last.when)} once more.")
    reply.logged(app, reply.Eaten(servings), when, total)


@click.command(cls=Command)
@click.argument("day", type=ANY_DAY)
@meal_option("Only the meal of that name.")
@click.option(
    "-d",
    "--day",
    "to",
    cls=RenamedOption,
    former=["--to"],
    type=DAY,
    metavar="DAY",
    default="today",
    help="The diary day to log them for [default: today].",
)
@_of_option
@pass_app
def copy(app: App, day: date, meal: str | None, to: date, other: str | None) -> None:
    """Copy a day's meals to today, or to another day.

    Meals keep their names and times; foods are logged with their B12 of today. Injections are not
    copied.

    \b
    b12 copy yesterday --meal lunch
    b12 copy 2026-11-20 -d yesterday
    b12 copy today --meal dinner --of Anna
    """
    only = meal_name(meal or "")
    with app.diary() as diary:
        source = diary.of(other)
        if day == to and source.person == diary.person:
            raise RefusedError(
                f"{format_day(day)} can't be copied to itself: give another day by -d"
            )
        diary.person.check_day(to)
        copied = f"{_whose(source, other)}{format_day(day)}"
        items = [
            item
            for item in source.items(day, day)
            if only is None or (item.when.meal or "").casefold() == only.casefold()
        ]
        eaten = [item for item in items if item.origin != "injection"]
        if not eaten:
            why = ": injections are not copied" if items else ""
            raise NotFoundError(f"nothing to copy from {copied}{f', {only}' if only else ''}{why}")
        servings = diary.again(eaten)
    copies = []
    # Items of different meals at one moment may alternate.
    meals: dict[int, list[Item]] = {}
    for item, serving in zip(eaten, servings, strict=True):
        copies.append(Item.of(serving, item.when.on(to, app.moment)))
        meals.setdefault(item.meal_id, []).append(copies[-1])
    with app.diary(write=True) as diary:
        ended = [diary.log(meal_items, meal_items[0].when) for meal_items in meals.values()]
        # Without the other's name, which a purge of theirs would not find.
        diary.summary = f"copy {only or 'all'} of {format_day(day)} to {format_day(to)}"
        total = reply.day_of(app, diary, to)
    reply.note_ended_fast(to, any(ended))
    output.paragraph(f"Copied from {copied} to {format_day(to)}:")
    listings.items(copies)
    if any(
        new.when.eaten_at is None
        for new, old in zip(copies, eaten, strict=True)
        if old.when.eaten_at
    ):
        output.paragraph(
            "A time that is still to come there, or that the clocks skipped, is left out."
        )
    if eaten != items:
        output.paragraph("Injections are not copied; b12 log logs them.")
    reply.day_total(app, total)


def _whose(source: "Diary", other: str | None) -> str:
    """Return `Anna, ` for what is taken of another diary."""
    return "" if other is None else f"{source.person.name}, "


@click.command(cls=Command)
@span_options(f"{HABIT_DAYS}d", counts="d")
@most_option(15)
@json_option
@csv_option
@pass_app
def often(app: App, span: "Span", most: int, as_json: bool, as_csv: bool) -> None:
    """List the foods you log most, with the amount last logged.

    \b
    b12 often
    b12 often --last year -n 50

    b12 log takes the amount last logged when only the number or the name is given.
    """
    from tracker.reports import json_output

    with app.diary() as diary:
        habits = diary.habits(app.moment, most, span)

    def cells(habit: Habit) -> list[str]:
        last = habit.serving
        b12 = output.ug(last.b12_ug, lower_bound=last.lower_bound)
        return [last.food_code or "", last.food, f"{habit.times} ×", last.label, b12]

    right = (3, 4, 5)
    output.listing(
        habits,
        as_json,
        json_output.of_habit,
        cells,
        as_csv=as_csv,
        right=right,
        fold=2,
        empty=f"Nothing is logged for {span.label}.",
    )
