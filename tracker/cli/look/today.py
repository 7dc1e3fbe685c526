"""`b12 today` and `b12 show`: a day beside its target, and its meals with their ids."""

from datetime import date
from typing import TYPE_CHECKING

import click

from tracker.cli import listings, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import ANY_DAY, csv_option, day_option, json_option, one_of
from tracker.text.dates import format_day, format_hour
from tracker.text.formatting import capitalised, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.diary.model import Meal
    from tracker.health.cautions import Remark
    from tracker.regimens.model import Due, Regimen


@click.command(cls=Command)
@day_option("Another day: yesterday, mon, -3d, 15 nov or 2026-11-20.", ANY_DAY)
@click.option("--brief", is_flag=True, help="One line, for a shell prompt or a status bar.")
@json_option
@csv_option
@pass_app
def today(app: App, day: date | None, brief: bool, as_json: bool, as_csv: bool) -> None:
    """What was eaten today, beside the target.

    \b
    b12 today -d yesterday
    b12 today --brief
    """
    one_of(brief=brief, json=as_json, csv=as_csv)

    from tracker.regimens import store as regimens
    from tracker.regimens.model import by_urgency
    from tracker.reports import intake, sentences

    which = day or app.today
    with app.diary() as diary:
        planned = by_urgency(regimens.courses(diary, which, which), which)
        shown = intake.read_day(diary, which, app.today)
        items = [] if brief else diary.items(which, which)
        ahead = diary.days_ahead(app.moment) if which == app.today else []
        warnings: list[Remark] = []
        if which == app.today and not brief:
            from tracker.reports import cautions

            warnings = cautions.read_urgent(diary, which)
    if as_json:
        from tracker.reports import json_output

        output.document(json_output.of_day(shown, items, ahead, warnings, planned))
        return
    if brief:
        output.line(f"{sentences.brief(shown)}{_brief(planned)}")
        return
    if not items and not shown.logged:
        target = sentences.target(shown.target)
        output.note(f"Nothing is logged for {format_day(which)}; target {target}.")
        _regimens(planned, which, app.today)
        _warn(warnings)
        _ahead("today", ahead)
        return
    if as_csv:
        from tracker.reports import json_output

        output.csv_rows(json_output.of_item.each(items))
        return
    output.line(format_day(which))
    if shown.mark:
        output.line(sentences.MARKS[shown.mark].capitalize())
    listings.items(items)
    output.paragraph(f"Intake: {sentences.total(shown)}")
    if shown.logged:
        output.paragraph(sentences.absorbed(shown))
    if shown.unknown:
        output.paragraph(sentences.unknown(shown.unknown))
    output.effects(shown.deciding)
    _regimens(planned, which, app.today)
    _warn(warnings)
    _ahead("today", ahead)


@click.command(cls=Command)
@day_option("Another day: yesterday, mon, -3d, 15 nov or 2026-11-20.", ANY_DAY)
@json_option
@pass_app
def show(app: App, day: date | None, as_json: bool) -> None:
    """A day's meals and items, with the ids to correct them by.

    \b
    b12 show -d yesterday
    b12 edit 12 --amount 200g
    b12 rm m7
    """
    from tracker.reports import json_output, sentences

    which = day or app.today
    with app.diary() as diary:
        meals = diary.meals(which, which)
        mark = diary.marks(which, which).get(which)
        ahead = diary.days_ahead(app.moment) if which == app.today else []
    if as_json:
        output.document(json_output.of_meals(which, mark, meals, ahead))
        return
    marked = f": {sentences.MARKS[mark]}" if mark else ""
    if not meals:
        output.note(f"Nothing is logged for {format_day(which)}{marked}.")
        _ahead("show", ahead)
        return
    output.line(f"{format_day(which)}{marked}")
    for meal in meals:
        output.line(_heading(meal))
        listings.numbered_items(meal.items)
    _ahead("show", ahead)


def _brief(planned: "Sequence[tuple[Regimen, Due]]") -> str:
    if not planned:
        return ""
    from tracker.reports import regimens

    return regimens.brief(planned)


def _regimens(planned: "Sequence[tuple[Regimen, Due]]", day: date, now: date) -> None:
    """Print what is due of each regimen."""
    if planned:
        from tracker.reports import regimens

        for state in planned:
            output.paragraph(regimens.day_line(*state, day, now))


def _warn(warnings: "Sequence[Remark]") -> None:
    """Print the most urgent of the reasons to see a clinician, and where the others stand."""
    if warnings:
        output.remark(warnings[0])
        more = count(len(warnings) - 1, "more reason") if len(warnings) > 1 else "more"
        output.paragraph(f"{capitalised(more)}: b12 advise")


def _ahead(command: str, days: "Sequence[date]") -> None:
    """Name the days after it that were begun where the clock was ahead of this one."""
    for day in days:
        see = f"b12 {command} -d {day.isoformat()}"
        output.paragraph(f"Eaten by now too, on {format_day(day)} in another time zone: {see}")


def _heading(meal: "Meal") -> str:
    when = meal.when
    at = "" if when.eaten_at is None else format_hour(when.day, when.eaten_at)
    name = " ".join(part for part in (at, when.meal) if part)
    note = f'"{meal.note}"' if meal.note else ""
    return "  ".join(part for part in (meal.code, name, note) if part)
