"""A food from its label: B12 per 100 g, per 100 ml or per serving, in µg or in percent.

`seed_data/labels.csv` says what 100 % is on the labels of a country, and where that is from.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from tracker import paths
from tracker.errors import InputError, RefusedError
from tracker.foods.amounts import parse_dose
from tracker.foods.model import Food, Origin, Portion
from tracker.text.formatting import format_number, one_line
from tracker.text.numbers import NUMBER, read_number
from tracker.text.units import UNITS, singular

_DEFAULT_LABEL = "us"
# Only a supplement holds more: liver, the richest food, has 83 µg in 100 g.
_MOST_UG_PER_100 = 5000.0
_MOST_UG = 100_000.0

# For one line of text: the two patterns share white space, and a page of it would take hours.
_MEASURE = re.compile(rf"(?P<amount>{NUMBER})?\s*(?P<measure>[^\W\d_].*)")
_LONGEST_MEASURE = 100
_PERCENT = re.compile(rf"(?P<percent>{NUMBER})\s*%?")
# Between a figure and what it is for: 0.8ug/100g, 2 µg per serving, 2 µg a bowl.
_PER = re.compile(r"(?<=[^\W\d_])\s?/\s?|\s(?:per|an?)\s", re.IGNORECASE)
_ZERO = re.compile(r"0+(?:\.0+)?\s*(?:µg|μg|ug|mcg)?")


class Label(NamedTuple):
    """100 % on a label is `ug` µg: `title` is its name there, and `who` those that it is for.

    `also` are other words for it; in the `countries` it is the usual one.
    """

    name: str
    also: tuple[str, ...]
    title: str
    ug: float
    who: str
    countries: tuple[str, ...]
    source: str
    in_force: str
    confidence: str

    def share(self, percent: float) -> str:
        """Return `25 % of 2.5 µg (EU NRV) for adults: ...`, with its source."""
        source = ", ".join(filter(None, (self.source, self.in_force)))
        whole = f"{format_number(self.ug)} µg ({self.title}) for {self.who}"
        return f"{format_number(percent)} % of {whole}: {source} ({self.confidence})"


# Read at first use, as few commands need one.
@cache
def known_labels() -> dict[str, Label]:
    """Return what 100 % is on labels, by name."""
    return {row["name"]: _label(row) for row in paths.seed_rows("labels.csv")}


def _label(row: dict[str, str]) -> Label:
    words = ("name", "title", "who", "source", "in_force", "confidence")
    also, countries = (tuple(row[names].split()) for names in ("also", "countries"))
    texts = {word: row[word] for word in words}
    return Label(**texts, ug=float(row["ug"]), also=also, countries=countries)


def label_named(text: str) -> Label:
    """Return the label of that name, in any case. Raise InputError with the names for another."""
    name = text.strip().casefold()
    for label in known_labels().values():
        if name == label.name or name in label.also:
            return label
    names = [name for label in known_labels().values() for name in (label.name, *label.also)]
    raise InputError(f'unknown label "{text}": use {", ".join(names)}')


def label_in(country: str) -> Label:
    """Return the label of a country in two letters, and for one that has none that of the US."""
    labels = known_labels()
    return next((x for x in labels.values() if country in x.countries), labels[_DEFAULT_LABEL])


@dataclass(frozen=True)
class Figure:
    """A label's µg in `amount` × `measure`, which weighs `grams`; None is unknown.

    `share` says of what a percentage is, with its source.
    """

    amount: float
    measure: str
    grams: float | None
    b12_ug: float | None
    share: str = ""


def read_figure(
    per: str, b12: str | None, dv: str | None, label: Label | None, grams: str | None
) -> Figure:
    """Return the label's figure from `--per 100ml`, `--b12 0.38ug`, `--dv 25%` and `--grams`.

    `label` says what 100 % is, and is the US's if None. Raise InputError if a text is invalid.
    """
    if (b12 is None) == (dv is None):
        raise InputError("give the label's B12: --b12 0.38ug, --b12 unknown, or --dv 25%")
    amount, measure = read_measure(per)
    ug, share = _micrograms(b12) if b12 is not None else None, ""
    if dv is not None:
        label, percent = label or known_labels()[_DEFAULT_LABEL], _percent(dv)
        ug, share = percent / 100 * label.ug, label.share(percent)
    unit = UNITS.get(measure)
    if unit and unit.dimension == "mass":
        if grams is not None:
            raise InputError(f"--per {per} is a weight already: leave --grams out")
        return Figure(amount, measure, amount * unit.size, ug, share)
    return Figure(amount, measure, None if grams is None else _weight(grams), ug, share)


def read_measure(text: str) -> tuple[float, str]:
    """Return `100ml`, `1 cup` or `serving` as amount and measure. Raise InputError otherwise."""
    if len(text) > _LONGEST_MEASURE:
        raise InputError(f"a measure has at most {_LONGEST_MEASURE} characters")
    match = _MEASURE.fullmatch(one_line(text).casefold())
    amount = read_number(match["amount"]) if match and match["amount"] else 1.0
    if not match or not 0 < amount <= 10_000:
        raise InputError(f'invalid measure "{text}": write 100g, 100ml or "1 cup"')
    measure = match["measure"]
    unit = UNITS.get(measure) or UNITS.get(singular(measure))
    return amount, unit.name if unit else measure


def read_rate(text: str) -> tuple[float, str | None]:
    """Return the µg of `0.8ug/100g` or `2ug per serving`, and what that is for; None for nothing.

    Raise InputError for anything else.
    """
    ug, *per = _PER.split(one_line(text), maxsplit=1)
    return 0.0 if _ZERO.fullmatch(ug) else parse_dose(ug), per[0] if per else None


def labelled(food: Food, figure: Figure) -> Food:
    """Return the food with that figure as its B12 and the label's measure as a portion.

    Raise RefusedError for a unit error: a figure that only a supplement can have.
    """
    if figure.grams is not None:
        # Portions with a weight stay valid; a dose belonged to the former figure.
        kept = tuple(p for p in food.portions if p.grams and p.measure != figure.measure)
        per_100g = None if figure.b12_ug is None else figure.b12_ug / figure.grams * 100
        _refuse_unit_error(food, per_100g, "100 g")
        portion = Portion(figure.amount, figure.measure, figure.grams)
        return replace(food, b12_ug_per_100g=per_100g, portions=(portion, *kept))
    unit = UNITS.get(figure.measure)
    if unit and unit.dimension == "volume" and figure.b12_ug is not None:
        per_100ml = figure.b12_ug / (figure.amount * unit.size) * 100
        _refuse_unit_error(food, per_100ml, "100 ml")
    elif figure.b12_ug is not None:
        _refuse_unit_error(food, figure.b12_ug / figure.amount, f"1 {figure.measure}")
    portion = Portion(figure.amount, figure.measure, None, figure.b12_ug)
    return replace(food, b12_ug_per_100g=None, portions=(portion,))


def with_usual(food: Food, text: str) -> Food:
    """Return the food with a usual portion: `1 glass 250ml`, `2 biscuits 30g`.

    Raise InputError if the text doesn't end in a weight or a volume, and RefusedError for a volume
    if the label gives none.
    """
    match = re.fullmatch(rf"(.*\S)\s+({NUMBER}\s*[a-z]+)", one_line(text).casefold())
    if not match:
        raise InputError(f'invalid portion "{text}": write "1 glass 250ml" or "1 slice 30g"')
    amount, measure = read_measure(match[1])
    size, unit_name = read_measure(match[2])
    unit = UNITS.get(unit_name)
    if unit is None or unit.dimension == "b12":
        raise InputError(f'"{text}": {match[2]} is neither a weight nor a volume')
    if unit.dimension == "mass":
        usual = Portion(amount, measure, size * unit.size)
    else:
        usual = Portion(amount, measure, *_of_volume(food, size * unit.size))
    kept = tuple(p for p in food.portions if p.measure != measure)
    return replace(food, portions=(usual, *kept))


def origin_of(diet: str | None, b12_ug: float | None, chosen: Origin | None) -> Origin:
    """Return the origin of a label's B12: as chosen; else vegan food holds added B12."""
    if chosen is not None:
        return chosen
    return "fortified" if diet == "vegan" and b12_ug != 0 else "natural"


