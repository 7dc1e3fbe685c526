"""`b12 food import` through the command line; what the readers make of each form is theirs."""

import csv
import json
import sqlite3
import zipfile
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12
from tracker.cli import output


def _csv(rows: list[list[Any]]) -> str:
    import io

    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


@pytest.fixture
def legacy(home: Path) -> Path:
    """A zip as FoodData Central gives it: a food that we have, one that we don't, one unknown."""
    tables: dict[str, list[list[Any]]] = {
        "food.csv": [
            ["fdc_id", "data_type", "description", "food_category_id", "publication_date"],
            [1, "sr_legacy_food", "Beef, liver, pan-fried", "13", "2019-04-01"],
            [2, "foundation_food", "Moon cheese, aged", "1", "2026-04-01"],
            [3, "foundation_food", "Moon dust", "2", "2026-04-01"],
            [4, "sample_food", "Moon sample", "2", "2026-04-01"],
        ],
        "food_nutrient.csv": [
            ["id", "fdc_id", "nutrient_id", "amount"],
            [1, 1, 1178, "83.13"],
            [2, 2, 1178, "2.5"],
            [3, 2, 1246, "2.5"],
            [4, 4, 1178, "9"],
        ],
        "food_portion.csv": [
            ["id", "fdc_id", "seq_num", "amount", "measure_unit_id", "portion_description",
             "modifier", "gram_weight"],
            [1, 2, 1, "1", "1000", "", "", "28"],
        ],
        "measure_unit.csv": [["id", "name"], [1000, "slice"], [9999, "undetermined"]],
        "sr_legacy_food.csv": [["fdc_id", "NDB_number"], [1, "13327"]],
    }  # fmt: skip
    path = home / "fdc.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in tables.items():
            archive.writestr(f"FoodData_Central/{name}", _csv(rows))
    return path


def test_foods_of_a_download_are_added_and_found(b12: B12, legacy: Path) -> None:
    result = b12("food", "import", str(legacy))
    assert result.code == 0
    assert "2 foods added, 0 updated, 1 unchanged, 1 skipped" in result.out
    shown = b12("food", "show", "fdc-2", "--json").json
    # Added B12 is a part of the whole, never on top of it.
    assert (shown["b12_ug_per_100g"], shown["origin"]) == (2.5, "fortified")
    assert b12("food", "show", "fdc-3", "--json").json["b12_ug_per_100g"] is None
    assert b12("log", "2 slices moon cheese").code == 0
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(56 * 0.025)


def test_the_same_file_again_changes_nothing(b12: B12, legacy: Path, diary: Path) -> None:
    b12("food", "import", str(legacy))
    before = diary.read_bytes()
    assert "0 foods added, 0 updated, 3 unchanged" in b12("food", "import", str(legacy)).out
    assert diary.read_bytes() == before


