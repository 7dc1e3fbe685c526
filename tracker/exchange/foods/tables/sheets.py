"""The sheets of a file, folder or zip: spreadsheets, text with any separator, JSON and XML."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tracker.errors import RefusedError
from tracker.exchange.files import UTF_16, Archive, Meter, Progress, check_regular, first_bytes
from tracker.exchange.foods.tables.sheet import Row, Sheet, decoded
from tracker.text.formatting import printable

SEPARATORS = (";", "\t", "|", "~", ",")
# The rows by which a separator is judged, and the share in which it must occur equally often.
_SAMPLE, _NEARLY_ALL, _FEW = 100, 0.8, 0.3
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# Files inside the zip that a spreadsheet is.
_SPREADSHEETS = frozenset({"workbook.xml", "workbook.bin", "content.xml"})
# In the XML of an xlsx: the rows, and the columns of cells.
_ROW, _COLUMN = re.compile(rb'\br="[A-Z]*(\d{1,8})"'), re.compile(rb'\br="([A-Z]{1,4})\d')
_MOST_CELLS = 40_000_000
# A table of a few thousand foods is never larger.
_MOST_BYTES, _MOST_UNPACKED = 1 << 28, 1 << 29


def open_sheets(path: Path, progress: Progress) -> list[Sheet]:
    """Return the sheets of a file, or of all files in a folder or zip that could hold some.

    Raise InputError if there is no such file, RefusedError if it is damaged or too large.
    """
    check_regular(path)
    if not path.is_dir() and not _is_zip(path):
        data = first_bytes(path, _MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise RefusedError(f"{path.name} is too large for a food table")
        progress(len(data), len(data))
        return _sheets_of(path.name, data)
    sheets: list[Sheet] = []
    refused: RefusedError | None = None
    with Archive(path) as archive:
        names = archive.names()
        total = sum(map(archive.size, names))
        if total > _MOST_BYTES:
            raise RefusedError(f"{path.name} is too large for a food table")
        meter = Meter(progress, total)
        for name in names:
            with archive.open(name, meter) as file:
                data = file.read()
            try:
                sheets += _sheets_of(PurePosixPath(name).name, data)
            except RefusedError as error:
                refused = error  # a document beside the table, or the table
        meter.finish()
    if refused is not None and not sheets:
        raise refused
    return sheets


def _is_zip(path: Path) -> bool:
    if not first_bytes(path, 4).startswith(_ZIP):
        return False
    with Archive(path) as archive:
        return _SPREADSHEETS.isdisjoint(PurePosixPath(name).name for name in archive.names())


def _sheets_of(name: str, data: bytes) -> list[Sheet]:
    if data.startswith((_ZIP, _OLD_OFFICE)):
        return _workbook(name, data)
    if data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[", b"<")):
        from tracker.exchange.foods.tables import documents

        return documents.sheets_of(name, data)
    if b"\0" in data[:4096] and not data.startswith(UTF_16):
        return []
    text = decoded(data)
    separator = separator_of(text)
    if separator and _is_cut_off(text, separator):
        raise RefusedError(f"{name} ends in the middle of a row: download it again")

    def rows() -> Iterator[Row]:
        lines = io.StringIO(text, newline="")
        if not separator:
            yield from ([line] for line in lines)
            return
        try:
            yield from csv.reader(lines, delimiter=separator)
        except csv.Error as error:
            raise RefusedError(f"{name} is damaged: {error}") from None

    return [Sheet(name, "", rows, separator)]


def _is_cut_off(text: str, separator: str) -> bool:
    """Return whether the last line has no end and fewer columns than the first ones."""
    if text.endswith(("\n", "\r")):
        return False
    last = text[text.rfind("\n") + 1 :].count(separator)
    lines = text[: 1 << 16].splitlines()[:-1]
    first = [line.count(separator) for line in lines[:_SAMPLE]]
    # A line without a separator is a remark below the table.
    return 0 < last < min(first, default=0)


def separator_of(text: str) -> str:
    """Return what separates the columns of a text; "" if it has one column.

    It occurs equally often in nearly all rows, unlike the commas in names and figures.
    """
    head = text[: 1 << 16].splitlines()[:_SAMPLE]

    def fit(separator: str) -> tuple[bool, float]:
        try:
            counts = [len(row) for row in csv.reader(head, delimiter=separator) if row]
        except csv.Error:
            return False, 0
        columns, times = max(Counter(counts).items(), key=lambda pair: (pair[0] > 1, pair[1]))
        share = times / len(counts) if columns > 1 else 0
        return share > _NEARLY_ALL, columns if share > _NEARLY_ALL else share

    if not any(map(str.strip, head)):
        return ""
    best = max(SEPARATORS, key=fit)
    return best if fit(best)[1] > _FEW else ""


def _workbook(name: str, data: bytes) -> list[Sheet]:
    # Imported here: only these files need it.
    from python_calamine import CalamineError, CalamineSheet, load_workbook

    def sheet(part: CalamineSheet) -> Sheet:
        return Sheet(name, part.name, lambda: iter(part.to_python(skip_empty_area=False)))

    try:
        if data.startswith(_ZIP):
            _refuse_bomb(data)
        workbook = load_workbook(io.BytesIO(data))
        return [sheet(workbook.get_sheet_by_name(title)) for title in workbook.sheet_names]
    except (CalamineError, zipfile.BadZipFile, ValueError) as error:
        message = printable(" ".join(str(error).split()))[:200]
        raise RefusedError(f"{name} can't be read as a spreadsheet: {message}") from None


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(info.file_size for info in packed.infolist()) > _MOST_UNPACKED:
            raise ValueError("it would unpack to more than any food table has")
        for name in packed.namelist():
            if "worksheets/" in name:
                _refuse_far_cells(packed.read(name))


def _refuse_far_cells(sheet: bytes) -> None:
    """Raise ValueError for cells so far out that the cells before them would fill the memory."""
    rows = max(map(int, _ROW.findall(sheet)), default=0)
    columns = max(map(_column_number, set(_COLUMN.findall(sheet))), default=0)
    if rows * columns > _MOST_CELLS:
        raise ValueError("it has cells far outside of any food table")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number
