"""`b12 day`: marks of whole days."""

from datetime import date

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Group
from tracker.cli.options import ANY_DAY, DAY
from tracker.diary.model import Mark
from tracker.errors import RefusedError
from tracker.reports import sentences
from tracker.text.dates import format_day

_day = click.argument("day", type=DAY, default="today")


@click.group(cls=Group)
def day() -> None:
    """Mark days of fasting, and days that are logged in part.

    \b
    b12 day fast tue
    b12 day partial yesterday
    """


@day.command()
@_day
@pass_app
def fast(app: App, day: date) -> None:
    """Mark a day of fasting: nothing was eaten, a true zero that averages count.

    \b
    b12 day fast
    b12 day fast tue
    """
    _mark(app, day, "fast")


@day.command()
@_day
@pass_app
def partial(app: App, day: date) -> None:
    """Mark a day that is logged in part: averages leave it out.

    \b
    b12 day partial
    b12 day partial yesterday
    """
    _mark(app, day, "partial")


@day.command()
@click.argument("day", type=ANY_DAY, default="today")
@pass_app
def clear(app: App, day: date) -> None:
    """Remove the mark of a day.

    \b
    b12 day clear
    b12 day clear tue
    """
    _mark(app, day, None)


def _mark(app: App, day: date, mark: Mark | None) -> None:
    marked = f"{format_day(day)}: {sentences.MARKS[mark] if mark else 'no mark'}"
    with app.diary(write=True) as diary:
        diary.person.check_day(day)
        eaten = [item.food for item in diary.items(day, day) if item.origin != "injection"]
        if mark == "fast" and eaten:
            raise RefusedError(f"{format_day(day)} is not a fast: {eaten[0]} is logged for it")
        diary.mark(day, mark)
        diary.summary = marked
    if not diary.changed:
        output.unchanged()
    output.paragraph(marked)
