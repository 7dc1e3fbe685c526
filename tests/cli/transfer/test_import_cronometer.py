"""`b12 import cronometer`; what the reader makes of each form of the file is its own."""

import sqlite3
import stat
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12
from tracker.cli import output
from tracker.exchange.cronometer import ledger

HEADER = "Day,Time,Group,Food Name,Amount,Energy (kcal),B12 (Cobalamin) (µg),Category"
ROWS = [
    '2026-11-16,8:15 AM,Breakfast,"Egg, Whole, Cooked",2.00 large,155.00,1.11,Eggs',
    '2026-11-16,8:15 AM,Breakfast,"Oatly, Oat Drink",250.00 g,115.00,0.95,Beverages',
    "2026-11-16,,Supplements,Vitamin B12 1000 mcg,1.00 tablet,0.00,1000.00,Supplements",
    "2026-11-17,,Uncategorized,My soup,1.00 full recipe,210.00,,Custom",
    '2026-11-17,7:05 PM,Dinner,"Salmon, Atlantic, Cooked",158.00 g,325.48,4.82,Fish',
    "2026-11-17,9:00 AM,Uncategorized,Hydroxocobalamin injection,1.00 each,0.00,1000.00,Other",
    "2026-11-18,,Snacks,Coffee,1.00 cup,2.00,0.00,Beverages",
    "2026-11-18,,Snacks,Coffee,1.00 cup,2.00,0.00,Beverages",
]


def _write(folder: Path, *rows: str, header: str = HEADER, name: str = "servings.csv") -> str:
    path = folder / name
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return str(path)


@pytest.fixture
def servings(home: Path) -> str:
    return _write(home, *ROWS)


def _days(b12: B12) -> list[dict[str, Any]]:
    days: list[dict[str, Any]] = b12("week", "--json").json["days"]
    return days


def test_a_diary_is_imported_and_can_be_undone(b12: B12, servings: str) -> None:
    result = b12("import", "cronometer", servings)
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Imported 8 of 8 rows of servings.csv: 3 days, Mon 16 – Wed 18 Nov 2026\n"
        "  B12 known for 7 (0 µg in 2), unknown for 1\n"
        "  ≥ 1007 µg in all\n"
        "  1 supplement recognised\n"
        "  1 injection, counted separately\n"
        "Not right? b12 undo\n"
    )
    monday, tuesday, wednesday = _days(b12)[:3]
    # The sums of the file, to the digit.
    assert monday["intake_ug"] == pytest.approx(1.11 + 0.95 + 1000, abs=1e-9)
    assert monday["by_origin_ug"] == {
        "natural": pytest.approx(1.11), "fortified": pytest.approx(0.95), "supplement": 1000,
    }  # fmt: skip
    assert (tuesday["intake_ug"], tuesday["lower_bound"]) == (4.82, True)
    assert (tuesday["unknown_foods"], tuesday["injected_ug"]) == (["My soup"], 1000)
    assert (wednesday["intake_ug"], wednesday["lower_bound"]) == (0, False)
    shown = [" ".join(line.split()) for line in b12("today", "-d", "tue").out.splitlines()]
    assert shown[1:4] == [
        "09:00 Hydroxocobalamin injection 1 each 1000 µg injection",
        "19:05 Dinner Salmon, Atlantic, Cooked 158 g 158 g 4.82 µg",
        "My soup 1 full recipe unknown B12 not in the table",
    ]

    assert "import 8 items of 3 days from servings.csv" in b12("undo").out
    assert not any(day["logged"] for day in _days(b12))
    assert b12("redo").code == 0
    assert _days(b12)[0]["intake_ug"] == pytest.approx(1002.06)


def test_what_an_item_is_stays_visible(b12: B12, servings: str) -> None:
    b12("import", "cronometer", servings)
    egg, oats, tablet = b12("today", "-d", "mon", "--json").json["items"]
    assert (egg["food"], egg["kind"], egg["meal"], egg["amount"], egg["measure"]) == (
        "Egg, Whole, Cooked", "egg", "Breakfast", 2, "large",
    )  # fmt: skip
    assert egg["source"] == "Cronometer (servings.csv)"
    assert (oats["grams"], oats["origin"]) == (250, "fortified")
    assert (tablet["origin"], tablet["eaten_at"], tablet["meal"]) == (
        "supplement", None, "Supplements",
    )  # fmt: skip


