"""`b12 person`: whose diary it is, the people in it, and what the target follows."""

import os
from datetime import date, time
from typing import TYPE_CHECKING, Any, get_args

import click

from tracker.cli import choose, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Group
from tracker.cli.options import (
    BIRTH,
    F,
    csv_option,
    json_option,
    offered,
    one_of,
    since_option,
)
from tracker.cli.setup import completion
from tracker.cli.setup.condition import condition
from tracker.errors import InputError, RefusedError
from tracker.foods.amounts import parse_dose
from tracker.foods.model import DIETS
from tracker.people.conditions import deciding, known_conditions
from tracker.people.model import STAGES, Person, Sex, Stage, read_country
from tracker.people.targets import Target
from tracker.reports import sentences
from tracker.text.dates import clock, format_day, parse_day_start
from tracker.text.formatting import count, format_number, listed

if TYPE_CHECKING:
    from tracker.people.store import Session


class _Sex(click.Choice[str]):
    """f or m, or a word for it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return f or m. Raise UsageError for any other word."""
        words = {"female": "f", "woman": "f", "male": "m", "man": "m"}
        return super().convert(words.get(str(value).casefold(), value), param, ctx)


def _facts_options(function: F) -> F:
    """Add --born, --sex, --diet and --country."""
    sexes = _Sex(get_args(Sex), case_sensitive=False)
    diets = click.Choice(DIETS, case_sensitive=False)
    for option in (
        click.option(
            "--country", metavar="CC", help="Whose cornflakes and puddings are meant: uk, us, de."
        ),
        click.option(
            "--diet",
            type=diets,
            metavar="DIET",
            help=f"The strictest diet they keep to: {listed(DIETS, 'or')}.",
        ),
        click.option("--sex", type=sexes, help="f or m."),
        click.option("--born", type=BIRTH, metavar="DATE", help="Birth date: 1990-05-01."),
    ):
        function = option(function)
    return function


@click.group(cls=Group, invoke_without_command=True)
@json_option
@click.pass_context
def person(ctx: click.Context, as_json: bool) -> None:
    """Show who the diary is for, the target, and why it is that.

    \b
    b12 person
    b12 person set --born 1955-05-01 --sex f
    """
    if ctx.invoked_subcommand is None:
        _show(ctx.ensure_object(App), as_json=as_json)


person.add_command(condition)


@person.command("set")
@_facts_options
@click.option(
    "--reference",
    metavar="NAME",
    shell_complete=completion.references,
    help="Whose target: iom, efsa, uk, dach, nhmrc, who, jp, nnr (Nordic), anses (France) or cn.",
)
@click.option("--day-starts", metavar="TIME", help="When a new day starts for meals: 04:00.")
@click.option(
    "--tables",
    metavar="NAMES",
    shell_complete=completion.tables,
    help="Food tables to search, in order: uk,usda; or default.",
)
@since_option
@pass_app
def set_(
    app: App,
    born: date | None,
    sex: str | None,
    diet: str | None,
    country: str | None,
    reference: str | None,
    day_starts: str | None,
    tables: str | None,
    since: date | None,
) -> None:
    """Set birth date, sex, diet, country, food tables, and whose target it is.

    \b
    b12 person set --born 1955-05-01 --sex f --diet vegan
    b12 person set --reference efsa --tables uk,usda

    The country decides which national food a name means, and is the locale's until set. --since is
    for --reference: earlier days keep their target.
    """
    starts = parse_day_start(day_starts) if day_starts else None
    facts = _given(born=born, sex=sex, diet=diet, country=_country(country), day_starts=starts)
    if not facts and reference is None and tables is None:
        known = "--born, --sex, --diet, --country, --reference, --day-starts or --tables"
        raise InputError(f"nothing to set: give {known}")
    if since is not None and reference is None:
        raise InputError("--since goes with --reference")

    with app.session(write=True, own=True) as session:
        shown = facts | ({"day_starts": clock(starts)} if starts else {})
        values = [f"{name.replace('_', ' ')} {value}" for name, value in shown.items()]
        if facts:
            session.set_facts(facts)
        if tables is not None:
            from tracker.foods.tables import codes_of

            codes = codes_of(session.connection, tables)
            session.set_facts({"tables": codes})
            values.append(f"tables {', '.join(codes) or 'default'}")
        if reference is not None:
            first = since or app.today
            authority = session.follow(first, reference, last=since is None)
            values.append(f"reference {authority} from {format_day(first)}")
        session.summary = f"set {', '.join(values)}"
    _report(app, session)


