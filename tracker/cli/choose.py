"""Which food a phrase means: taken when it is clear, asked on a terminal, refused in a pipe."""

import sys

import click

from tracker.cli import output
from tracker.cli.app import App
from tracker.errors import AmbiguousError, NotFoundError
from tracker.foods.model import Food, describe
from tracker.foods.search.match import Found, contenders

_NONE = "0"


def chosen(app: App, name: str) -> Food:
    """The food with that number or name, asked for where it could be several.

    Raises what `choose` raises.
    """
    from tracker.foods import catalogue

    with app.database.reading() as connection:
        if name.strip().isdigit():
            return catalogue.get(connection, name)
        found = catalogue.meant(connection, name, app.person(connection).id)
    return choose(found)


def asks() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def nothing_like(found: Found) -> str:
    """That no food has the name, and which names come nearest."""
    near = f"; nearest: {', '.join(found.nearest)}" if found.nearest else ""
    return f'no food is called "{found.phrase}"{near}'


def choose(found: Found) -> Food:
    """The food that is meant.

    Raises NotFoundError with the nearest names, or where none of those offered is meant, and
    AmbiguousError where nobody can be asked.
    """
    could_be = contenders(found)
    if not could_be:
        raise NotFoundError(nothing_like(found))
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
    output.note(f"{_NONE:>4}  none of these")
    codes = [match.food.code for match in could_be]
    numbers = [str(number) for number in range(1, len(codes) + 1)]
    answer = None
    while answer not in (_NONE, *numbers, *codes):
        answer = click.prompt(f"Which one (0 to {len(codes)})", err=True).strip()
    if answer == _NONE:
        raise NotFoundError(f'none of them is "{found.phrase}"; b12 food find shows more')
    return could_be[(numbers if answer in numbers else codes).index(answer)].food
