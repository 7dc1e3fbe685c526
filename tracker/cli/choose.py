"""Which food a phrase means: chosen when it is clear, asked on a terminal, refused in a pipe."""

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tracker.cli import output, pager
from tracker.cli.app import App
from tracker.errors import AmbiguousError, NotFoundError
from tracker.foods.model import Food, describe
from tracker.foods.search.match import Preference, SearchResult, contenders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.database.connection import Connection
    from tracker.diary.resolve import Candidates
    from tracker.people.model import Person

_NONE = "0"


def chosen(app: App, name: str) -> Food:
    """Return the food with that number or name; raise what `choose` raises."""
    from tracker.foods import catalogue

    with app.session() as session:
        if name.strip().isdigit():
            result = catalogue.numbered(session.connection, name)
        else:
            preference = preference_of(session.person)
            result = catalogue.identify(session.connection, name, session.person.id, preference)
            result = as_preferred(session.connection, result, preference)
    return choose(result)


def preference_of(person: "Person") -> Preference:
    """Return whose foods a name means to the person."""
    return Preference(person.country_in(os.environ), person.tables)


def as_preferred(
    connection: "Connection", result: SearchResult, preference: Preference
) -> SearchResult:
    """Return the result with the food that is meant as the person's tables have it."""
    if not preference.preferred:
        return result
    from tracker.foods import tables

    return tables.in_result(connection, result, preference)


def asks() -> bool:
    """Whether there is a user to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def not_found(*results: SearchResult) -> str:
    """Return the message that no food has these names, with the nearest names."""
    phrases = " or ".join(f'"{result.phrase}"' for result in results)
    names = [name for result in results for name in result.nearest]
    nearest = f"; nearest: {', '.join(names)}" if names else ""
    return f"no food is called {phrases}{nearest}"


def known(app: App, meant: "Sequence[Candidates]", *, ask: bool) -> "list[Candidates]":
    """Return what is meant; for words that mean no food, the user may name one, or keep them.

    Raise NotFoundError, with all such words, if there is nobody to ask.
    """
    if not (ask and asks()):
        all_known(meant, "--keep-unknown logs {} with unknown B12")
    return [_instead(app, each) if each.is_unknown else each for each in meant]


def all_known(meant: "Sequence[Candidates]", advice: str) -> None:
    """Raise NotFoundError, with all words that mean no food and the advice, if there are any."""
    missing = [each.result for each in meant if each.is_unknown and each.result is not None]
    if missing:
        them = "it" if len(missing) == 1 else "them"
        raise NotFoundError(f"{not_found(*missing)}; {advice.format(them)}")


def _instead(app: App, meant: "Candidates") -> "Candidates":
    """Ask what words that mean no food are. Raise NotFoundError if the user chooses nothing."""
    result = meant.result
    assert result is not None  # what is unknown was looked up
    choices = [f'"{result.phrase}" with unknown B12', *result.nearest]
    answer = _answer(f'no food is called "{result.phrase}". Log it as', choices)
    if answer is None:
        raise NotFoundError(f'nothing is "{result.phrase}"; nothing was logged')
    if answer == 0:
        return meant
    name = result.nearest[answer - 1]
    from tracker.foods import catalogue

    return replace(meant, result=catalogue.named(result.phrase, chosen(app, name)))


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
    answer = _answer(f'"{result.phrase}" could be:', choices, codes)
    if answer is None:
        raise NotFoundError(f'none of these is "{result.phrase}"; b12 food find shows more')
    return matches[answer].food


def _answer(heading: str, choices: "Sequence[str]", codes: "Sequence[str]" = ()) -> int | None:
    """Return the place of what the user chooses by its number or code; None for none of them."""
    numbers = [str(number) for number in range(1, len(choices) + 1)]
    answer = ""
    pager.release()
    while answer not in (_NONE, *numbers, *codes):
        output.note(heading)
        for number, choice in zip(numbers, choices, strict=True):
            output.note(f"{number:>4}  {choice}")
        output.note(f"{_NONE:>4}  none of these")
        answer = click.prompt(f"Which one (0 to {len(choices)})", err=True).strip()
    if answer == _NONE:
        return None
    return (numbers if answer in numbers else list(codes)).index(answer)
