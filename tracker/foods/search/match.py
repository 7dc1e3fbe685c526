"""What a phrase led to: which of the foods could be meant, and when to ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.foods.model import Food
from tracker.foods.search.vocabulary import SORTING_WORDS
from tracker.text.words import Words, words

# Candidates this close to the best could each be meant, the further off the less sure the best
# is; the eleventh would help nobody.
_CLOSE = 0.08
_DOUBT = 0.3
_MOST_CHOICES = 10
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
        could_be = found.matches[:_MOST_CHOICES]
    else:
        could_be = close(found.matches)
    if all(_same_b12(best.food, match.food) for match in could_be):
        return (best,)
    return could_be[:_MOST_CHOICES]


def close(matches: Sequence[Match]) -> tuple[Match, ...]:
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


def _same_b12(one: Food, other: Food) -> bool:
    a, b = one.b12_ug_per_100g, other.b12_ug_per_100g
    if one.kind == other.kind == "plant" and max(a or 0, b or 0) <= _SAME_UG_PER_100G:
        return True
    if a is None or b is None:
        return one.code == other.code
    if one.origin != other.origin:
        return False
    return abs(a - b) <= max(_SAME_UG_PER_100G, _SAME_SHARE * max(a, b))
