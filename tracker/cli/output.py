"""Text for people and programs, on a terminal and in a pipe."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from tracker.cli import pager, terminal, wrapping
from tracker.cli.table import Table
from tracker.cli.terminal import WIDEST as WIDEST
from tracker.cli.terminal import columns as columns
from tracker.errors import InputError
from tracker.text.formatting import is_formula, printable, quoted_cell
from tracker.text.formatting import ug as ug

if TYPE_CHECKING:
    from tracker.health.cautions import Remark
    from tracker.people.conditions import Condition

T = TypeVar("T")
_LEAST_EXPLANATION = 24
_DECIMALS = 6  # of µg: a picogram, below what any laboratory measures
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
    """Print a line on stdout, which is never broken; `terminal` says what a style means."""
    _print(terminal.plain(printable(_named(text, "line"))), style)


def paragraph(text: str, style: str | None = None) -> None:
    """Print text, broken between words on a terminal, and on one line in a pipe."""
    whole = terminal.plain(printable(_named(text, "line")))
    for part in wrapping.lines(whole, columns(WIDEST)):
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
    """Print text on stderr that isn't an error, as `paragraph` does."""
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
    """Print an error on stderr, in one line if that is a pipe, with the choices below it."""
    if len(message) > _LONGEST_ERROR:  # a page pasted instead of a word
        message = f"{message[: _LONGEST_ERROR // 2]} ... {message[-_LONGEST_ERROR // 4 :]}"
    _print_error(f"Error: {message}", "Error:")
    for choice in choices:
        _print_error(f"  {choice}")


def _print_error(text: str, urgent: str = "") -> None:
    """Print text on stderr, of which the beginning may be urgent."""
    whole = terminal.plain(printable(text), sys.stderr)
    for part in wrapping.lines(whole, wrapping.width_of(sys.stderr)):
        if urgent and part.startswith(urgent) and terminal.is_styled(sys.stderr):
            part = terminal.styled(urgent, "urgent") + part.removeprefix(urgent)
        pager.echo(part, err=True)


def document(data: Any) -> None:
    """Print JSON; characters that could move a terminal's cursor are escaped, not lost.

    Figures have at most six decimals. What is of a person's diary has the key `person`, in a list
    each part.
    """
    if _whose:
        parts = data if isinstance(data, list) else [data]
        named = [{"person": _whose, **part} for part in parts]
        data = named if isinstance(data, list) else named[0]
    data = _rounded(data)
    text = json.dumps(data, indent=2, ensure_ascii=False)
    unicode = terminal.shows_unicode(sys.stdout)
    plain = unicode and all(line == printable(line) for line in text.split("\n"))
    pager.echo(text if plain else json.dumps(data, indent=2))


def _rounded(data: Any) -> Any:
    """Return the same with at most six decimals: what comes after is noise of binary fractions.

    Whether a target was met is another key, computed before, so a figure that is rounded up to
    the target does not become met.
    """
    if isinstance(data, float):
        return round(data, _DECIMALS) + 0.0  # -0.0 becomes 0.0
    if isinstance(data, dict):
        return {key: _rounded(value) for key, value in data.items()}
    return [_rounded(part) for part in data] if isinstance(data, list) else data


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

    Figures, true and false are as in JSON.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _rounded(value)
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
    as_csv: bool = False,
    to_row: "Callable[[T], Any] | None" = None,
    right: Iterable[int] = (),
    fold: int | None = None,
    empty: str,
) -> None:
    """Print a list as JSON, CSV or a table; `empty` is said on stderr if there are no rows.

    A row of CSV has the keys of JSON, unless `to_row` gives others. Raise InputError for both.
    """
    if as_json and as_csv:
        raise InputError("give one of --json and --csv")
    if as_json:
        document([to_json(thing) for thing in things])
        return
    if as_csv:
        csv_rows([(to_row or to_json)(thing) for thing in things])
    else:
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
