"""The meaning of a part of a line that is not itself a name: `Tesco smoked salmon pasta`.

Its words are divided into names, brands, and words that describe any food.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tracker.diary.resolve import Candidates, Resolver
from tracker.foods import catalogue, composition
from tracker.foods.amounts import Request
from tracker.foods.model import Food
from tracker.foods.search import spelling
from tracker.foods.search.cover import Segment, cover, spans
from tracker.foods.search.phrase_words import phrase_words
from tracker.foods.sentence import Part
from tracker.foods.serving import has_measure
from tracker.text.units import MEASURES, canonical_measure, singular
from tracker.text.words import Words, words

# Two slices of toast have twice the butter; two wheat biscuits don't have twice the milk.
_EACH_HAS_ITS_OWN = frozenset({"bread", "sandwich", "hot drink"})
_LONGEST_BRAND = 3
_SURELY_FOOD = 0.7
# Measures that are as often what the food is.
PARTS_OF_FOOD = frozenset("fruit leaf head half whole ear bulb leg wing breast thigh".split())
# Foods whose makers hardly matter for their B12, and those of which the maker decides it.
_ALIKE_BY_ANY_MAKER = frozenset("bread cheese yogurt fat cream snack sweet dessert sauce".split())
_OF_MANY_THINGS = frozenset({"salad", "dish", "soup", "sandwich"})
_MAKER_DECIDES = frozenset({"supplement", "powder"})

_Covered = tuple[Sequence[Segment], Mapping[Words, Food]]


class PartReader:
    """Reads parts with the names that the catalogue has."""

    def __init__(self, resolver: Resolver) -> None:
        """Read with the resolver's diary, as long as it is open."""
        self._resolver = resolver
        self._connection = resolver.connection
        self._lexicon = catalogue.Lexicon(resolver.connection)
        self._words = phrase_words()

    def read(self, part: Part, request: Request) -> list[Candidates] | None:
        """Return what is eaten; None if the names don't cover the part."""
        query = words(request.phrase)
        query += tuple(set(words(" ".join(part.details))) & self._words.other_food)
        return self._with_measure(part, request) or self._by_names(part, request, query)

    def candidates(self, request: Request, food: Food) -> Candidates:
        """Return the request for a food that it names, with the amount last used of it."""
        request = _fitting(request, food)
        result = catalogue.named(request.phrase, food)
        return self._resolver.with_last(Candidates(request, result))

    def left_out(self, details: Collection[str], name: Words) -> tuple[str, ...]:
        """Return what is said in brackets that is neither in the name nor describes any food."""
        known = {(word,) for word in (*name, *self._words.sentence)} | self._words.describing
        return tuple(detail for detail in details if not known.issuperset(zip(words(detail))))

    def _with_measure(self, part: Part, request: Request) -> list[Candidates] | None:
        """Return the meaning if the measure is part of a name: of nut bars, not of bars of nuts."""
        if request.measure is None or request.whole == request.phrase:
            return None
        query = words(request.whole)
        segments, names = self._segments(query)
        measure = {*query[:1], *query[-1:]} - set(words(request.phrase))
        named = (s.kind == "name" and measure.intersection(s.words) for s in segments)
        if not any(named) or _unknown(segments)[1]:
            return None
        return self._eaten((segments, names), request.named(request.whole), part)

    def _by_names(self, part: Part, request: Request, query: Words) -> list[Candidates] | None:
        """Return what the names in the part mean, typing errors corrected if need be."""
        if not query:
            return None
        covered = segments, names = self._segments(query)
        measure, unknown = _unknown(segments)
        if not self._words.not_eaten.isdisjoint(unknown):
            return None
        if request.unit is None and request.measure is None:
            request = request._replace(measure=measure)
        if not unknown:
            return self._eaten(covered, request, part)
        core = self._core(segments)
        if core is not None:
            return self._eaten(core, request, part)
        known = self._lexicon.known(unknown)
        corrected = spelling.corrected(query, set(unknown) - known, self._lexicon)
        if corrected is not None and not _unknown((other := self._segments(corrected))[0])[1]:
            return _read_as(self._eaten(other, request, part), request.phrase, corrected)
        result = self._resolver.search(request.phrase) if known else None
        if result is not None and result.matches:
            return [self._resolver.look_up(request)]
        foods = [names[segment.words] for segment in segments if segment.kind == "name"]
        if not foods or not self._are_brand(segments, unknown, foods[-1], part):
            return None
        return self._eaten(covered, request, part, without=unknown)

    def _segments(self, query: Words) -> _Covered:
        names = catalogue.by_names(self._connection, spans(query), self._resolver.preference)
        brands, describing = self._words.brands, self._words.describing
        segments = cover(query, names.__contains__, brands, describing)
        if not any(segment.kind == "name" for segment in segments):
            # "Hot honey" is honey, and not only hot and honeyed.
            brands, describing = brands - names.keys(), describing - names.keys()
            segments = cover(query, names.__contains__, brands, describing)
        return segments, names

    def _core(self, segments: Sequence[Segment]) -> _Covered | None:
        """Return the names of what is left without brands and describing words, if that is all.

        "Vegan Wall's sausage rolls" are vegan sausage rolls.
        """
        kept = [segment for segment in segments if segment.kind in ("name", "unknown")]
        if len(kept) == len(segments):
            return None
        core, names = self._segments(tuple(word for segment in kept for word in segment.words))
        if _unknown(core)[1]:
            return None
        return (*core, *(segment for segment in segments if segment.kind == "brand")), names

    def _eaten(
        self, covered: _Covered, request: Request, part: Part, *, without: Collection[str] = ()
    ) -> list[Candidates] | None:
        """Return what is eaten of the foods named; None if it can't be told."""
        segments, names = covered
        named = [segment.words for segment in segments if segment.kind == "name"]
        eaten = composition.adjacent([names[name] for name in named]) if named else None
        if eaten is None:
            return None
        *others, (head, _) = eaten
        if others and head.role == "sandwich":
            head = self._holder(named[-1], head)
        counted = request.unit is None and head.role in _EACH_HAS_ITS_OWN
        times = request.amount if counted and request.amount else 1.0
        meant = []
        for food, grams in others:
            added = self.candidates(Request(request.text, food.title, food.title), food)
            meant.append(replace(added, added_g=None if grams is None else grams * times))
        brands = [word for segment in segments if segment.kind == "brand" for word in segment.words]
        query = tuple(word for segment in segments for word in segment.words)
        dropped = _as_typed(part.text, {*brands, *without}) + self.left_out(part.details, query)
        return [*meant, replace(self.candidates(request, head), dropped=dropped)]

    def _holder(self, name: Words, sandwich: Food) -> Food:
        """Return the bread of a sandwich whose filling has been named; a named one stays."""
        bread = ("bread",)
        if len(name) > 1 or name[0] not in self._words.holders:
            return sandwich
        return catalogue.by_names(self._connection, [bread]).get(bread, sandwich)

    def _names_food(self, word: str) -> bool:
        """Return whether the word alone is a food; Hidden and Valley, a brand, are not."""
        result = self._resolver.search(word)
        if not result.matches or result.read_as is not None:
            return False
        return result.matches[0].score >= _SURELY_FOOD

    def _are_brand(
        self, segments: Sequence[Segment], unknown: Sequence[str], food: Food, part: Part
    ) -> bool:
        """Return whether the unknown words are a brand or the like that doesn't decide the B12.

        They stand before the food; those after it are written as names are.
        """
        if len(unknown) > _LONGEST_BRAND or not self._words.other_food.isdisjoint(unknown):
            return False
        typed = part.text.split()
        proper = all(_is_proper(word, typed) for word in _as_typed(part.text, set(unknown)))
        if any(self._names_food(word) for word in unknown):
            return False
        kinds = [segment.kind for segment in segments]
        after = segments[kinds.index("name") :]
        leads = not [s for s in after if s.kind == "unknown" and not s.words[0].endswith("ed")]
        named = [segment for segment in after if segment.kind == "name"][-1].words
        if named[0] in self._words.holders:
            return False  # what is in it has not been understood
        harmless = not composition.bears(food) and food.role not in _OF_MANY_THINGS
        if food.role in _ALIKE_BY_ANY_MAKER or harmless:
            return (leads and len(unknown) == 1) or proper
        # "Gubbeen cheese omelette" says what it is; what a "zorbit stew" is, nobody knows.
        return leads and (proper or len(named) > 1) and food.role not in _MAKER_DECIDES


