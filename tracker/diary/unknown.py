"""Foods of unknown B12 in a diary, and the figures that fill them in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from tracker.database.compiled import Row
from tracker.diary.model import Item
from tracker.errors import InputError, RefusedError
from tracker.foods import labels
from tracker.foods.amounts import Request, check_name
from tracker.foods.model import Food, Origin, density
from tracker.foods.serving import request_for, weigh
from tracker.text.dates import format_date
from tracker.text.formatting import one_line
from tracker.text.units import UNITS, canonical_measure, format_amount, singular

SERVING = "serving"
_HOW = 'give a figure, 0.8ug/100g or "2ug per serving", or --like "beef stew"'


class UnknownFood(NamedTuple):
    """A food of unknown B12: how often it was logged, and the weight of what has one."""

    food: str
    times: int
    last_eaten: date
    grams: float | None
    times_without_grams: int


class Filling(NamedTuple):
    """The items with their figures, and those for which the figure gives none."""

    filled: list[Item]
    left: list[Item]


def measures_of(items: Iterable[Item]) -> str:
    """Return how the items were logged, each way once: `1 bowl, 2 servings`."""
    return ", ".join(
        dict.fromkeys(format_amount(item.amount, item.measure or SERVING) for item in items)
    )


def figure_for(item: Item) -> str:
    """Return how to write a figure that gives the item one."""
    return "0.8ug/100g" if item.grams is not None else f"2ug per {_measure(item)}"


def key(name: str) -> str:
    """Return the form in which names are the same: on one line, in small letters."""
    return one_line(name).casefold()


def foods_of(rows: Iterable[Row]) -> list[UnknownFood]:
    """Return the foods of rows of food, day and grams: those logged most often, then last, first.

    A food has the spelling in which it was eaten last.
    """
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(key(row.food), []).append(row)
    foods = [_food_of(rows) for rows in by_name.values()]
    return sorted(foods, key=lambda each: (-each.times, -each.last_eaten.toordinal(), each.food))


def _food_of(rows: Sequence[Row]) -> UnknownFood:
    last = max(rows, key=lambda row: row.day)
    weights = [row.grams for row in rows if row.grams is not None]
    grams = sum(weights) if weights else None
    return UnknownFood(last.food, len(rows), last.day, grams, len(rows) - len(weights))


def split(typed: Sequence[str], names: Collection[str]) -> tuple[str, str]:
    """Return the food and its figure, `homemade stew` and `0.8ug/100g`, from words without quotes.

    The food is the longest of the `names` with which the words begin; else it is all the words.
    """
    known = {key(name): name for name in names}
    all_words = " ".join(typed).split()
    most = max((len(name.split()) for name in known), default=0)
    for count in range(min(len(all_words), most), 0, -1):
        name = known.get(key(" ".join(all_words[:count])))
        if name is not None:
            return name, " ".join(all_words[count:])
    return " ".join(all_words), ""


def food_by_figure(
    title: str, text: str, items: Sequence[Item], origin: Origin | None, today: date
) -> Food:
    """Return the food of that title with the figure of `0.8ug/100g`, `2ug per serving` or `0.5ug`.

    A figure alone is for the measure by which all the items were logged. Raise InputError if there
    are several, and for an invalid figure; RefusedError for a figure that looks like a unit error.
    """
    if not text:
        raise InputError(_HOW)
    b12_ug, per = labels.read_rate(text)
    amount, measure = labels.read_measure(_only_measure(text, items) if per is None else per)
    unit = UNITS.get(measure)
    grams = amount * unit.size if unit and unit.dimension == "mass" else None
    if grams is None and (weight := _weight_of(measure, items)) is not None:
        grams = amount * weight
    origin = origin or items[-1].origin
    food = Food(
        code="",
        name=title,
        everyday=title,
        origin=origin,
        source=f"as given on {format_date(today)}",
        kind="mixed" if origin == "natural" else origin,
    )
    return labels.labelled(food, labels.Figure(amount, measure, grams, b12_ug))


def food_like(title: str, like: Food, origin: Origin | None) -> Food:
    """Return the food of that title with the figures and portions of another, or itself.

    Raise RefusedError if those are unknown too.
    """
    if not like.known:
        raise RefusedError(f"the B12 of {like.title} is unknown too")
    if key(like.title) == key(title) and origin in (None, like.origin):
        return like
    source = f"as {like.title}: {like.source}"
    return replace(
        like, id=0, code="", name=title, everyday=title, source=source, origin=origin or like.origin
    )


def filled_in(items: Sequence[Item], food: Food, *, usual: bool) -> Filling:
    """Return the items with the B12 of that food; one without a weight takes that of its measure.

    `usual` says that a serving is the food's usual portion. Raise InputError for more than anybody
    eats at once.
    """
    filling = Filling([], [])
    for item in items:
        try:
            filling.filled.append(_filled(item, food, usual=usual))
        except RefusedError:
            filling.left.append(item)
    return filling


def _filled(item: Item, food: Food, *, usual: bool) -> Item:
    request = request_for(item)
    by_serving = request.unit is None and request.measure in (None, "", SERVING)
    if item.grams is not None and food.b12_ug_per_100g is not None:
        request = Request(item.label, item.food, item.food, item.grams, UNITS["g"])
    elif request.unit is None and not usual:
        # A serving of unknown size is neither 100 g nor a bowl.
        portions = (p for p in food.portions if p.measure not in UNITS)
        fitting = (p for p in portions if not by_serving or canonical_measure(p.measure) == SERVING)
        food = replace(food, portions=tuple(fitting))
    weighed = weigh(food, request)
    return replace(
        item,
        grams=weighed.grams if item.grams is None else item.grams,
        b12_ug=weighed.b12_ug,
        lower_bound=weighed.lower_bound,
        origin=food.origin,
        kind=item.kind or food.kind,
        source=food.source,
        usual=item.usual or (usual and by_serving and item.grams is None),
    )


def linked(items: Iterable[Item], food: Food | None) -> list[Item]:
    """Return the items as of that food of the catalogue, or of none if it has other figures."""
    code, food_id = (None, None) if food is None else (food.code, food.id)
    return [replace(item, food_code=code, food_id=food_id) for item in items]


def is_name(title: str) -> bool:
    """Return whether the title can be typed after `b12 log`."""
    try:
        return check_name(title) == title
    except InputError:
        return False


def with_figures(food: Food, figures: Food) -> Food:
    """Return a food of unknown B12 with the figures of another, and its own portions first."""
    own = tuple(p for p in food.portions if p.measure not in {q.measure for q in figures.portions})
    return replace(
        food,
        b12_ug_per_100g=figures.b12_ug_per_100g,
        lower_bound=figures.lower_bound,
        origin=figures.origin,
        kind=figures.kind,
        source=figures.source,
        # Without a figure by weight, a portion by weight has none.
        portions=figures.portions if figures.b12_ug_per_100g is None else own + figures.portions,
    )


def same_figures(food: Food, other: Food) -> bool:
    """Return whether two foods have the same B12, by weight or by portion."""
    return density(food) == density(other) and food.origin == other.origin


def _only_measure(text: str, items: Sequence[Item]) -> str:
    """Return what one of the items is: 1 bowl. Raise InputError if they differ."""
    measures = {_measure(item) for item in items}
    units = [UNITS[measure] for measure in measures if measure in UNITS]
    if len(measures) == 1 and all(unit.dimension == "volume" and unit.size > 1 for unit in units):
        return f"1 {measures.pop()}"
    logged = ", ".join(sorted({format_amount(1, measure) for measure in measures}))
    raise InputError(
        f'"{text}" is for how much? It was logged by {logged}: write {text}/100g or "{text} per '
        f'{SERVING}"'
    )


def _measure(item: Item) -> str:
    return singular(item.measure.casefold()) or SERVING


def _weight_of(measure: str, items: Sequence[Item]) -> float | None:
    """Return the grams of one such measure if all weighed items agree on it."""
    weights = {
        round(item.grams / item.amount, 3)
        for item in items
        if item.grams is not None and _measure(item) == singular(measure)
    }
    return weights.pop() if len(weights) == 1 else None
