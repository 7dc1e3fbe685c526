"""`b12 sql`: the figures of the reports as rows, for everybody or one person."""

import io
import json
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12, NOW, Result
from tracker import cli
from tracker.cli import app as options
from tracker.reports.views import VIEWS


def asked(b12: B12, monkeypatch: pytest.MonkeyPatch, query: str, *words: str) -> Result:
    """Return what `b12 sql -` answers in JSON."""
    stdin = io.TextIOWrapper(io.BytesIO(query.encode()), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", stdin)
        return b12("sql", "-", "--json", *words)


@pytest.fixture
def sums(b12: B12) -> B12:
    """A diary whose sums can be computed by hand, of two people."""
    for line in (
        "log 1.5ug b12 -d 2026-11-16 -m breakfast -t 8:30",
        "log 2ug b12 -d 2026-11-16 -m dinner",
        "log 0.5ug b12 -d 2026-11-18",
        "log --keep-unknown 2 flumbles -d 2026-11-18",
        "log injection 1000ug hydroxocobalamin -d 2026-11-19",
        "day fast 2026-11-20",
        "day partial 2026-11-21",
        "log 3ug b12 -d 2026-11-21",
        "note 1 from the doctor",
        "note m2 at home",
        "person add Anna",
        "--person anna log 4ug b12 -d 2026-11-22",
    ):
        assert b12(*line.split()).code == 0, line
    return b12


def test_sums_are_those_that_were_logged(sums: B12) -> None:
    query = (
        "SELECT day, intake_ug, supplement_ug, lower_bound, logged, counted, target_met, items, "
        "unknown_items, injected_ug, mark FROM days WHERE person = 'me'"
    )
    rows = [tuple(row.values()) for row in sums("sql", query, "--json").json]
    assert rows == [
        ("2026-11-16", 3.5, 3.5, 0, 1, 1, 1, 2, 0, 0.0, None),
        ("2026-11-17", None, None, 0, 0, 0, None, 0, 0, 0.0, None),
        # What is unknown may have filled the gap.
        ("2026-11-18", 0.5, 0.5, 1, 1, 1, None, 2, 1, 0.0, None),
        ("2026-11-19", None, None, 0, 0, 0, None, 0, 0, 1000.0, None),
        ("2026-11-20", 0.0, 0.0, 0, 1, 1, 0, 0, 0, 0.0, "fast"),
        ("2026-11-21", 3.0, 3.0, 1, 1, 0, 1, 1, 0, 0.0, "partial"),
        ("2026-11-22", None, None, 0, 0, 0, None, 0, 0, 0.0, None),
    ]


def test_items_have_their_meal_and_what_is_unknown_is_null(sums: B12) -> None:
    query = (
        "SELECT id, meal_id, eaten_at, hour, meal, food, amount, measure, b12_ug, absorbed_ug, "
        "origin, note, meal_note FROM items WHERE person = 'me' ORDER BY id"
    )
    first, second, _, flumbles, injection, _ = sums("sql", query, "--json").json
    # Carmel 2008: 0.56 of 1 µg is absorbed, and less of each further one.
    assert 0.56 < first.pop("absorbed_ug") < 1.5 * 0.56
    assert first == {
        "id": 1, "meal_id": 1, "eaten_at": "2026-11-16T08:30+00:00", "hour": 8.5,
        "meal": "breakfast", "food": first["food"], "amount": 1.5, "measure": "µg",
        "b12_ug": 1.5, "origin": "supplement", "note": "from the doctor", "meal_note": None,
    }  # fmt: skip
    assert (second["hour"], second["meal_note"]) == (None, "at home")
    assert (flumbles["b12_ug"], flumbles["absorbed_ug"]) == (None, None)
    assert (injection["b12_ug"], injection["absorbed_ug"]) == (1000.0, None)


def test_person_is_whose_rows_there_are(sums: B12) -> None:
    query = "SELECT person, sum(intake_ug) AS ug FROM days GROUP BY person ORDER BY person"
    assert sums("sql", query, "--json").json == [
        {"person": "Anna", "ug": 4.0}, {"person": "me", "ug": 7.0},
    ]  # fmt: skip
    assert sums("--person", "anna", "sql", query, "--json").json == [{"person": "Anna", "ug": 4.0}]
    assert sums("sql", query, "--person", "bea").code == 1
    one = sums("--person", "anna", "sql", "SELECT day FROM days", "--csv").out
    assert one == "day\n2026-11-22\n"


def test_the_table_tells_null_from_zero_and_from_text(sums: B12) -> None:
    query = "SELECT day, intake_ug, mark FROM days WHERE person = 'me' AND day > '2026-11-18'"
    assert sums("sql", query).out == (
        "  day         intake_ug  mark\n"
        "  2026-11-19       NULL  NULL\n"
        "  2026-11-20          0  fast\n"
        "  2026-11-21          3  partial\n"
        "  2026-11-22       NULL  NULL\n"
    )
    assert sums("sql", "SELECT 0.1 + 0.2, 1e-7, 1234567").out == (
        "  0.1 + 0.2   1e-7  1234567\n        0.3  1e-07  1234567\n"
    )
    empty = sums("sql", "SELECT day FROM days WHERE day > '2030'")
    assert (empty.code, empty.err) == (0, "The query gives no rows.\n")


def test_foods_people_symptoms_and_values_can_be_joined(sums: B12) -> None:
    sums("log", "2 eggs", "-d", "yesterday")
    sums("symptom", "log", "cramps", "6", "after the run", "-d", "2026-11-17", "-t", "9:00")
    sums("lab", "log", "b12", "<150", "pg/mL", "-d", "2026-11-17")
    sums("person", "set", "--born", "1990-05-01", "--sex", "f", "--day-starts", "4:00")
    query = """
        SELECT i.grams * f.b12_ug_per_100g / 100 - i.b12_ug AS difference, f.portion_g
        FROM items i JOIN foods f ON f.id = i.food_id WHERE i.food = 'egg'"""
    (egg,) = sums("sql", query, "--json").json
    assert egg == {"difference": 0.0, "portion_g": 50.0}
    (cramps,) = sums("sql", "SELECT * FROM symptoms", "--json").json
    assert cramps == {
        "person": "me", "id": 1, "day": "2026-11-17", "felt_at": "2026-11-17T09:00+00:00",
        "symptom": "muscle cramps", "score": 6, "note": "after the run",
    }  # fmt: skip
    (value,) = sums("sql", "SELECT * FROM lab", "--json").json
    assert value == {
        "person": "me", "id": 1, "day": "2026-11-17", "test": "b12", "bound": "<", "value": 150.0,
        "unit": "pg/mL", "band": "deficiency likely",
    }  # fmt: skip
    mine, annas = sums("sql", "SELECT * FROM people", "--json").json
    assert mine == {
        "person": "me", "born": "1990-05-01", "sex": "f", "diet": None, "country": None,
        "day_starts": "04:00", "stage": "none", "conditions": None, "target_ug": 2.4,
        "target_source": "IOM RDA 1998", "need_ug": 1.2, "need_source": "half of the IOM RDA 1998",
        "first_day": "2026-11-16", "last_day": "2026-11-21",
    }  # fmt: skip
    assert (annas["first_day"], annas["born"]) == ("2026-11-22", None)


# The columns of `days` and the keys of a day of `report --json`.
_SAME = {name: name for name in (
    "day", "logged", "future", "mark", "intake_ug", "lower_bound", "injected_ug", "target_ug",
    "target_source", "target_met", "need_ug", "need_source", "need_met", "absorbed_ug",
    "absorbed_low_ug", "absorbed_high_ug", "retained_ug", "retained_low_ug", "retained_high_ug",
)}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up year of `b12 demo`."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(options, "now", lambda: NOW)
        assert cli.run(["demo", str(path)]) == 0
    return path


def test_days_are_those_of_the_report(b12: B12, demo: Path) -> None:
    words = ("--db", str(demo))
    report = b12(*words, "report", "--from", "2025-01-01", "--json").json
    rows = b12(*words, "sql", "SELECT * FROM days", "--json").json
    assert len(rows) > 350
    for row, day in zip(rows, report["days"], strict=True):
        assert {name: row[name] for name in _SAME} == {
            # SQLite has 1 for true.
            name: int(day[key]) if isinstance(day[key], bool) else day[key]
            for name, key in _SAME.items()
        }
        by_origin = day["by_origin_ug"] or dict.fromkeys(("natural", "fortified", "supplement"))
        assert {origin: row[f"{origin}_ug"] for origin in by_origin} == by_origin
        assert row["conditions"] == (", ".join(day["conditions"]) or None)
    whole = report["whole"]
    query = "SELECT avg(intake_ug) AS mean, sum(items) AS items FROM days WHERE counted"
    (means,) = b12(*words, "sql", query, "--json").json
    assert means["mean"] == pytest.approx(whole["mean_ug"])


def test_days_are_the_sums_of_their_items(b12: B12, demo: Path) -> None:
    query = """
        SELECT d.day, d.intake_ug, d.absorbed_ug, d.items, count(i.id) AS counted,
               total(i.b12_ug) AS ug, total(i.absorbed_ug) AS absorbed
        FROM days d JOIN items i USING (person, day)
        WHERE i.origin <> 'injection' GROUP BY d.day"""
    rows = b12("--db", str(demo), "sql", query, "--json").json
    assert len(rows) > 250
    for row in rows:
        assert row["intake_ug"] == pytest.approx(row["ug"]), row["day"]
        assert row["items"] == row["counted"]
        assert row["absorbed_ug"] == pytest.approx(row["absorbed"]), row["day"]


def test_where_only_the_range_is_known_there_is_no_middle(b12: B12) -> None:
    b12("person", "condition", "add", "pancreatic insufficiency", "--since", "2026-01")
    b12("log", "2 eggs")
    day = b12("today", "--json").json
    query = "SELECT i.absorbed_ug, i.absorbed_low_ug, d.absorbed_ug AS of_day FROM items i, days d"
    (row,) = b12("sql", query, "--json").json
    assert row["of_day"] == day["absorbed_ug"]
    assert row["absorbed_ug"] == day["absorbed_ug"]
    assert row["absorbed_low_ug"] == day["absorbed_low_ug"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_a_new_diary_is_empty_or_whole(b12: B12, view: str) -> None:
    result = b12("sql", f"SELECT * FROM {view} LIMIT 3", "--json")
    assert result.code == 0
    for row in result.json:
        assert list(row) == [column.name for column in VIEWS[view].columns]


def test_without_a_query_the_views_are_listed(b12: B12, home: Path) -> None:
    listed = b12("sql").out
    for view in VIEWS.values():
        assert f"{view.name}: {view.says}\n" in listed
        for column in view.columns:
            assert f"  {column.name} " in listed
    assert [view["view"] for view in b12("sql", "--json").json] == list(VIEWS)
    assert b12("sql", "--csv").out.startswith("view,column,kind,says,null\nitems,person,text,")
    # No diary is needed for that.
    assert b12("--db", str(home / "none.db"), "sql").code == 0
    assert b12("--db", str(home / "none.db"), "sql", "SELECT 1").code == 1


def test_a_query_that_is_refused_changes_nothing(b12: B12, diary: Path, home: Path) -> None:
    b12("log", "2 eggs")
    before = diary.read_bytes()
    for query in ("DELETE FROM items", f"ATTACH '{diary}' AS d", f"VACUUM INTO '{home}/x.db'"):
        result = b12("sql", query)
        assert (result.code, result.out) == (2, "")
        assert result.err == "Error: b12 sql only reads: a query begins with SELECT or WITH\n"
    result = b12("sql", "SELECT intak FROM days")
    assert result.code == 2
    assert "no such column: intak; days has person, day," in result.err
    assert result.err.count("\n") == 1
    assert diary.read_bytes() == before
    assert not (home / "x.db").exists()


def test_invalid_utf_8_on_stdin_is_refused(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"SELECT '\xff'"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    assert (b12("sql", "-").code, b12("sql", "-", "--json", "--csv").code) == (2, 2)


def test_names_from_files_move_no_cursor_and_run_no_formula(b12: B12) -> None:
    query = "SELECT char(27) || '[2J' AS a, '=1+1' AS b, char(10) AS c"
    assert "\x1b" not in b12("sql", query).out
    assert b12("sql", query, "--csv").out == "a,b,c\n [2J,'=1+1, \n"
    assert b12("sql", query, "--json").json == [{"a": "\x1b[2J", "b": "=1+1", "c": "\n"}]


def test_ctrl_c_stops_a_query_that_never_ends(diary: Path) -> None:
    query = "WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT 1 FROM c) SELECT count(*) FROM c"
    running = subprocess.Popen(
        [sys.executable, "-m", "tracker", "sql", query],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Tests that run in the background may have inherited an ignored SIGINT.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(2)  # it begins, and goes on
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err.strip()) == (130, "", "Error: stopped")


def test_a_meal_ahead_of_the_clock_is_a_row(b12: B12, clock: Any) -> None:
    clock("Asia/Tokyo", "2026-06-17T08:00")
    b12("log", "2 eggs")
    clock("America/New_York", "2026-06-16T21:00")
    query = "SELECT day, future, items FROM days"
    days = b12("sql", query, "--json").json
    assert days[-1] == {"day": "2026-06-17", "future": 1, "items": 1}
    assert json.loads(b12("sql", "SELECT day FROM items", "--json").out) == [{"day": "2026-06-17"}]


def test_a_day_logged_by_a_wrong_clock_makes_no_centuries(b12: B12, clock: Any) -> None:
    clock("UTC", "2900-06-17T08:00")
    b12("log", "2 eggs")
    clock("UTC", "2026-06-17T08:00")
    b12("log", "2 eggs")
    assert b12("sql", "SELECT day, items FROM days", "--json").json == [
        {"day": "2026-06-17", "items": 1}
    ]
    assert b12("sql", "SELECT count(*) AS n FROM items", "--json").json == [{"n": 1}]


def test_the_first_day_is_that_of_the_diary(b12: B12) -> None:
    b12("symptom", "log", "cramps", "2", "-d", "-9d")
    (first, *_) = b12("sql", "SELECT day FROM days", "--json").json
    assert first["day"] == (date(2026, 11, 22) - timedelta(days=9)).isoformat()
