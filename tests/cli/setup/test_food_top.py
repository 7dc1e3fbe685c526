import csv
import io
import re
import stat
from pathlib import Path

import pytest

from tests.conftest import B12
from tracker.foods.model import Food, Portion
from tracker.foods.ranking import rank, suits, unreliable


def test_the_richest_foods_by_usual_portion(b12: B12) -> None:
    result = b12("food", "top")
    lines = result.out.splitlines()
    assert result.code == 0
    assert len(lines) == 20
    # 220 g of the recipe: 100 g of lamb's liver at 85.7 µg/100 g, onions and gravy.
    assert re.fullmatch(
        r" +1 +dish-liver-onions +liver and onions +1 plate \(220 g\) +85.8 µg", lines[0]
    )
    assert lines[1].split() == ["2", "15159", "clams", "1", "serving", "(85", "g)", "84.1", "µg"]
    assert "tablet" not in result.out
    assert "20 of" in result.err


def test_per_100_g_is_another_order(b12: B12) -> None:
    top = b12("food", "top", "--per", "100g", "-n", "5", "--json").json
    assert [one["rank"] for one in top] == [1, 2, 3, 4, 5]
    for one in top:
        assert one["b12_ug"] == one["b12_ug_per_100g"]
        assert (one["amount"], one["measure"], one["grams"]) == (100, "g", 100)
    assert top[0]["everyday"] == "high-B12 nutritional yeast"


def test_a_diet_lists_only_suitable_foods(b12: B12) -> None:
    diets = {
        diet: {
            one["diet"] for one in b12("food", "top", "--diet", diet, "-n", "999", "--json").json
        }
        for diet in ("vegan", "vegetarian", "pescatarian", "any")
    }
    assert diets["vegan"] == {"vegan"}
    assert diets["vegetarian"] == {"vegan", "vegetarian"}
    assert diets["pescatarian"] == {"vegan", "vegetarian", "pescatarian"}
    assert diets["any"] >= {"any", "vegan"}


def test_foods_of_unknown_diet_are_left_out_and_counted(b12: B12) -> None:
    result = b12("food", "top", "--diet", "vegan", "--all", "-n", "1000", "--json")
    assert {one["diet"] for one in result.json} == {"vegan"}
    assert "foods, not known to be vegan" in result.err
    assert "not known" not in b12("food", "top", "--all").err


def test_foods_of_unknown_b12_are_counted_and_not_ranked(b12: B12) -> None:
    result = b12("food", "top", "--all", "--per", "100g", "--kind", "plant", "-n", "1000", "--json")
    assert result.json
    assert all(one["b12_ug"] > 0 for one in result.json)
    assert "B12 unknown" in result.err


def test_supplements_only_when_they_are_asked_for(b12: B12) -> None:
    top = b12("food", "top", "--kind", "supplement", "-n", "99", "--json").json
    assert top[0]["id"] == "b12-5000"
    assert {one["kind"] for one in top} == {"supplement"}
    everything = b12("food", "top", "--all", "-n", "1000", "--json").json
    assert not [one for one in everything if one["kind"] == "supplement"]


def test_the_everyday_foods_or_all(b12: B12) -> None:
    assert all(one["everyday"] for one in b12("food", "top", "-n", "999", "--json").json)
    everything = b12("food", "top", "--all", "--kind", "shellfish", "-n", "999", "--json").json
    assert any(one["everyday"] is None for one in everything)


def test_unreliable_plants_are_marked_with_the_source(b12: B12) -> None:
    result = b12("food", "top", "--diet", "vegan", "-n", "99")
    (tempeh,) = [line for line in result.out.splitlines() if " tempeh " in line]
    assert tempeh.endswith("not to be counted on")
    (yeast,) = [line for line in result.out.splitlines() if " high-B12 nutritional yeast " in line]
    assert "not to be" not in yeast
    assert "IOM 1998, p. 342" in result.err
    top = b12("food", "top", "--diet", "vegan", "-n", "99", "--json").json
    marked = {one["everyday"] for one in top if one["unreliable"]}
    assert {"tempeh", "mushroom", "shiitake mushrooms", "yeast extract spread"} <= marked
    assert all("mushroom" in name or name in ("tempeh", "yeast extract spread") for name in marked)


def test_an_own_spirulina_is_marked_too(b12: B12) -> None:
    words = ["--per", "1 tsp", "--grams", "3", "--b12", "5ug", "--vegan", "--natural"]
    assert b12("food", "add", "Spirulina flakes", *words).code == 0
    top = b12("food", "top", "--diet", "vegan", "-n", "9", "--json").json
    assert [one["unreliable"] for one in top if one["name"] == "Spirulina flakes"] == [True]


