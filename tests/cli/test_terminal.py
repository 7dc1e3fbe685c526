"""Colours by meaning, where the user wants them; ASCII before lines are measured."""

import sys

import pytest
from click import unstyle

from tests.conftest import B12
from tests.terminals import on_terminal
from tracker.cli import terminal

_ON_TERMINALS = pytest.mark.skipif(sys.platform == "win32", reason="a Unix terminal")
_BLUE, _ORANGE, _PURPLE, _OLIVE, _RED = (f"\033[38;5;{n}m" for n in (32, 166, 133, 100, 196))
_DIM = "\033[2m"


@pytest.fixture
def logged(b12: B12) -> B12:
    """A week: met, below, open by an unknown food, a large dose, a gap, in part, and today."""
    b12("log", "3ug b12", "-d", "2026-11-16")
    b12("log", "1ug b12", "-d", "2026-11-17")
    b12("log", "1ug b12", "-d", "2026-11-18")
    b12("log", "--keep-unknown", "1 flumble", "-d", "2026-11-18")
    b12("log", "1000ug b12 tablet", "-d", "2026-11-19")
    b12("log", "1ug b12", "-d", "2026-11-21")
    b12("day", "partial", "2026-11-21")
    b12("log", "1ug b12")
    return b12


def _line(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if unstyle(line).strip().startswith(name))


def test_each_day_has_the_colour_of_how_it_stands(logged: B12) -> None:
    out = logged("week", "--color", "always").out
    assert out.count(_BLUE) == 2  # the bar and the share
    assert _BLUE in _line(out, "Mon 16 Nov ")
    assert _ORANGE in _line(out, "Tue 17 Nov ")
    assert _DIM in _line(out, "Wed 18 Nov ")
    assert _PURPLE in _line(out, "Thu 19 Nov ")
    assert f"{_DIM}nothing logged" in _line(out, "Fri 20 Nov ")
    assert _DIM in _line(out, "Sat 21 Nov ")
    assert _DIM in _line(out, "Sun 22 Nov ")
    assert _OLIVE in _line(out, "Wed 18 Nov: B12 unknown")
    # Without colours nothing is lost.
    assert unstyle(out) == logged("week").out


def test_where_a_regimen_is_followed_no_day_is_called_below(logged: B12) -> None:
    logged("regimen", "add", "1000ug", "tablet", "weekly", "--since", "2026-11-19")
    out = logged("week", "--color", "always").out
    assert _ORANGE not in out
    assert _ORANGE not in logged("today", "--color", "always").out


def test_today_is_open_until_it_is_over(logged: B12) -> None:
    assert f"{_DIM}Intake" in logged("today", "--color", "always").out
    assert f"{_ORANGE}Intake" in logged("today", "-d", "2026-11-17", "--color", "always").out
    assert f"{_BLUE}Intake" in logged("today", "-d", "2026-11-16", "--color", "always").out


def test_what_is_due_and_what_is_urgent_stands_out(b12: B12) -> None:
    b12("regimen", "add", "50ug", "daily", "--since", "2026-11-22")
    assert b12("due", "--color", "always").out.startswith(_ORANGE)
    b12("regimen", "add", "2000ug", "tablet", "weekly", "--since", "2026-01-01")
    assert b12("due", "--color", "always").out.startswith(_RED)
    assert _RED in b12("symptom", "log", "numb", "legs", "6", "--color", "always").out
    error = b12("--color", "always", "week", "-d", "xx").err
    assert error.startswith(f"{_RED}Error:\033[0m invalid date")


@pytest.mark.parametrize(
    ("words", "environment", "coloured"),
    [
        ("week", {}, False),
        ("week --color auto", {}, False),
        ("week --color always", {}, True),
        ("--color always week", {}, True),
        ("week --colour=always", {}, True),
        ("week", {"B12_COLOUR": "always"}, True),
        ("week --color never", {"B12_COLOUR": "always"}, False),
        ("week --color always", {"NO_COLOR": "1"}, True),
        ("week --color always", {"TERM": "dumb"}, True),
        ("week --json --color always", {}, False),
        ("week --csv --color always", {}, False),
    ],
)
def test_a_pipe_has_colours_only_if_they_are_asked_for(
    logged: B12, monkeypatch: pytest.MonkeyPatch, words: str, environment: dict[str, str],
    coloured: bool,
) -> None:  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\033" in logged(*words.split()).out) is coloured


@_ON_TERMINALS
@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize(
    ("words", "environment", "coloured"),
    [
        ("today -d 2026-11-16", {}, True),
        ("today -d 2026-11-16 --color never", {}, False),
        ("today -d 2026-11-16", {"NO_COLOR": "1"}, False),
        ("today -d 2026-11-16", {"TERM": "dumb"}, False),
        ("today -d 2026-11-16", {"B12_COLOUR": "never"}, False),
        ("today -d 2026-11-16", {"NO_COLOR": "1", "B12_COLOUR": "auto"}, True),
        ("--no-such-option", {}, True),
        ("--no-such-option", {"NO_COLOR": "1"}, False),
    ],
)
def test_a_terminal_has_colours_unless_they_are_not_wanted(
    words: str, environment: dict[str, str], coloured: bool
) -> None:
    _, shown = on_terminal(*words.split(), rows=100, environment=environment)
    assert ("\033[38" in shown) is coloured


def test_every_colour_is_legible_on_white_and_on_black() -> None:
    """WCAG 2.2 asks for a contrast of 3 : 1 at least, for large text."""
    for style in terminal._STYLES.values():
        if "fg" in style:
            light = _luminance(style["fg"])
            assert 1.05 / (light + 0.05) >= 3.5
            assert (light + 0.05) / 0.05 >= 3.5


def _luminance(colour: int) -> float:
    """Return the relative luminance of a colour of the cube of 6 × 6 × 6 (WCAG 2.2)."""
    steps = (0, 95, 135, 175, 215, 255)
    place = colour - 16
    parts = (steps[place // 36], steps[place // 6 % 6], steps[place % 6])
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in
              (part / 255 for part in parts)]  # fmt: skip
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("command", ["today", "week", "report", "sources", "advise", "config"])
def test_ascii_is_measured_after_it_is_translated(
    logged: B12, monkeypatch: pytest.MonkeyPatch, command: str, columns: int
) -> None:
    logged("log", "--keep-unknown", "1 flumble")
    monkeypatch.setattr(terminal, "is_terminal", lambda *_: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LC_ALL", "C")
    text = unstyle(logged(command).out)
    assert text.isascii()
    assert ">=" in text or command == "config"
    for line in text.splitlines():
        assert len(line) <= columns or (command == "config" and "/" in line), line


def test_a_pipe_never_wraps_a_cell(b12: B12) -> None:
    note = " ".join(["a long walk"] * 400)[:2000]
    b12("log", "2 eggs")
    assert b12("note", "1", note[:500]).code == 0
    (item,) = [line for line in b12("show").out.splitlines() if line.startswith("  1")]
    assert note[:500].strip() in item


def test_ascii_costs_a_name_its_accents_on_a_terminal_only(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    b12("log", "--keep-unknown", "1 smørebrød à la crème")
    assert "smørebrød à la crème" in b12("today").out
    assert "smørebrød à la crème" in b12("today", "--csv").out
    monkeypatch.setattr(terminal, "is_terminal", lambda *_: True)
    assert "smorebrod a la creme" in b12("today").out
