"""FoodData Central: the CSV downloads and the API's JSON, as the USDA writes them."""

import csv
import gc
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.errors import InputError, RefusedError, TrackerError
from tracker.exchange import files
from tracker.exchange.foods import fdc
from tracker.exchange.foods.entry import Record, Skipped
from tracker.exchange.recognise import food_format
from tracker.foods.model import DIETS, KINDS, ORIGINS, Food, Portion
from tracker.text.formatting import printable

Table = list[list[Any]]
NUTRIENT = ["id", "fdc_id", "nutrient_id", "amount", "data_points", "derivation_id", "footnote"]
PORTION = [
    "id", "fdc_id", "seq_num", "amount", "measure_unit_id", "portion_description", "modifier",
    "gram_weight",
]  # fmt: skip
FOOD = ["fdc_id", "data_type", "description", "food_category_id", "publication_date"]
BRANDED = [
    "fdc_id", "brand_owner", "brand_name", "ingredients", "serving_size", "serving_size_unit",
    "household_serving_fulltext", "branded_food_category",
]  # fmt: skip
UNITS = [["id", "name"], ["1000", "cup"], ["1120", "RACC"], ["9999", "undetermined"]]
CATEGORIES = [
    ["id", "code", "description"],
    ["1", "0100", "Dairy and Egg Products"],
    ["9", "0900", "Fruits and Fruit Juices"],
    ["13", "1300", "Beef Products"],
    ["15", "1500", "Finfish and Shellfish Products"],
    ["8", "0800", "Breakfast Cereals"],
]


def _csv(rows: Table, end: str = "\r\n") -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator=end).writerows(rows)
    return text.getvalue()


def _folder(path: Path, end: str = "\r\n", **tables: Table) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (path / f"{name}.csv").write_bytes(_csv(rows, end).encode())
    return path


def _zipped(folder: Path, to: Path, top: str = "") -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, f"{top}{file.name}")
    return to


def _foods(*foods: list[Any]) -> Table:
    return [FOOD, *([*food, "2019-04-01"] for food in foods)]


def _figures(*rows: tuple[Any, Any, Any]) -> Table:
    return [NUTRIENT, *([str(7000 + i), *row, "", "49", ""] for i, row in enumerate(rows))]


def _read(path: Path) -> list[Food | Skipped]:
    entries = fdc.read(path, lambda *_: None)
    return [entry.food if isinstance(entry, Record) else entry for entry in entries]


def _taken(path: Path) -> dict[str, Food]:
    return {entry.code: entry for entry in _read(path) if isinstance(entry, Food)}


def _left(path: Path) -> list[Skipped]:
    return [entry for entry in _read(path) if isinstance(entry, Skipped)]


@pytest.fixture
def legacy(tmp_path: Path) -> Path:
    """Standard Reference as it is distributed."""
    return _folder(
        tmp_path / "FoodData_Central_sr_legacy_food_csv_2018-04",
        food=_foods(
            [171265, "sr_legacy_food", "Milk, whole, 3.25% milkfat", 1],
            [171287, "sr_legacy_food", "Egg, whole, raw, fresh", 1],
            [171688, "sr_legacy_food", 'Apples, "raw",\nwith skin', 9],
            [173867, "sr_legacy_food", "Beef, liver, pan-fried", 13],
            [171974, "sr_legacy_food", "Mollusks, clam, cooked", 15],
            [173900, "sr_legacy_food", "Cereals ready-to-eat, flakes", 8],
            [173901, "sr_legacy_food", "Cereals ready-to-eat, with milk powder", 8],
        ),
        food_nutrient=_figures(
            (171974, 1178, 98.89), (171265, 1003, 3.15), (171265, 1178, "0.45"),
            (171287, 1178, 0.89), (173867, 1178, 83.13), (173867, 1246, 0),
            (171265, 1246, 0), (173900, 1178, 8.6), (173900, 1246, 8.6),
            (173901, 1178, 5), (173901, 1246, 2),
        ),
        food_portion=[
            PORTION,
            [1, 171265, 2, 1, 9999, "", "quart", 976],
            [2, 171265, 1, 1, 9999, "", "cup", 244],
            [3, 171688, 1, 1, 9999, "", 'medium (3" dia)', 182],
            [4, 171688, 2, 0.5, 1000, "", "sliced", "54.5"],
            [5, 171688, 3, 1, 9999, "", "broken", ""],
            [6, 171688, 4, 0, 9999, "", "none of it", 5],
        ],
        measure_unit=UNITS,
        food_category=CATEGORIES,
        sr_legacy_food=[["fdc_id", "NDB_number"], [171265, "1077"], [171287, "01123"],
                        [171688, "9003"], [173867, "13327"], [171974, "15159"]],
    )  # fmt: skip


