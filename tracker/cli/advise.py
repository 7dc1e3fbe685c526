"""`b12 advise`."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.options import App, Command, json_option, pass_app
from tracker.domain.dates import format_span
from tracker.domain.figures import format_ug

if TYPE_CHECKING:
    from tracker.domain.advice import Suggestion


@click.command(cls=Command)
@json_option
@pass_app
def advise(app: App, as_json: bool) -> None:
    """What the last 28 days mean for you, and foods for today.

    Each line names its source. It is no diagnosis and no medical advice.
    """
    from tracker.domain import advice
    from tracker.reports import documents, periods
    from tracker.store import catalogue, people

    with app.database.reading() as connection:
        person = people.default(connection)
        period = periods.last(connection, person, app.today, advice.PERIOD_DAYS, app.today)
        foods = list(catalogue.everything(connection, everyday=True))
    today = period.days[-1]
    lines = advice.advise(person, period)
    eaten = {item.food_code for day in period.days for item in day.items if item.food_code}
    gap_ug = max(today.target.ug_per_day - (today.intake_ug or 0.0), 0.0)
    found = advice.suggestions(
        foods, gap_ug, person.diet or "any", today.conditions, frozenset(eaten)
    )
    if as_json:
        output.document(documents.of_advice(period, lines, gap_ug, found))
        return
    output.line(format_span(period.days[0].day, today.day))
    for line in lines:
        output.paragraph(f"- {line.text}{f' ({line.source})' if line.source else ''}")
    if found:
        output.line(f"To close today's gap of {format_ug(gap_ug)} µg, any one of these:")
        _suggestions(found)
    elif gap_ug:
        output.line(
            f"Today's gap of {format_ug(gap_ug)} µg is more than three portions of one food."
        )
    else:
        output.line("Today's target is met.")


def _suggestions(found: "tuple[Suggestion, ...]") -> None:
    made = output.table(right=(2, 3, 4), fold=1)
    for one in found:
        absorbed = "no estimate" if one.absorbed is None else output.estimate(one.absorbed)
        output.row(made, one.food.title, one.label, output.ug(one.b12_ug), f"absorbed {absorbed}")
    output.show(made)
