import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from tests.conftest import B12, Result
from tracker.cli import choose

PATE = ("liver pâté", "400g", "beef", "liver,", "100g", "butter,", "2", "eggs", "--makes", "8")
# A cup of clam chowder, whose B12 is unknown, and two eggs.
SOUP = ("soup", "1 cup 27042, 2 eggs", "--makes", "2")


@pytest.fixture
def pate(b12: B12) -> Result:
    added = b12("recipe", "add", *PATE)
    assert (added.code, added.err) == (0, "")
    return added


def _content(diary: Path) -> dict[str, list[Any]]:
    tables = ("food", "portion", "alias", "recipe", "recipe_ingredient", "item")
    with closing(sqlite3.connect(diary)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in tables
        }


def _refused(result: Result, code: int, words: str) -> None:
    assert (result.code, result.out) == (code, "")
    assert result.err.count("\n") == 1
    assert words in result.err


def test_the_reply_lists_what_is_in_it(pate: Result) -> None:
    assert pate.out.splitlines() == [
        "Added recipe liver pâté, number liver-pate, makes 8:",
        "  beef liver    400 g  400 g   333 µg",
        "  butter        100 g  100 g  0.17 µg",
        "  egg         2 large  100 g  0.89 µg",
        "In all: 334 µg in 600 g",
        "A serving: 41.7 µg in 75 g",
        "Not right? b12 undo",
    ]


@pytest.mark.parametrize(
    ("words", "grams", "b12_ug"),
    [
        # 400 g at 83.13, 100 g at 0.17 and 100 g at 0.89 µg/100 g: 333.58 µg in 600 g.
        ("1 serving liver pâté", 75, 41.6975),
        ("liver pate", 75, 41.6975),
        ("2 servings LIVER PÂTÉ", 150, 83.395),
        ("80g liver pa\u0302te\u0301", 80, 44.4773),
        ("1 serving liver-pate", 75, 41.6975),
    ],
)
def test_a_dish_is_logged_by_its_name(
    b12: B12, pate: Result, words: str, grams: float, b12_ug: float
) -> None:
    assert b12("log", *words.split()).code == 0
    (item,) = b12("today", "--json").json["items"]
    assert (item["food"], item["grams"]) == ("liver pâté", grams)
    assert item["b12_ug"] == pytest.approx(b12_ug, abs=1e-3)
    assert (item["lower_bound"], item["source"], item["kind"]) == (False, "your own recipe", "meat")


def test_show_and_list(b12: B12, pate: Result) -> None:
    shown = b12("recipe", "show", "Liver Pate")
    assert shown.out.splitlines() == [
        "Recipe liver pâté, number liver-pate, makes 8:",
        *pate.out.splitlines()[1:-1],
    ]
    assert "41.7 µg in 75 g a serving" in b12("recipe", "list").out
    (listed,) = b12("recipe", "list", "--json").json
    assert b12("recipe", "show", "liver pâté", "--json").json == listed
    assert (listed["id"], listed["makes"], listed["grams"]) == ("liver-pate", 8, 600)
    assert [one["food_id"] for one in listed["ingredients"]] == ["13327", "01001", "01123"]


def test_an_empty_list_of_recipes_is_no_failure(b12: B12) -> None:
    listed = b12("recipe", "list")
    assert (listed.code, listed.out) == (0, "")
    assert listed.err.startswith("No recipes yet")
    assert b12("recipe", "list", "--json").json == []


def test_unknown_b12_in_a_recipe_reaches_the_day_and_the_week(b12: B12) -> None:
    added = b12("recipe", "add", *SOUP)
    # Two eggs, 0.89 µg, and the unknown: 0.445 µg at least.
    assert "A serving: ≥ 0.45 µg in 177 g" in added.out
    assert "B12 unknown: Soup, clam chowder" in added.out
    logged = b12("log", "2 servings soup, 1 cup milk")
    assert "≥ 0.89 µg  holds foods of unknown B12" in logged.out
    assert "Today: ≥ 1.99 µg, ≥ 83 %" in logged.out
    today = b12("today", "--json").json
    assert [item["lower_bound"] for item in today["items"]] == [True, False]
    assert (today["lower_bound"], today["unknown_foods"]) == (True, ["soup"])
    # At least 83 % of the target: whether it was met is open.
    assert today["target_met"] is None
    assert "≥ 0.89 µg  holds foods of unknown B12" in b12("today").out
    week = b12("week")
    assert "≥ 1.99 µg" in week.out
    assert "B12 unknown: soup" in week.out
    assert b12("week", "--json").json["weeks"][0]["days_target_unknown"] == 1


