import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12


def _felt(b12: B12, *words: str) -> list[dict[str, Any]]:
    felt: list[dict[str, Any]] = b12("symptom", "list", "--json", *words).json
    return felt


def test_a_symptom_with_score_and_note(b12: B12) -> None:
    result = b12("symptom", "log", "cramps", "6", "left calf, night")
    assert (result.code, result.err) == (0, "")
    assert "Logged for Sun 22 Nov 2026, 12:41: muscle cramps 6, left calf, night" in result.out
    assert "clinician" not in result.out
    assert _felt(b12) == [
        {
            "id": 1,
            "day": "2026-11-22",
            "felt_at": "2026-11-22T12:41+00:00",
            "symptom": "muscle cramps",
            "score": 6,
            "note": "left calf, night",
            "person": "me",
        }
    ]


@pytest.mark.parametrize(
    ("options", "day", "felt_at"),
    [
        (["-d", "yesterday"], "2026-11-21", None),
        (["-d", "yesterday", "-t", "23:10"], "2026-11-21", "2026-11-21T23:10"),
        (["-t", "7am"], "2026-11-22", "2026-11-22T07:00"),
        (["-t", "2am"], "2026-11-21", "2026-11-22T02:00"),
        (["-d", "yesterday", "-t", "2am"], "2026-11-21", "2026-11-22T02:00"),
    ],
)
def test_a_symptom_takes_the_day_and_time_of_a_meal(
    b12: B12, options: list[str], day: str, felt_at: str | None
) -> None:
    b12("person", "set", "--day-starts", "04:00")
    b12("log", "1 egg", *options)
    assert b12("symptom", "log", "tired", "4", *options).code == 0
    (felt,) = _felt(b12)
    assert felt["day"] == day
    assert (felt["felt_at"] or "").startswith(felt_at or "")
    (item,) = b12("today", "--json", "-d", day).json["items"]
    assert item["eaten_at"] == felt["felt_at"]


def test_a_time_after_midnight_names_its_weekday(b12: B12) -> None:
    b12("person", "set", "--day-starts", "04:00")
    assert "Sat 21 Nov 2026, 02:00 on Sun" in b12("symptom", "log", "cramps 6", "-t", "2:00").out


@pytest.mark.parametrize(
    ("typed", "text", "source"),
    [
        ("weak legs 3", "Leg weakness (3 of 10 on Sun 22 Nov 2026): see a clinician "
         "the same day. Damage to nerves can become permanent.", "NHS Lothian"),
        ("vision loss 3", "a clinician the same day", "NHS Lothian"),
        ("can't walk 3", "a clinician the same day", "NHS Lothian"),
        ("incontinence 3", "a clinician the same day", "NHS Lothian"),
        ("passed out 3", "a clinician the same day", "NHS"),
        ("pins and needles 3", "a clinician soon", "NICE NG239, 2024"),
        ("confusion 3", "a clinician soon", "NICE NG239, 2024"),
        ("low mood 8", "a clinician soon", "NICE NG239, 2024"),
        ("suicidal 3", "Call a crisis line", "NHS"),
        ("seizure 3", "Call the emergency number now", "NHS"),
    ],
)  # fmt: skip
def test_a_red_flag_warns_at_once(b12: B12, typed: str, text: str, source: str) -> None:
    lines = b12("symptom", "log", typed).out.splitlines()
    assert lines[0].startswith("Logged")
    assert text in lines[1]
    assert lines[1].endswith(f"({source})")
    assert "clinician" not in b12("symptom", "log", f"{typed.rsplit(' ', 1)[0]} 0").out


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        (["stage", "pregnant"], "in pregnancy"),
        (["set", "--born", "2026-05-01"], "in an infant"),
        (["set", "--born", "1950-05-01"], "age over 65"),
        (["set", "--diet", "vegan"], "a vegan diet without a reliable source"),
        (["condition", "add", "pernicious-anaemia"], "pernicious anaemia"),
        (["condition", "add", "famotidine"], "H2 blocker"),
        (["condition", "add", "gastric sleeve"], "sleeve gastrectomy"),
    ],
)
def test_every_symptom_warns_people_at_risk(b12: B12, facts: list[str], because: str) -> None:
    assert b12("person", *facts).code == 0
    warned = b12("symptom", "log", "cramps 2").out
    assert "see a clinician soon" in warned
    assert because in warned