def test_an_imported_item_can_be_corrected(b12: B12, servings: str) -> None:
    b12("import", "cronometer", servings)
    salmon = b12("today", "-d", "tue", "--json").json["items"][1]
    assert b12("edit", str(salmon["id"]), "--amount", "79g").code == 0
    assert b12("remove", "1").code == 0
    days = _days(b12)
    assert days[1]["intake_ug"] == pytest.approx(2.41)
    assert b12("import", "cronometer", servings).out.startswith("Imported 0 of 8 rows")
    assert _days(b12) == days


def test_the_same_file_again_and_a_longer_one_add_only_what_is_new(
    b12: B12, home: Path, servings: str
) -> None:
    b12("import", "cronometer", servings)
    again = b12("import", "cronometer", servings)
    assert again.out == (
        "Imported 0 of 8 rows of servings.csv\n  8 rows imported before, and not added again\n"
    )
    assert b12("history", "--json").json[0]["summary"].startswith("import 8 items")
    later = _write(home, *ROWS, ROWS[-1], name="later.csv")
    assert b12("import", "cronometer", later).out.startswith("Imported 1 of 9 rows of later.csv")
    assert len(b12("today", "-d", "wed", "--json").json["items"]) == 3


def test_a_dry_run_says_the_same_and_stores_nothing(
    b12: B12, home: Path, diary: Path, servings: str
) -> None:
    b12("today")
    before = diary.read_bytes()
    dry = b12("import", "cronometer", servings, "--dry-run")
    assert dry.code == 0
    assert diary.read_bytes() == before
    assert not (home / "backups").exists()
    lines = dry.out.replace("Would import", "Imported").splitlines()
    assert lines[-1].startswith("Nothing is stored")
    assert b12("import", "cronometer", servings).out.splitlines()[:-1] == lines[:-1]


@pytest.mark.file
def test_the_diary_is_backed_up_before(b12: B12, home: Path, servings: str) -> None:
    b12("log", "2 eggs")
    assert b12("import", "cronometer", servings).code == 0
    (backup,) = (home / "backups").iterdir()
    assert "before-import" in backup.name
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM item").fetchone() == (1,)


def test_a_free_export_is_unknown_and_is_filled_in_later(b12: B12, home: Path) -> None:
    def without(row: str) -> str:
        *cells, _, _, category = row.rsplit(",", 3)
        return ",".join([*cells, category])

    header = "Day,Time,Group,Food Name,Amount,Category"
    free = _write(home, *map(without, ROWS), header=header, name="free.csv")
    result = b12("import", "cronometer", free)
    assert "B12 known for 0 (0 µg in 0), unknown for 8" in result.out
    assert "free.csv has no B12 column, so the B12 of what was added is unknown." in result.out
    monday = _days(b12)[0]
    assert (monday["intake_ug"], monday["lower_bound"]) == (0, True)

    paid = b12("import", "cronometer", _write(home, *ROWS))
    assert "7 of them had no B12 and now have the file's" in paid.out
    assert _days(b12)[0]["intake_ug"] == pytest.approx(1002.06)
    assert "import the B12 of 7 items from servings.csv" in b12("undo").out
    assert _days(b12)[0]["intake_ug"] == 0


def test_bad_rows_stop_the_import_and_are_named(b12: B12, home: Path) -> None:
    wrong = ROWS[0].replace("1.11", "much")
    file = _write(home, ROWS[0], wrong, ROWS[1], "2026-11-30" + ROWS[2][10:], "oh")
    result = b12("import", "cronometer", file)
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        'line 3: its B12 "much" is not a number of µg\n'
        "line 6: it has 1 cell, and the header 8\n"
        "Error: 2 rows of servings.csv can't be read, and nothing is imported; "
        "--skip-bad leaves them out\n"
    )
    assert not any(day["logged"] for day in _days(b12))
    assert b12("undo").code == 1

    skipped = b12("import", "cronometer", file, "--skip-bad")
    assert skipped.code == 0
    assert "Imported 2 of 5 rows" in skipped.out
    assert "1 row still to come left out" in skipped.out
    assert "2 rows left out, which can't be read" in skipped.out
    assert skipped.err.count("line ") == 2


