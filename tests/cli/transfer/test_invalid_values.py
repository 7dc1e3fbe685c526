"""A value that b12 never writes, in a file that is otherwise whole: one line, and the way back."""

import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import B12, created_once, keep_foods
from tracker.database import columns, migrate, tables

_DUMPS = sorted((Path(__file__).parents[2] / "database" / "diaries").glob("*.sql"))
# The table and column, the value, what a command that reads it calls it, and that command.
_INVALID = [
    ("person", "born", "2026-13-45", "date", "today"),
    ("person", "day_starts", "noon", "hour", "today"),
    ("person", "tables", "UK  usda", "list of names", "today"),
    ("life_stage", "since", "garbage", "date", "today"),
    ("target_choice", "since", "20261122", "date", "today"),
    ("condition", "since", "", "date", "today"),
    ("condition", "until", "0001-01-01", "date", "week"),
    ("condition", "name", "garbage", "condition", "person"),
    ("meal", "day", "2026-02-30", "date", None),
    ("meal", "day", "", "date", "report"),
    ("meal", "tags", "Out  home", "list of tags", "show"),
    ("meal", "eaten_at", "2026-13-45", "time", "report"),
    ("meal", "eaten_at", "12:41", "time", "again"),
    ("meal", "eaten_at", "2026-11-22T12:41", "time", "report"),
    ("day_mark", "day", "9999-12-31", "date", None),
    ("symptom", "day", "garbage", "date", None),
    ("symptom", "felt_at", "garbage", "time", "report"),
    ("lab_value", "day", "garbage", "date", "lab list"),
    ("lab_value", "test", "garbage", "laboratory test", "lab list"),
    ("lab_value", "unit", "stone", "unit", "lab list"),
    ("lab_value", "bound", "~", "bound", "lab list"),
    ("regimen", "route", "patch", "route", "due"),
    ("regimen", "form", "garbage", "form of B12", "regimen list"),
    ("regimen", "unit", "year", "unit of time", "today"),
    ("regimen", "since", "garbage", "date", "week"),
    ("regimen", "until", "2026-02-30", "date", "report"),
    ("imported_day", "day", "garbage", "date", None),
    ("change", "made_at", "garbage", "time", "history"),
    ("change", "undone_at", "garbage", "time", "history"),
    ("sync_state", "synced_at", "garbage", "time", None),
    ("change_row", "before", "garbage", "image of a row", "undo"),
    ("change_row", "after", "[" * 100_000, "image of a row", "undo"),
]
# JSON, and no image of a row.
_IMAGES = [
    "[1, 2]",
    "{}",
    "[]",
    '{"id": 99999999999999999999}',
    '[[["a"], "id"], [1, 2]]',
    '[["id"], [[1]]]',
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with rows in every table."""

    def create(path: Path) -> None:
        _load(_DUMPS[-1], path)
        migrate.ensure(path)
        keep_foods(path, "id IN (SELECT food_id FROM item UNION SELECT food_id FROM recipe)")

    return created_once(tmp_path_factory, "rows.db", create)


@pytest.fixture
def full(b12: B12, diary: Path, rows: Path) -> Path:
    shutil.copy(rows, diary)
    diary.chmod(0o600)
    assert b12("log", "2 eggs").code == 0
    assert b12("regimen", "add", "2000ug", "weekly").code == 0
    return diary


def _load(dump: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))


def _spoil(path: Path, table: str, column: str, value: object) -> int:
    """Overwrite a value of the last row, as a program that ignores the CHECKs; return its id."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        row_id = connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row_id))
        connection.commit()
    return int(row_id)


def _content(b12: B12) -> str:
    """Return what the doctor says of a file that can't be used as it is."""
    done = b12("doctor", "--json")
    (content,) = (finding for finding in done.json if finding["what"] == "content")
    assert (done.code, content["usable"]) == (3, False)
    return str(content["said"])


def _advice(b12: B12) -> str:
    (to_do,) = (one["to_do"] for one in b12("doctor", "--json").json if not one["usable"])
    return str(to_do)


def test_every_column_whose_text_has_a_form_is_tried() -> None:
    formed = {
        (table.name, column.name)
        for table in tables.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, columns.Stored) and column.type.form != "flag"
    }
    assert {(table, column) for table, column, *_ in _INVALID} == formed


