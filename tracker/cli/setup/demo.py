"""`b12 demo`: a diary of an example to try everything on."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker import paths
from tracker.cli import choose, output
from tracker.cli.app import App, Command, pass_app
from tracker.errors import DatabaseFileError, RefusedError

if TYPE_CHECKING:
    from tracker.cli.setup.demo_diary import Day
    from tracker.diary.store import Diary


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default=Path("example.db"))
@pass_app
def demo(app: App, file: Path) -> None:
    """Make a diary of a made-up year, to look around in.

    \b
    b12 demo
    b12 --db example.db report
    b12 --db example.db chart symptoms --open

    It has a person, meals, symptoms and blood tests, none of them anybody's, and is the file
    example.db when none is named. Your own diary is left alone, and no file is written over.
    """
    from tracker.cli.setup import demo_diary as example

    if file.exists():
        raise RefusedError(f"{file} is there already; name another file, or remove it")
    if not file.parent.is_dir():
        raise RefusedError(f"{file}: there is no such folder")
    days = list(example.year(app.moment.date()))
    # Under another name until it is whole: half of it would be in the way of the next one.
    with paths.whole(file) as part:
        try:
            _fill(app, part, days)
        except DatabaseFileError as error:
            why = str(error.__cause__ or error).removeprefix(f"{part}: ")
            raise DatabaseFileError(f"{file} can't be made: {why}") from error
        finally:
            # A full disk leaves it.
            part.with_name(f"{part.name}-journal").unlink(missing_ok=True)
    meals = sum(len(day.meals) for day in days)
    output.line(f"Made {file}: a year of {example.NAME}, who is made up, with {meals} meals.")
    output.line(f"Look around: b12 --db {file} report")


def _fill(app: App, path: Path, days: "Sequence[Day]") -> None:
    """Make the diary."""
    from tracker.cli.setup import demo_diary as example
    from tracker.database.engine import Database
    from tracker.people import store as people

    last = app.moment.date()
    app.database = Database(path)
    # The new diary's only person, whoever --person names.
    app.person_name = None
    with app.diary(write=True, of_all=True) as diary:
        change, person = diary.change, diary.person
        people.rename(change, person, example.NAME)
        people.set_facts(change, person, example.FACTS)
        people.follow(change, person, example.tested(last), example.REFERENCE)
        people.add_condition(change, person, example.CONDITION, example.CONDITION_SINCE)
        _log(diary, days)
        diary.summary = "the example"


def _log(diary: "Diary", days: "Sequence[Day]") -> None:
    """Store the days as if they had been typed."""
    from tracker.diary import resolve
    from tracker.diary.model import When
    from tracker.foods.amounts import parse_items
    from tracker.foods.model import Serving
    from tracker.health import store as laboratory
    from tracker.health import store as symptoms
    from tracker.health.laboratory import parse_value
    from tracker.health.symptoms import Felt
    from tracker.text.dates import moment_on

    @cache
    def understood(words: str) -> list[Serving]:
        readings = [resolve.look_up(diary, request) for request in parse_items(words)]
        return [resolve.to_serving(reading, choose.choose) for reading in readings]

    for day in days:
        for meal in day.meals:
            at = None if meal.at is None else moment_on(day.day, meal.at)
            when = When(day.day, at, meal.name)
            diary.log(understood(meal.words), when)
        if day.mark:
            diary.mark(day.day, day.mark)
        for name, score in day.symptoms.items():
            symptoms.add(diary.change, diary.person.id, Felt(day.day, None, name, score, None))
        if day.test:
            laboratory.add_value(diary.change, diary.person.id, parse_value(day.test, day.day))
