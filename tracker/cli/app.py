"""What the commands share: the diary they work on, the clock, and their options."""

import os
import time as clock
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import date, datetime, time
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker import paths
from tracker.cli import arguments, output
from tracker.errors import InputError
from tracker.text import dates
from tracker.text.formatting import is_text

if TYPE_CHECKING:
    from tracker.database.engine import Database
    from tracker.diary.store import Diary
    from tracker.people.store import Session
    from tracker.reports.stretch import Stretch
    from tracker.text.spans import Span

_NOT_UTF8 = "invalid UTF-8 on the command line"
_THIS_YEAR = "this"  # --year without a value
_DAY_SECONDS = 24 * 60 * 60
_MAX_ID_DIGITS = 18  # what fits in SQLite's integers
F = TypeVar("F", bound=Callable[..., Any])
S = TypeVar("S", bound="Session")
T = TypeVar("T", bound=date | time)


def now() -> datetime:
    """Return the local time with its offset; the clock is read nowhere else.

    Raise InputError for a time zone that Python can't count with.
    """
    if max(abs(clock.timezone), abs(clock.altzone)) >= _DAY_SECONDS:
        raise InputError(f'invalid time zone TZ="{os.environ.get("TZ")}": it is a day or more off')
    return datetime.now().astimezone()


class _DryRunError(Exception):
    """Rolls back the transaction of a dry run."""


class App:
    """What one run of the command works with."""

    def __init__(self) -> None:
        """Read the clock once, so that everything in a run happens at the same moment."""
        self.moment = now()
        self.path: Path | None = None
        # Whose the diary is that was opened last, if it has several people.
        self.whose = ""
        self.person_name: str | None = os.environ.get("B12_PERSON") or None
        # Whether --person says so, and not the shell's B12_PERSON.
        self.person_given = False

    @cached_property
    def day_starts(self) -> time:
        """The hour at which this person's days start."""
        from tracker.people import store as people

        return people.day_start(self.path, self.person_name)

    @cached_property
    def today(self) -> date:
        """Today's diary day, in local time."""
        return dates.diary_day(self.moment, self.day_starts)

    def moment_of(self, day: date | None, at: time | None) -> tuple[date, datetime | None]:
        """Return the diary day and the moment of what is logged with -d and -t.

        Raise InputError as `dates.logged_at` does.
        """
        return dates.logged_at(day, at, self.moment, self.day_starts)

    @property
    def file(self) -> Path:
        """The diary's file, whether it exists or not."""
        return self.path or paths.default_database()

    @cached_property
    def database(self) -> "Database":
        """The diary, created at first use. Raises as `creating` and `Database` do."""
        from tracker.database.engine import Database

        if not self.file.exists():
            from tracker.cli.creating import refuse_unless_creating

            refuse_unless_creating(self.path)
        database = Database(self.file)
        if database.created:
            output.note(f"New diary: {database.path}")
            self._mention_backups()
        return database

    def _mention_backups(self) -> None:
        """If a diary was lost, say how to get it back."""
        import shlex

        from tracker.database import backup

        backups = backup.of_diary(self.file)
        if backups:
            command = f"b12 restore {shlex.quote(str(backups[-1]))}"
            output.note(f"There is a backup of an earlier diary: {command}")

    def diary(
        self,
        *,
        write: bool = False,
        own: bool = True,
        dry_run: bool = False,
        back_up: bool = False,
    ) -> "AbstractContextManager[Diary]":
        """Open the diary of --person, B12_PERSON or the first person, to read or to write.

        What is written is one transaction, and one step of undo whose summary names the person. A
        dry run is rolled back at the end. With `back_up` the diary is copied first, and the copy
        kept if anything was stored.
        """
        from tracker.diary.store import Diary

        if not write:
            return self._reading(Diary, own=own)
        return self._writing(Diary, own=own, dry_run=dry_run, back_up=back_up)

    def session(
        self,
        *,
        write: bool = False,
        own: bool = False,
        of_all: bool = False,
        dry_run: bool = False,
        back_up: bool = False,
    ) -> "AbstractContextManager[Session]":
        """Open the same without the verbs of the diary: for foods, people, symptoms and files.

        What is `own` is the person's, as meals are; a change `of_all` belongs to nobody.
        """
        from tracker.people.store import Session

        if not write:
            return self._reading(Session, own=own)
        return self._writing(Session, own=own, of_all=of_all, dry_run=dry_run, back_up=back_up)

    @contextmanager
    def _reading(self, kind: "type[S]", *, own: bool) -> "Iterator[S]":
        with self.database.reading() as connection:
            session = kind(connection, self.person_name)
            yield session
            if own:
                self._name(session)

    @contextmanager
    def _writing(
        self,
        kind: "type[S]",
        *,
        own: bool,
        of_all: bool = False,
        dry_run: bool,
        back_up: bool,
    ) -> "Iterator[S]":
        from tracker.database import history

        copied: AbstractContextManager[Callable[[], None]] = nullcontext(lambda: None)
        if back_up and not dry_run and not self.database.created:
            from tracker.database import backup

            copied = backup.before(self.database.path, "import")
        with copied as keep:
            with (
                suppress(_DryRunError),
                self.database.writing() as connection,
                history.recorded(connection, self.moment) as change,
            ):
                session = kind(connection, self.person_name, change)
                yield session
                if own:
                    self._name(session)
                if self.whose and not of_all:
                    session.summary = f"{session.person.name}: {session.summary}"
                if dry_run:
                    raise _DryRunError
            if change.changed:
                keep()

    def _name(self, session: "Session") -> None:
        """Let the reply say whose diary it is, if there are several people."""
        self.whose = session.whose
        output.begin(session.person.name, shared=bool(self.whose))


