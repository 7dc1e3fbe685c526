"""`b12 food import`: foods from files, and the descriptions of food tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.errors import InputError, RefusedError
from tracker.text.formatting import count

if TYPE_CHECKING:
    from types import ModuleType

    from tracker.exchange.files import Progress
    from tracker.exchange.foods.entry import FoodEntry, Record
    from tracker.exchange.foods.store import FoodCounts
    from tracker.exchange.foods.tables.recognise import Recognised
    from tracker.exchange.foods.tables.sheet import Sheet
    from tracker.exchange.recognise import FoodFormat

_MOST_NAMED = 10
# With fewer foods, none without a figure says nothing about the table.
_MANY = 100
_LONGEST_DESCRIPTION = 1 << 20


@click.command("import", cls=Command)
@click.argument("file", metavar="FILE|FOLDER|ZIP", type=click.Path(path_type=Path))
@click.option(
    "--describe", is_flag=True, help="Print a description of a table that b12 doesn't know."
)
@click.option(
    "--as",
    "description",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Read it as this description says.",
)
@pass_app
def foods(app: App, file: Path, describe: bool, description: Path | None) -> None:
    """Import foods: an official food table, or foods of USDA FDC or Open Food Facts.

    \b
    b12 food import SR_Legacy_csv.zip
    b12 food import product.json

    The same file again changes nothing. b12 food tables lists the tables that are known; for
    another one, --describe FILE > new.toml and then --as new.toml. Figures on which the file is
    silent stay as they are.
    """
    if describe:
        if description is not None:
            raise InputError("give --describe or --as")
        for line in _described(file):
            output.line(line)
        return
    from tracker.exchange.files import unchanged
    from tracker.exchange.foods import store
    from tracker.exchange.foods.tables import reader as tables
    from tracker.exchange.recognise import food_format

    check_unchanged = unchanged(file, *([] if description is None else [description]))
    kind = None if description is not None else food_format(file)
    skipped = _Skipped()
    unexplained: Counter[str] = Counter()
    # Reading a large file takes minutes, in which others can write to the diary. A hundred thousand
    # foods, more than any download has with a figure, take 100 MB.
    with output.progress() as read_so_far:
        recognised = None
        if kind is None:
            recognised = _recognised(file, description, read_so_far)
            entries = tables.read(recognised, unexplained)
        else:
            entries = _reader(kind).read(file, read_so_far)
        read = list(skipped.sift(entries))
        records, left_out = store.newest(read)
    check_unchanged()
    with app.session(write=True, back_up=True) as session:
        if recognised is not None and description is not None:
            store.check_code(session.connection, recognised.food_table)
        outcome = store.import_foods(
            session.change, records, None if recognised is None else recognised.food_table
        )
        stored = count(outcome.added + len(outcome.updated), "food")
        session.summary = f"import {stored} from {file.name}"
        chosen = session.person.tables
    list(skipped.sift([*left_out, *outcome.left_out]))
    if recognised is not None:
        _show_table(recognised, read, unexplained)
    _show(outcome, skipped)
    if recognised is not None:
        _show_use(recognised, chosen)
    if session.changed:
        output.undo()


def _reader(kind: "FoodFormat") -> "ModuleType":
    from tracker.exchange.foods import fdc, openfoodfacts

    return openfoodfacts if kind == "openfoodfacts" else fdc


def _recognised(file: Path, description: Path | None, progress: "Progress") -> "Recognised":
    """Return the table in the file. Raise InputError if it isn't a food table."""
    from tracker.exchange.files import first_bytes
    from tracker.exchange.foods.tables import description as descriptions
    from tracker.exchange.foods.tables import recognise, sheet, sheets

    opened = sheets.open_sheets(file, progress)
    if description is None:
        known = descriptions.known_tables()
        recognised = recognise.recognise(opened, known)
        if recognised is None:
            raise InputError(_unknown(file, opened))
        if len(several := recognise.all_in(opened, known)) > 1:
            raise InputError(f"{file} has several tables, {', '.join(several)}: import each alone")
    else:
        text = sheet.decoded(first_bytes(description, _LONGEST_DESCRIPTION))
        tables = descriptions.read_tables(text, description.name)
        recognised = recognise.recognise(opened, tables)
        if recognised is None:
            missing = recognise.missing(opened, tables[0])
            raise InputError(f"{file} is not as {description.name} describes it: {missing}")
    if recognised.table.no_b12:
        raise RefusedError(
            f"{recognised.food_table.name} has no B12 at all, so that nothing is imported"
        )
    return recognised


