"""What kind of food an entry of a file is, whom it suits, and where its B12 comes from."""

import re

from tracker.foods.model import Origin
from tracker.foods.ranking import unreliable_item

# Only flesh is sure: a dairy product may hold gelatine, a vegetable dish butter.
_DIETS = {"meat": "any", "poultry": "any", "fish": "pescatarian", "shellfish": "pescatarian"}
_EGG = re.compile(r"eggs?\b", re.IGNORECASE)
_SHELLFISH = re.compile(
    r"crustacean|mollusk|clam|oyster|mussel|scallop|shrimp|prawn|crab|crayfish|lobster|abalone|"
    r"whelk|conch|cuttlefish|octopus|squid|snail|shellfish",
    re.IGNORECASE,
)
# How the groups of SR, the categories of the survey and those of the branded foods begin, where
# they hold one kind of food only.
_KINDS = tuple(
    (kind, re.compile(rf"(?:{beginning})", re.IGNORECASE))
    for kind, beginning in (
        ("plant", r"plant[- ]based|milk substitutes|fruit|vegetables|nut and seed|nuts and seeds|"
         r"legumes|beans|spices and herbs|cereal grains and pasta"),
        ("fish", r"finfish|fish\b(?!.*(?:meal|dish))|canned tuna|frozen fish"),
        ("shellfish", r"shellfish\b"),
        ("poultry", r"poultry products|chicken, whole|turkey, duck"),
        ("meat", r"(?:ground )?beef\b(?!.*dish)|pork\b(?!.*dish)|lamb\b|liver and organ|bacon|"
         r"sausages? and luncheon|sausages\b|frankfurters|cold cuts|pepperoni, salami"),
        ("egg", r"eggs (?:and|&)"),
        ("dairy", r"dairy and egg|milk(?:,|$)|cheese\b(?! (?:sauce|dip|sandwich))|"
         r"cottage/ricotta|yogurt"),
    )
)  # fmt: skip


def of_usda(category: str, name: str) -> str:
    """Return the kind of a food by its group or category at the USDA, and by its name."""
    kind = next((kind for kind, begins in _KINDS if begins.match(category)), "mixed")
    if kind == "fish" and _SHELLFISH.search(name):
        return "shellfish"
    return "egg" if kind == "dairy" and _EGG.match(name) else kind


def diet_of(kind: str | None) -> str | None:
    """Return the strictest diet that every food of the kind suits; None if that isn't sure."""
    return _DIETS.get(kind or "")


def origin_of(b12_ug: float | None, *, supplement: bool, added: bool) -> Origin:
    """Return where the B12 comes from; `added` is what the label or the table says."""
    if supplement:
        return "supplement"
    return "fortified" if b12_ug and added else "natural"


def kind_of(kind: str, origin: Origin) -> str:
    """Return one of KINDS. A food with B12 from animals keeps its `kind` if more was added."""
    if origin == "supplement":
        return "supplement"
    return "fortified" if origin == "fortified" and kind in ("plant", "mixed") else kind


# How names say so in the languages of the tables.
_SAYS_ADDED = re.compile(
    r"(?<!not )\b(?:fortified|enriched|with added vitamins?|vitamins? added|enrichie?s?|"
    r"angereichert|vitaminiert|verrijkte?|beriket|beriget|berikad|enriquecid[oa]s?|fortificad[oa]s?)\b",
    re.IGNORECASE,
)
# What a dish of plants may be made with.
_FROM_ANIMALS = re.compile(
    r"\b(?:milk|cream|cheese|eggs?|chocolate)\b(?! alternative)", re.IGNORECASE
)
# In groups of animal food stand what is made in place of it.
_OF_PLANTS = re.compile(r"\b(?:soya?|oat|almond|non-dairy|alternative|substitute)\b", re.IGNORECASE)
_ANIMAL_KINDS = frozenset({"meat", "poultry", "fish", "shellfish", "egg", "dairy"})
# Plants have none of their own, but for algae, mushrooms and what is fermented.
_MOST_IN_PLANTS_UG_PER_100G = 0.3


def origin_in_table(
    name: str, kind: str | None, b12_ug: float | None, added_ug: float | None
) -> Origin:
    """Return where the B12 of a table's food comes from; both figures are µg per 100 g.

    It was added if the table says that half of it was. In a table that doesn't say, it was if the
    name says so, or if a plant food has more than plants do; what a fortified food of animals has
    of its own decides there, as milk is fortified with vitamin D.
    """
    if added_ug is not None:
        return origin_of(b12_ug, supplement=False, added=2 * added_ug >= (b12_ug or 0))
    if kind in _ANIMAL_KINDS and not _OF_PLANTS.search(name):
        return "natural"
    rich = kind == "plant" and (b12_ug or 0) > _MOST_IN_PLANTS_UG_PER_100G
    if rich and (unreliable_item(name, "natural", kind) or _FROM_ANIMALS.search(name)):
        rich = False
    return origin_of(b12_ug, supplement=False, added=rich or bool(_SAYS_ADDED.search(name)))
