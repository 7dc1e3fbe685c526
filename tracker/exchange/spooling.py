"""What a reader gives, read to its end before anybody is kept waiting for the diary."""

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import FileIO
from itertools import islice
from typing import TypeVar

from tracker.errors import RefusedError

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
