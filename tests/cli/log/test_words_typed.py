"""What a user sees of a line that isn't made of exact names."""

import click
import pytest

from tests.conftest import B12
from tracker.cli import choose


def _items(b12: B12) -> list[dict[str, object]]:
    items: list[dict[str, object]] = b12("today", "--json").json["items"]
    return items


def test_every_word_that_means_no_food_is_named_and_nothing_is_stored(b12: B12) -> None:
    result = b12("log", "zorbit, 2 eggs, flumble")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert 'no food is called "zorbit" or "flumble"' in result.err
    assert "--keep-unknown" in result.err
    assert _items(b12) == []


def test_what_no_table_has_is_kept_with_unknown_b12(b12: B12) -> None:
    result = b12("log", "--keep-unknown", "300g zorbit stew, 1 cup milk")
    assert result.code == 0
    assert 'b12 unknown set "zorbit stew" 2ug/100g' in result.out
    stew, milk = _items(b12)
    assert (stew["food"], stew["grams"], stew["b12_ug"]) == ("zorbit stew", 300, None)
    assert milk["b12_ug"] == pytest.approx(1.1, abs=0.01)  # 244 g at 0.45 µg/100 g
    assert "≥ 1.10 µg" in b12("today").out
    # From now on it is a name that this person has eaten.
    again = b12("log", "200g zorbit stew")
    assert (again.code, _items(b12)[-1]["grams"]) == (0, 200)
    assert b12("undo").code == b12("undo").code == 0
    assert _items(b12) == []


def test_lines_keep_what_is_unknown_too(process: B12) -> None:
    lines = "breakfast: 2 flumbles\nlunch: 2 eggs\n"
    assert process("log", "-", stdin=lines).code == 1
    assert process("log", "-", "--keep-unknown", stdin=lines).code == 0
    items = process("today", "--json").json["items"]
    assert [item["b12_ug"] is None for item in items] == [True, False]


@pytest.mark.parametrize(("answer", "code"), [("1", 0), ("0", 1)])
def test_on_a_terminal_it_is_asked(
    b12: B12, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr(choose, "asks", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: answer)
    result = b12("log", "100g zorbit salmon")
    assert result.code == code
    assert '1  "zorbit salmon" with unknown B12' in result.err
    assert "salmon" in result.err
    assert len(_items(b12)) == 1 - code


def test_the_nearest_names_suit_the_diet(b12: B12) -> None:
    b12("person", "set", "--diet", "vegan")
    result = b12("log", "zorbit burger")
    assert result.code == 1
    for name in result.err.split("nearest: ")[1].split(";")[0].split(", "):
        (food, *_) = b12("food", "find", name, "--json").json
        assert food["diet"] in ("vegan", None), name


def test_the_reply_says_what_was_left_out_and_which_sizes_are_usual(b12: B12) -> None:
    reply = b12("log", "Tesco bacon 2 rashers, a bowl of oat milk").out
    assert 'bacon (without "Tesco")' in reply
    assert "oat milk: typical; your label may say another figure: b12 food add" in reply
    assert "usual size" in b12("log", "a handful of parsnips").out


def test_what_is_added_to_another_food_is_little(b12: B12) -> None:
    b12("log", "muesli with skim milk")
    assert [item["grams"] for item in _items(b12)][1] == 125
    # The next glass of it is a glass again.
    b12("log", "skim milk")
    assert _items(b12)[-1]["grams"] == 245


def test_a_time_and_a_meal_may_come_first(b12: B12) -> None:
    b12("log", "7am breakfast: 2 eggs")
    (item,) = _items(b12)
    assert ("07:00" in str(item["eaten_at"]), item["meal"]) == (True, "breakfast")
    b12("log", "L: 1 cup milk", "-m", "second lunch")
    assert _items(b12)[-1]["meal"] == "second lunch"


def test_a_name_means_the_food_of_the_country(b12: B12) -> None:
    american = b12("log", "30g corn flakes").out
    assert "corn flakes (US)" in american or "corn flakes  " in american
    b12("person", "set", "--country", "uk")
    assert "corn flakes (UK)" in b12("log", "30g corn flakes").out
    first, second = _items(b12)
    assert first["b12_ug"] != second["b12_ug"]


def test_what_was_eaten_under_a_name_comes_first(b12: B12) -> None:
    b12("log", "--keep-unknown", "1 bowl zorbit")
    b12("edit", "1", "--amount", "250g")
    assert "250 g" in b12("log", "zorbit").out
    # A food of one's own by that name is what is meant from then on.
    b12("food", "add", "zorbit", "--per", "100g", "--b12", "1ug")
    b12("log", "200g zorbit")
    assert _items(b12)[-1]["b12_ug"] == pytest.approx(2)
