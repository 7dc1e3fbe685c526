"""`b12 log` with amounts and remarks in brackets, as people write them."""

from typing import Any

import pytest

from tests.conftest import B12


def _items(b12: B12) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = b12("today", "--json").json["items"]
    return items


@pytest.mark.parametrize(
    ("line", "grams"),
    [
        # Large eggs of 50 g.
        ("2 eggs (1 boiled, 1 fried)", 100),
        ("eggs (2)", 100),
        ("egg (half)", 25),
        ("2 burgers (150g)", 150),
        ("2 burgers (150g each)", 300),
        ("2 yogurts (125 g each)", 250),
        # An ounce is 28.35 g.
        ("1 can tuna (5 oz)", 5 * 28.35),
        ("2 cans tuna (5 oz each)", 10 * 28.35),
    ],
)
def test_brackets_give_the_weight_of_all_or_of_each(b12: B12, line: str, grams: float) -> None:
    assert b12("log", line).code == 0
    (item,) = _items(b12)
    assert item["grams"] == pytest.approx(grams, rel=0.001)


@pytest.mark.parametrize(
    ("line", "left_out"),
    [
        ("butter (Lurpak)", 'butter (without "Lurpak")'),
        ("butter (Wibblefarm)", 'butter (without "Wibblefarm")'),
        ("Wibblefarm butter", 'butter (without "Wibblefarm")'),
        ("toast (from Lidl)", 'toast (without "from Lidl")'),
        ("stew (zorbit)", 'stew (without "zorbit")'),
    ],
)
def test_what_is_left_out_is_said(b12: B12, line: str, left_out: str) -> None:
    assert left_out in b12("log", line).out.splitlines()


@pytest.mark.parametrize(
    ("line", "food"),
    [
        ("milk (oat)", "oat milk"),
        ("salmon (wild, grilled)", "salmon"),
        ("my toast (homemade)", "toast"),
    ],
)
def test_what_is_understood_is_not_left_out(b12: B12, line: str, food: str) -> None:
    assert "without" not in b12("log", line).out
    assert _items(b12)[0]["food"] == food