def test_standard_reference(legacy: Path) -> None:
    foods = _taken(legacy)
    milk = foods["01077"]
    assert milk.name == "Milk, whole, 3.25% milkfat"
    assert milk.b12_ug_per_100g == 0.45
    assert milk.source == "USDA FoodData Central, SR Legacy, fdc_id 171265"
    assert milk.portions == (Portion(1.0, "cup", 244.0), Portion(1.0, "quart", 976.0))
    assert {code: food.b12_ug_per_100g for code, food in foods.items()} == {
        "01077": 0.45, "01123": 0.89, "09003": None, "13327": 83.13, "15159": 98.89,
        "fdc-173900": 8.6, "fdc-173901": 5.0,
    }  # fmt: skip
    assert not _left(legacy)


def test_missing_is_unknown_and_never_zero(legacy: Path) -> None:
    apple = _taken(legacy)["09003"]
    assert apple.b12_ug_per_100g is None
    assert not apple.known
    assert apple.name == 'Apples, "raw", with skin'
    assert apple.portions == (
        Portion(1.0, 'medium (3" dia)', 182.0),
        Portion(0.5, "cup, sliced", 54.5),
    )


def test_added_b12_is_a_part_and_not_more(legacy: Path) -> None:
    foods = _taken(legacy)
    assert foods["fdc-173900"].b12_ug_per_100g == 8.6
    assert foods["fdc-173900"].origin == "fortified"
    assert foods["fdc-173901"].origin == "natural"
    assert foods["13327"].origin == "natural"


def test_kinds_and_diets_where_the_group_is_plain(legacy: Path) -> None:
    foods = _taken(legacy)
    assert {code: (food.kind, food.diet) for code, food in foods.items()} == {
        "01077": ("dairy", None), "01123": ("egg", None), "09003": ("plant", None),
        "13327": ("meat", "any"), "15159": ("shellfish", "pescatarian"),
        "fdc-173900": ("fortified", None), "fdc-173901": ("mixed", None),
    }  # fmt: skip
    assert foods["13327"].group == "Beef Products"


@pytest.mark.parametrize("top", ["", "./", "FoodData_Central_csv_2024-04-18/"])
def test_a_zip_reads_as_its_folder_does(legacy: Path, tmp_path: Path, top: str) -> None:
    packed = _zipped(legacy, tmp_path / "sr.zip", top)
    assert food_format(packed) == "fdc-csv"
    assert _read(packed) == _read(legacy)


def test_a_folder_within_the_folder_and_a_table_of_it_read_the_same(legacy: Path) -> None:
    assert _read(legacy.parent) == _read(legacy)
    assert _read(legacy / "food.csv") == _read(legacy)


def test_byte_order_mark_line_ends_case_and_order_of_columns(legacy: Path) -> None:
    before = _read(legacy)
    for table in legacy.iterdir():
        rows = list(csv.reader(table.read_text().splitlines(keepends=True)))
        turned = [[name.upper() for name in rows[0]][::-1], *(row[::-1] for row in rows[1:])]
        table.write_bytes(b"\xef\xbb\xbf" + _csv(turned, "\n").encode())
    assert _read(legacy) == before


def test_foundation_foods_keep_their_own_number_and_samples_are_left(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path / "foundation",
        food=_foods(
            [321358, "foundation_food", "Hummus, commercial", 16],
            [319874, "sample_food", "HUMMUS, SABRA CLASSIC", 16],
            [319875, "market_acquisition", "HUMMUS, SABRA CLASSIC", 16],
            [319876, "sub_sample_food", "HUMMUS", 16],
        ),
        food_nutrient=_figures((321358, 1178, ""), (319874, 1178, 3)),
        food_portion=[PORTION, [118804, 321358, 1, 2, 1120, "", "", 33.9]],
        measure_unit=UNITS,
        foundation_food=[["fdc_id", "NDB_number", "footnote"], [321358, "16158", ""]],
    )
    assert list(_taken(folder)) == ["fdc-321358"]
    hummus = _taken(folder)["fdc-321358"]
    assert hummus.b12_ug_per_100g is None
    assert hummus.portions == (Portion(2.0, "serving", 33.9),)
    [left] = _left(folder)
    assert left == Skipped("food.csv", "samples and other entries that nobody eats", 3)


