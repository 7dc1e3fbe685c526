"""What the name of a food tells of it: its kind, and where its B12 comes from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.foods.amounts import names_b12, names_injection
from tracker.foods.model import Origin
from tracker.foods.search.vocabulary import CHANGES, DISHES, NEUTRAL, SOFT_WORDS, SORTING_WORDS
from tracker.text.words import Words, words


@dataclass(frozen=True)
class Nature:
    """One of KINDS, None where the name doesn't say, and the origin of the B12."""

    kind: str | None
    origin: Origin


SUPPLEMENT = Nature("supplement", "supplement")
INJECTION = Nature("supplement", "injection")
PLAIN = Nature(None, "natural")

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
_TAKEN_BY = re.compile(r"(?:tablet|caplet|capsule|softgel|lozenge|pill)s?\b", re.IGNORECASE)
# Cereals have no B12 but what was added; and none of these drinks either.
_FORTIFIED = re.compile(
    r"(?<!not )\bfortified\b|\bnutritional yeast\b|\bcereal\b(?! bar)|\bsoymilk\b|"
    r"\b(?:almond|cashew|hazelnut|hemp|oat|pea|plant|rice|soy) (?:beverage|drink|milk)\b"
)
_UNFORTIFIED = re.compile(r"\bunfortified\b|\bnot fortified\b")
# Words that make another food of the one beside them; oil, smoke and so on do not.
_ANOTHER = (CHANGES | DISHES | frozenset(words("free plant vegan wrap"))) - frozenset(
    words("dried heart kidney liver oil pickled skinonly smoked tongue")
)
_IDLE = NEUTRAL | SOFT_WORDS
_SEPARATORS = re.compile(r"[,;:()/]|\s-\s")
_MOST_PARTS = 3


def nature_of(known: Known, name: str) -> Nature:
    """What a food is by its name in another program's diary.

    What isn't sure is natural B12 of no known kind.
    """
    said = _B12.sub("b12", name.casefold().replace("μ", "u"))
    vitamin = bool(_VITAMIN.search(said))
    alone = " ".join(re.findall(r"[^\W\d_]+|b12", _DOSE.sub(" ", said)))
    if vitamin and (_INJECTED.search(said) or names_injection(alone)):
        return INJECTION
    if _SUPPLEMENT.search(said) or (vitamin and (_DOSE.search(said) or names_b12(alone))):
        return SUPPLEMENT
    found = _named(name, known) or PLAIN
    phrase = " ".join(words(name))
    if _FORTIFIED.search(phrase) and not _UNFORTIFIED.search(phrase):
        # What has its B12 from animals keeps its kind when more was added.
        kind = "fortified" if found.kind in (None, "plant", "mixed") else found.kind
        return Nature(kind, "fortified")
    return found


def taken_as(nature: Nature, sorted_under: str, measure: str) -> Nature:
    """The same, or a supplement where something else than the name says so.

    `sorted_under` is what the program or the user sorts it by (Supplements), `measure` what its
    amount counts (tablet).
    """
    by_use = _SORTED_AS_SUPPLEMENT.search(sorted_under) or _TAKEN_BY.match(measure)
    return SUPPLEMENT if by_use and nature.origin != "injection" else nature


def _named(name: str, known: Known) -> Nature | None:
    """What a name or a part of it means, where nothing in the rest makes another food of it.

    "Milk, almond, unsweetened" is almond milk, and "Egg, whole, cooked" egg, but "Chicken,
    meatless" no chicken.
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
        for said in (following + part, part + following, part, plain):
            if said in known and _ANOTHER.isdisjoint(set(whole).difference(said)):
                return known[said]
    return None
