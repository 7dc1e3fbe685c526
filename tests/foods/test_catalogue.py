import pytest

from tests.conftest import B12


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("salmon", "15209"),
        ("grilled salmon", "15209"),
        ("Salmon", "15209"),
        ("egg", "01123"),
        ("eggs", "01123"),
        ("liver beef", "13327"),
        ("beef liver", "13327"),
        ("chocolate milk", "01102"),
        ("milk chocolate", "19120"),
        ("semi-skimmed milk", "01079"),
        ("prawns", "15151"),
        ("mince", "23220"),
        ("salmn", "15209"),
        ("yoghurt", "01116"),
        ("nutritonal yeast", "nutritional-yeast"),
        ("13327", "13327"),
        ("oat-milk", "oat-milk"),
        ("raw salmon", "26137100"),
        ("fried oysters", "26315140"),
        ("raw milk", "01077"),
        ("courgettes", "11478"),
        ("fillet of plaice", "15029"),
        ("toast", "18070"),
    ],
)
def test_a_phrase_finds_the_food_that_is_meant(b12: B12, phrase: str, code: str) -> None:
    foods = b12("food", "find", phrase, "--json").json
    assert foods[0]["id"] == code
    assert b12("log", f"100g {phrase}").code == 0


@pytest.mark.parametrize(
    "phrase",
    [
        "dragonfruit salad",
        "xyzzy",
        "flurbs",
        "qqqq eggs",
        "vitamin d",
        "dulse",
        "poached eggs on toast",
    ],
)
def test_an_unknown_phrase_is_refused_with_similar_names(b12: B12, phrase: str) -> None:
    result = b12("log", f"100g {phrase}")
    assert (result.code, result.out) == (1, "")
    assert f'no food is called "{phrase}"; nearest: ' in result.err
    assert b12("food", "find", phrase, "--json").json == []


def test_a_corrected_typing_error_is_reported(b12: B12) -> None:
    assert '"salmn" read as "salmon"' in b12("log", "100g salmn").err


def test_an_ambiguous_phrase_is_a_list_in_a_pipe(b12: B12) -> None:
    result = b12("log", "100g", "liver")
    assert (result.code, result.out) == (2, "")
    for code in ("25110140", "05661", "17201"):
        assert code in result.err
    assert b12("today", "--json").json["items"] == []


def test_a_food_eaten_before_is_preferred(b12: B12) -> None:
    b12("log", "100g chicken liver")
    assert "chicken liver" in b12("log", "100g liver").out


def test_a_slice_of_bacon_is_a_measure_and_a_fish_stick_is_a_food(b12: B12) -> None:
    b12("log", "2 slices cheddar, 3 fish sticks, 1 whole milk")
    foods = [item["food"] for item in b12("today", "--json").json["items"]]
    assert foods == ["cheddar", "fish sticks", "whole milk"]


@pytest.mark.parametrize("phrase", ["fish", "soup"])
def test_a_word_for_many_foods_is_asked_even_if_one_was_eaten(b12: B12, phrase: str) -> None:
    b12("log", "100g salmon, 1 cup chicken noodle soup")
    assert b12("log", f"100g {phrase}").code == 2


def test_a_guess_of_an_unusual_food_is_offered_and_not_logged(b12: B12) -> None:
    result = b12("log", "100g crosant")
    assert result.code == 1
    assert "Croissants" in result.err


@pytest.mark.parametrize(
    ("words", "food", "amount"),
    [
        ("half and half", "Cream, half and half", 1),
        ("half an avocado", "Avocados", 0.5),
        ("3 sardines", "sardines", 3),
        ("1 pizza", "pizza", 1),
        ("200000 mg salmon", "salmon", 200),
        ("13327 85g", "beef liver", 85),
        ("cup of coffee", "coffee", 1),
    ],
)
def test_a_number_before_or_in_a_name(b12: B12, words: str, food: str, amount: float) -> None:
    result = b12("log", words)
    assert result.code == 0, result.err
    (item,) = b12("today", "--json").json["items"]
    assert item["food"].startswith(food)
    assert item["amount"] == amount


@pytest.mark.parametrize(
    "words", ["half fat milk", "seven grain bread", "three cheese pizza", "huel", "skyr"]
)
def test_a_food_that_only_begins_like_another_is_not_logged_as_it(b12: B12, words: str) -> None:
    result = b12("log", words)
    assert result.code in (1, 2), result.out


@pytest.mark.parametrize("words", ["1 fillet milk", "1 large butter", "2 slices coffee"])
def test_a_measure_that_the_food_lacks_is_never_dropped(b12: B12, words: str) -> None:
    result = b12("log", words)
    assert (result.code, result.out) == (1, "")
    assert "has no weight for" in result.err
