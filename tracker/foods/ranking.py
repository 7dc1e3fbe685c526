"""The foods richest in B12, by diet, and the foods whose B12 is unreliable."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tracker.foods.model import DIETS, Food, Portion
from tracker.text.words import words

Per = Literal["serving", "100g"]
PER: tuple[Per, ...] = ("serving", "100g")
UNRELIABLE = "not to be counted on"
UNRELIABLE_SOURCE = "IOM 1998, p. 342; Watanabe 2007"

_HUNDRED_GRAMS = Portion(100.0, "g", 100.0)
# In the form of `words`, so that plurals match.
_ALGAE = frozenset(
    words(
        "spirulina arthrospira chlorella aphanizomenon alga algae algal microalgae seaweed laver "
        "laverbread kelp kombu konbu wakame dulse hijiki hiziki arame aonori mozuku agar "
        "carrageen bladderwrack seavegetable sealettuce seamoss irishmoss nostoc"
    )
)
_NORI = frozenset(words("nori gim"))
_UNRELIABLE_WORDS = _ALGAE | _NORI | frozenset(words("tempeh yeast mushroom"))
_SEA = re.compile(r"\b(sea|irish)[\s-]+(?=vegetable|lettuce|moss)", re.IGNORECASE)


@dataclass(frozen=True)
class Ranked:
    """A food with its rank, 1 for the richest, and the µg in `portion` of it."""

    rank: int
    food: Food
    portion: Portion
    b12_ug: float
    unreliable: bool


@dataclass(frozen=True)
class Ranking:
    """The foods with any B12, richest first, and how many are not ranked, by reason.

    `unknown_diet` counts foods left out because it is unknown whether they suit the given diet,
    `unweighed` those with a figure in another measure only.
    """

    foods: tuple[Ranked, ...]
    unknown_b12: int = 0
    unknown_diet: int = 0
    unweighed: int = 0


def rank(
    foods: Iterable[Food], *, per: Per = "serving", diet: str = "any", kind: str | None = None
) -> Ranking:
    """Return the foods by their µg in the usual portion or in 100 g, richest first.

    Supplements and injections are ranked only if `kind` is "supplement"; a food without any B12
    is not ranked.
    """
    candidates: list[tuple[float, Portion, Food]] = []
    unknown_b12 = unknown_diet = unweighed = 0
    for food in foods:
        if not _of_kind(food, kind) or suits(food, diet) is False:
            continue
        portion = _portion(food, per)
        b12_ug = None if portion is None else food.portion_ug(portion)
        if not food.known:
            unknown_b12 += 1
        elif portion is None or b12_ug is None:
            unweighed += 1
        elif b12_ug <= 0:
            continue
        elif suits(food, diet) is None:
            unknown_diet += 1
        else:
            candidates.append((b12_ug, portion, food))
    candidates.sort(key=lambda entry: (-entry[0], entry[2].title.casefold(), entry[2].code))
    ranked = tuple(
        Ranked(number, food, portion, b12_ug, unreliable(food))
        for number, (b12_ug, portion, food) in enumerate(candidates, start=1)
    )
    return Ranking(ranked, unknown_b12, unknown_diet, unweighed)


def suits(food: Food, diet: str) -> bool | None:
    """Return whether the food suits a diet: its own diet is that or a stricter one.

    None if it is unknown. Everything suits "any".
    """
    if diet == "any":
        return True
    if food.diet is None:
        return None
    return DIETS.index(food.diet) <= DIETS.index(diet)


def unreliable(food: Food) -> bool:
    """Return whether it is a plant food whose B12 nobody should count on.

    Spirulina, nori and other algae, tempeh, brewer's yeast and mushrooms hold little B12, or mainly
    forms that are inactive in people, unless B12 was added: Institute of Medicine (1998), Dietary
    Reference Intakes for Thiamin ... Vitamin B12, p. 342; Watanabe (2007), Experimental Biology and
    Medicine 232:1266. Kind, origin and the words of the names decide; a vegan food without added
    B12 is a plant food, whatever kind the user gave it.
    """
    if food.origin != "natural" or not (food.kind == "plant" or food.diet == "vegan"):
        return False
    return _is_doubtful(f"{food.name} {food.everyday or ''}")


def unreliable_item(name: str, origin: str, kind: str | None) -> bool:
    """Return the same of what was eaten, by what the diary has of it.

    Of an unknown kind, as much of what is imported, are algae too, but not what nori is around.
    """
    if origin != "natural" or kind not in ("plant", None):
        return False
    return _is_doubtful(name) if kind else not _ALGAE.isdisjoint(_words(name))


def names_algae(name: str) -> bool:
    """Return whether a food's name names a seaweed or another alga."""
    return not (_ALGAE | _NORI).isdisjoint(_words(name))


def _is_doubtful(names: str) -> bool:
    return not _UNRELIABLE_WORDS.isdisjoint(_words(names))


def _words(names: str) -> tuple[str, ...]:
    return words(_SEA.sub(r"\1", names))


def _of_kind(food: Food, kind: str | None) -> bool:
    if food.kind == "supplement" or food.origin in ("supplement", "injection"):
        return kind == "supplement"
    return kind is None or food.kind == kind


def _portion(food: Food, per: Per) -> Portion | None:
    if per == "100g":
        return _HUNDRED_GRAMS
    return food.portions[0] if food.portions else None
