"""What --json and --csv print, as lists of keys.

Keys stay; µg and g are plain numbers; unknown is null; a gap is marked.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.diary.model import Item, Mark, Meal
    from tracker.health.cautions import Remark
    from tracker.people.model import Person
    from tracker.people.targets import Target
    from tracker.regimens.model import Due, Regimen, Verdict
    from tracker.reports.intake import Day, Period
    from tracker.reports.sources import Source
    from tracker.reports.suggestions import Suggestion
    from tracker.reports.summary import Summary
    from tracker.text.spans import Span, Step

Document = dict[str, Any]


class Keys:
    """The keys of a document, each as `key` or `key=path`, where the path leads to its value.

    A path goes through attributes and through every element of a tuple; where it meets None the
    value is null, and `#` before it counts the elements. `computed` gives the values of some keys
    from the whole thing.
    """

    def __init__(self, keys: str, **computed: Callable[[Any], Any]) -> None:
        """Read the keys, in the order in which they are printed."""
        pairs = (key.partition("=") for key in keys.split())
        self._keys = [(key, (path or key).split(".")) for key, _, path in pairs]
        self._computed = computed

    def __call__(self, thing: Any) -> Document:
        """Return the document of that thing."""
        return {
            key: self._computed[key](thing) if key in self._computed else _value(thing, path)
            for key, path in self._keys
        }

    def each(self, things: Sequence[Any]) -> list[Document]:
        """Return a document for each of them."""
        return [self(thing) for thing in things]


def _value(thing: Any, path: Sequence[str]) -> Any:
    for place, name in enumerate(path):
        if thing is None:
            return None
        if type(thing) is tuple:  # and no Estimate
            return [_value(element, path[place:]) for element in thing]
        if name.startswith("#"):
            return len(getattr(thing, name[1:]))
        thing = thing[name] if isinstance(thing, dict) else getattr(thing, name)
    if isinstance(thing, datetime | time):
        return thing.isoformat(timespec="minutes")
    if isinstance(thing, date):
        return thing.isoformat()
    return list(thing) if isinstance(thing, tuple) else thing


def _estimate(name: str, path: str, middle: str | None = None) -> str:
    """`absorbed_ug`, `absorbed_low_ug`, `absorbed_high_ug`; null where there is no estimate.

    `middle` leads to the first where only the range may be known.
    """
    ends = f"{name}_low_ug={path}.low_ug {name}_high_ug={path}.high_ug"
    return f"{name}_ug={middle or f'{path}.ug'} {ends}"


_ABSORBED = _estimate("absorbed", "absorbed", "absorbed_ug")
_MEAN_ABSORBED = _estimate("mean_absorbed", "absorbed", "absorbed_ug")
# `low` and `high` are of the range of what was absorbed; null where no need is known.
_SHARE_OF_NEED = "share_of_need share_of_need_low=of_need.low_ug share_of_need_high=of_need.high_ug"


def _target(path: str = "") -> str:
    return (
        f"target_ug={path}ug_per_day target_source={path}authority target_why={path}why "
        f"need_ug={path}need_ug need_source={path}need_source"
    )


# --- days and weeks

# What every list of items has of one.
ITEM = (
    "food food_id=food_code amount measure usual_portion=usual grams b12_ug lower_bound origin "
    "kind source meal=when.meal eaten_at=when.eaten_at"
)
of_item = Keys(f"id {ITEM} tags=when.tags")
_noted_item = Keys(f"id {ITEM} note")
BEGINNING_OF_DAY = "day logged future mark intake_ug lower_bound unknown_foods=unknown"
REST_OF_DAY = (
    f"injected_ug {_target('target.')} share_of_target=share target_met=met "
    f"{_ABSORBED} {_SHARE_OF_NEED} need_met conditions=conditions.name "
    f"{_estimate('retained', 'retained')}"
)
# A day of `week` and `report`: without its items.
of_listed_day = Keys(f"{BEGINNING_OF_DAY} by_origin_ug {REST_OF_DAY}")
_of_week = Keys(
    "from=span.first to=span.last days=#days logged_days=#logged counted_days=#counted intake_ug "
    "lower_bound unknown_foods=unknown mean_ug_per_logged_day=mean_ug mean_lower_bound "
    "days_target_met=met days_target_unknown=open injected_ug target_ug=sum_of_targets_ug "
    "share_of_target=share_of_sum logged_target_ug=logged_targets_ug "
    "share_of_logged_target=share_of_logged estimated_days=#estimated "
    f"{_MEAN_ABSORBED} mean_need_ug=need_ug days_need_met=need_met "
    f"days_need_unknown=need_open {_SHARE_OF_NEED} conditions=conditions.name "
    f"{_estimate('retained', 'retained')}"
)
BEGINNING_OF_PERIOD = (
    "from=span.first to=span.last days=#days logged_days=#logged counted_days=#counted mean_ug "
    "median_ug least_ug most_ug lower_bound=mean_lower_bound mean_target_ug "
    "share_of_mean_target=share days_target_met=met days_target_unknown=open "
    f"estimated_days=#estimated {_MEAN_ABSORBED} mean_need_ug=need_ug "
    f"{_SHARE_OF_NEED} days_need_met=need_met days_need_unknown=need_open injected_ug items "
    "unknown_items days_all_known"
)
# Sums over the logged days, which the means have none of: a day logged in part is among them.
REST_OF_PERIOD = "intake_ug intake_lower_bound=lower_bound"
# A row of `report`: a day, week, month or year, or all of it; means are null without a day.
of_period = Keys(f"{BEGINNING_OF_PERIOD} {REST_OF_PERIOD} by_origin_ug")


# `urgency` is now, same day or soon where it is a reason to see a clinician.
of_remark = Keys("topic text source urgency", source=lambda remark: remark.source or None)


# An element of `regimen list`; `form` is null if it doesn't matter.
of_regimen = Keys(
    "id regimen=label amount_ug route form every=interval.label with_food since until"
)
_of_due = Keys("state due=day overdue_days=days last_dose=last")
_of_kept = Keys("kept of period=what")


def of_due(state: "tuple[Regimen, Due]") -> Document:
    """An element of `due`: `due` is the day of the next dose, `last_dose` null if none counts."""
    regimen, due = state
    return {**of_regimen(regimen), **_of_due(due)}


def of_verdicts(verdicts: "Sequence[Verdict]") -> list[Document]:
    """The same with how many periods were `kept` `of` how many: days, weeks, or times."""
    return [{**of_due((of.regimen, of.due)), **_of_kept(of.kept)} for of in verdicts]


def of_day(
    day: "Day",
    items: "Sequence[Item]",
    ahead: "Sequence[date]",
    cautions: "Sequence[Remark]",
    regimens: "Sequence[tuple[Regimen, Due]]",
) -> Document:
    """`today`: the day with its items, and the days after it that were begun elsewhere.

    `cautions` are reasons to see a clinician now, the most urgent first.
    """
    return {
        **of_listed_day(day),
        "items": of_item.each(items),
        **_ahead(ahead),
        "cautions": of_remark.each(cautions),
        "regimens": [of_due(state) for state in regimens],
    }


def of_weeks(weeks: "Sequence[Period]", regimens: "Sequence[Sequence[Verdict]]") -> Document:
    """`week`: all days in a row, and each week's figures with its regimens."""
    return {
        "from": weeks[0].span.first.isoformat(),
        "to": weeks[-1].span.last.isoformat(),
        "days": [of_listed_day(day) for week in weeks for day in week.days],
        "weeks": [
            {**_of_week(week), "regimens": of_verdicts(verdicts)}
            for week, verdicts in zip(weeks, regimens, strict=True)
        ],
    }


