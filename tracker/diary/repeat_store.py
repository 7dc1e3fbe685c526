"""What was eaten before, to be eaten again."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from tracker.database import tables
from tracker.diary import store as diary
from tracker.diary.model import Item, When
from tracker.diary.repeat import HABIT_DAYS, Habit, as_last_time, repeated
from tracker.errors import InputError
from tracker.foods import catalogue
from tracker.text.units import MICROGRAM


def last_of(connection: sa.Connection, person_id: int, food_id: int) -> Item | None:
    """The item in which the person last ate that food; None where there is none."""
    meal, item = tables.meal, tables.item
    rows = connection.execute(
        sa.select(item.c.id, meal.c.day, meal.c.eaten_at)
        .join(meal)
        .where(meal.c.person_id == person_id, item.c.food_id == food_id)
        .order_by(meal.c.day.desc())
    )
    last = _last(rows, lambda _: True)
    return None if last is None else _item(connection, person_id, last)


def last_dose(connection: sa.Connection, person_id: int, name: str) -> Item | None:
    """The last dose under that name that is no food of the catalogue; None where there is none."""
    meal, item = tables.meal, tables.item
    rows = connection.execute(
        sa.select(item.c.id, meal.c.day, meal.c.eaten_at)
        .join(meal)
        .where(meal.c.person_id == person_id, item.c.food_code.is_(None))
        .where(item.c.measure == MICROGRAM.name, sa.func.lower(item.c.food) == name.casefold())
        .order_by(meal.c.day.desc())
    )
    last = _last(rows, lambda _: True)
    return None if last is None else _item(connection, person_id, last)


def last_meal(
    connection: sa.Connection, person_id: int, before: When, name: str | None
) -> list[Item]:
    """The items of the last meal up to that moment, of any name or of that one in any case.

    A meal without a time of day counts as the last of its day. Empty where there is no such meal.
    """
    meal = tables.meal
    with_items = sa.exists().where(tables.item.c.meal_id == meal.c.id)
    rows = connection.execute(
        sa.select(meal.c.id, meal.c.day, meal.c.eaten_at, meal.c.name)
        .where(meal.c.person_id == person_id, meal.c.day <= before.day.isoformat(), with_items)
        .order_by(meal.c.day.desc())
    )

    def is_meant(row: sa.Row[Any]) -> bool:
        named = name is None or (row.name or "").casefold() == name.casefold()
        return named and not _is_after(row.eaten_at, before)

    last = _last(rows, is_meant)
    if last is None:
        return []
    day = date.fromisoformat(last.day)
    eaten = diary.items_between(connection, person_id, day, day)
    return [one for one in eaten if one.meal_id == last.id]


def once_more(connection: sa.Connection, eaten: Sequence[tuple[Item, When]]) -> list[Item]:
    """Each item at its new moment, with the µg of its food as it is today.

    Raises InputError where they come to more than can be meant.
    """
    return [repeated(item, catalogue.food_of(connection, item), when) for item, when in eaten]


def habits(connection: sa.Connection, person_id: int, today: date, count: int) -> list[Habit]:
    """The foods logged most in the last HABIT_DAYS, then the latest; at most `count`.

    Foods that aren't in the catalogue any more are left out.
    """
    latest: dict[int | str, Item] = {}
    times: Counter[int | str] = Counter()
    first = today - timedelta(days=HABIT_DAYS - 1)
    for item in reversed(diary.items_between(connection, person_id, first, today)):
        key = item.food.casefold() if item.food_id is None else item.food_id
        latest.setdefault(key, item)
        times[key] += 1
    found: list[Habit] = []
    # Those counted alike stay in the order of `times`, the latest first.
    for key, number in times.most_common():
        if len(found) == count:
            break
        item = latest[key]
        food = catalogue.food_of(connection, item)
        if food is not None:
            # What a food was changed to may be more than can be meant.
            with contextlib.suppress(InputError):
                item = as_last_time(item, food, item.when)
        elif item.food_code is not None:
            continue
        found.append(Habit(number, item))
    return found


def _item(connection: sa.Connection, person_id: int, row: Any) -> Item:
    day = date.fromisoformat(row.day)
    eaten = diary.items_between(connection, person_id, day, day)
    return next(one for one in eaten if one.id == row.id)


def _last(rows: Iterable[Any], is_meant: Callable[[Any], bool]) -> Any:
    """Of rows by day, the latest day first, the last that is meant, in the diary's order."""
    for _, of_day in groupby(rows, key=lambda row: row.day):
        if meant := [row for row in of_day if is_meant(row)]:
            return max(meant, key=lambda row: (diary.instant(row.eaten_at), row.id))
    return None


def _is_after(eaten_at: str | None, moment: When) -> bool:
    if eaten_at is None or moment.eaten_at is None:
        return False
    return datetime.fromisoformat(eaten_at) > moment.eaten_at
