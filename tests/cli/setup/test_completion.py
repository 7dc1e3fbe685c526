import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import tracker
from tests.conftest import B12
from tracker.foods import completion

_HEAVY = {"sqlalchemy", "pandas", "numpy", "matplotlib", "alembic", "rich", "rapidfuzz"}


def _environment(words: Sequence[str], shell: str = "bash") -> dict[str, str]:
    return {
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_B12_COMPLETE": f"{shell}_complete",
    }


def _tab(process: B12, *words: str) -> list[str]:
    """Return what bash gets for Tab after `words`."""
    result = process(**_environment(("b12", *words)))
    assert (result.code, result.err) == (0, "")
    return [line.removeprefix("plain,") for line in result.out.splitlines() if line]


@pytest.mark.parametrize(
    ("shell", "said"),
    [("bash", "complete -o nosort"), ("zsh", "#compdef b12"), ("fish", "--command b12")],
)
def test_each_shell_gets_its_script_and_how_to_use_it(
    process: B12, home: Path, shell: str, said: str
) -> None:
    result = process("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert said in result.out
    assert result.out.splitlines()[-1].startswith("# To load it in every shell, ")
    assert not (home / "data").exists()


def test_fish_gets_whole_values_in_our_order(process: B12) -> None:
    script = process("completion", "fish").out
    assert script.count('string split -m 1 ","') == 1
    assert "complete --keep-order --no-files" in script


def test_another_shell_is_refused(process: B12) -> None:
    result = process("completion", "ksh")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


def test_commands_complete(process: B12) -> None:
    assert _tab(process, "comp") == ["completion"]
    assert _tab(process, "food", "to") == ["top"]
    assert _tab(process, "completion", "z") == ["zsh"]


def test_tags_complete_after_plus(process: B12) -> None:
    for line in ("2 eggs +restaurant +travel", "pizza +rest-day"):
        process("log", *line.split())
    assert _tab(process, "items", "+rest") == ["+rest-day", "+restaurant"]
    assert _tab(process, "log", "2", "eggs", "+t") == ["+travel"]
    assert _tab(process, "today", "+x") == []


def test_tags_complete_without_a_diary(process: B12, home: Path) -> None:
    assert _tab(process, "items", "+") == []
    assert not (home / "data").exists()


def test_references_and_labels_complete(process: B12) -> None:
    assert _tab(process, "person", "set", "--reference", "n") == ["nhmrc", "nnr"]
    assert _tab(process, "food", "add", "Bar", "--label", "au") == ["au", "au-child", "au-infant"]


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["log", "150g", "salm"], "salmon"),
        (["log", "1", "cup", "whole", "m"], "milk"),
        (["log", "2", "eggs,", "150g", "salm"], "salmon"),
        (["log", "salmon,mac"], "salmon,mackerel"),
        (["log", "1,5", "cup", "semi"], "semi-skimmed milk"),
        (["log", "half", "a", "cup", "of", "butterm"], "buttermilk"),
        (["log", "3", "slices", "chedd"], "cheddar"),
        (["log", "150G", "SALM"], "SALMon"),
        (["log", "-d", "yesterday", "salm"], "salmon"),
        (["food", "show", "beef", "l"], "liver"),
        (["food", "find", "salm"], "salmon"),
        (["food", "unit", "set", "salm"], "salmon"),
        (["alias", "set", "'my fish'", "salm"], "salmon"),
    ],
)
def test_foods_complete(process: B12, words: list[str], offered: str) -> None:
    assert offered in _tab(process, *words)


@pytest.mark.usefixtures("diary")
def test_only_an_item_has_an_amount(process: B12) -> None:
    assert _tab(process, "food", "show", "150g", "salm") == []
    assert _tab(process, "log", "xyzzy", "salm") == []


