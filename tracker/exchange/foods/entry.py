"""What the readers of foreign food files share: entries, names, figures and portions."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from tracker.foods.model import Food, Portion
from tracker.text.formatting import one_line, printable
from tracker.text.units import UNITS

# Why most records have no figure.
SILENT = "the file has no B12 figure for it"

# What a serving measures.
Size = tuple[float, Literal["g", "ml"]]

_LONGEST_NAME = 300
_LONGEST_BRAND = _LONGEST_MEASURE = 100
# The bound of the tables, and what only a unit error can exceed in a food: liver has 83 µg.
_MOST = 100_000.0
_MOST_IN_FOOD_UG_PER_100G = 5000.0
# In g or ml: Open Food Facts extrapolates no smaller serving to 100 g either.
_LEAST_SERVING = 5.0
# In µg, by the unit's name, in which both micro signs are a u.
_MICROGRAMS = {"ug": 1.0, "mcg": 1.0, "mg": 1e3, "g": 1e6, "ng": 1e-3}


@dataclass(frozen=True)
class Skipped:
    """`count` entries that can't be used: where they are in the file, and why, in plain words."""

    where: str
    why: str
    count: int = 1


@dataclass(frozen=True)
class Record:
    """A food of a file, with what the file knows of it.

    `why_unknown` is why the file has no figure for it; "" if it has one, or says itself that the
    B12 is unknown. `complete` says that origin, kind and diet come from the file and aren't just
    missing in it. Of the records of one `product` the `newest` with a figure counts. `also` is what
    the food is called in its country.
    """

    food: Food
    product: str
    why_unknown: str = ""
    complete: bool = True
    newest: tuple[str, float] = ("", 0.0)
    also: str = ""


FoodEntry = Record | Skipped


class UnusableError(Exception):
    """Why one entry can't be used. A reader turns it into a `Skipped`."""


# --- Words and figures ---------------------------------------------------------------------


