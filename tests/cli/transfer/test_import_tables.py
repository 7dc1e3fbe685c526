"""Official food tables through the command line, from the file to the diary and back."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import B12
from tests.spreadsheets import xlsx

_CIQUAL = (
    "alim_ssgrp_nom_eng;alim_code;alim_nom_eng;alim_nom_fr;Vitamin B12 (µg/100g)\n"
    "fish, cooked;26140;Fish of the moon, cooked (average);Poisson de lune;3,87\n"
    "cheese and similar;1;Moon cheese;Fromage de lune;traces\n"
    "sauces;2;Moon gravy;Sauce de lune;< 0,1\n"
    "sauces;3;Moon dust;Poussière de lune;-\n"
    "sauces;4;Moon mousse;Mousse de lune;(0,3)\n"
)


@pytest.fixture
def ciqual(home: Path) -> Path:
    """A table with each kind of figure."""
    path = home / "Ciqual 2020.csv"
    path.write_text(_CIQUAL, encoding="utf-8")
    return path


def test_a_table_is_recognised_and_counted(b12: B12, ciqual: Path) -> None:
    result = b12("food", "import", str(ciqual))
    assert result.code == 0
    assert result.out == (
        "Ciqual 2020: 5 foods, B12 known for 1, a trace in 1, below a limit in 1, estimated for 1, "
        "unknown for 1\n"
        "5 foods added, 0 updated, 0 unchanged, 0 skipped\n"
        "Anses. Ciqual French food composition table. Licence: Licence Ouverte / Open Licence 2.0 "
        "(Etalab)\n"
        "To use its figures first: b12 person set --tables fr,usda\n"
        "Not right? b12 undo\n"
    )


def test_a_food_of_a_table_is_found_logged_and_traced_to_its_source(b12: B12, ciqual: Path) -> None:
    b12("food", "import", str(ciqual))
    assert "ciqual-26140  Fish of the moon" in b12("food", "find", "moon", "fish").out
    logged = b12("log", "100g ciqual-26140").out
    assert "100 g  3.87 µg" in logged
    assert "label" not in logged  # it has no brand
    (item,) = b12("today", "--json").json["items"]
    assert (item["food_id"], item["source"]) == ("ciqual-26140", "Ciqual 2020, 26140")
    shown = b12("food", "show", "ciqual-26140").out
    assert "source   Ciqual 2020, 26140" in shown
    assert "table    Anses. Ciqual French food composition table." in shown
    assert "licence  Licence Ouverte" in shown


@pytest.mark.parametrize(
    ("code", "b12_line", "ug", "mark", "below"),
    [
        ("ciqual-1", "a trace, counted as 0", 0, "trace", None),
        ("ciqual-2", "< 0.10 µg/100 g, counted as 0", 0, "below", 0.1),
        ("ciqual-3", "B12      unknown", None, None, None),
        ("ciqual-4", "0.30 µg/100 g, an estimate", 0.3, "estimate", None),
    ],
)
def test_the_mark_of_a_figure_is_kept_and_shown(
    b12: B12,
    ciqual: Path,
    code: str,
    b12_line: str,
    ug: float | None,
    mark: str | None,
    below: float | None,
) -> None:
    b12("food", "import", str(ciqual))
    assert f"{b12_line}\n" in b12("food", "show", code).out
    food = b12("food", "show", code, "--json").json
    assert (food["b12_ug_per_100g"], food["mark"], food["below_ug_per_100g"]) == (ug, mark, below)
    assert food["table"] == "ciqual"


def test_the_source_of_what_was_eaten_says_that_it_was_a_trace(b12: B12, ciqual: Path) -> None:
    b12("food", "import", str(ciqual))
    b12("log", "100g ciqual-1")
    (item,) = b12("today", "--json").json["items"]
    assert (item["b12_ug"], item["source"]) == (0, "Ciqual 2020, 1, a trace")


def test_again_is_harmless_and_undo_takes_all_of_it_back(
    b12: B12, ciqual: Path, diary: Path
) -> None:
    def rows() -> list[object]:
        with closing(sqlite3.connect(diary)) as connection:
            tables = ("food", "food_table", "alias", "food_word", "portion")
            return [
                connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
                for table in tables
            ]

    before = rows()
    b12("food", "import", str(ciqual))
    after = rows()
    again = b12("food", "import", str(ciqual))
    assert "0 foods added, 0 updated, 5 unchanged, 0 skipped\n" in again.out
    assert "undo" not in again.out
    assert rows() == after
    assert b12("undo").out == "Undone: import 5 foods from Ciqual 2020.csv\n"
    assert rows() == before


def test_a_new_edition_updates_what_changed(b12: B12, ciqual: Path, home: Path) -> None:
    b12("food", "import", str(ciqual))
    newer = home / "Ciqual 2025.csv"
    newer.write_text(_CIQUAL.replace("traces", "0,25"), encoding="utf-8")
    assert "0 foods added, 1 updated, 4 unchanged" in b12("food", "import", str(newer)).out
    food = b12("food", "show", "ciqual-1", "--json").json
    assert (food["b12_ug_per_100g"], food["mark"]) == (0.25, None)
    assert food["source"] == "Ciqual 2025, 1"
    assert "Ciqual 2025" in b12("food", "tables").out


def test_its_name_in_its_country_means_the_food(b12: B12, ciqual: Path) -> None:
    b12("food", "import", str(ciqual))
    assert "Fish of the moon, cooked (average)  100 g" in b12("log", "100g poisson de lune").out


def test_the_tables_are_listed(b12: B12, ciqual: Path) -> None:
    assert "ciqual  fr  Ciqual  " in b12("food", "tables").out
    b12("food", "import", str(ciqual))
    first, *others = b12("food", "tables", "--json").json
    assert (first["code"], first["edition"], first["foods"]) == ("ciqual", "2020", 5)
    assert {of["foods"] for of in others} == {None}
    assert len(others) == len({of["code"] for of in others}) > 12


def test_a_table_travels_with_an_export(
    b12: B12, ciqual: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("food", "import", str(ciqual))
    b12("log", "100g ciqual-2")
    assert b12("export", str(home / "out")).code == 0
    monkeypatch.setenv("B12_DB", str(home / "new.db"))
    assert b12("import", "native", str(home / "out")).code == 0
    food = b12("food", "show", "ciqual-2", "--json").json
    assert (food["table"], food["mark"], food["below_ug_per_100g"]) == ("ciqual", "below", 0.1)
    assert b12("food", "tables", "--json").json[0]["foods"] == 5
    assert ": nothing\n" in b12("import", "native", str(home / "out")).out


def test_a_table_without_b12_is_refused(b12: B12, home: Path) -> None:
    path = home / "index.csv"
    path.write_text("code,name,scie,lang,grup,vitb,vitb6c\nA001,Amaranth,A,B,Cereals,1,2\n")
    result = b12("food", "import", str(path))
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "Error: Indian Food Composition Tables 2017 has no B12 at all, so that nothing is "
        "imported\n"
    )


def test_a_description_imports_a_table_that_is_not_known(b12: B12, home: Path) -> None:
    path = home / "Atlantis 2026.csv"
    path.write_text(
        "ID|Pokrm|Skupina|Vitamin B12 (mg/100 g)\n007|Kraken soup|Soups|0,0012\n"
        "008|Kelp bread|Breads|0\n009|Sea foam soup|Soups|bd\n010|Eel soup|Soups|0,002\n"
        "011|Foam bread|Breads|sl.\n012|Wave soup|Soups|0\n"
    )
    unknown = b12("food", "import", str(path))
    assert unknown.code == 2
    assert "--describe" in unknown.err
    described = b12("food", "import", "--describe", str(path))
    assert described.code == 0
    description = home / "atlantis.toml"
    # What a mark means is for its reader to say; until then the figure is unknown.
    assert 'unknown = ["bd", "sl."]' in described.out
    description.write_text(described.out)
    result = b12("food", "import", str(path), "--as", str(description))
    assert result.code == 0
    assert "6 foods added" in result.out
    assert b12("food", "show", "atlantis-011", "--json").json["b12_ug_per_100g"] is None
    food = b12("food", "show", "atlantis-007", "--json").json
    assert (food["name"], food["b12_ug_per_100g"], food["group"]) == ("Kraken soup", 1.2, "Soups")
    assert b12("food", "show", "atlantis-009", "--json").json["b12_ug_per_100g"] is None


def test_a_description_that_does_not_fit_says_what_is_missing(
    b12: B12, ciqual: Path, home: Path
) -> None:
    description = home / "other.toml"
    description.write_text(
        '[other]\ntitle = "Other"\n[[other.forms]]\n[other.forms.foods]\nname = "Food"\n'
        'b12 = "B12"\n'
    )
    result = b12("food", "import", str(ciqual), "--as", str(description))
    assert result.code == 2
    assert result.err.endswith("is not as other.toml describes it: no sheet has all of Food, B12\n")


def test_a_damaged_spreadsheet_stores_nothing(b12: B12, home: Path, diary: Path) -> None:
    path = xlsx(home / "table.xlsx", {"Sheet": [["Food Code"]]})
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    before = diary.read_bytes()
    result = b12("food", "import", str(path))
    assert result.code == 1
    assert result.err.count("\n") == 1
    assert diary.read_bytes() == before


def test_a_folder_of_the_usda_is_still_one(b12: B12, home: Path) -> None:
    """Fineli has a food.csv as the USDA does; each is read as what it is."""
    folder = home / "fineli"
    folder.mkdir()
    (folder / "food.csv").write_text("FOODID;FOODNAME;EDPORT;IGCLASS\n734;PORO;100;GAME\n")
    (folder / "component_value.csv").write_text("FOODID;EUFDNAME;BESTLOC\n734;VITB12;6,30\n")
    assert "Fineli: 1 food, B12 known for 1" in b12("food", "import", str(folder)).out
    assert json.loads(b12("food", "show", "fineli-734", "--json").out)["b12_ug_per_100g"] == 6.3
