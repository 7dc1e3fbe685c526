"""Readings of a phrase: synonyms, compounds and corrected typing errors.

Nothing here speaks to the database: the words that the catalogue knows come from a `Lexicon`.
"""

from collections.abc import Collection, Mapping, Set
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, Protocol

from tracker import paths
from tracker.foods.search.match import PhraseReading
from tracker.foods.search.vocabulary import SOFT_WORDS, plain
from tracker.text.words import SPELLINGS, Synonyms, Words, parts, readings, stem, words

# Shorter words have too many neighbours to correct, and those of this length have many rare ones.
_SHORT_WORD = 4
# Up to this length, another letter makes another word (claim, clamp: clams), so that only a letter
# left out, doubled or swapped is corrected.
_BRIEF_WORD = 5
# Names are rarely meant by error for words of this length; longer ones may hold two errors.
_LONG_WORD = 7
_TWO_ERRORS = 9
# So many names have a common word: short words of few names are too easily meant by error.
_COMMON = 3


class Uses(NamedTuple):
    """How many foods have a word in a name, and how many of them are everyday foods."""

    foods: int
    everyday: int


class Lexicon(Protocol):
    """The words of the catalogue's names."""

    def known(self, words: Collection[str]) -> set[str]:
        """Return those of the words that some name holds."""

    def with_initial(self, letter: str) -> Mapping[str, Uses]:
        """Return the words that begin with the letter."""


def read(query: Words, lexicon: Lexicon) -> PhraseReading:
    """Return the ways to read a query that leave no word unknown, typing errors corrected."""
    synonyms = _synonyms()
    ways = _known_ways(query, lexicon, synonyms)
    if ways:
        return PhraseReading(ways, tuple(synonyms.get(query, ())))
    corrected, sure = _correct(query, lexicon, synonyms)
    if corrected is None:
        return PhraseReading(())
    ways = _known_ways(corrected, lexicon, synonyms)
    return PhraseReading(ways, tuple(synonyms.get(corrected, ())), " ".join(corrected), sure)


def corrected(query: Words, unknown: Set[str], lexicon: Lexicon) -> Words | None:
    """Return the query with unknown words corrected to words of everyday foods.

    Return None if a word resembles none of them, or has less than five letters.
    """
    fixed = []
    for word in query:
        if word not in unknown:
            fixed.append(word)
            continue
        nearest = None if len(word) <= _SHORT_WORD else _nearest(word, lexicon)
        if nearest is None or nearest.rare:
            return None
        fixed.append(stem(nearest.word))
    return tuple(fixed)


def _known_ways(query: Words, lexicon: Lexicon, synonyms: Synonyms) -> tuple[Words, ...]:
    known = lexicon.known(parts(query, synonyms))
    return tuple(way for way in readings(query, known, synonyms) if known.issuperset(plain(way)))


def _correct(query: Words, lexicon: Lexicon, synonyms: Synonyms) -> tuple[Words | None, bool]:
    """Return the query with typing errors corrected, and whether that is sure.

    None if a word is like nothing in the catalogue. A guess that goes far, or that a short word
    makes easy, is sure for everyday words alone.
    """
    spoken = frozenset((*SPELLINGS, *sum(synonyms, ())))
    known = lexicon.known(query) | spoken | SOFT_WORDS
    fixed: list[str] = []
    sure = True
    for word in query:
        if word in known:
            fixed.append(word)
            continue
        # Of several words, a short one is too easily meant by error: chicken wire, chicken wine.
        shortest = _SHORT_WORD + (len(query) > 1)
        nearest = None if len(word) < shortest else _nearest(word, lexicon, spoken)
        if nearest is None:
            return None, False
        far = nearest.distance > 1 or len(word) == _SHORT_WORD
        sure = sure and not (nearest.rare and far)
        fixed.append(stem(nearest.word))
    return tuple(fixed), sure


class _Neighbour(NamedTuple):
    """A word that another may be a typing error of, best first.

    `other_letters`: more than a letter left out, doubled or swapped. `rare`: a word of few names.
    """

    distance: int
    other_letters: bool
    rare: bool
    fewer: int
    word: str


def _nearest(word: str, lexicon: Lexicon, spoken: Set[str] = frozenset()) -> _Neighbour | None:
    """Return the likeliest intended word; None if all are too far off.

    `spoken` are words that people say and no name has. A first letter is seldom mistyped.
    """
    from rapidfuzz.distance import OSA

    is_long = len(word) >= _LONG_WORD
    most_errors = 2 if len(word) >= _TWO_ERRORS else 1
    uses = {other: Uses(1, _COMMON) for other in spoken if other[:1] == word[0]}
    uses |= lexicon.with_initial(word[0])
    neighbours = [
        _Neighbour(
            OSA.distance(word, other, score_cutoff=most_errors),
            not _is_slip(word, other),
            use.everyday < (1 if is_long else _COMMON),
            -use.foods,
            other,
        )
        for other, use in uses.items()
        if abs(len(other) - len(word)) <= most_errors
        and other.isalpha()
        and (len(word) > _BRIEF_WORD or _is_slip(word, other))
    ]
    nearest = min(neighbours, default=None)
    return nearest if nearest is not None and nearest.distance <= most_errors else None


def _is_slip(word: str, other: str) -> bool:
    """Return whether the word is the other with a letter left out, doubled or swapped."""
    if len(word) < len(other):
        return True
    return sorted(word) == sorted(other) or _undoubled(word) == _undoubled(other)


def _undoubled(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


@lru_cache(maxsize=1)
def _synonyms() -> Synonyms:
    """Return what people say and what the catalogue calls it, from the seed data."""
    synonyms: dict[Words, list[Words]] = {}
    for row in paths.seed_rows("synonyms.csv"):
        synonyms.setdefault(words(row["says"]), []).append(words(row["means"]))
    return synonyms
