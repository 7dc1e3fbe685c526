"""The bytes of foreign files, read as a stream: folders, zips, gzip, and JSON of any size."""

import gzip
import io
import json
import pickle
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from io import FileIO
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any, TypeVar

from tracker.errors import InputError, RefusedError
from tracker.text.formatting import printable

# Called with the bytes read so far and the bytes there are.
Progress = Callable[[int, int], None]

_Bytes = IO[bytes] | gzip.GzipFile

_CHUNK, _TOLD = 1 << 18, 1 << 20
_BOMB_BYTES, _BOMB_RATIO = 1 << 30, 1000
# The longest line and the longest value of a JSON document, in characters: the products of
# Open Food Facts and the foods of the USDA stay well below a tenth of it.
_LONGEST_LINE, _LONGEST_VALUE = 1 << 22, 1 << 24
# Of a table; csv takes cells of up to 131,072 characters.
_LONGEST_ROW = 1 << 20


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what a damaged file raises into a TrackerError of one line."""
    try:
        yield
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
        raise RefusedError(_damaged(path, error)) from None
    except OSError as error:
        raise RefusedError(f"{path.name} can't be read: {error.strerror or error}") from None
    # What zipfile says of encrypted members, odd methods and impossible offsets.
    except (RuntimeError, ValueError) as error:
        raise RefusedError(_damaged(path, error)) from None


def _damaged(path: Path, error: Exception) -> str:
    return f"{path.name} is damaged: {printable(str(error))[:200] or type(error).__name__}"


class Meter:
    """Tells `progress`, at each megabyte, how many bytes of `total` have been read."""

    def __init__(self, progress: Progress, total: int) -> None:
        """Nothing is read yet."""
        self._progress, self._total, self._done, self._told = progress, total, 0, 0

    def add(self, count: int) -> None:
        """So many bytes more; none at the end of a file."""
        self._done = min(self._done + count, self._total)
        if not count or self._done - self._told >= _TOLD:
            self._told = self._done
            self._progress(self._done, self._total)

    def finish(self) -> None:
        """All that is wanted has been read."""
        self._done = self._total
        self.add(0)


class _Guarded(io.RawIOBase):
    """A stream whose bytes are counted and whose damage is a TrackerError; owns `inner`."""

    def __init__(self, inner: _Bytes, path: Path, meter: Meter | None = None) -> None:
        self._inner, self._path, self._meter = inner, path, meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _refusing(self._path):
            data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        if self._meter:
            self._meter.add(len(data))
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def _buffered(inner: _Bytes, path: Path, meter: Meter | None = None) -> io.BufferedReader:
    return io.BufferedReader(_Guarded(inner, path, meter), _CHUNK)


def as_text(data: io.BufferedReader, newline: str = "") -> io.TextIOWrapper:
    """UTF-8 with or without a byte-order mark. What isn't UTF-8 spoils a name, not the file."""
    return io.TextIOWrapper(data, encoding="utf-8-sig", errors="replace", newline=newline)


def lines(text: IO[str]) -> Iterator[str]:
    """The lines of a table. One that never ends is cut, and csv refuses what is so long a cell."""
    return iter(partial(text.readline, _LONGEST_ROW), "")


