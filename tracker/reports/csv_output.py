"""What --csv prints where a row isn't what --json prints: flat, with a column for each origin.

Columns stay, as the keys of JSON do; days, weeks and months have their year.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.reports.intake import ORIGINS
from tracker.reports.json_output import (
    BEGINNING_OF_DAY,
    BEGINNING_OF_PERIOD,
    REST_OF_DAY,
    REST_OF_PERIOD,
    Document,
    Keys,
)

if TYPE_CHECKING:
    from tracker.foods.model import Food
    from tracker.foods.recipes import Recipe
    from tracker.reports.intake import Period
    from tracker.text.spans import Step

_BY_ORIGIN = " ".join(f"{origin}_ug=by_origin_ug.{origin}" for origin in ORIGINS)
# A day of `week`.
day_row = Keys(f"{BEGINNING_OF_DAY} {REST_OF_DAY} {_BY_ORIGIN}")
# A period of `report`, and of each person in `summary`.
period_row = Keys(f"{BEGINNING_OF_PERIOD} {REST_OF_PERIOD} {_BY_ORIGIN}")


def period_rows(periods: "Iterable[Period]", by: "Step") -> list[Document]:
    """`report`: a row a day, week, month or year; what has no mean, least or most is a sum."""
    return [{"period": period.span.code(by), **period_row(period)} for period in periods]


_food = Keys(
    "id=code name everyday b12_ug_per_100g lower_bound group kind origin diet source "
    "table=table_code mark below_ug_per_100g"
)


def food_row(food: "Food") -> Document:
    """`food find`: a food with its usual portion alone; of a food without one that is null."""
    usual = food.portions[0] if food.portions else None
    return {
        **_food(food),
        "portion": usual and usual.label,
        "portion_grams": usual and usual.grams,
        "portion_ug": usual and food.portion_ug(usual),
    }


_recipe = Keys(
    "id=food.code name=food.title makes b12_ug_per_100g=food.b12_ug_per_100g "
    "lower_bound=food.lower_bound grams=total_g b12_ug=total_ug ingredients=ingredients.food"
)


def recipe_row(recipe: "Recipe") -> Document:
    """`recipe list`: a dish with what a serving holds and the names of its ingredients."""
    serving = recipe.serving
    return {
        **_recipe(recipe),
        "serving_grams": serving.grams,
        "serving_ug": recipe.food.portion_ug(serving),
    }
