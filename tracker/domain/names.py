"""The names of a catalogue taken apart: which of their words are the food, and which say what.

A name is a noun with details, parted by commas: "Fish, salmon, Atlantic, wild, cooked, dry heat".
Of the words that a phrase may leave out, some say nothing new (dry heat), some a variety
(Atlantic), some another food (oil); each has a cost for that.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tracker.domain.words import Words, words


def _set(text: str) -> frozenset[str]:
    return frozenset(words(text))


# Cooking, and the words of names that are the same. Grilled salmon is salmon cooked by dry heat.
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
# What may be said of any plain food, and is in few names.
FILLERS = _set(
    "boneless chopped cold crumbled cubed diced fillet fresh grated homemade hot large leftover "
    "medium melted natural organic pan peeled piece plain ripe salted shredded skinless sliced "
    "small unsalted"
)
# Words that needn't be in a name.
SOFT_WORDS = COOKING_WORDS | FILLERS

# First parts of names that only sort them; the food comes after.
_CATEGORY_HEADS = frozenset(
    words(text)
    for text in (
        "Alcoholic beverage;Beverage;Candies;Carbonated beverage;Cereals;Cereals ready-to-eat;"
        "Crustaceans;Desserts;Fast food;Fish;Frozen novelties;Game meat;Leavening agents;Mollusks;"
        "Nuts;Tomato products;Restaurant;Seeds;Snacks;Spices;Sweeteners;Syrups"
    ).split(";")
)
_KEEPING = frozenset(words(text) for text in ("Nuts", "Seeds", "Spices", "Candies"))
_NATIONS = _set("chinese italian latino mexican")
# Kinds of dish that come before the dish: "Soup, chicken broth".
SORTING_HEADS = _set("soup sauce dessert potato")
# A peanut butter sandwich is no cookie.
DISHES = _set("burger curry pie salad sandwich soup stew")
# Words that sort foods and name none: with nothing else said, which one is always a question.
SORTING_WORDS = _set(
    "bar beverage canned cereal chowder crustacean dish fish food game margarine meal meat mollusk "
    "nut powder protein raw sandwich seafood seed shake shellfish smoked smoothie snack soup spice "
    "stew"
)
# What goes without saying.
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
# ... after the noun, that is: green peas are peas, mustard greens aren't mustard.
_COLOURS = _set("green red white yellow sweet")
# What makes another food of the one before or after it.
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
# What is not yet ready to eat: meant only when it is said.
_UNREADY = _set("uncooked unprepared dry powder condensed concentrate dough") | {"drymix"}
# Keeping, in what is always kept so.
_KEPT = _set("dried canned ground")
# A flavour costs, and is not worth a question.
_PLAIN_FLAVORS = _set("vanilla butter")
FLAVORS = _set("vanilla chocolate strawberry fruit butter lemon cinnamon cheese apple orange")
# A diet's version: meant only when it is said.
DIETS = _set(
    """
    calorie calories cholesterol decaffeinated diet dietary dietetic glutenfree lactose light
    low lowfat nonfat reduced sodium sugarfree unsweetened
    """
)
_BOILERPLATE = re.compile(
    "|".join(
        (
            r"separable lean( and fat| only)?|lean and fat|lean only|meat and skin|meat only",
            r"trimmed to [^,]*fat|\d(/\d)?\"? fat\b| lean meat / \d+% fat",
            r"(with added )?vitamins? [a-e]\d*(,? (and )?[a-e]\d*)*\b",
            r"(skin|meat) removed|no skin|with skin|variety meats and by-?products",
            r"with salt( added)?|no salt added|salt added|without( [a-z]+){1,3}",
            r"with added [a-z ]+|with (iron|calcium)( propionate)?\b",
            r"(not )?previously frozen|may have been [a-z ]+",
            r"all (grades|varieties|types|classes|commercial varieties|areas|styles)",
            r"mixed species|composite of [a-z ]+|year round average",
            r"ready-to-(eat|serve|drink|heat|bake|cook|feed)( or -fry)?",
            r"prepared-from-recipe|home-prepared|(commercially|store) (prepared|bought)",
        )
    ),
    re.IGNORECASE,
)
# What is one thing in several words.
_TERMS = [
    (re.compile(pattern, re.IGNORECASE), text)
    for pattern, text in (
        (r"separable fat\b|\bfat only", "fatonly"),
        (r",\s*skin\s*(,|$)", ",skinonly,"),
        (r"(dry|oil|honey|fast)[ -](roasted|fried|popped)", r"\2"),
        (r"dry heat", "dryheat"),
        (r"moist heat", "moistheat"),
        (r"dry mix", "drymix"),
        (r"(made|prepared) (with|from) [a-z0-9% ]+", "ready"),
        (r"(canned|packed|bottled) or [a-z]+", "canned"),
    )
]
_BRAND = re.compile(r"[A-Z][A-Z0-9'’&.\-]{2,}s?")

# In English the noun comes last, before any preposition: Canadian bacon is bacon, and pigeon peas
# are no pigeon.
_PREPOSITION = re.compile(r"\b(?:and|as|for|from|in|made|of|on|or|with)\b", re.IGNORECASE)

# What a word costs by where it stands, and by what it does there.
HEAD, _NEXT, _LATER = 0.25, 0.13, 0.08
NEUTRAL_HEAD, _NEUTRAL_LATER = 0.06, 0.004
_ASIDE, _SORTING, _SPICE = 0.02, 0.02, 0.09
_CHANGE, _CHANGE_NEXT, _CHANGE_LATER = 0.35, 0.27, 0.2
_UNREADY_YET, _DIET, _FLAVOR = 0.17, 0.12, 0.12
_BRAND_FIRST, _BRAND_MORE = 0.2, 0.05


@dataclass(frozen=True)
class Word:
    """A word of a name, what it costs when a phrase lacks it, and where it stands.

    `noun` is the last word of what the food is, `beside` one after its preposition, `aside` one in
    parentheses; `segment` counts the parts between commas.
    """

    word: str
    cost: float
    segment: int
    brand: bool = False
    aside: bool = False
    noun: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Name:
    """A name taken apart. `methods` are its words that say how the food was cooked."""

    words: Mapping[str, Word]
    methods: frozenset[str]

    @property
    def raw(self) -> bool:
        """Whether the food is still to be cooked."""
        return bool(RAW & self.words.keys()) or ("dry" in self.words and not self.methods)

    def cooked_so(self, method: str) -> bool:
        """Whether the name says that the food was cooked that way."""
        return bool(self.methods & COOKED_AS[method])

    def agrees(self, method: str) -> bool:
        """Whether the food of that name could be what was cooked that way."""
        if method in ("raw", "fried", "toasted") or not self.methods:
            return self.cooked_so(method)
        return self.cooked_so(method) or self.methods <= ANY_HEAT


@lru_cache(maxsize=8192)
def parse(text: str) -> Name:
    """The name taken apart."""
    asides = words(" ".join(re.findall(r"\(([^)]*)\)", text)))
    text = re.sub(r"\([^)]*\)?", " ", text)
    for pattern, instead in _TERMS:
        text = pattern.sub(instead, text)
    segments = [(part, words(part)) for part in _BOILERPLATE.sub("", text).split(",")]
    category = segments[0][1] if segments[0][1] in _CATEGORY_HEADS else ()
    ready = any("ready" in own or "prepared" in own for _, own in segments)
    kept = category in _KEEPING
    sorting = _SPICE if category == ("spice",) else _SORTING
    found = {word: Word(word, sorting, 0) for word in category}
    place = -1
    for n, (segment, own) in enumerate(segments):
        if not own or (n == 0 and category):
            continue
        if n == 1 and category == ("restaurant",) and own[0] in _NATIONS:
            found |= {word: Word(word, _SORTING, n) for word in own}
            continue
        place += 1
        for one in _words_of(segment, own, n, place, ready=ready, kept=kept):
            found.setdefault(one.word, one)
    for word in asides:
        found.setdefault(word, Word(word, _ASIDE, len(segments), aside=True))
    return Name(found, COOKED & found.keys())


def _words_of(
    text: str, own: Words, segment: int, place: int, *, ready: bool, kept: bool
) -> Iterator[Word]:
    """The words of one part of a name; the first `place` is what the food is."""
    brands = {word for brand in _BRAND.findall(text) for word in words(brand)}
    head = words(_PREPOSITION.split(text)[0]) if place == 0 else ()
    first = True
    for word in own:
        if word in brands:
            yield Word(word, _BRAND_FIRST if first else _BRAND_MORE, segment, brand=True)
            first = False
            continue
        beside = place == 0 and word not in head
        cost = _cost(word, 1 if beside else place, ready=ready, kept=kept)
        yield Word(word, cost, segment, noun=head[-1:] == (word,), beside=beside)


def _cost(word: str, place: int, *, ready: bool, kept: bool) -> float:
    if (ready and word in _UNREADY) or (kept and word in _KEPT):
        return NEUTRAL_HEAD
    if word in _UNREADY:
        return max(_UNREADY_YET, HEAD if place == 0 else 0)
    if place and word in FLAVORS:
        return NEUTRAL_HEAD if word in _PLAIN_FLAVORS else _FLAVOR
    if word in CHANGES:
        return (_CHANGE, _CHANGE_NEXT, _CHANGE_LATER)[min(place, 2)]
    if word in NEUTRAL and (place or word not in _COLOURS):
        return _NEUTRAL_LATER if place else NEUTRAL_HEAD
    if place == 0:
        return HEAD
    if word in DIETS:
        return _DIET
    return _NEXT if place == 1 else _LATER
