"""Tables of invented countries are imported by the description that b12 drafts of them alone."""

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import B12
from tests.exchange.foods.tables import invented
from tests.exchange.foods.tables.comparing import differences, stored
from tests.spreadsheets import Rows, xlsx
from tracker.errors import InputError
from tracker.exchange.foods.entry import Record
from tracker.exchange.foods.tables import draft, reader, recognise
from tracker.exchange.foods.tables.description import read_tables
from tracker.exchange.foods.tables.sheets import open_sheets
from tracker.foods.model import Food, Portion


@pytest.fixture(scope="session")
def seeded(small: Path) -> Path:
    return small


def _import(b12: B12, home: Path, path: Path) -> str:
    """Import by the drafted description, and return that."""
    described = b12("food", "import", "--describe", str(path))
    assert described.code == 0
    # Some have the headers of a real one.
    assert described.err == "" or described.err.endswith("needs no description\n")
    description = home / "draft.toml"
    description.write_text(described.out, encoding="utf-8")
    result = b12("food", "import", str(path), "--as", str(description))
    assert result.code == 0, result.err
    assert " 0 skipped\n" in result.out
    return described.out


def _foods(path: Path) -> tuple[dict[str, Food], str]:
    """Return the foods by their names, and the description."""
    sheets = open_sheets(path, lambda *_: None)
    text = draft.describe(sheets, path.stem)
    recognised = recognise.recognise(sheets, read_tables(text, "draft.toml"))
    assert recognised is not None
    entries = reader.read(recognised, Counter())
    return {e.food.name: e.food for e in entries if isinstance(e, Record)}, text


def _csv(folder: Path, *lines: str) -> Path:
    return invented.write(folder / "table.csv", "\n".join(lines) + "\n")


@pytest.mark.parametrize("table", invented.TABLES, ids=lambda table: table.name)
def test_an_invented_table_is_imported_without_an_edit(
    b12: B12, home: Path, diary: Path, table: invented.Table
) -> None:
    built = table.build(home)
    _import(b12, home, built.path)
    assert differences(table, built.facts, stored(diary)) == []


def test_what_no_header_says_is_left_to_check(tmp_path: Path) -> None:
    path = _csv(
        tmp_path, "Code;Food;VITB12", "A1;Beef, raw;1,2", "A2;Beer;qz", "A3;Milk, whole;0,4",
        "A4;Cheese, hard;1,1",
    )  # fmt: skip
    foods, text = _foods(path)
    assert 'unit = "µg" # the file names no unit: check\n' in text
    assert 'unknown = ["qz"] # taken for unknown: check, some may be traces\n' in text
    assert foods["Beer"].b12_ug_per_100g is None
    assert foods["Milk, whole"].b12_ug_per_100g == 0.4


@pytest.mark.parametrize(
    ("header", "cell", "ug"),
    [
        ("Vitamin B12 (µg)", "1.5", 1.5),
        ("Vitamin B12 per 100 g", "1.5", 1.5),
        ("Vitamin B12 (mg/kg)", "0.015", 1.5),
        ("Vitamin B12, ng per 100 g", "1,250", 1.25),
        ("Vitamin B12 [g/100 g]", "1.5e-06", 1.5),
        ("B-12 (mcg per 100 g edible portion)", "1.5", 1.5),
        ("B₁₂ (㎍)", "1.5", 1.5),
        ("Витамин В12, мкг", "1.5", 1.5),
        ("Cobalamin µg/100g", "1.5 µg", 1.5),
        ("Vitamin B12 (µg)", "1.5¹", 1.5),
        ("Vitamin B12 (µg)", "1.5*", 1.5),
    ],
)
def test_units_and_sizes(tmp_path: Path, header: str, cell: str, ug: float) -> None:
    rows: list[list[Any]] = [["Code", "Food", "Energy (kcal)", header]]
    rows += [[f"A{n}", f"Beef, cut {n}", f"{n}.5", cell] for n in range(5)]
    foods, _ = _foods(xlsx(tmp_path / "table.xlsx", {"Table": rows}))
    assert {food.b12_ug_per_100g for food in foods.values()} == {ug}


def test_b12_of_a_serving_is_not_taken_for_that_of_100_g(tmp_path: Path) -> None:
    path = _csv(
        tmp_path, "Code;Food;B12 per serving (µg);B12 (% NRV);B12 per 100 g (µg)",
        "A1;Beef, raw;3,0;120;1,2", "A2;Beer;0,1;4;0,03", "A3;Milk, whole;0,8;32;0,4",
    )  # fmt: skip
    foods, _ = _foods(path)
    assert foods["Beef, raw"].b12_ug_per_100g == 1.2


