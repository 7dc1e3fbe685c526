"""A handful of foods of two food tables that nobody published, for the tests."""

from dataclasses import replace
from pathlib import Path

from tests.conftest import NOW
from tracker.database.engine import Database
from tracker.database.history import Change
from tracker.exchange.foods.entry import Record
from tracker.exchange.foods.store import import_foods
from tracker.foods.model import Food

_UK = (
    Food("uktab-1", "Milk, whole, pasteurised, average", "natural", "UK table", 0.9, kind="dairy"),
    Food("uktab-2", "Milk, whole, pasteurised, summer", "natural", "UK table", 0.6, kind="dairy"),
    Food("uktab-3", "Milk, skimmed, pasteurised", "natural", "UK table", 0.8, kind="dairy"),
    Food("uktab-4", "Eggs, chicken, whole, raw", "natural", "UK table", 2.7, kind="egg"),
    Food("uktab-5", "Eggs, chicken, whole, boiled", "natural", "UK table", 2.0, kind="egg"),
    Food("uktab-6", "Eggs, chicken, yolk, raw", "natural", "UK table", 8.2, kind="egg"),
    Food("uktab-7", "Cod, baked", "natural", "UK table", 0.0, kind="fish", mark="trace"),
    Food(
        "uktab-8", "Swordfish, grilled", "natural", "UK table", 0.0, kind="fish", mark="below",
        below_ug_per_100g=0.1,
    ),
    Food("uktab-9", "Haddock, grilled", "natural", "UK table", 2.4, kind="fish", mark="estimate"),
    Food("uktab-10", "Clootie clapshot pie", "natural", "UK table", 0.7),
    Food("uktab-11", "Oat drink", "natural", "UK table", 0.0, kind="plant"),
)  # fmt: skip
_CH = (
    Food("chtab-1", "Milk, whole, pasteurised", "natural", "Swiss table", 0.3, kind="dairy"),
    Food("chtab-2", "Zugerbergler", "natural", "Swiss table", 1.5, kind="dairy"),
    Food("chtab-3", "Coffee, brewed", "natural", "Swiss table", 0.0, kind="plant"),
)
_TABLES = {
    "uktab": ("UKTab", "2021", "uk", _UK),
    "chtab": ("Swiss Tab", "7.0", "ch", _CH),
}


def add_tables(diary: Path) -> None:
    """Import the tables into a diary, as `b12 food import` does."""
    with Database(diary).writing() as connection:
        change = Change(connection, NOW)
        change.summary = "import food tables"
        for code, (title, edition, country, foods) in _TABLES.items():
            row = {"code": code, "title": title, "edition": edition, "country": country}
            change.insert("food_table", {**row, "licence": "CC0", "attribution": title})
            import_foods(
                change,
                [_record(food, code) for food in foods],
            )


def _record(food: Food, code: str) -> Record:
    return Record(replace(food, table_code=code), food.code)
