"""Copies of the diary, and a copy put back."""

import errno
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import B12
from tracker.database import backup as backups
from tracker.database import integrity
from tracker.errors import DamagedFileError, DatabaseFileError, RefusedError


@pytest.fixture(scope="module")
def seeded(small: Path) -> Path:
    """Few foods, as the diary is copied and compared here again and again."""
    return small


def _sqlite(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _foods(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT food FROM item ORDER BY id")]


def test_a_backup_is_private_whole_and_named_for_its_reason(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    copy = backups.back_up(diary, "before-import")
    assert copy.parent == Path(os.environ["B12_BACKUPS"])
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert copy.name.startswith("diary-")
    assert copy.name.endswith("Z-before-import.db")
    assert _foods(copy) == ["egg"]
    assert list(copy.parent.iterdir()) == [copy]


def test_only_the_newest_of_those_that_b12_makes_stay(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "KEPT", 2)
    other = home / "else" / "diary.db"
    other.parent.mkdir()
    other.write_bytes(diary.read_bytes())
    kept = [backups.back_up(diary, "by-hand"), backups.back_up(other, "before-import")]
    gone = backups.back_up(diary, "before-import")
    kept.append(backups.back_up(diary, "before-restore"))
    with backups.before(diary, "import") as keep:
        keep()
    kept.append(backups.of_diary(diary)[-1])
    assert set((home / "backups").iterdir()) == set(kept)
    assert not gone.exists()
    assert backups.of_diary(diary) == [kept[0], *kept[2:]]


def test_what_is_restored_from_is_not_removed_by_the_restore(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "KEPT", 2)
    oldest, other = backups.back_up(diary, "before-import"), backups.back_up(diary, "before-import")
    monkeypatch.chdir(home)
    kept = backups.restore(diary, oldest.relative_to(home))
    assert set((home / "backups").iterdir()) == {oldest, other, kept}


def test_a_restore_that_was_killed_hinders_none(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    copy = backups.back_up(diary, "by-hand")
    diary.write_bytes(b"no database\n" * 500)
    diary.with_name(".b12-restored.unfinished").write_bytes(b"half of it")
    backups.restore(diary, copy)
    assert _foods(diary) == ["egg"]


def test_what_a_killed_restore_left_can_be_restored_and_hinders_no_refusal(
    diary: Path, home: Path
) -> None:
    copy = backups.back_up(diary, "by-hand")
    left = diary.with_name(".b12-restored.unfinished")
    copy.rename(left)
    with pytest.raises(DatabaseFileError, match="there is no such file"):
        backups.restore(diary, home / "nofile.db")
    diary.write_bytes(b"no database\n" * 500)
    backups.restore(diary, left)
    assert backups.is_sound(diary)
    assert left.exists()


def test_half_of_a_damaged_diary_is_not_kept_as_all_of_it(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.back_up(diary, "by-hand")
    diary.write_bytes(b"no database\n" * 500)

    def half(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfile", half)
    with pytest.raises(DatabaseFileError, match="No space left"):
        backups.restore(diary, copy)
    assert diary.read_bytes() == b"no database\n" * 500
    assert list(diary.parent.iterdir()) == [diary]
    assert list(copy.parent.iterdir()) == [copy]


def test_what_a_killed_backup_left_goes_with_the_next(diary: Path) -> None:
    made = backups.back_up(diary, "by-hand")
    stamp = re.search(r"\d{8}T\d{6}\.\d{6}Z", made.name)
    assert stamp is not None

    def part(when: str, ending: str) -> Path:
        left = made.with_name(made.name.replace(stamp[0], when)).with_suffix(ending)
        left.write_bytes(b"half of it")
        return left

    killed = [part("20260102T030405.000000Z", ending) for ending in (".part", ".part-journal")]
    running = part(stamp[0], ".part")
    newest = backups.back_up(diary, "by-hand")
    assert [one.exists() for one in (*killed, running, made, newest)] == [False] * 2 + [True] * 3


def test_two_that_remove_the_oldest_at_once_do_not_hinder_each_other(
    diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "KEPT", 1)
    gone = backups.back_up(diary, "before-import")
    found = backups.of_diary

    def late(path: Path) -> list[Path]:
        listed = found(path)
        gone.unlink()
        return listed

    monkeypatch.setattr(backups, "of_diary", late)
    with backups.before(diary, "import") as keep:
        keep()
    (newest,) = found(diary)
    assert newest != gone


def test_a_damaged_diary_gives_no_backup(diary: Path, home: Path) -> None:
    with diary.open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * 8 * 4096)
    with pytest.raises(DamagedFileError, match="is damaged"):
        backups.back_up(diary, "before-import")
    assert backups.copies(diary) == []


def test_a_backup_that_lacks_rows_is_not_kept(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter([{"item": 1}, {"item": 2}])
    monkeypatch.setattr(integrity, "row_counts", lambda _: next(counts))
    with pytest.raises(DatabaseFileError, match="doesn't hold what the diary holds"):
        backups.back_up(diary, "before-import")
    assert list((home / "backups").iterdir()) == []


def test_a_restore_brings_back_and_keeps_what_was_there(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    copy = backups.back_up(diary, "by-hand")
    b12("log", "150g salmon")
    kept = backups.restore(diary, copy)
    assert _foods(diary) == ["egg"]
    assert kept is not None
    assert _foods(kept) == ["egg", "salmon"]
    again = backups.restore(diary, kept)
    assert _foods(diary) == ["egg", "salmon"]
    assert again is not None
    assert _foods(again) == ["egg"]


def test_a_process_with_the_diary_open_sees_what_was_restored(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    copy = backups.back_up(diary, "by-hand")
    b12("log", "150g salmon")
    with closing(sqlite3.connect(diary)) as reader:
        assert len(reader.execute("SELECT id FROM item").fetchall()) == 2
        backups.restore(diary, copy)
        assert len(reader.execute("SELECT id FROM item").fetchall()) == 1
        reader.execute("UPDATE item SET note = 'x'")
        reader.commit()
    with closing(sqlite3.connect(diary)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_nothing_can_be_logged_between_the_copy_and_its_replacement(
    b12: B12, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.back_up(diary, "by-hand")
    made, tried = backups._copy, []

    def slow(*args: object, **others: object) -> Path:
        kept = made(*args, **others)  # type: ignore[arg-type]
        write = (
            f"import sqlite3; sqlite3.connect({str(diary)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
        )
        tried.append(subprocess.run([sys.executable, "-c", write], capture_output=True, text=True))
        return kept

    monkeypatch.setattr(backups, "_copy", slow)
    backups.restore(diary, copy)
    assert "locked" in tried[0].stderr


def test_a_kill_in_the_middle_of_a_restore_leaves_the_diary_as_it_was(
    b12: B12, diary: Path, home: Path
) -> None:
    b12("log", "2 eggs")
    copy = home / "copy.db"
    copy.write_bytes(diary.read_bytes())
    _sqlite(copy, "UPDATE food SET source = source || 'x'")
    # In small steps and a small cache, so that pages are in the file when it dies.
    script = f"""
import os, sqlite3
from pathlib import Path
from tracker.database import backup, migrate
class Slow(sqlite3.Connection):
    def backup(self, target, *, progress):
        target.execute("PRAGMA cache_size = 10")
        def die(status, left, total):
            if left < total / 2: os._exit(9)
        super().backup(target, pages=50, progress=die)
backup._copy = lambda *_, **__: None
connect = sqlite3.connect
sqlite3.connect = lambda *a, **k: connect(*a, **{{**k, "factory": Slow}})
backup.restore(Path({str(diary)!r}), Path({str(copy)!r}))
"""
    before = diary.read_bytes()
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert diary.with_name("diary.db-journal").exists()
    assert b12("today").out.count("2 large") == 1
    assert diary.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"no database\n" * 500, None, b"SQLite format 3\0" + b"\xff" * 9999]
)
def test_a_damaged_diary_is_kept_as_it_is_and_replaced(
    b12: B12, diary: Path, home: Path, content: bytes | None
) -> None:
    b12("log", "2 eggs")
    copy = backups.back_up(diary, "by-hand", home / "stick")
    damaged = diary.read_bytes()[:200_000] if content is None else content
    diary.write_bytes(damaged)
    diary.with_name("diary.db-journal").write_bytes(
        b"what a cut-off write left" if content else b""
    )
    kept = backups.restore(diary, copy)
    assert b12("today").out.count("2 large") == 1
    if content == b"":
        assert kept is None
        return
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert stat.S_IMODE(diary.stat().st_mode) == 0o600
    assert {p.name for p in diary.parent.iterdir()} == {"diary.db"}


def test_a_restore_without_a_diary_makes_one(b12: B12, diary: Path, home: Path) -> None:
    b12("log", "2 eggs")
    copy = backups.back_up(diary, "by-hand", home / "stick")
    diary.unlink()
    assert backups.restore(diary, copy) is None
    assert _foods(diary) == ["egg"]
    assert stat.S_IMODE(diary.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (["UPDATE alembic_version SET version_num = '0999_later'"], "newer release"),
        (["PRAGMA application_id = 5"], "another program's"),
        (["DELETE FROM alembic_version"], "the schema version is missing"),
        (["DELETE FROM food"], "refer to missing rows"),
    ],
)
def test_a_backup_that_is_no_sound_diary_changes_nothing(
    diary: Path, home: Path, spoil: list[str], said: str
) -> None:
    copy = backups.back_up(diary, "by-hand")
    _sqlite(copy, *spoil)
    before = diary.read_bytes()
    with pytest.raises(DatabaseFileError, match=said):
        backups.restore(diary, copy)
    assert diary.read_bytes() == before
    assert list((home / "backups").iterdir()) == [copy]


def test_the_diary_itself_is_no_backup(diary: Path) -> None:
    with pytest.raises(RefusedError, match="the diary itself"):
        backups.restore(diary, diary)


def test_a_locked_diary_is_not_restored(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.database import file

    monkeypatch.setattr(file, "BUSY_SECONDS", 0.1)
    copy = backups.back_up(diary, "by-hand")
    with closing(sqlite3.connect(diary, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RefusedError, match="in use"):
            backups.restore(diary, copy)
    assert list((home / "backups").iterdir()) == [copy]


def test_a_copy_from_before_what_failed_costs_no_older_one(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "KEPT", 2)
    for _ in range(2):
        with backups.before(diary, "import") as keep:
            keep()
    kept = backups.of_diary(diary)
    for _ in range(3):
        with pytest.raises(RefusedError), backups.before(diary, "import"):
            raise RefusedError("no")
        with backups.before(diary, "import"):
            pass
    assert backups.of_diary(diary) == kept
    with backups.before(diary, "import") as keep:
        keep()
    assert len(backups.of_diary(diary)) == 2
    assert kept[0] not in backups.of_diary(diary)


def test_a_folder_that_cannot_be_written_is_said_with_what_to_do(
    b12: B12, diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.back_up(diary, "by-hand", home / "stick")
    b12("log", "2 eggs")
    (home / "backups").write_text("no folder")
    before = diary.read_bytes()
    said = (
        rf"the backup can't be made in {home / 'backups'} \(.+\), and nothing was changed; "
        "B12_BACKUPS names another folder"
    )
    with pytest.raises(DatabaseFileError, match=said):
        backups.back_up(diary, "before-import")
    with pytest.raises(DatabaseFileError, match=said):
        backups.restore(diary, copy)
    assert diary.read_bytes() == before
    damaged = b"no database\n" * 500
    diary.write_bytes(damaged)
    with pytest.raises(DatabaseFileError, match=said):
        backups.restore(diary, copy)
    assert diary.read_bytes() == damaged
    with pytest.raises(DatabaseFileError, match="nothing was changed; name another folder"):
        backups.back_up(copy, "by-hand", home / "backups")


def test_a_read_only_or_full_disk_gives_no_backup(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> Path:
        raise OSError(30, "Read-only file system", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(backups, "_create", full)
        with pytest.raises(DatabaseFileError, match=r"backups \(Read-only file system\), and"):
            backups.back_up(diary, "before-import")

    class Full(sqlite3.Error):
        sqlite_errorcode = sqlite3.SQLITE_FULL

    def fail(*_: object) -> None:
        raise Full

    monkeypatch.setattr(integrity, "check_whole", fail)
    with pytest.raises(DatabaseFileError, match=r"\(the disk is full\), and nothing"):
        backups.back_up(diary, "before-import")
    assert list((home / "backups").iterdir()) == []


def test_what_killed_and_failed_copies_leave_is_cleared(
    diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.back_up(diary, "before-import")
    now = copy.with_suffix(".part")
    stamp = backups._STAMP.search(copy.name)
    assert stamp is not None
    old = copy.with_name(copy.name.replace(stamp[0], "20200101T000000.000000Z"))
    other = copy.with_name(f"other{old.with_suffix('.part').name}")
    gone = [old.with_suffix(".part"), old.with_suffix(".part-journal")]
    for one in (now, other, *gone):
        one.touch()

    def fail(copied: sqlite3.Connection, *_: object) -> None:
        (file,) = (row[2] for row in copied.execute("PRAGMA database_list"))
        Path(f"{file}-journal").touch()
        raise RefusedError("no")

    monkeypatch.setattr(integrity, "check_whole", fail)
    with pytest.raises(RefusedError):
        backups.back_up(diary, "before-import")
    # One that another process may still be writing stays.
    assert set(copy.parent.iterdir()) == {copy, now, other}
