"""The user's dishes: their ingredients, and what a serving of a dish holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.errors import InputError, RefusedError
from tracker.foods.model import DIETS, Food, Origin, Portion, Serving
from tracker.foods.serving import refuse_too_much
from tracker.text.numbers import NUMBER, read_number
from tracker.text.words import words

SOURCE = "your own recipe"
SERVING = "serving"
_MOST_SERVINGS = 1000.0


@dataclass(frozen=True)
class Recipe:
    """A food of the user's with its ingredients, which make so many servings.

    The ingredients keep the µg that they had when the recipe was stored.
    """

    food: Food
    makes: float
    ingredients: tuple[Serving, ...]

    @property
    def total_g(self) -> float | None:
        """Return the weight of all ingredients in g; None if one of them is unknown."""
        weights = [i.grams for i in self.ingredients if i.grams is not None]
        return sum(weights) if len(weights) == len(self.ingredients) else None

    @property
    def total_ug(self) -> float | None:
        """Return the sum of the known µg; None if all are unknown."""
        known = [i.b12_ug for i in self.ingredients if i.b12_ug is not None]
        return sum(known) if known else None

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the names of ingredients whose B12 is unknown, or known in part, each once."""
        names = (i.food for i in self.ingredients if i.b12_ug is None or i.lower_bound)
        return tuple(dict.fromkeys(names))

    @property
    def lower_bound(self) -> bool:
        """Return whether the true µg may be more than the known µg."""
        return self.total_ug is not None and bool(self.unknown)

    @property
    def serving(self) -> Portion:
        """Return a serving as the catalogue has it now, which is what is logged."""
        portions = self.food.portions
        return next((p for p in portions if p.measure == SERVING), portions[0])


def read_makes(text: str) -> float:
    """Return the number of servings of a recipe. Raise InputError unless it is up to 1000."""
    match = re.fullmatch(NUMBER, text.strip())
    makes = read_number(match[0]) if match else 0.0
    if not 0 < makes <= _MOST_SERVINGS:
        raise InputError(f'invalid --makes "{text}": write a number of servings up to 1000')
    return makes


def new_dish(name: str) -> Food:
    """Return a food of that name without ingredients."""
    code = "-".join(words(name))
    return Food(code=code, name=name, everyday=name, origin="natural", source=SOURCE)


def combine(food: Food, ingredients: Sequence[tuple[Serving, str | None]], makes: float) -> Recipe:
    """Return the recipe of these ingredients, each with its food's diet.

    The dish has the kind that gives most of its µg, or weighs most if none gives any, and the diet
    of its least suitable ingredient, unknown if that of any is. Raise RefusedError if an injection
    or the dish itself is an ingredient, and InputError as `divide` does.
    """
    servings = tuple(serving for serving, _ in ingredients)
    for serving in servings:
        if serving.origin == "injection":
            raise RefusedError(f"{serving.food} is injected: it can't be an ingredient")
        if food.id and serving.food_id == food.id:
            raise RefusedError(f"{food.title} can't be an ingredient of itself")
    kind, origin = _nature(servings)
    food = replace(food, kind=kind, origin=origin, diet=_diet([diet for _, diet in ingredients]))
    return divide(Recipe(food, makes, servings), makes)


def divide(recipe: Recipe, makes: float) -> Recipe:
    """Return the recipe in so many servings, with its food's figures from the ingredients.

    A serving weighs its share of the ingredients if all weights are known, else it is a dose
    without a weight. The water lost in cooking isn't known: 100 g of the finished dish hold more
    than its µg per 100 g, but a serving holds what it should. Raise InputError for a serving that
    nobody could eat.
    """
    total_ug, total_g = recipe.total_ug, recipe.total_g
    per_100g = None
    if total_g is not None:
        serving = Portion(1, SERVING, total_g / makes)
        per_100g = None if total_ug is None else total_ug / total_g * 100
    else:
        serving = Portion(1, SERVING, None, None if total_ug is None else total_ug / makes)
    # The user's measures stay; a dose belonged to the former ingredients.
    kept = (p for p in recipe.food.portions if p.measure != SERVING and p.b12_ug is None)
    food = replace(
        recipe.food,
        b12_ug_per_100g=per_100g,
        lower_bound=recipe.lower_bound,
        portions=(serving, *kept),
    )
    refuse_too_much(f"a serving of {food.title} would be", serving.grams, food.portion_ug(serving))
    return replace(recipe, food=food, makes=makes)


def _nature(servings: Sequence[Serving]) -> tuple[str, Origin]:
    by_kind: dict[str | None, list[Serving]] = {}
    for serving in servings:
        by_kind.setdefault(serving.kind, []).append(serving)
    kind = max(by_kind, key=lambda k: _share(by_kind[k]))
    by_origin: dict[Origin, list[Serving]] = {}
    for serving in by_kind[kind]:
        by_origin.setdefault(serving.origin, []).append(serving)
    return kind or "mixed", max(by_origin, key=lambda o: _share(by_origin[o]))


def _share(servings: Sequence[Serving]) -> tuple[float, float]:
    """Return the µg of ingredients, and their g to decide between equal µg."""
    return sum(s.b12_ug or 0.0 for s in servings), sum(s.grams or 0.0 for s in servings)


def _diet(diets: Sequence[str | None]) -> str | None:
    """Return the least strict diet; None if one is unknown."""
    known = [DIETS.index(diet) for diet in diets if diet is not None]
    return DIETS[max(known)] if len(known) == len(diets) else None