def plain(value: object) -> str:
    """Return a text or a number of the file on one printable line; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return one_line(str(value)[: 4 * _LONGEST_NAME])


def food_name(name: str, brand: str = "") -> str:
    """Return the name with the brand, unless it names it already, in at most 300 characters.

    Raise UnusableError if there is no name.
    """
    if not name:
        raise UnusableError("it has no name")
    if brand and brand.casefold() not in name.casefold():
        brand = brand[:_LONGEST_BRAND]
        name = f"{name[: _LONGEST_NAME - len(brand) - 2]}, {brand}"
    return name[:_LONGEST_NAME].rstrip()


def figure(value: object, what: str, most: float = _MOST) -> float | None:
    """Return a number of the file; None if it is missing.

    Raise UnusableError, naming `what`, if it is negative, not a number, or above `most`.
    """
    text = plain(value)
    if value is None or (isinstance(value, str) and not text):
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise UnusableError(f"{what} is not a number: {printable(str(value)[:40])}") from None
    if not 0 <= number <= most:
        raise UnusableError(f"{what} can't be {number:g}")
    return number + 0.0  # -0.0 becomes 0.0


def optional_figure(value: object, most: float = _MOST) -> float | None:
    """Return a number that a food can do without: None if it is missing or impossible."""
    try:
        return figure(value, "", most)
    except UnusableError:
        return None


def micrograms(amount: object, unit: str) -> float | None:
    """Return a mass of B12 in µg, from `unit`; None if it is missing.

    Raise UnusableError for a unit that is not a mass, and for what `figure` refuses.
    """
    # What is too much depends on the food, and on what the figure is for: see `strength`.
    number = figure(amount, "its B12", 1000 * _MOST)
    if number is None:
        return None
    factor = _MICROGRAMS.get(unit.strip().casefold().replace("μ", "u"))
    if factor is None:
        raise UnusableError(f"its B12 is in {unit or 'no unit'}, which is not a mass")
    return _rounded(number * factor)


def _rounded(ug: float) -> float:
    """Return it with nine digits: 3.8e-07 g is 0.38 µg, not 0.37999999999999995."""
    return float(f"{ug:.9g}")


def is_small(size: Size | None) -> bool:
    """Return whether a serving measures less than 5 g or 5 ml, or nobody knows what."""
    return size is None or size[0] < _LEAST_SERVING


def strength(
    ug_per_100: float | None, dose_ug: float | None, size: Size | None, *, supplement: bool
) -> tuple[float | None, float | None]:
    """Return the µg per 100 g (or 100 ml), or else in a serving; None for the other one.

    `dose_ug` is what a file has for a serving, which measures `size`. It stays the figure of the
    serving where nothing else is known, and for a supplement of less than 5 g or 5 ml: 1000 µg in
    a tablet of 0.25 g are more per 100 g than the catalogue takes of anything.

    Raise UnusableError for more than there is in any food or supplement.
    """
    if supplement and dose_ug is None and ug_per_100 is not None and ug_per_100 > _MOST:
        if size is None:
            raise UnusableError(f"{ug_per_100:g} µg of B12 per 100 g, but no serving with a weight")
        dose_ug = ug_per_100 * size[0] / 100
    small = size is None or (supplement and is_small(size))
    most = _MOST if supplement else _MOST_IN_FOOD_UG_PER_100G
    if dose_ug is not None and small and (supplement or ug_per_100 is None):
        if dose_ug > most:
            raise UnusableError(f"{dose_ug:g} µg of B12 in a serving looks like a unit error")
        return None, _rounded(dose_ug)
    if ug_per_100 is None and dose_ug is not None and size is not None:
        ug_per_100 = _rounded(dose_ug * 100 / size[0])
    if ug_per_100 is not None and ug_per_100 > most:
        raise UnusableError(f"{ug_per_100:g} µg of B12 per 100 g looks like a unit error")
    return ug_per_100, None


def adds_b12(ingredients: str) -> bool:
    """Return whether a list of ingredients, in any language, names the vitamin: it was added."""
    return bool(_ADDED.search(ingredients))


_ADDED = re.compile(r"cobalamin|\bb[ _-]?12\b", re.IGNORECASE)


# --- Portions ------------------------------------------------------------------------------

_FRACTION = re.compile(r"(?:(\d{1,6}) +)?(\d{1,6}) ?[/⁄] ?(\d{1,6})")
_VULGAR = re.compile(r"(\d{0,6}) ?([¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")
_DECIMAL = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?|[.,]\d{1,6}")
_THOUSANDS = re.compile(r"\d{1,3},\d{3}(?!\d)")
_PIECES = re.compile(r"[()=|]")
_METRIC = ("g", "kg", "mg", "ml", "cl", "dl", "l")
_IMPERIAL = ("oz", "lb", "fl oz")
# With the codes for units that the branded foods of the USDA have (GS1's).
_SIZES = {word: unit for word, unit in UNITS.items() if unit.name in (*_METRIC, *_IMPERIAL)} | {
    "grm": UNITS["g"], "grms": UNITS["g"], "mlt": UNITS["ml"], "onz": UNITS["oz"],
}  # fmt: skip


def split_amount(text: str) -> tuple[float | None, str]:
    """Split `1 1/2 cups` into 1.5 and `cups`; None if no number leads, or an ambiguous one."""
    text = text.strip()
    if number := _VULGAR.match(text):
        amount = float(number[1] or 0) + unicodedata.numeric(number[2])
    elif (number := _FRACTION.match(text)) and int(number[3]):
        amount = float(number[1] or 0) + int(number[2]) / int(number[3])
    elif (number := _DECIMAL.match(text)) and not _THOUSANDS.match(text):
        amount = float(number[0].replace(",", "."))
    else:
        return None, text
    return amount, text[number.end() :].strip()


def portion(
    amount: float, measure: str, grams: float | None, b12_ug: float | None = None
) -> Portion | None:
    """Return a portion with its weight in g or its B12 in µg; None if it makes no sense."""
    measure = measure.strip(" ,.;")[:_LONGEST_MEASURE].strip()
    if grams is None and (b12_ug is None or b12_ug > _MOST):
        return None
    if not measure or not 0 < amount <= _MOST or (grams is not None and not 0 < grams <= _MOST):
        return None
    return Portion(amount, measure.lower() if measure.isupper() else measure, grams, b12_ug)


def serving_size(text: str, size: float | None = None, unit: str = "") -> Size | None:
    """Return what a serving measures, in g or ml: `size` of `unit`, else what the text says."""
    amounts = [(size, unit), *map(split_amount, _PIECES.split(text))]
    sizes = [(a, u) for a, word in amounts if a and (u := _SIZES.get(word.casefold().strip(" .")))]
    sizes.sort(key=lambda pair: pair[1].name not in _METRIC)
    if not sizes:
        return None
    amount, measure = sizes[0]
    return amount * measure.size, "g" if measure.dimension == "mass" else "ml"


def label_portions(
    text: str, size: Size | None, b12_ug: float | None, dose_ug: float | None = None
) -> tuple[Portion, ...]:
    """Return the portions of a label such as `2 cookies (30 g)`; `b12_ug` is per 100 g or 100 ml.

    What is measured in ml has the µg in so many ml and no weight, since its density is unknown;
    without a figure it has no portion. With `dose_ug`, the µg in a serving, no weight is needed.
    """
    if size is None and dose_ug is None:
        return ()
    amount, unit = size or (1.0, "")
    grams = amount if unit == "g" and dose_ug is None else None
    inside = dose_ug
    if b12_ug is not None and unit == "ml":
        inside = amount * b12_ug / 100
    household = [
        (count, measure)
        for count, measure in map(split_amount, _PIECES.split(text))
        if count and measure and measure.casefold().strip(" .") not in _SIZES
    ]
    volume = [(amount, "ml")] if unit == "ml" else []
    measures = [*household[:1], *volume, (1.0, "serving")]
    return distinct(portion(count, measure, grams, inside) for count, measure in measures)


def distinct(portions: Iterable[Portion | None]) -> tuple[Portion, ...]:
    """Return the portions that make sense, each once."""
    return tuple(dict.fromkeys(filter(None, portions)))


# --- Values of a JSON ----------------------------------------------------------------------


def mapping(value: object) -> dict[str, Any]:
    """Return an object of a JSON; {} for anything else."""
    return value if isinstance(value, dict) else {}
