"""`b12 backup` and `b12 restore`."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import B12
from tests.dumping import dump

_DIARIES = Path(__file__).parents[2] / "database" / "diaries"

_OAT_DRINK = """
{"code": "1", "product_name": "Oat drink", "nutriments": {"vitamin-b12_100g": 3.8e-7}}
"""


def _backup(b12: B12, *words: str) -> Path:
    done = b12("backup", *words)
    assert done.code == 0, done.err
    return Path(done.out.removeprefix("Backed up to ").split(" (")[0])


def test_a_backup_says_where_it_is_and_what_is_in_it(b12: B12, diary: Path, home: Path) -> None:
    b12("person", "add", "Anna")
    b12("log", "2 eggs, 1 cup milk", "-d", "mon")
    b12("log", "2 eggs", "--person", "anna")
    done = b12("backup")
    (copy,) = (home / "backups").iterdir()
    assert done.out == (
        f"Backed up to {copy} ({copy.stat().st_size / 1e3:.0f} kB): "
        "2 people, 2 meals with 3 items, Mon 16 Nov 2026 to Sun 22 Nov 2026\n"
    )
    assert dump(copy) == dump(diary)


def test_a_backup_goes_where_it_is_told(b12: B12, diary: Path, home: Path) -> None:
    b12("log", "2 eggs")
    copy = _backup(b12, str(home / "a" / "stick"))
    assert copy.parent == home / "a" / "stick"
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not (home / "backups").exists()


def test_what_was_restored_over_can_be_restored(b12: B12, diary: Path, home: Path) -> None:
    b12("log", "2 eggs")
    copy = _backup(b12)
    b12("log", "150g salmon")
    both = dump(diary)
    done = b12("restore", str(copy))
    assert done.out.startswith(f"Restored {diary}: 1 person, 1 meal with 1 item, Sun 22 Nov 2026\n")
    assert [one["food"] for one in b12("today", "--json").json["items"]] == ["egg"]
    # The reply has the command that brings back what was there.
    command = done.out.rsplit("b12 ", 1)[1].split()
    assert b12(*command).code == 0
    assert dump(diary) == both
    assert b12("undo").out == "Undone: log for Sun 22 Nov 2026: salmon 150 g\n"


def test_a_damaged_diary_is_kept_and_no_backup_to_restore(
    b12: B12, diary: Path, home: Path
) -> None:
    copy = _backup(b12)
    diary.write_bytes(b"no database\n" * 500)
    done = b12("restore", str(copy))
    assert "The former diary is damaged; it is kept as it was: " in done.out
    assert Path(done.out.split()[-1]).read_bytes() == b"no database\n" * 500


def test_an_older_backup_is_brought_up_to_date(b12: B12, diary: Path, home: Path) -> None:
    old = home / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((_DIARIES / "0001_diary.sql").read_text(encoding="utf-8"))
    done = b12("restore", str(old))
    assert (done.code, "meals with" in done.out) == (0, True)
    week = b12("week", "--json")
    assert (week.code, week.json["days"][1]["intake_ug"]) == (0, 1000)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "there is no such file"),
        (lambda path: path.write_text("a text\n" * 500), "this is not a b12 diary"),
        (lambda path: path.touch(), "is empty"),
        (lambda path: path.mkdir(), "is a folder"),
    ],
)
def test_what_is_no_backup_is_refused_and_nothing_changed(
    b12: B12, diary: Path, home: Path, make: object, said: str
) -> None:
    assert callable(make)
    make(home / "x.db")
    before = diary.read_bytes()
    done = b12("restore", str(home / "x.db"))
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert said in done.err
    assert diary.read_bytes() == before
    assert not (home / "backups").exists()


def test_an_export_is_read_by_import(b12: B12, diary: Path, home: Path) -> None:
    b12("log", "2 eggs")
    export = str(home / "my diary.zip")
    b12("export", export)
    before = diary.read_bytes()
    done = b12("restore", export)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert f"b12 import native '{export}'" in done.err
    assert diary.read_bytes() == before


def test_without_a_diary_there_is_nothing_to_back_up(b12: B12, diary: Path, home: Path) -> None:
    diary.unlink()
    done = b12("backup")
    assert (done.code, done.err) == (1, f"Error: {diary}: there is no diary yet\n")
    assert not diary.exists()


def test_another_programs_database_is_neither_copied_nor_overwritten(
    b12: B12, diary: Path, home: Path
) -> None:
    copy = _backup(b12)
    other = home / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    before = other.read_bytes()
    for words in (["backup"], ["restore", str(copy)]):
        done = b12(*words, "--db", str(other))
        assert (done.code, done.err.count("\n")) == (3, 1)
        assert "another program's" in done.err
    assert other.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said(b12: B12, diary: Path, home: Path) -> None:
    (home / "file").write_text("")
    done = b12("backup", str(home / "file" / "x"))
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)


def test_a_food_import_is_backed_up_first(b12: B12, diary: Path, home: Path) -> None:
    b12("log", "2 eggs")
    before = dump(diary)
    file = home / "off.json"
    file.write_text(_OAT_DRINK)
    assert b12("food", "import", str(file)).code == 0
    (copy,) = (home / "backups").iterdir()
    assert dump(copy) == before


def test_an_import_that_stores_nothing_leaves_no_backup(b12: B12, diary: Path, home: Path) -> None:
    file = home / "off.json"
    file.write_text(_OAT_DRINK)
    b12("food", "import", str(file))
    kept = list((home / "backups").iterdir())
    assert len(kept) == 1
    assert "1 unchanged" in b12("food", "import", str(file)).out
    file.write_text('{"products": [{"code": ')
    assert b12("food", "import", str(file)).code == 1
    assert b12("export", str(home / "x.zip")).code == 0
    assert "Added from" in b12("import", "native", str(home / "x.zip")).out
    bad = home / "servings.csv"
    bad.write_text("Day,Food Name,Amount,B12 (Cobalamin) (µg)\n2026-11-18,Oats,40.00 g,much\n")
    assert b12("import", "cronometer", str(bad)).code == 1
    assert list((home / "backups").iterdir()) == kept
