"""`b12 lab`: laboratory values."""

from datetime import date

import click

from tracker.cli import output
from tracker.cli.app import App, Group, day_option, ids_argument, json_option, pass_app
from tracker.health import laboratory
from tracker.health.laboratory import TESTS, LabValue
from tracker.text.dates import format_day


@click.group(cls=Group)
def lab() -> None:
    """Log laboratory values, and see them beside the bands of NICE.

    \b
    b12 lab log b12 310 pg/mL -d 2026-10-02
    b12 lab list

    A band is not a diagnosis: laboratories differ, ask your clinician.
    """


@lab.command()
@click.argument("what", nargs=-1, required=True, metavar="TEST VALUE UNIT")
@day_option(
    "The day of the blood test: yesterday, mon, -3d, 15 nov or 2026-11-20 [default: today]."
)
@pass_app
def log(app: App, what: tuple[str, ...], day: date | None) -> None:
    """Log a value in the unit of your laboratory.

    \b
    b12           total B12, in pg/mL, ng/L or pmol/L
    active-b12    holotranscobalamin (holoTC), in pmol/L
    mma           methylmalonic acid, in nmol/L or µmol/L
    homocysteine  in µmol/L

    µ may be written as u, and a limit as "<150 pg/mL" in quotes, or as under 150 pg/mL.
    """
    which = day or app.today
    value = laboratory.parse_value(" ".join(what), which)

    from tracker.health import store as health

    with app.session(write=True, own=True) as session:
        session.person.check_day(which)
        health.add_lab_value(session, value)
        session.summary = (
            f"laboratory value of {format_day(which)}: {value.test.title} {value.label}"
        )
    output.line(f"Logged for {format_day(which)}: {value.test.title} {_figure(value)}")
    output.paragraph(value.test.band_text)
    output.undo()


@lab.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """List all values by day, in both units, with NICE's band for each."""
    from tracker.health import store as health
    from tracker.reports import json_output

    with app.session(own=True) as session:
        values = health.lab_values(session)

    def cells(value: LabValue) -> list[str]:
        of = [str(value.id), format_day(value.day), value.test.title]
        return [*of, value.label, value.converted, value.band or ""]

    empty = "No laboratory value is logged; b12 lab log b12 310 pg/mL logs one."
    output.listing(values, as_json, json_output.of_lab_value, cells, right=(1, 4, 5), empty=empty)
    for test in TESTS.values():
        if not as_json and any(value.test is test for value in values):
            output.paragraph(test.band_text)


@lab.command()
@ids_argument
@pass_app
def remove(app: App, ids: tuple[int, ...]) -> None:
    """Remove values by their numbers in the list."""
    from tracker.health import store as health

    with app.session(write=True, own=True) as session:
        values = health.remove_lab_values(session, ids)
        removed = "; ".join(
            f"{value.test.title} {value.label} ({format_day(value.day)})" for value in values
        )
        session.summary = f"remove laboratory value {removed}"
    output.removed(removed)


def _figure(value: LabValue) -> str:
    """Return `310 pg/mL (229 pmol/L): indeterminate`."""
    figure = f"{value.label} ({value.converted})" if value.converted else value.label
    return f"{figure}: {value.band}" if value.band else figure
