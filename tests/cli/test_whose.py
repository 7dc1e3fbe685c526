"""Whose diary it is, on every screen, where there are several people."""

from pathlib import Path

import pytest

from tests.conftest import B12
from tracker.people.model import Person

_TEXT = [
    "today", "today --brief", "week", "show", "report", "sources", "advise", "often",
    "items", "find egg", "log pizza +restaurant",
    "symptom list", "lab list", "log 2 eggs", "again", "day partial yesterday", "edit 1 --amount 3",
    "person", "person set --sex f", "person stage lactating", "person target 50ug",
    "person condition add metformin", "person condition list", "person condition end coeliac",
    "person condition remove coeliac", "remove 1", "note 1 tasty",
    "regimen list", "regimen add 50ug daily", "regimen end 1", "regimen remove 1",
    "symptom log cramps 5", "lab log b12 300 pg/mL", "chart week",
]  # fmt: skip
_JSON = [
    "today",
    "week",
    "show",
    "report",
    "sources",
    "items",
    "find egg",
    "advise",
    "often",
    "symptom list",
    "lab list",
    "unknown",
    "regimen list",
]


@pytest.fixture
def anna(b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> B12:
    """A diary of two people, opened for Anna."""
    monkeypatch.chdir(home)
    b12("person", "add", "Anna Lee")
    monkeypatch.setenv("B12_PERSON", "anna lee")
    for line in ("log 2 eggs, 150g salmon", "symptom log fatigue 3", "lab log b12 400 pg/mL",
                 "person condition add coeliac", "regimen add 2000ug weekly"):  # fmt: skip
        assert b12(*line.split()).code == 0
    return b12


@pytest.mark.parametrize("line", _TEXT)
def test_the_first_line_says_whose_diary_it_is(anna: B12, line: str) -> None:
    result = anna(*line.split())
    assert result.code == 0, result.err
    first, *rest = result.out.splitlines()
    assert first.startswith("Anna Lee:")
    assert "Anna Lee" not in "\n".join(rest)


@pytest.mark.parametrize("line", _TEXT)
def test_a_diary_of_one_person_names_nobody(b12: B12, line: str, home: Path) -> None:
    for start in ("log 2 eggs", "symptom log fatigue 3", "lab log b12 400 pg/mL",
                  "person condition add coeliac", "regimen add 2000ug weekly"):  # fmt: skip
        b12(*start.split())
    result = b12(*line.split(), *(["-o", str(home / "x.png")] if "chart" in line else []))
    assert result.code == 0
    assert not result.out.startswith("me:")


@pytest.mark.parametrize("line", _JSON)
def test_json_has_the_person(anna: B12, line: str) -> None:
    document = anna(*line.split(), "--json").json
    for part in document if isinstance(document, list) else [document]:
        assert part["person"] == "Anna Lee"


@pytest.mark.parametrize("line", _JSON)
def test_json_of_one_person_has_the_same_keys(b12: B12, line: str) -> None:
    for start in ("log 2 eggs", "symptom log fatigue 3", "lab log b12 400 pg/mL",
                  "regimen add 2000ug weekly"):  # fmt: skip
        b12(*start.split())
    document = b12(*line.split(), "--json").json
    for part in document if isinstance(document, list) else [document]:
        assert part["person"] == "me"


@pytest.mark.parametrize("line", ["today", "week", "report"])
def test_csv_has_the_person(anna: B12, line: str) -> None:
    head, *rows = anna(*line.split(), "--csv").out.splitlines()
    assert head.endswith(",person")
    assert rows
    assert all(row.endswith(",Anna Lee") for row in rows)


def test_a_note_says_it_too_and_an_error_does_not(anna: B12) -> None:
    assert anna("today", "-d", "-9d").err.startswith("Anna Lee: Nothing is logged")
    assert anna("log", "unicorn").err.startswith("Error: ")


def test_foods_belong_to_the_household(anna: B12) -> None:
    for line in ("food find egg", "alias set ei egg", "alias list", "recipe list",
                 "recipe add omelette 2 eggs --makes 2", "history -n 1"):  # fmt: skip
        result = anna(*line.split())
        assert "Anna" not in result.out + result.err, line


@pytest.mark.parametrize("kind", ["week", "trend", "heatmap", "year", "sources", "symptoms"])
def test_the_title_of_a_picture_begins_with_the_person(anna: B12, home: Path, kind: str) -> None:
    assert anna("chart", kind, "-o", "mine.svg").out == "Anna Lee: Wrote mine.svg\n"
    assert ">Anna Lee: " in (home / "mine.svg").read_text(encoding="utf-8")


def test_the_history_says_whose_change_it_was(b12: B12) -> None:
    b12("person", "add", "Anna")
    b12("log", "2 eggs")
    b12("--person", "Anna", "log", "2 eggs")
    assert "Undone: Anna: log for" in b12("undo").out
    assert "Undone: me: log for" in b12("undo").out


@pytest.mark.parametrize(
    "words", ["set --sex f", "stage pregnant", "target 50ug", "condition add metformin"]
)
def test_undo_says_whose_fact_it_was(b12: B12, words: str) -> None:
    b12("person", "add", "Anna")
    b12("person", *words.split())
    assert b12("undo").out.startswith("Undone: me: ")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Anna", "anna"), ("Anna Lee", "anna-lee"), ("Anna-Lee", "anna-lee-7"),
        ("Éloïse", "éloïse"), ("../Bob", "bob-7"), ("a/b", "a-b-7"), ("a_b", "a-b-7"),
        ("🙂", "7"), ("C:", "c-7"), ("..", "7"),
    ],
)  # fmt: skip
def test_a_name_is_safe_in_a_file_name_and_tells_people_apart(name: str, part: str) -> None:
    assert Person(name, id=7).file_name == part


