"""The names of the catalogue parsed: which of their words name the food, and which describe it.

A name is a noun with details after commas: "Fish, salmon, Atlantic, wild, cooked, dry heat". Of
the words that a phrase may leave out, some add nothing (dry heat), some a variety (Atlantic), some
make another food (oil); the cost of each word says which.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tracker.foods.search.vocabulary import (
    ANY_HEAT,
    CHANGES,
    COOKED,
    COOKED_AS,
    DIETS,
    FLAVORS,
    NEUTRAL,
    OTHER_FOODS,
    RAW,
)
from tracker.text.words import Words, words

# First parts of names that are a category; the food comes after.
_CATEGORY_HEADS = frozenset(
    words(text)
    for text in (
        "Alcoholic beverage;Beverage;Candies;Carbonated beverage;Cereals;Cereals ready-to-eat;"
        "Crustaceans;Desserts;Fast food;Fish;Frozen novelties;Game meat;Leavening agents;Mollusks;"
        "Nuts;Tomato products;Restaurant;Seeds;Snacks;Spices;Sweeteners;Syrups"
    ).split(";")
)
_KEEPING = frozenset(words(text) for text in ("Nuts", "Seeds", "Spices", "Candies"))
_NATIONS = frozenset(words("chinese italian latino mexican"))
# These add nothing before a noun: green peas are peas, but mustard greens aren't mustard.
_COLOURS = frozenset(words("green red white yellow sweet"))
# Not yet ready to eat: meant only if typed.
_UNREADY = frozenset(words("uncooked unprepared dry powder condensed concentrate dough drymix"))
# How foods are preserved, in categories that are always sold so.
_KEPT = frozenset(words("dried canned ground"))
_PLAIN_FLAVORS = frozenset(words("vanilla butter"))
_BOILERPLATE = re.compile(
    "|".join(
        (
            r"separable lean( and fat| only)?|lean and fat|lean only|meat and skin|meat only",
            r"trimmed to [^,]*fat|\d(/\d)?\"? fat\b| lean meat / \d+% fat",
            r"(with added )?vitamins? [a-e]\d*(,? (and )?[a-e]\d*)*\b",
            r"(skin|meat) removed|no skin|with skin|variety meats and by-?products",
            r"with salt( added)?|no salt added|salt added|without( [a-z]+){1,3}",
            r"with added [a-z ]+|with (iron|calcium)( propionate)?\b",
            r"(not )?previously frozen|may have been [a-z ]+",
            r"all (grades|varieties|types|classes|commercial varieties|areas|styles)",
            r"mixed species|composite of [a-z ]+|year round average",
            r"ready-to-(eat|serve|drink|heat|bake|cook|feed)( or -fry)?",
            r"prepared-from-recipe|home-prepared|(commercially|store) (prepared|bought)",
        )
    ),
    re.IGNORECASE,
)
# Several words that mean one thing.
_TERMS = [
    (re.compile(pattern, re.IGNORECASE), text)
    for pattern, text in (
        (r"separable fat\b|\bfat only", "fatonly"),
        (r",\s*skin\s*(,|$)", ",skinonly,"),
        (r"(dry|oil|honey|fast)[ -](roasted|fried|popped)", r"\2"),
        (r"dry heat", "dryheat"),
        (r"moist heat", "moistheat"),
        (r"dry mix", "drymix"),
        (r"(made|prepared) (with|from) [a-z0-9% ]+", "ready"),
        (r"(canned|packed|bottled) or [a-z]+", "canned"),
    )
]
_BRAND = re.compile(r"[A-Z][A-Z0-9'’&.\-]{2,}s?")

# In English the noun comes last, before any preposition: Canadian bacon is bacon, and pigeon peas
# are peas.
_PREPOSITION = re.compile(r"\b(?:and|as|for|from|in|made|of|on|or|with)\b", re.IGNORECASE)

# The cost of a word by its place in the name and by its meaning.
HEAD, _NEXT, _LATER = 0.25, 0.13, 0.08
NEUTRAL_HEAD, _NEUTRAL_LATER = 0.06, 0.004
_ASIDE, _SORTING, _SPICE = 0.02, 0.02, 0.09
_CHANGE, _CHANGE_NEXT, _CHANGE_LATER = 0.35, 0.27, 0.2
_UNREADY_YET, _DIET, _FLAVOR = 0.17, 0.12, 0.12
_WITH = 0.45
_BRAND_FIRST, _BRAND_MORE = 0.2, 0.05


@dataclass(frozen=True)
class Word:
    """A word of a name, its cost if a phrase lacks it, and its place.

    `noun` marks the last word of what the food is, `beside` a word after its preposition, `aside`
    a word in parentheses; `segment` counts the parts between commas.
    """

    word: str
    cost: float
    segment: int
    brand: bool = False
    aside: bool = False
    noun: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Name:
    """A parsed name. `methods` are its words that say how the food was cooked."""

    words: Mapping[str, Word]
    methods: frozenset[str]

    @property
    def raw(self) -> bool:
        """Return whether the food is still to be cooked."""
        return bool(RAW & self.words.keys()) or ("dry" in self.words and not self.methods)

    def cooked_so(self, method: str) -> bool:
        """Return whether the name says that the food was cooked that way."""
        return bool(self.methods & COOKED_AS[method])

    def agrees(self, method: str) -> bool:
        """Return whether the food of that name could have been cooked that way."""
        if method in ("raw", "fried", "toasted") or not self.methods:
            return self.cooked_so(method)
        return self.cooked_so(method) or self.methods <= ANY_HEAT


@lru_cache(maxsize=8192)
def parse(text: str) -> Name:
    """Return the name parsed."""
    asides = words(" ".join(re.findall(r"\(([^)]*)\)", text)))
    text = re.sub(r"\([^)]*\)?", " ", text)
    for pattern, term in _TERMS:
        text = pattern.sub(term, text)
    segments = [(part, words(part)) for part in _BOILERPLATE.sub("", text).split(",")]
    category = segments[0][1] if segments[0][1] in _CATEGORY_HEADS else ()
    ready = any(
        not {"ready", "prepared"}.isdisjoint(segment_words) for _, segment_words in segments
    )
    kept = category in _KEEPING
    sorting = _SPICE if category == ("spice",) else _SORTING
    parsed = {word: Word(word, sorting, 0) for word in category}
    place = -1
    for n, (segment, segment_words) in enumerate(segments):
        if not segment_words or (n == 0 and category):
            continue
        if n == 1 and category == ("restaurant",) and segment_words[0] in _NATIONS:
            parsed |= {word: Word(word, _SORTING, n) for word in segment_words}
            continue
        place += 1
        for word in _words_of(segment, segment_words, n, place, ready=ready, kept=kept):
            parsed.setdefault(word.word, word)
    for aside in asides:
        parsed.setdefault(aside, Word(aside, _ASIDE, len(segments), aside=True))
    return Name(parsed, COOKED & parsed.keys())


def _words_of(
    text: str, segment_words: Words, segment: int, place: int, *, ready: bool, kept: bool
) -> Iterator[Word]:
    """Yield the words of one part of a name; at `place` 0 they are what the food is."""
    brands = {word for brand in _BRAND.findall(text) for word in words(brand)}
    head = words(_PREPOSITION.split(text)[0]) if place == 0 else ()
    first = True
    for word in segment_words:
        if word in brands:
            yield Word(word, _BRAND_FIRST if first else _BRAND_MORE, segment, brand=True)
            first = False
            continue
        beside = place == 0 and word not in head
        if word in OTHER_FOODS and (beside or _PREPOSITION.search(text)):
            yield Word(word, _WITH, segment, beside=True)
            continue
        cost = _cost(word, 1 if beside else place, ready=ready, kept=kept)
        yield Word(word, cost, segment, noun=head[-1:] == (word,), beside=beside)


def _cost(word: str, place: int, *, ready: bool, kept: bool) -> float:
    if (ready and word in _UNREADY) or (kept and word in _KEPT):
        return NEUTRAL_HEAD
    if word in _UNREADY:
        return max(_UNREADY_YET, HEAD if place == 0 else 0)
    if place and word in FLAVORS:
        return NEUTRAL_HEAD if word in _PLAIN_FLAVORS else _FLAVOR
    if word in CHANGES:
        return (_CHANGE, _CHANGE_NEXT, _CHANGE_LATER)[min(place, 2)]
    if word in NEUTRAL and (place or word not in _COLOURS):
        return _NEUTRAL_LATER if place else NEUTRAL_HEAD
    if place == 0:
        return HEAD
    if word in DIETS:
        return _DIET
    return _NEXT if place == 1 else _LATER