def test_a_dish_of_unknown_foods_is_unknown(b12: B12) -> None:
    b12("recipe", "add", "soup", "1 cup 27042", "--makes", "2")
    assert "A serving: B12 unknown in 127 g" in b12("recipe", "show", "soup").out
    b12("log", "1 serving soup")
    (item,) = b12("today", "--json").json["items"]
    assert (item["b12_ug"], item["lower_bound"], item["grams"]) == (None, False, 127)


def test_a_dish_in_a_dish(b12: B12) -> None:
    b12("recipe", "add", *SOUP)
    added = b12("recipe", "add", "supper", "2 servings soup, 1 cup milk", "--makes", "1")
    assert "holds foods of unknown B12" in added.out
    assert b12("recipe", "show", "supper", "--json").json["lower_bound"] is True


def test_without_all_weights_a_serving_is_a_dose(b12: B12) -> None:
    b12("food", "add", "Oatly", "--per", "100ml", "--b12", "0.38ug", "--vegan")
    b12("recipe", "add", "porridge mix", "500ml oatly", "--makes", "2")
    assert "A serving: 0.95 µg\n" in b12("recipe", "show", "porridge mix").out
    b12("log", "1 serving porridge mix")
    (item,) = b12("today", "--json").json["items"]
    assert (item["b12_ug"], item["grams"]) == (pytest.approx(0.95), None)
    _refused(b12("log", "80g porridge mix"), 1, "use 1 serving")


def test_editing_a_recipe_does_not_change_logged_items(b12: B12, pate: Result) -> None:
    b12("log", "1 serving liver pâté")
    before = b12("today", "--json").json
    edited = b12("recipe", "edit", "liver pâté", "300g beef liver, 300g butter", "--makes", "6")
    assert "liver pâté was 41.7 µg in 75 g a serving; now" in edited.out
    # 300 g at 83.13 and 300 g at 0.17, by 6.
    assert "A serving: 41.6 µg in 100 g" in edited.out
    assert b12("today", "--json").json == before
    b12("log", "1 serving liver pâté")
    assert b12("today", "--json").json["items"][1]["b12_ug"] == pytest.approx(41.65)


def test_only_the_number_of_servings(b12: B12, pate: Result) -> None:
    assert "A serving: 33.4 µg in 60 g" in b12("recipe", "edit", "liver pâté", "--makes", "10").out
    again = b12("recipe", "edit", "liver pâté", "--makes", "10")
    assert (again.code, again.err) == (0, "Nothing to change.\n")


def test_a_measure_of_your_own_survives_an_edit(b12: B12, pate: Result) -> None:
    b12("food", "unit", "set", "liver pâté", "my slice", "40g")
    b12("recipe", "edit", "liver pâté", "--makes", "10")
    portions = b12("food", "show", "liver pâté", "--json").json["portions"]
    assert [(p["measure"], p["grams"]) for p in portions] == [("serving", 60), ("my slice", 40)]


def test_a_later_change_of_an_ingredient_does_not_change_the_recipe(b12: B12) -> None:
    b12("food", "add", "My flakes", "--per", "100g", "--b12", "10ug", "--added")
    b12("recipe", "add", "bowl", "50g my flakes", "--makes", "1")
    b12("food", "remove", "my flakes")
    assert "A serving: 5.00 µg in 50 g" in b12("recipe", "show", "bowl").out


def test_one_undo_takes_back_each_step(b12: B12, diary: Path) -> None:
    states = [_content(diary)]
    for words in (
        ("add", *PATE),
        ("edit", "liver pâté", "300g beef liver", "--makes", "4"),
        ("edit", "liver pâté", "100g beef liver, 1 cup 27042, 1 egg"),
        ("remove", "liver pâté"),
        ("add", *PATE),
    ):
        assert b12("recipe", *words).code == 0
        states.append(_content(diary))
    for state in reversed(states[:-1]):
        assert b12("undo").code == 0
        assert _content(diary) == state
    assert b12("undo").code == 1


