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
_BAR_WIDTH, _NARROW_BAR_WIDTH = 16, 8


@click.command(cls=Command)
@day_option("Another day: yesterday, mon, -3d or 2026-11-20.")
@json_option
@pass_app
def today(app: App, day: date | None, as_json: bool) -> None:
    """What was eaten today, beside the target."""
    from tracker.reports import documents, periods
    from tracker.store import people

    which = day or app.today
    with app.database.reading() as connection:
        person = people.default(connection)
        (shown,) = periods.day(connection, person, which, app.today).days
    if as_json:
        output.document(documents.of_day(shown))
        return
    if not shown.items:
        output.note(
            f"Nothing is logged for {format_day(which)}; target {output.target(shown.target)}."
        )
        return
    output.line(format_day(which))
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
    from tracker.store import people

    with app.database.reading() as connection:
        person = people.default(connection)
        shown = periods.weeks(connection, person, day or app.today, count, app.today)
    if as_json:
        output.document(documents.of_weeks(shown))
        return
    for number, one in enumerate(shown):
        if number:
            output.line()
        _week(one)
    if not any(day.items for one in shown for day in one.days):
        output.note("Nothing is logged in that time; b12 log 2 eggs logs two eggs.")


def _week(week: PeriodIntake) -> None:
    output.line(f"{format_span(week.days[0].day, week.days[-1].day)}, target {_targets(week.days)}")
    narrow = output.is_narrow()
    made = output.table(right=(4, 5) if narrow else (4, 5, 7))
    if week.logged:
        mark = f"{'':{_bar_width() // 2 - 1}}│{'' if narrow else ' target'}"
        output.row(made, "", mark, *([] if narrow else ["", "intake", "", "absorbed", "need"]))
    for day in week.days:
        output.row(made, *_day_cells(day), *([] if narrow else _absorbed_cells(day)))
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
    said = [output.unknown(day.unknown)] if day.unknown else []
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
    logged, bound = len(week.logged), week.lower_bound
    days = "day" if logged == 1 else "days"
    absorbed = []
    if week.mean_absorbed is not None:
        needs = {day.target.need_ug: day.target.need_source for day in week.estimated}
        need, source = next(iter(needs.items()))
        of = f"{format_number(need)} µg, {source}" if len(needs) == 1 else "the need"
        absorbed.append(
            f"Absorbed {output.estimate(week.mean_absorbed, lower_bound=bound)} a day, "
            f"{output.percent(week.share_of_need, lower_bound=bound)} of {of}"
        )
    open_days = f" ({week.open} open: unknown B12)" if week.open else ""
    return [
        f"Mean {output.ug(week.mean_ug, lower_bound=bound)} over {logged} logged {days}; "
        f"target met on {week.met} of {logged}{open_days}",
        f"Sum {output.ug(week.intake_ug, lower_bound=bound)} of "
        f"{format_number(week.target_ug)} µg, {len(week.days)} days' targets "
        f"({output.percent(week.share, lower_bound=bound)})",
        *absorbed,
    ]
