"""`b12 today` and `b12 show`: a day beside its target, and its meals with their ids."""

from datetime import date
from typing import TYPE_CHECKING

import click

from tracker.cli import listings, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import ANY_DAY, csv_option, day_option, json_option, one_of
from tracker.cli.periods import span_options
from tracker.cli.tags import nothing, tags_argument, with_tags
from tracker.errors import InputError
from tracker.text.dates import format_day, format_hour, format_span
from tracker.text.formatting import capitalised, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.diary.model import Meal
    from tracker.health.cautions import Remark
    from tracker.regimens.model import Due, Regimen
    from tracker.text.spans import Span


@click.command(cls=Command)
@tags_argument
@day_option("Another day: yesterday, mon, -3d, 15 nov or 2026-11-20.", ANY_DAY)
@click.option("--brief", is_flag=True, help="One line, for a shell prompt or a status bar.")
@json_option
@csv_option
@pass_app
def today(
    app: App,
    tags: tuple[str, ...],
    day: date | None,
    brief: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """What was eaten today, beside the target.

    \b
    b12 today -d yesterday
    b12 today --brief
    b12 today +restaurant     the meals with that tag, without the target
    """
    one_of(brief=brief, json=as_json, csv=as_csv)
    if tags:
        if brief:
            raise InputError("--brief is about the whole day: leave out the tags")
        _tagged(app, day or app.today, tags, as_json=as_json, as_csv=as_csv)
        return

    from tracker.regimens import store as regimens
    from tracker.regimens.model import by_urgency
    from tracker.reports import sentences, standing
    from tracker.reports.days import read_day

    which = day or app.today
    with app.diary() as diary:
        planned = by_urgency(regimens.courses(diary, which, which), which)
        shown = read_day(diary, which, app.today)
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
    output.paragraph(format_day(which))
    if shown.mark:
        output.paragraph(sentences.MARKS[shown.mark].capitalize())
    listings.items(items)
    # A day with a regimen is judged by whether it was kept.
    stands = None if planned else standing.of_day(shown, app.today)
    output.paragraph(f"Intake: {sentences.total(shown)}", stands)
    if shown.logged:
        output.paragraph(sentences.absorbed(shown))
    if shown.unknown:
        output.paragraph(sentences.unknown(shown.unknown), "unknown")
    output.effects(shown.deciding)
    _regimens(planned, which, app.today)
    _warn(warnings)
    _ahead("today", ahead)


def _tagged(app: App, day: date, tags: tuple[str, ...], *, as_json: bool, as_csv: bool) -> None:
    """Print what was eaten in meals with all the tags, and its sum."""
    from tracker.diary.filters import Filter
    from tracker.reports import items_json, json_output
    from tracker.reports.items import ItemSum

    with app.diary() as diary:
        items = diary.items(day, day, Filter(tags=tags))
        known = diary.tags()
    if as_json:
        output.document(items_json.of_tagged_day(day, tags, items))
    elif not items:
        empty = f"Nothing is logged for {with_tags(format_day(day), tags)}."
        output.note(nothing(empty, tags, known))
    elif as_csv:
        output.csv_rows(json_output.of_item.each(items))
    else:
        output.line(with_tags(format_day(day), tags))
        listings.items(items)
        output.paragraph(ItemSum.of(items).label)


@click.command(cls=Command)
@tags_argument
@day_option("Another day: yesterday, mon, -3d, 15 nov or 2026-11-20.", ANY_DAY)
@click.option("--plain", is_flag=True, help="Print a meal a line, as b12 log - reads it.")
@span_options(None)
@json_option
@pass_app
def show(
    app: App,
    tags: tuple[str, ...],
    day: date | None,
    plain: bool,
    span: "Span | None",
    as_json: bool,
) -> None:
    """A day's meals and items, with the ids to correct them by.

    --from, --to, --last, --month and --year are for --plain.

    \b
    b12 show -d yesterday
    b12 show +restaurant        the meals with that tag
    b12 edit 12 --amount 200g
    b12 show --plain --last 4w > meals.txt
    """
    one_of(plain=plain, json=as_json)
    which = day or app.today
    if plain:
        if tags:
            raise InputError("--plain is about whole days: leave out the tags")
        _plain(app, which, span)
        return
    if span is not None:
        raise InputError("--from, --to, --last, --month and --year are for --plain")

    from tracker.diary.filters import Filter
    from tracker.reports import json_output, sentences

    with app.diary() as diary:
        meals = diary.meals(which, which, Filter(tags=tags))
        known = diary.tags() if tags else []
        mark = diary.marks(which, which).get(which)
        ahead = diary.days_ahead(app.moment) if which == app.today else []
    if as_json:
        output.document(json_output.of_meals(which, mark, meals, ahead))
        return
    marked = f": {sentences.MARKS[mark]}" if mark else ""
    if not meals:
        empty = f"Nothing is logged for {with_tags(format_day(which), tags)}{marked}."
        output.note(nothing(empty, tags, known))
        _ahead("show", ahead)
        return
    output.paragraph(f"{with_tags(format_day(which), tags)}{marked}")
    for meal in meals:
        output.paragraph(_heading(meal))
        listings.numbered_items(meal.items)
    _ahead("show", ahead)


def _plain(app: App, day: date, span: "Span | None") -> None:
    """Print the meals of a day or of a span as lines."""
    from tracker.diary.day_text import DayWriter
    from tracker.reports import sentences

    first, last = (day, day) if span is None else (span.first, span.last)
    lines: list[str] = []
    with app.diary() as diary:
        marks = diary.marks(first, last)
        writer = DayWriter(diary, app.moment, app.today)
        written = [writer.write(meal) for meal in diary.meals(first, last)]
    for which in sorted({*marks, *(each.meal.when.day for each in written)}):
        if which in marks:
            lines.append(f"# {format_day(which)}: {sentences.MARKS[marks[which]]}")
        for each in written:
            if each.meal.when.day == which:
                lines += each.lines
    output.meal_lines(lines)
    if not lines:
        output.note(f"Nothing is logged for {format_span(first, last)}.")


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
            output.paragraph(regimens.day_line(*state, day, now), state[1].state)


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
    from tracker.diary.model import tags_label

    tags = tags_label(when.tags)
    return "  ".join(part for part in (meal.code, name, tags, note) if part)
