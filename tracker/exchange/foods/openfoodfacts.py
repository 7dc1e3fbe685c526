"""Products of Open Food Facts: one product, a list, a search's answer, or the data dump.

https://openfoodfacts.github.io/openfoodfacts-server/api/ says what the fields are. The trap:
`vitamin-b12_100g` is in grams, whatever `vitamin-b12_unit` says; that is `vitamin-b12_value`'s.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from tracker.errors import InputError
from tracker.exchange.files import Documents, Progress, opened
from tracker.exchange.foods.entry import (
    Entry,
    Skipped,
    UnusableError,
    adds_b12,
    food_name,
    label_portions,
    micrograms,
    plain,
    recognise,
    refuse_unit_error,
    serving_size,
    sound,
)
from tracker.foods.model import Food, Origin

_Product = dict[str, Any]
_Size = tuple[float, Literal["g", "ml"]]
_LISTS = frozenset({"products"})
_B12 = "vitamin-b12"
_NO_FIGURE = "products without a B12 figure"
# How far the figure in grams and the one of the label may lie apart before the food says so.
_AGREES = 1.5


def read(path: Path, progress: Progress) -> Iterator[Entry]:
    """The products of a JSON file or of a dump of JSON lines, also gzipped or zipped.

    A product without a B12 figure is unknown; in a dump, where most are, it is counted and not
    taken. Holds one product at a time. `progress` is told the bytes.

    Raises InputError when it is no such file, and, while reading, RefusedError when it is damaged.
    """
    if recognise(path) != "openfoodfacts":
        raise InputError(f"{path.name} is no JSON of Open Food Facts")
    return _products(path, progress)


def _products(path: Path, progress: Progress) -> Iterator[Entry]:
    without = 0
    with opened(path, progress) as text:
        documents = Documents(text, path.name, _LISTS, needle=_B12)
        for number, value in enumerate(documents, start=1):
            product = _object(_object(value).get("product")) or _object(value)
            code = plain(product.get("code") or _object(value).get("code") or product.get("_id"))
            try:
                food = _food(product, code)
            except UnusableError as error:
                yield Skipped(f"product {code}" if code else f"entry {number}", str(error))
                continue
            if documents.by_line and not food.known:
                without += 1
            else:
                yield food
    if documents.broken:
        yield Skipped(path.name, "lines that are not JSON", documents.broken)
    if without := without + documents.passed_over:
        yield Skipped(path.name, _NO_FIGURE, without)


def _food(product: _Product, code: str) -> Food:
    """Raises UnusableError when it makes no food."""
    if not (code.isascii() and code.isdigit() and len(code) <= 32):
        raise UnusableError("it has no barcode")
    if set(product) <= {"code", "status", "status_verbose", "errors", "warnings", "result"}:
        raise UnusableError("Open Food Facts has no such product")
    name = food_name(_name(product), plain(product.get("brands")).split(",")[0].strip())

    text = plain(product.get("serving_size"))
    quantity = sound(product.get("serving_quantity"))
    unit = plain(product.get("serving_quantity_unit")) or (serving_size(text) or ("", "g"))[1]
    size = serving_size(text, quantity, unit)
    b12, note = _b12(product, size)
    tags = _tags(product, "categories_tags")
    supplement = any("supplement" in tag for tag in tags)
    refuse_unit_error(b12, supplement=supplement)

    per = plain(product.get("nutrition_data_per")) or plain(_aggregated(product).get("per"))
    by_volume = per == "100ml" or (size is not None and size[1] == "ml")
    portions = label_portions(text, size, b12)
    if by_volume and not portions:
        portions = label_portions("", (100.0, "ml"), b12)[:1]
    diet = _diet(product)
    origin: Origin = "natural"
    if supplement:
        origin = "supplement"
    elif b12 and (diet == "vegan" or _is_fortified(product)):
        origin = "fortified"
    kind = _kind(tags, origin)
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


def _b12(product: _Product, size: _Size | None) -> tuple[float | None, str]:
    """µg per 100 g (or ml), and a note for its source where the label's own figure disagrees."""
    nutriments = _object(product.get("nutriments"))
    if plain(nutriments.get(f"{_B12}_modifier")) in ("<", "≤", "-"):
        return None, ""  # a bound is no figure
    in_grams = micrograms(nutriments.get(f"{_B12}_100g"), "g")
    unit = plain(nutriments.get(f"{_B12}_unit"))
    value = nutriments.get(f"{_B12}_value")
    try:
        label = micrograms(value, unit)
    except UnusableError:  # "% DV" of nobody knows which edition
        label = None
    if label is not None and plain(product.get("nutrition_data_per")) == "serving":
        label = label * 100 / size[0] if size else None
    if in_grams is None:
        return (label if label is not None else _aggregated_b12(product)), ""
    if label is None or max(label, in_grams) <= _AGREES * min(label, in_grams):
        return in_grams, ""
    return in_grams, f"; its label says {plain(value)} {unit}, which disagrees"


def _aggregated(product: _Product) -> dict[str, Any]:
    """What replaced `nutriments` in version 3.5 of the API."""
    return _object(_object(product.get("nutrition")).get("aggregated_set"))


def _aggregated_b12(product: _Product) -> float | None:
    nutrient = _object(_object(_aggregated(product).get("nutrients")).get(_B12))
    if plain(_aggregated(product).get("per")) not in ("100g", "100ml"):
        return None
    if plain(nutrient.get("modifier")) in ("<", "≤", "-"):
        return None
    return micrograms(nutrient.get("value"), plain(nutrient.get("unit")) or "g")


# --- Origin, kind, diet --------------------------------------------------------------------


def _is_fortified(product: _Product) -> bool:
    listed = (
        *_tags(product, "vitamins_tags"),
        *_tags(product, "additives_tags"),
        *_tags(product, "ingredients_tags"),
        *(str(text) for field, text in product.items() if field.startswith("ingredients_text")),
    )
    return any(map(adds_b12, listed))


# By the tags of categories, the first that fits: a chicken soup is a meal, poultry is a meat.
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


def _kind(tags: list[str], origin: Origin) -> str:
    """One of KINDS. What has its B12 from animals keeps its kind when more was added."""
    if origin == "supplement":
        return "supplement"
    categories = {tag.removeprefix("en:") for tag in tags}
    kind = next((kind for kind, names in _KINDS if names & categories), "mixed")
    return "fortified" if origin == "fortified" and kind in ("plant", "mixed") else kind


def _diet(product: _Product) -> str | None:
    """What the label or the list of ingredients says; the label is right where they differ."""
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


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _tags(product: _Product, field: str) -> list[str]:
    tags = product.get(field)
    return [plain(tag) for tag in tags] if isinstance(tags, list) else []
