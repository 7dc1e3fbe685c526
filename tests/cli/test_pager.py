"""What is longer than the screen is shown in the user's pager, and nothing else is."""

import sys
from pathlib import Path

import pytest

from tests.conftest import B12
from tests.terminals import on_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a Unix terminal")

# A pager that shows that it was there.
_MARKING = {"B12_PAGER": "sh -c 'echo PAGED; cat'"}


@pytest.fixture
def logged(b12: B12) -> B12:
    for day in range(1, 20):
        b12("log", "2 eggs", "-d", f"2026-11-{day:02}")
    return b12


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize(
    ("words", "rows", "paged"),
    [
        ("history -n 100", 10, True),
        ("history -n 100", 60, False),
        ("history -n 2", 10, False),
        ("history -n 100 --json", 10, True),
        ("food find egg", 5, True),
        # A write, and what asks.
        ("log 2 eggs", 2, False),
        ("undo", 1, False),
    ],
)
def test_only_what_is_read_and_longer_than_the_screen_is_paged(
    words: str, rows: int, paged: bool
) -> None:
    code, shown = on_terminal(*words.split(), rows=rows, environment=_MARKING)
    assert code == 0
    assert ("PAGED" in shown) is paged


@pytest.mark.usefixtures("logged")
def test_lines_that_the_terminal_wraps_count_as_several() -> None:
    words = ("history", "-n", "4", "--json")
    count = on_terminal(*words, rows=100)[1].count("\n")
    assert "PAGED" not in on_terminal(*words, rows=count + 1, environment=_MARKING)[1]
    assert "PAGED" in on_terminal(*words, rows=count, environment=_MARKING)[1]
    assert "PAGED" in on_terminal(*words, rows=count + 1, columns=20, environment=_MARKING)[1]


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize(
    "pager",
    [
        {"PAGER": ""},
        {"PAGER": "cat"},
        {"B12_PAGER": "", "PAGER": "less"},
        {"B12_PAGER": "'unfinished"},
        {"B12_PAGER": "no-such-program"},
    ],
)
def test_a_user_without_a_pager_gets_the_text(pager: dict[str, str]) -> None:
    code, shown = on_terminal("history", "-n", "100", rows=10, environment=pager)
    assert (code, "PAGED" in shown) == (0, False)
    assert shown.count("log for") == 19


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize("pager", ["head -1", "sh -c 'exit 3'", "true"])
def test_who_leaves_the_pager_early_has_what_they_want(pager: str) -> None:
    code, shown = on_terminal(
        "food", "find", "milk", "-n", "1000", rows=10, environment={"B12_PAGER": pager}
    )
    assert code == 0
    assert "Error" not in shown
    assert "Traceback" not in shown


@pytest.mark.usefixtures("logged")
def test_ctrl_c_is_the_pagers() -> None:
    pager = "sh -c 'trap \"echo INTERRUPTED; exit\" INT; echo READY; while :; do sleep 0.1; done'"
    words = ("food", "find", "milk", "-n", "1000", "--json")
    code, shown = on_terminal(*words, rows=10, keys=["\x03"], environment={"B12_PAGER": pager})
    assert code == 0
    assert "INTERRUPTED" in shown
    assert "stopped" not in shown


@pytest.mark.usefixtures("logged")
def test_the_exit_code_is_that_of_the_command(b12: B12) -> None:
    b12("regimen", "add", "2000ug", "tablet", "weekly", "--since", "2026-01")
    code, shown = on_terminal("due", rows=1, environment=_MARKING)
    assert code == 4
    assert "PAGED" in shown


def test_a_question_and_its_choices_are_not_kept_back(diary: Path) -> None:
    words = ("food", "show", "liver")
    code, shown = on_terminal(*words, rows=10, keys=["1\n"], environment=_MARKING)
    assert code == 0
    before, _, after = shown.partition("Which one")
    assert '"liver" could be:' in before
    assert "Portions" in after
    assert "PAGED" not in shown


@pytest.mark.usefixtures("logged")
def test_a_pipe_is_never_paged(process: B12) -> None:
    assert "PAGED" not in process("history", "-n", "100", **_MARKING).out
