"""`b12 report`: weeks, months and years beside the target."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import bars, files, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import csv_option, json_option, one_of
from tracker.cli.periods import read, span_options
from tracker.cli.table import Table
from tracker.cli.terminal import Styled
from tracker.errors import InputError
from tracker.text.formatting import count
from tracker.text.spans import STEPS, Span, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.reports.intake import Period
    from tracker.reports.summary import Summary


@click.command(cls=Command)
@span_options("12w")
@click.option(
    "--by",
    "step",
    type=click.Choice(STEPS),
    metavar="STEP",
    help="A line a day, week, month or year. [default: by the length]",
)
@click.option(
    "--html",
    "file",
    type=files.PAGE_FILE,
    metavar="FILE",
    help="A page to show or print, for a doctor.",
)
@click.option(
    "--pdf",
    "printed",
    type=files.PRINT_FILE,
    metavar="FILE",
    help="The same page, printed by the browser that is there.",
)
@files.all_option
@click.option("--open", "opened", is_flag=True, help="Show the page or PDF.")
@json_option
@csv_option
@pass_app
def report(
    app: App,
    span: Span,
    step: Step | None,
    file: Path | None,
    printed: Path | None,
    everybody: bool,
    opened: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Intake and what is absorbed over weeks, months or years.

    \b
    b12 report                          the last 12 weeks
    b12 report --month 2026-10 --by day
    b12 report --last 2y --html summary.html --open
    b12 report --all --html pages       everybody's page, and an index

    Where doses of 50 µg or more are logged, medians stand in place of means, and marks and sources
    show what was absorbed. A day without a log ends a streak, and so does one that unknown B12
    leaves open.
    """
    one_of(html=file, pdf=printed, json=as_json, csv=as_csv)
    written = file or printed
    if opened and written is None:
        raise click.UsageError("--open shows a page: give --html or --pdf too")
    if everybody:
        _write_all(app, span, written, printed=printed is not None, opened=opened)
        return

    from tracker.reports import sentences, summary

    # The page has the symptoms and values before the first meal too.
    stretch = read(app, span, eaten=written is None)
    by = step or stretch.span.step
    rows = stretch.period.split(by)
    if as_csv:
        from tracker.reports import csv_output

        output.csv_rows(csv_output.period_rows(rows, by))
        return
    whole = summary.summarise(stretch, app.today)
    if as_json:
        from tracker.reports import json_output

        output.document(json_output.of_report(rows, by, whole))
    elif written is not None:
        from tracker.reports import habits, outlook, page

        with app.diary() as diary:
            years = outlook.in_words(habits.read_habits(diary, app.today), stretch.span.last)
        write = page.write if file else page.print_to
        write(written, stretch, whole, app.today, years)
        output.paragraph(f"Wrote {written}")
        if opened:
            click.launch(str(written.absolute()))  # a name could begin like an option
    else:
        _show(rows, by, whole)
    if not (stretch.period.logged or stretch.period.injections):
        output.note(sentences.NOTHING_LOGGED)


def _write_all(app: App, span: Span, folder: Path | None, *, printed: bool, opened: bool) -> None:
    if folder is None:
        raise click.UsageError(
            "--all writes pages: give --html or --pdf too; b12 summary lists all"
        )
    if app.person_given:
        raise InputError("--all is about everybody's diary: leave --person out")

    from tracker.reports import pages

    with app.diary(own=False) as diary:
        of = pages.read(diary.everybody(), span, app.moment)
    for file in pages.write(of, folder, printed=printed):
        output.line(f"Wrote {file}")
    if opened:
        click.launch(str((folder if printed else file).absolute()))


def _show(rows: "Sequence[Period]", by: Step, of: "Summary") -> None:
    from tracker.reports import figures, sentences

    whole = of.whole
    output.paragraph(f"{whole.span.label}, target {sentences.targets(whole)}")
    if whole.logged or whole.injected_ug:
        # Days with a regimen are judged by whether it was kept.
        _bars(rows, by, whole, judged=not of.regimens)
    facts = Table(fold=2)
    for name, text in (*figures.figures(of), *figures.symptoms(of)):
        facts.row(name, text)
    output.show(facts)


def _bars(rows: "Sequence[Period]", by: Step, whole: "Period", *, judged: bool) -> None:
    bars.draw(partial(_table, rows, by, median=whole.has_large_doses, judged=judged))
    # A mark a day, week, month or year, whichever has room.
    step = whole.span.step_within(bars.room())
    absorbed = whole.shows_absorbed
    marks = [part.share_of_need if absorbed else part.share for part in whole.split(step)]
    bars.sparkline(marks, count(len(marks), step), absorbed=absorbed)


def _table(
    rows: "Sequence[Period]", by: Step, layout: bars.Layout, *, median: bool, judged: bool
) -> Table:
    table = Table(right=(4, 5, 6, 8))
    table.row(*layout.heads(f"{'median' if median else 'mean'} a day", "target met"))
    for row in rows:
        table.row(*_cells(row, by, layout, median=median, judged=judged))
    return table


def _cells(
    row: "Period", by: Step, layout: bars.Layout, *, median: bool, judged: bool
) -> list[str]:
    """Return a row; the bar and the share have the style of how it stands, if it is `judged`."""
    from tracker.reports import sentences, standing

    name, met = row.span.name(by), sentences.met_cell(row)
    share = row.median_share if median else row.share
    if share is None:
        return [name, Styled(sentences.gap_cell(row), "quiet"), "", "", "", met, "", ""]
    style = standing.of_period(row, median=median) if judged else None
    bar, end = layout.cells(share)
    return [
        name,
        Styled(bar, style),
        end,
        sentences.intake_cell(row, median=median),
        Styled(sentences.share_cell(row, median=median), style),
        met,
        sentences.absorbed_cell(row),
        sentences.need_cell(row),
    ]
