"""The result of a search: which foods a phrase could mean, and when to ask."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.foods.model import Food
from tracker.text.words import Words, words

# Foods whose score is this close to the best could each be meant; the margin grows with the doubt
# about the best. More than ten choices help nobody.
_CLOSE = 0.08
_DOUBT = 0.3
_MOST_CHOICES = 10
# A food below _LEAST is not meant; below _SURE it may be, and the user is asked.
_LEAST = 0.2
_LEAST_ALONE = 0.45
_SURE = 0.6
_LEAST_CORRECTED = 0.8
# A question is pointless when the answers hold the same B12.
_SAME_SHARE = 0.15
_SAME_UG_PER_100G = 0.05

# Names what came with the program among the tables that are searched, and what the user added.
SHIPPED, OWN = "usda", ""


class Match(NamedTuple):
    """A food and how well it fits a phrase: 1 is the food that was typed and nothing else.

    `named` says that the phrase is one of its everyday names. `extra_words` are the words of its
    name that the phrase lacks and that make it a special case.
    """

    food: Food
    score: float
    named: bool = False
    extra_words: frozenset[str] = frozenset()


class Preference(NamedTuple):
    """Whose foods a name means: those of a country, and those of tables, the first one first.

    `tables` are codes of tables; if there are none, all foods are searched alike.
    """

    country: str = ""
    tables: tuple[str, ...] = ()

    @property
    def searched(self) -> tuple[str, ...]:
        """The tables in their order; what came with the program is the last unless it is named."""
        return self.tables if SHIPPED in self.tables else (*self.tables, SHIPPED)

    @property
    def preferred(self) -> tuple[str, ...]:
        """The tables that come before what came with the program."""
        return self.searched[: self.searched.index(SHIPPED)]


NOTHING_CHOSEN = Preference()


class PhraseReading(NamedTuple):
    """The ways to read a phrase, in words: as typed first, then with synonyms and compounds.

    `whole` are synonyms of the whole phrase, which involve no guess. `corrected` is the phrase
    without its typing errors, if it had any; `sure` is false if that is a bold guess.
    """

    ways: tuple[Words, ...]
    whole: tuple[Words, ...] = ()
    corrected: str | None = None
    sure: bool = True


class SearchResult(NamedTuple):
    """The foods that a phrase could mean, best first.

    `read_as` is the phrase with its typing errors corrected, if it had any; `nearest` are similar
    names to offer when nothing matched.
    """

    phrase: str
    matches: tuple[Match, ...] = ()
    read_as: str | None = None
    nearest: tuple[str, ...] = ()


def plausible(matches: Sequence[Match], reading: PhraseReading) -> bool:
    """Return whether the best match may be meant, and does not just happen to hold the words."""
    if not matches or not reading.sure:
        return False
    best = matches[0].score
    if reading.corrected:
        return best >= _LEAST_CORRECTED
    return best >= (_LEAST if len(matches) > 1 else _LEAST_ALONE)


def is_sure(matches: Sequence[Match], reading: PhraseReading) -> bool:
    """Return whether the best match is meant, so that nothing else need be searched."""
    return plausible(matches, reading) and matches[0].score >= _SURE


def contenders(result: SearchResult) -> tuple[Match, ...]:
    """Return the foods that the phrase could mean: one if it is clear, several if it isn't."""
    if not result.matches:
        return ()
    best = result.matches[0]
    if best.named:
        return (best,)
    if best.score < _SURE:
        return tuple(m for m in result.matches if m.score >= _LEAST)[:_MOST_CHOICES]
    from tracker.foods.search.vocabulary import SORTING_WORDS

    if frozenset(words(result.phrase)) <= SORTING_WORDS:
        close_matches = result.matches[:_MOST_CHOICES]
    else:
        close_matches = close(result.matches)
    if all(same_b12(best.food, match.food) for match in close_matches):
        return (best,)
    return close_matches[:_MOST_CHOICES]


def close(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Return the best match and those about as good, without special cases of the best."""
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
            and (_apart(best.food, m.food) or not m.extra_words >= best.extra_words)
        ),
    )


def _apart(food: Food, other: Food) -> bool:
    """Return whether neither is a special case of the other: both are everyday, or namesakes."""
    everyday = food.everyday is not None and other.everyday is not None
    return everyday or words(food.name) == words(other.name)


def same_b12(food: Food, other: Food) -> bool:
    """Return whether both hold so much the same that nobody need be asked which one it is."""
    a, b = food.b12_ug_per_100g, other.b12_ug_per_100g
    if food.kind == other.kind == "plant" and max(a or 0, b or 0) <= _SAME_UG_PER_100G:
        return True
    if a is None or b is None:
        return food.code == other.code
    if food.origin != other.origin:
        return False
    return abs(a - b) <= max(_SAME_UG_PER_100G, _SAME_SHARE * max(a, b))
