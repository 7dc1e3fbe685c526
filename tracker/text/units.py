"""Units and measures: the words between a number and a food."""

from typing import Literal, NamedTuple

from tracker.text.formatting import format_number

Dimension = Literal["mass", "volume", "b12"]


class Unit(NamedTuple):
    """A unit with its size: in g (mass), ml (volume) or µg (b12)."""

    name: str
    dimension: Dimension
    size: float


# Volumes are US customary, as the household measures of the USDA table are:
# NIST Handbook 44 (2024), appendix C, which defines the avoirdupois ounce and pound too.
_UNITS: dict[Unit, tuple[str, ...]] = {
    Unit("g", "mass", 1.0): ("g", "gr", "gm", "gms", "gram", "grams", "gramme", "grammes"),
    Unit("kg", "mass", 1000.0): ("kg", "kilo", "kilos", "kilogram", "kilograms"),
    Unit("mg", "mass", 0.001): ("mg", "milligram", "milligrams"),
    Unit("oz", "mass", 28.349523125): ("oz", "ounce", "ounces"),
    Unit("lb", "mass", 453.59237): ("lb", "lbs", "pound", "pounds"),
    Unit("ml", "volume", 1.0): ("ml", "millilitre", "millilitres", "milliliter", "milliliters"),
    Unit("cl", "volume", 10.0): ("cl", "centilitre", "centilitres"),
    Unit("dl", "volume", 100.0): ("dl", "decilitre", "decilitres"),
    Unit("l", "volume", 1000.0): ("l", "litre", "litres", "liter", "liters"),
    Unit("cup", "volume", 236.5882365): ("cup", "cups"),
    Unit("tbsp", "volume", 14.78676478125): ("tbsp", "tbsps", "tablespoon", "tablespoons"),
    Unit("tsp", "volume", 4.92892159375): ("tsp", "tsps", "teaspoon", "teaspoons"),
    Unit("fl oz", "volume", 29.5735295625): ("fl oz", "fl. oz", "fluid ounce", "fluid ounces"),
    Unit("pint", "volume", 473.176473): ("pint", "pints", "pt"),
    Unit("quart", "volume", 946.352946): ("quart", "quarts", "qt"),
    Unit("µg", "b12", 1.0): ("ug", "mcg", "microgram", "micrograms"),
}
MICROGRAM = next(unit for unit in _UNITS if unit.dimension == "b12")
UNITS = {word: unit for unit, words in _UNITS.items() for word in words}

# Counts and sizes before a food; the portions of the food say what each weighs.
MEASURES = frozenset(
    "ampoule bag bar bottle bowl box breast bulb bunch can capsule carton chop clove container "
    "cube dish drop drumstick ear fillet fruit glass half handful head helping jar jumbo large "
    "leaf leg link loaf medium miniature mug pack package packet pat patty piece pill plate "
    "portion pot rasher scoop serving sheet shot slice small sprig spear stalk steak stick strip "
    "tablet thigh tin tub wedge whole wing".split()
)
_SYNONYMS = {
    "tin": "can", "pot": "container", "tub": "container", "pack": "package", "packet": "package",
    "rasher": "slice", "helping": "serving", "portion": "serving", "pill": "tablet",
}  # fmt: skip
_IRREGULAR = {"halves": "half", "leaves": "leaf", "loaves": "loaf", "patties": "patty"}
_SIZES = frozenset("extra half jumbo large medium miniature small whole".split())
COUNTED = (MEASURES - _SIZES) | {"cup", "pint", "quart"}


def singular(word: str) -> str:
    """Return the singular of a measure word such as slices, patties or leaves."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def plural(word: str) -> str:
    """Return the plural of a measure word."""
    for plural_form, singular_form in _IRREGULAR.items():
        if singular_form == word:
            return plural_form
    return f"{word}es" if word.endswith(("x", "ch", "sh", "ss")) else f"{word}s"


def canonical_measure(word: str) -> str:
    """Return one word for equal measures: a tin is a can, a rasher a slice."""
    measure = singular(word)
    return _SYNONYMS.get(measure, measure)


def format_amount(amount: float, measure: str) -> str:
    """Return `150 g`, `2 large` or `3 slices`: a measure that is counted has a plural."""
    word = singular(measure)
    if word in COUNTED:
        measure = word if amount <= 1 else plural(word)
    return f"{format_number(amount)} {measure}".strip()
