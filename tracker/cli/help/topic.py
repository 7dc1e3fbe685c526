"""A topic of `b12 help`, and how its text is written.

A paragraph is wrapped where it is shown. Lines that begin with two spaces are a list, mostly of
examples: what is typed, and behind two more spaces what that does.
"""

from typing import NamedTuple


class Topic(NamedTuple):
    """A topic: its name, what it is about, and the other words that people look for it by."""

    name: str
    line: str
    also: str
    text: str

    @property
    def blocks(self) -> "list[str | list[tuple[str, str]]]":
        """Its paragraphs, each as one line, and its lists: what is typed, and what that does."""
        parts = (part.splitlines() for part in self.text.strip("\n").split("\n\n"))
        return [
            [_pair(line) for line in lines] if lines[0].startswith("  ") else " ".join(lines)
            for lines in parts
        ]


def _pair(line: str) -> tuple[str, str]:
    typed, _, said = line.strip().partition("  ")
    return typed, said.strip()
