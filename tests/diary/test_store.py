from pathlib import Path

import pytest

from tests.conftest import B12, NOW
from tracker.database.engine import Database
from tracker.diary.model import EntryId
from tracker.diary.store import Diary
from tracker.errors import NotFoundError


def test_items_and_meals_are_one_persons(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    b12("person", "add", "Anna")
    with Database(diary).reading() as connection:
        own, others = Diary(connection), Diary(connection, "Anna")
        assert own.item(1).food == "egg"
        assert own.meal(1).items[0].id == 1
        with pytest.raises(NotFoundError, match="b12 show"):
            others.item(1)
        with pytest.raises(NotFoundError, match="b12 show"):
            others.meal(1)


def test_a_meal_and_its_items_are_each_named_once(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs, 150g salmon")
    ids = [EntryId(2, of_meal=False), EntryId(1, of_meal=True), EntryId(2, of_meal=False)]
    with Database(diary).reading() as connection:
        assert [item.id for item in Diary(connection).named(ids)] == [2, 1]


def test_meals_hold_the_items_of_the_same_days(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs", "-d", "yesterday")
    b12("log", "150g salmon, 1 cup milk", "-t", "08:00")
    b12("log", "1 egg", "-t", "07:00")
    today = NOW.date()
    with Database(diary).reading() as connection:
        meals = Diary(connection).meals(today, today)
        items = Diary(connection).items(today, today)
    assert [meal.code for meal in meals] == ["m3", "m2"]
    assert [item for meal in meals for item in meal.items] == items
