"""The days that a reading command shows: --from, --to, --last, --month and --year."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tracker.cli import output
from tracker.cli.app import App
from tracker.cli.options import DAY, F, offered
from tracker.errors import InputError
from tracker.text import dates

if TYPE_CHECKING:
    from tracker.diary.store import Diary
    from tracker.reports.stretch import Stretch
    from tracker.text.spans import Span

_CURRENT = "this"  # --month and --year without a value


class _Asked(NamedTuple):
    """The options as they are given."""

    first: date | None
    until: date | None
    recent: str | None
    month: str | None
    year: str | None

    @property
    def anything(self) -> bool:
        """Whether any of them is given."""
        return any(value is not None for value in self)

    @property
    def is_ambiguous(self) -> bool:
        """Whether two of them say where the days begin, or where they end."""
        calendar = [self.month, self.year]
        begins = [value for value in (self.first, self.recent, *calendar) if value is not None]
        return len(begins) > 1 or (self.until is not None and calendar != [None, None])


def span_options(usual: str | None, *, counts: str = "", weeks: bool = False) -> Callable[[F], F]:
    """Add --from, --to, --last, --month and --year, as `span`.

    `usual` is the default of --last; with None it is every day, and `span` is None unless one of
    the options is given. `counts` is the unit of a number alone: d, w, m or y; with none it is
    refused. With `weeks` the weeks of --last end on their Sunday, and -d is another name of --to.
    """
    until = ["-d", "--day", "--to"] if weeks else ["--to"]
    last = "The last day, or any day of the last week." if weeks else "The last day."
    default = f" [default: {usual}]" if usual else ""
    options = [
        click.option("--from", "first", type=DAY, metavar="DAY", help="The first day."),
        click.option(*until, "until", type=DAY, metavar="DAY", help=f"{last} [default: today]"),
        click.option(
            "--last",
            "recent",
            metavar="N",
            shell_complete=offered("periods"),
            help=f"30d, 12w, 6m or 2y, the current one among them; or the last whole week, month "
            f"or year.{default}",
        ),
        click.option(
            "--month",
            is_flag=False,
            flag_value=_CURRENT,
            metavar="[MONTH]",
            shell_complete=offered("months"),
            help="This calendar month, or another: 2026-10, oct, last.",
        ),
        click.option(
            "--year",
            is_flag=False,
            flag_value=_CURRENT,
            metavar="[YEAR]",
            shell_complete=offered("years"),
            help="This calendar year, or another: 2025, last.",
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
            asked = _Asked(first, until, recent, month, year)
            span = None
            if usual is not None or asked.anything:
                today = click.get_current_context().ensure_object(App).today
                span = _span(asked, usual, today, counts, weeks=weeks)
            return function(*args, span=span, **kwargs)

        decorated: Any = with_span
        for option in reversed(options):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return add


def _span(asked: _Asked, usual: str | None, today: date, counts: str, *, weeks: bool) -> "Span":
    """Return the days that are asked for. Raise InputError for two ways of asking at once."""
    from tracker.text import spans

    if asked.is_ambiguous:
        raise InputError("give one of --from, --last, --month and --year, --to with the first two")
    if asked.month is not None:
        return spans.month(asked.month, today)
    if asked.year is not None:
        return spans.year(asked.year, today)
    if asked.first is not None:
        return spans.between(asked.first, asked.until, today)
    until = asked.until or today
    # With --to alone as many days as usual, up to that day.
    length = usual if asked.recent is None else asked.recent
    if length is None:
        return spans.Span(dates.EARLIEST, until)
    length += counts if length.isdecimal() else ""
    return spans.last(length, until, whole_weeks=weeks)


def read(app: App, span: "Span", *, trimmed: bool = True, eaten: bool = False) -> "Stretch":
    """Return the diary of those days, if `trimmed` without the days before the diary begins.

    It begins with the first of all that is logged, or if `eaten` with the first day on which it is
    known what was eaten.
    """
    from tracker.reports import stretch

    with app.diary() as diary:
        begins = diary.first_day(eaten=eaten) if trimmed else None
        return stretch.read_stretch(diary, _since(span, begins, begins), app.today)


def since_first_week(diary: "Diary", span: "Span") -> "Span":
    """Return the days without the weeks before the first day on which something was eaten."""
    begins = diary.first_day(eaten=True)
    return _since(span, begins, begins and dates.week_of(begins))


def _since(span: "Span", begins: date | None, first: date | None) -> "Span":
    """Return the days from the first on, and say so if that leaves some out."""
    shown = span if first is None else span.since(first)
    if shown != span and begins is not None:
        output.note(f"The diary begins on {dates.format_day(begins)}.")
    return shown