def _unknown(file: Path, opened: "Sequence[Sheet]") -> str:
    """Return why b12 can't import a file."""
    from tracker.exchange.foods.tables import recognise
    from tracker.exchange.foods.tables.description import known_tables

    if not any(row for sheet in opened for row in sheet.head if any(row)):
        return f"{file} has nothing that can be read as a table"
    if part := recognise.has_part(opened, known_tables()):
        return f"{file} is a part of {part.title}: give the folder or the zip that it is in"
    return (
        f"{file} is not a food table that b12 knows (b12 food tables lists them), and not of "
        "FoodData Central or Open Food Facts; b12 food import --describe FILE begins a description "
        "of another table"
    )


def _described(file: Path) -> list[str]:
    """Return the lines of a description of a table. Raise InputError if it isn't one."""
    from tracker.exchange.foods.tables import draft, recognise, sheets
    from tracker.exchange.foods.tables.description import known_tables

    with output.progress() as read_so_far:
        opened = sheets.open_sheets(file, read_so_far)
    if known := recognise.recognise(opened, known_tables()):
        output.note(f"b12 knows this table, {known.food_table.name}: it needs no description")
    return draft.describe(opened, file.stem).splitlines()


class _Skipped:
    """The entries that were left out, counted by reason, and the places of the first ones."""

    def __init__(self) -> None:
        self.why: Counter[str] = Counter()
        self.named: list[str] = []

    def sift(self, entries: "Iterable[FoodEntry]") -> "Iterator[Record]":
        """Yield the records, and keep what was skipped."""
        from tracker.exchange.foods.entry import Skipped

        for entry in entries:
            if isinstance(entry, Skipped):
                self.why[entry.why] += entry.count
                if len(self.named) < _MOST_NAMED:
                    self.named.append(f"{entry.where}: {entry.why}")
            else:
                yield entry


def _show(outcome: "FoodCounts", skipped: _Skipped) -> None:
    output.paragraph(
        f"{count(outcome.added, 'food')} added, {len(outcome.updated)} updated, "
        f"{outcome.unchanged} unchanged, {skipped.why.total()} skipped"
    )
    for why, times in skipped.why.most_common(_MOST_NAMED):
        output.paragraph(f"  skipped {times}: {why}")
    _name("keeps its B12, on which the file is silent", outcome.kept)
    _name("is of unknown B12 now, as the file says", outcome.lost)
    for text in skipped.named:
        output.note(text)


def _name(what: str, foods: list[str]) -> None:
    """Print a line for each of the first foods, and how many more there are."""
    for food in foods[:_MOST_NAMED]:
        output.paragraph(f"  {food}: {what}")
    if len(foods) > _MOST_NAMED:
        output.paragraph(f"  and {len(foods) - _MOST_NAMED} more: {what}")


def _show_table(
    recognised: "Recognised", records: "Sequence[Record]", unexplained: Counter[str]
) -> None:
    """Print which table it is, and how many of its figures of B12 are known."""
    figures = Counter(_figure(record) for record in records)
    what = ", ".join(f"{words} {figures[key]:,}" for key, words in _FIGURES.items() if figures[key])
    foods = f"{len(records):,} {'food' if len(records) == 1 else 'foods'}"
    output.paragraph(f"{recognised.food_table.name}: {foods}, B12 {what}")
    if not figures["unknown"] and len(records) >= _MANY:
        output.paragraph("  no figure is unknown: some of its zeros are assumed")
    for text, times in unexplained.most_common(_MOST_NAMED):
        output.paragraph(f'  "{text}" in {times:,} of them is not explained: taken for unknown')


_FIGURES = {
    "known": "known for",
    "trace": "a trace in",
    "below": "below a limit in",
    "estimate": "estimated for",
    "unknown": "unknown for",
}


def _figure(record: "Record") -> str:
    return "unknown" if record.food.b12_ug_per_100g is None else record.food.mark or "known"


def _show_use(recognised: "Recognised", chosen: "Sequence[str]") -> None:
    """Print the credit that the publisher asks for, and how to use the table."""
    table = recognised.food_table
    if table.attribution:
        output.paragraph(f"{table.attribution.rstrip('.')}. Licence: {table.licence}")
    if not recognised.table.is_usda and table.code not in chosen:
        name = table.country or table.code
        output.paragraph(f"To use its figures first: b12 person set --tables {name},usda")