class Archive:
    """A folder or a zip. Members are read by name and never unpacked to the disk.

    Raises RefusedError where the zip is damaged.
    """

    def __init__(self, path: Path) -> None:
        """Open it; `path` may also be the food.csv of a folder."""
        self._path = path.parent if path.name.casefold() == "food.csv" else path
        with _refusing(path):
            self._zip = None if self._path.is_dir() else zipfile.ZipFile(path)
            names = self._zip.namelist() if self._zip else self._listed()
        self._names = [name for name in names if _is_plain(name)]

    def _listed(self) -> list[str]:
        found = (path for pattern in ("*", "*/*") for path in self._path.glob(pattern))
        return sorted(path.relative_to(self._path).as_posix() for path in found if path.is_file())

    def __enter__(self) -> "Archive":
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the zip."""
        if self._zip:
            self._zip.close()

    def tables(self, beside: str = "food.csv") -> dict[str, str]:
        """The members beside the outermost one of that name, by their file name in lower case."""
        found = self.folders(beside)
        return self.members(found[0]) if found else {}

    def folders(self, having: str) -> list[PurePosixPath]:
        """Where there is a member of that name, the outermost first; `.` is the archive itself."""
        paths = map(PurePosixPath, self._names)
        found = {path.parent for path in paths if path.name.casefold() == having}
        return sorted(found, key=lambda folder: (len(folder.parts), folder))

    def members(self, folder: PurePosixPath) -> dict[str, str]:
        """Those of one folder, by their file name in lower case."""
        # Beside the path the name as it is written: some zips say "./food.csv".
        paths = [(PurePosixPath(name), name) for name in self._names]
        return {path.name.casefold(): name for path, name in paths if path.parent == folder}

    def document(self) -> str | None:
        """The only JSON file; None where there is none, or several."""
        names = [name for name in self._names if name.casefold().endswith((".json", ".jsonl"))]
        return names[0] if len(names) == 1 else None

    def size(self, name: str) -> int:
        """Its bytes, unpacked."""
        if self._zip:
            return self._zip.getinfo(name).file_size
        return (self._path / name).stat().st_size

    def open(self, name: str, meter: Meter) -> io.BufferedReader:
        """Its bytes, counted. Raises RefusedError for a zip bomb."""
        with _refusing(self._path):
            if not self._zip:
                return _buffered((self._path / name).open("rb"), self._path, meter)
            info = self._zip.getinfo(name)
            if info.file_size > max(_BOMB_BYTES, _BOMB_RATIO * info.compress_size):
                raise RefusedError(
                    f"{self._path.name} is a zip bomb: {printable(name)} would unpack to "
                    f"{info.file_size:,} bytes"
                )
            return _buffered(self._zip.open(info), self._path, meter)


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or "__MACOSX" in name)


def check_file(path: Path) -> None:
    """Raises InputError for a pipe and the like, which can't be read twice and may never end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise InputError(f"{path} is no regular file: save it as one first")


def is_archive(path: Path) -> bool:
    """Whether it is a folder, the food.csv of one, or a zip.

    Raises InputError without a file, and as `check_file`.
    """
    check_file(path)
    return path.is_dir() or path.name.casefold() == "food.csv" or _magic(path)[:2] == b"PK"


def _magic(path: Path) -> bytes:
    with _refusing(path), path.open("rb") as file:
        return file.read(2)


@contextmanager
def opened(path: Path, progress: Progress) -> Iterator[io.TextIOWrapper]:
    """The text of a document: plain, gzipped, or alone in a zip.

    Raises InputError where there is no document, RefusedError where it is damaged.
    """
    if is_archive(path):
        with Archive(path) as archive:
            name = archive.document()
            if name is None:
                raise InputError(f"{path.name} is no file of foods that b12 knows")
            with as_text(archive.open(name, Meter(progress, archive.size(name))), "\n") as text:
                yield text
        return
    with _refusing(path):
        file = _buffered(path.open("rb"), path, Meter(progress, path.stat().st_size))
    packed = _magic(path) == b"\x1f\x8b"
    data = _buffered(gzip.GzipFile(fileobj=file), path) if packed else file
    with file, as_text(data, "\n") as text:
        yield text


