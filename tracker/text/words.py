"""The words of a phrase or a name in one form, and the ways to read a phrase."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import islice

Words = tuple[str, ...]
# What people say and what the catalogue calls it, both in the form of `words`.
Synonyms = Mapping[Words, Sequence[Words]]

_STOP_WORDS = frozenset("a an and de from in my of on or some the with".split())
# Spellings and short forms that mean the same everywhere, in the singular.
SPELLINGS = {
    "avo": "avocado", "barbeque": "barbecue", "bbq": "barbecue", "brioch": "brioche",
    "bry": "brie", "calve": "calf", "catsup": "ketchup", "cevich": "ceviche", "chile": "chili",
    "chilli": "chili", "chilly": "chili", "choc": "chocolate", "choccy": "chocolate",
    "colour": "color", "decaf": "decaffeinated", "doughnut": "donut", "flavour": "flavor",
    "flavoured": "flavored", "grey": "gray", "halve": "half", "knive": "knife",
    "kolach": "kolache", "lasagne": "lasagna", "leave": "leaf", "lite": "light", "loave": "loaf",
    "mollusc": "mollusk", "mt": "mountain", "omelette": "omelet", "portobello": "portabella",
    "pud": "pudding", "quich": "quiche", "sammich": "sandwich", "skimmed": "skim", "soya": "soy",
    "spagetti": "spaghetti", "tinned": "canned", "wholemeal": "wholewheat", "yog": "yogurt",
    "yoghurt": "yogurt",
}  # fmt: skip
# Two words that count as one, in names as in phrases: nonfat milk is not a kind of fat.
_PAIRS = {
    ("low", "fat"): "lowfat", ("non", "fat"): "nonfat", ("no", "fat"): "nonfat",
    ("fat", "free"): "nonfat", ("sugar", "free"): "sugarfree", ("gluten", "free"): "glutenfree",
    ("whole", "wheat"): "wholewheat", ("half", "half"): "halfandhalf",
}  # fmt: skip
_FIRST_OF_PAIR = frozenset(first for first, _ in _PAIRS)
_WORD = re.compile(r"\d+(?:\.\d+)?%|[^\W_]+")
_SHORTEST_PART = 3
_MOST_READINGS = 16


@lru_cache(maxsize=8192)
def words(text: str) -> Words:
    """Return the words of a phrase in the form in which names are compared: singular, unaccented.

    The percent sign stays, so that the 2% of milk is a word of its own.
    """
    plain = _unaccented(text.casefold()).replace("'", "").replace("’", "")
    stems = [stem(word) for word in _WORD.findall(plain) if word not in _STOP_WORDS]
    return tuple(stems if _FIRST_OF_PAIR.isdisjoint(stems) else _paired(stems))


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def parts(query: Words, synonyms: Synonyms) -> set[str]:
    """Return every word that a reading of the query could hold: those to look up."""
    possible = set(query)
    for n, word in enumerate(query):
        if n + 1 < len(query):
            possible.add(word + query[n + 1])
        possible.update(part for pair in _splits(word) for part in pair)
        for _, meaning in _synonyms_at(query, n, synonyms):
            possible.update(meaning)
    return possible


def readings(query: Words, known: Set[str], synonyms: Synonyms) -> list[Words]:
    """Return the query as typed, and with synonyms, compounds and splits into known words."""
    return list(dict.fromkeys(islice(_read(query, 0, known, synonyms), _MOST_READINGS)))


def _read(query: Words, at: int, known: Set[str], synonyms: Synonyms) -> Iterator[Words]:
    if at == len(query):
        yield ()
        return
    for taken, meaning in _options(query, at, known, synonyms):
        for rest in _read(query, at + taken, known, synonyms):
            yield meaning + rest


def _options(
    query: Words, at: int, known: Set[str], synonyms: Synonyms
) -> Iterator[tuple[int, Words]]:
    word = query[at]
    yield 1, (word,)
    yield from _synonyms_at(query, at, synonyms)
    pair = query[at : at + 2]
    if len(pair) > 1 and "".join(pair) in known:
        yield 2, ("".join(pair),)
    if word not in known:
        yield from ((1, split) for split in _splits(word) if set(split) <= known)


def _synonyms_at(query: Words, at: int, synonyms: Synonyms) -> Iterator[tuple[int, Words]]:
    """Yield the meanings of the longest synonym that begins there."""
    for taken in range(len(query) - at, 0, -1):
        meanings = synonyms.get(query[at : at + taken], ())
        yield from ((taken, meaning) for meaning in meanings)
        if meanings:
            return


def _splits(word: str) -> Iterator[tuple[str, str]]:
    for n in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        yield word[:n], stem(word[n:])


def _paired(stems: Sequence[str]) -> Iterator[str]:
    n = 0
    while n < len(stems):
        pair = _PAIRS.get((stems[n], stems[n + 1])) if n + 1 < len(stems) else None
        yield pair or stems[n]
        n += 2 if pair else 1


# The names of a catalogue have the same words again and again.
@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return the word in the singular and in one spelling."""
    stump = _singular(word)
    return SPELLINGS.get(stump, stump)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("ie"):
        return word[:-2] + "y"
    if len(word) > 4 and word.endswith(("oes", "xes", "ches", "shes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word
