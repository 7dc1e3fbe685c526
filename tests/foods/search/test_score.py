import pytest

from tracker.foods.model import Food
from tracker.foods.search.match import Match, SearchResult, contenders
from tracker.foods.search.names import parse
from tracker.foods.search.score import rank
from tracker.text.words import Synonyms, parts, readings, words


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("eggs", "egg"),
        ("Cherries", "cherry"),
        ("cookies", "cookie"),
        ("tomatoes", "tomato"),
        ("radishes", "radish"),
        ("sandwiches", "sandwich"),
        ("yoghurt", "yogurt"),
        ("pâté", "pate"),
        ("semi-skimmed milk", "semi skimmed milk"),
        ("Kellogg's", "kelloggs"),
        ("mac & cheese", "mac and cheese"),
        ("calves’ liver", "calf liver"),
        ("low fat", "low-fat"),
        ("non-fat milk", "fat free milk"),
        ("wholemeal bread", "whole wheat bread"),
        ("tinned tuna", "canned tuna"),
        ("BBQ sauce", "barbeque sauce"),
        ("doughnut", "donuts"),
        ("kiwis", "kiwi"),
    ],
)
def test_words_that_are_the_same(word: str, other: str) -> None:
    assert words(word) == words(other)


@pytest.mark.parametrize("word", ["swiss", "hummus", "asparagus", "molasses", "couscous"])
def test_the_s_of_a_singular_is_kept(word: str) -> None:
    assert words(word) != words(word.rstrip("s"))


def test_a_percentage_is_a_word() -> None:
    assert words("2% milk") == ("2%", "milk")


def _food(code: str, name: str, ug: float | None = 1.0, **more: str) -> Food:
    return Food(code, name, "natural", "test", ug, **more)  # type: ignore[arg-type]


def test_the_plain_food_comes_before_baby_food_brands_and_raw() -> None:
    foods = [
        _food("1", "Babyfood, meat, beef, strained", group="Baby Foods"),
        _food("2", "Beef, ground, raw", kind="meat"),
        _food("3", "Beef, ground, cooked", kind="meat"),
        _food("4", "BURGER HOUSE, beef, ground", group="Fast Foods"),
    ]
    ranked = [match.food.code for match in rank(("ground", "beef"), foods, frozenset())]
    assert ranked[0] == "3"


def test_a_food_eaten_before_comes_first() -> None:
    foods = [
        Food("1", "Cheese, brie", "natural", "t", 1.0, id=1),
        Food("2", "Cheese, blue", "natural", "t", 1.0, id=2),
    ]
    assert rank(("cheese",), foods, frozenset({1}))[0].food.code == "1"


def test_eaten_foods_decide_only_between_foods_that_the_phrase_could_mean() -> None:
    corn = Food("1", "Corn, sweet, yellow, boiled", "natural", "t", 0.0, id=1)
    flakes = Food("2", "Corn flakes", "fortified", "t", 5.0, everyday="corn flakes", id=2)
    assert rank(("corn",), [corn, flakes], frozenset({2}))[0].food == corn
    salmon = Food("3", "Fish, salmon, cooked", "natural", "t", 3.0, kind="fish", id=3)
    cod = Food("4", "Fish, cod, cooked", "natural", "t", 1.0, kind="fish", id=4)
    matches = tuple(rank(("fish",), [cod, salmon], frozenset({3})))
    assert matches[0].food == salmon
    assert len(contenders(SearchResult("fish", matches))) == 2


