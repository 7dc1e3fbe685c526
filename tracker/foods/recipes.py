"""A dish of one's own: what it is made of, and what a serving of it then holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.errors import InputError, RefusedError
from tracker.foods.model import DIETS, Food, Origin, Portion, Serving
from tracker.foods.serving import MOST_G, MOST_UG
from tracker.text.formatting import format_number
from tracker.text.numbers import NUMBER, read_number
from tracker.text.words import words

SOURCE = "your own recipe"
SERVING = "serving"
_MOST_SERVINGS = 1000.0


@dataclass(frozen=True)
class Recipe:
    """A food of one's own with its ingredients; together they make so many servings.

    The ingredients keep the µg that they had when the recipe was written.
    """

    food: Food
    makes: float
    ingredients: tuple[Serving, ...]

    @property
    def total_g(self) -> float | None:
        """What went in, in g; None where an ingredient's weight is unknown."""
        weights = [one.grams for one in self.ingredients if one.grams is not None]
        return sum(weights) if len(weights) == len(self.ingredients) else None

    @property
    def total_ug(self) -> float | None:
        """The µg that are known; None where none are."""
        known = [one.b12_ug for one in self.ingredients if one.b12_ug is not None]
        return sum(known) if known else None

    @property
    def unknown(self) -> tuple[str, ...]:
        """The ingredients whose B12 is unknown, or known in part, each once."""
        open_ones = (i.food for i in self.ingredients if i.b12_ug is None or i.lower_bound)
        return tuple(dict.fromkeys(open_ones))

    @property
    def lower_bound(self) -> bool:
        """Whether the true µg may be more than the known ones."""
        return self.total_ug is not None and bool(self.unknown)

    @property
    def serving(self) -> Portion:
        """A serving as the catalogue has it now, which is what is logged."""
        portions = self.food.portions
        return next((p for p in portions if p.measure == SERVING), portions[0])


def read_makes(text: str) -> float:
    """How many servings a recipe makes. Raises InputError unless it is a number up to 1000."""
    found = re.fullmatch(NUMBER, text.strip())
    makes = read_number(found[0]) if found else 0.0
    if not 0 < makes <= _MOST_SERVINGS:
        raise InputError(f'--makes "{text}": a number of servings up to 1000')
    return makes


def named(name: str) -> Food:
    """A food of that name with nothing in it yet."""
    code = "-".join(words(name))
    return Food(code=code, name=name, everyday=name, origin="natural", source=SOURCE)


def made(food: Food, eaten: Sequence[tuple[Serving, str | None]], makes: float) -> Recipe:
    """The recipe of these ingredients, each with its food's diet.

    The dish is of the kind that gives most of its µg, or weighs most where none gives any, and
    suits no more people than its strictest eater's least suitable ingredient does; one ingredient
    of unknown diet leaves the dish's unknown. Raises RefusedError for an injection and for the
    dish itself as an ingredient, InputError as `divided` does.
    """
    for item, _ in eaten:
        if item.origin == "injection":
            raise RefusedError(f"{item.food} is injected: it can't be an ingredient")
        if food.id and item.food_id == food.id:
            raise RefusedError(f"{food.title} can't be an ingredient of itself")
    kind, origin = _nature([item for item, _ in eaten])
    food = replace(food, kind=kind, origin=origin, diet=_diet([diet for _, diet in eaten]))
    return divided(Recipe(food, makes, tuple(serving for serving, _ in eaten)), makes)


def divided(recipe: Recipe, makes: float) -> Recipe:
    """The recipe in so many servings, its food's figures reckoned from the ingredients.

    A serving weighs its share of what went in where all weights are known, else it is a dose
    without a weight. What cooking takes away in water isn't known: 100 g of the finished dish hold
    more than its µg per 100 g say, and a serving holds what it should. Raises InputError for a
    serving that nobody could eat.
    """
    total_ug, total_g = recipe.total_ug, recipe.total_g
    per_100g = None
    if total_g is not None:
        serving = Portion(1, SERVING, total_g / makes)
        per_100g = None if total_ug is None else total_ug / total_g * 100
    else:
        serving = Portion(1, SERVING, None, None if total_ug is None else total_ug / makes)
    # Measures of the user's own stay; a dose belonged to what the dish was before.
    kept = (p for p in recipe.food.portions if p.measure != SERVING and p.b12_ug is None)
    food = replace(
        recipe.food,
        b12_ug_per_100g=per_100g,
        lower_bound=recipe.lower_bound,
        portions=(serving, *kept),
    )
    _refuse_slip(food, serving)
    return replace(recipe, food=food, makes=makes)


def _nature(items: Sequence[Serving]) -> tuple[str, Origin]:
    by_kind: dict[str | None, list[Serving]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item)
    kind = max(by_kind, key=lambda k: _gives(by_kind[k]))
    by_origin: dict[Origin, list[Serving]] = {}
    for item in by_kind[kind]:
        by_origin.setdefault(item.origin, []).append(item)
    return kind or "mixed", max(by_origin, key=lambda o: _gives(by_origin[o]))


def _gives(items: Sequence[Serving]) -> tuple[float, float]:
    """What to compare ingredients by: µg, then g."""
    return sum(i.b12_ug or 0.0 for i in items), sum(i.grams or 0.0 for i in items)


def _diet(diets: Sequence[str | None]) -> str | None:
    """The least strict of them; None where one is unknown."""
    known = [DIETS.index(diet) for diet in diets if diet is not None]
    return DIETS[max(known)] if len(known) == len(diets) else None


def _refuse_slip(food: Food, serving: Portion) -> None:
    ug = food.portion_ug(serving)
    if (serving.grams or 0.0) > MOST_G:
        said = f"{format_number(serving.grams or 0.0)} g"
    elif (ug or 0.0) > MOST_UG:
        said = f"{format_number(ug or 0.0)} µg"
    else:
        return
    raise InputError(f"a serving of {food.title} would be {said}: must be a slip")
