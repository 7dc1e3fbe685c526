"""The diary's file, opened in transactions to read and to write."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tracker import interrupt
from tracker.database import file, migrate
from tracker.database.connection import Connection
from tracker.database.file import diary_errors


class Database:
    """A diary's file, created or upgraded when it is opened."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`. Raise DatabaseFileError when it can't be used."""
        self.path = path
        with diary_errors(path):
            self.created = migrate.ensure(path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the diary throughout."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one transaction: all of it is stored, or nothing."""
        # A deferred transaction that turns to writing fails at once and ignores busy_timeout.
        with self._transaction("BEGIN IMMEDIATE") as connection:
            file.Wait.end()
            yield connection
            interrupt.ignore()  # before the commit

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with diary_errors(self.path), closing(file.connect(self.path)) as raw:
            raw.execute("PRAGMA foreign_keys = ON")
            with file.Wait.counted():
                raw.execute(begin)
            with raw:  # commits at the end, or rolls back
                yield Connection(raw)
