"""The pages of the documentation as the tests read them: their blocks, spans and commands.

What a reader doesn't see stands in HTML comments, beside the example that needs it:

    <!-- before                     commands that were run before what follows
    b12 log 2 eggs -d yesterday
    -->
    <!-- file meals.txt -->         the next block is the content of this file
    <!-- diary example.db -->       the reader's diary is this file from here on
    <!-- server -->                 db.example.org is a server with an empty database b12
    <!-- elsewhere -->              the next block is for other programs or machines, and not run
    <!-- typed                      what is typed into a command of the next block
    b12 log: 2 eggs\\n\\n
    -->
    <!-- editor                     what is in the editor when it is closed, of the next command
    2026-11-20 08:00: 2 eggs
    -->
    <!-- says                       what a command of the next block must print, among other things
    b12 log salmon: 150 g
    -->
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

import tracker
from tracker.cli import b12 as root

CHECKOUT = Path(tracker.__file__).parent.parent
README = CHECKOUT / "README.md"
DOCS = CHECKOUT / "docs"
# The reference is written from the help texts and has no examples of its own.
GENERATED = DOCS / "commands.md"
PAGES = [README, *sorted(path for path in DOCS.rglob("*.md") if path != GENERATED)]

KINDS = {"console", "text", "sh", "cron", "python", "json", "sql", "toml"}

_PARTS = re.compile(
    r"^```(?P<kind>\w*)\n(?P<block>.*?)^```$|^<!-- *(?P<word>\w+)\b *(?P<hidden>.*?) *-->$",
    re.MULTILINE | re.DOTALL,
)
_OPTION = re.compile(r"(?<!\S)--?[a-z][\w-]*")


class Part(NamedTuple):
    """A part of a page: `kind` is prose, a kind of block, or the first word of a hidden comment."""

    kind: str
    text: str
    start: int  # where its text begins in the page


def name(page: Path) -> str:
    return str(page.relative_to(CHECKOUT))


def parts(text: str) -> Iterator[Part]:
    """Yield the parts of a page in their order."""
    end = 0
    for match in _PARTS.finditer(text):
        yield Part("prose", text[end : match.start()], start=end)
        end = match.end()
        if match["word"]:
            yield Part(match["word"], match["hidden"], start=match.start("hidden"))
        else:
            yield Part(match["kind"], match["block"], start=match.start("block"))
    yield Part("prose", text[end:], start=end)


def prose(text: str) -> str:
    return "".join(part.text for part in parts(text) if part.kind == "prose")


def spans(text: str) -> list[str]:
    """Return what stands between backticks, each on one line."""
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text)]


def commands_in(text: str) -> list[str]:
    """Return the commands that are named in prose."""
    return [span for span in spans(text) if re.match(r"b12( |$)", span)]


def command_of(line: str) -> str:
    """Return the command of a line of a text block, without what is said behind it."""
    return re.split(r" {2,}", line)[0]


def answers(text: str) -> dict[str, str]:
    """Return what a hidden comment has behind the colon for each command; `\\n` is a new line."""
    rows = (line.partition(": ") for line in text.splitlines() if line)
    return {command: answer.replace("\\n", "\n") for command, _, answer in rows}


def resolved(line: str) -> tuple[click.Command, list[str]]:
    """Return the command that a line is of, and what it is given."""
    _, *words = shlex.split(line)
    command: click.Command = root
    while isinstance(command, click.Group):
        while words and words[0] in ("--person", "--db"):
            words = words[2:]
        if not words or words[0].startswith("-"):
            break
        inner = command.get_command(click.Context(command), words[0])
        assert inner is not None, f"{line}: there is no {words[0]}"
        command, words = inner, words[1:]
    return command, words


def options(command: click.Command) -> set[str]:
    """Return the options of a command."""
    names = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
    return {"--help", "--version", "--person", "--db", *names}


def options_in(span: str) -> set[str]:
    return set(_OPTION.findall(span))


def is_whole(line: str) -> bool:
    """Return whether a line can be run: nothing in it is a placeholder, and nothing is missing."""
    command, words = resolved(line)
    if re.search(r"\b[A-Z]{3,}\b|\.\.\.", line):
        return False
    if isinstance(command, click.Group) and not words:
        return command.invoke_without_command
    return bool(words) or not any(
        param.required for param in command.params if isinstance(param, click.Argument)
    )
