"""Text broken into the lines of a terminal."""

import os
import re
from typing import TextIO
from unicodedata import east_asian_width

# A figure keeps its sign and its unit.
_INSIDE_A_FIGURE = re.compile(
    r"(?<=[≥≈~]) (?=\d)|(?<=>=) (?=\d)|(?<=\d) (?=(?:[µmunk]?g|%|×)(?!\w))"
)
# Stand for a space inside a figure, and for the second cell of a wide character: characters of
# private use, which no text in any language has.
_JOINED, _SECOND_CELL = "\ue000", "\ue001"
# What the lines below the first are indented by: its spaces, and the mark or number of an entry.
_BEFORE = re.compile(r" *(?:- |[a-z]?\d+  )?")
_NARROWEST = 20


def width_of(stream: TextIO | None) -> int | None:
    """Return the columns of the terminal that a stream goes to; None if it goes elsewhere."""
    if stream is None or not stream.isatty():  # None if it was closed
        return None
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except (OSError, ValueError):
        return None


def lines(text: str, width: int | None) -> list[str]:
    """Return the lines of a text, broken between words; one line if there is no width.

    A word that is longer, such as a path, stays whole, so that it can be copied.
    """
    counted = text if text.isascii() else "".join(map(_counted, text))
    if width is None or len(counted) <= width:
        return [text]
    import textwrap

    before = _BEFORE.match(text)
    assert before is not None  # it matches an empty text too
    parts = textwrap.wrap(
        joined(counted),
        max(width, _NARROWEST),
        subsequent_indent=" " * before.end(),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [parted(part).replace(_SECOND_CELL, "") for part in parts] or [""]


def joined(text: str) -> str:
    """Return a text in which each figure is one word with its sign and its unit."""
    return _INSIDE_A_FIGURE.sub(_JOINED, text)


def parted(text: str) -> str:
    """Return a text that was `joined` as it was."""
    return text.replace(_JOINED, " ")


def _counted(character: str) -> str:
    """Return a character with something to count for each cell it takes."""
    return f"{character}{_SECOND_CELL}" if east_asian_width(character) in "WF" else character
