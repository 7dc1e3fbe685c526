"""`b12 food import`: foods from FoodData Central and Open Food Facts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output, progress
from tracker.cli.app import App, Command, pass_app
from tracker.errors import InputError
from tracker.text.formatting import count

if TYPE_CHECKING:
    from tracker.exchange.foods.entry import Entry
    from tracker.foods.model import Food

_MOST_NAMED = 10


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@pass_app
def import_(app: App, file: Path) -> None:
    """Take foods from a file; the same file again changes nothing.

    A CSV folder or zip of USDA FoodData Central, its API's JSON, or JSON of Open Food Facts.
    """
    from tracker.exchange.foods import fdc, openfoodfacts
    from tracker.exchange.foods import store as importing
    from tracker.exchange.foods.entry import Skipped
    from tracker.exchange.recognise import food_format

    kind = food_format(file)
    if kind is None:
        raise InputError(f"{file} is not a file of FoodData Central or Open Food Facts")
    reader = openfoodfacts if kind == "openfoodfacts" else fdc
    skipped: Counter[str] = Counter()
    named: list[str] = []

    def foods(entries: "Iterable[Entry]") -> "Iterator[Food]":
        for entry in entries:
            if isinstance(entry, Skipped):
                skipped[entry.why] += entry.count
                if len(named) < _MOST_NAMED:
                    named.append(f"{entry.where}: {entry.why}")
            else:
                yield entry

    # A large file is read for minutes, in which others can write to the diary. A hundred thousand
    # foods, more than any download has with a figure, take 100 MB.
    with progress.reading() as read_so_far:
        entries = list(foods(reader.read(file, read_so_far)))
    with app.writing(back_up=True) as change:
        outcome = importing.import_foods(change, entries)
        change.summary = f"import {outcome.added} foods from {file.name}"
    output.line(
        f"{count(outcome.added, 'food')} added, {len(outcome.updated)} updated, "
        f"{outcome.unchanged} unchanged, {skipped.total()} skipped"
    )
    for why, times in skipped.most_common(_MOST_NAMED):
        output.line(f"  skipped {times}: {why}")
    for text in named:
        output.note(text)
    if change.changed:
        output.line("Not right? b12 undo")