@pytest.mark.parametrize(("b12", "added"), [(1178, 1246), (418, 578)])
def test_the_survey_has_nutrients_by_number_and_measures_by_description(
    tmp_path: Path, b12: int, added: int
) -> None:
    folder = _folder(
        tmp_path / "survey",
        food=_foods(
            [2705384, "survey_fndds_food", "Milk, whole", ""],
            [2705400, "survey_fndds_food", "Almond milk", 1404],
        ),
        food_nutrient=_figures(
            (2705384, b12, 0.54), (2705384, added, 0), (2705400, b12, 0.34), (2705400, added, 0.34)
        ),
        food_portion=[
            PORTION,
            [1, 2705384, 3, "", 9999, "Quantity not specified", "90000", 244],
            [2, 2705384, 2, "", 9999, "1 fl oz", "30000", 30.5],
            [3, 2705384, 1, "", 9999, "1 1/2 cups", "10205", 366],
            [4, 2705384, 4, "", 9999, "Guideline amount per cup of cereal", "61667", 185],
        ],
        measure_unit=UNITS,
        survey_fndds_food=[["fdc_id", "food_code", "wweia_category_code"],
                           [2705384, 11111000, 1002]],
        wweia_food_category=[["wweia_food_category", "wweia_food_category_description"],
                             [1002, "Milk, whole"], [1404, "Milk substitutes"]],
    )  # fmt: skip
    foods = _taken(folder)
    milk, almond = foods["fdc-2705384"], foods["fdc-2705400"]
    assert (milk.b12_ug_per_100g, milk.group, milk.kind) == (0.54, "Milk, whole", "dairy")
    assert milk.portions == (
        Portion(1.5, "cups", 366.0),
        Portion(1.0, "fl oz", 30.5),
        Portion(1.0, "Guideline amount per cup of cereal", 185.0),
    )
    assert (almond.b12_ug_per_100g, almond.origin, almond.kind) == (0.34, "fortified", "fortified")


def _branded(tmp_path: Path, foods: list[list[Any]], figures: Table, about: Table) -> Path:
    return _folder(
        tmp_path / "branded", food=_foods(*foods), food_nutrient=figures,
        branded_food=[BRANDED, *about],
    )  # fmt: skip


def test_branded_foods(tmp_path: Path) -> None:
    folder = _branded(
        tmp_path,
        [
            [11, "branded_food", "OAT DRINK", "Plant Based Milk"],
            [12, "branded_food", "CHEDDAR BY ACME", "Cheese"],
            [13, "branded_food", "SODA", "Soda"],
            [14, "branded_food", "CORN FLAKES", "Cereal"],
            [15, "branded_food", "WATER", "Water"],
        ],
        _figures((12, 1178, 1.5), (11, 1178, 0.5), (14, 1178, 6), (13, 1008, 42)),
        [  # in another order than food.csv
            [14, "Kellogg Co.", "", "Corn, CYANOCOBALAMIN (VITAMIN B12)", 30, "GRM", "", "Cereal"],
            [12, "Acme Inc.", "ACME", "Milk, salt", 28, "g", "2 SLICES (28 g)", "Cheese"],
            [13, "Pop", "", "", 355, "ml", "1 CAN", "Soda"],
            [11, "Oatly Inc.", "OATLY", "Oats, vitamin B12", 240, "MLT", "1 cup (240 ml)",
             "Plant Based Milk"],
        ],
    )  # fmt: skip
    foods = _taken(folder)
    assert list(foods) == ["fdc-11", "fdc-12", "fdc-14"]
    oat, cheese, flakes = foods.values()
    assert oat.name == "OAT DRINK, OATLY"
    assert (oat.b12_ug_per_100g, oat.origin, oat.kind) == (0.5, "fortified", "fortified")
    assert oat.source == "USDA FoodData Central, Branded, fdc_id 11, figure per 100 ml"
    # The density of a drink is unknown: what is measured in ml has its B12, not its weight.
    assert oat.portions == (
        Portion(1.0, "cup", None, 1.2),
        Portion(240.0, "ml", None, 1.2),
        Portion(1.0, "serving", None, 1.2),
    )
    assert cheese.name == "CHEDDAR BY ACME"
    assert (cheese.origin, cheese.kind) == ("natural", "dairy")
    assert cheese.portions == (Portion(2.0, "slices", 28.0), Portion(1.0, "serving", 28.0))
    assert flakes.name == "CORN FLAKES, Kellogg Co."
    assert flakes.origin == "fortified"
    assert flakes.portions == (Portion(1.0, "serving", 30.0),)
    assert _left(folder) == [Skipped("food.csv", "branded foods without a B12 figure", 2)]


