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

from tracker import interrupt, paths
from tracker.database import file, integrity
from tracker.database.file import diary_errors, plain_errors
from tracker.database.place import Place
from tracker.errors import (
    DamagedFileError,
    DatabaseFileError,
    NotFoundError,
    RefusedError,
    TrackerError,
)

# How many of those that b12 makes by itself stay; what the user asked for is never removed.
KEPT = 10
BY_HAND = "by-hand"
# The ending of a copy of a damaged diary: it is kept, and can't be restored.
DAMAGED = ".damaged"
# A copy has another name until it is whole.
_PART = ".part"
_BY_ITSELF = "before-"
_STAMPED = "%Y%m%dT%H%M%S.%fZ"
_STAMP = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
# An unfinished copy as old as this was left by a process that was killed.
_GIVEN_UP = timedelta(hours=1)


def back_up(path: Path, reason: str, folder: Path | None = None) -> Path:
    """Copy the diary into the folder of backups, or another one; return the checked copy.

    `reason` ends its name: `before-import`, `by-hand`. Raise DatabaseFileError when the diary is
    damaged or the copy can't be written, RefusedError when another process keeps the diary locked,
    NotFoundError without a diary.
    """
    if not path.exists():
        raise NotFoundError(f"{path}: there is no diary yet")
    with diary_errors(path, DamagedFileError), contextlib.closing(file.connect(path)) as source:
        if file.revision_of(source, path) is None:
            raise NotFoundError(f"{path} is empty: there is no diary yet")
        return _copy(source, path, reason, folder)


@contextlib.contextmanager
def before(path: Place, event: str) -> Iterator[Callable[[], None]]:
    """Give a function that keeps a copy of the diary as it was before the event.

    Only then do the oldest of those that b12 made give way to it: an event that fails, or changes
    nothing, leaves the copies as they were. A server's copies are for whoever runs it. Raise as
    `back_up` does.
    """
    if not isinstance(path, Path):
        yield lambda: None
        return
    copy = back_up(path, f"{_BY_ITSELF}{event}")
    keep: list[bool] = []
    try:
        yield lambda: keep.append(True)
    finally:
        if keep:
            _remove_oldest(path, [copy])
        else:
            with contextlib.suppress(OSError):
                copy.unlink(missing_ok=True)


def of_diary(path: Place) -> list[Path]:
    """Return the backups of that diary in the folder of backups, the oldest first."""
    if not isinstance(path, Path):
        return []
    return [copy for copy in copies(path) if copy.suffix == ".db"]


def copies(path: Path, folder: Path | None = None) -> list[Path]:
    """Return all copies of that diary in the folder of backups, damaged and unfinished ones too."""
    folder = folder or paths.backups()
    if not folder.is_dir():
        return []
    named = re.compile(rf"{re.escape(_prefix(path))}{_STAMP.pattern}-.*")
    return sorted(copy for copy in folder.iterdir() if named.fullmatch(copy.name))


def leftovers(path: Path) -> list[Path]:
    """Return what killed commands left beside the diary and of its copies, or running ones write.

    None of it is anybody's only copy: charts, pages, exports and copies that were not finished.
    """
    path = Path(os.path.realpath(path))
    beside = [left for left in paths.left_unfinished(path.parent) if left != path]
    return [*beside, *_unfinished_copies(path)]


def restore(path: Path, backup: Path) -> Path | None:
    """Put a backup in the diary's place; return the copy of the former diary, None without one.

    The diary is locked, copied, and overwritten in one transaction: whoever has it open sees all of
    the one or all of the other, and so does the next command after a kill. A file that SQLite can't
    read any more is kept as it is and replaced. An older backup is upgraded by the next command.
    Raise DatabaseFileError for a backup that is no sound diary of this release or an older one,
    RefusedError for the diary itself or a locked one; both leave it as it was.
    """
    path = Path(os.path.realpath(path))
    with contextlib.closing(file.connect_to_read(backup)) as source:
        if path.exists() and path.samefile(backup):
            raise RefusedError(f"{backup} is the diary itself")
        with plain_errors(backup):
            _check_sound(source, backup)
        with plain_errors(path):
            if not path.exists():
                file.create(path)
            try:
                return _overwrite(path, source, backup)
            except DamagedFileError:
                return _replace(path, source)


def made_at(backup: Path) -> datetime:
    """Return when a backup was made, by its name."""
    stamp = _STAMP.search(backup.name)
    assert stamp is not None
    return datetime.strptime(stamp[0], _STAMPED).replace(tzinfo=UTC)


def is_sound(backup: Path) -> bool:
    """Return whether `restore` would take it."""
    try:
        with contextlib.closing(file.connect_to_read(backup)) as source, plain_errors(backup):
            _check_sound(source, backup)
    except TrackerError:
        return False
    return True


def _check_sound(source: sqlite3.Connection, backup: Path) -> None:
    revision = file.revision_of(source, backup)
    if revision is None:
        raise DatabaseFileError(f"{backup} is empty")
    file.refuse_newer(revision, backup)
    integrity.check_whole(source, backup)
    integrity.check_references(source, backup)


def _overwrite(path: Path, source: sqlite3.Connection, backup: Path) -> Path | None:
    """Keep the present diary and overwrite it, all under one lock."""
    with _damage_reported(path), contextlib.closing(file.connect(path)) as diary:
        # Kept until the connection closes: no meal can come between the copy and its replacement.
        diary.execute("PRAGMA locking_mode = EXCLUSIVE")
        diary.execute("BEGIN EXCLUSIVE")
        diary.execute("COMMIT")
        is_diary = file.revision_of(diary, path) is not None
        kept = _copy(diary, path, "before-restore", damaged_too=True) if is_diary else None
        interrupt.ignore()
        source.backup(diary, progress=_refuse_waiting)
        file.leave_log(diary)
    if kept is not None:
        _remove_oldest(path, [kept, backup])
    return kept


