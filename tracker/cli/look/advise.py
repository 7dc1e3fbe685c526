"""`b12 advise`."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, Command, json_option, pass_app
from tracker.cli.table import Table
from tracker.text.formatting import format_ug
from tracker.text.spans import Span

if TYPE_CHECKING:
    from tracker.reports.advice import Suggestion
    from tracker.reports.intake import Day


@click.command(cls=Command)
@json_option
@pass_app
def advise(app: App, as_json: bool) -> None:
    """What the last 28 days mean for you, and foods for today.

    Each line names its source. It is no diagnosis and no medical advice.
    """
    from tracker.foods import catalogue
    from tracker.health import store as health
    from tracker.reports import advice, intake

    span = Span(app.today - timedelta(days=advice.PERIOD_DAYS - 1), app.today)
    with app.diary() as diary:
        person = diary.person
        period = intake.read_period(diary, span, app.today)
        felt = health.symptoms(diary, span.first, span.last)
        foods = list(catalogue.all_foods(diary.connection, everyday=True))
    today = period.days[-1]
    lines = advice.advise(person, period, felt)
    eaten = frozenset(row.food_code for day in period.days for row in day.rows if row.food_code)
    suggestions = advice.suggestions(
        foods, today.gap_ug, person.diet or "any", today.conditions, eaten
    )
    if as_json:
        from tracker.reports import json_output

        output.document(json_output.of_advice(period, lines, suggestions))
        return
    output.line(span.label)
    for line in lines:
        output.paragraph(f"- {line.text}{f' ({line.source})' if line.source else ''}")
    if suggestions:
        output.line(f"To close {_gap(today)}, any one of these:")
        _suggestions(suggestions)
    else:
        output.paragraph(_without_foods(today))


def _gap(today: "Day") -> str:
    at_most = "at most " if today.lower_bound else ""
    return f"today's gap of {at_most}{format_ug(today.gap_ug)} µg to the target"


def _without_foods(today: "Day") -> str:
    from tracker.reports import sentences

    if not today.gap_ug:
        absorbed = f" {sentences.absorbed(today)}." if today.absorbed else ""
        return f"Today's target is met.{absorbed}"
    if any(
        not (condition.estimable and condition.intrinsic_factor) for condition in today.conditions
    ):
        return f"For {_gap(today)} no foods are named: see above what food can do for you."
    return f"No food closes {_gap(today)} in three portions."


def _suggestions(suggestions: "tuple[Suggestion, ...]") -> None:
    from tracker.reports import sentences

    table = Table(right=(2, 3), fold=1)
    table.row("", "", "", "absorbed")
    for suggestion in suggestions:
        absorbed = sentences.estimate(suggestion.absorbed)
        title, ug = suggestion.food.title, output.ug(suggestion.b12_ug)
        table.row(title, suggestion.label, ug, absorbed)
    output.show(table)