def test_the_tables_name_the_product_its_release_and_whether_its_b12_is_known(
    tmp_path: Path,
) -> None:
    folder = _folder(
        tmp_path / "tables",
        food=[
            FOOD,
            [11, "branded_food", "OAT DRINK", "Milk", "2021-10-28"],
            [12, "survey_fndds_food", "Stew", "", "2022-10-28"],
            [13, "foundation_food", "Nuts", "", ""],
            [14, "foundation_food", "Seeds", "", ""],
        ],
        food_nutrient=_figures((11, 1178, 0.5), (12, 1178, 0.6), (13, 1178, "")),
        branded_food=[["fdc_id", "gtin_upc"], [11, "012345678905"]],
        survey_fndds_food=[["fdc_id", "food_code"], [12, "27111000"]],
    )
    records = [r for r in fdc.read(folder, lambda *_: None) if isinstance(r, Record)]
    oat, stew, nuts, seeds = records
    assert oat.product == "GTIN 00012345678905"
    assert oat.newest == ("2021-10-28", 11)
    assert oat.food.source.endswith("fdc_id 11, GTIN 00012345678905")
    assert stew.product == "food code 27111000"
    # A row without an amount says that the B12 is unknown; no row says nothing.
    assert (nuts.why_unknown, seeds.why_unknown != "") == ("", True)


def test_branded_foods_without_their_table_have_no_portions(tmp_path: Path) -> None:
    folder = _branded(
        tmp_path, [[11, "branded_food", "OAT DRINK", "Milk"]], _figures((11, 1178, 1)), []
    )
    (folder / "branded_food.csv").unlink()
    assert _taken(folder)["fdc-11"].portions == ()


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        ("-1", "its B12 can't be -1"),
        ("nan", "its B12 can't be nan"),
        ("inf", "its B12 can't be inf"),
        ("1e9", "its B12 can't be 1e+09"),
        ("plenty", "its B12 is not a number: plenty"),
        ("5001", "5001 µg of B12 per 100 g looks like a unit error"),
    ],
)
def test_impossible_figures_are_left_with_their_reason(
    tmp_path: Path, amount: str, why: str
) -> None:
    folder = _branded(
        tmp_path,
        [[11, "branded_food", "DRINK", "Milk"], [12, "branded_food", "CHEESE", "Cheese"]],
        _figures((11, 1178, amount), (12, 1178, 1)),
        [],
    )
    assert _left(folder) == [Skipped("food.csv line 2 (fdc_id 11)", why)]
    assert list(_taken(folder)) == ["fdc-12"]


def test_a_supplement_may_hold_more(tmp_path: Path) -> None:
    folder = _branded(
        tmp_path,
        [[11, "branded_food", "B12 GUMMIES", "Specialty Formula Supplements"]],
        _figures((11, 1178, 50000)),
        [],
    )
    gummies = _taken(folder)["fdc-11"]
    assert (gummies.b12_ug_per_100g, gummies.origin, gummies.kind) == (
        50000.0,
        "supplement",
        "supplement",
    )


def test_broken_rows_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = _branded(tmp_path, [], _figures((2, 1178, 1), (3, 1178, 2)), [])
    (folder / "food.csv").write_text(
        '"fdc_id","data_type","description"\n'
        '"1"\n'
        '"2","sr_legacy_food","Milk\x1b[2J, whole"\n'
        "\n"
        '"x","sr_legacy_food","Nothing"\n'
        '"4"bad,"sr_legacy_food","Nothing"\n'
        '"5","sr_legacy_food",""\n'
        f'"3","sr_legacy_food","{"Long " * 100}"\n'
    )
    with (folder / "food_nutrient.csv").open("a") as file:
        file.write('"9","2"\n')
    assert _left(folder) == [
        Skipped("food_nutrient.csv", "rows that can't be read"),
        Skipped("food.csv line 2", "the row that ends here can't be read"),
        Skipped("food.csv line 5 (fdc_id x)", "its fdc_id is not a number"),
        Skipped("food.csv line 6", "the row that ends here can't be read"),
        Skipped("food.csv line 7 (fdc_id 5)", "it has no name"),
    ]
    foods = _taken(folder)
    assert foods["fdc-2"].name == "Milk [2J, whole"
    assert len(foods["fdc-3"].name) <= 300


