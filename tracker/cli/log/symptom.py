"""`b12 symptom`: how a person feels, scored, beside what is eaten."""

from datetime import date, time
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Group
from tracker.cli.options import (
    csv_option,
    day_option,
    ids_argument,
    json_option,
    offered,
    one_of,
    time_option,
)
from tracker.cli.periods import span_options
from tracker.health import symptoms
from tracker.health.symptoms import KNOWN, Felt
from tracker.text.dates import format_day, format_hour, format_moment

if TYPE_CHECKING:
    from tracker.text.spans import Span


@click.group(cls=Group)
def symptom() -> None:
    """Log how you feel: symptoms with a score.

    \b
    b12 symptom log cramps 6 left calf, night
    b12 symptom list

    It keeps a diary and gives no diagnosis: every symptom has other causes too.
    """


@symptom.command()
@click.argument(
    "what",
    nargs=-1,
    required=True,
    metavar="SYMPTOM SCORE [NOTE]",
    shell_complete=offered("symptoms"),
)
@day_option("The diary day: yesterday, mon, -3d, 15 nov or 2026-11-20 [default: today].")
@time_option
@click.option("--own", is_flag=True, help="Add an unknown name to yours.")
@pass_app
def log(app: App, what: tuple[str, ...], day: date | None, at: time | None, own: bool) -> None:
    """Log a symptom with a score from 0 (none today) to 10 (the worst).

    The words before the score name the symptom, those after it are a note. Everyday words for a
    symptom are understood: tired, pins and needles, tingling both feet, brain fog, sore tongue.

    \b
    b12 symptom log muscle cramps 6 left calf, night
    b12 symptom log tired 4 -d yesterday
    b12 symptom log restless legs 3 --own
    """
    entry = symptoms.parse_entry(" ".join(what))
    which, moment = app.moment_of(day, at)

    from tracker.health import store as health
    from tracker.health.cautions import of_symptoms
    from tracker.reports import cautions

    with app.diary(write=True) as diary:
        person = diary.person
        person.check_day(which)
        names = health.own_names(diary)
        if own:
            name = symptoms.named(entry.name, names) or symptoms.check_own_name(entry.name)
        else:
            entry = symptoms.with_place(entry, names)
            name = health.known_name(diary, entry.name)
        felt = Felt(which, moment, name, entry.score, entry.note)
        health.add_symptom(diary, felt)
        diary.summary = f"symptom of {format_day(which)}: {_scored(felt)}"
        causes = cautions.read_causes(diary, which, app.today)
    output.paragraph(f"Logged for {format_moment(felt.day, felt.felt_at)}: {_scored(felt)}")
    for remark in of_symptoms([felt], person, causes, which):
        output.remark(remark)
    output.undo()


@symptom.command("list")
@span_options("28d", counts="d")
@json_option
@csv_option
@pass_app
def list_(app: App, span: "Span", as_json: bool, as_csv: bool) -> None:
    """List the symptoms of the last 28 days, the newest last.

    \b
    b12 symptom list
    b12 symptom list --month oct --csv
    """
    from tracker.health import store as health
    from tracker.reports import json_output

    with app.session(own=True) as session:
        logged = health.symptoms(session, span.first, span.with_days_to_come(app.today).last)
    output.listing(
        logged,
        as_json,
        json_output.of_felt,
        _cells,
        as_csv=as_csv,
        right=(1, 5),
        fold=6,
        empty=f"No symptom is logged for {span.label}; b12 symptom log cramps 6 logs one.",
    )


def _cells(felt: Felt) -> list[str]:
    at = "" if felt.felt_at is None else format_hour(felt.day, felt.felt_at)
    cells = [format_day(felt.day), at, felt.symptom, str(felt.score), felt.note or ""]
    return [str(felt.id), *cells]


@symptom.command()
@json_option
@csv_option
@pass_app
def names(app: App, as_json: bool, as_csv: bool) -> None:
    """List the known symptoms with their descriptions, and your own.

    \b
    b12 symptom names
    b12 symptom log tired 4    by one of them, or as you would say it
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.health import store as health
    from tracker.reports import json_output

    with app.session(own=True) as session:
        own = health.own_names(session)
    if as_json or as_csv:
        write = output.csv_rows if as_csv else output.document
        write(json_output.of_symptom_names(own))
        return
    known = [(symptom.name, symptom.description) for symptom in KNOWN.values()]
    output.rows([*known, *((name, "your own") for name in own)], fold=2)
    output.paragraph(
        "All of them have other causes too. With a known cause of a deficiency, in pregnancy, "
        "while breastfeeding and in an infant any of them is a reason to see a clinician soon."
    )


@symptom.command()
@ids_argument("felt")
@pass_app
def remove(app: App, ids: tuple[int, ...]) -> None:
    """Remove symptoms by their numbers in the list.

    \b
    b12 symptom list        the numbers
    b12 symptom remove 3
    """
    from tracker.health import store as health

    with app.session(write=True, own=True) as session:
        felt_before = health.remove_symptoms(session, ids)
        removed = "; ".join(f"{_scored(felt)} ({format_day(felt.day)})" for felt in felt_before)
        session.summary = f"remove symptom {removed}"
    output.removed(removed)


def _scored(felt: Felt) -> str:
    """Return `muscle cramps 6, left calf, night`."""
    return symptoms.format_entry(felt.symptom, felt.score, felt.note)