@person.command()
@click.argument("which", type=click.Choice(STAGES, case_sensitive=False))
@since_option
@pass_app
def stage(app: App, which: Stage, since: date | None) -> None:
    """Set the life stage from a day on: pregnant, lactating, none.

    \b
    b12 person stage pregnant --since 2026-06
    b12 person stage none
    """

    with app.session(write=True, own=True) as session:
        first = since or app.today
        session.set_stage(first, which, last=since is None)
        session.summary = f"life stage {which} from {format_day(first)}"
    _report(app, session)


@person.command()
@click.argument("amount", nargs=-1, required=True, metavar="AMOUNT | none")
@since_option
@pass_app
def target(app: App, amount: tuple[str, ...], since: date | None) -> None:
    """Set a target of your own from a day on; none removes it.

    \b
    b12 person target 50ug
    b12 person target none --since 2026-11-01    the authority's again
    """
    text = " ".join(amount)
    ug_per_day = None if text.casefold() == "none" else _amount(text)

    with app.session(write=True, own=True) as session:
        first = since or app.today
        session.set_target(first, ug_per_day, last=since is None)
        new = "none" if ug_per_day is None else f"{format_number(ug_per_day)} µg a day"
        session.summary = f"own target {new} from {format_day(first)}"
    _report(app, session)


def _country(text: str | None) -> str | None:
    return None if text is None else read_country(text)


def _amount(text: str) -> float:
    try:
        return parse_dose(text)
    except InputError as error:
        raise InputError(f"invalid target: {error}; write 50ug, or none") from None


def _given(**facts: date | time | str | None) -> dict[str, date | time | str]:
    return {name: value for name, value in facts.items() if value is not None}


def _report(app: App, session: "Session") -> None:
    if not session.changed:
        output.unchanged()
    _show(app)


def _show(app: App, *, as_json: bool = False) -> None:
    from tracker.reports import json_output

    with app.session(own=True) as session:
        who = session.person
        now = session.targets([app.today])[app.today]
    if as_json:
        output.document(json_output.of_person(who, now))
        return
    if not app.whose:  # or the screen begins with it
        output.paragraph(who.name)
    output.rows(_facts(who, now))
    output.effects(deciding(who.conditions_on(app.today)))
    if who.born is None and not who.targets:
        output.note(
            "Set yours: b12 person set --born 1990-05-01 --sex f --reference efsa --diet vegan"
        )


def _facts(who: Person, now: Target) -> list[tuple[str, str]]:
    facts = [
        ("born", who.born.isoformat() if who.born else "not set"),
        ("sex", who.sex or "not set"),
        ("diet", who.diet or "not set"),
        ("country", who.country or f"{who.country_in(os.environ)} (not set)"),
    ]
    if who.tables:
        facts.append(("tables", ", ".join(who.tables)))
    if who.day_starts != time(0, 0):
        facts.append(("days start", clock(who.day_starts)))
    facts += [("stage", f"{s.stage} from {format_day(s.since)}") for s in who.stages]
    facts += [("condition", f"{known_conditions()[c.name].title} {c.span}") for c in who.conditions]
    for choice in who.targets:
        own = "" if choice.ug_per_day is None else f", own {format_number(choice.ug_per_day)} µg"
        facts.append(("follows", f"{choice.authority}{own} from {format_day(choice.since)}"))
    return [
        *facts,
        ("target", f"{sentences.target(now)} a day"),
        ("why", now.why),
        ("source", f"{now.source} ({now.confidence})"),
        ("need", sentences.need(now)),
    ]


@person.command()
@click.argument("name")
@_facts_options
@pass_app
def add(
    app: App,
    name: str,
    born: date | None,
    sex: str | None,
    diet: str | None,
    country: str | None,
) -> None:
    """Add a person with a diary of their own.

    \b
    b12 person add Anna --born 1990-05-01 --diet vegan
    b12 --person anna log 2 eggs

    Foods, recipes and names for foods are shared.
    """
    from tracker.people import store as people

    facts = _given(born=born, sex=sex, diet=diet, country=_country(country))
    with app.session(write=True, of_all=True) as session:
        stored = people.add(session.change, name, facts)
        session.summary = f"add person {stored}"
    quoted = stored if stored.isalnum() else f'"{stored}"'
    output.paragraph(f"Added {stored}. Their diary: b12 --person {quoted} today")


