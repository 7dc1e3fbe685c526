"""One food eaten, as the diary keeps it."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.figures import format_amount
from tracker.domain.foods import Origin


@dataclass(frozen=True)
class When:
    """The diary day, and the true time and the meal's name where they are known."""

    day: date
    eaten_at: datetime | None = None
    meal: str | None = None


@dataclass(frozen=True)
class Item:
    """One food eaten, with the µg it had on the day it was logged; None is unknown.

    `grams` is None for a dose, which has no weight. `usual` says that no amount was given,
    `lower_bound` that it holds something of unknown B12 besides.
    """

    when: When
    food: str
    origin: Origin
    amount: float
    measure: str
    grams: float | None
    b12_ug: float | None
    kind: str | None = None
    source: str = ""
    food_code: str | None = None
    food_id: int | None = None
    usual: bool = False
    lower_bound: bool = False
    meal_id: int = 0
    id: int = 0

    @property
    def label(self) -> str:
        """`150 g`, `2 large`."""
        return format_amount(self.amount, self.measure)
