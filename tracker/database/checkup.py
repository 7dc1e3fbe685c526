"""What is in a diary's file and what is wrong with it, found without changing anything; compact.

The file is opened to read only: it is neither created nor upgraded, and what another process left
half done stays so.
"""

import contextlib
import os
import shlex
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from tracker import interrupt, paths
from tracker.database import backup, file, integrity
from tracker.database.file import plain_errors
from tracker.database.finding import Finding
from tracker.database.place import Place
from tracker.errors import DamagedFileError, DatabaseFileError, NotFoundError, RefusedError
from tracker.text.dates import format_day
from tracker.text.formatting import count, format_bytes, printable

# A month of meals is much to type again.
_OLD = timedelta(days=30)
# An import of years, its images for undo and a backup of it.
_ROOM_BYTES = 100_000_000
_MOST_NAMED = 3
_NAME_IT = "name your diary's file by --db or B12_DB"
_NONE_KNOWN = (
    f"no backup is known: {_NAME_IT} if it is another, look for a backup elsewhere "
    "(b12 restore FILE), or for an export, for a new file (b12 import native EXPORT --db NEW-FILE)"
)


@dataclass(frozen=True)
class Contents:
    """How much there is of what people log, and the first and last day of it."""

    people: int
    meals: int
    items: int
    first: date | None
    last: date | None


def contents(path: Path) -> Contents:
    """Return what the file holds. Raise DatabaseFileError when it can't be read."""
    with contextlib.closing(file.connect_to_read(path)) as connection, plain_errors(path):
        counts = integrity.row_counts(connection)
        # A backup of an older schema may hold invalid dates.
        days = "SELECT min(day), max(day) FROM meal WHERE day IS date(day)"
        first, last = (
            day and date.fromisoformat(day) for day in connection.execute(days).fetchone()
        )
    return Contents(counts["person"], counts["meal"], counts["item"], first, last)


def examine(path: Place, now: datetime) -> list[Finding]:
    """Look at the file, its content, its permissions, the room on its disk and its backups.

    Of a server at what this role sees of it.
    """
    if not isinstance(path, Path):
        from tracker.database.server import checkup as of_server

        return of_server.examine(path, now)
    backups = backup.of_diary(path)
    if not path.exists():
        to_do = f"b12 log creates a new one; {_way_back(backups)}"
        missing = Finding("file", f"{path} does not exist", to_do)
        return [missing, *_backups(path, backups, now)]
    try:
        file.check_file(path)
    except DatabaseFileError as error:
        return [Finding("file", str(error), _NAME_IT, usable=False)]
    size = Finding("file", f"{path}, {format_bytes(path.stat().st_size)}")
    if log := file.foreign_log(path):
        message = f"{log} is of another file that was called {path.name} before"
        to_do = f"mv {_quoted(log)} {_quoted(log.with_name(f'{log.name}.old'))}"
        return [size, Finding("content", message, to_do, usable=False)]
    if not os.access(path, os.R_OK):
        message = f"{path} can't be read"
        return [size, Finding("permissions", message, f"chmod u+rw {_quoted(path)}", usable=False)]
    content = _content(path, backups, now)
    if not all(finding.usable for finding in content):
        # Who may read it, and a copy of it, are no matter now.
        return [size, *content, _room(path)]
    return [
        size,
        *content,
        *_permissions(path, backups),
        _room(path),
        *_backups(path, backups, now),
        *_leftovers(path),
    ]


def _content(path: Path, backups: list[Path], now: datetime) -> list[Finding]:
    try:
        with contextlib.closing(file.connect_to_read(path)) as connection, plain_errors(path):
            return _inside(connection, path, backups, now)
    except RefusedError as error:
        return [Finding("content", str(error), "b12 doctor when that program is done")]
    except DatabaseFileError as error:
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists() and journal.stat().st_size:
            message = "a change was cut off half-way, and the next command takes it back"
            first = "make room on its disk, " if _free(path) < _ROOM_BYTES else ""
            return [Finding("content", message, f"{first}b12 today, and then b12 doctor again")]
        return [Finding("content", str(error), _way_back(backups), usable=False)]