_of_meal = Keys(
    "id=code eaten_at=when.eaten_at meal=when.meal tags=when.tags note items",
    items=lambda meal: _noted_item.each(meal.items),
)


def of_meals(
    day: date, mark: "Mark | None", meals: "Sequence[Meal]", ahead: "Sequence[date]"
) -> Document:
    """`show`: the day's meals with their items, and the days after it that were begun elsewhere."""
    return {"day": day.isoformat(), "mark": mark, "meals": _of_meal.each(meals), **_ahead(ahead)}


def _ahead(days: "Sequence[date]") -> Document:
    return {"days_ahead": [day.isoformat() for day in days]}


# --- reports

_of_span = Keys("from=first to=last days=length")
_of_scores = Keys("mean_score=mean entries weeks_with_entries=weeks weeks=of_weeks")
_of_association = Keys(
    "symptom weeks_below_target weeks_target_met",
    weeks_below_target=lambda association: _of_scores(association.below),
    weeks_target_met=lambda association: _of_scores(association.met),
)


def of_report(rows: "Sequence[Period]", by: "Step", of: "Summary") -> Document:
    """`report`: its days as in `week`, the rows, and what all of it comes to."""
    whole = of.whole
    return {
        "from": whole.span.first.isoformat(),
        "to": whole.span.last.isoformat(),
        "by": by,
        "days": of_listed_day.each(whole.days),
        "periods": [{"period": row.span.code(by), **of_period(row)} for row in rows],
        "whole": of_period(whole),
        "targets": [
            {
                "since": since.isoformat(),
                "target_ug": target.ug_per_day,
                "target_source": target.authority,
            }
            for since, target in whole.targets
        ],
        "need_sources": list(whole.need_sources),
        "streak": of.streak and _of_span(of.streak),
        "longest_below_target": of.below and _of_span(of.below),
        "best_week": of.best and of_period(of.best),
        "worst_week": of.worst and of_period(of.worst),
        "injections": [
            {"day": day.isoformat(), "b12_ug": injection.ug, "form": injection.form}
            for day, injection in whole.injections
        ],
        **Keys(_estimate("retained", "retained"))(whole),
        "no_estimate": list(of.no_estimate),
        "symptoms": _of_association.each(of.associations),
        "regimens": of_verdicts(of.regimens),
    }


