import re

import pytest

from tests.conftest import B12
from tracker.foods.labels import known_labels


def _add(b12: B12, name: str = "Oatly Barista", *more: str) -> None:
    words = more or ("--per", "100ml", "--b12", "0.38ug", "--vegan")
    result = b12("food", "add", name, *words)
    assert result.code == 0, result.err


def test_a_label_becomes_a_food_that_is_logged_by_its_name(b12: B12) -> None:
    _add(b12)
    assert b12("log", "250ml oatly barista").code == 0
    day = b12("today", "--json").json
    assert day["intake_ug"] == pytest.approx(0.95)
    assert (day["items"][0]["origin"], day["items"][0]["grams"]) == ("fortified", None)
    shown = b12("food", "show", "Oatly Barista", "--json").json
    assert (shown["id"], shown["diet"], shown["source"]) == (
        "oatly-barista", "vegan", "your own entry",
    )  # fmt: skip


def test_a_percentage_of_the_daily_value(b12: B12) -> None:
    _add(b12, "Bran bites", "--per", "1 cup", "--grams", "240", "--dv", "25%", "--label", "us-old")
    b12("log", "1 cup bran bites")
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(1.5)
    assert b12("log", "100g bran bites").code == 0


def _add_share(b12: B12, name: str, *label: str) -> tuple[float, str]:
    """Return the µg of a cup with 25 % of a daily value, and the reply's last line."""
    result = b12("food", "add", name, "--per", "1 cup", "--dv", "25%", *label)
    assert result.code == 0, result.err
    portions = b12("food", "show", name, "--json").json["portions"]
    return portions[0]["b12_ug"], result.out.splitlines()[-1]


