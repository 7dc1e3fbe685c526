"""What is in a diary's file, and what ails it, found without changing anything.

The file is opened to read only: it is neither made nor brought up to date, and what another
process left half done stays so.
"""

import contextlib
import os
import shlex
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tracker import paths
from tracker.database import backup as backups
from tracker.database import migrate as schema
from tracker.database import spoilt
from tracker.database.engine import plain_errors
from tracker.errors import DamagedFileError, DatabaseFileError, NotFoundError, RefusedError
from tracker.text.formatting import format_bytes

# A month of meals is much to type again.
_OLD = timedelta(days=30)
# An import of years, its images for undo and a backup of it.
_ROOM_BYTES = 100_000_000
_MOST_NAMED = 3
_NAME_IT = "name your diary's file by --db or B12_DB"
_PUT_RIGHT = (
    "or, to lose nothing else: b12 export FILE, put right in it what is named here, "
    "and b12 import native FILE --db NEW-FILE"
)
_NONE_KNOWN = (
    f"no backup is known: {_NAME_IT} if it is another, look for a backup elsewhere "
    "(b12 restore FILE), or for an export, for a new file (b12 import native EXPORT --db NEW-FILE)"
)


@dataclass(frozen=True)
class Contents:
    """How much there is of what people log, and the first and last day of it, ISO."""

    people: int
    meals: int
    items: int
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what it is like, and what to do about it; None where all is well.

    A file that is not `usable` other commands can't open, or can't read all of.
    """

    what: str
    said: str
    to_do: str | None = None
    usable: bool = True


def contents(path: Path) -> Contents:
    """What the file holds. Raises DatabaseFileError when it can't be read."""
    with contextlib.closing(backups.connect_to_read(path)) as connection, plain_errors(path):
        return _contents(connection)


def examine(path: Path, now: datetime) -> list[Finding]:
    """Look at the file, its content, its permissions, the room on its disk and its backups."""
    made = backups.of_diary(path)
    if not path.exists():
        to_do = f"b12 log makes a new one; {_way_back(made)}"
        missing = Finding("file", f"{path} isn't there", to_do)
        return [missing, *_backups(path, made, now)]
    try:
        schema.check_file(path)
    except DatabaseFileError as error:
        return [Finding("file", str(error), _NAME_IT, usable=False)]
    file = Finding("file", f"{path}, {format_bytes(path.stat().st_size)}")
    if not os.access(path, os.R_OK):
        said = f"{path} can't be read"
        return [file, Finding("permissions", said, f"chmod u+rw {_quoted(path)}", usable=False)]
    content = _content(path, made)
    if not all(one.usable for one in content):
        # Who may read it, and a copy of it, are no matter now.
        return [file, *content, _room(path)]
    return [
        file,
        *content,
        *_permissions(path, made),
        _room(path),
        *_backups(path, made, now),
        *_leftovers(path),
    ]


def _content(path: Path, made: list[Path]) -> list[Finding]:
    try:
        with contextlib.closing(backups.connect_to_read(path)) as connection, plain_errors(path):
            return _inside(connection, path, made)
    except RefusedError as error:
        return [Finding("content", str(error), "b12 doctor when that program is done")]
    except DatabaseFileError as error:
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists() and journal.stat().st_size:
            said = "a change was cut off half-way, and the next command takes it back"
            first = "make room on its disk, " if _free(path) < _ROOM_BYTES else ""
            return [Finding("content", said, f"{first}b12 today, and then b12 doctor again")]
        return [Finding("content", str(error), _way_back(made), usable=False)]


def _inside(connection: sqlite3.Connection, path: Path, made: list[Path]) -> list[Finding]:
    try:
        revision = schema.revision_of(connection, path)
    except DamagedFileError:
        raise
    except DatabaseFileError as error:
        return [Finding("form", str(error), _NAME_IT, usable=False)]
    try:
        if revision is not None:
            schema.refuse_newer(revision, path)
    except DatabaseFileError as error:
        return [Finding("form", str(error), f"upgrade b12, or {_NAME_IT}", usable=False)]
    if revision is None:
        said = "an empty file, which the next command makes a diary"
        return [Finding("form", said, _way_back(made) if made else None)]
    broken = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST_NAMED})")]
    if broken != ["ok"]:
        return [Finding("content", _damaged(broken), _way_back(made), usable=False)]
    if values := spoilt.found(connection, path, _MOST_NAMED):
        said = f"damaged: {'; '.join(values)}"
        return [Finding("content", said, f"{_way_back(made)}; {_PUT_RIGHT}", usable=False)]
    hanging = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    counts = {
        name: count
        for name, count in sorted(backups.counts(connection).items())
        if name not in ("alembic_version", "sqlite_sequence")
    }
    older = "" if revision == schema.HEAD else "; the next command brings it up to date"
    return [
        Finding("form", f"{revision}{older}"),
        Finding("content", "whole, as SQLite's integrity_check finds"),
        Finding("references", f"{hanging} rows refer to others that aren't there", _way_back(made))
        if hanging
        else Finding("references", "every row that another refers to is there"),
        Finding("rows", ", ".join(f"{name} {count:,}" for name, count in counts.items())),
    ]


