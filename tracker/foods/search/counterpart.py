"""The counterpart of a food in another table: the same food, in the same state.

A wrong counterpart is worse than none. Its name must have every word that defines the food, and no
word that defines another food; both must be raw or cooked, and natural or fortified. If a table has
several candidates that differ in their B12, none is chosen.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.foods.model import Food
from tracker.foods.search.match import PhraseReading, same_b12
from tracker.foods.search.names import Name, parse
from tracker.foods.search.score import rank
from tracker.foods.search.vocabulary import (
    CHANGES,
    COOKED_AS,
    COOKING_WORDS,
    DIETS,
    FILLERS,
    OTHER_FOODS,
    RAW,
    SOFT_WORDS,
)
from tracker.text.words import Words, words

# The lowest score of a counterpart, and how far below it the score of another candidate may be.
_SAME_FOOD, _CLOSE = 0.85, 0.12
# How far below it the score of an average may be, which is preferred to a single cut.
_AVERAGE = 0.05
# The lowest score for dishes, where one more word is another dish, and for less certain names.
_SAME_DISH = 0.92
# The most, in µg per 100 g, that a food without animal ingredients has.
_MOST_IN_PLANTS_UG_PER_100G = 0.3
_FLESH = frozenset({"meat", "poultry", "fish", "shellfish"})
_EATEN_COOKED = frozenset({"starch", "legume", "cereal", "porridge"})
_DISHES = frozenset({"dish", "soup", "salad", "sandwich", "dessert"})
_LEAN_MILK = frozenset({"nonfat", "skim", "lowfat", "reduced"})
_OF_ANIMALS = _FLESH | {"egg", "dairy"}
_ADDED = frozenset({"fortified", "supplement", "injection"})
# Words that go without saying: an egg is a hen's, and milk is a cow's.
_UNSAID = {
    "egg": frozenset({"chicken", "hen"}),
    "dairy": frozenset({"cow"}),
    "fish": frozenset({"fish"}),
}
# What tables add to the state of a food: in what it was cooked, where it was bought.
_MEDIUM = re.compile(
    r"\b(boiled|cooked|stewed|canned|fried|steamed|re-?heated|heated)(?: and \w+)? in"
    r" (?:[a-z]+ )?(?:water|brine|oil|dripping|lard|fat|butter|margarine|syrup|juice)\b|"
    r"\b(?:retail|takeaway|take-away|purchased|kernels? only|flesh only|meat only|rashers?|"
    r"weighed as served)\b",
    re.IGNORECASE,
)
_WEIGHED_WITH_WASTE = re.compile(r"\bweighed with\b|\bwith (?:bones?|shells?|rind|stones?)\b", re.I)
_A_PART = re.compile(
    r"\b(?:fat|rind|skin|bone|crust|pastry|filling)s? only\b|,\s*fat\s*(?:,|$)", re.I
)
_MEAT_ONLY = re.compile(r"\bmeat only\b", re.IGNORECASE)
_UNSWEETENED = re.compile(r"\bunsweetened|\bwithout (?:added )?sugar", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)?")
_WITH = re.compile(r"\bwith ([^,]+)", re.IGNORECASE)
_NO_MATTER = frozenset(words("added salt sugar skin fat edible whole milk"))
_PREPOSITION = re.compile(r"\b(?:and|as|for|from|in|made|of|on|or|with|without)\b", re.IGNORECASE)
# Words for another food, or for one that is still to be prepared, unless the food has them too.
_OTHER = CHANGES | DIETS | OTHER_FOODS | frozenset(
    words(
        "canned smoked dried salted condensed concentrate powder mince minced vegetable vegetarian "
        "vegan fruit seed coated battered breadcrumbs chocolate potato rice pasta pastry flavour "
        "pancake evaporated instant infant skimmed semi sweet green red duck goose quail goat "
        "sheep buffalo chinese american"
    )
)  # fmt: skip
_PARTS_OF_EGG = frozenset({"white", "yolk"})
# Words that tables add to the name of the plain food.
_PLAIN = frozenset(
    words(
        "pasteurised pasteurized homemade standard average plain whole mature eating infusion type "
        "style unsweetened lean farmed globe old ripe whole raw full ordinary nature any "
        "prepared medium mixed cultivated common separable edible part"
    )
)
_OFTEN_SAID = FILLERS - frozenset(
    words("chopped shredded sliced crumbled cubed diced melted pan salted hot")
)


def names(phrase: str, food: Food, aliases: Sequence[str]) -> list[Words]:
    """Return the names under which to search for the counterpart of a food, the best first.

    `phrase` is what was typed for it.
    """
    title, own = words(food.title), words(food.name)
    known = [words(phrase), title, *([own] if set(title) <= set(own) else [])]
    if food.kind in _OF_ANIMALS:
        # Other names of dishes and of plants are too loose.
        known += (alias for alias in map(words, aliases) if _is_another_name(alias, title))
    return list(dict.fromkeys(filter(None, known)))


def _is_another_name(alias: Words, title: Words) -> bool:
    """Return whether a name means the same as the title, and not a wider or narrower food."""
    hard = set(title) - SOFT_WORDS
    shares = not hard.isdisjoint(alias) and not hard <= set(alias)
    return shares and SOFT_WORDS.isdisjoint(alias) and len(alias) >= len(hard)


def choose(
    phrase: str, food: Food, name: Words, reading: PhraseReading, foods: Sequence[Food]
) -> Food | None:
    """Return the counterpart among a table's foods; None if it isn't certain.

    `phrase` was typed for the food; `name`, one of `names`, is read as `reading`.
    """
    if not reading.ways or not reading.sure or reading.corrected:
        return None
    query, *others = reading.ways
    typed = {*words(phrase), *words(food.title), *_UNSAID.get(food.kind or "", ())}
    known = frozenset({*typed, *words(food.name), *query})
    by_code = {each.code: each for each in foods}
    alike = [
        replace(each, name=_MEDIUM.sub(r"\1", each.name))
        for each in foods
        if _is_alike(phrase, food, known, each)
    ]
    matches = rank(
        query, alike, frozenset(), others=others, whole=reading.whole, free=known | _PLAIN
    )
    matches = [
        m for m in matches if _is_headed(m.food, food, phrase, known, frozenset(typed | {*query}))
    ]
    is_sure_name = typed.issuperset(name) or set(words(food.name)).issuperset(name)
    least = _SAME_FOOD if is_sure_name and food.role not in _DISHES else _SAME_DISH
    if not matches or matches[0].score < least or not matches[0].food.known:
        return None
    best = matches[0].score
    close = [m.food for m in matches if best - m.score <= _CLOSE and m.food.known]
    averages = [
        m.food
        for m in matches
        if best - m.score <= _AVERAGE and m.food.known and "average" in words(m.food.name)
    ]
    close = averages or close
    if not all(same_b12(close[0], other) for other in close):
        return None
    return by_code[close[0].code]


def _is_alike(phrase: str, food: Food, known: frozenset[str], other: Food) -> bool:
    return (
        _is_of_the_same_nature(food, other)
        and _is_cooked_alike(phrase, food, other)
        and not _WEIGHED_WITH_WASTE.search(other.name)
        and not _A_PART.search(other.name)
        and not (food.role in _DISHES and _MEAT_ONLY.search(other.name))
        and not _makes_another(food, other, known)
    )


def _is_of_the_same_nature(food: Food, other: Food) -> bool:
    """Return whether the B12 of both is natural or added, and of animals or not."""
    if (food.origin in _ADDED) != (other.origin in _ADDED):
        return False
    kinds = {food.kind, other.kind}
    if "plant" in kinds and kinds & _OF_ANIMALS:
        return False
    without_animals = food.diet == "vegan" and food.origin == "natural"
    return not (without_animals and (other.b12_ug_per_100g or 0) > _MOST_IN_PLANTS_UG_PER_100G)


def _is_cooked_alike(phrase: str, food: Food, other: Food) -> bool:
    name = parse(_MEDIUM.sub(r"\1", other.name))
    methods = [word for word in words(phrase) if word in COOKING_WORDS]
    if methods:
        is_raw = name.raw and RAW.isdisjoint(methods)
        return not is_raw and all(name.agrees(method) for method in methods)
    state, other_state = _state(parse(food.name)), _state(name)
    if not state and (food.kind in _FLESH or food.role in _EATEN_COOKED):
        return other_state != "raw"
    return not state or not other_state or state == other_state


def _state(name: Name) -> str:
    if name.raw:
        return "raw"
    return "cooked" if name.methods - RAW else ""


def _makes_another(food: Food, other: Food, known: frozenset[str]) -> bool:
    """Return whether a name has words of another food, or lacks a word that the food has."""
    name = _MEDIUM.sub(r"\1", other.name)
    theirs = frozenset(words(re.sub(r"\bwithout [a-z]+(?: [a-z]+)?", "", name)))
    allowed = known | COOKED_AS.keys()
    other_words = _OTHER | _PARTS_OF_EGG if food.kind == "egg" else _OTHER
    if (theirs & other_words) - allowed:
        return True
    if "sweetened" in known and _UNSWEETENED.search(name):
        return True
    if "whole" in theirs and known & _LEAN_MILK and food.kind == "dairy":
        return True
    beside = words(" ".join(_WITH.findall(name)))
    if not allowed.union(_NO_MATTER).issuperset(beside):
        return True
    asked = frozenset(words(food.title)) & FILLERS - _OFTEN_SAID
    return not asked <= theirs


def _is_headed(
    other: Food, food: Food, phrase: str, known: frozenset[str], typed: frozenset[str]
) -> bool:
    """Return whether a name begins with the food itself, or with the kind of food it is."""
    plain = _BRACKETS.sub("", other.name)
    segment = plain.split(",")[0]
    first = words(_PREPOSITION.split(segment)[0])
    if not known.issuperset(words(segment.partition(" and ")[2])):
        return False
    role = frozenset(words(f"{food.role or ''} {food.group or ''}"))
    parts = words(" ".join(_PREPOSITION.split(part)[0] for part in food.name.split(",")))
    if not first or first[-1] not in typed | role | frozenset(parts):
        return False  # sardines in oil aren't sardine oil
    segments = [words(part) for part in plain.split(",")]
    head_of_food = words(_PREPOSITION.split(food.name.split(",")[0])[0])[-1:]
    for title in (phrase, food.title):
        hard = [w for w in words(_PREPOSITION.split(title)[0]) if w not in SOFT_WORDS]
        # Milk chocolate isn't chocolate milk.
        if hard and hard[-1] in segments[0] and first[-1] not in hard[:-1]:
            return True
        of_category = len(hard) == 1 and len(segments) > 1 and hard[0] in segments[1]
        if of_category and first[-1] not in words(title):
            return True
    return head_of_food == first[-1:]


def merged(other: Food, food: Food) -> Food:
    """Return a table's food, completed from the food that it is the counterpart of."""
    known = {portion.measure for portion in other.portions}
    household = (portion for portion in food.portions if portion.measure not in known)
    return replace(
        other,
        kind=other.kind or food.kind,
        diet=other.diet or food.diet,
        role=food.role,
        portions=(*other.portions, *household),
    )
