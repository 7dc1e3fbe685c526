"""Foods of USDA FoodData Central: the CSV downloads (folder or zip) and the API's JSON.

Field descriptions: https://fdc.nal.usda.gov/download-datasets, "Download Field Descriptions".
Nutrient 1178 is vitamin B12 in µg per 100 g; 1246, B12 that was added, is a part of it.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.errors import InputError, RefusedError
from tracker.exchange.files import Archive, Progress, json_values, open_document
from tracker.exchange.foods import entry, kinds
from tracker.exchange.foods.entry import (
    FoodEntry,
    Record,
    Skipped,
    UnusableError,
    optional_figure,
    plain,
)
from tracker.exchange.foods.fdc_tables import Row, Tables
from tracker.exchange.recognise import food_format
from tracker.foods.barcode import gtin
from tracker.foods.model import Food, Portion

# By the nutrient's id and by its number, which the survey's food_nutrient.csv has in its place.
_B12, _ADDED = frozenset({"1178", "418"}), frozenset({"1246", "578"})
_LISTS = ("foods", "FoundationFoods", "SRLegacyFoods", "SurveyFoods", "BrandedFoods")
_BRANDED, _LEGACY, _SURVEY = "Branded", "SR Legacy", "FNDDS"
# The data types of what people eat, as the tables and the API write them.
_DATASETS = {
    "sr_legacy_food": _LEGACY, "sr legacy": _LEGACY, "foundation_food": "Foundation",
    "foundation": "Foundation", "survey_fndds_food": _SURVEY, "survey (fndds)": _SURVEY,
    "branded_food": _BRANDED, "branded": _BRANDED,
}  # fmt: skip
_SUPPLEMENT = re.compile(r"\bsupplements?\b|^vitamins\b", re.IGNORECASE)
_NO_FIGURE = "branded foods without a B12 figure"
_NOT_EATEN = "samples and other entries that nobody eats"


def read(path: Path, progress: Progress) -> Iterator[FoodEntry]:
    """Yield the foods of a CSV folder, its zip, or a JSON of the API; `progress` gets the bytes.

    Branded foods without a B12 figure are counted and left out. The memory needed grows with the
    foods that have a figure (about 0.1 kB each), not with the file.

    Raise InputError for another file, and, while reading, RefusedError for a damaged one.
    """
    kind = food_format(path)
    if kind == "fdc-csv":
        return _from_csv(path, progress)
    if kind == "fdc-json":
        return _from_json(path, progress)
    raise InputError(f"{path.name} is neither a CSV download nor a JSON of FoodData Central")


# --- The tables ----------------------------------------------------------------------------


def _from_csv(path: Path, progress: Progress) -> Iterator[FoodEntry]:
    with Archive(path) as archive:
        tables = Tables(archive, path, progress)
        if "food_nutrient.csv" not in tables:
            raise RefusedError(f"{path.name} has no food_nutrient.csv")
        yield from _table_foods(tables)
        tables.meter.finish()


def _table_foods(tables: Tables) -> Iterator[FoodEntry]:
    nutrients = _Nutrients(tables)
    if nutrients.broken:
        yield Skipped("food_nutrient.csv", "rows that can't be read", nutrients.broken)
    portions = _table_portions(tables)
    branded = _BrandedTable(tables, nutrients)
    ndb = tables.lookup("sr_legacy_food.csv", "fdc_id ndb_number")
    groups = tables.lookup("food_category.csv", "id description")
    surveyed, survey_groups = _survey_categories(tables)
    survey_codes = {
        row[0]: plain(row[1])
        for _, row in tables.rows("survey_fndds_food.csv", "fdc_id", "food_code")
        if row
    }
    left_out: Counter[str] = Counter()

    columns = ("fdc_id data_type description", "food_category_id publication_date")
    for line, row in tables.rows("food.csv", *columns):
        if row is None:
            yield Skipped(f"food.csv line {line}", "the row that ends here can't be read")
            continue
        fdc_id, data_type, description, group, published = row
        dataset = _DATASETS.get(data_type.casefold())
        if dataset is None or (dataset == _BRANDED and fdc_id not in nutrients):
            left_out[_NOT_EATEN if dataset is None else _NO_FIGURE] += 1
            continue
        if dataset == _SURVEY:
            group = survey_groups.get(surveyed.get(fdc_id, group), "")
        else:
            group = groups.get(group, "" if group.isdigit() else plain(group))
        label = branded.pop(fdc_id) if dataset == _BRANDED else {}
        try:
            b12, added = nutrients.of(fdc_id)
            yield _record(
                fdc_id,
                dataset=dataset,
                published=published,
                states_b12=fdc_id in nutrients,
                survey_code=survey_codes.get(fdc_id, "") if dataset == _SURVEY else "",
                name=plain(description),
                b12_ug=b12,
                added_ug=added,
                ndb=ndb.get(fdc_id, "") if dataset == _LEGACY else "",
                portions=portions.get(fdc_id, ()),
                **{"category": group, **label},
            )
        except UnusableError as error:
            yield Skipped(f"food.csv line {line} (fdc_id {plain(fdc_id)})", str(error))
    yield from (Skipped("food.csv", why, count) for why, count in left_out.items())


class _Nutrients:
    """The B12 figures of a download, by fdc_id: one pass over a table of gigabytes."""

    def __init__(self, tables: Tables) -> None:
        # The texts of the file, few of which differ; an invalid one is refused with its food.
        self._b12: dict[str, str] = {}
        self._added: dict[str, str] = {}
        self.broken = 0
        columns = "fdc_id amount nutrient_id"
        for _, row in tables.rows("food_nutrient.csv", columns, only=_B12 | _ADDED):
            if row is None:
                self.broken += 1
            else:
                figures = self._b12 if row[2] in _B12 else self._added
                figures[row[0]] = sys.intern(row[1])

    def __contains__(self, fdc_id: str) -> bool:
        """Return whether there is a row for it: one without an amount says that it is unknown."""
        return fdc_id in self._b12

    def of(self, fdc_id: str) -> tuple[float | None, float | None]:
        """Return µg of B12 and of added B12 per 100 g. Raise UnusableError if impossible."""
        return entry.micrograms(self._b12.get(fdc_id), "µg"), optional_figure(
            self._added.get(fdc_id)
        )


class _BrandedTable:
    """branded_food.csv for the foods with a figure, read beside food.csv.

    As far as both tables have the same order, no row waits here for the one of the other table; at
    worst as many do as there are branded foods with a figure (about 0.3 kB each).
    """

    def __init__(self, tables: Tables, nutrients: _Nutrients) -> None:
        self._rows = tables.rows(
            "branded_food.csv",
            "fdc_id",
            "brand_name brand_owner serving_size serving_size_unit household_serving_fulltext "
            "branded_food_category gtin_upc ingredients",
        )
        self._nutrients = nutrients
        self._waiting: dict[str, Row] = {}

    def pop(self, fdc_id: str) -> dict[str, Any]:
        """Return arguments for `_food`; {} if there is no such food."""
        while fdc_id not in self._waiting:
            _, row = next(self._rows, (0, ()))
            if row == ():
                return {}
            if row and row[0] in self._nutrients:
                adds = "yes" if entry.adds_b12(row[-1]) else ""
                self._waiting[row[0]] = tuple(map(sys.intern, (*row[1:-1], adds)))
        name, owner, size, unit, label, category, barcode, adds = self._waiting.pop(fdc_id)
        fields = {
            "brand": plain(name) or plain(owner),
            "label": plain(label),
            "serving": optional_figure(size),
            "serving_unit": plain(unit),
            "ingredients_add": bool(adds),
            "barcode": plain(barcode),
        }
        return {**fields, "category": plain(category)} if category else fields


def _table_portions(tables: Tables) -> dict[str, tuple[Portion, ...]]:
    """Return the portions of each food by its fdc_id, in the order of their numbers."""
    units = tables.lookup("measure_unit.csv", "id name")
    numbered: dict[str, list[tuple[float, Portion]]] = defaultdict(list)
    wanted = "seq_num amount measure_unit_id portion_description modifier"
    for _, row in tables.rows("food_portion.csv", "fdc_id gram_weight", wanted):
        if row is None:
            continue
        fdc_id, grams, number, amount, unit, description, modifier = row
        words = units.get(unit, ""), plain(description), plain(modifier)
        if measured := _portion(amount, *words, grams):
            numbered[fdc_id].append((optional_figure(number) or 0.0, measured))
    return {
        fdc_id: entry.distinct(p for _, p in sorted(some, key=lambda pair: pair[0]))
        for fdc_id, some in numbered.items()
    }


def _survey_categories(tables: Tables) -> tuple[dict[str, str], dict[str, str]]:
    """Return each food of the survey to the number of its category, and that to its words."""
    # The columns were renamed over the years.
    wanted = "wweia_category_code wweia_category_number"
    rows = tables.rows("survey_fndds_food.csv", "fdc_id", wanted)
    numbers = {row[0]: row[1] or row[2] for _, row in rows if row and (row[1] or row[2])}
    wanted = "wweia_food_category wweia_food_category_code wweia_food_category_description"
    described = tables.rows("wweia_food_category.csv", "", wanted)
    return numbers, {row[0] or row[1]: plain(row[2]) for _, row in described if row}


# --- The JSON of the API -------------------------------------------------------------------


def _from_json(path: Path, progress: Progress) -> Iterator[FoodEntry]:
    left_out: Counter[str] = Counter()
    with open_document(path, progress) as text:
        for number, value in enumerate(json_values(text, path.name, _LISTS), start=1):
            if not isinstance(value, dict) or "fdcId" not in value:
                yield Skipped(f"entry {number}", "it is not a food of FoodData Central")
                continue
            fdc_id = plain(value["fdcId"])
            dataset = _DATASETS.get(plain(value.get("dataType")).casefold())
            try:
                row, added = _json_row(value, _B12), _json_row(value, _ADDED)
                if dataset is None or (dataset == _BRANDED and row is None):
                    left_out[_NOT_EATEN if dataset is None else _NO_FIGURE] += 1
                    continue
                yield _json_record(value, fdc_id, dataset, row, added)
            except UnusableError as error:
                yield Skipped(f"entry {number} (fdc_id {fdc_id})", str(error))
    yield from (Skipped(path.name, why, count) for why, count in left_out.items())


def _json_row(value: dict[str, Any], nutrients: frozenset[str]) -> dict[str, Any] | None:
    """Return the row of the nutrient, in the detailed form and in both abridged ones."""
    for row in _mappings(value.get("foodNutrients")):
        detailed = entry.mapping(row.get("nutrient"))
        names = ("id", "number") if detailed else ("number", "nutrientId", "nutrientNumber")
        if not nutrients.isdisjoint(plain((detailed or row).get(name)) for name in names):
            return row
    return None


def _json_ug(row: dict[str, Any] | None) -> float | None:
    """Return the µg per 100 g of a row; None if there is no row, or no amount in it."""
    if row is None:
        return None
    nutrient = entry.mapping(row.get("nutrient")) or row
    unit = plain(nutrient.get("unitName")) or "µg"
    return entry.micrograms(row.get("amount", row.get("value")), unit)


def _json_record(
    value: dict[str, Any],
    fdc_id: str,
    dataset: str,
    b12: dict[str, Any] | None,
    added: dict[str, Any] | None,
) -> Record:
    category = entry.mapping(value.get("foodCategory")).get(
        "description", value.get("foodCategory")
    )
    survey = entry.mapping(value.get("wweiaFoodCategory")).get("wweiaFoodCategoryDescription")
    rows = _mappings(value.get("foodPortions"))
    rows.sort(key=lambda row: optional_figure(row.get("sequenceNumber")) or 0.0)
    branded = dataset == _BRANDED
    brand = plain(value.get("brandName")) or plain(value.get("brandOwner"))
    return _record(
        fdc_id,
        dataset=dataset,
        published=plain(value.get("modifiedDate") or value.get("publicationDate")),
        states_b12=b12 is not None,
        survey_code=plain(value.get("foodCode")) if dataset == _SURVEY else "",
        barcode=plain(value.get("gtinUpc")) if branded else "",
        name=plain(value.get("description")),
        category=plain(value.get("brandedFoodCategory")) or plain(survey) or plain(category),
        b12_ug=_json_ug(b12),
        added_ug=_json_ug(added),
        ndb=plain(value.get("ndbNumber")) if dataset == _LEGACY else "",
        brand=brand if branded else "",
        label=plain(value.get("householdServingFullText")) if branded else "",
        serving=optional_figure(value.get("servingSize")) if branded else None,
        serving_unit=plain(value.get("servingSizeUnit")),
        ingredients_add=branded and entry.adds_b12(str(value.get("ingredients", ""))),
        portions=entry.distinct(map(_json_portion, rows)),
    )


def _json_portion(row: dict[str, Any]) -> Portion | None:
    unit = plain(entry.mapping(row.get("measureUnit")).get("name"))
    words = plain(row.get("portionDescription")), plain(row.get("modifier"))
    return _portion(row.get("amount"), unit, *words, row.get("gramWeight"))


def _mappings(value: object) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


# --- A food, from either form --------------------------------------------------------------


def _record(
    fdc_id: str,
    *,
    dataset: str,
    published: str,
    states_b12: bool,
    name: str,
    category: str,
    b12_ug: float | None,
    added_ug: float | None,
    ndb: str = "",
    survey_code: str = "",
    barcode: str = "",
    brand: str = "",
    label: str = "",
    serving: float | None = None,
    serving_unit: str = "",
    ingredients_add: bool = False,
    portions: tuple[Portion, ...] = (),
) -> Record:
    """Return the entry for the catalogue; `b12_ug` and `added_ug` are per 100 g (or 100 ml).

    Raise UnusableError if it makes none.
    """
    if not (fdc_id.isascii() and fdc_id.isdigit() and len(fdc_id) <= 12):
        raise UnusableError("its fdc_id is not a number")
    supplement = bool(_SUPPLEMENT.search(category))
    size = entry.serving_size(label, serving, serving_unit)
    b12_ug, dose_ug = entry.strength(b12_ug, None, size, supplement=supplement)
    added = ingredients_add or 2 * (added_ug or 0) >= (b12_ug or 0)
    origin = kinds.origin_of(b12_ug, supplement=supplement, added=added)
    kind = kinds.kind_of(kinds.of_usda(category, name), origin)
    by_volume = size is not None and size[1] == "ml" and dose_ug is None
    # The number of the record changes with each release, the product's own does not.
    product = ""
    if number := gtin(barcode):
        product = f"GTIN {number}"
    elif survey_code.isascii() and survey_code.isdigit():
        product = f"food code {survey_code[:14]}"
    food = Food(
        code=ndb.zfill(5) if ndb.isascii() and ndb.isdigit() else f"fdc-{fdc_id}",
        name=entry.food_name(name, brand),
        origin=origin,
        source=f"USDA FoodData Central, {dataset}, fdc_id {fdc_id}"
        + (f", {product}" if product else "")
        + (", figure per 100 ml" if by_volume else ""),
        b12_ug_per_100g=b12_ug,
        group=category or None,
        kind=kind,
        diet=kinds.diet_of(kind),
        portions=portions + entry.label_portions(label, size, b12_ug, dose_ug),
    )
    return Record(
        food,
        product or food.code,
        "" if states_b12 else entry.SILENT,
        complete=bool(category),
        newest=(_iso(published), float(fdc_id)),
    )


def _iso(published: str) -> str:
    """Return `4/1/2019` as 2019-04-01, so that dates can be compared; "" for other texts."""
    if american := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", published):
        month, day, year = american.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    return published if re.fullmatch(r"\d{4}-\d\d-\d\d", published) else ""


def _portion(
    amount: object, unit: str, description: str, modifier: str, grams: object
) -> Portion | None:
    """Return the portion of a row of food_portion, which names its measure in one of three ways."""
    unit = {"undetermined": "", "racc": "serving"}.get(unit.casefold(), unit)
    if description.casefold().startswith("quantity not"):
        return None
    if modifier.isdigit():  # the survey's own codes
        modifier = ""
    count, words = entry.split_amount(description)
    given = optional_figure(amount)
    if given is None or (count is not None and not unit):
        given = 1.0 if count is None else count
    measure = ", ".join(dict.fromkeys(part for part in (unit, words, modifier) if part))
    return entry.portion(given, measure, optional_figure(grams) or 0.0)