def _inside(
    connection: sqlite3.Connection, path: Path, backups: list[Path], now: datetime
) -> list[Finding]:
    try:
        revision = file.revision_of(connection, path)
    except DamagedFileError:
        raise
    except DatabaseFileError as error:
        return [Finding("form", str(error), _NAME_IT, usable=False)]
    if revision is None:
        message = "an empty file, which the next command makes a diary"
        return [Finding("form", message, _way_back(backups) if backups else None)]
    try:
        file.refuse_newer(revision, path)
    except DatabaseFileError as error:
        return [Finding("form", str(error), f"upgrade b12, or {_NAME_IT}", usable=False)]
    if broken := integrity.broken_pages(connection, _MOST_NAMED):
        return [Finding("content", _damaged(broken), _way_back(backups), usable=False)]
    if values := integrity.invalid_values(connection, _MOST_NAMED):
        message = f"damaged: {'; '.join(values)}"
        return [Finding("content", message, _way_back(backups), usable=False)]
    hanging = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    refer = f"{count(hanging, 'row refers', 'rows refer')} to missing rows"
    rows = [
        f"{name} {number:,}"
        for name, number in sorted(integrity.row_counts(connection).items())
        if name != "alembic_version"
    ]
    older = "" if revision == file.HEAD else "; the next command upgrades it"
    return [
        Finding("form", f"{revision}{older}"),
        Finding("content", "whole, by SQLite's integrity_check and the checks of each table"),
        Finding("references", refer, _way_back(backups))
        if hanging
        else Finding("references", "no row refers to a missing row"),
        Finding("rows", ", ".join(rows)),
        *(_to_come(connection, now) if revision == file.HEAD else ()),
        *(_synced(connection) if revision == file.HEAD else ()),
    ]


def _synced(connection: sqlite3.Connection) -> list[Finding]:
    """Say when the diary was last synced, and with which machines; nothing if it never was."""
    (last,) = connection.execute("SELECT synced_at FROM sync_state").fetchone() or (None,)
    if last is None:
        return []
    names = connection.execute("SELECT DISTINCT name FROM sync_log ORDER BY name").fetchall()
    others = ", ".join(printable(name) for (name,) in names) or "no other machine yet"
    day = format_day(date.fromisoformat(last[:10]))
    return [Finding("sync", f"last on {day}, {last[11:16]}, with {others}")]


def _to_come(connection: sqlite3.Connection, now: datetime) -> list[Finding]:
    from tracker.database import future
    from tracker.database.connection import Connection

    return future.findings(Connection(connection), now)


def _way_back(backups: list[Path]) -> str:
    """Name the newest backup that can be restored: a copy of a damaged diary can't."""
    sound = next((copy for copy in reversed(backups) if backup.is_sound(copy)), None)
    if sound is None:
        return _NONE_KNOWN
    when, meals = backup.made_at(sound).astimezone(), count(contents(sound).meals, "meal")
    return f"for the backup of {when:%Y-%m-%d %H:%M} with {meals}: b12 restore {_quoted(sound)}"


def _quoted(path: Path) -> str:
    """Return the path as a shell takes it for one word."""
    return shlex.quote(str(path))


def _damaged(broken: list[str]) -> str:
    """Say it in a sentence with SQLite's first finding, which comes after a headline."""
    lines = [line for text in broken for line in text.splitlines() if not line.startswith("***")]
    message = "damaged: parts of it can't be read"
    return f"{message} (SQLite: {lines[0]})" if lines else message


def _permissions(path: Path, backups: list[Path]) -> list[Finding]:
    """Whether its owner can write it, and whether others can read what is private or replace it."""
    folder = paths.backups()
    # A missing folder of backups is created in the nearest one above.
    above = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    findings = [
        Finding("permissions", f"{place} can't be written", _to_write(place, right, otherwise))
        for place, right, otherwise in (
            (path, "u+rw", _NAME_IT),
            (path.parent, "u+rwx", _NAME_IT),
            (above, "u+rwx", "name another folder for backups by B12_BACKUPS"),
        )
        if not os.access(place, os.W_OK)
    ]
    if os.name != "posix":
        return findings or [Finding("permissions", "not looked at on this system")]
    to_do = [
        f"chmod {right} {_quoted(place)}"
        for place, mask, right in (
            (path, 0o077, "600"),
            (path.parent, 0o022, "go-w"),
            (folder, 0o077, "700"),
            *((copy, 0o077, "600") for copy in backups),
        )
        if place.exists() and place.stat().st_mode & mask
    ]
    if to_do:
        findings.append(Finding("permissions", "others can read or change it", "; ".join(to_do)))
    return findings or [Finding("permissions", "nobody but you can read it")]


