"""The origins of B12, natural (mostly animal) food and what is added: what is known of each.

`seed_data/origins.csv` says it. The figures of absorption are those of `absorption.curve`, where
each has its source.
"""

from dataclasses import dataclass
from typing import cast

from tracker import paths
from tracker.foods.model import Origin


@dataclass(frozen=True)
class Kind:
    """One origin of eaten B12 in words, with the source of each statement."""

    origin: Origin
    title: str
    form: str
    absorption: str
    suits: str
    certainty: str
    source: str


KINDS = tuple(
    Kind(cast("Origin", row.pop("origin")), **row) for row in paths.seed_rows("origins.csv")
)
