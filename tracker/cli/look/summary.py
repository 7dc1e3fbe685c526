"""`b12 summary`: everybody in a line each."""

from typing import TYPE_CHECKING, TypeVar

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll
from tracker.cli.options import csv_option, json_option, one_of
from tracker.cli.periods import span_options
from tracker.cli.terminal import Styled
from tracker.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.reports import household

T = TypeVar("T")


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

    from tracker.reports import household

    def read(show: "Callable[[household.Standing], T]") -> list[T]:
        with app.diary(own=False) as diary:
            return household.read_standings(diary.everybody(), span, app.moment, show)

    if as_json:
        output.document(read(household.document))
    elif as_csv:
        output.csv_rows(read(household.row))
    else:
        rows = read(lambda each: (household.cells(each), each.urgent is not None))
        output.line(span.label)
        heads = [Styled(head, "quiet") for head in household.HEADS]
        output.rows([heads, *(cells for cells, _ in rows)], fold=len(heads))
        if any(urgent for _, urgent in rows):
            output.note("b12 --person NAME advise has all reasons, and what they rest on.")
