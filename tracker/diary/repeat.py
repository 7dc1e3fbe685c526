"""The same amount of a food once more, with what it holds today."""

from dataclasses import dataclass, replace
from datetime import date

from tracker.diary.model import Item, When
from tracker.errors import InputError, RefusedError
from tracker.foods.amounts import Request
from tracker.foods.model import Food
from tracker.foods.serving import Serving, asked, food_item, weigh
from tracker.text.dates import moment_on
from tracker.text.units import MICROGRAM, UNITS

# What was seldom eaten of late is no habit any more.
HABIT_DAYS = 90


@dataclass(frozen=True)
class Habit:
    """A food that was logged `times` times; `item` is the amount last used of it, as of today."""

    times: int
    item: Item


def repeated(item: Item, food: Food | None, when: When) -> Item:
    """The item once more: amount and grams stay, and the µg are those of the food as it is today.

    They stay as well for µg read from a label, for a food that is gone (None), and where the food
    has no such measure any more. Raises InputError where the µg come to more than can be meant.
    """
    held = None if food is None else _held(item, food, _by_weight(item) or asked(item))
    if food is None or held is None:
        return replace(item, when=when, note=None)
    return _of(food, item, when, held.b12_ug, item.grams)


def as_last_time(item: Item, food: Food, when: When) -> Item:
    """The amount of the item, weighed as the food's measures are today.

    The usual portion is what that is today; a measure that the food no longer has weighs what it
    did. Raises InputError as `repeated` does.
    """
    if item.usual and food.portions:
        return food_item(food, Request(food.title, food.title, food.title), when)
    held = _held(item, food, asked(item))
    if held is None:
        return repeated(item, food, when)
    return _of(food, item, when, held.b12_ug, held.grams)


def moved(when: When, day: date) -> When:
    """The same time of day on another diary day; none where the clocks skipped it there."""
    if when.eaten_at is None:
        return replace(when, day=day)
    after_midnight = when.eaten_at.date() - when.day
    try:
        moment = moment_on(day + after_midnight, when.eaten_at.time())
    except InputError:
        return replace(when, day=day, eaten_at=None)
    return replace(when, day=day, eaten_at=moment)


def _held(item: Item, food: Food, request: Request) -> Serving | None:
    if item.measure == MICROGRAM.name:
        return None
    try:
        return weigh(food, request)
    except RefusedError:
        return None


def _by_weight(item: Item) -> Request | None:
    if item.grams is None:
        return None
    return Request(item.label, item.food, item.food, item.grams, UNITS["g"])


def _of(food: Food, item: Item, when: When, b12_ug: float | None, grams: float | None) -> Item:
    return replace(
        item,
        when=when,
        note=None,
        food=food.title,
        origin=food.origin,
        kind=food.kind,
        source=food.source,
        food_code=food.code,
        food_id=food.id,
        grams=grams,
        b12_ug=b12_ug,
        lower_bound=food.lower_bound and b12_ug is not None,
    )
