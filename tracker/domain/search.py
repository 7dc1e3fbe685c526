"""From a typed phrase to the food that a person means: words, ranking, and when to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.domain.figures import format_ug
from tracker.domain.foods import Food
from tracker.domain.names import COOKING_WORDS, RAW, SOFT_WORDS, SORTING_WORDS, parse
from tracker.domain.plainness import beyond, beyond_everyday
from tracker.domain.words import SPELLINGS, Synonyms, Words, parts, readings, stem, words

__all__ = [
    "COOKING_WORDS", "SOFT_WORDS", "SPELLINGS", "Found", "Match", "Reading", "Synonyms",
    "Words", "contenders", "density", "describe", "parse", "parts", "plain", "plausible", "rank",
    "readings", "stem", "words",
]  # fmt: skip

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
# Candidates this close to the best could each be meant, the further off the less sure the best
# is; the eleventh would help nobody.
_CLOSE = 0.08
_DOUBT = 0.3
_MOST_CHOICES = 10
# What was eaten before decides, or only comes first.
_EATEN, _EATEN_FIRST = 0.3, 0.001
# What fits no better is not what was meant; below _SURE it may be, and is asked.
_LEAST = 0.2
_LEAST_ALONE = 0.45
_SURE = 0.6
_LEAST_MENDED = 0.8
# ... but a question is idle when the answers hold the same B12.
_SAME_SHARE = 0.15
_SAME_UG_PER_100G = 0.05


@dataclass(frozen=True)
class Match:
    """A food with how well it fits: 1 is the food that was typed and nothing else.

    `named` says that the phrase is one of its everyday names; `beyond` are words that its name
    adds to the phrase and that make it a special case.
    """

    food: Food
    score: float
    named: bool = False
    beyond: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True)
class Reading:
    """A phrase in words: as typed first, then with synonyms and compounds.

    `whole` are synonyms of all of it, which are no guess. `mended` is the phrase without its typing
    errors, where it had any; it may not be `sure`.
    """

    ways: tuple[Words, ...]
    whole: tuple[Words, ...] = ()
    mended: str | None = None
    sure: bool = True


@dataclass(frozen=True)
class Found:
    """What a phrase led to, best first.

    `read_as` is the phrase after typing errors were mended, where there were any; `nearest` are
    names like it, for when nothing matched.
    """

    phrase: str
    matches: tuple[Match, ...] = ()
    read_as: str | None = None
    nearest: tuple[str, ...] = ()


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
    close = {match.food.id for match in _close(matches)} & eaten
    if close:
        # "Fish" isn't salmon because salmon was eaten: what only sorts foods still asks.
        bonus = _EATEN_FIRST if SORTING_WORDS.issuperset(query) else _EATEN
        above = matches[0].score + bonus
        matches = [replace(m, score=above) if m.food.id in close else m for m in matches]
        matches.sort(key=_order)
    return matches


def plain(query: Words) -> Words:
    """The query without what any food could be: how it was cooked, or large, or fresh."""
    return tuple(word for word in query if word not in SOFT_WORDS)


def plausible(found: Sequence[Match], reading: Reading) -> bool:
    """Whether the best match may be what was typed, and not just a food that has its words."""
    if not found or not reading.sure:
        return False
    best = found[0].score
    if reading.mended:
        return best >= _LEAST_MENDED
    return best >= (_LEAST if len(found) > 1 else _LEAST_ALONE)


def contenders(found: Found) -> tuple[Match, ...]:
    """The foods that the phrase could mean: one where it is clear, several where it isn't."""
    if not found.matches:
        return ()
    best = found.matches[0]
    if best.named:
        return (best,)
    if best.score < _SURE:
        return tuple(m for m in found.matches if m.score >= _LEAST)[:_MOST_CHOICES]
    if frozenset(words(found.phrase)) <= SORTING_WORDS:
        close = found.matches[:_MOST_CHOICES]
    else:
        close = _close(found.matches)
    if all(_same_b12(best.food, match.food) for match in close):
        return (best,)
    return close[:_MOST_CHOICES]


def describe(food: Food) -> str:
    """A line to choose by: `13327  beef liver (Beef, variety meats ...)  83.1 µg/100 g`."""
    name = food.name if food.everyday is None else f"{food.everyday} ({food.name})"
    return f"{food.code}  {name}  {density(food)}"


def density(food: Food) -> str:
    """`3.05 µg/100 g`, `1000 µg a tablet`, `B12 unknown`."""
    bound = "≥ " if food.lower_bound else ""
    if food.b12_ug_per_100g is not None:
        return f"{bound}{format_ug(food.b12_ug_per_100g)} µg/100 g"
    dose = next((p for p in food.portions if p.b12_ug is not None), None)
    if dose is None or dose.b12_ug is None:
        return "B12 unknown"
    per = f" a {dose.measure}" if dose.amount == 1 else f"/{dose.label}"
    return f"{bound}{format_ug(dose.b12_ug)} µg{per}"


def _close(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The best, and those as good that aren't a special case of it."""
    if not matches:
        return ()
    best = matches[0]
    margin = _CLOSE + _DOUBT * max(0.0, 1 - best.score)
    return (
        best,
        *(
            m
            for m in matches[1:]
            if best.score - m.score <= (margin if m.food.known else _CLOSE)
            and (_named_apart(best.food, m.food) or not m.beyond >= best.beyond)
        ),
    )


def _named_apart(one: Food, other: Food) -> bool:
    return one.everyday is not None and other.everyday is not None


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


def _same_b12(one: Food, other: Food) -> bool:
    a, b = one.b12_ug_per_100g, other.b12_ug_per_100g
    if one.kind == other.kind == "plant" and max(a or 0, b or 0) <= _SAME_UG_PER_100G:
        return True
    if a is None or b is None:
        return one.code == other.code
    if one.origin != other.origin:
        return False
    return abs(a - b) <= max(_SAME_UG_PER_100G, _SAME_SHARE * max(a, b))
