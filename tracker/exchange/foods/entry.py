"""What the readers of foreign food files share: entries, figures, portions, and which is which."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tracker.exchange.files import Archive, is_archive, opened
from tracker.foods.model import Food, Portion
from tracker.text.formatting import one_line, printable
from tracker.text.units import UNITS

FileKind = Literal["fdc-csv", "fdc-json", "openfoodfacts"]

_LONGEST_NAME = 300
_LONGEST_BRAND = _LONGEST_MEASURE = 100
# The bounds of the food table, and what only a unit error can exceed in a food: liver has 83 µg.
_MOST = 100_000.0
_MOST_IN_FOOD_UG_PER_100G = 5000.0
# In µg, by the unit's name with both micro signs made one.
_MICROGRAMS = {"ug": 1.0, "mcg": 1.0, "mg": 1e3, "g": 1e6, "ng": 1e-3}


@dataclass(frozen=True)
class Skipped:
    """`count` entries that can't be taken: where they stand, and why, both in plain words."""

    where: str
    why: str
    count: int = 1


Entry = Food | Skipped


class UnusableError(Exception):
    """Why one entry can't be taken. A reader turns it into a `Skipped`."""


def recognise(path: Path) -> FileKind | None:
    """What a file or folder holds, from its names and first bytes alone; None for other things.

    Raises InputError when there is no such file, RefusedError for a damaged zip or gzip.
    """
    if is_archive(path):
        with Archive(path) as archive:
            if archive.tables():
                return "fdc-csv"
            if archive.document() is None:
                return None
    with opened(path, lambda *_: None) as text:
        head = text.read(1 << 16).lstrip()
    if not head.startswith(("{", "[")):
        return None
    if _FDC_KEYS.search(head):
        return "fdc-json"
    return "openfoodfacts" if _OFF_KEYS.search(head) else None


_FDC_KEYS = re.compile(
    r'"(?:fdcId|foodNutrients|foods|FoundationFoods|SRLegacyFoods|SurveyFoods|BrandedFoods)"\s*:'
)
_OFF_KEYS = re.compile(r'"(?:code|products?|product_name\w*|nutriments)"\s*:')


# --- Words and figures ---------------------------------------------------------------------


def plain(value: object) -> str:
    """A text or a number of the file on one printable line; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return one_line(str(value)[: 4 * _LONGEST_NAME])


def food_name(name: str, brand: str = "") -> str:
    """The name and, where it doesn't say it already, the brand, in at most 300 characters.

    Raises UnusableError when there is no name.
    """
    if not name:
        raise UnusableError("it has no name")
    if brand and brand.casefold() not in name.casefold():
        brand = brand[:_LONGEST_BRAND]
        name = f"{name[: _LONGEST_NAME - len(brand) - 2]}, {brand}"
    return name[:_LONGEST_NAME].rstrip()


def figure(value: object, what: str) -> float | None:
    """A number of the file; None where it is missing.

    Raises UnusableError, naming `what`, for one that is negative, no number, or above 100,000.
    """
    text = plain(value)
    if value is None or (isinstance(value, str) and not text):
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise UnusableError(f"{what} is not a number: {printable(str(value)[:40])}") from None
    if not 0 <= number <= _MOST:
        raise UnusableError(f"{what} can't be {number:g}")
    return number + 0.0  # -0.0 becomes 0.0


def sound(value: object) -> float | None:
    """The same of what a food can do without: an impossible number is a missing one."""
    try:
        return figure(value, "")
    except UnusableError:
        return None


def micrograms(amount: object, unit: str) -> float | None:
    """A mass of B12 in µg, from `unit`; None where it is missing.

    Raises UnusableError for a unit that is no mass, and for what `figure` refuses.
    """
    number = figure(amount, "its B12")
    if number is None:
        return None
    factor = _MICROGRAMS.get(unit.strip().casefold().replace("μ", "u"))
    if factor is None:
        raise UnusableError(f"its B12 is in {unit or 'no unit'}, which is not a mass")
    # Nine digits: 3.8e-07 g is 0.38 µg, not 0.37999999999999995.
    ug = float(f"{number * factor:.9g}")
    if ug > _MOST:
        raise UnusableError(f"{ug:g} µg of B12 must be a unit error")
    return ug


def adds_b12(ingredients: str) -> bool:
    """Whether a list of ingredients, in any language, names the vitamin: then it was added."""
    return bool(_ADDED.search(ingredients))


_ADDED = re.compile(r"cobalamin|\bb[ _-]?12\b", re.IGNORECASE)


def refuse_unit_error(ug_per_100g: float | None, *, supplement: bool) -> None:
    """Raise UnusableError for more B12 than any food has; a supplement may have it."""
    if ug_per_100g is not None and ug_per_100g > _MOST_IN_FOOD_UG_PER_100G and not supplement:
        raise UnusableError(f"{ug_per_100g:g} µg of B12 per 100 g must be a unit error")


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
    """`1 1/2 cups` as 1.5 and `cups`; None where no number leads, or one of two meanings."""
    text = text.strip()
    if found := _VULGAR.match(text):
        amount = float(found[1] or 0) + unicodedata.numeric(found[2])
    elif (found := _FRACTION.match(text)) and int(found[3]):
        amount = float(found[1] or 0) + int(found[2]) / int(found[3])
    elif (found := _DECIMAL.match(text)) and not _THOUSANDS.match(text):
        amount = float(found[0].replace(",", "."))
    else:
        return None, text
    return amount, text[found.end() :].strip()


def portion(
    amount: float, measure: str, grams: float | None, b12_ug: float | None = None
) -> Portion | None:
    """A portion of a weight in g or a B12 figure in µg; None where it makes no sense."""
    measure = measure.strip(" ,.;")[:_LONGEST_MEASURE].strip()
    if grams is None and (b12_ug is None or b12_ug > _MOST):
        return None
    if not measure or not 0 < amount <= _MOST or (grams is not None and not 0 < grams <= _MOST):
        return None
    return Portion(amount, measure.lower() if measure.isupper() else measure, grams, b12_ug)


def serving_size(
    text: str, size: float | None = None, unit: str = ""
) -> tuple[float, Literal["g", "ml"]] | None:
    """What a serving measures, in g or ml: `size` of `unit`, else as the text says it."""
    said = [(size, unit), *map(split_amount, _PIECES.split(text))]
    known = [(a, u) for a, word in said if a and (u := _SIZES.get(word.casefold().strip(" .")))]
    known.sort(key=lambda pair: pair[1].name not in _METRIC)
    if not known:
        return None
    amount, measured = known[0]
    return amount * measured.size, "g" if measured.dimension == "mass" else "ml"


def label_portions(
    text: str, size: tuple[float, Literal["g", "ml"]] | None, b12_ug: float | None
) -> tuple[Portion, ...]:
    """The portions of a label such as `2 cookies (30 g)`; `b12_ug` is per 100 g or 100 ml.

    What is measured in ml has no weight, for its density is unknown, but the µg in so many ml;
    without a figure it has no portion.
    """
    if size is None:
        return ()
    amount, unit = size
    grams = amount if unit == "g" else None
    inside = amount * b12_ug / 100 if b12_ug is not None and unit == "ml" else None
    household = [
        (count, measure)
        for count, measure in map(split_amount, _PIECES.split(text))
        if count and measure and measure.casefold().strip(" .") not in _SIZES
    ]
    volume = [(amount, "ml")] if unit == "ml" else []
    measures = [*household[:1], *volume, (1.0, "serving")]
    found = (portion(count, measure, grams, inside) for count, measure in measures)
    return tuple(dict.fromkeys(p for p in found if p))
