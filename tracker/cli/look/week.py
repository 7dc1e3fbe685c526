"""`b12 week`."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import click

from tracker.cli import bars, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import csv_option, day_option, json_option, one_of
from tracker.cli.table import Dim, Table
from tracker.text.dates import format_day, format_month, format_weekday, week_of
from tracker.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.regimens.model import Verdict
    from tracker.reports.intake import Day, Period

# So many weeks are in the sparkline.
_WEEKS_OF_MARKS = 4
# A bar at least so wide has room for the words in its place.
_ROOM_FOR_GAP = 14


@click.command(cls=Command)
@day_option("Any day of another week.")
@click.option(
    "--last",
    "count",
    type=click.IntRange(1, 520),
    default=1,
    metavar="N",
    help="So many weeks, up to that one.",
)
@json_option
@csv_option
@pass_app
def week(app: App, day: date | None, count: int, as_json: bool, as_csv: bool) -> None:
    """The week from Monday to Sunday, a line a day.

    \b
    b12 week -d 2026-11-02
    b12 week --last 4

    A bar ends at twice the target, which is marked in the middle. A day without a log is a gap,
    not a zero; ≥ marks a sum that holds foods of unknown B12. The row of marks below has the days
    of four weeks.
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.regimens import store as regimens
    from tracker.regimens.model import verdicts
    from tracker.reports import intake, sentences

    monday = week_of(day or app.today)
    # The marks need weeks before the one that is shown.
    most = max(count, _WEEKS_OF_MARKS)
    span = Span(monday - timedelta(weeks=most - 1), monday + timedelta(days=6))
    with app.diary() as diary:
        weeks = intake.read_period(diary, span, app.today).split("week")
        shown = weeks[-count:]
        courses = regimens.courses(diary, span.last, shown[0].span.first)
    spans = [(week.span.first, week.span.last) for week in shown]
    judged = [
        verdicts((c for c in courses if c.regimen.is_within(*days)), *days, app.today)
        for days in spans
    ]
    if as_json:
        from tracker.reports import json_output

        output.document(json_output.of_weeks(shown, judged))
        return
    if as_csv:
        from tracker.reports import json_output

        output.csv_rows([json_output.day_row(day) for one in shown for day in one.days])
        return
    for number, one in enumerate(shown):
        if number:
            output.line()
        _week(one, judged[number])
    _marks(weeks)
    if not any(day.rows or day.logged for one in shown for day in one.days):
        output.note(sentences.NOTHING_LOGGED)


def _week(week: "Period", judged: "Sequence[Verdict]") -> None:
    from tracker.reports import sentences

    output.paragraph(f"{week.span.label}, target {sentences.targets(week, with_year=False)}")
    bars.draw(partial(_table, week))
    for day in week.days:
        for text in sentences.remarks(day):
            output.paragraph(text)
    for text in sentences.week(week):
        output.paragraph(text)
    if judged:
        from tracker.reports import regimens

        for verdict in judged:
            output.paragraph(regimens.week_line(verdict))
    output.effects(week.deciding)


def _table(week: "Period", layout: bars.Layout) -> Table:
    table = Table(right=(4, 5, 7))
    if week.logged:
        table.row(*layout.heads("intake"))
    for day in week.days:
        table.row(*_cells(day, layout))
    return table


def _marks(weeks: "Sequence[Period]") -> None:
    """Print the days of the last weeks as a sparkline, if any of them is logged."""
    days = [day for week in weeks for day in week.days if not day.future][-bars.room() :]
    days = days[-7 * _WEEKS_OF_MARKS :]
    if days:
        last = format_day(days[-1].day)
        bars.sparkline([day.share for day in days], f"{len(days)} days to {last}")


def _cells(day: "Day", layout: bars.Layout) -> list[str]:
    from tracker.reports import sentences

    month = str(day.day.day) if layout.short else format_month(day.day)
    name = f"{format_weekday(day.day)} {month}"
    if day.share is None:
        gap = "no log" if layout.bar < _ROOM_FOR_GAP else "nothing logged"
        gap = "injection" if day.injected_ug else gap
        return [name, Dim("" if day.future else gap), *[""] * 5]
    return [
        name,
        *layout.cells(day.share),
        sentences.intake_cell(day),
        sentences.share_cell(day),
        sentences.absorbed_cell(day),
        sentences.need_cell(day),
    ]
