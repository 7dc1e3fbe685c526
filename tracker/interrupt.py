"""Ctrl-C, which stops a command until what it does is done."""

import signal


def ignore() -> None:
    """Let Ctrl-C stop nothing for the rest of this process.

    Called before something is stored, so that the reply that says so is printed whole.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def heed() -> None:
    """Let Ctrl-C stop the process again: between two files of many, each of which is whole."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
