"""All items of a food's name at once: another food, or another amount."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tracker.diary.edit import in_place_of, parse_amount, with_amount
from tracker.diary.lines import intake_of
from tracker.diary.model import Item, ItemRow
from tracker.diary.resolve import Candidates
from tracker.diary.store import Diary
from tracker.diary.unknown import key
from tracker.errors import NotFoundError, RefusedError
from tracker.foods import catalogue
from tracker.foods.model import Food
from tracker.foods.serving import request_for
from tracker.text.dates import LATEST, format_day, format_span
from tracker.text.formatting import count, ug
from tracker.text.spans import Span

_MOST_NEAR = 5
# From 0 to 100, by rapidfuzz: less similar names are not offered.
_ALIKE = 60


class BulkEdit(NamedTuple):
    """Items of one name before and after, and the days of those that are not among them."""

    before: list[Item]
    after: list[Item]
    other_days: list[date]

    @property
    def figures(self) -> str:
        """Return `12 items on 9 days, Mon 2 – Fri 20 Nov 2026: 4.92 µg before, 9.10 µg after`."""
        days = [item.when.day for item in self.before]
        on = f"{count(len(days), 'item')} on {count(len(set(days)), 'day')}"
        return (
            f"{on}, {format_span(min(days), max(days))}: {_sum(self.before)} before, "
            f"{_sum(self.after)} after"
        )

    @property
    def left(self) -> str:
        """Return how many items of the name are left as they are, and how to change them too."""
        if not self.other_days:
            return ""
        number, first = len(self.other_days), min(self.other_days)
        return (
            f"{count(number, 'item')} on other days {'is' if number == 1 else 'are'} left as "
            f"{'it is' if number == 1 else 'they are'}, the first on {format_day(first)}: --from "
            f"{first.isoformat()} changes {'it' if number == 1 else 'them'} too"
        )


def read(diary: Diary, name: str, span: Span, food: Food | None, amount: str | None) -> BulkEdit:
    """Return the items of that name in the span, as they would be of another food or amount.

    Raise NotFoundError if there are none, with the nearest names or the days that have some, and
    RefusedError if the food has no such amount.
    """
    rows = diary.rows(date.min, LATEST)
    named = [row for row in rows if key(row.food) == key(name)]
    inside = [row.day for row in named if row.day in span]
    if not inside:
        raise NotFoundError(_missing(name, span, named, rows))
    eaten = diary.items(min(inside), max(inside))
    before = [item for item in eaten if key(item.food) == key(name)]
    after, errors = [], []
    for item in before:
        try:
            after.append(_changed(diary, item, food, amount))
        except RefusedError as error:
            errors.append(error)
    if errors:
        raise RefusedError(
            f"{len(errors)} of {count(len(before), 'item')} can't be changed: {errors[0]}; "
            "--amount gives another amount"
        )
    pairs = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    other_days = [row.day for row in named if row.day not in span]
    return BulkEdit([was for was, _ in pairs], [now for _, now in pairs], other_days)


def _changed(diary: Diary, item: Item, food: Food | None, amount: str | None) -> Item:
    """Return the item in the amount, of the food; each stays as it was if it is None."""
    request = request_for(item)
    if amount is not None:
        had = request if food is None else None
        request = parse_amount(amount, item.food if food is None else food.title, had)
    if food is None:
        return with_amount(item, catalogue.food_of(diary.connection, item), request)
    if request.b12_ug is not None and amount is None:
        raise RefusedError(f"{item.food} {item.label} is an amount of B12")
    request = request._replace(phrase=food.title, whole=food.title)
    meant = Candidates(request, catalogue.named(food.title, food))
    return in_place_of(item, meant.serving(lambda _: food))


def _missing(name: str, span: Span, named: Sequence[ItemRow], rows: Iterable[ItemRow]) -> str:
    if named:
        first, last = named[0].day, named[-1].day
        return (
            f'no "{name}" is logged on {span.label}, but {count(len(named), "item")} on '
            f"{format_span(first, last)}: --from {first.isoformat()}"
        )
    from rapidfuzz import fuzz, process

    names = list({key(row.food): row.food for row in rows}.values())
    alike = process.extract(
        name, names, scorer=fuzz.WRatio, limit=_MOST_NEAR, score_cutoff=_ALIKE, processor=key
    )
    near = ", ".join(f'"{each}"' for each, *_ in alike)
    return f'nothing called "{name}" is logged{f"; nearest: {near}" if near else ""}'


def _sum(items: Sequence[Item]) -> str:
    total, lower_bound = intake_of(items)
    return ug(total, lower_bound=lower_bound)
