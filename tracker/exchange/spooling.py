"""What a reader gives, read to its end before anybody is kept waiting for the diary."""

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO, TypeVar

from tracker.errors import RefusedError

_AT_ONCE = 500
T = TypeVar("T")


@contextmanager
def read_first(entries: Iterable[T]) -> Iterator[Iterator[T]]:
    """The entries once more, from a file that has no name and goes with the process.

    A download of gigabytes has few foods that are taken, and may have many: they lie on the disk,
    so that memory holds some at a time. Raises RefusedError where there is no room for them.
    """
    with tempfile.TemporaryFile() as file:
        try:
            waiting = iter(entries)
            while some := list(islice(waiting, _AT_ONCE)):
                pickle.dump(some, file)
            end = file.tell()
            file.seek(0)
        except OSError as error:
            folder = tempfile.gettempdir()
            raise RefusedError(f"{folder} can't be written: {error.strerror}") from error
        yield _loaded(file, end)


def _loaded(file: IO[bytes], end: int) -> Iterator[T]:
    while file.tell() < end:
        yield from pickle.load(file)  # noqa: S301 - nobody else could write it
