"""Bars and sparklines of days beside the target, as wide as the terminal has room."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.cli import output

if TYPE_CHECKING:
    from rich.bar import Bar

# Bars end, and marks are full, at twice the target, which is in the middle.
FULL = 2.0
_WIDTH, _NARROW_WIDTH = 16, 7
_MARKS = "▁▂▃▄▅▆▇█"
_NO_LOG = " "
_INDENT = 2
_MOST_MARKS = 92
# A narrow table with "≈ 0.27 (0.08–0.42)" behind each bar.
_ROOM_FOR_ABSORBED = 62


def width() -> int:
    """How many cells a bar has."""
    return _NARROW_WIDTH if output.is_narrow() else _WIDTH


def bar(share: float) -> "tuple[Bar, str]":
    """A bar of that share of the target, and `▸` where it goes on beyond its end."""
    from rich.bar import Bar

    return Bar(FULL, 0, min(share, FULL), width=width()), "▸" if share > FULL else ""


def columns() -> int:
    """What has room behind the figures: what is absorbed (1), and the need besides (2)."""
    return 0 if output.is_narrow(_ROOM_FOR_ABSORBED) else 1 if output.is_narrow() else 2


def heads(shown: int, intake: str, *more: str) -> list[str]:
    """The row over the bars, with the mark of the target and what the figures are."""
    mark = f"{'':{width() // 2 - 1}}│{' target' if shown == 2 else ''}"
    names = ["absorbed", "need"][:shown]
    return ["", mark, *(["", intake, "", *names] if shown else ["", "", ""]), *more]


def room() -> int:
    """How many marks a sparkline may have."""
    return min(output.columns(_MOST_MARKS + _INDENT) - _INDENT, _MOST_MARKS)


def sparkline(shares: Sequence[float | None], said: str) -> None:
    """A mark a share of the target, a space for None, and below what it shows."""
    marks = [_NO_LOG if share is None else _mark(share) for share in shares]
    output.line(f"{'':{_INDENT}}{''.join(marks).rstrip()}")
    output.paragraph(f"  {said}; a full mark is twice the target, a space is no log")


def _mark(share: float) -> str:
    return _MARKS[min(int(share / FULL * len(_MARKS)), len(_MARKS) - 1)]
