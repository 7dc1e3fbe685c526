"""Figures that fill in foods of unknown B12."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.diary.model import Item, When
from tracker.diary.unknown import filled_in, food_by_figure, food_like, split
from tracker.errors import InputError, RefusedError
from tracker.foods.model import Food, Portion

TODAY = date(2026, 11, 28)


def _eaten(amount: float, measure: str, grams: float | None = None) -> Item:
    return Item("stew", "natural", amount, measure, grams, None, when=When(date(2026, 11, 20)))


def _filled(figure: str, *items: Item) -> list[float | None]:
    """Return the µg of each item, in order; None for one that stays unknown."""
    food = food_by_figure("stew", figure, items, None, TODAY)
    numbered = [replace(each, id=n) for n, each in enumerate(items)]
    ug = {item.id: item.b12_ug for item in filled_in(numbered, food, usual=False).filled}
    return [ug.get(n) for n in range(len(items))]


_300G = _eaten(300, "g", 300.0)


@pytest.mark.parametrize(
    "figure",
    [
        "0.8ug/100g", "0.8ug/100 g", "0.8 µg / 100 g", "0.8 μg per 100g", "0,8 mcg per 100 g",
        "0.0008mg/100g", "8ug/kg", "8 ug a kg", "0.8UG/100G",
    ],
)  # fmt: skip
def test_a_figure_by_weight_fills_what_has_a_weight(figure: str) -> None:
    assert _filled(figure, _300G, _eaten(2, "bowl", 500.0)) == pytest.approx([2.4, 4.0])


@pytest.mark.parametrize("figure", ["2ug per serving", "2ug/serving", "2 µg a serving", "2ug"])
def test_a_figure_by_serving_fills_servings(figure: str) -> None:
    # Cronometer calls a serving 1, which is stored without a name.
    assert _filled(figure, _eaten(1, "serving"), _eaten(3, "")) == [2.0, 6.0]


@pytest.mark.parametrize(
    ("figure", "item", "ug"),
    [
        ("0.5ug", _eaten(2, "bowl"), 1.0),
        ("0.5ug", _eaten(2, "slice"), 1.0),
        ("0.5ug", _eaten(2, "cup"), 1.0),
        ("3ug per 2 bars", _eaten(1, "bar"), 1.5),
        ("0.4ug/100ml", _eaten(250, "ml"), 1.0),
        ("0", _eaten(2, "bowl"), 0.0),
        ("0ug/100g", _300G, 0.0),
        # What is not for that measure gives no figure.
        ("0.8ug/100g", _eaten(1, "serving"), None),
        ("0.8ug/100g", _eaten(2, ""), None),
        ("0.8ug/100g", _eaten(1, "bowl"), None),
        ("0.8ug/100g", _eaten(1, "cup"), None),
        ("0.4ug/100ml", _eaten(1, "serving"), None),
        ("2ug per bowl", _eaten(1, "serving"), None),
        ("2ug per bowl", _eaten(1, ""), None),
        ("2ug per serving", _300G, None),
    ],
)
def test_a_figure_fills_only_what_it_is_for(figure: str, item: Item, ug: float | None) -> None:
    assert _filled(figure, item) == [ug]


def test_a_bowl_has_the_weight_with_which_it_was_logged() -> None:
    bowls = [_eaten(1, "bowl"), _eaten(2, "bowl", 500.0)]
    assert _filled("2ug per bowl", *bowls, _300G) == pytest.approx([2.0, 4.0, 2.4])
    # Bowls of several sizes have no weight.
    assert _filled("2ug per bowl", *bowls, _eaten(1, "bowl", 400.0), _300G)[3] is None


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("", "give a figure"), ("0.8", "not an amount of B12"), ("0.8g/100g", "not an amount"),
        ("stew", "not an amount of B12"), ("0.8ug/", "invalid measure"), ("-1ug/100g", "negative"),
        ("0.8ug per", "not an amount"), ("<1ug/100g", 'without "<"'), ("0.8ug", "for how much"),
        ("0.8ug/0g", "invalid measure"),
    ],
)  # fmt: skip
def test_an_invalid_figure_is_refused_in_one_line(figure: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as refused:
        _filled(figure, _300G)
    assert "\n" not in str(refused.value)


def test_a_figure_alone_is_not_for_two_measures() -> None:
    with pytest.raises(InputError, match=r"logged by 1 bowl, 1 serving"):
        _filled("0.5ug", _eaten(1, "bowl"), _eaten(2, "serving"))


def test_a_unit_error_is_refused() -> None:
    with pytest.raises(RefusedError, match="unit error"):
        _filled("8mg/100g", _300G)


def test_a_similar_food_gives_its_weights() -> None:
    ragout = Food(
        "ragout", "ragout", "natural", "a table", 1.2,
        portions=(Portion(1, "bowl", 250.0), Portion(1, "cup", 200.0)),
    )  # fmt: skip
    items = [
        _300G, _eaten(2, "bowl"), _eaten(1, "serving"), _eaten(2, ""), _eaten(0.5, "cup"),
        _eaten(1, "plate"), _eaten(1, "bowl", 300.0),
    ]  # fmt: skip
    filling = filled_in(items, food_like("stew", ragout, None), usual=True)
    assert [item.label for item in filling.left] == ["1 plate"]
    assert [item.grams for item in filling.filled] == [300, 500, 250, 500, 100, 300]
    assert [item.b12_ug for item in filling.filled] == pytest.approx([3.6, 6, 3, 6, 1.2, 3.6])
    assert [item.usual for item in filling.filled] == [False, False, True, True, False, False]
    assert {item.source for item in filling.filled} == {"as ragout: a table"}


def test_a_similar_food_of_unknown_b12_is_refused() -> None:
    with pytest.raises(RefusedError, match="unknown too"):
        food_like("stew", Food("soup", "soup", "natural", "a table"), None)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["homemade stew", "0.8ug/100g"], ("Homemade Stew", "0.8ug/100g")),
        (["HOMEMADE", "stew", "0.8", "ug", "/", "100", "g"], ("Homemade Stew", "0.8 ug / 100 g")),
        (["stew", "2ug"], ("stew", "2ug")),
        (["vitamin 5ug drink", "2ug per cup"], ("vitamin 5ug drink", "2ug per cup")),
        (["stew"], ("stew", "")),
        (["soup", "2ug"], ("soup 2ug", "")),
    ],
)
def test_a_name_needs_no_quotes(typed: list[str], expected: tuple[str, str]) -> None:
    names = ["Homemade Stew", "stew", "vitamin 5ug drink"]
    assert split(typed, names) == expected
