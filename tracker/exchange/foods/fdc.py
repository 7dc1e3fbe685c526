"""Foods of USDA FoodData Central: the CSV downloads (folder or zip) and the API's JSON.

Field descriptions: https://fdc.nal.usda.gov/download-datasets, "Download Field Descriptions".
Nutrient 1178 is vitamin B12 in µg per 100 g; 1246, B12 that was added, is a part of it.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.errors import InputError, RefusedError
from tracker.exchange.files import Archive, Documents, Meter, Progress, as_text, lines, opened
from tracker.exchange.foods.entry import (
    Entry,
    Skipped,
    UnusableError,
    adds_b12,
    micrograms,
    plain,
    recognise,
    sound,
)
from tracker.exchange.foods.fdc_food import BRANDED, DATASETS, Raw, food, measured
from tracker.foods.model import Portion

# By the nutrient's id and by its number, which the survey's food_nutrient.csv has in its place.
_B12, _ADDED = frozenset({"1178", "418"}), frozenset({"1246", "578"})
_LISTS = frozenset({"foods", "FoundationFoods", "SRLegacyFoods", "SurveyFoods", "BrandedFoods"})
_NO_FIGURE = "branded foods without a B12 figure"
_NOT_EATEN = "samples and other entries that nobody eats"


def read(path: Path, progress: Progress) -> Iterator[Entry]:
    """The foods of a CSV folder, its zip, or a JSON of the API; `progress` is told the bytes.

    Branded foods without a B12 figure are counted and not taken. The memory that it needs grows
    with the foods that have a figure (about 0.1 kB each), not with the file.

    Raises InputError when it is no such file, and, while reading, RefusedError when it is damaged.
    """
    kind = recognise(path)
    if kind == "fdc-csv":
        return _from_csv(path, progress)
    if kind == "fdc-json":
        return _from_json(path, progress)
    raise InputError(f"{path.name} is neither a CSV download nor a JSON of FoodData Central")


# --- The tables ----------------------------------------------------------------------------

_Row = tuple[str, ...]


class _Tables:
    """The tables of a download that lie in one folder."""

    def __init__(self, archive: Archive, path: Path, progress: Progress) -> None:
        self._archive, self._name, self._tables = archive, path.name, archive.tables()
        sizes = (archive.size(self._tables[name]) for name in _USED if name in self._tables)
        self.meter = Meter(progress, sum(sizes))

    def __contains__(self, table: str) -> bool:
        return table in self._tables

    def rows(
        self, table: str, needed: str, wanted: str = "", *, only: frozenset[str] = frozenset()
    ) -> Iterator[tuple[int, _Row | None]]:
        """Line numbers with the columns `needed` and `wanted`; None for a row that is broken.

        A column that is wanted and isn't there is empty. `only` names what the last column that
        is needed may be. Raises RefusedError where a column that is needed isn't there.
        """
        columns = needed.split() + wanted.split()
        if table not in self._tables:
            return
        with as_text(self._archive.open(self._tables[table], self.meter)) as text:
            rest = lines(text)
            header = [name.strip().casefold() for name in next(csv.reader(rest), [])]
            if missing := [name for name in needed.split() if name not in header]:
                raise RefusedError(f"{self._name}: {table} has no column {missing[0]}")
            places = [header.index(name) if name in header else None for name in columns]
            # Before a row is picked apart: one of seventy is B12's.
            sieve = header.index(needed.split()[-1]) if only else len(header)
            rows = csv.reader(rest, strict=True)
            while True:
                try:
                    for row in rows:
                        if row and not (len(row) > sieve and row[sieve] not in only):
                            yield rows.line_num + 1, _picked(row, places)
                except csv.Error:
                    yield rows.line_num + 1, None
                else:
                    return

    def lookup(self, table: str, columns: str) -> dict[str, str]:
        """A small table's first column to its second."""
        return {row[0]: plain(row[1]) for _, row in self.rows(table, columns) if row}


_USED = (
    "food.csv", "food_nutrient.csv", "food_portion.csv", "measure_unit.csv", "branded_food.csv",
    "sr_legacy_food.csv", "survey_fndds_food.csv", "food_category.csv", "wweia_food_category.csv",
)  # fmt: skip


def _picked(row: list[str], places: list[int | None]) -> _Row | None:
    try:
        return tuple(["" if place is None else row[place] for place in places])
    except IndexError:
        return None


def _from_csv(path: Path, progress: Progress) -> Iterator[Entry]:
    with Archive(path) as archive:
        tables = _Tables(archive, path, progress)
        yield from _foods(tables, path)
        tables.meter.finish()


