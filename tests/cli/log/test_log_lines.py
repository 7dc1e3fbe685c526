"""`b12 log` that asks food by food, and `b12 log -` that reads lines."""

import io
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from tests.conftest import B12, NOW, Result
from tracker.cli import choose
from tracker.cli.app import App
from tracker.cli.log import meals
from tracker.diary.model import When

Lines = Callable[..., Result]


def _items(b12: B12, *day: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = b12("today", "--json", *day).json["items"]
    return items


@pytest.fixture
def lines(b12: B12, monkeypatch: pytest.MonkeyPatch) -> Lines:
    """Run `b12 log -` with that on stdin."""

    def run(text: str | bytes, *words: str) -> Result:
        data = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return b12("log", "-", *words)

    return run


def test_lines_are_meals_and_one_step_of_undo(b12: B12, lines: Lines) -> None:
    result = lines(
        "\ufeff# my week\n"
        "\n"
        "2026-11-20 08:00 breakfast: 1 cup milk, 2 eggs\r\n"
        "yesterday: 100g 27042, 2 eggs\n"
        "yesterday dinner: 100g 27042\n"
        "08:00: injection 1000ug\n"
        "150g salmon"
    )
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Fri 20 Nov 2026, 08:00, breakfast: 1.99 µg",
        "Sat 21 Nov 2026: ≥ 0.89 µg",
        "Sat 21 Nov 2026, dinner: unknown",
        "Sun 22 Nov 2026, 08:00: an injection",
        "Sun 22 Nov 2026, 12:41: 4.58 µg",
        "Logged 7 items in 5 meals. Not right? b12 undo",
    ]
    (milk, egg) = _items(b12, "-d", "2026-11-20")
    assert (milk["meal"], milk["eaten_at"]) == ("breakfast", "2026-11-20T08:00+00:00")
    assert egg["food"] == "egg"
    assert "7 items in 5 meals" in b12("undo").out
    assert _items(b12, "-d", "2026-11-20") == _items(b12) == []


def test_options_apply_to_lines_without_their_own(b12: B12, lines: Lines) -> None:
    options = ["-d", "2026-11-20", "-t", "19:00", "-m", "dinner"]
    assert lines("2 eggs\n2026-11-19 00:00 snack: 1 cup milk\n", *options).code == 0
    (egg,) = _items(b12, "-d", "2026-11-20")
    assert (egg["meal"], egg["eaten_at"]) == ("dinner", "2026-11-20T19:00+00:00")
    (milk,) = _items(b12, "-d", "2026-11-19")
    assert (milk["meal"], milk["eaten_at"]) == ("snack", "2026-11-19T00:00+00:00")


def test_the_last_amount_may_be_in_an_earlier_line(b12: B12, lines: Lines) -> None:
    b12("log", "200g cheddar", "-d", "-3d")
    assert lines("yesterday: 150g salmon\nsalmon, cheddar\n").code == 0
    assert [item["grams"] for item in _items(b12)] == [150, 200]


def test_every_error_is_named_by_its_line_and_nothing_is_stored(
    b12: B12, lines: Lines, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "asks", lambda: True)  # and still it doesn't ask
    b12("person", "set", "--born", "2026-01-01")
    before = diary.read_bytes()
    result = lines(
        b"2 eggs\nlunch: unicorn\n\n25:00: 2 eggs\n2 flurbs salmon\n100g liver\n\xff eggs\n"
        b"2025-12-31: 2 eggs\nlunch:\n"
    )
    assert (result.code, result.out) == (2, "")
    assert [line.split(":")[1] for line in result.err.splitlines() if line[0] != " "] == [
        f" line {number}" for number in (2, 4, 5, 6, 7, 8, 9)
    ]
    assert "  25110140  Liver, beef" in result.err
    assert diary.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "code"),
    [("unicorn", 1), ("0g salmon", 2), ("0g salmon\nunicorn", 2), ("", 2), ("# 2 eggs\n\n", 2)],
)
def test_the_exit_code_is_the_highest(lines: Lines, text: str, code: int) -> None:
    result = lines(text)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("Error: ")


