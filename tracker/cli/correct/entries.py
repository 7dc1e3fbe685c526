"""Items and meals in a line each, and the totals of their days, for replies to a correction."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.cli import output
from tracker.cli.app import App
from tracker.cli.log import reply
from tracker.diary.lines import intake_of
from tracker.diary.model import Item, Meal
from tracker.foods.model import Serving
from tracker.reports.intake import Day

if TYPE_CHECKING:
    from tracker.diary.store import Diary


def of_serving(serving: Serving) -> str:
    """Return `salmon 150 g, 4.58 µg`."""
    b12 = output.ug(serving.b12_ug, lower_bound=serving.lower_bound)
    return f"{serving.food} {serving.label}, {b12}"


def of_item(item: Item) -> str:
    """Return `salmon 150 g, 4.58 µg, Sun 22 Nov 2026, 12:41`."""
    return f"{of_serving(item)}, {reply.moment(item.when)}"


def of_meal(meal: Meal) -> str:
    """Return `m7 with salmon 150 g, egg 2 large, 5.47 µg, Sun 22 Nov 2026, 12:41, lunch`.

    Injections are not intake: a meal of nothing else has no figure.
    """
    foods = ", ".join(f"{item.food} {item.label}" for item in meal.items)
    ug, lower_bound = intake_of(meal.items)
    eaten = any(item.origin != "injection" for item in meal.items)
    figure = f", {output.ug(ug, lower_bound=lower_bound)}" if eaten else ""
    return f"{meal.code} with {foods}{figure}, {reply.moment(meal.when)}"


def totals(app: App, diary: "Diary", days: Iterable[date]) -> list[Day]:
    """Return the intake of the days, each once, with what was just written."""
    return [reply.day_of(app, diary, day) for day in dict.fromkeys(days)]


def show_totals(app: App, days: Sequence[Day]) -> None:
    """Print the totals, with the unknown foods of the last day, and how to undo."""
    *others, last = days
    for total in others:
        reply.total_of(app, total)
    reply.day_total(app, last)
