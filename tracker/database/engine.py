"""A diary, opened in transactions to read and to write: in a file or on a server."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import interrupt
from tracker.database import file, migrate
from tracker.database.connection import Connection
from tracker.database.file import diary_errors
from tracker.database.place import Place
from tracker.errors import DatabaseFileError

if TYPE_CHECKING:
    from tracker.database.server.engine import ServerEngine


class Database:
    """A diary, created or upgraded when it is opened."""

    def __init__(self, place: Place) -> None:
        """Open the diary at that place. Raise DatabaseFileError when it can't be used."""
        self.place = place
        self._engine = engine_of(place)
        self.created = self._engine.open()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the diary throughout."""
        with self._engine.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one transaction: all of it is stored, or nothing."""
        with self._engine.writing() as connection:
            yield connection
            interrupt.ignore()  # before the commit


class FileEngine:
    """Opens a file of SQLite's."""

    def __init__(self, path: Path) -> None:
        """Open the file of that name."""
        self._path = path

    def open(self) -> bool:
        """Create the file if there is none, or upgrade it; return whether it is new."""
        with diary_errors(self._path):
            return migrate.ensure(self._path)

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection that sees one state of the file throughout."""
        return self._transaction("BEGIN")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one transaction."""
        # A deferred transaction that turns to writing fails at once and ignores busy_timeout.
        with self._transaction("BEGIN IMMEDIATE") as connection:
            file.Wait.end()
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with diary_errors(self._path), closing(file.connect(self._path)) as raw:
            raw.execute("PRAGMA foreign_keys = ON")
            with file.Wait.counted():
                raw.execute(begin)
            with raw:  # commits at the end, or rolls back
                yield Connection(raw)


def engine_of(place: Place) -> "FileEngine | ServerEngine":
    """Return what opens a diary there."""
    if isinstance(place, Path):
        return FileEngine(place)

    try:
        from tracker.database.server.engine import ServerEngine
    except ImportError as error:
        raise DatabaseFileError(
            f"{place}: a server needs psycopg: pip install 'b12-tracker[server]' ({error})"
        ) from error
    return ServerEngine(place)


@contextmanager
def as_it_is(place: Place) -> Iterator[Connection | None]:
    """Give a connection to a diary that is neither created nor upgraded; None without a diary.

    Raise DatabaseFileError if it can't be read, RefusedError if another process keeps it locked.
    """
    if not isinstance(place, Path):
        with engine_of(place).reading() as connection:
            yield connection
    elif not place.is_file():
        yield None
    else:
        # Not read-only: what a killed process left unfinished has to be rolled back first.
        with diary_errors(place), closing(file.connect(place)) as raw:
            yield Connection(raw)
