"""From a request in words to a serving, through the catalogue and the diary.

Looking a food up needs the database, and choosing one may ask a person: these are two steps, so
that no question holds a lock.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from tracker.diary.model import Item
from tracker.diary.repeat import as_food, as_last_time
from tracker.diary.store import Diary
from tracker.errors import InputError
from tracker.foods import catalogue
from tracker.foods.amounts import Request
from tracker.foods.doses import Form, form_of, names_b12, names_dose, names_injection, route_of
from tracker.foods.model import Food, Serving
from tracker.foods.search.match import Preference, SearchResult, contenders
from tracker.foods.serving import dose, has_measure, weigh
from tracker.text.formatting import format_number
from tracker.text.units import MICROGRAM
from tracker.text.words import words

# Takes the foods that a phrase could mean and returns the one that is meant; it may ask, or refuse.
Choose = Callable[[SearchResult], Food]

# What a country means by it says which form is usual there.
_INJECTION = "B12 injection"
# In words: "my big slice".
_LONGEST_MEASURE = 3


@dataclass(frozen=True)
class Candidates:
    """A request with the foods it could mean; `found` is None for a dose of B12 itself.

    If the request gives no amount, `last` has those last used, by the id of the food; `same_dose`
    says that the amount is that of the last dose. `assumed` is the form of an injection whose words
    name none. `places` says which table a food is from, by its code, where that is worth saying.
    """

    request: Request
    result: SearchResult | None
    last: Mapping[int, Serving] = field(default_factory=dict)
    same_dose: bool = False
    assumed: Form | None = None
    added_g: float | None = None
    dropped: tuple[str, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def food(self) -> Food | None:
        """The food that is meant, or the best of several; None if there is none."""
        matches = contenders(self.result) if self.result is not None else ()
        return matches[0].food if matches else None

    def of_code(self, code: str | None) -> Food | None:
        """Return the food with that code, if it is one of those that could be meant."""
        matches = () if self.result is None else self.result.matches
        return next((match.food for match in matches if match.food.code == code), None)

    @property
    def is_unknown(self) -> bool:
        """Whether no food is meant."""
        return self.result is not None and self.request.b12_ug is None and self.food is None

    @property
    def is_open(self) -> bool:
        """Whether it could be several foods."""
        return self.result is not None and len(contenders(self.result)) > 1

    def serving(self, choose: Choose) -> Serving:
        """Return the serving that was asked for.

        Raise what `choose` raises, and RefusedError or InputError if the food has no such amount.
        """
        request, result = self.request, self.result
        if request.b12_ug is not None:
            # A brand that is not in the catalogue is a supplement.
            food = choose(result) if result is not None and result.matches else None
            if food is not None and food.has_none and route_of(food.title) != "patch":
                # The µg are of another vitamin.
                return weigh(food, request._replace(amount=None, unit=None))
            return dose(request.b12_ug, request, food, self.assumed)
        assert result is not None  # only a dose needs no food
        food = choose(result)
        if self.added_g is not None:
            return replace(weigh(food, request.of_grams(self.added_g)), usual=True)
        last = self.last.get(food.id)
        if last is not None:
            return as_last_time(last, food)
        serving = weigh(food, request)
        return serving if food.code else replace(serving, food_code=None, food_id=None, usual=False)

    def is_as_last_time(self, serving: Serving) -> bool:
        """Return whether its serving has the amount last used, and not the usual portion."""
        return self.same_dose or (serving.food_id in self.last and not serving.usual)


class Resolver:
    """Looks up which foods requests could mean, and the amounts last used of them.

    All requests see one state of the diary, and nothing is looked up twice.
    """

    def __init__(self, diary: Diary, *, with_last: bool = True) -> None:
        """Look up for the diary's person, as long as it is open; or without the last amounts."""
        self._with_last = with_last
        self.connection = diary.connection
        self._person_id = diary.person.id
        self.preference = Preference(diary.person.country_in(os.environ), diary.person.tables)
        self._meaning: Callable[[str], SearchResult] = cache(
            lambda phrase: catalogue.identify(
                diary.connection, phrase, diary.person.id, self.preference, offer=False
            )
        )
        self._last_of, self._last_dose = cache(diary.last_of), cache(diary.last_dose)
        self._last_named = cache(diary.last_named)
        self.tags = cache(diary.tags)
        self._newest: dict[int, Serving] = {}

    def own(self, request: Request) -> Candidates | None:
        """Return what the person has eaten or imported under just that name, if no table has it."""
        item = self._last_named(request.phrase) if request.b12_ug is None else None
        if item is None or catalogue.is_own_name(self.connection, request.phrase):
            return None
        result = catalogue.named(request.phrase, as_food(item))
        again = request.amount is None and request.measure is None and self._with_last
        return Candidates(request, result, same_dose=again)

    def last_dose(self, name: str) -> Item | None:
        """Return the last dose of that name, in the form that is assumed of it or as it stands."""
        form = self.assumed_form(name)
        assumed = self._last_dose(f"{name} ({form})") if form else None
        return assumed or self._last_dose(name)

    def assumed_form(self, phrase: str) -> Form | None:
        """Return the form of an injection that the words don't name: that of the country.

        None if they name one, if they mean no injection, and if they are a name of the user's.
        """
        if form_of(phrase) or not names_injection(phrase):
            return None
        if catalogue.is_own_name(self.connection, phrase):
            return None
        meant = self._meaning(_INJECTION).matches
        return form_of(meant[0].food.title) if meant and meant[0].named else None

    def look_up(self, request: Request) -> Candidates:
        """Return the foods that the request's words could mean.

        Raise InputError for a dose without its unit.
        """
        name = request.whole
        last_dose = self.last_dose(name) if self._with_last and request.amount is None else None
        if last_dose is not None and (last_dose.b12_ug is not None or names_dose(name)):
            # "b12 tablet" again, when it was "1000ug b12 tablet" the last time.
            request = Request(request.text, name, name, last_dose.amount, MICROGRAM)
            return replace(self._candidates(request), same_dose=True)
        return self.with_last(self._candidates(request))

    def with_last(self, candidates: Candidates) -> Candidates:
        """Return the candidates with the amounts last used, if they are without an amount."""
        request, result = candidates.request, candidates.result
        has_amount = request.amount is not None or request.measure is not None
        if not self._with_last or result is None or has_amount:
            return candidates
        ids = [match.food.id for match in contenders(result)]
        used = {food_id: self._newest.get(food_id) or self._last_of(food_id) for food_id in ids}
        return replace(candidates, last={i: last for i, last in used.items() if last is not None})

    def search(self, phrase: str) -> SearchResult:
        """Return the foods that a phrase could mean, as `catalogue.identify`."""
        return self._meaning(phrase)

    def preferred(self, candidates: Candidates) -> Candidates:
        """Return the same with the food as the tables have it that the person prefers."""
        result = candidates.result
        if result is None or candidates.request.b12_ug is not None:
            return candidates
        if not self.preference.tables and not any(m.food.table_code for m in result.matches):
            return candidates
        from tracker.foods import tables

        other = tables.in_result(self.connection, result, self.preference)
        if other is not result:
            former = candidates.last.get(result.matches[0].food.id)
            candidates = self.with_last(replace(candidates, result=other))
            food = other.matches[0].food
            if former is not None and food.id not in candidates.last:
                # The amount of when the food was taken from another table.
                candidates = replace(candidates, last={food.id: former})
        foods = [match.food for match in contenders(other)]
        return replace(candidates, places=tables.places(self.connection, foods, self.preference))

    def unnamed(self, phrase: str) -> SearchResult:
        """Return the result for a phrase that means no food, with the nearest names."""
        return catalogue.unnamed(self.connection, phrase, self._person_id)

    def remember(self, serving: Serving) -> None:
        """Take the serving's amount for the one last used from now on."""
        if serving.food_id is not None:
            self._newest[serving.food_id] = serving

    def _candidates(self, request: Request) -> Candidates:
        if request.b12_ug is not None:
            return self._of_dose(request)
        refuse_bare_dose(request)
        result = self._meaning(request.phrase)
        for name in (request.spoken, request.whole):
            if name is None or name == request.phrase:
                continue
            whole = self._meaning(name)
            if _is_another(name, whole, result) and _is_better(whole, result, request.measure):
                return Candidates(request.named(name), whole)
        if request.spoken and _is_doubtful(request) and not _is_named(result):
            # "half fat milk" and "quarter pounder" are not halves and quarters.
            return Candidates(request.named(request.spoken), self._meaning(request.spoken))
        if not result.matches:
            return self.by_own_measure(request) or Candidates(request, result)
        return Candidates(request, result)

    def _of_dose(self, request: Request) -> Candidates:
        """Return a dose of B12 itself, or the supplement that it could be one of.

        Hydroxocobalamin is sold in ampoules and in tablets: without a route, it could be either.
        """
        phrase = request.phrase
        unclear = form_of(phrase) == "hydroxocobalamin" and route_of(phrase) is None
        if names_dose(phrase) and not unclear:
            return Candidates(request, None, assumed=self.assumed_form(phrase))
        return Candidates(request, self._meaning(phrase))

    def by_own_measure(self, request: Request) -> Candidates | None:
        """Return "2 my slice beef liver" by a measure of the food's, if it is one."""
        if request.amount is None or request.unit is not None:
            return None
        typed = request.whole.split()
        for length in range(1, min(len(typed), _LONGEST_MEASURE + 1)):
            measure = " ".join(typed[:length])
            phrase = " ".join(typed[length:]).removeprefix("of ")
            result = catalogue.exact(self.connection, phrase, self.preference)
            if result is not None and has_measure(result.matches[0].food, measure):
                return Candidates(request.by(measure, phrase), result)
        return None


