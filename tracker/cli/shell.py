"""How words that are offered reach the shell."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence

# What click's scripts set when somebody presses Tab.
VARIABLE = "_B12_COMPLETE"
MOST = 20
# Characters that bash would interpret. Without quotes they need a backslash, and a second one
# because click's script passes them through `read`; within quotes such a name is not offered.
_UNSAFE = re.compile(r"[^\w %+,./:@-]")
_BACKSLASH = "\\\\"


def first(values: Sequence[str]) -> list[str]:
    """Return the first of the values, at most MOST.

    A shell completes what all that it is offered have in common. Where that is more than all values
    have, the last gives way to one that is different.
    """
    shown = list(values[:MOST])
    if len(values) > MOST and (common := _beginning(shown)) != _beginning(values):
        shown[-1] = next(value for value in values[MOST:] if not value.startswith(common))
    return shown


def quoted(values: Iterable[str], *, many: bool) -> Iterator[str]:
    """Yield the values as the shell can insert them: zsh and fish escape them, bash doesn't.

    Where `many` words are taken, a name of several words needs no quotes.
    """
    if os.environ.get(VARIABLE) != "bash_complete":
        yield from values
        return
    begun = _typed_word().startswith(("'", '"'))
    for value in values:
        if begun:
            if not _UNSAFE.search(value):
                yield value
            continue
        escaped = _UNSAFE.sub(lambda match: _BACKSLASH + match[0], value)
        yield escaped if many else escaped.replace(" ", f"{_BACKSLASH} ")


def _beginning(values: Sequence[str]) -> str:
    """Return what all of them begin with."""
    least, most = min(values), max(values)
    same = (n for n, letter in enumerate(least) if letter != most[n : n + 1])
    return least[: next(same, len(least))]


def _typed_word() -> str:
    """Return the word at the cursor with its opening quote; click separates words by newlines."""
    try:
        return os.environ["COMP_WORDS"].split("\n")[int(os.environ["COMP_CWORD"])]
    except (KeyError, ValueError, IndexError):
        return ""
