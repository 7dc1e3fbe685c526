"""Readings of a phrase: synonyms, compounds and corrected typing errors.

Nothing here speaks to the database: the words that the catalogue knows come from a `Lexicon`.
"""

import csv
from collections.abc import Collection, Mapping, Set
from functools import lru_cache
from typing import Protocol

from tracker import paths
from tracker.foods.search.match import PhraseReading
from tracker.foods.search.vocabulary import SOFT_WORDS, plain
from tracker.text.words import SPELLINGS, Synonyms, Words, parts, readings, stem, words

# Shorter words have too many neighbours to correct, and those of this length have many rare ones;
# longer words may hold two typing errors.
_SHORT_WORD = 4
_LONG_WORD = 7


class Lexicon(Protocol):
    """The words of the catalogue's names."""

    def known(self, words: Collection[str]) -> set[str]:
        """Return those of the words that some name holds."""

    def everyday(self) -> set[str]:
        """Return all words of everyday names."""

    def with_initial(self, letter: str) -> Mapping[str, int]:
        """Return the words that begin with the letter, each with its number of foods."""


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


def _known_ways(query: Words, lexicon: Lexicon, synonyms: Synonyms) -> tuple[Words, ...]:
    known = lexicon.known(parts(query, synonyms))
    return tuple(way for way in readings(query, known, synonyms) if known.issuperset(plain(way)))


def _correct(query: Words, lexicon: Lexicon, synonyms: Synonyms) -> tuple[Words | None, bool]:
    """Return the query with typing errors corrected, and whether that is sure.

    None if a word is like nothing in the catalogue. A guess that goes far, or that a short word
    makes easy, is sure for everyday words alone.
    """
    everyday = lexicon.everyday().union(SPELLINGS, *synonyms)
    known = lexicon.known(query) | everyday | SOFT_WORDS
    corrected: list[str] = []
    sure = True
    for word in query:
        if word in known:
            corrected.append(word)
            continue
        if len(word) < _SHORT_WORD:
            return None, False
        neighbours = {**dict.fromkeys(everyday, 1), **lexicon.with_initial(word[0])}
        nearest = _nearest(word, neighbours, everyday)
        if nearest is None:
            return None, False
        neighbour, distance = nearest
        rare = neighbour not in everyday
        sure = sure and not (rare and (distance > 1 or len(word) == _SHORT_WORD))
        corrected.append(stem(neighbour))
    return tuple(corrected), sure


def _nearest(
    word: str, neighbours: Mapping[str, int], everyday: Set[str]
) -> tuple[str, int] | None:
    """Return the likeliest intended word and its distance; None if all are too far off."""
    from rapidfuzz.distance import OSA

    # One error in a short word, two in a long one; a first letter is seldom mistyped.
    most_errors = 1 if len(word) < _LONG_WORD else 2
    distances = [
        (OSA.distance(word, other, score_cutoff=most_errors), other not in everyday, -uses, other)
        for other, uses in neighbours.items()
        if other[0] == word[0] and abs(len(other) - len(word)) <= most_errors and other.isalpha()
    ]
    distance, _, _, best = min(distances, default=(most_errors + 1, True, 0, ""))
    return None if distance > most_errors else (best, distance)


@lru_cache(maxsize=1)
def _synonyms() -> Synonyms:
    """Return what people say and what the catalogue calls it, from the seed data."""
    synonyms: dict[Words, list[Words]] = {}
    with (paths.shipped("seed_data") / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            synonyms.setdefault(words(row["says"]), []).append(words(row["means"]))
    return synonyms
