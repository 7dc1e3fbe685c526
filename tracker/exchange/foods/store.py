"""Many foods at once, from another program's file: new ones are added, changed ones updated."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.database import search_index
from tracker.database.compiled import Row
from tracker.database.connection import Connection, values
from tracker.database.history import Change
from tracker.errors import RefusedError
from tracker.exchange.foods.entry import Record, Skipped
from tracker.foods import catalogue, own
from tracker.foods.barcode import spellings
from tracker.foods.model import Food, FoodTable, Portion, density

_AT_ONCE = 500
_PRODUCT = re.compile(r", ((?:GTIN|food code) \d{1,14})")
_OFF = "off-"


@dataclass
class FoodCounts:
    """How many foods were added, updated and unchanged, and which ones a user should look at.

    `kept` have a figure, about which the file is silent; `lost` had one until the file said that it
    is unknown. Both are lines such as `01123 egg, 0.89 µg/100 g`.
    """

    added: int = 0
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    left_out: list[Skipped] = field(default_factory=list)


def newest(records: Iterable[Record]) -> tuple[list[Record], list[Skipped]]:
    """Return one record of each product, the newest that has a figure, and those left out."""
    best: dict[str, Record] = {}
    left_out = []
    for record in records:
        other = best.get(record.product)
        if other is None:
            best[record.product] = record
            continue
        # Of two alike the later counts.
        older, best[record.product] = sorted((other, record), key=_rank)
        left_out.append(
            Skipped(_line(older.food), "another record of the product is newer, or has a figure")
        )
    return list(best.values()), left_out


def _rank(record: Record) -> tuple[bool, bool, tuple[str, float]]:
    return record.food.known, not record.why_unknown, record.newest


def import_foods(
    change: Change, records: Sequence[Record], table: FoodTable | None = None
) -> FoodCounts:
    """Add or update the foods, by the number of the product, a batch at a time.

    `table` is the official table that they are of, if they are of one.

    A food that came with the program takes the file's B12 and source and keeps its everyday name,
    kind, origin, diet and usual portion. What the user wrote, edited or took out stays as it is,
    and so do figures about which the file is silent, and what is logged. A file that has nothing
    about B12 adds no food.
    """
    outcome = FoodCounts()
    if table is not None and any(record.food.table_code for record in records):
        _put_table(change, table)
    products = _products(change.connection)
    silent = all(record.why_unknown for record in records)
    for start in range(0, len(records), _AT_ONCE):
        _import_batch(change, records[start : start + _AT_ONCE], products, silent, outcome)
    return outcome


def check_code(connection: Connection, table: FoodTable) -> None:
    """Raise RefusedError if another table that was imported has the code of a user's table."""
    stored = connection.first("foods.food_table", code=table.code)
    if stored is not None and stored.title != table.title:
        raise RefusedError(
            f"the codes {table.code}-… are those of {stored.title}: give this table another code, "
            "or undo that import"
        )


def _put_table(change: Change, table: FoodTable) -> None:
    """Store the table, or its new edition in place of the one that is there."""
    stored = change.connection.first("foods.food_table", code=table.code)
    values = table._asdict()
    if stored is None:
        change.insert("food_table", values)
    elif any(stored.as_dict()[column] != value for column, value in values.items()):
        change.update("food_table", stored.id, values)


def _products(connection: Connection) -> dict[str, str]:
    """Return the codes of the foods whose source names the product."""
    rows = connection.each("exchange.foods.of_products")
    named = ((_PRODUCT.search(row.source), row.code) for row in rows)
    return {product[1]: code for product, code in named if product}


def _codes(record: Record, products: dict[str, str]) -> tuple[str, ...]:
    """Return the codes that the food may have in the catalogue, its own first."""
    code = record.food.code
    if code.startswith(_OFF):
        return code, *(f"{_OFF}{digits}" for digits in spellings(code.removeprefix(_OFF)))
    return (code, products[record.product]) if record.product in products else (code,)