def test_quoted_line_breaks_and_commas_in_the_figures(tmp_path: Path) -> None:
    folder = _branded(tmp_path, [[5, "branded_food", "CHEESE", "Cheese"]], [], [])
    rows = [
        NUTRIENT,
        ["1", "5", "1008", "3", "", "", 'a "footnote",\r\n"9","5","1178","77","","",""\r\nmore'],
        ["2", "5", "1178", "1.5", "", "", "of two\nlines"],
    ]
    (folder / "food_nutrient.csv").write_text(_csv(rows), newline="")
    assert _taken(folder)["fdc-5"].b12_ug_per_100g == 1.5


@pytest.mark.parametrize(
    ("table", "column"), [("food", "description"), ("food_nutrient", "nutrient_id")]
)
def test_a_missing_column_is_named(legacy: Path, table: str, column: str) -> None:
    file = legacy / f"{table}.csv"
    file.write_text(file.read_text().replace(column, "something"))
    with pytest.raises(RefusedError, match=rf"{table}\.csv has no column {column}"):
        _read(legacy)


def test_a_missing_table_of_figures_is_refused(legacy: Path) -> None:
    (legacy / "food_nutrient.csv").unlink()
    with pytest.raises(RefusedError, match=r"no food_nutrient\.csv"):
        _read(legacy)


