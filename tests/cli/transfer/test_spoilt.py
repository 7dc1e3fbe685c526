"""A value that b12 never writes in a file that SQLite finds whole: a line, and the way out."""

import csv
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import B12
from tracker.database import columns, tables
from tracker.database import migrate as schema

_ROWS = sorted((Path(__file__).parents[2] / "database" / "diaries").glob("*.sql"))[-1]
_SPOILT = [
    ("person", "born", "2026-13-45", "date", "today"),
    ("person", "day_starts", "noon", "hour", "today"),
    ("life_stage", "since", "garbage", "date", "today"),
    ("target_choice", "since", "20261122", "date", "today"),
    ("condition", "since", "", "date", "today"),
    ("condition", "until", "0001-01-01", "date", "week"),
    ("condition", "name", "garbage", "condition", "person"),
    ("meal", "day", "garbage", "date", "week"),
    ("meal", "day", "", "date", "report"),
    ("meal", "eaten_at", "2026-13-45", "time", "report"),
    ("meal", "eaten_at", "12:41", "time", "again"),
    ("meal", "eaten_at", "2026-11-22T12:41", "time", "report"),
    ("day_mark", "day", "9999-12-31", "date", "today"),
    ("symptom", "day", "garbage", "date", "symptom list"),
    ("symptom", "felt_at", "garbage", "time", "report"),
    ("lab_value", "day", "garbage", "date", "lab list"),
    ("lab_value", "test", "garbage", "laboratory test", "lab list"),
    ("lab_value", "unit", "stone", "unit", "lab list"),
    ("imported_day", "day", "garbage", "date", None),
    ("change", "made_at", "garbage", "time", "history"),
    ("change", "undone_at", "garbage", "time", "history"),
    ("change_row", "before", "garbage", "image of a row", "undo"),
    ("change_row", "after", "[1, 2]", "image of a row", "undo"),
    ("change_row", "after", "{}", "image of a row", "undo"),
    ("change_row", "after", "[]", "image of a row", "undo"),
    ("change_row", "after", '{"id": 99999999999999999999}', "image of a row", "undo"),
    ("change_row", "after", '[[["a"], "id"], [1, 2]]', "image of a row", "undo"),
    ("change_row", "after", '[["id"], [[1]]]', "image of a row", "undo"),
    ("change_row", "after", "[" * 100_000, "image of a row", "undo"),
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with rows in every table."""
    path = tmp_path_factory.mktemp("rows") / "diary.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_ROWS.read_text(encoding="utf-8"))
    schema.ensure(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO imported_day VALUES (1, 1, 'Cronometer', '2026-01-05', '')")
        connection.commit()
    return path


@pytest.fixture
def full(b12: B12, diary: Path, rows: Path) -> Path:
    shutil.copy(rows, diary)
    diary.chmod(0o600)
    assert b12("log", "2 eggs").code == 0
    return diary


def _spoil(path: Path, table: str, column: str, value: object) -> int:
    """Scribble over the last row; returns its number."""
    with closing(sqlite3.connect(path)) as connection:
        row_id = connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row_id))
        connection.commit()
    return int(row_id)


def test_every_text_that_has_a_form_is_tried() -> None:
    formed = {
        (table.name, column.name)
        for table in tables.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, columns.Text)
    }
    assert {(table, column) for table, column, *_ in _SPOILT} == formed


def test_a_change_of_an_unknown_table_is_a_line(b12: B12, full: Path) -> None:
    _spoil(full, "change_row", "table_name", "garbage")
    done = b12("undo")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert 'invalid table "garbage"' in done.err


@pytest.mark.parametrize(("table", "column", "value", "what", "command"), _SPOILT)
def test_it_is_a_line_and_the_doctor_names_the_row(
    b12: B12, full: Path, table: str, column: str, value: str, what: str, command: str | None
) -> None:
    row_id = _spoil(full, table, column, value)
    shown = f"{value[:40]}{'…' if len(value) > 40 else ''}"
    said = f'invalid {what} "{shown}"'
    if command is not None:
        done = b12(*command.split())
        assert (done.code, done.out) == (3, "")
        assert done.err.endswith(f"{full} is damaged: {said}; b12 doctor says what to do\n")
        assert done.err.count("Error") == 1
    found = b12("doctor", "--json")
    (content,) = (one for one in found.json if one["what"] == "content")
    assert (found.code, content["usable"]) == (3, False)
    assert content["said"] == f"damaged: {table}.{column} of row {row_id}: {said}"


def test_the_doctors_advice_brings_it_back(b12: B12, full: Path) -> None:
    before = b12("export", str(full.with_name("before")), "--format", "json")
    assert (before.code, b12("backup").code) == (0, 0)
    (good,) = Path(os.environ["B12_BACKUPS"]).iterdir()
    _spoil(full, "meal", "day", "garbage")
    (advice,) = (one["to_do"] for one in b12("doctor", "--json").json if not one["usable"])
    assert f": b12 restore {good}; or, " in advice
    done = b12("restore", str(good))
    assert (done.code, done.err) == (0, "")
    (kept,) = (one for one in good.parent.iterdir() if one != good)
    assert f"What was there is damaged; it is kept as it is: {kept}" in done.out
    assert b12("doctor").code == 0
    # What was spoilt is no backup to be advised, and can't be put back by mistake.
    refused = b12("restore", str(kept))
    assert (refused.code, refused.out, refused.err.count("\n")) == (3, "", 1)
    assert 'invalid date "garbage"' in refused.err


def test_the_backup_that_is_advised_can_be_restored(b12: B12, full: Path) -> None:
    b12("backup")
    (good,) = Path(os.environ["B12_BACKUPS"]).iterdir()
    _spoil(full, "meal", "day", "garbage")
    # A newer one, as an older release made it of a spoilt diary.
    shutil.copy(full, good.with_name(re.sub(r"\d{8}T", "29991231T", good.name)))
    (advice,) = (one["to_do"] for one in b12("doctor", "--json").json if not one["usable"])
    assert f": b12 restore {good}; or, " in advice


def _without_ids(sheet: Path) -> list[list[str]]:
    with sheet.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    first = int(header[0] in ("id", "meal_id"))
    return [row[first:] for row in rows]


def test_an_export_that_is_put_right_loses_nothing(b12: B12, full: Path, home: Path) -> None:
    b12("export", str(home / "before"))
    row_id = _spoil(full, "meal", "day", "garbage")
    done = b12("export", str(home / "out"))
    assert done.code == 0
    assert f'imported: meal.day of row {row_id}: invalid date "garbage"\n' in done.err
    refused = b12("import", "native", str(home / "out"), "--db", str(home / "new.db"))
    assert (refused.code, 'day can\'t be "garbage"' in refused.err) == (2, True)
    (home / "out" / "meals.csv").write_bytes((home / "before" / "meals.csv").read_bytes())
    assert b12("import", "native", str(home / "out"), "--db", str(home / "new.db")).code == 0
    assert b12("export", str(home / "after"), "--db", str(home / "new.db")).code == 0
    for one in (home / "before").glob("*.csv"):
        before, after = (_without_ids(home / when / one.name) for when in ("before", "after"))
        assert after == before, one.name


def test_an_export_needs_nothing_put_right_that_is_not_in_it(
    b12: B12, full: Path, home: Path
) -> None:
    _spoil(full, "change_row", "before", "garbage")
    done = b12("export", str(home / "out.zip"))
    assert (done.code, done.err) == (0, "")
    assert b12("import", "native", str(home / "out.zip"), "--db", str(home / "new.db")).code == 0


def test_what_is_damaged_is_kept_once(b12: B12, full: Path) -> None:
    b12("backup")
    (good,) = Path(os.environ["B12_BACKUPS"]).iterdir()
    for _ in range(3):
        _spoil(full, "meal", "day", "garbage")
        assert b12("restore", str(good)).code == 0
    assert len([one for one in good.parent.iterdir() if one.suffix == ".damaged"]) == 1


@pytest.mark.parametrize("value", ["-50.0", "9e999"])
@pytest.mark.parametrize("command", ["today -d 2026-11-20", "week", "report", "sources", "advise"])
def test_no_figure_is_reckoned_with_what_can_not_be_eaten(
    b12: B12, full: Path, value: str, command: str
) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        (row_id,) = connection.execute(
            "SELECT min(item.id) FROM item JOIN meal ON meal.id = meal_id WHERE person_id = 1"
        ).fetchone()
        connection.execute(f"UPDATE item SET b12_ug = {value} WHERE id = {row_id}")
        connection.execute("UPDATE meal SET day = '2026-11-20' WHERE person_id = 1")
        connection.commit()
    done = b12(*command.split())
    assert (done.code, done.out, "invalid figure" in done.err) == (3, "", True)
    (content,) = (one for one in b12("doctor", "--json").json if one["what"] == "content")
    assert f"item of row {row_id}: b12_ug >= 0 AND b12_ug <= 100000 doesn't hold" in content["said"]


@pytest.mark.parametrize("command", ["today", "week", "report", "sources", "advise", "log 1 egg"])
def test_a_meal_of_no_day_is_left_out_of_no_figure(b12: B12, full: Path, command: str) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE meal SET day = 'garbage' WHERE id = 1")
        connection.commit()
    done = b12(*command.split())
    assert (done.code, done.out, 'invalid date "garbage"' in done.err) == (3, "", True)


@pytest.mark.parametrize("words", [["backup"], ["import", "native", "out.zip"]])
def test_no_copy_of_it_takes_the_place_of_a_good_backup(
    b12: B12, full: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(full.parent)
    assert (b12("export", "out.zip").code, b12("backup").code) == (0, 0)
    copies = Path(os.environ["B12_BACKUPS"])
    before = {one: one.read_bytes() for one in copies.iterdir()}
    row_id = _spoil(full, "symptom", "felt_at", "garbage")
    done = b12(*words)
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        f'Error: {full} is damaged: symptom.felt_at of row {row_id}: invalid time "garbage"'
        "; b12 doctor says what to do\n"
    )
    assert {one: one.read_bytes() for one in copies.iterdir()} == before


def test_text_in_another_encoding_is_found_too(b12: B12, full: Path) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE item SET note = CAST(x'65ff67' AS TEXT) WHERE id = 1")
        connection.commit()
    assert 'item.note of row 1: invalid UTF-8 "e�g"' in b12("doctor").out
