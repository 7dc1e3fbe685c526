"""`b12 export` and `b12 import native`, as a user moves a diary or joins two."""

import csv
import json
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12, NOW
from tests.dumping import dump
from tracker import cli
from tracker.cli import app as options
from tracker.exchange import files as exchange_files
from tracker.exchange.native.sheets import FORM, NEW, SHEETS
from tracker.exchange.recognise import ABOUT

_REPORTS = [
    "today", "today -d tue", "week", "week --last 3", "advise", "person", "person list", "lab list",
    "symptom list", "symptom names", "regimen list", "recipe list", "alias list", "show", "often",
    "food find slice liver", "food show 01077", "today --person =anna",
]  # fmt: skip


@pytest.fixture(scope="module")
def original(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with something of everything, made once."""
    home = tmp_path_factory.mktemp("full")
    path = home / "diary.db"
    shutil.copy(seeded, path)
    api = home / "usda.json"
    nutrient = {"nutrient": {"id": 1178, "number": "418", "unitName": "µg"}, "amount": 0.5}
    milk = {
        "fdcId": 746782, "ndbNumber": "1077", "dataType": "SR Legacy",
        "description": "Milk, whole, 3.25% milkfat", "foodNutrients": [nutrient],
    }  # fmt: skip
    api.write_text(json.dumps(milk), encoding="utf-8")
    servings = home / "servings.csv"
    servings.write_text(
        "Day,Food Name,Amount,B12 (Cobalamin) (µg)\n"
        "2026-11-18,Oats,40.00 g,\n2026-11-18,Eggs,100.00 g,1.10\n2026-11-18,Eggs,100.00 g,1.10\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(options, "now", lambda: NOW)
        patch.setenv("B12_DB", str(path))
        patch.setenv("B12_BACKUPS", str(home / "backups"))
        for words in _commands(api, servings):
            assert cli.run(words) == 0, words
    return path


def _commands(api: Path, servings: Path) -> list[list[str]]:
    return [
        ["person", "set", "--born", "1970-05-01", "--sex", "f", "--diet", "vegetarian"],
        ["person", "set", "--reference", "efsa", "--since", "2026-11-01"],
        ["person", "set", "--day-starts", "04:00", "--country", "uk"],
        ["person", "condition", "add", "metformin", "--since", "2024-03"],
        ["person", "target", "50ug", "--since", "2026-11-20"],
        ["regimen", "add", "50ug daily with food", "--since", "2026-11-20", "--until", "2027-01"],
        ["person", "add", "=Anna", "--sex", "f"],
        ["person", "stage", "pregnant", "--person", "=anna"],
        ["regimen", "add", "1mg hydroxocobalamin injection every 3 months", "--person", "=anna"],
        ["food", "import", str(api)],
        ["food", "add", "Oatly", "--per", "100ml", "--b12", "0.38ug", "--vegan"],
        ["food", "add", "Old bar", "--per", "100g", "--b12", "unknown"],
        ["food", "unit", "set", "13327", "my slice", "95g"],
        ["food", "unit", "set", "13327", "slice", "90g"],
        ["alias", "set", "my cereal", "08013"],
        ["recipe", "add", "liver pâté", "400g beef liver, 100g butter, 2 eggs", "--makes", "8"],
        ["log", "150g salmon, 1 cup milk, 2 eggs", "-m", "=SUM(1)"],
        ["log", "2 eggs", "-t", "08:00"],
        ["log", "2 eggs", "-t", "08:00"],
        ["log", "1 serving liver pâté, 1 cup 27042", "-d", "tue"],
        ["log", "1000ug B12 tablet, 2 cup Oatly", "-d", "tue"],
        ["log", "1000ug B12 injection", "-d", "mon"],
        ["log", "100g Old bar", "-d", "mon"],
        ["food", "remove", "Old bar"],
        ["note", "1", "'half, \"of\" it\u200f"],
        ["day", "partial", "tue"],
        ["day", "fast", "sat"],
        ["symptom", "log", "cramps", "6", "left calf,\tnight"],
        ["symptom", "log", "wobbly", "2", "--own"],
        ["lab", "log", "b12", "310", "pg/mL", "-d", "2026-10-02"],
        ["log", "3 eggs", "--person", "=anna"],
        ["import", "cronometer", str(servings)],
    ]  # fmt: skip


@pytest.fixture
def full(original: Path, diary: Path) -> Path:
    """That diary in the place of the user's."""
    shutil.copy(original, diary)
    return diary


def _comparable(of: Any) -> Any:
    """A report without the ids, which are the diary's own."""
    if isinstance(of, list):
        return [_comparable(report) for report in of]
    if isinstance(of, dict):
        return {key: _comparable(value) for key, value in of.items() if key != "id"}
    return of


def _reports(b12: B12, path: Path) -> list[Any]:
    message = []
    for words in _REPORTS:
        done = b12(*words.split(), "--json", "--db", str(path))
        assert done.code == 0, (words, done.err)
        message.append(_comparable(done.json))
    return message


@pytest.mark.parametrize(("target", "files"), [("out.zip", "csv"), ("out", "json")])
def test_a_new_diary_is_as_the_old_one_to_the_digit(
    b12: B12, full: Path, home: Path, seeded: Path, target: str, files: str
) -> None:
    assert b12("export", str(home / target), "--format", files).code == 0
    new = home / "new" / "diary.db"
    new.parent.mkdir()
    shutil.copy(seeded, new)
    done = b12("import", "native", str(home / target), "--db", str(new))
    assert done.code == 0
    # What a food import and a measure of one's own changed of what came with the program.
    milk = b12("food", "show", "01077", "--json", "--db", str(new)).json
    assert milk["b12_ug_per_100g"] == 0.5
    assert "slice" in b12("food", "show", "13327", "--db", str(new)).out
    assert "otherwise" not in done.out
    assert dump(new) == dump(full)
    if files == "csv":
        assert _reports(b12, new) == _reports(b12, full)

    again = b12("import", "native", str(home / target), "--db", str(new))
    assert "Added from" in again.out
    assert ": nothing\n" in again.out
    assert "undo" not in again.out
    assert b12("undo", "--db", str(new)).out == f"Undone: import of {target}\n"
    assert dump(new) == dump(seeded)
    assert b12("redo", "--db", str(new)).code == 0
    assert dump(new) == dump(full)


@pytest.fixture(scope="module")
def exported_once(original: Path) -> Path:
    """That diary as a folder of CSV."""
    folder = original.parent / "out"
    assert cli.run(["export", str(folder), "--db", str(original)]) == 0
    return folder


@pytest.fixture
def exported(exported_once: Path, home: Path) -> Path:
    """A copy of that folder."""
    return shutil.copytree(exported_once, home / "out")


@pytest.fixture
def fresh(diary: Path) -> Path:
    """A new diary to import into."""
    return diary


def test_an_export_is_private_and_says_what_it_holds(b12: B12, full: Path, home: Path) -> None:
    for target, files in (("out", "csv"), ("out.zip", "json")):
        done = b12("export", str(home / target), "--format", files)
        assert done.out.startswith(f"Exported to {home / target}: 2 people, ")
        assert "9 meals" in done.out
    assert stat.S_IMODE((home / "out").stat().st_mode) == 0o700
    for file in [home / "out.zip", *(home / "out").iterdir()]:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    about = json.loads((home / "out" / ABOUT).read_text())
    assert (about["form"], about["files"], about["rows"]["people"]) == (5, "csv", 2)
    assert {p.name for p in home.iterdir()} == {"data", "out", "out.zip"}


def test_a_spreadsheet_finds_no_formula(exported: Path) -> None:
    assert "'=SUM(1)" in (exported / "meals.csv").read_text(encoding="utf-8")
    assert "\n'=Anna," in (exported / "people.csv").read_text(encoding="utf-8")
    assert '"\'\'half, ""of"" it' in (exported / "items.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["out", "there.zip", "file", "no folder/out"])
def test_nothing_is_written_over(b12: B12, exported: Path, home: Path, target: str) -> None:
    (home / "there.zip").write_text("mine")
    (home / "file").write_text("mine")
    before = sorted(home.rglob("*"))
    done = b12("export", str(home / target))
    assert (done.code in (1, 2), done.out, done.err.count("\n")) == (True, "", 1)
    assert (home / "there.zip").read_text() == (home / "file").read_text() == "mine"
    assert sorted(home.rglob("*")) == before


def test_an_empty_folder_will_do(b12: B12, full: Path, home: Path) -> None:
    (home / "stick").mkdir()
    assert b12("export", str(home / "stick")).code == 0
    assert (home / "stick" / ABOUT).exists()
    assert stat.S_IMODE((home / "stick").stat().st_mode) == 0o700


@pytest.mark.parametrize("target", ["out", "out.zip"])
def test_a_kill_leaves_no_half_export_by_its_name(full: Path, home: Path, target: str) -> None:
    script = f"""
import os
from pathlib import Path
from tracker.exchange.native import files
def rows(sheet):
    if sheet == "items": os._exit(9)
    return []
files.write(Path({str(home / target)!r}), "csv", rows, {{}})
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert not (home / target).exists()


def test_a_dry_run_stores_nothing(b12: B12, fresh: Path, exported: Path, home: Path) -> None:
    before = fresh.read_bytes()
    done = b12("import", "native", str(exported), "--dry-run")
    assert done.out.startswith(f"Would add from {exported}: 2 people, ")
    assert done.out.endswith("Nothing is stored: this was a dry run\n")
    assert fresh.read_bytes() == before
    assert not (home / "backups").exists()


def test_a_kill_in_the_middle_of_an_import_leaves_the_diary_as_it_was(
    b12: B12, fresh: Path, exported: Path
) -> None:
    script = f"""
import os
from tracker import cli
from tracker.exchange.native import merge
merge._merge_recipes = lambda *_: os._exit(9)
cli.run(["import", "native", {str(exported)!r}])
"""
    before = dump(fresh)
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert b12("today", "--json").json["items"] == []
    assert dump(fresh) == before


def test_an_import_is_backed_up_first(b12: B12, fresh: Path, exported: Path, home: Path) -> None:
    before = dump(fresh)
    assert b12("import", "native", str(exported)).code == 0
    (copy,) = (home / "backups").iterdir()
    assert copy.name.endswith("-before-import.db")
    assert dump(copy) == before


def test_two_diaries_become_one(b12: B12, fresh: Path, exported: Path) -> None:
    for words in [
        ["person", "set", "--diet", "vegan"],
        ["log", "2 eggs", "-t", "08:00"],
        ["log", "1 cup milk", "-d", "sat"],
        ["food", "add", "Oatly", "--per", "100ml", "--b12", "0.5ug", "--vegan"],
        ["alias", "set", "my cereal", "08046"],
        ["symptom", "log", "cramps", "6", "left calf, night"],
    ]:
        assert b12(*words).code == 0
    here = dump(fresh)
    done = b12("import", "native", str(exported))
    assert done.code == 0
    (line,) = (line for line in done.out.splitlines() if "kept as here" in line)
    # Its own food, name and diet stay; the fast on the day of the milk was none.
    assert "me's diet" in line
    assert "ml of oatly" in line
    assert '"my cereal"' in line
    assert "fast of 2026-11-21, on which something was eaten" in line
    assert "completed: 1 person" in done.out  # who wasn't born yet

    person = b12("person", "--json").json
    assert (person["diet"], person["born"], person["sex"]) == ("vegan", "1970-05-01", "f")
    assert b12("food", "show", "oatly", "--json").json["portions"][0]["b12_ug"] == 0.5
    # Two equal breakfasts there and one here are two; the eggs of Anna are hers.
    eaten = b12("today", "--json").json["items"]
    assert [item["food"] for item in eaten].count("egg") == 3
    assert len(b12("symptom", "list", "--json").json) == 2  # the cramps are the same
    assert b12("today", "-d", "sat", "--json").json["mark"] is None

    again = b12("import", "native", str(exported))
    assert ": nothing\n" in again.out
    assert "completed" not in again.out
    assert b12("undo").out == "Undone: import of out\n"
    assert dump(fresh) == here


def test_a_fast_ends_when_something_was_eaten_after_all(
    b12: B12, fresh: Path, exported: Path
) -> None:
    assert b12("day", "fast", "tue").code == 0
    assert b12("import", "native", str(exported)).code == 0
    assert b12("today", "-d", "tue", "--json").json["mark"] == "partial"


def test_what_was_imported_from_elsewhere_is_not_imported_again(
    b12: B12, fresh: Path, exported: Path, original: Path
) -> None:
    b12("import", "native", str(exported))
    done = b12("import", "cronometer", str(original.parent / "servings.csv"))
    assert done.out.startswith("me: Imported 0 of 3 rows")


def _edit(name: str, *replaced: tuple[str, str]) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        text = (folder / name).read_bytes().decode()
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / name).write_bytes(text.encode())

    return spoil


def _column(name: str, column: str, value: str) -> Callable[[Path], None]:
    """Another value in the first row."""

    def spoil(folder: Path) -> None:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            header, first, *rest = csv.reader(file)
        first[header.index(column)] = value
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, first, *rest])

    return spoil


def _again(name: str) -> Callable[[Path], None]:
    """The last row a second time, and counted."""

    def spoil(folder: Path) -> None:
        lines = (folder / name).read_bytes().splitlines(keepends=True)
        (folder / name).write_bytes(b"".join([*lines, lines[-1]]))
        about = json.loads((folder / ABOUT).read_text())
        about["rows"][name.removesuffix(".csv")] += 1
        (folder / ABOUT).write_text(json.dumps(about))

    return spoil


_SPOILT = [
    (lambda f: (f / "meals.csv").unlink(), "out lacks meals.csv"),
    (lambda f: (f / ABOUT).unlink(), "not an export of b12"),
    (lambda f: (f / ABOUT).write_text("[]"), "is not what b12 writes"),
    (_edit(ABOUT, ('"form": 5', '"form": 6')), "newer release of b12 (its form is 6)"),
    (_edit(ABOUT, ('"meals": 9', '"meals": 10')), "meals.csv has 9 rows"),
    (_edit("meals.csv", ("eaten_at", "time")), "meals.csv, line 1: the columns are"),
    (lambda f: (f / "meals.csv").write_bytes(b"id,\xff"), "meals.csv is not in UTF-8"),
    (lambda f: (f / "targets.csv").write_text(""), "targets.csv, line 1: the columns are missing"),
    (_edit("people.csv", ("\nme,", '\nm"e,x,')), "line 2: it has 9 cells, and the header 8"),
    (_column("items.csv", "b12_ug", "ein"), "items.csv, line 2: b12_ug is not a number"),
    (_column("items.csv", "b12_ug", "nan"), "items.csv, line 2: b12_ug is out of bounds"),
    (_column("items.csv", "b12_ug", "-1"), "items.csv, line 2: b12_ug is out of bounds"),
    (_column("items.csv", "grams", "1e300"), "items.csv, line 2: grams is out of bounds"),
    (_column("items.csv", "usual", "2"), "items.csv, line 2: usual is out of bounds"),
    (_column("items.csv", "usual", "1.5"), "items.csv, line 2: usual is not a whole number"),
    (_column("items.csv", "usual", "9" * 5000), "items.csv, line 2: usual is not a whole number"),
    (_column("items.csv", "origin", ""), "items.csv, line 2: origin is missing"),
    (_column("items.csv", "origin", "air"), "items.csv, line 2: origin is out of bounds"),
    (_column("items.csv", "food", "a\0b"), "items.csv, line 2"),
    (_column("items.csv", "food", "x" * 100_001), "items.csv, line 2: food is longer than"),
    (_column("items.csv", "meal_id", "99"), "items.csv, line 2: it belongs to no meal"),
    (_column("meals.csv", "day", "22.11.2026"), 'meals.csv, line 2: day can\'t be "22.11.2026"'),
    (_column("meals.csv", "day", "20261122"), "meals.csv, line 2: day can't be"),
    (_column("meals.csv", "eaten_at", "2026-11-22T08:00"), "line 2: eaten_at can't be"),
    (_column("meals.csv", "person", "Bob"), 'line 2: nobody in the export is called "Bob"'),
    (_again("meals.csv"), "meals.csv, line 11: meal 9 appears twice"),
    (_column("people.csv", "sex", "x"), "people.csv, line 2: sex is out of bounds"),
    (_column("people.csv", "name", "=ANNA"), "people.csv, line 3: =Anna appears twice"),
    (_column("people.csv", "name", "a\u202eb"), "people.csv, line 2:"),
    (_column("people.csv", "day_starts", "noon"), "people.csv, line 2: day_starts can't be"),
    (_column("people.csv", "day_starts", "03:00+01:00"), "people.csv, line 2: day_starts can't"),
    (_column("life_stages.csv", "stage", "old"), "life_stages.csv, line 2: stage is out of bounds"),
    (_column("targets.csv", "authority", "me"), "targets.csv, line 2: authority can't be"),
    (_column("conditions.csv", "name", "luck"), "conditions.csv, line 2: name can't be"),
    (_column("conditions.csv", "until", "2001-01-01"), "is before 2024-03-01"),
    (_column("laboratory.csv", "test", "iron"), "laboratory.csv, line 2: test can't be"),
    (_column("laboratory.csv", "unit", "nmol/L"), "b12 isn't given in nmol/L"),
    (_column("symptoms.csv", "score", "11"), "symptoms.csv, line 2: score is out of bounds"),
    (_column("marked_days.csv", "mark", "x"), "marked_days.csv, line 2: mark is out of bounds"),
    (_again("foods.csv"), "is empty or appears twice"),
    (_column("foods.csv", "b12_ug_per_100g", "-1"), "foods.csv, line 2: b12_ug_per_100g is out"),
    (_column("portions.csv", "food_code", "x"), 'portions.csv, line 2: no food has the number "x"'),
    (_column("names.csv", "phrase", "!!"), 'names.csv, line 2: "!!" is not a name'),
    (_column("recipes.csv", "food_code", "oatly"), "it belongs to no recipe"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "message"), _SPOILT, ids=[message for _, message in _SPOILT])
def test_a_spoilt_export_is_refused_in_a_line_and_nothing_stored(
    b12: B12, fresh: Path, exported: Path, spoil: Callable[[Path], object], message: str
) -> None:
    spoil(exported)
    before = fresh.read_bytes()
    done = b12("import", "native", str(exported))
    assert message in done.err
    assert (done.code in (1, 2), done.out, done.err.count("\n")) == (True, "", 1)
    assert fresh.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "meals.json is not valid JSON"),
        ("[1]", "meals.json, row 1: it is not an object"),
        ('[{"id": 1}]', "meals.json, row 1: the columns are id"),
        ("[" * 100_000, "meals.json is not valid JSON"),
    ],
)
def test_spoilt_json_is_refused(b12: B12, full: Path, home: Path, text: str, message: str) -> None:
    b12("export", str(home / "out"), "--format", "json")
    (home / "out" / "meals.json").write_text(text)
    done = b12("import", "native", str(home / "out"))
    assert (done.code in (1, 2), done.out, done.err.count("\n")) == (True, "", 1)
    assert message in done.err


def test_a_json_sheet_has_a_limit(
    b12: B12, full: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("export", str(home / "out"), "--format", "json")
    monkeypatch.setattr("tracker.exchange.native.files._LONGEST_JSON", 100)
    done = b12("import", "native", str(home / "out"))
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: people.json has more than 100 characters: export as CSV\n"


def test_json_keeps_numbers_and_texts_apart(b12: B12, full: Path, home: Path) -> None:
    b12("export", str(home / "out"), "--format", "json")
    items = json.loads((home / "out" / "items.json").read_text(encoding="utf-8"))
    for column, value in (("b12_ug", "0.5"), ("usual", True), ("food", 5), ("food", "\ud800")):
        spoilt = [{**items[0], column: value}, *items[1:]]
        (home / "out" / "items.json").write_text(json.dumps(spoilt))
        done = b12("import", "native", str(home / "out"))
        assert f"items.json, row 1: {column}" in done.err


def _zipped(folder: Path, target: Path, prefix: str = "") -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in folder.iterdir():
            packed.write(file, prefix + file.name)


def test_a_folder_zipped_by_hand_will_do(b12: B12, fresh: Path, exported: Path, home: Path) -> None:
    _zipped(exported, home / "by-hand.zip", "my diary/")
    assert b12("import", "native", str(home / "by-hand.zip")).code == 0
    assert b12("person", "--json").json["born"] == "1970-05-01"


def test_of_several_exports_none_is_taken(
    b12: B12, fresh: Path, exported: Path, home: Path
) -> None:
    for name in ("2025", "2026"):
        shutil.copytree(exported, home / "all" / name)
    done = b12("import", "native", str(home / "all"))
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: all holds several exports: 2025, 2026; name one of them\n"
    shutil.rmtree(home / "all" / "2025")
    done = b12("import", "native", str(home / "all"), "--dry-run")
    assert done.out.startswith(f"Would add from {home / 'all' / '2026'}: ")
    # What lies in the folder itself is what was meant.
    shutil.copytree(exported, home / "all", dirs_exist_ok=True)
    done = b12("import", "native", str(home / "all"), "--dry-run")
    assert done.out.startswith(f"Would add from {home / 'all'}: ")


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        ("meals", "day"), ("marked_days", "day"), ("symptoms", "day"), ("laboratory", "day"),
        ("life_stages", "since"), ("targets", "since"), ("conditions", "since"),
        ("conditions", "until"), ("people", "born"),
    ],
)  # fmt: skip
def test_a_day_to_come_is_imported_and_told(
    b12: B12, fresh: Path, exported: Path, sheet: str, column: str
) -> None:
    """The program itself wrote it, when the clock was wrong."""
    _column(f"{sheet}.csv", column, "2027-11-23")(exported)
    done = b12("import", "native", str(exported))
    assert (done.code, done.err) == (0, "")
    assert "  1 row is of days to come: see b12 doctor\n" in done.out
    assert "of days to come" in b12("doctor").out


def test_a_laboratory_value_that_cannot_be_typed_is_refused(
    b12: B12, fresh: Path, exported: Path
) -> None:
    _column("laboratory.csv", "value", "500000")(exported)
    done = b12("import", "native", str(exported))
    assert (done.code, done.out) == (2, "")
    assert done.err == "Error: laboratory.csv, line 2: b12 can't be 500000 pg/mL\n"
    assert b12("lab", "log", "b12", "500000", "pg/mL").code == 2


def test_a_shipped_food_of_an_older_release_brings_its_figure_alone(
    b12: B12, fresh: Path, exported: Path
) -> None:
    """The next release may call it otherwise, and has it under other names."""
    _edit("foods.csv", (",whole milk,", ",full milk,"))(exported)
    assert b12("import", "native", str(exported)).code == 0
    milk = b12("food", "show", "01077", "--json").json
    assert (milk["everyday"], milk["b12_ug_per_100g"]) == ("whole milk", 0.5)
    assert "FoodData Central" in milk["source"]
    again = b12("import", "native", str(exported))
    assert "whole milk" not in again.out


def _without(path: Path, columns: set[str]) -> None:
    """Take columns out of a sheet."""
    if path.suffix == ".json":
        rows = json.loads(path.read_text(encoding="utf-8"))
        assert all(columns <= row.keys() for row in rows)
        kept = [{name: row[name] for name in row if name not in columns} for row in rows]
        path.write_text(json.dumps(kept), encoding="utf-8")
        return
    with path.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    places = [place for place, name in enumerate(head) if name not in columns]
    assert len(head) - len(places) == len(columns)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([line[place] for place in places] for line in [head, *lines])


def _as_form(form: int, folder: Path, files: str = "csv") -> None:
    """Write an export as the form before had it."""
    newer: dict[str, set[str]] = {}
    for number, columns in NEW.items():
        for sheet, column in columns if number > form else ():
            newer.setdefault(sheet, set()).add(column)
    for sheet, names in newer.items():
        path = folder / f"{sheet}.{files}"
        if names == {column.name for column in SHEETS[sheet].columns}:
            path.unlink()
        else:
            _without(path, names)
    _edit(ABOUT, (f'"form": {FORM}', f'"form": {form}'))(folder)


@pytest.mark.parametrize("files", ["csv", "json"])
def test_an_export_of_the_first_form_is_read(
    b12: B12, home: Path, fresh: Path, exported: Path, files: str
) -> None:
    b12("import", "native", str(exported))
    before = b12("lab", "list", "--json").json
    assert b12("export", str(home / "old"), "--format", files).code == 0
    _as_form(1, home / "old", files)
    assert b12("import", "native", str(home / "old")).code == 0
    assert b12("lab", "list", "--json").json == before
    b12("undo")
    assert b12("lab", "list", "--json").json == []


def test_an_export_of_the_form_without_regimens_is_read(
    b12: B12, home: Path, fresh: Path, exported: Path
) -> None:
    _as_form(2, exported)
    assert b12("import", "native", str(exported)).code == 0
    assert b12("regimen", "list", "--json").json == []
    assert b12("today", "-d", "tue", "--json").json["intake_ug"] > 1000


def test_an_export_of_the_form_without_tags_is_read(
    b12: B12, home: Path, fresh: Path, exported: Path
) -> None:
    _as_form(3, exported)
    assert b12("import", "native", str(exported)).code == 0
    assert b12("items", "--last", "2y", "--json").json[0]["tags"] == []
    # The same again adds nothing.
    assert ": nothing\n" in b12("import", "native", str(exported)).out


@pytest.mark.parametrize("files", ["csv", "json"])
def test_tags_travel_with_an_export(
    b12: B12, home: Path, fresh: Path, exported: Path, files: str
) -> None:
    b12("log", "2 eggs +travel +restaurant")
    b12("export", str(home / "tagged"), "--format", files)
    b12("undo")
    assert b12("import", "native", str(home / "tagged")).code == 0
    (item,) = b12("items", "+travel", "--json").json
    assert (item["food"], item["tags"]) == ("egg", ["restaurant", "travel"])
    before = b12("items", "--json").json
    b12("import", "native", str(home / "tagged"))
    assert b12("items", "--json").json == before


def test_regimens_are_merged_and_to_come_without_a_wrong_clock(
    b12: B12, home: Path, fresh: Path, exported: Path
) -> None:
    b12("regimen", "add", "50ug", "daily", "with", "food", "--since", "2026-11-01")
    b12("regimen", "add", "10ug", "daily")
    done = b12("import", "native", str(exported))
    # What is here stays, and the rest is added; January 2027 may be true, and is not counted.
    assert "me's regimen of 50 µg" in done.out
    assert "of days to come" not in done.out + b12("doctor").out
    labels = [one["regimen"] for one in b12("regimen", "list", "--json").json]
    assert labels == ["50 µg tablet daily with food", "10 µg tablet daily"]
    (hers,) = b12("regimen", "list", "--json", "--person", "=anna").json
    assert hers["regimen"] == "1000 µg hydroxocobalamin injection every 3 months"
    b12("import", "native", str(exported))
    assert len(b12("regimen", "list", "--json").json) == 2
    assert len(b12("regimen", "list", "--json", "--person", "=anna").json) == 1


@pytest.mark.parametrize(
    ("sheet", "column", "value", "to_come"),
    [
        # At 12:41 UTC on 22 November it is 02:41 of the 23rd on Kiritimati.
        ("laboratory", "day", "2026-11-23", False),
        ("laboratory", "day", "2026-11-24", True),
        ("meals", "eaten_at", "2026-11-23T00:10+13:00", False),
        ("meals", "eaten_at", "2026-11-22T12:42+00:00", True),
    ],
)
def test_a_day_that_has_begun_in_the_east_is_not_to_come(
    b12: B12, fresh: Path, exported: Path, sheet: str, column: str, value: str, to_come: bool
) -> None:
    _column(f"{sheet}.csv", column, value)(exported)
    done = b12("import", "native", str(exported))
    assert (done.code, "of days to come" in done.out) == (0, to_come)
    assert ("of days to come" in b12("doctor").out) == to_come


def test_meals_that_were_edited_on_one_side_are_told(b12: B12, diary: Path, home: Path) -> None:
    b12("log", "2 eggs", "-d", "mon", "-t", "08:00", "-m", "Breakfast")
    for hour in range(10, 17):
        b12("log", "1 cup milk", "-d", "mon", "-t", f"{hour}:00")
    b12("log", "1 cup milk", "-d", "tue", "-t", "10:00")
    b12("export", str(home / "out"))
    assert "another" not in b12("import", "native", str(home / "out")).out
    b12("undo")
    copy = home / "copy"
    shutil.copytree(home / "out", copy)
    text = (copy / "items.csv").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    changed = [line.replace("milk", "goat milk") for line in lines[:-1]] + lines[-1:]
    (copy / "items.csv").write_text("".join(changed).replace(",egg,", ",hen's egg,"), "utf-8")
    for words, more in ((["--dry-run"], 3), ([], 3)):
        done = b12("import", "native", str(copy), *words)
        assert done.code == 0, done.err
        assert "another Breakfast of Mon 16 Nov 2026, 08:00 is here too; both are kept" in done.out
        assert "another meal of Mon 16 Nov 2026, 10:00 is here too; both are kept" in done.out
        assert done.out.count("both are kept") == 5
        assert f"and {more} more that are here twice now" in done.out
        assert "Tue" not in done.out
    assert "another" not in b12("import", "native", str(copy)).out


def test_a_hostile_zip_is_refused(b12: B12, fresh: Path, exported: Path, home: Path) -> None:
    def refused(path: Path) -> str:
        before = sorted(home.rglob("*"))
        done = b12("import", "native", str(path))
        assert (done.code in (1, 2), done.out, done.err.count("\n")) == (True, "", 1)
        assert sorted(home.rglob("*")) == before
        return done.err

    _zipped(exported, home / "up.zip", "../")
    assert "not an export of b12" in refused(home / "up.zip")
    whole = home / "whole.zip"
    _zipped(exported, whole)
    (home / "cut.zip").write_bytes(whole.read_bytes()[:-200])
    assert "cut.zip is damaged" in refused(home / "cut.zip")
    content = bytearray(whole.read_bytes())
    with zipfile.ZipFile(whole) as packed:
        at = packed.getinfo("items.csv").header_offset + 60
    content[at : at + 20] = b"\xff" * 20
    (home / "bad.zip").write_bytes(content)
    assert "bad.zip is damaged" in refused(home / "bad.zip")
    (home / "text.zip").write_text("no zip")
    assert "not an export of b12" in refused(home / "text.zip")
    assert "no such file" in refused(home / "nothing.zip")


def test_a_zip_bomb_is_refused(
    b12: B12, fresh: Path, exported: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_files, "_BOMB_BYTES", 100_000)
    monkeypatch.setattr(exchange_files, "_BOMB_RATIO", 10)
    (exported / "meals.csv").write_bytes(b"0" * 10_000_000)
    _zipped(exported, home / "bomb.zip")
    done = b12("import", "native", str(home / "bomb.zip"))
    assert (done.code, "is a zip bomb" in done.err, done.err.count("\n")) == (1, True, 1)


def test_foods_are_found_by_numbers_without_leading_zeros(
    b12: B12, diary: Path, home: Path, seeded: Path
) -> None:
    for words in (["log", "2 eggs"], ["log", "150g salmon"], ["alias", "set", "huhn", "egg"]):
        assert b12(*words).code == 0
    assert b12("export", str(home / "out")).code == 0
    # The NDB number of an egg is 01123. A spreadsheet makes powers of ten of the longest numbers.
    for name in ("items.csv", "names.csv"):
        sheet = home / "out" / name
        text = sheet.read_text(encoding="utf-8").replace("01123", "1123")
        sheet.write_text(text.replace("15209", "1.5209E+04"), encoding="utf-8")
    shutil.copy(seeded, diary)
    done = b12("import", "native", str(home / "out"))
    assert done.code == 0
    assert "no food here has the number 1.5209E+04: what was logged" in done.out
    with closing(sqlite3.connect(diary)) as connection:
        linked = connection.execute(
            "SELECT item.food, code, item.b12_ug FROM item LEFT JOIN food ON food_id = food.id"
        ).fetchall()
    assert linked == [("egg", "01123", 0.89), ("salmon", None, 4.575)]
    again = b12("import", "native", str(home / "out"))
    assert "Added" in again.out
    assert "nothing" in again.out.splitlines()[0]
