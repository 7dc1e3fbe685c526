"""How much is meant of what is added to a food, and of a food in a glass, a bowl or a handful.

`seed_data/additions.csv` and `containers.csv` have the usual sizes, by the roles of the foods.
"""

from collections.abc import Iterable
from functools import lru_cache

from tracker import paths


@lru_cache(maxsize=1)
def _additions() -> dict[tuple[str, str, str], float]:
    rows = paths.seed_rows("additions.csv")
    return {(row["role"], row["host"], row["how"]): float(row["grams"]) for row in rows}


@lru_cache(maxsize=1)
def _containers() -> dict[tuple[str, str], float]:
    rows = paths.seed_rows("containers.csv")
    return {(row["measure"], row["role"]): float(row["grams"]) for row in rows}


def added_g(role: str | None, hosts: Iterable[str | None], *, within: bool = False) -> float | None:
    """Return the usual grams of a food of that role added to others; None if it is none's addition.

    `within` says that it is part of the other food, as in salmon pasta.
    """
    ways = ("in", "with") if within else ("with",)
    sizes = (_additions().get((role or "", host or "", how)) for host in hosts for how in ways)
    return next((grams for grams in sizes if grams is not None), None)


def container_g(measure: str, role: str | None) -> float | None:
    """Return the usual grams of a food of that role in such a container; None if unknown."""
    sizes = _containers()
    return sizes.get((measure, role or ""), sizes.get((measure, "")))


def density(role: str | None) -> float:
    """Return the usual grams in a millilitre of a food of that role, the air between included."""
    grams = container_g("ml", role)
    assert grams is not None  # the table has one for any role
    return grams