def _replace(path: Path, source: sqlite3.Connection) -> Path:
    """Put the copy in the place of a file that SQLite can't read any more."""
    fresh = paths.unfinished(path.parent)
    folder = paths.backups()
    kept = _target(path, "before-restore", folder).with_suffix(DAMAGED)
    try:
        with contextlib.closing(file.connect(fresh)) as copy:
            source.backup(copy, progress=_refuse_waiting)
            file.leave_log(copy)
        with _writing_errors(folder, "B12_BACKUPS names another folder"):
            paths.make_private(folder)
            for old in (*file.beside(path), path):
                if old.exists():
                    _keep(old, kept.with_name(old.name.replace(path.name, kept.name, 1)))
        interrupt.ignore()
        # What a cut-off write left beside the old file would be played back into the new one.
        for old in file.beside(path):
            old.unlink(missing_ok=True)
        fresh.replace(path)
    finally:
        _discard(fresh)
    return kept


def _keep(old: Path, kept: Path) -> None:
    """Copy a file as it is; it has another name until it is whole."""
    part = _create(kept.with_suffix(_PART))
    try:
        shutil.copyfile(old, part)
        part.replace(kept)
    finally:
        part.unlink(missing_ok=True)


def _copy(
    source: sqlite3.Connection,
    path: Path,
    reason: str,
    folder: Path | None = None,
    *,
    damaged_too: bool = False,
) -> Path:
    """Return a checked copy under its name; one with invalid values is DAMAGED, or refused."""
    to_do = "B12_BACKUPS names another folder" if folder is None else "name another folder"
    folder = folder or paths.backups()
    paths.followed(folder)
    target = _target(path, reason, folder)
    # Under another name until it is whole and checked.
    part = target.with_suffix(_PART)
    with _writing_errors(folder, to_do):
        paths.make_private(folder)
        _remove_given_up(path, folder)
        try:
            with contextlib.closing(file.connect(_create(part))) as copy, _damage_reported(path):
                # What is counted is to be what was copied, and a BEGIN alone locks nothing yet.
                source.execute("BEGIN")
                counts = integrity.row_counts(source)
                source.backup(copy, progress=_refuse_waiting)
                if integrity.row_counts(copy) != counts:
                    raise DatabaseFileError(f"{target} doesn't hold what the diary holds: not kept")
                source.execute("COMMIT")
                file.leave_log(copy)
                # By now whoever logs a meal needn't wait.
                if damaged_too and integrity.invalid_values(copy, 1):
                    target = target.with_suffix(DAMAGED)
                else:
                    integrity.check_whole(copy, path)
            part.replace(target)
        finally:
            _discard(part)
    return target


def _unfinished_copies(path: Path, folder: Path | None = None) -> list[Path]:
    return [copy for copy in copies(path, folder) if copy.suffix.split("-")[0] == _PART]


def _remove_given_up(path: Path, folder: Path) -> None:
    """Remove what killed processes left of this diary's copies."""
    now = datetime.now(UTC)
    for copy in _unfinished_copies(path, folder):
        if now - made_at(copy) > _GIVEN_UP:
            with contextlib.suppress(OSError):
                copy.unlink(missing_ok=True)


def _remove_oldest(path: Path, spared: list[Path]) -> None:
    """Remove the oldest of those that b12 made by itself; `spared` are in use."""
    own = [copy for copy in of_diary(path) if _BY_ITSELF in copy.name.removeprefix(_prefix(path))]
    for copy in own[:-KEPT]:
        # What it was made for is done, whether there is room or not.
        with contextlib.suppress(OSError):
            if not any(copy.samefile(other) for other in spared):
                copy.unlink(missing_ok=True)


def _target(path: Path, reason: str, folder: Path) -> Path:
    stamp = datetime.now(UTC).strftime(_STAMPED)
    return folder / f"{_prefix(path)}{stamp}-{reason}.db"


def _prefix(path: Path) -> str:
    """Return the diary's name and a mark of its folder: two may have a diary of one name."""
    path = Path(os.path.realpath(path))  # `resolve` fails at a link to itself
    return f"{path.stem}-{zlib.crc32(os.fsencode(path)):08x}-"


def _create(path: Path) -> Path:
    """Create a file that only its owner can read, from its first byte on."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return path


def _discard(unfinished: Path) -> None:
    """Remove a copy, and what SQLite leaves beside it when the disk is full."""
    for left in (unfinished, *file.beside(unfinished)):
        left.unlink(missing_ok=True)


def _refuse_waiting(status: int, _left: int, _total: int) -> None:
    # SQLite has waited for its time by then; Python would go on for ever.
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise RefusedError("the file is in use by another program; try again")


@contextlib.contextmanager
def _writing_errors(folder: Path, to_do: str) -> Iterator[None]:
    """Raise DatabaseFileError where a copy can't be written into the folder."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
    except sqlite3.Error as error:
        known = file.reason_of(error)
        if known is None:
            raise
        reason = known
    else:
        return
    raise DatabaseFileError(
        f"the backup can't be made in {folder} ({reason}), and nothing was changed; {to_do}"
    )


@contextlib.contextmanager
def _damage_reported(path: Path) -> Iterator[None]:
    """Raise DamagedFileError for what SQLite says of a file that it can't read."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _DAMAGE:
            raise DamagedFileError(f"{path} is damaged") from error
        raise
