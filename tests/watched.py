"""Run commands of `b12` in one process and watch them by Python's audit events.

It is a program of its own, since an audit hook can't be removed. It reads the commands, lists of
words, as JSON, works in the current folder and prints its observations as JSON.
"""

import json
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

_NETWORK = ("socket", "urllib", "http", "ftplib", "smtplib", "ssl")
_AROUND = ("BEGIN", "COMMIT", "VACUUM", "PRAGMA")
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork")

connected: list[str] = []
started: list[str] = []
seen: set[str] = set()
wide: set[str] = set()
looking = False


def look() -> None:
    """Note the files in the folder at this moment, and those that others could read."""
    global looking
    if looking:
        return
    looking = True
    try:
        for path in Path().rglob("*"):
            seen.add(path.name)
            mode = path.lstat().st_mode
            if mode & 0o077:
                wide.add(f"{path} {mode & 0o777:o}")
    except FileNotFoundError:
        pass  # it was deleted meanwhile
    finally:
        looking = False


def watch(event: str, args: tuple[Any, ...]) -> None:
    """Refuse the network, note the programs that are started, and look at the files."""
    if looking:
        return
    if event.split(".")[0] in _NETWORK:
        connected.append(f"{event} {args}")
        raise PermissionError(event)
    if event.startswith(_PROGRAMS):
        started.append(Path(str(args[0])).name)
    if event == "sqlite3.connect" or event.startswith(("os.", "shutil.", "tempfile.")):
        look()
    if event == "open" and not str(args[0]).endswith((".py", ".pyc")):
        look()


def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:
    """Return a connection that looks at the files before each transaction begins and ends."""
    connection: sqlite3.Connection = _connect(*args, **kwargs)
    connection.set_trace_callback(lambda sql: look() if sql.startswith(_AROUND) else None)
    return connection


_connect: Any = sqlite3.connect


def main() -> None:
    """Run the commands one after another, even if one fails."""
    from tracker import cli

    sqlite3.connect = connect  # type: ignore[assignment]
    # The user's settings hide nothing.
    os.umask(0)
    commands = json.load(sys.stdin)
    stdout = sys.stdout
    sys.addaudithook(watch)
    failed = []
    for words in commands:
        expanded = [str(sorted(Path().glob(word))[0]) if "*" in word else word for word in words]
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            sys.stdout = nowhere
            if code := cli.run(expanded):
                failed.append([*expanded, str(code)])
        look()
    report = {
        "failed": failed,
        "connected": connected,
        "started": started,
        "wide": sorted(wide),
        "seen": sorted(seen),
    }
    json.dump(report, stdout)


if __name__ == "__main__":
    main()
