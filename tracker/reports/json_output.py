"""What `--json` prints. Keys stay; µg and g are plain numbers; unknown is null; a gap is marked."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.absorption.curve import Estimate
from tracker.diary.model import Item, Mark, Meal
from tracker.diary.repeat import Habit
from tracker.foods.model import Food, Portion, Serving
from tracker.foods.ranking import Ranked
from tracker.foods.recipes import Recipe
from tracker.health.laboratory import BAND_SOURCE, LabValue
from tracker.health.symptoms import KNOWN, Felt
from tracker.people.model import Person
from tracker.people.targets import Target
from tracker.reports.advice import Advice, Suggestion
from tracker.reports.intake import DayIntake, PeriodIntake

if TYPE_CHECKING:
    from tracker.database.history import Entry
    from tracker.people.store import Member

Document = dict[str, Any]


def of_day(day: DayIntake) -> Document:
    """`today`: the day with its items."""
    return {**_day(day), "items": [of_item(item) for item in day.items]}


def of_weeks(weeks: Sequence[PeriodIntake]) -> Document:
    """`week`: all days in a row, and each week's figures."""
    return {
        "from": weeks[0].days[0].day.isoformat(),
        "to": weeks[-1].days[-1].day.isoformat(),
        "days": [_day(day) for week in weeks for day in week.days],
        "weeks": [_period(week) for week in weeks],
    }


def of_listed_day(day: DayIntake) -> Document:
    """A day of `week` and `report`: without its items."""
    return _day(day)


def day_row(day: DayIntake) -> Document:
    """A day of `week --csv`: as in JSON, with a column an origin."""
    row = _day(day)
    del row["by_origin_ug"]
    origins = {f"{name}_ug": ug if day.logged else None for name, ug in day.by_origin.items()}
    return {**row, **origins}


def of_item(item: Item) -> Document:
    """One item."""
    when = item.when
    return {
        "id": item.id,
        "food": item.food,
        "food_id": item.food_code,
        "amount": item.amount,
        "measure": item.measure,
        "usual_portion": item.usual,
        "grams": item.grams,
        "b12_ug": item.b12_ug,
        "lower_bound": item.lower_bound,
        "origin": item.origin,
        "kind": item.kind,
        "source": item.source,
        "meal": when.meal,
        "eaten_at": when.eaten_at and when.eaten_at.isoformat(timespec="minutes"),
    }


def of_meals(day: date, mark: Mark | None, meals: Sequence[Meal]) -> Document:
    """`show`: the day's meals with their items."""
    return {
        "day": day.isoformat(),
        "mark": mark,
        "meals": [
            {
                "id": meal.code,
                "eaten_at": meal.when.eaten_at and meal.when.eaten_at.isoformat(timespec="minutes"),
                "meal": meal.when.meal,
                "note": meal.note,
                "items": [{**of_item(item), "note": item.note} for item in meal.items],
            }
            for meal in meals
        ],
    }


def of_habit(one: Habit) -> Document:
    """An element of `often`: what `b12 log` takes for it without an amount."""
    item = one.serving
    return {
        "id": item.food_code,
        "food": item.food,
        "times": one.times,
        "amount": item.amount,
        "measure": item.measure,
        "grams": item.grams,
        "b12_ug": item.b12_ug,
        "lower_bound": item.lower_bound,
        "source": item.source,
    }


def of_food(food: Food) -> Document:
    """`food find` is a list of these, `food show` is one; the first portion is the usual one."""
    return {
        "id": food.code,
        "name": food.name,
        "everyday": food.everyday,
        "b12_ug_per_100g": food.b12_ug_per_100g,
        "lower_bound": food.lower_bound,
        "group": food.group,
        "kind": food.kind,
        "origin": food.origin,
        "diet": food.diet,
        "portions": [_portion(food, portion) for portion in food.portions],
        "source": food.source,
    }