# `share_of_absorbed` is its part of all that was absorbed; `share_absorbed` of an origin is how
# much of what was eaten of it was absorbed.
_FIGURES = "times unknown_times b12_ug share estimated_ug absorbed_ug share_of_absorbed"
# A food of `sources`.
of_source = Keys(f"food=name origin {_FIGURES}")
_of_meal_source = Keys(f"meal=name {_FIGURES}")
_of_origin = Keys(f"origin {_FIGURES} share_absorbed foods")
_of_kind = Keys("form absorption suits label=certainty source")


def of_sources(
    span: "Span",
    foods: "Sequence[Source]",
    meals: "Sequence[Source]",
    origins: "Sequence[Source]",
) -> Document:
    """`sources`: foods, meals and origins, these with what is known of them."""
    from tracker.reports.origins import KINDS

    return {
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "foods": of_source.each(foods),
        "meals": _of_meal_source.each(meals),
        "origins": [
            {**_of_origin(origin), **_of_kind(kind)}
            for kind, origin in zip(KINDS, origins, strict=True)
        ],
    }


_of_suggestion = Keys(
    f"id=food.code food=food.title amount measure grams b12_ug {_estimate('absorbed', 'absorbed')} "
    "source=food.source"
)


def of_advice(
    period: "Period",
    lines: "Sequence[Remark]",
    foods: "Sequence[Suggestion]",
    regimens: "Sequence[Verdict]",
) -> Document:
    """`advise`: the period's figures, the lines, and foods that close today's gap, one each."""
    today = period.days[-1]
    return {
        **_of_week(period),
        "advice": of_remark.each(lines),
        "gap_today_ug": today.gap_ug,
        "gap_today_is_at_most": today.lower_bound,
        "foods": _of_suggestion.each(foods),
        "regimens": of_verdicts(regimens),
    }


# --- foods