def _way_back(made: list[Path]) -> str:
    """The newest backup that can be restored: an older release may have copied the damage too."""
    sound = next((one for one in reversed(made) if backups.is_sound(one)), None)
    if sound is None:
        return _NONE_KNOWN
    when, held = backups.made_at(sound).astimezone(), contents(sound)
    of_meals = f"{held.meals} meal{'' if held.meals == 1 else 's'}"
    return f"for the backup of {when:%Y-%m-%d %H:%M} with {of_meals}: b12 restore {_quoted(sound)}"


def _quoted(path: Path) -> str:
    """As a shell takes it for one word."""
    return shlex.quote(str(path))


def _damaged(broken: list[str]) -> str:
    """A sentence, and the first thing that SQLite says, which begins with a headline."""
    lines = [line for one in broken for line in one.splitlines() if not line.startswith("***")]
    said = "damaged: parts of it can't be read"
    return f"{said} (SQLite: {lines[0]})" if lines else said


def _contents(connection: sqlite3.Connection) -> Contents:
    counts = backups.counts(connection)
    # A copy of an older form may hold days that are none.
    days = "SELECT min(day), max(day) FROM meal WHERE day IS date(day)"
    first, last = connection.execute(days).fetchone()
    return Contents(counts["person"], counts["meal"], counts["item"], first, last)


def _permissions(path: Path, made: list[Path]) -> list[Finding]:
    """Whether its owner can write it, and whether others can read what is private or replace it."""
    copies = paths.backups()
    # Where the folder of copies isn't there yet, it is made.
    above = next(one for one in (copies, *copies.absolute().parents) if one.exists())
    found = [
        Finding("permissions", f"{one} can't be written", _to_write(one, right, else_))
        for one, right, else_ in (
            (path, "u+rw", _NAME_IT),
            (path.parent, "u+rwx", _NAME_IT),
            (above, "u+rwx", "name another folder for backups by B12_BACKUPS"),
        )
        if not os.access(one, os.W_OK)
    ]
    if os.name != "posix":
        return found or [Finding("permissions", "not looked at on this system")]
    to_do = [
        f"chmod {right} {_quoted(one)}"
        for one, mask, right in (
            (path, 0o077, "600"),
            (path.parent, 0o022, "go-w"),
            (paths.backups(), 0o077, "700"),
            *((copy, 0o077, "600") for copy in made),
        )
        if one.exists() and one.stat().st_mode & mask
    ]
    if to_do:
        said = "others than you can read or change it"
        found.append(Finding("permissions", said, "; ".join(to_do)))
    return found or [Finding("permissions", "nobody but you can read it")]


def _to_write(path: Path, right: str, otherwise: str) -> str:
    """No right helps on a disk that is read-only."""
    if hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY:
        return f"its disk is read-only: {otherwise} on another one"
    return f"chmod {right} {_quoted(path)}, or {otherwise}"


def _free(path: Path) -> int:
    return shutil.disk_usage(path.parent).free


def _room(path: Path) -> Finding:
    free = _free(path)
    said = f"{format_bytes(free)} free"
    return Finding("disk", said, "make room on it" if free < _ROOM_BYTES else None)


def _backups(path: Path, made: list[Path], now: datetime) -> list[Finding]:
    if not made:
        said = f"none in {paths.backups()}"
        return [Finding("backups", said, "b12 backup makes one" if path.exists() else None)]
    age = now - backups.made_at(made[-1])
    days = "today" if age.days < 1 else f"{age.days} day{'' if age.days == 1 else 's'} ago"
    return [
        Finding(
            "backups",
            f"{len(made)}, the newest made {days}: {made[-1]}",
            "b12 backup makes a new one" if age > _OLD else None,
        )
    ]


def _leftovers(path: Path) -> list[Finding]:
    """What isn't in anybody's way, and may hold what is private."""
    left = backups.leftovers(path)
    if not left:
        return []
    named = " ".join(map(_quoted, left))
    said = f"{len(left)} unfinished, of commands that were killed or still run; none is needed"
    return [Finding("leftovers", said, f"if no b12 is at work: rm -r {named}")]


def compact(path: Path) -> tuple[int, int]:
    """Write the file anew from what is in it; returns its size before and after, in bytes.

    What was removed leaves traces in a file's free space, from releases or programs that didn't
    overwrite it; a new one has none. It is one transaction: a kill leaves the old file or the new
    one. Raises NotFoundError without a diary, DatabaseFileError for a file that can't be used,
    RefusedError for a locked one.
    """
    if not path.exists():
        raise NotFoundError(f"{path}: there is no diary yet")
    before = path.stat().st_size
    with plain_errors(path), contextlib.closing(schema.connect(path)) as connection:
        revision = schema.revision_of(connection, path)
        if revision is None:
            raise NotFoundError(f"{path} is empty: there is no diary yet")
        schema.refuse_newer(revision, path)
        # Of a damaged table only what can be read would be written.
        backups.check_whole(connection, path)
        # The copy that SQLite works with would lie in the system's folder for temporary files.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("VACUUM")
    return before, path.stat().st_size