def of_recipe(recipe: Recipe) -> Document:
    """`recipe list` is a list of these, `recipe show` is one."""
    food = recipe.food
    return {
        "id": food.code,
        "name": food.title,
        "makes": recipe.makes,
        "b12_ug_per_100g": food.b12_ug_per_100g,
        "lower_bound": food.lower_bound,
        "serving": _portion(food, recipe.serving),
        "grams": recipe.total_g,
        "b12_ug": recipe.total_ug,
        "ingredients": [_ingredient(one) for one in recipe.ingredients],
    }


def of_ranked(one: Ranked) -> Document:
    """An element of `food top --json`; `b12_ug` is in the portion."""
    food, portion = one.food, one.portion
    return {
        "rank": one.rank,
        "id": food.code,
        "name": food.name,
        "everyday": food.everyday,
        "amount": portion.amount,
        "measure": portion.measure,
        "grams": portion.grams,
        "b12_ug": one.b12_ug,
        "b12_ug_per_100g": food.b12_ug_per_100g,
        "kind": food.kind,
        "origin": food.origin,
        "diet": food.diet,
        "unreliable": one.unreliable,
        "source": food.source,
    }


def of_person(person: Person, target: Target) -> Document:
    """`person`: who it is and today's target."""
    return {
        "name": person.name,
        "born": person.born and person.born.isoformat(),
        "sex": person.sex,
        "diet": person.diet,
        "day_starts": person.day_starts.isoformat(timespec="minutes"),
        "life_stages": [
            {"since": stage.since.isoformat(), "stage": stage.stage} for stage in person.stages
        ],
        "targets": [
            {
                "since": choice.since.isoformat(),
                "reference": choice.authority,
                "ug_per_day": choice.ug_per_day,
            }
            for choice in person.targets
        ],
        "conditions": of_conditions(person),
        **_target(target),
        "target_confidence": target.confidence,
        "target_published_in": target.source,
    }


def of_conditions(person: Person) -> list[Document]:
    """`person condition list`: `until` is null while it goes on."""
    return [
        {
            "condition": one.name,
            "since": one.since.isoformat(),
            "until": one.until and one.until.isoformat(),
        }
        for one in person.conditions
    ]


def of_felt(felt: Felt) -> Document:
    """`symptom list` is a list of these; the score is from 0 to 10."""
    return {
        "id": felt.id,
        "day": felt.day.isoformat(),
        "felt_at": felt.felt_at and felt.felt_at.isoformat(timespec="minutes"),
        "symptom": felt.symptom,
        "score": felt.score,
        "note": felt.note,
    }


def of_symptom_names(own: Sequence[str]) -> list[Document]:
    """`symptom names`: the known ones, then one's own, of which nothing is said."""
    return [
        {
            "symptom": one.name,
            "says": one.says,
            "also": list(one.also),
            "see_clinician": one.urgency,
            "own": False,
        }
        for one in KNOWN.values()
    ] + [
        {"symptom": name, "says": None, "also": [], "see_clinician": None, "own": True}
        for name in own
    ]


def of_lab_value(one: LabValue) -> Document:
    """`lab list` is a list of these: as given, in every unit of that test, and NICE's band."""
    return {
        "id": one.id,
        "day": one.day.isoformat(),
        "test": one.test.name,
        "value": one.value,
        "unit": one.unit,
        "ng_per_l": one.in_unit("ng/L"),
        "pmol_per_l": one.in_unit("pmol/L"),
        "nmol_per_l": one.in_unit("nmol/L"),
        "umol_per_l": one.in_unit("µmol/L"),
        "band": one.band,
        "band_source": one.band and BAND_SOURCE,
    }


def of_household(members: "Sequence[Member]", default: Person) -> list[Document]:
    """`person list`: `default` is the one whose diary a command takes."""
    return [
        {
            "name": one.person.name,
            "born": one.person.born and one.person.born.isoformat(),
            **_target(one.target),
            "days_logged": one.days_logged,
            "default": one.person.id == default.id,
        }
        for one in members
    ]