def _names(b12: B12) -> dict[str, bool]:
    return {each["name"]: each["default"] for each in b12("person", "list", "--json").json}


def test_the_default_is_chosen_and_undone(b12: B12) -> None:
    b12("person", "add", "Anna")
    assert b12("today", "-d", "-9d").err.startswith("me: ")
    assert b12("person", "default", "anna").out == "Without --person it is the diary of Anna.\n"
    assert _names(b12) == {"me": False, "Anna": True}
    assert b12("today", "-d", "-9d").err.startswith("Anna: ")
    assert b12("--person", "me", "today", "-d", "-9d").err.startswith("me: ")
    b12("undo")
    assert _names(b12) == {"me": True, "Anna": False}
    assert b12("person", "default", "nobody").code == 1


def test_after_a_removal_the_default_is_never_a_guess(b12: B12) -> None:
    b12("person", "add", "Anna")
    b12("person", "add", "Ben")
    b12("person", "remove", "me", "--yes")
    for line in ("today", "log 2 eggs", "week --json"):
        result = b12(*line.split())
        assert (result.code, result.out) == (1, "")
        assert "Name one of Anna, Ben by --person" in result.err
    assert b12("--person", "ben", "log", "2 eggs").code == 0
    assert _names(b12) == {"Anna": False, "Ben": False}
    assert b12("person", "default", "ben").code == 0
    assert b12("today").out.startswith("Ben: ")
    b12("person", "remove", "ben", "--yes")
    # With one person left there is nothing to guess.
    assert b12("log", "2 eggs").out.startswith("Logged for")


def test_the_start_of_the_day_is_that_of_the_default(b12: B12) -> None:
    b12("person", "add", "Anna")
    b12("--person", "anna", "person", "set", "--day-starts", "12:00")
    assert b12("today", "--json").json["day"] == "2026-11-22"
    b12("person", "default", "anna")
    assert b12("today", "-d", "today", "--json").json["person"] == "Anna"


def test_the_default_travels_with_an_export_into_an_empty_diary(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("person", "add", "Anna")
    b12("person", "default", "anna")
    b12("log", "2 eggs")
    b12("export", str(home / "out"))
    monkeypatch.setenv("B12_DB", str(home / "other.db"))
    b12("import", "native", str(home / "out"))
    assert _names(b12) == {"me": False, "Anna": True}
    monkeypatch.setenv("B12_DB", str(home / "third.db"))
    b12("log", "1 cup milk")
    b12("import", "native", str(home / "out"))
    assert _names(b12) == {"me": True, "Anna": False}
