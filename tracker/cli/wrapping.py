"""Text broken into the lines of a terminal."""

import os
import re
from typing import TextIO
from unicodedata import east_asian_width

# A figure keeps its sign and its unit.
_INSIDE_A_FIGURE = re.compile(
    r"(?<=[≥≈~]) (?=\d)|(?<=>=) (?=\d)|(?<=\d) (?=(?:[µmunk]?g|%|×)(?!\w))"
)
# Stands for a space inside a figure; printed text has no control characters.
_JOINED = "\x1f"
_SECOND_CELL = "\x1e"  # of a character that is two cells wide
# What the lines below the first are indented by: its spaces, and the mark or number of an entry.
_BEFORE = re.compile(r" *(?:- |\d+  )?")
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

    joined = _INSIDE_A_FIGURE.sub(_JOINED, counted)
    before = _BEFORE.match(text)
    assert before is not None  # it matches an empty text too
    parts = textwrap.wrap(
        joined,
        max(width, _NARROWEST),
        subsequent_indent=" " * before.end(),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [part.replace(_JOINED, " ").replace(_SECOND_CELL, "") for part in parts] or [""]


def _counted(character: str) -> str:
    """Return a character with something to count for each cell it takes."""
    return f"{character}{_SECOND_CELL}" if east_asian_width(character) in "WF" else character
