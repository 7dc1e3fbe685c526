"""What an import adds, and what the names of foods tell."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tracker.database import history
from tracker.database.engine import Database
from tracker.diary.model import EntryId, Item, When
from tracker.diary.store import Diary
from tracker.exchange.cronometer import ledger
from tracker.exchange.cronometer.nature import ALGA, Known, Nature, nature_of, taken_as

_DAY = date(2023, 9, 17)


def _item(food: str, day: int = 0, meal: str | None = None, ug: float | None = 1.0) -> Item:
    when = When(_DAY + timedelta(day), None, meal)
    source = "Cronometer (servings.csv)"
    return Item(food, "natural", 100, "g", 100, ug, None, source, when=when)


@pytest.fixture
def database(seeded: Path, tmp_path: Path) -> Database:
    return _copy(seeded, tmp_path)


def _copy(seeded: Path, folder: Path) -> Database:
    path = folder / "diary.db"
    shutil.copy(seeded, path)
    return Database(path)


def _import(
    database: Database, items: Sequence[Item], *, update: bool = False
) -> ledger.ImportCounts:
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        return ledger.import_items(
            Diary(connection, None, change), "Cronometer", items, update=update
        )


def _eaten(database: Database) -> list[Item]:
    with database.reading() as connection:
        return Diary(connection).items(date(1990, 1, 1), NOW.date())


def _foods(database: Database) -> Counter[tuple[date, str]]:
    return Counter((item.when.day, item.food) for item in _eaten(database))


def test_equal_rows_are_servings_and_the_same_file_again_is_nothing(database: Database) -> None:
    file = [_item("egg"), _item("egg"), _item("milk"), _item("egg", day=1)]
    first = _import(database, file)
    assert (first.added, first.there, len(first.days)) == (4, 0, 2)
    again = _import(database, file)
    assert (again.added, again.there) == (0, 4)
    assert len(_eaten(database)) == 4
    # A later file has one more egg on the first day, and another day.
    later = _import(database, [*file, _item("egg"), _item("tofu", day=2)])
    assert (later.added, later.there) == (2, 4)
    assert _foods(database)[_DAY, "egg"] == 3


def test_what_was_corrected_since_does_not_come_back(database: Database) -> None:
    file = [_item("egg"), _item("milk"), _item("tofu")]
    _import(database, file)
    egg, milk, tofu = _eaten(database)
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        diary = Diary(connection, None, change)
        diary.remove([egg])
        diary.correct(milk, replace(milk, amount=200, grams=200))
        diary.correct(tofu, replace(tofu, when=When(_DAY + timedelta(5))))
    corrected = _foods(database)
    assert _import(database, file).added == 0
    assert _foods(database) == corrected


def test_time_group_and_nutrients_may_come_and_go(database: Database) -> None:
    _import(database, [_item("egg", meal="Breakfast")])
    assert _import(database, [replace(_item("egg"), kind="egg", b12_ug=None)]).there == 1


def test_b12_that_was_not_exported_before_is_filled_in(database: Database) -> None:
    free = [_item("egg", ug=None), _item("egg", ug=None), _item("milk", ug=None), _item("fig", 1)]
    _import(database, free)
    milk = next(item for item in _eaten(database) if item.food == "milk")
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        diary = Diary(connection, None, change)
        diary.correct(milk, replace(milk, amount=200, grams=200))
        diary.note(EntryId(milk.id, of_meal=False), "half of it")
    paid = [_item("egg", ug=0.5), _item("egg", ug=0.5), _item("milk", ug=0.4), _item("fig", 1)]
    outcome = _import(database, paid)
    assert (outcome.added, outcome.there, outcome.filled) == (0, 4, 2)
    # What was corrected keeps what it had.
    assert sorted((i.food, i.amount, i.b12_ug) for i in _eaten(database)) == [
        ("egg", 100, 0.5), ("egg", 100, 0.5), ("fig", 100, 1.0), ("milk", 200, None),
    ]  # fmt: skip
    assert _import(database, paid).filled == 0
    with database.writing() as connection:
        history.undo(connection, NOW)
    assert [i.b12_ug for i in _eaten(database) if i.food == "egg"] == [None, None]


def test_a_figure_that_was_corrected_at_the_source_is_named_and_taken_on_request(
    database: Database,
) -> None:
    # Two equal servings, of which one is corrected; and rows that the file says nothing new of.
    file = [_item("egg"), _item("egg"), _item("milk"), _item("fig", ug=None), _item("tofu", 1)]
    _import(database, file)
    tofu = _eaten(database)[-1]
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        Diary(connection, None, change).correct(tofu, replace(tofu, amount=200, grams=200))
    before = _eaten(database)
    later = [_item("egg"), _item("egg", ug=0.5), _item("milk", ug=None), _item("fig", ug=None),
             _item("tofu", 1, ug=7.0)]  # fmt: skip
    outcome = _import(database, later)
    assert [(row.food, row.b12_ug, ug) for row, ug in outcome.differ] == [("egg", 0.5, 1.0)]
    assert (outcome.added, outcome.there, outcome.updated) == (0, 5, 0)
    assert _eaten(database) == before

    assert _import(database, later, update=True).updated == 1
    eaten = Counter((item.food, item.b12_ug) for item in _eaten(database))
    assert eaten == Counter({("egg", 1.0): 1, ("egg", 0.5): 1, ("milk", 1.0): 1, ("fig", None): 1,
                             ("tofu", 1.0): 1})  # fmt: skip
    assert _import(database, later).differ == []
    with database.writing() as connection:
        history.undo(connection, NOW)
    assert _eaten(database) == before


def test_the_order_of_the_rows_changes_nothing(
    seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file sorted by food has each day in many places, and is stored as if sorted by day."""
    monkeypatch.setattr(ledger, "_AT_ONCE", 3)
    rows = [
        _item(food, day, meal)
        for day in range(5)
        for food, meal in (("egg", "Breakfast"), ("milk", "Breakfast"), ("fig", "Lunch"))
    ]
    stored = []
    for name, key in (("day", None), ("food", lambda item: item.food)):
        (tmp_path / name).mkdir()
        database = _copy(seeded, tmp_path / name)
        _import(database, sorted(rows, key=key) if key else rows)
        assert _import(database, rows).added == 0
        with database.reading() as connection:
            meals = Diary(connection).meals(_DAY, _DAY + timedelta(5))
        foods = [(meal.when, sorted(item.food for item in meal.items)) for meal in meals]
        with closing(sqlite3.connect(str(database.place))) as raw:
            (images,) = raw.execute("SELECT count(*) FROM change_row").fetchone()
        stored.append((foods, images))
    assert len(stored[0][0]) == 10
    assert stored[0] == stored[1]