@person.command("list")
@json_option
@csv_option
@pass_app
def list_(app: App, as_json: bool, as_csv: bool) -> None:
    """List the people, their targets today, and how much is logged.

    \b
    b12 person list
    b12 person list --json
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.people import store as people
    from tracker.reports import json_output

    with app.session() as session:
        usual = session.usual
        taken = session.person if app.person_name else people.default(session.connection, usual)
        members = people.household(session.connection, app.today, usual)
    if as_json or as_csv:
        write = output.csv_rows if as_csv else output.document
        write(json_output.of_household(members, taken))
        return
    table = []
    for member in members:
        born = member.person.born.isoformat() if member.person.born else "not set"
        facts = [f"born {born}", f"target {sentences.target(member.target)}"]
        days = f"{count(member.days_logged, 'day')} logged"
        chosen = "default" if member.person == taken else ""
        table.append([member.person.name, *facts, days, chosen])
    output.rows(table)
    if len(members) > 1:
        output.note("--person NAME chooses another for one command, b12 person default for all.")


@person.command("default")
@click.argument("name", shell_complete=offered("people"))
@pass_app
def default_(app: App, name: str) -> None:
    """Choose whose diary is opened if nobody is named.

    \b
    b12 person default me
    b12 person list

    --person NAME chooses another for one command, B12_PERSON for a shell. If the default is
    removed, b12 asks for a name until another is chosen.
    """
    from tracker.people import store as people

    with app.session(write=True, of_all=True) as session:
        who = people.get(session.connection, name)
        people.set_default(session.change, who.id)
        session.summary = f"open the diary of {who.name} by default"
    if not session.changed:
        output.unchanged()
    output.paragraph(f"Without --person it is the diary of {who.name}.")
    if named := app.settings["person"]:
        output.note(f"{app.settings.origin('person')} goes before it, and names {named}.")


@person.command()
@click.argument("old", shell_complete=offered("people"))
@click.argument("new")
@pass_app
def rename(app: App, old: str, new: str) -> None:
    """Give a person another name.

    \b
    b12 person rename me Tom
    b12 person rename Anna "Anna Maria"
    """
    from tracker.people import store as people

    with app.session(write=True, of_all=True) as session:
        who = people.get(session.connection, old)
        stored = people.rename(session.change, who, new)
        session.summary = f"rename {who.name} to {stored}"
    if not session.changed:
        output.unchanged()
    output.paragraph(f"{who.name} is now called {stored}.")


@person.command()
@click.argument("name", shell_complete=offered("people"))
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option("--purge", is_flag=True, help="Erase them from the undo history too, for good.")
@pass_app
def remove(app: App, name: str, yes: bool, purge: bool) -> None:
    """Remove a person with all that is theirs; b12 undo restores it.

    \b
    b12 person remove Anna
    b12 person remove Anna --purge

    Foods, recipes and names for foods are shared, and stay. With --purge nothing of the person is
    left in the diary, and the reply names what may still contain it.
    """
    from tracker.cli.setup.purge import erasable, erase, holdings
    from tracker.people import store as people

    with app.session() as session:
        connection = session.connection
        who = erasable(connection, name)[0] if purge else people.get(connection, name)
        people.check_removable(session.connection, who)
        theirs = holdings(session.connection, who)
    # Outside the transaction: a question to the user must not hold a lock.
    if not yes:
        for_good = ", which can't be undone" if purge else ""
        if not choose.asks():
            raise RefusedError(f"this removes {who.name} with {theirs}{for_good}; confirm by --yes")
        if not click.confirm(f"Remove {who.name} with {theirs}{for_good}?", err=True):
            output.note("Nothing was removed.")
            return
    if purge:
        erase(app, name)
        return
    with app.session(write=True, of_all=True) as session:
        who = people.get(session.connection, name)
        theirs = holdings(session.connection, who)
        people.remove(session.change, who)
        session.summary = f"remove {who.name} with {theirs}"
    output.removed(f"{who.name} with {theirs}")