def of_history(entries: "Sequence[Entry]") -> list[Document]:
    """`history`: newest first; what is superseded is undone and can't be redone."""
    return [
        {
            "id": entry.number,
            "made_at": entry.made_at.isoformat(timespec="seconds"),
            "summary": entry.summary,
            "undone": entry.undone,
            "superseded": entry.superseded,
        }
        for entry in entries
    ]


def of_advice(
    period: PeriodIntake, lines: Sequence[Advice], foods: Sequence[Suggestion]
) -> Document:
    """`advise`: the period's figures, the lines, and foods that close today's gap, one each."""
    return {
        **_period(period),
        "advice": [{"topic": a.topic, "text": a.text, "source": a.source or None} for a in lines],
        "gap_today_ug": period.days[-1].gap_ug,
        "gap_today_is_at_most": period.days[-1].lower_bound,
        "foods": [
            {
                "id": one.food.code,
                "food": one.food.title,
                "amount": one.amount,
                "measure": one.measure,
                "grams": one.grams,
                "b12_ug": one.b12_ug,
                **estimate("absorbed", one.absorbed),
                "source": one.food.source,
            }
            for one in foods
        ],
    }


def _day(day: DayIntake) -> Document:
    return {
        "day": day.day.isoformat(),
        "logged": day.logged,
        "future": day.future,
        "mark": day.mark,
        "intake_ug": day.intake_ug,
        "lower_bound": day.lower_bound,
        "unknown_foods": list(day.unknown),
        "by_origin_ug": day.by_origin if day.logged else None,
        "injected_ug": day.injected_ug,
        **_target(day.target),
        "share_of_target": day.share,
        "target_met": day.met,
        **estimate("absorbed", day.absorbed),
        "share_of_need": day.share_of_need,
        "conditions": [condition.name for condition in day.conditions],
        **estimate("retained", day.retained),
    }


def _period(period: PeriodIntake) -> Document:
    return {
        "from": period.days[0].day.isoformat(),
        "to": period.days[-1].day.isoformat(),
        "days": len(period.days),
        "logged_days": len(period.logged),
        "counted_days": len(period.counted),
        "intake_ug": period.intake_ug,
        "lower_bound": period.lower_bound,
        "unknown_foods": list(period.unknown),
        "mean_ug_per_logged_day": period.mean_ug,
        "mean_lower_bound": period.mean_lower_bound,
        "days_target_met": period.met,
        "days_target_unknown": period.open,
        "injected_ug": period.injected_ug,
        "target_ug": period.target_ug,
        "share_of_target": period.share,
        "estimated_days": len(period.estimated),
        **estimate("mean_absorbed", period.mean_absorbed),
        "mean_need_ug": period.mean_need_ug,
        "days_need_met": period.need_met,
        "days_need_unknown": period.need_open,
        "share_of_need": period.share_of_need,
        "conditions": [condition.name for condition in period.conditions],
        **estimate("retained", period.retained),
    }


def _target(target: Target) -> Document:
    return {
        "target_ug": target.ug_per_day,
        "target_source": target.authority,
        "target_why": target.why,
        "need_ug": target.need_ug,
        "need_source": target.need_source,
    }


def estimate(name: str, of: Estimate | None) -> Document:
    """`absorbed_ug`, `absorbed_low_ug`, `absorbed_high_ug`; null where there is no estimate."""
    return {
        f"{name}_ug": of and of.ug,
        f"{name}_low_ug": of and of.low_ug,
        f"{name}_high_ug": of and of.high_ug,
    }


def _ingredient(one: Serving) -> Document:
    return {
        "food": one.food,
        "food_id": one.food_code,
        "amount": one.amount,
        "measure": one.measure,
        "grams": one.grams,
        "b12_ug": one.b12_ug,
        "lower_bound": one.lower_bound,
    }


def _portion(food: Food, portion: Portion) -> Document:
    """`grams` and `b12_ug` are of `amount` × `measure`; a dose has no weight."""
    return {
        "amount": portion.amount,
        "measure": portion.measure,
        "grams": portion.grams,
        "b12_ug": food.portion_ug(portion),
    }
