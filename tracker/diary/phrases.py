"""The meaning of a line that isn't made of exact names: `had 2 slices of toast with Lurpak`.

A part, or several parts together, may be a name in the catalogue. A part that is not is divided
into names and words that need no food, such as brands; the search by words comes last.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tracker.diary.parts import PARTS_OF_FOOD, PartReader
from tracker.diary.resolve import Candidates, Resolver, best_named
from tracker.errors import InputError
from tracker.foods import catalogue, sentence
from tracker.foods.amounts import Request, parse_item, refuse_long
from tracker.foods.doses import names_b12
from tracker.foods.model import Food
from tracker.foods.search.phrase_words import phrase_words
from tracker.foods.sentence import Part
from tracker.text.units import MEASURES, MICROGRAM, canonical_measure
from tracker.text.words import Words, words

# Dishes have names of so many parts: egg, bacon, cheese and tomato roll.
_MOST_PARTS = 4
_NO = frozenset({"no", "without", "minus", "hold", "w/o"})
_ASIDES = frozenset({"from", "at", "by", "for", "because", "which", "that"})
_EXACT, _INEXACT = 1.0, 2.5
_AMOUNT_INSIDE = re.compile(r"(?<=[a-z)%])\s+(?:[-–—]\s*)?(?=[\d½¼¾./]+\s*[a-z])", re.IGNORECASE)
_TWO_AMOUNTS = re.compile(r"(?P<count>.*\S)\s+(?P<weight>\d[\d.,]*\s*(?:g|ml|oz))", re.IGNORECASE)
_NUMBER = re.compile(r"[\d½¼¾]")
_EACH = re.compile(r"\s+(?:each|apiece|ea\.?|per\s+\w+)$", re.IGNORECASE)

_Meant = tuple[Candidates, str]


class _Span(NamedTuple):
    """Parts that are read together, and the food if they are exactly its name."""

    parts: Sequence[Part]
    request: Request | None
    food: Food | None = None
    name: Words = ()


class PhraseReader:
    """Reads lines with the names that the catalogue and the diary's person have."""

    def __init__(self, resolver: Resolver) -> None:
        """Read with the resolver's diary, as long as it is open."""
        self._resolver = resolver
        self._connection = resolver.connection
        self._parts = PartReader(resolver)
        self._words = phrase_words()

    def read(self, line: str) -> list[_Meant]:
        """Return what the line could mean, each with what joins it to the one before.

        Words that mean no food are one without matches. Raise InputError if an amount is invalid.
        """
        own = self._own(line)
        if own is not None:
            return [(own, "")]
        line = self._words.joined_brands.sub(" ", line)
        parts = self._tidied(sentence.parts(line))
        if not parts:
            raise InputError(f'"{line}" names no food')
        meant: list[_Meant] = []
        remaining = self._spans(parts)
        while remaining:
            span, *remaining = remaining
            meaning = list(self._meaning(span))
            joined = (
                remaining and remaining[0].food is None and remaining[0].parts[0].joint == "and"
            )
            if joined and (_fails(meaning) or _fails(self._meaning(remaining[0]))):
                # "Debbie & Andrew's sausages" are one brand's, "beef & onion pie" is one pie.
                both = self._together(span.parts[-1], remaining[0].parts[0])
                if both is not None:
                    meaning, remaining = both, remaining[1:]
            meant = _with(meant, meaning, span.parts[0].joint)
        return meant

    def _own(self, line: str) -> Candidates | None:
        """Return what the person has eaten before under a name with commas and the like."""
        try:
            request = parse_item(line)
        except InputError:
            return None
        return self._resolver.own(request)

    def _together(self, first: Part, second: Part) -> list[_Meant] | None:
        """Return what two parts mean as one; None if that means nothing either."""
        part = second._replace(
            text=f"{first.text} {second.text}", joint=first.joint, conjunction=""
        )
        try:
            request = _request([part])
        except InputError:
            return None
        meant = self._parts.read(part, request) if request else None
        return None if meant is None else [(each, first.joint) for each in meant]

    def _tidied(self, parts: Sequence[Part]) -> list[Part]:
        """Return the parts without words that say nothing of a food, amounts with their foods.

        Raise InputError for a part that is too long: each run of its words is tried as an amount.
        """
        tidied: list[Part] = []
        for part in parts:
            text = sentence.without(part.text, self._words.sentence)
            refuse_long(text)
            described = self._describe([text])
            first_word = text.partition(" ")[0].casefold()
            aside = described or first_word in _NO | _ASIDES
            if not text or (tidied and aside):
                continue
            text = self._measured(text)
            amount = self._amount_of(text) or self._measure_of(text) if tidied else None
            if amount is not None and not self._is_another(tidied[-1], text):
                tidied[-1] = tidied[-1]._replace(amount=tidied[-1].amount or amount)
            else:
                tidied.append(part._replace(text=text))
        return tidied

    def _is_another(self, before: Part, text: str) -> bool:
        """Return whether an amount is a food itself: "30 g mince, 1 steak", not "salmon, 1 steak".

        A part that has its own amount needs no other.
        """
        if not (before.amount or sentence.begins_with_amount(before.text)):
            return False
        name = words(parse_item(f"{text} of x").measure or "")
        return bool(name) and name in catalogue.by_names(
            self._connection, [name], self._resolver.preference
        )

    def _measured(self, text: str) -> str:
        """Return the text without what describes a measure: "a big warm bowl of soup"."""
        first, *rest = text.split(" ")
        article = first.casefold() in ("a", "an", "the", "one")
        typed = rest if article else [first, *rest]
        place = 0
        while place < len(typed) and self._describe([typed[place]]):
            place += 1
        measure = typed[place] if place < len(typed) else ""
        if (
            place
            and canonical_measure(measure.casefold()) in MEASURES
            and "of" in typed[place + 1 : place + 2]
        ):
            return " ".join([*([first] if article else ()), *typed[place:]])
        return text

    def _amount_of(self, text: str) -> str | None:
        """Return the amount if there is nothing else: of "one capsule", "2% 200 g", "5 oz raw"."""
        typed = text.split()
        for start in range(len(typed)):
            if start and not self._describe(typed[:start]):
                return None
            for end in range(len(typed), start, -1):
                amount = " ".join(typed[start:end])
                if self._describe(typed[end:]) and _is_amount(amount):
                    return amount
        # "1 patty 151 g": the weight says more.
        weighed = _TWO_AMOUNTS.fullmatch(text)
        return weighed["weight"] if weighed and _is_amount(weighed["count"]) else None

    def _measure_of(self, text: str) -> str | None:
        """Return the amount of "entire can", "small portion"."""
        typed = text.casefold().split()
        measures = [w for w in typed if canonical_measure(w) in MEASURES - PARTS_OF_FOOD]
        others = [word for word in typed if word not in measures]
        return f"1 {measures[-1]}" if measures and self._describe(others) else None

    def _describe(self, typed: Sequence[str]) -> bool:
        """Return whether words say nothing but what a food is like."""
        return all((word,) in self._words.describing for word in words(" ".join(typed)))

    # --- Parts that are names, alone or together --------------------------------------------------

    def _spans(self, parts: Sequence[Part]) -> list[_Span]:
        """Return the parts, those together that are one name."""
        requests = {
            (start, end): _request(parts[start:end])
            for start in range(len(parts))
            for end in range(start + 1, min(len(parts), start + _MOST_PARTS) + 1)
        }
        names = [
            (name, any(part.joint == "with" for part in parts[start + 1 : end]))
            for (start, end), request in requests.items()
            if request
            for name, _ in _ways(request, parts[end - 1])
        ]
        foods = catalogue.by_names(
            self._connection,
            {name for name, _ in names},
            self._resolver.preference,
            joined={name for name, is_joined in names if is_joined},
        )
        best: list[tuple[float, list[_Span]]] = [(0.0, [])]
        for end in range(1, len(parts) + 1):
            ways = []
            for start in range(max(0, end - _MOST_PARTS), end):
                span = _span(parts[start:end], requests[start, end], foods)
                if end - start > 1 and (span.food is None or not _may_merge(span, foods)):
                    continue
                cost, before = best[start]
                ways.append((cost + (_EXACT if span.food else _INEXACT), [*before, span]))
            best.append(min(ways, key=lambda way: way[0]))
        return best[-1][1]

    def _meaning(self, span: _Span) -> Iterator[_Meant]:
        joint = span.parts[0].joint
        if span.food is not None and span.request is not None:
            meant = self._parts.candidates(span.request, span.food)
            details = [detail for part in span.parts for detail in part.details]
            yield replace(meant, dropped=self._parts.left_out(details, span.name)), joint
        elif len(span.parts) == 1 and span.request and (own := self._resolver.own(span.request)):
            yield own, joint
        else:
            for each in self._of_part(span.parts[0]):
                yield each, joint
                joint = "in"

    # --- A part that is no name -------------------------------------------------------------------

    def _of_part(self, part: Part) -> list[Candidates]:
        """Return what a part means: names among words that need none, or else by search."""
        bare = sentence.without_aside(part.text)
        if bare != part.text:
            return self._alone(part._replace(text=bare))
        inside = _AMOUNT_INSIDE.search(part.text)
        try:
            request = _request([part])
        except InputError:
            if inside is None:
                raise
            request = None
        if inside is not None and (request is None or _NUMBER.search(request.phrase)):
            first, second = part.text[: inside.start()], part.text[inside.end() :]
            return self._parted(part._replace(text=first), part._replace(text=second))
        if request is None:
            raise InputError(f'"{part.text}" names no food')
        if request.b12_ug is not None:
            return self._dose(part, request)
        own = self._resolver.by_own_measure(request)
        if own is not None:
            return [own]
        return self._parts.read(part, request) or [self._searched(request)]

    def _alone(self, part: Part) -> list[Candidates]:
        """Return what a part means by itself."""
        return [each for span in self._spans([part]) for each, _ in self._meaning(span)]

    def _parted(self, first: Part, second: Part) -> list[Candidates]:
        """Return what the parts before and after an amount mean.

        It may be that of the first, as in "steak 14 oz raw"; "2 eggs 1 coffee" lacks a comma.
        """
        amount = self._amount_of(second.text)
        if amount is not None:
            return self._alone(first._replace(amount=amount))
        plain = Part(first.text, first.joint)
        return [*self._alone(plain), *self._alone(second)]

    def _dose(self, part: Part, request: Request) -> list[Candidates]:
        """Return a dose of B12; the µg of another vitamin say nothing of it."""
        other = not self._words.other_nutrients.isdisjoint(words(request.phrase))
        if other and not names_b12(request.phrase):
            return self._alone(part._replace(text=request.phrase, amount=""))
        return [self._resolver.look_up(request)]

    def _searched(self, request: Request) -> Candidates:
        """Return the foods that the search finds; none if the words aren't about a food."""
        about = [word for word in words(request.phrase) if not self._describe([word])]
        if about and self._words.not_eaten.isdisjoint(about):
            meant = self._resolver.look_up(request)
            if not meant.is_unknown:
                return meant
        return Candidates(request, self._resolver.unnamed(request.phrase))


