"""The habits that an outlook follows from: complete days, changes to try, and what is refused."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate
from tracker.diary.model import ItemRow
from tracker.errors import InputError, NotFoundError, RefusedError
from tracker.health.cautions import NITROUS_OXIDE, likely_deficient
from tracker.health.laboratory import LabValue
from tracker.people.conditions import Condition
from tracker.people.model import Person
from tracker.regimens.model import Regimen, by_urgency
from tracker.reports.intake import Period, read_period
from tracker.reports.regimens import overdue_line
from tracker.text.dates import format_day
from tracker.text.formatting import count, listed
from tracker.text.spans import Span
from tracker.text.words import words

if TYPE_CHECKING:
    from tracker.diary.store import Diary

LONGEST_DAYS, SHORTEST_DAYS, LEAST_COMPLETE = 365, 28, 14
_LONGEST_NAME = 100


class Habits(NamedTuple):
    """The days that an outlook follows from, the person, and all laboratory values.

    The period is of at least 28 days and ends the day before `today`, of which not all is eaten.
    `overdue` are the regimens of which a dose is, in words.
    """

    person: Person
    today: date
    period: Period
    values: tuple[LabValue, ...]
    overdue: tuple[str, ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What affects absorption today, and from here on."""
        return self.person.conditions_on(self.today)


class Changes(NamedTuple):
    """What to change about the habits: foods left out by name, doses added, another diet."""

    without: tuple[str, ...] = ()
    doses: tuple[Regimen, ...] = ()
    diet: Literal["vegan"] | None = None


def read_habits(diary: "Diary", today: date) -> Habits:
    """Return the last 28 to 365 days before today."""
    from tracker.health import store as health
    from tracker.regimens import store as regimens

    span = Span(today - timedelta(days=LONGEST_DAYS), today - timedelta(days=1))
    days = read_period(diary, span, today).days
    # A diary may begin with a laboratory value of years before its first meal.
    empty = len(list(takewhile(lambda day: not (day.logged or day.rows), days)))
    period = Period.of(days[min(empty, LONGEST_DAYS - SHORTEST_DAYS) :])
    values = tuple(health.lab_values(diary))
    states = by_urgency(regimens.courses(diary, today), today)
    overdue = tuple(overdue_line(*state) for state in states if state[1].state == "overdue")
    return Habits(diary.person, today, period, values, overdue)


def kept(
    rows: Sequence[ItemRow], changes: Changes, how: absorption.Absorption
) -> Iterator[ItemRow]:
    """Yield the items that the changes leave.

    Raise NotFoundError if nothing has such a name, InputError if it is none, and RefusedError if
    it is treatment.
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
        animal = row.origin == "natural" and row.kind != "plant"
        if row.food not in left_out and not (changes.diet == "vegan" and animal):
            yield row


def retained_a_day(period: Period) -> Estimate:
    """Return what stays of the injections, spread over all days, in µg a day.

    Of so many in a time, given at even intervals, there may have been one fewer or one more.
    """
    number = len(period.injections)
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
            f"{LEAST_COMPLETE} of the last {LONGEST_DAYS}, today not among them; days logged in "
            "part don't count"
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
