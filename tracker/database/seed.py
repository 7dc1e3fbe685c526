"""Fill a new diary from the tables in `seed_data/`, whose README says where each comes from."""

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from tracker import paths
from tracker.database import search_index
from tracker.database.compiled import Row
from tracker.database.connection import Connection
from tracker.text.numbers import read_number
from tracker.text.words import words

DEFAULT_PERSON = "me"
_Row = dict[str, Any]
_AT_ONCE = 500
_USDA = "USDA National Nutrient Database for Standard Reference 28, NDB"
_ENOUGH_MEASURES = 4
_FNDDS = "USDA FNDDS 2021-2023, food code"
# The search ranks these groups of the USDA's last.
_FOR_BABIES = ("Baby", "Formula")
# Measures that nobody means by one or two of a food.
_NO_USUAL = re.compile(r"\binch|\byields?\b|^(?:fl )?oz\b|^surface|^cubic|bite size|miniature")
_MOST_PIECES = 10
_OF_NAME = ("phrase", "ordered_words", "sorted_words", "country", "own")
# What a food that ships no more has lost.
_UNNAMED: _Row = {"everyday": None}


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
    """Insert the catalogue with the reference intakes, and the person whose diary it is.

    The connection is in a writing transaction, on an empty diary at the newest migration.
    """
    refresh(connection)
    connection.run("database.insert.person", name=DEFAULT_PERSON, is_default=True)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for cycles among all the rows: there are none, and it takes long."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_collector()
def refresh(connection: Connection) -> None:
    """Bring the catalogue to this release, and leave alone what its owner changed.

    Foods with new numbers are added. Those that came with b12 take their new names, figures and
    portions, but for what a change in the undo history wrote, such as a figure from an import.
    Foods and names of the owner's stay; so do foods that don't ship any more, without the names
    that shipped. The reference intakes are all of this release. The connection is in a writing
    transaction, on a diary at the newest migration.
    """
    # An export reads what ships, and needs no history.
    from tracker.database import history

    catalogue = shipped()
    before = {row.code: row for row in connection.each("database.foods")}
    of_owner = {code for code, row in before.items() if row.catalogue != "seed"}
    foods = {code: food for code, food in catalogue.foods.items() if code not in of_owner}
    new = [code for code in foods if code not in before]
    connection.run_many("database.insert.food", (foods[code] for code in new))
    changed = set(new)
    written = history.columns_written(connection, "food") if before else {}
    for code, row in before.items():
        if code in of_owner:
            continue
        stored, kept = row.as_dict(), written.get(row.id, ())
        food = stored | {k: v for k, v in foods.get(code, _UNNAMED).items() if k not in kept}
        if food != stored:
            connection.run("database.update.food", **food)
            changed.add(code)

    ids: dict[str, int] = dict(connection.each("database.food_ids"))
    _refresh_portions(
        connection,
        {ids[code]: catalogue.portions.get(code, []) for code in foods},
        set(history.columns_written(connection, "portion") if before else ()),
    )
    renamed = _refresh_names(
        connection,
        [
            {"food_id": ids[code], **{column: name[column] for column in _OF_NAME}}
            for name in aliases(catalogue.phrases)
            if (code := name["code"]) in foods
        ],
        {ids[code] for code in of_owner},
    )
    _refresh_own_words(connection)
    # Spellings that this release takes for the same are so in the owner's names too.
    changed |= of_owner
    search_index.index_words(connection, renamed | {ids[code] for code in changed})
    _refresh_references(connection)


def _refresh_portions(
    connection: Connection, shipped: dict[int, list[_Row]], of_owner: set[int]
) -> None:
    """Store the portions of foods, by their ids, beside those with the ids `of_owner`."""
    present: dict[int, list[Row]] = {}
    for row in connection.each("database.portions"):
        present.setdefault(row.food_id, []).append(row)
    gone: list[int] = []
    new: list[_Row] = []
    for food_id, portions in shipped.items():
        stored = present.get(food_id)
        if stored is None:
            new += [
                {"food_id": food_id, "position": position, **portion}
                for position, portion in enumerate(portions)
            ]
            continue
        own = [row for row in stored if row.id in of_owner]
        measures, positions = {row.measure for row in own}, {row.position for row in own}
        free = (position for position in count() if position not in positions)
        wanted = [
            {"food_id": food_id, "position": next(free), **portion}
            for portion in portions
            if portion["measure"] not in measures
        ]
        as_shipped = [row.as_dict() for row in stored if row.id not in of_owner]
        ids = [row.pop("id") for row in as_shipped]
        if as_shipped != wanted:
            gone += ids
            new += wanted
    _delete(connection, "portion", gone)
    connection.run_many("database.insert.portion", new)


def _refresh_own_words(connection: Connection) -> None:
    """Store the owner's names by their words as this release reads them.

    Of two names that are the same now, the one that isn't written so stays as it is.
    """
    rows = [row.as_dict() for row in connection.each("database.own_names")]
    taken = {(row["ordered_words"], row["country"]) for row in rows}
    for row in rows:
        new = row | search_index.alias_words(row["phrase"])
        key = new["ordered_words"], new["country"]
        if new != row and key[0] and key not in taken:
            connection.run("database.update.alias", **new)
            taken.add(key)


