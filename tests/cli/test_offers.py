"""What Tab offers for options and arguments, as zsh gets it: a value and its explanation."""

import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import B12
from tests.test_house import _commands
from tracker.cli import b12 as root
from tracker.cli import offers, shell
from tracker.cli.app import App

Tab = Callable[..., dict[str, str]]


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch, b12: B12, capsys: pytest.CaptureFixture[str]) -> Tab:
    """Press Tab after the words, in this process, at NOW."""

    def press(*words: str) -> dict[str, str]:
        capsys.readouterr()
        monkeypatch.setenv("COMP_WORDS", "\n".join(("b12", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        monkeypatch.setenv(shell.VARIABLE, "zsh_complete")
        with pytest.raises(SystemExit) as ended:
            root.main(args=[], prog_name="b12", complete_var=shell.VARIABLE)
        printed = capsys.readouterr()
        assert (ended.value.code, printed.err) == (0, "")
        monkeypatch.delenv(shell.VARIABLE)
        return dict(_pairs(printed.out))

    return press


def _pairs(printed: str) -> Iterator[tuple[str, str]]:
    lines = printed.strip("\n").split("\n") if printed.strip() else []
    for kind, value, said in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        assert kind == "plain"
        yield value, said.replace("_", "", 1) if said == "_" else said


def test_people(b12: B12, tab: Tab) -> None:
    b12("person", "add", "Anna Maria")
    assert list(tab("--person", "")) == ["me", "Anna Maria"]
    for words in (
        ["log", "--person"],
        ["again", "--of"],
        ["person", "remove"],
        ["person", "rename"],
    ):
        assert list(tab(*words, "an")) == ["anna Maria"]


def test_meals_come_by_how_often_they_were_logged(b12: B12, tab: Tab) -> None:
    b12("log", "2 eggs, 1 cup milk", "-m", "late supper")
    b12("log", "2 eggs", "-m", "breakfast")
    b12("log", "2 eggs", "-m", "lunch", "-d", "-200d")
    offered = tab("log", "-m", "")
    assert list(offered) == ["late supper", "breakfast", "lunch", "dinner", "snack"]
    assert offered["late supper"] == "2 items"
    assert list(tab("again", "l")) == ["late supper", "lunch"]
    assert list(tab("again", "late", "")) == ["supper"]


def test_the_person_of_the_option_is_asked(b12: B12, tab: Tab) -> None:
    b12("person", "add", "Anna")
    b12("--person", "anna", "log", "2 eggs", "-m", "brunch")
    assert "brunch" in tab("--person", "anna", "again", "")
    assert "brunch" in tab("again", "--person", "anna", "")
    assert "brunch" not in tab("again", "")


def test_days_are_words_and_those_that_are_logged(b12: B12, tab: Tab) -> None:
    b12("log", "2 eggs, 1 cup milk", "-d", "-20d")
    offered = tab("today", "-d", "")
    assert list(offered) == [
        "today", "yesterday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "2026-11-02",
    ]  # fmt: skip
    assert offered["yesterday"] == "Sat 21 Nov 2026"
    assert offered["2026-11-02"] == "Mon 2 Nov 2026: 2 items"
    assert list(tab("copy", "y")) == ["yesterday"]
    assert list(tab("day", "fast", "2026")) == ["2026-11-02"]


def test_the_numbers_of_meals_and_items_come_with_their_foods(b12: B12, tab: Tab) -> None:
    b12("log", "2 eggs", "-d", "yesterday")
    b12("log", "150g salmon, 1 cup milk", "-m", "lunch")
    offered = tab("edit", "")
    assert list(offered) == ["m2", "2", "3", "m1", "1"]
    assert offered["m2"] == "Sun 22 Nov 2026, lunch: salmon, whole milk"
    assert offered["1"] == "Sat 21 Nov 2026: 2 large egg"
    assert list(tab("rm", "2", "m")) == ["m2", "m1"]
    assert list(tab("note", "3")) == ["3"]


def test_symptoms_and_values(b12: B12, tab: Tab) -> None:
    b12("symptom", "log", "restless", "legs", "3", "--own")
    b12("symptom", "log", "cramps", "6")
    b12("symptom", "log", "cramps", "5", "-d", "yesterday")
    b12("lab", "log", "b12", "310", "pg/mL")
    assert list(tab("symptom", "log", ""))[:2] == ["muscle cramps", "restless legs"]
    assert list(tab("symptom", "log", "muscle", "c")) == ["cramps"]
    assert tab("symptom", "log", "muscle", "cramps", "") == {}
    removable = tab("symptom", "remove", "")
    assert removable["2"] == "muscle cramps 6, Sun 22 Nov 2026"
    assert len(removable) == 3
    assert tab("lab", "remove", "") == {"1": "b12 310 pg/mL, Sun 22 Nov 2026"}


def test_tests_and_the_units_of_each(tab: Tab) -> None:
    assert list(tab("lab", "log", "")) == ["b12", "active-b12", "mma", "homocysteine"]
    assert list(tab("lab", "log", "b12", "310", "")) == ["pg/mL", "ng/L", "pmol/L"]
    assert tab("lab", "log", "b12", "") == {}


def test_conditions_and_regimens(b12: B12, tab: Tab) -> None:
    b12("person", "condition", "add", "metformin", "--since", "2024-03")
    b12("regimen", "add", "2000ug tablet weekly")
    assert "pernicious-anaemia" in tab("person", "condition", "add", "per")
    assert tab("person", "condition", "end", "") == {"metformin": "from Fri 1 Mar 2024"}
    assert tab("regimen", "end", "") == {"1": "2000 µg tablet weekly from Sun 22 Nov 2026"}


def test_what_people_define(b12: B12, tab: Tab) -> None:
    b12("recipe", "add", "liver pâté", "2 eggs", "--makes", "4")
    b12("alias", "set", "my cereal", "08013")
    b12("log", "--keep-unknown", "2 flumbles")
    assert tab("recipe", "show", "") == {"liver pâté": "makes 4"}
    assert list(tab("recipe", "edit", "l")) == ["liver pâté"]
    assert list(tab("alias", "remove", "my")) == ["my cereal"]
    assert tab("unknown", "set", "fl") == {"flumbles": "1 ×"}


def test_periods(b12: B12, tab: Tab) -> None:
    b12("log", "2 eggs", "-d", "2025-03-01")
    assert "12w" in tab("report", "--last", "")
    assert list(tab("report", "--month", "2026-1")) == ["2026-11", "2026-10"]
    assert list(tab("report", "--year", "")) == ["2026", "2025"]


def test_help_offers_commands_and_topics(tab: Tab) -> None:
    assert list(tab("help", "exit")) == ["exit-codes"]
    assert list(tab("help", "person", "con")) == ["condition"]
    assert tab("help", "week", "") == {}


def test_foods_that_are_eaten_most_come_first(b12: B12, tab: Tab) -> None:
    b12("log", "2 eggs, 150g salmon")
    b12("log", "100g salmon", "-d", "yesterday")
    assert list(tab("log", ""))[:2] == ["salmon", "egg"]
    assert next(iter(tab("log", "100g", "s"))) == "salmon"


def test_at_most_twenty_are_offered(tab: Tab) -> None:
    for words in (["log", ""], ["log", "s"], ["symptom", "log", ""], ["help", ""]):
        assert len(tab(*words)) == shell.MOST


@given(st.lists(st.text(alphabet="ab", max_size=4), unique=True))
def test_what_is_left_out_is_never_completed_away(values: list[str]) -> None:
    shown = shell.first(values)
    assert len(shown) == min(len(values), shell.MOST)
    assert set(shown) <= set(values)
    assert os.path.commonprefix(shown) == os.path.commonprefix(values)  # noqa: RUF071


def test_every_kind_is_one_and_is_used() -> None:
    kinds = {
        inspect.getclosurevars(completer).nonlocals["kind"]
        for _, command in _commands()
        for param in command.params
        if (completer := param._custom_shell_complete)
        and completer.__qualname__ == "offered.<locals>.complete"
    }
    assert kinds | {"days"} == set(offers._KINDS)


def test_no_kind_raises_on_a_missing_or_damaged_diary(home: Path) -> None:
    ctx = click.Context(root, obj=App(), **root.context_settings)
    damaged = home / "damaged.db"
    damaged.write_bytes(b"no database at all" * 100)
    for path in (home / "missing.db", damaged, home):
        ctx.obj.path = path
        for kind in offers._KINDS:
            param = click.Argument(["x"], nargs=-1)
            assert isinstance(offers.complete(kind, ctx, param, ""), list)
    assert [path.name for path in home.iterdir()] == ["damaged.db"]


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("words", [["again", ""], ["edit", ""], ["today", "-d", ""], ["help", ""]])
def test_a_key_press_imports_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys; from tracker.cli import run\n"
        "try: run([])\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    asked = {
        "COMP_WORDS": "\n".join(("b12", *words)),
        "COMP_CWORD": str(len(words)),
        shell.VARIABLE: "bash_complete",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=False, env={**os.environ, **asked},
    )  # fmt: skip
    heavy = {"sqlalchemy", "pandas", "numpy", "matplotlib", "alembic", "rich", "rapidfuzz"}
    assert not {name.split(".")[0] for name in done.stderr.split()} & heavy
