"""The views of the diary for SQL and pandas, and what their rows are about.

docs/data.md has the same words, and a test compares them.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from tracker.absorption.curve import Estimate
from tracker.diary.model import Item, tags_label
from tracker.foods import catalogue
from tracker.foods.model import Food, Portion
from tracker.health import store as health
from tracker.health.cautions import band_for
from tracker.health.laboratory import LabValue
from tracker.reports.columns import View, WholeDiary, column, estimated
from tracker.reports.intake import Day


class _Eaten(NamedTuple):
    """An item with its meal's note, its day and the estimate of it."""

    item: Item
    meal_note: str | None
    day: Day
    estimate: Estimate | None


def _eaten(of: WholeDiary) -> Iterator[_Eaten]:
    days = {day.day: day for day in of.period.days}
    # In a meal the rows of a day are in the order of its items.
    estimates: dict[int, list[Estimate | None]] = {}
    for day in of.period.days:
        for row, estimate in zip(day.rows, day.estimates, strict=True):
            estimates.setdefault(row.meal_id, []).append(estimate)
    for meal in of.diary.meals(of.period.span.first, of.period.span.last):
        for item, estimate in zip(meal.items, estimates[meal.id], strict=True):
            # An item of unknown B12 and an injection are estimated as 0, which only a sum needs.
            known = item.b12_ug is not None and item.origin != "injection"
            yield _Eaten(item, meal.note, days[meal.when.day], estimate if known else None)


def _absorbed_of_item(of: _Eaten) -> float | None:
    has_middle = all(condition.has_middle for condition in of.day.deciding)
    return of.estimate.ug if of.estimate is not None and has_middle else None


def _tags(of: _Eaten) -> str | None:
    return tags_label(of.item.when.tags) or None


def _hour(of: _Eaten) -> float | None:
    at = of.item.when.eaten_at
    return None if at is None else at.hour + at.minute / 60


def _of_origin(origin: str) -> Callable[[Day], float | None]:
    return lambda day: None if day.by_origin_ug is None else day.by_origin_ug[origin]


def _of_portion(get: Callable[[Food, Portion], Any]) -> Callable[[Food], Any]:
    return lambda food: get(food, food.portions[0]) if food.portions else None


class _Banded(NamedTuple):
    """A laboratory value and where it stands in NICE's bands."""

    value: LabValue
    band: str | None


_NOT_LOGGED = "nothing is logged"
_NO_ESTIMATE = "nothing is logged, or a condition allows no estimate"

ITEMS = View(
    "items",
    "what was eaten, taken or injected: a row for each item",
    (
        column("id", "integer", "the number that b12 edit and b12 remove take", get="item.id"),
        column("meal_id", "integer", "the meal's number: 7 is m7 in b12 show", get="item.meal_id"),
        column("day", "day", "the diary day", get="item.when.day"),
        column(
            "eaten_at",
            "moment",
            "the moment, with the clock of that place and its offset from UTC",
            "no time is known",
            "item.when.eaten_at",
        ),
        column("hour", "real", "the hour on that clock: 13.5 is 13:30", "no time is known", _hour),
        column("meal", "text", "the meal's name: breakfast", "it has none", "item.when.meal"),
        column("tags", "text", "the meal's tags: +restaurant +travel", "it has none", _tags),
        column("food", "text", "what it is called in the diary", get="item.food"),
        column(
            "food_id", "text", "its id in foods", "it isn't in the catalogue", "item.food_code"
        ),
        column("amount", "real", "how many of the measure", get="item.amount"),
        column("measure", "text", "g, cup, large, µg", get="item.measure"),
        column("grams", "real", "g", "a dose, or the weight is unknown", "item.grams"),
        column("b12_ug", "real", "µg, as on the day it was logged", "unknown", "item.b12_ug"),
        column(
            "lower_bound", "boolean", "a part of it is unknown: b12_ug or more",
            get="item.lower_bound",
        ),
        column("origin", "text", "natural, fortified, supplement or injection", get="item.origin"),
        column("kind", "text", "meat, fish, dairy, supplement, ...", "not known", "item.kind"),
        *estimated(
            "absorbed",
            "of it that were absorbed",
            "unknown B12, an injection, or a condition allows no estimate",
            _absorbed_of_item,
            attrgetter("estimate"),
        ),
        column("source", "text", "where the figure comes from", get="item.source"),
        column("note", "text", "the item's note", "it has none", "item.note"),
        column("meal_note", "text", "the meal's note", "it has none"),
    ),
    _eaten,
)  # fmt: skip

