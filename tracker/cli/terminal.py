"""What the terminal can show: its width, its characters, and styles by what they mean."""

import os
import sys
from typing import Any

import click

# In a pipe lines are as long as they are; paragraphs of a table wrap at no less than this.
WIDEST = 1000
# Terminals that would show escapes as text, such as an editor's.
_WITHOUT_STYLES = ("dumb", "unknown")
# For terminals and files that can show only ASCII.
_ASCII = str.maketrans(
    {
        "µ": "u", "μ": "u", "≥": ">=", "≤": "<=", "≈": "~", "±": "+-", "–": "-", "—": "-", "−": "-",
        "·": "-", "×": "x", "│": "|",
        "’": "'", "“": '"', "”": '"', "…": "...", "½": "1/2", "¼": "1/4", "¾": "3/4",
        "▁": "_", "▂": ".", "▃": ":", "▄": "=", "▅": "+", "▆": "*", "▇": "%",
        "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "", "▎": "", "▏": "", "▸": ">",
        "░": ".", "▒": ":", "▓": "+", "▼": "v",
    }
)  # fmt: skip
# What each style means, in colours of the 256 that are legible on light and on dark ground (at
# least 3.5 : 1 on both) and that people who confuse red and green tell apart. None says what words,
# figures or signs don't say too.
_STYLES: dict[str, dict[str, Any]] = {
    "met": {"fg": 32},  # blue: the target is met
    "below": {"fg": 166},  # orange: it is not
    "open": {"dim": True},  # it may be still: today, and what is logged in part
    "large": {"fg": 133},  # purple: a dose of which only a few percent is absorbed
    "unknown": {"fg": 100},  # olive: foods of unknown B12
    "due": {"fg": 166},
    "overdue": {"fg": 196},  # red
    "urgent": {"fg": 196},  # errors, and reasons to see a clinician
    "quiet": {"dim": True},  # nothing logged
}
# Letters that are more than a letter with an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "AE", "ı": "i"}
)
_colour = "auto"


class Styled(str):
    """Text with the name of its style; what has none looks like other text."""

    __slots__ = ("style",)
    style: str | None

    def __new__(cls, text: str, style: str | None) -> "Styled":
        """Return the text in that style."""
        styled = super().__new__(cls, text)
        styled.style = style
        return styled


def choose_colour(choice: str) -> None:
    """Set whether text is styled: auto, always or never."""
    global _colour
    _colour = choice


def is_terminal(stream: Any = None) -> bool:
    """Return whether the stream, or stdout, is a terminal; one that was closed is None."""
    stream = stream or sys.stdout
    return bool(stream and stream.isatty())


def columns(in_a_pipe: int) -> int:
    """Return the width of the terminal, or the given one in a pipe."""
    if not is_terminal():
        return in_a_pipe
    import shutil

    return shutil.get_terminal_size().columns


def is_styled(stream: Any = None) -> bool:
    """Return whether what is written to the stream, or to stdout, has styles."""
    if _colour == "auto":
        return is_terminal(stream) and os.environ.get("TERM") not in _WITHOUT_STYLES
    return _colour == "always"


def styled(text: str, style: str | None) -> str:
    """Return the text with the escapes of the style, the white space around it without."""
    core = text.strip()
    if not core or style not in _STYLES:
        return text
    return text.replace(core, click.style(core, **_STYLES[style]), 1)


def plain(text: str, stream: Any = None) -> str:
    """Return the text in the characters that the stream, or stdout, can show.

    On a terminal letters lose their accents; a program that reads a pipe gets names as they are.
    Other scripts stay, as nothing would be left of such a name.
    """
    if text.isascii() or shows_unicode(stream or sys.stdout):
        return text
    text = text.translate(_ASCII)
    if text.isascii() or not is_terminal(stream):
        return text
    from unicodedata import combining, normalize

    bare = normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in bare if not combining(letter))


def shows_unicode(stream: Any) -> bool:
    """Return whether the stream can show more than ASCII."""
    # Python turns the C locale of LANG into UTF-8 (PEP 538); LC_ALL=C asks for ASCII.
    if os.environ.get("LC_ALL") in ("C", "POSIX"):
        return False
    return str(getattr(stream, "encoding", None) or "").lower().replace("-", "") in (
        "utf8",
        "utf16",
    )