def _is_amount(text: str) -> bool:
    try:
        request = parse_item(f"{text} of x")
    except InputError:
        return False
    return request.amount is not None and request.phrase == "x"


def _with(meant: list[_Meant], meaning: list[_Meant], joint: str) -> list[_Meant]:
    """Return both, or one of them if a dash stands between a food and what is none.

    That explains the food ("dolmades - stuffed leaves"), or is its brand ("Montebello - pasta").
    """
    if joint in ("-", "/") and meant and meaning:
        (before, _), (after, _) = meant[-1], meaning[0]
        if before.food and after.food and before.food.code == after.food.code:
            return [*meant[:-1], (after, meant[-1][1]), *meaning[1:]]  # said twice
        if after.is_unknown and not before.is_unknown:
            return meant
        if before.is_unknown and not after.is_unknown:
            dropped = tuple(before.request.text.split())
            return [*meant[:-1], (replace(after, dropped=dropped), meant[-1][1]), *meaning[1:]]
    return [*meant, *meaning]


def _fails(meaning: Iterable[_Meant]) -> bool:
    return any(each.result is not None and not each.result.matches for each, _ in meaning)


def _request(parts: Sequence[Part]) -> Request | None:
    """Return what is asked for by the parts read as one; None if they can't be one food."""
    if any(part.amount or sentence.begins_with_amount(part.text) for part in parts[1:]):
        return None
    text = " ".join([parts[0].text, *(f"{part.conjunction} {part.text}" for part in parts[1:])])
    amount = next((part.amount for part in parts if part.amount), "")
    try:
        request = parse_item(text)
    except InputError:
        if len(parts) > 1:
            return None
        raise
    return _with_amount(request, amount) if amount else request


