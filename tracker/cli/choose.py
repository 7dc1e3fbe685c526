"""Which food a phrase means: chosen when it is clear, asked on a terminal, refused in a pipe."""

import sys

import click

from tracker.cli import output
from tracker.cli.app import App
from tracker.errors import AmbiguousError, NotFoundError
from tracker.foods.model import Food, describe
from tracker.foods.search.match import SearchResult, contenders

_NONE = "0"


def chosen(app: App, name: str) -> Food:
    """Return the food with that number or name; raise what `choose` raises."""
    from tracker.foods import catalogue

    with app.session() as session:
        if name.strip().isdigit():
            result = catalogue.numbered(session.connection, name)
        else:
            result = catalogue.identify(session.connection, name, session.person.id)
    return choose(result)


def asks() -> bool:
    """Whether there is a user to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def not_found(result: SearchResult) -> str:
    """Return the message that no food has the name, with the nearest names."""
    nearest = f"; nearest: {', '.join(result.nearest)}" if result.nearest else ""
    return f'no food is called "{result.phrase}"{nearest}'


def choose(result: SearchResult, *, ask: bool = True) -> Food:
    """Return the food that is meant; ask if it could be several, unless told not to.

    Raise NotFoundError if there is none or the user chooses none, and AmbiguousError if there is
    nobody to ask.
    """
    matches = contenders(result)
    if not matches:
        raise NotFoundError(not_found(result))
    if result.read_as:
        output.note(f'"{result.phrase}" read as "{result.read_as}"')
    if len(matches) == 1:
        return matches[0].food
    choices = tuple(describe(match.food) for match in matches)
    if not (ask and asks()):
        raise AmbiguousError(
            f'"{result.phrase}" could be several foods; name one, or use its number', choices
        )
    codes = [match.food.code for match in matches]
    numbers = [str(number) for number in range(1, len(codes) + 1)]
    answer = None
    while answer not in (_NONE, *numbers, *codes):
        output.note(f'"{result.phrase}" could be:')
        for number, choice in enumerate(choices, start=1):
            output.note(f"{number:4}  {choice}")
        output.note(f"{_NONE:>4}  none of these")
        answer = click.prompt(f"Which one (0 to {len(codes)})", err=True).strip()
    if answer == _NONE:
        raise NotFoundError(f'none of these is "{result.phrase}"; b12 food find shows more')
    return matches[(numbers if answer in numbers else codes).index(answer)].food
