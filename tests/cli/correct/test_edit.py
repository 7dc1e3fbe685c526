import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from tests.conftest import B12
from tracker.cli import choose

_TABLES = ("meal", "item", "day_mark", "change")


def _content(path: Path, *tables: str) -> list[list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in tables or _TABLES
        ]


def _run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def _meals(b12: B12, day: str = "today") -> list[dict[str, Any]]:
    meals: list[dict[str, Any]] = b12("show", "-d", day, "--json").json["meals"]
    return meals


def _items(b12: B12, day: str = "today") -> list[dict[str, Any]]:
    return [item for meal in _meals(b12, day) for item in meal["items"]]


def _own(b12: B12, *change: str) -> None:
    """Item 1 is of a food of your own that was edited or removed since."""
    b12("food", "add", "oat brew", "--per", "1 cup", "--grams", "200", "--b12", "1ug")
    b12("log", "1 cup oat brew")
    if change:
        assert b12("food", *change).code == 0


def test_before_and_after_and_the_days_new_total(b12: B12) -> None:
    b12("log", "150g salmon")
    result = b12("edit", "1", "--amount", "200g")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Before: salmon 150 g, 4.58 µg, Sun 22 Nov 2026, 12:41",
        "After:  salmon 200 g, 6.10 µg, Sun 22 Nov 2026, 12:41",
        "Today: 6.10 µg, 254 % of the target of 2.4 µg (IOM RDA 1998)",
        "Not right? b12 undo",
    ]


@pytest.mark.parametrize(
    ("logged", "amount", "label", "ug"),
    [
        ("150g salmon", "0,1 kg", (0.1, "kg"), 3.05),
        ("1 cup milk", "half a cup", (0.5, "cup"), 0.549),
        ("2 eggs", "3", (3, "large"), 1.335),
        ("2 eggs", "3 eggs", (3, "large"), 1.335),
        ("2 eggs", "1 extra large", (1, "extra large"), 0.4984),
        ("0.9ug soy milk", "1.2ug", (1.2, "µg"), 1.2),
        ("1 cup soy milk", "0.9 µg", (0.9, "µg"), 0.9),
        ("1000ug B12 tablet", "25mcg", (25, "µg"), 25),
        ("25ug B12 tablet", "1mg", (1000, "µg"), 1000),
        ("1000ug injection", "500ug", (500, "µg"), 500),
        ("100g 27042", "50g", (50, "g"), None),
    ],
)
def test_another_amount_is_recalculated(
    b12: B12, logged: str, amount: str, label: tuple[float, str], ug: float | None
) -> None:
    b12("log", logged)
    (before,) = _items(b12)
    assert b12("edit", "1", "--amount", amount).code == 0
    (after,) = _items(b12)
    assert (after["amount"], after["measure"]) == label
    assert after["b12_ug"] == (None if ug is None else pytest.approx(ug, rel=1e-3))
    assert [after[k] for k in ("food", "origin")] == [before[k] for k in ("food", "origin")]


def test_a_measure_and_a_recipe_of_your_own(b12: B12) -> None:
    b12("food", "unit", "set", "beef liver", "my slice", "80g")
    b12("recipe", "add", "pâté", "400g beef liver", "--makes", "4")
    b12("log", "100g beef liver, 1 serving pâté")
    assert b12("edit", "1", "--amount", "2 my slice").code == 0
    assert b12("edit", "2", "--amount", "2 servings").code == 0
    assert [item["grams"] for item in _items(b12)] == [160, 200]


@pytest.mark.parametrize(
    ("change", "amount", "ug"),
    [
        (("edit", "oat brew", "--per", "1 cup", "--grams", "200", "--b12", "3ug"), "2 cups", 6),
        (("remove", "oat brew"), "2 cups", 2),
        (("remove", "oat brew"), "3", 3),
        (("remove", "oat brew"), "100g", 0.5),
        (("remove", "oat brew"), "4ug", 4),
    ],
)
def test_another_amount_of_a_food_that_was_edited_or_removed(
    b12: B12, change: tuple[str, ...], amount: str, ug: float
) -> None:
    _own(b12, *change)
    assert _items(b12)[0]["b12_ug"] == 1
    assert b12("edit", "1", "--amount", amount).code == 0
    assert _items(b12)[0]["b12_ug"] == pytest.approx(ug)
    assert _items(b12)[0]["food_id"] == "oat-brew"


