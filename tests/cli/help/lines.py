"""Whether click can read a line that the help shows, without running it."""

import shlex

import click

from tracker.cli import b12
from tracker.cli.app import App
from tracker.errors import TrackerError


def command_of(line: str) -> str:
    """Return an example without what is said behind it."""
    return line.strip().partition("  ")[0]


def parses(line: str) -> bool:
    """Return whether the command is one and takes these words and options."""
    line = command_of(line).partition(" > ")[0].partition(" < ")[0].partition("; ")[0]
    _, *words = shlex.split(line)
    context = click.Context(b12, info_name="b12", obj=App(), **b12.context_settings)
    command: click.Command = b12
    try:
        while isinstance(command, click.Group):
            while words and words[0] in ("--person", "--db"):
                words = words[2:]
            if not words or words[0].startswith(("-", "+")):
                break
            inner = command.get_command(context, words[0])
            if inner is None:
                return False
            command, words = inner, words[1:]
        command.make_context("x", list(words), context)
    except click.exceptions.Exit:
        return True
    except (click.UsageError, TrackerError):
        return False
    return True
