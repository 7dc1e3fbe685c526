import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12


def _values(b12: B12) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = b12("lab", "list", "--json").json
    return values


def test_a_value_beside_nices_band(b12: B12) -> None:
    result = b12("lab", "log", "b12", "310", "pg/mL", "-d", "2026-10-02")
    assert (result.code, result.err) == (0, "")
    for said in (
        "Logged for Fri 2 Oct 2026: total B12 310 pg/mL (229 pmol/L): indeterminate",
        "under 180 ng/L (180 pg/mL, 133 pmol/L) deficiency is likely",
        "to 350 ng/L (350 pg/mL, 258 pmol/L) indeterminate",
        "(NICE NG239, 2024, for people over 16). Taking B12",
        "b12 undo",
    ):
        assert said in result.out
    (value,) = _values(b12)
    assert value == {
        "id": 1,
        "day": "2026-10-02",
        "test": "b12",
        "bound": None,
        "value": 310,
        "unit": "pg/mL",
        "ng_per_l": 310,
        "pmol_per_l": pytest.approx(228.7, abs=0.05),
        "nmol_per_l": None,
        "umol_per_l": None,
        "band": "indeterminate",
        "band_source": "NICE NG239, 2024",
        "person": "me",
    }


def test_a_limit_stays_one_wherever_it_is_shown(b12: B12, home: Path) -> None:
    out = b12("lab", "log", "b12 < 150 pg/mL", "-d", "2026-10-02").out
    assert "total B12 < 150 pg/mL (< 111 pmol/L): deficiency likely" in out
    b12("lab", "log", "b12", "over", "2000", "pg/mL")
    (low, high) = _values(b12)
    assert (low["bound"], low["value"]) == ("<", 150)
    assert (high["bound"], high["value"], high["band"]) == (">", 2000, "deficiency unlikely")
    listed = b12("lab", "list").out
    assert "< 150 pg/mL" in listed
    assert "> 1476 pmol/L" in listed
    assert "total B12 < 150 pg/mL" in b12("history").out
    b12("log", "2 eggs", "-d", "2026-10-02")
    b12("report", "--html", str(home / "page.html"))
    assert "&lt; 150 pg/mL (&lt; 111 pmol/L)" in (home / "page.html").read_text()
    b12("chart", "symptoms", "-o", str(home / "chart.svg"))
    assert "total B12 &gt; 2000 pg/mL" in (home / "chart.svg").read_text()
    b12("lab", "remove", "1")
    b12("undo")
    assert _values(b12) == [low, high]


def test_active_b12_has_its_own_band(b12: B12) -> None:
    out = b12("lab", "log", "holoTC 24 pmol/L").out
    assert "active B12 24 pmol/L: deficiency likely" in out
    assert "under 25 pmol/L deficiency is likely, from there to 70 pmol/L indeterminate" in out
    assert _values(b12)[0]["ng_per_l"] is None


@pytest.mark.parametrize(
    ("said", "label"),
    [("mma 270 nmol/L", "270 nmol/L (0.27 µmol/L)"), ("homocysteine 11 umol/L", "11 µmol/L")],
)
def test_a_test_without_a_common_band_has_none(b12: B12, said: str, label: str) -> None:
    out = b12("lab", "log", said).out
    assert label in out
    assert "no band here, because laboratories differ" in out
    (value,) = _values(b12)
    assert (value["band"], value["band_source"]) == (None, None)
    assert value["umol_per_l"] == pytest.approx(0.27 if "mma" in said else 11)


def test_the_list_is_by_day_and_explains_each_band_once(b12: B12) -> None:
    b12("lab", "log", "b12 400 pmol/L")
    b12("lab", "log", "b12 150 ng/L", "-d", "2024-03-01")
    b12("lab", "log", "mma 0.3 µmol/L", "-d", "2026-10-01")
    lines = b12("lab", "list").out.splitlines()
    assert [" ".join(line.split()) for line in lines[:3]] == [
        "2 Fri 1 Mar 2024 total B12 150 ng/L 111 pmol/L deficiency likely",
        "3 Thu 1 Oct 2026 methylmalonic acid 0.3 µmol/L 300 nmol/L",
        "1 Sun 22 Nov 2026 total B12 400 pmol/L 542 pg/mL deficiency unlikely",
    ]
    assert "does not rule out a deficiency: methylmalonic acid of 0.3 µmol/L is raised" in lines[3]
    assert "so a deficiency is possible: see a clinician soon" in lines[4]
    assert [line.split(":")[0] for line in lines[5:]] == [
        "Total B12", "Methylmalonic acid", "Ask your clinician what it means for you.",
    ]  # fmt: skip
    assert "people of black ethnicity may have a higher reference range" in lines[5]


