"""Units and measures: the words between a number and a food."""

import re
from typing import Literal, NamedTuple

from tracker.text.formatting import format_number

Dimension = Literal["mass", "volume", "b12"]
System = Literal["metric", "us"]
_system: System = "metric"


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
    Unit("cup", "volume", 236.5882365): ("cup", "cups", "c"),
    Unit("tbsp", "volume", 14.78676478125): ("tbsp", "tbsps", "tablespoon", "tablespoons"),
    Unit("tsp", "volume", 4.92892159375): ("tsp", "tsps", "teaspoon", "teaspoons"),
    Unit("fl oz", "volume", 29.5735295625): ("fl oz", "fl. oz", "fluid ounce", "fluid ounces"),
    Unit("pint", "volume", 473.176473): ("pint", "pints", "pt"),
    Unit("quart", "volume", 946.352946): ("quart", "quarts", "qt"),
    Unit("gallon", "volume", 3785.411784): ("gal", "gallon", "gallons"),
    Unit("µg", "b12", 1.0): ("ug", "mcg", "microgram", "micrograms"),
}
_OUNCE_G = next(unit.size for unit in _UNITS if unit.name == "oz")
MICROGRAM = next(unit for unit in _UNITS if unit.dimension == "b12")
UNITS = {word: unit for unit, words in _UNITS.items() for word in words}

# Counts and sizes before a food; the portions of the food say what each weighs.
MEASURES = frozenset(
    "ampoule bag ball bar basket becher bit bite bottle bowl bowlful box breast bulb bunch can "
    "cap caplet capsule carton chop chunk clove cone container cube dash dish dollop dose drink "
    "drizzle drop drumstick ear fillet footlong fruit glas glass glassful grande gummy half "
    "handful head helping jar jumbo katori knob large leaf leg lg link loaf lozenge med medium "
    "mini miniature mouthful mug mugful nip order pack package packet pat patty pc pcs piece "
    "pill pinch plate plateful portion pot pouch punnet pz rasher round sachet scheibe scoop "
    "scrape serve serving sheet shot skewer skiva slice sm small softgel spear splash spoon "
    "spoonful spray sprig square squirt st stalk steak stick stk strip szt tab tablet teller "
    "thigh tin tranche tub tumbler vaso venti verre wedge whole wing".split()
)
_SYNONYMS = {
    "tin": "can", "pot": "container", "tub": "container", "pack": "package", "packet": "package",
    "pouch": "package", "sachet": "package", "rasher": "slice", "round": "slice",
    "helping": "serving", "portion": "serving", "order": "serving", "serve": "serving",
    "pill": "tablet", "pcs": "piece", "pc": "piece", "tab": "tablet", "cap": "capsule",
    "st": "piece", "stk": "piece", "szt": "piece", "pz": "piece", "glas": "glass",
    "vaso": "glass", "verre": "glass", "scheibe": "slice", "tranche": "slice", "skiva": "slice",
    "teller": "plate", "becher": "container", "softgel": "capsule", "caplet": "tablet",
    "chunk": "piece", "tumbler": "glass", "glassful": "glass", "bowlful": "bowl", "mugful": "mug",
    "plateful": "plate", "spoonful": "spoon", "lg": "large", "med": "medium", "sm": "small",
}  # fmt: skip
_IRREGULAR = {"halves": "half", "leaves": "leaf", "loaves": "loaf", "patties": "patty"}
_SIZES = frozenset("extra half jumbo large medium miniature small whole".split())
_UNCOUNTED = _SIZES | UNITS.keys() | {unit.name for unit in _UNITS}
_WORDS = re.compile(r"[^\W\d_]{3,}(?: [^\W\d_]{3,})?")
COUNTED = (MEASURES - _SIZES) | {"cup", "pint", "quart"}


def choose(system: System = "metric") -> None:
    """Set in which units weights and laboratory values are printed, until the process ends.

    The command line does so once, at start.
    """
    global _system
    _system = system


def is_us() -> bool:
    """Return whether what is printed is in the units of the US."""
    return _system == "us"


def format_weight(grams: float, *, exact: bool = False) -> str:
    """Return `28.3 g`, or `1 oz` in the units of the US; an `exact` one is not rounded."""
    value, unit, decimals = grams, "g", 1
    if is_us():
        value, unit = grams / _OUNCE_G, "oz"
        decimals = 1 if value >= 1 else 2
    return f"{format_number(value if exact else round(value, decimals))} {unit}"


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
    # "2 rotis" are counted too, but not "2 large", nor "2 cup, diced" of a table.
    is_word = _WORDS.fullmatch(measure) and measure not in _UNCOUNTED
    if word in COUNTED or is_word:
        measure = word if amount <= 1 else plural(word)
    return f"{format_number(amount)} {measure}".strip()
