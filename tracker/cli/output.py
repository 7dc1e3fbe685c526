"""Text for people and programs, on a terminal and in a pipe."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from tracker.cli import pager, terminal
from tracker.cli.table import Table
from tracker.cli.terminal import WIDEST as WIDEST
from tracker.cli.terminal import columns as columns
from tracker.text.formatting import is_formula, printable, quoted_cell
from tracker.text.formatting import ug as ug

if TYPE_CHECKING:
    from tracker.health.cautions import Remark
    from tracker.people.conditions import Condition

T = TypeVar("T")
_LONGEST_ERROR = 6000  # longer than a path with its message
# The last line of a reply to a write.
UNDO = "Not right? b12 undo"
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


def line(text: str = "", style: str | None = None) -> None:
    """Print a line on stdout; what a style means is said in `terminal`."""
    _print(terminal.plain(printable(_named(text, "line"))), style)


def paragraph(text: str, style: str | None = None) -> None:
    """Print text, broken between words on a terminal, and on one line in a pipe."""
    if not terminal.is_terminal():
        line(text, style)
        return
    import textwrap

    whole = terminal.plain(printable(_named(text, "line")))
    for part in textwrap.wrap(whole, columns(WIDEST)):
        _print(part, style)


def _print(text: str, style: str | None) -> None:
    pager.echo(terminal.styled(text, style) if terminal.is_styled() else text)


def meal_lines(texts: Iterable[str]) -> None:
    """Print lines that `b12 log -` reads; whose they are stands in a comment."""
    if "line" in _unnamed:
        _unnamed.discard("line")
        line(f"# {_whose}")
    for text in texts:
        line(text)


def remark(of: "Remark") -> None:
    """Print a remark with its source."""
    text = f"{of.text} ({of.source})" if of.source else of.text
    paragraph(text, "urgent" if of.urgency else None)


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
    _print_error(f"Error: {message}", "Error:")
    for choice in choices:
        _print_error(f"  {choice}")


def _print_error(text: str, urgent: str = "") -> None:
    """Print a line on stderr, of which the beginning may be urgent."""
    shown = terminal.plain(printable(text), sys.stderr)
    if urgent and terminal.is_styled(sys.stderr):
        shown = terminal.styled(urgent, "urgent") + shown.removeprefix(urgent)
    pager.echo(shown, err=True)


def document(data: Any) -> None:
    """Print JSON; characters that could move a terminal's cursor are escaped, not lost.

    What is of a person's diary has the key `person`, in a list each part.
    """
    if _whose:
        parts = data if isinstance(data, list) else [data]
        named = [{"person": _whose, **part} for part in parts]
        data = named if isinstance(data, list) else named[0]
    text = json.dumps(data, indent=2, ensure_ascii=False)
    unicode = terminal.shows_unicode(sys.stdout)
    plain = unicode and all(line == printable(line) for line in text.split("\n"))
    pager.echo(text if plain else json.dumps(data, indent=2))


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


def show(filled: Table) -> None:
    """Print a table, at most as wide as the terminal; in a pipe it is never cut."""
    # In a pipe there is room for any line, of characters that are two cells wide too.
    lines = filled.lines(columns(max(WIDEST, 2 * filled.width)), styled=terminal.is_styled())
    if lines and (heading := _named(" ", "line").strip()):
        line(heading)
    for text in lines:
        pager.echo(text)


def rows(
    cells: Iterable[Sequence[str]], right: Iterable[int] = (), fold: int | None = None
) -> None:
    """Print rows as a table."""
    filled = Table(right, fold)
    for row_cells in cells:
        filled.row(*row_cells)
    show(filled)


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

    console = Console(stderr=True, no_color=not terminal.is_styled(sys.stderr))
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
