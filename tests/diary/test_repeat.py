"""Earlier meals in the diary, as far as no command shows them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tracker.database import history
from tracker.database.engine import Database
from tracker.diary.model import When
from tracker.diary.resolve import Resolver
from tracker.diary.store import Diary
from tracker.foods import catalogue
from tracker.foods.amounts import parse_item
from tracker.foods.model import Serving
from tracker.people import store as people
from tracker.text.spans import Span

DAY = date(2026, 11, 22)
_NOW = datetime(2026, 11, 22, 12, 41, tzinfo=UTC)


@pytest.fixture
def database(diary: Path) -> Database:
    return Database(diary)


def _ate(database: Database, amount: float, when: When, code: str = "15209") -> None:
    with database.writing() as connection, history.recorded(connection, _NOW) as change:
        food = catalogue.get(connection, code)
        serving = Serving(
            food.title, food.origin, amount, "g", amount, 1.0, food_id=food.id, food_code=code
        )
        Diary(connection, None, change).log([serving], when)


def test_the_last_is_by_day_then_time_then_the_later_entry(database: Database) -> None:
    early, late = _NOW.replace(hour=8), _NOW.replace(hour=20)
    with database.writing() as connection, history.recorded(connection, _NOW) as change:
        people.add(change, "Anna", {})
    amounts = []
    for amount, when in [
        (1, When(DAY, early)),
        (2, When(date(2026, 11, 20), late - timedelta(days=2))),
        (3, When(DAY, late)),
        (4, When(DAY, late)),
        (5, When(DAY)),
        (6, When(DAY, early)),
    ]:
        _ate(database, amount, when)
        with database.reading() as connection:
            food_id = catalogue.get(connection, "15209").id
            last = Diary(connection).last_of(food_id)
            assert last is not None
            amounts.append(last.amount)
            meal = Diary(connection).last_meal(When(DAY), None)
            assert meal is not None
            assert [item.amount for item in meal.items] == [last.amount]
            assert Diary(connection, "Anna").last_of(food_id) is None
    assert amounts == [1, 1, 3, 4, 5, 5]


def test_of_foods_logged_equally_often_the_latest_is_first(database: Database) -> None:
    for day, code in [(20, "15209"), (21, "01123"), (22, "01077"), (22, "01123")]:
        _ate(database, 100, When(date(2026, 11, day)), code)
    with database.reading() as connection:
        habits = Diary(connection).habits(_NOW, 9, Span(date(2026, 8, 25), date(2026, 11, 22)))
    assert [(habit.times, habit.serving.food) for habit in habits] == [
        (2, "egg"),
        (1, "whole milk"),
        (1, "salmon"),
    ]


def test_nothing_is_looked_up_twice(database: Database) -> None:
    with database.reading() as connection:
        resolver = Resolver(Diary(connection))
        resolver.look_up(parse_item("salmon"))
        asked: list[str] = []
        connection._raw.set_trace_callback(asked.append)
        for line in ("150g salmon", "3 oz salmon", "salmon"):
            resolver.look_up(parse_item(line))
        assert [sql for sql in asked if "food" in sql] == []
        resolver.look_up(parse_item("150g cod"))
        assert asked
