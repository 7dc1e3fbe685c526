"""What an amount of a food weighs, and how much B12 it holds."""

import re
from dataclasses import replace

from tracker.errors import InputError, RefusedError
from tracker.foods.amounts import Request
from tracker.foods.doses import REMARKS, Form, Route, route_of
from tracker.foods.model import Food, Portion, Serving
from tracker.text.formatting import format_number, format_ug
from tracker.text.units import MICROGRAM, UNITS, Unit, canonical_measure, singular

# The most at once; more looks like a typo. The tables have the same bounds.
_MOST_G = 10_000.0
_MOST_UG = 100_000.0
_FLUID_OUNCES = re.compile(r"([\d.]+)\s*fl oz")
# Of a food that has no sizes, against the usual portion.
_SIZES = {
    "mini": 0.4,
    "miniature": 0.4,
    "small": 0.7,
    "medium": 1.0,
    "large": 1.4,
    "whole": 1.0,
    "extra large": 1.8,
    "jumbo": 1.8,
}
_HUGE = 3
_MANY, _HELPINGS = 3, frozenset({"serving", "plate", "bowl"})
# So many ml of a powder are a drink made of it.
_DRINK_ML = 150.0
# Forms of a supplement: a dose is one of them, whatever the label calls it.
_DOSES = frozenset(
    {"tablet", "capsule", "lozenge", "serving", "dose", "piece", "package", "spray", "shot"}
)
_NO_PIECES = frozenset({"cubic", "yield", "unit", "inch"})


def weigh(food: Food, request: Request) -> Serving:
    """Return the amount of the food that is asked for, in g and µg.

    Raise RefusedError, with the portions that exist, if no weight follows from the measure, and
    InputError if it is more than anybody eats.
    """
    amount = 1.0 if request.amount is None else request.amount
    if request.unit and request.unit.dimension == "mass":
        grams = amount * request.unit.size
        if request.unit.size < 1 <= grams:  # 200000 mg
            return _serving(food, grams, "g", grams)
        return _serving(food, amount, request.unit.name, grams)
    if request.unit:
        return _by_volume(food, request.unit, amount)
    if request.measure:
        portion = _by_measure(food, request.measure)
        if portion is None and request.measure == "serving" and food.portions:
            # A food without a serving of that name has its usual portion as one.
            usual = food.portions[0]
            return _portions(food, usual, amount * usual.amount, usual.measure)
        if portion is None and food.kind == "supplement" and request.measure in _DOSES:
            return _portions(food, food.portions[0], amount, request.measure)
        if portion is None:
            return _usual_size(food, request.measure, amount)
        return _portions(food, portion, amount, request.measure)
    return _usual(food, request.amount)


def _usual_size(food: Food, measure: str, amount: float) -> Serving:
    """Return so many bowls, glasses or pieces of their usual size."""
    from tracker.foods import addition

    if food.role is None or _has_only_doses(food):
        raise _no_weight(food, measure)
    grams = addition.container_g(measure, food.role)
    if grams is None and measure in _SIZES and food.portions and food.portions[0].grams:
        grams = _SIZES[measure] * food.portions[0].grams
    if grams is None:
        raise _no_weight(food, measure)
    return replace(_serving(food, amount, measure, amount * grams), usual_size=True)


def _has_only_doses(food: Food) -> bool:
    return food.b12_ug_per_100g is None and food.known


def _usual(food: Food, count: float | None) -> Serving:
    """Return the usual portion if there is no amount; a bare count is that many of the food."""
    if not food.portions:
        raise RefusedError(f"{food.title} has no portion: give its weight, for instance 100g")
    usual = food.portions[0]
    if count is None:
        return replace(_portions(food, usual, usual.amount, usual.measure), usual=True)
    piece = next(
        (p for p in food.portions if _is_piece_of(food, p) and not _is_huge(p, usual)), None
    )
    if piece is None and _is_weight(usual):
        # "2 salmon" would be 2 oz by its measure, which nobody means.
        piece = next((p for p in food.portions if _is_piece(p)), None)
    if piece is None and count >= _MANY and food.role and singular(usual.measure) in _HELPINGS:
        # "5 turkey meatballs" are so many pieces, and no five meals.
        return _usual_size(food, "piece", count)
    if piece is None and (_volume(usual.measure) or _is_weight(usual)):
        # Two of a drink are two of its usual portion, whatever that is in cups or ounces.
        count *= usual.amount
    portion = piece or usual
    return _portions(food, portion, count, portion.measure)


