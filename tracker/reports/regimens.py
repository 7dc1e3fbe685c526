"""Regimens in words: what is due, whether it was kept, and what advice says of them.

A regimen is what a person, or their clinician, decided. Nothing here says to stop or to change it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate
from tracker.absorption.injections import Injection
from tracker.foods.model import Serving
from tracker.health.cautions import Remark
from tracker.people.model import Person
from tracker.regimens.model import Course, Dose, Due, Regimen, Unit, Verdict, verdicts
from tracker.reports.cautions import (
    VEGAN_DAILY_UG,
    VEGAN_SOURCE,
    VEGAN_WAYS,
    VEGAN_WEEKLY_UG,
    VeganWay,
    vegan_way,
)
from tracker.reports.intake import ROUNDING, Period
from tracker.text.dates import format_day
from tracker.text.formatting import capitalised, count, format_estimate, format_number

_TOPIC = "regimen"
_ASK = "ask whoever gives it"
_USUAL = (" Hydroxocobalamin is usually given every 2 to 3 months.", "BSH 2014")
# The Vegan Society's ways that are tablets, and how old the last one may be.
_TABLETS: dict[VeganWay, tuple[float, Unit, timedelta]] = {
    "daily": (VEGAN_DAILY_UG, "day", timedelta(days=1)),
    "weekly": (VEGAN_WEEKLY_UG, "week", timedelta(days=8)),
}
_WAY_OF: dict[Unit, VeganWay] = {unit: way for way, (_, unit, _) in _TABLETS.items()}
# For a weekly or rarer dose the day of the last one is named.
_RARE_DAYS = 7
# High doses did harm in kidney disease, and the form matters in Leber's.
_NOT_WITH = frozenset(("kidney-disease", "lebers"))
_A_YEAR = 366
# Two doses closer to each other are not yet a habit of one a week.
_NEARLY_A_WEEK = timedelta(days=6)


# --- in words


def due_line(regimen: Regimen, due: Due, today: date) -> str:
    """`2000 µg tablet weekly: overdue by 3 days, since Thu 19 Nov 2026; last Thu 12 Nov 2026`."""
    since = f", since {format_day(due.day)}" if due.state == "overdue" else ""
    last = f"; last {format_day(due.last)}" if due.last else "; none is logged yet"
    return f"{regimen.label}: {_state(due, today)}{since}{last}{_whom(regimen, due)}"


def day_line(regimen: Regimen, due: Due, day: date, today: date) -> str:
    """`Regimen: 2000 µg tablet weekly: taken; next Sun 29 Nov 2026`."""
    taken = "taken; " if due.last == day else ""
    return f"Regimen: {regimen.label}: {taken}{_state(due, today)}{_whom(regimen, due)}"


def typed(regimen: Regimen) -> str:
    """`2000ug B12 tablet`: the words by which b12 log takes the dose."""
    routes = {"mouth": "tablet", "sublingual": "sublingual", "injection": "injection"}
    return f"{format_number(regimen.amount_ug)}ug {regimen.form or 'B12'} {routes[regimen.route]}"


def brief(states: Sequence[tuple[Regimen, Due]]) -> str:
    """`; due: 2000 µg tablet`; empty where nothing is."""
    due = [regimen.dose for regimen, state in states if state.is_due]
    return f"; due: {', '.join(due)}" if due else ""


def overdue_line(of: Verdict) -> str:
    """`2000 µg tablet weekly is overdue by 3 days`."""
    return f"{of.regimen.label} is {_state(of.due)}"


def judged(of: Verdict) -> str:
    """`kept, 2 of 2 weeks`, `not logged in 1 of 2 weeks`, or what is due where nothing is over.

    A dose that isn't logged may have been taken: nobody knows.
    """
    kept = of.kept
    if not kept.of:
        return _state(of.due)
    if not kept.missed:
        return f"kept, {kept.kept} of {count(kept.of, kept.what)}"
    missed = {"day": "not logged on", "week": "not logged in", "time": "late or not logged"}[
        kept.what
    ]
    return f"{missed} {kept.missed} of {count(kept.of, kept.what)}"


def week_line(of: Verdict) -> str:
    """`Regimen: 2000 µg tablet weekly: kept, 1 of 1 week`, and what is overdue before it."""
    late = of.due.state == "overdue" and of.kept.of and not of.kept.missed
    return f"Regimen: {of.regimen.label}: {f'{_state(of.due)}; ' if late else ''}{judged(of)}"


def standing_line(of: Verdict, today: date) -> str:
    """`2000 µg tablet weekly: overdue by 3 days; not logged in 1 of 4 weeks`."""
    due = [_state(of.due, today)] if of.due.is_due else []
    known = [judged(of)] if of.kept.of or not due else []
    return f"{of.regimen.label}: {'; '.join([*due, *known])}"


def report_line(of: Verdict) -> str:
    """`2000 µg tablet weekly: kept, 12 of 12 weeks; next Sun 29 Nov 2026`."""
    return f"{of.regimen.label}: {_judged_now(of)}"


def _judged_now(of: Verdict) -> str:
    """What was kept and what is due, what is overdue first, and the last dose of a rare one."""
    parts = list(dict.fromkeys((judged(of), _state(of.due))))
    if of.due.state == "overdue":
        parts.reverse()
    if of.due.last and of.regimen.interval.days >= _RARE_DAYS:
        parts.insert(1, f"last {format_day(of.due.last)}")
    return "; ".join(parts)


def _state(due: Due, today: date | None = None) -> str:
    if due.state == "overdue":
        return f"overdue by {count(due.days, 'day')}"
    if due.state == "due":
        since = "since " if due.days else ""
        return "due today" if due.day == today else f"due {since}{format_day(due.day)}"
    if due.state == "done":
        return "ended"
    return f"{'begins' if due.state == 'begins' else 'next'} {format_day(due.day)}"


def _whom(regimen: Regimen, due: Due) -> str:
    return f"; {_ASK}" if regimen.injected and due.state == "overdue" else ""


# --- advice


def stand_for_food(person: Person, period: Period, planned: Sequence[Verdict]) -> bool:
    """Return whether the doses that were taken come to the need, so that no food has to fill a gap.

    They are those that are planned, or else `recognised`; by the estimate of what is absorbed of
    them, or stays, over the days between two doses, and the part that was taken. Not if one is
    overdue, for a child, in pregnancy or while breastfeeding, nor where no need or no estimate is
    known.
    """
    day = period.days[-1].day
    need = period.days[-1].target.need_ug
    of = planned or recognised(person, period)
    current = [verdict for verdict in of if verdict.regimen.is_on(day)]
    delicate = not person.is_adult_on(day) or person.stage_on(day) != "none"
    if not current or delicate or need is None:
        return False
    # By mouth only where intake is a measure of what the body can use.
    by_mouth = all(condition.intake_counts for condition in person.conditions_on(day))
    gives = (
        each.ug * verdict.share
        for verdict in current
        if verdict.regimen.injected or by_mouth
        if (each := a_day(verdict.regimen, person, day)) is not None
    )
    overdue = any(verdict.due.state == "overdue" for verdict in current)
    return not overdue and sum(gives) >= need - ROUNDING


def a_day(regimen: Regimen, person: Person, day: date) -> Estimate | None:
    """Return what a dose gives for each day until the next; None if there is no estimate.

    Of a dose that isn't planned with food the range reaches down to what is absorbed with a meal.
    """
    days = regimen.interval.days
    if regimen.injected:
        return injection_of(regimen).retained.times(1 / days)
    how = absorption.under(person.conditions_on(day))
    if not how.estimable:
        return None
    dose = Serving("B12 tablet", "supplement", 1, "tablet", None, regimen.amount_ug, "supplement")
    # Any food beside it: with a meal less of a large dose diffuses.
    meal = Serving("meal", "natural", 1, "serving", None, 0.0, "mixed")
    alone, fed = (absorption.of_sitting(sitting, how) for sitting in ([dose], [dose, meal]))
    apart = alone._replace(low_ug=min(alone.low_ug, fed.low_ug))
    return (fed if regimen.with_food else apart).times(1 / days)


def injection_of(regimen: Regimen) -> Injection:
    """Return an injection of the regimen's dose."""
    return Injection(regimen.amount_ug, regimen.form)


