"""The words in the names of foods, grouped by what they say about the food."""

from tracker.text.words import Words, words


def _set(text: str) -> frozenset[str]:
    return frozenset(words(text))


# Cooking methods, each with its words in names: grilled salmon is salmon cooked by dry heat.
ANY_HEAT = _set("cooked heated prepared")
COOKED_AS = {
    "raw": _set("raw uncooked unprepared"),
    "cooked": _set("cooked boiled roasted baked braised grilled broiled fried stewed simmered")
    | {"dryheat", "moistheat"},
    "boiled": _set("boiled simmered stewed poached") | {"moistheat"},
    "steamed": _set("steamed boiled poached") | {"moistheat"},
    "poached": _set("poached") | {"moistheat"},
    "stewed": _set("stewed braised simmered"),
    "braised": _set("braised stewed simmered"),
    "simmered": _set("simmered boiled stewed braised"),
    "grilled": _set("grilled broiled barbecued") | {"dryheat"},
    "broiled": _set("grilled broiled") | {"dryheat"},
    "roasted": _set("roasted roast baked rotisserie") | {"dryheat"},
    "baked": _set("baked roasted") | {"dryheat"},
    "fried": _set("fried sauteed"),
    "sauteed": _set("sauteed fried"),
    "toasted": _set("toasted"),
}
COOKED_AS |= {
    "roast": COOKED_AS["roasted"],
    "barbecued": COOKED_AS["grilled"], "microwaved": COOKED_AS["cooked"] | {"microwaved"},
}  # fmt: skip
RAW = COOKED_AS["raw"]
COOKING_WORDS = frozenset(COOKED_AS)
COOKED = frozenset().union(*COOKED_AS.values()) | ANY_HEAT
# What people say about any plain food, and few names do.
FILLERS = _set(
    "boneless chopped cold crumbled cubed diced fillet fresh grated homemade hot large leftover "
    "medium melted natural organic pan peeled piece plain ripe salted shredded skinless sliced "
    "small unsalted"
)
# Words of a phrase that the name needn't have.
SOFT_WORDS = COOKING_WORDS | FILLERS

# Kinds of dish that precede the dish: "Soup, chicken broth".
SORTING_HEADS = _set("soup sauce dessert potato")
# A peanut butter sandwich is not a cookie.
DISHES = _set("burger curry pie salad sandwich soup stew")
# Words for many foods: if nothing else is typed, the user is always asked which one.
SORTING_WORDS = _set(
    "bar beverage canned cereal chowder crustacean dish fish food game margarine meal meat mollusk "
    "nut powder protein raw sandwich seafood seed shake shellfish smoked smoothie snack soup spice "
    "stew"
)
# Words that add nothing to the food.
NEUTRAL = COOKED - _set("fried sauteed toasted barbecued microwaved") | _set(
    """
    added adult all an atlantic average baker bone boneless bottled brewed broiler browned bulb
    bulk by byproducts channel choice class classes classic commercial commercially common
    crumble crust cup cut cuts distilled domestic domesticated drained each eat edible enriched
    european family farm fillet flesh fluid food form fresh freshly fryer generic globe grade
    green hard home ice includes inside kernel large lean lip liquids long made mature meat
    medium milkfat mixed moist natural not only or original outside part patty peeled pieces
    plain portion prime product purchased ready recipe red refrigerated regular retail ripe
    roaster roasting root round salt salted seed seedless seeds segment select serve serving
    short skin sliced small solids species standard store style submarine sulfured sweet table
    tap to topping traditional trimmed type types unenriched unsalted unspecified usda varieties
    variety water white whole without year yellow
    """
)
# Words that make another food of the word before or after them.
CHANGES = _set(
    """
    babyfood bar batter beverage bits blend brain brains brine butter cake candied candy cereal
    chip coated cocktail cocoa cookie cracker crumbs cured dehydrated dessert dip dressing dried
    drink drippings extract eyes fat fatonly filled filling flakes flavor flavored flour flower
    formula frosted frosting gizzard glaze granules gravy heart icing imitation infant instant
    jam jelly juice kidney leaf leather liquid liver lungs margarine marinade meal meatless milk
    mix muffin nectar noodle oil pancreas paste peel pickle pickled pie pizza pod powdered
    preserves pudding puree relish roe salad sauce sausage seasoning shake shell shortening
    skinonly smoked snack soda soup spleen spread sprout sprouted stew stuffing substitute
    sweetened syrup tallow tips toddler tongue tripe vegetarian vine vinegar wine
    """
) | {"drymix"}
# A flavour has a cost, but is not worth a question.
FLAVORS = _set("vanilla chocolate strawberry fruit butter lemon cinnamon cheese apple orange")
# Versions for a diet: meant only if typed.
DIETS = _set(
    """
    calorie calories cholesterol decaffeinated diet dietary dietetic glutenfree lactose light
    low lowfat nonfat reduced sodium sugarfree unsweetened
    """
)


def plain(query: Words) -> Words:
    """Return the query without what any food could be: cooked somehow, large or fresh."""
    return tuple(word for word in query if word not in SOFT_WORDS)
