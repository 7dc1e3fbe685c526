"""`b12 unknown`: foods of unknown B12, and the figures that fill them in."""

import csv
import io
import random
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12
from tests.dumping import dump

_HEADER = "Day,Time,Group,Food Name,Amount,B12 (Cobalamin) (µg)"
_ROWS = [
    "2026-11-16,8:15 AM,Breakfast,Egg,2.00 large,1.11",
    "2026-11-16,1:15 PM,Lunch,Homemade Stew,300.00 g,",
    "2026-11-17,1:15 PM,Lunch,homemade stew,250.00 g,",
    "2026-11-18,1:15 PM,Lunch,Homemade stew,1.00 bowl,",
    "2026-11-18,1:15 PM,Lunch,Homemade stew,100.00 g,2.00",
    "2026-11-19,1:15 PM,Lunch,Oat bar,1.00 bar,",
    "2026-11-20,1:15 PM,Lunch,Oat bar,2.00 bar,",
]
_RAGOUT = ["food", "add", "beef ragout", "--per", "100g", "--b12", "1.2ug"]
_BOWL = ["--portion", "1 bowl 240g"]


@pytest.fixture(scope="module")
def seeded(small: Path) -> Path:
    """Few foods, as the diary is copied and compared here again and again."""
    return small


@pytest.fixture
def eaten(b12: B12, tmp_path: Path) -> B12:
    """A diary with stews and bars of unknown B12."""
    _import(b12, tmp_path, _ROWS)
    assert b12(*_RAGOUT, *_BOWL).code == 0
    return b12


def _import(b12: B12, folder: Path, rows: list[str]) -> None:
    file = folder / "servings.csv"
    file.write_text("\n".join([_HEADER, *rows, ""]), encoding="utf-8")
    assert b12("import", "cronometer", str(file)).code == 0


def _items(b12: B12, day: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = b12("today", "-d", day, "--json").json["items"]
    return items


def _ug(b12: B12, day: str) -> list[float | None]:
    return [item["b12_ug"] for item in _items(b12, day)]


def test_foods_of_unknown_b12_are_listed_by_how_often_they_were_logged(eaten: B12) -> None:
    result = eaten("unknown")
    assert (result.code, result.err) == (0, "")
    stew, bar, advice = result.out.splitlines()
    assert re.split(" {2,}", stew)[1:] == [
        "Homemade stew", "3 ×", "last Wed 18 Nov 2026", "550 g", "1 of them without a weight",
    ]  # fmt: skip
    assert "Oat bar" in bar
    assert "2 ×" in bar
    assert "no weight" in bar
    assert advice.startswith('To fill one in: b12 unknown set "Homemade stew" 0.8ug/100g')
    eaten("unknown", "set", "homemade stew", "--like", "beef ragout")
    assert 'unknown set "Oat bar" "2ug per serving", or' in eaten("unknown").out


def test_the_list_is_json_and_csv(eaten: B12) -> None:
    listed = eaten("unknown", "--json").json
    assert listed[0] == {
        "person": "me", "food": "Homemade stew", "times": 3, "last_eaten": "2026-11-18",
        "grams": 550, "times_without_grams": 1,
    }  # fmt: skip
    assert listed[1]["grams"] is None
    rows = list(csv.DictReader(io.StringIO(eaten("unknown", "--csv").out)))
    assert [row["food"] for row in rows] == ["Homemade stew", "Oat bar"]
    assert rows[1]["grams"] == ""
    assert eaten("unknown", "--csv", "--json").code == 2


def test_a_dish_with_an_unknown_ingredient_is_no_unknown_food(b12: B12) -> None:
    b12("food", "add", "gruel", "--per", "100g", "--b12", "unknown")
    b12("recipe", "add", "feast", "2 eggs, 100g gruel", "--makes", "2")
    b12("log", "1 serving feast, 300g gruel")
    assert [food["food"] for food in b12("unknown", "--json").json] == ["gruel"]


def test_nothing_unknown_is_one_sentence(b12: B12) -> None:
    b12("log", "2 eggs")
    result = b12("unknown")
    assert (result.code, result.out) == (0, "")
    assert result.err == "No food of unknown B12 is logged.\n"
    assert b12("unknown", "--json").out == "[]\n"


def test_a_name_that_a_shell_would_run_is_quoted(b12: B12, tmp_path: Path) -> None:
    _import(b12, tmp_path, ["2026-11-18,1:15 PM,Lunch,$(rm -rf ~) pie,1.00 bowl,"])
    assert "unknown set '$(rm -rf ~) pie' " in b12("unknown").out


@pytest.mark.parametrize(
    "words", [["homemade stew", "0.8ug/100g"], ["HOMEMADE", "STEW", "0.8", "ug", "per", "100", "g"]]
)
def test_a_figure_fills_every_item_of_the_name(eaten: B12, words: list[str]) -> None:
    before = eaten("show", "-d", "2026-11-17").out
    result = eaten("unknown", "set", *words)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Homemade stew: 0.80 µg/100 g, as given on 22 Nov 2026",
        "Filled in 2 items, 4.40 µg: Mon 16 Nov 2026, Tue 17 Nov 2026",
        "Still unknown: 1 item (1 bowl), for which that gives no figure; for instance b12 edit 4 "
        '--food "Homemade stew" --amount 300g',
        "It is a food of yours now, number homemade-stew",
        "Not right? b12 undo",
    ]
    assert _ug(eaten, "2026-11-16") == [1.11, pytest.approx(2.4)]
    (stew,) = _items(eaten, "2026-11-17")
    assert (stew["food"], stew["grams"]) == ("homemade stew", 250)
    assert stew["b12_ug"] == pytest.approx(2.0)
    assert stew["origin"] == "natural"
    assert stew["source"] == "as given on 22 Nov 2026"
    # What had a figure keeps it, and so does what the figure doesn't fit.
    assert _ug(eaten, "2026-11-18") == [None, 2.0]
    assert "unknown" in before


