"""What the commands share: the diary they work on, the clock, and the types of options."""

import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker import paths
from tracker.cli import output
from tracker.errors import InputError
from tracker.text.formatting import is_text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tracker.database.engine import Database
    from tracker.database.history import Change
    from tracker.diary.store import Diary
    from tracker.people.model import Person

_NO_TEXT = "a word of that is no text in UTF-8"
_CHARTS = (".png", ".svg", ".pdf")
_PAGES = (".html", ".htm")
F = TypeVar("F", bound=Callable[..., Any])


def now() -> datetime:
    """The local time with its offset; the one place where the clock is read."""
    return datetime.now().astimezone()


class _DryRunError(Exception):
    """Takes the transaction of a dry run back."""


class App:
    """What one run of the command works with."""

    def __init__(self) -> None:
        """Read the clock once, so that a run sees one moment."""
        self.moment = now()
        self.path: Path | None = None
        self.person_name: str | None = os.environ.get("B12_PERSON") or None

    @cached_property
    def day_starts(self) -> time:
        """The hour at which this person's days start."""
        from tracker.people import store as daystart

        return daystart.read(self.path, self.person_name)

    @cached_property
    def today(self) -> date:
        """Today's diary day, here."""
        from tracker.text.dates import diary_day

        return diary_day(self.moment, self.day_starts)

    @property
    def file(self) -> Path:
        """The diary's file, whether it is there or not."""
        return self.path or paths.default_database()

    @cached_property
    def database(self) -> "Database":
        """The diary, made at first use. Raises DatabaseFileError when it can't be used."""
        from tracker.database.engine import Database

        database = Database(self.file)
        if database.created:
            output.note(f"New diary: {database.path}")
            self._tell_of_backups()
        return database

    def _tell_of_backups(self) -> None:
        """A diary that was lost is not to be begun anew in silence."""
        from tracker.database import backup as backups

        made = backups.of_diary(self.file)
        if made:
            output.note(f"There was one before: b12 restore {shlex.quote(str(made[-1]))}")

    @contextmanager
    def diary(
        self,
        *,
        write: bool = False,
        of_all: bool = False,
        dry_run: bool = False,
        back_up: bool = False,
    ) -> "Iterator[Diary]":
        """Open the diary of --person, B12_PERSON or the first person, to read or to write in it.

        What is written is one transaction and one step of undo; `of_all` is no one person's change.
        A dry run does all of it and then takes it back. With `back_up` a copy of the diary is made
        before, and kept if anything was stored.
        """
        from tracker.diary.store import Diary

        if not write:
            with self.database.reading() as connection:
                yield Diary(connection, self.person_name)
            return
        with self.writing(of_all=of_all, dry_run=dry_run, back_up=back_up) as change:
            yield Diary(change.connection, self.person_name, change)

    def person(self, connection: "Connection") -> "Person":
        """Whose diary it is: --person, B12_PERSON, or the first. Raises NotFoundError."""
        from tracker.people import store as people

        return people.get(connection, self.person_name)

    @contextmanager
    def writing(
        self, *, of_all: bool = False, dry_run: bool = False, back_up: bool = False
    ) -> "Iterator[Change]":
        """One transaction that is one step for undo; `of_all` is no one person's change.

        A dry run does all of it and then takes it back. With `back_up` a copy of the diary is made
        before, and kept if anything was stored.
        """
        from tracker.database import history

        with self._backed_up(back_up and not dry_run) as keep:
            with (
                suppress(_DryRunError),
                self.database.writing() as connection,
                history.recorded(connection, self.moment) as change,
            ):
                yield change
                if self.person_name and not of_all:
                    change.summary = f"{self.person(connection).name}: {change.summary}"
                if dry_run:
                    raise _DryRunError
            if change.changed:
                keep()

    @contextmanager
    def _backed_up(self, wanted: bool) -> "Iterator[Callable[[], None]]":
        """Gives what keeps a copy of the diary as it was; of a new one there is none."""
        if not wanted or self.database.created:
            yield lambda: None
            return
        from tracker.database import backup as backups

        with backups.before(self.database.path, "import") as keep:
            yield keep


pass_app = click.make_pass_decorator(App, ensure=True)


