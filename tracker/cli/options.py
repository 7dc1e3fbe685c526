"""Options and arguments that several commands have, and how their values are read."""

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli import arguments
from tracker.cli.app import App
from tracker.errors import InputError
from tracker.text import dates

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_MAX_ID_DIGITS = 18  # what fits in SQLite's integers
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T", bound=date | time)


def offered(kind: str) -> Callable[..., "list[CompletionItem]"]:
    """Return what completes an option or argument in the shell; `kind` is one of `offers`."""

    def complete(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from tracker.cli import offers

        return offers.complete(kind, ctx, param, incomplete)

    return complete


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

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Offer days; a time is typed."""
        return offered("days")(ctx, param, incomplete) if self.name == "day" else []


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


def ids_argument(kind: str) -> Callable[[F], F]:
    """Add ID...; the shell offers the numbers of that `kind`."""
    return click.argument(
        "ids",
        nargs=-1,
        required=True,
        type=_Id(),
        metavar="ID...",
        shell_complete=offered(kind),
    )


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


def meal_option(help_text: str) -> Callable[[F], F]:
    """Add -m, --meal, with the names of meals to complete."""
    return click.option(
        "-m", "--meal", metavar="NAME", shell_complete=offered("meals"), help=help_text
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
