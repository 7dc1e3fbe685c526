"""The README's examples are what `b12` prints."""

import re
import shlex
from pathlib import Path

import tracker
from tests.conftest import B12

README = (Path(tracker.__file__).parent.parent / "README.md").read_text(encoding="utf-8")
# What was logged before the example of a week.
_WEEK = [
    ("mon", "salmon, 2 eggs, 1 cup milk"),
    ("tue", "2 eggs, 1 cup milk, 1 oz cheddar"),
    ("thu", "1000ug B12 tablet, 1 cup almond milk"),
    ("fri", "1 cup yogurt"),
    ("sat", "1 oz cheddar, 1 cup 27042"),
]


def test_every_example_is_what_is_printed(b12: B12) -> None:
    examples = re.findall(r"```console\n\$ b12 (.*)\n((?:.*\n)*?)```", README)
    assert len(examples) >= 4
    for words, printed in examples:
        if words == "week":
            for day, what in _WEEK:
                assert b12("log", what, "-d", day).code == 0
        result = b12(*shlex.split(words))
        assert result.out == printed, words


def test_every_command_in_the_text_is_understood(b12: B12) -> None:
    for words in re.findall(r"`b12 ([^`]*\d[^`]*)`", README):
        result = b12(*shlex.split(words))
        assert result.code == 0, (words, result.err)