def test_progress_grows_to_the_end(legacy: Path) -> None:
    told: list[tuple[int, int]] = []
    list(fdc.read(legacy, lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0
    assert len({total for _, total in told}) == 1


# --- JSON ----------------------------------------------------------------------------------

DETAILS = {
    "fdcId": 746782,
    "description": "Milk, whole, 3.25% milkfat, with added vitamin D",
    "dataType": "Foundation",
    "ndbNumber": 1077,
    "foodCategory": {"id": 1, "code": "0100", "description": "Dairy and Egg Products"},
    "foodNutrients": [
        {"id": 1178, "nutrient": {"id": 1008, "number": "208", "unitName": "kcal"}, "amount": 60},
        {
            "type": "FoodNutrient",
            "nutrient": {"id": 1178, "number": "418", "name": "Vitamin B-12", "unitName": "µg"},
            "foodNutrientDerivation": {"code": "A"},
            "amount": 0.54,
        },
        {"nutrient": {"id": 1246, "number": "578", "unitName": "µg"}, "amount": 0.5},
    ],
    "foodPortions": [
        {"gramWeight": 15, "sequenceNumber": 2, "amount": 1, "measureUnit": {"name": "tablespoon"}},
        {"gramWeight": 249, "sequenceNumber": 1, "amount": 1,
         "measureUnit": {"name": "cup", "abbreviation": "cup"}, "modifier": "whole"},
    ],
}  # fmt: skip
ABRIDGED = {
    "fdcId": 171265,
    "dataType": "SR Legacy",
    "description": "Milk, whole",
    "ndbNumber": "1077",
    "foodNutrients": [{"number": "418", "name": "Vitamin B-12", "amount": 0.45, "unitName": "UG"}],
}
SEARCHED = {
    "fdcId": 2117388,
    "dataType": "Branded",
    "description": "OAT MILK",
    "brandOwner": "Oatly Inc.",
    "foodCategory": "Plant Based Milk",
    "ingredients": "Water, oats, vitamin B12.",
    "servingSize": 240.0,
    "servingSizeUnit": "ml",
    "householdServingFullText": "1 cup",
    "labelNutrients": {"vitaminB12": {"value": 1.2}},
    "foodNutrients": [
        {"nutrientId": 1178, "nutrientNumber": "418", "unitName": "UG", "value": 0.5}
    ],
}


def _json(path: Path, value: object, **options: Any) -> Path:
    path.write_text(json.dumps(value, **options), encoding="utf-8")
    return path


def test_the_details_of_one_food(tmp_path: Path) -> None:
    [milk] = _taken(_json(tmp_path / "milk.json", DETAILS, indent=2)).values()
    assert (milk.code, milk.b12_ug_per_100g, milk.origin) == ("fdc-746782", 0.54, "fortified")
    assert (milk.group, milk.kind) == ("Dairy and Egg Products", "dairy")
    assert milk.portions == (Portion(1.0, "cup, whole", 249.0), Portion(1.0, "tablespoon", 15.0))


def test_both_abridged_forms(tmp_path: Path) -> None:
    foods = _taken(_json(tmp_path / "foods.json", [ABRIDGED, SEARCHED]))
    assert foods["01077"].b12_ug_per_100g == 0.45
    oat = foods["fdc-2117388"]
    assert (oat.name, oat.origin) == ("OAT MILK, Oatly Inc.", "fortified")
    assert oat.portions[0] == Portion(1.0, "cup", None, 1.2)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda foods: foods,
        lambda foods: {"totalHits": 3, "foodSearchCriteria": {"a": [1]}, "foods": foods},
        lambda foods: {"FoundationFoods": foods[:1], "SRLegacyFoods": foods[1:]},
        lambda foods: {"SurveyFoods": [], "BrandedFoods": foods},
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_lists_and_downloads(tmp_path: Path, wrap: Any, indent: int | None) -> None:
    foods = [DETAILS, ABRIDGED, SEARCHED]
    path = _json(tmp_path / "foods.json", wrap(foods), indent=indent)
    assert food_format(path) == "fdc-json"
    assert list(_taken(path)) == ["fdc-746782", "01077", "fdc-2117388"]
    packed = tmp_path / "foods.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "FoodData_Central/foods.json")
    assert _read(packed) == _read(path)


@pytest.mark.parametrize(
    ("unit", "ug"),
    [("µg", 0.5), ("μg", 0.5), ("mcg", 0.5), ("UG", 0.5), ("mg", 500.0), ("", 0.5)],
)
def test_the_unit_is_honoured(tmp_path: Path, unit: str, ug: float) -> None:
    nutrient = {"id": 1178, "unitName": unit}
    food = {**ABRIDGED, "foodNutrients": [{"nutrient": nutrient, "amount": 0.5}]}
    [read] = _taken(_json(tmp_path / "food.json", food)).values()
    assert read.b12_ug_per_100g == ug


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        ({"amount": 0.5, "unitName": "IU"}, "its B12 is in IU, which is not a mass"),
        ({"amount": 0.5, "unitName": "g"}, "500000 µg of B12 per 100 g looks like a unit error"),
        ({"amount": -0.5, "unitName": "UG"}, "its B12 can't be -0.5"),
        ({"amount": "nan", "unitName": "UG"}, "its B12 can't be nan"),
        ({"amount": True, "unitName": "UG"}, "its B12 is not a number: True"),
        ({"amount": [1], "unitName": "UG"}, "its B12 is not a number: [1]"),
    ],
)
def test_impossible_figures_in_json(tmp_path: Path, figure: dict[str, Any], why: str) -> None:
    food = {**ABRIDGED, "foodNutrients": [{"number": "418", **figure}]}
    [entry] = _read(_json(tmp_path / "food.json", [food]))
    assert entry == Skipped("entry 1 (fdc_id 171265)", why)


