"""Text files in the separators and encodings that offices and their spreadsheets write."""

from pathlib import Path

import pytest

from tests.exchange.foods.tables import invented
from tracker.exchange.foods.tables.sheet import decoded, text_of
from tracker.exchange.foods.tables.sheets import SEPARATORS, open_sheets, separator_of


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_cells_of_a_text_file(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [
        ["Code", "Name", "B12 (µg)"],
        ["007", "Crème, 3,5 % fat; low", "0,3"],
        ["8", "", "<0,1"],
    ]
    path = invented.write(tmp_path / "table.csv", invented.text(rows, separator), encoding)
    (sheet,) = open_sheets(path, lambda *_: None)
    assert [[text_of(cell) for cell in row] for row in sheet.rows()] == rows


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b;c\n1;Beef, raw, 3,5 %;0,3\n2;Milk, 1,5 %, raw;0,1\n", ";"),
        ("name;b12\nMilk;0,4\nCheese;1,5\n", ";"),
        ("Title, with a comma\n\na|b\n1|2,5\n3|4,5\n", "|"),
        ('a,b\n"x;y;z",1\n"u;v;w",2\n', ","),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("a~b\n1,5~2\n", "~"),
        ("one\ntwo\n", ""),
        ("", ""),
    ],
)
def test_the_separator_stands_in_each_row(text: str, separator: str) -> None:
    assert separator_of(text) == separator


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Crème brûlée, œuf; pâté, 3° µg m² 'é' À la carte; créée n° 4", "cp1252"),
        ("Pão; maçã; feijão; CAFÉ", "cp1252"),
        ("Blåbär; smörgås; KÖTT; høns; grød; Größe", "cp1252"),
        ("piña; añejo; 1ª 2º; «x» nº 3; don’t – it’s µg m³", "cp1252"),
        ("mjólk þorskur ýsa æðarfugl", "cp1252"),
        ("Żółty ser, twardy; Śledź solony; ślad; Mąka żytnia", "cp1250"),
        ("Молоко цельное; Витамин В12, мкг; следы", "cp1251"),
        ("Γάλα πλήρες; Βιταμίνη Β12; ίχνη; κοτόπουλο ψητό", "cp1253"),
    ],
)
def test_an_encoding_of_windows_is_recognised_by_its_words(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text
