"""An export of a whole diary: a folder or zip with a file a sheet, and one that says what it is.

`b12-export.json` holds `form` (the number of this form), `files` (csv or json), `release` and
`schema` of the program that wrote it, `exported_at`, and `rows`, how many each sheet has. The
sheets and their columns are those of `domain.sheets`, a file each: `meals.csv` or `meals.json`.

A JSON file is a list of objects with all columns; unknown is null. A CSV file is UTF-8 with a
header; an empty cell is unknown. In it a text that is empty, or begins with what a spreadsheet
takes for a formula or with an apostrophe, has one apostrophe more before it.
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

from tracker import paths
from tracker.errors import InputError, RefusedError
from tracker.exchange.files import Archive, Documents, Meter, is_archive, lines
from tracker.exchange.native.sheets import FORM, SHEETS, Read, Sheet, Value
from tracker.text.formatting import is_formula, printable

Files = Literal["csv", "json"]
# Makes a file of the export.
_Create = Callable[[str], IO[str]]

ABOUT = "b12-export.json"
_LONGEST_ABOUT = 1 << 20
_MOST_NAMED = 5
# Where days that are still to come can't be, and the moment beside the day that knows better.
_PAST = {
    "people": ("born",),
    "life_stages": ("since",),
    "targets": ("since",),
    "conditions": ("since", "until"),
    "meals": ("day",),
    "marked_days": ("day",),
    "symptoms": ("day",),
    "laboratory": ("day",),
    "imported_days": ("day",),
}
_MOMENTS = {"meals": "eaten_at", "symptoms": "felt_at"}


def write(
    target: Path,
    files: Files,
    rows: Callable[[str], Iterable[tuple[Value, ...]]],
    about: Mapping[str, str],
) -> dict[str, int]:
    """Write an export, a zip where `target` ends in .zip; returns how many rows each sheet has.

    `rows` gives those of a sheet. It has its name only when it is whole, and its owner alone can
    read it. Raises RefusedError where there is something by that name.
    """
    empty = not _is_zip(target) and target.is_dir() and not any(target.iterdir())
    if target.exists() and not empty:
        raise RefusedError(f"{target} is there already: name a new folder or zip")
    if not target.absolute().parent.is_dir():
        raise InputError(f"{target.parent}: there is no such folder")
    counts: dict[str, int] = {}
    with _written(target) as create:
        for sheet in SHEETS.values():
            with create(f"{sheet.name}.{files}") as file:
                written = _write_csv if files == "csv" else _write_json
                counts[sheet.name] = written(file, sheet, rows(sheet.name))
        with create(ABOUT) as file:
            json.dump({"form": FORM, "files": files, **about, "rows": counts}, file, indent=2)
            file.write("\n")
    return counts


@contextmanager
def _written(target: Path) -> Iterator[_Create]:
    """Gives what makes its files; they are under another name until all is written."""
    try:
        prefix, suffix = paths.UNFINISHED
        with tempfile.TemporaryDirectory(suffix, prefix, target.absolute().parent) as folder:
            made = Path(folder) / "export"
            with _zipped(made) if _is_zip(target) else _in_folder(made) as create:
                yield create
            made.replace(target)
    except OSError as error:
        raise RefusedError(f"{target} can't be written: {error.strerror}") from None


@contextmanager
def _zipped(made: Path) -> Iterator[_Create]:
    with _private(made) as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
        yield lambda name: io.TextIOWrapper(packed.open(name, "w"), "utf-8", newline="")


@contextmanager
def _in_folder(made: Path) -> Iterator[_Create]:
    made.mkdir(mode=0o700)
    yield lambda name: io.TextIOWrapper(_private(made / name), "utf-8", newline="")


def _private(path: Path) -> IO[bytes]:
    """A new file that only its owner can read."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _is_zip(target: Path) -> bool:
    return target.suffix.casefold() == ".zip"


def _write_csv(file: IO[str], sheet: Sheet, rows: Iterable[tuple[Value, ...]]) -> int:
    # RFC 4180's line end; with another one Python leaves a lone \r unquoted.
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.name for column in sheet.columns)
    count = 0
    for row in rows:
        writer.writerow(map(_cell, row))
        count += 1
    return count


def _write_json(file: IO[str], sheet: Sheet, rows: Iterable[tuple[Value, ...]]) -> int:
    count = 0
    for row in rows:
        named = {column.name: value for column, value in zip(sheet.columns, row, strict=True)}
        file.write(f"{',' if count else '['}\n{json.dumps(named, ensure_ascii=False)}")
        count += 1
    file.write("\n]\n" if count else "[]\n")
    return count


def _cell(value: Value) -> Value:
    if isinstance(value, str) and (
        not value or value.lstrip(" ").startswith("'") or is_formula(value)
    ):
        return f"'{value}"
    return value


def _text(cell: str) -> str | None:
    return cell.removeprefix("'") if cell else None


