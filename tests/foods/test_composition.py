import pytest

from tracker.foods import addition
from tracker.foods.composition import added_g, adjacent, is_category, is_in
from tracker.foods.model import DIETS, Food, Portion

# µg in 100 g, kind, diet, role: about those of the tables.
FOODS = {
    "salmon": (3.0, "fish", "pescatarian", "fish"),
    "pasta": (0.0, "plant", "vegan", "starch"),
    "ham": (0.4, "meat", "any", "meat"),
    "beef": (2.4, "meat", "any", "meat"),
    "liver": (83.0, "meat", "any", "meat"),
    "chicken": (0.3, "poultry", "any", "meat"),
    "tofu": (0.0, "plant", "vegan", "meat"),
    "cheddar": (1.1, "dairy", "vegetarian", "cheese"),
    "tomato": (0.0, "plant", "vegan", "vegetable"),
    "bagel": (0.0, "plant", "vegan", "bread"),
    "yogurt": (0.5, "dairy", "vegetarian", "yogurt"),
    "strawberry": (0.0, "plant", "vegan", "fruit"),
    "crisps": (0.0, "plant", "vegan", "snack"),
    "cake": (0.1, "mixed", "vegetarian", "dessert"),
    "curry": (0.4, "mixed", "any", "dish"),
    "soup": (0.1, "mixed", "any", "soup"),
    "tea": (0.0, "plant", "vegan", "hot drink"),
    "latte": (0.4, "dairy", "vegetarian", "hot drink"),
    "milk": (0.5, "dairy", "vegetarian", "milk"),
    "oat milk": (0.5, "fortified", "vegan", "milk"),
    "butter": (0.2, "dairy", "vegetarian", "fat"),
    "Manchego": (1.5, "dairy", "vegetarian", "cheese"),
    "cheese": (1.2, "dairy", "vegetarian", "cheese"),
}


def food(name: str) -> Food:
    ug, kind, diet, role = FOODS[name]
    assert diet in DIETS
    return Food(name, name, "natural", "test", b12_ug_per_100g=ug, kind=kind, diet=diet, role=role)


@pytest.mark.parametrize(
    ("names", "eaten"),
    [
        ("salmon pasta", {"salmon": 60, "pasta": None}),
        ("ham bagel", {"ham": 56, "bagel": None}),
        ("strawberry yogurt", {"yogurt": None}),
        ("yogurt strawberry", {"yogurt": None}),
        ("ham crisps", {"crisps": None}),
        ("crisps cheddar", {"crisps": None}),
        ("strawberry tea", {"tea": None}),
        ("milk tea", {"milk": 30, "tea": None}),
        ("milk latte", {"latte": None}),  # it has milk already
        ("tofu curry", {"tofu": None}),  # in place of the meat
        ("beef curry", {"curry": None}),
        ("chicken curry", {"curry": None}),
        ("liver soup", {"liver": 60, "soup": None}),
        ("ham cheddar tomato", {"ham": 60, "cheddar": 28, "tomato": None}),
        ("salmon cake", None),  # neither a cake nor a salmon
        ("ham salmon", {"ham": None, "salmon": None}),
        ("ham beef", None),
    ],
)
def test_names_in_a_row_say_what_is_eaten(
    names: str, eaten: dict[str, float | None] | None
) -> None:
    meant = adjacent([food(name) for name in names.split()])
    assert (meant and {each.food.name: each.added_g for each in meant}) == eaten


def test_another_milk_makes_another_drink() -> None:
    assert adjacent([food("oat milk"), food("latte")]) is None


@pytest.mark.parametrize(
    ("name", "host", "grams"),
    [("milk", "tea", 30), ("butter", "bagel", 7), ("cheddar", "bagel", 28), ("milk", "ham", None)],
)
def test_what_is_added_is_little(name: str, host: str, grams: float | None) -> None:
    assert added_g(food(name), [food(host).role]) == grams


def test_a_list_adds_only_what_is_hardly_eaten_alone() -> None:
    assert added_g(food("milk"), ["hot drink"], by_comma=True) == 30
    assert added_g(food("ham"), ["bread"], by_comma=True) is None


def test_an_addition_is_at_most_a_usual_portion() -> None:
    marmite = Food("m", "m", "fortified", "t", role="spread", portions=(Portion(1, "tsp", 5),))
    assert added_g(marmite, ["bread"]) == 5


def test_a_category_names_no_food_of_its_own() -> None:
    assert is_category("cheese", food("cheese"), food("Manchego"))
    assert not is_category("cheddar", food("cheddar"), food("Manchego"))
    assert not is_category("cheese", food("cheese"), food("ham"))
    assert not is_category("cheese", food("cheese"), None)


def test_meat_that_a_dish_has_is_not_eaten_twice() -> None:
    assert is_in(food("beef"), food("curry"))
    assert not is_in(food("cheddar"), food("curry"))


def test_containers_have_sizes_by_what_is_in_them() -> None:
    assert addition.container_g("bowl", "cereal") == 45
    assert addition.container_g("bowl", "soup") == 300
    assert addition.container_g("leaf", "soup") is None
    assert addition.density("drink") == 1