def best_named(named: Sequence[tuple[Request, Food]]) -> tuple[Request, Food]:
    """Return the first request with the food it names, or the same food by a measure it has.

    "Slices of pizza" are by the slice, even if a pizza slice is a name.
    """
    food = named[0][1]
    measured = (
        each
        for each in named
        if each[1].code == food.code and each[0].measure and has_measure(food, each[0].measure)
    )
    return next(measured, named[0])


def _is_another(name: str, whole: SearchResult, result: SearchResult) -> bool:
    """Whether the measure or number makes it another food, or was only passed over.

    "whole milk" is another name for milk, and "fillet milk" is not.
    """
    with_all, without = contenders(whole), contenders(result)
    if not with_all:
        return False
    food = with_all[0].food
    if not without or food.code != without[0].food.code:
        return True
    return set(words(name)) == set(words(food.everyday or ""))


def _is_better(whole: SearchResult, result: SearchResult, measure: str | None) -> bool:
    """ "fish sticks" is an everyday name; "leg of lamb" is a food, as lamb has no legs to count."""
    if _is_named(whole) and whole.read_as is None:
        return True
    could_be = contenders(result)
    return measure is not None and not (could_be and has_measure(could_be[0].food, measure))


def _is_doubtful(request: Request) -> bool:
    """Whether a bare half or quarter stands before something that is not a measure."""
    spoken = (request.spoken or "").split()
    plain = request.unit is None and request.measure is None
    return plain and spoken[0] in ("half", "quarter") and spoken[1] not in ("a", "an", "of")


def _is_named(result: SearchResult) -> bool:
    return bool(result.matches) and result.matches[0].named


def refuse_bare_dose(request: Request) -> None:
    """Raise InputError for "B12 1000", which lacks its unit and does not mean 1000 tablets."""
    if request.amount is None or request.unit or request.measure:
        return
    one_word = len(request.phrase.split()) == 1
    if one_word and names_b12(request.phrase) and not names_injection(request.phrase):
        number = format_number(request.amount)
        raise InputError(f'"{request.text}": {number} what? for instance {number}ug B12')