def test_time_day_name_and_note_never_change_the_micrograms(b12: B12) -> None:
    _own(b12, "edit", "oat brew", "--per", "1 cup", "--grams", "200", "--b12", "3ug")
    b12("edit", "1", "-t", "09:00", "-d", "yesterday", "-m", "brunch")
    b12("note", "1", "warm")
    (item,) = _items(b12, "yesterday")
    assert (item["b12_ug"], item["meal"], item["note"]) == (1, "brunch", "warm")


def test_another_food_keeps_amount_and_note(b12: B12) -> None:
    b12("log", "1 cup milk")
    b12("note", "1", "warm")
    assert b12("edit", "1", "--food", "oat milk").code == 0
    (item,) = _items(b12)
    assert (item["food"], item["amount"], item["measure"], item["note"]) == (
        "oat milk", 1, "cup", "warm",
    )  # fmt: skip
    assert item["b12_ug"] == pytest.approx(1.22, abs=0.01)


def test_another_food_without_that_measure_is_one_line(b12: B12, diary: Path) -> None:
    b12("log", "2 slices bread")
    before = _content(diary)
    result = b12("edit", "1", "--food", "oat milk")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert "oat milk has no weight for slice" in result.err
    assert "--amount" in result.err
    assert _content(diary) == before
    assert b12("edit", "1", "--food", "oat milk", "--amount", "1 cup").code == 0


def test_a_dose_of_another_kind(b12: B12) -> None:
    b12("log", "1000ug B12 tablet")
    assert b12("edit", "1", "--food", "injection").code == 0
    assert _items(b12)[0]["origin"] == "injection"


def test_a_food_to_a_food_of_unknown_b12(b12: B12) -> None:
    b12("log", "100g salmon")
    result = b12("edit", "1", "--food", "27042")
    assert "unknown, Sun 22 Nov" in result.out
    assert "Today: ≥ 0 µg" in result.out
    assert _items(b12)[0]["b12_ug"] is None


