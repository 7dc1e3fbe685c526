import pytest

from tracker.domain.foods import Food
from tracker.domain.search import Found, Match, contenders, rank, words


@pytest.mark.parametrize(
    ("one", "other"),
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
    ],
)
def test_ways_to_write_one_word(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize("word", ["swiss", "hummus", "asparagus", "molasses", "couscous"])
def test_a_singular_in_s_stays_apart_from_its_stump(word: str) -> None:
    assert words(word) != words(word.rstrip("s"))


def test_the_percent_of_milk_is_a_word() -> None:
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


def test_what_was_eaten_before_comes_first() -> None:
    foods = [
        Food("1", "Cheese, brie", "natural", "t", 1.0, id=1),
        Food("2", "Cheese, blue", "natural", "t", 1.0, id=2),
    ]
    assert rank(("cheese",), foods, frozenset({1}))[0].food.code == "1"


def test_a_question_is_asked_only_when_the_answer_matters() -> None:
    alike = Found("x", (Match(_food("1", "a", 1.0), 1.0), Match(_food("2", "b", 1.05), 0.95)))
    assert len(contenders(alike)) == 1
    apart = Found("x", (Match(_food("1", "a", 1.0), 1.0), Match(_food("2", "b", 9.0), 0.95)))
    assert len(contenders(apart)) == 2
    unknown = Found("x", (Match(_food("1", "a", 1.0), 1.0), Match(_food("2", "b", None), 0.95)))
    assert len(contenders(unknown)) == 2
    named = Found("x", (Match(_food("1", "a", 1.0), 1.0, named=True), *apart.matches))
    assert len(contenders(named)) == 1
    assert contenders(Found("x")) == ()