DAYS = View(
    "days",
    "every day from the first log to today, those without a log too: a row for each day",
    (
        column("day", "day", "the diary day"),
        column("logged", "boolean", "what was eaten is logged, or that nothing was"),
        column("counted", "boolean", "logged, and not in part only: means are over these days"),
        column("future", "boolean", "begun elsewhere, where the clock is ahead"),
        column("mark", "text", "fast or partial", "the day has no mark"),
        column("items", "integer", "how many items were eaten, without injections"),
        column("unknown_items", "integer", "how many of them have some unknown B12"),
        column("intake_ug", "real", "µg eaten, of what is known", _NOT_LOGGED),
        column("lower_bound", "boolean", "not all is known: intake_ug or more"),
        column("natural_ug", "real", "µg of it natural", _NOT_LOGGED, _of_origin("natural")),
        column(
            "fortified_ug", "real", "µg of it from fortified food", _NOT_LOGGED,
            _of_origin("fortified"),
        ),
        column(
            "supplement_ug", "real", "µg of it from supplements", _NOT_LOGGED,
            _of_origin("supplement"),
        ),
        column("target_ug", "real", "µg a day, of that day", get="target.ug_per_day"),
        column("target_source", "text", "the authority it is from", get="target.authority"),
        column(
            "target_met", "boolean", "intake_ug reaches it",
            "nothing is logged, or it depends on what is unknown", "met",
        ),
        *estimated(
            "absorbed", "absorbed of what was eaten", _NO_ESTIMATE, "absorbed_ug",
            attrgetter("absorbed"),
        ),
        column(
            "need_ug", "real", "µg that should be absorbed in a day", "none is known",
            "target.need_ug",
        ),
        column("need_source", "text", "where the need is from", get="target.need_source"),
        column(
            "need_met", "boolean", "absorbed_ug reaches it",
            "no estimate or need, or it depends on the range or on what is unknown",
        ),
        column("injected_ug", "real", "µg injected, of known doses; no part of intake_ug"),
        *estimated(
            "retained", "of injected_ug that stay in the body", "", "retained.ug",
            attrgetter("retained"),
        ),
        column(
            "conditions", "text", "names of what affects absorption, with commas", "nothing known",
            lambda day: ", ".join(condition.name for condition in day.conditions) or None,
        ),
    ),
    lambda of: of.period.days,
)  # fmt: skip

FOODS = View(
    "foods",
    "the catalogue with everybody's own foods and recipes: a row for each food",
    (
        column("id", "text", "what b12 log takes: 01077, or a word", get="code"),
        column("name", "text", "its full name"),
        column("everyday", "text", "what people call it", "nothing shorter"),
        column("b12_ug_per_100g", "real", "µg in 100 g", "unknown, or a dose"),
        column("lower_bound", "boolean", "a part is unknown: that many µg or more"),
        column("food_group", "text", "the group in its table", "none is given", "group"),
        column("kind", "text", "meat, fish, dairy, supplement, ...", "not known"),
        column("origin", "text", "natural, fortified, supplement or injection"),
        column(
            "diet", "text", "the strictest that it suits: vegan, vegetarian, pescatarian or any",
            "not known",
        ),
        column(
            "portion", "text", "the usual portion: 1 cup", "none is known",
            _of_portion(lambda _, portion: portion.label),
        ),
        column(
            "portion_g", "real", "its weight in g", "a dose, or not known",
            _of_portion(lambda _, portion: portion.grams),
        ),
        column("portion_ug", "real", "µg in it", "unknown", _of_portion(Food.portion_ug)),
        column("source", "text", "where the figures come from"),
    ),
    lambda of: catalogue.all_foods(of.diary.connection, everyday=False),
    shared=True,
)  # fmt: skip

PEOPLE = View(
    "people",
    "whose diaries they are, and the targets of today: a row for each person",
    (
        column("born", "day", "the birth date", "not set", "person.born"),
        column("sex", "text", "f or m", "not set", "person.sex"),
        column("diet", "text", "vegan, vegetarian, pescatarian or any", "not set", "person.diet"),
        column("country", "text", "whose foods a name means: uk", "not set", "person.country"),
        column(
            "day_starts", "text", "when their days start: 04:00",
            get=lambda of: of.person.day_starts.isoformat(timespec="minutes"),
        ),
        column(
            "stage", "text", "none, pregnant or lactating",
            get=lambda of: of.person.stage_on(of.today),
        ),
        column(
            "conditions", "text", "names of what affects absorption, with commas", "nothing known",
            lambda of: ", ".join(c.name for c in of.person.conditions_on(of.today)) or None,
        ),
        column("target_ug", "real", "µg a day", get="target.ug_per_day"),
        column("target_source", "text", "the authority it is from", get="target.authority"),
        column(
            "need_ug", "real", "µg that should be absorbed in a day", "none is known",
            "target.need_ug",
        ),
        column("need_source", "text", "where the need is from", get="target.need_source"),
        column("first_day", "day", "the first day of which anything is known", _NOT_LOGGED),
        column("last_day", "day", "the last day of a meal or a mark", "no meal and no mark"),
    ),
    lambda of: (of,),
)  # fmt: skip

SYMPTOMS = View(
    "symptoms",
    "how people felt: a row for each entry",
    (
        column("id", "integer", "the number that b12 symptom remove takes"),
        column("day", "day", "the diary day"),
        column("felt_at", "moment", "the moment, as eaten_at of items", "no time is known"),
        column("symptom", "text", "its name"),
        column("score", "integer", "from 0, none, to 10"),
        column("note", "text", "the note", "it has none"),
    ),
    lambda of: health.symptoms(of.diary, date.min, date.max),
)

LAB = View(
    "lab",
    "laboratory values: a row for each value",
    (
        column("id", "integer", "the number that b12 lab remove takes", get="value.id"),
        column("day", "day", "the day of the test", get="value.day"),
        column("test", "text", "b12, active-b12, mma or homocysteine", get="value.test.name"),
        column("bound", "text", "<, ≤, > or ≥: value is a limit", "value is exact", "value.bound"),
        column("value", "real", "the figure in its unit", get="value.value"),
        column("unit", "text", "pg/mL, ng/L, pmol/L, nmol/L or µmol/L", get="value.unit"),
        column("band", "text", "where it stands in NICE's bands", "no band applies"),
    ),
    lambda of: (
        _Banded(value, band_for(value, of.person)) for value in health.lab_values(of.diary)
    ),
)

VIEWS: Mapping[str, View] = {
    view.name: view for view in (ITEMS, DAYS, FOODS, PEOPLE, SYMPTOMS, LAB)
}
