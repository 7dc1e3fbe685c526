"""What the last weeks mean for a person, line by line with its source."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate, total
from tracker.foods.ranking import UNRELIABLE_SOURCE, unreliable_item
from tracker.health.cautions import (
    NO_ADVICE,
    SOURCE,
    WHEN,
    Remark,
)
from tracker.health.laboratory import LabValue
from tracker.health.symptoms import Felt
from tracker.people.conditions import Condition
from tracker.people.model import Person
from tracker.people.targets import Target
from tracker.regimens.model import Dose, Verdict
from tracker.reports import cautions, regimens
from tracker.reports.cautions import VEGAN_SOURCE, VEGAN_WAYS
from tracker.reports.intake import ROUNDING, Period
from tracker.reports.sentences import absorbed_cell, forms, need_cell, says_little
from tracker.reports.suggestions import PREGNANCY_SOURCE, counts_on_added
from tracker.text.formatting import (
    capitalised,
    format_estimate,
    format_number,
    format_percent,
    format_ug,
    listed,
)

# With fewer logged days than a week the diary says little.
_FEW_DAYS = 7
# Splitting meals is worth a word when it absorbs so much more.
_WORTH_SPLITTING = 1.15
# So many times the target is much; less is first of all little.
_MUCH = 1.5
# A meal of so many µg is much at once: of 10 µg 1.6 were absorbed (Carmel 2008, Table 1).
_MUCH_AT_ONCE_UG = 10.0
_MOST_NAMES = 3

_NO_ESTIMATE = (
    "How much you absorb can't be told from a diary: ask your clinician whether you need B12, and "
    "how it is checked.",
    "NICE NG239, 2024",
)


def advise(
    person: Person,
    period: Period,
    felt: Sequence[Felt] = (),
    values: Sequence[LabValue] = (),
    planned: Sequence[Verdict] = (),
    injection: Dose | None = None,
    outlook: Remark | None = None,
    *,
    followed: bool = False,
) -> tuple[Remark, ...]:
    """Return what the days of the period mean: what is urgent first, then the figures.

    `felt` are the symptoms of those days, `values` all laboratory values, `planned` the regimens of
    those days; `injection` is the last one where there is no regimen. The `outlook` is left out
    where anything is urgent or overdue, as it could reassure. `followed` says that the doses come
    to the need (`regimens.stand_for_food`).
    """
    last = period.days[-1]
    first = cautions.cautions(person, period, felt, values)
    lines = list(first)
    lines += regimens.remarks(planned, person, period)
    if not planned:
        lines += regimens.offer(person, period, injection)
    if not period.logged and not period.injected_ug:
        lines.append(Remark("intake", f"No food is logged in the last {len(period.days)} days."))
    else:
        lines += [
            *_intake(period, followed=followed),
            *_absorbed(person, period),
            *_unknown(period),
        ]
        if _stores_matter(person, period, first):
            lines.append(_STORES)
    overdue = any(verdict.due.state == "overdue" for verdict in planned)
    if outlook and not overdue and not any(remark.urgency for remark in first):
        lines.append(outlook)
    lines += _notes(last.conditions, period)
    if person.diet == "vegan" and not person.is_infant_on(last.day):
        lines += _vegan(person, period, followed=followed)
    if person.stage_on(last.day) == "pregnant":
        lines.append(_NOT_IN_PREGNANCY)
    lines += _doubtful(period)
    lines += _symptoms(felt)
    lines += _clinician(person, period, first)
    return tuple(lines)


_NOT_MISSED = (
    " That is a target by the day: with the doses you take, days below it don't count as missed."
)
_NOT_IN_PREGNANCY = Remark(
    "pregnancy",
    "Liver and what is made of it, raw shellfish, and smoked or raw fish are not for pregnancy, "
    "however rich in B12.",
    PREGNANCY_SOURCE,
)
_STORES = Remark(
    "stores",
    "Single days matter little, weeks and months do: an adult's body stores 2 to 3 mg and loses "
    "0.1 to 0.2 % of that a day.",
    "IOM 1998, p. 308 and 310",
)


def _stores_matter(person: Person, period: Period, first: Sequence[Remark]) -> bool:
    """Whether the stores are a reason to be calm: not for a child, nor where anything is urgent."""
    day = period.span.last
    calm = not any(remark.urgency for remark in first)
    whole = all(condition.intake_counts for condition in period.days[-1].conditions)
    return calm and whole and person.is_adult_on(day) and person.stage_on(day) == "none"


def _intake(period: Period, *, followed: bool = False) -> Iterator[Remark]:
    logged, counted, last = len(period.logged), len(period.counted), period.days[-1]
    days = f"{logged} of the last {len(period.days)} days"
    if period.mean_ug is not None:
        at_least = "at least " if period.mean_lower_bound else ""
        target = last.target
        gap = target.ug_per_day - period.mean_ug
        if gap <= ROUNDING:
            judged = "on average it is met"
        elif followed:
            judged = "on average it isn't reached by what you eat"
        elif period.mean_lower_bound:
            judged = f"what is known falls {format_ug(gap)} µg a day short of it"
        else:
            judged = f"on average it is missed by {format_ug(gap)} µg a day"
        mean, median, most = (
            format_ug(ug or 0.0, target.ug_per_day)
            for ug in (period.mean_ug, period.median_ug, period.most_ug)
        )
        if period.has_large_doses and counted > 1:
            ate = f"{at_least}{median} µg on the median day, and up to {most} µg"
            judged = "it"
        else:
            half = f", on half of them no more than {median} µg" if median != mean else ""
            ate = f"{at_least}{mean} µg a day on {'it' if logged == 1 else 'them'}{half}"
            judged = f"{judged}; it"
        opened = f", open on {period.open}, as not all is known" if period.open else ""
        little = says_little(period)
        yield Remark(
            "intake",
            f"You logged {days}{_in_part(logged - counted)} and ate {ate}. Your target is "
            f"{format_number(target.ug_per_day)} µg ({target.authority}): {judged} was met on "
            f"{period.met} of {logged} {'day' if logged == 1 else 'days'}{opened}."
            f"{_NOT_MISSED if followed and period.met < logged else ''}"
            f"{little and f' {capitalised(little)}.'}",
        )
        if counted < _FEW_DAYS:
            yield Remark("intake", "So few days say little about how you usually eat.")
    elif logged:
        yield Remark("intake", f"You logged {days}, all of them in part.")
    if period.injected_ug:
        stays, span = _figures(period.retained)
        given = [injection for _, injection in period.injections]
        a_day = format_ug(period.retained.ug / len(period.days))
        yield Remark(
            "injections",
            f"Injected: {format_ug(period.injected_ug)} µg ({forms(given)}), of which about "
            f"{stays} µg ({span}) stay, {a_day} µg for each of the {len(period.days)} days"
            f"{_beside_need(last.target)}.",
            "; ".join(dict.fromkeys(injection.source for injection in given)),
        )


def _beside_need(target: Target) -> str:
    need = target.need_ug
    return "" if need is None else f", beside a need of {format_number(need)} µg"


def _in_part(days: int) -> str:
    return f" ({days} more in part are left out)" if days else ""


def _absorbed(person: Person, period: Period) -> Iterator[Remark]:
    mean, share = period.absorbed, period.of_need
    # What is known of absorption was measured in adults.
    infant = person.is_infant_on(period.span.last)
    if infant or mean is None or share is None or period.need_ug is None:
        return
    estimated, counted = len(period.estimated), len(period.counted)
    on = "" if estimated == counted else f", on the {estimated} of {counted} days with an estimate"
    opened = f" and is open on {period.need_open}, as the range reaches it or not all is known"
    opened = opened if period.need_open else ""
    yield Remark(
        "absorbed",
        f"Of what you ate {absorbed_cell(period, unit=' µg')} a day were absorbed{on}: "
        f"{need_cell(period)} of the need of {format_number(round(period.need_ug, 2))} µg "
        f"({'; '.join(period.need_sources)}), which was met on {period.need_met} of "
        f"{period.need_days} {'day' if period.need_days == 1 else 'days'}{opened}.",
        "an estimate after Carmel 2008, Watanabe 2007 and Doets 2013",
    )
    split = _split(person, period)
    much = (period.share or 0.0) >= _MUCH and _is_bunched(period)
    if much and share.ug < 1 and split is not None and split.ug > mean.ug * _WORTH_SPLITTING:
        better, _ = _figures(split)
        yield Remark(
            "bunched",
            f"Most of your B12 comes in meals of {format_number(_MUCH_AT_ONCE_UG)} µg or more, of "
            "which about a sixth or less is absorbed: the same in two meals, six hours apart, "
            f"would give about {better} µg a day.",
            "Carmel 2008, Table 1; Heyssel 1966, in IOM 1998",
        )


def _is_bunched(period: Period) -> bool:
    """Whether most of what is eaten comes in meals of which little is absorbed."""
    rows = [row for day in period.estimated for row in day.rows if row.origin != "injection"]
    meals = [
        sum(rows[place].b12_ug or 0.0 for place in places)
        for _, places in absorption.sittings(rows)
    ]
    return sum(ug for ug in meals if ug >= _MUCH_AT_ONCE_UG) > sum(meals) / 2


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


def _unknown(period: Period) -> Iterator[Remark]:
    if period.unknown_items:
        yield Remark(
            "unknown",
            f"{period.unknown_items} of {period.items} things you ate have unknown B12, "
            f"so the figures are at least what they say: {_names(period.unknown)}.",
        )


def _notes(conditions: Sequence[Condition], period: Period) -> Iterator[Remark]:
    if any(not condition.estimable for condition in conditions):
        yield Remark("conditions", *_NO_ESTIMATE)
    # Where nothing but diffusion is left, or no estimate, advice on food-bound B12 misleads.
    strict = any(not condition.food_counts for condition in conditions)
    for condition in conditions:
        if condition.first or (strict and counts_on_added([condition])):
            continue
        if text := condition.advice:
            if condition.name == "over-50" and period.intake_ug:
                text = (
                    f"{text} Of what you ate {format_percent(_added_share(period))} was such B12."
                )
            yield Remark(condition.name, text, condition.advice_source)


def _added_share(period: Period) -> float:
    by_origin = [day.by_origin_ug or {} for day in period.logged]
    added = sum(eaten["fortified"] + eaten["supplement"] for eaten in by_origin)
    return added / (period.intake_ug or 1.0)


def _vegan(person: Person, period: Period, *, followed: bool) -> Iterator[Remark]:
    day = period.span.last
    way = cautions.vegan_way(period)
    if not person.is_adult_on(day):
        text = "A vegan child needs a reliable source of B12: ask a dietitian or doctor how much."
    elif way:
        text = f"Your diary has one of a vegan's three sources of B12: {VEGAN_WAYS[way]}."
    elif followed:
        return
    else:
        # High doses did harm in kidney disease.
        kidneys = "kidney-disease" in person.condition_names_on(day)
        ways = [text for name, text in VEGAN_WAYS.items() if not (kidneys and name == "weekly")]
        text = f"As a vegan choose one: {listed(ways, 'or')}."
        if "lebers" in person.condition_names_on(day):
            text += " Ask in which form: not as cyanocobalamin."
    if period.counted:
        fortified, supplement = (
            format_ug(period.mean_of_ug(origin) or 0.0) for origin in ("fortified", "supplement")
        )
        text += (
            f" On your logged days it was {fortified} µg a day from fortified food and "
            f"{supplement} µg a day from supplements."
        )
    yield Remark("vegan", text, VEGAN_SOURCE)


def _doubtful(period: Period) -> Iterator[Remark]:
    names = dict.fromkeys(
        row.food
        for day in period.days
        for row in day.rows
        if unreliable_item(row.food, row.origin, row.kind)
    )
    if names:
        yield Remark(
            "unreliable",
            f"Don't count on {_names(tuple(names))}: plants hold little B12, or forms that people "
            "can't use, unless it was added. The figures above still hold what the table says.",
            UNRELIABLE_SOURCE,
        )


def _symptoms(felt: Sequence[Felt]) -> Iterator[Remark]:
    highest: dict[str, int] = {}
    felt = [entry for entry in felt if entry.score]
    for entry in felt:
        highest[entry.symptom] = max(entry.score, highest.get(entry.symptom, 0))
    days = Counter({name: len({f.day for f in felt if f.symptom == name}) for name in highest})
    if days:
        days_of_each = [
            f"{name} on {count} {'day' if count == 1 else 'days'} (highest score {highest[name]})"
            for name, count in days.most_common()
        ]
        yield Remark(
            "symptoms", f"You logged {', '.join(days_of_each)}. All of them can have other causes."
        )


def _clinician(person: Person, period: Period, first: Sequence[Remark]) -> Iterator[Remark]:
    """Yield the red flags, for whoever has a reason to know them, and what the diary isn't."""
    day = period.span.last
    delicate = person.is_infant_on(day) or person.stage_on(day) != "none"
    if delicate or cautions.causes_of(person, period) or any(remark.urgency for remark in first):
        for text in WHEN.values():
            yield Remark("clinician", f"See a clinician. {text}", SOURCE)
    yield Remark("clinician", NO_ADVICE)


def _names(foods: Sequence[str]) -> str:
    named = ", ".join(foods[:_MOST_NAMES])
    more = len(foods) - _MOST_NAMES
    return f"{named} and {more} more" if more > 0 else named


def _figures(of: Estimate, *, lower_bound: bool = False) -> tuple[str, str]:
    return format_estimate(of.ug, of.low_ug, of.high_ug, lower_bound=lower_bound)