def overdue_flag(of: Verdict) -> str:
    """What a clinician should see first: an injection that is overdue; else empty."""
    late = of.regimen.injected and of.due.state == "overdue"
    return f"{capitalised(of.regimen.label)}: {_judged_now(of)}." if late else ""


def remarks(of: Sequence[Verdict], person: Person, period: Period) -> Iterator[Remark]:
    """Yield what advice says of each regimen, what is overdue first."""
    day, need = period.days[-1].day, period.days[-1].target.need_ug
    for verdict in of:
        regimen, due = verdict.regimen, verdict.due
        if not regimen.is_on(day):
            continue
        late = due.state == "overdue"
        text = f"You plan {regimen.label}: {_judged_now(verdict)}{_whom(regimen, due)}."
        sources: list[str] = []
        if regimen.injected and late and regimen.form == "hydroxocobalamin":
            text += _USUAL[0]
            sources.append(_USUAL[1])
        # Beside an overdue dose, what it would give reads as if there were time.
        gives = None if late else a_day(regimen, person, day)
        if gives is not None and need is not None:
            figure, span = format_estimate(gives.ug, gives.low_ug, gives.high_ug)
            what = "stay" if regimen.injected else "are absorbed"
            text += (
                f" Taken so, about {figure} µg ({span}) of it {what} for each day, beside a need "
                f"of {format_number(need)} µg."
            )
            studies = injection_of(regimen).source if regimen.injected else "Carmel 2008"
            sources.append(f"an estimate after {studies}")
        yield Remark(_TOPIC, text, "; ".join(sources))


