import pytest

from tracker.errors import InputError, RefusedError
from tracker.foods import recipes
from tracker.foods.amounts import check_name, parse_item
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.recipes import Recipe
from tracker.foods.serving import dose, weigh

# B12 as in Standard Reference: NDB 13327, 01145, 01123.
LIVER = Food("13327", "beef liver", "natural", "USDA", 83.13, kind="meat", diet="any")
BUTTER = Food("01145", "butter", "natural", "USDA", 0.17, kind="dairy", diet="vegetarian")
EGG = Food(
    "01123", "egg", "natural", "USDA", 0.89, kind="egg", diet="vegetarian",
    portions=(Portion(1, "large", 50),),
)  # fmt: skip
FLAKES = Food("flakes", "flakes", "fortified", "label", 44, kind="fortified", diet="vegan")
SOUP = Food("27042", "soup", "natural", "USDA", None)
DRINK = Food(
    "oat", "oat drink", "fortified", "label", kind="fortified", diet="vegan",
    portions=(Portion(100, "ml", None, 0.38),),
)  # fmt: skip


def _item(food: Food, text: str) -> tuple[Serving, str | None]:
    return weigh(food, parse_item(f"{text} {food.name}")), food.diet


def _recipe(*eaten: tuple[Serving, str | None], makes: float = 8) -> Recipe:
    return recipes.combine(recipes.new_dish("liver pâté"), eaten, makes)


def test_a_serving_is_its_share_of_the_ingredients() -> None:
    recipe = _recipe(_item(LIVER, "400g"), _item(BUTTER, "100g"), _item(EGG, "2"))
    # 400 g at 83.13, 100 g at 0.17 and 100 g at 0.89 µg/100 g.
    assert recipe.total_ug == pytest.approx(333.58)
    assert recipe.total_g == 600
    assert recipe.food.b12_ug_per_100g == pytest.approx(55.5967, abs=1e-4)
    assert recipe.serving == recipe.food.portions[0] == Portion(1, "serving", 75)
    assert recipe.food.portion_ug(recipe.serving) == pytest.approx(41.6975)
    assert not recipe.food.lower_bound


def test_a_dish_has_the_kind_that_gives_most_and_the_least_strict_diet() -> None:
    recipe = _recipe(_item(LIVER, "10g"), _item(BUTTER, "500g"))
    assert (recipe.food.kind, recipe.food.origin, recipe.food.diet) == ("meat", "natural", "any")
    recipe = _recipe(_item(FLAKES, "10g"), _item(EGG, "1"))
    assert (recipe.food.kind, recipe.food.origin) == ("fortified", "fortified")
    assert recipe.food.diet == "vegetarian"
    assert _recipe(_item(EGG, "1"), _item(SOUP, "100g")).food.diet is None


def test_an_unknown_ingredient_makes_a_lower_bound_and_never_a_zero() -> None:
    recipe = _recipe(_item(EGG, "2"), _item(SOUP, "100g"), makes=2)
    assert recipe.total_ug == pytest.approx(0.89)
    assert recipe.lower_bound
    assert recipe.food.lower_bound
    assert recipe.unknown == ("soup",)
    eaten = weigh(recipe.food, parse_item("1 serving liver pâté"))
    assert eaten.b12_ug == pytest.approx(0.445)
    assert eaten.lower_bound
    # ... and so is a dish with that dish in it.
    assert _recipe((eaten, None), _item(EGG, "2")).food.lower_bound


def test_all_unknown_is_unknown() -> None:
    recipe = _recipe(_item(SOUP, "100g"), makes=2)
    assert (recipe.total_ug, recipe.food.b12_ug_per_100g, recipe.food.known) == (None, None, False)
    assert not recipe.food.lower_bound
    eaten = weigh(recipe.food, parse_item("1 serving liver pâté"))
    assert (eaten.b12_ug, eaten.grams, eaten.lower_bound) == (None, 50, False)


def test_without_all_weights_a_serving_is_a_dose() -> None:
    recipe = _recipe(_item(DRINK, "500ml"), _item(FLAKES, "10g"), makes=2)
    assert recipe.total_g is None
    # 5 × 0.38 and 10 g at 44 µg/100 g, by 2.
    (serving,) = recipe.food.portions
    assert (serving.label, serving.grams) == ("1 serving", None)
    assert serving.b12_ug == pytest.approx(6.3 / 2)
    assert recipe.food.b12_ug_per_100g is None
    with pytest.raises(RefusedError, match="use 1 serving"):
        weigh(recipe.food, parse_item("80g liver pâté"))


def test_another_number_of_servings_keeps_the_rest() -> None:
    recipe = _recipe(_item(LIVER, "400g"), _item(BUTTER, "200g"))
    again = recipes.divide(recipe, 12)
    assert again.serving.grams == 50
    assert again.food.b12_ug_per_100g == recipe.food.b12_ug_per_100g
    assert (again.ingredients, again.food.kind) == (recipe.ingredients, "meat")


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "1001", "1e400", "", "eight", "2-3"])
def test_an_invalid_number_of_servings(text: str) -> None:
    with pytest.raises(InputError, match="--makes"):
        recipes.read_makes(text)


@pytest.mark.parametrize(
    ("text", "makes"), [("8", 8), (" 2,5 ", 2.5), ("1/2", 0.5), ("1/\x1e2", 0.5), ("1000", 1e3)]
)
def test_a_number_of_servings(text: str, makes: float) -> None:
    assert recipes.read_makes(text) == makes


@pytest.mark.parametrize("name", ["", "  ", "13327", "!!!", "beans, rice", "x" * 201])
def test_a_name_that_cannot_be_logged_is_invalid(name: str) -> None:
    with pytest.raises(InputError):
        check_name(name)


def test_a_serving_that_nobody_could_eat_looks_like_a_typo() -> None:
    with pytest.raises(InputError, match="20000 g: looks like a typo"):
        _recipe(*[_item(LIVER, "10kg")] * 2, makes=1)
    tablet = dose(60_000, parse_item("60000ug b12"), None)
    with pytest.raises(InputError, match="120000 µg: looks like a typo"):
        _recipe((tablet, None), (tablet, None), makes=1)


def test_an_injection_cannot_be_an_ingredient() -> None:
    with pytest.raises(RefusedError, match="injected"):
        _recipe((dose(1000, parse_item("1000ug injection"), None), None))