def test_a_removed_food_is_gone(b12: B12) -> None:
    b12("food", "add", "Superfood", "--per", "100g", "--b12", "1000ug", "--vegan")
    assert b12("food", "top", "-n", "1", "--json", "--per", "100g").json[0]["name"] == "Superfood"
    b12("food", "remove", "Superfood")
    assert "Superfood" not in b12("food", "top", "--per", "100g").out


def test_no_suitable_food_is_one_sentence(b12: B12) -> None:
    for words in (["--json"], [], ["--csv"]):
        result = b12("food", "top", "--kind", "meat", "--diet", "vegan", *words)
        assert result.code == 0
        assert result.out.strip() in ("", "[]")
        assert "No food" in result.err


def test_csv_is_safe_for_a_spreadsheet(b12: B12) -> None:
    name = '=HYPERLINK("http://example.org") x'
    assert b12("food", "add", name, "--per", "100g", "--b12", "999ug", "--vegan").code == 0
    result = b12("food", "top", "--per", "100g", "-n", "2", "--csv")
    first, second = csv.DictReader(io.StringIO(result.out))
    assert first["name"] == f"'{name}"
    assert (first["rank"], first["b12_ug"], first["grams"]) == ("1", "999.0", "100.0")
    assert second["unreliable"] == "false"


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_a_chart_is_written_as_its_ending_says(b12: B12, home: Path, ending: str) -> None:
    file = home / f"top.{ending}"
    result = b12("food", "top", "--chart", str(file))
    assert (result.code, result.out) == (0, f"Wrote {file}\n")
    begins = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[ending]
    assert file.read_bytes().startswith(begins)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_chart_says_what_it_shows(b12: B12, home: Path) -> None:
    b12("food", "add", "Cash $5 $6 bar", "--per", "100g", "--b12", "999ug", "--vegan")
    file = home / "top.svg"
    b12("food", "top", "--diet", "vegan", "-n", "60", "--chart", str(file))
    svg = file.read_text(encoding="utf-8")
    for words in (
        "The vegan foods richest in vitamin B12, µg in the usual portion",
        "high-B12 nutritional yeast, 1 tbsp",
        "fortified food",
        "µg of B12",
    ):
        assert words in svg
    b12("food", "top", "--diet", "vegan", "--kind", "plant", "-n", "60", "--chart", str(file))
    svg = file.read_text(encoding="utf-8")
    assert "not to be counted on" in svg
    assert "IOM 1998, p. 342" in svg


@pytest.mark.parametrize(
    "words",
    [
        ["--chart", "top.gif"],
        ["--chart", "nowhere/top.png"],
        ["--chart", "top.png", "-n", "61"],
        ["--json", "--csv"],
        ["--json", "--chart", "top.png"],
        ["--diet", "carnivore"],
        ["--per", "cup"],
        ["-n", "0"],
    ],
)
def test_invalid_options_are_refused(b12: B12, words: list[str]) -> None:
    result = b12("food", "top", *words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


def _food(name: str, **facts: object) -> Food:
    return Food(code=name, name=name, source="test", **{"origin": "natural", **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("food", "marked"),
    [
        (_food("Seaweed, laver, raw", kind="plant", everyday="nori"), True),
        (_food("Mushrooms, white, raw", kind="plant"), True),
        (_food("Brewer's yeast", kind="plant"), True),
        (_food("Blue-green algae", kind="mixed", diet="vegan"), True),
        (_food("Nutritional yeast", kind="fortified", origin="fortified", diet="vegan"), False),
        (_food("Soup, beef mushroom", kind="mixed"), False),
        (_food("Dill weed, fresh", kind="plant"), False),
    ],
)
def test_which_plants_are_unreliable(food: Food, marked: bool) -> None:
    assert unreliable(food) is marked


def test_a_food_suits_its_own_diet_and_those_less_strict() -> None:
    eggs = _food("egg", diet="vegetarian")
    assert [suits(eggs, diet) for diet in ("vegan", "vegetarian", "any")] == [False, True, True]
    assert suits(_food("soup"), "vegan") is None


def test_foods_that_cannot_be_ranked_are_counted() -> None:
    cup = (Portion(1.0, "cup", 200.0),)
    foods = [
        _food("milk", b12_ug_per_100g=0.5, portions=cup, diet="vegetarian"),
        _food("water", b12_ug_per_100g=0.0, portions=cup, diet="vegan"),
        _food("soup", portions=cup),
        _food("stew", b12_ug_per_100g=1.0, portions=cup),
        _food("bulk", b12_ug_per_100g=1.0, diet="vegan"),
    ]
    ranking = rank(foods, diet="vegetarian")
    assert [(one.rank, one.food.name, one.b12_ug) for one in ranking.foods] == [(1, "milk", 1.0)]
    assert (ranking.unknown_b12, ranking.unknown_diet, ranking.unweighed) == (1, 1, 1)