@pytest.mark.parametrize(
    ("query", "plain", "other"),
    [
        ("pear", "Pears, asian, raw", "Prickly pears, raw"),
        ("pigeon", "Squab, pigeon, cooked", "Pigeon peas, cooked"),
        ("lemon", "Lemons, raw, without peel", "Lemon juice, raw"),
        ("garlic", "Garlic, raw", "Spices, garlic powder"),
        ("ginger", "Ginger root, raw", "Carbonated beverage, ginger ale"),
        ("coconut", "Nuts, coconut meat, raw", "Oil, coconut"),
        ("peas", "Peas, green, raw", "Peas, edible-podded, raw"),
        ("mustard", "Mustard, prepared, yellow", "Mustard greens, raw"),
        ("lemonade", "Lemonade, powder, prepared with water", "Lemonade, powder"),
        ("rice pudding", "Puddings, rice, ready-to-eat", "Puddings, rice, dry mix"),
        ("soy sauce", "Soy sauce made from soy", "Sauce, peanut, made from butter, soy sauce"),
        (
            "beef rib",
            "Beef, rib, separable lean and fat, cooked",
            "Beef, rib, separable fat, cooked",
        ),
        ("smoked ham", "Ham, smoked, cooked", "Ham, cooked, low sodium"),
        ("cheerios", "Cereals, MILLS, CHEERIOS", "Cereals, MILLS, HONEY CHEERIOS"),
        ("vanilla yogurt", "Yogurt, vanilla, low fat", "Frozen yogurts, vanilla"),
        ("bread", "Bread, white, toasted", "Bread crumbs, dry"),
    ],
)
def test_the_plainest_name_is_meant(query: str, plain: str, other: str) -> None:
    ranked = rank(words(query), [_food("1", other), _food("2", plain)], frozenset())
    assert ranked[0].food.name == plain


def test_a_cooking_word_chooses_between_foods() -> None:
    foods = [_food("1", "Fish, cod, raw"), _food("2", "Fish, cod, cooked, dry heat")]
    for query, code in (("cod", "2"), ("raw cod", "1"), ("grilled cod", "2")):
        foods = [Food(f.code, f.name, "natural", "t", 1.0, kind="fish") for f in foods]
        assert rank(words(query), foods, frozenset())[0].food.code == code


def test_a_name_says_how_its_food_was_cooked() -> None:
    salmon = parse("Fish, salmon, Atlantic, wild, cooked, dry heat")
    assert salmon.agrees("grilled")
    assert not salmon.agrees("raw")
    assert not salmon.agrees("fried")
    assert parse("Rice noodles, dry").raw
    assert not parse("Nuts, almonds, dry roasted").raw


def test_a_phrase_is_read_with_its_synonyms_and_compounds() -> None:
    known = {"apple", "sauce", "applesauce", "flax", "seed", "zucchini", "fried"}
    synonyms: Synonyms = {("courgette",): [("zucchini",)]}
    assert ("applesauce",) in readings(("apple", "sauce"), known, synonyms)
    assert ("flax", "seed") in readings(("flaxseed",), known, synonyms)
    assert ("fried", "zucchini") in readings(("fried", "courgette"), known, synonyms)
    assert {"applesauce", "flax", "zucchini"} <= parts(
        ("apple", "sauce", "flaxseed", "courgette"), synonyms
    )


def test_a_question_is_asked_only_when_the_answer_matters() -> None:
    def result(*ugs: float | None) -> SearchResult:
        foods = [_food(str(n), f"f{n}", ug) for n, ug in enumerate(ugs)]
        scores = (1.0, 0.95)
        return SearchResult(
            "x",
            tuple(
                Match(food, score, extra_words=frozenset({food.name}))
                for food, score in zip(foods, scores, strict=True)
            ),
        )

    assert len(contenders(result(1.0, 1.05))) == 1
    assert len(contenders(result(1.0, 9.0))) == 2
    assert len(contenders(result(1.0, None))) == 2
    assert contenders(SearchResult("x")) == ()
    best, other = result(1.0, 9.0).matches
    named = SearchResult("x", (Match(best.food, 1.0, named=True), other))
    assert len(contenders(named)) == 1
    special = Match(other.food, 0.95, extra_words=best.extra_words | {"more"})
    assert contenders(SearchResult("x", (best, special))) == (best,)
    unsure = SearchResult("x", (Match(best.food, 0.5), Match(other.food, 0.45)))
    assert len(contenders(unsure)) == 2
