"""`b12 day`: what is known of a whole day."""

from datetime import date

import click

from tracker.cli import output
from tracker.cli.app import DAY, App, Group, pass_app
from tracker.diary.model import Mark
from tracker.errors import RefusedError
from tracker.text.dates import format_day

_day = click.argument("day", type=DAY, default="today")


@click.group(cls=Group)
def day() -> None:
    """Days of fasting, and days that are logged in part."""


@day.command()
@_day
@pass_app
def fast(app: App, day: date) -> None:
    """Nothing was eaten on that day: a true zero, which averages count."""
    _mark(app, day, "fast")


@day.command()
@_day
@pass_app
def partial(app: App, day: date) -> None:
    """Not all of that day is logged: averages leave it out."""
    _mark(app, day, "partial")


@day.command()
@_day
@pass_app
def clear(app: App, day: date) -> None:
    """Take such a mark away."""
    _mark(app, day, None)


def _mark(app: App, day: date, mark: Mark | None) -> None:
    said = output.MARKS[mark] if mark else "no mark"

    from tracker.diary import store as days
    from tracker.diary import store as diary

    with app.writing() as change:
        who = app.person(change.connection)
        who.check_day(day)
        eaten = [
            item
            for item in diary.items_between(change.connection, who.id, day, day)
            if item.origin != "injection"
        ]
        if mark == "fast" and eaten:
            raise RefusedError(
                f"{format_day(day)} has {eaten[0].food} in its log: it was no day of fasting"
            )
        days.set_mark(change, who.id, day, mark)
        change.summary = f"{format_day(day)}: {said}"
    if not change.changed:
        output.note("That was so already; nothing changed.")
    output.line(f"{format_day(day)}: {said}")
