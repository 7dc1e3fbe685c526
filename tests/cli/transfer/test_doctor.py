"""`b12 doctor`: what ails a diary's file, without touching it."""

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import B12, NOW, Clock
from tracker.cli import app as options


@pytest.fixture
def kept(b12: B12, diary: Path) -> Path:
    """A diary with a meal and a backup; returns the backup."""
    diary.chmod(0o600)
    b12("log", "2 eggs")
    b12("backup")
    (copy,) = Path(os.environ["B12_BACKUPS"]).iterdir()
    return copy


def _sqlite(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_sound_diary_needs_nothing(b12: B12, diary: Path, kept: Path, home: Path) -> None:
    before = {path: path.stat() for path in home.rglob("*")}
    done = b12("doctor")
    assert (done.code, done.err) == (0, "")
    assert all(line.startswith("  ok  ") for line in done.out.splitlines())
    for said in (str(diary), "integrity_check", "item 1,", "GB free", f"made today: {kept}"):
        assert said in done.out
    found = b12("doctor", "--json").json
    assert [one["what"] for one in found] == [
        "file", "form", "content", "references", "rows", "permissions", "disk", "backups",
    ]  # fmt: skip
    assert all(one["ok"] and one["usable"] and one["to_do"] is None for one in found)
    after = {path: path.stat() for path in home.rglob("*")}
    assert {p: (s.st_mtime_ns, s.st_size) for p, s in after.items()} == {
        p: (s.st_mtime_ns, s.st_size) for p, s in before.items()
    }


@pytest.mark.file
def test_the_first_backup_is_due_after_a_month(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    b12("log", "2 eggs")
    due = "the diary is new, the first is due on Tue 22 Dec 2026: b12 backup"
    assert (b12("doctor").code, due in b12("doctor").out) == (0, True)
    monkeypatch.setattr(options, "now", lambda: NOW + timedelta(days=31))
    late = b12("doctor")
    assert (late.code, "do: b12 backup makes one" in late.out) == (1, True)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200_000])


def _scratch(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * 8 * 4096)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _foreign(path: Path) -> None:
    path.unlink()
    _sqlite(path, "CREATE TABLE x (y)")


@pytest.mark.parametrize(
    ("spoil", "code", "said", "to_do"),
    [
        (Path.unlink, 1, "does not exist", "b12 restore {kept}"),
        (_truncate, 3, "damaged", "b12 restore {kept}"),
        (_scratch, 3, "damaged", "b12 restore {kept}"),
        (lambda p: p.write_text("a text\n" * 500), 3, "not a b12 diary", "b12 restore {kept}"),
        (_folder, 3, "is a folder", "--db"),
        (
            lambda p: _sqlite(p, "DELETE FROM alembic_version"),
            3,
            "the schema version is missing",
            "b12 restore {kept}",
        ),
        (
            lambda p: _sqlite(p, "UPDATE alembic_version SET version_num = '0999_later'"),
            3,
            "newer release",
            "upgrade b12",
        ),
        (_foreign, 3, "another program's", "--db"),
        (
            lambda p: _sqlite(p, "DELETE FROM meal"),
            1,
            "1 row refers to missing rows",
            "b12 restore {kept}",
        ),
        (lambda p: p.chmod(0o644), 1, "others can read or change it", "chmod 600 {path}"),
        (lambda p: p.parent.chmod(0o777), 1, "others can read or change it", "chmod go-w {folder}"),
    ],
)
def test_what_is_wrong_comes_with_what_to_do(
    b12: B12,
    diary: Path,
    kept: Path,
    spoil: Callable[[Path], object],
    code: int,
    said: str,
    to_do: str,
) -> None:
    spoil(diary)
    before = diary.read_bytes() if diary.is_file() else None
    done = b12("doctor")
    assert (done.code, done.err.count("\n")) == (code, 1)
    assert said in done.out
    assert to_do.format(kept=kept, path=diary, folder=diary.parent) in done.out
    assert (diary.read_bytes() if diary.is_file() else None) == before
    assert any(not one["ok"] for one in b12("doctor", "--json").json)


