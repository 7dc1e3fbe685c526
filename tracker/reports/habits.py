"""The habits that an outlook follows from: complete days, changes to try, and what is refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise, takewhile
from math import floor
from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple

from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate, total
from tracker.diary.model import ItemRow
from tracker.errors import InputError, NotFoundError, RefusedError
from tracker.health.cautions import NITROUS_OXIDE, likely_deficient
from tracker.health.laboratory import LabValue
from tracker.people.conditions import Condition
from tracker.people.model import Person
from tracker.regimens.model import Regimen, Verdict, verdicts
from tracker.reports.days import read_period
from tracker.reports.intake import Period, is_large_dose
from tracker.reports.regimens import a_day
from tracker.text.dates import format_day
from tracker.text.formatting import count, listed
from tracker.text.spans import Span
from tracker.text.words import words

if TYPE_CHECKING:
    from tracker.diary.store import Diary

LONGEST_DAYS, SHORTEST_DAYS, LEAST_COMPLETE = 365, 28, 14
# Ours: an interval so many times the usual one is another.
_UNEVEN = 3
_LONGEST_NAME = 100


class Habits(NamedTuple):
    """The days that an outlook follows from, the person, and all laboratory values.

    The period ends the day before `today`, of which not all is eaten. It is of at least 28 days, or
    begins with the last change of a regimen, `changed`, where at least 14 days since are complete.
    `planned` are the regimens of the period, and what of them is due today.
    """

    person: Person
    today: date
    period: Period
    values: tuple[LabValue, ...]
    planned: tuple[Verdict, ...] = ()
    changed: date | None = None

    @property
    def overdue(self) -> list[Verdict]:
        """The regimens of which a dose is overdue."""
        return [verdict for verdict in self.planned if verdict.due.state == "overdue"]

    @property
    def injected(self) -> list[Verdict]:
        """The current regimens of injections, as far as one was given."""
        return [
            verdict
            for verdict in self.planned
            if verdict.regimen.injected and verdict.regimen.is_on(self.today) and verdict.due.last
        ]

    @property
    def given(self) -> float:
        """The part of the planned injections that were given; a day late is as good as in time."""
        planned = sum(len(self.period.days) / of.regimen.interval.days for of in self.injected)
        return min(len(self.period.injections) / floor(planned), 1.0) if planned >= 1 else 1.0

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What affects absorption today, and from here on."""
        return self.person.conditions_on(self.today)


# The kinds of natural foods that surely suit a diet: a dish may hold anything.
_SUITS = {"vegan": ("plant",), "vegetarian": ("plant", "egg", "dairy")}


class Changes(NamedTuple):
    """What to change about the habits: foods left out by name, doses added, another diet."""

    without: tuple[str, ...] = ()
    doses: tuple[Regimen, ...] = ()
    diet: Literal["vegan", "vegetarian"] | None = None


def read_habits(diary: "Diary", today: date) -> Habits:
    """Return the last 28 to 365 days before today, from the last change of a regimen on."""
    from tracker.health import store as health
    from tracker.regimens import store as regimens

    span = Span(today - timedelta(days=LONGEST_DAYS), today - timedelta(days=1))
    days = read_period(diary, span, today).days
    # A diary may begin with a laboratory value of years before its first meal.
    empty = len(list(takewhile(lambda day: not (day.logged or day.rows), days)))
    period = Period(days[min(empty, LONGEST_DAYS - SHORTEST_DAYS) :])
    courses = regimens.courses(diary, today, period.span.first)
    changed = _last_change([course.regimen for course in courses], period)
    if changed is not None:
        since = Period(tuple(day for day in period.days if day.day >= changed))
        period = since if len(since.counted) >= LEAST_COMPLETE else period
    planned = tuple(verdicts(courses, period.span.first, today, today))
    values = tuple(health.lab_values(diary))
    return Habits(diary.person, today, period, values, planned, changed)


def _last_change(regimens: Iterable[Regimen], period: Period) -> date | None:
    """Return the last day in the period on which one began, or was over; None if none did."""
    span = period.span
    days = [regimen.since for regimen in regimens]
    days += [regimen.until + timedelta(days=1) for regimen in regimens if regimen.until]
    return max((day for day in days if span.first < day <= span.last), default=None)