def test_an_ambiguous_food_is_refused_in_a_pipe_and_asked_on_a_terminal(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("log", "100g salmon")
    result = b12("edit", "1", "--food", "liver")
    assert (result.code, result.out) == (2, "")
    assert "25110140" in result.err
    monkeypatch.setattr(choose, "asks", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "25110140")
    assert b12("edit", "1", "--food", "liver").code == 0
    assert _items(b12)[0]["food_id"] == "25110140"


@pytest.mark.parametrize(
    ("logged", "number", "label", "grams"),
    [
        ("60g granola", "3", "3 g", 3.0),
        ("60g granola", "1500", "1500 g", 1500.0),
        ("60g granola", "2,5", "2.5 g", 2.5),
        ("1 cup milk", "1/2", "0.5 cup", 122.0),
        ("1 cup milk", "three", "3 cup", 732.0),
        ("60g granola", "half", "0.5 g", 0.5),
        ("2 large eggs", "3", "3 large", 150.0),
        ("1 slice cheddar", "2", "2 slice", 56.0),
        ("25ug b12", "50", "50 µg", None),
    ],
)
def test_a_bare_number_keeps_the_unit_it_had(
    b12: B12, logged: str, number: str, label: str, grams: float | None
) -> None:
    b12("log", logged)
    assert b12("edit", "1", "--amount", number).code == 0
    (item,) = _items(b12)
    assert f"{item['amount']:g} {item['measure']}" == label
    assert item["grams"] == (None if grams is None else pytest.approx(grams, rel=0.01))


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "1", "--amount", "3"),
        ("edit", "m1", "-m", "x"),
        ("remove", "1"),
        ("note", "1", "x"),
    ],
)
def test_an_entry_of_another_day_is_asked_for_on_a_terminal(
    b12: B12, diary: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    b12("log", "60g granola", "-d", "-2d")
    before = _content(diary)
    monkeypatch.setattr(choose, "asks", lambda: True)
    monkeypatch.setattr(click, "confirm", lambda *_, **__: False)
    result = b12(*words)
    assert (result.code, result.out) == (1, "")
    assert "granola 60 g" in result.err
    assert "Fri 20 Nov 2026" in result.err
    assert _content(diary) == before
    monkeypatch.setattr(click, "confirm", lambda *_, **__: True)
    assert b12(*words).code == 0
    assert _content(diary) != before


def test_what_is_at_hand_is_not_asked_for(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    b12("log", "60g granola", "-d", "yesterday")
    b12("log", "60g granola", "-d", "-2d")
    assert b12("edit", "2", "--amount", "3").code == 0  # in a pipe
    monkeypatch.setattr(choose, "asks", lambda: True)
    assert b12("edit", "1", "--amount", "3").code == 0


def test_an_item_leaves_its_meal(b12: B12) -> None:
    b12("log", "2 eggs, 150g salmon", "-m", "lunch", "-t", "12:30")
    b12("note", "m1", "at Anna's")
    b12("edit", "2", "-t", "12:35", "-m", "dinner")
    said = [(m["id"], m["meal"], m["note"], m["eaten_at"][11:16]) for m in _meals(b12)]
    assert said == [("m1", "lunch", "at Anna's", "12:30"), ("m2", "dinner", None, "12:35")]
    assert [item["id"] for item in _items(b12)] == [1, 2]


def test_an_item_alone_in_its_meal_moves_the_meal(b12: B12) -> None:
    b12("log", "2 eggs", "-m", "lunch")
    b12("note", "m1", "at Anna's")
    result = b12("edit", "1", "-d", "yesterday", "-m", "")
    (meal,) = _meals(b12, "yesterday")
    assert (meal["id"], meal["meal"], meal["note"]) == ("m1", None, "at Anna's")
    assert meal["eaten_at"] == "2026-11-21T12:41+00:00"
    assert "Today: no food logged" in result.out
    assert "Sat 21 Nov 2026: 0.89 µg" in result.out


def test_a_meal_moves_with_all_its_items(b12: B12) -> None:
    b12("log", "2 eggs, 150g salmon", "-d", "yesterday")
    result = b12("edit", "m1", "-d", "-3d", "-m", "supper")
    assert "Before: m1 with egg 2 large, salmon 150 g, 5.46 µg, Sat 21 Nov 2026" in result.out
    assert "After:  m1 with egg 2 large, salmon 150 g, 5.46 µg, Thu 19 Nov 2026" in result.out
    assert [m["eaten_at"] for m in _meals(b12, "-3d")] == [None]
    assert len(_items(b12, "-3d")) == 2


@pytest.mark.parametrize("which", ["1", "m1"])
def test_an_early_hour_belongs_to_the_night_after_the_diary_day(b12: B12, which: str) -> None:
    b12("person", "set", "--day-starts", "04:00")
    b12("log", "2 eggs", "-d", "yesterday")
    b12("edit", which, "-t", "01:30")
    assert _meals(b12, "yesterday")[0]["eaten_at"] == "2026-11-22T01:30+00:00"
    b12("edit", which, "-d", "-3d")
    assert _meals(b12, "-3d")[0]["eaten_at"] == "2026-11-20T01:30+00:00"


@pytest.mark.parametrize(("logged", "mark"), [("2 eggs", None), ("1000ug injection", "fast")])
@pytest.mark.parametrize("which", ["1", "m1"])
def test_food_moved_onto_a_fast_ends_it(
    b12: B12, logged: str, mark: str | None, which: str
) -> None:
    b12("day", "fast", "yesterday")
    b12("log", logged)
    b12("edit", which, "-d", "yesterday")
    assert b12("show", "-d", "yesterday", "--json").json["mark"] == mark
    b12("undo")
    assert b12("show", "-d", "yesterday", "--json").json["mark"] == "fast"


def test_an_injection_that_was_food_ends_the_fast(b12: B12) -> None:
    b12("day", "fast", "today")
    b12("log", "1000ug injection")
    b12("edit", "1", "--food", "B12 tablet")
    assert b12("show", "--json").json["mark"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "1", "--amount", "200g"),
        ("edit", "2", "--food", "oat milk"),
        ("edit", "2", "-d", "yesterday", "--amount", "2 cups"),
        ("edit", "m1", "-d", "yesterday", "-t", "08:00", "-m", ""),
        ("edit", "3", "-m", "late"),
        ("remove", "1"),
        ("remove", "m1"),
        ("remove", "1", "m1", "3", "3"),
        ("note", "1", "cold"),
        ("note", "m1", "at", "home"),
    ],
)
def test_undo_restores_the_diary(b12: B12, diary: Path, words: tuple[str, ...]) -> None:
    b12("day", "fast", "yesterday")
    b12("log", "150g salmon, 1 cup milk", "-m", "lunch")
    b12("log", "100g 27042")
    before = _content(diary, "meal", "item", "day_mark")
    assert b12(*words).code == 0
    assert _content(diary, "meal", "item", "day_mark") != before
    assert b12("undo").code == 0
    assert _content(diary, "meal", "item", "day_mark") == before


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "1", "--amount", "150g"),
        ("edit", "1", "-m", "lunch"),
        ("edit", "m1", "-d", "today"),
        ("edit", "2", "--amount", "1 large"),
        ("note", "1", ""),
        ("note", "m1", "  "),
    ],
)
def test_an_edit_without_effect_is_no_step_of_undo(
    b12: B12, diary: Path, words: tuple[str, ...]
) -> None:
    b12("log", "150g salmon, eggs", "-m", "lunch")
    before = _content(diary)
    result = b12(*words)
    assert (result.code, result.out) == (0, "")
    assert "Nothing to change" in result.err
    assert _content(diary) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("edit", "1"), 2),
        (("edit", "m1"), 2),
        (("edit", "m1", "--amount", "3g"), 2),
        (("edit", "m1", "--food", "milk"), 2),
        (("edit", "x", "-m", "y"), 2),
        (("edit", "²", "-m", "y"), 2),
        (("edit", "9" * 30, "-m", "y"), 2),
        (("edit", "\x1b[2J", "-m", "y"), 2),
        (("edit", "99", "-m", "y"), 1),
        (("edit", "m99", "-m", "y"), 1),
        (("edit", "1", "--amount", "banana"), 2),
        (("edit", "1", "--amount", ""), 2),
        (("edit", "1", "--amount", "200g salmon"), 2),
        (("edit", "1", "--amount", "200g, 2 eggs"), 2),
        (("edit", "1", "--amount", "0g"), 2),
        (("edit", "1", "--amount", "-5g"), 2),
        (("edit", "1", "--amount", "11kg"), 2),
        (("edit", "1", "--amount", "11000"), 2),
        (("edit", "1", "--amount", "2 flurbs\x1b[2J"), 1),
        (("edit", "3", "--amount", "200g"), 2),
        (("edit", "3", "--amount", "0"), 2),
        (("edit", "1", "--food", "unicorn"), 1),
        (("edit", "1", "--food", "100g milk"), 2),
        (("edit", "1", "--food", ""), 2),
        (("edit", "1", "-m", "x" * 41), 2),
        (("edit", "1", "-d", "2026-11-23"), 2),
        (("edit", "1", "-d", "1989-01-01"), 2),
        (("edit", "m1", "-d", "1989-01-01"), 2),
        (("remove",), 2),
        (("remove", "1", "99"), 1),
        (("remove", "m1", "x"), 2),
        (("note", "1"), 2),
        (("note", "99", "x"), 1),
        (("note", "1", "x" * 501), 2),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(
    b12: B12, diary: Path, words: tuple[str, ...], code: int
) -> None:
    b12("person", "set", "--born", "1990-05-01")
    b12("log", "150g salmon, 2 eggs, 1000ug B12 tablet")
    before = _content(diary)
    result = b12(*words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("Error: ")
    assert result.err.count("\n") == 1
    assert "\x1b" not in result.err
    assert _content(diary) == before


@pytest.mark.parametrize(
    "words", [("edit", "1", "-m", "x"), ("edit", "m1", "-m", "x"), ("remove", "1"),
              ("remove", "m1"), ("note", "1", "x"), ("note", "m1", "x")],
)  # fmt: skip
def test_another_persons_entries_cannot_be_edited(
    b12: B12, diary: Path, words: tuple[str, ...]
) -> None:
    _run(diary, "INSERT INTO person (name) VALUES ('Bea')")
    b12("log", "2 eggs")
    before = _content(diary)
    result = b12(*words, "--person", "Bea")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert "b12 show" in result.err
    assert _content(diary) == before


def test_rm_names_the_items_and_removes_empty_meals(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs, 150g salmon")
    b12("log", "1 cup milk", "-d", "yesterday")
    result = b12("remove", "1", "3", "1")
    assert result.out.splitlines() == [
        "Removed egg 2 large, 0.89 µg, Sun 22 Nov 2026, 12:41",
        "Removed whole milk 1 cup, 1.10 µg, Sat 21 Nov 2026",
        "Today: 4.58 µg, 191 % of the target of 2.4 µg (IOM RDA 1998)",
        "Sat 21 Nov 2026: no food logged",
        "Not right? b12 undo",
    ]
    b12("remove", "2")
    assert _content(diary, "meal", "item") == [[], []]


def test_an_id_is_never_reused(b12: B12) -> None:
    b12("log", "2 eggs")
    b12("remove", "M1")
    b12("log", "2 eggs")
    assert [(m["id"], m["items"][0]["id"]) for m in _meals(b12)] == [("m2", 2)]


def test_a_note_is_one_line_and_can_be_removed(b12: B12) -> None:
    b12("log", "2 eggs")
    result = b12("note", "1", "runny\x1b[2J\nyolk")
    assert "\x1b" not in result.out
    assert result.out.count("\n") == 1
    assert _items(b12)[0]["note"] == "runny [2J yolk"
    assert b12("note", "1", "x" * 500).code == 0
    assert "Removed the note" in b12("note", "1", "").out
    assert _items(b12)[0]["note"] is None