def _foods(tables: _Tables, path: Path) -> Iterator[Entry]:
    if "food_nutrient.csv" not in tables:
        raise RefusedError(f"{path.name} has no food_nutrient.csv")
    nutrients = _Nutrients(tables)
    if nutrients.broken:
        yield Skipped("food_nutrient.csv", "rows that can't be read", nutrients.broken)
    portions = _portions(tables)
    branded = _Branded(tables, nutrients)
    ndb = tables.lookup("sr_legacy_food.csv", "fdc_id ndb_number")
    groups = tables.lookup("food_category.csv", "id description")
    surveyed, survey_groups = _survey_categories(tables)
    counted: dict[str, int] = defaultdict(int)

    columns = ("fdc_id data_type description", "food_category_id")
    for line, row in tables.rows("food.csv", *columns):
        if row is None:
            yield Skipped(f"food.csv line {line}", "the row that ends here can't be read")
            continue
        fdc_id, data_type, description, group = row
        dataset = DATASETS.get(data_type.casefold())
        if dataset is None or (dataset == BRANDED and fdc_id not in nutrients):
            counted[_NOT_EATEN if dataset is None else _NO_FIGURE] += 1
            continue
        if dataset == "FNDDS":
            group = survey_groups.get(surveyed.get(fdc_id, group), "")
        else:
            group = groups.get(group, "" if group.isdigit() else plain(group))
        about = branded.pop(fdc_id) if dataset == BRANDED else {}
        try:
            b12, added = nutrients.of(fdc_id)
            raw = Raw(
                fdc_id=fdc_id,
                dataset=dataset,
                name=plain(description),
                b12_ug=b12,
                added_ug=added,
                ndb=ndb.get(fdc_id, "") if dataset == "SR Legacy" else "",
                portions=portions.get(fdc_id, ()),
                **{"category": group, **about},
            )
            yield food(raw)
        except UnusableError as error:
            yield Skipped(f"food.csv line {line} (fdc_id {plain(fdc_id)})", str(error))
    yield from (Skipped("food.csv", why, count) for why, count in counted.items())


class _Nutrients:
    """The B12 figures of a download, by fdc_id: one pass over a table of gigabytes."""

    def __init__(self, tables: _Tables) -> None:
        # The texts of the file, few of which differ: what can't be meant is refused with its food.
        self._b12: dict[str, str] = {}
        self._added: dict[str, str] = {}
        self.broken = 0
        columns = "fdc_id amount nutrient_id"
        for _, row in tables.rows("food_nutrient.csv", columns, only=_B12 | _ADDED):
            if row is None:
                self.broken += 1
            elif row[1]:
                figures = self._b12 if row[2] in _B12 else self._added
                figures[row[0]] = sys.intern(row[1])

    def __contains__(self, fdc_id: str) -> bool:
        return fdc_id in self._b12

    def of(self, fdc_id: str) -> tuple[float | None, float | None]:
        """µg of B12 and of added B12 per 100 g; raises UnusableError for an impossible figure."""
        return micrograms(self._b12.get(fdc_id), "µg"), sound(self._added.get(fdc_id))


class _Branded:
    """What branded_food.csv says of the foods with a figure, read beside food.csv.

    As far as both tables have the same order, nothing waits here for its row of the other; at
    worst as many rows do as there are branded foods with a figure (about 0.3 kB each).
    """

    def __init__(self, tables: _Tables, nutrients: _Nutrients) -> None:
        self._rows = tables.rows(
            "branded_food.csv",
            "fdc_id",
            "brand_name brand_owner serving_size serving_size_unit household_serving_fulltext "
            "branded_food_category ingredients",
        )
        self._nutrients = nutrients
        self._waiting: dict[str, _Row] = {}

    def pop(self, fdc_id: str) -> dict[str, Any]:
        """The fields of `Raw` that it gives; none when it has no such food."""
        while fdc_id not in self._waiting:
            _, row = next(self._rows, (0, ()))
            if row == ():
                return {}
            if row and row[0] in self._nutrients:
                adds = "yes" if adds_b12(row[-1]) else ""
                self._waiting[row[0]] = tuple(map(sys.intern, (*row[1:-1], adds)))
        name, owner, size, unit, label, category, adds = self._waiting.pop(fdc_id)
        fields = {
            "brand": plain(name) or plain(owner),
            "label": plain(label),
            "serving": sound(size),
            "serving_unit": plain(unit),
            "ingredients_add": bool(adds),
        }
        return {**fields, "category": plain(category)} if category else fields