@pytest.mark.parametrize(("table", "column", "value", "what", "command"), _INVALID)
def test_sqlite_refuses_it_a_command_says_it_and_the_doctor_names_the_row(
    b12: B12, full: Path, table: str, column: str, value: str, what: str, command: str | None
) -> None:
    with closing(sqlite3.connect(full)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
    row_id = _spoil(full, table, column, value)
    shown = f"{value[:40]}{'…' if len(value) > 40 else ''}"
    if command is not None:
        done = b12(*command.split())
        assert (done.code, done.out) == (3, "")
        said = f'{full} is damaged: invalid {what} "{shown}"; b12 doctor says what to do\n'
        assert done.err.endswith(said)
        assert done.err.count("Error") == 1
    assert _content(b12) == f'damaged: {table} row {row_id}: invalid {column} "{shown}"'


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        *(("after", image, "image of a row") for image in _IMAGES),
        ("before", '[["id"], [1]]', "image of a row"),
        ("table_name", "x", "table"),
        ("table_name", "food_word", "table"),
    ],
)
def test_undo_refuses_a_change_that_it_can_not_read(
    b12: B12, full: Path, column: str, value: str, what: str
) -> None:
    _spoil(full, "change_row", column, value)
    done = b12("undo")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert f'invalid {what} "{value}"' in done.err


def test_undo_refuses_a_row_without_its_columns(b12: B12, full: Path) -> None:
    _spoil(full, "change_row", "before", '{"id": 5000}')
    _spoil(full, "change_row", "after", None)
    _spoil(full, "change_row", "row_id", 5000)
    done = b12("undo")
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith(
        "\" can't be undone: what it wrote has changed since; edit or remove it instead\n"
    )


@pytest.mark.parametrize("value", ["-50.0", "9e999"])
def test_the_doctor_finds_a_figure_that_can_not_be(b12: B12, full: Path, value: str) -> None:
    row_id = _spoil(full, "item", "b12_ug", float(value))
    assert f"item row {row_id}: invalid b12_ug " in _content(b12)


def test_the_doctor_finds_text_in_another_encoding(b12: B12, full: Path) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE item SET note = CAST(x'65ff67' AS TEXT) WHERE id = 1")
        connection.commit()
    assert _content(b12) == 'damaged: item row 1: note is not UTF-8 "e�g"'


def test_the_doctors_advice_brings_it_back(b12: B12, full: Path) -> None:
    assert b12("backup").code == 0
    (good,) = Path(os.environ["B12_BACKUPS"]).iterdir()
    _spoil(full, "meal", "day", "garbage")
    assert _advice(b12).endswith(f": b12 restore {good}")
    done = b12("restore", str(good))
    assert (done.code, done.err) == (0, "")
    (kept,) = (one for one in good.parent.iterdir() if one != good)
    assert f"The former diary is damaged; it is kept as it was: {kept}" in done.out
    assert b12("doctor").code == 0
    # The damaged copy is no backup to be advised, and can't be put back by mistake.
    refused = b12("restore", str(kept))
    assert (refused.code, refused.out, refused.err.count("\n")) == (3, "", 1)
    assert 'invalid day "garbage"' in refused.err


def test_the_backup_that_is_advised_can_be_restored(b12: B12, full: Path) -> None:
    b12("backup")
    (good,) = Path(os.environ["B12_BACKUPS"]).iterdir()
    _spoil(full, "meal", "day", "garbage")
    # A newer one, as an older release made it of a damaged diary.
    shutil.copy(full, good.with_name(re.sub(r"\d{8}T", "29991231T", good.name)))
    assert _advice(b12).endswith(f": b12 restore {good}")


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
        f'Error: {full} is damaged: symptom row {row_id}: invalid felt_at "garbage"'
        "; b12 doctor says what to do\n"
    )
    assert {one: one.read_bytes() for one in copies.iterdir()} == before


def test_no_export_is_left_of_it(b12: B12, full: Path, home: Path) -> None:
    _spoil(full, "meal", "day", "garbage")
    done = b12("export", str(home / "out"))
    assert (done.code, done.out, 'invalid date "garbage"' in done.err) == (3, "", True)
    assert not (home / "out").exists()


@pytest.mark.parametrize("dump", _DUMPS, ids=lambda dump: dump.stem)
def test_an_old_diary_with_it_is_not_upgraded_and_stays_as_it_was(
    b12: B12, diary: Path, dump: Path
) -> None:
    diary.unlink()
    _load(dump, diary)
    diary.chmod(0o600)
    b12("backup")
    (good,) = Path(os.environ["B12_BACKUPS"]).iterdir()
    row_id = _spoil(diary, "meal", "day", "garbage")
    before = diary.read_bytes()
    done = b12("today")
    said = f'damaged: meal row {row_id}: invalid day "garbage"'
    assert (done.code, done.out) == (3, "")
    assert done.err == f"Error: {diary} is {said}; b12 doctor says what to do\n"
    assert _content(b12) == said
    assert diary.read_bytes() == before
    assert list(good.parent.iterdir()) == [good]
    assert _advice(b12).endswith(f": b12 restore {good}")
    assert b12("restore", str(good)).code == 0
    assert b12("today").code == 0