@pytest.mark.parametrize(
    "lines",
    [
        ("Code;Food;Vitamin B1 (mg);Vitamin B2 (mg)", "A1;Beef;0,1;0,2", "A2;Beer;0,1;0,3"),
        ("Code;Food;B12 source", "A1;Beef;lab", "A2;Beer;book"),
        ("Food", "Vitamin B12 tablet"),
    ],
)
def test_a_file_without_b12_is_one_clear_line(tmp_path: Path, lines: tuple[str, ...]) -> None:
    path = _csv(tmp_path, *lines)
    with pytest.raises(InputError, match=r"^no column and no row of it is about vitamin B12 \(loo"):
        draft.describe(open_sheets(path, lambda *_: None), path.stem)


def test_a_table_without_names_is_one_clear_line(tmp_path: Path) -> None:
    path = _csv(tmp_path, "A;Vitamin B12 (µg)", *(f"{n};0,{n}" for n in range(1, 9)))
    with pytest.raises(InputError, match="no column with the names of the foods"):
        draft.describe(open_sheets(path, lambda *_: None), path.stem)


# Shapes that offices give their tables, each with what the second food is: its code, name, group,
# µg per 100 g, and mark.
_SHAPES = {
    "two columns of one name": (
        "Code;Name;Code;Name;B12 (mg)",
        ["A1;Beef, raw;G1;Meat;0,0012", "A2;Beer, pale;G2;Drinks;0", "A3;Ham, cooked;G1;Meat;0"],
        ("A2", "Beer, pale", None, 0.0, None),
    ),
    "what marks mean, below": (
        "Code;Food;Energy;B12 ug",
        ["A1;Beef, raw;3;1,2", "A2;Beer, pale;4;tr", "A3;Ham;3;0,8", "tr;traces;;", "-;unknown;;"],
        ("A2", "Beer, pale", None, 0.0, "trace"),
    ),
    "groups named by letters": (
        "Code;Food;Energy;B12 ug",
        ["A;MEAT;;", "0101;Beef, raw;3;1,2", "0102;Pork, raw;3;0,7", "B;DRINKS;;", "0201;Beer;4;0"],
        ("0102", "Pork, raw", "MEAT", 0.7, None),
    ),
    "English for some foods": (
        "Kod;Nazwa;English name;B12 ug",
        ["1;Wołowina;Beef, raw;1,2", "2;Kasza;;0,1", "3;Piwo;Beer, pale;tr", "4;Ser;Cheese;1"],
        ("2", "Kasza", None, 0.1, None),
    ),
    "headers in no language": (
        "x;y;B12",
        ["1;Beef, raw;1,2", "2;Beer, pale;tr", "3;Ham, cooked;0,8"],
        ("2", "Beer, pale", None, 0.0, "trace"),
    ),
    "notes in the header": (
        "Food code;Food;Vit. B12¹ (mcg)²",
        ["1;Beef, raw;1.2a", "2;Liver, lamb;60.5 b", "3;Milk;0.4¹"],
        ("2", "Liver, lamb", None, 60.5, None),
    ),
    "one figure among marks": (
        "Code;Food;Energy;B12 ug",
        [
            "A0;Carrot;3;-",
            "A1;Apple;3;..",
            *(f"A{n};Pear {n};3;-" for n in range(2, 20)),
            "C9;Beef;5;1,4",
        ],
        ("A1", "Apple", None, None, None),
    ),
}


@pytest.mark.parametrize("shape", _SHAPES)
def test_a_shape_of_a_table(tmp_path: Path, shape: str) -> None:
    header, lines, second = _SHAPES[shape]
    foods, _ = _foods(_csv(tmp_path, header, *lines))
    food = list(foods.values())[1]
    code = food.code.partition("-")[2]
    assert (code, food.name, food.group, food.b12_ug_per_100g, food.mark) == second
    is_food = [line for line in lines if line.split(";")[0] not in ("A", "B", "tr", "-")]
    assert len(foods) == len(is_food)


def test_a_table_of_b12_alone(tmp_path: Path) -> None:
    rows: Rows = [
        ["Vitamin B12 in foods, 2020, in ng per 100 g"],
        [],
        ["No.", "Food item", "SD", "Mean", "n"],
        [1, "Beef, raw", 0.1, 1200, 5],
        [2, "Liver, lamb", 3.2, 60500, 5],
        [3, "Milk, whole", 0.02, 400, 6],
    ]
    foods, _ = _foods(xlsx(tmp_path / "table.xlsx", {"Table": rows}))
    assert [food.b12_ug_per_100g for food in foods.values()] == [1.2, 60.5, 0.4]


