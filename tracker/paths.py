"""Where the diary and the settings lie, and where the trees that ship with the program lie."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tracker import interrupt
from tracker.errors import RefusedError

_PACKAGE = Path(__file__).resolve().parent
# The prefix and suffix of unfinished files; a killed command leaves them behind.
UNFINISHED = (".b12-", ".unfinished")
_MOST_LINKS = 40  # as Linux follows


def shipped(name: str) -> Path:
    """The folder `migrations` or `seed_data`.

    A wheel carries it inside the package; a checkout and an editable install have it beside.
    Raises FileNotFoundError when the installation is incomplete.
    """
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the installation of b12 lacks its folder {name!r}")


def seed_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file in `seed_data`. Raise OSError if it can't be read."""
    import csv

    with (shipped("seed_data") / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        # A DictReader takes three times as long, and each new diary waits for it.
        return [dict(zip(header, row, strict=True)) for row in rows]


def default_database() -> Path:
    """The diary's file if none is named: `diary.db` in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("b12", appauthor=False) / "diary.db"


def config_file() -> Path:
    """The user's settings: what B12_CONFIG names, else `config.toml` in their config folder."""
    named = os.environ.get("B12_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("b12", appauthor=False) / "config.toml"


def backups() -> Path:
    """The folder for copies: what B12_BACKUPS names, else `backups` in the data folder."""
    named = os.environ.get("B12_BACKUPS")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("b12", appauthor=False) / "backups"


def unfinished(folder: Path) -> Path:
    """A new file in the folder that only its owner can read, from its first byte on."""
    import tempfile

    prefix, suffix = UNFINISHED
    handle, name = tempfile.mkstemp(suffix, prefix, folder)
    os.close(handle)
    return Path(name)


def left_unfinished(folder: Path) -> list[Path]:
    """Files and folders that killed commands left there, or running ones write still."""
    return sorted(folder.glob("*".join((*UNFINISHED, ""))))


def followed(path: Path, links: int = 0) -> Path:
    """Return where a file of that name is written, links followed.

    Raise RefusedError at a link, pipe or device of somebody else: in a folder that others can write
    to, it would have b12 replace another file, or hand over what it writes. Raise OSError for a
    circle of links, and for a relative path if the current folder was removed.
    """
    path = path.absolute()
    for place in (*reversed(path.parents), path):
        try:
            info = place.lstat()
        except FileNotFoundError:
            break
        if stat.S_ISDIR(info.st_mode) or stat.S_ISREG(info.st_mode):
            continue
        if info.st_uid not in (0, getattr(os, "geteuid", int)()):
            raise RefusedError(f"{place} is somebody else's link or pipe: nothing is written there")
        if place.is_symlink():
            if links == _MOST_LINKS:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
            rest = path.relative_to(place)
            return followed(place.parent / place.readlink() / rest, links + 1)
    return path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A private file beside it that takes its name when all is written, and else goes.

    Until then what was there by that name stays: a full disk costs nobody the old one. Raises
    RefusedError when it can't be written.
    """
    part = None
    try:
        with _unwritable_told(path):
            target = followed(path)  # a link stays one
            part = unfinished(target.parent)
            yield part
            interrupt.ignore()
            part.replace(target)
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


@contextmanager
def writing_private(path: Path) -> Iterator[BinaryIO]:
    """A file to write into that only its owner may read, as `whole`; a pipe as it is."""
    with _unwritable_told(path):
        if path.exists() and not path.is_file():  # a pipe or a terminal
            followed(path)
            with path.open("wb") as file:
                yield file
        else:
            with whole(path) as part, part.open("wb") as file:
                yield file


@contextmanager
def _unwritable_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RefusedError(f"{path} can't be written: {error.strerror}") from error


def make_private(folder: Path) -> Path:
    """Make a folder and those above it that are missing, for its owner alone; returns it."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
    return folder


def make_folder(folder: Path) -> Path:
    """Make a folder to write files into, as `make_private`; raises RefusedError when it can't."""
    with _unwritable_told(folder):
        return make_private(folder)
