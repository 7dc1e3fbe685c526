"""`b12 sources`: which foods, meals and origins the B12 came from."""

from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import csv_option, intake_option, json_option, one_of
from tracker.cli.periods import read, span_options
from tracker.cli.table import Table
from tracker.cli.tags import nothing, tags_argument, with_tags
from tracker.text.formatting import count, format_percent, format_ug, percent
from tracker.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.reports.sources import Source


@click.command(cls=Command)
@tags_argument
@span_options("12w")
@click.option(
    "-n",
    "--most",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    metavar="N",
    help="How many foods at most.",
)
@intake_option
@json_option
@csv_option
@pass_app
def sources(
    app: App,
    tags: tuple[str, ...],
    span: Span,
    most: int,
    intake: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Which foods, meals and origins your B12 came from.

    \b
    b12 sources                 the last 12 weeks
    b12 sources --month 2026-10 -n 5
    b12 sources +restaurant     of meals with that tag alone

    Where doses of 50 µg or more are logged, order and shares are by what was absorbed. Below them
    stand natural (mostly animal) food, fortified food and supplements: what you ate and absorbed of
    each, and what is known of it. --csv has the foods.
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.diary.filters import Filter
    from tracker.reports import json_output, sentences
    from tracker.reports import sources as by

    period = read(app, span, eaten=True).period
    wanted = Filter(tags=tags)
    absorbed = period.shows_absorbed and not intake
    foods = by.foods(period.days, wanted, by_absorbed=absorbed)
    meals = by.meals(period.days, wanted, by_absorbed=absorbed)
    origins = by.origins(foods)
    if as_json:
        output.document(json_output.of_sources(period.span, foods[:most], meals, origins))
        return
    if as_csv:
        output.csv_rows(json_output.of_source.each(foods[:most]))
        return
    if not foods:
        empty = "Nothing eaten is logged in that time; b12 log 2 eggs logs two eggs."
        with app.diary() as diary:
            output.note(nothing(empty, tags, diary.tags()))
        return
    output.paragraph(with_tags(period.span.label, tags))
    if absorbed:
        output.paragraph(sentences.INTAKE_OPTION)
    given = [food for food in foods if food.b12_ug or food.unknown_times]
    _table(given[:most], absorbed=absorbed)
    if len(given) > most:
        output.paragraph(f"  and {count(len(given) - most, 'other food')}")
    output.line("Meals")
    _table(meals, absorbed=absorbed)
    unknown_items = sum(food.unknown_times for food in foods)
    if unknown_items:
        items = count(sum(food.times for food in foods), "item")
        output.paragraph(
            f"≥ and unknown: the B12 of {unknown_items} of {items} is unknown, in all or in part; "
            "shares are of what is known."
        )
    _compare(origins, absorbed=absorbed)


def _table(sources: "Sequence[Source]", *, absorbed: bool) -> None:
    """Print a row a source; what the share is of stands before it, the other figure after it."""
    from tracker.reports import sentences

    table = Table(right=(2, 3, 4), fold=1)
    for source in sources:
        eaten, of_it = sentences.source_cell(source), _absorbed(source)
        cells = [eaten, percent(source.share), of_it]
        if absorbed:
            eaten = eaten if source.b12_ug is None else f"{eaten} eaten"
            cells = [of_it, percent(source.share_of_absorbed), eaten]
        table.row(source.name, f"{source.times} ×", *cells, source.origin)
    output.show(table)


def _absorbed(source: "Source") -> str:
    """`≈ 1.5 µg absorbed`, and of how much where not all of it has an estimate."""
    if source.absorbed_ug is None or source.estimated_ug is None:
        return "" if source.b12_ug is None else "no estimate"
    of = f" of {format_ug(source.estimated_ug)}" if source.is_partly_estimated else ""
    return f"≈ {format_ug(source.absorbed_ug)} µg absorbed{of}"


def _compare(origins: "Sequence[Source]", *, absorbed: bool) -> None:
    """Print animal food beside what is added, as a table of one's own diary."""
    from tracker.reports.origins import KINDS

    output.line("Natural, fortified, supplement")
    for kind, own in zip(KINDS, origins, strict=True):
        table = Table(fold=2)
        table.row(kind.title, _eaten(own, absorbed=absorbed))
        table.row("form", kind.form)
        table.row("absorption", kind.absorption)
        table.row("suits", kind.suits)
        table.row("figure", kind.certainty)
        if own.foods:
            table.row("yours", ", ".join(own.foods))
        table.row("source", kind.source)
        output.show(table)


def _eaten(source: "Source", *, absorbed: bool) -> str:
    from tracker.reports import sentences

    if not source.times:
        return "none eaten"
    shown, what = (
        (source.share_of_absorbed, "all that was absorbed") if absorbed else (source.share, "all")
    )
    share = "" if shown is None else f", {format_percent(shown)} of {what}"
    text = f"{sentences.source_cell(source)} eaten"
    if source.share_absorbed is None:
        return f"{text}{share}"
    partly = " on days with an estimate" if source.is_partly_estimated else ""
    of_it = f"; ≈ {format_percent(source.share_absorbed)} of it absorbed{partly}"
    return f"{text}{of_it}{share}" if absorbed else f"{text}{share}{of_it}"
