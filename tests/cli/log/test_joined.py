"""`b12 log` with foods that "with" joins: each is logged, unless a dish is called so."""

from typing import Any

import pytest

from tests.conftest import B12

# 01077, whole milk, in µg per 100 g.
_MILK = 0.45


def _items(b12: B12) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = b12("today", "--json").json["items"]
    return items


@pytest.mark.parametrize(
    ("line", "food", "grams"),
    [
        # seed_data/additions.csv: milk in a hot drink, and with cereal.
        ("tea with milk", "tea", 30),
        ("had a mug of tea with milk", "tea", 30),
        ("cereal with milk", "cereal", 125),
    ],
)
def test_milk_is_added_to_the_food(b12: B12, line: str, food: str, grams: float) -> None:
    assert b12("log", line).code == 0
    first, milk = _items(b12)
    assert (first["food"], milk["food"], milk["grams"]) == (food, "whole milk", grams)
    assert milk["b12_ug"] == pytest.approx(grams * _MILK / 100)


@pytest.mark.parametrize(
    ("line", "foods"),
    [
        # Each of these words is part of a name of one food: cereal milk, coffee cream, milk tea,
        # pancake syrup, sandwich ham.
        ("coffee with cream", ["coffee", "cream"]),
        ("pancakes with syrup", ["pancake"]),
        ("1 cup coffee w/ 2 tbsp half and half", ["coffee", "half and half"]),
        ("coffee with half & half", ["coffee", "half and half"]),
        ("bread with garlic", ["bread", "garlic"]),
        ("chips with fish", ["fish and chips"]),
        ("milk tea", ["milk tea"]),
    ],
)
def test_a_name_of_one_food_is_not_two_foods(b12: B12, line: str, foods: list[str]) -> None:
    assert b12("log", line).code == 0
    assert [item["food"] for item in _items(b12)] == foods
    b12("undo")
    assert "luncheon meat" not in b12("log", "sandwich with ham").out
