"""Products of Open Food Facts: one product, a list, a search's answer, or the data dump.

https://openfoodfacts.github.io/openfoodfacts-server/api/ says what the fields are. The trap:
`vitamin-b12_100g` is in grams, whatever `vitamin-b12_unit` says; that is `vitamin-b12_value`'s.
"""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tracker.errors import InputError
from tracker.exchange.files import Progress, json_values, open_document
from tracker.exchange.foods import entry
from tracker.exchange.foods.entry import (
    FoodEntry,
    Skipped,
    UnusableError,
    mapping,
    micrograms,
    plain,
)
from tracker.exchange.recognise import food_format
from tracker.foods.model import Food

_Product = dict[str, Any]
_B12 = "vitamin-b12"
_NO_FIGURE = "products without a B12 figure"
# A line of the dump: its products stay well below a tenth of it.
_LONGEST_LINE = 1 << 22
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
            if isinstance(product, Food) and not product.known:
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
        return _food(product, code)
    except UnusableError as error:
        return Skipped(f"product {code}" if code else f"entry {number}", str(error))


def _food(product: _Product, code: str) -> Food:
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
    b12, note = _b12(product, size)
    tags = _tags(product, "categories_tags")
    diet = _diet(product)
    supplement = any("supplement" in tag for tag in tags)
    added = diet == "vegan" or _names_b12(product)
    origin = entry.origin_of(b12, supplement=supplement, added=added)
    kind = entry.kind_of(_kind(tags), origin)

    per = plain(product.get("nutrition_data_per")) or plain(_aggregated(product).get("per"))
    by_volume = per == "100ml" or (size is not None and size[1] == "ml")
    portions = entry.label_portions(text, size, b12)
    if by_volume and not portions:
        portions = entry.label_portions("", (100.0, "ml"), b12)[:1]
    return Food(
        code=f"off-{code}",
        name=name,
        origin=origin,
        source=f"Open Food Facts {code}{', figure per 100 ml' if by_volume else ''}{note}",
        b12_ug_per_100g=b12,
        kind=kind,
        diet=diet or _diet_of_flesh(product, kind),
        portions=portions,
    )


def _name(product: _Product) -> str:
    fields = ["product_name", "product_name_en", *sorted(product), "generic_name"]
    names = (plain(product.get(f)) for f in fields if f.startswith(("product_name", "generic")))
    return next(filter(None, names), "")


# --- The figure ----------------------------------------------------------------------------


def _b12(product: _Product, size: entry.Size | None) -> tuple[float | None, str]:
    """Return µg per 100 g (or ml), and a note for the source if the label's figure disagrees."""
    nutriments = mapping(product.get("nutriments"))
    if plain(nutriments.get(f"{_B12}_modifier")) in ("<", "≤", "-"):
        return None, ""  # a bound is not a figure
    in_grams = micrograms(nutriments.get(f"{_B12}_100g"), "g")
    unit = plain(nutriments.get(f"{_B12}_unit"))
    value = nutriments.get(f"{_B12}_value")
    try:
        label = micrograms(value, unit)
    except UnusableError:  # "% DV" of an unknown edition
        label = None
    if label is not None and plain(product.get("nutrition_data_per")) == "serving":
        label = label * 100 / size[0] if size else None
    if in_grams is None:
        return (label if label is not None else _aggregated_b12(product)), ""
    if label is None or max(label, in_grams) <= _AGREES * min(label, in_grams):
        return in_grams, ""
    return in_grams, f"; its label says {plain(value)} {unit}, which disagrees"


def _aggregated(product: _Product) -> dict[str, Any]:
    """Return what replaced `nutriments` in version 3.5 of the API."""
    return mapping(mapping(product.get("nutrition")).get("aggregated_set"))


def _aggregated_b12(product: _Product) -> float | None:
    nutrient = mapping(mapping(_aggregated(product).get("nutrients")).get(_B12))
    if plain(_aggregated(product).get("per")) not in ("100g", "100ml"):
        return None
    if plain(nutrient.get("modifier")) in ("<", "≤", "-"):
        return None
    return micrograms(nutrient.get("value"), plain(nutrient.get("unit")) or "g")


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