# An element of `often`: what `b12 log` takes for it without an amount.
of_habit = Keys(
    "id=serving.food_code food=serving.food times amount=serving.amount measure=serving.measure "
    "grams=serving.grams b12_ug=serving.b12_ug lower_bound=serving.lower_bound "
    "source=serving.source"
)
# `grams` and `b12_ug` are of `amount` × `measure`; a dose has no weight.
_of_portion = Keys("amount measure grams")
# `food find` is a list of these, `food show` is one; the first portion is the usual one.
of_food = Keys(
    "id=code name everyday b12_ug_per_100g lower_bound group kind origin diet portions source "
    "table=table_code mark below_ug_per_100g",
    portions=lambda food: [
        {**_of_portion(portion), "b12_ug": food.portion_ug(portion)} for portion in food.portions
    ],
)
_of_ingredient = Keys("food food_id=food_code amount measure grams b12_ug lower_bound")
# `recipe list` is a list of these, `recipe show` is one.
of_recipe = Keys(
    "id=food.code name=food.title makes b12_ug_per_100g=food.b12_ug_per_100g "
    "lower_bound=food.lower_bound serving grams=total_g b12_ug=total_ug ingredients",
    serving=lambda recipe: {
        **_of_portion(recipe.serving),
        "b12_ug": recipe.food.portion_ug(recipe.serving),
    },
    ingredients=lambda recipe: _of_ingredient.each(recipe.ingredients),
)
# An element of `food top --json`; `b12_ug` is in the portion.
of_ranked = Keys(
    "rank id=food.code name=food.name everyday=food.everyday amount=portion.amount "
    "measure=portion.measure grams=portion.grams b12_ug b12_ug_per_100g=food.b12_ug_per_100g "
    "kind=food.kind origin=food.origin diet=food.diet unreliable source=food.source"
)

# --- people and their health

_of_condition = Keys("condition=name since until")
_of_stage = Keys("since stage")
_of_choice = Keys("since reference=authority ug_per_day")
_of_person = Keys(
    "name born sex diet country tables day_starts life_stages targets conditions",
    life_stages=lambda person: _of_stage.each(person.stages),
    targets=lambda person: _of_choice.each(person.targets),
    conditions=lambda person: of_conditions(person),
)
_of_target = Keys(f"{_target()} target_confidence=confidence target_published_in=source")


def of_person(person: "Person", target: "Target") -> Document:
    """`person`: who it is and today's target."""
    return {**_of_person(person), **_of_target(target)}


def of_conditions(person: "Person") -> list[Document]:
    """`person condition list`: `until` is null while it goes on."""
    return _of_condition.each(person.conditions)


_of_known_condition = Keys("name title also does source cause advice advice_source")


def of_known_conditions() -> list[Document]:
    """`person condition names`: `cause` tells a known cause of a deficiency."""
    from tracker.people.conditions import known_conditions

    return _of_known_condition.each(list(known_conditions().values()))


_of_member = Keys(f"name=person.name born=person.born {_target('target.')} days_logged")


def of_household(members: Sequence[Any], default: "Person | None") -> list[Document]:
    """`person list`: `default` is the one whose diary a command takes."""
    return [{**_of_member(member), "default": member.person == default} for member in members]


# `symptom list` is a list of these; the score is from 0 to 10.
of_felt = Keys("id day felt_at symptom score note")
_of_symptom = Keys(
    "symptom=name says also see_clinician=urgency nerves source own",
    own=lambda _: False,
)


def of_symptom_names(own: Sequence[str]) -> list[Document]:
    """`symptom names`: the known ones, then one's own, of which nothing is said."""
    from tracker.health.symptoms import KNOWN

    return _of_symptom.each(list(KNOWN.values())) + [
        {
            "symptom": name,
            "says": None,
            "also": [],
            "see_clinician": None,
            "nerves": None,
            "source": None,
            "own": True,
        }
        for name in own
    ]


_of_value = Keys("id day test=test.name bound value unit")
_UNITS = {
    "ng_per_l": "ng/L",
    "pmol_per_l": "pmol/L",
    "nmol_per_l": "nmol/L",
    "umol_per_l": "µmol/L",
}


def of_lab_value(value: Any, person: "Person") -> Document:
    """`lab list` is a list of these: as given, in every unit of that test, and NICE's band."""
    from tracker.health.cautions import band_for
    from tracker.health.laboratory import BAND_SOURCE

    band = band_for(value, person)
    return {
        **_of_value(value),
        **{key: value.in_unit(unit) for key, unit in _UNITS.items()},
        "band": band,
        "band_source": band and BAND_SOURCE,
    }


# `history`: newest first; what is superseded is undone and can't be redone; `role` is a server's.
of_change = Keys(
    "id=number made_at summary undone superseded role",
    made_at=lambda entry: entry.made_at.isoformat(timespec="seconds"),
)


# `unknown` is a list of these; `grams` is the weight of the items that have one.
of_unknown_food = Keys("food times last_eaten grams times_without_grams")
