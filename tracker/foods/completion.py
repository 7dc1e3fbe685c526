"""Names of foods for the shell to complete, read without SQLAlchemy so that Tab answers at once.

Nothing here creates a diary or raises an error: whoever presses Tab wants names or nothing.
"""

import contextlib
import csv
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tracker import paths
from tracker.text.numbers import NUMBER_WORDS
from tracker.text.units import MEASURES, UNITS, canonical_measure

# Longer than readers hold each other up, and too short to notice.
_BUSY_SECONDS = 0.05
# The user's own names come first.
_NAMES = """
    SELECT alias.phrase FROM alias JOIN food ON food.id = alias.food_id
    WHERE food.removed = 0 AND (food.catalogue <> 'seed' OR NOT ?)
    ORDER BY alias.own DESC, lower(alias.phrase)
"""
_NUMBER = re.compile(r"[\d.½¼¾⅓⅔⅛]")
_BEFORE_FOOD = {word for number in NUMBER_WORDS for word in number.split()} | {
    part for unit in UNITS for part in unit.split()
}
_AMOUNT_WORDS = frozenset(_BEFORE_FOOD | {"of", "x", "×", "*"})
# A comma between two digits is a decimal comma.
_LAST_ITEM = re.compile(r".*(?:(?<!\d),|,(?!\d)|;)", re.DOTALL)


def names(path: Path | None = None, *, own: bool = False) -> list[str]:
    """Return the names of foods in the diary at `path` or its usual place, else those shipped.

    `own` leaves out the foods that came with the program.
    """
    phrases = rows(path, _NAMES, (own,), wait_seconds=_BUSY_SECONDS)
    if phrases is None:
        return [] if own else _shipped()
    return [phrase for (phrase,) in phrases]


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
        file = (paths.shipped("seed_data") / "everyday.csv").open(encoding="utf-8", newline="")
        with file:
            rows = list(csv.DictReader(file))
    except OSError:
        return []
    also = [name.strip() for row in rows for name in row["also"].split(";") if name.strip()]
    return sorted([*(row["name"] for row in rows), *also], key=str.lower)


def rows(
    path: Path | None, query: str, parameters: Sequence[Any] = (), *, wait_seconds: float
) -> list[tuple[Any, ...]] | None:
    """Return the result of a query on the diary at `path` or at its usual place.

    None if it can't be read for any reason, a lock held longer than `wait_seconds` included: the
    command that opens the diary reports it.
    """
    try:
        path = path or paths.default_database()
        if not path.is_file():
            return None
        address = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, timeout=wait_seconds, uri=True)
        with contextlib.closing(connection):
            return connection.execute(query, parameters).fetchall()
    except (sqlite3.Error, OSError, ValueError):
        return None
