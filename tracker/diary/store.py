"""Meals and their items."""

import contextlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, cast

import sqlalchemy as sa

from tracker.database import columns, tables
from tracker.database.history import Change
from tracker.diary.model import EntryId, Item, ItemRow, Mark, Meal, When
from tracker.diary.repeat import HABIT_DAYS, Habit, as_last_time, repeated
from tracker.errors import InputError, NotFoundError
from tracker.foods import catalogue
from tracker.foods.model import Origin, Serving
from tracker.text.units import MICROGRAM


def add_meal(change: Change, person_id: int, servings: Sequence[Serving], when: When) -> None:
    """Store what was eaten together at that moment."""
    if any(serving.origin != "injection" for serving in servings):
        end_fast(change, person_id, when.day)
    meal_id = change.insert(tables.meal, {"person_id": person_id, **moment_values(when)})
    for serving in servings:
        change.insert(tables.item, {"meal_id": meal_id, **serving_values(serving)})


def items_between(connection: sa.Connection, person_id: int, first: date, last: date) -> list[Item]:
    """The items of those days, both included, in the order they were eaten."""
    return [_item(row) for row in _rows(connection, _between(person_id, first, last))]


def item_rows(connection: sa.Connection, person_id: int, first: date, last: date) -> list[ItemRow]:
    """The same items in the same order, as lean rows: of ten years in a fraction of the time."""
    meal, item = tables.meal, tables.item
    own = _between(person_id, first, last)
    moments, order = {}, {}
    meals = sa.select(meal.c.id, meal.c.day, meal.c.eaten_at, meal.c.name).where(own)
    for meal_id, day, eaten_at, name in connection.execute(meals):
        moments[meal_id] = eaten_at, name, meal_id
        order[meal_id] = day, instant(eaten_at)
    eaten = (
        sa.select(
            item.c.meal_id, item.c.id, item.c.food, item.c.origin, item.c.b12_ug, item.c.kind,
            item.c.lower_bound, item.c.food_code,
        )
        .join(meal)
        .where(own)
    )  # fmt: skip
    rows = connection.execute(eaten).all()
    return [
        ItemRow(
            order[meal_id][0], food, cast("Origin", origin), columns.figure(ug), kind,
            lower_bound, *moments[meal_id], code,
        )
        for meal_id, _, food, origin, ug, kind, lower_bound, code in sorted(
            rows, key=lambda row: (*order[row[0]], row[1])
        )
    ]  # fmt: skip


def first_day(connection: sa.Connection, person_id: int) -> date | None:
    """The first day of which anything is known: a meal, a mark, a symptom or a test."""
    firsts = [
        connection.execute(
            sa.select(sa.func.min(table.c.day)).where(table.c.person_id == person_id)
        ).scalar()
        for table in (tables.meal, tables.day_mark, tables.symptom, tables.lab_value)
    ]
    return min((day for day in firsts if day is not None), default=None)


def meals_between(connection: sa.Connection, person_id: int, first: date, last: date) -> list[Meal]:
    """The meals of those days, both included, in the order they were eaten."""
    return _meals(_rows(connection, _between(person_id, first, last)))


def get_item(connection: sa.Connection, person_id: int, item_id: int) -> Item:
    """That item of that person. Raises NotFoundError."""
    rows = _rows(connection, _own(person_id) & (tables.item.c.id == item_id))
    if not rows:
        raise NotFoundError(f"there is no item {item_id} in this diary; b12 show lists a day's")
    return _item(rows[0])


def get_meal(connection: sa.Connection, person_id: int, meal_id: int) -> Meal:
    """That meal of that person. Raises NotFoundError."""
    meals = _meals(_rows(connection, _own(person_id) & (tables.meal.c.id == meal_id)))
    if not meals:
        raise NotFoundError(f"there is no meal m{meal_id} in this diary; b12 show lists a day's")
    return meals[0]


