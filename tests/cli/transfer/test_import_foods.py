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
