"""How much a name says beyond a phrase: the plainest name is what the phrase means.

The cost of a name adds up what the words cost that the phrase lacks, and what the phrase has in
vain; 0 is the food that was typed and nothing but the food.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from tracker.foods.model import Food
from tracker.foods.search.match import Match, close
from tracker.foods.search.names import HEAD, NEUTRAL_HEAD, Name, Word, parse
from tracker.foods.search.vocabulary import (
    ANY_HEAT,
    CHANGES,
    COOKED_AS,
    COOKING_WORDS,
    DIETS,
    DISHES,
    FILLERS,
    FLAVORS,
    NEUTRAL,
    RAW,
    SOFT_WORDS,
    SORTING_HEADS,
    SORTING_WORDS,
)
from tracker.text.words import Words, words

# A noun that follows what was typed makes it another food.
_NOUN = 0.45
# Once a brand is typed its maker goes without saying, and another product of it doesn't.
_BRAND_MAKER, _BRAND_BESIDE, _BRAND_DETAIL = 0.02, 0.15, 0.06
# Details of a food that is named in full make it a special case and no other food.
_MOST_DETAILS = 0.35
# What was typed and stands where it only explains, or comes with the food.
_EXPLAINED, _BESIDE, _NOT_THE_DISH = 0.15, 0.15, 0.15
# What was typed and isn't said, and nothing else of it either.
_LACKING, _NOTHING = 0.25, 1.0
_OTHER_METHOD, _NO_METHOD = 0.15, 0.05
# Apple pie in one part of a name, and in that order.
_TOGETHER = 0.06
# What costs less is no special case.
_SPECIAL = 0.05


@dataclass(frozen=True)
class Said:
    """What a name says beyond a phrase: its cost, and the words that make it a special case."""

    cost: float
    beyond: frozenset[str]


def beyond(text: str, typed: Words, free: Set[str] = frozenset()) -> Said:
    """What the name says beyond the words typed; the words in `free` cost nothing."""
    name = parse(text)
    query = frozenset(typed)
    methods = query & COOKING_WORDS
    said = query.union(free, *(COOKED_AS[method] for method in methods))
    found = {word: name.words[word] for word in query & name.words.keys()}
    over = [part for part in name.words.values() if part.word not in said]

    nouns = {part.segment for part in name.words.values() if part.noun}
    head = min(nouns, default=0)
    hard = [word for word in typed if word not in SOFT_WORDS]
    in_head = {p.word for p in name.words.values() if p.segment == head and not p.aside}
    named_in_full = in_head == set(hard)
    costs = {part: _cost(part, found.values(), nouns) for part in over}
    together, whole = _segment_of(name, hard)
    if whole:
        sorting = (p for p in over if p.segment == 0 and p.word in SORTING_HEADS)
        costs |= dict.fromkeys(sorting, NEUTRAL_HEAD)

    details = sum(cost for p, cost in costs.items() if named_in_full and p.segment > head)
    cost = sum(costs.values()) - details + min(details, _MOST_DETAILS + details / 20)
    cost += _in_vain(name, typed, hard, found)
    cost += sum(_method_cost(name, method) for method in methods)
    cost -= _TOGETHER if together else 0.0
    idle = DIETS | FLAVORS | NEUTRAL
    special = (p.word for p, cost in costs.items() if cost >= _SPECIAL and p.word not in idle)
    return Said(cost, frozenset(special))


def beyond_everyday(text: str, typed: Words) -> Said:
    """The same for what people call a food, where no word goes without saying."""
    own = words(text)
    query = frozenset(typed)
    hard = query - SOFT_WORDS
    over = [word for word in own if word not in query]
    cost = _LACKING * len(hard.difference(own)) if hard.intersection(own) or not hard else _NOTHING
    cost += _NO_METHOD * len((query & SOFT_WORDS).difference(own))
    if own[-1] in over and query.intersection(own):
        cost += _NOUN - HEAD
    return Said(cost + HEAD * len(over), frozenset(over))


def _cost(part: Word, found: Collection[Word], nouns: Set[int]) -> float:
    """What a word costs that the phrase lacks, beside the words that it has."""
    brands = {one.segment for one in found if one.brand}
    if part.segment in brands:
        return _BRAND_BESIDE if part.brand else _BRAND_DETAIL
    if part.brand and brands and part.segment < max(brands):
        return _BRAND_MAKER
    if part.noun and part.cost == HEAD and any(o.segment in nouns and not o.brand for o in found):
        return _NOUN
    return part.cost


def _in_vain(name: Name, typed: Words, hard: Sequence[str], found: dict[str, Word]) -> float:
    """What the words cost that were typed and aren't said, or not as what the food is."""
    lacking = set(hard) - found.keys()
    if lacking and lacking == set(hard):
        return _NOTHING
    cost = _LACKING * len(lacking) + _NO_METHOD * len(FILLERS.intersection(typed) - found.keys())
    cost += _EXPLAINED * sum(part.aside for part in found.values())
    if len(hard) > 1:
        cost += _BESIDE * sum(part.beside for part in found.values())
    dish = typed[-1]
    elsewhere = dish not in found or found[dish].segment > 0
    if dish in DISHES and elsewhere:
        other = any(part.noun and part.word in CHANGES for part in name.words.values())
        cost += _NOT_THE_DISH if other else 0.0
    return cost