def test_the_label_is_that_of_the_country_and_the_reply_says_which(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    ug, reply = _add_share(b12, "bites")
    assert ug == pytest.approx(0.6)
    assert reply.startswith("25 % of 2.4 µg (US Daily Value) for 4 years and over: 21 CFR")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    ug, reply = _add_share(b12, "flocken")
    assert ug == pytest.approx(0.625)
    assert reply.startswith("25 % of 2.5 µg (EU NRV) for adults: Regulation (EU) 1169/2011")
    b12("person", "set", "--country", "nz")
    ug, reply = _add_share(b12, "kiwi bites")
    assert ug == pytest.approx(0.5)
    assert reply.startswith("25 % of 2 µg (AU/NZ RDI) for adults: ")
    ug, reply = _add_share(b12, "jerky", "--label", "ZA")
    assert ug == pytest.approx(0.6)
    assert reply.endswith("(read in a second source)")


def test_the_source_of_a_percentage_is_shown_until_another_figure_is_given(b12: B12) -> None:
    _, share = _add_share(b12, "bites", "--label", "jp")
    assert "not read in the source" in share
    assert f"  source  your own entry: {share}\n" in b12("food", "show", "bites").out
    edited = b12("food", "edit", "bites", "--per", "1 cup", "--dv", "50", "--label", "eu").out
    share = "50 % of 2.5 µg (EU NRV) for adults"
    assert edited.splitlines()[-1].startswith(share)
    b12("food", "edit", "bites", "--vegan")
    assert f"your own entry: {share}" in b12("food", "show", "bites").out
    b12("food", "edit", "bites", "--per", "1 cup", "--b12", "1ug")
    assert b12("food", "show", "bites", "--json").json["source"] == "your own entry"


def test_the_help_names_every_label_with_its_value(b12: B12) -> None:
    text = " ".join(b12("food", "add", "--help").out.split())
    listed = re.search(r"Whose daily value: (.*?)\. \[default", text)
    assert listed
    values = {
        name: float(figure)
        for names, figure in re.findall(r"([a-z, -]+) \(([\d.]+)(?: µg)?\)", listed[1])
        for name in re.findall(r"[a-z]+(?:-[a-z]+)?", names.replace(" or ", ", "))
    }
    assert {label.name: label.ug for label in known_labels().values()} | {"nz": 2} == values


def test_the_usual_portion(b12: B12) -> None:
    _add(b12, "Soja", "--per", "100ml", "--b12", "0.38ug", "--portion", "1 glass 250ml")
    assert "1 glass" in b12("log", "soja").out
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(0.95)


def test_unknown_b12_is_allowed_and_stays_unknown(b12: B12) -> None:
    _add(b12, "Mystery bar", "--per", "1 bar", "--b12", "unknown")
    assert "B12 unknown: Mystery bar" in b12("log", "2 bars mystery bar").out
    assert b12("today", "--json").json["items"][0]["b12_ug"] is None


def test_editing_and_removing_do_not_change_logged_items(b12: B12) -> None:
    _add(b12)
    b12("log", "250ml oatly barista")
    edited = b12("food", "edit", "oatly barista", "--per", "100ml", "--b12", "5ug")
    assert "0.38 µg a ml" not in edited.out
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(0.95)
    b12("log", "100ml oatly barista", "-d", "yesterday")
    assert b12("today", "-d", "yesterday", "--json").json["intake_ug"] == pytest.approx(5)
    assert b12("food", "remove", "oatly barista").code == 0
    # The everyday list calls oat milk so, too.
    assert "oat milk" in b12("log", "100ml oatly barista", "-d", "-2d").out
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(0.95)
    _add(b12)
    assert b12("log", "100ml oatly barista").code == 0


def test_a_new_name_is_found(b12: B12) -> None:
    _add(b12)
    b12("food", "edit", "oatly barista", "--name", "Barista oat drink")
    assert b12("food", "show", "barista oat drink", "--json").json["id"] == "oatly-barista"


def test_all_of_it_can_be_undone_and_the_search_follows(b12: B12) -> None:
    _add(b12)
    b12("food", "edit", "oatly barista", "--name", "Zzyx drink", "--per", "100g", "--b12", "1ug")
    b12("food", "unit", "set", "13327", "my slice", "95g")
    b12("alias", "set", "my cereal", "08013")
    b12("food", "remove", "zzyx drink")
    for _ in range(2):
        assert b12("undo").code == 0
    phrases = [entry["phrase"] for entry in b12("alias", "list", "--json").json]
    assert "my cereal" not in phrases
    assert b12("undo").code == 0
    assert b12("food", "show", "zzyx drink", "--json").code == 0
    assert b12("undo").code == 0
    assert b12("food", "show", "zzyx drink").code == 1
    assert b12("food", "show", "oatly barista", "--json").json["portions"][0]["measure"] == "ml"
    assert b12("undo").code == 0
    assert b12("food", "show", "oatly barista", "--json").json["id"] == "oat-milk"


def test_a_measure_of_your_own(b12: B12) -> None:
    assert b12("food", "unit", "set", "13327", "my slice", "95g").code == 0
    assert "1 my slice" in b12("food", "show", "13327").out
    assert b12("log", "2 my slice beef liver").code == 0
    assert b12("today", "--json").json["items"][0]["grams"] == 190


def test_a_name_of_your_own_precedes_the_everyday_one(b12: B12) -> None:
    b12("alias", "set", "my cereal", "08013")
    b12("alias", "set", "milk", "01085")
    b12("log", "1 cup my cereal, 1 cup milk")
    codes = [item["food_id"] for item in b12("today", "--json").json["items"]]
    assert codes == ["08013", "01085"]
    listed = b12("alias", "list", "--json").json
    assert [entry["phrase"] for entry in listed] == ["milk", "my cereal"]
    assert b12("alias", "remove", "milk").code == 0
    assert b12("food", "show", "milk", "--json").json["id"] == "01077"
    assert b12("alias", "remove", "milk").code == 1


def test_an_empty_list_of_names_is_one_sentence(b12: B12) -> None:
    result = b12("alias", "list")
    assert (result.code, result.out) == (0, "")
    assert "alias set" in result.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add", "X bar"], 2),
        (["add", "X bar", "--b12", "1ug"], 2),
        (["add", "X bar", "--per", "100g", "--b12", "50mg"], 1),
        (["add", "", "--per", "100g", "--b12", "1ug"], 2),
        (["add", "X bar", "--per", "100g", "--dv", "25%", "--label", "fr"], 2),
        (["add", "X bar", "--per", "100g", "--b12", "1ug", "--label", "eu"], 2),
        (["edit", "13327", "--label", "eu"], 2),
        (["add", "X bar", "--per", "100g", "--b12", "<0.1ug"], 2),
        (["add", "X bar", "--per", "100g", "--b12", "> 0.1ug"], 2),
        (["add", "X bar", "--per", "100g", "--b12", "0.1ug+"], 2),
        (["add", "X bar", "--per", "100g", "--b12", "about 0.1ug"], 2),
        (["add", "X bar", "--per", "<100g", "--b12", "1ug"], 2),
        (["add", "X bar", "--per", "1 cup", "--b12", "1ug", "--portion", "~1 bar 30g"], 2),
        (["add", "X bar", "--per", "100g", "--b12", "1ug", "--portion", "1 glass 250ml"], 1),
        (["edit", "13327", "--per", "100g", "--b12", "1ug"], 1),
        (["edit", "nothing like it", "--vegan"], 1),
        (["remove", "salmon"], 1),
        (["unit", "set", "13327", "my slice", "lots"], 2),
        (["unit", "set", "13327", "my slice", "-5g"], 2),
        (["unit", "set", "13327", "", "5g"], 2),
    ],
)
def test_an_impossible_food_is_refused_in_one_line(b12: B12, words: list[str], code: int) -> None:
    result = b12("food", *words)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1), result.err
    assert b12("undo").code == 1