def test_a_removed_dish_is_gone_and_what_is_logged_stays(b12: B12, pate: Result) -> None:
    b12("log", "1 serving liver pâté")
    before = b12("today", "--json").json
    assert b12("recipe", "remove", "liver pâté").code == 0
    assert b12("today", "--json").json == before
    assert b12("recipe", "list", "--json").json == []
    _refused(b12("recipe", "show", "liver pâté"), 1, "no recipe")
    b12("undo")
    assert b12("log", "1 serving liver pâté").code == 0


def test_a_food_of_the_same_name_is_not_a_recipe(b12: B12, pate: Result) -> None:
    b12("food", "remove", "liver pâté")
    b12("food", "add", "liver pâté", "--per", "100g", "--b12", "8ug")
    assert b12("recipe", "list", "--json").json == []
    _refused(b12("recipe", "edit", "liver pâté", "--makes", "2"), 1, "no recipe")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "stew", "400g beef liver, 1 unicorn salad", "--makes", "8"), 1, "unicorn"),
        (("add", "stew", "3 flurbs salmon", "--makes", "8"), 1, "flurbs"),
        (("add", "stew", "2 leaves butter", "--makes", "8"), 1, "no weight for leaf"),
        (("add", "stew", "2 eggs"), 2, "--makes"),
        (("add", "stew", "--makes", "8"), 2, "Missing argument"),
        (("add", "stew", "2 eggs", "--makes", "0"), 2, "--makes"),
        (("add", "stew", "2 eggs", "--makes", "-2"), 2, "negative"),
        (("add", "stew", "2 eggs", "--makes", "1001"), 2, "up to 1000"),
        (("add", "stew", "2 eggs", "--makes", "nan"), 2, "--makes"),
        (("add", "13327", "2 eggs", "--makes", "1"), 2, "invalid name"),
        (("add", "stew", "1 B12 injection 1000ug", "--makes", "1"), 1, "injected"),
        (("edit", "stew", "2 eggs"), 1, 'no recipe is called "stew"; yours: liver pâté'),
        (("edit", "liver pâté"), 2, "--makes"),
        (("edit", "liver pâté", "100g liver pâté"), 1, "of itself"),
        (("edit", "salmon", "2 eggs"), 1, "no recipe"),
        (("show", "egg"), 1, "no recipe"),
        (("remove", "salmon"), 1, "no recipe"),
    ],
)
def test_invalid_recipes_are_refused_in_one_line(
    b12: B12, diary: Path, pate: Result, words: tuple[str, ...], code: int, said: str
) -> None:
    before = _content(diary)
    _refused(b12("recipe", *words), code, said)
    assert _content(diary) == before


def test_the_error_offers_no_option_that_recipes_lack(b12: B12) -> None:
    err = b12("recipe", "add", "stew", "100g zorbit, 2 flumbles", "--makes", "2").err
    assert 'no food is called "zorbit" or "flumbles"' in err
    assert "b12 food add adds them" in err
    assert "--keep-unknown" not in err


@pytest.mark.parametrize("name", ["liver pâté", "Liver Pate"])
def test_a_recipe_is_not_overwritten(b12: B12, pate: Result, name: str) -> None:
    again = b12("recipe", "add", name, "2 eggs", "--makes", "1")
    _refused(again, 1, "b12 recipe edit changes it")


def test_an_ambiguous_ingredient_is_refused_with_the_choices(b12: B12) -> None:
    result = b12("recipe", "add", "stew", "100g liver, 2 eggs", "--makes", "2")
    assert (result.code, result.out) == (2, "")
    assert "could be several foods" in result.err
    assert b12("recipe", "list", "--json").json == []


def test_a_question_about_an_ingredient_holds_no_lock(
    b12: B12, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "asks", lambda: True)

    def prompt(*_: object, **__: object) -> str:
        with closing(sqlite3.connect(diary, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
        return "2"

    monkeypatch.setattr(click, "prompt", prompt)
    assert b12("recipe", "add", "stew", "100g fish", "--makes", "2").code == 0
    (ingredient,) = b12("recipe", "show", "stew", "--json").json["ingredients"]
    assert ingredient["grams"] == 100
