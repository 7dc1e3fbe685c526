"""`b12 lab`: what a laboratory found."""

from datetime import date

import click

from tracker.cli import output
from tracker.cli.app import App, Group, day_option, json_option, pass_app
from tracker.cli.numbered import ids_argument
from tracker.health import laboratory
from tracker.health.laboratory import TESTS, LabValue
from tracker.text.dates import format_day


@click.group(cls=Group)
def lab() -> None:
    """Laboratory values, beside the bands of NICE.

    \b
    b12 lab log b12 310 pg/mL -d 2026-10-02
    b12 lab list

    A band is no diagnosis: laboratories differ, ask your clinician.
    """


@lab.command()
@click.argument("what", nargs=-1, required=True, metavar="TEST VALUE UNIT")
@day_option("The day of the blood test: yesterday, mon, -3d or 2026-11-20 [default: today].")
@pass_app
def log(app: App, what: tuple[str, ...], day: date | None) -> None:
    """Log a value in the unit of your laboratory.

    \b
    b12           total B12, in pg/mL, ng/L or pmol/L
    active-b12    holotranscobalamin (holoTC), in pmol/L
    mma           methylmalonic acid, in nmol/L or µmol/L
    homocysteine  in µmol/L

    A µ may be written as u.
    """
    which = day or app.today
    one = laboratory.parse_value(" ".join(what), which)

    from tracker.health import store as stored

    with app.writing() as change:
        person = app.person(change.connection)
        person.check_day(which)
        stored.add_value(change, person.id, one)
        change.summary = f"laboratory value of {format_day(which)}: {one.test.title} {one.label}"
    output.line(f"Logged for {format_day(which)}: {one.test.title} {_figure(one)}")
    output.paragraph(one.test.band_text)
    output.line("Not right? b12 undo")


@lab.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """All values by day, in both units, with NICE's band for each."""
    from tracker.health import store as stored
    from tracker.reports import json_output as documents

    with app.database.reading() as connection:
        shown = stored.values(connection, app.person(connection).id)
    if as_json:
        output.document([documents.of_lab_value(one) for one in shown])
        return
    narrow = output.is_narrow()
    made = output.table(right=(1, 4) if narrow else (1, 4, 5))
    for one in shown:
        if narrow:
            cells = [one.day.isoformat(), one.test.name, one.label]
        else:
            cells = [format_day(one.day), one.test.title, one.label, one.converted]
        output.row(made, str(one.id), *cells, one.band or "")
    output.show(made)
    for test in TESTS.values():
        if any(one.test is test for one in shown):
            output.paragraph(test.band_text)
    if not shown:
        output.note("No laboratory value is logged; b12 lab log b12 310 pg/mL logs one.")


@lab.command()
@ids_argument
@pass_app
def remove(app: App, ids: tuple[int, ...]) -> None:
    """Take values out by their numbers in the list."""
    from tracker.health import store as stored

    with app.writing() as change:
        person = app.person(change.connection)
        removed = stored.remove_values(change, person.id, ids)
        said = "; ".join(f"{one.test.title} {one.label} ({format_day(one.day)})" for one in removed)
        change.summary = f"remove laboratory value {said}"
    output.line(f"Removed {said}. Not right? b12 undo")


def _figure(one: LabValue) -> str:
    """`310 pg/mL (229 pmol/L): indeterminate`."""
    said = f"{one.label} ({one.converted})" if one.converted else one.label
    return f"{said}: {one.band}" if one.band else said
