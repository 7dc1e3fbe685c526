"""`b12 sql`: a query over views of the diary."""

import sys
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import csv_option, json_option, one_of
from tracker.cli.terminal import Styled
from tracker.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.database.query import Result, Value

_FROM_STDIN = "-"


@click.command(cls=Command)
@click.argument("query", required=False, metavar="[QUERY]")
@json_option
@csv_option
@pass_app
def sql(app: App, query: str | None, as_json: bool, as_csv: bool) -> None:
    """Ask the diary in SQL, or list its views; it only reads.

    \b
    b12 sql                          the views and their columns
    b12 sql "SELECT day, intake_ug FROM days WHERE target_met = 0"
    b12 sql - --csv < query.sql

    Rows are everybody's; with --person they are that person's. Unknown is NULL.
    """
    one_of(json=as_json, csv=as_csv)
    if query is None:
        _list_views(as_json, as_csv)
        return
    result = _run(app, _read_stdin() if query == _FROM_STDIN else query)
    records = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    if as_json:
        output.document(records)
    elif as_csv:
        output.csv_rows(records)
    else:
        _show(result)
    if not result.rows:
        output.note("The query gives no rows.")


def _run(app: App, query: str) -> "Result":
    from tracker.database import query as queries
    from tracker.reports.columns import WholeDiary
    from tracker.reports.views import VIEWS

    with app.diary(own=False) as diary:
        diaries = [diary] if app.person_given else diary.everybody()
        wholes = [WholeDiary(own, app.moment) for own in diaries]
        tables = {
            name: [column.definition for column in view.columns] for name, view in VIEWS.items()
        }
        return queries.run(query, tables, lambda name: VIEWS[name].stored(wholes))


def _read_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig") if sys.stdin else ""
    except UnicodeDecodeError:
        raise InputError("the query is invalid UTF-8") from None


def _show(result: "Result") -> None:
    columns = list(zip(*result.rows, strict=True))
    figures = [
        place
        for place, cells in enumerate(columns, start=1)
        if all(cell is None or not isinstance(cell, str) for cell in cells)
    ]
    cells = [list(map(_cell, row)) for row in result.rows]
    output.rows([result.columns, *cells], right=figures)


def _cell(value: "Value") -> str:
    """Return the text of a value; nine digits hide the noise of binary fractions."""
    if value is None:
        return Styled("NULL", "quiet")
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def _list_views(as_json: bool, as_csv: bool) -> None:
    from tracker.reports.views import VIEWS

    views = [view.document for view in VIEWS.values()]
    if as_json:
        output.document(views)
        return
    if as_csv:
        columns = [{"view": view["view"], **each} for view in views for each in view["columns"]]
        output.csv_rows(columns)
        return
    for view in views:
        output.paragraph(f"{view['view']}: {view['says']}")
        output.rows(map(_described, view["columns"]), fold=3)


def _described(column: "Mapping[str, str]") -> list[str]:
    null = column["null"]
    says = f"{column['says']} (NULL: {null})" if null else column["says"]
    return [column["column"], column["kind"], says]
