"""The process: `b12`, or `python -m tracker`."""

import gc
import os
import sys


def _drop_unwritten() -> None:
    """Let Python not write once more, at exit, what a full disk or a closed pipe refused.

    It would print a warning, and end with an exit code of its own.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:  # it was closed from the start
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def main() -> None:
    """Run the command line and exit."""
    # A sixth of a command's time would go into collecting garbage among the classes of libraries:
    # collect seldom, from the first import on, and not again at exit.
    gc.set_threshold(500_000)
    try:
        from tracker import interrupt
        from tracker.cli import run

        code = run(sys.argv[1:])
        interrupt.ignore()
        _drop_unwritten()
    except KeyboardInterrupt:  # before the command or after it
        code = 130
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