pass_app = click.make_pass_decorator(App, ensure=True)


def _set_path(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(App).path = value.expanduser()


def _set_person(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        if not is_text(value):
            raise InputError(_NOT_UTF8)
        app = ctx.ensure_object(App)
        app.person_name, app.person_given = value, True


class Command(click.Command):
    """A command that takes --db and --person after its name too.

    It refuses negative amounts and invalid UTF-8.
    """

    of_all = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add --person and --db to the options."""
        super().__init__(*args, **kwargs)
        self.params.append(
            click.Option(
                ["--person"],
                metavar="NAME",
                is_eager=True,  # yesterday depends on whose day it is
                expose_value=False,
                callback=_set_person,
                hidden=self.of_all,
                help="Whose diary, instead of B12_PERSON or the first person.",
            )
        )
        self.params.append(
            click.Option(
                ["--db"],
                type=click.Path(path_type=Path),
                metavar="FILE",
                is_eager=True,
                expose_value=False,
                callback=_set_path,
                help="The diary's file, instead of B12_DB or the user's data folder.",
            )
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse invalid UTF-8, and --person where it has no meaning; else as `arguments.read`."""
        # In the shell's completion a line is not complete.
        args = arguments.read(args, self.params, complete=not ctx.resilient_parsing)
        rest = super().parse_args(ctx, args)
        if self.of_all and ctx.ensure_object(App).person_given:
            raise InputError(f"{ctx.command_path} is about everybody's diary: leave --person out")
        # A path may be in another encoding; what is stored or looked up may not.
        for value in () if ctx.resilient_parsing else ctx.params.values():
            for word in value if isinstance(value, tuple) else (value,):
                if isinstance(word, str) and not is_text(word):
                    raise InputError(_NOT_UTF8)
        return rest


class CommandOfAll(Command):
    """A command on everybody's diary, which refuses --person rather than ignore it."""

    of_all = True


class Group(click.Group, Command):
    """A group of such commands."""

    command_class = Command
    group_class = type


class Parsed(click.ParamType[T]):
    """A date or a time, as one of the parsers of `text.dates` reads it."""

    def __init__(
        self, name: str, parse: Callable[[str, date], T], extent: arguments.Extent | None = None
    ) -> None:
        """`parse` takes the text and today's diary day, and raises InputError."""
        self.name, self._parse, self.extent = name, parse, extent

    def convert(
        self, value: str | T, param: click.Parameter | None, ctx: click.Context | None
    ) -> T:
        """Return the date or time. Raise InputError."""
        if not isinstance(value, str):
            return value
        assert ctx is not None
        return self._parse(value, ctx.ensure_object(App).today)


DAY = Parsed("day", dates.parse_day, dates.day_extent)
ANY_DAY = Parsed("day", dates.parse_any_day, dates.day_extent)
SINCE = Parsed("day", dates.parse_since, dates.day_extent)
UNTIL = Parsed("day", dates.parse_until, dates.day_extent)
BIRTH = Parsed("date", dates.parse_birth, dates.day_extent)
TIME = Parsed("time", lambda text, _today: dates.parse_time(text), dates.time_extent)


class _Id(click.ParamType[int]):
    name = "number"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the number. Raise InputError."""
        if isinstance(value, int):
            return value
        if not value.isdecimal() or len(value) > _MAX_ID_DIGITS:
            raise InputError(f'"{value}" is not a number from the list')
        return int(value)


ids_argument = click.argument("ids", nargs=-1, required=True, type=_Id(), metavar="ID...")


def day_option(help_text: str, kind: Parsed[date] = DAY) -> Callable[[F], F]:
    """Add -d, --day; with ANY_DAY one to come too, to see what is there."""
    return click.option("-d", "--day", type=kind, metavar="DAY", help=help_text)


time_option = click.option(
    "-t",
    "--time",
    "at",
    type=TIME,
    metavar="TIME",
    help="When: 8:30, 7pm or noon; last night's if it is to come [default: now].",
)
since_option = click.option(
    "--since",
    type=SINCE,
    metavar="DAY",
    help="The first day it applies to, or a month: 2024-03 [default: today].",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
csv_option = click.option("--csv", "as_csv", is_flag=True, help="Print CSV for spreadsheets.")
intake_option = click.option(
    "--intake",
    is_flag=True,
    help="The intake, where doses of 50 µg or more make it show what was absorbed.",
)


def most_option(default: int) -> Callable[[F], F]:
    """Add -n, --most."""
    return click.option(
        "-n",
        "--most",
        type=click.IntRange(1, 1000),
        default=default,
        show_default=True,
        metavar="N",
        help="How many at most.",
    )


def one_of(**given: object) -> None:
    """Raise InputError if more than one of the options is given."""
    if sum(value not in (None, False) for value in given.values()) > 1:
        names = [f"--{name}" for name in given]
        raise InputError(f"give one of {', '.join(names[:-1])} and {names[-1]}")


def span_options(usual: str) -> Callable[[F], F]:
    """Add --from, --to, --last, --month and --year, as `span`; `usual` is the default of --last."""
    options = [
        click.option("--from", "first", type=DAY, metavar="DAY", help="The first day."),
        click.option(
            "--to", "until", type=DAY, metavar="DAY", help="The last day. [default: today]"
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
    usual: str,
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
    if month is not None:
        return spans.month(month, today)
    if year is not None:
        return spans.year(str(today.year) if year == _THIS_YEAR else year, today)
    # With --to alone, as many days as usual, up to that day.
    return spans.last(usual if recent is None else recent, until or today)


def read(app: App, span: "Span", *, trimmed: bool = True) -> "Stretch":
    """Return the diary of those days, if `trimmed` without the days before the diary begins."""
    from tracker.reports import stretch

    with app.diary() as diary:
        begins = diary.first_day()
        shown = span.since(begins) if trimmed and begins is not None else span
        if shown != span and begins is not None:
            output.note(f"The diary begins on {dates.format_day(begins)}.")
        return stretch.read_stretch(diary, shown, app.today)
