"""`b12 lab`: laboratory values."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Group
from tracker.cli.options import csv_option, day_option, ids_argument, json_option, offered
from tracker.cli.periods import span_options
from tracker.health import laboratory
from tracker.health.laboratory import TESTS, LabValue
from tracker.text.dates import format_day

if TYPE_CHECKING:
    from tracker.diary.store import Diary
    from tracker.health.cautions import Remark
    from tracker.text.spans import Span


_ASK = "Ask your clinician what it means for you."


@click.group(cls=Group)
def lab() -> None:
    """Log laboratory values, and see them beside the bands of NICE.

    \b
    b12 lab log b12 310 pg/mL -d 2026-10-02
    b12 lab list

    A band is not a diagnosis: laboratories differ, ask your clinician.
    """


@lab.command()
@click.argument(
    "what", nargs=-1, required=True, metavar="TEST VALUE UNIT", shell_complete=offered("tests")
)
@day_option(
    "The day of the blood test: yesterday, mon, -3d, 15 nov or 2026-11-20 [default: today]."
)
@pass_app
def log(app: App, what: tuple[str, ...], day: date | None) -> None:
    """Log a value in the unit of your laboratory.

    \b
    b12 lab log b12 310 pg/mL -d 2026-10-02
    b12 lab log mma under 150 nmol/L

    \b
    b12           total B12, in pg/mL, ng/L or pmol/L
    active-b12    holotranscobalamin (holoTC), in pmol/L
    mma           methylmalonic acid, in nmol/L or µmol/L
    homocysteine  in µmol/L

    µ may be written as u, and a limit as "<150 pg/mL" in quotes, or as under 150 pg/mL.
    """
    which = day or app.today
    value = laboratory.parse_value(" ".join(what), which)

    from tracker.health import cautions
    from tracker.health import store as health

    with app.diary(write=True) as diary:
        person = diary.person
        person.check_day(which)
        health.add_lab_value(diary, value)
        diary.summary = f"laboratory value of {format_day(which)}: {value.test.title} {value.label}"
        remarks = _remarks(diary, which, app.today)
    band = cautions.band_for(value, person)
    output.paragraph(f"Logged for {format_day(which)}: {value.test.title} {_figure(value, band)}")
    for remark in remarks:
        output.remark(remark)
    if band or not value.test.bands:
        output.paragraph(f"{value.test.band_text} {_ASK}")
    output.undo()


@lab.command("list")
@span_options(None)
@json_option
@csv_option
@pass_app
def list_(app: App, span: "Span | None", as_json: bool, as_csv: bool) -> None:
    """List all values by day, in both units, with NICE's band for each.

    \b
    b12 lab list
    b12 lab list --last 2y --csv
    """
    from tracker.health import cautions
    from tracker.health import store as health
    from tracker.reports import json_output

    with app.diary() as diary:
        person, values = diary.person, health.lab_values(diary)
        if span:
            days = span.with_days_to_come(app.today)
            values = [value for value in values if value.day in days]
        remarks = _remarks(diary, app.today, app.today)

    def cells(value: LabValue) -> list[str]:
        of = [str(value.id), format_day(value.day), value.test.title]
        return [*of, value.label, value.converted, cautions.band_for(value, person) or ""]

    def document(value: LabValue) -> dict[str, Any]:
        return json_output.of_lab_value(value, person)

    when = " in that time" if span else ""
    empty = f"No laboratory value is logged{when}; b12 lab log b12 310 pg/mL logs one."
    output.listing(values, as_json, document, cells, as_csv=as_csv, right=(1, 4, 5), empty=empty)
    if as_json or as_csv:
        return
    for remark in remarks:
        output.remark(remark)
    explained = {v.test for v in values if cautions.band_for(v, person) or not v.test.bands}
    if explained:
        for test in TESTS.values():
            if test in explained:
                output.paragraph(test.band_text)
        output.paragraph(_ASK)


@lab.command()
@ids_argument("lab values")
@pass_app
def remove(app: App, ids: tuple[int, ...]) -> None:
    """Remove values by their numbers in the list.

    \b
    b12 lab list        the numbers
    b12 lab remove 2
    """
    from tracker.health import store as health

    with app.session(write=True, own=True) as session:
        values = health.remove_lab_values(session, ids)
        removed = "; ".join(
            f"{value.test.title} {value.label} ({format_day(value.day)})" for value in values
        )
        session.summary = f"remove laboratory value {removed}"
    output.removed(removed)


def _remarks(diary: "Diary", day: date, today: date) -> "list[Remark]":
    """Return what the values up to that day say and don't rule out, beside the symptoms."""
    from tracker.health import cautions
    from tracker.health import store as health
    from tracker.reports.cautions import read_causes, weeks_to

    weeks = weeks_to(day)
    felt = health.symptoms(diary, weeks.first, weeks.last)
    causes = read_causes(diary, day, today)
    return cautions.of_values(health.lab_values(diary), diary.person, day, felt, causes)


def _figure(value: LabValue, band: str | None) -> str:
    """Return `310 pg/mL (229 pmol/L): indeterminate`."""
    figure = f"{value.label} ({value.converted})" if value.converted else value.label
    return f"{figure}: {band}" if band else figure
