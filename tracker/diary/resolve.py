"""From a request in words to a serving, through the catalogue.

Looking up needs the database, and choosing may ask a person: they are two steps, so that no
question holds a lock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from tracker.diary.repeat import as_last_time
from tracker.diary.store import Diary
from tracker.errors import InputError, NotFoundError
from tracker.foods import catalogue
from tracker.foods.amounts import Request, names_b12, names_dose, names_injection
from tracker.foods.model import Food, Serving
from tracker.foods.search.match import SearchResult, contenders
from tracker.foods.serving import dose, has_measure, weigh
from tracker.text.formatting import format_number
from tracker.text.units import MICROGRAM
from tracker.text.words import words

# Takes what a phrase led to and returns the food that is meant; it may ask, or refuse.
Choose = Callable[[SearchResult], Food]
_Meant = Callable[[str], SearchResult]

# In words: "my big slice".
_LONGEST_MEASURE = 3


@dataclass(frozen=True)
class Reading:
    """A request with the foods it could mean; None where it names no food but B12 itself.

    `last` has, by the food's id, the amounts last used, where the request gives none; `same_dose`
    says that it is that of B12 itself.
    """

    request: Request
    found: SearchResult | None
    last: Mapping[int, Serving] = field(default_factory=dict)
    same_dose: bool = False

    def is_as_last_time(self, serving: Serving) -> bool:
        """Return whether its serving has the amount last used, and not the usual portion."""
        return self.same_dose or (serving.food_id in self.last and not serving.usual)


class Lookups:
    """Looks requests up as `look_up` does, with the amounts last used of each food.

    All see one state of the diary, and what was found once isn't looked for again.
    """

    def __init__(self, diary: Diary) -> None:
        """Look them up for this person, as long as the diary is open."""
        self._meant = cache(_meaning(diary))
        self._from_diary = cache(diary.last_of)
        self._dose = cache(diary.last_dose)
        self._newest: dict[int, Serving] = {}

    def look_up(self, request: Request) -> Reading:
        """What the request's words could mean. Raises what the function does."""
        if request.amount is None:
            # "b12 tablet" once more, when it was "1000ug b12 tablet" the last time.
            name = request.whole
            last_dose = self._dose(name)
            if last_dose is not None and last_dose.b12_ug is not None:
                request = Request(request.text, name, name, last_dose.b12_ug, MICROGRAM)
                return replace(_look_up(self._meant, request), same_dose=True)
        reading = _look_up(self._meant, request)
        asked = reading.request
        if reading.found is None or asked.amount is not None or asked.measure is not None:
            return reading
        ids = [match.food.id for match in contenders(reading.found)]
        known = {food_id: self._newest.get(food_id) or self._from_diary(food_id) for food_id in ids}
        return replace(reading, last={i: last for i, last in known.items() if last is not None})

    def remember(self, serving: Serving) -> None:
        """Take the serving's amount for the one last used from now on."""
        if serving.food_id is not None:
            self._newest[serving.food_id] = serving


def look_up(diary: Diary, request: Request) -> Reading:
    """Return what the request's words could mean.

    Raise InputError for a dose without its unit, NotFoundError for an unknown measure.
    """
    return _look_up(_meaning(diary), request)


def _meaning(diary: Diary) -> _Meant:
    return lambda phrase: catalogue.identify(diary.connection, phrase, diary.person.id)


def _look_up(meant: _Meant, request: Request) -> Reading:
    if request.b12_ug is not None:
        found = None if names_dose(request.phrase) else meant(request.phrase)
        return Reading(request, found)
    _refuse_bare_dose(request)
    found = meant(request.phrase)
    for name in (request.spoken, request.whole):
        if name is None or name == request.phrase:
            continue
        whole = meant(name)
        if _is_another(name, whole, found) and _is_better(whole, found, request.measure):
            return Reading(request.named(name), whole)
    if request.spoken and _is_doubtful(request) and not _is_named(found):
        # "half fat milk" and "quarter pounder" are no halves and quarters.
        return Reading(request.named(request.spoken), meant(request.spoken))
    if not found.matches and request.amount is not None and request.unit is None:
        return _own_measure(meant, request) or Reading(request, found)
    return Reading(request, found)


def to_serving(reading: Reading, choose: Choose) -> Serving:
    """Return the serving that was asked for.

    Raise what `choose` raises, and RefusedError or InputError if the food has no such amount.
    """
    request, found = reading.request, reading.found
    if request.b12_ug is not None:
        # A brand that the catalogue doesn't know is a supplement.
        food = choose(found) if found is not None and found.matches else None
        return dose(request.b12_ug, request, food)
    assert found is not None  # only a dose needs no food
    food = choose(found)
    last = reading.last.get(food.id)
    return weigh(food, request) if last is None else as_last_time(last, food)


def _is_another(name: str, whole: SearchResult, found: SearchResult) -> bool:
    """Whether the measure or number says another food; else it was only passed over.

    "whole milk" is what milk is called, and "fillet milk" is not.
    """
    one, other = contenders(whole), contenders(found)
    if not one:
        return False
    if not other or one[0].food.code != other[0].food.code:
        return True
    return set(words(name)) == set(words(one[0].food.everyday or ""))


def _is_better(whole: SearchResult, found: SearchResult, measure: str | None) -> bool:
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


def _is_named(found: SearchResult) -> bool:
    return bool(found.matches) and found.matches[0].named


def _refuse_bare_dose(request: Request) -> None:
    """ "B12 1000" lacks its unit, and 1000 tablets are not meant."""
    if request.amount is None or request.unit or request.measure:
        return
    one_word = len(request.phrase.split()) == 1
    if one_word and names_b12(request.phrase) and not names_injection(request.phrase):
        number = format_number(request.amount)
        raise InputError(f'"{request.text}": {number} what? for instance {number}ug B12')


def _own_measure(meant: _Meant, request: Request) -> Reading | None:
    """ "2 my slice beef liver" by a measure of one's own; "3 flurbs salmon" by one that is none."""
    said = request.whole.split()
    slip: tuple[str, Food] | None = None
    for length in range(1, min(len(said), _LONGEST_MEASURE + 1)):
        measure = " ".join(said[:length])
        phrase = " ".join(said[length:]).removeprefix("of ")
        found = meant(phrase)
        if not _is_named(found):
            continue
        if has_measure(found.matches[0].food, measure):
            return Reading(request.by(measure, phrase), found)
        slip = slip or (measure, found.matches[0].food)
    if slip is None:
        return None
    measure, food = slip
    portions = "; ".join(portion.label for portion in food.portions)
    raise NotFoundError(
        f'"{measure}" is no measure of {food.title}: use {portions}, or a weight such as 100g'
    )
