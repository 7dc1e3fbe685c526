"""What items of any days come to, and how often a food was eaten."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tracker.diary.lines import intake_of
from tracker.diary.model import Item
from tracker.text.dates import format_day
from tracker.text.formatting import count, ug

# Amounts are usual if more than half of the times had them.
_USUAL = 0.5
# A food has an interval from so many days on: one between two days says little.
_LEAST_DAYS = 3
# How long an interval is told in each unit, in days: 9 days, 7 weeks, 20 months.
_UNITS = (("day", 1.0, 14.0), ("week", 7.0, 60.0), ("month", 30.44, 730.0))
_YEAR = ("year", 365.25)


class ItemSum(NamedTuple):
    """The µg of so many items, None if none is known; injections are no part of it."""

    items: int
    days: int
    b12_ug: float | None
    lower_bound: bool
    unknown: tuple[str, ...]
    unknown_items: int
    injections: int

    @classmethod
    def of(cls, items: Sequence[Item]) -> "ItemSum":
        """Return what the items come to."""
        unknown = [
            item.food
            for item in items
            if item.origin != "injection" and (item.b12_ug is None or item.lower_bound)
        ]
        b12_ug, lower_bound = intake_of(items)
        return cls(
            len(items),
            len({item.when.day for item in items}),
            b12_ug,
            lower_bound,
            tuple(dict.fromkeys(unknown)),
            len(unknown),
            sum(item.origin == "injection" for item in items),
        )

    @property
    def label(self) -> str:
        """`34 items on 12 days, ≥ 45.3 µg; the B12 of 3 is unknown, in all or in part`."""
        parts = [f"{count(self.items, 'item')} on {count(self.days, 'day')}"]
        if self.b12_ug is not None and self.items > self.injections:
            parts[0] += f", {ug(self.b12_ug, lower_bound=self.lower_bound)}"
        if self.unknown_items:
            parts.append(f"the B12 of {self.unknown_items} is unknown, in all or in part")
        if self.injections:
            parts.append(f"{self.injections} injected, not part of the intake")
        return "; ".join(parts)


class FoodHistory(NamedTuple):
    """How often a food was eaten: so many times on so many days, from the first to the last.

    `usual` is the amount of more than half of the times, None if there is none. `every_days` is the
    mean time from one day with it to the next, None below three days.
    """

    food: str
    times: int
    days: int
    first: date
    last: Item
    usual: str | None
    every_days: float | None

    @property
    def label(self) -> str:
        """`last Sun 8 Nov 2026 (85 g, 70.7 µg), first 3 Mar 2025; usually 85 g; ...`."""
        last = self.last
        b12 = ug(last.b12_ug, lower_bound=last.lower_bound)
        # A dose is its amount.
        amount = ", ".join(dict.fromkeys([last.label, b12]))
        text = f"last {format_day(last.when.day)} ({amount})"
        if self.first != last.when.day:
            text += f", first {format_day(self.first)}"
        habits = [f"usually {self.usual}"] if self.usual else []
        if self.every_days is not None:
            habits.append(f"about every {_interval(self.every_days)}")
        return "; ".join([text, *habits])


def histories(items: Iterable[Item]) -> list[FoodHistory]:
    """Return the history of each food among the items, those eaten last first.

    The items are in the order of eating. A food has the spelling in which it was eaten last.
    """
    by_name: dict[str, list[Item]] = {}
    for item in items:
        by_name.setdefault(item.food.casefold(), []).append(item)
    each = [_history(own) for own in by_name.values()]
    return sorted(each, key=lambda food: (-food.last.when.day.toordinal(), food.food))


def _history(items: Sequence[Item]) -> FoodHistory:
    days = sorted({item.when.day for item in items})
    (label, times), *_ = Counter(item.label for item in items).most_common(1)
    usual = label if len(items) > 1 and times > len(items) * _USUAL else None
    apart = (days[-1] - days[0]).days / (len(days) - 1) if len(days) >= _LEAST_DAYS else None
    last = items[-1]
    return FoodHistory(last.food, len(items), len(days), days[0], last, usual, apart)


def _interval(days: float) -> str:
    """Return `day`, `5 days`, `3 weeks`, `7 months` or `2 years`."""
    unit, length = next(((u, length) for u, length, most in _UNITS if days < most), _YEAR)
    number = round(days / length)
    return unit if number == 1 else f"{number} {unit}s"
