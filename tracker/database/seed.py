"""Fill a new diary from the tables in `seed_data/`, whose README says where each comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker import paths
from tracker.database import search_index
from tracker.database.connection import Connection
from tracker.text.numbers import read_number
from tracker.text.words import words

DEFAULT_PERSON = "me"
_USDA = "USDA National Nutrient Database for Standard Reference 28, NDB"
_Row = dict[str, Any]


@dataclass(frozen=True)
class Shipped:
    """The catalogue that a new diary is filled with, by the codes of the foods."""

    foods: dict[str, _Row]
    portions: dict[str, list[_Row]]
    phrases: list[_Row]


def shipped() -> Shipped:
    """Return the catalogue as it ships with the program."""
    foods: dict[str, _Row] = {}
    portions: dict[str, list[_Row]] = {}
    _usda(foods, portions)
    _fortified(foods, portions)
    phrases = [*_supplements(foods, portions), *_everyday(foods, portions)]
    for food in foods.values():
        food["catalogue"] = "seed"
    return Shipped(foods, portions, phrases)


def seed(connection: Connection) -> None:
    """Insert the catalogue, the reference intakes and the person whose diary it is.

    The connection is in a writing transaction, on an empty diary at the newest migration.
    """
    catalogue = shipped()
    foods = catalogue.foods
    # Spellings that differ only in plurals and accents are one phrase.
    phrases = {phrase["ordered_words"]: phrase for phrase in reversed(catalogue.phrases)}
    aliases = list(phrases.values())

    for number, food in enumerate(foods.values(), start=1):
        food["id"] = number
    portions = (
        {"food_id": foods[code]["id"], "position": position, **portion}
        for code, rows in catalogue.portions.items()
        for position, portion in enumerate(rows)
    )
    for alias in aliases:
        alias["food_id"] = foods[alias.pop("code")]["id"]
    connection.run_many("database.insert.food", foods.values())
    connection.run_many("database.insert.portion", portions)
    connection.run_many("database.insert.alias", aliases)
    connection.run_many("database.insert.food_word", _words(foods, aliases))
    connection.run_many("database.insert.reference_intake", _references())
    connection.run("database.insert.person", name=DEFAULT_PERSON, is_default=True)


def _usda(foods: dict[str, _Row], portions: dict[str, list[_Row]]) -> None:
    for row in paths.seed_rows("usda_foods.csv"):
        code = row["ndb"]
        foods[code] = _food(row, code, food_group=row["group"], source=f"{_USDA} {code}")
    for row in paths.seed_rows("usda_portions.csv"):
        portions.setdefault(row["ndb"], []).append(
            _portion(float(row["amount"]), row["measure"], float(row["grams"]))
        )


def _fortified(foods: dict[str, _Row], portions: dict[str, list[_Row]]) -> None:
    for row in paths.seed_rows("fortified_foods.csv"):
        foods[row["code"]] = _food(row, row["code"])
        portions[row["code"]] = [_usual_portion(row)]


def _supplements(foods: dict[str, _Row], portions: dict[str, list[_Row]]) -> Iterator[_Row]:
    """A dose has no weight: its portion holds the µg."""
    for row in paths.seed_rows("supplements.csv"):
        code = row["code"]
        foods[code] = _food(row, code, everyday=row["name"], kind="supplement")
        portions[code] = [_portion(1.0, row["measure"], None, float(row["b12_ug"]))]
        yield from _phrases(row, code)


def _food(row: dict[str, str], code: str, **others: str) -> _Row:
    """Return a row of the table of foods; what its file has no column for, or no value, is None."""
    names = ("name", "everyday", "food_group", "kind", "origin", "diet", "source")
    known = {name: row.get(name) or None for name in names}
    figure = row.get("b12_ug_per_100g")
    return {"code": code, **known, "b12_ug_per_100g": float(figure) if figure else None, **others}


def _everyday(foods: dict[str, _Row], portions: dict[str, list[_Row]]) -> Iterator[_Row]:
    """Set what people call a food and their usual portion of it; yield the phrases for it."""
    for row in paths.seed_rows("everyday.csv"):
        code = row["food"]
        foods[code].update(
            everyday=row["name"], kind=row["kind"], origin=row["origin"], diet=row["diet"]
        )
        usual = _usual_portion(row)
        portions[code] = [usual, *(p for p in portions.get(code, []) if p != usual)]
        yield from _phrases(row, code)


def _phrases(row: dict[str, str], code: str) -> Iterator[_Row]:
    """Yield what people call it: its name and the other words for it."""
    for phrase in (row["name"], *filter(None, map(str.strip, row["also"].split(";")))):
        yield {**search_index.alias_words(phrase), "own": False, "code": code}


def _words(foods: dict[str, _Row], aliases: list[_Row]) -> list[_Row]:
    pairs = {
        (word, food["id"])
        for food in foods.values()
        for word in words(f"{food['name']} {food['everyday'] or ''}")
    }
    pairs |= {(word, a["food_id"]) for a in aliases for word in words(a["phrase"])}
    return [{"word": word, "food_id": food_id} for word, food_id in sorted(pairs)]


def _references() -> Iterator[_Row]:
    for row in paths.seed_rows("reference_intakes.csv"):
        yield {
            **row,
            "edition": int(row["edition"]),
            "age_from_months": int(row["age_from_months"]),
            "age_below_months": int(row["age_below_months"]) if row["age_below_months"] else None,
            "ug_per_day": float(row["ug_per_day"]),
        }


def _portion(amount: float, measure: str, grams: float | None, b12_ug: float | None = None) -> _Row:
    return {"amount": amount, "measure": measure, "grams": grams, "b12_ug": b12_ug}


def _usual_portion(row: dict[str, str]) -> _Row:
    """Return the portion of `1 cup`, `3/4 cup` or `100 ml` with its weight."""
    amount, _, measure = row["portion"].partition(" ")
    return _portion(read_number(amount), measure, float(row["portion_g"]))
