"""Doses that a person plans to take, when the next is due, and whether they were taken.

A regimen is an intention: nothing here says that it is enough, or what anybody should take.
"""

from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tracker.foods.doses import Form, Route, form_of
from tracker.text.dates import format_day, week_of
from tracker.text.formatting import format_number

Unit = Literal["day", "week", "month"]
UNITS: tuple[Unit, ...] = ("day", "week", "month")
# By the nose or the skin nobody knows how much is taken up.
ROUTES: tuple[Route, ...] = ("mouth", "sublingual", "injection")
FORMS: tuple[Form, ...] = ("hydroxocobalamin", "cyanocobalamin", "methylcobalamin")
MOST_UNITS = 366
# A tablet whose label says a little less is still the dose: labels may differ by this much.
_ENOUGH = 0.8
_ADVERBS: dict[Unit, str] = {"day": "daily", "week": "weekly", "month": "monthly"}
_ROUTE_WORDS: dict[Route, str] = {
    "mouth": "tablet",
    "sublingual": "under the tongue",
    "injection": "injection",
}


class Interval(NamedTuple):
    """From one dose to the next: `number` days, weeks or calendar months."""

    number: int
    unit: Unit

    @property
    def label(self) -> str:
        """`daily`, `every 2 weeks`."""
        if self.number == 1:
            return _ADVERBS[self.unit]
        return f"every {self.number} {self.unit}s"

    @property
    def days(self) -> float:
        """How many days that are; a month is a twelfth of 365.25."""
        return self.number * {"day": 1.0, "week": 7.0, "month": 365.25 / 12}[self.unit]

    @property
    def slack(self) -> timedelta:
        """How late a dose may be and still count: a day, or none for intervals under 3 days."""
        return timedelta(days=self.days >= 3)

    def after(self, day: date) -> date:
        """Return the day that is one interval later; of a shorter month the last day."""
        if self.unit != "month":
            return day + timedelta(days=self.number * (7 if self.unit == "week" else 1))
        years, month = divmod(day.month - 1 + self.number, 12)
        year = day.year + years
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Regimen(NamedTuple):
    """A dose that is planned from `since` to `until`, both included; None while it goes on.

    `form` is None if it doesn't matter, or isn't known.
    """

    amount_ug: float
    route: Route
    form: Form | None
    every: int
    unit: Unit
    with_food: bool
    since: date
    until: date | None = None
    id: int = 0

    @property
    def interval(self) -> Interval:
        """From one dose to the next."""
        return Interval(self.every, self.unit)

    @property
    def injected(self) -> bool:
        """Whether it is injected; a dose that dissolves in the mouth counts as swallowed."""
        return self.route == "injection"

    @property
    def dose(self) -> str:
        """`1000 µg hydroxocobalamin injection`: the dose without its schedule."""
        form = f" {self.form}" if self.form else ""
        return f"{format_number(self.amount_ug)} µg{form} {_ROUTE_WORDS[self.route]}"

    @property
    def label(self) -> str:
        """`50 µg tablet daily with food`: words that are read as the same regimen."""
        return f"{self.dose} {self.interval.label}{' with food' if self.with_food else ''}"

    @property
    def dated(self) -> str:
        """The same with its days."""
        ended = "" if self.until is None else f" to {format_day(self.until)}"
        return f"{self.label} from {format_day(self.since)}{ended}"

    def after(self, day: date) -> date:
        """Return when the next dose is due after one on that day.

        Monthly doses that began on the 29th to the 31st return to that day after a shorter month.
        """
        following = self.interval.after(day)
        short = day.day == monthrange(day.year, day.month)[1] < self.since.day
        if self.unit != "month" or not short:
            return following
        longest = monthrange(following.year, following.month)[1]
        return following.replace(day=min(self.since.day, longest))

    def is_on(self, day: date) -> bool:
        """Return whether it is followed on that day."""
        return self.is_within(day, day)

    def is_within(self, first: date, last: date) -> bool:
        """Return whether it is followed on one of those days."""
        return self.since <= last and (self.until is None or first <= self.until)


class Dose(NamedTuple):
    """What the diary has of a supplement or an injection; the B12 of some is unknown."""

    day: date
    food: str
    origin: str
    b12_ug: float | None

    @property
    def injected(self) -> bool:
        """Whether it was injected."""
        return self.origin == "injection"


# In the order of their urgency.
State = Literal["overdue", "due", "next", "begins", "done"]
STATES: tuple[State, ...] = ("overdue", "due", "next", "begins", "done")


class Due(NamedTuple):
    """When the next dose is due, as of a day, and the day of the last one that counts.

    `days` is how many days ago that was; within its slack a dose is due and not overdue. A regimen
    that has ended, or ends before the next dose, is `done`.
    """

    state: State
    day: date
    days: int
    last: date | None

    @property
    def is_due(self) -> bool:
        """Whether there is something to take by now."""
        return self.state in ("overdue", "due")

    @property
    def urgency(self) -> tuple[int, date]:
        """What sorts them, the most urgent first."""
        return STATES.index(self.state), self.day


