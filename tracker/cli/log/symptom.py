"""`b12 symptom`: how a person feels, scored, beside what is eaten."""

from datetime import date, time, timedelta

import click

from tracker.cli import output
from tracker.cli.app import App, Group, day_option, json_option, pass_app, time_option
from tracker.cli.moments import format_moment, moment_of
from tracker.cli.numbered import ids_argument
from tracker.health import symptoms
from tracker.health.symptoms import KNOWN, Felt
from tracker.text.dates import format_day, format_hour


@click.group(cls=Group)
def symptom() -> None:
    """How you feel: symptoms with a score.

    \b
    b12 symptom log cramps 6 left calf, night
    b12 symptom list

    It keeps a diary and names no diagnosis: every symptom has other causes too.
    """


@symptom.command()
@click.argument("what", nargs=-1, required=True, metavar="SYMPTOM SCORE [NOTE]")
@day_option("The diary day: yesterday, mon, -3d or 2026-11-20 [default: today].")
@time_option
@click.option("--own", is_flag=True, help="Make an unknown name one of yours.")
@pass_app
def log(app: App, what: tuple[str, ...], day: date | None, at: time | None, own: bool) -> None:
    """Log a symptom with a score from 0 (none today) to 10 (the worst).

    The words before the score are the symptom, those behind it a note. Other words that people
    have for a symptom will do: tired, pins and needles, brain fog, sore tongue.

    \b
    b12 symptom log muscle cramps 6 left calf, night
    b12 symptom log tired 4 -d yesterday
    b12 symptom log restless legs 3 --own
    """
    entry = symptoms.parse_entry(" ".join(what))
    which, moment = moment_of(app, day, at)

    from tracker.health import store as stored

    with app.writing() as change:
        person = app.person(change.connection)
        person.check_day(which)
        if own:
            used = stored.own_names(change.connection, person.id)
            name = symptoms.named(entry.name, used) or symptoms.check_own_name(entry.name)
        else:
            name = stored.meant(change.connection, person.id, entry.name)
        felt = Felt(which, moment, name, entry.score, entry.note)
        stored.add(change, person.id, felt)
        said = symptoms.format_entry(name, entry.score, entry.note)
        change.summary = f"symptom of {format_day(which)}: {said}"
    output.line(f"Logged for {format_moment(felt.day, felt.felt_at)}: {said}")
    urgent = symptoms.warning(felt, person)
    if urgent:
        output.paragraph(urgent)
    output.line("Not right? b12 undo")


@symptom.command("list")
@click.option(
    "--last",
    "count",
    type=click.IntRange(1, 36_500),
    default=28,
    show_default=True,
    metavar="N",
    help="So many days, up to today.",
)
@json_option
@pass_app
def list_(app: App, count: int, as_json: bool) -> None:
    """What was logged in the last 28 days, the newest last."""
    from tracker.health import store as stored
    from tracker.reports import json_output as documents

    with app.database.reading() as connection:
        person = app.person(connection)
        first = app.today - timedelta(days=count - 1)
        shown = stored.between(connection, person.id, first, app.today)
    if as_json:
        output.document([documents.of_felt(felt) for felt in shown])
        return
    made = output.table(right=(1, 5), fold=6)
    for felt in shown:
        at = "" if felt.felt_at is None else format_hour(felt.day, felt.felt_at)
        score = str(felt.score)
        output.row(
            made, str(felt.id), format_day(felt.day), at, felt.symptom, score, felt.note or ""
        )
    output.show(made)
    if not shown:
        days = "day" if count == 1 else f"{count} days"
        output.note(f"No symptom is logged in the last {days}; b12 symptom log cramps 6 logs one.")


@symptom.command()
@json_option
@pass_app
def names(app: App, as_json: bool) -> None:
    """The known symptoms, what is said of each, and names of your own."""
    from tracker.health import store as stored
    from tracker.reports import json_output as documents

    with app.database.reading() as connection:
        own = stored.own_names(connection, app.person(connection).id)
    if as_json:
        output.document(documents.of_symptom_names(own))
        return
    made = output.table(right=(), fold=2)
    for one in KNOWN.values():
        output.row(made, one.name, one.description)
    for name in own:
        output.row(made, name, "your own")
    output.show(made)
    output.paragraph(
        "All of them have other causes too. From NHS and NICE NG239 (2024) on vitamin B12 "
        "deficiency; what is for the same day, from NHS Lothian."
    )


@symptom.command()
@ids_argument
@pass_app
def remove(app: App, ids: tuple[int, ...]) -> None:
    """Take symptoms out by their numbers in the list."""
    from tracker.health import store as stored

    with app.writing() as change:
        person = app.person(change.connection)
        removed = stored.remove(change, person.id, ids)
        said = "; ".join(
            f"{symptoms.format_entry(felt.symptom, felt.score, felt.note)} ({format_day(felt.day)})"
            for felt in removed
        )
        change.summary = f"remove symptom {said}"
    output.line(f"Removed {said}. Not right? b12 undo")
