"""`b12 person condition`: what changes how much B12 is absorbed."""

from collections.abc import Callable
from datetime import date

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Group
from tracker.cli.options import UNTIL, F, csv_option, json_option, offered, one_of, since_option
from tracker.people.conditions import deciding, known_conditions, named
from tracker.text.dates import format_day
from tracker.text.formatting import capitalised


def _name(kind: str) -> Callable[[F], F]:
    """Add CONDITION; the shell offers the conditions of that `kind`."""
    return click.argument(
        "name", nargs=-1, required=True, metavar="CONDITION", shell_complete=offered(kind)
    )


@click.group(cls=Group)
def condition() -> None:
    """Set diseases, operations and medicines that affect absorption.

    \b
    b12 person condition add metformin --since 2024-03
    b12 person condition names
    """


@condition.command()
@_name("conditions")
@since_option
@click.option(
    "--until", type=UNTIL, metavar="DAY", help="The last day of it, if it is over already."
)
@pass_app
def add(app: App, name: tuple[str, ...], since: date | None, until: date | None) -> None:
    """Add a condition from a day on.

    \b
    b12 person condition add metformin --since 2024-03
    b12 person condition add laughing gas --since 2026-11-01 --until 2026-11-01

    b12 person condition names lists the diseases, operations and medicines, and other words for
    them. Being over 50 follows from the birth date.
    """
    which = named(" ".join(name))

    from tracker.health.cautions import Remark

    with app.session(write=True, own=True) as session:
        first = since or app.today
        session.add_condition(which.name, first, until)
        ended = "" if until is None else f" to {format_day(until)}"
        dated = f"{which.title} from {format_day(first)}{ended}"
        session.summary = f"add {dated}"
    output.paragraph(f"Added {dated}.")
    output.effects([which])
    if which.advice:
        output.remark(Remark(which.name, which.advice, which.advice_source))


@condition.command()
@_name("own conditions")
@click.option("--until", type=UNTIL, metavar="DAY", help="The last day of it [default: today].")
@pass_app
def end(app: App, name: tuple[str, ...], until: date | None) -> None:
    """End a condition, such as a medicine that was stopped; earlier days keep it.

    \b
    b12 person condition end metformin
    b12 person condition end acid-blocker --until 2026-10-31
    """
    which = named(" ".join(name))

    with app.session(write=True, own=True) as session:
        last = until or app.today
        session.end_condition(which.name, last)
        session.summary = f"end {which.title} on {format_day(last)}"
    output.paragraph(f"{capitalised(which.title)} ends on {format_day(last)}.")


@condition.command()
@_name("own conditions")
@pass_app
def remove(app: App, name: tuple[str, ...]) -> None:
    """Remove a condition that was entered by mistake, with all its dates.

    \b
    b12 person condition list
    b12 person condition remove metformin
    """
    which = named(" ".join(name))

    with app.session(write=True, own=True) as session:
        session.remove_condition(which.name)
        session.summary = f"remove {which.title}"
    output.paragraph(f"Removed {which.title}.")


@condition.command()
@json_option
@csv_option
def names(as_json: bool, as_csv: bool) -> None:
    """List the conditions that b12 knows, with other words for each.

    \b
    b12 person condition names
    b12 person condition add coeliac    by one of them, or another word for it
    """
    one_of(json=as_json, csv=as_csv)
    if as_json or as_csv:
        from tracker.reports import json_output

        write = output.csv_rows if as_csv else output.document
        write(json_output.of_known_conditions())
        return
    output.rows([(c.name, c.title, ", ".join(c.also)) for c in known_conditions().values()], fold=2)


@condition.command("list")
@json_option
@csv_option
@pass_app
def list_(app: App, as_json: bool, as_csv: bool) -> None:
    """List the conditions, their dates, and how each changes the estimate.

    \b
    b12 person condition list
    b12 person condition list --json
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.reports import json_output

    with app.session(own=True) as session:
        who = session.person
    if as_json:
        output.document(json_output.of_conditions(who))
        return
    if as_csv:
        output.csv_rows(json_output.of_conditions(who))
    else:
        for condition in who.conditions:
            output.paragraph(f"{known_conditions()[condition.name].title} {condition.span}")
        output.effects(deciding(who.conditions_on(app.today)))
    if not who.conditions:
        output.note(
            "No condition is set; b12 person condition add metformin adds one, names lists them."
        )
