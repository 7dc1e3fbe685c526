from pathlib import Path

import pytest

from tests.conftest import B12, NOW
from tracker.database.engine import Database
from tracker.diary import store as stored
from tracker.diary.model import EntryId
from tracker.errors import NotFoundError


def test_lookups_are_of_one_person(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    with Database(diary).reading() as connection:
        assert stored.get_item(connection, 1, 1).food == "egg"
        assert stored.get_meal(connection, 1, 1).items[0].id == 1
        with pytest.raises(NotFoundError, match="b12 show"):
            stored.get_item(connection, 2, 1)
        with pytest.raises(NotFoundError, match="b12 show"):
            stored.get_meal(connection, 2, 1)


def test_a_meal_and_its_items_are_each_named_once(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs, 150g salmon")
    ids = [EntryId(2, of_meal=False), EntryId(1, of_meal=True), EntryId(2, of_meal=False)]
    with Database(diary).reading() as connection:
        assert [item.id for item in stored.get_items(connection, 1, ids)] == [2, 1]


def test_meals_hold_the_items_of_the_same_days(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs", "-d", "yesterday")
    b12("log", "150g salmon, 1 cup milk", "-t", "08:00")
    b12("log", "1 egg", "-t", "07:00")
    today = NOW.date()
    with Database(diary).reading() as connection:
        meals = stored.meals_between(connection, 1, today, today)
        items = stored.items_between(connection, 1, today, today)
    assert [meal.code for meal in meals] == ["m3", "m2"]
    assert [item for meal in meals for item in meal.items] == items
