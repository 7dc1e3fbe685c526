"""`b12 person`: whose diary it is, and what the target follows."""

from datetime import date, time
from typing import TYPE_CHECKING, get_args

import click

from tracker.cli import output
from tracker.cli.app import BIRTH, App, Group, json_option, pass_app, since_option
from tracker.cli.setup import household
from tracker.cli.setup.condition import condition
from tracker.errors import InputError, TrackerError
from tracker.foods.amounts import parse_item
from tracker.foods.model import DIETS
from tracker.people.conditions import CONDITIONS, deciding
from tracker.people.model import STAGES, Person, Sex, Stage
from tracker.people.targets import Target
from tracker.text.dates import clock, format_day, parse_day_start
from tracker.text.formatting import format_number

if TYPE_CHECKING:
    from tracker.database.history import Change


@click.group(cls=Group, invoke_without_command=True)
@json_option
@click.pass_context
def person(ctx: click.Context, as_json: bool) -> None:
    """Who the diary is for, the target and why it is that."""
    if ctx.invoked_subcommand is None:
        _show(ctx.ensure_object(App), as_json=as_json)


person.add_command(condition)
person.add_command(household.add)
person.add_command(household.list_)
person.add_command(household.rename)
person.add_command(household.remove)


@person.command("set")
@click.option("--born", type=BIRTH, metavar="DATE", help="Birth date: 1990-05-01.")
@click.option("--sex", type=click.Choice(get_args(Sex), case_sensitive=False), help="f or m.")
@click.option(
    "--diet", type=click.Choice(DIETS, case_sensitive=False), help="The strictest that is kept to."
)
@click.option(
    "--reference", metavar="NAME", help="Whose target to follow: iom, efsa, uk, dach, ..."
)
@click.option(
    "--day-starts", metavar="TIME", help="From when on a meal belongs to the new day: 04:00."
)
@since_option
@pass_app
def set_(
    app: App,
    born: date | None,
    sex: str | None,
    diet: str | None,
    reference: str | None,
    day_starts: str | None,
    since: date | None,
) -> None:
    """Set birth date, sex, diet, whose reference intake is the target, and when days start.

    --since is for --reference: days before it keep the target they had.
    """
    starts = parse_day_start(day_starts) if day_starts else None
    given = {"born": born, "sex": sex, "diet": diet, "day_starts": starts}
    facts = {name: value for name, value in given.items() if value is not None}
    if not facts and reference is None:
        raise InputError("say what to set: --born, --sex, --diet, --reference or --day-starts")
    if since is not None and reference is None:
        raise InputError("--since goes with --reference")

    from tracker.people import store as people

    with app.writing() as change:
        who = app.person(change.connection)
        shown = facts | ({"day_starts": clock(starts)} if starts else {})
        said = [f"{name.replace('_', ' ')} {value}" for name, value in shown.items()]
        if facts:
            people.set_facts(change, who, facts)
        if reference is not None:
            first = since or app.today
            authority = people.follow(change, who, first, reference)
            said.append(f"reference {authority} from {format_day(first)}")
        change.summary = f"set {', '.join(said)}"
    _report(app, change)


@person.command()
@click.argument("which", type=click.Choice(STAGES, case_sensitive=False))
@since_option
@pass_app
def stage(app: App, which: Stage, since: date | None) -> None:
    """The life stage from a day on: pregnant, lactating, none."""
    from tracker.people import store as people

    with app.writing() as change:
        who = app.person(change.connection)
        people.set_stage(change, who, since or app.today, which)
        change.summary = f"life stage {which} from {format_day(since or app.today)}"
    _report(app, change)


@person.command()
@click.argument("amount", nargs=-1, required=True, metavar="AMOUNT | none")
@since_option
@pass_app
def target(app: App, amount: tuple[str, ...], since: date | None) -> None:
    """A target of your own from a day on, for instance 50ug a day; none follows the reference."""
    text = " ".join(amount)
    ug_per_day = None if text.casefold() == "none" else _amount(text)

    from tracker.people import store as people

    with app.writing() as change:
        who = app.person(change.connection)
        first = since or app.today
        people.set_target(change, who, first, ug_per_day)
        said = "none" if ug_per_day is None else f"{format_number(ug_per_day)} µg a day"
        change.summary = f"own target {said} from {format_day(first)}"
    _report(app, change)


def _report(app: App, change: "Change") -> None:
    if not change.changed:
        output.note("That was so already; nothing changed.")
    _show(app)


def _show(app: App, *, as_json: bool = False) -> None:
    from tracker.people import store as people
    from tracker.reports import json_output as documents

    with app.database.reading() as connection:
        who = app.person(connection)
        now = people.targets_on(connection, who, [app.today])[app.today]
    if as_json:
        output.document(documents.of_person(who, now))
        return
    output.line(who.name)
    made = output.table()
    for label, text in _facts(who, now):
        output.row(made, label, text)
    output.show(made)
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
    ]
    if who.day_starts != time(0, 0):
        facts.append(("days start", clock(who.day_starts)))
    facts += [("stage", f"{s.stage} from {format_day(s.since)}") for s in who.stages]
    facts += [("condition", f"{CONDITIONS[c.name].title} {c.span}") for c in who.conditions]
    for choice in who.targets:
        own = "" if choice.ug_per_day is None else f", own {format_number(choice.ug_per_day)} µg"
        facts.append(("follows", f"{choice.authority}{own} from {format_day(choice.since)}"))
    facts += [
        ("target", f"{output.target(now)} a day"),
        ("why", now.why),
        ("source", f"{now.source} ({now.confidence})"),
        ("need", f"{format_number(now.need_ug)} µg absorbed a day: {now.need_source}"),
    ]
    return facts


def _amount(text: str) -> float:
    try:
        request = parse_item(f"{text} b12")
    except TrackerError as error:
        raise InputError(f'"{text}" is not a target: write 50ug, or none ({error})') from None
    if request.b12_ug is None or request.phrase != "b12":
        raise InputError(f'"{text}" is not a target: write 50ug, or none')
    return request.b12_ug
