"""`b12 week`."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from tracker.cli import bars, output
from tracker.cli.app import App, Command, csv_option, day_option, json_option, one_of, pass_app
from tracker.reports.intake import DayIntake, PeriodIntake
from tracker.text.dates import format_day, format_month, format_span, format_weekday
from tracker.text.formatting import format_number

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

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

    A bar ends at twice the target, which is marked in the middle. A day without a log is a gap,
    not a zero; ≥ marks a sum that holds foods of unknown B12. The row of marks below has the days
    of four weeks.
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.reports import periods

    with app.database.reading() as connection:
        person = app.person(connection)
        # The marks need weeks before the one that is shown.
        most = max(count, _WEEKS_OF_MARKS)
        weeks = periods.weeks(connection, person, day or app.today, most, app.today)
    shown = weeks[-count:]
    if as_json:
        from tracker.reports import json_output as documents

        output.document(documents.of_weeks(shown))
        return
    if as_csv:
        from tracker.reports import json_output as documents

        output.csv_rows([documents.day_row(day) for one in shown for day in one.days])
        return
    for number, one in enumerate(shown):
        if number:
            output.line()
        _week(one)
    _marks(weeks)
    if not any(day.items or day.logged for one in shown for day in one.days):
        output.note("Nothing is logged in that time; b12 log 2 eggs logs two eggs.")


def _week(week: PeriodIntake) -> None:
    output.paragraph(
        f"{format_span(week.days[0].day, week.days[-1].day)}, target {_targets(week.days)}"
    )
    output.show(bars.fitting(partial(_table, week)))
    for day in week.days:
        for text in _remarks(day):
            output.paragraph(f"{_name(day)}: {text}")
    for text in _figures(week):
        output.paragraph(text)
    output.effects(week.deciding)


def _table(week: PeriodIntake, layout: bars.Layout) -> "Table":
    made = output.table(right=(4, 5, 7)[: 2 + layout.behind // 2])
    if week.logged:
        output.row(made, *layout.heads("intake"))
    for day in week.days:
        cells = [*_day_cells(day, layout), *_absorbed_cells(day)[: layout.behind]]
        output.row(made, *layout.cut(cells))
    return made


def _marks(weeks: Sequence[PeriodIntake]) -> None:
    """The days of the last weeks as a sparkline, where any of them is logged."""
    days = [day for week in weeks for day in week.days if not day.future][-bars.room() :]
    days = days[-7 * _WEEKS_OF_MARKS :]
    if days:
        last = format_day(days[-1].day)
        bars.sparkline([day.share for day in days], f"{len(days)} days to {last}")


def _day_cells(day: DayIntake, layout: bars.Layout) -> "tuple[RenderableType, ...]":
    from rich.text import Text

    month = str(day.day.day) if layout.short else format_month(day.day)
    name = f"{format_weekday(day.day)} {month}"
    if day.share is None or day.intake_ug is None:
        gap = "no log" if layout.bar < _ROOM_FOR_GAP else "nothing logged"
        gap = "injection" if day.injected_ug else gap
        return name, Text("" if day.future else gap, style="dim"), "", "", ""
    bound = day.lower_bound
    return (
        name,
        *layout.cells(day.share),
        output.ug(day.intake_ug, lower_bound=bound),
        output.percent(day.share, lower_bound=bound),
    )


def _absorbed_cells(day: DayIntake) -> list[str]:
    if day.absorbed is None:
        return ["no estimate" if day.logged else "", ""]
    bound = day.lower_bound
    return [
        output.estimate(day.absorbed, lower_bound=bound, unit=""),
        output.percent(day.share_of_need, lower_bound=bound),
    ]


def _name(day: DayIntake) -> str:
    return f"{format_weekday(day.day)} {format_month(day.day)}"


def _remarks(day: DayIntake) -> list[str]:
    said = [output.MARKS[day.mark]] if day.mark else []
    said += [output.unknown(day.unknown)] if day.unknown else []
    return [*said, output.injected(day)] if day.injected_ug else said


def _targets(days: Sequence[DayIntake]) -> str:
    """One target, or each with the day it begins."""
    changes = [days[0], *(b for a, b in pairwise(days) if a.target != b.target)]
    said = [output.target(changes[0].target)]
    said += [f"from {format_month(day.day)} {output.target(day.target)}" for day in changes[1:]]
    return ", ".join(said)


def _figures(week: PeriodIntake) -> list[str]:
    if not week.logged:
        return []
    bound = week.lower_bound
    counted = len(week.counted)
    days = "day" if counted == 1 else "days"
    in_part = len(week.logged) - counted
    left_out = f" ({in_part} logged in part left out)" if in_part else ""
    mean = [
        f"Mean {output.ug(week.mean_ug, lower_bound=week.mean_lower_bound)} over {counted} logged "
        f"{days}{left_out}; target met on {week.met} of {counted}{_open(week.open)}"
    ]
    return [
        *(mean if counted else []),
        f"Sum {output.ug(week.intake_ug, lower_bound=bound)} of "
        f"{format_number(week.target_ug)} µg, {len(week.days)} days' targets "
        f"({output.percent(week.share, lower_bound=bound)})",
        *_absorbed(week),
    ]


def _open(days: int) -> str:
    return f" ({days} open: unknown B12)" if days else ""


def _absorbed(week: PeriodIntake) -> list[str]:
    """The mean of the days that can be estimated, beside their need."""
    if week.mean_absorbed is None or week.mean_need_ug is None:
        return []
    bound, estimated, counted = week.mean_lower_bound, len(week.estimated), len(week.counted)
    over = (
        "" if estimated == counted else f" over {estimated} of {counted} days, the only estimates"
    )
    return [
        f"Absorbed {output.estimate(week.mean_absorbed, lower_bound=bound)} a day{over}; "
        f"{output.percent(week.share_of_need, lower_bound=bound)} of the need of "
        f"{format_number(week.mean_need_ug)} µg ({'; '.join(week.need_sources)}); met on "
        f"{week.need_met} of {estimated}{_open(week.need_open)}"
    ]
