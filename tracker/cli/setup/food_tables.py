"""`b12 food tables`: which official food tables there are, and which were imported."""

from typing import TYPE_CHECKING, NamedTuple

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll
from tracker.cli.options import csv_option, json_option

if TYPE_CHECKING:
    from tracker.exchange.foods.tables.description import Table
    from tracker.foods.model import FoodTable


class _Line(NamedTuple):
    """A table; `foods` is the number of its foods in the diary, and None if it wasn't imported."""

    code: str
    country: str | None
    title: str
    edition: str | None
    foods: int | None
    licence: str
    attribution: str
    url: str | None


@click.command("tables", cls=CommandOfAll)
@json_option
@csv_option
@pass_app
def tables(app: App, as_json: bool, as_csv: bool) -> None:
    """List the official food tables: those imported, and those that can be.

    \b
    b12 food tables
    b12 food tables --json

    Download a table from its publisher, and b12 food import reads it. To choose which ones are
    searched first, use b12 person set --tables.
    """
    output.listing(_lines(app), as_json, _Line._asdict, _cells, as_csv=as_csv, empty="")


def _lines(app: App) -> list[_Line]:
    """Return the imported tables, and then the others that b12 reads."""
    from tracker.exchange.foods.tables.description import known_tables
    from tracker.foods.tables import imported

    known = {table.code: table for table in known_tables()}
    imported_tables = []
    if app.place.exists():  # what can be imported is known without a diary
        with app.session() as session:
            imported_tables = imported(session.connection)
    lines = [
        _line(table, table.edition, foods, known.pop(table.code, None))
        for table, foods in imported_tables
    ]
    lines += [_line(table, None, None, table) for table in known.values() if not table.no_b12]
    return lines


def _line(
    table: "FoodTable | Table",
    edition: str | None,
    foods: int | None,
    known: "Table | None",
) -> _Line:
    """Return the line of a table; `known` is how b12 reads it, and says where it is published."""
    return _Line(
        table.code,
        table.country,
        table.title,
        edition,
        foods,
        table.licence,
        table.attribution,
        None if known is None else known.url,
    )


def _cells(line: _Line) -> list[str]:
    title = f"{line.title} {line.edition or ''}".strip()
    foods = line.url or "" if line.foods is None else f"{line.foods:,} foods here"
    return [line.code, line.country or "", title, foods]