def test_of_many_bad_rows_the_first_are_named(b12: B12, home: Path) -> None:
    result = b12("import", "cronometer", _write(home, *["oh"] * 25))
    assert result.err.count("line ") == 10
    assert "and 15 more\n" in result.err


def test_another_file_is_named_and_nothing_is_made(b12: B12, home: Path) -> None:
    file = _write(home, header="Date,Meal,Calories,Fat (g)", name="nutrition.csv")
    result = b12("import", "cronometer", file)
    assert (result.code, result.out) == (2, "")
    assert result.err == "Error: nutrition.csv is a MyFitnessPal export: it holds no B12\n"
    assert not (home / "backups").exists()


def test_the_summary_is_held_against_it(b12: B12, home: Path, servings: str) -> None:
    header = "Date,Energy (kcal),B12 (Cobalamin) (µg),Completed"
    days = ["2026-11-16,270,1002.06,true", "2026-11-17,535,1004.82,true"]
    same = _write(home, *days, header=header, name="dailysummary.csv")
    result = b12("import", "cronometer", servings, "--dry-run", "--summary", same)
    assert "dailysummary.csv has the same on every day\n" in result.out
    short = _write(home, days[0], header=header, name="dailysummary.csv")
    assert (
        "1 day of servings.csv not in dailysummary.csv: Tue 17 Nov 2026\n"
        "dailysummary.csv has the same on every other day\n"
    ) in b12("import", "cronometer", servings, "--dry-run", "--summary", short).out
    other = _write(
        home, days[0], "2026-11-17,535,4.82,true", "2026-11-19,535,2.50,true",
        header=header, name="dailysummary.csv",
    )  # fmt: skip
    result = b12("import", "cronometer", servings, "--summary", other)
    assert result.code == 0
    assert (
        "dailysummary.csv differs on 2 days:\n"
        "  Tue 17 Nov 2026: 1004.82 µg in servings.csv, 4.82 µg in dailysummary.csv\n"
        "  Thu 19 Nov 2026: nothing in servings.csv, 2.5 µg in dailysummary.csv\n"
    ) in result.out


def test_it_goes_into_the_diary_of_whom_it_is(b12: B12, servings: str) -> None:
    b12("person", "add", "Anna")
    assert b12("--person", "anna", "import", "cronometer", servings).code == 0
    assert b12("today", "-d", "mon", "--json").json["items"] == []
    assert len(b12("--person", "anna", "today", "-d", "mon", "--json").json["items"]) == 3
    assert "Anna: import 8 items" in b12("undo").out


def test_nobody_ate_before_birth(b12: B12, servings: str) -> None:
    b12("person", "set", "--born", "2026-11-17")
    result = b12("import", "cronometer", servings)
    assert result.code != 0
    assert result.err.count("\n") == 1
    assert not any(day["logged"] for day in _days(b12))


