"""A purge leaves nothing in the file: searched in its bytes, and in what others undo."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import click
import pytest

from tests.conftest import B12, Result
from tests.dumping import dump
from tracker.cli import choose
from tracker.database import checkup as compacting
from tracker.errors import RefusedError

# A text in each place: as it is, edited, removed, undone, and in a person's names.
HERS = (
    "Xanthippe", "Xaverine", "brunchzq", "edited-awayzq", "mealnotezq", "itemnotezq", "takenoutzq",
    "undonezq", "achezq", "symptomnotezq", "gonenotezq", "überzq", "packedzq", "1961-02-03",
)  # fmt: skip
SHARED = ("Zqfood", "Bertildezq")


@pytest.fixture(scope="module")
def seeded(small: Path) -> Path:
    """Few foods, as the diary is copied and compared here again and again."""
    return small


def _left(diary: Path) -> set[str]:
    """Return which of the texts are in the diary's folder, in its journal too."""
    held = b"".join(path.read_bytes() for path in diary.parent.iterdir())
    return {text for text in (*HERS, *SHARED) if text.encode() in held}


# Created once; tests work on copies.
_MADE: list[bytes] = []


@pytest.fixture
def household(b12: B12, diary: Path, home: Path) -> B12:
    """A diary of `me`, Bertildezq and Xanthippe, who has text in every table."""
    if not _MADE:
        _make(b12, diary, home)
        _MADE.append(diary.read_bytes())
    diary.write_bytes(_MADE[0])
    return b12


def _make(b12: B12, diary: Path, home: Path) -> None:
    def hers(*words: str) -> Result:
        done = b12(*words, "--person", "xanthippe")
        assert done.code == 0, (words, done.err)
        return done

    b12("person", "add", "Xaverine", "--born", "1961-02-03")
    b12("person", "rename", "Xaverine", "Xanthippe")
    b12("person", "add", "Bertildezq")
    hers("food", "add", "Zqfood", "--per", "100g", "--b12", "2ug")
    # Several people's rows in one image.
    b12("--person", "bertildezq", "log", "2 eggs")
    hers("log", "10ug packedzq tablet", "-m", "packedzq")
    assert b12("export", str(home / "export.zip")).code == 0
    for _ in range(2):
        assert b12("undo").code == 0
    assert b12("import", "native", str(home / "export.zip")).code == 0
    hers("log", "1 cup milk, 10ug überzq tablet", "-m", "edited-awayzq")
    (meal,) = [m for m in hers("show", "--json").json["meals"] if m["meal"] == "edited-awayzq"]
    hers("note", str(meal["items"][0]["id"]), "itemnotezq")
    hers("note", meal["id"], "mealnotezq")
    hers("edit", meal["id"], "-m", "brunchzq")
    hers("log", "10ug takenoutzq tablet")
    (gone,) = [m for m in hers("show", "--json").json["meals"] if "takenoutzq" in str(m)]
    hers("remove", gone["id"])
    hers("symptom", "log", "achezq", "4", "symptomnotezq", "--own")
    hers("symptom", "log", "cramps", "4", "gonenotezq")
    hers("symptom", "remove", str(hers("symptom", "list", "--json").json[0]["id"]))
    hers("log", "10ug undonezq tablet")
    b12("undo")
    b12("log", "150g salmon")
    b12("--person", "bertildezq", "log", "100g zqfood")
    assert _left(diary) == {*HERS, *SHARED}


def _numbers(b12: B12, person: str) -> list[tuple[str, float]]:
    items = b12("today", "--json", "--person", person).json["items"]
    return [(one["food"], one["b12_ug"]) for one in items]


def test_nothing_of_a_purged_person_is_in_the_file(household: B12, diary: Path) -> None:
    others = [_numbers(household, name) for name in ("me", "bertildezq")]
    mine = {name: len(rows) for name, rows in dump(diary).items()}
    done = household("person", "remove", "xanthippe", "--yes", "--purge")
    assert (done.code, done.err) == (0, "")
    assert (
        "Purged Xanthippe with 2 meals, 3 foods eaten, 1 symptom; this can't be undone" in done.out
    )
    assert _left(diary) == set(SHARED)
    assert not diary.with_name(f"{diary.name}-journal").exists()
    assert [_numbers(household, name) for name in ("me", "bertildezq")] == others
    assert household("food", "show", "zqfood").code == 0
    left = {name: len(rows) for name, rows in dump(diary).items()}
    went = {name: mine[name] - left[name] for name in mine if mine[name] != left[name]}
    assert went == {"person": 1, "meal": 2, "item": 3, "symptom": 1}
    assert household("doctor", "--json").json[3]["ok"]


def test_the_others_undo_and_redo_past_it(household: B12, diary: Path) -> None:
    household("person", "remove", "xanthippe", "--yes", "--purge")
    at_first = dump(diary)
    summaries = [one["summary"] for one in household("history", "-n", "99", "--json").json]
    assert "Bertildezq: log for Sun 22 Nov 2026: Zqfood 100 g" in summaries
    assert "the rest of a change of somebody who was purged" in summaries  # the import
    assert any(one.startswith("add food Zqfood") for one in summaries), summaries
    steps = 0
    while household("undo").code == 0:
        steps += 1
    assert steps == 5
    assert [one["name"] for one in household("person", "list", "--json").json] == ["me"]
    assert household("today", "--json").json["items"] == []
    for _ in range(steps):
        assert household("redo").code == 0
    assert dump(diary) == at_first
    assert _left(diary) == set(SHARED)


