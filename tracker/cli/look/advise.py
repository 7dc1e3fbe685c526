"""`b12 advise`."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import json_option
from tracker.cli.table import Table
from tracker.text.formatting import format_ug

if TYPE_CHECKING:
    from tracker.reports.intake import Day
    from tracker.reports.suggestions import Suggestion


@click.command(cls=Command)
@json_option
@pass_app
def advise(app: App, as_json: bool) -> None:
    """What the last 28 days mean for you, and foods for today.

    \b
    b12 advise
    b12 advise --json

    What is urgent comes first: symptoms, laboratory values and conditions that call for a
    clinician. Each line names its source. It is neither a diagnosis nor medical advice.
    """
    from tracker.foods import catalogue
    from tracker.health import store as health
    from tracker.regimens import store as regimens
    from tracker.regimens.model import verdicts
    from tracker.reports import advice, cautions, habits, outlook
    from tracker.reports.days import read_period
    from tracker.reports.regimens import stand_for_food
    from tracker.reports.suggestions import suggestions

    span = cautions.weeks_to(app.today)
    with app.diary() as diary:
        person = diary.person
        period = read_period(diary, span, app.today)
        felt = health.symptoms(diary, span.first, span.last)
        values = health.lab_values(diary)
        years = outlook.remark(habits.read_habits(diary, app.today))
        courses = regimens.courses(diary, span.last, span.first)
        injection = None if courses else regimens.last_injection(diary, span.last)
        foods = list(catalogue.all_foods(diary.connection, everyday=True))
    today = period.days[-1]
    planned = verdicts(courses, span.first, span.last, app.today)
    followed = stand_for_food(person, period, planned)
    lines = advice.advise(
        person, period, felt, values, planned, injection, years, followed=followed
    )
    eaten = frozenset(row.food_code for day in period.days for row in day.rows if row.food_code)
    offered: tuple[Suggestion, ...] = ()
    # Of what an injection left in the body, food is a small part.
    injected = injection is not None and injection.day in span
    if not (person.is_infant_on(today.day) or followed or injected):
        stage = person.stage_on(today.day)
        diet = person.diet or "any"
        offered = suggestions(foods, today.gap_ug, diet, today.conditions, eaten, stage)
    if as_json:
        from tracker.reports import json_output

        output.document(json_output.of_advice(period, lines, offered, planned))
        return
    output.paragraph(span.label)
    for line in lines:
        output.remark(line._replace(text=f"- {line.text}"))
    if offered:
        output.paragraph(f"To close {_gap(today)}, any one of these, with what is absorbed of it:")
        _suggestions(offered)
    elif not person.is_infant_on(today.day):
        output.paragraph(_without_foods(today, followed=followed, injected=injected))


def _gap(today: "Day") -> str:
    at_most = "at most " if today.lower_bound else ""
    return f"today's gap of {at_most}{format_ug(today.gap_ug)} µg to the target"


def _without_foods(today: "Day", *, followed: bool, injected: bool) -> str:
    from tracker.reports import sentences

    if any(not condition.food_counts for condition in today.conditions):
        why = "next to nothing of their B12 is absorbed"
        if any(not condition.estimable for condition in today.conditions):
            why = "nobody can say how much of their B12 reaches your body"
        return f"No foods are named, because {why}."
    if not today.gap_ug:
        absorbed = f" {sentences.absorbed(today)}." if today.absorbed else ""
        return f"Today's intake reaches the target.{absorbed}"
    if injected:
        return f"For {_gap(today)} no foods are named: an injection is logged in these 28 days."
    if followed:
        return (
            f"For {_gap(today)} no foods are named: by the estimate the doses you take come to the "
            "need."
        )
    return f"No food closes {_gap(today)} in three portions."


def _suggestions(suggestions: "tuple[Suggestion, ...]") -> None:
    from tracker.reports import sentences

    table = Table(right=(2, 3), fold=1)
    for suggestion in suggestions:
        absorbed = sentences.estimate(suggestion.absorbed)
        title, ug = suggestion.food.title, output.ug(suggestion.b12_ug)
        table.row(title, suggestion.label, ug, absorbed)
    output.show(table)
