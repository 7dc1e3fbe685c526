import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from tests.conftest import B12
from tracker.cli import choose


def _items(b12: B12, *day: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = b12("today", "--json", *day).json["items"]
    return items


def test_log_today_and_week(b12: B12) -> None:
    logged = b12("log", *"150g salmon, 1 cup milk, 2 eggs".split())
    assert logged.code == 0
    for words in (
        "Sun 22 Nov 2026, 12:41",
        "salmon        150 g  150 g  4.58 µg",
        "whole milk    1 cup  244 g  1.10 µg",
        "egg         2 large  100 g  0.89 µg",
        "Today: 6.56 µg, 273 % of the target of 2.4 µg (IOM RDA 1998)",
        "b12 undo",
    ):
        assert words in logged.out
    today = b12("today")
    assert (today.code, today.err) == (0, "")
    assert "Intake: 6.56 µg" in today.out
    assert "Sun 22 Nov" in b12("week").out
    assert b12("undo").code == 0
    assert _items(b12) == []


def test_words_need_no_quotes_and_the_amount_may_come_last(b12: B12) -> None:
    assert b12("log", "salmon", "150g,", "milk", "1", "cup").code == 0
    assert [(i["food"], i["grams"]) for i in _items(b12)] == [("salmon", 150), ("whole milk", 244)]


def test_a_decimal_comma(b12: B12) -> None:
    b12("log", "1,5 cups milk, 2 eggs")
    assert [i["grams"] for i in _items(b12)] == [366, 100]


def test_the_usual_portion_is_named(b12: B12) -> None:
    assert "usual portion" in b12("log", "salmon").out
    assert _items(b12)[0]["usual_portion"] is True


@pytest.mark.parametrize(
    ("before", "again", "amount"),
    [
        ("150g salmon", "salmon", "150 g"),
        ("150g salmon", "15209", "150 g"),
        ("3 oz salmon", "salmon", "3 oz"),
        ("1 fillet salmon", "cooked salmon", "1 fillet"),
        ("2 cups milk", "milk", "2 cup"),
        ("1000ug B12, 0.9ug soy milk", "soy milk", "0.9 µg"),
        ("100g raw salmon, 80g salmon", "raw salmon", "100 g"),
    ],
)
def test_without_an_amount_the_last_one_is_used(
    b12: B12, before: str, again: str, amount: str
) -> None:
    b12("log", before, "-d", "yesterday")
    last = _items(b12, "-d", "yesterday")
    result = b12("log", again)
    assert "As last time: " in result.out
    (item,) = _items(b12)
    assert f"{item['amount']:g} {item['measure']}" == amount
    assert (item["grams"], item["b12_ug"]) in [(i["grams"], i["b12_ug"]) for i in last]
    assert item["usual_portion"] is False


@pytest.mark.parametrize(
    ("before", "again", "grams"),
    [
        (["150g salmon"], "2 fillets salmon", 280),
        (["150g salmon"], "2 salmon", 280),
        (["3 cups milk"], "cup of milk", 244),
        (["150g salmon"], "egg", 50),
        (["150g salmon", "--person", "Ann"], "salmon", 140),
        (["salmon"], "salmon", 140),
    ],
)
def test_a_given_amount_or_another_food_ignores_the_last_amount(
    b12: B12, before: list[str], again: str, grams: float
) -> None:
    b12("person", "add", "Ann")
    b12("log", *before, "-d", "yesterday")
    assert "last time" not in b12("log", again).out
    assert _items(b12)[0]["grams"] == pytest.approx(grams, abs=0.1)


def test_the_last_amount_is_that_of_the_latest_day(b12: B12) -> None:
    b12("log", "150g salmon", "-d", "yesterday")
    b12("log", "200g salmon", "-d", "mon")
    b12("log", "salmon")
    assert _items(b12)[0]["grams"] == 150


def test_the_last_measure_has_its_weight_of_today(b12: B12) -> None:
    b12("food", "unit", "set", "salmon", "my slice", "30g")
    b12("log", "2 my slice salmon")
    b12("food", "unit", "set", "salmon", "my slice", "40g")
    b12("log", "salmon")
    assert [item["grams"] for item in _items(b12)] == [60, 80]


def test_a_recipe_uses_usual_portions_rather_than_last_amounts(b12: B12) -> None:
    b12("log", "150g salmon")
    b12("recipe", "add", "fish pie", "salmon", "--makes", "1")
    (one,) = b12("recipe", "show", "fish pie", "--json").json["ingredients"]
    assert one["grams"] == pytest.approx(140, abs=0.1)


def test_a_question_holds_no_lock(b12: B12, diary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "asks", lambda: True)
    locked: list[bool] = []

    def prompt(*_: object, **__: object) -> str:
        with closing(sqlite3.connect(diary, timeout=0)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            locked.append(True)
        return "1"

    monkeypatch.setattr(click, "prompt", prompt)
    assert b12("log", "150g salmon, liver").code == 0
    assert locked == [True]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (["-d", "yesterday"], "2026-11-21"),
        (["-d", "mon"], "2026-11-16"),
        (["-d", "-3d"], "2026-11-19"),
        (["--day", "2026-11-20"], "2026-11-20"),
    ],
)
def test_another_day(b12: B12, words: list[str], day: str) -> None:
    result = b12("log", "3 oz beef liver", "-m", "dinner", *words)
    assert result.code == 0
    (item,) = _items(b12, "-d", day)
    assert item["meal"] == "dinner"
    assert item["eaten_at"] is None
    assert item["b12_ug"] == pytest.approx(3 * 28.349523125 * 0.8313)
    assert _items(b12) == []


