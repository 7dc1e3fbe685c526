"""Meals and their items."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa

from tracker.domain.foods import Origin
from tracker.domain.items import Item, When
from tracker.store import tables
from tracker.store.history import Change


def add_meal(change: Change, person_id: int, items: Sequence[Item]) -> None:
    """Store items that were eaten together: they share day, time and meal name."""
    when = items[0].when
    meal_id = change.insert(
        tables.meal,
        {
            "person_id": person_id,
            "day": when.day.isoformat(),
            "eaten_at": when.eaten_at and when.eaten_at.isoformat(timespec="minutes"),
            "name": when.meal,
        },
    )
    for item in items:
        change.insert(
            tables.item,
            {
                "meal_id": meal_id,
                "food_id": item.food_id,
                "food": item.food,
                "food_code": item.food_code,
                "kind": item.kind,
                "origin": item.origin,
                "source": item.source,
                "amount": item.amount,
                "measure": item.measure,
                "usual": int(item.usual),
                "grams": item.grams,
                "b12_ug": item.b12_ug,
                "lower_bound": int(item.lower_bound),
            },
        )


def items_between(connection: sa.Connection, person_id: int, first: date, last: date) -> list[Item]:
    """The items of those days, both included, in the order they were eaten."""
    meal, item = tables.meal, tables.item
    rows = connection.execute(
        sa.select(item, meal.c.day, meal.c.eaten_at, meal.c.name.label("meal"))
        .join(meal)
        .where(meal.c.person_id == person_id)
        .where(meal.c.day.between(first.isoformat(), last.isoformat()))
        .order_by(meal.c.day, meal.c.eaten_at.is_(None), meal.c.eaten_at, item.c.id)
    )
    return [_item(row) for row in rows]


def _item(row: sa.Row[Any]) -> Item:
    return Item(
        when=When(
            date.fromisoformat(row.day),
            None if row.eaten_at is None else datetime.fromisoformat(row.eaten_at),
            row.meal,
        ),
        food=row.food,
        origin=cast("Origin", row.origin),
        amount=row.amount,
        measure=row.measure,
        grams=row.grams,
        b12_ug=row.b12_ug,
        kind=row.kind,
        source=row.source,
        food_code=row.food_code,
        food_id=row.food_id,
        usual=bool(row.usual),
        lower_bound=bool(row.lower_bound),
        meal_id=row.meal_id,
        id=row.id,
    )
