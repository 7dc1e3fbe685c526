"""One word for one thing in all commands, and the former words that are still taken."""

import click
import pytest

from tests.conftest import B12
from tests.test_house import _commands
from tracker.cli import b12 as program

_OPTIONS = [
    (name, option)
    for name, command in _commands()
    for option in command.params
    if isinstance(option, click.Option)
]


def test_an_option_has_the_same_short_name_everywhere() -> None:
    short: dict[str, set[str]] = {}
    for _, option in _OPTIONS:
        # Of an option with several names, the short one is of the first: -d, --day, --to.
        names = [name for name in option.opts if name.startswith("--")][:1]
        letters = [name for name in option.opts if not name.startswith("--")]
        for name in names:
            short.setdefault(name, set()).add("".join(letters))
    # A meal, a day and a number are asked for in the same way by every command.
    assert {name: letters for name, letters in short.items() if len(letters) > 1} == {}


def test_what_was_entered_by_mistake_is_removed_by_one_word() -> None:
    groups = [(name, command) for name, command in _commands() if isinstance(command, click.Group)]
    for name, group in [("b12", program), *groups]:
        listed = group.list_commands(click.Context(group))
        assert not {"rm", "delete", "del"} & set(listed), name
        assert (
            name == "b12"
            or "remove" not in listed
            or group.get_command(click.Context(group), "rm")
            is group.get_command(click.Context(group), "remove")
        )


def test_the_former_words_are_taken_and_not_listed(b12: B12) -> None:
    b12("log", "2 eggs", "-m", "lunch")
    assert b12("copy", "today", "--to", "yesterday").code == 0
    assert b12("copy", "today", "--to=-2d").code == 0
    assert b12("copy", "today", "--to", "15", "nov").out.startswith("Copied from Sun 22 Nov 2026")
    assert b12("rm", "m1").out.startswith("Removed egg 2 large")
    b12("undo")
    b12("symptom", "log", "tired", "3")
    assert b12("symptom", "rm", "1").out.startswith("Removed fatigue and weakness 3")
    b12("regimen", "add", "2000ug", "tablet", "weekly")
    assert b12("regimen", "rm", "1").out.startswith("Removed 2000 µg tablet weekly")
    b12("person", "add", "Anna")
    for option in ("--from", "--of"):
        assert b12("--person", "Anna", "again", option, "me").code in (0, 2), option
        assert b12("again", option, "me", "--person", "Anna").code == 0
    for words in (["copy"], ["again"], ["symptom"], []):
        shown = b12(*words, "--help").out
        assert "  rm " not in shown
        assert "--to" not in shown
        assert "--from" not in shown


@pytest.mark.parametrize("words", [("log", "2", "IU", "b12"), ("regimen", "add", "9IU", "weekly")])
def test_units_that_b12_does_not_have_are_refused(b12: B12, words: tuple[str, ...]) -> None:
    result = b12(*words)
    assert (result.code, result.out) == (2, "")
    assert "B12 is not measured in IU; give its µg" in result.err