def test_a_time(b12: B12) -> None:
    result = b12("log", "2 eggs", "-d", "yesterday", "-t", "19:30")
    assert "Sat 21 Nov 2026, 19:30" in result.out
    assert _items(b12, "-d", "yesterday")[0]["eaten_at"].startswith("2026-11-21T19:30")


def test_now_is_the_time_today(b12: B12) -> None:
    b12("log", "2 eggs")
    assert _items(b12)[0]["eaten_at"] == "2026-11-22T12:41+00:00"


def test_an_amount_of_b12_needs_no_food(b12: B12) -> None:
    result = b12("log", "1000ug", "B12", "tablet")
    assert "B12 tablet" in result.out
    (item,) = _items(b12)
    assert (item["b12_ug"], item["grams"], item["origin"]) == (1000, None, "supplement")


def test_the_micrograms_on_a_label_keep_the_foods_origin(b12: B12) -> None:
    b12("log", "0.9ug soy milk")
    (item,) = _items(b12)
    assert (item["food"], item["b12_ug"], item["origin"]) == ("soy milk", 0.9, "fortified")


@pytest.mark.parametrize("text", ["injection 1000ug", "1 injection", "1000 µg B12 shot"])
def test_an_injection_is_not_intake(b12: B12, text: str) -> None:
    b12("log", text)
    b12("log", "1 cup milk")
    day = b12("today", "--json").json
    assert day["intake_ug"] == pytest.approx(1.098)
    assert day["injected_ug"] == 1000
    assert "injected 1000 µg" in b12("today").out


def test_unknown_b12_is_stored_and_marked(b12: B12) -> None:
    result = b12("log", "1 cup milk, 100g 27042")
    assert result.code == 0
    assert "unknown" in result.out
    assert "Today: ≥ 1.10 µg, ≥ 46 %" in result.out
    assert "B12 unknown: Soup, clam chowder" in result.out
    assert [i["b12_ug"] for i in _items(b12)] == [pytest.approx(1.098), None]


