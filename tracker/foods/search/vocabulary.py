"""The words in the names of foods, grouped by what they say about the food.

`seed_data/vocabulary.csv` has the words of each group, and what they mean.
"""

from tracker import paths
from tracker.text.words import Words, words

_GROUPS = {
    row["group"]: frozenset(words(row["words"])) for row in paths.seed_rows("vocabulary.csv")
}
_COOKED_AS = "cooked as "

# Cooking methods, each with its words in names: grilled salmon is salmon cooked by dry heat.
COOKED_AS = {
    group.removeprefix(_COOKED_AS): names
    for group, names in _GROUPS.items()
    if group.startswith(_COOKED_AS)
}
ANY_HEAT = _GROUPS["any heat"]
RAW = COOKED_AS["raw"]
COOKING_WORDS = frozenset(COOKED_AS)
COOKED = ANY_HEAT.union(*COOKED_AS.values())
FILLERS = _GROUPS["fillers"]
# Words of a phrase that the name needn't have.
SOFT_WORDS = COOKING_WORDS | FILLERS
SORTING_HEADS = _GROUPS["sorting heads"]
SORTING_WORDS = _GROUPS["sorting words"]
DISHES = _GROUPS["dishes"]
NEUTRAL = COOKED - _GROUPS["cooked otherwise"] | _GROUPS["neutral"]
CHANGES = _GROUPS["changes"]
FLAVORS = _GROUPS["flavors"]
DIETS = _GROUPS["diets"]
OTHER_FOODS = _GROUPS["other foods"]


def group(name: str) -> frozenset[str]:
    """Return the words of a group."""
    return _GROUPS[name]


def plain(query: Words) -> Words:
    """Return the query without what any food could be: cooked somehow, large or fresh."""
    return tuple(word for word in query if word not in SOFT_WORDS)
