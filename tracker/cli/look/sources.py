"""`b12 sources`: which foods, meals and origins the B12 came from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import (
    App,
    Command,
    csv_option,
    json_option,
    one_of,
    pass_app,
    read,
    span_options,
)
from tracker.reports.origins import KINDS
from tracker.text.formatting import count, format_percent, format_ug
from tracker.text.spans import Span

if TYPE_CHECKING:
    from tracker.reports.json_output import Document


@click.command(cls=Command)
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
@json_option
@csv_option
@pass_app
def sources(app: App, span: Span, most: int, as_json: bool, as_csv: bool) -> None:
    """Which foods, meals and origins your B12 came from.

    Below them natural (mostly animal) food, fortified food and supplements side by side: what of
    each you ate and absorbed, and what is known of it. --csv has the foods.
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.reports import sources as found
    from tracker.reports import summary_documents

    diary = read(app, span)
    by_food = found.foods(diary.items)
    foods, meals, origins = map(
        summary_documents.rows, (by_food, found.meals(diary.items), found.origins(by_food))
    )
    if as_json:
        output.document(summary_documents.of_sources(diary.span, foods[:most], meals, origins))
        return
    if as_csv:
        output.csv_rows(foods[:most])
        return
    if not foods:
        output.note("Nothing eaten is logged in that time; b12 log 2 eggs logs two eggs.")
        return
    output.line(diary.span.label)
    given = [row for row in foods if row["b12_ug"] or row["unknown_times"]]
    _table(given[:most], "food")
    if len(given) > most:
        output.line(f"  and {count(len(given) - most, 'other food')}")
    output.line("Meals")
    _table(meals, "meal")
    unknown, eaten = (sum(row[times] for row in foods) for times in ("unknown_times", "times"))
    if unknown:
        output.paragraph(
            f"≥ and unknown: the B12 of {unknown} of {count(eaten, 'item')} is unknown, in all or "
            "in part; shares are of what is known."
        )
    _compare(origins)


def _table(rows: "Sequence[Document]", of: str) -> None:
    made = output.table(right=(2, 3, 4), fold=1)
    for row in rows:
        cells = [f"{row['times']} ×", _ug(row), output.percent(row["share"])]
        more = [] if output.is_narrow() else [_absorbed(row), row.get("origin", "")]
        output.row(made, row[of], *cells, *more)
    output.show(made)


def _ug(row: "Document") -> str:
    return output.ug(row["b12_ug"], lower_bound=row["unknown_times"] > 0)


def _absorbed(row: "Document") -> str:
    """`≈ 1.5 µg absorbed`, and of how much where not all of it has an estimate."""
    if row["absorbed_ug"] is None:
        return "" if row["b12_ug"] is None else "no estimate"
    of = f" of {format_ug(row['estimated_ug'])}" if _is_partly_estimated(row) else ""
    return f"≈ {format_ug(row['absorbed_ug'])} µg absorbed{of}"


def _is_partly_estimated(row: "Document") -> bool:
    return bool(row["estimated_ug"] < row["b12_ug"] - 1e-9)  # a sum in another order


def _compare(origins: "Sequence[Document]") -> None:
    """Animal food against what is added, as a table of one's own diary."""
    output.line("Natural, fortified, supplement")
    for kind, row in zip(KINDS, origins, strict=True):
        made = output.table(fold=2)
        output.row(made, kind.title, _eaten(row))
        output.row(made, "form", kind.form)
        output.row(made, "absorption", kind.absorption)
        output.row(made, "suits", kind.suits)
        output.row(made, "figure", kind.sure)
        if row["foods"]:
            output.row(made, "yours", ", ".join(row["foods"]))
        output.row(made, "source", kind.source)
        output.show(made)


def _eaten(row: "Document") -> str:
    if not row["times"]:
        return "none eaten"
    absorbed = row["share_absorbed"]
    share = "" if row["share"] is None else f", {format_percent(row['share'])} of all"
    said = f"{_ug(row)} eaten{share}"
    if absorbed is None:
        return said
    partly = " on days with an estimate" if _is_partly_estimated(row) else ""
    return f"{said}; ≈ {format_percent(absorbed)} of it absorbed{partly}"