def test_missing_and_foreign_entries_in_json(tmp_path: Path) -> None:
    entries = [
        {**ABRIDGED, "foodNutrients": []},
        {**ABRIDGED, "foodNutrients": [{"number": "418", "unitName": "UG"}]},
        {**SEARCHED, "foodNutrients": None},
        {**ABRIDGED, "dataType": "Sample"},
        {**ABRIDGED, "fdcId": "one"},
        17,
    ]
    read = _read(_json(tmp_path / "foods.json", entries))
    foods = [entry for entry in read if isinstance(entry, Food)]
    assert [food.b12_ug_per_100g for food in foods] == [None, None]
    assert [entry for entry in read if isinstance(entry, Skipped)] == [
        Skipped("entry 5 (fdc_id one)", "its fdc_id is not a number"),
        Skipped("entry 6", "it is not a food of FoodData Central"),
        Skipped("foods.json", "branded foods without a B12 figure"),
        Skipped("foods.json", "samples and other entries that nobody eats"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"fdcId": 1, "x": NaN}]', "is not valid JSON: lexical error"),
        ('[{"fdcId": 1},]', "is not valid JSON: parse error"),
        ('[{"fdcId": 1}] and so on', "is not valid JSON: lexical error"),
        ('[{"fdcId": 1, "x": "two\nlines"}]', "is not valid JSON: lexical error"),
        ('[{"fdcId": 1, "x": ' + "[" * 100_000, "is not valid JSON: it is nested too deeply"),
        ('[{"fdcId": 1, "x": ' + '{"a":' * 100_000, "is not valid JSON: it is nested too deeply"),
        ('[{"fdcId": 1, "x": "' + "x" * (1 << 22), "a value has more than 4,194,304 characters"),
        ('{"fdcId": 1, "x": [' + "1," * (1 << 21), "a value has more than 4,194,304 characters"),
    ],
    ids=["nan", "comma", "rest", "line break", "lists", "objects", "text", "numbers"],
)
def test_what_is_not_json_is_refused_in_a_line(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "foods.json"
    path.write_text(content)
    with pytest.raises(RefusedError) as refused:
        _read(path)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_several_documents_and_lists_are_read_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "foods.json"
    twice = {"SRLegacyFoods": [ABRIDGED], "x": {"foods": [1]}, "foods": [SEARCHED], "a.b": 1}
    texts = [json.dumps(value) for value in (ABRIDGED, [SEARCHED], twice, DETAILS)]
    path.write_text("\n".join(texts))
    assert [entry.code for entry in _read(path) if isinstance(entry, Food)] == [
        "01077", "fdc-2117388", "01077", "fdc-2117388", "fdc-746782",
    ]  # fmt: skip
    # Of two values for one key the later one holds, and a byte that isn't UTF-8 spoils a letter.
    path.write_bytes(
        b'\xef\xbb\xbf{"fdcId": 1, "fdcId": 2, "dataType": "Foundation", "description": "x\xffy"}'
    )
    [food] = _taken(path).values()
    assert (food.code, food.name) == ("fdc-2", "x\ufffdy")


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.99])
def test_a_cut_json_is_refused_after_what_could_be_read(tmp_path: Path, cut: float) -> None:
    text = json.dumps({"FoundationFoods": [DETAILS] * 20})
    path = tmp_path / "cut.json"
    path.write_text(text[: int(len(text) * cut)])
    entries = fdc.read(path, lambda *_: None)
    assert isinstance(next(entries), Record)
    with pytest.raises(RefusedError, match="not valid JSON"):
        list(entries)


# --- Files of other kinds, and damaged ones ------------------------------------------------


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("../food.csv", "fdc_id")
        archive.writestr("/food.csv", "fdc_id")
        archive.writestr("notes.txt", "fdc_id")
    _json(tmp_path / "product.json", {"code": "1", "product": {}})
    (tmp_path / "nothing").write_bytes(b"")
    for name in ("empty", "other.zip", "product.json", "nothing", "missing"):
        with pytest.raises(InputError) as caught:
            _read(tmp_path / name)
        assert "\n" not in str(caught.value)


def test_a_damaged_zip_is_refused(legacy: Path, tmp_path: Path) -> None:
    packed = _zipped(legacy, tmp_path / "sr.zip")
    whole = packed.read_bytes()
    packed.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RefusedError, match=r"sr\.zip is damaged"):
        _read(packed)
    middle = len(whole) // 4
    packed.write_bytes(whole[:middle] + b"\0" * 40 + whole[middle + 40 :])
    with pytest.raises(RefusedError, match=r"sr\.zip is damaged"):
        _read(packed)


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_BOMB_BYTES", 1 << 20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("food.csv", "fdc_id,data_type,description\n")
        archive.writestr("food_nutrient.csv", b"\0" * (1 << 23))
    with pytest.raises(RefusedError, match=r"zip bomb: food_nutrient\.csv would unpack"):
        _read(tmp_path / "bomb.zip")


def _valid(entries: Iterator[Record | Skipped]) -> None:
    """Every entry is one that the tables can hold and a terminal can show."""
    for read in entries:
        entry = read.food if isinstance(read, Record) else read
        if isinstance(entry, Skipped):
            assert entry.why
            assert entry.count > 0
            continue
        assert entry.origin in ORIGINS
        assert entry.kind in KINDS
        assert entry.diet is None or entry.diet in DIETS
        assert entry.b12_ug_per_100g is None or 0 <= entry.b12_ug_per_100g <= 100_000
        assert printable(entry.name) == entry.name
        assert 0 < len(entry.name) <= 300
        for portion in entry.portions:
            assert 0 < portion.amount <= 100_000
            assert (portion.grams is None) != (portion.b12_ug is None)
            assert printable(portion.measure) == portion.measure
            assert portion.measure
            assert portion.grams is None or 0 < portion.grams <= 100_000