@pytest.mark.usefixtures("diary")
def test_lines_in_a_pipe(process: B12) -> None:
    result = process("log", "-", stdin="yesterday: 2 eggs\n1 cup milk\n")
    assert (result.code, result.out.splitlines()[-1]) == (
        0,
        "Logged 2 items in 2 meals. Not right? b12 undo",
    )
    assert "egg" in process("today", "-d", "yesterday").out


def test_without_words_stdin_is_not_read(process: B12) -> None:
    result = process("log", stdin="2 eggs\n")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert not Path(os.environ["B12_DB"]).exists()


def _typing(*said: str | type[BaseException]) -> Callable[[str], str]:
    left = iter(said)

    def read(prompt: str) -> str:
        assert prompt == "food: "
        line = next(left)
        if isinstance(line, str):
            return line
        raise line

    return read


_HERE = When(NOW.date(), NOW, "lunch")


@pytest.mark.parametrize("end", ["", "  ", EOFError])
def test_foods_typed_at_the_prompt_are_one_meal(
    b12: B12, capsys: pytest.CaptureFixture[str], end: str | type[BaseException]
) -> None:
    b12("log", "150g salmon", "-d", "yesterday")
    read = _typing("salmon", "1 cup milk, 2 eggs", "unicorn", "0g salmon", "100g liver", end)
    meals.log_by_prompt(App(), _HERE, read)
    said = capsys.readouterr()
    assert "As last time: salmon" in said.out
    assert "Logged for Sun 22 Nov 2026, 12:41, lunch:" in said.out
    assert "Today: 6.56 µg" in said.out
    assert said.err.count("Error: ") == 3
    assert "25110140" in said.err
    assert [(i["food"], i["meal"]) for i in _items(b12)] == [
        ("salmon", "lunch"),
        ("whole milk", "lunch"),
        ("egg", "lunch"),
    ]
    b12("undo")
    assert _items(b12) == []


