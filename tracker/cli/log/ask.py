"""`b12 log` without words: it asks for one food after another."""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App
from tracker.cli.log import reply as logged
from tracker.diary.model import When
from tracker.errors import AmbiguousError, TrackerError
from tracker.foods.amounts import parse_items
from tracker.foods.model import Serving

if TYPE_CHECKING:
    from pathlib import Path

_PROMPT = "food: "


def log_by_line(app: App, when: When, read: Callable[[str], str] = input) -> None:
    """Ask until an empty line or the end of the input, and store it all as one meal.

    What isn't understood is said and asked again. Stopping it (Ctrl-C) stores nothing.
    """
    with app.database.reading() as connection:
        app.person(connection).check_day(when.day)
    _complete_names(app.path)
    output.note("An empty line ends the meal; Tab completes names, Ctrl-C stores nothing.")
    eaten: list[Serving] = []
    while line := _line(read):
        try:
            servings, as_last_time = logged.understand(app, parse_items(line), when.day)
        except AmbiguousError as error:
            output.error(str(error), *error.choices)
        except TrackerError as error:
            output.error(str(error))
        else:
            logged.show(servings, as_last_time)
            eaten += servings
    if not eaten:
        output.note("Nothing logged.")
        return
    logged.reply(app, eaten, when, logged.store(app, eaten, when))


def _line(read: Callable[[str], str]) -> str:
    try:
        return read(_PROMPT).strip()
    except EOFError:
        click.echo()  # the prompt's line has no end
        return ""


def _complete_names(path: "Path | None") -> None:
    """Let Tab complete names; not every platform can."""
    with contextlib.suppress(ImportError):
        import readline

        from tracker.foods import completion as completing

        known = completing.names(path)

        def complete(typed: str, state: int) -> str | None:
            endings = completing.endings(known, typed, item=True) if typed else []
            return typed + endings[state] if state < len(endings) else None

        readline.set_completer(complete)
        # The whole line is what goes on: names have spaces in them, and amounts stand before.
        readline.set_completer_delims("")
        edits_by_libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if edits_by_libedit else "tab: complete")
