"""`b12 report`: weeks, months and years beside the target."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import bars, output
from tracker.cli.options import (
    App,
    Command,
    check_folder,
    csv_option,
    json_option,
    one_of,
    pass_app,
)
from tracker.cli.spans import read, span_options
from tracker.domain.spans import STEPS, Span, Step
from tracker.domain.wording import count

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tracker.domain.people import Person
    from tracker.reports.frames import Diary
    from tracker.reports.summary import Period, Summary

_MOST_FOODS = 3
_MOST_SYMPTOMS = 4


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
        check_folder(file)

    from tracker.reports import frames, summary

    diary, person = read(app, span)
    by = step or diary.span.step
    rows = summary.periods(frames.periods(diary.days, by))
    if as_csv:
        from tracker.reports import summary_documents

        output.csv_rows([summary_documents.of_period(row) for row in rows])
        return
    whole = summary.summarise(diary, app.today)
    if as_json:
        _document(app, person, diary.span, rows, by, whole)
    elif file is not None:
        from tracker.reports import page

        page.write(file, person, diary, whole, app.today)
        output.line(f"Wrote {file}")
    else:
        _show(diary, rows, by, whole)
    if not whole.whole.logged_days:
        output.note("Nothing is logged in that time; b12 log 2 eggs logs two eggs.")


def _document(
    app: App, person: "Person", span: Span, rows: "Sequence[Period]", by: Step, whole: "Summary"
) -> None:
    from tracker.reports import documents, periods, summary_documents

    with app.database.reading() as connection:
        days = periods.last(connection, person, span.last, span.length, app.today).days
    found = [documents.of_listed_day(day) for day in days]
    output.document(summary_documents.of_report(found, rows, by, whole))


def _show(diary: "Diary", rows: "Sequence[Period]", by: Step, whole: "Summary") -> None:
    from tracker.reports import sentences

    output.paragraph(f"{diary.span.label}, target {sentences.targets(whole)}")
    if not whole.whole.logged_days and not whole.whole.injected_ug:
        return
    shown = bars.columns()
    made = output.table(right=(4, 5, 7)[: 2 + shown // 2])
    output.row(made, *bars.heads(shown, "mean a day", "met"))
    for row in rows:
        output.row(made, *_cells(row, by, shown))
    output.show(made)
    _marks(diary)
    facts = output.table(fold=2)
    facts.add_column(no_wrap=True)
    for name, said in sentences.facts(whole):
        output.row(facts, name, said)
    output.show(facts)


def _cells(row: "Period", by: Step, shown: int) -> "list[RenderableType]":
    from rich.text import Text

    name = row.span.name(by)
    if row.share is None:
        gap = "no log" if not row.logged_days else "in part"
        gap = "injection" if row.injected_ug and not row.logged_days else gap
        return [name, Text(gap, style="dim"), *[""] * (3 + shown), ""]
    bound = row.lower_bound
    absorbed = [
        output.estimate(row.absorbed, lower_bound=bound, unit="")
        if row.absorbed
        else "no estimate",
        output.percent(row.share_of_need, lower_bound=bound),
    ]
    return [
        name,
        *bars.bar(row.share),
        output.ug(row.mean_ug, lower_bound=bound),
        output.percent(row.share, lower_bound=bound),
        *absorbed[:shown],
        f"{row.met} of {row.counted_days}",
    ]


def _marks(diary: "Diary") -> None:
    """A mark a day, week, month or year, whichever has room."""
    from tracker.reports import frames

    step = diary.span.step_within(bars.room())
    shown = frames.periods(diary.days, step)
    shares = (shown["mean_ug"] / shown["target_ug"]).where(shown["counted_days"] > 0)
    bars.sparkline([None if s != s else s for s in shares], count(len(shares), step))
