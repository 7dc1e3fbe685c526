"""Corrections of what was logged: another amount, food, moment or note."""

import re
from dataclasses import replace
from datetime import date, datetime, time

from tracker.diary.model import Item, When
from tracker.errors import InputError
from tracker.foods.amounts import Request, parse_item
from tracker.foods.doses import names_b12
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.serving import dose, weigh
from tracker.text.dates import date_of, moments_on, past_moment
from tracker.text.formatting import format_number, one_line
from tracker.text.numbers import NUMBER, NUMBER_WORDS, read_number
from tracker.text.units import MICROGRAM, singular

_LONGEST_NOTE = 500
# Stands for the food, which the grammar of an item requires.
_FOOD = "it"


def parse_amount(text: str, food: str, had: Request | None = None) -> Request:
    """Return an amount without a food: `200g`, `half a cup`, `25ug`. Raise InputError for others.

    `food` says what it is an amount of, as mg of B12 are a dose. A bare number keeps the unit or
    the measure that the item `had`.
    """
    shown = one_line(text)
    if had is not None and (shown in NUMBER_WORDS or re.fullmatch(NUMBER, shown)):
        number = format_number(read_number(shown))
        if had.unit is not None:
            return parse_amount(f"{number} {had.unit.name}", food)
        return parse_amount(number, food)._replace(measure=had.measure)
    filler = "b12" if names_b12(food) else _FOOD
    try:
        request = parse_item(f"{shown} of {filler}")
    except InputError as error:
        raise InputError(str(error).replace(f" of {filler}", "")) from None
    if request.phrase in (filler, f"of {filler}"):  # "extra large" leaves the "of"
        valid = request.amount is not None or request.measure is not None
    else:
        # A measure of the user's own, which only the food knows.
        measure = request.phrase.removesuffix(f" of {filler}")
        valid = bool(request.amount and request.unit is None and measure != request.phrase)
        valid = valid and "," not in measure and bool(measure)
        # "2 eggs" of egg are two of it, and not two of the cup that holds 4.86 large eggs.
        itself = _singulars(measure) <= _singulars(food)
        request = request._replace(phrase=filler, measure=None if itself else measure)
    if not valid:
        raise InputError(f'"{shown}" is not an amount: use 200g, 2 cups, half a cup or 25ug')
    return request._replace(text=shown, spoken=None)


def parse_food(text: str) -> str:
    """Return a food's name or number. Raise InputError if an amount is before or behind it."""
    request = parse_item(text)
    if request.amount is None:
        return request.whole
    if request.spoken is None:
        raise InputError(f'"{request.text}": the amount goes into --amount')
    return request.spoken


def with_amount(item: Item, food: Food | None, request: Request) -> Item:
    """Return the item in another amount, with the B12 that its food has today.

    If the food is gone (None), it is by what the item held. Unknown B12 stays unknown. Raise
    RefusedError if no weight follows from the amount, InputError if it looks like a typo.
    """
    if request.b12_ug is not None:
        held = dose(request.b12_ug, request, food or _as_food(item))
        serving = replace(held, food=item.food, origin=item.origin, kind=item.kind)
    elif food is None and item.measure == MICROGRAM.name:
        raise InputError(f"{item.food} is logged in µg: give --amount in µg, for instance 25ug")
    else:
        serving = weigh(food or _as_food(item), request)
    if food is None:
        serving = replace(serving, food_code=item.food_code, food_id=item.food_id)
    return in_place_of(item, serving)


def in_place_of(item: Item, serving: Serving) -> Item:
    """Return the item with another serving; the same amount is as usual as before."""
    usual = item.usual and (serving.amount, serving.measure) == (item.amount, item.measure)
    new = Item.of(serving, item.when)
    return replace(new, id=item.id, meal_id=item.meal_id, note=item.note, usual=usual)


def moved(
    when: When,
    day: date | None,
    at: time | None,
    meal: tuple[str | None] | None,
    starts: time,
    now: datetime,
) -> When:
    """Return another diary day, time of day or name; None leaves each as it was.

    A time means the clock by which the meal was eaten. One that the clocks skip on another day is
    not kept. Raise InputError for such a time in `at`, and for one that is still to come.
    """
    name = when.meal if meal is None else meal[0]
    to, before = day or when.day, when.eaten_at
    same_time = at is None or (
        before is not None and (at.hour, at.minute) == (before.hour, before.minute)
    )
    if (same_time and to == when.day) or (at is None and before is None):
        return when._replace(day=to, meal=name)
    if at is not None:
        moment = past_moment(date_of(to, at, starts), at, now, before)
        return when._replace(day=to, eaten_at=moment, meal=name)
    assert before is not None
    date = to + (before.date() - when.day)
    if not moments_on(date, before.time()):
        return when._replace(day=to, eaten_at=None, meal=name)
    moment = past_moment(date, before.time(), now, before)
    return when._replace(day=to, eaten_at=moment, meal=name)


def parse_note(text: str) -> str | None:
    """Return a note on one line; None if it is empty. Raise InputError if it is too long."""
    note = one_line(text)
    if len(note) > _LONGEST_NOTE:
        raise InputError(f"a note has at most {_LONGEST_NOTE} characters; this one has {len(note)}")
    return note or None


def _singulars(text: str) -> set[str]:
    return {singular(word) for word in text.casefold().split()}


def _as_food(item: Item) -> Food:
    """A food that holds what the item held, and has no measure but the item's."""
    grams, held = item.grams, item.b12_ug
    return Food(
        code=item.food_code or "",
        name=item.food,
        origin=item.origin,
        source=item.source,
        b12_ug_per_100g=None if grams is None or held is None else held / grams * 100,
        kind=item.kind,
        portions=(Portion(item.amount, item.measure, grams, held if grams is None else None),),
        lower_bound=item.lower_bound,
    )
