"""`b12 week`."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import click

from tracker.cli import bars, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import csv_option, json_option, one_of
from tracker.cli.periods import since_first_week, span_options
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
@span_options("1w", counts="w", weeks=True)
@json_option
@csv_option
@pass_app
def week(app: App, span: Span, as_json: bool, as_csv: bool) -> None:
    """The week from Monday to Sunday, a line a day.

    \b
    b12 week -d 2026-11-03
    b12 week --last 2
    b12 week --month oct

    A bar ends at twice the target, which is marked in the middle. A day without a log is a gap,
    not a zero; ≥ marks a sum that holds foods of unknown B12. The row of marks below has the days
    of four weeks.
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.regimens import store as regimens
    from tracker.regimens.model import verdicts
    from tracker.reports import intake, sentences

    with app.diary() as diary:
        wanted = since_first_week(diary, span)
        # The marks need weeks before the one that is shown.
        begin = min(wanted.first, week_of(wanted.last) - timedelta(weeks=_WEEKS_OF_MARKS - 1))
        days = intake.read_period(diary, Span(begin, wanted.last), app.today)
        whole = intake.Period.of([day for day in days.days if day.day in wanted])
        courses = regimens.courses(diary, wanted.last, wanted.first)
    shown = whole.split("week")
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
        from tracker.reports import csv_output

        output.csv_rows(csv_output.day_row.each(whole.days))
        return
    for number, one in enumerate(shown):
        if number:
            output.line()
        _week(one, judged[number])
    output.effects(whole.deciding)
    _marks(days)
    if not any(day.rows or day.logged for day in whole.days):
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


def _table(week: "Period", layout: bars.Layout) -> Table:
    table = Table(right=(4, 5, 7))
    if week.logged:
        table.row(*layout.heads("intake"))
    for day in week.days:
        table.row(*_cells(day, layout))
    return table


def _marks(period: "Period") -> None:
    """Print the days of the last weeks as a sparkline, if any of them is logged."""
    days = [day for day in period.days if not day.future][-bars.room() :]
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