def test_the_advice_heals(b12: B12, diary: Path, kept: Path) -> None:
    _truncate(diary)
    (advice,) = (one["to_do"] for one in b12("doctor", "--json").json if not one["usable"])
    assert " with 1 meal: b12 restore " in advice
    assert b12(*shlex.split(advice.partition(": b12 ")[2])).code == 0
    assert b12("doctor").code == 0
    assert b12("today").out.count("egg") == 1
    # What was damaged is kept, and is no backup to be advised.
    (damaged,) = (path for path in kept.parent.iterdir() if path != kept)
    assert damaged.suffix == ".damaged"
    assert f"1, the newest made today: {kept}" in b12("doctor").out


def _read_only(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """As the system says it of a disk that is read-only, to whoever asks."""
    access = os.access
    monkeypatch.setattr(
        os,
        "access",
        lambda path, mode: not (path in paths and mode & os.W_OK) and access(path, mode),
    )


@pytest.mark.parametrize("spoil", [_truncate, _scratch, lambda p: p.write_text("a text\n" * 500)])
def test_advice_for_a_damaged_file_without_backups_can_be_followed(
    b12: B12, diary: Path, kept: Path, spoil: Callable[[Path], object]
) -> None:
    assert b12("export", str(diary.with_name("out.zip"))).code == 0
    kept.unlink()
    spoil(diary)
    diary.chmod(0o644)
    done = b12("doctor")
    assert done.code == 3
    assert "chmod" not in done.out
    assert "b12 backup makes" not in done.out
    assert "***" not in done.out
    assert all(len(one["said"].splitlines()) == 1 for one in b12("doctor", "--json").json)
    (advice,) = (one["to_do"] for one in b12("doctor", "--json").json if one["to_do"])
    assert advice.startswith("no backup is known: name your diary's file")
    assert "look for a backup elsewhere (b12 restore FILE)" in advice
    new = str(diary.with_name("new.db"))
    export = str(diary.with_name("out.zip"))
    words = advice.rsplit("(b12 ", 1)[1].rstrip(")").split()
    run = [{"EXPORT": export, "NEW-FILE": new}.get(word, word) for word in words]
    assert b12(*run).code == 0
    assert b12("today", "--db", new).out.count("egg") == 1


def test_another_programs_database_is_not_to_be_changed(b12: B12, diary: Path, kept: Path) -> None:
    _foreign(diary)
    diary.chmod(0o644)
    found = b12("doctor", "--json").json
    assert [one["to_do"] for one in found if one["to_do"]] == [
        "name your diary's file by --db or B12_DB"
    ]


def test_what_cannot_be_written_is_told(
    b12: B12, diary: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _read_only(monkeypatch, diary, diary.parent, kept.parent)
    diary.chmod(0o644)
    done = b12("doctor")
    assert done.code == 1
    for said in (
        f"{diary} can't be written", f"{diary.parent} can't be written",
        f"{kept.parent} can't be written", "another folder for backups by B12_BACKUPS", "chmod 600",
    ):  # fmt: skip
        assert said in done.out


def test_on_a_read_only_disk_no_right_is_advised(
    b12: B12, diary: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Disk:
        f_flag = os.ST_RDONLY
        f_frsize = f_blocks = f_bavail = f_bfree = 100_000

    _read_only(monkeypatch, diary, diary.parent)
    monkeypatch.setattr(os, "statvfs", lambda _: Disk)
    done = b12("doctor")
    assert done.code == 1
    assert "chmod" not in done.out
    assert "its disk is read-only: name your diary's file by --db or B12_DB on another" in done.out


def test_other_commands_send_who_has_a_damaged_diary_to_the_doctor(
    b12: B12, diary: Path, kept: Path
) -> None:
    _scratch(diary)
    for words in (["backup"], ["log", "150g salmon"]):
        done = b12(*words)
        said = f"Error: {diary} is damaged; b12 doctor says what to do\n"
        assert (done.code, done.err) == (3, said)
    diary.write_text("a text\n" * 500)
    for words in (["today"], ["backup"]):
        done = b12(*words)
        assert (done.code, done.err) == (
            3, f"Error: {diary}: this is not a b12 diary; b12 doctor says what to do\n",
        )  # fmt: skip
    # It is of the diary: a backup that is damaged is another matter.
    _scratch(kept)
    assert "doctor" not in b12("restore", str(kept)).err


def test_backups_that_others_can_read_are_told(b12: B12, diary: Path, kept: Path) -> None:
    kept.chmod(0o644)
    kept.parent.chmod(0o755)
    done = b12("doctor")
    assert done.code == 1
    assert f"chmod 700 {kept.parent}; chmod 600 {kept}" in done.out


def test_no_backup_or_an_old_one_wants_another(
    b12: B12, diary: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.database import backup as backups

    made = backups.made_at(kept)
    monkeypatch.setattr(options, "now", lambda: made + timedelta(days=29))
    assert (b12("doctor").code, "29 days ago" in b12("doctor").out) == (0, True)
    monkeypatch.setattr(options, "now", lambda: made + timedelta(days=31))
    assert (b12("doctor").code, "b12 backup makes a new one" in b12("doctor").out) == (1, True)
    kept.unlink()
    assert (b12("doctor").code, "b12 backup makes one" in b12("doctor").out) == (1, True)


def test_a_full_disk_is_told(
    b12: B12, diary: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(diary)._replace(free=5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    done = b12("doctor")
    assert (done.code, "5.0 MB free" in done.out, "make room" in done.out) == (1, True, True)


def test_what_killed_commands_left_is_named_and_can_be_removed(
    b12: B12, diary: Path, kept: Path, home: Path
) -> None:
    script = """
import os, sys
from tracker import paths
from pathlib import Path
with paths.writing_private(Path(sys.argv[1])) as file:
    file.write(b"half of it")
    file.flush()
    os._exit(9)
"""
    chart = diary.with_name("week.png")
    assert subprocess.run([sys.executable, "-c", script, chart], check=False).returncode == 9
    kept.with_suffix(".part").write_bytes(b"half of it")
    diary.with_name(".b12-folder.unfinished").mkdir()
    (left,) = (one for one in b12("doctor", "--json").json if not one["ok"])
    assert left["said"].startswith("3 unfinished, of commands that were killed or still run")
    assert left["usable"]
    words = left["to_do"].removeprefix("if no b12 is at work: ")
    assert subprocess.run(words, shell=True, check=False).returncode == 0
    assert b12("doctor").code == 0
    assert list(diary.parent.iterdir()) == [diary]


@pytest.mark.file
def test_the_advice_is_for_a_shell_whatever_the_path(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B12_DB", str(home / "my diary #1.db"))
    monkeypatch.setenv("B12_BACKUPS", str(home / "back ups"))
    b12("log", "2 eggs")
    b12("backup")
    (kept,) = (home / "back ups").iterdir()
    _truncate(home / "my diary #1.db")
    (advice,) = (one["to_do"] for one in b12("doctor", "--json").json if not one["usable"])
    assert shlex.split(advice.partition(": b12 ")[2]) == ["restore", str(kept)]


def test_a_diary_that_became_empty_is_no_new_one_while_there_is_a_backup(
    b12: B12, diary: Path, kept: Path
) -> None:
    diary.write_bytes(b"")
    (form,) = (one for one in b12("doctor", "--json").json if one["what"] == "form")
    assert form["to_do"].endswith(f": b12 restore {kept}")
    assert f"There is a backup of an earlier diary: b12 restore {kept}\n" in b12("today").err


@pytest.mark.file
def test_names_that_are_like_those_of_leftovers_are_none(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B12_DB", str(home / ".b12-diary.db"))
    monkeypatch.setenv("B12_BACKUPS", str(home / ".b12-backups"))
    (home / ".b12-diary").write_text("my own")
    b12("log", "2 eggs")
    b12("backup")
    done = b12("doctor")
    assert (done.code, "leftovers" in done.out) == (0, False)


def test_an_older_diary_is_left_as_it_is(b12: B12, home: Path) -> None:
    old = home / "old.db"
    dump = Path(__file__).parents[2] / "database" / "diaries" / "0001_diary.sql"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    before = old.read_bytes()
    done = b12("doctor", "--db", str(old))
    assert "0001_diary; the next command upgrades it" in done.out
    assert old.read_bytes() == before


def test_a_change_that_was_cut_off_is_left_to_the_next_command(
    b12: B12, diary: Path, kept: Path
) -> None:
    script = f"""
import os, sqlite3
c = sqlite3.connect({str(diary)!r}, isolation_level=None)
c.execute("PRAGMA cache_size = 1")
c.execute("BEGIN IMMEDIATE")
c.execute("UPDATE food SET source = source || 'x'")
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    before = diary.read_bytes()
    done = b12("doctor")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "cut off half-way" in done.out
    assert diary.read_bytes() == before
    assert b12("today").code == 0
    assert b12("doctor").code == 0


def test_a_diary_in_use_is_no_damage(
    b12: B12, diary: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.database import file

    monkeypatch.setattr(file, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(diary, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = b12("doctor")
    assert (done.code, "in use by another program" in done.out) == (1, True)


def test_rows_of_days_to_come_are_named_shown_and_corrected(
    b12: B12, diary: Path, home: Path, clock: Clock
) -> None:
    """What was logged while the clock was wrong by a year."""
    clock("Europe/Berlin", "2027-11-22T12:00")
    for line in (
        "log 2 eggs", "day fast yesterday", "symptom log tired 4", "lab log b12 310 pg/mL",
        "person condition add metformin", "person stage pregnant", "person target 50ug",
        "person set --born 2027-01-01",
    ):  # fmt: skip
        assert b12(*line.split()).code == 0, line
    b12("export", str(home / "out.zip"))
    clock("Europe/Berlin", "2026-11-22T12:00")
    b12("backup")
    done = b12("doctor")
    assert done.code == 1
    (named,) = [line for line in done.out.splitlines() if "of days to come" in line]
    assert named.split("come: ")[1] == (
        "meal m1 (2027-11-22), mark (2027-11-21), symptom 1 (2027-11-22), "
        "laboratory value 1 (2027-11-22), metformin (2027-11-22), "
        "life stage pregnant (2027-11-22), target (2027-11-22), birth date (2027-01-01)"
    )
    for command in ("today", "show"):
        assert "egg" in b12(command, "-d", "2027-11-22").out
    assert "Mon 22 Nov 2027" in b12("symptom", "list").out
    assert "Mon 22 Nov 2027" in b12("lab", "list").out
    # It goes out and comes in as it is.
    other = str(home / "other.db")
    assert b12("import", "native", str(home / "out.zip"), "--db", other).code == 0
    assert b12("export", str(home / "again.zip"), "--db", other).code == 0
    (finding,) = (found for found in b12("doctor", "--json").json if found["what"] == "days")
    values = {"DAY": "2026-11-21", "STAGE": "none", "AMOUNT": "none", "DATE": "1990-05-01"}
    commands = finding["to_do"].split("; ")
    # Before the birth date nothing is logged.
    for command in reversed(commands):
        words = [values.get(word, word) for word in shlex.split(command)][1:]
        assert b12(*words).code == 0, command
    assert "of days to come" not in b12("doctor").out
    assert b12("doctor").code == 0
    assert b12("person", "--json").json["target_ug"] == 2.4


def test_rows_to_come_are_those_of_their_person(b12: B12, diary: Path, clock: Clock) -> None:
    b12("person", "add", "Anna Lee")
    clock("Europe/Berlin", "2027-11-22T12:00")
    b12("log", "2 eggs", "--person", "Anna Lee")
    clock("Europe/Berlin", "2026-11-22T12:00")
    out = b12("doctor").out
    assert "1 row of days to come: meal m1 (2027-11-22) of Anna Lee" in out
    assert "do: b12 --person 'Anna Lee' edit m1 -d DAY" in out
    for words in (["undo"], ["today"]):
        assert b12(*words).code == 0
    assert "of days to come" not in b12("doctor").out


def test_a_journey_is_no_wrong_clock(b12: B12, diary: Path, clock: Clock) -> None:
    clock("Pacific/Kiritimati", "2026-11-23T08:00")
    for line in ("log 2 eggs", "day partial", "lab log b12 310 pg/mL", "person target 50ug"):
        assert b12(*line.split()).code == 0
    clock("Pacific/Honolulu", "2026-11-22T08:30")
    assert "of days to come" not in b12("doctor").out
