"""The bytes of foreign files, read as a stream: folders, zips, gzip, and JSON of any size."""

import codecs
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from tracker.errors import InputError, RefusedError
from tracker.text.formatting import printable

# Called with the bytes read so far and the bytes in all.
Progress = Callable[[int, int], None]
# What ijson yields: where a value is (`foods.item.fdcId`), what begins or ends, and the value.
_Event = tuple[str, str, Any]
_Bytes = IO[bytes] | gzip.GzipFile

_CHUNK, _PROGRESS_STEP = 1 << 18, 1 << 20
_BOMB_BYTES, _BOMB_RATIO = 1 << 30, 1000
# The longest value of a JSON document, in characters: the products of Open Food Facts and the foods
# of the USDA stay well below a tenth of it, and so do their paths.
_LONGEST_VALUE, _LONGEST_PATH = 1 << 22, 500
# All levels that one chunk of brackets opens are built before they can be refused.
_JSON_CHUNK = 1 << 12
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 1 << 12
# Of a table; csv takes cells of up to 131,072 characters.
_LONGEST_ROW = 1 << 20


# The last two are zipfile's, for encrypted members, unknown methods and impossible offsets.
_DAMAGE = (
    gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, struct.error, RuntimeError,
    ValueError,
)  # fmt: skip


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Turn what a damaged file raises into a TrackerError of one line."""
    try:
        yield
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except _DAMAGE as error:
        message = printable(str(error))[:200] or type(error).__name__
        raise RefusedError(f"{path.name} is damaged: {message}") from None
    except OSError as error:
        raise RefusedError(f"{path.name} can't be read: {error.strerror or error}") from None


class Meter:
    """Tells `progress`, at each megabyte, how many bytes of `total` have been read."""

    def __init__(self, progress: Progress, total: int) -> None:
        """Start at zero."""
        self._progress, self._total, self._done, self._reported = progress, total, 0, 0

    def add(self, count: int) -> None:
        """Count bytes; zero is the end of a file."""
        self._done = min(self._done + count, self._total)
        if not count or self._done - self._reported >= _PROGRESS_STEP:
            self._reported = self._done
            self._progress(self._done, self._total)

    def finish(self) -> None:
        """Report the end, even if some bytes were not needed."""
        self._done = self._total
        self.add(0)


class _Guarded(io.RawIOBase):
    """A stream that counts its bytes and raises a TrackerError for damage; it owns `inner`."""

    def __init__(self, inner: _Bytes, path: Path, meter: Meter | None = None) -> None:
        self._inner, self._path, self._meter = inner, path, meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _plain_errors(self._path):
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


def as_text(
    data: io.BufferedReader, newline: str = "", encoding: str = "utf-8-sig"
) -> io.TextIOWrapper:
    """Return it as UTF-8 with or without a byte-order mark; invalid bytes spoil only their word."""
    return io.TextIOWrapper(data, encoding=encoding, errors="replace", newline=newline)


def _encoding_of(data: io.BufferedReader) -> str:
    """Return the encoding in which a table begins: spreadsheets have others than UTF-8."""
    head = data.peek(_HEAD)[:_HEAD]
    if head.startswith(UTF_16):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def lines(text: IO[str]) -> Iterator[str]:
    """Yield the lines of a table; an endless one is cut, and csv refuses a cell of that length."""
    return iter(partial(text.readline, _LONGEST_ROW), "")


class Archive:
    """A folder or a zip. Members are read by name and never unpacked to the disk."""

    def __init__(self, path: Path) -> None:
        """Open it; `path` may also be the food.csv of a folder. Raise RefusedError for damage."""
        self._path = path.parent if path.name.casefold() == "food.csv" else path
        with _plain_errors(path):
            self._zip = None if self._path.is_dir() else zipfile.ZipFile(path)
            names = self._zip.namelist() if self._zip else self._files()
        self._names = [name for name in names if _is_safe(name)]

    def _files(self) -> list[str]:
        paths = (path for pattern in ("*", "*/*") for path in self._path.glob(pattern))
        return sorted(path.relative_to(self._path).as_posix() for path in paths if path.is_file())

    def __enter__(self) -> "Archive":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the zip."""
        if self._zip:
            self._zip.close()

    def folders(self, containing: str) -> list[PurePosixPath]:
        """Return the folders with a member of that name, outermost first; `.` is the archive."""
        paths = map(PurePosixPath, self._names)
        folders = {path.parent for path in paths if path.name.casefold() == containing}
        return sorted(folders, key=lambda folder: (len(folder.parts), folder))

    def members(self, folder: PurePosixPath) -> dict[str, str]:
        """Return the members of one folder by their file name in lower case."""
        # With the name as it is written: some zips have "./food.csv".
        paths = [(PurePosixPath(name), name) for name in self._names]
        return {path.name.casefold(): name for path, name in paths if path.parent == folder}

    def tables(self) -> dict[str, str]:
        """Return the members beside the outermost food.csv of the USDA, as `members` does.

        There are none without one: Fineli has a food.csv too, without the USDA's numbers.
        """
        folders = self.folders("food.csv")
        members = self.members(folders[0]) if folders else {}
        if not members:
            return {}
        with self.open(members["food.csv"], Meter(lambda *_: None, 0)) as file:
            return members if b"fdc_id" in file.readline(_HEAD).lower() else {}

    def names(self) -> list[str]:
        """Return the names of all members; a folder's are those in it and one level below."""
        return [name for name in self._names if not name.endswith("/")]

    def document(self) -> str | None:
        """Return the only JSON file; None if there is none, or several."""
        names = [name for name in self._names if name.casefold().endswith((".json", ".jsonl"))]
        return names[0] if len(names) == 1 else None

    def size(self, name: str) -> int:
        """Return the unpacked size of a member in bytes."""
        if self._zip:
            return self._zip.getinfo(name).file_size
        return (self._path / name).stat().st_size

    def open(self, name: str, meter: Meter) -> io.BufferedReader:
        """Return the bytes of a member, counted. Raise RefusedError for a zip bomb."""
        with _plain_errors(self._path):
            if not self._zip:
                return _buffered((self._path / name).open("rb"), self._path, meter)
            info = self._zip.getinfo(name)
            if info.file_size > max(_BOMB_BYTES, _BOMB_RATIO * info.compress_size):
                raise RefusedError(
                    f"{self._path.name} is a zip bomb: {printable(name)} would unpack to "
                    f"{info.file_size:,} bytes"
                )
            return _buffered(self._zip.open(info), self._path, meter)


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or "__MACOSX" in name)