def _import_batch(
    change: Change,
    records: Sequence[Record],
    products: dict[str, str],
    silent: bool,
    outcome: FoodCounts,
) -> None:
    codes = [_codes(record, products) for record in records]
    rows = change.connection.each(
        "exchange.foods.with_codes", codes={c for of in codes for c in of}
    )
    known = {row.code: row for row in rows}
    foods = {food.code: food for food in catalogue.of_rows(change.connection, list(known.values()))}
    new: list[Record] = []
    for record, of in zip(records, codes, strict=True):
        code = next((code for code in of if code in known), None)
        if code is not None:
            _update(change, known[code], foods[code], record, outcome)
        elif silent:
            outcome.left_out.append(Skipped(record.food.code, record.why_unknown))
        else:
            new.append(record)
    _add(change, new)
    outcome.added += len(new)


def _update(change: Change, row: Row, stored: Food, record: Record, outcome: FoodCounts) -> None:
    if row.catalogue == "own" or row.removed:
        outcome.unchanged += 1
        return
    if record.why_unknown:
        outcome.unchanged += 1
        if stored.known:
            outcome.kept.append(_line(stored))
        return
    seed = row.catalogue == "seed"
    portions = stored.portions if seed else _portions(stored, record.food)
    different = _differences(row.as_dict(), record)
    if different:
        change.update("food", row.id, different)
        search_index.index_words(change.connection, [row.id])
    if portions != stored.portions:
        own.set_portions(change, row.id, portions)
    if not different and portions == stored.portions:
        outcome.unchanged += 1
        return
    outcome.updated.append(row.code)
    if stored.known and not replace(record.food, portions=portions).known:
        outcome.lost.append(_line(stored))


def _line(food: Food) -> str:
    return f"{food.code} {food.title[:60]}, {density(food)}"


def _portions(stored: Food, food: Food) -> tuple[Portion, ...]:
    """Return the portions with the µg that the file has for them; weights stay as they are here."""
    doses = tuple(portion for portion in food.portions if portion.b12_ug is not None)
    if doses == tuple(portion for portion in stored.portions if portion.b12_ug is not None):
        return stored.portions
    kept = tuple(portion for portion in stored.portions if portion.b12_ug is None)
    measures = {portion.measure for portion in doses}
    kept = tuple(portion for portion in kept if portion.measure not in measures)
    return doses + kept or food.portions


def _add(change: Change, records: Sequence[Record]) -> None:
    foods = [record.food for record in records]
    ids = change.insert_many(
        "food",
        [
            {
                **values(food, "food"),
                "everyday": None,
                "food_group": food.group,
                "catalogue": "imported",
                "removed": False,
            }
            for food in foods
        ],
    )
    change.insert_many(
        "portion",
        [
            {"food_id": food_id, "position": position, **values(portion, "portion")}
            for food_id, food in zip(ids, foods, strict=True)
            for position, portion in enumerate(food.portions)
        ],
    )
    _add_names(change, dict(zip(ids, records, strict=True)))
    search_index.index_words(change.connection, ids)


def _add_names(change: Change, records: Mapping[int, Record]) -> None:
    """Let the foods, by their ids, be found by what they are called in their country.

    A name that means another food already, or several of these, isn't stored.
    """
    called = {
        food_id: search_index.alias_words(record.also)
        for food_id, record in records.items()
        if record.also
    }
    if not called:
        return
    times = Counter(words["ordered_words"] for words in called.values())
    taken = set(change.connection.column("exchange.foods.called", ordered=times.keys()))
    names = [
        {**words, "food_id": food_id, "country": "", "own": False}
        for food_id, words in called.items()
        if (name := words["ordered_words"]) and times[name] == 1 and name not in taken
    ]
    change.insert_many("alias", names)


def _differences(row: dict[str, Any], record: Record) -> dict[str, Any]:
    food = record.food
    figures: dict[str, Any] = {
        "b12_ug_per_100g": food.b12_ug_per_100g,
        "table_code": food.table_code,
        "mark": food.mark,
        "below_ug_per_100g": food.below_ug_per_100g,
    }
    if food.table_code is not None:
        # What came with the program under an everyday name is found by the table's own too.
        figures["name"] = food.name
    if row["catalogue"] != "seed" and record.complete:
        figures |= {
            "name": food.name,
            "food_group": food.group,
            "kind": food.kind,
            "origin": food.origin,
            "diet": food.diet,
        }
    different = {column: value for column, value in figures.items() if row[column] != value}
    return {**different, "source": food.source} if different else {}
