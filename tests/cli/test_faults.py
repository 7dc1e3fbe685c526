"""Full and read-only disks, unusual paths and special files: one line of error, and no loss.

Damaged, foreign and newer files are in `test_doctor.py` and `tests/database/test_migrate.py`.
"""

import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12, Result
from tests.dumping import dump

_MOST_BYTES = 8_000


@pytest.fixture(scope="module")
def seeded(small: Path) -> Path:
    """Few foods, as the diary is copied and compared here again and again."""
    return small


def _b12(*words: str, prepare: Callable[[], None] | None = None) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "tracker", *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        preexec_fn=prepare,
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


# The largest size of a file: beyond it a write fails as on a full disk.
_full = partial(
    _b12, prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_BYTES, _MOST_BYTES))
)


@pytest.fixture
def logged(b12: B12, diary: Path) -> Path:
    """A diary with a meal."""
    diary.chmod(0o600)
    assert b12("log", "2 eggs").code == 0
    return diary


@pytest.mark.parametrize("words", [["log", "150g salmon"], ["undo"], ["backup"]])
def test_a_full_disk_loses_no_stored_item(logged: Path, home: Path, words: list[str]) -> None:
    before = dump(logged)
    done = _full(*words)
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert dump(logged) == before
    assert list((home / "backups").glob("*")) == []


def test_a_new_diary_on_a_full_disk_is_created_by_the_next_command(home: Path) -> None:
    done = _full("log", "2 eggs")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert _b12("log", "2 eggs").code == 0
    assert _b12("today").out.count("egg") == 1


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["chart", "week", "-o"], "week.png"),
        (["chart", "trend", "-o"], "trend.svg"),
        (["report", "--html"], "page.html"),
        (["export"], "diary.zip"),
        (["export"], "diary"),
    ],
)
def test_what_a_full_disk_cuts_off_leaves_nothing_half_done(
    logged: Path, home: Path, words: list[str], name: str
) -> None:
    out = home / "out"
    out.mkdir()
    if "." in name and words != ["export"]:
        (out / name).write_text("the one of last week")
    before = {one.name: one.read_bytes() for one in out.iterdir()}
    with closing(sqlite3.connect(logged)) as connection:
        # More than fits, and incompressible.
        for number in range(40):
            connection.execute(
                "INSERT INTO item (meal_id, food, origin, source, amount, measure, usual, "
                "lower_bound, note) SELECT meal_id, food, origin, source, amount, measure, usual, "
                "lower_bound, ? FROM item LIMIT 1",
                (f"{number} {os.urandom(1000).hex()}",),
            )
        connection.commit()
    done = _full(*words, str(out / name))
    # A report first notes where the diary begins.
    notes = done.err.count("The diary begins on")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1 + notes)
    assert f"{name} can't be written" in done.err
    assert {one.name: one.read_bytes() for one in out.iterdir()} == before


def test_an_interrupted_demo_does_not_block_the_next(home: Path) -> None:
    file = home / "out" / "example.db"
    file.parent.mkdir()
    done = _full("demo", str(file))
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert done.err.startswith(f"Error: {file} can't be created: ")
    assert list(file.parent.iterdir()) == []
    killed = subprocess.Popen([sys.executable, "-m", "tracker", "demo", str(file)])
    while not any(one.stat().st_size for one in file.parent.iterdir()) and killed.poll() is None:
        time.sleep(0.001)
    killed.kill()
    assert killed.wait() == -signal.SIGKILL
    assert not file.exists()
    assert _b12("demo", str(file)).code == 0
    assert "Sam" in _b12("person", "--db", str(file)).out


def test_a_picture_replaces_the_target_of_a_link(b12: B12, logged: Path) -> None:
    folder = logged.parent
    (folder / "real.svg").write_text("old")
    (folder / "link.svg").symlink_to("real.svg")
    assert b12("chart", "week", "-o", str(folder / "link.svg")).code == 0
    assert (folder / "link.svg").is_symlink()
    assert "<svg" in (folder / "real.svg").read_text(encoding="utf-8")
    assert {one.name for one in folder.iterdir()} == {"diary.db", "real.svg", "link.svg"}


