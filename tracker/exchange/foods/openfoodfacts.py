"""Products of Open Food Facts: one product, a list, a search's answer, or the data dump.

https://openfoodfacts.github.io/openfoodfacts-server/api/ says what the fields are. The traps:
`vitamin-b12_100g` is in grams, whatever `vitamin-b12_unit` says; that is `vitamin-b12_value`'s,
which is for a serving if `nutrition_data_per` says so. Version 3.5 of the API moved the figures
from `nutriments` to `nutrition`, with a set for each source, preparation and reference.
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tracker.errors import InputError
from tracker.exchange.files import Progress, json_values, open_document
from tracker.exchange.foods import entry, kinds
from tracker.exchange.foods.entry import (
    FoodEntry,
    Record,
    Size,
    Skipped,
    UnusableError,
    mapping,
    micrograms,
    plain,
)
from tracker.exchange.recognise import food_format
from tracker.foods.barcode import gtin
from tracker.foods.model import Food

_Product = dict[str, Any]
_B12 = "vitamin-b12"
_NO_FIGURE = "products without a B12 figure"
# A line of the dump: its products stay well below a tenth of it.
_LONGEST_LINE = 1 << 22
_ENDS = ("", "_100g", "_serving", "_value", "_modifier")
# A bound is not a figure, and "-" stands for a label without one.
_BOUNDS = ("<", "≤", "<=", ">", "≥", ">=", "-")
_HUNDREDS = {"100g": 1, "100ml": 1, "1kg": 10, "1l": 10}
_SUPPLEMENT = re.compile(r"supplement|complement-?s?-alimentaire|nahrungserg|en:vitamins$")
_PILL = re.compile(
    r"\b(?:tablet|capsule|caplet|softgel|lozenge|comprim|gélule|kapsel)", re.IGNORECASE
)
# Fields of which one at least is in a whole reply, and which say where the B12 comes from.
_ORIGINS = frozenset(
    "labels_tags ingredients_text ingredients_tags ingredients_analysis_tags vitamins_tags".split()
)
# The ratio of the figure in grams and the label's from which the source tells the difference.
_AGREES = 1.5


def read(path: Path, progress: Progress) -> Iterator[FoodEntry]:
    """Yield the products of a JSON file or of a dump of JSON lines, also gzipped or zipped.

    A product without a B12 figure is unknown; in a dump, where most are, it is counted and left
    out. One product at a time is in memory. `progress` gets the bytes.

    Raise InputError for another file, and, while reading, RefusedError for a damaged one.
    """
    if food_format(path) != "openfoodfacts":
        raise InputError(f"{path.name} is not a JSON of Open Food Facts")
    return _dump(path, progress) if _is_dump(path) else _products(path, progress)


def _products(path: Path, progress: Progress) -> Iterator[FoodEntry]:
    with open_document(path, progress) as text:
        for number, value in enumerate(json_values(text, path.name, ["products"]), start=1):
            yield _entry(value, number)


def _is_dump(path: Path) -> bool:
    """Return whether each line is a product, by the first line and what begins the second."""
    with open_document(path, lambda *_: None) as text:
        first = text.readline(_LONGEST_LINE)
        return text.read(1) == "{" and isinstance(_parsed(first), dict)


def _dump(path: Path, progress: Progress) -> Iterator[FoodEntry]:
    broken = without = number = 0
    with open_document(path, progress) as text:
        for line in iter(partial(text.readline, _LONGEST_LINE), ""):
            if not line.strip():
                continue
            if _B12 not in line:
                without += 1
                continue
            value = _parsed(line)
            if value is None:
                broken += 1
                continue
            number += 1
            product = _entry(value, number)
            if isinstance(product, Record) and not product.food.known:
                without += 1
            else:
                yield product
    if broken:
        yield Skipped(path.name, "lines that are not JSON", broken)
    if without:
        yield Skipped(path.name, _NO_FIGURE, without)


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _entry(value: object, number: int) -> FoodEntry:
    """Return the food of a product, which may be wrapped in the answer to a request."""
    answer = mapping(value)
    product = mapping(answer.get("product")) or answer
    code = plain(product.get("code") or answer.get("code") or product.get("_id"))
    try:
        return _record(product, code)
    except UnusableError as error:
        return Skipped(f"product {code}" if code else f"entry {number}", str(error))


def _record(product: _Product, code: str) -> Record:
    """Return the entry for the catalogue. Raise UnusableError if it makes none."""
    if not (code.isascii() and code.isdigit() and len(code) <= 32):
        raise UnusableError("it has no barcode")
    if set(product) <= {"code", "status", "status_verbose", "errors", "warnings", "result"}:
        raise UnusableError("Open Food Facts has no such product")
    name = entry.food_name(_name(product), plain(product.get("brands")).split(",")[0].strip())

    text = plain(product.get("serving_size"))
    quantity = entry.optional_figure(product.get("serving_quantity"))
    unit = plain(product.get("serving_quantity_unit"))
    size = entry.serving_size(text, quantity, unit or (entry.serving_size(text) or ("", "g"))[1])
    stated = _b12(product, size)
    size = size or stated.size
    tags = _tags(product, "categories_tags")
    diet = _diet(product)
    supplement = any(map(_SUPPLEMENT.search, tags)) or (
        # There are capsules of coffee and tablets of chocolate.
        not tags and entry.is_small(size) and bool(_PILL.search(text))
    )
    b12, dose = entry.strength(stated.per_100, stated.serving, size, supplement=supplement)
    added = diet == "vegan" or _names_b12(product)
    origin = kinds.origin_of(b12 if dose is None else dose, supplement=supplement, added=added)
    kind = kinds.kind_of(_kind(tags), origin)

    by_volume = dose is None and (stated.by_volume or (size is not None and size[1] == "ml"))
    portions = entry.label_portions(text, size, b12, dose)
    if by_volume and not portions:
        portions = entry.label_portions("", (100.0, "ml"), b12)[:1]
    food = Food(
        code=f"off-{code}",
        name=name,
        origin=origin,
        source=f"Open Food Facts {code}{', figure per 100 ml' if by_volume else ''}"
        + (stated.note if dose is None else ""),
        b12_ug_per_100g=b12,
        kind=kind,
        diet=diet or _diet_of_flesh(product, kind),
        portions=portions,
    )
    return Record(
        food,
        f"off-{gtin(code) or code}",
        stated.why_unknown,
        complete="categories_tags" in product and not _ORIGINS.isdisjoint(product),
        newest=("", entry.optional_figure(product.get("last_modified_t"), 1e11) or 0.0),
    )


def _name(product: _Product) -> str:
    fields = ["product_name", "product_name_en", *sorted(product), "generic_name"]
    names = (plain(product.get(f)) for f in fields if f.startswith(("product_name", "generic")))
    return next(filter(None, names), "")


# --- The figure ----------------------------------------------------------------------------


class _Stated(NamedTuple):
    """What a product's figures say: µg per 100 g (or ml), µg in a serving, or neither.

    `size` is what a serving measures by the set of the figure, `note` belongs to the source.
    """

    per_100: float | None = None
    serving: float | None = None
    by_volume: bool = False
    size: Size | None = None
    note: str = ""
    why_unknown: str = ""


def _b12(product: _Product, size: Size | None) -> _Stated:
    """Return the figure on the label of the product as it is sold, from either form."""
    nutriments = mapping(product.get("nutriments"))
    older = None
    if any(f"{_B12}{end}" in nutriments for end in _ENDS):
        older = _from_nutriments(product, nutriments, size)
        if _has_figure(older):
            return older
    newer = _from_sets(mapping(product.get("nutrition")))
    return newer if older is None or _has_figure(newer) else older


def _from_nutriments(product: _Product, nutriments: _Product, size: Size | None) -> _Stated:
    per = plain(product.get("nutrition_data_per"))
    by_volume = per == "100ml"
    if plain(nutriments.get(f"{_B12}_modifier")) in _BOUNDS:
        return _Stated(by_volume=by_volume)
    in_grams = micrograms(nutriments.get(f"{_B12}_100g"), "g")
    in_serving = micrograms(nutriments.get(f"{_B12}_serving"), "g")
    unit, value = plain(nutriments.get(f"{_B12}_unit")), nutriments.get(f"{_B12}_value")
    if value in (None, ""):
        value, unit = nutriments.get(_B12), "g"
    try:
        label = micrograms(value, unit)
    except UnusableError:  # "% DV" of an unknown edition
        if in_grams is None and in_serving is None:
            return _Stated(by_volume=by_volume, why_unknown=f"its B12 is in {unit or 'no unit'}")
        label = None
    for_serving = per == "serving" or (
        not per and in_grams is None and in_serving is not None and _agree(label, in_serving)
    )
    if for_serving and label is not None:
        # What was entered is exact; the other two were calculated from it.
        in_serving, label = label, label * 100 / size[0] if size else None
    if in_grams is None:
        in_grams = None if for_serving else label
    elif not (label is None or _agree(label, in_grams)):
        note = f"; its label says {plain(value)} {unit}, which disagrees"
        return _Stated(in_grams, in_serving, by_volume, note=note)
    return _Stated(in_grams, in_serving, by_volume)


def _agree(label: float | None, other: float) -> bool:
    return label is not None and max(label, other) <= _AGREES * min(label, other)


def _from_sets(nutrition: _Product) -> _Stated:
    """Return the first figures per 100 g and per serving; the sets come best source first.

    Estimates from ingredients are no label, and prepared food isn't what was bought.
    """
    sets = [*map(mapping, _list(nutrition.get("input_sets")))]
    if not any(_B12 in mapping(each.get("nutrients")) for each in sets):
        sets.append(mapping(nutrition.get("aggregated_set")))
    stated, why = _Stated(), entry.SILENT
    for each in sets:
        if _B12 in _list(each.get("unspecified_nutrients")):
            why = ""
        nutrient = mapping(mapping(each.get("nutrients")).get(_B12))
        if not nutrient:
            continue
        if "estimate" in (plain(each.get("source")), plain(nutrient.get("source"))):
            why = why and "its B12 is only an estimate"
            continue
        if plain(each.get("preparation")) == "prepared":
            why = why and "its B12 is that of the prepared food"
            continue
        unit = plain(nutrient.get("unit")) or "g"
        try:
            ug = micrograms(nutrient.get("value", nutrient.get("value_string")), unit)
        except UnusableError:
            why = why and f"its B12 is in {unit}"
            continue
        if ug is None or plain(nutrient.get("modifier")) in _BOUNDS:
            why = ""
            continue
        stated = _with_set(stated, each, ug)
    return stated if _has_figure(stated) else _Stated(why_unknown=why)


def _with_set(stated: _Stated, each: _Product, ug: float) -> _Stated:
    """Return it with the figure of one more set, unless a better source has it already."""
    per = plain(each.get("per"))
    if per == "serving":
        if stated.serving is not None:
            return stated
        quantity, unit = entry.optional_figure(each.get("per_quantity")), each.get("per_unit")
        return stated._replace(serving=ug, size=entry.serving_size("", quantity, plain(unit)))
    if stated.per_100 is not None or per not in _HUNDREDS:
        return stated
    return stated._replace(per_100=ug / _HUNDREDS[per], by_volume=per in ("100ml", "1l"))


def _has_figure(stated: _Stated) -> bool:
    return stated.per_100 is not None or stated.serving is not None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


# --- Origin, kind, diet --------------------------------------------------------------------


def _names_b12(product: _Product) -> bool:
    fields = ("vitamins_tags", "additives_tags", "ingredients_tags")
    tags = (tag for field in fields for tag in _tags(product, field))
    texts = (str(product[field]) for field in product if field.startswith("ingredients_text"))
    return any(map(entry.adds_b12, (*tags, *texts)))


# By the tags of categories, the first match: a chicken soup is a meal, poultry is a meat.
_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("mixed", frozenset("meals soups sandwiches pizzas salads sauces baby-foods".split())),
    ("plant", frozenset(
        "meat-alternatives meat-analogues dairy-substitutes milk-substitutes plant-milks "
        "plant-based-milk-alternatives cheese-substitutes egg-substitutes fish-substitutes".split()
    )),
    ("shellfish", frozenset(
        "shellfish crustaceans mollusks molluscs shrimps prawns crabs lobsters mussels oysters "
        "clams scallops squids octopuses".split()
    )),
    ("fish", frozenset("fishes fishes-and-their-products fatty-fishes canned-fishes".split())),
    ("poultry", frozenset("poultries poultry chickens turkeys ducks chicken-breasts".split())),
    ("meat", frozenset(
        "meats meats-and-their-products beef pork lamb-meat veal-meat hams sausages".split()
    )),
    ("egg", frozenset("eggs chicken-eggs".split())),
    ("dairy", frozenset("dairies milks cheeses yogurts".split())),
    ("plant", frozenset(
        "plant-based-foods plant-based-foods-and-beverages fruits vegetables legumes nuts seeds "
        "fruits-and-vegetables-based-foods".split()
    )),
)  # fmt: skip


def _kind(tags: list[str]) -> str:
    categories = {tag.removeprefix("en:") for tag in tags}
    return next((kind for kind, names in _KINDS if names & categories), "mixed")


def _diet(product: _Product) -> str | None:
    """Return what the label or the list of ingredients says; the label goes first."""
    for field in ("labels_tags", "ingredients_analysis_tags"):
        tags = _tags(product, field)
        for diet in ("vegan", "vegetarian"):
            if f"en:{diet}" in tags:
                return diet
    return None


def _diet_of_flesh(product: _Product, kind: str) -> str | None:
    if "en:non-vegetarian" not in _tags(product, "ingredients_analysis_tags"):
        return None
    return {"fish": "pescatarian", "shellfish": "pescatarian", "meat": "any", "poultry": "any"}.get(
        kind
    )


def _tags(product: _Product, field: str) -> list[str]:
    tags = product.get(field)
    return [plain(tag) for tag in tags] if isinstance(tags, list) else []