def _portions(tables: _Tables) -> dict[str, tuple[Portion, ...]]:
    """The portions of each food by its fdc_id, in the order of their numbers."""
    units = tables.lookup("measure_unit.csv", "id name")
    found: dict[str, list[tuple[float, Portion]]] = defaultdict(list)
    wanted = "seq_num amount measure_unit_id portion_description modifier"
    for _, row in tables.rows("food_portion.csv", "fdc_id gram_weight", wanted):
        if row is None:
            continue
        fdc_id, grams, number, amount, unit, description, modifier = row
        one = measured(amount, units.get(unit, ""), plain(description), plain(modifier), grams)
        if one:
            found[fdc_id].append((sound(number) or 0.0, one))
    return {
        fdc_id: tuple(dict.fromkeys(p for _, p in sorted(some, key=lambda pair: pair[0])))
        for fdc_id, some in found.items()
    }


def _survey_categories(tables: _Tables) -> tuple[dict[str, str], dict[str, str]]:
    """Each food of the survey to the number of its category, and that to its words."""
    # The columns were renamed over the years.
    wanted = "wweia_category_code wweia_category_number"
    rows = tables.rows("survey_fndds_food.csv", "fdc_id", wanted)
    numbers = {row[0]: row[1] or row[2] for _, row in rows if row and (row[1] or row[2])}
    wanted = "wweia_food_category wweia_food_category_code wweia_food_category_description"
    described = tables.rows("wweia_food_category.csv", "", wanted)
    return numbers, {row[0] or row[1]: plain(row[2]) for _, row in described if row}


# --- The JSON of the API -------------------------------------------------------------------


def _from_json(path: Path, progress: Progress) -> Iterator[Entry]:
    counted: dict[str, int] = defaultdict(int)
    with opened(path, progress) as text:
        for number, value in enumerate(Documents(text, path.name, _LISTS), start=1):
            if not isinstance(value, dict) or "fdcId" not in value:
                yield Skipped(f"entry {number}", "it is no food of FoodData Central")
                continue
            fdc_id = plain(value["fdcId"])
            dataset = DATASETS.get(plain(value.get("dataType")).casefold())
            try:
                b12, added = _json_b12(value, _B12), _json_b12(value, _ADDED)
                if dataset is None or (dataset == BRANDED and b12 is None):
                    counted[_NOT_EATEN if dataset is None else _NO_FIGURE] += 1
                    continue
                yield food(_json_raw(value, fdc_id, dataset, b12, added))
            except UnusableError as error:
                yield Skipped(f"entry {number} (fdc_id {fdc_id})", str(error))
    yield from (Skipped(path.name, why, count) for why, count in counted.items())


def _json_b12(raw: dict[str, Any], nutrients: frozenset[str]) -> float | None:
    """µg per 100 g of the nutrient, in the detailed form and in both abridged ones."""
    for row in _list(raw.get("foodNutrients")):
        inner = _object(row.get("nutrient"))
        nutrient = inner or row
        names = ("id", "number") if inner else ("number", "nutrientId", "nutrientNumber")
        if nutrients.isdisjoint(plain(nutrient.get(name)) for name in names):
            continue
        amount = row.get("amount", row.get("value"))
        return micrograms(amount, plain(nutrient.get("unitName")) or "µg")
    return None


def _json_raw(
    raw: dict[str, Any], fdc_id: str, dataset: str, b12: float | None, added: float | None
) -> Raw:
    category = _object(raw.get("foodCategory")).get("description", raw.get("foodCategory"))
    survey = _object(raw.get("wweiaFoodCategory")).get("wweiaFoodCategoryDescription")
    rows = _list(raw.get("foodPortions"))
    rows.sort(key=lambda row: sound(row.get("sequenceNumber")) or 0.0)
    branded = dataset == BRANDED
    brand = plain(raw.get("brandName")) or plain(raw.get("brandOwner"))
    return Raw(
        fdc_id=fdc_id,
        dataset=dataset,
        name=plain(raw.get("description")),
        category=plain(raw.get("brandedFoodCategory")) or plain(survey) or plain(category),
        b12_ug=b12,
        added_ug=added,
        ndb=plain(raw.get("ndbNumber")) if dataset == "SR Legacy" else "",
        brand=brand if branded else "",
        label=plain(raw.get("householdServingFullText")) if branded else "",
        serving=sound(raw.get("servingSize")) if branded else None,
        serving_unit=plain(raw.get("servingSizeUnit")),
        ingredients_add=branded and adds_b12(str(raw.get("ingredients", ""))),
        portions=tuple(dict.fromkeys(one for row in rows if (one := _json_portion(row)))),
    )


def _json_portion(row: dict[str, Any]) -> Portion | None:
    unit = plain(_object(row.get("measureUnit")).get("name"))
    words = plain(row.get("portionDescription")), plain(row.get("modifier"))
    return measured(row.get("amount"), unit, *words, row.get("gramWeight"))


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