class Kept(NamedTuple):
    """In how many periods the dose was taken, `of` those that are over or in which it was.

    `what` they are: `day`, `week`, or `time` for longer intervals, which begin with a dose.
    """

    kept: int
    of: int
    what: str

    @property
    def missed(self) -> int:
        """In how many it wasn't."""
        return self.of - self.kept


class _Part(NamedTuple):
    """A day or a week of the calendar, both ends included, and whether it had its dose."""

    first: date
    last: date
    kept: bool


def _up_to(last: date, days: Iterable[date]) -> Iterator[date]:
    for day in days:
        if day > last:
            return
        yield day


class Course(NamedTuple):
    """A regimen, and the days on which a dose was taken that counts, in order.

    They reach back an interval before it begins, as an earlier dose decides when the first is due.
    """

    regimen: Regimen
    taken: tuple[date, ...]

    def due(self, today: date) -> Due:
        """Return when the next dose is due as of today."""
        regimen = self.regimen
        last, day = self._as_of(today)
        if regimen.until is not None and max(day, today) > regimen.until:
            return Due("done", day, 0, last)
        if regimen.since > today:
            return Due("begins", day, 0, last)
        late = today - day
        in_time = late <= regimen.interval.slack
        state: State = "next" if late.days < 0 else "due" if in_time else "overdue"
        return Due(state, day, max(late.days, 0), last)

    def _as_of(self, day: date) -> tuple[date | None, date]:
        """Return the last dose up to a day, and when the next one after it is due."""
        before = self.taken[: bisect_right(self.taken, day)]
        if not before:
            return None, self.regimen.since
        return before[-1], max(self.regimen.since, self.regimen.after(before[-1]))

    def kept(self, first: date, last: date, today: date) -> Kept:
        """Return in how many periods of those days the dose was taken.

        Days and weeks are those of the calendar: a tablet on any day of the week is that week's,
        or one on the day before or after it that isn't another week's. With a longer interval, a
        period is from one dose to the day on which the next is due. What isn't over counts only
        once the dose is taken.
        """
        regimen = self.regimen
        first, last = max(first, regimen.since), min(last, regimen.until or last)
        if self._by_calendar:
            judged = [part.kept for part in self._calendar(first, last, today)]
            return Kept(sum(judged), len(judged), regimen.unit)
        judged = [kept for day, kept in self._in_turn(today) if first <= day <= last]
        return Kept(sum(judged), len(judged), "time")

    def by_day(self, first: date, last: date, today: date) -> dict[date, bool | None]:
        """Return for each of those days up to today on which it is followed whether it is kept.

        Daily or weekly ones by the dose of the calendar's day or week, None where that isn't known;
        of others the last dose has to be no older than an interval with its slack.
        """
        regimen = self.regimen
        first, last = max(first, regimen.since), min(last, regimen.until or last, today)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if not self._by_calendar:
            return {day: self._is_covered(day) for day in days}
        # Each from the first on, since a dose counts once.
        judged = {
            part.first + timedelta(days=n): part.kept
            for part in self._calendar(regimen.since, last, today)
            for n in range((part.last - part.first).days + 1)
        }
        return {day: judged.get(day) for day in days}

    def _is_covered(self, day: date) -> bool | None:
        last, due = self._as_of(day)
        in_time = day <= due + self.regimen.interval.slack
        return None if in_time and last is None else in_time

    @property
    def _by_calendar(self) -> bool:
        return self.regimen.every == 1 and self.regimen.unit != "month"

    def _calendar(self, first: date, last: date, today: date) -> Iterator[_Part]:
        """Yield each day or week with whether it had its dose, if that is known.

        A week that is cut by the ends counts if its dose is among those days. In order from the
        first week, since a dose counts for one week only.
        """
        regimen, slack = self.regimen, self.regimen.interval.slack
        week = regimen.unit == "week"
        begin = week_of(regimen.since) if week else regimen.since
        waiting = deque(day for day in self.taken if day <= today)
        while begin <= last:
            end = begin + timedelta(days=6 if week else 0)
            while waiting and waiting[0] < begin - slack:
                waiting.popleft()
            near = [*_up_to(end, waiting)]
            dose = next((day for day in near if day >= begin), near[0] if near else None)
            following = [*_up_to(end + (end - begin) + timedelta(days=1), waiting)]
            # The day after is the next week's, if that has no other.
            if dose is None and len(following) > 1 and following[0] <= end + slack:
                dose = following[0]
            whole = first <= begin and end <= last
            if dose is not None:
                waiting.remove(dose)
                if whole or first <= dose <= last:
                    yield _Part(begin, end, kept=True)
            elif whole and end + slack < today:
                yield _Part(begin, end, kept=False)
            begin = end + timedelta(days=1)

    def _in_turn(self, today: date) -> Iterator[tuple[date, bool]]:
        """Yield each dose in time by its day, and each that was late or missed by when it was due.

        A late dose begins the next interval; the one that it was late for is missed.
        """
        regimen, slack = self.regimen, self.regimen.interval.slack
        end = min(today, regimen.until or today)
        _, due = self._as_of(regimen.since - timedelta(days=1))
        for day in self.taken:
            if not regimen.since <= day <= end:
                continue
            while due + slack < day:
                yield due, False
                due = regimen.after(due)
                if due > day:
                    break
            else:
                yield day, True
            due = regimen.after(day)
        while due <= end and due + slack < today:
            yield due, False
            due = regimen.after(due)


