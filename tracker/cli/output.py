"""Text for people, on a terminal and in a pipe, and the names of files to write."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.table import Table
from tracker.errors import InputError
from tracker.text.formatting import format_number, is_formula, printable, quoted_cell
from tracker.text.formatting import ug as ug

if TYPE_CHECKING:
    from tracker.diary.model import Item
    from tracker.foods.model import Serving
    from tracker.health.cautions import Remark
    from tracker.people.conditions import Condition

T = TypeVar("T")
_PIPE = 1000  # wider than any line
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

    for part in textwrap.wrap(printable(_named(text, "line")), columns(_PIPE)):
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
    lines = filled.lines(columns(_PIPE), styled=styled)
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


def servings(eaten: "Sequence[Serving]") -> None:
    """Print a line a serving: food, amount, grams, µg, and remarks."""
    rows(([*_cells(each), _remarks(each)] for each in eaten), right=(2, 3, 4), fold=1)


def items(eaten: "Sequence[Item]") -> None:
    """Print a line an item: as `servings`, with the time and the meal before it."""
    from tracker.text.dates import format_hour

    def cells(item: "Item") -> list[str]:
        when = item.when
        hour = format_hour(when.day, when.eaten_at) if when.eaten_at else ""
        return [hour, when.meal or "", *_cells(item), _remarks(item)]

    rows(map(cells, eaten), right=(4, 5, 6), fold=3)


def numbered_items(eaten: "Sequence[Item]") -> None:
    """Print a line an item: as `servings`, with its id before it and its note after it."""

    def cells(item: "Item") -> list[str]:
        remarks = [_remarks(item), f'"{item.note}"' if item.note else ""]
        return [str(item.id), *_cells(item), ", ".join(filter(None, remarks))]

    rows(map(cells, eaten), right=(1, 3, 4, 5), fold=2)


def ingredients(of: "Sequence[Serving]") -> None:
    """Print a line an ingredient: as `servings`, with fewer remarks."""
    remarks = ([*_cells(each), ", ".join(_unknown_remarks(each))] for each in of)
    rows(remarks, right=(2, 3, 4), fold=1)


def grams(value: float | None) -> str:
    """Return `28.3 g`; empty if it is unknown."""
    return "" if value is None else f"{format_number(round(value, 1))} g"


def effects(of: "Iterable[Condition]") -> None:
    """Print a paragraph for each condition: what it does to the estimate."""
    from tracker.reports import sentences

    for condition in of:
        paragraph(sentences.effect(condition))


# --- bars and sparklines of days beside the target

# Bars end, and marks are full, at twice the target, which is in the middle.
_FULL = 2.0
_MARKS = "▁▂▃▄▅▆▇█"
_EIGHTHS = ("", *"▏▎▍▌▋▊▉")
_NO_LOG = " "
_INDENT = 2
_MOST_MARKS = 92


class Layout:
    """How a table of bars is drawn: `bar` cells wide, and a `short` one has short names too."""

    def __init__(self, bar: int, *, short: bool = False) -> None:
        """Not a dataclass, which would cost every command as much as a small query."""
        self.bar, self.short = bar, short

    def cells(self, share: float) -> tuple[str, str]:
        """Return a bar of that share of the target, and `▸` if it goes on beyond its end."""
        whole, eighths = divmod(int(min(share / _FULL, 1) * self.bar * 8), 8)
        bar = "█" * whole + _EIGHTHS[eighths]
        return f"{bar:{self.bar}}", "▸" if share > _FULL else ""

    def heads(self, intake: str, met: str | None = None) -> list[str]:
        """Return the row over the bars: the mark of the target and the names of the figures."""
        mark = f"{'':{self.bar // 2 - 1}}│"
        if self.bar == _WIDEST:
            names = [f"{mark} target", "", intake, "", *([met] if met else [])]
        else:
            # A heading makes no column wider.
            names = [mark, "", intake.split()[0], "share", *([met.split()[-1]] if met else [])]
        return ["", *names, "absorbed", "need"]


_WIDEST = 16
_LAYOUTS = (Layout(_WIDEST), Layout(10), Layout(6), Layout(4), Layout(6, short=True))


def bars(draw: "Callable[[Layout], Table]") -> None:
    """Print a table in the widest layout that fits, or its columns in tables below each other."""
    for layout in _LAYOUTS:
        table = draw(layout)
        if table.width <= columns(_PIPE):
            break
    for part in table.split(columns(_PIPE)):
        show(part)


def room() -> int:
    """Return how many marks a sparkline may have."""
    return min(columns(_MOST_MARKS + _INDENT) - _INDENT, _MOST_MARKS)


def sparkline(shares: Sequence[float | None], text: str, *, absorbed: bool = False) -> None:
    """Print a mark for each share of the target, a space for None, and below what it shows.

    Of what was `absorbed` it is the share of the need.
    """
    if all(share is None for share in shares):
        return
    last = len(_MARKS) - 1
    marks = [
        _NO_LOG if share is None else _MARKS[min(int(share / _FULL * len(_MARKS)), last)]
        for share in shares
    ]
    line(f"{'':{_INDENT}}{''.join(marks).rstrip()}")
    if absorbed:
        text = (
            f"{text} by what was absorbed; a full mark is twice the need, a space means no estimate"
        )
    else:
        text = f"{text}; a full mark is twice the target, a space means no log"
    paragraph(f"  {text}")


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


# --- files to write


class OutputFile(click.Path):
    """A file to write: its suffix is one of those given, and its folder exists."""

    def __init__(self, what: str, *suffixes: str, or_pipe: bool = False) -> None:
        """`what` names it in messages; `or_pipe` allows any name for a pipe or a device."""
        super().__init__(path_type=Path, dir_okay=False)
        self._what, self._suffixes, self._or_pipe = what, suffixes, or_pipe

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raise InputError."""
        file = Path(os.fsdecode(super().convert(value, param, ctx)))
        is_pipe = os.path.exists(file) and not os.path.isfile(file)  # noqa: PTH110, PTH113
        if file.suffix.lower() not in self._suffixes and not (self._or_pipe and is_pipe):
            raise InputError(f'"{file}": {self._what} ends in {", ".join(self._suffixes)}')
        if not file.parent.is_dir():
            raise InputError(f'"{file}": the folder does not exist')
        return file


CHART_FILE = OutputFile("a chart", ".png", ".svg", ".pdf")
PAGE_FILE = OutputFile("a page", ".html", ".htm", or_pipe=True)
PRINT_FILE = OutputFile("a print", ".pdf")


# --- cells and streams


def _remarks(serving: "Serving") -> str:
    usual = ["usual portion"] if serving.usual else []
    usual += ["usual size"] if serving.usual_size else []
    added = [serving.origin] if serving.origin in ("supplement", "injection") else []
    return ", ".join([*usual, *added, *_unknown_remarks(serving)])


def _cells(of: "Serving") -> list[str]:
    return [of.food, of.label, grams(of.grams), ug(of.b12_ug, lower_bound=of.lower_bound)]


def _unknown_remarks(of: "Serving") -> Iterable[str]:
    if of.b12_ug is None:
        yield "B12 not in the table"
    elif of.lower_bound:
        yield "holds foods of unknown B12"


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