def _to_write(path: Path, right: str, otherwise: str) -> str:
    """No right helps on a disk that is read-only."""
    if hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY:
        return f"its disk is read-only: {otherwise} on another one"
    return f"chmod {right} {_quoted(path)}, or {otherwise}"


def _free(path: Path) -> int:
    return shutil.disk_usage(path.parent).free


def _room(path: Path) -> Finding:
    free = _free(path)
    to_do = "make room on it" if free < _ROOM_BYTES else None
    return Finding("disk", f"{format_bytes(free)} free", to_do)


def _backups(path: Path, backups: list[Path], now: datetime) -> list[Finding]:
    if not backups:
        return [_no_backup(path, now)]
    age = now - backup.made_at(backups[-1])
    days = "today" if age.days < 1 else f"{count(age.days, 'day')} ago"
    message = f"{len(backups)}, the newest made {days}: {backups[-1]}"
    return [Finding("backups", message, "b12 backup makes a new one" if age > _OLD else None)]


def _no_backup(path: Path, now: datetime) -> Finding:
    """Ask for a backup of what took a month to type; a newer diary has time until then."""
    none = f"none in {paths.backups()}"
    if not path.exists():
        return Finding("backups", none)
    begun = _begun(path)
    if begun is None or now - begun > _OLD:
        return Finding("backups", none, "b12 backup makes one")
    due = format_day((begun + _OLD).date())
    return Finding("backups", f"{none}; the diary is new, the first is due on {due}: b12 backup")


def _begun(path: Path) -> datetime | None:
    """Return when the first change was made; None if there is none."""
    with contextlib.suppress(DatabaseFileError), plain_errors(path):
        with contextlib.closing(file.connect_to_read(path)) as connection:
            (made_at,) = connection.execute("SELECT min(made_at) FROM change").fetchone()
        return made_at and datetime.fromisoformat(made_at)
    return None


def _leftovers(path: Path) -> list[Finding]:
    """What isn't in anybody's way, and may hold what is private."""
    left = backup.leftovers(path)
    if not left:
        return []
    message = f"{len(left)} unfinished, of commands that were killed or still run; none is needed"
    to_do = f"if no b12 is at work: rm -r {' '.join(map(_quoted, left))}"
    return [Finding("leftovers", message, to_do)]


def compact(path: Place) -> tuple[int, int]:
    """Write the file again from what is in it; return its size before and after, in bytes.

    What was removed leaves traces in a file's free space, from releases or programs that didn't
    overwrite it; a new one has none. It is one transaction: a kill leaves the old file or the new
    one. Raise NotFoundError without a diary, DatabaseFileError for a file that can't be used,
    RefusedError for a locked one and for a server.
    """
    if not isinstance(path, Path):
        raise RefusedError(
            f"{path}: a server makes room by itself; its logs and backups are for whoever runs it"
        )
    if not path.exists():
        raise NotFoundError(f"{path}: there is no diary yet")
    before = path.stat().st_size
    with (
        plain_errors(path, "it was not compacted"),
        contextlib.closing(file.connect(path)) as connection,
    ):
        # What was removed would stay in the log.
        if file.has_log(connection):
            file.leave_log(connection)
        revision = file.revision_of(connection, path)
        if revision is None:
            raise NotFoundError(f"{path} is empty: there is no diary yet")
        file.refuse_newer(revision, path)
        # Of a damaged table only what can be read would be written.
        integrity.check_whole(connection, path)
        # The copy that SQLite works with would lie in the system's folder for temporary files.
        connection.execute("PRAGMA temp_store = MEMORY")
        interrupt.ignore()
        connection.execute("VACUUM")
    return before, path.stat().st_size
