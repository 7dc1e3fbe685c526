"""The cautions of a diary: what its person should know before any figure, the most urgent first.

Red flags and blood tests stand in `health.cautions`; here they meet what was eaten.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from tracker.health.cautions import (
    NITROUS_OXIDE,
    NITROUS_TESTS,
    Remark,
    by_urgency,
    of_symptoms,
    of_values,
)
from tracker.health.laboratory import LabValue
from tracker.health.symptoms import Felt
from tracker.people.conditions import Condition
from tracker.people.model import Person
from tracker.reports.days import read_period, read_periods
from tracker.reports.intake import ROUNDING, Period
from tracker.text.formatting import capitalised, format_number, format_ug
from tracker.text.spans import Span

if TYPE_CHECKING:
    from tracker.diary.store import Diary

_PERIOD_DAYS = 28
# Symptoms of so many days before are still a reason for a word.
_WEEK = timedelta(days=6)
# Vegan Society, "What every vegan should know about vitamin B12": one of the three.
VEGAN_FORTIFIED_UG, VEGAN_DAILY_UG, VEGAN_WEEKLY_UG = 3.0, 10.0, 2000.0
VEGAN_SOURCE = "Vegan Society"
VeganWay = Literal["fortified", "daily", "weekly"]
VEGAN_WAYS: dict[VeganWay, str] = {
    "fortified": f"at least {format_number(VEGAN_FORTIFIED_UG)} µg a day from fortified food in "
    "two or three sittings",
    "daily": f"a supplement of at least {format_number(VEGAN_DAILY_UG)} µg a day",
    "weekly": f"a supplement of at least {format_number(VEGAN_WEEKLY_UG)} µg a week",
}
# Ours: the share of days, the least days and the least injected µg that count as a source.
_MOST_DAYS, _LEAST_DAYS, _LEAST_INJECTED_UG = 0.8, 7, 500.0
_ABOUT_DOSES = ("lebers", "kidney-disease")
_NO_SOURCE = "a vegan diet without a reliable source of B12 in the diary"
_CHILD = "IOM 1998, p. 340; CDC; Wirthensohn 2023"


def cautions(
    person: Person, period: Period, felt: Iterable[Felt], values: Iterable[LabValue]
) -> tuple[Remark, ...]:
    """Return the cautions on the last day of the period, whose symptoms are `felt`.

    `values` are all laboratory values of the person.
    """
    day, entries = period.span.last, list(felt)
    causes = causes_of(person, period)
    of_health = [
        *of_symptoms(entries, person, causes, day),
        *of_values(values, person, day, entries, causes),
    ]
    of_conditions = [_first(each) for each in person.conditions_on(day) if each.first]
    # The tests after nitrous oxide are said once.
    if any(NITROUS_TESTS in remark.text for remark in of_health):
        of_conditions = [each for each in of_conditions if each.topic != NITROUS_OXIDE]
    return by_urgency([*of_health, *_of_stage(person, period), *of_conditions])


def _first(condition: Condition) -> Remark:
    fact = f"{capitalised(condition.title)}: {condition.does}." if condition.inactivates else ""
    return Remark(condition.name, condition.advice, condition.advice_source, fact=fact)


def read_urgent(diary: "Diary", today: date) -> list[Remark]:
    """Return the reasons to see a clinician, the most urgent first."""
    return read_urgents([diary], read_periods([diary], weeks_to(today), today))[0]


def read_urgents(diaries: "Sequence[Diary]", periods: Sequence[Period]) -> list[list[Remark]]:
    """Return the same of each diary, with its period of `weeks_to` today, which all have."""
    from tracker.health import store as health

    connection, people = diaries[0].connection, [diary.person.id for diary in diaries]
    today = periods[0].span.last
    felt = health.symptoms_of(connection, people, today - _WEEK, today)
    values = health.lab_values_of(connection, people)
    return [
        _urgent(diary.person, period, felt[diary.person.id], values[diary.person.id])
        for diary, period in zip(diaries, periods, strict=True)
    ]


def _urgent(
    person: Person, period: Period, felt: Iterable[Felt], values: Iterable[LabValue]
) -> list[Remark]:
    # A dose is a reason for a word about it.
    dosed = any(row.origin in ("supplement", "injection") for row in period.days[-1].rows)
    return [
        remark
        for remark in cautions(person, period, felt, values)
        if remark.urgency or (dosed and remark.topic in _ABOUT_DOSES)
    ]


def causes_of(person: Person, period: Period) -> tuple[str, ...]:
    """Return the known causes of a deficiency, in words, a vegan diet without a source included."""
    causes = person.causes_on(period.span.last)
    lacks = person.diet == "vegan" and not has_vegan_source(period)
    return (*causes, _NO_SOURCE) if lacks else causes


def read_causes(diary: "Diary", day: date, today: date) -> tuple[str, ...]:
    """Return the known causes on a day; only for a vegan that takes the last weeks."""
    if diary.person.diet != "vegan":
        return diary.person.causes_on(day)
    return causes_of(diary.person, read_period(diary, weeks_to(day), today))


def weeks_to(day: date) -> Span:
    """Return the four weeks that end on that day: those that cautions and advice are about."""
    return Span(day - timedelta(days=_PERIOD_DAYS - 1), day)


def has_vegan_source(period: Period) -> bool:
    """Return whether the days hold one of the Vegan Society's three ways, or an injection."""
    return period.injected_ug >= _LEAST_INJECTED_UG or vegan_way(period) is not None


