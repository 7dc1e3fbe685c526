import pytest

from tracker.errors import InputError, RefusedError
from tracker.foods.amounts import parse_item
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.serving import weigh

# Weights and B12 as in Standard Reference: NDB 01077, 01123, 15209, 13327.
MILK = Food(
    "01077", "Milk, whole", "natural", "USDA", 0.45, "whole milk",
    portions=(Portion(1, "cup", 244), Portion(1, "tbsp", 15), Portion(1, "fl oz", 30.5)),
)  # fmt: skip
EGG = Food(
    "01123", "Egg, whole, raw", "natural", "USDA", 0.89, "egg",
    portions=(Portion(1, "large", 50), Portion(1, "extra large", 56), Portion(1, "small", 38)),
)  # fmt: skip
SALMON = Food(
    "15209", "Fish, salmon", "natural", "USDA", 3.05, "salmon",
    portions=(Portion(3, "oz", 85), Portion(0.5, "fillet", 154)),
)  # fmt: skip
SARDINES = Food(
    "15088", "Fish, sardine", "natural", "USDA", 8.94, "sardines",
    portions=(Portion(1, "can", 92), Portion(2, "sardines", 24)),
)  # fmt: skip
DRINK = Food(
    "14062", "Nutrition shake", "fortified", "USDA", 1.25, "drink",
    portions=(Portion(8, "fl oz", 240),),
)  # fmt: skip
TABLET = Food(
    "b12-1000", "B12 tablet", "supplement", "label",
    portions=(Portion(1, "tablet", None, 1000),),
)  # fmt: skip
SOUP = Food("27042", "Soup", "natural", "USDA", None, portions=(Portion(1, "cup", 240),))


def _weigh(food: Food, text: str) -> Serving:
    return weigh(food, parse_item(text))


@pytest.mark.parametrize(
    ("food", "text", "grams", "ug"),
    [
        (SALMON, "150g salmon", 150, 4.575),
        (SALMON, "3 oz salmon", 85.048569375, 2.594),
        (SALMON, "1 lb salmon", 453.59237, 13.835),
        (SALMON, "1 fillet salmon", 308, 9.394),
        (SALMON, "2 salmon", 616, 18.788),
        (SALMON, "salmon", 85, 2.5925),
        (MILK, "1 cup milk", 244, 1.098),
        (MILK, "half a cup milk", 122, 0.549),
        (MILK, "250 ml milk", 257.83, 1.160),
        (MILK, "1 pint milk", 488, 2.196),
        (MILK, "2 tbsp milk", 30, 0.135),
        (EGG, "2 eggs", 100, 0.89),
        (EGG, "2 small eggs", 76, 0.676),
        (EGG, "1 extra large egg", 56, 0.498),
        (EGG, "a serving of egg", 50, 0.445),
        (SALMON, "2 portions of salmon", 170, 5.185),
        (SARDINES, "3 sardines", 36, 3.2184),
        (SARDINES, "1 can sardines", 92, 8.2248),
        (DRINK, "2 drinks", 480, 6.0),
        (DRINK, "250 ml drink", 253.60, 3.170),
    ],
)
def test_an_amount_is_weighed(food: Food, text: str, grams: float, ug: float) -> None:
    serving = _weigh(food, text)
    assert serving.grams == pytest.approx(grams, rel=1e-4)
    assert serving.b12_ug == pytest.approx(ug, rel=1e-3)


def test_the_usual_portion_is_used_and_reported() -> None:
    assert _weigh(SALMON, "salmon").usual
    assert not _weigh(SALMON, "3 oz salmon").usual


def test_unknown_b12_stays_unknown_and_is_weighed() -> None:
    soup = Serving("Soup", "natural", 2, "cup", 480, None, None, "USDA", "27042", 0)
    assert _weigh(SOUP, "2 cups soup") == soup


def test_a_dose_has_no_weight() -> None:
    tablets = _weigh(TABLET, "2 tablets")
    assert (tablets.label, tablets.grams, tablets.b12_ug) == ("2 tablets", None, 2000)
    with pytest.raises(RefusedError, match=r"use 1 tablet$"):
        _weigh(TABLET, "5g tablet")


@pytest.mark.parametrize("text", ["1 slice salmon", "1 cup salmon", "1 handful salmon"])
def test_a_measure_without_a_weight_lists_the_portions(text: str) -> None:
    with pytest.raises(RefusedError, match=r"3 oz \(85 g\), 0.5 fillet \(154 g\)"):
        _weigh(SALMON, text)


def test_a_food_without_portions_asks_for_a_weight() -> None:
    bare = Food("1", "Bare", "natural", "test", 1.0)
    with pytest.raises(RefusedError, match="100g"):
        _weigh(bare, "bare")
    assert _weigh(bare, "100g bare").b12_ug == 1.0


def test_many_of_a_large_portion_looks_like_a_typo() -> None:
    with pytest.raises(InputError, match="looks like a typo"):
        _weigh(MILK, "1000 milk")
