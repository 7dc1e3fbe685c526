"""From a request in words to an item of the diary, through the catalogue."""

from collections.abc import Callable

import sqlalchemy as sa

from tracker.domain.figures import format_number
from tracker.domain.foods import Food
from tracker.domain.items import Item, When
from tracker.domain.quantity import Request, names_b12, names_dose, names_injection
from tracker.domain.search import Found
from tracker.domain.serving import dose_item, food_item
from tracker.errors import InputError, NotFoundError
from tracker.store import catalogue

# Takes what a phrase led to and returns the food that is meant; it may ask, or refuse.
Choose = Callable[[Found], Food]


def item(
    connection: sa.Connection, request: Request, person_id: int, when: When, choose: Choose
) -> Item:
    """The item that the request asks for.

    Raises InputError, NotFoundError and RefusedError, each with one line that says what is wrong;
    and whatever `choose` raises.
    """
    if request.b12_ug is not None:
        food = _labelled(connection, request, person_id)
        return dose_item(request.b12_ug, request, food, when)
    _refuse_bare_dose(request)
    found, measured = catalogue.meant_by(connection, request, person_id)
    if not found.matches:
        _refuse_unknown_measure(connection, request, person_id)
    return food_item(choose(found), request if measured else request.by_the_piece(), when)


def _labelled(connection: sa.Connection, request: Request, person_id: int) -> Food | None:
    """The food whose own µg are given: "0.9ug soy milk". A supplement is no food."""
    if names_dose(request.phrase):
        return None
    matches = catalogue.meant(connection, request.phrase, person_id).matches
    return matches[0].food if matches and matches[0].named else None


def _refuse_bare_dose(request: Request) -> None:
    """ "B12 1000" lacks its unit, and 1000 tablets are not meant."""
    if request.amount is None or request.unit or request.measure:
        return
    one_word = len(request.phrase.split()) == 1
    if one_word and names_b12(request.phrase) and not names_injection(request.phrase):
        number = format_number(request.amount)
        raise InputError(f'"{request.text}": {number} what? for instance {number}ug B12')


def _refuse_unknown_measure(connection: sa.Connection, request: Request, person_id: int) -> None:
    """ "3 flurbs salmon" has an amount and a food; the word between them is the slip."""
    if request.amount is None or request.unit is not None:
        return
    word, _, rest = request.whole.partition(" ")
    found = catalogue.meant(connection, rest.removeprefix("of "), person_id)
    if found.matches and found.matches[0].named:
        food = found.matches[0].food
        portions = ", ".join(portion.label for portion in food.portions)
        raise NotFoundError(
            f'"{word}" is no measure of {food.title}: use {portions}, or a weight such as 100g'
        )
