"""From a request in words to an item of the diary, through the catalogue.

Looking up needs the database, and choosing may ask a person: they are two steps, so that no
question holds a lock.
"""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.domain.figures import format_number
from tracker.domain.foods import Food
from tracker.domain.items import Item, When
from tracker.domain.quantity import Request, names_b12, names_dose, names_injection
from tracker.domain.search import Found, contenders, words
from tracker.domain.serving import dose_item, food_item, has_measure
from tracker.errors import InputError, NotFoundError
from tracker.store import catalogue

# Takes what a phrase led to and returns the food that is meant; it may ask, or refuse.
Choose = Callable[[Found], Food]


# In words: "my big slice".
_LONGEST_MEASURE = 3


@dataclass(frozen=True)
class Reading:
    """A request with the foods it could mean; None where it names no food but B12 itself."""

    request: Request
    found: Found | None


def look_up(connection: sa.Connection, request: Request, person_id: int) -> Reading:
    """What the request's words could mean.

    Raises InputError for a dose without its unit, NotFoundError for a measure that is none.
    """
    if request.b12_ug is not None:
        dose = names_dose(request.phrase)
        found = None if dose else catalogue.meant(connection, request.phrase, person_id)
        return Reading(request, found)
    _refuse_bare_dose(request)
    found = catalogue.meant(connection, request.phrase, person_id)
    for name in (request.spoken, request.whole):
        if name is None or name == request.phrase:
            continue
        whole = catalogue.meant(connection, name, person_id)
        if _is_another(name, whole, found) and _is_better(whole, found, request.measure):
            return Reading(request.named(name), whole)
    if request.spoken and _is_doubtful(request) and not _is_named(found):
        # "half fat milk" and "quarter pounder" are no halves and quarters.
        return Reading(
            request.named(request.spoken), catalogue.meant(connection, request.spoken, person_id)
        )
    if not found.matches and request.amount is not None and request.unit is None:
        return _own_measure(connection, request, person_id) or Reading(request, found)
    return Reading(request, found)


def item(reading: Reading, when: When, choose: Choose) -> Item:
    """The item that was asked for.

    Raises what `choose` raises, and RefusedError or InputError where the food has no such amount.
    """
    request, found = reading.request, reading.found
    if request.b12_ug is not None:
        # A brand that the catalogue doesn't know is a supplement.
        food = choose(found) if found is not None and found.matches else None
        return dose_item(request.b12_ug, request, food, when)
    assert found is not None  # only a dose needs no food
    return food_item(choose(found), request, when)


def _is_another(name: str, whole: Found, found: Found) -> bool:
    """Whether the measure or number says another food; else it was only passed over.

    "whole milk" is what milk is called, and "fillet milk" is not.
    """
    one, other = contenders(whole), contenders(found)
    if not one:
        return False
    if not other or one[0].food.code != other[0].food.code:
        return True
    return set(words(name)) == set(words(one[0].food.everyday or ""))


def _is_better(whole: Found, found: Found, measure: str | None) -> bool:
    """ "fish sticks" is an everyday name; "leg of lamb" is a food, as lamb has no legs to count."""
    if _is_named(whole) and whole.read_as is None:
        return True
    could_be = contenders(found)
    return measure is not None and not (could_be and has_measure(could_be[0].food, measure))


def _is_doubtful(request: Request) -> bool:
    """Whether a bare half or quarter stands before what is no measure."""
    said = (request.spoken or "").split()
    plain = request.unit is None and request.measure is None
    return plain and said[0] in ("half", "quarter") and said[1] not in ("a", "an", "of")


def _is_named(found: Found) -> bool:
    return bool(found.matches) and found.matches[0].named


def _refuse_bare_dose(request: Request) -> None:
    """ "B12 1000" lacks its unit, and 1000 tablets are not meant."""
    if request.amount is None or request.unit or request.measure:
        return
    one_word = len(request.phrase.split()) == 1
    if one_word and names_b12(request.phrase) and not names_injection(request.phrase):
        number = format_number(request.amount)
        raise InputError(f'"{request.text}": {number} what? for instance {number}ug B12')


def _own_measure(connection: sa.Connection, request: Request, person_id: int) -> Reading | None:
    """ "2 my slice beef liver" by a measure of one's own; "3 flurbs salmon" by one that is none."""
    said = request.whole.split()
    slip: Food | None = None
    for length in range(1, min(len(said), _LONGEST_MEASURE + 1)):
        measure = " ".join(said[:length])
        phrase = " ".join(said[length:]).removeprefix("of ")
        found = catalogue.meant(connection, phrase, person_id)
        if not _is_named(found):
            continue
        if has_measure(found.matches[0].food, measure):
            return Reading(request.by(measure, phrase), found)
        slip = slip or found.matches[0].food
    if slip is None:
        return None
    portions = ", ".join(portion.label for portion in slip.portions)
    raise NotFoundError(
        f'"{said[0]}" is no measure of {slip.title}: use {portions}, or a weight such as 100g'
    )
