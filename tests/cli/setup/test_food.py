import pytest

from tests.conftest import B12


def test_a_food_is_shown_with_portions_and_source(b12: B12) -> None:
    out = b12("food", "show", "13327").out
    assert "beef liver: Beef, variety meats and by-products, liver, cooked, pan-fried" in out
    assert "83.13 µg/100 g" in out
    assert "1 slice           81 g  67.3 µg" in out
    assert "Standard Reference 28, NDB 13327" in out


def test_a_food_is_shown_by_its_name(b12: B12) -> None:
    assert b12("food", "show", "beef", "liver", "--json").json["id"] == "13327"


def test_unknown_b12_is_shown(b12: B12) -> None:
    assert "B12     unknown" in b12("food", "show", "27042").out
    assert b12("food", "show", "27042", "--json").json["b12_ug_per_100g"] is None


def test_a_tablet_is_shown_by_its_dose(b12: B12) -> None:
    assert "1000 µg a tablet" in b12("food", "show", "b12-1000").out


def test_find_lists_the_best_first_and_how_many_there_are(b12: B12) -> None:
    result = b12("food", "find", "liver")
    assert result.code == 0
    assert len(result.out.splitlines()) == 10
    assert "25110140           Liver, beef" in result.out
    assert "10 of" in result.err
    found = b12("food", "find", "liver", "-n", "3", "--json").json
    assert len(found) == 3
    assert {"id", "name", "b12_ug_per_100g", "portions"} <= found[0].keys()


def test_find_without_a_match_is_one_sentence(b12: B12) -> None:
    result = b12("food", "find", "dragonfruit salad")
    assert (result.code, result.out) == (0, "")
    assert "No food is called" in result.err


@pytest.mark.parametrize(("words", "code"), [(["99999"], 1), (["xyzzy"], 1), (["liver"], 2)])
def test_show_refuses_an_ambiguous_or_unknown_food(b12: B12, words: list[str], code: int) -> None:
    result = b12("food", "show", *words)
    assert (result.code, result.out) == (code, "")


def test_find_of_an_empty_name_is_refused(b12: B12) -> None:
    assert b12("food", "find", " ").code == 2
    assert b12("food", "show", " ").code == 1