def _with_amount(request: Request, amount: str) -> Request:
    """Return the request with the amount in brackets, if it is one: (80 g), (1 tin), (4 eggs).

    Beside a count, "(80 g)" is the weight of all, "(80 g each)" that of one, and "(1 boiled)" none.
    """
    of_one = _EACH.search(amount)
    try:
        inside = parse_item(f"{_EACH.sub('', amount)} of x")
    except InputError:
        return request
    if inside.amount is None:
        return request
    if inside.unit == MICROGRAM and names_b12(inside.phrase.removesuffix(" of x")):
        return request._replace(amount=inside.amount, unit=MICROGRAM, measure=None)
    is_serving = request.measure in ("serving", "portion")
    if request.amount is not None and inside.unit is None and not is_serving:
        return request
    if inside.phrase != "x":
        return request._replace(
            amount=inside.amount, unit=None, measure=inside.phrase.removesuffix(" of x")
        )
    count = request.amount if of_one and request.unit is None and request.amount else 1.0
    return request._replace(amount=count * inside.amount, unit=inside.unit, measure=inside.measure)


def _ways(request: Request, part: Part) -> list[tuple[Words, Request]]:
    """Return the names that a request may be of, with how it is read then, the longest first."""
    longer = [name for name in (request.spoken, request.whole) if name and name != request.phrase]
    ways = [(words(name), request.named(name)) for name in longer]
    ways.append((words(request.phrase), request))
    detailed = [(words(f"{detail} {request.phrase}"), request) for detail in part.details]
    return [(name, read) for name, read in (*detailed, *ways) if name]


def _span(parts: Sequence[Part], request: Request | None, foods: Mapping[Words, Food]) -> _Span:
    if request is not None:
        ways = [way for way in _ways(request, parts[-1]) if way[0] in foods]
        if ways:
            named = best_named([(read, foods[name]) for name, read in ways])
            return _Span(parts, *named, ways[0][0])
    return _Span(parts, request)


def _may_merge(span: _Span, foods: Mapping[Words, Food]) -> bool:
    """Return whether separated parts are one name: "mackerel, tinned", not "egg, bacon"."""
    if all(part.joint in ("with", "on", "and") for part in span.parts[1:]):
        return True
    return not all(words(part.text) in foods for part in span.parts)