def get_items(connection: sa.Connection, person_id: int, ids: Sequence[EntryId]) -> list[Item]:
    """The items that the ids name, a meal's being all of its, each once. Raises NotFoundError."""
    found: dict[int, Item] = {}
    for one in ids:
        if one.of_meal:
            found |= {i.id: i for i in get_meal(connection, person_id, one.number).items}
        else:
            found[one.number] = get_item(connection, person_id, one.number)
    return list(found.values())


def correct_item(change: Change, person_id: int, before: Item, after: Item) -> None:
    """Store an item's other content; at another moment it goes into a meal of its own.

    What is alone in its meal takes the meal with it.
    """
    if after.when != before.when:
        meal = get_meal(change.connection, person_id, before.meal_id)
        if len(meal.items) == 1:
            change.update(tables.meal, meal.id, moment_values(after.when))
        else:
            values = {"person_id": person_id, **moment_values(after.when)}
            change.update(tables.item, before.id, {"meal_id": change.insert(tables.meal, values)})
    change.update(tables.item, before.id, serving_values(after))
    if after != before and after.origin != "injection":
        end_fast(change, person_id, after.when.day)


def move_meal(change: Change, person_id: int, meal: Meal, when: When) -> None:
    """A meal's other day, time or name."""
    change.update(tables.meal, meal.id, moment_values(when))
    if any(item.origin != "injection" for item in meal.items):
        end_fast(change, person_id, when.day)


def remove_items(change: Change, items: Sequence[Item]) -> None:
    """Take items out, and the meals that have none left."""
    for item in items:
        change.delete(tables.item, item.id)
    left = tables.item.c.meal_id
    for meal_id in dict.fromkeys(item.meal_id for item in items):
        if not change.connection.execute(sa.select(left).where(left == meal_id)).first():
            change.delete(tables.meal, meal_id)


def set_note(change: Change, which: EntryId, note: str | None) -> None:
    """The note on an item or a meal that is there; None takes it away."""
    change.update(tables.meal if which.of_meal else tables.item, which.number, {"note": note})


def instant(eaten_at: datetime | None) -> float:
    """When that was, to sort by: offsets differ over a year and a journey. No time is the last."""
    return math.inf if eaten_at is None else eaten_at.timestamp()


def _own(person_id: int) -> sa.ColumnElement[bool]:
    return tables.meal.c.person_id == person_id


def _between(person_id: int, first: date, last: date) -> sa.ColumnElement[bool]:
    return columns.between(tables.meal.c.day, first, last, _own(person_id))


def _rows(connection: sa.Connection, where: sa.ColumnElement[bool]) -> Sequence[sa.Row[Any]]:
    meal, item = tables.meal, tables.item
    rows = connection.execute(
        sa.select(
            item,
            meal.c.day,
            meal.c.eaten_at,
            meal.c.name.label("meal"),
            meal.c.note.label("meal_note"),
        )
        .join(meal)
        .where(where)
    )
    return sorted(rows, key=lambda row: (row.day, instant(row.eaten_at), row.id))