def vegan_way(period: Period) -> VeganWay | None:
    """Return which of the Vegan Society's three ways the days hold.

    A daily way has to be followed on 80 % of the days, and on at least 7, and the weekly one in
    each week since the diary, or the period, begins. Less is not known to be a source.
    """
    doses = [(day.by_origin_ug or {}) for day in period.counted]
    fortified, supplement = (
        sum(ug.get(origin, 0.0) >= least - ROUNDING for ug in doses)
        for origin, least in (("fortified", VEGAN_FORTIFIED_UG), ("supplement", VEGAN_DAILY_UG))
    )
    most = max(_MOST_DAYS * len(doses), _LEAST_DAYS)
    if supplement >= most:
        return "daily"
    if _is_weekly(period):
        return "weekly"
    return "fortified" if fortified >= most else None


def _is_weekly(period: Period) -> bool:
    """Whether any eight days hold the weekly dose, with a log among them: a week with its slack."""
    days = period.days
    begun = next((n for n, day in enumerate(days) if day.logged), len(days))
    eights = [
        days[max(end - 8, begun) : end] for end in range(min(begun + 8, len(days)), len(days) + 1)
    ]
    logged = [eight for eight in eights if any(day.logged for day in eight)]
    taken = [
        sum((day.by_origin_ug or {}).get("supplement", 0.0) for day in eight) for eight in logged
    ]
    return bool(taken) and min(taken) >= VEGAN_WEEKLY_UG - ROUNDING


def _of_stage(person: Person, period: Period) -> Sequence[Remark]:
    day = period.span.last
    if person.is_infant_on(day):
        return _of_infant(person, period)
    stage = person.stage_on(day)
    if stage == "none":
        return ()
    whom = "pregnant" if stage == "pregnant" else "breastfeeding"
    facts = {
        "pregnant": "Only newly absorbed B12 crosses the placenta, so your stores don't supply the "
        "child: every week counts.",
        "lactating": "A child at the breast lives on the B12 of the milk: infants of vegan or "
        "vegetarian mothers fell ill at 4 to 6 months.",
    }
    remarks = [Remark("stage", facts[stage], "IOM 1998, p. 340")]
    short = _shortfall(period)
    if short and person.diet == "vegan":
        remarks.append(
            Remark(
                "stage",
                f"You are vegan and {whom}, and {short}: speak to your midwife or doctor now. The "
                "damage to a child can be permanent.",
                _CHILD,
                "same day",
                f"Vegan and {whom}: {short}.",
            )
        )
    elif short and period.counted:
        remarks.append(
            Remark(
                "stage",
                f"You are {whom}, and {short}: speak to your midwife or doctor soon.",
                _CHILD,
                "soon",
                f"{whom.capitalize()}: {short}.",
            )
        )
    if stage == "pregnant" and "folic-acid" not in person.condition_names_on(day):
        remarks.append(
            Remark(
                "folic-acid",
                "Folic acid, as most take in pregnancy, may mend the blood at more than 0.1 mg a "
                "day while damage to nerves goes on: it is no substitute for B12. Don't stop it.",
                "label of cyanocobalamin",
            )
        )
    return remarks


def _of_infant(person: Person, period: Period) -> Sequence[Remark]:
    signs = Remark(
        "infant",
        "An infant that is floppy, doesn't feed or loses skills needs a doctor the same day. Under "
        "12 months the diary names no foods and no doses: ask the midwife, health visitor or "
        "doctor.",
        "CDC; Wirthensohn 2023",
    )
    short = _shortfall(period)
    if person.diet != "vegan" or not short:
        return (signs,)
    urgent = Remark(
        "infant",
        f"The infant's diet is vegan, and {short}: speak to a doctor or midwife now. The damage "
        "can be permanent.",
        _CHILD,
        "same day",
        f"An infant on a vegan diet: {short}.",
    )
    return (urgent, signs)


def _shortfall(period: Period) -> str:
    """Return in words that little B12 is known of; empty where the mean reaches the target."""
    if period.injected_ug:
        return ""
    if period.mean_ug is None:
        return "no day is logged, so that the diary can't show where the B12 comes from"
    target = period.days[-1].target.ug_per_day
    if period.mean_ug >= target - ROUNDING:
        return ""
    mean, aim = format_ug(period.mean_ug, target), format_number(target)
    if period.mean_lower_bound:
        return f"{mean} µg a day is known, less than the target of {aim} µg; some B12 is unknown"
    return f"the diary has {mean} µg a day, below the target of {aim} µg"
