"""Foods named together: which of them are eaten, and how much of each.

"Salmon pasta" is pasta with some salmon in it, "strawberry yogurt" a yogurt, and what is between
two slices of bread is as much as fits there.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.foods import addition
from tracker.foods.model import DIETS, Food
from tracker.text.words import words

# What only flavours another food, and the foods that have flavours.
_FLAVOURS = frozenset(
    "fruit vegetable nuts sweet seasoning spread sauce dessert legume starch".split()
)
_FLAVOURED = frozenset(
    "yogurt drink cereal porridge powder supplement sauce spread cheese meat fish egg soup bread "
    "dish salad starch vegetable legume fruit nuts milk cream sweet dessert snack".split()
)
# Whatever is named before these is their flavour: prawn crackers, bacon crisps.
_ALWAYS_FLAVOURED = frozenset({"snack"})
# These hold what is named before them: a ham sandwich.
_HOLDERS = frozenset({"bread", "sandwich"})
# These have what is named before them among other things.
_MIXED = frozenset("starch salad soup vegetable dish egg porridge legume".split())
_BEARING = frozenset("meat fish egg cheese milk cream yogurt".split())
_LISTED = frozenset("meat fish egg cheese vegetable salad fat spread sauce bread starch".split())
_MILKS = frozenset({"milk", "cream"})
_HARDLY_ALONE = frozenset({"milk", "cream", "fat", "spread", "sauce"})
# Less than this, in µg in 100 g, is none.
_NONE_UG_PER_100G = 0.05
# With a meat of less than this, in µg in 100 g, a dish has about what it has with another one;
# one of more counts by itself, as liver in a soup.
_LITTLE, _MUCH = 1.5, 5.0
_ALIKE_UG_PER_100G, _ALIKE_SHARE = 0.1, 0.3
# A category that may come before the food itself: "cheese, Manchego".
_CATEGORIES = frozenset(
    "bread cereal cheese dessert drink egg fish fruit meat milk nuts salad sandwich snack soup "
    "vegetable yogurt".split()
)


class Eaten(NamedTuple):
    """A food, with the grams of it if it is only added to another one."""

    food: Food
    added_g: float | None = None


def adjacent(foods: Sequence[Food]) -> list[Eaten] | None:
    """Return what is eaten of foods named in a row, as `salmon pasta`; None if it can't be told.

    The last one is what it is, unless that is a flavour after the food.
    """
    *before, head = foods
    if before and _is_first(before[0], head):
        head, *before = foods
    eaten = [Eaten(head)]
    for other in before:
        part = _part_of(head, other)
        if part is None:
            return [Eaten(food) for food in foods] if _are_listed(foods) else None
        instead = _is_substitute(other) and not _is_substitute(head) and head.diet == "any"
        eaten = [*part, *eaten] if not (instead and part) else part
    return eaten


def _is_substitute(food: Food) -> bool:
    return food.role == "meat" and food.diet in ("vegan", "vegetarian")


def _less(food: Food, ug_per_100g: float) -> bool:
    return food.b12_ug_per_100g is not None and food.b12_ug_per_100g < ug_per_100g


def _alike(food: Food, other: Food) -> bool:
    """Return whether both have about the same B12."""
    ug, other_ug = food.b12_ug_per_100g, other.b12_ug_per_100g
    if ug is None or other_ug is None:
        return False
    return abs(ug - other_ug) <= max(_ALIKE_UG_PER_100G, _ALIKE_SHARE * max(ug, other_ug))


def _are_listed(foods: Sequence[Food]) -> bool:
    """Return whether foods in a row are so many foods: "ham cheese tomato"."""
    roles = [food.role for food in foods]
    return len({*roles}) == len(roles) and _LISTED.issuperset(roles)


def _is_first(first: Food, last: Food) -> bool:
    """Return whether the flavour comes last: "yogurt, strawberry", "Doritos cheese"."""
    if first.role in _ALWAYS_FLAVOURED and last.role in ("cheese", "meat", "fish"):
        return True
    if last.role == "spread" and not bears(last) and first.role in ("sweet", "dessert", "snack"):
        return True
    return _is_flavour(last) and first.role in _FLAVOURED


def _part_of(head: Food, other: Food) -> list[Eaten] | None:
    """Return what is eaten of the other food besides the head; None if it makes another food."""
    role = other.role or ""
    if head.role in _HOLDERS and role not in _HOLDERS:
        return [Eaten(other, addition.added_g(role, [head.role], within=True))]
    if head.role in _ALWAYS_FLAVOURED or other.code == head.code:
        return []
    if head.role == "hot drink" or (role in _MILKS and head.role in ("cereal", "porridge")):
        return _in_drink(head, other)
    if head.role in ("sweet", "dessert") and role in ("milk", "cream", "yogurt", "cheese"):
        return []
    if role in _FLAVOURS and head.role in _FLAVOURED:
        return [] if not bears(other) else [Eaten(other, addition.added_g(role, [head.role]))]
    if head.role in ("dish", "soup", "salad") and _is_substitute(other):
        # A tofu curry has tofu in place of the meat.
        return [Eaten(other)]
    if head.role == role and _alike(head, other):
        return []
    if (
        head.role == "dish"
        and head.kind == "mixed"
        and head.diet == other.diet
        and other.kind == "meat"
    ):
        return []  # the meat that is in it
    if not bears(head) and not bears(other):
        return []
    if head.role in ("starch", "bread") and role in ("dish", "legume", "soup") and not bears(head):
        return [Eaten(other)]  # anda curry chawal
    if head.role == "dish" and head.diet == "any" and _less(other, _LITTLE):
        return []  # whichever meat is in it
    if head.role in ("dish", "soup") and role in ("meat", "fish") and not _less(other, _MUCH):
        return [Eaten(other, addition.added_g(role, ["starch"], within=True))]
    if head.role in _MIXED and role in _BEARING and not _holds_already(head, other):
        return [Eaten(other, addition.added_g(role, [head.role], within=True))]
    return None


def _in_drink(drink: Food, other: Food) -> list[Eaten] | None:
    if not bears(other) and (other.role not in _MILKS or not bears(drink)):
        return []
    if other.role in _FLAVOURS:
        return []
    if other.role not in _MILKS:
        return None
    if not bears(drink):
        return [Eaten(other, addition.added_g("milk", [drink.role]))]
    # It has milk already; another kind of milk makes another drink.
    return [] if other.kind == "dairy" else None


def _holds_already(dish: Food, other: Food) -> bool:
    """Return whether the dish has such a food in it, so that it would count twice."""
    if not bears(dish):
        return False
    stricter = DIETS.index(dish.diet or "any") < DIETS.index(other.diet or "any")
    return not stricter


def is_in(food: Food, dish: Food) -> bool:
    """Return whether a dish has such a food in it, so that naming both says which dish it is."""
    meats = ("meat", "poultry")
    return dish.kind == "mixed" and dish.diet == "any" and food.kind in meats and bears(dish)


def is_category(phrase: str, food: Food | None, next_food: Food | None) -> bool:
    """Return whether a name only says what the next food is: of cheese and Manchego, cheese."""
    name = words(phrase)
    if food is None or next_food is None:
        return False
    named = name[:1] != () and name[0] in _CATEGORIES and set(name[1:]) <= {"product"}
    same = food.role == next_food.role or (name[0] == "meat" and next_food.role == "fish")
    return named and same and food.code != next_food.code


def bears(food: Food) -> bool:
    """Return whether the food has B12, or may have."""
    return food.b12_ug_per_100g is None or food.b12_ug_per_100g > _NONE_UG_PER_100G


def _is_flavour(food: Food) -> bool:
    return food.role in ("fruit", "seasoning", "sweet", "nuts", "sauce") and not bears(food)


def added_g(food: Food, hosts: Iterable[str | None], *, by_comma: bool = False) -> float | None:
    """Return the usual grams of a food beside hosts of these roles; None if it isn't added to any.

    Of what only a comma separates, meat is as much as if it was eaten alone, but milk is that in
    the coffee.
    """
    if by_comma and food.role not in _HARDLY_ALONE:
        return None
    grams = addition.added_g(food.role, hosts)
    usual = food.portions[0].grams if food.portions else None
    return grams if grams is None or usual is None else min(grams, usual)