def test_nobody_waits_while_a_file_is_read(
    b12: B12, legacy: Path, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def log_meanwhile(_done: int, _total: int) -> None:
        with closing(sqlite3.connect(diary, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asked.append(True)

    monkeypatch.setattr(output, "progress", lambda: nullcontext(log_meanwhile))
    done = b12("food", "import", str(legacy))
    assert (done.code, done.err.count("Error")) == (0, 0)
    assert asked


def test_one_undo_takes_an_import_back(b12: B12, legacy: Path) -> None:
    b12("food", "import", str(legacy))
    assert "import 2 foods from fdc.zip" in b12("undo").out
    assert b12("food", "find", "moon cheese", "--json").json == []
    assert b12("undo").code == 1


def test_an_update_keeps_our_words_and_what_is_logged(b12: B12, legacy: Path, home: Path) -> None:
    b12("log", "100g beef liver")
    with zipfile.ZipFile(legacy) as archive:
        tables = {name: archive.read(name).decode() for name in archive.namelist()}
    newer = home / "newer.zip"
    with zipfile.ZipFile(newer, "w") as archive:
        for name, text in tables.items():
            archive.writestr(name, text.replace("83.13", "80.5"))
    assert "1 updated" in b12("food", "import", str(newer)).out
    shown = b12("food", "show", "beef liver", "--json").json
    assert (shown["id"], shown["b12_ug_per_100g"]) == ("13327", 80.5)
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(83.13)
    b12("undo")
    assert b12("food", "show", "13327", "--json").json["b12_ug_per_100g"] == 83.13


def test_open_food_facts_is_in_grams_whatever_it_says(b12: B12, home: Path) -> None:
    path = home / "product.json"
    product = {
        "code": "7394376616037",
        "product": {
            "product_name": "Barista oat",
            "brands": "Oat & Co",
            "nutrition_data_per": "100g",
            "nutriments": {
                "vitamin-b12_100g": 3.8e-7,
                "vitamin-b12_unit": "µg",
                "vitamin-b12_value": 0.38,
            },
        },
    }
    path.write_text(json.dumps(product))
    assert "1 food added" in b12("food", "import", str(path)).out
    shown = b12("food", "show", "off-7394376616037", "--json").json
    assert shown["b12_ug_per_100g"] == pytest.approx(0.38)


def test_what_is_skipped_is_said_with_its_reason(b12: B12, home: Path) -> None:
    path = home / "products.json"
    absurd = {"code": "1", "product_name": "X", "nutriments": {"vitamin-b12_100g": 0.38}}
    path.write_text(json.dumps({"products": [absurd]}))
    result = b12("food", "import", str(path))
    assert result.code == 0
    assert "0 foods added" in result.out
    assert "1 skipped" in result.out
    assert "unit" in result.out
    assert b12("undo").code == 1


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken", b'{"a": 1}', b"[]"])
def test_another_file_is_refused_and_nothing_stored(
    b12: B12, home: Path, diary: Path, content: bytes
) -> None:
    path = home / "file"
    path.write_bytes(content)
    before = diary.read_bytes()
    result = b12("food", "import", str(path))
    assert (result.code in (1, 2), result.out, result.err.count("\n")) == (True, "", 1)
    assert b12("food", "import", str(home / "missing")).code in (1, 2)
    assert diary.read_bytes() == before


def test_a_file_that_breaks_off_leaves_nothing_behind(
    b12: B12, legacy: Path, home: Path, diary: Path
) -> None:
    path = home / "half.json"
    foods = [{"fdcId": n, "description": f"Food {n}", "foodNutrients": []} for n in range(2000)]
    path.write_text(json.dumps({"foods": foods})[:-500])
    before = diary.read_bytes()
    assert b12("food", "import", str(path)).code == 1
    assert diary.read_bytes() == before


def test_what_was_edited_by_hand_or_taken_out_stays_so(b12: B12, legacy: Path) -> None:
    b12("food", "import", str(legacy))
    b12("food", "edit", "fdc-2", "--per", "100g", "--b12", "9ug")
    b12("food", "remove", "fdc-3")
    assert "0 foods added, 0 updated, 3 unchanged" in b12("food", "import", str(legacy)).out
    assert b12("food", "show", "fdc-2", "--json").json["b12_ug_per_100g"] == 9
    assert b12("food", "show", "fdc-3").code == 1


# --- Silence, doubles and barcodes --------------------------------------------------------------

_EGG = {"fdcId": 171287, "description": "Egg", "dataType": "SR Legacy", "ndbNumber": "1123"}
_OAT = {
    "code": "4000000000601",
    "product_name": "Moon oats",
    "categories_tags": ["en:plant-milks"],
    "labels_tags": ["en:vegan"],
    "last_modified_t": 1700000000,
    "nutriments": {"vitamin-b12_100g": 3.8e-7},
}


def _import(b12: B12, home: Path, *values: Any) -> Any:
    path = home / "foods.json"
    path.write_text(json.dumps(list(values)))
    return b12("food", "import", str(path))


def _ug(b12: B12, name: str) -> Any:
    return b12("food", "show", name, "--json").json["b12_ug_per_100g"]


@pytest.mark.parametrize(
    "rows",
    [
        {},
        {"foodNutrients": []},
        {"foodNutrients": [{"nutrientId": 1008, "value": 143}]},
        {"foodNutrients": [{"number": "208", "amount": 143}]},
        {"foodNutrients": [{"nutrient": {"id": 1008, "number": "208"}, "amount": 143}]},
    ],
)
def test_a_food_keeps_a_figure_about_which_the_file_is_silent(
    b12: B12, home: Path, rows: dict[str, Any]
) -> None:
    result = _import(b12, home, {**_EGG, **rows})
    assert "0 foods added, 0 updated, 1 unchanged" in result.out
    assert "01123 egg, 0.89 µg/100 g: keeps its B12, on which the file is silent" in result.out
    assert _ug(b12, "01123") == 0.89


def test_a_table_without_its_row_keeps_the_figure(b12: B12, legacy: Path, home: Path) -> None:
    with zipfile.ZipFile(legacy) as archive:
        tables = {name: archive.read(name).decode() for name in archive.namelist()}
    silent = home / "silent.zip"
    with zipfile.ZipFile(silent, "w") as archive:
        for name, text in tables.items():
            archive.writestr(name, text.replace("1,1,1178,83.13", "1,1,1008,175"))
    assert "13327 beef liver, 83.1 µg/100 g: keeps" in b12("food", "import", str(silent)).out
    assert _ug(b12, "13327") == 83.13


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        (None, {**_EGG, "foodNutrients": [{"nutrient": {"id": 1178}, "amount": None}]}),
        (_OAT, {**_OAT, "nutriments": {"vitamin-b12_modifier": "-"}}),
        (_OAT, {**_OAT, "nutriments": {"vitamin-b12_100g": None}}),
        (_OAT, {**_OAT, "nutriments": {}, "nutrition": {
            "input_sets": [{"unspecified_nutrients": ["vitamin-b12"]}]}}),
    ],
)  # fmt: skip
def test_a_figure_that_the_file_says_is_unknown_is_named_and_can_be_taken_back(
    b12: B12, home: Path, known: Any, unknown: Any
) -> None:
    number = "4000000000601" if known else "01123"
    if known:
        _import(b12, home, known)
    before = _ug(b12, number)
    result = _import(b12, home, unknown)
    assert f"{before:g}" in result.out
    assert "is of unknown B12 now, as the file says" in result.out
    assert _ug(b12, number) is None
    b12("undo")
    assert _ug(b12, number) == before


def test_a_reply_of_few_fields_changes_nothing_else(b12: B12, home: Path) -> None:
    _import(b12, home, _OAT)
    _import(b12, home, {"code": _OAT["code"], "product_name": "Moon oats"})
    _import(
        b12, home, {"code": _OAT["code"], "product_name": "x", "nutriments": _OAT["nutriments"]}
    )
    shown = b12("food", "show", "off-4000000000601", "--json").json
    assert (shown["name"], shown["origin"], shown["diet"]) == ("Moon oats", "fortified", "vegan")
    assert shown["b12_ug_per_100g"] == 0.38


def test_a_file_without_any_b12_adds_nothing(b12: B12, home: Path) -> None:
    foods = [{**_EGG, "ndbNumber": None, "fdcId": n, "description": f"F{n}"} for n in range(9, 99)]
    result = _import(b12, home, *foods)
    assert "0 foods added, 0 updated, 0 unchanged, 90 skipped" in result.out
    assert "skipped 90: the file has no B12 figure for it" in result.out
    assert b12("undo").code == 1


def test_a_drink_of_another_strength_is_logged_with_it(b12: B12, home: Path) -> None:
    drink = {**_OAT, "serving_size": "250 ml", "nutrition_data_per": "100ml"}
    _import(b12, home, drink)
    stronger = {**drink, "nutriments": {"vitamin-b12_100g": 1e-6}}
    assert "1 updated" in _import(b12, home, stronger).out
    b12("log", "500 ml moon oats")
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(5)
    assert "1 unchanged" in _import(b12, home, stronger).out


def test_one_bad_product_leaves_the_others(b12: B12, home: Path) -> None:
    drops = {
        "code": "4000000000602",
        "product_name": "Moon drops",
        "categories_tags": ["en:dietary-supplements"],
        "serving_size": "0.5 ml",
        "nutrition_data_per": "serving",
        "nutriments": {"vitamin-b12_value": 1000, "vitamin-b12_unit": "µg"},
    }
    assert "2 foods added" in _import(b12, home, drops, _OAT).out
    b12("log", "1 ml moon drops")
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(2000)


def _product(code: str, ug: float | None, changed: int) -> dict[str, Any]:
    nutriments = {} if ug is None else {"vitamin-b12_100g": ug / 1e6}
    return {**_OAT, "code": code, "nutriments": nutriments, "last_modified_t": changed}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("other", ["4000000000601", "04000000000601"])
def test_of_two_records_of_a_product_the_newest_with_a_figure_counts(
    b12: B12, home: Path, order: int, other: str
) -> None:
    records = [
        _product("4000000000601", 0.4, 1500000000),
        _product(other, 1.3, 1700000000),
        _product(other, None, 1800000000),
    ]
    result = _import(b12, home, *records[::order])
    assert "1 food added" in result.out
    assert "Moon oats, 0.40 µg/100 g: another record of the product is newer" in result.err
    assert _ug(b12, "4000000000601") == 1.3


def _branded(number: int, ug: float, published: str) -> dict[str, Any]:
    row = {"nutrient": {"id": 1178, "unitName": "µg"}, "amount": ug}
    return {
        "fdcId": number, "description": "MOON BAR", "dataType": "Branded",
        "gtinUpc": "012345678905", "brandedFoodCategory": "Snacks", "foodNutrients": [row],
        "publicationDate": published,
    }  # fmt: skip


@pytest.mark.parametrize("order", [1, -1])
def test_a_release_with_other_numbers_updates_the_product(b12: B12, home: Path, order: int) -> None:
    records = [_branded(22, 0.4, "10/28/2021"), _branded(11, 1.3, "4/1/2022")]
    assert "1 food added" in _import(b12, home, *records[::order]).out
    assert _ug(b12, "12345678905".zfill(12)) == 1.3
    assert "1 updated" in _import(b12, home, _branded(33, 2.0, "4/1/2023")).out
    assert _ug(b12, "0012345678905") == 2.0
    survey = {
        "fdcId": 44, "description": "Moon stew", "dataType": "Survey (FNDDS)",
        "foodCode": "27999999", "foodNutrients": [{"nutrientId": 1178, "value": 1.5}],
    }  # fmt: skip
    _import(b12, home, survey)
    survey |= {"fdcId": 55, "foodNutrients": [{"nutrientId": 1178, "value": 1.6}]}
    assert "0 foods added, 1 updated" in _import(b12, home, survey).out
    assert _ug(b12, "fdc-44") == 1.6
    # A food of the survey that ships with the program is that food.
    survey |= {"fdcId": 66, "foodCode": "27510615"}
    assert "0 foods added, 1 updated" in _import(b12, home, survey).out
    assert _ug(b12, "27510615") == 1.6


def test_a_removed_product_does_not_come_back_under_another_number(b12: B12, home: Path) -> None:
    _import(b12, home, _branded(22, 0.4, "10/28/2021"))
    b12("food", "remove", "fdc-22")
    assert "0 foods added" in _import(b12, home, _branded(33, 0.4, "4/1/2022")).out


def test_a_supplement_of_the_usda_has_its_dose(b12: B12, home: Path) -> None:
    # 400,000 µg in 100 g are 1000 µg in 0.25 g.
    row = {"nutrient": {"id": 1178, "unitName": "µg"}, "amount": 400000}
    tablet = _branded(22, 0, "") | {
        "foodNutrients": [row], "brandedFoodCategory": "Vitamins", "servingSize": 0.25,
        "servingSizeUnit": "g", "householdServingFullText": "1 TABLET",
    }  # fmt: skip
    assert "1 food added" in _import(b12, home, tablet).out
    b12("log", "2 tablets moon bar")
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(2000)


@pytest.mark.parametrize("name", ["Moon oats", "MOON-OATS"])
def test_namesakes_of_different_b12_are_a_question(b12: B12, home: Path, name: str) -> None:
    other = {**_product("4000000000618", 1.3, 0), "product_name": name}
    _import(b12, home, _product("4000000000601", 0.4, 0), other)
    result = b12("log", "100g moon oats")
    assert result.code == 2
    assert "off-4000000000601" in result.err
    assert "off-4000000000618" in result.err


def test_a_barcode_names_its_product(b12: B12, home: Path) -> None:
    _import(b12, home, _OAT)
    for code in ("4000000000601", "04000000000601"):
        assert b12("food", "show", code, "--json").json["id"] == "off-4000000000601"
    for line in ("100g 4000000000601", "4000000000601 100 g", "4000000000601,2 eggs"):
        assert b12("log", line).code == 0, line
    names = [item["food"] for item in b12("today", "--json").json["items"]]
    assert names.count("Moon oats") == 3
    unknown = b12("log", "4000000000999")
    assert (unknown.code, "nearest" in unknown.err) == (1, False)
    assert b12("food", "show", "4000000000999").code == 1


def test_a_barcode_of_two_sources_that_differ_is_a_question(b12: B12, home: Path) -> None:
    _import(b12, home, _branded(22, 0.4, ""))
    _import(b12, home, _product("0012345678905", 1.3, 0))
    result = b12("food", "show", "012345678905")
    assert result.code == 2
    assert "fdc-22" in result.err
    assert "off-0012345678905" in result.err
