"""Copies of the diary's file, and a copy put back in its place.

SQLite itself makes them (https://www.sqlite.org/backup.html), so that a copy is whole while other
processes write, and none is kept that doesn't hold what the diary holds.
"""

import contextlib
import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tracker import paths
from tracker.errors import DamagedFileError, DatabaseFileError, NotFoundError, RefusedError
from tracker.store import schema
from tracker.store.engine import plain_errors

# So many of those that b12 makes by itself stay; what the user asked for is never removed.
KEPT = 10
BY_HAND = "by-hand"
# The ending of a file that was no database any more: it is kept, and can't be restored.
DAMAGED = ".damaged"
_BY_ITSELF = "before-"
_STAMPED = "%Y%m%dT%H%M%S.%fZ"
_STAMP = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def back_up(path: Path, reason: str, folder: Path | None = None) -> Path:
    """Copy the diary into the folder of backups, or another one, checked; returns the copy.

    `reason` ends its name: `before-import`, `by-hand`. Of those before something only the newest
    stay. Raises DatabaseFileError when the diary is damaged or the copy can't be written,
    RefusedError when another process keeps the diary locked, NotFoundError without a diary.
    """
    if not path.exists():
        raise NotFoundError(f"{path}: there is no diary yet")
    with plain_errors(path), contextlib.closing(schema.connect(path)) as source:
        if schema.revision_of(source, path) is None:
            raise NotFoundError(f"{path} is empty: there is no diary yet")
        return _copy(source, path, reason, folder)


def of_diary(path: Path) -> list[Path]:
    """The backups of that diary in the folder of backups, the oldest first."""
    folder, prefix = paths.backups(), _prefix(path)
    if not folder.is_dir():
        return []
    named = re.compile(rf"{re.escape(prefix)}{_STAMP.pattern}-.*\.db")
    return sorted(one for one in folder.iterdir() if named.fullmatch(one.name))


def restore(path: Path, backup: Path) -> Path | None:
    """Put a backup in the diary's place; returns the copy of what was there, None for nothing.

    The diary is locked, copied, and overwritten in one transaction: whoever has it open sees all of
    the one or all of the other, and so does the next command after a kill. A file that SQLite can't
    read any more is kept as it is and replaced. An older backup is brought up to date by the next
    command. Raises DatabaseFileError for a backup that is no sound diary of this release or an
    older one, RefusedError for the diary itself or a locked one; both leave it as it was.
    """
    path = path.resolve()
    with contextlib.closing(connect_to_read(backup)) as source:
        if path.exists() and path.samefile(backup):
            raise RefusedError(f"{backup} is the diary itself")
        with plain_errors(backup):
            _check_sound(source, backup)
        with plain_errors(path):
            if not path.exists():
                schema.create(path)
            try:
                return _overwrite(path, source, backup)
            except DamagedFileError:
                return _replace(path, source)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that neither makes the file nor writes to it. Raises DatabaseFileError."""
    with plain_errors(path):
        if not path.exists():
            raise DatabaseFileError(f"{path}: there is no such file")
        if path.is_dir():
            raise DatabaseFileError(f"{path} is a folder")
        address = f"{path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(address, timeout=schema.BUSY_SECONDS, isolation_level=None, uri=True)


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
    }


def made_at(backup: Path) -> datetime:
    """When a backup was made, by its name."""
    stamp = _STAMP.search(backup.name)
    assert stamp is not None
    return datetime.strptime(stamp[0], _STAMPED).replace(tzinfo=UTC)


def _check_sound(source: sqlite3.Connection, backup: Path) -> None:
    revision = schema.revision_of(source, backup)
    if revision is None:
        raise DatabaseFileError(f"{backup} is empty")
    schema.refuse_newer(revision, backup)
    _check_whole(source, backup)
    if source.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedFileError(
            f"{backup} is damaged: some of its rows refer to others that it lacks"
        )


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise DamagedFileError(f"{path} is damaged: {found}")


def _overwrite(path: Path, source: sqlite3.Connection, backup: Path) -> Path | None:
    """Keep what is there and overwrite it, all under one lock."""
    with _damage_told(path), contextlib.closing(schema.connect(path)) as diary:
        # Kept until the connection closes: no meal can come between the copy and its replacement.
        diary.execute("PRAGMA locking_mode = EXCLUSIVE")
        diary.execute("BEGIN EXCLUSIVE")
        diary.execute("COMMIT")
        there = schema.revision_of(diary, path) is not None
        kept = _copy(diary, path, "before-restore", spared=backup) if there else None
        source.backup(diary, progress=_refuse_waiting)
    return kept


def _replace(path: Path, source: sqlite3.Connection) -> Path:
    """Put the copy in the place of a file that is no database any more."""
    fresh = path.with_name(f".{path.name}.restored")
    fresh.unlink(missing_ok=True)  # of a restore that was killed
    folder = paths.make_private(paths.backups())
    kept = _target(path, "before-restore", folder).with_suffix(DAMAGED)
    try:
        with contextlib.closing(schema.connect(_make(fresh))) as copy:
            source.backup(copy, progress=_refuse_waiting)
        # What a cut-off write left beside the old file would be played back into the new one.
        for ending in ("-journal", ""):
            old = path.with_name(path.name + ending)
            if old.exists():
                shutil.copyfile(old, _make(kept.with_name(kept.name + ending)))
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return kept


def _copy(
    source: sqlite3.Connection,
    path: Path,
    reason: str,
    folder: Path | None = None,
    spared: Path | None = None,
) -> Path:
    target = _target(path, reason, paths.make_private(folder or paths.backups()))
    # Under another name until it is whole and checked.
    part = target.with_suffix(".part")
    try:
        with (
            plain_errors(part),
            contextlib.closing(schema.connect(_make(part))) as copy,
            _damage_told(path),
        ):
            source.execute("BEGIN")  # what is counted is what was copied
            source.backup(copy, progress=_refuse_waiting)
            _check_whole(copy, path)
            if counts(copy) != counts(source):
                raise DatabaseFileError(f"{target} doesn't hold what the diary holds: not kept")
            source.execute("COMMIT")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    if reason.startswith(_BY_ITSELF):
        _remove_oldest(path, [target, *([spared] if spared else [])])
    return target


def _remove_oldest(path: Path, spared: list[Path]) -> None:
    """Of those that b12 made by itself; `spared` are in use."""
    made = [one for one in of_diary(path) if _BY_ITSELF in one.name.removeprefix(_prefix(path))]
    for one in made[:-KEPT]:
        if not any(one.samefile(other) for other in spared):
            one.unlink(missing_ok=True)


def _target(path: Path, reason: str, folder: Path) -> Path:
    stamp = datetime.now(UTC).strftime(_STAMPED)
    return folder / f"{_prefix(path)}{stamp}-{reason}.db"


def _prefix(path: Path) -> str:
    """The diary's name and a mark of where it is: two folders may have a diary of one name."""
    path = path.resolve()
    return f"{path.stem}-{zlib.crc32(os.fsencode(path)):08x}-"


def _make(path: Path) -> Path:
    """A new file that only its owner can read, from its first byte on."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return path


def _refuse_waiting(status: int, _left: int, _total: int) -> None:
    # SQLite has waited for its time by then; Python would go on for ever.
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise RefusedError("the file is in use by another program; try again")


@contextlib.contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Raises DamagedFileError for what SQLite says of a file that it can't read."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _DAMAGE:
            raise DamagedFileError(f"{path} is damaged: {error}") from error
        raise