def _segment_of(name: Name, hard: Sequence[str]) -> tuple[bool, bool]:
    """Whether several words stand in one part of a name, in that order; and are all of it."""
    parts = name.words.values()
    segments = {part.segment for part in parts if part.word in hard and not part.aside}
    if len(hard) < 2 or len(segments) != 1:
        return False, False
    own = [part.word for part in parts if part.segment in segments]
    return [word for word in own if word in hard] == list(hard), set(own) == set(hard)


def _method_cost(name: Name, method: str) -> float:
    if name.cooked_so(method):
        return 0.0
    return _OTHER_METHOD if name.methods - ANY_HEAT else _NO_METHOD


# Meant only when it is said, or when nothing else is left.
_ASIDE_GROUPS = {
    "Baby Foods": 0.5, "Fast Foods": 0.15, "Restaurant Foods": 0.15,
    "American Indian/Alaska Native Foods": 0.15,
}  # fmt: skip
_ASIDE_WORDS = frozenset({"baby", "babyfood", "formula", "infant", "toddler"})
_COOKED_GROUPS = frozenset({"Cereal Grains and Pasta", "Legumes and Legume Products"})
_RAW_GROUPS = frozenset({"Fruits and Fruit Juices"})
_FLESH = frozenset({"meat", "poultry", "fish", "shellfish"})
_STILL_RAW, _NOT_RAW, _UNKNOWN, _EVERYDAY = 0.15, 0.1, 0.1, 0.04
_PARTLY_READ, _WHOLLY_READ = 0.15, 0.05
# What was eaten before decides, or only comes first.
_EATEN, _EATEN_FIRST = 0.3, 0.001


def rank(
    query: Sequence[str],
    foods: Sequence[Food],
    eaten: frozenset[int],
    *,
    others: Sequence[Words] = (),
    whole: Sequence[Words] = (),
    names: Mapping[int, Sequence[str]] | None = None,
    free: frozenset[str] = frozenset(),
) -> list[Match]:
    """The foods by how well they fit the words of the query, best first.

    `eaten` are ids of foods this person has logged before; those come first among the foods that
    the query could mean. `others` are other readings of the query, `whole` synonyms for all of it,
    which were written for it and are no guess; `names` are what people call the food of an id,
    and `free` are words that a food's name may have for nothing.
    """
    ways = [(tuple(query), 0.0), *((way, _PARTLY_READ) for way in others if way not in whole)]
    ways += [(way, -_WHOLLY_READ) for way in whole]
    matches = [
        max(
            (_match(way, food, (names or {}).get(food.id, ()), cost, free) for way, cost in ways),
            key=_by_score,
        )
        for food in foods
    ]
    matches.sort(key=_order)
    known = {match.food.id for match in close(matches)} & eaten
    if known:
        # "Fish" isn't salmon because salmon was eaten: what only sorts foods still asks.
        bonus = _EATEN_FIRST if SORTING_WORDS.issuperset(query) else _EATEN
        above = matches[0].score + bonus
        matches = [replace(m, score=above) if m.food.id in known else m for m in matches]
        matches.sort(key=_order)
    return matches


def _match(
    query: Words, food: Food, names: Sequence[str], cost: float, free: frozenset[str]
) -> Match:
    name = parse(food.name)
    fruit = food.group in _RAW_GROUPS
    said = [beyond(food.name, query, free | RAW if fruit else free)]
    said += [beyond_everyday(one, query) for one in names]
    best = min(said, key=lambda one: one.cost)
    cost += best.cost
    if not _ASIDE_WORDS.intersection(query):
        cost += _ASIDE_GROUPS.get(food.group or "", 0.0)
    if food.everyday:
        cost -= _EVERYDAY
    if not food.known:
        cost += _UNKNOWN
    if fruit and name.methods - RAW:
        cost += _NOT_RAW
    cooked = food.kind in _FLESH or food.group in _COOKED_GROUPS
    if cooked and name.raw and not COOKING_WORDS.intersection(query):
        cost += _STILL_RAW
    return Match(food, 1 - cost, beyond=best.beyond)


def _by_score(match: Match) -> float:
    return match.score


def _order(match: Match) -> tuple[float, int, str]:
    return (-round(match.score, 4), len(match.food.name), match.food.code)