def test_the_food_is_known_from_then_on(eaten: B12) -> None:
    eaten("unknown", "set", "homemade stew", "0.8ug/100g")
    assert "2.40 µg" in eaten("log", "300g homemade stew").out
    assert "as given on 22 Nov 2026" in eaten("food", "show", "homemade stew").out
    # The advice for what is left works.
    assert eaten("edit", "4", "--food", "Homemade stew", "--amount", "300g").code == 0
    assert _ug(eaten, "2026-11-18") == [pytest.approx(2.4), 2.0]
    # And the amount of what was filled in can be changed.
    assert eaten("edit", "3", "--amount", "500g").code == 0
    assert _ug(eaten, "2026-11-17") == [pytest.approx(4.0)]


def test_a_similar_food_fills_what_it_has_a_measure_for(eaten: B12) -> None:
    result = eaten("unknown", "set", "homemade stew", "--like", "beef ragout")
    assert result.code == 0, result.err
    assert "Homemade stew: 1.20 µg/100 g, as beef ragout: your own entry" in result.out
    assert "Filled in 3 items, 9.48 µg" in result.out  # 6.60 of 550 g, and 2.88 of a bowl
    assert "Still unknown" not in result.out
    bowl, _ = _items(eaten, "2026-11-18")
    assert (bowl["amount"], bowl["measure"], bowl["grams"]) == (1, "bowl", 240)
    assert "1 bowl  240 g  2.88 µg" in eaten("log", "1 bowl homemade stew").out


def test_a_figure_for_one_of_what_was_logged(eaten: B12) -> None:
    result = eaten("unknown", "set", "oat bar", "0.5ug", "--origin", "fortified")
    assert "Filled in 2 items, 1.50 µg" in result.out
    (bar,) = _items(eaten, "2026-11-20")
    assert (bar["b12_ug"], bar["origin"]) == (1.0, "fortified")
    assert "0.50 µg" in eaten("log", "1 bar oat bar").out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["nothing", "1ug/100g"], 1, "b12 unknown lists those"),
        (["egg", "1ug/100g"], 1, "no such food is logged with unknown B12"),
        (["homemade stew"], 2, "give a figure"),
        (["homemade stew", "0.5ug"], 2, "for how much"),
        (["homemade stew", "lots"], 2, "not an amount of B12"),
        (["homemade stew", "1ug/100g", "--like", "egg"], 2, "not both"),
        (["homemade stew", "--like", "no such thing at all"], 1, "no food is called"),
        (["oat bar", "0.8ug/100g"], 1, "gives no figure for 1 bar, 2 bars: write 2ug per bar"),
        (["oat bar", "1ug per bar", "--origin", "injection"], 2, "injection"),
        (["homemade stew", "9mg/100g"], 1, "unit error"),
    ],
)
def test_a_refusal_is_one_line_and_stores_nothing(
    eaten: B12, diary: Path, words: list[str], code: int, message: str
) -> None:
    before = dump(diary)
    result = eaten("unknown", "set", *words)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1), result
    assert message in result.err
    assert dump(diary) == before
    assert eaten("history", "--json").json[0]["summary"].startswith("add food")


@pytest.mark.parametrize("like", [[], ["--like", "beef ragout"]])
def test_one_undo_takes_all_of_it_back_and_redo_repeats_it(
    eaten: B12, diary: Path, like: list[str]
) -> None:
    before = dump(diary)
    eaten("unknown", "set", "homemade stew", *(like or ["0.8ug/100g"]))
    after = dump(diary)
    assert after != before
    assert "fill in" in eaten("undo").out
    assert dump(diary) == before
    assert "fill in" in eaten("redo").out
    assert dump(diary) == after