def _set_path(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(App).path = value.expanduser()


def _set_person(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        if not is_text(value):
            raise InputError(_NO_TEXT)
        ctx.ensure_object(App).person_name = value


class Command(click.Command):
    """A command that takes --db and --person after its name as well as before.

    It takes no negative amounts, and no words that hold what is no character.
    """

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
                help="Whose diary, in place of B12_PERSON and the first person.",
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
                help="The diary's file, in place of B12_DB and the user's data folder.",
            )
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A negative amount is a slip and -3d a day: neither is an option that nobody knows."""
        args = [re.sub(r"^-(\d+)d(?:ays?)?$", r"\1d ago", word) for word in args]
        for word in args:
            if ctx.resilient_parsing:  # the shell asks how the word could go on
                break
            if re.match(r"-[\d.,½¼¾]", word):
                raise InputError(f'"{word}": an amount can\'t be negative')
        rest = super().parse_args(ctx, args)
        # A path may be in another encoding; what is kept or looked for may not.
        for value in () if ctx.resilient_parsing else ctx.params.values():
            for word in value if isinstance(value, tuple) else (value,):
                if isinstance(word, str) and not is_text(word):
                    raise InputError(_NO_TEXT)
        return rest


class Group(click.Group, Command):
    """A group of such commands."""

    command_class = Command
    group_class = type


class DateOf(click.ParamType[date]):
    """A date, as one of the readers of `domain.dates` understands it."""

    def __init__(self, name: str, reader: str) -> None:
        """`reader` is imported when a value has to be read, and not for the help."""
        self.name = name
        self._reader = reader

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Raises InputError."""
        if isinstance(value, date):
            return value
        assert ctx is not None
        from tracker.text import dates

        read: Callable[[str, date], date] = getattr(dates, self._reader)
        return read(value, ctx.ensure_object(App).today)


DAY = DateOf("day", "parse_day")
SINCE = DateOf("day", "parse_since")
UNTIL = DateOf("day", "parse_until")
BIRTH = DateOf("date", "parse_birth")


class TimeOfDay(click.ParamType[time]):
    """A time of day."""

    name = "time"

    def convert(
        self, value: str | time, param: click.Parameter | None, ctx: click.Context | None
    ) -> time:
        """Raises InputError."""
        from tracker.text import dates

        return value if isinstance(value, time) else dates.parse_time(value)


def check_chart(file: Path) -> None:
    """Raises InputError for a chart's file of another ending, or in a folder that isn't there."""
    if file.suffix.lower() not in _CHARTS:
        raise InputError(f'"{file}": a chart ends in {", ".join(_CHARTS)}')
    check_folder(file)


def check_page(file: Path) -> None:
    """Raises InputError for a page's file of another ending, or in a folder that isn't there."""
    into_a_pipe = os.path.exists(file) and not os.path.isfile(file)  # noqa: PTH110, PTH113
    if file.suffix.lower() not in _PAGES and not into_a_pipe:
        raise InputError(f'"{file}": a page ends in .html')
    check_folder(file)


def check_folder(file: Path) -> None:
    """Raises InputError for a file in a folder that isn't there."""
    if not file.parent.is_dir():
        raise InputError(f'"{file}": there is no such folder')


def day_option(help_text: str) -> Callable[[F], F]:
    """-d, --day."""
    return click.option("-d", "--day", type=DAY, metavar="DAY", help=help_text)


def time_option(function: F) -> F:
    """-t, --time, as `at`."""
    return click.option(
        "-t", "--time", "at", type=TimeOfDay(), metavar="TIME", help="When: 19:30 [default: now]."
    )(function)


def since_option(function: F) -> F:
    """--since, for what carries a date."""
    return click.option(
        "--since",
        type=SINCE,
        metavar="DAY",
        help="From which day on it holds; a month will do: 2024-03 [default: today].",
    )(function)


def json_option(function: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(
        function
    )


def csv_option(function: F) -> F:
    """--csv."""
    return click.option("--csv", "as_csv", is_flag=True, help="Print CSV for spreadsheets.")(
        function
    )


def one_of(**given: object) -> None:
    """Raises InputError where more than one of the options is given."""
    if sum(value not in (None, False) for value in given.values()) > 1:
        names = [f"--{name}" for name in given]
        raise InputError(f"give one of {', '.join(names[:-1])} and {names[-1]}")
