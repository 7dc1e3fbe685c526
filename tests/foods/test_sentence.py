import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.foods.sentence import begins_with_amount, parts, without, without_aside


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("tea with milk", ["tea", "milk"]),
        ("tea w/ milk", ["tea", "milk"]),
        ("tea w/o milk", ["tea without milk"]),
        ("beans on toast", ["beans", "toast"]),
        ("egg & cheese", ["egg", "cheese"]),
        ("bagel + smoked salmon (80g) + cream cheese", ["bagel", "smoked salmon", "cream cheese"]),
        ("toast topped with avocado", ["toast", "avocado"]),
        ("Brot mit Butter und Honig", ["Brot", "Butter", "Honig"]),
        ("Sandwich / Ham and Emmental", ["Sandwich", "Ham", "Emmental"]),
        ("knekkebrød/crispbread", ["knekkebrød", "crispbread"]),
        ("half and half", ["half-and-half"]),  # that it is one name, the catalogue knows
        ("pasta; salad", ["pasta", "salad"]),
        ("Montebello - pasta", ["Montebello", "pasta"]),
        ("I ate rice. Then a banana", ["I ate rice", "a banana"]),
        ("1,5 cups milk, 2 eggs", ["1,5 cups milk", "2 eggs"]),
        ("b12,2 eggs", ["b12", "2 eggs"]),
        ("1/2 cup milk", ["1/2 cup milk"]),
        ("80/20 beef", ["80/20 beef"]),
        ("7up", ["7up"]),
        ("about 150g chicken", ["150g chicken"]),
        ("box of 6 nuggets", ["6 nuggets"]),
        ("a 12 oz ribeye", ["12 oz ribeye"]),
        ("left over rice", ["leftover rice"]),
        ("vitamin D 5000 iu", ["vitamin D"]),
        ("", []),
        (" , ; ", []),
    ],
)
def test_a_line_is_split_where_foods_meet(line: str, texts: list[str]) -> None:
    assert [part.text for part in parts(line)] == texts


@pytest.mark.parametrize(
    ("line", "joints"),
    [
        ("skyr with berries", ["", "with"]),
        ("cheese on toast", ["", "on"]),
        ("egg and bacon", ["", "and"]),
        ("egg & bacon", ["", "and"]),
        ("egg, bacon", ["", ","]),
        ("dolmades – stuffed leaves", ["", "-"]),
    ],
)
def test_what_joins_two_foods_is_kept(line: str, joints: list[str]) -> None:
    assert [part.joint for part in parts(line)] == joints


@pytest.mark.parametrize(
    ("line", "amount", "details"),
    [
        ("feta (80g)", "80g", ()),
        ("Mussels (1 tin)", "1 tin", ()),
        ("frittata (4 eggs)", "4 eggs", ()),
        ("cortado (whole milk, no sugar)", "", ("whole milk, no sugar",)),
        ("yogurt [plain] (¾ cup)", "¾ cup", ("plain",)),
    ],
)
def test_brackets_hold_an_amount_or_details(
    line: str, amount: str, details: tuple[str, ...]
) -> None:
    (part,) = parts(line)
    assert (part.amount, part.details) == (amount, details)


def test_words_around_a_food_are_left_out() -> None:
    said = {"i", "had", "today", "ive"}
    assert without("I had 2 eggs today!", said) == "2 eggs"
    assert without("I've had eggs", said) == "eggs"
    assert without("today", said) == ""
    assert without_aside("pizza from the place round the corner") == "pizza"
    assert without_aside("from the shop") == "from the shop"


@pytest.mark.parametrize("text", ["2 eggs", "½ cup", "half a cup", "a tbsp", "1/2"])
def test_an_amount_comes_first(text: str) -> None:
    assert begins_with_amount(text)


def test_a_word_is_no_amount() -> None:
    assert not begins_with_amount("apple")
    assert not begins_with_amount("tofu 100g")


@given(st.text())
def test_any_text_has_parts_without_edges(line: str) -> None:
    for part in parts(line):
        assert part.text == part.text.strip()
        assert part.text
