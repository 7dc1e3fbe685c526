"""Tables of what was eaten: servings, items and ingredients."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.cli import output
from tracker.cli.table import Table

if TYPE_CHECKING:
    from tracker.diary.model import Item
    from tracker.foods.model import Serving


def servings(eaten: "Sequence[Serving]") -> None:
    """Print a line a serving: food, amount, grams, µg, and remarks."""
    output.rows(([*_cells(each), _remarks(each)] for each in eaten), right=(2, 3, 4), fold=1)


def items(eaten: "Sequence[Item]") -> None:
    """Print a line an item: as `servings`, with the time and the meal, and the meal's tags."""
    from tracker.diary.model import tags_label
    from tracker.text.dates import format_hour

    def cells(item: "Item") -> list[str]:
        when = item.when
        hour = format_hour(when.day, when.eaten_at) if when.eaten_at else ""
        remarks = _joined([tags_label(when.tags), _remarks(item)])
        return [hour, when.meal or "", *_cells(item), remarks]

    output.rows(map(cells, eaten), right=(4, 5, 6), fold=3)


def dated_items(eaten: "Sequence[Item]") -> None:
    """Print a line an item: as `items`, with its id and its day, and fewer remarks.

    On a terminal that is too narrow for that the days are headings.
    """
    from tracker.diary.model import tags_label
    from tracker.text.dates import format_day, format_hour

    def cells(item: "Item") -> list[str]:
        when = item.when
        hour = format_hour(when.day, when.eaten_at) if when.eaten_at else ""
        remarks = _joined([tags_label(when.tags), *_added(item)])
        noted = _with_notes(remarks, item.note, item.meal_note)
        return [str(item.id), hour, when.meal or "", *_cells(item), noted]

    whole = Table(right=(1, 6, 7, 8), fold=5)
    for item in eaten:
        first, *others = cells(item)
        whole.row(first, format_day(item.when.day), *others)
    if whole.width <= output.columns(output.WIDEST):
        output.show(whole)
        return
    for day, own in groupby(eaten, key=lambda item: item.when.day):
        output.line(format_day(day))
        output.rows(map(cells, own), right=(1, 5, 6, 7), fold=4)


def numbered_items(eaten: "Sequence[Item]") -> None:
    """Print a line an item: as `servings`, with its id before it and its note after it."""

    def cells(item: "Item") -> list[str]:
        return [str(item.id), *_cells(item), _with_notes(_remarks(item), item.note)]

    output.rows(map(cells, eaten), right=(1, 3, 4, 5), fold=2)


def ingredients(of: "Sequence[Serving]") -> None:
    """Print a line an ingredient: as `servings`, with fewer remarks."""
    remarks = ([*_cells(each), ", ".join(_unknown_remarks(each))] for each in of)
    output.rows(remarks, right=(2, 3, 4), fold=1)


def grams(value: float | None) -> str:
    """Return `28.3 g`, or `1 oz` in the units of the US; empty if it is unknown."""
    from tracker.text.units import format_weight

    return "" if value is None else format_weight(value)


def _with_notes(remarks: str, *notes: str | None) -> str:
    return _joined([remarks, *(f'"{note}"' for note in notes if note)])


def _joined(remarks: Iterable[str]) -> str:
    return ", ".join(filter(None, remarks))


def _remarks(serving: "Serving") -> str:
    usual = ["usual portion"] if serving.usual else []
    usual += ["usual size"] if serving.usual_size else []
    return _joined([*usual, *_added(serving), *_unknown_remarks(serving)])


def _added(serving: "Serving") -> list[str]:
    return [serving.origin] if serving.origin in ("supplement", "injection") else []


def _cells(of: "Serving") -> list[str]:
    return [of.food, of.label, grams(of.grams), output.ug(of.b12_ug, lower_bound=of.lower_bound)]


def _unknown_remarks(of: "Serving") -> Iterable[str]:
    if of.b12_ug is None:
        yield "B12 not in the table"
    elif of.lower_bound:
        yield "holds foods of unknown B12"
