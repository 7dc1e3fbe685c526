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
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from tracker import paths
from tracker.database import migrate as schema
from tracker.database import spoilt
from tracker.database.engine import diary_errors, plain_errors
from tracker.errors import (
    DamagedFileError,
    DatabaseFileError,
    NotFoundError,
    RefusedError,
    TrackerError,
)

# So many of those that b12 makes by itself stay; what the user asked for is never removed.
KEPT = 10
BY_HAND = "by-hand"
# The ending of a copy of what couldn't be read any more: it is kept, and can't be restored.
DAMAGED = ".damaged"
# A copy has another name until it is whole.
_PART = ".part"
_BY_ITSELF = "before-"
_STAMPED = "%Y%m%dT%H%M%S.%fZ"
_STAMP = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_UNWRITABLE = {
    sqlite3.SQLITE_CANTOPEN: "the file can't be opened",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk refuses to read or write",
    sqlite3.SQLITE_PERM: "no permission",
    sqlite3.SQLITE_READONLY: "the file may not be written",
}
# An unfinished copy as old as this is of a process that was killed, and of none that still copies.
_GIVEN_UP = timedelta(hours=1)
# The header of SQLite's file counts the changes in two places, and has who made the last of them.
_HEADER, _COUNTERS = 100, (slice(24, 28), slice(92, 100))
_CHUNK = 1 << 20


def back_up(path: Path, reason: str, folder: Path | None = None) -> Path:
    """Copy the diary into the folder of backups, or another one, checked; returns the copy.

    `reason` ends its name: `before-import`, `by-hand`. Raises DatabaseFileError when the diary is
    damaged or the copy can't be written, RefusedError when another process keeps the diary locked,
    NotFoundError without a diary.
    """
    if not path.exists():
        raise NotFoundError(f"{path}: there is no diary yet")
    with diary_errors(path, DamagedFileError), contextlib.closing(schema.connect(path)) as source:
        if schema.revision_of(source, path) is None:
            raise NotFoundError(f"{path} is empty: there is no diary yet")
        return _copy(source, path, reason, folder)


@contextlib.contextmanager
def before(path: Path, what: str) -> Iterator[Callable[[], None]]:
    """A copy of the diary from before something, which stays if what this gives was called.

    Only then do the oldest of those that b12 made make room for it: what fails, or changes nothing,
    leaves the copies as they were. Raises as `back_up` does.
    """
    made = back_up(path, f"{_BY_ITSELF}{what}")
    changed: list[bool] = []
    try:
        yield lambda: changed.append(True)
    finally:
        if changed:
            _remove_oldest(path, [made])
        else:
            with contextlib.suppress(OSError):
                made.unlink(missing_ok=True)


def of_diary(path: Path) -> list[Path]:
    """The backups of that diary in the folder of backups, the oldest first."""
    return [one for one in copies(path) if one.suffix == ".db"]


def copies(path: Path) -> list[Path]:
    """All that is in the folder of backups of that diary, damaged and unfinished ones too."""
    folder, prefix = paths.backups(), _prefix(path)
    if not folder.is_dir():
        return []
    named = re.compile(rf"{re.escape(prefix)}{_STAMP.pattern}-.*")
    return sorted(one for one in folder.iterdir() if named.fullmatch(one.name))


def leftovers(path: Path) -> list[Path]:
    """What killed commands left beside the diary and of its copies, or running ones write still.

    None of it is anybody's only copy: pictures, pages and exports that were to be, and copies.
    """
    path = Path(os.path.realpath(path))
    beside = [one for one in paths.left_unfinished(path.parent) if one != path]
    return [*beside, *(one for one in copies(path) if one.suffix in (_PART, f"{_PART}-journal"))]