def test_the_same_food_twice_is_refused(b12: B12) -> None:
    _add(b12)
    assert b12("food", "add", "oatly barista", "--per", "100g", "--b12", "1ug").code == 1


def test_a_measure_and_a_food_number_go_together(b12: B12) -> None:
    b12("food", "unit", "set", "13327", "my slice", "95g")
    for text in ("2 slices 13327", "1 my slice 13327", "2 my slices beef liver", "2 large 01123"):
        assert b12("log", text).code == 0, text
    grams = [item["grams"] for item in b12("today", "--json").json["items"]]
    assert grams == [162, 95, 190, 100]


def test_a_former_name_means_the_everyday_food_again(b12: B12) -> None:
    _add(b12)
    b12("food", "edit", "oatly barista", "--name", "milk")
    assert b12("food", "show", "milk", "--json").json["id"] == "oatly-barista"
    b12("food", "edit", "milk", "--name", "barista")
    assert b12("food", "show", "milk", "--json").json["id"] == "01077"


def test_a_dose_that_no_food_has_is_refused(b12: B12) -> None:
    for words in (
        ["Huge", "--per", "1 bar", "--b12", "99999ug"],
        ["Pill", "--per", "1 tablet", "--grams", "0.3", "--b12", "1000ug", "--supplement"],
    ):
        result = b12("food", "add", *words)
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)


def test_a_new_figure_takes_the_old_doses_with_it(b12: B12) -> None:
    _add(b12, "Oat", "--per", "100g", "--b12", "1ug", "--portion", "1 slice 30g")
    b12("food", "edit", "oat", "--per", "100ml", "--b12", "3ug")
    portions = b12("food", "show", "oat", "--json").json["portions"]
    assert [(p["measure"], p["b12_ug"]) for p in portions] == [("ml", 3)]
    assert "3.00 µg/100 ml" in b12("food", "show", "oat").out


@pytest.mark.parametrize("name", ["2 bars", "a, b", "100g thing", "01077", "50g bar", "", "🍞"])
def test_a_name_that_could_not_be_logged_is_refused(b12: B12, name: str) -> None:
    for words in (
        ["food", "add", name, "--per", "100g", "--b12", "1ug"],
        ["alias", "set", name, "08013"],
        ["food", "unit", "set", "13327", name, "95g"],
        ["recipe", "add", name, "2 eggs", "--makes", "1"],
    ):
        result = b12(*words)
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1), words
