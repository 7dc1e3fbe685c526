"""Meals with tags: logged, corrected, repeated and undone."""

from collections.abc import Iterator

import pytest

from tests.conftest import B12, NOW
from tracker.cli.app import App
from tracker.cli.log import meals
from tracker.diary.model import When


def _tags(b12: B12, *words: str) -> list[list[str]]:
    return [meal["tags"] for meal in b12("show", *words, "--json").json["meals"]]


def test_a_reply_names_the_tags_and_how_to_log_what_was_food(b12: B12) -> None:
    done = b12("log", "2", "eggs,", "toast", "+restaurant", "+Travel", "-m", "lunch")
    first, *_ = done.out.splitlines()
    assert first == "Logged for Sun 22 Nov 2026, 12:41, lunch, +restaurant +travel:"
    assert (
        "+restaurant +travel are new tags; if you meant food, write a comma instead of +"
        in done.out
    )
    assert [food["food"] for food in b12("items", "--json").json] == ["egg", "toast"]
    assert "new tag" not in b12("log", "pizza +travel").out
    new = b12("log", "pizza +party").out
    assert "+party is a new tag; if you meant food, write a comma instead of +" in new


def test_food_that_is_joined_by_plus_stays_food(b12: B12) -> None:
    b12("log", "banana +apple")
    assert len(b12("items", "--json").json) == 2
    assert _tags(b12) == [[]]


def test_a_tag_may_follow_the_time_and_the_meal(b12: B12) -> None:
    b12("log", "8am breakfast: +work 2 eggs")
    (meal,) = b12("show", "--json").json["meals"]
    assert (meal["meal"], meal["tags"]) == ("breakfast", ["work"])


def test_tags_without_food_are_refused(b12: B12) -> None:
    done = b12("log", "+restaurant")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "needs food" in done.err


def test_lines_of_text_have_tags(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    from io import BytesIO, TextIOWrapper

    lines = "2026-11-20 19:00 dinner: pizza +restaurant\n2026-11-21: 2 eggs +toast\n"
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(lines.encode())))
    done = b12("log", "-")
    assert "Fri 20 Nov 2026, 19:00, dinner, +restaurant: " in done.out
    assert _tags(b12, "-d", "fri") == [["restaurant"]]
    assert _tags(b12, "-d", "sat") == [[]]


def test_tags_typed_at_the_prompt_are_of_the_whole_meal(b12: B12, diary: object) -> None:
    typed: Iterator[str] = iter(["2 eggs +work", "pizza +party", "-", "milk +canteen", ""])
    app = App()
    meals.log_by_prompt(app, When(NOW.date(), NOW), lambda _prompt: next(typed))
    assert _tags(b12) == [["canteen", "work"]]


def test_tags_are_given_and_taken_later(b12: B12) -> None:
    b12("log", "2 eggs, 1 cup milk +work")
    done = b12("edit", "m1", "--tag", "restaurant", "--tag", "+travel", "--untag", "work")
    assert ", +restaurant +travel" in done.out
    assert _tags(b12) == [["restaurant", "travel"]]
    assert "Nothing to change" in b12("edit", "m1", "--untag", "work").err
    b12("undo")
    assert _tags(b12) == [["work"]]
    b12("redo")
    assert _tags(b12) == [["restaurant", "travel"]]
    refused = b12("edit", "1", "--tag", "home")
    assert refused.code == 2
    assert "m7" in refused.err
    assert b12("edit", "m1", "--tag", "two words").code == 2


def test_a_meal_keeps_its_tags_when_it_is_moved_copied_and_eaten_again(b12: B12) -> None:
    b12("log", "2 eggs, 1 cup milk +work", "-t", "8:00", "-m", "breakfast")
    b12("edit", "m1", "-d", "yesterday", "-t", "9:00")
    assert _tags(b12, "-d", "yesterday") == [["work"]]
    # An item that leaves its meal takes them along.
    b12("edit", "2", "-t", "10:00")
    assert _tags(b12, "-d", "yesterday") == [["work"], ["work"]]
    assert "+work" in b12("copy", "yesterday").out
    assert _tags(b12) == [["work"], ["work"]]
    assert ", +work:" in b12("again", "breakfast").out
    b12("undo")
    assert _tags(b12) == [["work"], ["work"]]
