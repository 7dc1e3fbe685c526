"""The words around the names of foods: what describes any food, brands, and what people say."""

import re
from functools import lru_cache
from typing import NamedTuple

from tracker import paths
from tracker.foods.search.vocabulary import DIETS, SOFT_WORDS, group
from tracker.text.words import Words, words

# "2%" alone is the fat of a food that has been named.
_PERCENTS = frozenset(
    f"{percent}%" for percent in (0, 1, 2, 3, 4, 5, 10, 15, 20, 70, 80, 85, 90, 95)
)
# Brands with a word or mark that otherwise stands between foods: Pick n Pay, Ben & Jerry's.
_JOINED = re.compile(r"&| and | n | on | in ")


class PhraseWords(NamedTuple):
    """Words by what they do in a phrase.

    `describing` and `brands` need no name. `other_food` make another food of any. `not_eaten` are
    in lines about something else, and are no brand. `holders` are breads around a filling, and
    `other_nutrients` have doses that aren't B12. `sentence` are as typed.
    """

    describing: frozenset[Words]
    brands: frozenset[Words]
    joined_brands: re.Pattern[str]
    other_food: frozenset[str]
    not_eaten: frozenset[str]
    holders: frozenset[str]
    other_nutrients: frozenset[str]
    sentence: frozenset[str]


@lru_cache(maxsize=1)
def phrase_words() -> PhraseWords:
    """Return the words of `seed_data/vocabulary.csv` and `brands.csv`."""
    rows = {row["group"]: row["words"] for row in paths.seed_rows("vocabulary.csv")}
    describing: list[Words] = [
        (word,) for word in group("describing") | SOFT_WORDS | DIETS | _PERCENTS
    ]
    describing += [words(phrase) for phrase in rows["describing phrases"].split(";")]
    brands = [row["brand"] for row in paths.seed_rows("brands.csv")]
    return PhraseWords(
        describing=frozenset(describing),
        brands=frozenset(words(brand) for brand in brands),
        joined_brands=re.compile(
            rf"\b(?:{'|'.join(map(re.escape, filter(_JOINED.search, brands)))})(?:'s)?\s(?=\s*\w)",
            re.IGNORECASE,
        ),
        other_food=group("other food"),
        not_eaten=group("not eaten"),
        holders=group("holders"),
        other_nutrients=group("other nutrients"),
        sentence=frozenset(rows["sentence"].split()),
    )
