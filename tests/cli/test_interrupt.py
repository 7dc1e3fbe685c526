"""Ctrl-C after the commit: what is stored is said, and before it nothing is stored."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import B12, Result

# The first line of the reply, or the first write, is where the user presses Ctrl-C.
_PRESS = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
from tracker import cli
from tracker.cli import output
from tracker.database import history
def pressed(function):
    def press(*words, **others):
        os.kill(os.getpid(), signal.SIGINT)
        return function(*words, **others)
    return press
module, name = {"reply": (output, "_print"), "write": (history, "recorded")}[sys.argv[1]]
setattr(module, name, pressed(getattr(module, name)))
sys.exit(cli.run(sys.argv[2:]))
"""
_ROW = "Day,Time,Group,Food Name,Amount,B12 (Cobalamin) (µg)\n2020-01-01,,Lunch,Egg,100 g,1\n"


@pytest.fixture(scope="module")
def seeded(small: Path) -> Path:
    """Few foods, as the diary is copied and compared here again and again."""
    return small


def _press_at(moment: str, words: Sequence[str]) -> Result:
    done = subprocess.run(
        [sys.executable, "-c", _PRESS, moment, *words],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def logged(process: B12, diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(home)
    Path("servings.csv").write_text(_ROW, encoding="utf-8")
    assert process("log", "2 eggs").code == 0
    assert process("backup", "copies").code == 0
    assert process("export", "export.zip").code == 0
    assert process("person", "add", "Anna").code == 0
    (copy,) = Path("copies").iterdir()
    copy.rename("copy.db")
    return diary


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("log 150g salmon", "Not right? b12 undo"),
        ("undo", "Undone: add person Anna"),
        ("import cronometer servings.csv", "Imported 1 of 1 row"),
        ("restore copy.db", "Not right? The former diary is kept"),
        ("person remove Anna --yes --purge", "Purged Anna"),
        ("doctor --compact", "Compacted"),
        ("export out", "Exported to out"),
        ("export out.zip", "Exported to out.zip"),
        ("backup", "Backed up to"),
        ("chart week -o week.png", "me: Wrote week.png"),
        ("report --html page.html", "Wrote page.html"),
    ],
)
@pytest.mark.usefixtures("logged")
def test_what_is_stored_is_said(words: str, reply: str) -> None:
    done = _press_at("reply", words.split())
    assert done.code == 0, done.err
    assert reply in done.out
    assert "stopped" not in done.err


@pytest.mark.usefixtures("logged")
def test_what_is_stopped_before_the_commit_is_not_stored(process: B12) -> None:
    done = _press_at("write", ["log", "150g salmon"])
    assert (done.code, done.out, done.err) == (130, "", "\nError: stopped\n")
    assert "salmon" not in process("today").out


@pytest.mark.usefixtures("logged")
def test_reading_is_stopped_in_one_line() -> None:
    done = _press_at("reply", ["today"])
    assert (done.code, done.err.strip()) == (130, "Error: stopped")


@pytest.mark.usefixtures("logged")
def test_ctrl_c_while_a_command_is_loaded_is_no_traceback() -> None:
    script = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Press:
    def find_spec(self, name, *_):
        if name == "click":
            import os, signal
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Press())
from tracker.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_the_end_of_a_process_is_not_interrupted(logged: Path) -> None:
    command = [sys.executable, "-m", "tracker", "today", "--brief"]
    for _ in range(5):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert os.read(running.stdout.fileno(), 100)
            running.send_signal(signal.SIGINT)
            _, err = running.communicate()
        assert b"Traceback" not in err
