"""Tables of what was eaten: servings, items and ingredients."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tracker.cli import output

if TYPE_CHECKING:
    from tracker.diary.model import Item
    from tracker.foods.model import Serving


def servings(eaten: "Sequence[Serving]") -> None:
    """Print a line a serving: food, amount, grams, µg, and remarks."""
    output.rows(([*_cells(each), _remarks(each)] for each in eaten), right=(2, 3, 4), fold=1)


def items(eaten: "Sequence[Item]") -> None:
    """Print a line an item: as `servings`, with the time and the meal before it."""
    from tracker.text.dates import format_hour

    def cells(item: "Item") -> list[str]:
        when = item.when
        hour = format_hour(when.day, when.eaten_at) if when.eaten_at else ""
        return [hour, when.meal or "", *_cells(item), _remarks(item)]

    output.rows(map(cells, eaten), right=(4, 5, 6), fold=3)


def numbered_items(eaten: "Sequence[Item]") -> None:
    """Print a line an item: as `servings`, with its id before it and its note after it."""

    def cells(item: "Item") -> list[str]:
        remarks = [_remarks(item), f'"{item.note}"' if item.note else ""]
        return [str(item.id), *_cells(item), ", ".join(filter(None, remarks))]

    output.rows(map(cells, eaten), right=(1, 3, 4, 5), fold=2)


def ingredients(of: "Sequence[Serving]") -> None:
    """Print a line an ingredient: as `servings`, with fewer remarks."""
    remarks = ([*_cells(each), ", ".join(_unknown_remarks(each))] for each in of)
    output.rows(remarks, right=(2, 3, 4), fold=1)


def grams(value: float | None) -> str:
    """Return `28.3 g`, or `1 oz` in the units of the US; empty if it is unknown."""
    from tracker.text.units import format_weight

    return "" if value is None else format_weight(value)


def _remarks(serving: "Serving") -> str:
    usual = ["usual portion"] if serving.usual else []
    usual += ["usual size"] if serving.usual_size else []
    added = [serving.origin] if serving.origin in ("supplement", "injection") else []
    return ", ".join([*usual, *added, *_unknown_remarks(serving)])


def _cells(of: "Serving") -> list[str]:
    return [of.food, of.label, grams(of.grams), output.ug(of.b12_ug, lower_bound=of.lower_bound)]


def _unknown_remarks(of: "Serving") -> Iterable[str]:
    if of.b12_ug is None:
        yield "B12 not in the table"
    elif of.lower_bound:
        yield "holds foods of unknown B12"
