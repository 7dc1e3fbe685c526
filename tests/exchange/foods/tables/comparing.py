"""Import a table by the description that b12 drafts of it, and name what differs from the facts."""

from pathlib import Path

from tests.exchange.foods.tables.invented import Built, Table
from tracker.exchange.foods.entry import Record, Skipped
from tracker.exchange.foods.tables import description, draft, reader
from tracker.exchange.foods.tables.sheets import open_sheets
from tracker.foods.model import Food


def foods_of(path: Path) -> tuple[str, list[Food], list[Skipped], list[Record]]:
    """Return the drafted description, the foods that it gives, and what is skipped."""
    sheets = open_sheets(path, lambda *_: None)
    text = draft.describe(sheets, path.stem)
    recognised = reader.recognise(sheets, description.read_tables(text, "draft.toml"))
    assert recognised is not None, text
    entries = list(reader.read(recognised))
    records = [entry for entry in entries if isinstance(entry, Record)]
    skipped = [entry for entry in entries if isinstance(entry, Skipped)]
    return text, [record.food for record in records], skipped, records


def differences(table: Table, built: Built) -> tuple[list[str], str]:
    """Return what an import gives that the table doesn't say, and the description."""
    text, foods, skipped, records = foods_of(built.path)
    wrong = [f"skipped {entry.where}: {entry.why}" for entry in skipped]
    if len(foods) != len(built.facts):
        wrong.append(f"{len(foods)} foods, not {len(built.facts)}")
    by_name = {food.name: (food, record.also) for food, record in zip(foods, records, strict=True)}
    for fact in built.facts:
        name = fact.english if table.has_english else fact.local
        if name not in by_name:
            wrong.append(f"no {name}")
            continue
        food, also = by_name[name]
        found: list[object] = [food.b12_ug_per_100g, food.mark, food.below_ug_per_100g]
        meant: list[object] = [fact.ug, fact.mark, fact.below]
        if fact.by_volume:
            found.append("ml" in {portion.measure for portion in food.portions})
            meant.append(fact.ug is not None)
        if table.has_codes:
            found.append(food.code.partition("-")[2])
            meant.append(fact.code)
        if table.has_groups:
            found.append(food.group)
            meant.append(fact.group)
        if table.has_english and fact.local:
            found.append(also)
            meant.append(fact.local)
        if fact.added:
            found.append(food.origin)
            meant.append("fortified")
        if fact.portions:
            found.append({(portion.measure, portion.grams) for portion in food.portions})
            meant.append(set(fact.portions))
        if found != meant:
            wrong.append(f"{name}: {found}, not {meant}")
    return wrong, text