def test_stopping_it_leaves_the_diary_as_it_was(
    b12: B12, diary: Path, servings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("log", "2 eggs")
    before = diary.read_bytes()
    store = ledger._store

    def stopped(*arguments: Any) -> None:
        store(*arguments)
        raise KeyboardInterrupt

    # After some were written to the database already.
    monkeypatch.setattr(ledger, "_AT_ONCE", 2)
    monkeypatch.setattr(ledger, "_store", stopped)
    result = b12("import", "cronometer", servings)
    assert (result.code, result.out) == (130, "")
    assert diary.read_bytes() == before


def test_escapes_in_a_file_do_not_reach_the_terminal(b12: B12, home: Path) -> None:
    row = ROWS[3].replace("My soup", "\x1b]0;soup\x07").replace("full recipe", "\x1b[2Jbowl")
    assert b12("import", "cronometer", _write(home, row)).code == 0
    assert "\x1b" not in b12("today", "-d", "tue").out
    bad = b12("import", "cronometer", _write(home, row.replace("1.00 \x1b", "\x1b")))
    assert "\x1b" not in bad.err


def test_planned_days_are_no_reason_to_stop(b12: B12, home: Path) -> None:
    result = b12("import", "cronometer", _write(home, ROWS[0], "2026-11-30" + ROWS[2][10:]))
    assert result.code == 0
    assert "Imported 1 of 2 rows" in result.out
    assert "1 row still to come left out" in result.out


def test_what_went_from_the_file_is_said(b12: B12, home: Path) -> None:
    b12("import", "cronometer", _write(home, ROWS[0]))
    other = ROWS[0].replace("1.11", "2.22")
    changed = other.replace(other.split(",")[4], "999.00 g")
    again = b12("import", "cronometer", _write(home, changed)).out
    assert "Imported 1 of 1 row" in again
    assert "1 row imported earlier is no longer in this file: Mon 16 Nov 2026" in again


def test_the_same_file_again_and_again_changes_no_figure(b12: B12, home: Path) -> None:
    # Two servings of one food, of which one has no figure.
    head, tail = ROWS[0].rsplit(",1.11,", 1)
    file = _write(home, ROWS[0], f"{head},,{tail}")
    b12("import", "cronometer", file)
    before = _days(b12)
    for _ in range(2):
        assert "Imported 0 of 2 rows" in b12("import", "cronometer", file).out
    assert _days(b12) == before
    # And when Cronometer knows it, it gets it.
    b12("import", "cronometer", _write(home, ROWS[0], ROWS[0]))
    assert _days(b12)[0]["intake_ug"] == pytest.approx(2.22)
    b12("import", "cronometer", _write(home, ROWS[0], ROWS[0]))
    assert _days(b12)[0]["intake_ug"] == pytest.approx(2.22)


def test_a_figure_that_was_corrected_in_cronometer_is_said_and_can_be_taken(
    b12: B12, home: Path
) -> None:
    b12("import", "cronometer", _write(home, *ROWS[:2]))
    file = _write(home, ROWS[0].replace("1.11", "1.20"), ROWS[1])
    result = b12("import", "cronometer", file)
    assert (
        "  1 row had another B12 when imported: --update takes the file's\n"
        "    Mon 16 Nov 2026, Egg, Whole, Cooked, 2 large: 1.11 µg here, 1.2 µg in servings.csv\n"
    ) in result.out
    assert "b12 undo" not in result.out
    assert _days(b12)[0]["intake_ug"] == pytest.approx(2.06)

    would = b12("import", "cronometer", file, "--update", "--dry-run").out
    assert "1 row had another B12 before and now has the file's" in would
    assert _days(b12)[0]["intake_ug"] == pytest.approx(2.06)
    b12("import", "cronometer", file, "--update")
    assert _days(b12)[0]["intake_ug"] == pytest.approx(2.15)
    assert "another B12" not in b12("import", "cronometer", file).out
    assert "import the B12 of 1 item from servings.csv" in b12("undo").out
    assert _days(b12)[0]["intake_ug"] == pytest.approx(2.06)


def test_nobody_waits_while_a_file_is_read(
    b12: B12, servings: str, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def log_meanwhile(_done: int, _total: int) -> None:
        with closing(sqlite3.connect(diary, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asked.append(True)

    monkeypatch.setattr(output, "progress", lambda: nullcontext(log_meanwhile))
    assert b12("import", "cronometer", servings).code == 0
    assert asked


def test_what_was_changed_here_stays_and_is_said(b12: B12, home: Path) -> None:
    head, tail = ROWS[0].rsplit(",1.11,", 1)
    b12("import", "cronometer", _write(home, f"{head},,{tail}"))
    (meal,) = b12("show", "-d", "2026-11-16", "--json").json["meals"]
    assert b12("edit", str(meal["items"][0]["id"]), "-d", "2026-11-15").code == 0
    result = b12("import", "cronometer", _write(home, ROWS[0]))
    assert "1 row changed here since" in result.out