def test_if_one_food_is_not_found_nothing_is_stored(b12: B12, diary: Path) -> None:
    before = diary.read_bytes()
    result = b12("log", "2 eggs, 1 cup unicorn milk")
    assert (result.code, result.out) == (1, "")
    assert "unicorn milk" in result.err
    assert "nearest:" in result.err
    assert diary.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["-5g", "salmon"], 2),
        (["salmon", "-5g"], 2),
        (["-150", "g", "salmon"], 2),
        (["0g salmon"], 2),
        (["nan g salmon"], 2),
        (["1e9 g salmon"], 2),
        (["1e-323 mg salmon"], 2),
        (["1000 27042"], 2),
        (["101 b12-1000"], 2),
        (["150"], 2),
        (["3 flurbs salmon"], 1),
        (["2 leaves salmon"], 1),
        (["100g unicorn"], 1),
        (["B12 1000"], 2),
        ([""], 2),
        (["  "], 2),
        ([","], 2),
        ([], 2),
        (["2 eggs", "-d", "2026-11-23"], 2),
        (["2 eggs", "-d", "31/02"], 2),
        (["2 eggs", "-d", "03/04/2026"], 2),
        (["2 eggs", "-d", "2026-02-30"], 2),
        (["2 eggs", "-d", "someday"], 2),
        (["2 eggs", "-d", ""], 2),
        (["2 eggs", "-t", "25:00"], 2),
        (["2 eggs", "--meel", "lunch"], 2),
        (["2 eggs\x1b[2J -d\n-5g"], 2),
    ],
)
def test_bad_input_is_one_line_and_stores_nothing(
    b12: B12, diary: Path, words: list[str], code: int
) -> None:
    before = diary.read_bytes()
    result = b12("log", *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("Error: ")
    assert result.err.count("\n") == 1
    assert "\x1b" not in result.err
    assert diary.read_bytes() == before


def test_an_unknown_measure_is_refused_with_the_known_ones(b12: B12) -> None:
    err = b12("log", "3 leaves salmon").err
    assert "salmon has no weight for leaf" in err
    assert "1 fillet" in err


def test_a_repeated_dose_says_as_last_time(b12: B12) -> None:
    assert "As last time" not in b12("log", "1000ug b12 tablet").out
    assert "As last time: B12 tablet\n" in b12("log", "b12 tablet").out


@pytest.mark.parametrize("answer", ["2", "25110140"])
def test_on_a_terminal_an_ambiguous_food_is_chosen(
    b12: B12, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(choose, "asks", lambda: True)
    asked: list[str] = []

    def prompt(text: str, **_: object) -> str:
        assert not asked, "the answer was refused"
        asked.append(text)
        return answer

    monkeypatch.setattr(click, "prompt", prompt)
    result = b12("log", "100g liver")
    assert result.code == 0
    assert asked == ["Which one (0 to 4)"]
    offered = [line.split()[:2] for line in result.err.splitlines()[1:]]
    assert _items(b12)[0]["food_id"] in (answer, dict(offered).get(answer))


def test_choosing_none_of_the_foods_stores_nothing(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["99", "q", "0"])
    monkeypatch.setattr(choose, "asks", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(answers))
    result = b12("log", "100g liver")
    assert (result.code, result.out) == (1, "")
    assert "b12 food find" in result.err
    assert _items(b12) == []


def test_without_an_amount_a_dose_is_the_last_one(b12: B12) -> None:
    b12("log", "1000ug B12 tablet", "-d", "yesterday")
    b12("log", "250ug Deva", "-d", "yesterday")
    assert b12("log", "b12 tablet, deva").code == 0
    assert [i["b12_ug"] for i in _items(b12)] == [1000, 250]


def test_logging_on_a_fast_says_that_it_ends(b12: B12) -> None:
    b12("day", "fast")
    assert "no longer marked as a fast" in b12("log", "2 eggs").err


def test_ctrl_c_at_the_question_stores_nothing(
    b12: B12, monkeypatch: pytest.MonkeyPatch, diary: Path
) -> None:
    monkeypatch.setattr(choose, "asks", lambda: True)

    def prompt(*_: object, **__: object) -> int:
        raise click.Abort

    monkeypatch.setattr(click, "prompt", prompt)
    before = diary.read_bytes()
    assert b12("log", "100g liver").code == 130
    assert diary.read_bytes() == before


def test_editing_a_food_does_not_change_logged_items(b12: B12, diary: Path) -> None:
    b12("log", "100g salmon")
    with closing(sqlite3.connect(diary)) as connection:
        connection.execute("UPDATE food SET b12_ug_per_100g = 99, name = 'x' WHERE code = '15209'")
        connection.commit()
    assert b12("today", "--json").json["intake_ug"] == pytest.approx(3.05)


def test_a_meal_before_birth_is_refused(b12: B12) -> None:
    b12("person", "set", "--born", "2026-11-01")
    assert b12("log", "2 eggs", "-d", "2026-10-31").code == 2
