"""The words of a command line before click reads them: -3d, -t 8 pm, and amounts below zero."""

import re
from collections.abc import Callable, Iterable, Sequence

import click

from tracker.errors import InputError

# How many of these words are one value, as `15 nov` without quotes.
Extent = Callable[[Sequence[str]], int]


def read(
    args: Iterable[str], params: Iterable[click.Parameter], *, complete: bool = True
) -> list[str]:
    """Return the words with `-3d` as a day, and with days and times of several words as one.

    Raise InputError for a negative amount, which would be taken for an option, if the line is
    complete.
    """
    words = [re.sub(r"^-(\d+)d(?:ays?)?$", r"\1d ago", word) for word in args]
    for word in words:
        if complete and re.match(r"-[\d.,½¼¾]", word):
            raise InputError(f'"{word}": an amount can\'t be negative')
    # The word that such a value follows; None for a day that is an argument: day fast 15 nov.
    extents: dict[str | None, Extent] = {
        name: extent
        for param in params
        if (extent := getattr(param.type, "extent", None))
        for name in (
            [*param.opts, *getattr(param, "former", ())]
            if isinstance(param, click.Option)
            else [None]
        )
    }
    joined: list[str] = []
    before: str | None = None
    while words:
        count = extents[before](words) if before in extents else 1
        before, words = " ".join(words[:count]), words[count:]
        joined.append(before)
    return joined