def test_a_vegan_with_a_source_is_not_at_risk(b12: B12) -> None:
    b12("person", "set", "--diet", "vegan")
    b12("log", "2000ug b12 tablet", "-d", "-5d")
    assert "clinician" not in b12("symptom", "log", "cramps 2").out


def test_tingling_after_laughing_gas_is_for_the_same_day(b12: B12) -> None:
    added = b12("person", "condition", "add", "laughing", "gas", "--since", "2026-11-14")
    assert "a normal total B12 rules nothing out" in added.out
    warned = b12("symptom", "log", "tingling feet 2").out
    for words in ("after nitrous oxide", "the same day", "methylmalonic acid", "RCEM 2024"):
        assert words in warned


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("glosittis", "glossitis"),
        ("muscle crmps", "muscle cramps"),
        ("tingeling", "numbness and tingling"),
        ("palpitatons", "palpitations"),
        ("leg weekness", "leg weakness"),
    ],
)
def test_a_typing_error_is_refused_with_the_nearest_names(
    b12: B12, diary: Path, said: str, near: str
) -> None:
    before = diary.read_bytes()
    result = b12("symptom", "log", f"{said} 3")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert near in result.err.split("nearest:")[1]
    assert "--own" in result.err
    assert diary.read_bytes() == before


@pytest.mark.parametrize(
    "typed", ["feeling very suicidal", "pins and needles in my legs", "keep hearing voices"]
)
def test_an_unknown_name_that_holds_a_red_flag_is_logged_as_it_stands(b12: B12, typed: str) -> None:
    logged = b12("symptom", "log", f"{typed} 7")
    assert logged.code == 0
    assert "clinician" in logged.out or "crisis line" in logged.out
    (felt,) = _felt(b12)
    assert felt["symptom"] == typed


def test_an_unknown_name_says_which_command_lists_them(b12: B12) -> None:
    assert "b12 symptom names" in b12("symptom", "log", "zzz 3").err


def test_a_name_of_your_own_is_known_once_it_is_logged(b12: B12) -> None:
    assert b12("symptom", "log", "restless legs 3").code == 1
    assert b12("symptom", "log", "restless legs 3", "--own").code == 0
    assert b12("symptom", "log", "Restless Leg 4").code == 0
    assert [f["symptom"] for f in _felt(b12)] == ["restless legs", "restless legs"]
    assert "restless legs" in b12("symptom", "names").out
    assert "nearest: restless legs" in b12("symptom", "log", "restles legs 4").err


def test_own_does_not_duplicate_a_known_name(b12: B12) -> None:
    b12("symptom", "log", "sore tongue 3", "--own")
    assert [f["symptom"] for f in _felt(b12)] == ["glossitis"]


