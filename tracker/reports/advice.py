"""What the last weeks mean for a person, line by line with its source, and foods for today."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate, total
from tracker.absorption.estimate import Absorption
from tracker.foods.model import Food, Serving
from tracker.foods.ranking import UNRELIABLE_SOURCE, suits, unreliable, unreliable_item
from tracker.health import symptoms
from tracker.health.symptoms import Felt
from tracker.people.conditions import Condition
from tracker.people.model import Person
from tracker.reports.intake import Period
from tracker.reports.sentences import forms
from tracker.text.formatting import format_estimate, format_number, format_percent, format_ug
from tracker.text.units import format_amount
from tracker.text.words import words

PERIOD_DAYS = 28
# With fewer logged days than a week the diary says little.
_FEW_DAYS = 7
# Splitting meals is worth a word when it absorbs so much more.
_WORTH_SPLITTING = 1.15
_MOST_PORTIONS = 3
_MOST_FOODS = 7
_MOST_NAMES = 3
_ENERGY_DRINK = frozenset({"energy", "drink"})
# Vegan Society, "What every vegan should know about vitamin B12".
_VEGAN_FORTIFIED_UG, _VEGAN_DAILY_UG, _VEGAN_WEEKLY_UG = 3.0, 10.0, 2000.0

_NO_ESTIMATE = (
    "How much you absorb can't be told from a diary: ask your clinician how your B12 is replaced "
    "and checked.",
    "NICE NG239, 2024",
)


@dataclass(frozen=True)
class Advice:
    """A line of advice: what it is about, the text, and the source where it isn't the diary."""

    topic: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A number of usual portions of a food, their µg, and what would be absorbed of them alone."""

    food: Food
    amount: float
    measure: str
    grams: float | None
    b12_ug: float
    absorbed: Estimate

    @property
    def label(self) -> str:
        """`1 fillet`, `2 cups`."""
        return format_amount(self.amount, self.measure)


def advise(person: Person, period: Period, felt: Sequence[Felt] = ()) -> tuple[Advice, ...]:
    """Return what the days of the period mean, the figures first; only a hint on an empty diary.

    `felt` are the symptoms of those days.
    """
    last = period.days[-1]
    if not period.logged and not period.injected_ug:
        lines = [Advice("intake", f"Nothing is logged in the last {len(period.days)} days.")]
    else:
        lines = [*_intake(period), *_absorbed(person, period), *_unknown(period)]
    lines += _notes(last.conditions, period)
    if person.diet == "vegan":
        lines.append(_vegan(period))
    lines += _doubtful(period)
    lines += _symptoms(felt)
    lines += _clinician(person, last.conditions, felt)
    return tuple(lines)


def suggestions(
    foods: Iterable[Food],
    gap_ug: float,
    diet: str,
    conditions: Sequence[Condition],
    eaten: frozenset[str] = frozenset(),
) -> tuple[Suggestion, ...]:
    """Return foods that close a gap, in µg, with the fewest usual portions, of many kinds.

    Foods of the codes in `eaten` come before others. Those not to be counted on, of unknown B12, or
    not known to suit the diet are left out. Added B12 comes first where conditions, or age, make it
    the better source. There are none where food can't close a gap, or no source says that it can.
    """
    how = absorption.under(conditions)
    if gap_ug <= 0 or not (how.estimable and how.intrinsic_factor):
        return ()
    candidates: list[tuple[tuple[int, bool, float], Suggestion]] = []
    for food in foods:
        if not (_can_be_suggested(food) and suits(food, diet) and food.portions):
            continue
        held = food.portion_ug(food.portions[0])
        if held and gap_ug <= held * _MOST_PORTIONS:
            count = ceil(gap_ug / held)
            key = (count, food.code not in eaten, held * count)
            candidates.append((key, _suggestion(food, count, held, how)))
    candidates.sort(key=lambda candidate: candidate[0])
    chosen = _varied([suggestion for _, suggestion in candidates])
    added_first = how.food_share[1] < 1
    return tuple(
        sorted(chosen, key=lambda s: (added_first and s.food.origin == "natural", s.b12_ug))
    )


def _can_be_suggested(food: Food) -> bool:
    """Whether it is a food to count on; energy drinks are rich in B12 and no advice."""
    if food.origin in ("supplement", "injection") or unreliable(food) or food.lower_bound:
        return False
    return not _ENERGY_DRINK.issubset(words(food.name))


def _varied(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """The best of each kind, then the second best; milk once, whatever it is made of."""
    ranked: list[tuple[int, int, Suggestion]] = []
    of_kind: Counter[str] = Counter()
    nouns: set[str] = set()
    for place, suggestion in enumerate(suggestions):
        noun = words(suggestion.food.title)[-1:]
        if nouns.isdisjoint(noun):
            kind = (
                "fortified" if suggestion.food.origin == "fortified" else suggestion.food.kind or ""
            )
            ranked.append((of_kind[kind], place, suggestion))
            of_kind[kind] += 1
            nouns.update(noun)
    return [suggestion for *_, suggestion in sorted(ranked, key=lambda r: r[:2])[:_MOST_FOODS]]


def _suggestion(food: Food, count: int, held: float, how: Absorption) -> Suggestion:
    portion = food.portions[0]
    amount, ug = portion.amount * count, held * count
    grams = None if portion.grams is None else portion.grams * count
    serving = Serving(food.title, food.origin, amount, portion.measure, grams, ug, food.kind)
    absorbed = absorption.of_sitting([serving], how)
    return Suggestion(food, amount, portion.measure, grams, ug, absorbed)


def _intake(period: Period) -> Iterator[Advice]:
    logged, counted, last = len(period.logged), len(period.counted), period.days[-1]
    days = f"{logged} of the last {len(period.days)} days"
    if period.mean_ug is not None:
        at_least = "at least " if period.mean_lower_bound else ""
        target = last.target
        gap = target.ug_per_day - period.mean_ug
        if gap <= 1e-9:
            judged = "on average it is met"
        elif period.mean_lower_bound:
            judged = f"what is known falls {format_ug(gap)} µg a day short of it"
        else:
            judged = f"on average it is missed by {format_ug(gap)} µg a day"
        mean = format_ug(period.mean_ug, target.ug_per_day)
        median = format_ug(period.median_ug or 0, target.ug_per_day)
        on_them = "it" if logged == 1 else "them"
        half = f", on half of them no more than {median} µg" if median != mean else ""
        opened = f", open on {period.open}, as not all is known" if period.open else ""
        yield Advice(
            "intake",
            f"You logged {days}{_in_part(logged - counted)} and ate {at_least}{mean} µg a day on "
            f"{on_them}{half}. Your target is "
            f"{format_number(target.ug_per_day)} µg ({target.authority}): {judged}; it was met on "
            f"{period.met} of {logged} {'day' if logged == 1 else 'days'}{opened}.",
        )
        if counted < _FEW_DAYS:
            yield Advice("intake", "So few days say little about how you usually eat.")
    elif logged:
        yield Advice("intake", f"You logged {days}, all of them in part.")
    if period.injected_ug:
        stays, span = _figures(period.retained)
        given = [injection for _, injection in period.injections]
        a_day = format_ug(period.retained.ug / len(period.days))
        yield Advice(
            "injections",
            f"Injected: {format_ug(period.injected_ug)} µg ({forms(given)}), of which about "
            f"{stays} µg ({span}) stay, {a_day} µg for each of the {len(period.days)} days, "
            f"beside a need of {format_number(last.target.need_ug)} µg.",
            "; ".join(dict.fromkeys(injection.source for injection in given)),
        )
    yield Advice(
        "stores",
        "Single days matter little, weeks and months do: the body stores 2 to 3 mg and loses 0.1 "
        "to 0.2 % of that a day.",
        "Doets 2013",
    )


def _in_part(days: int) -> str:
    return f" ({days} more in part are left out)" if days else ""


def _absorbed(person: Person, period: Period) -> Iterator[Advice]:
    mean, share = period.absorbed, period.share_of_need
    if mean is None or share is None or period.need_ug is None:
        return
    estimated, counted = len(period.estimated), len(period.counted)
    on = "" if estimated == counted else f", on the {estimated} of {counted} days with an estimate"
    figure, span = _figures(mean, lower_bound=period.mean_lower_bound)
    at_least = "at least " if period.mean_lower_bound else ""
    opened = f", open on {period.need_open}, as not all is known" if period.need_open else ""
    yield Advice(
        "absorbed",
        f"Of what you ate {at_least or 'about '}{figure} µg ({span}) a day were absorbed{on}: "
        f"{at_least}{format_percent(share)} of the need of {format_number(period.need_ug)} µg "
        f"({'; '.join(period.need_sources)}), which was met on {period.need_met} of "
        f"{period.need_days} {'day' if period.need_days == 1 else 'days'}{opened}.",
        "an estimate after Carmel 2008, Watanabe 2007 and Doets 2013",
    )
    split = _split(person, period)
    if share < 1 and split is not None and split.ug > mean.ug * _WORTH_SPLITTING:
        better, _ = _figures(split)
        yield Advice(
            "bunched",
            f"You eat much B12 at once, of which little is absorbed: the same in two meals, six "
            f"hours apart, would give about {better} µg a day.",
            "Heyssel 1966, in IOM 1998",
        )


def _split(person: Person, period: Period) -> Estimate | None:
    """What the same items would give on the mean day if each sitting were parted in two."""
    estimated = period.estimated
    if not estimated:
        return None
    items = [row for day in estimated for row in day.rows]
    by_day = absorption.by_day(
        absorption.in_two_sittings(items),
        lambda day: absorption.under(person.conditions_on(day)),
    )
    return total(by_day.values()).times(1 / len(estimated))


def _unknown(period: Period) -> Iterator[Advice]:
    if period.unknown_items:
        yield Advice(
            "unknown",
            f"{period.unknown_items} of {period.items} things you ate have unknown B12, "
            f"so the figures are at least what they say: {_names(period.unknown)}.",
        )


def _notes(conditions: Sequence[Condition], period: Period) -> Iterator[Advice]:
    if any(not condition.estimable for condition in conditions):
        yield Advice("conditions", *_NO_ESTIMATE)
    # Where nothing but diffusion is left, or no estimate, advice on food-bound B12 misleads.
    strict = any(
        not (condition.estimable and condition.intrinsic_factor) for condition in conditions
    )
    for condition in conditions:
        if strict and condition.intrinsic_factor and condition.name != "metformin":
            continue
        if text := condition.advice:
            if condition.name == "over-50" and period.intake_ug:
                text = (
                    f"{text} Of what you ate {format_percent(_added_share(period))} was such B12."
                )
            yield Advice(condition.name, text, condition.advice_source)


def _added_share(period: Period) -> float:
    by_origin = [day.by_origin_ug or {} for day in period.logged]
    added = sum(eaten["fortified"] + eaten["supplement"] for eaten in by_origin)
    return added / (period.intake_ug or 1.0)


def _vegan(period: Period) -> Advice:
    text = (
        f"As a vegan choose one: at least {format_number(_VEGAN_FORTIFIED_UG)} µg a day from "
        f"fortified food in two or three sittings, a supplement of at least "
        f"{format_number(_VEGAN_DAILY_UG)} µg a day, or one of at least "
        f"{format_number(_VEGAN_WEEKLY_UG)} µg a week."
    )
    if period.counted:
        fortified, supplement = (
            format_ug(period.mean_of_ug(origin) or 0.0) for origin in ("fortified", "supplement")
        )
        text += (
            f" On your logged days it was {fortified} µg a day from fortified food and "
            f"{supplement} µg a day from supplements."
        )
    return Advice("vegan", text, "Vegan Society")


def _doubtful(period: Period) -> Iterator[Advice]:
    names = dict.fromkeys(
        row.food
        for day in period.days
        for row in day.rows
        if unreliable_item(row.food, row.origin, row.kind)
    )
    if names:
        yield Advice(
            "unreliable",
            f"Don't count on {_names(tuple(names))}: plants hold little B12, or forms that people "
            "can't use, unless it was added. The figures above still hold what the table says.",
            UNRELIABLE_SOURCE,
        )


def _symptoms(felt: Sequence[Felt]) -> Iterator[Advice]:
    highest: dict[str, int] = {}
    felt = [entry for entry in felt if entry.score]
    for entry in felt:
        highest[entry.symptom] = max(entry.score, highest.get(entry.symptom, 0))
    days = Counter({name: len({f.day for f in felt if f.symptom == name}) for name in highest})
    if days:
        days_of_each = [
            f"{name} on {count} {'day' if count == 1 else 'days'} (at most {highest[name]})"
            for name, count in days.most_common()
        ]
        yield Advice(
            "symptoms", f"You logged {', '.join(days_of_each)}, of 10. All have other causes too."
        )


def _clinician(
    person: Person, conditions: Sequence[Condition], felt: Sequence[Felt]
) -> Iterator[Advice]:
    urgencies = {symptoms.urgency(entry, person) for entry in felt}
    if conditions or person.diet == "vegan":
        urgencies.add("soon")
    if any(not (condition.estimable and condition.intrinsic_factor) for condition in conditions):
        urgencies.add("same day")
    for urgency in ("now", "same day", "soon"):
        if urgency in urgencies:
            text = f"See a clinician. {symptoms.WHEN[urgency]}"
            yield Advice("clinician", text, symptoms.SOURCE)
    yield Advice("clinician", symptoms.NO_ADVICE)


def _names(foods: Sequence[str]) -> str:
    named = ", ".join(foods[:_MOST_NAMES])
    more = len(foods) - _MOST_NAMES
    return f"{named} and {more} more" if more > 0 else named


def _figures(of: Estimate, *, lower_bound: bool = False) -> tuple[str, str]:
    return format_estimate(of.ug, of.low_ug, of.high_ug, lower_bound=lower_bound)