def test_own_names_come_first_and_removed_ones_are_gone(b12: B12, process: B12) -> None:
    b12("food", "add", "Salsa oats", "--per", "100g", "--b12", "1ug")
    b12("alias", "set", "salty breakfast", "08013")
    assert _tab(process, "log", "sal")[:2] == ["salsa oats", "salty breakfast"]
    assert _tab(process, "food", "edit", "sal") == [r"salsa\\ oats"]
    assert _tab(process, "food", "remove", '"sal') == ["salsa oats"]
    b12("food", "remove", "salsa oats")
    assert _tab(process, "food", "edit", "sal") == []
    assert "salsa oats" not in _tab(process, "log", "sal")


def test_db_names_the_diary_to_complete_from(b12: B12, process: B12, diary: Path) -> None:
    b12("alias", "set", "zqz cereal", "08013")
    other = diary.rename(diary.parent / "other one.db")
    environment = _environment(("b12", "log", "--db", f"'{other}'", "zqz"))
    assert process(**environment).out == "plain,zqz cereal\n"
    assert not diary.exists()


def test_without_a_diary_everyday_names_complete_and_none_is_created(
    process: B12, home: Path
) -> None:
    assert "salmon" in _tab(process, "log", "150g", "salm")
    assert _tab(process, "food", "edit", "salm") == []
    assert not (home / "data").exists()


def test_completion_on_a_damaged_diary_prints_no_error(process: B12, diary: Path) -> None:
    diary.write_bytes(b"no database at all" * 100)
    assert "salmon" in _tab(process, "log", "150g", "salm")


def test_completion_of_invalid_utf8_prints_no_error(process: B12) -> None:
    assert _tab(process, "log", "\udcff", "eg") == []


def test_bash_passes_completed_names_unchanged(b12: B12, diary: Path, tmp_path: Path) -> None:
    """Run click's script in bash, with a name that contains bash syntax."""
    b12("alias", "set", "zz & $(touch spoilt) pa's", "08013")
    command = tmp_path / "b12"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n')
    command.chmod(0o700)
    script = """
        eval "$(b12 completion bash)"
        COMP_WORDS=(b12 log 150g zz); COMP_CWORD=3
        _b12_completion b12
        eval "printf '%s|' ${COMPREPLY[0]}"
    """
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(tracker.__file__).parent.parent),
    }
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True, text=True, cwd=tmp_path, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert done.stdout == "zz|&|$(touch|spoilt)|pa's|"
    assert not (tmp_path / "spoilt").exists()


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_zsh_and_fish_quote_for_themselves(process: B12, shell: str) -> None:
    words = ["b12", "log", "150g", "ground"]
    environment = _environment(words, shell)
    if shell == "fish":
        environment |= {"COMP_WORDS": " ".join(words), "COMP_CWORD": "ground"}
    assert "ground beef" in process(**environment).out


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("words", [["log", "150g", "sal"], ["food", "show", "sal"]])
def test_a_key_press_imports_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys; from tracker.cli import run\n"
        "try: run([])\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=False,
        env={**os.environ, **_environment(["b12", *words])},
    )  # fmt: skip
    assert "salmon" in done.stdout
    assert not {name.split(".")[0] for name in done.stderr.split()} & _HEAVY


@pytest.mark.parametrize(
    ("typed", "endings"),
    [
        ("sal", ["mon", "mon roe"]),
        ("salmon", ["", " roe"]),
        ("salmon ", ["roe"]),
        ("half", [" and half"]),
        ("half a sal", ["mon", "mon roe"]),
        ("1/2 c", ["hard"]),
        ("2 x sal", ["mon", "mon roe"]),
        ("1 cup ", ["salmon", "salmon roe", "half and half", "chard"]),
        ("eggs; sal", ["mon", "mon roe"]),
        ("roe", []),
    ],
)
def test_endings_of_a_name(typed: str, endings: list[str]) -> None:
    known = ["salmon", "salmon roe", "half and half", "chard"]
    assert completion.endings(known, typed, item=True) == endings
