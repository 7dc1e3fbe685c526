"""Which food a phrase means: taken when it is clear, asked on a terminal, refused in a pipe."""

import sys

import click

from tracker.cli import output
from tracker.domain.foods import Food
from tracker.domain.search import Found, contenders, describe
from tracker.errors import AmbiguousError, NotFoundError


def asks() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choose(found: Found) -> Food:
    """The food that is meant.

    Raises NotFoundError with the nearest names, and AmbiguousError where nobody can be asked.
    """
    could_be = contenders(found)
    if not could_be:
        near = f"; nearest: {', '.join(found.nearest)}" if found.nearest else ""
        raise NotFoundError(f'no food is called "{found.phrase}"{near}')
    if found.read_as:
        output.note(f'"{found.phrase}" read as "{found.read_as}"')
    if len(could_be) == 1:
        return could_be[0].food
    choices = tuple(describe(match.food) for match in could_be)
    question = f'"{found.phrase}" could be several foods; say which, or use its number'
    if not asks():
        raise AmbiguousError(question, choices)
    output.note(f'"{found.phrase}" could be:')
    for number, choice in enumerate(choices, start=1):
        output.note(f"{number:4}  {choice}")
    answer = click.prompt("Which one", type=click.IntRange(1, len(choices)), err=True)
    return could_be[answer - 1].food
