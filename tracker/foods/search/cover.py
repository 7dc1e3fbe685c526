"""A phrase covered by names, by words that describe any food, and by brands.

"aldi honey roast ham" is a brand and the name of a ham; "salmon pasta" are two names, of which the
first says what is in the second.
"""

from collections.abc import Callable, Set
from typing import Literal, NamedTuple

from tracker.text.words import Words

Kind = Literal["name", "describing", "brand", "unknown"]
_LONGEST_NAME = 7
# One long name is better than two short ones, and anything better than an unknown word.
_NAME, _DESCRIBING, _BRAND, _UNKNOWN = 1.0, 0.1, 0.15, 5.0


class Segment(NamedTuple):
    """Some words in a row, and what they are."""

    kind: Kind
    words: Words


def spans(query: Words) -> set[Words]:
    """Return all runs of words that could be a name."""
    length = len(query)
    return {
        query[start:end]
        for start in range(length)
        for end in range(start + 1, min(length, start + _LONGEST_NAME) + 1)
    }


def cover(
    query: Words, is_name: Callable[[Words], bool], brands: Set[Words], describing: Set[Words]
) -> tuple[Segment, ...]:
    """Return the query in segments, with as few names and unknown words as possible."""
    best: list[tuple[float, tuple[Segment, ...]]] = [(0.0, ())]
    for end in range(1, len(query) + 1):
        ways = []
        for start in range(max(0, end - _LONGEST_NAME), end):
            words = query[start:end]
            cost, segments = best[start]
            kind, own = _segment(words, is_name, brands, describing)
            if own is not None:
                ways.append((cost + own, (*segments, Segment(kind, words))))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]


def _segment(
    words: Words, is_name: Callable[[Words], bool], brands: Set[Words], describing: Set[Words]
) -> tuple[Kind, float | None]:
    """Return what the words are, and their cost; None for a run of words that is nothing."""
    if words in describing:
        return "describing", _DESCRIBING
    if words in brands:
        return "brand", _BRAND
    if is_name(words):
        return "name", _NAME
    return "unknown", _UNKNOWN if len(words) == 1 else None
