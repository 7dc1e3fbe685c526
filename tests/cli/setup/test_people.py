"""Several people in one diary: foods are shared, diaries are not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest

from tests.conftest import B12
from tracker.cli import choose

NAMES = "SELECT name FROM person ORDER BY id"


@pytest.fixture
def anna(b12: B12) -> B12:
    """A diary of `me` and of Anna."""
    assert b12("person", "add", "Anna", "--born", "1960-05-01", "--sex", "f").code == 0
    return b12


def _names(b12: B12) -> list[str]:
    return [one["name"] for one in b12("person", "list", "--json").json]


def _foods(b12: B12, *words: str) -> list[str]:
    return [item["food"] for item in b12("today", "--json", *words).json["items"]]


def test_a_person_has_the_facts_given(b12: B12) -> None:
    words = "--born 1990-05-01 --sex f --diet vegan".split()
    added = b12("person", "add", "  Anna Maria ", *words)
    assert (added.code, added.err) == (0, "")
    assert 'b12 --person "Anna Maria"' in added.out
    who = b12("person", "--person", "anna maria", "--json").json
    assert [who[key] for key in ("name", "born", "sex", "diet")] == [
        "Anna Maria", "1990-05-01", "f", "vegan",
    ]  # fmt: skip
    assert b12("person", "--json").json["name"] == "me"


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\nb", "a\x1b[2Jb", "a\u202eb"])
def test_an_invalid_name_is_refused(anna: B12, name: str) -> None:
    for words in (["add", name], ["rename", "anna", name]):
        result = anna("person", *words)
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert _names(anna) == ["me", "Anna"]


@pytest.mark.parametrize("words", [["add", "ANNA"], ["rename", "me", " anna "], ["add", "Me"]])
def test_a_name_is_taken_in_any_case(anna: B12, words: list[str]) -> None:
    result = anna("person", *words)
    assert (result.code, result.out) == (1, "")
    assert "already" in result.err
    assert _names(anna) == ["me", "Anna"]


def test_a_person_can_be_renamed_to_another_case(anna: B12) -> None:
    anna("log", "2 eggs", "--person", "anna")
    assert anna("person", "rename", "anna", "ANNA").code == 0
    assert anna("person", "rename", "ANNA", "Bea").code == 0
    assert _foods(anna, "--person", "bea") == ["egg"]
    assert anna("undo").out == "Undone: rename ANNA to Bea\n"
    assert _names(anna) == ["me", "ANNA"]
    assert anna("person", "rename", "nobody", "Bea").code == 1


def test_the_list_has_everybody(anna: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in ("today", "today", "yesterday"):
        anna("--person", "anna", "log", "2 eggs", "-d", day)
    anna("--person", "anna", "day", "fast", "thu")
    anna("--person", "anna", "person", "target", "50ug")
    me, her = anna("person", "list", "--json").json
    assert (me["name"], me["born"], me["target_ug"], me["days_logged"]) == ("me", None, 2.4, 0)
    assert (her["name"], her["born"], her["target_ug"]) == ("Anna", "1960-05-01", 50)
    assert her["days_logged"] == 3
    assert (me["default"], her["default"]) == (True, False)
    lines = anna("person", "list").out.splitlines()
    assert [line.endswith("default") for line in lines] == [True, False]
    monkeypatch.setenv("B12_PERSON", "anna")
    assert [one["default"] for one in anna("person", "list", "--json").json] == [False, True]


def test_each_has_a_diary_of_their_own(anna: B12) -> None:
    anna("log", "1 cup milk")
    anna("--person", "anna", "log", "2 eggs")
    anna("--person", "anna", "person", "condition", "add", "metformin", "--since", "2026-11-01")
    anna("--person", "anna", "person", "target", "50ug")
    assert _foods(anna, "--person", "anna") == ["egg"]
    assert len(_foods(anna)) == 1
    assert _foods(anna) != ["egg"]
    hers, mine = (
        anna("week", "--json", *words).json["days"][-1] for words in (["--person", "anna"], [])
    )
    assert (hers["target_ug"], mine["target_ug"]) == (50, 2.4)
    assert hers["intake_ug"] != mine["intake_ug"]
    assert "metformin" in hers["conditions"]
    assert mine["conditions"] == []
    undone = [anna("undo").out for _ in range(3)]
    assert all(line.startswith("Undone: Anna: ") for line in undone)
    assert "Anna: log for Sun 22 Nov 2026: egg 2 large" in undone[-1]
    assert len(_foods(anna)) == 1


def test_each_has_charts_of_their_own(anna: B12, home: Path) -> None:
    anna("--person", "anna", "log", "2 eggs")
    charts = [home / "hers.svg", home / "mine.svg"]
    assert anna("chart", "week", "-o", str(charts[0]), "--person", "anna").code == 0
    assert anna("chart", "week", "-o", str(charts[1])).code == 0
    assert charts[0].read_text() != charts[1].read_text()


def test_foods_and_names_are_shared_but_not_what_was_eaten_before(anna: B12) -> None:
    anna("food", "add", "Zzyx drink", "--per", "100ml", "--b12", "0.38ug")
    assert anna("--person", "anna", "log", "1 cup zzyx drink").code == 0

    def first(*words: str) -> str:
        return str(anna("food", "find", "liver", "--json", *words).json[0]["id"])

    before = first()
    anna("--person", "anna", "log", "200 g 05178")
    assert (first(), first("--person", "anna")) == (before, "05178")
    assert before != "05178"


@pytest.mark.parametrize(
    "words",
    [
        ["--person", "nobody", "log", "2 eggs"],
        ["log", "2 eggs", "--person", "nobody"],
        ["today", "--person", "nobody"],
        ["week", "--person", "nobody"],
        ["person", "set", "--sex", "f", "--person", "nobody"],
        ["person", "list", "--person", "nobody"],
        ["day", "fast", "--person", "nobody"],
    ],
)
def test_an_unknown_person_is_one_line_and_creates_nothing(
    anna: B12, diary: Path, words: list[str]
) -> None:
    result = anna(*words)
    assert (result.code, result.out) == (1, "")
    assert result.err == 'Error: nobody is called "nobody"; there is me, Anna\n'
    with closing(sqlite3.connect(diary)) as connection:
        assert connection.execute(NAMES).fetchall() == [("me",), ("Anna",)]
        assert connection.execute("SELECT count(*) FROM meal").fetchone() == (0,)


def test_the_option_precedes_the_environment(anna: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B12_PERSON", "anna")
    anna("log", "2 eggs")
    for words in (["--person", "me", "today"], ["today", "--person", "me"]):
        assert anna(*words, "--json").json["items"] == []
    for words in (["--person", "ANNA", "today"], ["today", "--person", "ANNA"], ["today"]):
        assert len(anna(*words, "--json").json["items"]) == 1


def _full(b12: B12) -> None:
    b12("--person", "anna", "log", "2 eggs, 1 cup milk")
    b12("--person", "anna", "log", "150g salmon", "-d", "yesterday")
    b12("--person", "anna", "day", "fast", "thu")
    b12("--person", "anna", "person", "condition", "add", "metformin")
    b12("--person", "anna", "regimen", "add", "50ug", "daily")
    b12("--person", "anna", "person", "stage", "pregnant")
    b12("--person", "anna", "person", "target", "50ug")


def test_a_person_is_removed_with_their_rows_and_undo_restores_them(anna: B12, diary: Path) -> None:
    def content() -> list[str]:
        with closing(sqlite3.connect(diary)) as connection:
            return [line for line in connection.iterdump() if 'INTO "change' not in line]

    _full(anna)
    anna("log", "1 egg")
    before = content()
    removed = anna("person", "remove", "ANNA", "--yes")
    assert (removed.code, removed.err) == (0, "")
    assert "2 meals, 3 foods eaten, 1 marked day, 1 condition, 1 regimen" in removed.out
    assert _names(anna) == ["me"]
    assert _foods(anna) == ["egg"]
    after = content()
    assert anna("undo").out.startswith("Undone: remove Anna with 2 meals")
    assert [line for line in content() if "sqlite_sequence" not in line] == [
        line for line in before if "sqlite_sequence" not in line
    ]
    assert anna("redo").code == 0
    assert content() == after


def test_in_a_pipe_a_removal_names_the_rows_and_needs_yes(anna: B12) -> None:
    _full(anna)
    result = anna("person", "remove", "anna")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert "2 meals" in result.err
    assert "--yes" in result.err
    assert _names(anna) == ["me", "Anna"]


@pytest.mark.parametrize("answer", [True, False])
def test_a_terminal_asks_before_a_removal(
    anna: B12, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    asked: list[str] = []

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return answer

    monkeypatch.setattr(choose, "asks", lambda: True)
    monkeypatch.setattr(click, "confirm", confirm)
    anna("--person", "anna", "log", "2 eggs")
    assert anna("person", "remove", "anna").code == 0
    assert asked == ["Remove Anna with 1 meal, 1 food eaten?"]
    assert _names(anna) == (["me"] if answer else ["me", "Anna"])


def test_the_last_person_stays(anna: B12) -> None:
    assert anna("person", "remove", "me", "--yes").code == 0
    assert anna("person", "--json").json["name"] == "Anna"
    result = anna("person", "remove", "anna", "--yes")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert anna("undo").code == 0
    assert anna("person", "--json").json["name"] == "me"


def test_undo_works_when_the_environment_names_a_removed_person(
    anna: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B12_PERSON", "Anna")
    assert anna("undo").out == "Undone: add person Anna\n"
    assert anna("redo").out == "Redone: add person Anna\n"
    assert anna("person", "rename", "anna", "Bea").code == 0
    assert anna("undo").out == "Undone: rename Anna to Bea\n"