def restore(path: Path, backup: Path) -> Path | None:
    """Put a backup in the diary's place; returns the copy of what was there, None for nothing.

    The diary is locked, copied, and overwritten in one transaction: whoever has it open sees all of
    the one or all of the other, and so does the next command after a kill. A file that SQLite can't
    read any more is kept as it is and replaced. An older backup is brought up to date by the next
    command. Raises DatabaseFileError for a backup that is no sound diary of this release or an
    older one, RefusedError for the diary itself or a locked one; both leave it as it was.
    """
    path = Path(os.path.realpath(path))
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
        schema.check_file(path)
        address = f"{path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(address, timeout=schema.BUSY_SECONDS, isolation_level=None, uri=True)


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
    }


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Raises DamagedFileError for a file in which SQLite's integrity_check finds something."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise DamagedFileError(f"{path} is damaged: parts of it can't be read")


def made_at(backup: Path) -> datetime:
    """When a backup was made, by its name."""
    stamp = _STAMP.search(backup.name)
    assert stamp is not None
    return datetime.strptime(stamp[0], _STAMPED).replace(tzinfo=UTC)


def is_sound(backup: Path) -> bool:
    """Whether `restore` would take it."""
    try:
        with contextlib.closing(connect_to_read(backup)) as source, plain_errors(backup):
            _check_sound(source, backup)
    except TrackerError:
        return False
    return True


def _check_sound(source: sqlite3.Connection, backup: Path) -> None:
    revision = schema.revision_of(source, backup)
    if revision is None:
        raise DatabaseFileError(f"{backup} is empty")
    schema.refuse_newer(revision, backup)
    check_whole(source, backup)
    spoilt.check(source, backup)
    if source.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedFileError(
            f"{backup} is damaged: some of its rows refer to others that it lacks"
        )


def _overwrite(path: Path, source: sqlite3.Connection, backup: Path) -> Path | None:
    """Keep what is there and overwrite it, all under one lock."""
    with _damage_told(path), contextlib.closing(schema.connect(path)) as diary:
        # Kept until the connection closes: no meal can come between the copy and its replacement.
        diary.execute("PRAGMA locking_mode = EXCLUSIVE")
        diary.execute("BEGIN EXCLUSIVE")
        diary.execute("COMMIT")
        there = schema.revision_of(diary, path) is not None
        kept = _copy(diary, path, "before-restore", spoilt_too=True) if there else None
        source.backup(diary, progress=_refuse_waiting)
    if kept is None:
        return None
    kept = _without_double(path, kept)
    _remove_oldest(path, [kept, backup])
    return kept


def _replace(path: Path, source: sqlite3.Connection) -> Path:
    """Put the copy in the place of a file that is no database any more."""
    fresh = paths.unfinished(path.parent)
    folder = paths.backups()
    kept = _target(path, "before-restore", folder).with_suffix(DAMAGED)
    try:
        with contextlib.closing(schema.connect(fresh)) as copy:
            source.backup(copy, progress=_refuse_waiting)
        with _unwritable_told(folder, "B12_BACKUPS names another folder"):
            paths.make_private(folder)
            # What a cut-off write left beside the old file would be played back into the new one.
            for ending in ("-journal", ""):
                old = path.with_name(path.name + ending)
                if old.exists():
                    _keep(old, kept.with_name(kept.name + ending))
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        fresh.replace(path)
    finally:
        _discard(fresh)
    return kept


def _keep(file: Path, kept: Path) -> None:
    """Copy a file as it is; half of it has another name."""
    part = _make(kept.with_suffix(_PART))
    try:
        shutil.copyfile(file, part)
        part.replace(kept)
    finally:
        part.unlink(missing_ok=True)