def check_regular(path: Path) -> None:
    """Raise InputError for a pipe or device, which can't be read twice and may never end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise InputError(f"{path} is not a regular file: save it as one first")


def unchanged(*paths: Path) -> Callable[[], None]:
    """Return what raises RefusedError if one of the files, or one in a folder, is another by now.

    They are read several times, for instance the header before the rows.
    """
    before = [_states(path) for path in paths]

    def check() -> None:
        for path, states in zip(paths, before, strict=True):
            if _states(path) != states:
                raise RefusedError(
                    f"{path.name} was changed while it was read, and nothing is imported; try again"
                )

    return check


def _states(path: Path) -> list[tuple[int, ...]]:
    folder = path.parent if path.name.casefold() == "food.csv" else path
    states = []
    for file in (path, *folder.glob("*"), *folder.glob("*/*")):
        with suppress(OSError):
            info = file.stat()
            states.append((info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns))
    return sorted(states)


def first_bytes(path: Path, count: int) -> bytes:
    """Return the beginning of a file. Raise InputError if it is missing, RefusedError if locked."""
    with _plain_errors(path), path.open("rb") as file:
        return file.read(count)


def is_archive(path: Path) -> bool:
    """Return whether it is a folder, the food.csv of one, or a zip.

    Raise as `check_regular` and `first_bytes` do.
    """
    check_regular(path)
    if path.is_dir() or path.name.casefold() == "food.csv":
        return True
    return first_bytes(path, 2) == b"PK"


@contextmanager
def open_document(
    path: Path, progress: Progress, *, table: bool = False
) -> Iterator[io.TextIOWrapper]:
    """Open the text of a document: plain, gzipped, or alone in a zip.

    A table can't be in a zip, and may have another encoding than UTF-8. Raise InputError if there
    is no document, RefusedError if it is damaged.
    """
    if not table and is_archive(path):
        with Archive(path) as archive:
            name = archive.document()
            if name is None:
                raise InputError(f"{path.name} is not a file of foods that b12 knows")
            with as_text(archive.open(name, Meter(progress, archive.size(name))), "\n") as text:
                yield text
        return
    with _plain_errors(path):
        file = _buffered(path.open("rb"), path, Meter(progress, path.stat().st_size))
    packed = first_bytes(path, 2) == b"\x1f\x8b"
    data = _buffered(gzip.GzipFile(fileobj=file), path) if packed else file
    with file, data:
        with _plain_errors(path):
            encoding = _encoding_of(data) if table else "utf-8-sig"
        with as_text(data, "\n", encoding) as text:
            yield text


# --- JSON of any size ----------------------------------------------------------------------


def json_values(text: IO[str], name: str, lists: Collection[str]) -> Iterator[Any]:
    """Yield the values of a JSON text, one at a time; `name` is for messages.

    They are the elements of a list, at the top or under one of the keys `lists`; else the object
    itself. A text may hold several, one after the other. Raise RefusedError, while iterating, if it
    is not valid JSON or a value is longer than any food.
    """
    import ijson

    source = _JsonSource(text)
    options = {"use_float": True, "multiple_values": True, "buf_size": _JSON_CHUNK}
    try:
        for value in _elements(ijson.parse(source, **options), {"", *lists}):
            source.pending = 0
            yield value
    except (ijson.JSONError, _TooLargeError) as error:
        # ijson adds lines that point to the place.
        reason = printable(str(error).split("\n")[0])[:200].rstrip(".")
        raise RefusedError(f"{name} is not valid JSON: {reason}") from None


class _TooLargeError(Exception):
    """A value that is too long or too deep to be a food."""


class _JsonSource:
    """The text as ijson wants it; `pending` characters were read since the last value."""

    def __init__(self, text: IO[str]) -> None:
        self._text, self.pending = text, 0

    def read(self, size: int) -> bytes:
        piece = self._text.read(size)
        self.pending += len(piece)
        if self.pending > _LONGEST_VALUE:
            raise _TooLargeError(f"a value has more than {_LONGEST_VALUE:,} characters")
        return piece.encode()


def _elements(events: Iterator[_Event], lists: Collection[str]) -> Iterator[Any]:
    import ijson

    depth, has_list = 0, False
    outside: list[_Event] = []
    for event in _events_until(None, events):
        path, kind, _ = event
        if kind == "start_array" and path in lists and depth == bool(path):
            has_list = depth > 0
            yield from ijson.items(_events_until(path, events), f"{path}.item".lstrip("."))
            continue
        if kind in ("start_map", "start_array"):
            depth += 1
        elif kind in ("end_map", "end_array"):
            depth -= 1
        if not has_list:
            outside.append(event)
        if depth == 0:
            if not has_list:
                yield from ijson.items(outside, "")
            outside, has_list = [], False


def _events_until(end: str | None, events: Iterator[_Event]) -> Iterator[_Event]:
    """Yield the events before the next one at the path `end`."""
    for event in events:
        if event[0] == end:
            return
        if len(event[0]) > _LONGEST_PATH:
            raise _TooLargeError("it is nested too deeply")
        yield event
