"""Every example of the documentation is run, or held against the program where it can't be.

A page is played from its top to its end in one diary: the screens of `console` blocks are compared
to the letter, as on a terminal of 100 columns, and the commands of `text` blocks and of the prose
are run. `REFILL=1 pytest tests/docs` writes the screens as they are now; look at what it changed.
"""

import os
import re
from pathlib import Path

import pytest

from tests.docs import pages
from tests.docs.player import Player
from tests.test_house import _commands

_TEXTS = {page: page.read_text(encoding="utf-8") for page in pages.PAGES}
_PROSE = {page: pages.prose(text) for page, text in _TEXTS.items()}
_SPANS = [span for text in _PROSE.values() for span in pages.spans(text)]
_EACH = pytest.mark.parametrize("page", pages.PAGES, ids=pages.name)


@_EACH
def test_what_a_page_shows_is_what_is_printed(page_player: Player, page: Path) -> None:
    played = page_player.play(_TEXTS[page])
    if os.environ.get("REFILL"):
        page.write_text(played, encoding="utf-8")
    else:
        assert played == _TEXTS[page]


@_EACH
def test_every_block_is_of_a_kind_that_is_run(page: Path) -> None:
    text = _TEXTS[page]
    blocks = re.findall(r"^```(\w+)\n.*?^```$", text, re.MULTILINE | re.DOTALL)
    assert text.count("```") == 2 * len(blocks)
    assert {*blocks} <= pages.KINDS
    assert (
        text.count("<!--") == text.count("-->") == len(re.findall(r"^<!-- \w", text, re.MULTILINE))
    )


def test_there_are_many_examples() -> None:
    """A mistake in how pages are read would leave them out."""
    kinds = [part.kind for text in _TEXTS.values() for part in pages.parts(text)]
    assert (kinds.count("sh"), kinds.count("console"), kinds.count("text")) >= (2, 20, 10)
    assert len([line for line in _SPANS if re.match("b12 ", line) and pages.is_whole(line)]) >= 45


@_EACH
def test_what_is_named_with_placeholders_is_a_command(page: Path) -> None:
    for line in pages.commands_in(_PROSE[page]):
        command, words = pages.resolved(line)
        assert pages.options_in(line) <= pages.options(command), line
        if not pages.is_whole(line):
            assert all(word.isupper() or word.startswith("-") for word in words), line


def test_every_option_in_the_text_is_one() -> None:
    known = {option for _, command in _commands() for option in pages.options(command)}
    others = ("pip", "python", "crontab", "command", "createuser", "sudo", "pg_dumpall")
    for span in (span for span in _SPANS if not span.startswith(others)):
        assert pages.options_in(span) <= known, span


# A value of an option is tried on this command; a list, so that each food is a new one.
_WITH_OPTION = {
    "-d": "b12 log 2 eggs", "-t": "b12 log 2 eggs -d yesterday", "-m": "b12 log 2 eggs",
    "--last": "b12 report", "--month": "b12 report", "--year": "b12 report",
    "--b12": "b12 food add nobody-knows --per 100g",
    "-o": "b12 chart week",
    "--dv": "b12 food add quarter --per 100g --label us",
}  # fmt: skip
# What of the amounts stands without a food.
_OF_WHAT = {"1 1/2 cups": "milk", "½ fillet": "salmon"}


def test_every_value_of_an_option_is_understood(page_player: Player) -> None:
    values = {span for span in _SPANS if re.fullmatch(r"--?[a-z][\w-]* [^A-Z]+", span)}
    assert len(values) >= 11
    for span in sorted(values):
        result = page_player.run(f"{_WITH_OPTION[span.split()[0]]} {span}")
        assert result.code == 0, (span, result.err)


def test_every_amount_is_understood(page_player: Player) -> None:
    logging = _TEXTS[pages.DOCS / "manual" / "logging.md"]
    (amounts,) = re.findall(r"^- The amount stands (.*?)\. ", logging, re.MULTILINE | re.DOTALL)
    assert len(pages.spans(amounts)) >= 6
    for amount in pages.spans(amounts):
        result = page_player.run(f"b12 log {amount} {_OF_WHAT.get(amount, '')}")
        assert result.code == 0, (amount, result.err)


def test_the_start_has_the_two_commands_and_is_short() -> None:
    commands = [part.text for part in pages.parts(_TEXTS[pages.README]) if part.kind == "sh"]
    assert len("".join(commands).splitlines()) == 2
    assert len(_TEXTS[pages.README].encode()) <= 9000
