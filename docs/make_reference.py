"""Write the reference of all commands from their help texts: `python docs/make_reference.py`.

The texts are those of `b12 COMMAND --help`; `tests/docs/test_reference.py` fails if the page isn't
what this script writes.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tracker.cli.reference import Entry, entries, shared_options
from tracker.cli.settings import SETTINGS

PAGE = Path(__file__).parent / "commands.md"
_BEGIN = """\
# Commands

What each command takes, in the words of its own `--help`: `docs/make_reference.py` writes this
page. What is in square brackets can be left out, and a word in capitals stands for what you type.
"""
_EXIT_CODES = """\
## Exit codes

| code | meaning |
| --- | --- |
| 0 | done; an empty list is not an error; stderr says that it is empty |
| 1 | refused, or not found |
| 2 | not understood, or ambiguous |
| 3 | the diary's file or server can't be used |
| 4 | a planned dose is due (`b12 due` alone) |
| 130 | stopped by Ctrl-C |
"""
_VARIABLES = """\
## Environment variables

An option goes before its variable. What has a variable in the second table can be
[set for good](manual/settings.md) too.

| variable | meaning |
| --- | --- |
| `B12_DB` | the diary's file or the address of its [server](guide/server.md), as `--db` |
| `B12_BACKUPS` | the folder of the backups |
| `B12_CONFIG` | the file of the settings |
| `B12_PAGER` | the pager, in place of `PAGER`; empty for none |
| `NO_COLOR` | no colour, if it is not empty |
| `VISUAL`, `EDITOR` | the editor of `b12 edit` and `b12 config edit` |
| `LC_ALL` | `C` for ASCII only |
| `LANG` | the country whose foods a name means, if none is set |
| `TZ` | the time zone |

| variable | setting |
| --- | --- |
"""


def text() -> str:
    """Return the page as Markdown."""
    sections = [
        (section, list(commands)) for section, commands in groupby(entries(), lambda e: e.section)
    ]
    parts = [_BEGIN]
    for section, commands in sections:
        parts.append(f"**{section}**\n")
        parts.append("".join(_line(entry) for entry in commands))
    shared = "".join(_option(*option) for option in shared_options())
    parts.append(f"## What every command takes\n\n{shared}")
    variables = "".join(f"| `{s.variable}` | `{s.name}` |\n" for s in SETTINGS.values())
    parts += [_EXIT_CODES, f"{_VARIABLES}{variables}"]
    for section, commands in sections:
        parts.append(f"## {section}\n")
        parts += [part for entry in commands for part in _entry(entry)]
    return "\n".join(parts)


def _line(entry: Entry) -> str:
    """Return a line of the contents."""
    anchor = entry.path.replace(" ", "-")
    return f"{'    ' * entry.depth}- [`{entry.path}`](#{anchor}): {_safe(entry.summary)}\n"


def _entry(entry: Entry) -> Iterator[str]:
    yield f"{'#' * (3 + entry.depth)} {entry.path}\n"
    if not entry.is_group or entry.options or entry.arguments:
        yield f"```\n{entry.usage}\n```\n"
    for paragraph in entry.help:
        yield (
            f"```\n{paragraph.text}\n```\n" if paragraph.verbatim else _safe(f"{paragraph.text}\n")
        )
    described = [(name, meaning) for name, meaning in entry.arguments if meaning]
    if described or entry.options:
        yield "".join(_option(*option) for option in (*described, *entry.options))


def _option(name: str, meaning: str) -> str:
    return f"- `{name}`: {_safe(meaning)}\n"


def _safe(words: str) -> str:
    """Return words in which Markdown finds no mark."""
    return words.replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
