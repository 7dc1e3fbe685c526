"""What affects how much B12 a person absorbs: diseases, operations, medicines and age.

`seed_data/conditions.csv` says what each does to the estimate in `absorption`, in words and with
the source. If no source gives an amount, there is no estimate.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tracker import paths
from tracker.errors import InputError

# The share of food-bound B12 that is still freed for absorption: lowest, likely, highest.
FoodShare = tuple[float, float, float]
WHOLE: FoodShare = (1.0, 1.0, 1.0)
_OVER_50 = "over-50"
# The IOM's age group for its advice begins at 51 years.
OVER_50_MONTHS = 51 * 12


class Condition(NamedTuple):
    """Something that affects absorption.

    `food_share` is the part of food-bound B12 that is still freed. Without `intrinsic_factor` only
    1.2 % of an oral dose is absorbed, by diffusion; if not `estimable`, nobody knows how much.
    `also` are other words for it; `advice` is what `b12 advise` says of it, with its own source.
    """

    name: str
    title: str
    does: str
    source: str
    food_share: FoodShare = WHOLE
    intrinsic_factor: bool = True
    estimable: bool = True
    also: tuple[str, ...] = ()
    advice: str = ""
    advice_source: str = ""


def _condition(row: dict[str, str]) -> Condition:
    low, likely, high = (float(row[f"food_share{end}"]) for end in ("_low", "", "_high"))
    words = ("name", "title", "does", "source", "advice", "advice_source")
    return Condition(
        **{name: row[name] for name in words},
        food_share=(low, likely, high),
        intrinsic_factor=row["intrinsic_factor"] == "yes",
        estimable=row["estimable"] == "yes",
        also=tuple(filter(None, row["also"].split(";"))),
    )


# Read at first use: few commands need one, and every command imports this module.
@cache
def _seeded() -> dict[str, Condition]:
    return {row["name"]: _condition(row) for row in paths.seed_rows("conditions.csv")}


@cache
def known_conditions() -> dict[str, Condition]:
    """Return the conditions that a person can have, by name."""
    return {name: condition for name, condition in _seeded().items() if name != _OVER_50}


def over_50() -> Condition:
    """Return the condition that follows from the birth date, from OVER_50_MONTHS on."""
    return _seeded()[_OVER_50]


def deciding(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return those that decide the estimate: the strictest, as milder ones then change nothing."""
    held = tuple(conditions)
    for strictest in (
        tuple(condition for condition in held if not condition.estimable),
        tuple(condition for condition in held if not condition.intrinsic_factor),
    ):
        if strictest:
            return strictest
    least = min((condition.food_share[1] for condition in held), default=1.0)
    return tuple(condition for condition in held if condition.food_share[1] == least)


def named(text: str) -> Condition:
    """Return the condition of that name, in British or American spelling.

    Raise InputError with the known names for any other.
    """
    name = "-".join(text.casefold().replace("’", "'").split()).removesuffix("-disease")
    name = next((c.name for c in known_conditions().values() if name in c.also), name)
    if name not in known_conditions():
        raise InputError(f'unknown condition "{text}": use {", ".join(known_conditions())}')
    return known_conditions()[name]