def _meals(rows: Sequence[sa.Row[Any]]) -> list[Meal]:
    # Meals of one moment may have their items in any order among each other.
    found: dict[int, list[sa.Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.meal_id, []).append(row)
    return [
        Meal(meal_id, _when(own[0]), own[0].meal_note, tuple(_item(row) for row in own))
        for meal_id, own in found.items()
    ]


def moment_values(when: When) -> dict[str, Any]:
    """All but whose meal it is, and its note."""
    return {
        "day": when.day,
        "eaten_at": when.eaten_at and when.eaten_at.replace(second=0, microsecond=0),
        "name": when.meal,
    }


def serving_values(serving: Serving) -> dict[str, Any]:
    """Return the columns of an item, but for its meal and its note."""
    return columns.values(serving, tables.item, "meal_id", "note")


def _when(row: sa.Row[Any]) -> When:
    return columns.load(When, row)


def _item(row: sa.Row[Any]) -> Item:
    columns.figure(row.grams), columns.figure(row.b12_ug)
    return columns.load(Item, row, when=_when(row))


def marks_between(
    connection: sa.Connection, person_id: int, first: date, last: date
) -> dict[date, Mark]:
    """The marked days among those, both included."""
    mark = tables.day_mark
    rows = connection.execute(
        sa.select(mark.c.day, mark.c.mark).where(
            columns.between(mark.c.day, first, last, mark.c.person_id == person_id)
        )
    )
    return {row.day: cast("Mark", row.mark) for row in rows}


def set_mark(change: Change, person_id: int, day: date, mark: Mark | None) -> None:
    """Mark the day, or take its mark away."""
    table = tables.day_mark
    own = sa.and_(table.c.person_id == person_id, table.c.day == day)
    row_id = change.connection.execute(sa.select(table.c.id).where(own)).scalar()
    if row_id is not None and mark is None:
        change.delete(table, row_id)
    elif row_id is not None:
        change.update(table, row_id, {"mark": mark})
    elif mark is not None:
        change.insert(table, {"person_id": person_id, "day": day, "mark": mark})


def end_fast(change: Change, person_id: int, day: date) -> bool:
    """Something was eaten on that day after all; returns whether it was marked as a fast."""
    fasted = marks_between(change.connection, person_id, day, day).get(day) == "fast"
    if fasted:
        set_mark(change, person_id, day, None)
    return fasted


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
    return None if last is None else _item_of(connection, person_id, last)


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
    return None if last is None else _item_of(connection, person_id, last)


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
        .where(meal.c.person_id == person_id, meal.c.day <= before.day, with_items)
        .order_by(meal.c.day.desc())
    )

    def is_meant(row: sa.Row[Any]) -> bool:
        named = name is None or (row.name or "").casefold() == name.casefold()
        return named and not _is_after(row.eaten_at, before)

    last = _last(rows, is_meant)
    if last is None:
        return []
    eaten = items_between(connection, person_id, last.day, last.day)
    return [one for one in eaten if one.meal_id == last.id]


def once_more(connection: sa.Connection, eaten: Sequence[Serving]) -> list[Serving]:
    """Return each serving again, with the µg of its food as it is today.

    Raise InputError if they come to more than anybody eats.
    """
    return [repeated(serving, catalogue.food_of(connection, serving)) for serving in eaten]


def habits(connection: sa.Connection, person_id: int, today: date, count: int) -> list[Habit]:
    """The foods logged most in the last HABIT_DAYS, then the latest; at most `count`.

    Foods that aren't in the catalogue any more are left out.
    """
    latest: dict[int | str, Item] = {}
    times: Counter[int | str] = Counter()
    first = today - timedelta(days=HABIT_DAYS - 1)
    for item in reversed(items_between(connection, person_id, first, today)):
        key = item.food.casefold() if item.food_id is None else item.food_id
        latest.setdefault(key, item)
        times[key] += 1
    found: list[Habit] = []
    # Those counted alike stay in the order of `times`, the latest first.
    for key, number in times.most_common():
        if len(found) == count:
            break
        serving: Serving = latest[key]
        food = catalogue.food_of(connection, serving)
        if food is not None:
            # What a food was changed to may be more than anybody eats.
            with contextlib.suppress(InputError):
                serving = as_last_time(serving, food)
        elif serving.food_code is not None:
            continue
        found.append(Habit(number, serving))
    return found


def _item_of(connection: sa.Connection, person_id: int, row: Any) -> Item:
    eaten = items_between(connection, person_id, row.day, row.day)
    return next(one for one in eaten if one.id == row.id)


def _last(rows: Iterable[Any], is_meant: Callable[[Any], bool]) -> Any:
    """Of rows by day, the latest day first, the last that is meant, in the diary's order."""
    for _, of_day in groupby(rows, key=lambda row: row.day):
        if meant := [row for row in of_day if is_meant(row)]:
            return max(meant, key=lambda row: (instant(row.eaten_at), row.id))
    return None


def _is_after(eaten_at: datetime | None, moment: When) -> bool:
    if eaten_at is None or moment.eaten_at is None:
        return False
    return eaten_at > moment.eaten_at