def test_undo_forgets_that_it_was_imported(database: Database) -> None:
    file = [_item("egg"), _item("milk", 1)]
    _import(database, file)
    with database.writing() as connection:
        history.undo(connection, NOW)
    assert _eaten(database) == []
    assert _import(database, file).added == 2


def test_each_person_and_each_program_has_a_ledger(database: Database) -> None:
    from tracker.people import store as people

    _import(database, [_item("egg")])
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        people.add(change, "Anna", {})
        for name, program in (("Anna", "Cronometer"), (None, "Another")):
            diary = Diary(connection, name, change)
            assert ledger.import_items(diary, program, [_item("egg")]).added == 1


def test_rows_of_a_moment_and_a_name_are_one_meal(database: Database) -> None:
    _import(database, [_item("egg", meal="Breakfast"), _item("milk", meal="Lunch"),
                       _item("bread", meal="Breakfast")])  # fmt: skip
    with database.reading() as connection:
        meals = Diary(connection).meals(_DAY, _DAY)
    assert [[item.food for item in meal.items] for meal in meals] == [["egg", "bread"], ["milk"]]


def test_eating_ends_a_fast_and_an_injection_does_not(database: Database) -> None:
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        diary = Diary(connection, None, change)
        for n in (0, 1):
            diary.mark(_DAY + timedelta(n), "fast")
        diary.mark(_DAY + timedelta(2), "partial")
    shot = replace(_item("B12 injection", 1), origin="injection")
    _import(database, [_item("egg"), shot, _item("egg", 2)])
    with database.reading() as connection:
        marks = Diary(connection).marks(_DAY, _DAY + timedelta(3))
    assert marks == {_DAY + timedelta(1): "fast", _DAY + timedelta(2): "partial"}


def test_numbers_that_were_seen_are_never_given_again(database: Database) -> None:
    _import(database, [_item("egg"), _item("milk")])
    seen = {item.id for item in _eaten(database)}
    with database.writing() as connection:
        history.undo(connection, NOW)
    _import(database, [_item("egg"), _item("milk")])
    assert seen.isdisjoint(item.id for item in _eaten(database))


_servings = st.lists(
    st.tuples(st.sampled_from(["egg", "milk", "fig"]), st.integers(0, 3)), max_size=12
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(_servings, min_size=1, max_size=4), at_once=st.integers(1, 4))
def test_a_diary_has_the_most_that_any_file_had(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    files: list[list[tuple[str, int]]], at_once: int,
) -> None:  # fmt: skip
    """Whatever the order of rows and files, and wherever the batches end."""
    monkeypatch.setattr(ledger, "_AT_ONCE", at_once)
    database = _copy(small, tmp_path)
    most: Counter[tuple[date, str]] = Counter()
    for file in files:
        before = _foods(database)
        items = [_item(food, day) for food, day in file]
        most |= Counter((item.when.day, item.food) for item in items)
        outcome = _import(database, items)
        assert _foods(database) == most
        assert (outcome.added, outcome.added + outcome.there) == (
            (most - before).total(), len(items),
        )  # fmt: skip
    while sum(most.values()):
        with database.writing() as connection:
            history.undo(connection, NOW)
        most = _foods(database)


