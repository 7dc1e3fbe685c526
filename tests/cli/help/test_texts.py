"""What `--help` of each command shows: two examples that can be typed, on one screen."""

import click
import pytest

from tests.cli.help.lines import command_of, parses
from tests.conftest import NOW
from tests.test_house import _commands
from tracker.cli import app, b12
from tracker.cli.reference import paragraphs

_SCREEN, _COLUMNS = 24, 80
# What is longer than a screen, and why.
_LONGER = {
    "b12": "it lists all commands",
    "b12 chart": "it lists eight charts",
    "b12 edit": "it corrects an item, a day, or all of a name",
    "b12 food edit": "it takes all that a label says",
}
_COMMANDS = {"b12": b12, **dict(_commands())}


def _help(name: str) -> str:
    command = _COMMANDS[name]
    # click keeps the help option that a command had first, for every later context.
    context = click.Context(command, info_name=name, **b12.context_settings)
    return command.get_help(context)


def _examples(name: str) -> list[str]:
    verbatim = [part.text for part in paragraphs(_COMMANDS[name].help or "") if part.verbatim]
    lines = (line.strip() for text in verbatim for line in text.splitlines())
    return [line for line in lines if line.startswith(("b12 ", "eval ", "EDITOR="))]


@pytest.mark.parametrize("name", _COMMANDS)
@pytest.mark.usefixtures("diary")
def test_every_command_has_two_examples_that_can_be_typed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "now", lambda: NOW)
    examples = _examples(name)
    assert len(examples) >= 2
    typed = [line for line in examples if line.startswith("b12 ") and " completion " not in line]
    assert [line for line in typed if not parses(line)] == []
    # Others may show what goes with it.
    assert any(command_of(line).startswith(name) for line in examples) or name in examples[0]


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_help_fits_the_screen(name: str) -> None:
    shown = _help(name).splitlines()
    assert max(map(len, shown)) <= _COLUMNS
    assert (len(shown) <= _SCREEN) == (name not in _LONGER), len(shown)


@pytest.mark.parametrize(
    "name", [name for name, command in _COMMANDS.items() if isinstance(command, click.Group)]
)
def test_a_group_lists_its_commands_uncut(name: str) -> None:
    assert not [
        line for line in _help(name).splitlines() if line.startswith("  ") and line.endswith("...")
    ]
