"""From a typed phrase to the food that a person means: words, ranking, and when to ask."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.figures import format_ug
from tracker.domain.foods import Food

# Words that say how plain food was prepared: they choose between foods, and none is refused
# because the table doesn't have it grilled.
SOFT_WORDS = frozenset(
    "baked boiled cold cooked fresh fried grilled homemade hot organic pan plain poached raw "
    "roast roasted steamed".split()
)
_STOP_WORDS = frozenset("a an and from in my of on or some the with".split())
_IRREGULAR = {
    "calves": "calf", "halves": "half", "knives": "knife", "leaves": "leaf", "loaves": "loaf",
    "yoghurt": "yogurt", "yoghurts": "yogurt", "molluscs": "mollusk", "mollusc": "mollusk",
}  # fmt: skip
_ASIDE_GROUPS = {
    "Baby Foods": 0.6, "Fast Foods": 0.3, "Restaurant Foods": 0.3,
    "American Indian/Alaska Native Foods": 0.3,
}  # fmt: skip
_FLESH = frozenset({"meat", "poultry", "fish", "shellfish"})
# Candidates this close to the best could each be meant; the eleventh would help nobody.
_CLOSE = 0.12
_MOST_CHOICES = 10
# ... but a question is idle when the answers hold the same B12.
_SAME_SHARE = 0.15
_SAME_UG_PER_100G = 0.05


@dataclass(frozen=True)
class Match:
    """A food with how well it fits. `named` says that the phrase is one of its everyday names."""

    food: Food
    score: float
    named: bool = False


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


def words(text: str) -> tuple[str, ...]:
    """The words of a phrase in the one form that all names are compared in: singular, unaccented.

    The percent sign stays, so that 2% milk is a word of its own.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    plain = (
        "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    )
    found = re.findall(r"\d+(?:\.\d+)?%|[^\W_]+", plain)
    return tuple(_stem(word) for word in found if word not in _STOP_WORDS)


def rank(query: Sequence[str], foods: Sequence[Food], eaten: frozenset[int]) -> list[Match]:
    """The foods by how well they fit the words of the query, best first.

    `eaten` are ids of foods this person has logged before; those come first among equals.
    """
    matches = [Match(food, _score(query, food, food.id in eaten)) for food in foods]
    return sorted(matches, key=lambda m: (-m.score, len(m.food.name), m.food.code))


def contenders(found: Found) -> tuple[Match, ...]:
    """The foods that the phrase could mean: one where it is clear, several where it isn't."""
    if not found.matches:
        return ()
    best = found.matches[0]
    if best.named:
        return (best,)
    close = tuple(m for m in found.matches if best.score - m.score <= _CLOSE)
    if all(_same_b12(best.food, match.food) for match in close):
        return (best,)
    return close[:_MOST_CHOICES]


def describe(food: Food) -> str:
    """A line to choose by: `13327  beef liver (Beef, variety meats ...)  83.1 µg/100 g`."""
    name = food.name if food.everyday is None else f"{food.everyday} ({food.name})"
    return f"{food.code}  {name}  {density(food)}"


def density(food: Food) -> str:
    """`3.05 µg/100 g`, `1000 µg a tablet`, `B12 unknown`."""
    if food.b12_ug_per_100g is not None:
        return f"{format_ug(food.b12_ug_per_100g)} µg/100 g"
    dose = next((p for p in food.portions if p.b12_ug is not None), None)
    if dose is None or dose.b12_ug is None:
        return "B12 unknown"
    return f"{format_ug(dose.b12_ug / dose.amount)} µg a {dose.measure}"


def _score(query: Sequence[str], food: Food, eaten: bool) -> float:
    segments = [words(segment) for segment in food.name.split(",")]
    place = {word: n for n, segment in reversed(list(enumerate(segments))) for word in segment}
    everyday = words(food.everyday or "")
    hard = [word for word in query if word not in SOFT_WORDS]
    covered = sum(_fit(word, place, everyday) for word in hard) / max(len(hard), 1)
    covered += 0.15 * sum(word in place for word in query if word in SOFT_WORDS)
    idle = len((set(everyday) or set(place)) - set(query))
    score = covered - 0.02 * min(idle, 20)
    if food.everyday:
        # Corn is not corn flakes: a part of an everyday name is a hint and no more.
        score += 0.15 if set(everyday) & set(query) else 0.1
    if eaten:
        score += 0.3
    if food.kind in _FLESH and "raw" in place and "raw" not in query:
        score -= 0.15
    if not food.known:
        score -= 0.1
    aside = _ASIDE_GROUPS.get(food.group or "", 0.0)
    return score - (0.0 if eaten else aside)


def _fit(word: str, place: dict[str, int], everyday: Sequence[str]) -> float:
    """1 for a word of the first part of a name, less for a later part, least for a beginning."""
    if word in everyday:
        return 1.0
    if word in place:
        return 1.0 - 0.06 * min(place[word], 5)
    return 0.6 if any(known.startswith(word) for known in (*place, *everyday)) else 0.3


def _same_b12(one: Food, other: Food) -> bool:
    a, b = one.b12_ug_per_100g, other.b12_ug_per_100g
    if a is None or b is None:
        return one.code == other.code
    if one.origin != other.origin:
        return False
    return abs(a - b) <= max(_SAME_UG_PER_100G, _SAME_SHARE * max(a, b))


def _stem(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("ie"):
        return word[:-2] + "y"
    if len(word) > 4 and word.endswith(("oes", "xes", "ches", "shes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