def recognised(person: Person, period: Period) -> list[Verdict]:
    """Return the regimen that the diary of somebody without one looks like, if there is one.

    It is one of the Vegan Society's: a tablet a day, or one a week. Only of an adult who is not
    pregnant and doesn't breastfeed: of others a clinician decides.
    """
    last = period.span.last
    if not person.is_adult_on(last) or person.stage_on(last) != "none":
        return []
    # Of what a condition asks for a clinician decides.
    whole = all(condition.intake_counts for condition in person.conditions_on(last))
    if not whole or not _NOT_WITH.isdisjoint(person.condition_names_on(last)):
        return []
    way = vegan_way(period)
    if way not in ("daily", "weekly"):
        return []
    least, unit, late = _TABLETS[way]
    doses = {
        day.day: ug
        for day in period.logged
        if (ug := (day.by_origin_ug or {}).get("supplement", 0.0)) >= least - ROUNDING
    }
    if len(doses) < 2 or last - max(doses) > late:
        return []
    if way == "weekly" and max(doses) - min(doses) < _NEARLY_A_WEEK:
        return []
    ug = Counter(round(ug, 4) for ug in doses.values()).most_common(1)[0][0]
    looks_like = Regimen(ug, "mouth", None, 1, unit, with_food=False, since=min(doses))
    return verdicts([Course(looks_like, tuple(sorted(doses)))], min(doses), last, last)


def offer(person: Person, period: Period, injection: Dose | None) -> Iterator[Remark]:
    """Yield which regimen the diary of somebody without one looks like.

    `injection` is the last one in the diary, which is mentioned for a year.
    """
    day = period.span.last
    ago = 0 if injection is None else (day - injection.day).days
    if injection is not None and ago <= _A_YEAR:
        when = f"{count(ago, 'day')} ago" if ago else "today"
        yield Remark(
            _TOPIC,
            f"The last injection in the diary is of {format_day(injection.day)}, "
            f"{when}: b12 regimen add with how often it is given, and b12 due says when the next "
            "is due.",
        )
        return
    for verdict in recognised(person, period):
        of = verdict.regimen
        ug, often = format_number(of.amount_ug), of.interval.label
        yield Remark(
            _TOPIC,
            f"Your diary looks like {ug} µg a {of.unit}: b12 regimen add {ug}ug tablet {often} "
            "lets it be judged by that.",
            f"{VEGAN_SOURCE}: {VEGAN_WAYS[_WAY_OF[of.unit]]}",
        )