def test_ctrl_c_at_the_prompt_asks_what_to_keep(
    b12: B12, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = diary.read_bytes()
    asked: list[str] = []

    def no(text: str, **_: bool) -> bool:
        asked.append(text)
        return False

    monkeypatch.setattr(click, "confirm", no)
    with pytest.raises(KeyboardInterrupt):
        meals.log_by_prompt(App(), _HERE, _typing("2 eggs, salmon", KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        meals.log_by_prompt(App(), _HERE, _typing(KeyboardInterrupt))
    meals.log_by_prompt(App(), _HERE, _typing("unicorn", EOFError))
    assert asked == ["\nStore the 2 foods typed so far?"]
    assert diary.read_bytes() == before
    monkeypatch.setattr(click, "confirm", lambda *_, **__: True)
    meals.log_by_prompt(App(), _HERE, _typing("2 eggs", KeyboardInterrupt))
    assert [item["food"] for item in _items(b12)] == ["egg"]


def test_a_line_is_taken_back(b12: B12, capsys: pytest.CaptureFixture[str]) -> None:
    typed = _typing("-", "150g salmon", "2 eggs, 1 cup milk", "-", "1 cup oat milk", "")
    meals.log_by_prompt(App(), _HERE, typed)
    said = capsys.readouterr()
    assert "There is no line to take back." in said.err
    assert "Taken back: egg 2 large, whole milk 1 cup" in said.err
    assert [item["food"] for item in _items(b12)] == ["salmon", "oat milk"]


def test_an_error_comes_before_a_question_and_the_list_after_a_wrong_answer(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["0", "99", "1"])
    monkeypatch.setattr(choose, "asks", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(answers))
    result = b12("log", "100g liver, unicorn")
    assert (result.code, result.out) == (1, "")
    assert 'no food is called "unicorn"' in result.err
    assert "could be" not in result.err
    result = b12("log", "100g liver")
    assert result.code == 0
    assert result.err.count('"liver" could be:') == 2


# What `read` returns after a second without output.
_NOTHING = b" "


class Terminal:
    """`b12` on a pseudo-terminal, typed at key by key."""

    def __init__(self, *words: str) -> None:
        import pty

        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.environ["TERM"] = "dumb"
            # Tests that run in the background may have inherited an ignored SIGINT.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execv(sys.executable, [sys.executable, "-m", "tracker", *words])
        self._shown = b""

    def after(self, said: str, keys: str) -> None:
        """Wait for new output, then type."""
        self.wait(said)
        os.write(self._fd, keys.encode())

    def wait(self, said: str) -> str:
        """Return the output up to that text."""
        until = time.monotonic() + 30
        while said.encode() not in self._shown:
            assert time.monotonic() < until, self._shown
            self._read()
        shown, _, self._shown = self._shown.partition(said.encode())
        return shown.decode()

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C until it ends: CPython loses one that comes as a prompt is being set up."""
        os.write(self._fd, b"\x03")
        until = time.monotonic() + 30
        while found := self._read():
            assert time.monotonic() < until, self._shown
            if found == _NOTHING:
                os.write(self._fd, b"\x03")
        return self.end()

    def end(self) -> tuple[int, str]:
        """Return the exit code and the output since."""
        until = time.monotonic() + 30
        while self._read():
            assert time.monotonic() < until, self._shown
        _, status = os.waitpid(self._pid, 0)
        os.close(self._fd)
        self._pid = 0
        return os.waitstatus_to_exitcode(status), self._shown.decode()

    def close(self) -> None:
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            self.end()

    def _read(self) -> bytes:
        try:
            ready, _, _ = select.select([self._fd], [], [], 1)
            found = os.read(self._fd, 4096) if ready else _NOTHING
        except OSError:  # the other side is closed
            return b""
        self._shown += found if ready else b""
        return found


@pytest.fixture
def terminal(diary: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def run(*words: str) -> Terminal:
        opened.append(Terminal(*words))
        return opened[-1]

    yield run
    for one in opened:
        one.close()


_on_terminals = pytest.mark.skipif(sys.platform == "win32", reason="a Unix terminal")


@_on_terminals
@pytest.mark.parametrize("end", ["\n", "\x04"])
def test_a_terminal_asks_until_an_empty_line(
    terminal: Callable[..., Terminal], process: B12, end: str
) -> None:
    typed = terminal("log", "-m", "lunch")
    typed.after("food: ", "2 eggs\n")
    typed.after("0.89 µg", "")
    typed.after("food: ", "100g liver\n")
    typed.after("Which one", "2\n")
    typed.after("food: ", end)
    code, shown = typed.end()
    assert code == 0
    assert "Liver, chicken" in shown
    meals = [(i["food"], i["meal"]) for i in process("today", "--json").json["items"]]
    assert meals == [("egg", "lunch"), ("Liver, chicken", "lunch")]


@_on_terminals
@pytest.mark.parametrize("question", [False, True])
def test_ctrl_c_on_a_terminal_stores_nothing(
    terminal: Callable[..., Terminal], process: B12, question: bool
) -> None:
    typed = terminal("log")
    typed.after("food: ", "2 eggs\n")
    # Not the echo of the line, which begins with the prompt too.
    typed.after("0.89 µg", "")
    if question:
        typed.after("food: ", "100g liver\n")
        typed.after("Which one", "")
    else:
        typed.after("food: ", "")
    code, shown = typed.stop()
    assert (code, "stopped" in shown) == (130, True)
    assert process("today", "--json").json["items"] == []


@_on_terminals
def test_tab_completes_a_name(terminal: Callable[..., Terminal], process: B12) -> None:
    pytest.importorskip("readline")
    typed = terminal("log")
    typed.after("food: ", "2 eggs, 150g camem\t\n")
    typed.after("food: ", "\n")
    assert typed.end()[0] == 0
    assert process("today", "--json").json["items"][1]["food"] == "camembert"


def test_waiting_for_lines_holds_no_lock(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another log succeeds while the lines are read."""

    class Slow:
        def read(self) -> bytes:
            assert b12("log", "1 egg").code == 0
            return b"2 eggs\n"

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Slow(), "isatty": bool}))
    assert b12("log", "-").code == 0
    assert len(_items(b12)) == 2
