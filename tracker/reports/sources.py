"""Which foods, meals and origins the B12 came from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.absorption.curve import Estimate
from tracker.diary.filters import EVERYTHING, Filter
from tracker.diary.model import ItemRow
from tracker.reports.intake import ORIGINS, Day

# If a meal has no name, its hour says what it was: up to this many hours after midnight.
_PARTS = {"night": 4, "morning": 11, "midday": 15, "afternoon": 18, "evening": 24}
_NO_TIME = "no name or time"
_EXAMPLES = 3


@dataclass(frozen=True)
class Source:
    """What a food, a meal or an origin gave; None where nothing is known.

    It was eaten so many `times`, and its B12 was unknown, in all or in part, at `unknown_times` of
    them. `b12_ug` is the sum, and `share` (0 to 1) its part of all that was eaten, both of what is
    known. Of `estimated_ug`, eaten on days that allow an estimate, `absorbed_ug` were absorbed, and
    `share_of_absorbed` is their part of all that was absorbed.
    """

    name: str
    origin: str
    times: int
    unknown_times: int
    b12_ug: float | None
    share: float | None
    estimated_ug: float | None
    absorbed_ug: float | None
    share_of_absorbed: float | None
    # Of an origin: the foods that gave most.
    foods: tuple[str, ...] = ()

    @property
    def share_absorbed(self) -> float | None:
        """What was absorbed over what was eaten on days that allow an estimate."""
        if self.absorbed_ug is None or not self.estimated_ug:
            return None
        return self.absorbed_ug / self.estimated_ug

    @property
    def is_partly_estimated(self) -> bool:
        """Whether some of it was eaten on days that allow no estimate."""
        # The two are sums in another order.
        return (self.estimated_ug or 0.0) < (self.b12_ug or 0.0) - 1e-9


def foods(
    days: Iterable[Day], wanted: Filter = EVERYTHING, *, by_absorbed: bool = False
) -> list[Source]:
    """Return a source for each food and origin, the one that gave most first; no injections.

    They and their shares are of the items that are `wanted`. `by_absorbed` ranks them by what was
    absorbed, and not by what was eaten.
    """
    groups: defaultdict[tuple[str, str], _Sums] = defaultdict(_Sums)
    for row, estimate in _eaten(days, wanted):
        groups[row.food, row.origin].add(row, estimate)
    return _ranked([sums.source(*key) for key, sums in groups.items()], by_absorbed=by_absorbed)


def meals(
    days: Iterable[Day], wanted: Filter = EVERYTHING, *, by_absorbed: bool = False
) -> list[Source]:
    """Return a source for each meal by its name, or where it has none by the time of day.

    Limited and ranked as by `foods`. Here `times` counts meals, and `unknown_times` still counts
    items.
    """
    groups: defaultdict[str, _Sums] = defaultdict(_Sums)
    spelled: dict[str, str] = {}
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for row, estimate in _eaten(days, wanted):
        name = row.meal or _part(row)
        # Lunch is lunch however it is spelled; the first spelling is shown.
        key = name.casefold()
        spelled.setdefault(key, name)
        groups[key].add(row, estimate)
        ids[key].add(row.meal_id)
    each = [sums.source(key, "") for key, sums in groups.items()]
    ranked = _ranked(each, by_absorbed=by_absorbed)
    return [replace(meal, name=spelled[meal.name], times=len(ids[meal.name])) for meal in ranked]


def origins(by_food: Sequence[Source]) -> list[Source]:
    """Return a source for each origin, those that gave nothing too, from the sources by food."""
    return [
        Source(
            origin,
            origin,
            sum(food.times for food in own),
            sum(food.unknown_times for food in own),
            _sum(food.b12_ug for food in own),
            _sum(food.share for food in own),
            _sum(food.estimated_ug for food in own),
            _sum(food.absorbed_ug for food in own),
            _sum(food.share_of_absorbed for food in own),
            tuple(food.name for food in own if food.b12_ug)[:_EXAMPLES],
        )
        for origin in ORIGINS
        for own in ([food for food in by_food if food.origin == origin],)
    ]


def _eaten(days: Iterable[Day], wanted: Filter) -> Iterable[tuple[ItemRow, Estimate | None]]:
    items = (item for day in days for item in zip(day.rows, day.estimates, strict=True))
    return (item for item in items if item[0].origin != "injection" and wanted.keeps(item[0]))


def _part(row: ItemRow) -> str:
    if row.eaten_at is None:
        return _NO_TIME
    return next(part for part, ends in _PARTS.items() if row.eaten_at.hour < ends)


class _Sums:
    """What the items of a source add up to."""

    def __init__(self) -> None:
        self.times = self.unknown = self.known = self.estimated = 0
        self.b12_ug = self.estimated_ug = self.absorbed_ug = 0.0

    def add(self, row: ItemRow, estimate: Estimate | None) -> None:
        """Add an item with its estimate."""
        self.times += 1
        self.unknown += row.b12_ug is None or row.lower_bound
        if row.b12_ug is not None:
            self.known += 1
            self.b12_ug += row.b12_ug
            if estimate is not None:
                self.estimated += 1
                self.estimated_ug += row.b12_ug
                self.absorbed_ug += estimate.ug

    def source(self, name: str, origin: str) -> Source:
        """Return the source of that name, without its shares."""
        return Source(
            name,
            origin,
            self.times,
            self.unknown,
            self.b12_ug if self.known else None,
            None,
            self.estimated_ug if self.estimated else None,
            self.absorbed_ug if self.estimated else None,
            None,
        )


def _ranked(sources: Iterable[Source], *, by_absorbed: bool) -> list[Source]:
    """With their shares, the richest first and those of unknown B12 last."""

    def richness(source: Source) -> tuple[float, float]:
        eaten, absorbed = (-1.0 if ug is None else ug for ug in (source.b12_ug, source.absorbed_ug))
        return (absorbed, eaten) if by_absorbed else (eaten, 0.0)

    ordered = sorted(sources, key=lambda source: (source.name, source.origin))
    ordered.sort(key=richness, reverse=True)
    eaten = _sum(source.b12_ug for source in ordered)
    absorbed = _sum(source.absorbed_ug for source in ordered)
    return [
        replace(
            source,
            share=_part_of(source.b12_ug, eaten),
            share_of_absorbed=_part_of(source.absorbed_ug, absorbed),
        )
        for source in ordered
    ]


def _part_of(ug: float | None, total_ug: float | None) -> float | None:
    """Return the part of all; None if it is unknown, or all is nothing."""
    return ug / total_ug if ug is not None and total_ug else None


def _sum(values: Iterable[float | None]) -> float | None:
    """Return the sum of the known values; None if there are none."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
