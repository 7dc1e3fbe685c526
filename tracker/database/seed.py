"""Fill a new diary from the tables in `seed_data/`, whose README says where each comes from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tracker import paths
from tracker.database import search_index
from tracker.database.connection import Connection
from tracker.text.numbers import read_number
from tracker.text.words import words

DEFAULT_PERSON = "me"
_USDA = "USDA National Nutrient Database for Standard Reference 28, NDB"
_FNDDS = "USDA FNDDS 2021-2023, food code"
# The search ranks these groups of the USDA's last.
_FOR_BABIES = ("Baby", "Formula")
# Measures that nobody means by one or two of a food.
_NO_USUAL = re.compile(r"\binch|\byields?\b|^(?:fl )?oz\b|^surface|^cubic|bite size|miniature")
_MOST_PIECES = 10
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
    _fndds(foods, portions)
    _labelled(foods, portions)
    supplements = list(_supplements(foods, portions))
    _dishes(foods)
    phrases = [*supplements, *_everyday(foods, portions)]
    for food in foods.values():
        food["catalogue"] = "seed"
    return Shipped(foods, portions, phrases)


def seed(connection: Connection) -> None:
    """Insert the catalogue, the reference intakes and the person whose diary it is.

    The connection is in a writing transaction, on an empty diary at the newest migration.
    """
    catalogue = shipped()
    foods = catalogue.foods
    names = aliases(catalogue.phrases)

    for number, food in enumerate(foods.values(), start=1):
        food["id"] = number
    portions = (
        {"food_id": foods[code]["id"], "position": position, **portion}
        for code, rows in catalogue.portions.items()
        for position, portion in enumerate(rows)
    )
    for name in names:
        name["food_id"] = foods[name.pop("code")]["id"]
    connection.run_many("database.insert.food", foods.values())
    connection.run_many("database.insert.portion", portions)
    connection.run_many("database.insert.alias", names)
    connection.run_many("database.insert.food_word", _words(foods, names))
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


def _fndds(foods: dict[str, _Row], portions: dict[str, list[_Row]]) -> None:
    for row in paths.seed_rows("fndds_portions.csv"):
        portions.setdefault(row["code"], []).append(
            _portion(float(row["amount"]), row["measure"], float(row["grams"]))
        )
    for row in paths.seed_rows("fndds_foods.csv"):
        code, category = row["code"], row["category"]
        group = "Baby Foods" if category.startswith(_FOR_BABIES) else category
        foods[code] = _food(row, code, food_group=group, source=f"{_FNDDS} {code}")
        if row["usual_g"]:
            measures = portions.get(code, [])
            usual = _counted(float(row["usual_g"]), measures)
            portions[code] = [usual, *(portion for portion in measures if portion != usual)]


def _counted(grams: float, measures: list[_Row]) -> _Row:
    """Return so many grams as one, several or a half of a measure (`2 egg`), else as a serving."""
    numbers = [
        (round(grams * portion["amount"] / portion["grams"], 3), portion["measure"])
        for portion in measures
        if not _NO_USUAL.search(portion["measure"])
    ]
    for wanted in ((1,), range(2, _MOST_PIECES + 1), (0.5, 1.5, 2.5)):
        for number, measure in numbers:
            if number in wanted:
                return _portion(number, measure, grams)
    return _portion(1.0, "serving", grams)


def _labelled(foods: dict[str, _Row], portions: dict[str, list[_Row]]) -> None:
    """Add foods of labels and of other national tables, which say their source themselves."""
    for row in paths.seed_rows("fortified_foods.csv"):
        foods[row["code"]] = _food(row, row["code"])
        portions[row["code"]] = [_usual_portion(row)]
    for row in paths.seed_rows("table_foods.csv"):
        foods[row["code"]] = _food(row, row["code"])


def _dishes(foods: dict[str, _Row]) -> None:
    """Add the dishes whose B12 follows from that of their ingredients."""
    for row in paths.seed_rows("dishes.csv"):
        parts = [_weighed(part) for part in row["ingredients"].split(";")]
        figures = [(grams, foods[code]["b12_ug_per_100g"]) for grams, code in parts]
        figure = None
        if all(ug is not None for _, ug in figures):
            total_g = float(row["cooked_g"] or sum(grams for grams, _ in figures))
            # To as many places as a table has: more would look exact.
            figure = round(sum(grams * ug for grams, ug in figures) / total_g, 2)
        listed = ", ".join(f"{grams:g} g {foods[code]['name']}" for grams, code in parts)
        source = f"recipe of b12 from: {listed}"
        foods[row["code"]] = _food(row, row["code"], b12_ug_per_100g=figure, source=source)


def _weighed(part: str) -> tuple[float, str]:
    """Return the g and the code of `40 26313110`."""
    grams, code = part.split()
    return float(grams), code


def _supplements(foods: dict[str, _Row], portions: dict[str, list[_Row]]) -> Iterator[_Row]:
    """A dose has no weight: its portion holds the µg."""
    for row in paths.seed_rows("supplements.csv"):
        code = row["code"]
        foods[code] = _food(row, code, everyday=row["name"], kind="supplement")
        portions[code] = [_portion(1.0, row["measure"], None, float(row["b12_ug"]))]
        yield from _phrases(row, code)


def _food(row: dict[str, str], code: str, **others: str | float | None) -> _Row:
    """Return a row of the table of foods; what its file has no column for, or no value, is None."""
    names = ("name", "everyday", "food_group", "kind", "origin", "diet", "role", "source")
    known = {name: row.get(name) or None for name in names}
    figure = row.get("b12_ug_per_100g")
    return {"code": code, **known, "b12_ug_per_100g": float(figure) if figure else None, **others}


def _everyday(foods: dict[str, _Row], portions: dict[str, list[_Row]]) -> Iterator[_Row]:
    """Set what people call a food and their portions of it; yield the phrases for it.

    If several rows have the figure of one food, the others are foods of their own with that figure.
    """
    tables = dict(portions)
    taken = set()
    for row in paths.seed_rows("everyday.csv"):
        code = row["food"]
        if code in taken:
            code = _beside(foods, row)
        taken.add(code)
        foods[code].update(
            everyday=row["name"],
            kind=row["kind"],
            origin=row["origin"],
            diet=row["diet"],
            role=row["role"] or foods[code]["role"],
        )
        portions[code] = _distinct([*_own_portions(row), *tables.get(row["food"], [])])
        yield from _phrases(row, code)


def _beside(foods: dict[str, _Row], row: dict[str, str]) -> str:
    """Add a food under the row's own name with the figure of another; return its code."""
    of_table = foods[row["food"]]
    code = "-".join((row["food"], *words(f"{row['name']} {row['country']}")))
    source = f"{of_table['source']}: {of_table['name']}"
    foods[code] = {**of_table, "code": code, "name": row["name"], "source": source}
    return code


