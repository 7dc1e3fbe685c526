"""Names of foods for the shell to complete.

Nothing here creates a diary or raises an error: whoever presses Tab wants names or nothing.
"""

import contextlib
import re
from collections.abc import Iterable, Sequence

from tracker import paths
from tracker.database.glance import ERRORS, glance
from tracker.database.place import Place
from tracker.text.numbers import NUMBER_WORDS
from tracker.text.units import MEASURES, UNITS, canonical_measure

_NUMBER = re.compile(r"[\d.½¼¾⅓⅔⅛]")
_BEFORE_FOOD = {word for number in NUMBER_WORDS for word in number.split()} | {
    part for unit in UNITS for part in unit.split()
}
_AMOUNT_WORDS = frozenset(_BEFORE_FOOD | {"of", "x", "×", "*"})
# A comma between two digits is a decimal comma.
_LAST_ITEM = re.compile(r".*(?:(?<!\d),|,(?!\d)|;)", re.DOTALL)


def names(place: Place | None = None, *, own: bool = False) -> list[str]:
    """Return the names of foods in the diary there or in its usual place, else those shipped.

    `own` leaves out the foods that came with the program.
    """
    # If it can't be read, a command that opens it says why.
    with contextlib.suppress(*ERRORS), glance(place) as connection:
        if connection is not None:
            return connection.column("foods.own_phrases" if own else "foods.all_phrases")
    return [] if own else _shipped()


def endings(known: Sequence[str], typed: str, *, item: bool) -> list[str]:
    """Return what may follow the typed text to make one of the known names.

    In an `item` of a meal only the text after the last comma counts, without the amount before
    the name: "2 eggs, 150g sal" may be followed by "mon".
    """
    if item:
        typed = _LAST_ITEM.sub("", typed)
    rest = " ".join(typed.lower().split())
    if rest and typed[-1].isspace():
        rest += " "
    while True:
        matches = [name[len(rest) :] for name in known if name.lower().startswith(rest)]
        word, space, after = rest.partition(" ")
        if matches or not (item and space and _is_amount(word)):
            return list(dict.fromkeys(matches))
        rest = after


def _is_amount(word: str) -> bool:
    return bool(_NUMBER.match(word) or word in _AMOUNT_WORDS or canonical_measure(word) in MEASURES)


def _shipped() -> list[str]:
    try:
        rows = paths.seed_rows("everyday.csv")
    except OSError:
        return []
    also = [name.strip() for row in rows for name in row["also"].split(";") if name.strip()]
    return [*_by_length(row["name"] for row in rows), *_by_length(also)]


def _by_length(names: Iterable[str]) -> list[str]:
    """Return the names of fewer words first, as the diary does."""
    return sorted(names, key=lambda name: (name.count(" "), name.lower()))