# --- What a name tells ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def known(seeded: Path) -> Known:
    with Database(seeded).reading() as connection:
        return ledger.known_natures(connection)


@pytest.mark.parametrize(
    ("name", "kind", "origin"),
    [
        ("Salmon, Atlantic, Wild, Cooked", "fish", "natural"),
        ("Fish, cod, Atlantic", "fish", "natural"),
        ("Tuna, Light, Canned in Oil, Drained", "fish", "natural"),
        ("Egg, Whole, Cooked, Hard-Boiled", "egg", "natural"),
        ("Chicken Breast, Skinless, Grilled", "poultry", "natural"),
        ("Lamb, Ground, Cooked", "meat", "natural"),
        ("Liver, beef", "meat", "natural"),
        ("Spirulina, Dried", "plant", "natural"),
        # Algae in every form: their B12 is their own, and not to be counted on.
        ("Wakame, Raw", "plant", "natural"),
        ("Kombu, Dried", "plant", "natural"),
        ("Hijiki Seaweed, Cooked", "plant", "natural"),
        ("Maine Coast, Dulse Flakes", "plant", "natural"),
        ("Seaweed Salad", "plant", "natural"),
        ("Sea Vegetables, Arame", "plant", "natural"),
        ("Irish moss", "plant", "natural"),
        ("Chlorella Powder", "plant", "natural"),
        ("Sunfood, Chlorella Tablets", "plant", "natural"),
        ("Spirulina 500 mg capsules", "plant", "natural"),
        ("Sushi Roll, Salmon and Nori", None, "natural"),
        ("Nori, fortified with B12", "fortified", "fortified"),
        ("Chlorella with Vitamin B12 500 mcg tablets", "supplement", "supplement"),
        ("Milk, Whole, 3.25%", "dairy", "natural"),
        ("Milk, reduced fat, added vitamin A and vitamin D", "dairy", "natural"),
        ("Egg Substitute", "egg", "natural"),
        ("Chicken sandwich", "mixed", "natural"),
        ("Salad, Chicken", "mixed", "natural"),
        # What makes another food of it.
        ("Vegan Egg", None, "natural"),
        ("Something of my own", None, "natural"),
        ("Chicken, Meatless", "fortified", "fortified"),
        ("Milk, Almond, Unsweetened", "fortified", "fortified"),
        ("Oatly, Oat Drink Barista", "fortified", "fortified"),
        ("Bragg Nutritional Yeast Seasoning", "fortified", "fortified"),
        ("Nutritional yeast, unfortified", "plant", "natural"),
        ("Cereal, Kellogg's Special K", "fortified", "fortified"),
        ("Cereal Bar, fruit", None, "natural"),
        ("Tofu, Fortified", "fortified", "fortified"),
        ("Vitamin B12 1000 mcg", "supplement", "supplement"),
        ("Jamieson, Vitamin B-12 1200 µg", "supplement", "supplement"),
        ("Methylcobalamin", "supplement", "supplement"),
        ("Centrum, Multivitamin", "supplement", "supplement"),
        ("Garden of Life, mykind Organics B-Complex", "supplement", "supplement"),
        ("Vitamin B12 Energy Shot 500 mcg", "supplement", "supplement"),
        ("Vitamin B12 Injection", "supplement", "injection"),
        ("Pascoe Vitamin B12 Depot Injection 1500 µg", "supplement", "injection"),
        ("Hydroxocobalamin injection", "supplement", "injection"),
        ("Ginger shot", "plant", "natural"),
    ],
)
def test_a_name_tells_what_is_sure(known: Known, name: str, kind: str, origin: str) -> None:
    nature = nature_of(known, name)
    assert (nature.kind, nature.origin) == (kind, origin)


@pytest.mark.parametrize(
    ("sorted_under", "measure", "origin"),
    [
        ("Supplements, ", "serving", "supplement"),
        ("My vitamins, ", "g", "supplement"),
        ("Breakfast, Supplements", "each", "supplement"),
        ("Breakfast, ", "tablet", "supplement"),
        ("Breakfast, ", "capsules, large", "supplement"),
        ("Breakfast, Fish", "g", "natural"),
    ],
)
def test_group_category_and_measure_tell_a_supplement(
    sorted_under: str, measure: str, origin: str
) -> None:
    assert taken_as(Nature(None, "natural"), sorted_under, measure).origin == origin
    assert taken_as(ALGA, sorted_under, measure) == ALGA
    injected = Nature("supplement", "injection")
    assert taken_as(injected, sorted_under, measure) == injected
