"""An export of a whole diary: a folder or zip with a file for each sheet, and one about it.

`b12-export.json` holds `form` (the number of this form), `files` (csv or json), `release` and
`schema` of the program that wrote it, `exported_at`, and `rows`, how many each sheet has. The
sheets and their columns are those of `sheets`, a file each: `meals.csv` or `meals.json`.

A JSON file is a list of objects with all columns; unknown is null. A CSV file is UTF-8 with a
header; an empty cell is unknown. In it, a text that is empty, or begins with an apostrophe or what
a spreadsheet takes for a formula (also after a semicolon), has one more apostrophe before it and
after each of its semicolons.
"""

import csv
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal

from tracker import interrupt, paths
from tracker.errors import InputError, RefusedError
from tracker.exchange.files import Archive, Meter, is_archive, lines
from tracker.exchange.native.sheets import FORM, SHEETS, Sheet, SheetRow, Value
from tracker.exchange.recognise import ABOUT
from tracker.text.dates import newest_day
from tracker.text.formatting import is_formula, printable, quoted_cell, unquoted_cell

FileFormat = Literal["csv", "json"]
# Creates a file of the export.
_Create = Callable[[str], IO[str]]

_LONGEST_ABOUT = 1 << 20
# A JSON sheet is read as a whole: a hundred years of meals are half of it.
_LONGEST_JSON = 1 << 28
_MOST_NAMED = 5


def write(
    target: Path,
    files: FileFormat,
    rows: Callable[[str], Iterable[tuple[Value, ...]]],
    about: Mapping[str, str],
) -> dict[str, int]:
    """Write an export, a zip if `target` ends in .zip; return how many rows each sheet has.

    `rows` gives those of a sheet. The export gets its name when it is complete, and only its owner
    can read it. Raise RefusedError if there is something of that name.
    """
    empty = not _is_zip(target) and target.is_dir() and not any(target.iterdir())
    if target.exists() and not empty:
        raise RefusedError(f"{target} exists already: name a new folder or zip")
    if not target.absolute().parent.is_dir():
        raise InputError(f"{target.parent}: there is no such folder")
    counts: dict[str, int] = {}
    write_sheet = _write_csv if files == "csv" else _write_json
    with _creating(target) as create:
        for sheet in SHEETS.values():
            with create(f"{sheet.name}.{files}") as file:
                counts[sheet.name] = write_sheet(file, sheet, rows(sheet.name))
        with create(ABOUT) as file:
            json.dump({"form": FORM, "files": files, **about, "rows": counts}, file, indent=2)
            file.write("\n")
    return counts