class Documents:
    """The values of a JSON text, one after the other, never the whole of it at once.

    They are the elements of a list, at the top or under one of the keys `lists`; else the object
    itself; and one for each line of a file of JSON lines (`by_line`). There, a line without
    `needle` is counted in `passed_over`, and one that isn't JSON in `broken`.

    Raises RefusedError, from the iteration, for a text that isn't JSON.
    """

    def __init__(self, text: IO[str], name: str, lists: frozenset[str], needle: str = "") -> None:
        """Look at the first line; `name` is for messages."""
        self._read, self._name, self._lists, self._needle = text, name, lists, needle
        self.passed_over = self.broken = 0
        head = text.readline(_LONGEST_LINE)
        # A document that is written on one line is no line of many: the next one tells.
        following = text.read(1) if head.endswith("\n") and _is_object(head) else ""
        self.by_line = following == "{"
        self._text, self._at, self._ended = head + following, 0, False

    def __iter__(self) -> Iterator[Any]:
        """The values."""
        if self.by_line:
            yield from self._lines()
            return
        while self._peek():
            yield from self._document()

    def _lines(self) -> Iterator[Any]:
        first, _, start = self._text.rpartition("\n")
        lines = iter(lambda: self._read.readline(_LONGEST_LINE), "")
        second = start + next(lines, "")
        for group in ((first, second), lines):
            for line in group:
                if self._needle not in line and line.strip():
                    self.passed_over += 1
                    continue
                try:
                    value = json.loads(line) if line.strip() else None
                except (ValueError, RecursionError):
                    self.broken += 1
                    continue
                if value is not None:
                    yield value

    def _document(self) -> Iterator[Any]:
        start = self._peek()
        if start == "[":
            yield from self._elements()
            return
        if start != "{":
            raise self._wrong()
        self._at += 1
        rest: dict[str, Any] = {}
        streamed = False
        while self._peek() != "}":
            key = self._value()
            if not isinstance(key, str) or self._peek() != ":":
                raise self._wrong()
            self._at += 1
            if key in self._lists and self._peek() == "[":
                streamed = True
                yield from self._elements()
            else:
                rest[key] = self._value()
            if self._peek() not in (",", "}"):
                raise self._wrong()
            if self._peek() == ",":
                self._at += 1
        self._at += 1
        if not streamed:
            yield rest

    def _elements(self) -> Iterator[Any]:
        self._at += 1
        while self._peek() != "]":
            yield self._value()
            if self._peek() not in (",", "]"):
                raise self._wrong()
            if self._peek() == ",":
                self._at += 1
        self._at += 1

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
                # A number that ends where the window ends may go on behind it.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            except (ValueError, RecursionError):
                if self._ended or len(self._text) - self._at > _LONGEST_VALUE:
                    raise self._wrong() from None
            self._grow()

    def _peek(self) -> str:
        """The next character that isn't white space; "" at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._grow()

    def _grow(self) -> None:
        # As much again as there is, so that decoding anew after each piece stays linear.
        rest = self._text[self._at :]
        piece = self._read.read(max(_CHUNK, len(rest)))
        self._ended = not piece
        self._text, self._at = rest + piece, 0

    def _wrong(self) -> RefusedError:
        near = printable(self._text[self._at : self._at + 20])
        return RefusedError(f"{self._name} is not valid JSON{f' near: {near}' if near else ''}")


_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


_AT_ONCE = 500
T = TypeVar("T")


@contextmanager
def read_first(entries: Iterable[T]) -> Iterator[Iterator[T]]:
    """The entries once more, from a file that has no name and goes with the process.

    A download of gigabytes has few foods that are taken, and may have many: they lie on the disk,
    so that memory holds some at a time. Raises RefusedError where there is no room for them.
    """
    waiting = iter(entries)
    with _made() as file:
        while some := list(islice(waiting, _AT_ONCE)):
            _write(file, pickle.dumps(some))
        end = file.tell()
        file.seek(0)
        yield _loaded(file, end)


def _made() -> FileIO:
    try:
        # Without a buffer: closing it would try once more to write what there is no room for.
        return tempfile.TemporaryFile(buffering=0)
    except OSError as error:
        raise RefusedError(f"no temporary file can be made: {error.strerror}") from error


def _write(file: FileIO, content: bytes) -> None:
    left = memoryview(content)
    try:
        while left:
            left = left[file.write(left) :]
    except OSError as error:
        folder = tempfile.gettempdir()
        raise RefusedError(f"{folder} can't be written: {error.strerror}") from error


def _loaded(file: FileIO, end: int) -> Iterator[T]:
    while file.tell() < end:
        yield from pickle.load(file)  # noqa: S301 - nobody else could write it
