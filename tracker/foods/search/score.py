"""How well the name of a food fits a phrase: the name with the least cost is what is meant.

The cost of a name is the sum for its words that the phrase lacks, and for words of the phrase that
it lacks; 0 is the food that was typed and nothing but the food.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

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
# Once a brand is typed, its maker costs little, and another product of it costs more.
_BRAND_MAKER, _BRAND_BESIDE, _BRAND_DETAIL = 0.02, 0.15, 0.06
# Details of a food that is named in full make it a special case, not another food.
_MOST_DETAILS = 0.35
# A typed word that the name has only as an explanation, or for what comes with the food.
_EXPLAINED, _BESIDE, _NOT_THE_DISH = 0.15, 0.15, 0.15
# A word of an everyday name that wasn't typed makes it another dish.
_OTHER_WORD = 0.6
# A typed word that the name lacks, and a phrase of which it lacks every word.
_LACKING, _NOTHING = 0.25, 1.0
_OTHER_METHOD, _NO_METHOD = 0.15, 0.05
# The discount for words in one part of a name and in the typed order: apple pie.
_TOGETHER = 0.06
# A word that costs less doesn't make a special case.
_SPECIAL = 0.05


@dataclass(frozen=True)
class Difference:
    """How a name differs from a phrase: the cost, and its words that make it a special case."""

    cost: float
    extra_words: frozenset[str]


def difference(text: str, typed: Words, free: Set[str] = frozenset()) -> Difference:
    """Return how the name differs from the words typed; the words in `free` cost nothing."""
    name = parse(text)
    query = frozenset(typed)
    methods = query & COOKING_WORDS
    expected = query.union(free, *(COOKED_AS[method] for method in methods))
    shared = {word: name.words[word] for word in query & name.words.keys()}
    extra = [part for part in name.words.values() if part.word not in expected]

    nouns = {part.segment for part in name.words.values() if part.noun}
    head = min(nouns, default=0)
    hard = [word for word in typed if word not in SOFT_WORDS]
    in_head = {p.word for p in name.words.values() if p.segment == head and not p.aside}
    named_in_full = in_head == set(hard)
    costs = {part: _cost(part, shared.values(), nouns) for part in extra}
    together, whole = _segment_of(name, hard)
    if whole:
        sorting = (p for p in extra if p.segment == 0 and p.word in SORTING_HEADS)
        costs |= dict.fromkeys(sorting, NEUTRAL_HEAD)

    details = sum(cost for p, cost in costs.items() if named_in_full and p.segment > head)
    cost = sum(costs.values()) - details + min(details, _MOST_DETAILS + details / 20)
    cost += _lacking_cost(name, typed, hard, shared)
    cost += sum(_method_cost(name, method) for method in methods)
    cost -= _TOGETHER if together else 0.0
    idle = DIETS | FLAVORS | NEUTRAL
    special = (p.word for p, cost in costs.items() if cost >= _SPECIAL and p.word not in idle)
    return Difference(cost, frozenset(special))


def everyday_difference(text: str, typed: Words) -> Difference:
    """Return the same for an everyday name, of which every word counts."""
    name = words(text)
    query = frozenset(typed)
    hard = query - SOFT_WORDS
    extra = [word for word in name if word not in query]
    shares = bool(hard.intersection(name)) or not hard
    cost = _LACKING * len(hard.difference(name)) if shares else _NOTHING
    cost += _NO_METHOD * len((query & SOFT_WORDS).difference(name))
    return Difference(cost + _OTHER_WORD * len(extra), frozenset(extra))


def _cost(part: Word, shared: Collection[Word], nouns: Set[int]) -> float:
    """Return the cost of a word that the phrase lacks, given the words that both have."""
    brands = {word.segment for word in shared if word.brand}
    if part.segment in brands:
        return _BRAND_BESIDE if part.brand else _BRAND_DETAIL
    if part.brand and brands and part.segment < max(brands):
        return _BRAND_MAKER
    beside = any(word.segment in nouns and not word.brand for word in shared)
    if part.noun and part.cost == HEAD and beside:
        return _NOUN
    return part.cost


def _lacking_cost(
    name: Name, typed: Words, hard: Sequence[str], shared: Mapping[str, Word]
) -> float:
    """Return the cost of typed words that the name lacks, or has but not as what the food is."""
    lacking = set(hard) - shared.keys()
    if lacking and lacking == set(hard):
        return _NOTHING
    cost = _LACKING * len(lacking) + _NO_METHOD * len(FILLERS.intersection(typed) - shared.keys())
    cost += _EXPLAINED * sum(part.aside for part in shared.values())
    if len(hard) > 1:
        cost += _BESIDE * sum(part.beside for part in shared.values())
    dish = typed[-1]
    elsewhere = dish not in shared or shared[dish].segment > 0
    if dish in DISHES and elsewhere:
        other = any(part.noun and part.word in CHANGES for part in name.words.values())
        cost += _NOT_THE_DISH if other else 0.0
    return cost


def _segment_of(name: Name, hard: Sequence[str]) -> tuple[bool, bool]:
    """Return whether several words are in order in one part of a name, and whether they fill it."""
    parts = name.words.values()
    segments = {part.segment for part in parts if part.word in hard and not part.aside}
    if len(hard) < 2 or len(segments) != 1:
        return False, False
    segment = [part.word for part in parts if part.segment in segments]
    return [word for word in segment if word in hard] == list(hard), set(segment) == set(hard)


def _method_cost(name: Name, method: str) -> float:
    if name.cooked_so(method):
        return 0.0
    return _OTHER_METHOD if name.methods - ANY_HEAT else _NO_METHOD


# Meant only if typed, or if nothing else is left.
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
# What was eaten before decides between foods, or merely comes first.
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
    """Return the foods by how well they fit the words of the query, best first.

    `eaten` are ids of foods that this person has logged before; those come first among the foods
    that the query could mean. `others` are other readings of the query, `whole` are synonyms for
    all of it, which involve no guess; `names` are the everyday names of a food id, and `free` are
    words that cost nothing.
    """
    ways = [(tuple(query), 0.0), *((way, _PARTLY_READ) for way in others if way not in whole)]
    ways += [(way, -_WHOLLY_READ) for way in whole]
    matches = []
    for food in foods:
        called = (names or {}).get(food.id, ())
        readings = (_match(way, food, called, cost, free) for way, cost in ways)
        matches.append(max(readings, key=lambda match: match.score))
    matches.sort(key=_order)
    eaten_before = {match.food.id for match in close(matches)} & eaten
    if eaten_before:
        # "Fish" doesn't mean salmon because salmon was eaten: a word for many foods is still asked.
        bonus = _EATEN_FIRST if SORTING_WORDS.issuperset(query) else _EATEN
        above = matches[0].score + bonus
        matches = [m._replace(score=above) if m.food.id in eaten_before else m for m in matches]
        matches.sort(key=_order)
    return matches


def _match(
    query: Words, food: Food, names: Sequence[str], cost: float, free: frozenset[str]
) -> Match:
    name = parse(food.name)
    fruit = food.group in _RAW_GROUPS
    differences = [difference(food.name, query, free | RAW if fruit else free)]
    differences += [everyday_difference(everyday, query) for everyday in names]
    best = min(differences, key=lambda difference: difference.cost)
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
    return Match(food, 1 - cost, extra_words=best.extra_words)


def _order(match: Match) -> tuple[float, int, str]:
    return (-round(match.score, 4), len(match.food.name), match.food.code)
