"""The pager, for what is longer than the screen, as git uses it."""

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click

from tracker.cli import terminal

# As git sets it: quit if it fits the screen, let colours through, leave the text there at the end.
_LESS = "FRX"
# What a reading command has printed so far, each text with whether it is for stderr.
_held: list[tuple[str, bool]] | None = None


def echo(text: str, *, err: bool = False) -> None:
    """Print a line; while a reading command runs on a terminal, keep it until the end."""
    if _held is not None:
        _held.append((text, err))
    elif err:
        with suppress(OSError):  # a full disk or a closed pipe: the exit code says it
            click.echo(text, err=True, color=terminal.is_styled(sys.stderr))
    else:
        click.echo(text, color=terminal.is_styled())


@contextmanager
def paging() -> Iterator[None]:
    """Show what is printed meanwhile in a pager, if it is longer than the screen of a terminal."""
    global _held
    if not (_command() and terminal.is_terminal() and terminal.is_terminal(sys.stdin)):
        yield
        return
    _held = []
    try:
        yield
    finally:
        release()


def release() -> None:
    """Print what was kept, and the rest as it comes: before a question, and at the end."""
    global _held
    held, _held = _held or [], None
    # As git does: what is said on the same terminal goes into the pager too.
    both = terminal.is_terminal(sys.stderr)
    paged = "".join(f"{text}\n" for text, err in held if both or not err)
    long = _is_long(paged)
    for text, err in held:
        if not long or (err and not both):
            echo(text, err=err)
    if long:
        _page(paged)


def _page(text: str) -> None:
    os.environ["PAGER"] = _command()
    os.environ.setdefault("LESS", _LESS)
    # Ctrl-C is the pager's, to which it is sent too; a handler isn't inherited as SIG_IGN would be.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with click.get_pager_file(color=terminal.is_styled()) as pager:
            pager.write(text)
    finally:
        signal.signal(signal.SIGINT, before)


def _command() -> str:
    """Return the user's pager; empty if it is none."""
    command = os.environ.get("B12_PAGER", os.environ.get("PAGER", "less")).strip()
    try:
        words = shlex.split(command)
    except ValueError:  # a quote that doesn't end
        return ""
    return "" if words in ([], ["cat"]) else command


def _is_long(text: str) -> bool:
    import shutil

    width, height = shutil.get_terminal_size()
    lines = click.unstyle(text).splitlines()
    # One line is for the shell's next prompt.
    return sum(max(1, -(-len(line) // width)) for line in lines) >= height