@contextmanager
def reading(path: Path) -> "Iterator[Export]":
    """An export: in the folder or zip itself, else the only one below.

    Raises InputError for what is none or holds several, RefusedError for a damaged or newer one.
    """
    name = path.name or str(path)
    if not is_archive(path):
        raise InputError(f"{name} is no export of b12: that is a folder or a zip")
    with Archive(path) as archive:
        yield Export(archive, name)


class Export:
    """An export that is open; `within` is the folder it lies in, `.` for the archive itself."""

    def __init__(self, archive: Archive, name: str) -> None:
        """Read what it says of itself. Raises as `reading` does."""
        self._archive, self._name = archive, name
        self.within = self._found(archive.folders(ABOUT))
        self._members = archive.members(self.within)
        self._files, self._counts = self._about()

    def _found(self, folders: list[PurePosixPath]) -> PurePosixPath:
        if not folders:
            raise InputError(f"{self._name} is no export of b12: it has no {ABOUT}")
        if len(folders) > 1 and folders[0].parts:
            named = ", ".join(printable(str(one)) for one in folders[:_MOST_NAMED])
            more = len(folders) - _MOST_NAMED
            raise InputError(
                f"{self._name} holds several exports: {named}"
                f"{f' and {more} more' if more > 0 else ''}; name one of them"
            )
        return folders[0]

    def check(self, now: datetime) -> None:
        """Read every row. Raises InputError for one that no diary can have, with its place.

        Days after `now` are among them.
        """
        for sheet in SHEETS:
            days, moment = _PAST.get(sheet, ()), _MOMENTS.get(sheet)
            for one in self.rows(sheet):
                for day in days:
                    if _is_to_come(one, day, moment, now):
                        raise InputError(f"{one.where}: {one.cells[day]} is in the future")

    def rows(self, sheet: str) -> Iterator[Read]:
        """The rows of a sheet. Raises as `check` does, at the end when there are too few."""
        name = f"{sheet}.{self._files}"
        if name not in self._members:
            raise InputError(f"{self._name} lacks {name}")
        count = 0
        reader = _read_csv if self._files == "csv" else _read_json
        try:
            with self._text(name) as text:
                for where, cells in reader(text, name, SHEETS[sheet]):
                    count += 1
                    try:
                        yield Read(where, SHEETS[sheet].checked(cells))
                    except InputError as error:
                        raise InputError(f"{where}: {error}") from None
        except UnicodeDecodeError:
            raise InputError(f"{name} is not in UTF-8") from None
        if count != self._counts.get(sheet):
            raise InputError(f"{name} has {count} rows, {ABOUT} says {self._counts.get(sheet)}")

    def _about(self) -> tuple[Files, dict[str, Any]]:
        with self._text(ABOUT) as text:
            try:
                about = json.loads(text.read(_LONGEST_ABOUT))
            except (ValueError, RecursionError):
                about = None
        about = about if isinstance(about, dict) else {}
        form, files, rows = about.get("form"), about.get("files"), about.get("rows")
        if isinstance(form, int) and form > FORM:
            raise RefusedError(
                f"{self._name} was written by a newer release of b12 (its form is {form}): "
                "upgrade b12"
            )
        if form != FORM or files not in ("csv", "json") or not isinstance(rows, dict):
            raise InputError(f"{self._name} is damaged: its {ABOUT} isn't what b12 writes")
        return files, rows

    def _text(self, name: str) -> io.TextIOWrapper:
        member = self._members[name]
        data = self._archive.open(member, Meter(lambda *_: None, self._archive.size(member)))
        return io.TextIOWrapper(data, encoding="utf-8-sig", newline="")


def _is_to_come(one: Read, day: str, moment: str | None, now: datetime) -> bool:
    said = one.cells[day]
    if said is None or date.fromisoformat(str(said)) <= now.date():
        return False
    # East of here it may have been that day already.
    felt = one.cells[moment] if moment else None
    if felt is None:
        return True
    at = datetime.fromisoformat(str(felt))
    return at > now or at.date().isoformat() < str(said)


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
                raise InputError(f"{where}: it has {len(row)} cells and not {len(header)}")
            cells = zip(header, row, strict=True)
            yield where, {column: _value(cell, kinds[column]) for column, cell in cells}
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{name}, line {line}: {error}") from None


def _value(cell: str, kind: str) -> object:
    """A number where one is due and written; anything else is text, which the check will refuse."""
    if kind not in ("figure", "whole") or not cell:
        return _text(cell)
    try:
        return int(cell) if kind == "whole" else float(cell)
    except ValueError:
        return cell


def _read_json(text: IO[str], name: str, sheet: Sheet) -> Iterator[tuple[str, dict[str, object]]]:
    for number, row in enumerate(Documents(text, name, frozenset()), start=1):
        where = f"{name}, row {number}"
        if not isinstance(row, dict):
            raise InputError(f"{where}: it is no object")
        _check_columns(row, where, sheet)
        yield where, row


def _check_columns(found: Iterable[str], where: str, sheet: Sheet) -> None:
    due = [column.name for column in sheet.columns]
    if sorted(found) != sorted(due):
        said = printable(", ".join(found))[:200]
        raise InputError(f"{where}: the columns are {said or 'missing'}, and not {', '.join(due)}")
