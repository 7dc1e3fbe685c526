"""What start-up may import, and how the process ends."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import B12

_HEAVY = {"sqlalchemy", "pandas", "numpy", "matplotlib", "alembic", "rich", "rapidfuzz", "jinja2"}


@pytest.fixture(scope="module")
def logged(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with an egg logged today, by the real clock of the processes."""
    path = Path(shutil.copy(seeded, tmp_path_factory.mktemp("logged")))
    command = [sys.executable, "-m", "tracker", "--db", str(path), "log", "1 egg"]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture
def eaten(diary: Path, logged: Path) -> None:
    shutil.copy(logged, diary)


def _imported(*words: str) -> set[str]:
    code = (
        "import sys; from tracker.cli import run\n"
        "try: run(sys.argv[1:])\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Error" not in done.stderr
    return {name.split(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize("words", [["--help"], ["log", "--help"], ["--version"], []])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    assert not _imported(*words) & _HEAVY


@pytest.mark.usefixtures("eaten")
@pytest.mark.parametrize(
    "words",
    [
        ["log", "2", "eggs"], ["today"], ["week"], ["week", "--json"], ["undo"], ["person"],
        ["history"], ["symptom", "log", "cramps", "6"], ["symptom", "list"], ["lab", "list"],
        ["report"], ["report", "--json"], ["report", "--csv"], ["sources"], ["sources", "--json"],
        ["advise"], ["advise", "--json"],
    ],
)  # fmt: skip
def test_text_json_and_csv_import_no_pandas(words: list[str]) -> None:
    assert not _imported(*words) & {"pandas", "numpy", "matplotlib", "alembic", "jinja2"}


@pytest.mark.usefixtures("eaten")
def test_only_pictures_import_pandas(tmp_path: Path) -> None:
    imported = _imported("chart", "week", "-o", str(tmp_path / "week.png"))
    assert {"pandas", "matplotlib"} <= imported
    assert not imported & {"jinja2", "alembic"}


def test_b12_alone_prints_its_help(process: B12) -> None:
    result = process()
    assert result.code == 0
    assert "Usage: b12" in result.out


@pytest.mark.usefixtures("eaten")
def test_a_closed_pipe_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m tracker food find cheese -n 300 | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.count("\n") <= 1
    assert "Broken" not in done.stderr
    assert done.stdout.count("\n") == 1


def test_an_unknown_command_is_one_line(process: B12) -> None:
    result = process("lgo", "2", "eggs")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "lgo" in result.err
