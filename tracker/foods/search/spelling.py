"""Phrases read: synonyms, compounds and typing errors, by the words that the catalogue knows."""

import csv
from collections.abc import Iterable
from functools import lru_cache

import sqlalchemy as sa

from tracker import paths
from tracker.database import tables
from tracker.foods.search.match import Reading
from tracker.foods.search.vocabulary import SOFT_WORDS, plain
from tracker.text.words import SPELLINGS, Synonyms, Words, parts, readings, stem, words

# Shorter words have too many neighbours to mend, and words of this length many that nobody types;
# longer ones may hold two slips.
_SHORT_WORD = 4
_LONG_WORD = 7


def read(connection: sa.Connection, query: Words) -> Reading:
    """The ways to read a query that leave no word unknown; if need be, with its errors mended."""
    synonyms = _synonyms()
    ways = _sound_ways(connection, query, synonyms)
    if ways:
        return Reading(ways, tuple(synonyms.get(query, ())))
    mended, sure = _mend(connection, query, synonyms)
    if mended is None:
        return Reading(())
    ways = _sound_ways(connection, mended, synonyms)
    return Reading(ways, tuple(synonyms.get(mended, ())), " ".join(mended), sure)


def _sound_ways(connection: sa.Connection, query: Words, synonyms: Synonyms) -> tuple[Words, ...]:
    known = _known(connection, parts(query, synonyms))
    ways = readings(query, known, synonyms)
    return tuple(way for way in ways if known.issuperset(plain(way)))


def _known(connection: sa.Connection, asked: Iterable[str]) -> set[str]:
    word = tables.food_word.c.word
    return set(connection.execute(sa.select(word).where(word.in_(asked)).distinct()).scalars())


def _mend(connection: sa.Connection, query: Words, synonyms: Synonyms) -> tuple[Words | None, bool]:
    """The query with typing errors mended, and whether that is sure.

    None where a word is like nothing in the catalogue. A guess that goes far, or that a short
    word makes easy, is sure for everyday words alone.
    """
    from rapidfuzz.distance import OSA

    everyday = _everyday_words(connection).union(SPELLINGS, *synonyms)
    known = _known(connection, query) | everyday | SOFT_WORDS
    mended: list[str] = []
    sure = True
    for w in query:
        if w in known:
            mended.append(w)
            continue
        if len(w) < _SHORT_WORD:
            return None, False
        # One slip in a short word, two in a long one; a first letter is seldom mistyped.
        slips = 1 if len(w) < _LONG_WORD else 2
        near = [
            (OSA.distance(w, v, score_cutoff=slips), v not in everyday, -uses, v)
            for v, uses in {**dict.fromkeys(everyday, 1), **_words_like(connection, w)}.items()
            if v[0] == w[0] and abs(len(v) - len(w)) <= slips and v.isalpha()
        ]
        distance, rare, _, best = min(near, default=(slips + 1, True, 0, ""))
        if distance > slips:
            return None, False
        sure = sure and not (rare and (distance > 1 or len(w) == _SHORT_WORD))
        mended.append(stem(best))
    return tuple(mended), sure


def _words_like(connection: sa.Connection, typed: str) -> dict[str, int]:
    """The words with that first letter, and how many foods have each."""
    word = tables.food_word.c.word
    rows = connection.execute(
        sa.select(word, sa.func.count().label("uses"))
        .where(word >= typed[0], word < chr(ord(typed[0]) + 1))
        .group_by(word)
    )
    return {row.word: row.uses for row in rows}


def _everyday_words(connection: sa.Connection) -> set[str]:
    names = connection.execute(sa.select(tables.alias.c.ordered_words)).scalars()
    return {word for name in names for word in name.split()}


@lru_cache(maxsize=1)
def _synonyms() -> Synonyms:
    """What people say and what the catalogue calls it, from the seed data."""
    found: dict[Words, list[Words]] = {}
    with (paths.shipped("seed_data") / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(words(row["says"]), []).append(words(row["means"]))
    return found
