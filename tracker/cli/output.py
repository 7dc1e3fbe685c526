"""Text for people and programs, on a terminal and in a pipe."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.table import Table
from tracker.text.formatting import is_formula, printable, quoted_cell
from tracker.text.formatting import ug as ug

if TYPE_CHECKING:
    from tracker.health.cautions import Remark
    from tracker.people.conditions import Condition

T = TypeVar("T")
_LEAST_EXPLANATION = 24
WIDEST = 1000  # wider than any line
# Terminals that would show escapes as text, such as an editor's.
_WITHOUT_STYLES = ("dumb", "unknown")
_LONGEST_ERROR = 6000  # longer than a path with its message
# The last line of a reply to a write.
UNDO = "Not right? b12 undo"
# For terminals and files that can show only ASCII.
_ASCII = str.maketrans(
    {
        "µ": "u", "μ": "u", "≥": ">=", "≈": "~", "–": "-", "·": "-", "×": "x", "│": "|",
        "▁": "_", "▂": ".", "▃": ":", "▄": "=", "▅": "+", "▆": "*", "▇": "%",
        "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "", "▎": "", "▏": "", "▸": ">",
    }
)  # fmt: skip
# Whose diary it is, and what has still to say so: nothing where there is only one person.
_whose = ""
_unnamed: set[str] = set()


def begin(whose: str, *, shared: bool) -> None:
    """Let each document say whose diary it is, and if it is shared the first line and note too."""
    global _whose
    if whose != _whose:
        _whose = whose
        _unnamed.clear()
        _unnamed.update(("line", "note") if shared else ())


def _named(text: str, by: str) -> str:
    if not text or by not in _unnamed:
        return text
    _unnamed.discard(by)
    return f"{_whose}: {text}"


def line(text: str = "") -> None:
    """Print a line on stdout."""
    click.echo(_plain(printable(_named(text, "line")), sys.stdout))


def paragraph(text: str) -> None:
    """Print text, broken between words on a terminal, and on one line in a pipe."""
    if not _is_terminal():
        line(text)
        return
    import textwrap

    for part in textwrap.wrap(printable(_named(text, "line")), columns(WIDEST)):
        line(part)


def remark(of: "Remark") -> None:
    """Print a remark with its source."""
    paragraph(f"{of.text} ({of.source})" if of.source else of.text)


def note(text: str) -> None:
    """Print a line on stderr that isn't an error."""
    _print_error(_named(text, "note"))


def undo() -> None:
    """Say how to take back what a command did."""
    line(UNDO)


def removed(what: str) -> None:
    """Say what was removed, and how to take it back."""
    line(f"Removed {what}. {UNDO}")


def unchanged() -> None:
    """Say on stderr that a write stored nothing new."""
    note("Nothing to change.")


def error(message: str, *choices: str) -> None:
    """Print an error in one line on stderr, with the choices below it."""
    if len(message) > _LONGEST_ERROR:  # a page pasted instead of a word
        message = f"{message[: _LONGEST_ERROR // 2]} ... {message[-_LONGEST_ERROR // 4 :]}"
    _print_error(f"Error: {message}")
    for choice in choices:
        _print_error(f"  {choice}")


def _print_error(text: str) -> None:
    with suppress(OSError):  # a full disk or a closed pipe: the exit code says it
        click.echo(_plain(printable(text), sys.stderr), err=True)


def document(data: Any) -> None:
    """Print JSON; characters that could move a terminal's cursor are escaped, not lost.

    What is of a person's diary has the key `person`, in a list each part.
    """
    if _whose:
        parts = data if isinstance(data, list) else [data]
        named = [{"person": _whose, **part} for part in parts]
        data = named if isinstance(data, list) else named[0]
    text = json.dumps(data, indent=2, ensure_ascii=False)
    plain = _shows_unicode(sys.stdout) and all(line == printable(line) for line in text.split("\n"))
    click.echo(text if plain else json.dumps(data, indent=2))


def csv_rows(rows: "Sequence[Mapping[str, Any]]") -> None:
    """Print CSV with the keys of the first row as its header; nothing if there are no rows.

    What is of a person's diary ends in the column `person`.
    """
    if not rows:
        return
    if _whose:
        _unnamed.discard("line")
        rows = [{**row, "person": _whose} for row in rows]
    import csv
    import io

    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _safe(value) for key, value in row.items()} for row in rows)
    for csv_line in text.getvalue().splitlines():
        line(csv_line)


def _safe(value: Any) -> Any:
    """Return a cell: text on one line that no spreadsheet runs as a formula, a list as one text.

    Figures have nine decimals, so that none is rounded up to a target; more are noise from binary
    fractions.
    """
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    flat = printable(value)
    return quoted_cell(flat) if is_formula(flat) else flat


def columns(in_a_pipe: int) -> int:
    """Return the width of the terminal, or the given one in a pipe."""
    if not _is_terminal():
        return in_a_pipe
    import shutil

    return shutil.get_terminal_size().columns


def show(filled: Table) -> None:
    """Print a table, at most as wide as the terminal; in a pipe it is never cut."""
    styled = _is_terminal() and os.environ.get("TERM") not in _WITHOUT_STYLES
    lines = filled.lines(columns(WIDEST), styled=styled)
    if lines and (heading := _named(" ", "line").strip()):
        line(heading)
    for text in lines:
        click.echo(_plain(text, sys.stdout))


def rows(
    cells: Iterable[Sequence[str]], right: Iterable[int] = (), fold: int | None = None
) -> None:
    """Print rows as a table."""
    filled = Table(right, fold)
    for row_cells in cells:
        filled.row(*row_cells)
    show(filled)


def explained(pairs: Sequence[tuple[str, str]]) -> None:
    """Print what can be typed, and beside it what that does, or below it on a narrow terminal."""
    room = columns(WIDEST) - max(len(typed) for typed, _ in pairs) - 4
    if room >= min(_LEAST_EXPLANATION, max(len(said) for _, said in pairs)):
        rows(pairs, fold=2)
        return
    import textwrap

    for typed, said in pairs:
        line(f"  {typed}")
        for part in textwrap.wrap(said, columns(WIDEST) - 6):
            line(f"      {part}")


def listing(
    things: "Sequence[T]",
    as_json: bool,
    to_json: "Callable[[T], Any]",
    cells: "Callable[[T], Sequence[str]]",
    *,
    right: Iterable[int] = (),
    fold: int | None = None,
    empty: str,
) -> None:
    """Print a list as JSON or as a table; `empty` is said on stderr if the table has no rows."""
    if as_json:
        document([to_json(thing) for thing in things])
        return
    rows(map(cells, things), right, fold)
    if not things:
        note(empty)


def effects(of: "Iterable[Condition]") -> None:
    """Print a paragraph for each condition: what it does to the estimate."""
    from tracker.reports import sentences

    for condition in of:
        paragraph(sentences.effect(condition))


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Yield a function that shows how many of all bytes are read, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _is_terminal() -> bool:
    return bool(sys.stdout and sys.stdout.isatty())  # None if it was closed


def _plain(text: str, stream: Any) -> str:
    return text if _shows_unicode(stream) else text.translate(_ASCII)


def _shows_unicode(stream: Any) -> bool:
    # Python turns the C locale of LANG into UTF-8 (PEP 538); LC_ALL=C asks for ASCII.
    if os.environ.get("LC_ALL") in ("C", "POSIX"):
        return False
    return str(getattr(stream, "encoding", None) or "").lower().replace("-", "") in (
        "utf8",
        "utf16",
    )
