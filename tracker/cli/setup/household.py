"""`b12 person add`, `list`, `rename` and `remove`: several people in one diary."""

import shlex
from collections.abc import Mapping
from datetime import date
from typing import get_args

import click

from tracker.cli import choose, output
from tracker.cli.app import BIRTH, App, Command, json_option, pass_app
from tracker.errors import RefusedError, TrackerError
from tracker.foods.model import DIETS
from tracker.people.model import Sex

# What a person's rows are called, one and several; what isn't named here goes unsaid.
_CALLED = {
    "meal": ("meal", "meals"),
    "item": ("food eaten", "foods eaten"),
    "day_mark": ("marked day", "marked days"),
    "symptom": ("symptom", "symptoms"),
    "lab_value": ("laboratory value", "laboratory values"),
    "condition": ("condition", "conditions"),
}


@click.command(cls=Command)
@click.argument("name")
@click.option("--born", type=BIRTH, metavar="DATE", help="Birth date: 1990-05-01.")
@click.option("--sex", type=click.Choice(get_args(Sex), case_sensitive=False), help="f or m.")
@click.option(
    "--diet", type=click.Choice(DIETS, case_sensitive=False), help="The strictest that is kept to."
)
@pass_app
def add(app: App, name: str, born: date | None, sex: str | None, diet: str | None) -> None:
    """Add a person with a diary of their own; foods, recipes and names are shared."""
    from tracker.people import store as people

    given = {"born": born, "sex": sex, "diet": diet}
    facts = {fact: value for fact, value in given.items() if value}
    with app.writing(of_all=True) as change:
        stored = people.add(change, name, facts)
        change.summary = f"add person {stored}"
    output.line(f"Added {stored}. Theirs: b12 --person {_quoted(stored)} today")


@click.command("list", cls=Command)
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """The people, their targets today, and how much each has logged."""
    from tracker.people import store as people
    from tracker.reports import json_output as documents

    with app.database.reading() as connection:
        default = app.person(connection)
        members = people.household(connection, app.today)
    if as_json:
        output.document(documents.of_household(members, default))
        return
    made = output.table()
    for one in members:
        days = "1 day" if one.days_logged == 1 else f"{one.days_logged} days"
        born = one.person.born.isoformat() if one.person.born else "not set"
        chosen = "default" if one.person.id == default.id else ""
        facts = [f"born {born}", f"target {output.target(one.target)}", f"{days} logged"]
        output.row(made, one.person.name, *facts, chosen)
    output.show(made)
    if len(members) > 1:
        output.note("--person NAME chooses another for one command, B12_PERSON for all.")


@click.command(cls=Command)
@click.argument("old")
@click.argument("new")
@pass_app
def rename(app: App, old: str, new: str) -> None:
    """Give a person another name."""
    from tracker.people import store as people

    with app.writing(of_all=True) as change:
        who = people.get(change.connection, old)
        stored = people.rename(change, who, new)
        change.summary = f"rename {who.name} to {stored}"
    if not change.changed:
        output.note("That was so already; nothing changed.")
    output.line(f"{who.name} is {stored} now.")


@click.command(cls=Command)
@click.argument("name")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option(
    "--purge", is_flag=True, help="Out of the undo history and the file too; it can't be undone."
)
@pass_app
def remove(app: App, name: str, yes: bool, purge: bool) -> None:
    """Take a person out with all that is theirs; it can be undone.

    Foods, recipes and names for foods stay: they are shared. With --purge nothing of the person
    is left in the diary's file, and the reply names the backups that still hold it.
    """
    from tracker.people import store as people

    with app.database.reading() as connection:
        who = people.get(connection, name)
        people.check_removable(connection, who)
        theirs = _theirs(people.holdings(connection, who))
    # Between the two: a question to the user must not hold a lock.
    if not yes:
        for_good = ", and it can't be undone" if purge else ""
        if not choose.asks():
            raise RefusedError(f"with {who.name} would go {theirs}{for_good}; --yes does it")
        if not click.confirm(f"Remove {who.name} with {theirs}{for_good}?", err=True):
            output.note("Nothing was removed.")
            return
    if purge:
        _purge(app, name)
        return
    with app.writing(of_all=True) as change:
        who = people.get(change.connection, name)
        theirs = _theirs(people.holdings(change.connection, who))
        people.remove(change, who)
        change.summary = f"remove {who.name} with {theirs}"
    output.line(f"Removed {who.name} with {theirs}. Not right? b12 undo")


def _purge(app: App, name: str) -> None:
    """Take a person out for good. No step of the history: it would keep what is to go."""
    from tracker.database import backup as backups
    from tracker.database import checkup as compacting
    from tracker.people import store as people
    from tracker.people import store as purging

    with app.database.writing() as connection:
        who = people.get(connection, name)
        theirs = _theirs(people.holdings(connection, who))
        purging.purge(connection, who)
    output.line(f"Purged {who.name} with {theirs}; that can't be undone")
    try:
        compacting.compact(app.file)
    except TrackerError as error:
        raise RefusedError(
            f"{error}; traces may be left in what is free of it: b12 doctor --compact"
        ) from error
    held = dict.fromkeys([*backups.copies(app.file), *backups.leftovers(app.file)])
    if held:
        output.line("These copies may hold it still, and can be removed:")
        for one in held:
            output.line(f"  rm {'-r ' if one.is_dir() else ''}{shlex.quote(str(one))}")
    output.line("Exports, charts, pages and copies elsewhere are yours to remove")


def _theirs(counts: Mapping[str, int]) -> str:
    """`12 meals, 30 foods eaten, 1 symptom`."""
    said = [
        f"{counts[table]} {one if counts[table] == 1 else several}"
        for table, (one, several) in _CALLED.items()
        if table in counts
    ]
    return ", ".join(said) or "nothing logged"


def _quoted(name: str) -> str:
    return name if name.isalnum() else f'"{name}"'