def _of_volume(food: Food, ml: float) -> tuple[float | None, float | None]:
    """Return weight and dose of so many ml by a volume portion of the food."""
    for portion in food.portions:
        unit = UNITS.get(portion.measure)
        if unit and unit.dimension == "volume":
            times = ml / (portion.amount * unit.size)
            grams = None if portion.grams is None else portion.grams * times
            dose = None if portion.b12_ug is None else portion.b12_ug * times
            return grams, dose
    raise RefusedError(f"{food.title} has no volume: give the portion's weight in g")


def _micrograms(text: str) -> float | None:
    """Return the µg of `0.38ug` or `0`; None for `unknown`."""
    if text.strip().casefold() in ("unknown", "?"):
        return None
    if _ZERO.fullmatch(one_line(text)):
        return 0.0
    try:
        return parse_dose(text)
    except InputError as error:
        raise InputError(f"--b12: {error}; write 0.38ug, or unknown") from None


def _percent(text: str) -> float:
    match = _PERCENT.fullmatch(one_line(text))
    percent = read_number(match["percent"]) if match else -1.0
    if not 0 <= percent <= _MOST_UG:
        raise InputError(f'invalid --dv "{text}": write a percentage, for instance 25%')
    return percent


def _weight(text: str) -> float:
    shown = one_line(text)
    bare = re.fullmatch(NUMBER, shown)
    grams, measure = (read_number(shown), "g") if bare else read_measure(shown)
    unit = UNITS.get(measure)
    if unit is None or unit.dimension != "mass" or not 0.1 <= grams * unit.size <= 10_000:
        raise InputError(f'invalid --grams "{text}": write a weight, for instance 240')
    return grams * unit.size


def _refuse_unit_error(food: Food, ug: float | None, per: str) -> None:
    if ug is not None and ug > _MOST_UG:
        raise RefusedError(
            f"{format_number(ug)} µg in {per} is too much to store; give the dose without --grams"
        )
    if ug is not None and ug > _MOST_UG_PER_100 and food.origin != "supplement":
        raise RefusedError(
            f"{format_number(ug)} µg in {per} looks like a unit error (liver has 83); add a "
            "supplement with --supplement"
        )
