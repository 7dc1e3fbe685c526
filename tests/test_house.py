"""The shape of the house: imports run left to right, and every command is documented."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import tracker
from tracker.cli import b12

PACKAGE = Path(tracker.__file__).parent
README = (PACKAGE.parent / "README.md").read_text(encoding="utf-8")
# Each package imports those above it here, and none beside it or below.
_FLOORS = [
    {"text"},
    {"database"},
    {"foods", "people"},
    {"diary", "health"},
    {"absorption", "exchange"},
    {"reports"},
    {"cli"},
]
_FLOOR = {package: number for number, floor in enumerate(_FLOORS) for package in floor}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom):
                    inner.module = None
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("package", sorted(_FLOOR))
def test_imports_run_downwards(package: str) -> None:
    for path in (PACKAGE / package).rglob("*.py"):
        for name in _imports(path):
            parts = name.split(".")
            if parts[0] == "tracker" and parts[1] in _FLOOR and parts[1] != package:
                assert _FLOOR[parts[1]] < _FLOOR[package], f"{path} imports {name}"


def _commands(
    group: click.Group = b12, path: tuple[str, ...] = ("b12",)
) -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


@pytest.mark.parametrize(("name", "command"), list(_commands()))
def test_every_command_has_help_and_stands_in_the_readme(name: str, command: click.Command) -> None:
    assert command.help
    if name.count(" ") == 1:
        # The help of b12 itself has these lines without importing the commands.
        assert f"  {command.get_short_help_str(80)}\n" in b12.get_help(click.Context(b12)) + "\n"
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, f"{name} {option.name}"
    assert re.search(rf"`{name}\b", README), f"{name} is not in the README's reference"


def test_every_command_of_the_readme_is_one() -> None:
    known = {name for name, _ in _commands()}
    rows = re.findall(r"^\| `(b12(?: [a-z]+)+)", README, re.MULTILINE)
    assert len(rows) > 40
    assert set(rows) <= known