def _portions(
    food: Food, portion: Portion, amount: float, measure: str, times: float | None = None
) -> Serving:
    """Return `times` a portion: by its weight, else by its dose, else unknown in both."""
    times = amount / portion.amount if times is None else times
    if portion.grams is not None:
        return _serving(food, amount, measure, times * portion.grams)
    dose = None if portion.b12_ug is None else times * portion.b12_ug
    return _serving(food, amount, measure, None, dose)


def _serving(
    food: Food, amount: float, measure: str, grams: float | None, b12_ug: float | None = None
) -> Serving:
    """Return a serving of that weight, or without a weight of that dose."""
    if grams is not None:
        if food.b12_ug_per_100g is None and food.known:
            raise _no_weight(food, measure)
        b12_ug = food.ug_in(grams)
    serving = Serving(
        food=food.title,
        origin=food.origin,
        amount=amount,
        measure=measure,
        grams=grams,
        b12_ug=b12_ug,
        kind=food.kind,
        source=food.source,
        food_code=food.code,
        food_id=food.id,
        lower_bound=food.lower_bound and b12_ug is not None,
    )
    refuse_too_much(f"{serving.label} {food.title} is", grams, b12_ug)
    return serving


def refuse_too_much(what: str, grams: float | None, b12_ug: float | None) -> None:
    """Raise InputError, beginning with `what`, for more than anybody eats at once."""
    for amount, most, unit in ((grams, _MOST_G, "g"), (b12_ug, _MOST_UG, "µg")):
        if amount is not None and amount > most:
            raise InputError(f"{what} {amount:.0f} {unit}: looks like a typo")


def _by_volume(food: Food, unit: Unit, amount: float) -> Serving:
    """Weigh a volume by a volume portion of the food: of the same unit, else the plainest."""
    if food.role == "powder" and amount * unit.size >= _DRINK_ML and food.portions:
        return replace(_usual(food, None), usual=False, usual_size=True)  # what was stirred into it
    volumes = [(p, u) for p in food.portions if (u := _volume(p.measure))]
    if not volumes:
        if _has_only_doses(food) or food.role is None:
            raise _no_weight(food, unit.name)
        from tracker.foods import addition

        grams = amount * unit.size * addition.density(food.role)
        return replace(_serving(food, amount, unit.name, grams), usual_size=True)
    portion, measured = min(
        volumes, key=lambda pair: (pair[1] != unit, pair[0].measure.casefold() not in UNITS)
    )
    times = amount * unit.size / (portion.amount * measured.size)
    return _portions(food, portion, amount, unit.name, times)


def _volume(measure: str) -> Unit | None:
    """Return the volume unit that a measure begins with; "can, 8.4 fl oz" is one of that size."""
    words = measure.casefold().replace("(", " ").replace(",", " ").split()
    for length in (2, 1):
        unit = UNITS.get(" ".join(words[:length]))
        if unit and unit.dimension == "volume":
            return unit
    if inside := _FLUID_OUNCES.search(measure):
        return Unit(measure, "volume", float(inside[1]) * UNITS["fl oz"].size)
    return None


def has_measure(food: Food, measure: str) -> bool:
    """Return whether the food has a portion of that name; any food has a serving."""
    return measure == "serving" or _by_measure(food, measure) is not None


def _by_measure(food: Food, measure: str) -> Portion | None:
    """Return the portion that a measure word names: exactly, else as its beginning, else within."""
    ranked = [(rank, portion) for portion in food.portions if (rank := _likeness(portion, measure))]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _likeness(portion: Portion, measure: str) -> int | None:
    names = [canonical_measure(word) for word in _words(portion.measure)]
    wanted = [canonical_measure(word) for word in measure.split()]
    if names == wanted:
        return 1
    if names[: len(wanted)] == wanted:
        return 2
    if len(wanted) == 1 and wanted[0] in names and "extra" not in names:
        return 3
    return None


def _words(measure: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in measure.casefold()).split()


def _is_piece_of(food: Food, portion: Portion) -> bool:
    """Return whether the measure is the food itself: "sardine", "pizza", "cookie, medium"."""
    names = {singular(word) for word in food.title.casefold().split()}
    return singular(_first_word(portion)) in names


def _is_huge(portion: Portion, usual: Portion) -> bool:
    """Return whether it is many times what is eaten at once, as a whole chicken is."""
    if portion.grams is None or usual.grams is None:
        return False
    return portion.grams / portion.amount > _HUGE * usual.grams


