"""What the name of a food says about it: its kind, and where its B12 comes from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.foods.doses import names_b12, names_injection
from tracker.foods.model import Origin
from tracker.foods.ranking import names_algae
from tracker.foods.search.vocabulary import CHANGES, DISHES, NEUTRAL, SOFT_WORDS, SORTING_WORDS
from tracker.text.words import Words, words


@dataclass(frozen=True)
class Nature:
    """One of KINDS, or None if the name doesn't say, and the origin of the B12."""

    kind: str | None
    origin: Origin


SUPPLEMENT = Nature("supplement", "supplement")
INJECTION = Nature("supplement", "injection")
PLAIN = Nature(None, "natural")
# Its B12 is its own, in tablets too, and not to be counted on.
ALGA = Nature("plant", "natural")

# The everyday names of the catalogue and a user's own, in the form of `words`.
Known = Mapping[Words, Nature]

_DOSE = re.compile(r"\d\s*(?:ug|mcg|mg)\b")
_B12 = re.compile(r"\bb[\s-]?12\b")
_VITAMIN = re.compile(r"\bb12\b|cobalamin")
_INJECTED = re.compile(r"\binject|\bampoules?\b|\bintramuscular|\bsubcutaneous")
_SORTED_AS_SUPPLEMENT = re.compile(r"\b(?:supplements?|vitamins?)\b", re.IGNORECASE)
_SUPPLEMENT = re.compile(
    r"^vitamins?\b|\bmulti-?\s?vitamin|\bprenatal vitamin|\bb[\s-]complex\b|"
    r"\b(?:tablet|caplet|capsule|softgel|lozenge)s?\b"
)
_MULTIVITAMIN = re.compile(r"\bvitamins?\b|\bmulti-?\s?vitamin|\bb[\s-]complex\b")
_ANIMAL = ("meat", "poultry", "fish", "shellfish", "egg", "dairy")
_TAKEN_BY = re.compile(r"(?:tablet|caplet|capsule|softgel|lozenge|pill)s?\b", re.IGNORECASE)
# Cereals and these drinks have only B12 that was added.
_FORTIFIED = re.compile(
    r"(?<!not )\bfortified\b|\bnutritional yeast\b|\bcereal\b(?! bar)|\bsoymilk\b|"
    r"\b(?:almond|cashew|hazelnut|hemp|oat|pea|plant|rice|soy) (?:beverage|drink|milk)\b"
)
_UNFORTIFIED = re.compile(r"\bunfortified\b|\bnot fortified\b")
# Words that turn the food beside them into another one; oil, smoke and so on don't.
_ANOTHER = (CHANGES | DISHES | frozenset(words("free plant vegan wrap"))) - frozenset(
    words("dried heart kidney liver oil pickled skinonly smoked tongue")
)
_IDLE = NEUTRAL | SOFT_WORDS
_SEPARATORS = re.compile(r"[,;:()/]|\s-\s")
_MOST_PARTS = 3


def nature_of(known: Known, name: str) -> Nature:
    """Return what a food is by its name in another program's diary.

    Without certainty it is natural B12 of an unknown kind.
    """
    text = _B12.sub("b12", name.casefold().replace("μ", "u"))
    vitamin = bool(_VITAMIN.search(text))
    without_dose = " ".join(re.findall(r"[^\W\d_]+|b12", _DOSE.sub(" ", text)))
    if vitamin and (_INJECTED.search(text) or names_injection(without_dose)):
        return INJECTION
    phrase = " ".join(words(name))
    fortified = bool(_FORTIFIED.search(phrase) and not _UNFORTIFIED.search(phrase))
    if not (vitamin or fortified or _MULTIVITAMIN.search(text)) and names_algae(name):
        return PLAIN if _has_animal(name, known) else ALGA
    if _SUPPLEMENT.search(text) or (vitamin and (_DOSE.search(text) or names_b12(without_dose))):
        return SUPPLEMENT
    nature = _named(name, known) or PLAIN
    if fortified:
        # A food with B12 from animals keeps its kind if more was added.
        kind = "fortified" if nature.kind in (None, "plant", "mixed") else nature.kind
        return Nature(kind, "fortified")
    return nature


def taken_as(nature: Nature, sorted_under: str, measure: str) -> Nature:
    """Return the same, or a supplement if something other than the name says so.

    `sorted_under` are the groups of the program or the user (Supplements), `measure` what the
    amount counts (tablet).
    """
    by_use = _SORTED_AS_SUPPLEMENT.search(sorted_under) or _TAKEN_BY.match(measure)
    return SUPPLEMENT if by_use and nature.origin != "injection" and nature is not ALGA else nature


def _has_animal(name: str, known: Known) -> bool:
    """Return whether a word of the name is a food from animals, as in "Salmon nori roll"."""
    natures = (known.get((word,)) for word in words(name))
    return any(nature and nature.kind in _ANIMAL for nature in natures)


def _named(name: str, known: Known) -> Nature | None:
    """Return what a name or a part of it means, unless the rest turns it into another food.

    "Milk, almond, unsweetened" is almond milk, and "Egg, whole, cooked" egg, but "Chicken,
    meatless" is not chicken.
    """
    whole = words(name)
    if whole in known:
        return known[whole]
    parts = [part for part in map(words, _SEPARATORS.split(name)) if part]
    if len(parts) > 1 and set(parts[0]) <= SORTING_WORDS:
        parts = parts[1:]
    for number, part in enumerate(parts[:_MOST_PARTS]):
        following = parts[number + 1] if number + 1 < len(parts) else ()
        plain = tuple(word for word in part if word not in _IDLE)
        for phrase in (following + part, part + following, part, plain):
            if phrase in known and _ANOTHER.isdisjoint(set(whole).difference(phrase)):
                return known[phrase]
    return None
