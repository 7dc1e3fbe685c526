"""The foods that a phrase could mean, best first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.foods.model import Food
from tracker.foods.search.match import Match, close
from tracker.foods.search.names import parse
from tracker.foods.search.score import beyond, beyond_everyday
from tracker.foods.search.vocabulary import COOKING_WORDS, RAW, SORTING_WORDS
from tracker.text.words import Words

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
