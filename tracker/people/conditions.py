"""What affects how much B12 a person absorbs: diseases, operations, medicines and age.

`seed_data/conditions.csv` says what each does to the estimate in `absorption`, in words and with
the source. If no source gives an amount, there is no estimate.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tracker import paths
from tracker.errors import InputError

# What is left of a share: lowest, likely, highest.
Share = tuple[float, float, float]
WHOLE: Share = (1.0, 1.0, 1.0)
_OVER_50 = "over-50"
# The IOM's age group for its advice begins at 51 years.
OVER_50_MONTHS = 51 * 12


class Condition(NamedTuple):
    """Something that affects absorption.

    `food_share` is the part of food-bound B12 that is still freed for absorption, `path_share` that
    of all B12 which intrinsic factor carries that is still absorbed. Without `intrinsic_factor`
    what diffuses is all; if not `estimable`, nobody knows how much is absorbed.
    `also` are other words for it; `advice` is what `b12 advise` says of it, with its own source.
    A `cause` is a known cause of a deficiency. It still counts for `lasts_days` after its last day.
    Without `has_middle` no value inside the range is more likely. With `first` its advice precedes
    the figures. One that `inactivates` makes the B12 in the body of no use.
    """

    name: str
    title: str
    does: str
    source: str
    food_share: Share = WHOLE
    path_share: Share = WHOLE
    intrinsic_factor: bool = True
    estimable: bool = True
    also: tuple[str, ...] = ()
    advice: str = ""
    advice_source: str = ""
    cause: bool = False
    lasts_days: int = 0
    has_middle: bool = True
    first: bool = False
    inactivates: bool = False

    @property
    def food_counts(self) -> bool:
        """Whether food can be told to fill a gap: more of it than diffuses is absorbed."""
        return self.estimable and self.intrinsic_factor

    @property
    def intake_counts(self) -> bool:
        """Whether a target of intake measures what the body can use."""
        return self.food_counts and self.has_middle and not self.inactivates


def _condition(row: dict[str, str]) -> Condition:
    words = ("name", "title", "does", "source", "advice", "advice_source")
    return Condition(
        **{name: row[name] for name in words},
        food_share=_share(row, "food_share"),
        path_share=_share(row, "path_share"),
        intrinsic_factor=row["intrinsic_factor"] == "yes",
        estimable=row["estimable"] == "yes",
        also=tuple(filter(None, row["also"].split(";"))),
        cause=row["cause"] == "yes",
        lasts_days=int(row["lasts_days"] or 0),
        has_middle=row["food_share"] != "",
        first=row["first"] == "yes",
        inactivates=row["inactivates"] == "yes",
    )


def _share(row: dict[str, str], name: str) -> Share:
    low, likely, high = (row[f"{name}{end}"] for end in ("_low", "", "_high"))
    # Without a middle the estimate is on the safe side.
    return float(low), float(likely or low), float(high)


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
    """Return those that decide the estimate or its range, or whether it is of use.

    A milder condition changes nothing beside one that is at least as strict at every end.
    """
    held = tuple(conditions)
    if useless := tuple(condition for condition in held if condition.inactivates):
        return useless
    for strictest in (
        tuple(condition for condition in held if not condition.estimable),
        tuple(condition for condition in held if not condition.intrinsic_factor),
    ):
        if strictest:
            return strictest
    return tuple(
        condition
        for condition in held
        if condition.food_share + condition.path_share != WHOLE + WHOLE
        and not any(_is_stricter(other, condition) for other in held)
    )


def _is_stricter(condition: Condition, than: Condition) -> bool:
    """Whether it leaves no more at any end, and less at one."""
    shares, others = (c.food_share + c.path_share for c in (condition, than))
    return shares != others and all(mine <= its for mine, its in zip(shares, others, strict=True))


def named(text: str) -> Condition:
    """Return the condition of that name, in British or American spelling.

    Raise InputError with the nearest names for any other.
    """
    key = _key(text)
    names = _names()
    if key not in names:
        from difflib import get_close_matches

        near = get_close_matches(key, names)
        nearest = ", ".join(dict.fromkeys(names[name].name for name in near))
        known = f"nearest: {nearest}; " if nearest else ""
        raise InputError(
            f'unknown condition "{text}": {known}b12 person condition names lists them'
        )
    return names[key]


@cache
def _names() -> dict[str, Condition]:
    """Every name of a condition, in the form of `_key`."""
    return {
        _key(name): condition
        for condition in known_conditions().values()
        for name in (condition.name, condition.title, *condition.also)
    }


def _key(text: str) -> str:
    """Return the words alone: `Crohn’s disease` is `crohns`."""
    plain = text.casefold().replace("'", "").replace("’", "")
    return re.sub(r"[\W_]+", " ", plain).strip().removesuffix(" disease")