def courses(regimens: Iterable[Regimen], doses: Iterable[Dose]) -> list[Course]:
    """Return each regimen with the days whose doses count towards it, in the order given.

    What is swallowed counts together on one day, and what is injected: it counts if it comes to
    80 % of the dose, or more, whatever the product is called. A dose of another form doesn't count
    if both forms are known, nor a tablet of unknown strength; an injection of unknown strength
    does, as it is given whole. No dose counts for two regimens of its day: the larger one has it,
    or the one that began later.
    """
    regimens = list(regimens)
    by_day: defaultdict[date, list[Dose]] = defaultdict(list)
    for dose in doses:
        by_day[dose.day].append(dose)
    taken: list[list[date]] = [[] for _ in regimens]
    places = range(len(regimens))
    largest_first = sorted(
        places, key=lambda n: (regimens[n].amount_ug, regimens[n].since), reverse=True
    )
    for day in sorted(by_day):
        # In whatever order they were read.
        left = sorted(by_day[day], key=lambda dose: (dose.food, dose.b12_ug or 0.0))
        for place in largest_first:
            regimen = regimens[place]
            own = [dose for dose in left if counts(regimen, dose)]
            if sum(_ug(dose, regimen) for dose in own) < _ENOUGH * regimen.amount_ug * (1 - 1e-9):
                continue
            taken[place].append(day)
            # Before it begins a dose only decides when the first is due.
            if regimen.is_on(day):
                left = list(_without(left, own, regimen))
    return [Course(regimens[place], tuple(taken[place])) for place in places]


def _ug(dose: Dose, regimen: Regimen) -> float:
    if dose.b12_ug is None:
        return regimen.amount_ug if dose.injected else 0.0
    return dose.b12_ug


def _without(doses: Iterable[Dose], own: list[Dose], regimen: Regimen) -> Iterator[Dose]:
    """Yield the doses without what the regimen takes of its own."""
    wanted = regimen.amount_ug
    for dose in doses:
        took = min(_ug(dose, regimen), wanted) if dose in own else 0.0
        wanted -= took
        if dose.b12_ug is None:
            if not took:
                yield dose
        elif dose.b12_ug > took:
            yield dose._replace(b12_ug=dose.b12_ug - took)


def counts(regimen: Regimen, dose: Dose) -> bool:
    """Return whether the dose is by the regimen's route and, as far as is known, of its form."""
    form = form_of(dose.food)
    return dose.injected == regimen.injected and (
        regimen.form is None or form is None or form == regimen.form
    )


def by_urgency(followed: Iterable[Course], today: date) -> list[tuple[Regimen, Due]]:
    """Return what is overdue first, then what is due, then what is next, without what is done."""
    states = [(course.regimen, course.due(today)) for course in followed]
    current = [state for state in states if state[1].state != "done"]
    return sorted(current, key=lambda state: state[1].urgency)


class Verdict(NamedTuple):
    """A regimen with what was kept of it in some days, and what is due at their end."""

    regimen: Regimen
    kept: Kept
    due: Due

    @property
    def share(self) -> float:
        """The part of the periods in which it was kept; 0 if a dose is overdue, or none was taken.

        What is between two doses has no period that could be missed, and is kept.
        """
        if self.due.last is None or self.due.state == "overdue":
            return 0.0
        return self.kept.kept / self.kept.of if self.kept.of else 1.0


def verdicts(followed: Iterable[Course], first: date, last: date, today: date) -> list[Verdict]:
    """Return the verdict on each regimen in those days, what is overdue first."""
    until = min(last, today)
    of = [Verdict(c.regimen, c.kept(first, last, today), c.due(until)) for c in followed]
    return sorted(of, key=lambda verdict: verdict.due.urgency)


def kept_by_day(
    followed: Iterable[Course], first: date, last: date, today: date
) -> dict[date, bool | None]:
    """Return for each of those days with a regimen whether each was kept; None if that is open."""
    kept: dict[date, bool | None] = {}
    for course in followed:
        for day, is_kept in course.by_day(first, last, today).items():
            both = (is_kept, kept.get(day, True))
            kept[day] = False if False in both else None if None in both else True
    return kept
