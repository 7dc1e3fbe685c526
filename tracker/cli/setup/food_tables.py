"""`b12 food tables`: which official food tables there are, and which were imported."""

from typing import NamedTuple

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll
from tracker.cli.options import csv_option, json_option


class _Line(NamedTuple):
    """A table; `foods` is the number of its foods here, and None if it wasn't imported."""

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

    Download a table from its publisher, and b12 food import reads it. Which ones are searched
    first, b12 person set --tables says.
    """
    output.listing(_lines(app), as_json, _Line._asdict, _cells, as_csv=as_csv, empty="")


def _lines(app: App) -> list[_Line]:
    """Return the imported tables, and then the others that b12 reads."""
    from tracker.exchange.foods.tables.description import known_tables
    from tracker.foods.tables import imported

    known = {table.code: table for table in known_tables()}
    here = []
    if app.file.exists():  # what can be imported is known without a diary
        with app.session() as session:
            here = imported(session.connection)
    lines = []
    for table, foods in here:
        of = known.pop(table.code, None)
        url = None if of is None else of.url
        lines.append(
            _Line(
                table.code,
                table.country,
                table.title,
                table.edition,
                foods,
                table.licence,
                table.attribution,
                url,
            )
        )
    others = (table for table in known.values() if not table.no_b12)
    lines += [
        _Line(of.code, of.country, of.title, None, None, of.licence, of.attribution, of.url)
        for of in others
    ]
    return lines


def _cells(of: _Line) -> list[str]:
    title = f"{of.title} {of.edition or ''}".strip()
    if of.foods is None:
        return [of.code, of.country or "", title, of.url or ""]
    return [of.code, of.country or "", title, f"{of.foods:,} foods here"]
