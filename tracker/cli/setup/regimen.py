"""`b12 regimen`: the doses that a person plans to take."""

from datetime import date

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Group
from tracker.cli.options import Parsed, csv_option, ids_argument, json_option
from tracker.text import dates
from tracker.text.dates import format_day

_SINCE = Parsed("day", dates.parse_planned_since, dates.day_extent)
_UNTIL = Parsed("day", dates.parse_planned_until, dates.day_extent)
_OFTEN = ("daily", "weekly", "monthly", "every")


def _completed(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    words = (*_OFTEN, "tablet", "injection", "hydroxocobalamin", "cyanocobalamin")
    return [word for word in words if incomplete and word.startswith(incomplete)]


@click.group(cls=Group)
def regimen() -> None:
    """Plan doses: tablets and injections, and how often.

    \b
    b12 regimen add 2000ug tablet weekly
    b12 regimen add 1mg hydroxocobalamin injection every 3 months

    b12 due then says what is due, and today, week, report and advise say whether the doses were
    taken. It is your own plan, or your clinician's: b12 doesn't advise a dose.
    """


@regimen.command()
@click.argument("words", nargs=-1, required=True, metavar="DOSE...", shell_complete=_completed)
@click.option(
    "--since",
    type=_SINCE,
    metavar="DAY",
    help="The day from which it is followed, past or to come, or a month: 2024-03 "
    "[default: today].",
)
@click.option("--until", type=_UNTIL, metavar="DAY", help="The last day of it, if it has one.")
@pass_app
def add(app: App, words: tuple[str, ...], since: date | None, until: date | None) -> None:
    """Add a dose that is taken again and again, from a day on.

    \b
    b12 regimen add 2000ug tablet weekly
    b12 regimen add 50ug daily with food --since 2026-11-01
    b12 regimen add 1mg hydroxocobalamin injection every 3 months

    What you log counts towards it by route, form and amount, whatever the product is called: 80 %
    of the dose on one day is enough. Several regimens can go on at once.
    """
    from tracker.regimens import store
    from tracker.regimens import words as grammar

    planned = grammar.read(" ".join(words), since or app.today, until)
    with app.session(write=True, own=True) as session:
        store.add(session, planned)
        session.summary = f"add regimen {planned.dated}"
    output.paragraph(f"Added {planned.dated}.")
    output.undo()


@regimen.command("list")
@json_option
@csv_option
@pass_app
def list_(app: App, as_json: bool, as_csv: bool) -> None:
    """List the regimens with their numbers and days, those that ended too.

    \b
    b12 regimen list
    b12 regimen list --json
    """
    from tracker.regimens import store
    from tracker.reports import json_output

    with app.session(own=True) as session:
        planned = store.regimens(session)
    output.listing(
        planned,
        as_json,
        json_output.of_regimen,
        lambda each: [str(each.id), each.dated],
        as_csv=as_csv,
        right=(1,),
        empty="No regimen is planned; b12 regimen add 2000ug tablet weekly adds one.",
    )


@regimen.command()
@ids_argument("regimens")
@click.option("--until", type=_UNTIL, metavar="DAY", help="The last day of it [default: today].")
@pass_app
def end(app: App, ids: tuple[int, ...], until: date | None) -> None:
    """End regimens by their numbers in the list; earlier days keep them.

    \b
    b12 regimen list                        the numbers
    b12 regimen end 1 --until 2026-10-31
    """
    from tracker.regimens import store

    last = until or app.today
    with app.session(write=True, own=True) as session:
        labels = "; ".join(store.end(session, number, last).label for number in ids)
        session.summary = f"end regimen {labels} on {format_day(last)}"
    output.paragraph(f"{labels}: ends on {format_day(last)}.")
    output.undo()


@regimen.command()
@ids_argument("regimens")
@pass_app
def remove(app: App, ids: tuple[int, ...]) -> None:
    """Remove regimens that were entered by mistake, by their numbers in the list.

    \b
    b12 regimen list        the numbers
    b12 regimen remove 1
    """
    from tracker.regimens import store

    with app.session(write=True, own=True) as session:
        labels = "; ".join(each.dated for each in store.remove(session, ids))
        session.summary = f"remove regimen {labels}"
    output.removed(labels)