def _copy(
    source: sqlite3.Connection,
    path: Path,
    reason: str,
    folder: Path | None = None,
    *,
    spoilt_too: bool = False,
) -> Path:
    """A checked copy under its name; one that holds what can't be read is DAMAGED, or refused."""
    to_do = "B12_BACKUPS names another folder" if folder is None else "name another folder"
    folder = folder or paths.backups()
    target = _target(path, reason, folder)
    # Under another name until it is whole and checked.
    part = target.with_suffix(_PART)
    with _unwritable_told(folder, to_do):
        paths.make_private(folder)
        _remove_given_up(path, folder)
        try:
            with contextlib.closing(schema.connect(_make(part))) as copy, _damage_told(path):
                # What is counted is to be what was copied, and a BEGIN alone locks nothing yet.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(copy, progress=_refuse_waiting)
                if counts(copy) != counts(source):
                    raise DatabaseFileError(f"{target} doesn't hold what the diary holds: not kept")
                source.execute("COMMIT")
                # By now whoever logs a meal needn't wait.
                check_whole(copy, path)
                if values := spoilt.found(copy, path, 1):
                    if not spoilt_too:
                        raise DamagedFileError(f"{path} is damaged: {values[0]}")
                    target = target.with_suffix(DAMAGED)
            part.replace(target)
        finally:
            _discard(part)
    return target


def _remove_given_up(path: Path, folder: Path) -> None:
    """What killed processes left of this diary's copies."""
    named = re.compile(rf"{re.escape(_prefix(path))}{_STAMP.pattern}-.*\.part(-journal)?")
    now = datetime.now(UTC)
    for one in folder.iterdir():
        if named.fullmatch(one.name) and now - made_at(one) > _GIVEN_UP:
            with contextlib.suppress(OSError):
                one.unlink(missing_ok=True)


def _remove_oldest(path: Path, spared: list[Path]) -> None:
    """Of those that b12 made by itself; `spared` are in use."""
    made = [one for one in of_diary(path) if _BY_ITSELF in one.name.removeprefix(_prefix(path))]
    for one in made[:-KEPT]:
        # What it was made for is done, whether there is room or not.
        with contextlib.suppress(OSError):
            if not any(one.samefile(other) for other in spared):
                one.unlink(missing_ok=True)


def _without_double(path: Path, made: Path) -> Path:
    """The copy, or an older one of the same content, in whose favour it is removed."""
    for one in copies(path):
        with contextlib.suppress(OSError):
            if one != made and one.suffix == made.suffix and _alike(one, made):
                made.unlink()
                return one
    return made


def _alike(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        if _head(first) != _head(second):
            return False
        while chunk := first.read(_CHUNK):
            if chunk != second.read(_CHUNK):
                return False
    return True


def _head(file: BinaryIO) -> bytes:
    head = bytearray(file.read(_HEADER))
    for counter in _COUNTERS:
        head[counter] = bytes(counter.stop - counter.start)
    return bytes(head)


def _target(path: Path, reason: str, folder: Path) -> Path:
    stamp = datetime.now(UTC).strftime(_STAMPED)
    return folder / f"{_prefix(path)}{stamp}-{reason}.db"


def _prefix(path: Path) -> str:
    """The diary's name and a mark of where it is: two folders may have a diary of one name."""
    path = Path(os.path.realpath(path))  # `resolve` fails at a link to itself
    return f"{path.stem}-{zlib.crc32(os.fsencode(path)):08x}-"


def _make(path: Path) -> Path:
    """A new file that only its owner can read, from its first byte on."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return path


def _discard(unfinished: Path) -> None:
    """Remove a copy, and the journal that SQLite leaves beside it when the disk is full."""
    for ending in ("", "-journal"):
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def _refuse_waiting(status: int, _left: int, _total: int) -> None:
    # SQLite has waited for its time by then; Python would go on for ever.
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise RefusedError("the file is in use by another program; try again")


@contextlib.contextmanager
def _unwritable_told(folder: Path, to_do: str) -> Iterator[None]:
    """Raises DatabaseFileError where a copy can't be written into the folder."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
    except sqlite3.Error as error:
        known = _UNWRITABLE.get(error.sqlite_errorcode & 0xFF)
        if known is None:
            raise
        why = known
    else:
        return
    raise DatabaseFileError(
        f"the backup can't be made in {folder} ({why}), and nothing was changed; {to_do}"
    )


@contextlib.contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Raises DamagedFileError for what SQLite says of a file that it can't read."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _DAMAGE:
            raise DamagedFileError(f"{path} is damaged") from error
        raise