def _is_piece(portion: Portion) -> bool:
    """Return whether it is counted: not a weight, a volume or a cube cut out of the food."""
    counted = _first_word(portion) not in _NO_PIECES
    return counted and not _is_weight(portion) and not _volume(portion.measure)


def _first_word(portion: Portion) -> str:
    return "".join(portion.measure.casefold().replace(",", " ").split()[:1])


def _is_weight(portion: Portion) -> bool:
    unit = UNITS.get(portion.measure.casefold().split(",")[0])
    return unit is not None and unit.dimension == "mass"


def _no_weight(food: Food, measure: str) -> RefusedError:
    known = ", ".join(
        dict.fromkeys(
            f"{p.label}{f' ({format_number(p.grams)} g)' if p.grams else ''}" for p in food.portions
        )
    )
    weights = "" if food.b12_ug_per_100g is None and food.known else " or a weight such as 100g"
    what = f"use {known}{weights}" if known else "give its weight, for instance 100g"
    return RefusedError(f"{food.title} has no weight for {singular(measure)}: {what}")


def mark_remark(serving: Serving, food: Food) -> str | None:
    """Return how its table has the food's figure, if that isn't a plain one."""
    if food.mark == "estimate":
        return "an estimate of its table"
    if food.mark == "trace":
        return "a trace by its table, counted as 0 µg"
    if food.mark != "below":
        return None
    limit = food.below_ug_per_100g
    if limit is None:
        return "below the limit of measurement of its table, counted as 0 µg"
    at_most = (
        "" if serving.grams is None else f" (at most {format_ug(serving.grams * limit / 100)} µg)"
    )
    return f"below {format_number(limit)} µg/100 g by its table, counted as 0 µg{at_most}"


def request_for(serving: Serving) -> Request:
    """Return the request that asks for the serving's amount once more."""
    unit = UNITS.get(serving.measure.replace("µ", "u"))
    # "can, 8.4 fl oz" is compared with a food's measures by its words.
    measure = None if unit else " ".join(_words(serving.measure))
    return Request(serving.label, serving.food, serving.food, serving.amount, unit, measure)


def unknown(request: Request) -> Serving:
    """Return what was eaten of a food that no table has: with unknown B12, and perhaps a weight."""
    amount = 1.0 if request.amount is None else request.amount
    unit = request.unit
    in_grams = unit is not None and unit.dimension == "mass"
    return Serving(
        food=request.phrase,
        origin="natural",
        amount=amount,
        measure=unit.name if unit else request.measure or "serving",
        grams=amount * unit.size if unit and in_grams else None,
        b12_ug=None,
        source="logged with unknown B12",
    )


def dose(
    b12_ug: float, request: Request, food: Food | None, assumed: Form | None = None
) -> Serving:
    """Return an amount in µg, which is B12 itself: a supplement or an injection.

    With a food it is that food's own µg, as read from a label, and keeps its origin. Of a patch
    nothing is counted, and of what the nose takes the B12 is unknown. `assumed` is the form of an
    injection whose words name none.
    """
    name = (request.phrase or "B12").replace("b12", "B12")
    route = route_of(request.phrase)
    if food is not None:
        # "2ug espresso shot" is no injection: of other foods the words say no route.
        route = route or route_of(food.title) if food.kind == "supplement" else None
    serving = Serving(
        food=f"{name} ({assumed})" if assumed else name,
        origin="injection" if route == "injection" else "supplement",
        amount=b12_ug,
        measure=MICROGRAM.name,
        grams=None,
        b12_ug=_counted(b12_ug, route),
        kind="supplement",
        source=REMARKS[route] if route in ("nasal", "patch") else "as logged, from its label",
    )
    if food is None:
        return serving
    serving = replace(
        serving, food=food.title, kind=food.kind, food_code=food.code, food_id=food.id
    )
    return serving if route == "injection" else replace(serving, origin=food.origin)


def _counted(b12_ug: float, route: Route | None) -> float | None:
    """Return how much of a dose counts, in µg; None if nobody can say."""
    return None if route == "nasal" else 0.0 if route == "patch" else b12_ug


def route_remark(serving: Serving) -> str | None:
    """Return how a supplement was counted if it isn't swallowed or injected; None for others.

    A patch or a spray to which its owner gave a figure of their own has no remark.
    """
    route = route_of(serving.food) if serving.kind == "supplement" else None
    if route is None or route not in REMARKS or serving.origin == "injection":
        return None
    counts = {"patch": serving.b12_ug == 0, "nasal": serving.b12_ug is None}.get(route, True)
    return REMARKS[route] if counts else None
