"""`b12 again`, `b12 copy` and `b12 often`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12
from tracker.cli import app as options


def _items(b12: B12, *day: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = b12("today", "--json", *day).json["items"]
    return items


def _said(b12: B12, *day: str) -> list[tuple[str, str, str | None]]:
    """Return food, amount and meal of each item."""
    return [(i["food"], f"{i['amount']:g} {i['measure']}", i["meal"]) for i in _items(b12, *day)]


def test_again_logs_the_last_meal_as_one_step_of_undo(b12: B12) -> None:
    b12("log", "1 cup milk", "-d", "yesterday")
    b12("log", "150g salmon, 2 eggs", "-t", "8:00", "-m", "breakfast")
    again = b12("again")
    assert again.code == 0
    for words in (
        "The meal of Sun 22 Nov 2026, 08:00, breakfast once more.",
        "Logged for Sun 22 Nov 2026, 12:41, breakfast:",
        "150 g  4.58 µg",
        "Today: 10.9 µg",
    ):
        assert words in again.out
    meal = [("salmon", "150 g", "breakfast"), ("egg", "2 large", "breakfast")]
    assert _said(b12) == meal * 2
    b12("undo")
    assert _said(b12) == meal


@pytest.mark.parametrize(
    ("words", "food"),
    [
        ([], "salmon"),  # is later, although it was logged first
        (["-t", "11:00"], "egg"),
        (["-d", "yesterday"], "cheddar"),
        (["breakfast"], "egg"),
        (["Breakfast"], "egg"),
        (["second", "breakfast"], "whole milk"),
        (["breakfast", "-d", "yesterday"], "yogurt"),
    ],
)
def test_which_meal_is_the_last(b12: B12, words: list[str], food: str) -> None:
    b12("log", "100g salmon", "-t", "12:00", "-m", "lunch")
    b12("log", "2 eggs", "-t", "8:00", "-m", "breakfast")
    b12("log", "1 cup milk", "-t", "10:00", "-d", "yesterday", "-m", "second  breakfast")
    b12("log", "20g cheddar", "-d", "yesterday")
    b12("log", "1 cup yogurt", "-d", "-2d", "-m", "breakfast")
    out = b12("again", *words).out
    assert [line.split("  ")[1] for line in out.splitlines()[2:3]] == [food]


def test_again_takes_another_time_and_name(b12: B12) -> None:
    b12("log", "2 eggs", "-d", "-2d", "-m", "breakfast")
    assert b12("again", "-d", "yesterday", "-t", "19:00", "-m", "dinner").code == 0
    (item,) = _items(b12, "-d", "yesterday")
    assert (item["meal"], item["eaten_at"][:16]) == ("dinner", "2026-11-21T19:00")


def test_again_without_a_meal_is_refused(b12: B12, diary: Path) -> None:
    before = diary.read_bytes()
    for words in ([], ["brunch"], ["copy"]):
        result = b12("again", *words)
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert diary.read_bytes() == before


def test_again_ignores_meals_of_other_people(b12: B12) -> None:
    b12("log", "2 eggs")
    b12("person", "add", "Ann")
    assert b12("again", "--person", "Ann").code == 1


def test_again_repeats_injections_and_unknown_b12(b12: B12) -> None:
    b12("log", "injection 1000ug, 100g 27042, 1000ug B12 tablet", "-d", "yesterday")
    assert b12("again").code == 0
    assert [(i["origin"], i["b12_ug"]) for i in _items(b12)] == [
        ("injection", 1000),
        ("natural", None),
        ("supplement", 1000),
    ]


@pytest.mark.parametrize("command", [["again"], ["copy", "yesterday"], ["log", "oat brew"]])
def test_a_repeated_food_has_its_b12_of_today(b12: B12, command: list[str]) -> None:
    b12("food", "add", "oat brew", "--per", "100g", "--b12", "0.5ug")
    b12("log", "200g oat brew", "-d", "yesterday")
    b12("food", "edit", "oat brew", "--per", "100g", "--b12", "2ug")
    assert b12(*command).code == 0
    assert [(i["grams"], i["b12_ug"]) for i in _items(b12)] == [(200, 4)]


def test_a_repeated_food_that_was_removed_keeps_its_b12(b12: B12) -> None:
    b12("food", "add", "oat brew", "--per", "100g", "--b12", "0.5ug")
    b12("log", "200g oat brew", "-d", "yesterday")
    b12("food", "remove", "oat brew")
    assert b12("again").code == 0
    assert [(i["food"], i["b12_ug"]) for i in _items(b12)] == [("oat brew", 1)]


def test_copy_keeps_names_and_times_and_is_one_step_of_undo(b12: B12) -> None:
    b12("log", "1 cup milk, 2 eggs", "-d", "yesterday", "-t", "8:00", "-m", "breakfast")
    b12("log", "150g salmon", "-d", "yesterday")
    copied = b12("copy", "yesterday")
    assert copied.code == 0
    assert "Copied from Sat 21 Nov 2026 to Sun 22 Nov 2026:" in copied.out
    assert "Today: 6.56 µg" in copied.out
    assert [(i["food"], i["meal"], i["eaten_at"]) for i in _items(b12)] == [
        ("whole milk", "breakfast", "2026-11-22T08:00+00:00"),
        ("egg", "breakfast", "2026-11-22T08:00+00:00"),
        ("salmon", None, None),
    ]
    b12("again", "breakfast", "-t", "9:00")  # a copied meal is one meal
    assert len(_items(b12)) == 5
    b12("undo")
    b12("undo")
    assert _items(b12) == []


def test_copy_one_meal_to_another_day(b12: B12) -> None:
    b12("log", "2 eggs", "-d", "2026-11-20", "-m", "Lunch")
    b12("log", "1 cup milk", "-d", "2026-11-20")
    assert b12("copy", "2026-11-20", "--meal", "lunch", "-d", "yesterday").code == 0
    assert _said(b12, "-d", "yesterday") == [("egg", "2 large", "Lunch")]
    assert _items(b12) == []


def test_a_late_meal_stays_after_midnight(b12: B12) -> None:
    b12("person", "set", "--day-starts", "4:00")
    b12("log", "2 eggs", "-d", "-2d", "-t", "1:30")
    b12("copy", "fri", "-d", "sat")
    assert _items(b12, "-d", "yesterday")[0]["eaten_at"] == "2026-11-22T01:30+00:00"


def test_copy_does_not_copy_injections_and_says_so(b12: B12) -> None:
    b12("log", "injection 1000ug", "-d", "yesterday")
    only = b12("copy", "yesterday")
    assert (only.code, only.out) == (1, "")
    assert "injections are not copied" in only.err
    b12("log", "injection 1000ug, 2 eggs", "-d", "yesterday")
    assert "Injections are not copied" in b12("copy", "yesterday").out
    assert [i["food"] for i in _items(b12)] == ["egg"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["today"], 1),
        (["thu"], 1),
        (["yesterday", "--meal", "brunch"], 1),
        (["yesterday", "-d", "yesterday"], 1),
        (["yesterday", "-d", "2026-11-23"], 2),
        (["someday"], 2),
        (["--meel", "lunch"], 2),
        (["yesterday", "--meel"], 2),
        ([], 2),
    ],
)
def test_an_impossible_copy_is_refused_in_one_line(
    b12: B12, diary: Path, words: list[str], code: int
) -> None:
    b12("log", "2 eggs", "-d", "yesterday")
    before = diary.read_bytes()
    result = b12("copy", *words)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert diary.read_bytes() == before


def test_copy_ends_a_fast(b12: B12) -> None:
    b12("log", "2 eggs", "-d", "yesterday")
    b12("day", "fast")
    b12("copy", "yesterday")
    assert b12("today", "--json").json["mark"] is None


def test_often_lists_the_foods_logged_most_with_the_last_amount(b12: B12) -> None:
    for day in ("-3d", "-2d", "yesterday"):
        b12("log", "200g salmon, 1000ug B12 tablet", "-d", day)
    b12("log", "150g salmon")
    b12("log", "2 eggs", "-d", "-89d")
    b12("log", "1 cup milk", "-d", "-90d")
    listed = b12("often", "--json").json
    assert [(one["id"], one["food"], one["times"], one["amount"]) for one in listed] == [
        ("15209", "salmon", 4, 150),
        (None, "B12 tablet", 3, 1000),
        ("01123", "egg", 1, 2),
    ]
    assert listed[0]["b12_ug"] == pytest.approx(4.575)
    assert "15209  salmon      4 ×    150 g  4.58 µg" in b12("often").out
    assert len(b12("often", "-n", "1").out.splitlines()) == 1
    assert "150 g  150 g" in b12("log", "15209").out


def test_often_leaves_out_removed_foods(b12: B12) -> None:
    b12("food", "add", "oat brew", "--per", "100g", "--b12", "0.5ug")
    b12("log", "200g oat brew")
    b12("food", "remove", "oat brew")
    result = b12("often")
    assert (result.code, result.out) == (0, "")
    assert "Nothing" in result.err


def test_a_copy_into_the_hour_that_daylight_saving_skips_has_no_time(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        monkeypatch.setattr(
            options, "now", lambda: datetime(2026, 3, 29, 10, tzinfo=UTC).astimezone()
        )
        b12("log", "2 eggs", "-d", "yesterday", "-t", "2:30")
        assert b12("copy", "yesterday").code == 0
        assert _items(b12)[0]["eaten_at"] is None
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


def test_copy_keeps_meals_apart_whose_foods_alternate(b12: B12) -> None:
    b12("log", "2 eggs, 1 cup milk, 1 oz cheddar", "-d", "yesterday")
    b12("edit", "2", "-m", "snack")
    b12("copy", "yesterday")
    meals = b12("show", "--json").json["meals"]
    assert sorted(len(meal["items"]) for meal in meals) == [1, 2]


def test_often_survives_a_food_that_now_has_an_impossible_figure(b12: B12) -> None:
    b12("food", "add", "Pillx", "--per", "1 tablet", "--b12", "1000ug", "--supplement")
    b12("log", "50 tablets Pillx, 2 eggs")
    b12("food", "edit", "Pillx", "--b12", "5000ug")
    assert {one["food"] for one in b12("often", "--json").json} == {"Pillx", "egg"}


@pytest.fixture
def shared(b12: B12) -> B12:
    """Anna has eaten; `me` has not."""
    b12("person", "add", "Anna")
    b12("--person", "anna", "log", "150g salmon, 1 cup milk", "-t", "8:30", "-m", "breakfast")
    b12("--person", "anna", "log", "2 eggs", "-t", "12:00", "-m", "lunch")
    return b12


def _logged(b12: B12, who: str) -> list[tuple[str, str, str]]:
    items = b12("today", "--json", "--person", who).json["items"]
    return [(item["food"], item["eaten_at"][11:16], item["meal"]) for item in items]


def test_a_shared_meal_is_taken_from_another_diary(shared: B12) -> None:
    hers = _logged(shared, "anna")
    taken = shared("again", "--of", "ANNA")
    assert taken.out.startswith("me: The meal of Anna, Sun 22 Nov 2026, 12:00, lunch once more.\n")
    assert _logged(shared, "me") == [("egg", "12:41", "lunch")]
    shared("undo")
    assert shared("again", "breakfast", "--of", "anna", "-t", "9:00").code == 0
    assert [at for _, at, _ in _logged(shared, "me")] == ["09:00", "09:00"]
    assert shared("undo").out.startswith("Undone: me: log for")
    assert (_logged(shared, "me"), _logged(shared, "anna")) == ([], hers)


def test_a_shared_day_is_copied_with_its_times(shared: B12) -> None:
    hers = _logged(shared, "anna")
    copied = shared("copy", "today", "--meal", "lunch", "--of", "anna")
    assert copied.out.startswith("me: Copied from Anna, Sun 22 Nov 2026 to Sun 22 Nov 2026:\n")
    assert _logged(shared, "me") == [("egg", "12:00", "lunch")]
    assert shared("undo").out == ("Undone: me: copy lunch of Sun 22 Nov 2026 to Sun 22 Nov 2026\n")
    shared("copy", "today", "--of", "anna")
    assert _logged(shared, "me") == hers == _logged(shared, "anna")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("again --from bob", 'nobody is called "bob"; there is me, Anna'),
        ("copy today --from bob", 'nobody is called "bob"; there is me, Anna'),
        ("again dinner --from anna", "Anna has no meal called dinner up to"),
        ("copy yesterday --from anna", "nothing to copy from Anna, Sat 21 Nov 2026"),
        ("copy today --meal tea --from anna", "nothing to copy from Anna, Sun 22 Nov 2026, tea"),
        ("copy today --from me", "can't be copied to itself"),
    ],
)
def test_what_another_diary_lacks_is_one_line(shared: B12, words: str, message: str) -> None:
    refused = shared(*words.split())
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert message in refused.err
    assert _logged(shared, "me") == []


def test_an_injection_is_nobody_elses(shared: B12) -> None:
    shared("--person", "anna", "log", "1000ug hydroxocobalamin injection", "-t", "12:30")
    for words in ("again", "copy today --meal injection"):
        refused = shared(*words.split(), "--of", "anna")
        assert (refused.code, refused.out) == (1, ""), words
    assert shared("copy", "today", "--of", "anna").code == 0
    assert len(_logged(shared, "me")) == 3


def test_a_shared_meal_keeps_no_name_that_a_purge_would_leave(shared: B12, diary: Path) -> None:
    shared("copy", "today", "--of", "anna")
    shared("again", "--of", "anna")
    assert shared("person", "remove", "anna", "--yes", "--purge").code == 0
    assert b"Anna" not in diary.read_bytes()
    assert len(_logged(shared, "me")) == 4