@pytest.mark.parametrize(
    "words",
    [
        ["cramps"],
        ["cramps", "11"],
        ["cramps", "-1"],
        ["cramps", "5.5"],
        ["6"],
        [],
        [""],
        ["!!", "3", "--own"],
        ["cramps", "6", "-d", "2026-11-23"],
        ["cramps", "6", "-t", "25:00"],
    ],
)
def test_invalid_input_is_one_line_and_stores_nothing(
    b12: B12, diary: Path, words: list[str]
) -> None:
    before = diary.read_bytes()
    result = b12("symptom", "log", *words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert diary.read_bytes() == before


def test_a_day_before_birth_is_refused(b12: B12) -> None:
    b12("person", "set", "--born", "1990-05-01")
    assert "birth" in b12("symptom", "log", "cramps 6", "-d", "1990-04-30").err


def test_the_list_covers_28_days_with_the_newest_last(b12: B12) -> None:
    for day, score in (("-1d", 2), ("today", 1), ("-27d", 3), ("-28d", 4)):
        b12("symptom", "log", f"cramps {score}", "-d", day)
    assert [f["score"] for f in _felt(b12)] == [3, 2, 1]
    assert [f["score"] for f in _felt(b12, "--last", "29")] == [4, 3, 2, 1]
    shown = b12("symptom", "list", "--last", "1")
    assert shown.out.split() == "2 Sun 22 Nov 2026 12:41 muscle cramps 1".split()


def test_an_empty_list_says_so(b12: B12) -> None:
    result = b12("symptom", "list")
    assert (result.code, result.out) == (0, "")
    assert "Mon 26 Oct – Sun 22 Nov 2026" in result.err
    assert _felt(b12) == []


def test_the_names_are_listed_with_their_other_words(b12: B12) -> None:
    names = {one["symptom"]: one for one in b12("symptom", "names", "--json").json}
    assert len(names) == 26
    assert "ataxia" in names["balance problems"]["also"]
    assert names["leg weakness"]["see_clinician"] == "same day"
    assert names["numbness and tingling"]["see_clinician"] == "soon"
    assert names["glossitis"]["see_clinician"] is None
    shown = b12("symptom", "names").out
    assert all(f"  {name} " in shown for name in names)
    assert "loss of control over either; see a clinician the same day (NHS Lothian)" in shown
    assert "see a clinician soon when it is severe (8 or more)" in shown
    assert names["palpitations"]["source"] == "NHS"


def test_remove_and_undo(b12: B12) -> None:
    b12("symptom", "log", "cramps 6 left calf")
    b12("symptom", "log", "tired 4", "-d", "yesterday")
    before = _felt(b12)
    removed = b12("symptom", "remove", "1", "2")
    assert "muscle cramps 6, left calf (Sun 22 Nov 2026)" in removed.out
    assert _felt(b12) == []
    assert "muscle cramps 6, left calf" in b12("undo").out
    assert _felt(b12) == before
    assert b12("undo").code == 0
    assert [f["symptom"] for f in _felt(b12)] == ["muscle cramps"]


@pytest.mark.parametrize(("number", "code"), [("99", 1), ("0", 1), ("x", 2), ("9" * 30, 2)])
def test_an_invalid_number_removes_nothing(b12: B12, number: str, code: int) -> None:
    b12("symptom", "log", "cramps 6")
    result = b12("symptom", "remove", "1", number)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert len(_felt(b12)) == 1


def test_each_person_has_their_own(b12: B12, diary: Path) -> None:
    b12("symptom", "log", "restless legs 3", "--own")
    with closing(sqlite3.connect(diary)) as connection, connection:
        connection.execute("INSERT INTO person (name) VALUES ('Ana')")
    assert _felt(b12, "--person", "Ana") == []
    assert b12("symptom", "log", "restless legs 3", "--person", "Ana").code == 1
    assert b12("symptom", "remove", "1", "--person", "Ana").code == 1
    assert len(_felt(b12)) == 1


@pytest.mark.usefixtures("diary")
def test_the_c_locale_shows_no_micro_sign(process: B12) -> None:
    result = process("symptom", "log", "restless legs 3 after 50 µg", "--own", LC_ALL="C")
    assert "restless legs 3, after 50 ug" in result.out
    (felt,) = process("symptom", "list", "--json").json
    assert felt["note"] == "after 50 µg"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("suicidal 5", "Call a crisis line"),
        ("chest pain 3", "Call the emergency number"),
        ("tired 6 and my legs are numb and I cannot walk", "see a clinician the same day"),
        ("tired 6 after a long walk", None),
        ("tired 0 I cannot walk", None),
    ],
)
def test_a_red_flag_in_a_name_or_a_note_warns(b12: B12, words: str, said: str | None) -> None:
    out = b12("symptom", "log", words).out
    assert len(out.splitlines()) == (2 if said is None else 3)
    assert said is None or said in out
