"""`b12 summary`: everybody in a line each."""

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll
from tracker.cli.options import csv_option, json_option, one_of
from tracker.cli.periods import span_options
from tracker.cli.terminal import Styled
from tracker.text.spans import Span


@click.command(cls=CommandOfAll)
@span_options("28d")
@json_option
@csv_option
@pass_app
def summary(app: App, span: Span, as_json: bool, as_csv: bool) -> None:
    """Everybody in a line each: who logs, and who needs attention.

    \b
    b12 summary
    b12 summary --month 2026-10 --csv

    The mean is over the logged days, whose number is beside it. What is due, and a reason to see a
    clinician, are of today, all else of that time. First come those who should see one, then an
    overdue dose, two weeks without a log, and a mean below the target.
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.reports import household, sentences

    with app.diary(own=False) as diary:
        standings = household.read_standings(diary.everybody(), span, app.moment)
    if as_json:
        output.document([household.document(each) for each in standings])
    elif as_csv:
        output.csv_rows([household.row(each) for each in standings])
    else:
        output.line(span.label)
        heads = ["", "last log", "mean a day", "target met", ""]
        cells = [
            [
                each.person.name,
                household.last_log_cell(each),
                household.mean_cell(each),
                sentences.met_cell(each.period),
                "; ".join(household.attention(each)),
            ]
            for each in standings
        ]
        output.rows([[Styled(head, "quiet") for head in heads], *cells], fold=5)
        if any(each.urgent for each in standings):
            output.note("b12 --person NAME advise has all reasons, and what they rest on.")