@contextmanager
def _creating(target: Path) -> Iterator[_Create]:
    """Give what creates the files; they are under another name until all are written."""
    if _is_zip(target):
        with paths.whole(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as files:
            yield lambda name: io.TextIOWrapper(files.open(name, "w"), "utf-8", newline="")
        return
    try:
        target = paths.followed(target)
        prefix, suffix = paths.UNFINISHED
        with tempfile.TemporaryDirectory(suffix, prefix, target.parent) as folder:
            export = paths.make_private(Path(folder) / "export")
            yield lambda name: io.TextIOWrapper(_private(export / name), "utf-8", newline="")
            interrupt.ignore()
            export.replace(target)
    except OSError as error:
        raise RefusedError(f"{target} can't be written: {error.strerror}") from None


def _private(path: Path) -> IO[bytes]:
    """Open a new file that only its owner can read."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _is_zip(target: Path) -> bool:
    return target.suffix.casefold() == ".zip"


def _write_csv(file: IO[str], sheet: Sheet, rows: Iterable[tuple[Value, ...]]) -> int:
    # The line end of RFC 4180; with another one Python leaves a lone \r unquoted.
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.name for column in sheet.columns)
    count = 0
    for row in rows:
        writer.writerow(map(_cell, row))
        count += 1
    return count


def _write_json(file: IO[str], sheet: Sheet, rows: Iterable[tuple[Value, ...]]) -> int:
    count = 0
    for count, row in enumerate(rows, start=1):
        cells = {column.name: value for column, value in zip(sheet.columns, row, strict=True)}
        file.write(f"{',' if count > 1 else '['}\n{json.dumps(cells, ensure_ascii=False)}")
    file.write("\n]\n" if count else "[]\n")
    return count


def _cell(value: Value) -> Value:
    if isinstance(value, str) and (
        not value or value.lstrip(" ").startswith("'") or is_formula(value)
    ):
        return quoted_cell(value)
    return value


@contextmanager
def open_export(path: Path) -> "Iterator[Export]":
    """Open an export: the one in the folder or zip itself, else the only one below.

    Raise InputError if there is none or several, RefusedError for a damaged or newer one.
    """
    name = path.name or str(path)
    if not is_archive(path):
        raise InputError(f"{name} is not an export of b12: that is a folder or a zip")
    with Archive(path) as archive:
        yield Export(archive, name)


class Export:
    """An export that is open; `within` is the folder it is in, `.` for the archive itself."""

    def __init__(self, archive: Archive, name: str) -> None:
        """Read its description. Raise as `open_export` does."""
        self._archive, self._name = archive, name
        self.within = self._folder(archive.folders(ABOUT))
        self._members = archive.members(self.within)
        self._form, self._files, self._counts = self._about()

    def _folder(self, folders: list[PurePosixPath]) -> PurePosixPath:
        if not folders:
            raise InputError(f"{self._name} is not an export of b12: it has no {ABOUT}")
        if len(folders) > 1 and folders[0].parts:
            names = ", ".join(printable(str(folder)) for folder in folders[:_MOST_NAMED])
            more = len(folders) - _MOST_NAMED
            raise InputError(
                f"{self._name} holds several exports: {names}"
                f"{f' and {more} more' if more > 0 else ''}; name one of them"
            )
        return folders[0]

    def check(self, now: datetime) -> int:
        """Read every row; return how many are of a day or a moment that is still to come.

        They may be of a clock that was wrong for a while. Raise InputError, with its place, for a
        row that no diary can have.
        """
        newest, to_come = newest_day(now), 0
        for sheet in SHEETS.values():
            planned = sheet.name == "regimens"
            for row in self.rows(sheet.name):
                to_come += not planned and any(
                    value > now if isinstance(value, datetime) else value > newest
                    for value in row.cells.values()
                    if isinstance(value, date)
                )
        return to_come

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet. Raise as `check` does, at the end if some are missing."""
        name = f"{sheet}.{self._files}"
        of_form = SHEETS[sheet].of_form(self._form)
        if not of_form.columns:  # a sheet that the older form lacks
            return
        if name not in self._members:
            raise InputError(f"{self._name} lacks {name}")
        count = 0
        reader = _read_csv if self._files == "csv" else _read_json
        try:
            with self._text(name) as text:
                for where, cells in reader(text, name, of_form):
                    count += 1
                    try:
                        yield SheetRow(where, SHEETS[sheet].checked(cells))
                    except InputError as error:
                        raise InputError(f"{where}: {error}") from None
        except UnicodeDecodeError:
            raise InputError(f"{name} is not in UTF-8") from None
        if count != self._counts.get(sheet):
            raise InputError(f"{name} has {count} rows, {ABOUT} says {self._counts.get(sheet)}")

    def _about(self) -> tuple[int, FileFormat, dict[str, Any]]:
        with self._text(ABOUT) as text:
            try:
                about = json.loads(text.read(_LONGEST_ABOUT))
            except (ValueError, RecursionError):
                about = None
        about = about if isinstance(about, dict) else {}
        form, files, rows = about.get("form"), about.get("files"), about.get("rows")
        number = form if isinstance(form, int) else 0
        if number > FORM:
            raise RefusedError(
                f"{self._name} was written by a newer release of b12 (its form is {number}): "
                "upgrade b12"
            )
        if number < 1 or files not in ("csv", "json") or not isinstance(rows, dict):
            raise InputError(f"{self._name} is damaged: its {ABOUT} is not what b12 writes")
        return number, files, rows

    def _text(self, name: str) -> io.TextIOWrapper:
        member = self._members[name]
        data = self._archive.open(member, Meter(lambda *_: None, self._archive.size(member)))
        return io.TextIOWrapper(data, encoding="utf-8-sig", newline="")


def _read_csv(text: IO[str], name: str, sheet: Sheet) -> Iterator[tuple[str, dict[str, object]]]:
    reader = csv.reader(lines(text), strict=True)
    line = 1
    try:
        header = next(reader, [])
        _check_columns(header, f"{name}, line 1", sheet)
        kinds = {column.name: column.kind for column in sheet.columns}
        line = reader.line_num + 1
        for row in reader:
            where = f"{name}, line {line}"
            if len(row) != len(header):
                raise InputError(f"{where}: it has {len(row)} cells, and the header {len(header)}")
            cells = zip(header, row, strict=True)
            yield where, {column: _value(cell, kinds[column]) for column, cell in cells}
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{name}, line {line}: {error}") from None


def _value(cell: str, kind: str) -> object:
    """Return a number where one is due and written, else text, which the check will refuse."""
    if kind not in ("figure", "whole") or not cell:
        return unquoted_cell(cell) if cell else None
    try:
        return int(cell) if kind == "whole" else float(cell)
    except ValueError:
        return cell


def _read_json(text: IO[str], name: str, sheet: Sheet) -> Iterator[tuple[str, dict[str, object]]]:
    content = text.read(_LONGEST_JSON)
    if len(content) == _LONGEST_JSON:
        raise InputError(f"{name} has more than {_LONGEST_JSON:,} characters: export as CSV")
    try:
        rows = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"{name} is not valid JSON: {printable(str(error))[:200]}") from None
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        where = f"{name}, row {number}"
        if not isinstance(row, dict):
            raise InputError(f"{where}: it is not an object")
        _check_columns(row, where, sheet)
        yield where, row


def _check_columns(names: Iterable[str], where: str, sheet: Sheet) -> None:
    due = [column.name for column in sheet.columns]
    if sorted(names) != sorted(due):
        actual = printable(", ".join(names))[:200]
        raise InputError(f"{where}: the columns are {actual or 'missing'}, not {', '.join(due)}")