def test_a_plain_removal_can_be_undone_and_then_purged(household: B12, diary: Path) -> None:
    household("person", "remove", "xanthippe", "--yes")
    assert _left(diary) == {*HERS, *SHARED}
    assert household("undo").code == 0
    assert household("person", "remove", "xanthippe", "--yes", "--purge").code == 0
    assert _left(diary) == set(SHARED)


def test_who_was_removed_plainly_is_purged_too(household: B12, diary: Path) -> None:
    for _ in range(2):
        household("person", "remove", "xanthippe", "--yes")
        household("person", "add", "Xanthippe")
    household("person", "remove", "xanthippe", "--yes")
    assert household("person", "remove", "xanthippe", "--yes").code == 1
    assert _left(diary) == {*HERS, *SHARED}
    assert household("person", "remove", "xanthippe", "--yes", "--purge").code == 0
    assert _left(diary) == set(SHARED)
    while household("undo").code == 0:
        pass
    assert [one["name"] for one in household("person", "list", "--json").json] == ["me"]


def test_the_backups_that_may_contain_it_are_named(
    household: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home / "kept copies"
    monkeypatch.setenv("B12_BACKUPS", str(folder))
    for _ in range(2):
        household("backup")
    damaged = sorted(folder.iterdir())[0].with_suffix(".damaged")
    damaged.write_bytes(b"Xanthippe")
    done = household("person", "remove", "xanthippe", "--yes", "--purge")
    commands = [line for line in done.out.splitlines() if line.startswith("  rm ")]
    assert len(commands) == 3
    for command in commands:
        subprocess.run(command, shell=True, check=True)
    assert list(folder.iterdir()) == []


def test_in_a_pipe_a_purge_needs_yes_and_the_last_person_stays(household: B12, diary: Path) -> None:
    before = dump(diary)
    refused = household("person", "remove", "xanthippe", "--purge")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "which can't be undone; confirm by --yes" in refused.err
    assert dump(diary) == before
    for name in ("xanthippe", "bertildezq"):
        assert household("person", "remove", name, "--yes", "--purge").code == 0
    before = dump(diary)
    refused = household("person", "remove", "me", "--yes", "--purge")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert dump(diary) == before


@pytest.mark.parametrize("answer", [True, False])
def test_a_terminal_asks_before_a_purge(
    household: B12, diary: Path, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    asked: list[str] = []

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return answer

    monkeypatch.setattr(choose, "asks", lambda: True)
    monkeypatch.setattr(click, "confirm", confirm)
    assert household("person", "remove", "xanthippe", "--purge").code == 0
    assert asked[0].endswith(", which can't be undone?")
    assert ("Xanthippe" in _left(diary)) is not answer


def test_a_purge_that_cannot_compact_names_doctor(
    household: B12, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise RefusedError(f"{path} is in use by another program; try again")

    with monkeypatch.context() as patched:
        patched.setattr(compacting, "compact", full)
        done = household("person", "remove", "xanthippe", "--yes", "--purge")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert done.out.startswith("Purged Xanthippe")
    assert "b12 doctor --compact" in done.err
    # Removed rows are overwritten.
    assert _left(diary) == set(SHARED)
    assert household("doctor", "--compact").code == 0
    assert _left(diary) == set(SHARED)


def test_compacting_leaves_no_trace_of_what_was_removed(b12: B12, diary: Path) -> None:
    # Without overwriting, as another program or an older release would.
    with closing(sqlite3.connect(diary, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE old (text TEXT)")
        many = [("takenoutzq " * 50,)] * 500
        connection.executemany("INSERT INTO old VALUES (?)", many)
        connection.execute("COMMIT")
        connection.execute("BEGIN")
        connection.execute("DROP TABLE old")
        connection.execute("COMMIT")
    b12("log", "10ug undonezq tablet")
    b12("undo")
    before, size = dump(diary), diary.stat().st_size
    assert _left(diary) == {"takenoutzq", "undonezq"}
    done = b12("doctor", "--compact")
    assert (done.code, done.err) == (0, "")
    assert "before" in done.out
    assert _left(diary) == {"undonezq"}
    assert diary.stat().st_size < size
    assert dump(diary) == before
    assert b12("redo").code == 0
    assert [item["food"] for item in b12("today", "--json").json["items"]] == ["undonezq tablet"]


def test_compacting_needs_a_diary_and_a_sound_one(b12: B12, diary: Path) -> None:
    assert b12("doctor", "--compact", "--json").code == 2
    with diary.open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * 8 * 4096)
    spoilt = diary.read_bytes()
    done = b12("doctor", "--compact")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert diary.read_bytes() == spoilt
    diary.unlink()
    done = b12("doctor", "--compact")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert not diary.exists()


@pytest.mark.parametrize(
    "words", [["person", "remove", "xanthippe", "--yes", "--purge"], ["doctor", "--compact"]]
)
def test_a_killed_purge_or_compaction_is_complete_or_has_no_effect(
    household: B12, diary: Path, words: list[str]
) -> None:
    whole, before = diary.read_bytes(), dump(diary)
    command = [sys.executable, "-m", "tracker", *words]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    took = time.monotonic() - started
    after = dump(diary)
    chance = random.Random(8)
    for _ in range(4):
        diary.write_bytes(whole)
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took * chance.uniform(0.4, 1))
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        with closing(sqlite3.connect(diary)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert dump(diary) in (before, after)
        diary.with_name(f"{diary.name}-journal").unlink(missing_ok=True)
