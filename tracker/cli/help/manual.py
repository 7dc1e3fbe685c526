"""The man page, from click's own texts and the topics: `python -m tracker.cli.help.manual`.

It is written in man(7), in ASCII, with a name for each other character. A wheel carries the file,
and installs it into share/man/man1.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from tracker.cli import b12, reference
from tracker.cli.help.topic import Topic
from tracker.cli.help.topics import TOPICS

PAGE = Path(__file__).parents[3] / "docs" / "b12.1"
# Topics that a man page has sections of their own for.
_SECTIONS = {"exit-codes": "EXIT STATUS", "environment": "ENVIRONMENT", "files": "FILES"}
_ESCAPED = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}
_READ_ON = "Read on: "
_WIDTH = 66  # before characters get their names
_WHOLE = 1000  # longer than any line of the help


def text() -> str:
    """Return the page. It names neither a date nor a version, so that only texts change it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    context = click.Context(b12, info_name="b12", **b12.context_settings)
    options = [p for p in b12.get_params(context) if isinstance(p, click.Option)]
    yield '.\\" Written by python -m tracker.cli.help.manual: change the texts, not this file.'
    yield from ('.TH B12 1 "" b12 "User Commands"', ".ad l", ".nh")
    yield from (".SH NAME", f"b12 \\- {_plain(b12.get_short_help_str(_WHOLE))}")
    yield from (".SH SYNOPSIS", ".B b12", _plain(" ".join(b12.collect_usage_pieces(context))))
    yield from (".SH DESCRIPTION", *_parts(map(_help, reference.paragraphs(b12.help or ""))))
    yield from (".SH OPTIONS", "Every command takes these, but for the version.")
    yield from _listed(record for p in options if (record := p.get_help_record(context)))
    for section, commands in groupby(reference.entries(), lambda entry: entry.section):
        yield f".SH {_plain(section.upper())}"
        for entry in commands:
            yield from (f".SS {_breakable(entry.usage)}", *_parts(map(_help, entry.help)))
            yield from _listed(entry.options)
    yield from (".SH TOPICS", "b12 help and the name of a topic shows it, too.")
    for topic in TOPICS:
        if topic.name not in _SECTIONS:
            yield from (f".SS {_plain(topic.name)}", *_topic(topic))
    for topic in TOPICS:
        if topic.name in _SECTIONS:
            yield from (f".SH {_SECTIONS[topic.name]}", *_topic(topic))


def _parts(parts: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of paragraphs, with a request between two."""
    for number, part in enumerate(parts):
        yield from ([".PP"] if number else [])
        yield from part


def _help(paragraph: reference.Paragraph) -> list[str]:
    if not paragraph.verbatim:
        return _text(paragraph.text)
    lines = [_line(line) for line in paragraph.text.splitlines()]
    return [".RS 4", ".nf", *lines, ".fi", ".RE"]


def _topic(topic: Topic) -> Iterator[str]:
    yield from _text(topic.line)
    for block in topic.blocks:
        if not isinstance(block, str):
            yield from _listed(block)
        elif not block.startswith(_READ_ON):
            yield from (".PP", *_text(block))


def _listed(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for typed, said in pairs:
        yield from (".TP", f".B {_breakable(typed)}", *(_text(said) if said else ["\\&"]))


def _breakable(text: str) -> str:
    """Return the text so that it may be broken between the choices of an option."""
    return _plain(text).replace("|", "|\\:")


def _text(text: str) -> list[str]:
    """Return a paragraph in lines of the length that is usual in such files."""
    return [_line(line) for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False)]


def _line(text: str) -> str:
    """Return a line of text: none is a request, which begins with a dot or an apostrophe."""
    plain = _plain(text)
    return f"\\&{plain}" if plain.startswith((".", "\\(aq")) else plain


def _plain(text: str) -> str:
    """Return the text in ASCII, with - as it is typed and nothing that groff would interpret."""
    escaped = "".join(_ESCAPED.get(letter, letter) for letter in text)
    return "".join(
        letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in escaped
    ).replace('"', "\\(dq")


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="ascii")
