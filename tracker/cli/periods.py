"""The days that a reading command shows: --from, --to, --last, --month and --year."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App
from tracker.cli.options import DAY, F
from tracker.errors import InputError
from tracker.text import dates

if TYPE_CHECKING:
    from tracker.reports.stretch import Stretch
    from tracker.text.spans import Span

_THIS_YEAR = "this"  # --year without a value


def span_options(usual: str | None) -> Callable[[F], F]:
    """Add --from, --to, --last, --month and --year, as `span`.

    `usual` is the default of --last; without one it is all days of the diary.
    """
    last = "The last 30d, 12w, 6m or 2y, with this week, month or year."
    options = [
        click.option("--from", "first", type=DAY, metavar="DAY", help="The first day."),
        click.option(
            "--to", "until", type=DAY, metavar="DAY", help="The last day. [default: today]"
        ),
        click.option(
            "--last",
            "recent",
            metavar="N",
            help=f"{last} [default: {usual or 'everything'}]",
        ),
        click.option("--month", metavar="MONTH", help="A calendar month: 2026-10."),
        click.option(
            "--year",
            is_flag=False,
            flag_value=_THIS_YEAR,
            metavar="[YEAR]",
            help="This calendar year, or another: 2025.",
        ),
    ]

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
            span = _span(usual, today, first, until, recent, month, year)
            return function(*args, span=span, **kwargs)

        decorated: Any = with_span
        for option in reversed(options):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return add


def _span(
    usual: str | None,
    today: date,
    first: date | None,
    until: date | None,
    recent: str | None,
    month: str | None,
    year: str | None,
) -> "Span":
    """Return the days that the options ask for. Raise InputError if they ask for two things."""
    from tracker.text import spans

    if sum(given is not None for given in (first or until, recent, month, year)) > 1:
        raise InputError("give one of --from with --to, --last, --month and --year")
    if first is not None:
        return spans.between(first, until, today)
    if usual is None and recent is month is year is None:
        # The days after today were begun where the clock was ahead of this one.
        return spans.Span(dates.EARLIEST, until or today + dates.ANY_CLOCK)
    if month is not None:
        return spans.month(month, today)
    if year is not None:
        return spans.year(str(today.year) if year == _THIS_YEAR else year, today)
    # With --to alone, as many days as usual, up to that day.
    return spans.last((usual if recent is None else recent) or "", until or today)


def read(app: App, span: "Span", *, trimmed: bool = True) -> "Stretch":
    """Return the diary of those days, if `trimmed` without the days before the diary begins."""
    from tracker.reports import stretch

    with app.diary() as diary:
        begins = diary.first_day()
        shown = span.since(begins) if trimmed and begins is not None else span
        if shown != span and begins is not None:
            output.note(f"The diary begins on {dates.format_day(begins)}.")
        return stretch.read_stretch(diary, shown, app.today)