def _own_portions(row: dict[str, str]) -> Iterator[_Row]:
    """Yield the usual portion of a row, if it has a weight, and its other measures."""
    if row["portion_g"]:
        yield _usual_portion(row)
    for measure in filter(None, map(str.strip, row["measures"].split(";"))):
        portion, _, grams = measure.rpartition("=")
        yield _usual_portion({"portion": portion.strip(), "portion_g": grams})


def _distinct(portions: Iterable[_Row]) -> list[_Row]:
    """Return the portions without those whose amount and measure come before."""
    distinct: dict[tuple[float, str], _Row] = {}
    for portion in portions:
        distinct.setdefault((portion["amount"], portion["measure"]), portion)
    return list(distinct.values())


def _phrases(row: dict[str, str], code: str) -> Iterator[_Row]:
    """Yield what people call it: its name and the other words for it."""
    country = row.get("country", "")
    for phrase in (row["name"], *filter(None, map(str.strip, row["also"].split(";")))):
        yield {**search_index.alias_words(phrase), "country": country, "own": False, "code": code}


def aliases(phrases: Iterable[_Row]) -> list[_Row]:
    """Return a phrase for each name in each country, the first.

    Spellings that differ only in plurals and accents are one phrase. What a name means in the US
    it means wherever no other meaning is known.
    """
    names: dict[tuple[str, str], _Row] = {}
    for phrase in phrases:
        names.setdefault((phrase["ordered_words"], phrase["country"]), phrase)
    for name, country in list(names):
        if country == "us" and (name, "") not in names:
            names[name, ""] = names.pop((name, "us")) | {"country": ""}
    return list(names.values())


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
