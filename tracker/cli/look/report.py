"""`b12 report`: weeks, months and years beside the target."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import bars, output
from tracker.cli.app import (
    App,
    Command,
    check_page,
    csv_option,
    json_option,
    one_of,
    pass_app,
    read,
    span_options,
)
from tracker.text.formatting import count
from tracker.text.spans import STEPS, Span, Step

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from tracker.reports.frames import Diary
    from tracker.reports.summary import Period, Summary


@click.command(cls=Command)
@span_options("12w")
@click.option(
    "--by",
    "step",
    type=click.Choice(STEPS),
    help="A line a day, week, month or year. [default: by the length]",
)
@click.option(
    "--html",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A page to show or print, for a doctor.",
)
@json_option
@csv_option
@pass_app
def report(
    app: App,
    span: Span,
    step: Step | None,
    file: Path | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Intake and what is absorbed over weeks, months or years.

    \b
    b12 report                          the last 12 weeks
    b12 report --month 2026-10 --by day
    b12 report --last 2y --html summary.html

    Every mean names the days it is over. A streak is days in a row that met the target; a day
    without a log ends it, and so does one that unknown B12 leaves open.
    """
    one_of(html=file, json=as_json, csv=as_csv)
    if file is not None:
        check_page(file)

    from tracker.reports import frames, summary

    diary = read(app, span)
    by = step or diary.span.step
    rows = summary.periods(frames.periods(diary.days, by))
    if as_csv:
        from tracker.reports import summary_documents

        output.csv_rows([summary_documents.of_period(row) for row in rows])
        return
    whole = summary.summarise(diary, app.today)
    if as_json:
        _document(app, diary, rows, by, whole)
    elif file is not None:
        from tracker.reports import page

        page.write(file, diary, whole, app.today)
        output.line(f"Wrote {file}")
    else:
        _show(diary, rows, by, whole)
    if not (whole.whole.logged_days or whole.injections):
        output.note("Nothing is logged in that time; b12 log 2 eggs logs two eggs.")


def _document(
    app: App, diary: "Diary", rows: "Sequence[Period]", by: Step, whole: "Summary"
) -> None:
    from tracker.reports import json_output as documents
    from tracker.reports import periods, summary_documents

    with app.database.reading() as connection:
        span = diary.span
        days = periods.last(connection, diary.person, span.last, span.length, app.today).days
    found = [documents.of_listed_day(day) for day in days]
    output.document(summary_documents.of_report(found, rows, by, whole))


def _show(diary: "Diary", rows: "Sequence[Period]", by: Step, whole: "Summary") -> None:
    from tracker.reports import sentences

    output.paragraph(f"{diary.span.label}, target {sentences.targets(whole)}")
    if not whole.whole.logged_days and not whole.whole.injected_ug:
        return
    output.show(bars.fitting(partial(_table, rows, by)))
    _marks(diary)
    facts = output.table(fold=2)
    facts.add_column(no_wrap=True)
    for name, said in sentences.facts(whole):
        output.row(facts, name, said)
    output.show(facts)


def _table(rows: "Sequence[Period]", by: Step, layout: bars.Layout) -> "Table":
    made = output.table(right=(4, 5, 6, 8)[: 3 + layout.behind // 2])
    output.row(made, *layout.heads("mean a day", "target met"))
    for row in rows:
        output.row(made, *layout.cut(_cells(row, by, layout)))
    return made


def _cells(row: "Period", by: Step, layout: bars.Layout) -> "list[RenderableType]":
    from rich.text import Text

    name = row.span.name(by)
    if row.share is None:
        return [name, Text(row.gap, style="dim"), "", "", "", "", *[""] * layout.behind]
    bound = row.lower_bound
    absorbed = "no estimate"
    if row.absorbed:
        absorbed = output.estimate(row.absorbed, lower_bound=bound, unit="")
    need = output.percent(row.share_of_need, lower_bound=bound)
    return [
        name,
        *layout.cells(row.share),
        output.ug(row.mean_ug, lower_bound=bound),
        output.percent(row.share, lower_bound=bound),
        row.met_label,
        *[absorbed, need][: layout.behind],
    ]


def _marks(diary: "Diary") -> None:
    """A mark a day, week, month or year, whichever has room."""
    from tracker.reports import frames, summary

    step = diary.span.step_within(bars.room())
    shown = summary.periods(frames.periods(diary.days, step))
    bars.sparkline([row.share for row in shown], count(len(shown), step))
