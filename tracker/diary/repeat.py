"""The same amount of a food again, with the B12 it holds today."""

from dataclasses import replace
from typing import NamedTuple

from tracker.errors import RefusedError
from tracker.foods.amounts import Request
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.serving import request_for, weigh
from tracker.text.units import MICROGRAM, UNITS

# A habit is what was eaten often in the last days, so many of them.
HABIT_DAYS = 90


class Habit(NamedTuple):
    """A food that was logged `times` times, with the amount last used of it, as of today."""

    times: int
    serving: Serving


def as_food(item: Serving) -> Food:
    """Return what was eaten as a food, to have some of it again: one that no table has."""
    per_100g = None
    if item.grams is not None and item.b12_ug is not None:
        per_100g = item.b12_ug / item.grams * 100
    dose = None if item.grams is not None else item.b12_ug
    return Food(
        code="",
        name=item.food,
        origin=item.origin,
        source=item.source,
        b12_ug_per_100g=per_100g,
        kind=item.kind,
        portions=(Portion(item.amount, item.measure, item.grams, dose),),
        lower_bound=item.lower_bound,
    )


def repeated(serving: Serving, food: Food | None) -> Serving:
    """Return the serving again: amount and grams stay, and the µg are the food's as of today.

    The µg stay as well if they were read from a label, if the food is gone (None), and if it no
    longer has such a measure. Raise InputError if the µg come to more than anybody eats.
    """
    today = None if food is None else _today(serving, food, _by_weight(serving))
    return serving if today is None else replace(today, grams=serving.grams)


def as_last_time(serving: Serving, food: Food) -> Serving:
    """Return the serving's amount, weighed by the food's measures of today.

    The usual portion is what it is today; a measure that the food no longer has keeps its weight.
    Raise InputError as `repeated` does.
    """
    if serving.usual and food.portions:
        return weigh(food, Request(food.title, food.title, food.title))
    return _today(serving, food, request_for(serving)) or repeated(serving, food)


def _today(serving: Serving, food: Food, request: Request) -> Serving | None:
    """The serving with its weight and µg as of today; None if the food cannot give them."""
    if serving.measure == MICROGRAM.name:
        return None
    try:
        weighed = weigh(food, request)
    except RefusedError:
        return None
    return replace(weighed, amount=serving.amount, measure=serving.measure, usual=serving.usual)


def _by_weight(serving: Serving) -> Request:
    """The request for the serving, in g if it has a weight."""
    if serving.grams is None:
        return request_for(serving)
    return Request(serving.label, serving.food, serving.food, serving.grams, UNITS["g"])
