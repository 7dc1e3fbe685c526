from pathlib import Path

import pytest

from tests.conftest import B12


def test_a_day_with_its_meals_items_ids_and_notes(b12: B12) -> None:
    b12("log", "150g salmon, 2 eggs", "-m", "lunch", "-t", "12:30")
    b12("log", "100g 27042")
    b12("note", "m1", "at Anna's")
    b12("note", "2", "half left")
    lines = b12("show").out.splitlines()
    assert lines[0] == "Sun 22 Nov 2026"
    assert lines[1] == 'm1  12:30 lunch  "at Anna\'s"'
    assert lines[2].split() == ["1", "salmon", "150", "g", "150", "g", "4.58", "µg"]
    assert lines[3].endswith('"half left"')
    assert lines[4] == "m2  12:41"
    assert "unknown" in lines[5]
    assert "B12 not in the table" in lines[5]


def test_json_has_all_of_it(b12: B12) -> None:
    b12("log", "100g 27042, 2 eggs", "-m", "lunch", "-d", "yesterday")
    b12("day", "partial", "yesterday")
    b12("note", "m1", "cold")
    shown = b12("show", "-d", "yesterday", "--json").json
    assert (shown["day"], shown["mark"]) == ("2026-11-21", "partial")
    (meal,) = shown["meals"]
    assert {k: meal[k] for k in ("id", "eaten_at", "meal", "note")} == {
        "id": "m1",
        "eaten_at": None,
        "meal": "lunch",
        "note": "cold",
    }
    assert [(i["id"], i["b12_ug"] is None, i["note"]) for i in meal["items"]] == [
        (1, True, None),
        (2, False, None),
    ]


@pytest.mark.parametrize(("mark", "said"), [(None, ""), ("fast", ": nothing eaten")])
def test_an_empty_day_is_one_sentence(b12: B12, mark: str | None, said: str) -> None:
    if mark:
        b12("day", mark, "today")
    result = b12("show")
    assert (result.code, result.out) == (0, "")
    assert result.err == f"Nothing is logged for Sun 22 Nov 2026{said}.\n"


def test_the_mark_of_a_day_with_meals(b12: B12) -> None:
    b12("log", "2 eggs")
    b12("day", "partial", "today")
    assert b12("show").out.startswith("Sun 22 Nov 2026: logged in part\n")


def test_a_meal_after_midnight_names_its_weekday(b12: B12) -> None:
    b12("person", "set", "--day-starts", "04:00")
    b12("log", "2 eggs", "-d", "yesterday", "-t", "01:30")
    assert "m1  01:30 on Sun\n" in b12("show", "-d", "yesterday").out


def test_meals_of_one_moment_stay_whole(b12: B12) -> None:
    b12("log", "2 eggs, 150g salmon, 1 cup milk")
    b12("edit", "2", "-m", "snack")
    meals = b12("show", "--json").json["meals"]
    assert [[i["id"] for i in meal["items"]] for meal in meals] == [[1, 3], [2]]


def test_plain_lines_are_what_log_reads(b12: B12, process: B12, home: Path) -> None:
    b12("log", "2 eggs, 1/3 cup milk", "-d", "2026-11-20", "-t", "8:00", "-m", "breakfast")
    b12("log", "1000ug B12 tablet", "-d", "2026-11-18")
    b12("day", "partial", "2026-11-18")
    lines = [
        "# Wed 18 Nov 2026: logged in part",
        "2026-11-18: 1000 µg B12 tablet",
        "2026-11-20 08:00 breakfast: 2 large egg, 1/3 cup whole milk",
    ]
    assert b12("show", "--plain", "-d", "2026-11-20").out.splitlines() == lines[2:]
    assert b12("show", "--plain", "--last", "5d").out.splitlines() == lines
    other = str(home / "other.db")
    assert process("--db", other, "log", "-", stdin="\n".join(lines)).code == 0
    read = process("--db", other, "show", "--plain", "--from", "2026-11-18")
    assert read.out.splitlines() == lines[1:]


def test_plain_lines_say_whose_they_are_in_a_comment(b12: B12) -> None:
    b12("person", "add", "Anna")
    b12("log", "2 eggs", "-t", "8:00")
    assert b12("show", "--plain").out == "# me\n2026-11-22 08:00: 2 large egg\n"


def test_an_empty_day_has_no_plain_lines(b12: B12) -> None:
    result = b12("show", "--plain", "--last", "2d")
    assert (result.code, result.out) == (0, "")
    assert result.err == "Nothing is logged for Sat 21 – Sun 22 Nov 2026.\n"


@pytest.mark.parametrize("words", [("--last", "2w"), ("--plain", "--json"), ("--plain", "+home")])
def test_a_period_is_for_plain_lines(b12: B12, words: tuple[str, ...]) -> None:
    assert b12("show", *words).code == 2
