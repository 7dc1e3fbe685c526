"""`b12` as a process on a pseudo-terminal of a given size, where keys may be typed."""

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Mapping, Sequence

_QUIET_SECONDS = 0.5
_MOST_SECONDS = 60


def on_terminal(
    *words: str,
    columns: int = 80,
    rows: int = 24,
    keys: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """Return the exit code and what was shown, with `\\n` as line ends.

    Each of the `keys` is typed when nothing was shown for a moment.
    """
    pid, fd = pty.fork()
    if pid == 0:
        # Tests that run in the background may have inherited an ignored SIGINT.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        size = {"COLUMNS": str(columns), "LINES": str(rows)}
        os.environ.update({"TERM": "xterm-256color", **size, **(environment or {})})
        os.execv(sys.executable, [sys.executable, "-m", "tracker", *words])
    shown, waiting = b"", list(keys)
    until = time.monotonic() + _MOST_SECONDS
    while True:
        assert time.monotonic() < until, shown
        try:
            ready, _, _ = select.select([fd], [], [], _QUIET_SECONDS)
            read = os.read(fd, 65536) if ready else None
        except OSError:  # the other side is closed
            break
        if read == b"":
            break
        if read is not None:
            shown += read
        elif waiting and shown:
            os.write(fd, waiting.pop(0).encode())
    _, status = os.waitpid(pid, 0)
    os.close(fd)
    return os.waitstatus_to_exitcode(status), shown.decode().replace("\r\n", "\n")
