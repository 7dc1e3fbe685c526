import re
import shutil
import subprocess
import tomllib

import click
import pytest

from tests.test_house import PACKAGE, _commands
from tracker.cli.help import manual


def _read(page: str) -> str:
    """Return the page as it is read, without escapes and requests, on one line."""
    page = re.sub(r"\\\[u([0-9A-F]{4})\]", lambda match: chr(int(match[1], 16)), page)
    for escape, letter in (("\\-", "-"), ("\\:", ""), ("\\&", ""), ("\\(aq", "'"), ("\\(dq", '"')):
        page = page.replace(escape, letter)
    return " ".join(page.split())


def test_the_page_that_ships_is_the_one_that_is_written() -> None:
    shipped = manual.PAGE.read_text(encoding="ascii")
    assert shipped == manual.text(), "run python -m tracker.cli.help.manual"


def test_every_command_and_option_is_described() -> None:
    page = _read(manual.text())
    for name, command in _commands():
        assert f".SS {name}" in page
        options = (param for param in command.params if isinstance(param, click.Option))
        for option in options:
            assert option.opts[0] in page, (name, option.opts)
    for section in ("EXIT STATUS", "ENVIRONMENT", "FILES", "TOPICS"):
        assert f".SH {section}" in page
    assert "docs/" not in page


def test_the_wheel_installs_it() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"docs/b12.1": "share/man/man1/b12.1"}


@pytest.mark.skipif(not shutil.which("groff"), reason="groff isn't installed")
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_groff_has_nothing_to_say(columns: int) -> None:
    command = ["groff", "-man", "-ww", "-Tutf8", f"-rLL={columns}n", str(manual.PAGE)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stderr == ""
    assert "B12(1)" in done.stdout
