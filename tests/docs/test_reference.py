"""The reference of the commands is what their help says."""

import re

from docs import make_reference
from tests.docs import pages
from tests.test_house import _commands

_TEXT = pages.GENERATED.read_text(encoding="utf-8")


def test_the_reference_is_written_from_the_help() -> None:
    assert make_reference.text() == _TEXT, "run python docs/make_reference.py"


def test_every_command_has_its_heading() -> None:
    headings = re.findall(r"^#+ (b12 .*)$", _TEXT, re.MULTILINE)
    assert headings == list(dict.fromkeys(headings))
    assert {*headings} == {name for name, command in _commands() if not command.hidden}


def test_what_every_command_takes_is_said_once() -> None:
    for option in ("--person", "--db"):
        assert len(re.findall(rf"^- `[^`]*{option}\b", _TEXT, re.MULTILINE)) == 1
        for name, command in _commands():
            assert any(option in param.opts for param in command.params), name


def test_every_option_is_in_the_reference() -> None:
    spans = " ".join(pages.spans(pages.prose(_TEXT)))
    described = {*re.findall(r"--[\w-]+", spans), "--version"}
    for name, command in _commands():
        long = {option for option in pages.options(command) if option[:2] == "--"}
        assert long <= described, name