def test_a_document_of_foods_by_their_codes(tmp_path: Path) -> None:
    foods = {
        f"F{n}": {"name": name, "nutrients": {"b6": {"value": 1}, "b12": {"value": ug}}}
        for n, (name, ug) in enumerate([("Beef, raw", 1.2), ("Beer", None), ("Milk, whole", "tr")])
    }
    path = invented.write(tmp_path / "table.json", json.dumps({"version": 2, "foods": foods}))
    read, _ = _foods(path)
    assert {food.code: (food.b12_ug_per_100g, food.mark) for food in read.values()} == {
        "table-F0": (1.2, None),
        "table-F1": (None, None),
        "table-F2": (0.0, "trace"),
    }


def test_numbers_that_mean_something_else_in_each_file(tmp_path: Path) -> None:
    """Foods, nutrients and groups are all numbered from 1."""
    folder = tmp_path / "table"
    folder.mkdir()
    files: dict[str, Rows] = {
        "a_nutrients": [["NutrID", "Nutrient"], *([n, f"Vitamin B{n}"] for n in range(1, 13))],
        "b_groups": [["GroupID", "Group name"], *([n, f"Group {n}"] for n in range(1, 7))],
        "c_foods": [
            ["FoodID", "Food", "GroupID"],
            *([n, f"Beef {n}", n % 6 + 1] for n in range(1, 31)),
        ],
        "d_values": [
            ["FoodID", "NutrID", "Value"],
            *(
                [food, n, food / 10 if n == 12 else 77]
                for food in range(1, 31)
                for n in range(1, 13)
            ),
        ],
    }
    for name, rows in files.items():
        invented.write(folder / f"{name}.csv", invented.text(rows, ";"))
    foods, text = _foods(folder)
    assert [food.b12_ug_per_100g for food in foods.values()] == [n / 10 for n in range(1, 31)]
    assert foods["Beef 6"].group == "Group 1"
    assert "locals" not in text


def test_measures_beside_the_foods(tmp_path: Path) -> None:
    path = _csv(
        tmp_path, "Code;Food;Household measure;Weight of measure (g);Fat (g);B12 ug",
        "A1;Beef, raw;1 slice;30;3;1,2", "A2;Beer;1 glass;200;4;tr", "A3;Ham;1 slice;20;3;0,8",
    )  # fmt: skip
    foods, _ = _foods(path)
    assert foods["Beer"].portions == (Portion(1.0, "glass", 200.0),)


_WORDS = st.text("abcdefghijklmnopqrstuvwxyzäöüéèñłşğıßабвгдежзийαβγδ", min_size=2, max_size=9)
_NAMES = st.lists(
    st.builds("{} {}".format, _WORDS, _WORDS), min_size=4, max_size=25, unique_by=str.casefold
)
_UG = st.decimals(0, 99, places=2).map(float)
_CELLS = st.one_of(_UG.map(lambda ug: (ug, None)), st.sampled_from([(None, None), (0.0, "trace")]))


@settings(max_examples=60, deadline=None)
@given(
    names=_NAMES,
    cells=st.lists(_CELLS, min_size=25, max_size=25),
    separator=st.sampled_from(";|\t~,"),
    decimal=st.sampled_from(".,"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    unit=st.sampled_from([("µg", 1.0), ("mg", 0.001), ("ng", 1000.0)]),
    title=st.booleans(),
)
def test_a_table_of_simple_form_is_read_as_it_was_written(
    names: list[str],
    cells: list[tuple[float | None, str | None]],
    separator: str,
    decimal: str,
    encoding: str,
    unit: tuple[str, float],
    title: bool,
) -> None:
    # A column with a figure; of marks alone nobody could say what it holds.
    cells[:2] = [(1.5, None), (0.25, None)]
    style = invented.Style(decimal, "tr", ("-",), factor=unit[1])
    rows: list[list[object]] = [["A table of foods"], []] if title else []
    rows.append(["Code", "Food", "Energy (kcal)", "Vitamin B6 (mg)", f"Vitamin B12 ({unit[0]})"])
    facts = {
        name: invented.Fact(f"X{n}", "", name, "", ug, mark)
        for n, (name, (ug, mark)) in enumerate(zip(names, cells, strict=False))
    }
    rows += [
        [fact.code, name, 100 + n, style.number(0.5 + n), style.cell(fact)]
        for n, (name, fact) in enumerate(facts.items())
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        invented.write(path, invented.text(rows, separator), encoding)
        foods, _ = _foods(path)
    assert {name: (food.b12_ug_per_100g, food.mark) for name, food in foods.items()} == {
        name: (fact.ug, fact.mark) for name, fact in facts.items()
    }
