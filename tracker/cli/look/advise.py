"""`b12 advise`."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, Command, json_option, pass_app
from tracker.text.dates import format_span
from tracker.text.formatting import format_ug

if TYPE_CHECKING:
    from tracker.reports.advice import Suggestion
    from tracker.reports.intake import DayIntake


@click.command(cls=Command)
@json_option
@pass_app
def advise(app: App, as_json: bool) -> None:
    """What the last 28 days mean for you, and foods for today.

    Each line names its source. It is no diagnosis and no medical advice.
    """
    from tracker.foods import catalogue
    from tracker.health import store as symptoms
    from tracker.reports import advice, periods
    from tracker.reports import json_output as documents

    with app.database.reading() as connection:
        person = app.person(connection)
        period = periods.last(connection, person, app.today, advice.PERIOD_DAYS, app.today)
        felt = symptoms.between(connection, person.id, period.days[0].day, app.today)
        foods = list(catalogue.all_foods(connection, everyday=True))
    today = period.days[-1]
    lines = advice.advise(person, period, felt)
    eaten = {item.food_code for day in period.days for item in day.items if item.food_code}
    found = advice.suggestions(
        foods, today.gap_ug, person.diet or "any", today.conditions, frozenset(eaten)
    )
    if as_json:
        output.document(documents.of_advice(period, lines, found))
        return
    output.line(format_span(period.days[0].day, today.day))
    for line in lines:
        output.paragraph(f"- {line.text}{f' ({line.source})' if line.source else ''}")
    if found:
        output.line(f"To close {_gap(today)}, any one of these:")
        _suggestions(found)
    else:
        output.paragraph(_without_foods(today))


def _gap(today: "DayIntake") -> str:
    at_most = "at most " if today.lower_bound else ""
    return f"today's gap of {at_most}{format_ug(today.gap_ug)} µg to the target"


def _without_foods(today: "DayIntake") -> str:
    if not today.gap_ug:
        absorbed = f" {output.absorbed(today)}." if today.absorbed else ""
        return f"Today's target is met.{absorbed}"
    if any(not (one.estimable and one.intrinsic_factor) for one in today.conditions):
        return f"For {_gap(today)} no foods are named: see above what food can do for you."
    return f"No food closes {_gap(today)} in three portions."


def _suggestions(found: "tuple[Suggestion, ...]") -> None:
    made = output.table(right=(2, 3), fold=1)
    output.row(made, "", "", "", "absorbed")
    for one in found:
        cells = [one.food.title, one.label, output.ug(one.b12_ug), output.estimate(one.absorbed)]
        output.row(made, *cells)
    output.show(made)
