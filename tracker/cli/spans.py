"""The options that say which days a report or a chart is about, and the diary of those days."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import DAY, App, F
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.reports.frames import Diary
    from tracker.text.spans import Span

# `--year` alone.
_THIS_YEAR = "this"


def span_options(usual: str) -> Callable[[F], F]:
    """--from, --to, --last, --month and --year, as `span`; `usual` is the --last without any."""

    def add(function: F) -> F:
        @wraps(function)
        def with_span(
            *args: Any,
            first: date | None,
            until: date | None,
            recent: str | None,
            month: str | None,
            year: str | None,
            **kwargs: Any,
        ) -> Any:
            today = click.get_current_context().ensure_object(App).today
            chosen = _chosen(first, until, recent, month, year)
            if until is not None and first is None:
                # As long as usual, up to that day.
                chosen, today = {"last": usual}, until
            return function(*args, span=_span(chosen or {"last": usual}, today), **kwargs)

        decorated: Any = with_span
        for option in reversed(_options(usual)):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return add


def read(app: App, span: "Span", *, trimmed: bool = True) -> "Diary":
    """The diary of those days; `trimmed` of the days before it begins, which is said."""
    from tracker.diary import store as diary
    from tracker.reports import frames
    from tracker.text.dates import format_day

    with app.database.reading() as connection:
        person = app.person(connection)
        begins = diary.first_day(connection, person.id)
        shown = span.since(begins) if trimmed and begins is not None else span
        if shown != span and begins is not None:
            output.note(f"The diary begins on {format_day(begins)}.")
        return frames.read(connection, person, shown, app.today)


def _options(usual: str) -> list[Callable[[Any], Any]]:
    return [
        click.option("--from", "first", type=DAY, metavar="DAY", help="From that day on."),
        click.option(
            "--to", "until", type=DAY, metavar="DAY", help="Up to that day. [default: today]"
        ),
        click.option(
            "--last",
            "recent",
            metavar="N",
            help=f"The last 30d, 12w, 6m or 2y, with this week, month or year. [default: {usual}]",
        ),
        click.option("--month", metavar="MONTH", help="A calendar month: 2026-10."),
        click.option(
            "--year",
            is_flag=False,
            flag_value=_THIS_YEAR,
            metavar="[YEAR]",
            help="This calendar year, or that one.",
        ),
    ]


def _chosen(
    first: date | None, until: date | None, recent: str | None, month: str | None, year: str | None
) -> dict[str, Any]:
    """What was asked for. Raises InputError for more than one thing."""
    given = {"last": recent, "month": month, "year": year}
    asked: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if first is not None or until is not None:
        asked["between"] = (first, until)
    if len(asked) > 1:
        raise InputError("give one of --from with --to, --last, --month and --year")
    return asked


def _span(chosen: dict[str, Any], today: date) -> "Span":
    from tracker.text import spans

    ((how, value),) = chosen.items()
    if how == "between":
        return spans.between(value[0], value[1], today)
    if how == "month":
        return spans.month(value, today)
    if how == "year":
        return spans.year(str(today.year) if value == _THIS_YEAR else value, today)
    return spans.last(value, today)
