"""`b12 show`: a day's meals and items with their ids."""

from datetime import date

import click

from tracker.cli import output
from tracker.cli.app import App, Command, day_option, json_option, pass_app
from tracker.diary.model import Meal
from tracker.text.dates import format_day, format_hour


@click.command(cls=Command)
@day_option("Another day: yesterday, mon, -3d or 2026-11-20.")
@json_option
@pass_app
def show(app: App, day: date | None, as_json: bool) -> None:
    """A day's meals and items, with the ids to correct them by.

    \b
    b12 show -d yesterday
    b12 edit 12 --amount 200g
    b12 rm m7
    """
    from tracker.reports import json_output as documents

    which = day or app.today
    with app.diary() as diary:
        meals = diary.meals(which, which)
        mark = diary.marks(which, which).get(which)
    if as_json:
        output.document(documents.of_meals(which, mark, meals))
        return
    said = f": {output.MARKS[mark]}" if mark else ""
    if not meals:
        output.note(f"Nothing is logged for {format_day(which)}{said}.")
        return
    output.line(f"{format_day(which)}{said}")
    for meal in meals:
        output.line(_heading(meal))
        output.numbered_items(meal.items)


def _heading(meal: Meal) -> str:
    when = meal.when
    at = "" if when.eaten_at is None else format_hour(when.day, when.eaten_at)
    said = " ".join(part for part in (at, when.meal) if part)
    note = f'"{meal.note}"' if meal.note else ""
    return "  ".join(part for part in (meal.code, said, note) if part)
