"""Text on a terminal: broken between words, with figures whole; on one line in a pipe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import B12
from tracker.cli import wrapping

_WORDS = st.lists(st.sampled_from(["≥", "4.31", "µg", "%", "a", "milk", "2026-11-22", "-", "鮭"]))


@given(_WORDS.map(" ".join), st.integers(20, 60))
def test_no_word_is_lost_and_no_line_is_wider(text: str, width: int) -> None:
    lines = wrapping.lines(text, width)
    assert " ".join(lines).split() == text.split()
    # Figures with their signs and units hold together, however many follow each other.
    assert max(len(line) for line in lines) <= max(width, len(text) if "4.31" in text else 0)


def test_in_a_pipe_it_is_one_line() -> None:
    text = "word " * 100
    assert wrapping.lines(text, None) == [text]


def test_a_figure_keeps_its_sign_and_unit() -> None:
    text = "Intake of the day: ≥ 4.31 µg, 108 % of it"
    assert wrapping.lines(text, 22) == ["Intake of the day:", "≥ 4.31 µg, 108 % of it"]
    assert wrapping.lines("Intake of the days: >= 4.31 ug", 24)[1] == ">= 4.31 ug"


def test_lines_below_the_first_stand_under_its_text() -> None:
    assert wrapping.lines("- one two three four five six", 20) == [
        "- one two three four",
        "  five six",
    ]
    assert wrapping.lines("   1  Liver, beef, cooked", 20) == [
        "   1  Liver, beef,",
        "      cooked",
    ]
    assert wrapping.lines("  12 weeks; a full mark is", 20)[1] == "  mark is"


def test_a_path_a_date_and_a_hyphen_stay_whole() -> None:
    path = "/home/me/a-folder-with-a-long-name/diary.db"
    assert wrapping.lines(f"Wrote {path}", 24) == ["Wrote", path]
    assert wrapping.lines("from there until 2026-11-22", 24)[1] == "2026-11-22"


def test_a_character_may_take_two_cells() -> None:
    assert wrapping.lines("焼き鮭 定食 味噌汁 納豆", 20) == ["焼き鮭 定食 味噌汁", "納豆"]


def test_errors_wrap_on_a_terminal_and_are_one_line_in_a_pipe(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("symptom", "log", "crumps", "4")
    assert b12(*words).err.count("\n") == 1
    monkeypatch.setattr(wrapping, "width_of", lambda _stream: 40)
    lines = b12(*words).err.splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 40
