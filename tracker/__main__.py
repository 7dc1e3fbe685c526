"""The process: `b12`, or `python -m tracker`."""

import gc
import sys


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
    except KeyboardInterrupt:  # before the command or after it
        code = 130
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
