"""What the reader makes of tables that are not as they should be; each file has one fault."""

from collections import Counter
from pathlib import Path

import pytest

from tests.spreadsheets import Rows, xlsx
from tracker.errors import RefusedError
from tracker.exchange.foods.entry import Record
from tracker.exchange.foods.tables.description import read_tables
from tracker.exchange.foods.tables.reader import read
from tracker.exchange.foods.tables.recognise import recognise
from tracker.exchange.foods.tables.sheets import open_sheets

_MOON = """
[moon]
title = "Moon"
[[moon.forms]]
[moon.forms.foods]
code = "Code"
name = "Food"
group = "Group"
b12 = ["B12*", "Vitamin B12*"]
basis = "Basis"
"""


def _figures(path: Path, description: str = _MOON) -> tuple[dict[str, object], Counter[str]]:
    recognised = recognise(
        open_sheets(path, lambda *_: None), read_tables(description, "moon.toml")
    )
    assert recognised is not None
    unexplained: Counter[str] = Counter()
    records = [e for e in read(recognised, unexplained) if isinstance(e, Record)]
    return {r.food.code: r.food.b12_ug_per_100g for r in records}, unexplained


def _csv(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "cell", "ug"),
    [
        ("B12 (µg/kg)", "800", 80.0),
        ("B12 (mg per 100 g)", "0.001", 1.0),
        ("Vitamin B12 (µg/100g)", "1.5", 1.5),
        ("B12 (µg)", "1.5", 1.5),
    ],
)
def test_a_header_says_per_how_much(tmp_path: Path, header: str, cell: str, ug: float) -> None:
    figures, _ = _figures(_csv(tmp_path / "x.csv", f"Code;Food;{header}", f"1;egg;{cell}"))
    assert figures == {"moon-1": pytest.approx(ug)}


@pytest.mark.parametrize("basis", ["1 portion", "dry matter", "D", "mg"])
def test_a_figure_of_an_unknown_basis_is_left_out(tmp_path: Path, basis: str) -> None:
    lines = ("Code;Food;Basis;B12 (µg)", f"1;egg;{basis};1.5", "2;tea;per 100 g;0.5")
    figures, _ = _figures(_csv(tmp_path / "x.csv", *lines))
    assert figures == {"moon-2": 0.5}


def test_a_mark_that_nobody_explained_is_unknown_and_counted(tmp_path: Path) -> None:
    lines = ("Code;Food;B12 (µg)", "1;egg;1.5", "2;tea;zzz", "3;gin;zzz")
    figures, unexplained = _figures(_csv(tmp_path / "x.csv", *lines))
    assert figures == {"moon-1": 1.5, "moon-2": None, "moon-3": None}
    assert unexplained == {"zzz": 2}


def test_foods_that_share_a_code_all_stay(tmp_path: Path) -> None:
    lines = ("Code;Food;B12 (µg)", "1;egg;1", "1;tea;2", "1;gin;3", "1;egg;1")
    figures, _ = _figures(_csv(tmp_path / "x.csv", *lines))
    assert figures == {"moon-1": 1, "moon-1-2": 2, "moon-1-3": 3}


def test_a_food_without_a_figure_is_no_heading(tmp_path: Path) -> None:
    lines = ("Code;Food;B12 (µg)", "1;egg;", "10;tea;2", "11;gin;3")
    figures, _ = _figures(_csv(tmp_path / "x.csv", *lines))
    assert figures == {"moon-1": None, "moon-10": 2, "moon-11": 3}


def test_a_download_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Code;Food;B12 (µg)\n" + "1;egg;1\n" * 30 + "2;te")
    with pytest.raises(RefusedError, match="ends in the middle of a row"):
        _figures(path)


def test_a_remark_below_the_table_is_no_cut(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Code;Food;B12 (µg)\n" + "1;egg;1\n" * 30 + "Source: the Moon")
    assert _figures(path)[0] == {"moon-1": 1}


def test_cells_far_outside_of_the_sheet_are_refused(tmp_path: Path) -> None:
    far: Rows = [["Code", "Food", *[""] * 16_000, "B12"]]
    rows = [*far, *[[""]] * 9_000, ["1"]]
    with pytest.raises(RefusedError, match="far outside"):
        open_sheets(xlsx(tmp_path / "x.xlsx", {"Sheet": rows}), lambda *_: None)


def test_another_document_beside_the_table_is_left_alone(tmp_path: Path) -> None:
    _csv(tmp_path / "x.csv", "Code;Food;B12 (µg)", "1;egg;1.5")
    (tmp_path / "licence.html").write_text("<html><p>free<br></html>")
    (tmp_path / "readme.docx").write_bytes(b"PK\x03\x04 not a spreadsheet")
    assert _figures(tmp_path)[0] == {"moon-1": 1.5}


def test_the_edition_is_not_looked_for_among_the_foods(tmp_path: Path) -> None:
    path = _csv(tmp_path / "x.csv", "Code;Food;B12 (µg)", "2013;egg;1.5")
    description = _MOON.replace("[[moon.forms]]", "[[moon.forms]]\nedition_in = '(20\\d\\d)'")
    recognised = recognise(open_sheets(path, lambda *_: None), read_tables(description, "m.toml"))
    assert recognised is not None
    assert recognised.food_table.name == "Moon"