def test_under_16_there_is_no_band(b12: B12) -> None:
    b12("person", "set", "--born", "2012-01-01")
    logged = b12("lab", "log", "b12 150 ng/L").out
    assert "likely" not in logged
    assert "NICE's are for people over 16" in logged
    (value,) = _values(b12)
    assert (value["band"], value["band_source"]) == (None, None)


def test_the_reply_knows_what_else_the_diary_holds(b12: B12) -> None:
    b12("lab", "log", "mma 0.6 µmol/L", "-d", "yesterday")
    b12("symptom", "log", "numb feet 5")
    logged = b12("lab", "log", "b12 420 ng/L").out
    assert "does not rule out a deficiency" in logged
    assert "methylmalonic acid of 0.6 µmol/L is raised" in logged
    assert "signs of the nerves" in logged


def test_a_likely_deficiency_says_at_once_to_see_a_clinician(b12: B12) -> None:
    assert "see a clinician soon" in b12("lab", "log", "b12 150 ng/L").out


def test_an_empty_list_says_so(b12: B12) -> None:
    result = b12("lab", "list")
    assert (result.code, result.out) == (0, "")
    assert "b12 lab log b12 310 pg/mL" in result.err
    assert _values(b12) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["b12", "310"], "pg/mL, ng/L or pmol/L"),
        (["b12", "310", "nmol/L"], "pg/mL, ng/L or pmol/L"),
        (["b12", "0", "pg/mL"], "100000 pg/mL"),
        (["b12", "nan", "pg/mL"], "pg/mL"),
        (["b12", "-5", "pg/mL"], "negative"),
        (["b12", "1e9", "pg/mL"], "pg/mL, ng/L or pmol/L"),
        (["mma", "100001", "nmol/L"], "100000 nmol/L"),
        (["mma", "450", "µmol/L"], "100 µmol/L"),
        (["ferritin", "30", "µg/L"], "active-b12"),
        (["b12", "310", "pg/mL", "-d", "2026-11-23"], "future"),
        ([], "TEST VALUE UNIT"),
    ],
)
def test_invalid_input_is_one_line_and_stores_nothing(
    b12: B12, diary: Path, words: list[str], said: str
) -> None:
    before = diary.read_bytes()
    result = b12("lab", "log", *words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err
    assert diary.read_bytes() == before


def test_remove_and_undo(b12: B12) -> None:
    b12("lab", "log", "b12 310 pg/mL")
    b12("lab", "log", "hcy 11 umol/L")
    before = _values(b12)
    assert "total B12 310 pg/mL (Sun 22 Nov 2026)" in b12("lab", "remove", "1", "2").out
    assert _values(b12) == []
    b12("undo")
    assert _values(b12) == before
    assert "homocysteine 11 µmol/L" in b12("undo").out
    assert [value["test"] for value in _values(b12)] == ["b12"]


@pytest.mark.parametrize(("number", "code"), [("99", 1), ("x", 2), ("9" * 30, 2)])
def test_an_invalid_number_removes_nothing(b12: B12, number: str, code: int) -> None:
    b12("lab", "log", "b12 310 pg/mL")
    result = b12("lab", "remove", "1", number)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert len(_values(b12)) == 1


def test_each_person_has_their_own(b12: B12, diary: Path) -> None:
    b12("lab", "log", "b12 310 pg/mL")
    with closing(sqlite3.connect(diary)) as connection, connection:
        connection.execute("INSERT INTO person (name) VALUES ('Ana')")
    assert b12("lab", "list", "--json", "--person", "Ana").json == []
    assert b12("lab", "remove", "1", "--person", "Ana").code == 1


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("unit", ["µmol/L", "μmol/L", "umol/L"])
def test_the_c_locale_reads_every_micro_sign_and_prints_none(process: B12, unit: str) -> None:
    result = process("lab", "log", "homocysteine", "11", unit, LC_ALL="C")
    assert result.code == 0
    assert result.out.isascii()
    assert "11 umol/L" in result.out
    assert process("lab", "list", LC_ALL="C").out.isascii()
