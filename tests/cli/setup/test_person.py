import re

import pytest

from tests.conftest import B12
from tracker import paths


def test_without_set_up_there_is_a_target_and_a_hint(b12: B12) -> None:
    result = b12("person")
    assert result.code == 0
    assert "2.4 µg (IOM RDA 1998) a day" in result.out
    assert "assumed as no birth date is set" in result.out
    assert "b12 person set --born" in result.err


def test_the_line_of_the_hint_works(b12: B12) -> None:
    words = "--born 1990-05-01 --sex f --reference efsa --diet vegan".split()
    result = b12("person", "set", *words)
    assert (result.code, result.err) == (0, "")
    assert "4 µg (EFSA AI 2015) a day" in result.out
    person = b12("person", "--json").json
    assert (person["born"], person["sex"], person["diet"]) == ("1990-05-01", "f", "vegan")
    assert (person["target_ug"], person["target_source"]) == (4.0, "EFSA AI 2015")


@pytest.mark.parametrize(
    ("typed", "country"), [("uk", "uk"), ("gb", "uk"), ("GB", "uk"), ("US", "us"), ("de", "de")]
)
def test_a_country_has_two_letters(b12: B12, typed: str, country: str) -> None:
    assert b12("person", "set", "--country", typed).code == 0
    assert b12("person", "--json").json["country"] == country
    assert f"  country  {country}\n" in b12("person").out
    b12("undo")
    assert b12("person", "--json").json["country"] is None


def test_without_a_country_it_is_the_locale_s(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "  country  us (not set)\n" in b12("person").out
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "  country  de (not set)\n" in b12("person").out
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "  country  uk (not set)\n" in b12("person").out
    b12("person", "add", "Bea", "--country", "fr")
    assert b12("person", "--person", "Bea", "--json").json["country"] == "fr"


def test_a_new_reference_leaves_the_past_alone(b12: B12) -> None:
    b12("person", "set", "--reference", "efsa")
    assert b12("today", "-d", "yesterday", "--json").json["target_ug"] == 2.4
    assert b12("today", "--json").json["target_ug"] == 4.0
    b12("person", "set", "--reference", "dach", "--since", "2026-01-01")
    assert b12("today", "-d", "yesterday", "--json").json["target_source"].startswith("DACH")


def test_the_help_and_the_error_name_every_reference(b12: B12) -> None:
    error = b12("person", "set", "--reference", "fda").err
    help_text = " ".join(b12("person", "set", "--help").out.split())
    for row in paths.seed_rows("reference_intakes.csv"):
        name = row["authority"].lower()
        assert re.search(rf"\b{name}\b", error), name
        assert re.search(rf"Whose target: .*\b{name}\b.* --day-starts", help_text), name
        assert b12("person", "set", "--reference", name).code == 0


def test_a_child_is_called_no_adult(b12: B12) -> None:
    b12("person", "set", "--born", "2016-05-01", "--reference", "who")
    assert "why      aged 10 years and over\n" in b12("person").out


def test_life_stages_carry_dates(b12: B12) -> None:
    b12("person", "stage", "pregnant", "--since", "2026-03-01")
    b12("person", "stage", "lactating", "--since", "2026-11-20")
    on = {day: b12("today", "-d", day, "--json").json["target_ug"] for day in ("2026-02-28", "thu")}
    assert on == {"2026-02-28": 2.4, "thu": 2.6}
    assert b12("today", "--json").json["target_ug"] == 2.8
    b12("person", "stage", "none")
    assert b12("today", "--json").json["target_ug"] == 2.4


def test_a_target_of_your_own_and_back(b12: B12) -> None:
    b12("person", "set", "--reference", "efsa", "--since", "2026-01-01")
    b12("person", "target", "50ug", "--since", "fri")
    assert b12("today", "--json").json["target_source"] == "your own"
    assert b12("today", "-d", "thu", "--json").json["target_ug"] == 4.0
    b12("person", "target", "none")
    assert b12("today", "--json").json["target_source"] == "EFSA AI 2015"
    assert b12("today", "-d", "yesterday", "--json").json["target_ug"] == 50


def test_a_target_of_your_own_overrides_the_reference_of_the_same_day(b12: B12) -> None:
    b12("person", "set", "--reference", "uk")
    b12("person", "target", "1mg")
    assert b12("today", "--json").json["target_ug"] == 1000
    b12("person", "target", "none")
    assert b12("today", "--json").json["target_source"] == "UK RNI 1991"


def test_setting_the_same_value_is_no_step_of_undo(b12: B12) -> None:
    b12("person", "set", "--sex", "f")
    b12("log", "2 eggs")
    assert "Nothing to change" in b12("person", "set", "--sex", "F").err
    assert "log for" in b12("undo").out


def test_every_setting_can_be_undone(b12: B12) -> None:
    before = b12("person", "--json").json
    b12("person", "set", "--born", "1990-05-01", "--reference", "uk")
    b12("person", "stage", "pregnant")
    b12("person", "target", "10 µg")
    for _ in range(3):
        assert b12("undo").code == 0
    assert b12("person", "--json").json == before


@pytest.mark.parametrize(
    "words",
    [
        ["set"],
        ["set", "--born", "1990"],
        ["set", "--born", "2026-11-23"],
        ["set", "--born", "01/05/1990"],
        ["set", "--sex", "x"],
        ["set", "--diet", "paleo"],
        ["set", "--country", "britain"],
        ["set", "--country", "u1"],
        ["set", "--country", ""],
        ["set", "--reference", "fda"],
        ["set", "--born", "1990-05-01", "--since", "mon"],
        ["stage", "retired"],
        ["target", "50"],
        ["target", "50g"],
        ["target", "-5ug"],
        ["target", "0ug"],
        ["target", "2ug milk"],
        ["target", "nan"],
        ["target"],
    ],
)
def test_invalid_options_are_refused(b12: B12, words: list[str]) -> None:
    before = b12("person", "--json").json
    result = b12("person", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert b12("person", "--json").json == before


def test_a_man_is_not_pregnant(b12: B12) -> None:
    b12("person", "set", "--sex", "m")
    assert b12("person", "stage", "pregnant").code == 1
    b12("person", "set", "--sex", "f")
    b12("person", "stage", "pregnant")
    assert b12("person", "set", "--sex", "m").code == 1