def test_what_others_ate_stays_unknown(eaten: B12, tmp_path: Path) -> None:
    eaten("person", "add", "Anna")
    file = str(tmp_path / "servings.csv")
    assert eaten("--person", "anna", "import", "cronometer", file).code == 0
    result = eaten("--person", "anna", "unknown", "set", "homemade stew", "0.8ug/100g")
    assert result.out.startswith("Anna: Homemade stew: 0.80 µg/100 g")
    assert [food["times"] for food in eaten("unknown", "--json").json] == [3, 2]
    assert [f["times"] for f in eaten("--person", "anna", "unknown", "--json").json] == [2, 1]
    assert eaten("undo").out.startswith("Undone: Anna: fill in 2 items of Homemade stew")


def test_a_food_of_ones_own_that_has_a_figure_keeps_it(eaten: B12) -> None:
    eaten("food", "add", "homemade stew", "--per", "100g", "--b12", "0.5ug")
    result = eaten("unknown", "set", "homemade stew", "0.8ug/100g")
    assert "Filled in 2 items, 4.40 µg" in result.out
    assert "b12 log still takes 0.50 µg/100 g for homemade stew" in result.out
    assert "0.50 µg" in eaten("log", "100g homemade stew").out
    # Its items aren't of that food: another amount keeps their own figure.
    eaten("edit", "3", "--amount", "500g")
    assert _ug(eaten, "2026-11-17") == [pytest.approx(4.0)]


def test_a_food_of_ones_own_without_a_figure_gets_it(b12: B12) -> None:
    b12("food", "add", "gruel", "--per", "1 bowl", "--grams", "250", "--b12", "unknown")
    b12("log", "2 bowl gruel")
    assert "Filled in 1 item, 4.00 µg" in b12("unknown", "set", "gruel", "0.8ug/100g").out
    assert "2.00 µg" in b12("log", "1 bowl gruel").out
    assert b12("food", "find", "gruel", "--json").json[0]["b12_ug_per_100g"] == pytest.approx(0.8)


def test_a_name_of_ones_own_keeps_its_meaning(eaten: B12) -> None:
    eaten("alias", "set", "homemade stew", "beef liver")
    result = eaten("unknown", "set", "homemade stew", "0.8ug/100g")
    assert "Filled in 2 items" in result.out
    assert "b12 log still takes 83.1 µg/100 g for beef liver" in result.out
    eaten("alias", "set", "oat bar", "01191")  # a food of the catalogue whose B12 is unknown
    assert eaten("unknown", "set", "oat bar", "1ug").code == 0


def test_a_catalogue_food_of_unknown_b12_can_be_filled_in_twice(b12: B12, diary: Path) -> None:
    name = "Soup, clam chowder, new england, canned, ready-to-serve"
    b12("log", "1 cup 27042", "-d", "yesterday")
    assert b12("unknown", "set", *name.split(), "0.4ug/100g").code == 0
    b12("log", "1 cup 27042")
    assert b12("unknown", "set", name, "0.4ug/100g").code == 0
    assert b12("unknown").out == ""
    codes = [row for row in dump(diary)["food"] if name in row and "own" in row]
    assert len(codes) == 1


def test_an_exact_name_of_the_catalogue_is_linked_to_it(b12: B12, tmp_path: Path) -> None:
    _import(b12, tmp_path, ["2026-11-18,1:15 PM,Lunch,Beef liver,100.00 g,"])
    result = b12("unknown", "set", "beef liver", "--like", "beef liver")
    assert "83.1 µg" in result.out
    assert "food of yours" not in result.out
    assert _items(b12, "2026-11-18")[0]["food_id"] == "13327"


_STEPS = [
    "unknown set stew 0.8ug/100g", "unknown set stew --like ragout", "unknown set bar 0.5ug",
    "unknown set stew 2ug/bowl", "undo", "undo", "redo", "log 300g stew", "log 1 bar bar",
    "edit 2 --amount 100g", "remove 3", "food remove stew", "food edit stew --per 100g --b12 1ug",
    "alias set stew egg", "alias remove stew",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_any_mix_of_steps_is_undone_to_the_beginning_and_redone(
    b12: B12, diary: Path, tmp_path: Path, seed: int
) -> None:
    names = {"Homemade Stew": "stew", "homemade stew": "stew", "Homemade stew": "Stew"}
    rows = [row.replace("Oat ", "") for row in _ROWS]
    for name, short in names.items():
        rows = [row.replace(name, short) for row in rows]
    _import(b12, tmp_path, rows)
    b12("food", "add", "ragout", "--per", "100g", "--b12", "1.2ug", "--portion", "1 bowl 240g")
    chance = random.Random(seed)
    for _ in range(14):
        result = b12(*chance.choice(_STEPS).split())
        assert result.code in (0, 1, 2)
    b12("log", "2 eggs")  # from here on nothing is left to be redone
    states = [dump(diary)]
    while b12("undo").code == 0:
        states.append(dump(diary))
    while b12("redo").code == 0:
        assert states.pop() is not None
        assert dump(diary) == states[-1]
    assert len(states) == 1