def remaining(
    rows: Sequence[ItemRow], changes: Changes, how: absorption.Absorption
) -> Iterator[ItemRow]:
    """Yield the items that the changes leave.

    Raise NotFoundError if nothing has such a name, InputError if a phrase names no food, and
    RefusedError if it is treatment.
    """
    left_out: set[str] = set()
    for phrase in changes.without:
        if not words(phrase) or len(phrase) > _LONGEST_NAME:
            raise InputError(f'"{phrase}" names no food to leave out')
        foods = {row.food for row in rows if {*words(phrase)} <= {*words(row.food)}}
        if not foods:
            raise NotFoundError(
                f'nothing named "{phrase}" was eaten on the days of the outlook; b12 sources '
                "--last 12m lists what was"
            )
        left_out |= foods
    injected = any(row.origin == "injection" and row.food in left_out for row in rows)
    if injected or (left_out and not how.intrinsic_factor):
        raise RefusedError(
            "an outlook leaves no treatment out: injections, and doses by mouth without intrinsic "
            "factor, are for you and your clinician (NICE NG239, 2024)"
        )
    for row in rows:
        suits = row.origin != "natural" or changes.diet is None or row.kind in _SUITS[changes.diet]
        if row.food not in left_out and suits:
            yield row


def eaten_a_day(by_day: Mapping[date, Estimate], rows: Iterable[ItemRow], days: int) -> Estimate:
    """Return what is absorbed on the mean of so many complete days, whose estimates are given.

    Large doses that are some days apart are spread over these days, where fewer are complete: who
    logs a tablet a week and no food doesn't take one a day.
    """
    dosed = sorted({row.day for row in rows if row.day in by_day and is_large_dose(row)})
    apart = median((later - day).days for day, later in pairwise(dosed)) if len(dosed) > 1 else 1
    doses = total(by_day[day] for day in dosed).times(1 / max(days, len(dosed) * apart))
    return total([doses, *(of.times(1 / days) for day, of in by_day.items() if day not in dosed)])


def retained_a_day(habits: Habits) -> Estimate:
    """Return what stays of the injections, in µg a day: as a regimen has them, and they are given.

    Without a regimen those of the period are spread over all its days. Of so many in a time, given
    at even intervals, there may have been one fewer or one more. Raise RefusedError if they are at
    uneven ones, as the doses that fill a store at first are: they don't go on so.
    """
    period = habits.period
    if habits.injected:
        doses = (a_day(of.regimen, habits.person, habits.today) for of in habits.injected)
        return total(filter(None, doses)).times(habits.given)
    days = [day for day, _ in period.injections]
    apart = [(later - day).days for day, later in pairwise([*days, habits.today])]
    if len(days) > 1 and max(apart) > _UNEVEN * median(apart[:-1]):
        raise RefusedError(
            "no outlook from injections at uneven intervals: b12 regimen add, with how often one "
            "is given, says how they go on"
        )
    number = len(days)
    if not number:
        return Estimate()
    spread = period.retained.times(1 / len(period.days))
    fewer, more = (number - 1) / number, (number + 1) / number
    return Estimate(spread.ug, spread.low_ug * fewer, spread.high_ug * more)


# --- refusals


def refuse(habits: Habits) -> None:
    """Raise RefusedError where an outlook would mislead, with the reason and its source."""
    person, today = habits.person, habits.today
    for reason in _reasons(person, today, habits.values):
        raise RefusedError(f"no outlook {reason}")
    complete = len(habits.period.counted)
    if complete < LEAST_COMPLETE:
        raise RefusedError(
            f"no outlook from {count(complete, 'complete day')}: it takes at least "
            f"{LEAST_COMPLETE} of the last {LONGEST_DAYS} days before today; days logged in part "
            "don't count"
        )


def _reasons(person: Person, today: date, values: Iterable[LabValue]) -> Iterator[str]:
    if person.is_infant_on(today):
        yield (
            "for an infant, whose store is small: infants of vegetarian mothers fell ill at 4 to "
            "6 months (IOM 1998, p. 340)"
        )
    if not person.is_adult_on(today):
        yield "under 18: the store and its loss are known of adults alone (IOM 1998, ch. 9)"
    stage = person.stage_on(today)
    if stage == "pregnant":
        yield (
            "in pregnancy: only newly absorbed B12 crosses the placenta, so that the store says "
            "nothing of the child (IOM 1998, p. 340)"
        )
    if stage == "lactating":
        yield (
            "while breastfeeding: the child lives on the B12 of the milk, and infants fell ill "
            "at 4 to 6 months (IOM 1998, p. 340)"
        )
    names = person.condition_names_on(today)
    if NITROUS_OXIDE in names:
        yield (
            "within a year of nitrous oxide: it makes the B12 of the body inactive, however much "
            "there is (NICE NG239, 2024)"
        )
    without = [c.title for c in person.conditions_on(today) if not c.estimable]
    if without:
        yield (
            f"with {listed(without)}: how much is absorbed can't be told from a diary (NICE NG239, "
            "2024)"
        )
    if value := likely_deficient(values, person, today):
        yield (
            f"after {value.test.title} of {value.label} on {format_day(value.day)}, where a "
            "deficiency is likely: see a clinician soon (NICE NG239, 2024)"
        )
