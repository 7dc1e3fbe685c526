"""The shared folder: one file for each machine, to which only that machine appends its versions.

A file is lines of JSON: the first names the machine, the others are versions with growing numbers.
A line without an end was cut off, by a killed command or by a copy under way; the next sync writes
or reads the rest.
"""

import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from tracker.errors import DatabaseFileError, RefusedError
from tracker.exchange.sync.model import TABLES, Parts, Stamp, Version
from tracker.text.formatting import is_text, one_line

# A change of the form of a line needs a new number.
FORM = 1
# The beginning of a line, and more bytes than any line has.
_NUMBER = re.compile(rb'\{"n":(\d{1,15}),')
_LONGEST_LINE = 1 << 20
# The stamp of a version as text, or nothing.
_BASE = re.compile(r"(?:\d{1,16}\.\S+)?")
_BEGINS, _ENDS = "b12-", ".jsonl"
_PRIVATE = 0o600


class Log(NamedTuple):
    """A machine's file. `code` identifies the file, as a machine may begin another one."""

    path: Path
    code: str
    machine: str
    name: str


class Line(NamedTuple):
    """A version with its number in its file."""

    number: int
    version: Version


def logs(folder: Path) -> list[Log]:
    """Return the files of the machines in the folder, of several copies of one the longest.

    Raise RefusedError for a file that is damaged or that a newer release wrote.
    """
    with _plain_errors(folder):
        paths = sorted(folder.glob(f"*{_ENDS}"))
    found = [log for path in paths if (log := _log(path)) is not None]
    # A program that shares the folder may leave a copy of a file beside it, under a longer name.
    found.sort(key=lambda log: (last_number(log), -len(log.path.name)))
    return sorted({log.code: log for log in found}.values())


def _log(path: Path) -> Log | None:
    """Return whose file it is; None for other files, or without a complete first line."""
    with _plain_errors(path), path.open("rb") as file:
        first = file.readline(_LONGEST_LINE)
    if not first.endswith(b"\n"):
        return None
    head = _decoded(first)
    if not isinstance(head, dict) or "b12_sync" not in head:
        return None
    name = one_line(str(head.get("name", path.stem)))
    if not isinstance(head["b12_sync"], int) or head["b12_sync"] > FORM:
        raise RefusedError(f"{name} has a newer release of b12 than this machine: upgrade b12")
    machine, code = head.get("machine"), head.get("log")
    if not (_is_text(machine) and _is_text(code)):
        raise RefusedError(f"{path.name} is damaged: its first line lacks the machine")
    return Log(path, code, machine, name)


def read(log: Log, beyond: int) -> Iterator[Line]:
    """Yield the versions of a file whose numbers are larger than `beyond`.

    Raise RefusedError for a damaged line.
    """
    with _plain_errors(log.path), log.path.open("rb") as file:
        for place, line in enumerate(file, start=1):
            if place == 1 or not line.endswith(b"\n"):
                continue
            number = _NUMBER.match(line)
            if number is not None and int(number[1]) <= beyond:
                continue  # read before; parsing it again would take most of the time
            read_line = _line(_decoded(line), log.machine)
            if read_line is None:
                raise RefusedError(
                    f"{log.path.name}, line {place} is damaged: nothing was taken or sent; delete "
                    f"the file and run b12 sync on {log.name}, which writes it again"
                )
            if read_line.number > beyond:
                yield read_line


def last_number(log: Log) -> int:
    """Return the number of the last version in a file, which is the largest; 0 without versions."""
    with _plain_errors(log.path), log.path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LONGEST_LINE))
        lines = file.read().split(b"\n")[:-1]
    last = _NUMBER.match(lines[-1]) if lines else None
    return 0 if last is None else int(last[1])


def begin(folder: Path, machine: str, name: str) -> Log:
    """Create this machine's file in the folder, and the folder if it is missing."""
    code = secrets.token_hex(6)
    plain = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-") or "machine"
    path = folder / f"{_BEGINS}{plain}-{machine}-{code[:4]}{_ENDS}"
    head = {"b12_sync": FORM, "machine": machine, "name": name, "log": code}
    with _plain_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Private from its first byte on.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
        with path.open("wb") as file:
            file.write(_encoded(head))
            os.fsync(file.fileno())
    return Log(path, code, machine, name)


def append(log: Log, lines: Iterable[Line]) -> None:
    """Append versions to this machine's own file, in place of a partial last line."""
    with _plain_errors(log.path), log.path.open("r+b") as file:
        file.seek(_end_of_lines(log.path))
        file.truncate()
        for line in lines:
            file.write(_encoded(_as_json(line, log.machine)))
        file.flush()
        os.fsync(file.fileno())


def _end_of_lines(path: Path) -> int:
    data = path.read_bytes()
    return data.rfind(b"\n") + 1


def _encoded(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _decoded(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _as_json(line: Line, machine: str) -> dict[str, Any]:
    version = line.version
    data = {
        "n": line.number,
        "at": version.stamp.at,
        "table": version.table,
        "uid": version.uid,
        "base": version.base,
        "row": version.cells,
    }
    if version.stamp.machine != machine:
        data["by"] = version.stamp.machine
    if version.columns:
        data["before"] = version.columns
    return data


def _line(data: Any, machine: str) -> Line | None:
    """Return the version of a line; None if it is invalid."""
    if not isinstance(data, dict):
        return None
    number, at, row = data.get("n"), data.get("at"), data.get("row")
    table, uid, base, by = (data.get(key) for key in ("table", "uid", "base", "by"))
    by = machine if by is None else by
    if not (_is_text(table) and _is_text(uid) and _is_text(base) and _is_text(by)):
        return None
    if not (_is_number(number) and _is_number(at) and _BASE.fullmatch(base)):
        return None
    columns = _columns(data.get("before", {}))
    if table not in TABLES or columns is None or not (row is None or _is_row(row, table)):
        return None
    return Line(number, Version(table, uid, Stamp(at, by), base, row, columns))


def _columns(data: Any) -> dict[str, Stamp] | None:
    """Return the stamps of columns; None if they are invalid."""
    if not isinstance(data, dict):
        return None
    columns: dict[str, Stamp] = {}
    for name, stamp in data.items():
        if not (isinstance(stamp, list) and len(stamp) == 2):
            return None
        at, machine = stamp
        if not (_is_number(at) and _is_text(machine) and _is_text(name)):
            return None
        columns[name] = Stamp(at, machine)
    return columns


def _is_row(row: Any, table: str) -> bool:
    """Return whether it is a row: cells, and a list of parts if the table has parts."""
    if not isinstance(row, dict):
        return False
    parts = TABLES[table].parts
    for name, value in row.items():
        if parts is not None and name == parts.table:
            if not isinstance(value, list) or not all(_is_part(part, parts) for part in value):
                return False
        elif not (_is_text(name) and _is_cell(value)):
            return False
    return parts is None or parts.table in row


def _is_part(part: Any, parts: Parts) -> bool:
    return isinstance(part, list) and len(part) == len(parts.columns) and all(map(_is_cell, part))


def _is_cell(value: Any) -> bool:
    """Return whether SQLite and JSON can hold a value, and give it back as it is."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return -_MOST_WHOLE <= value < _MOST_WHOLE
    return value is None or _is_text(value) or (isinstance(value, float) and isfinite(value))


def _is_text(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and is_text(value)


def _is_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


# SQLite's whole numbers have 64 bits.
_MOST_WHOLE = 2**63


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or path
        raise DatabaseFileError(f"{where}: {error.strerror or error}") from error