def _refresh_names(connection: Connection, shipped: Iterable[_Row], of_owner: set[int]) -> set[int]:
    """Store the names that ship, and return the foods that have lost or got some.

    Foods with the ids `of_owner` keep those that they have.
    """
    names = {(name["ordered_words"], name["country"]): name for name in shipped}
    renamed: set[int] = set()
    gone: list[int] = []
    for row in connection.each("database.shipped_names"):
        key = row.ordered_words, row.country
        name = names.get(key)
        if row.food_id in of_owner:
            names.pop(key, None)
        elif name and (name["food_id"], name["phrase"]) == (row.food_id, row.phrase):
            del names[key]
        else:
            gone.append(row.id)
            renamed.add(row.food_id)
    _delete(connection, "alias", gone)
    connection.run_many("database.insert.alias", names.values())
    return renamed.union(name["food_id"] for name in names.values())


def _refresh_references(connection: Connection) -> None:
    """Store the reference intakes that ship; no other table refers to them."""
    shipped = list(_references())
    stored = [row.as_dict() for row in connection.each("database.reference_intakes")]
    ids = [row.pop("id") for row in stored]
    if stored != shipped:
        _delete(connection, "reference_intake", ids)
        connection.run_many("database.insert.reference_intake", shipped)


def _delete(connection: Connection, table: str, ids: list[int]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        connection.run(f"database.delete.{table}", ids=ids[start : start + _AT_ONCE])


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
            usual = usual_portion(float(row["usual_g"]), measures)
            portions[code] = [usual, *(portion for portion in measures if portion != usual)]


def usual_portion(grams: float, measures: list[_Row]) -> _Row:
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
    """A dose has no weight: its portion holds the µg, or nothing where they are unknown."""
    for row in paths.seed_rows("supplements.csv"):
        code = row["code"]
        foods[code] = _food(row, code, everyday=row["name"], kind="supplement")
        dose = float(row["b12_ug"]) if row["b12_ug"] else None
        portions[code] = [_portion(1.0, row["measure"], None, dose)]
        yield from _phrases(row, code)
        for country in row["countries"].split():
            for phrase in row["also_there"].split(";"):
                yield _phrase(phrase.strip(), code, country)


def _food(row: dict[str, str], code: str, **others: str | float | None) -> _Row:
    """Return a row of the table of foods; what its file has no column for, or no value, is None."""
    names = ("name", "everyday", "food_group", "kind", "origin", "diet", "role", "source")
    known = {name: row.get(name) or None for name in names}
    figure = row.get("b12_ug_per_100g")
    return {"code": code, **known, "b12_ug_per_100g": float(figure) if figure else None, **others}


def _everyday(foods: dict[str, _Row], portions: dict[str, list[_Row]]) -> Iterator[_Row]:
    """Set what people call a food and their portions of it; yield the phrases for it.

    If several rows have the figure of one food, the others are foods of their own with that figure,
    as are dishes that are more than the food: chicken liver masala has the figure of chicken liver.
    """
    tables = dict(portions)
    taken = set()
    for row in paths.seed_rows("everyday.csv"):
        code = row["food"]
        if code in taken or _is_another(row["name"], foods[code]):
            code = _beside(foods, row)
        taken.add(code)
        foods[code].update(
            everyday=_title(row),
            kind=row["kind"],
            origin=row["origin"],
            diet=row["diet"],
            role=row["role"] or foods[code]["role"],
        )
        own = list(_own_portions(row))
        # A dish that borrows a figure has measures of its own.
        borrowed = code != row["food"] and len(own) >= _ENOUGH_MEASURES
        portions[code] = _distinct([*own, *([] if borrowed else tables.get(row["food"], []))])
        yield from _phrases(row, code)


def _is_another(name: str, food: _Row) -> bool:
    """Return whether a name is of more than the food of the survey that it shares words with."""
    called, table = set(words(name)), set(words(food["name"]))
    return food["source"].startswith(_FNDDS) and bool(called & table) and not called <= table


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


def _title(row: dict[str, str]) -> str:
    """Return `corn flakes (UK)`: a name that means another food elsewhere says which it is."""
    country = row.get("country", "")
    return f"{row['name']} ({country.upper()})" if country else row["name"]


def _phrases(row: dict[str, str], code: str) -> Iterator[_Row]:
    """Yield what people call it: its name and the other words for it."""
    country = row.get("country", "")
    for phrase in (row["name"], *filter(None, map(str.strip, row["also"].split(";")))):
        yield _phrase(phrase, code, country)
    if country:
        yield _phrase(_title(row), code)


def _phrase(phrase: str, code: str, country: str = "") -> _Row:
    return {**search_index.alias_words(phrase), "country": country, "own": False, "code": code}


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