def _harmless(path: Path) -> None:
    """Nothing but entries, or a refusal of one line."""
    refused = ""
    try:
        _valid(fdc.read(path, lambda *_: None))
    except TrackerError as error:
        refused = str(error)
    assert "\n" not in refused


_SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_CELL = st.one_of(st.sampled_from(["1", "2", "1178", "0.5", "branded_food", "sr_legacy_food"]),
                  st.text(max_size=8))  # fmt: skip
_ROWS = st.lists(st.lists(_CELL, max_size=8), max_size=6)


@_SETTINGS
@given(food=_ROWS, figures=_ROWS, portions=_ROWS, about=_ROWS, noise=st.binary(max_size=30))
def test_no_table_does_harm(
    tmp_path: Path, food: Table, figures: Table, portions: Table, about: Table, noise: bytes
) -> None:
    folder = _folder(
        tmp_path / "any", food=[FOOD, *food], food_nutrient=[NUTRIENT[1:], *figures],
        food_portion=[PORTION[1:], *portions], branded_food=[BRANDED, *about],
    )  # fmt: skip
    with (folder / "food.csv").open("ab") as file:
        file.write(noise)
    _valid(fdc.read(folder, lambda *_: None))


_JSON_VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                "fdcId foods BrandedFoods dataType description foodNutrients nutrient number "
                "amount unitName foodPortions gramWeight measureUnit name servingSize".split()
            ),
            st.one_of(inner, st.sampled_from(["Branded", "SR Legacy", 1178, "418", "UG", 7])),
            max_size=6,
        ),
    ),
    max_leaves=20,
)


@_SETTINGS
@given(value=_JSON_VALUE, head=st.sampled_from([b'{"fdcId": 1}\n', b"", b'{"foods": 1, "a":']))
def test_no_json_does_harm(tmp_path: Path, value: object, head: bytes) -> None:
    path = tmp_path / "any.json"
    path.write_bytes(head + json.dumps(value).encode())
    _harmless(path)


@_SETTINGS
@given(data=st.binary(max_size=200), head=st.sampled_from([b"", b"PK\3\4", b'{"fdcId":', b"[{"]))
def test_no_bytes_do_harm(tmp_path: Path, data: bytes, head: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(head + data)
    _harmless(path)


@_SETTINGS
@given(st.data())
def test_no_spoilt_zip_does_harm(tmp_path: Path, legacy: Path, data: st.DataObject) -> None:
    packed = _zipped(legacy, tmp_path / "sr.zip", "top/")
    spoilt = bytearray(packed.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    packed.write_bytes(spoilt)
    _harmless(packed)


# --- Memory --------------------------------------------------------------------------------


def _peak(path: Path) -> tuple[int, int]:
    gc.collect()
    tracemalloc.start()
    try:
        count = sum(1 for _ in fdc.read(path, lambda *_: None))
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_stays_flat_on_a_large_zip(tmp_path: Path) -> None:
    """200,000 rows of figures, 10 MB unpacked: about 1 MB alone, more beside other tests."""
    packed = tmp_path / "branded.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        ids = range(1_000_000, 1_020_000)
        foods = [[i, "branded_food", f"PRODUCT {i}", "Cereal", "2021-01-01"] for i in ids]
        archive.writestr("top/food.csv", _csv([FOOD, *foods]))
        figures = _figures(*((i, n, 1.5) for i in ids for n in range(1003, 1012)))
        figures += [["1", i, 1178, 1.5, "", "", ""] for i in ids if i % 10 == 0]
        archive.writestr("top/food_nutrient.csv", _csv(figures))
        about = [[i, "The Company", "BRAND", "Oats", 40, "g", "1 cup", "Cereal"] for i in ids]
        archive.writestr("top/branded_food.csv", _csv([BRANDED, *about]))
        del foods, figures, about
    count, peak = _peak(packed)
    assert count == 2001
    assert peak < 8_000_000


def test_memory_stays_flat_on_a_large_json(tmp_path: Path) -> None:
    """A download of 22 MB on one line takes less than 16 MB."""
    path = tmp_path / "foundation.json"
    foods = [{**DETAILS, "fdcId": i, "footnote": "x" * 3500} for i in range(5000)]
    _json(path, {"FoundationFoods": foods})
    assert path.stat().st_size > 20_000_000
    del foods
    count, peak = _peak(path)
    assert count == 5000
    assert peak < 16_000_000
