"""`b12 undo`, `b12 redo` and `b12 history`."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests import postgres
from tests.conftest import B12

LABEL = ["--per", "100ml", "--b12", "0.38ug"]


@pytest.fixture(scope="module")
def seeded(small: Path) -> Path:
    """Few foods, as the diary is copied and compared here again and again."""
    return small


def _sql(diary: Path, *statements: str) -> None:
    with closing(sqlite3.connect(diary)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_undo_names_the_change(b12: B12) -> None:
    b12("log", "150g salmon, 2 eggs", "-d", "yesterday")
    undone = b12("undo")
    assert undone.code == 0
    assert "salmon 150 g, egg 2 large" in undone.out
    assert "Sat 21 Nov 2026" in undone.out
    assert b12("today", "-d", "yesterday", "--json").json["items"] == []


def test_undo_without_a_change_is_refused(b12: B12) -> None:
    result = b12("undo")
    assert (result.code, result.out) == (1, "")
    assert "nothing to undo" in result.err


def test_undo_steps_back_one_command_at_a_time(b12: B12) -> None:
    for food in ("1 egg", "2 eggs", "3 eggs"):
        b12("log", food)
    for left in (2, 1, 0):
        assert b12("undo").code == 0
        assert len(b12("today", "--json").json["items"]) == left
    assert b12("undo").code == 1


def test_undo_is_refused_when_the_row_has_changed_since(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    _sql(diary, "UPDATE item SET b12_ug = 7")
    result = b12("undo")
    assert result.code == 1
    assert "changed since" in result.err
    assert b12("today", "--json").json["intake_ug"] == 7


def test_undo_reaches_back_past_a_release_that_added_a_column(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    b12("person", "set", "--sex", "f")
    _sql(
        diary,
        "ALTER TABLE item ADD COLUMN mood TEXT",
        "ALTER TABLE person ADD COLUMN mood TEXT DEFAULT 'good'",
    )
    assert b12("undo").code == 0
    assert b12("undo").code == 0
    assert b12("today", "--json").json["items"] == []
    for _ in range(2):
        assert b12("redo").code == 0
    assert b12("person", "--json").json["sex"] == "f"
    assert len(b12("today", "--json").json["items"]) == 1


def test_a_number_is_never_reused(b12: B12) -> None:
    b12("log", "1 egg")
    first = b12("today", "--json").json["items"][0]["id"]
    b12("undo")
    b12("log", "1 egg")
    assert b12("today", "--json").json["items"][0]["id"] > first


def test_undo_is_refused_if_later_rows_depend_on_it(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    _sql(
        diary,
        "INSERT INTO item (meal_id, food, origin, source, amount, measure, usual)"
        " SELECT id, 'by hand', 'natural', 'me', 1, 'g', 0 FROM meal",
    )
    result = b12("undo")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert [item["food"] for item in b12("today", "--json").json["items"]] == ["egg", "by hand"]


def test_redo_names_the_change(b12: B12) -> None:
    b12("log", "150g salmon, 2 eggs", "-d", "yesterday")
    before = b12("today", "-d", "yesterday", "--json").json
    b12("undo")
    redone = b12("redo")
    assert (redone.code, redone.err) == (0, "")
    assert redone.out.startswith("Redone: log for Sat 21 Nov 2026: salmon 150 g")
    assert b12("today", "-d", "yesterday", "--json").json == before


def test_redo_steps_forward_one_command_at_a_time(b12: B12) -> None:
    for food in ("1 egg", "2 eggs", "3 eggs"):
        b12("log", food)
    for _ in range(3):
        b12("undo")
    for count in (1, 2, 3):
        assert b12("redo").code == 0
        assert b12("today", "--json").json["items"][-1]["amount"] == count
    assert b12("redo").code == 1


def test_redo_without_an_undo_is_refused(b12: B12) -> None:
    b12("log", "2 eggs")
    result = b12("redo")
    assert (result.code, result.out) == (1, "")
    assert result.err == "Error: there is nothing to redo\n"


def test_redo_is_refused_after_another_change(b12: B12) -> None:
    b12("log", "1 egg")
    b12("undo")
    b12("log", "2 eggs")
    assert b12("redo").code == 1
    b12("undo")
    assert "egg 2 large" in b12("redo").out
    assert b12("redo").code == 1


def test_a_command_without_effect_leaves_redo_possible(b12: B12) -> None:
    b12("person", "set", "--sex", "f")
    b12("log", "1 egg")
    b12("undo")
    b12("person", "set", "--sex", "f")
    b12("log", "nothing that there is")
    assert b12("redo").code == 0


@pytest.mark.parametrize(
    ("write", "by_hand"),
    [
        (["person", "set", "--sex", "f"], "UPDATE person SET sex = 'm'"),
        (["day", "fast"], "INSERT INTO day_mark VALUES (99, 1, '2026-11-22', 'partial')"),
    ],
)
def test_redo_is_refused_when_the_diary_isnt_as_it_was_before(
    b12: B12, diary: Path, write: list[str], by_hand: str
) -> None:
    b12(*write)
    b12("undo")
    _sql(diary, by_hand)
    with closing(sqlite3.connect(diary)) as connection:
        before = list(connection.iterdump())
    result = b12("redo")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert "can't be redone" in result.err
    with closing(sqlite3.connect(diary)) as connection:
        assert list(connection.iterdump()) == before


@pytest.mark.parametrize(
    ("write", "phrase"),
    [
        (["food", "add", "Zzyx drink", *LABEL], "zzyx"),
        (["alias", "set", "zzyx cereal", "08013"], "zzyx"),
        (["recipe", "add", "Zzyx stew", "2 eggs, 100g salmon", "--makes", "2"], "zzyx"),
    ],
)
def test_the_search_follows_undo_and_redo(b12: B12, write: list[str], phrase: str) -> None:
    def found() -> list[str]:
        return [food["id"] for food in b12("food", "find", phrase, "--json").json]

    assert b12(*write).code == 0
    ids = found()
    assert ids
    b12("undo")
    assert found() == []
    assert b12("redo").code == 0
    assert found() == ids


def test_a_food_that_only_changed_its_capitals_can_be_undone(b12: B12) -> None:
    b12("food", "add", "Zzyx drink", *LABEL)
    b12("food", "edit", "zzyx drink", "--name", "ZZYX Drink")
    assert b12("undo").code == 0
    assert b12("food", "show", "zzyx drink", "--json").json["name"] == "Zzyx drink"


def test_history_lists_the_last_changes_newest_first(b12: B12) -> None:
    b12("log", "1 egg")
    b12("undo")
    b12("log", "2 eggs")
    b12("log", "3 eggs")
    b12("undo")
    lines = [" ".join(line.split()) for line in b12("history").out.splitlines()]
    when = "Sun 22 Nov 2026 12:41"
    assert lines == [
        f"3 {when} undone log for Sun 22 Nov 2026: egg 3 large",
        f"2 {when} log for Sun 22 Nov 2026: egg 2 large",
        f"1 {when} undone, can't be redone log for Sun 22 Nov 2026: egg 1 large",
    ]
    newest, live, oldest = b12("history", "--json").json
    assert newest == {
        "id": 3,
        "made_at": "2026-11-22T12:41:00+00:00",
        "summary": "log for Sun 22 Nov 2026: egg 3 large",
        "undone": True,
        "superseded": False,
        "role": postgres.OWNER if "postgresql:" in os.environ["B12_DB"] else None,
    }
    assert (live["undone"], live["superseded"]) == (False, False)
    assert (oldest["undone"], oldest["superseded"]) == (True, True)


def test_history_lists_as_many_as_asked_for(b12: B12) -> None:
    assert b12("history").out == ""
    for count in range(1, 13):
        b12("log", f"{count} eggs")
    assert len(b12("history", "--json").json) == 10
    assert [entry["id"] for entry in b12("history", "-n", "2", "--json").json] == [12, 11]
    assert b12("history", "-n", "0").code == 2
