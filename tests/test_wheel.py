"""Install the wheel, from the checkout and from the sdist, and use it from another folder."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import tracker

CHECKOUT = Path(tracker.__file__).parent.parent
pytestmark = pytest.mark.wheel


def _run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _wheel(source: Path | str, into: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    _run(*pip, "--wheel-dir", into, source, cwd=into)
    (wheel,) = into.glob("*.whl")
    return wheel


@pytest.mark.parametrize("source_of", ["checkout", "sdist"])
def test_the_wheel_logs_shows_and_draws(tmp_path: Path, source_of: str) -> None:
    source = CHECKOUT
    if source_of == "sdist":
        _run(
            sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=CHECKOUT
        )
        (source,) = tmp_path.glob("*.tar.gz")
    (tmp_path / "wheel").mkdir()
    wheel = _wheel(source, tmp_path / "wheel")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    _run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)

    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    b12 = tmp_path / "env" / "bin" / "b12"
    settings = {"B12_DB": str(tmp_path / "data" / "diary.db"), "PYTHONPATH": ""}
    assert "4.58 µg" in _run(b12, "log", "150g", "salmon", cwd=elsewhere, **settings)
    assert "191 %" in _run(b12, "week", cwd=elsewhere, **settings)
    _run(b12, "chart", "week", "-o", "week.svg", cwd=elsewhere, **settings)
    assert (elsewhere / "week.svg").stat().st_size > 1000
    # The template of the page is a file of the package.
    _run(b12, "report", "--html", "page.html", cwd=elsewhere, **settings)
    assert "salmon" in (elsewhere / "page.html").read_text(encoding="utf-8")
    page = tmp_path / "env" / "share" / "man" / "man1" / "b12.1"
    assert page.read_text(encoding="ascii") == (CHECKOUT / "docs" / "b12.1").read_text(
        encoding="ascii"
    )
    where = _run(python, "-c", "import tracker; print(tracker.__file__)", cwd=elsewhere)
    assert str(tmp_path / "env") in where