def _read_as(
    eaten: list[Candidates] | None, phrase: str, corrected: Words
) -> list[Candidates] | None:
    """Return the same with a note, on the first, of how the typing errors were corrected."""
    if not eaten or eaten[0].result is None:
        return eaten
    result = eaten[0].result._replace(phrase=phrase, read_as=" ".join(corrected))
    return [replace(eaten[0], result=result), *eaten[1:]]


def _fitting(request: Request, food: Food) -> Request:
    """Return the request without an amount in brackets that isn't one of this food."""
    measure = request.measure
    if measure is None or canonical_measure(measure) in MEASURES or has_measure(food, measure):
        return request
    if has_measure(food, singular(measure)):
        return request._replace(measure=singular(measure))
    return request._replace(amount=None, measure=None)


def _unknown(segments: Sequence[Segment]) -> tuple[str | None, list[str]]:
    """Return the measure at an end of the segments, and the unknown words that are no measure."""
    unknown = [segment.words[0] if segment.kind == "unknown" else "" for segment in segments]
    ends = (canonical_measure(word) for word in (*unknown[:1], *unknown[-1:]))
    measure = next((word for word in ends if word in MEASURES - PARTS_OF_FOOD), None)
    return measure, [word for word in unknown if word and canonical_measure(word) not in MEASURES]


def _as_typed(text: str, stems: Collection[str]) -> tuple[str, ...]:
    """Return the words of the text that have these stems."""
    return tuple(word for word in text.split() if not set(words(word)).isdisjoint(stems))


def _is_proper(word: str, typed: Sequence[str]) -> bool:
    """Return whether a word is written as a name: with its own capital or with 's."""
    if word.endswith(("'s", "’s")):
        return True
    follows = typed.index(word) > 0 or sum(other[:1].isupper() for other in typed) > 1
    return word[:1].isupper() and follows
