"""`b12 week`."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import click

from tracker.cli import bars, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import csv_option, json_option, one_of
from tracker.cli.periods import since_first_week, span_options
from tracker.cli.table import Table
from tracker.cli.terminal import Styled
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
    """A week, a line a day.

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
    from tracker.reports import sentences
    from tracker.reports.days import read_period
    from tracker.reports.intake import Period

    with app.diary() as diary:
        wanted = since_first_week(diary, span)
        # The marks need weeks before the one that is shown.
        begin = min(wanted.first, week_of(wanted.last) - timedelta(weeks=_WEEKS_OF_MARKS - 1))
        days = read_period(diary, Span(begin, wanted.last), app.today)
        whole = Period(tuple(day for day in days.days if day.day in wanted))
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
        show_week(one, judged[number], app.today)
    output.effects(whole.deciding)
    _marks(days)
    if not any(day.rows or day.logged for day in whole.days):
        output.note(sentences.NOTHING_LOGGED)


def show_week(week: "Period", judged: "Sequence[Verdict]", today: date) -> None:
    """Print a week with the verdicts on its regimens; `today` is open still."""
    from tracker.reports import sentences

    output.paragraph(f"{week.span.label}, target {sentences.targets(week, with_year=False)}")
    # Days with a regimen are judged by whether it was kept.
    bars.draw(partial(_table, week, None if judged else today))
    for day in week.days:
        for text in sentences.remarks(day):
            unknown = day.unknown and text.endswith(sentences.unknown(day.unknown))
            output.paragraph(text, "unknown" if unknown else None)
    for text in sentences.week(week):
        output.paragraph(text)
    if judged:
        from tracker.reports import regimens

        for verdict in judged:
            output.paragraph(regimens.week_line(verdict), verdict.due.state)


def _table(week: "Period", today: date | None, layout: bars.Layout) -> Table:
    table = Table(right=(4, 5, 7))
    if week.logged:
        table.row(*layout.heads("intake"))
    for day in week.days:
        table.row(*_cells(day, today, layout))
    return table


def _marks(period: "Period") -> None:
    """Print the days of the last weeks as a sparkline, from the first that is logged.

    Those of one week alone are above already.
    """
    days = [day for day in period.days if not day.future][-bars.room() :]
    days = days[-7 * _WEEKS_OF_MARKS :]
    while days and days[0].share is None:
        del days[0]
    if days and week_of(days[0].day) != week_of(days[-1].day):
        last = format_day(days[-1].day)
        bars.sparkline([day.share for day in days], f"{len(days)} days to {last}")


def _cells(day: "Day", today: date | None, layout: bars.Layout) -> list[str]:
    """Return a row; the bar and the share have the style of how the day stands, up to `today`."""
    from tracker.reports import sentences, standing

    month = str(day.day.day) if layout.short else format_month(day.day)
    name = f"{format_weekday(day.day)} {month}"
    if day.share is None:
        gap = "no log" if layout.bar < _ROOM_FOR_GAP else "nothing logged"
        gap = "injection" if day.injected_ug else gap
        return [name, Styled("" if day.future else gap, "quiet"), *[""] * 5]
    style = standing.of_day(day, today) if today else None
    bar, end = layout.cells(day.share)
    return [
        name,
        Styled(bar, style),
        end,
        sentences.intake_cell(day),
        Styled(sentences.share_cell(day), style),
        sentences.absorbed_cell(day),
        sentences.need_cell(day),
    ]
