"""The same food in another table: surely the same, or none."""

from dataclasses import replace

import pytest

from tracker.foods.model import Food, Origin, Portion
from tracker.foods.search.counterpart import choose, merged, names
from tracker.foods.search.match import PhraseReading
from tracker.foods.search.vocabulary import plain
from tracker.text.words import words


def _food(name: str, b12_ug: float | None, **facts: str) -> Food:
    everyday, kind = facts.get("everyday"), facts.get("kind")
    origin: Origin = "fortified" if facts.get("origin") == "fortified" else "natural"
    role, diet = facts.get("role"), facts.get("diet")
    return Food(
        name, name, origin, "a table", b12_ug, everyday, kind=kind, role=role, diet=diet
    )  # fmt: skip


def _counterpart(food: Food, *table: tuple[str, float | None], phrase: str = "") -> str | None:
    """Return the name of the food's counterpart among foods of a table with their B12."""
    foods = [_food(name, b12_ug) for name, b12_ug in table]
    phrase = phrase or food.title
    for name in names(phrase, food, ()):
        other = choose(phrase, food, name, PhraseReading((name,)), _holding(name, foods))
        if other is not None:
            return other.name
    return None


def _holding(name: tuple[str, ...], foods: list[Food]) -> list[Food]:
    return [food for food in foods if set(plain(name)) <= {*words(food.name)}]


_MILK = _food("Milk, whole, 3.25% milkfat", 0.45, everyday="whole milk", kind="dairy", role="milk")
_EGG = _food("Egg, whole, raw, fresh", 0.89, everyday="egg", kind="egg", role="egg")
_SALMON = _food("Fish, salmon, cooked, dry heat", 3, everyday="salmon", kind="fish", role="fish")
_LIVER = _food(
    "Lamb, variety meats, liver, cooked, pan-fried", 85, everyday="lamb liver", kind="meat"
)


@pytest.mark.parametrize(
    ("food", "name"),
    [
        (_MILK, "Milk, whole, pasteurised"),
        (_EGG, "Eggs, chicken, whole, raw"),
        (_SALMON, "Salmon, flesh only, baked"),
        (_LIVER, "Liver, lamb, fried in corn oil"),
    ],
)
def test_the_same_food_in_the_words_of_another_table(food: Food, name: str) -> None:
    assert _counterpart(food, (name, 1.0)) == name


@pytest.mark.parametrize(
    ("food", "name"),
    [
        (_MILK, "Milk, whole, dried"),
        (_MILK, "Milk, whole, goat"),
        (_EGG, "Eggs, chicken, yolk, raw"),
        (_EGG, "Eggs, chicken, whole, boiled"),
        (_EGG, "Eggs, duck, whole, raw"),
        (_SALMON, "Salmon, raw"),
        (_SALMON, "Salmon, smoked"),
        (_SALMON, "Salmon en croute"),
        (_SALMON, "Salmon, grilled, weighed with bones and skin"),
        (_SALMON, "Salmon oil"),
        (_LIVER, "Kidney, lamb, fried"),
        (_LIVER, "Liver, ox, fried"),
        (_LIVER, "Liver, lamb, raw"),
    ],
)
def test_another_food_or_another_state_is_none(food: Food, name: str) -> None:
    assert _counterpart(food, (name, 1.0)) is None


def test_what_was_typed_says_how_it_was_cooked() -> None:
    table = [("Salmon, raw", 4.0), ("Salmon, grilled", 3.0), ("Salmon, steamed", 2.0)]
    assert _counterpart(_SALMON, *table, phrase="raw salmon") == "Salmon, raw"
    assert _counterpart(_SALMON, *table, phrase="grilled salmon") == "Salmon, grilled"


def test_foods_that_differ_in_b12_are_none_but_for_an_average() -> None:
    differing = [("Milk, whole, summer", 0.6), ("Milk, whole, winter", 0.9)]
    assert _counterpart(_MILK, *differing) is None
    average = ("Milk, whole, average", 0.8)
    assert _counterpart(_MILK, *differing, average) == average[0]
    alike = [("Milk, whole, summer", 0.88), ("Milk, whole, winter", 0.9)]
    assert _counterpart(_MILK, *alike) is not None


def test_a_food_of_unknown_b12_is_no_counterpart() -> None:
    assert _counterpart(_MILK, ("Milk, whole", None)) is None


def test_milk_chocolate_is_not_chocolate_milk() -> None:
    drink = _food("Milk, chocolate, fluid", 0.3, everyday="chocolate milk", kind="dairy")
    assert _counterpart(drink, ("Milk chocolate", 0.5)) is None
    assert _counterpart(drink, ("Chocolate, milk", 0.5)) is None


def test_sardine_oil_is_no_sardine() -> None:
    fish = _food("Fish, sardine, canned in oil", 8.9, everyday="sardines", kind="fish")
    assert _counterpart(fish, ("Sardine oil", 0.0)) is None


def test_fortified_and_natural_are_not_the_same() -> None:
    flakes = _food("Corn flakes", 4.0, origin="fortified", kind="fortified", role="cereal")
    assert _counterpart(flakes, ("Corn flakes", 0.0)) is None
    oats = _food("Oat drink", 0.0, kind="plant", diet="vegan")
    assert _counterpart(oats, ("Oat drink", 0.9)) is None


def test_the_portions_of_the_kitchen_come_after_the_table_s_own() -> None:
    cup, glass = Portion(1, "cup", 244), Portion(1, "glass", 200)
    other = replace(_food("Milk", 0.9), portions=(glass,))
    both = merged(other, replace(_MILK, portions=(cup, Portion(1, "glass", 250))))
    assert both.portions == (glass, cup)
    assert (both.b12_ug_per_100g, both.kind, both.role) == (0.9, "dairy", "milk")
