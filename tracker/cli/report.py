"""`b12 today` and `b12 week`."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.options import App, Command, day_option, json_option, pass_app
from tracker.domain.dates import format_day, format_month, format_span, format_weekday
from tracker.domain.figures import format_number
from tracker.domain.intake import DayIntake, PeriodIntake

if TYPE_CHECKING:
    from rich.console import RenderableType

# A week's bars end at twice the target; the target is in the middle.
_BAR_SHARE = 2.0
# A narrow week with "≈ 0.27 (0.08–0.42)" behind each day.
_ROOM_FOR_ABSORBED = 62
_BAR_WIDTH, _NARROW_BAR_WIDTH = 16, 7


@click.command(cls=Command)
@day_option("Another day: yesterday, mon, -3d or 2026-11-20.")
@click.option("--brief", is_flag=True, help="One line, for a shell prompt or a status bar.")
@json_option
@pass_app
def today(app: App, day: date | None, brief: bool, as_json: bool) -> None:
    """What was eaten today, beside the target."""
    from tracker.reports import documents, periods

    which = day or app.today
    with app.database.reading() as connection:
        person = app.person(connection)
        (shown,) = periods.day(connection, person, which, app.today).days
    if as_json:
        output.document(documents.of_day(shown))
        return
    if brief:
        output.line(output.brief(shown))
        return
    if not shown.items and not shown.logged:
        output.note(
            f"Nothing is logged for {format_day(which)}; target {output.target(shown.target)}."
        )
        return
    output.line(format_day(which))
    if shown.mark:
        output.line(f"{output.MARKS[shown.mark][0].upper()}{output.MARKS[shown.mark][1:]}")
    output.items(shown.items, with_time=True)
    output.paragraph(f"Intake: {output.total(shown)}")
    if shown.logged:
        output.paragraph(output.absorbed(shown))
    if shown.unknown:
        output.paragraph(output.unknown(shown.unknown))
    output.effects(shown.deciding)


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
@pass_app
def week(app: App, day: date | None, count: int, as_json: bool) -> None:
    """The week from Monday to Sunday, a line a day.

    A bar ends at twice the target, which is marked in the middle. A day without a log is a gap,
    not a zero; ≥ marks a sum that holds foods of unknown B12.
    """
    from tracker.reports import documents, periods

    with app.database.reading() as connection:
        person = app.person(connection)
        shown = periods.weeks(connection, person, day or app.today, count, app.today)
    if as_json:
        output.document(documents.of_weeks(shown))
        return
    for number, one in enumerate(shown):
        if number:
            output.line()
        _week(one)
    if not any(day.items or day.logged for one in shown for day in one.days):
        output.note("Nothing is logged in that time; b12 log 2 eggs logs two eggs.")


def _week(week: PeriodIntake) -> None:
    output.line(f"{format_span(week.days[0].day, week.days[-1].day)}, target {_targets(week.days)}")
    # The need has room on a wide terminal, what is absorbed on all but the narrowest.
    shown = 0 if output.is_narrow(_ROOM_FOR_ABSORBED) else 1 if output.is_narrow() else 2
    made = output.table(right=(4, 5, 7)[: 2 + shown // 2])
    if week.logged:
        mark = f"{'':{_bar_width() // 2 - 1}}│{' target' if shown == 2 else ''}"
        heads = ["absorbed", "need"][:shown]
        output.row(made, "", mark, *(["", "intake", "", *heads] if shown else []))
    for day in week.days:
        output.row(made, *_day_cells(day), *_absorbed_cells(day)[:shown])
    output.show(made)
    for day in week.days:
        for text in _remarks(day):
            output.paragraph(f"{_name(day)}: {text}")
    for text in _figures(week):
        output.paragraph(text)
    output.effects(week.deciding)


def _day_cells(day: DayIntake) -> "tuple[RenderableType, ...]":
    from rich.bar import Bar
    from rich.text import Text

    name = _name(day)
    if day.share is None or day.intake_ug is None:
        gap = "no log" if output.is_narrow() else "nothing logged"
        gap = "injection" if day.injected_ug else gap
        return name, Text("" if day.future else gap, style="dim"), "", "", ""
    bar = Bar(_BAR_SHARE, 0, min(day.share, _BAR_SHARE), width=_bar_width())
    over = "▸" if day.share > _BAR_SHARE else ""
    bound = day.lower_bound
    return (
        name,
        bar,
        over,
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
    month = str(day.day.day) if output.is_narrow() else format_month(day.day)
    return f"{format_weekday(day.day)} {month}"


def _bar_width() -> int:
    return _NARROW_BAR_WIDTH if output.is_narrow() else _BAR_WIDTH


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
