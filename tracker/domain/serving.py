"""From what was asked for to an item: what an amount of a food weighs and holds."""

from dataclasses import dataclass

from tracker.domain.figures import format_amount, format_number
from tracker.domain.foods import Food, Origin, Portion
from tracker.domain.items import Item, When
from tracker.domain.quantity import Request, names_injection
from tracker.domain.units import UNITS, Unit, canonical_measure, singular
from tracker.errors import InputError, RefusedError


@dataclass(frozen=True)
class Serving:
    """An amount of a food, weighed: `grams` and `b12_ug` are None where they are unknown.

    `usual` says that the amount wasn't given, so that the usual portion was taken.
    """

    amount: float
    measure: str
    grams: float | None
    b12_ug: float | None
    usual: bool = False

    @property
    def label(self) -> str:
        """`150 g`, `2 large`."""
        return format_amount(self.amount, self.measure)


def weigh(food: Food, request: Request) -> Serving:
    """What the request comes to, in g and µg.

    Raises RefusedError, with the portions that exist, when no weight follows from the measure.
    """
    amount = 1.0 if request.amount is None else request.amount
    if request.unit and request.unit.dimension == "mass":
        return _serving(food, amount, request.unit.name, amount * request.unit.size)
    if request.unit:
        grams = _by_volume(food, request.unit, amount)
        if grams is None:
            raise _no_weight(food, request.unit.name)
        return _serving(food, amount, request.unit.name, grams)
    if request.measure:
        portion = _by_measure(food, request.measure)
        if portion is None:
            raise _no_weight(food, request.measure)
        return _portions(food, portion, amount, request.measure)
    return _usual(food, request.amount)


def _usual(food: Food, count: float | None) -> Serving:
    """No amount is the usual portion as it stands; a bare count is that many of its measure."""
    if not food.portions:
        raise RefusedError(f"{food.title} has no portion: give its weight, for instance 100g")
    portion = food.portions[0]
    if count is None:
        taken = _portions(food, portion, portion.amount, portion.measure)
        return Serving(taken.amount, taken.measure, taken.grams, taken.b12_ug, usual=True)
    unit = UNITS.get(portion.measure.casefold())
    if unit and unit.dimension == "mass":
        # "2 salmon" would be 2 oz by its measure, which nobody means.
        piece = next((p for p in food.portions if _is_count(p)), None)
        if piece is None:
            raise _no_weight(food, f"{format_number(count)} of it")
        portion = piece
    return _portions(food, portion, count, portion.measure)


def _portions(food: Food, portion: Portion, amount: float, measure: str) -> Serving:
    times = amount / portion.amount
    if portion.b12_ug is not None:
        return Serving(amount, measure, None, times * portion.b12_ug)
    assert portion.grams is not None  # the table's check: a portion has a weight or a B12 figure
    return _serving(food, amount, measure, times * portion.grams)


def _serving(food: Food, amount: float, measure: str, grams: float) -> Serving:
    if food.b12_ug_per_100g is None:
        if food.known:
            raise _no_weight(food, measure)
        return Serving(amount, measure, grams, None)
    if grams > 10_000:
        raise InputError(f"{format_number(amount)} {measure} {food.title}: more than 10 kg at once")
    return Serving(amount, measure, grams, food.ug_in(grams))


def _by_volume(food: Food, unit: Unit, amount: float) -> float | None:
    """Through a volume portion of the food: the same unit first, then the plainest other."""
    volumes = [(p, u) for p in food.portions if p.grams and (u := _volume(p.measure))]
    volumes.sort(key=lambda pair: (pair[1] != unit, pair[0].measure.casefold() not in UNITS))
    for portion, measured in volumes:
        assert portion.grams is not None
        return amount * unit.size / (portion.amount * measured.size) * portion.grams
    return None


def _volume(measure: str) -> Unit | None:
    words = measure.casefold().replace("(", " ").replace(",", " ").split()
    for length in (2, 1):
        unit = UNITS.get(" ".join(words[:length]))
        if unit and unit.dimension == "volume":
            return unit
    return None


def _by_measure(food: Food, measure: str) -> Portion | None:
    """The portion that a measure word names: exactly, else as its beginning, else within."""
    ranked = [(rank, portion) for portion in food.portions if (rank := _likeness(portion, measure))]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _likeness(portion: Portion, measure: str) -> int | None:
    words = "".join(c if c.isalnum() else " " for c in portion.measure.casefold()).split()
    names = [canonical_measure(word) for word in words]
    wanted = measure.split()
    if names == wanted:
        return 1
    if names[: len(wanted)] == wanted:
        return 2
    if len(wanted) == 1 and wanted[0] in names and "extra" not in names:
        return 3
    # "serving" is the usual portion where the table has none of that name.
    return 4 if wanted == ["serving"] else None


def _is_count(portion: Portion) -> bool:
    unit = UNITS.get(portion.measure.casefold())
    return unit is None and _volume(portion.measure) is None


def _no_weight(food: Food, measure: str) -> RefusedError:
    known = ", ".join(
        dict.fromkeys(
            f"{p.label}{f' ({format_number(p.grams)} g)' if p.grams else ''}" for p in food.portions
        )
    )
    weights = "" if food.b12_ug_per_100g is None and food.known else " or a weight such as 100g"
    what = f"use {known}{weights}" if known else "give its weight, for instance 100g"
    return RefusedError(f"no weight is known for {singular(measure)} of {food.title}: {what}")


def food_item(food: Food, request: Request, when: When) -> Item:
    """That much of a food. Raises RefusedError when no weight follows from the measure."""
    serving = weigh(food, request)
    return Item(
        when=when,
        food=food.title,
        origin=food.origin,
        amount=serving.amount,
        measure=serving.measure,
        grams=serving.grams,
        b12_ug=serving.b12_ug,
        kind=food.kind,
        food_code=food.code,
        food_id=food.id,
        usual=serving.usual,
    )


def dose_item(b12_ug: float, request: Request, food: Food | None, when: When) -> Item:
    """An amount in µg is B12 itself: a supplement or an injection.

    With a food it is that food's own µg, as read from a label, and keeps its origin.
    """
    origin: Origin = "supplement"
    if names_injection(request.phrase):
        origin = "injection"
    elif food is not None:
        origin = food.origin
    words = (request.phrase or "B12").replace("b12", "B12")
    return Item(
        when=when,
        food=food.title if food is not None else words,
        origin=origin,
        amount=b12_ug,
        measure="µg",
        grams=None,
        b12_ug=b12_ug,
        kind=food.kind if food is not None else "supplement",
        food_code=food.code if food is not None else None,
        food_id=food.id if food is not None else None,
    )
