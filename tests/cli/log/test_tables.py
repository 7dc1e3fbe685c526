"""Meals of a person who prefers a food table to what came with the program."""

from pathlib import Path

import pytest

from tests.conftest import B12
from tests.food_tables import add_tables


@pytest.fixture(autouse=True)
def _with_tables(diary: Path) -> None:
    add_tables(diary)


def _codes(b12: B12, *words: str) -> list[str]:
    result = b12("log", *words)
    assert result.code == 0, result.err
    items = b12("today", "--json").json["items"]
    b12("undo")
    return [item["food_id"] for item in items]


def test_with_nothing_chosen_the_everyday_food_is_meant(b12: B12) -> None:
    assert _codes(b12, "1 cup milk, 2 eggs") == ["01077", "01123"]


def test_a_food_is_the_table_s_with_the_portions_of_the_kitchen(b12: B12) -> None:
    b12("person", "set", "--tables", "uk,usda")
    result = b12("log", "1 cup milk, 2 eggs, 1 boiled egg")
    items = b12("today", "--json").json["items"]
    assert [item["food_id"] for item in items] == ["uktab-1", "uktab-4", "uktab-5"]
    assert [item["grams"] for item in items] == [244, 100, 50]
    assert items[0]["b12_ug"] == pytest.approx(2.196)
    assert "Milk, whole, pasteurised, average" in result.out
    # What comes from the first table needs no word about it.
    assert "UKTab" not in result.out


def test_of_milks_that_differ_the_average_is_meant_and_without_one_none(b12: B12) -> None:
    b12("person", "set", "--tables", "uk")
    assert _codes(b12, "milk") == ["uktab-1"]
    assert _codes(b12, "skim milk") == ["uktab-3"]
    b12("person", "set", "--tables", "ch,uk")
    assert _codes(b12, "milk") == ["chtab-1"]


def test_the_phrase_is_understood_as_always(b12: B12) -> None:
    before = b12("log", "2 slices of toast with butter, coffee with milk")
    usual = [item["grams"] for item in b12("today", "--json").json["items"]]
    b12("undo")
    b12("person", "set", "--tables", "uk")
    after = b12("log", "2 slices of toast with butter, coffee with milk")
    assert (before.code, after.code) == (0, 0)
    assert [item["grams"] for item in b12("today", "--json").json["items"]] == usual


def test_what_is_from_another_table_is_named(b12: B12) -> None:
    b12("person", "set", "--tables", "uk,ch")
    out = b12("log", "1 cup milk, coffee, 150g salmon, 30g swiss cheese").out
    assert "Coffee, brewed: from Swiss Tab (no sure match in UKTab)" in out
    assert "salmon; Swiss cheese: from USDA's tables (no sure match in UKTab)" in " ".join(
        out.split()
    )


def test_without_a_choice_an_imported_food_names_its_table(b12: B12) -> None:
    out = b12("log", "50g zugerbergler").out
    assert "Zugerbergler: from Swiss Tab (chtab-2)" in out
    assert "from" not in b12("log", "1 cup milk").out


def test_words_that_mean_no_everyday_food_are_looked_for_in_the_tables(b12: B12) -> None:
    b12("person", "set", "--tables", "uk")
    assert _codes(b12, "100g clootie clapshot pie") == ["uktab-10"]
    # The Swiss table isn't chosen: its foods have only their numbers.
    assert b12("log", "50g zugerbergler").code == 1
    assert _codes(b12, "50g chtab-2") == ["chtab-2"]


def test_a_number_is_that_food(b12: B12) -> None:
    b12("person", "set", "--tables", "uk")
    assert _codes(b12, "100g 01077") == ["01077"]
    assert b12("food", "show", "01077", "--json").json["id"] == "01077"


def test_the_user_s_own_foods_and_names_come_first(b12: B12) -> None:
    b12("person", "set", "--tables", "uk")
    b12("alias", "set", "moo", "01077")
    b12("food", "add", "milk", "--per", "100g", "--b12", "0.4ug")
    assert _codes(b12, "100g moo") == ["01077"]
    assert b12("food", "show", "milk", "--json").json["b12_ug_per_100g"] == 0.4


def test_fortified_food_is_not_replaced_by_natural_food(b12: B12) -> None:
    b12("person", "set", "--tables", "uk")
    assert "uktab-11" not in _codes(b12, "1 cup oat milk")


def test_a_supplement_stays_and_has_no_word_about_tables(b12: B12) -> None:
    b12("person", "set", "--tables", "uk")
    out = b12("log", "1000ug b12 tablet, b12 10").out
    assert "table" not in out.replace("tablet", "")


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("150g cod", "Cod, baked: a trace by its table, counted as 0 µg"),
        (
            "150g swordfish",
            "Swordfish, grilled: below 0.1 µg/100 g by its table, counted as 0 µg (at most 0.15 "
            "µg)",
        ),
        ("100g haddock", "Haddock, grilled: an estimate of its table"),
    ],
)
def test_how_a_table_has_its_figure_is_said(b12: B12, line: str, remark: str) -> None:
    b12("person", "set", "--tables", "uk")
    assert remark in " ".join(b12("log", line).out.split())


def test_the_amount_last_used_outlives_a_change_of_the_tables(b12: B12) -> None:
    b12("log", "3 cups milk")
    b12("person", "set", "--tables", "uk")
    b12("log", "milk")
    items = b12("today", "--json").json["items"]
    assert [(item["food_id"], item["grams"]) for item in items] == [
        ("01077", 732), ("uktab-1", 732),
    ]  # fmt: skip


def test_the_measure_of_an_item_is_known_when_its_amount_is_corrected(b12: B12) -> None:
    b12("person", "set", "--tables", "uk")
    b12("log", "1 cup milk")
    assert b12("edit", "1", "--amount", "2 cups").code == 0
    assert b12("today", "--json").json["items"][0]["grams"] == 488


def test_find_and_edit_follow_the_tables(b12: B12) -> None:
    b12("person", "set", "--tables", "uk")
    found = [food["id"] for food in b12("food", "find", "milk", "--json").json]
    assert found[:2] == ["uktab-1", "01077"]
    assert "chtab-1" not in found
    b12("log", "1 cup coffee")
    b12("edit", "1", "--food", "milk")
    assert b12("today", "--json").json["items"][0]["food_id"] == "uktab-1"
