"""Names of foods for the shell to complete, read without SQLAlchemy: a key press must not wait.

A diary is never made here, and nothing is raised: whoever presses Tab wants names or silence.
"""

import contextlib
import csv
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tracker import paths
from tracker.foods import completion as peek
from tracker.text.numbers import NUMBER_WORDS
from tracker.text.units import MEASURES, UNITS, canonical_measure

# Longer than any reader waits, and shorter than anyone notices.
_BUSY_SECONDS = 0.05
# One's own names go first.
_NAMES = """
    SELECT alias.phrase FROM alias JOIN food ON food.id = alias.food_id
    WHERE food.removed = 0 AND (food.catalogue <> 'seed' OR NOT ?)
    ORDER BY alias.own DESC, lower(alias.phrase)
"""
_NUMBER = re.compile(r"[\d.½¼¾⅓⅔⅛]")
_BEFORE_FOOD = {word for said in NUMBER_WORDS for word in said.split()} | {
    part for unit in UNITS for part in unit.split()
}
_AMOUNT_WORDS = frozenset(_BEFORE_FOOD | {"of", "x", "×", "*"})
# A comma between two digits is a decimal comma.
_LAST_ITEM = re.compile(r".*(?:(?<!\d),|,(?!\d)|;)", re.DOTALL)


def names(path: Path | None = None, *, own: bool = False) -> list[str]:
    """What foods are called: in the diary at `path` or at its usual place, else as shipped.

    `own` leaves out the foods that came with the program.
    """
    found = peek.rows(path, _NAMES, (own,), wait_seconds=_BUSY_SECONDS)
    if found is None:
        return [] if own else _shipped()
    return [phrase for (phrase,) in found]


def endings(known: Sequence[str], typed: str, *, item: bool) -> list[str]:
    """What may follow what was typed, so that it becomes one of the known names.

    In an item of a meal only what stands behind the last comma counts, and an amount before the
    name is skipped: "2 eggs, 150g sal" may be followed by "mon".
    """
    if item:
        typed = _LAST_ITEM.sub("", typed)
    rest = " ".join(typed.lower().split())
    if rest and typed[-1].isspace():
        rest += " "
    while True:
        found = [name[len(rest) :] for name in known if name.lower().startswith(rest)]
        word, space, after = rest.partition(" ")
        if found or not (item and space and _is_amount(word)):
            return list(dict.fromkeys(found))
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
    """What a query gives from the diary at `path` or at its usual place.

    None where it can't be read, for whatever reason, a lock held longer than that among them: who
    opens the diary will hear of it.
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
