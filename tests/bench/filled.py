"""A diary of many items for benchmarks: everyday foods, five meals a day, backwards from today."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tracker.database import migrate

_MOST_OF_SMALL_MEALS = 640_000
_MEALS = ((8, "breakfast"), (10, None), (13, "lunch"), (16, None), (19, "dinner"))
_FOODS = """
    SELECT f.id, f.everyday, f.code, f.kind, f.origin, f.source, p.amount, p.measure, 0, p.grams,
           p.grams * f.b12_ug_per_100g / 100, 0
    FROM food f JOIN portion p ON p.food_id = f.id AND p.position = 0
    WHERE f.everyday IS NOT NULL AND p.grams IS NOT NULL ORDER BY f.id
"""
_ITEM = """
    INSERT INTO item (meal_id, food_id, food, food_code, kind, origin, source, amount, measure,
                      usual, grams, b12_ug, lower_bound)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def fill(path: Path, items: int) -> int:
    """Create a diary with so many items, about 16 a day or more; return its number of days."""
    dice = Random(12)
    migrate.ensure(path)
    meals: list[tuple[object, ...]] = []
    eaten: list[tuple[object, ...]] = []
    # No diary reaches back before 1900.
    larger = 1 + items // _MOST_OF_SMALL_MEALS
    day = date.today()  # noqa: DTZ011
    with closing(sqlite3.connect(path)) as connection:
        foods = connection.execute(_FOODS).fetchall()
        days = 0
        while len(eaten) < items:
            for hour, name in _MEALS:
                at = f"{day.isoformat()}T{hour:02}:{dice.randrange(60):02}+00:00"
                meals.append((day.isoformat(), at if dice.random() < 0.9 else None, name))
                some = dice.choices(foods, k=dice.choice((2, 3, 4, 4)) * larger)
                eaten.extend((len(meals), *food) for food in some)
            day -= timedelta(days=1)
            days += 1
        connection.executemany(
            "INSERT INTO meal (person_id, day, eaten_at, name) VALUES (1, ?, ?, ?)", meals
        )
        connection.executemany(_ITEM, eaten[:items])
        connection.commit()
    return days
