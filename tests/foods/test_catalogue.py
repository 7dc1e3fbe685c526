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
        ("raw salmon", "26137100-salmon-sashimi"),
        ("fried oysters", "15168"),
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
        "qqqq eggs",
        "zebra milk",
        "flurb salmon",
    ],
)
def test_an_unknown_phrase_is_refused_with_similar_names(b12: B12, phrase: str) -> None:
    result = b12("log", f"100g {phrase}")
    assert (result.code, result.out) == (1, "")
    assert f'no food is called "{phrase}"' in result.err
    assert "--keep-unknown logs it with unknown B12" in result.err
    assert b12("food", "find", phrase, "--json").json == []


@pytest.mark.parametrize("phrase", ["xyzzy", "flurbs"])
def test_what_resembles_no_name_is_refused_without_any(b12: B12, phrase: str) -> None:
    result = b12("log", f"100g {phrase}")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f'Error: no food is called "{phrase}"; --keep-unknown')


@pytest.mark.parametrize(("phrase", "ug"), [("vitamin d", 0), ("2-3 eggs", 2.5 * 50 * 0.89 / 100)])
def test_what_is_logged_has_the_figure_of_its_source(b12: B12, phrase: str, ug: float) -> None:
    b12("log", phrase)
    (item,) = b12("today", "--json").json["items"]
    assert item["b12_ug"] == pytest.approx(ug)


def test_foods_that_are_eaten_together_are_items_of_one_meal(b12: B12) -> None:
    b12("log", "poached eggs on toast")
    assert len(b12("today", "--json").json["items"]) in (1, 2)


def test_a_corrected_typing_error_is_reported(b12: B12) -> None:
    assert '"salmn" read as "salmon"' in b12("log", "100g salmn").err


@pytest.mark.parametrize(
    ("typed", "food"),
    [
        ("mussles", "mussels"),
        ("sphagetti bolognese", "spaghetti with meat sauce"),
        ("brocolli", "broccoli"),
        ("chiken breast", "chicken"),
        ("bannana", "banana"),
    ],
)
def test_a_letter_left_out_doubled_or_swapped_is_corrected(b12: B12, typed: str, food: str) -> None:
    assert food in b12("log", typed).out


@pytest.mark.parametrize(
    "word", ["inspection", "insertion", "claim", "clamp", "keyring", "heading", "module", "check"]
)
def test_another_word_is_no_typing_error(b12: B12, word: str) -> None:
    # Each was read as a food: B12 injection, clams, cockles, herring, mussels, chuck steak.
    assert b12("log", word).code == 1
    assert b12("today", "--json").json["items"] == []


def test_an_ambiguous_phrase_is_a_list_in_a_pipe(b12: B12) -> None:
    result = b12("log", "100g", "liver")
    assert (result.code, result.out) == (2, "")
    for code in ("25110140", "25110450", "10111"):
        assert code in result.err
    assert b12("today", "--json").json["items"] == []


def test_a_food_eaten_before_is_preferred(b12: B12) -> None:
    b12("log", "100g pork liver")
    assert "pork liver" in b12("log", "100g liver").out


def test_a_slice_of_bacon_is_a_measure_and_a_fish_stick_is_a_food(b12: B12) -> None:
    b12("log", "2 slices cheddar, 3 fish sticks, 1 whole milk")
    foods = [item["food"] for item in b12("today", "--json").json["items"]]
    assert foods == ["cheddar", "fish sticks", "whole milk"]


@pytest.mark.parametrize(("phrase", "ug"), [("fish", 2.4), ("soup", 0.1)])
def test_a_word_for_many_foods_is_the_food_without_further_words(
    b12: B12, phrase: str, ug: float
) -> None:
    """The survey's "not further specified", whichever of them was eaten before."""
    b12("log", "100g salmon, 1 cup chicken noodle soup")
    assert b12("log", f"100g {phrase}").code == 0
    assert b12("today", "--json").json["items"][-1]["b12_ug"] == pytest.approx(ug)


@pytest.mark.parametrize(
    ("words", "food", "amount"),
    [
        ("half and half", "half and half", 2),
        ("half an avocado", "avocado", 0.5),
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


@pytest.mark.parametrize("words", ["seven grain bread", "egg timer", "butter chicken of the moon"])
def test_a_food_that_only_begins_like_another_is_not_logged_as_it(b12: B12, words: str) -> None:
    result = b12("log", words)
    assert result.code in (1, 2), result.out


@pytest.mark.parametrize("words", ["1 fillet milk", "1 leaf butter", "2 slices coffee"])
def test_a_measure_that_the_food_lacks_is_never_dropped(b12: B12, words: str) -> None:
    result = b12("log", words)
    assert (result.code, result.out) == (1, "")
    assert "has no weight for" in result.err