def test_a_page_can_go_into_a_pipe(logged: Path) -> None:
    done = _b12("report", "--html", "/dev/stdout")
    assert (done.code, done.err.count("Error")) == (0, 0)
    assert "</html>" in done.out


@pytest.mark.skipif(shutil.which("unshare") is None, reason="there is no unshare here")
def test_a_disk_that_is_read_only_can_be_read(logged: Path, home: Path) -> None:
    folder = logged.parent
    script = f"""
mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99
for words in 'today --brief -d 2026-11-22' 'log 150g salmon' 'undo' 'doctor'; do
  {sys.executable} -m tracker $words 2>&1; echo "code $?"
done
"""
    command = ["unshare", "--mount", "sh", "-c", script, "sh", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode in (1, 99):
        pytest.skip("nothing may be mounted here")
    today, log, undo, doctor, end = re.split(r"(?<=code \d\n)", done.stdout)
    assert today == "0.89 of 2.4 µg, 37 %\ncode 0\n"
    for said in (log, undo):
        assert "the file is read-only; nothing was stored; b12 doctor says" in said
        assert (said.count("\n"), said[-2:]) == (2, "3\n")
    assert "its disk is read-only" in doctor
    assert (doctor[-2:], end) == ("1\n", "")


def test_damage_is_reported_with_the_command_that_helps(b12: B12, logged: Path) -> None:
    logged.write_bytes(logged.read_bytes()[:200_000])
    for words in (["today"], ["log", "2 eggs"], ["undo"], ["week"], ["report"]):
        done = b12(*words)
        assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
        assert done.err.endswith("damaged; b12 doctor says what to do\n")


def test_invalid_utf8_in_the_file_is_damage(b12: B12, logged: Path) -> None:
    with closing(sqlite3.connect(logged)) as connection:
        connection.execute("UPDATE item SET food = CAST(x'65ff67' AS TEXT)")
        connection.commit()
    for words in (["today"], ["show"], ["report"], ["export", "out.zip"]):
        done = b12(*words)
        *notes, said = done.err.splitlines()
        assert (done.code, len(notes)) == (3, done.err.count("The diary begins on")), done
        assert "is damaged" in said


@pytest.mark.parametrize("words", [["today"], ["log", "2 eggs", "-d", "yesterday"], ["backup"]])
def test_a_pipe_is_refused_as_a_diary(b12: B12, logged: Path, words: list[str]) -> None:
    pipe = logged.with_name("pipe.db")
    os.mkfifo(pipe)
    done = b12(*words, "--db", str(pipe))
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert "no regular file" in done.err
    assert "no regular file" in b12("doctor", "--db", str(pipe)).out


@pytest.mark.parametrize(
    "words", [["import", "cronometer"], ["food", "import"], ["import", "native"]]
)
def test_a_pipe_is_refused_as_an_import(b12: B12, logged: Path, words: list[str]) -> None:
    pipe = logged.with_name("pipe.csv")
    os.mkfifo(pipe)
    before = dump(logged)
    done = b12(*words, str(pipe))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "not a regular file" in done.err
    assert dump(logged) == before


def test_links_lead_to_the_diary_or_to_an_error(b12: B12, logged: Path) -> None:
    link, loop = logged.with_name("link.db"), logged.with_name("loop.db")
    link.symlink_to(logged.name)
    loop.symlink_to(loop.name)
    assert b12("log", "150g salmon", "--db", str(link)).code == 0
    assert b12("today").out.count("salmon") == 1
    assert not logged.with_name("link.db-journal").exists()
    done = b12("log", "2 eggs", "--db", str(loop))
    assert (done.code, done.err.count("\n")) == (3, 1)
    assert b12("doctor", "--db", str(loop)).code == 1


@pytest.mark.parametrize(
    "journal", [b"", b"no journal", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", b"\0" * 5000]
)
def test_a_stale_journal_changes_nothing(b12: B12, logged: Path, journal: bytes) -> None:
    before = dump(logged)
    logged.with_name("diary.db-journal").write_bytes(journal)
    assert b12("today").out.count("egg") == 1
    assert dump(logged) == before
    assert b12("log", "150g salmon").code == 0
    assert b12("doctor", "--json").json[2]["ok"]


def test_an_unexpected_end_of_a_file_is_reported_as_a_bug(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(_: object) -> None:
        raise EOFError("marshal data too short")

    monkeypatch.setattr("tracker.cli.app.App.today", property(cut_off))
    with pytest.raises(EOFError, match="too short"):
        b12("today")


def test_a_diary_may_have_any_file_name(b12: B12, logged: Path, home: Path) -> None:
    name = "-my ü 50%20 what?#d'\"\u202e\n\udcff.db"
    path = str(home / name)
    shutil.copy(logged, path)
    assert b12("log", "150g salmon", "-d", "yesterday", "--db", path).code == 0
    made = b12("backup", "--db", path)
    assert (made.code, made.out.count("\n")) == (0, 1)
    (copy,) = (home / "backups").iterdir()
    assert b12("undo", "--db", path).code == 0
    assert b12("restore", str(copy), "--db", path).code == 0
    assert b12("today", "-d", "yesterday", "--db", path).out.count("salmon") == 1
    assert b12("doctor", "--db", path).out.count("whole") == 1


def test_a_circle_of_links_is_one_line(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    for name in ("week.png", "out.zip"):
        Path(name).symlink_to(name)
    for words in (["chart", "week", "-o", "week.png"], ["export", "out.zip"]):
        done = b12(*words)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert "Too many levels of symbolic links" in done.err


@pytest.mark.parametrize(
    "words",
    ["export x.zip", "export x", "chart week -o week.png", "report --html p.html", "demo",
     "backup .", "restore x.db", "import native x", "food import x.json", "doctor --db x.db",
     "log egg --db x.db"],
)  # fmt: skip
def test_a_current_folder_that_was_removed_is_one_line(
    process: B12, logged: Path, home: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    gone = home / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    gone.rmdir()
    assert "egg" in process("history").out
    done = process(*words.split())
    assert done.code in (1, 2, 3)
    assert done.err.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize("zone", ["UTC+25", "UTC-24", "XXX+167"])
def test_a_time_zone_a_day_off_is_refused(process: B12, logged: Path, zone: str) -> None:
    for words in (["today"], ["log", "egg"], ["doctor"]):
        done = process(*words, TZ=zone)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert f'invalid time zone TZ="{zone}"' in done.err


_ROWS = (
    "Day,Food Name,Amount,B12 (Cobalamin) (µg)\n2020-01-01,Egg,100 g,1\n2020-01-02,Egg,100 g,2\n"
)
_FOODS = '{"foods": [{"fdcId": 1, "description": "Egg", "dataType": "Branded"}]}'


@pytest.mark.parametrize("words", ["import cronometer", "import native", "food import"])
@pytest.mark.parametrize("change", ["replaced", "cut", "longer"])
def test_a_file_that_changes_while_it_is_read_is_not_imported(
    b12: B12, logged: Path, home: Path, monkeypatch: pytest.MonkeyPatch, words: str, change: str
) -> None:
    from tracker.exchange import files

    file = home / "file"
    if words == "import native":
        assert b12("export", str(file)).code == 0
        assert b12("undo").code == 0
        changed = file / "items.csv"
    else:
        file.write_text(_ROWS if "cronometer" in words else _FOODS, encoding="utf-8")
        changed = file
    before = dump(logged)
    buffered = files._buffered

    def meanwhile(*words: Any) -> Any:
        opened = buffered(*words)
        if change == "replaced":
            shutil.copy(changed, home / "another")
            (home / "another").replace(changed)
        elif change == "cut":
            with changed.open("r+b") as other:
                other.truncate(changed.stat().st_size - 1)
        else:
            with changed.open("ab") as other:
                other.write(b"\n")
        monkeypatch.setattr(files, "_buffered", buffered)
        return opened

    monkeypatch.setattr(files, "_buffered", meanwhile)
    done = b12(*words.split(), str(file))
    assert (done.code, done.out) in ((1, ""), (2, "")), done
    assert dump(logged) == before
    if change == "replaced":
        assert "file was changed while it was read, and nothing is imported" in done.err


_ENDS = [("history", 0), ("food find cheese -n 300", 0), ("report --json", 0), ("--help", 0),
         ("log 150g salmon", 0), ("lgo", 2), ("remove 99", 1)]  # fmt: skip


@pytest.fixture
def buffered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python write when its buffer is full and at exit, as for a user."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.mark.parametrize(("words", "code"), _ENDS)
@pytest.mark.parametrize("errors_too", [False, True])
def test_a_closed_pipe_is_no_error(
    logged: Path, buffered: None, words: str, code: int, errors_too: bool
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "tracker", *words.split()]
    errors = writing if errors_too else subprocess.PIPE
    done = subprocess.run(command, stdout=writing, stderr=errors, text=True, check=False)
    os.close(writing)
    assert done.returncode == code
    for word in ("Broken", "Traceback", "ignored"):
        assert word not in (done.stderr or "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(("words", "code"), _ENDS)
@pytest.mark.parametrize("errors_too", [False, True])
def test_a_reply_that_cannot_be_written_is_one_line(
    logged: Path, buffered: None, words: str, code: int, errors_too: bool
) -> None:
    command = [sys.executable, "-m", "tracker", *words.split()]
    with Path("/dev/full").open("w") as full:
        errors = full if errors_too else subprocess.PIPE
        done = subprocess.run(command, stdout=full, stderr=errors, text=True, check=False)
    assert done.returncode == (code or 1)
    if not errors_too:
        notes = done.stderr.count("The diary begins on")
        assert done.stderr.count("\n") == 1 + notes
        assert code or "the output can't be written: No space left on device" in done.stderr


def test_what_the_process_itself_could_not_write_is_no_warning(
    logged: Path, buffered: None
) -> None:
    # Text that waits in the buffer is written when Python exits.
    script = """
import sys
from tracker import __main__
sys.stdout.write("x")
sys.argv[1:] = ["history"]
__main__.main()
"""
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    "words",
    [
        "today", "show", "week", "report --csv", "sources --json", "chart week", "advise", "often",
        "history", "symptom list", "lab list", "person", "food find cheese", "alias list",
        "unknown", "unknown set stew 1ug/100g",
        "recipe list", "export out.zip", "backup", "import cronometer rows.csv --dry-run", "undo",
        "redo", "remove 1", "edit 1 --amount 3", "note 1 x", "again", "copy yesterday",
        "lab remove 1",
    ],
)  # fmt: skip
def test_a_mistyped_path_is_no_new_diary(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.chdir(home)
    Path("rows.csv").write_text(_ROWS, encoding="utf-8")
    for option in (["--db", "mistyped.db"], []):
        monkeypatch.setenv("B12_DB", str(home / "mistyped.db"))
        done = b12(*words.split(), *option)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1), done
        assert "mistyped.db: there is no diary yet" in done.err
    assert not list(home.glob("mistyped*"))


@pytest.mark.parametrize("words", ["food find cheese", "today", "week", "person"])
@pytest.mark.file
def test_the_usual_place_is_no_slip(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.delenv("B12_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    done = b12(*words.split())
    assert done.code == 0
    assert "New diary" in done.err


@pytest.mark.parametrize(
    "words", ["log 2 eggs", "person add Anna", "import cronometer rows.csv", "food add oat "
              "--per 100g --b12 1ug", "symptom log cramps 3", "day fast yesterday"],
)  # fmt: skip
def test_the_first_command_that_stores_something_creates_the_diary(
    process: B12, home: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    Path("rows.csv").write_text(_ROWS, encoding="utf-8")
    done = process(*words.split(), "--db", "new.db")
    assert (done.code, "New diary: new.db" in done.err) == (0, True)
    assert process("today", "--db", "new.db").code == 0
