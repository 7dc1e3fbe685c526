"""Every figure of a day and of a stretch of days, once. Unknown is never zero, nor is a gap."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate, total
from tracker.absorption.injections import Injection
from tracker.diary.model import ItemRow, Mark
from tracker.foods.doses import form_of
from tracker.people.conditions import Condition, deciding
from tracker.people.targets import Target
from tracker.text.dates import ANY_CLOCK, week_of
from tracker.text.spans import Span, Step

if TYPE_CHECKING:
    from tracker.diary.store import Diary

# The origins of what is eaten; injections are no intake.
ORIGINS = ("natural", "fortified", "supplement")
# 0.1 + 0.2 is not 0.3: a sum that equals the target but for rounding meets it.
ROUNDING = 1e-9
# The lengths of the running means, in days.
LONGEST_MEAN = 28
# Of such a dose 3 % is absorbed, and of a larger one less: 1.5 of 50 µg (Carmel 2008, Blood
# 112:2214, Table 1). It dwarfs the µg of food, of which as much can be absorbed.
LARGE_DOSE_UG = 50.0


class Day(NamedTuple):
    """A diary day. `Day.of` computes the figures, which are None on a gap.

    `intake_ug` and what follows from it are lower bounds where `unknown` names foods or the day is
    logged in part. Injections are no intake; `injections` and `retained` hold them.
    """

    day: date
    target: Target
    conditions: tuple[Condition, ...]
    mark: Mark | None
    future: bool
    # The items with the estimate of each, None where the conditions allow none.
    rows: tuple[ItemRow, ...]
    estimates: tuple[Estimate | None, ...]
    # How many were eaten, of how many the B12 is unknown in all or in part, and their names.
    items: int
    unknown_items: int
    unknown: tuple[str, ...]
    lower_bound: bool
    # Whether it is known what was eaten, or that nothing was; and whether means count the day,
    # which they don't where it is logged in part.
    logged: bool
    counted: bool
    by_origin_ug: dict[str, float] | None
    intake_ug: float | None
    share: float | None
    met: bool | None
    # Those of a known dose.
    injections: tuple[Injection, ...]
    retained: Estimate
    # None where the conditions allow no estimate, too.
    absorbed: Estimate | None
    # What was absorbed over the need, with its range; the need is open where only the upper end
    # of the range reaches it. Both are None where no need is known.
    of_need: Estimate | None
    need_met: bool | None

    @classmethod
    def of(
        cls,
        day: date,
        target: Target,
        rows: Sequence[ItemRow] = (),
        estimates: Sequence[Estimate | None] = (),
        conditions: tuple[Condition, ...] = (),
        mark: Mark | None = None,
        *,
        future: bool = False,
    ) -> "Day":
        """Return the day with its figures."""
        sums = dict.fromkeys(ORIGINS, 0.0)
        items, unknown, injections = 0, [], []
        for row in rows:
            ug = row.b12_ug
            if row.origin == "injection":
                injections += [] if ug is None else [Injection(ug, form_of(row.food))]
                continue
            items += 1
            sums[row.origin] += ug or 0.0
            if ug is None or row.lower_bound:
                unknown.append(row.food)
        lower_bound, logged = bool(unknown) or mark == "partial", items > 0 or mark == "fast"
        estimable = logged and all(condition.estimable for condition in conditions)
        absorbed = total(filter(None, estimates)) if estimable else None
        intake = sum(sums.values()) if logged else None
        share = None if intake is None else intake / target.ug_per_day
        need = target.need_ug
        of_need = None if absorbed is None or need is None else absorbed.times(1 / need)
        return cls(
            day, target, conditions, mark, future, tuple(rows), tuple(estimates), items,
            len(unknown), tuple(dict.fromkeys(unknown)), lower_bound,
            logged=logged,
            counted=logged and mark != "partial",
            by_origin_ug=sums if logged else None,
            intake_ug=intake,
            share=share,
            met=_reached(share, lower_bound=lower_bound),
            injections=tuple(injections),
            retained=total(injection.retained for injection in injections),
            absorbed=absorbed,
            of_need=of_need,
            need_met=_reached_by(of_need, lower_bound=lower_bound),
        )  # fmt: skip

    @property
    def injected_ug(self) -> float:
        """µg injected."""
        return sum((injection.ug for injection in self.injections), 0.0)

    @property
    def gap_ug(self) -> float:
        """µg that are missing to the target; what is unknown may fill some of it."""
        return 0.0 if self.met else self.target.ug_per_day - (self.intake_ug or 0.0)

    @property
    def absorbed_ug(self) -> float | None:
        """The likely µg absorbed; None without an estimate, and where only its range is known."""
        return _middle(self.absorbed, self.deciding)

    @property
    def share_of_need(self) -> float | None:
        """The same over the need."""
        return _middle(self.of_need, self.deciding)

    @property
    def deciding(self) -> tuple[Condition, ...]:
        """The conditions that shape the estimate."""
        return deciding(self.conditions)


def _middle(of: Estimate | None, conditions: Iterable[Condition]) -> float | None:
    if of is None or not all(condition.has_middle for condition in conditions):
        return None
    return of.ug


def _reached_by(share: Estimate | None, *, lower_bound: bool) -> bool | None:
    """Return whether all was reached, None where only the upper end of the range reaches it."""
    if share is None:
        return None
    may_be = lower_bound or share.high_ug >= 1 - ROUNDING
    return _reached(share.ug, lower_bound=may_be)


def _reached(share: float | None, *, lower_bound: bool) -> bool | None:
    """Return whether all was reached; None on a gap, and where an unknown leaves it open."""
    if share is None:
        return None
    if share >= 1 - ROUNDING:
        return True
    return None if lower_bound else False


def is_large_dose(row: ItemRow) -> bool:
    """Return whether it is a supplement of LARGE_DOSE_UG or more."""
    return row.origin == "supplement" and (row.b12_ug or 0.0) >= LARGE_DOSE_UG


class Period(NamedTuple):
    """Days in a row: sums over all of them, and means over the counted ones.

    `Period.of` computes the figures; means are None where no day counts.
    """

    days: tuple[Day, ...]
    logged: tuple[Day, ...]
    counted: tuple[Day, ...]
    estimated: tuple[Day, ...]
    # Over all days; the sum is None where nothing is logged. The targets are also summed over the
    # logged days, since neither a gap nor a day to come nor one before the diary is a zero.
    intake_ug: float | None
    sum_of_targets_ug: float
    logged_targets_ug: float
    lower_bound: bool
    injected_ug: float
    retained: Estimate
    items: int
    unknown_items: int
    # Means over the counted days; the mean target is that of all days where none counts.
    mean_ug: float | None
    median_ug: float | None
    least_ug: float | None
    least_lower_bound: bool
    most_ug: float | None
    mean_lower_bound: bool
    mean_target_ug: float
    days_all_known: int
    # Of the logged days: what is logged of a day in part can be enough, and is open if it isn't.
    met: int
    open: int
    # Over the estimated days, those of the counted ones that have an estimate.
    absorbed: Estimate | None
    need_ug: float | None
    # Of the logged days with an estimate, `need_days` of them.
    need_days: int
    need_met: int
    need_open: int

    @classmethod
    def of(cls, days: Sequence[Day]) -> "Period":
        """Return the days, of which there is at least one, with their figures."""
        logged = tuple(day for day in days if day.logged)
        counted = tuple(day for day in logged if day.counted)
        estimable = [day for day in logged if day.absorbed is not None]
        estimated = tuple(day for day in estimable if day.counted)
        needing = [day for day in estimable if day.of_need is not None]
        intakes = [day.intake_ug or 0.0 for day in counted]
        targets = [day.target.ug_per_day for day in days]
        aims = [day.target.ug_per_day for day in counted] or targets
        absorbed = total(day.absorbed for day in estimated if day.absorbed is not None)
        return cls(
            tuple(days), logged, counted, estimated,
            intake_ug=sum(day.intake_ug or 0.0 for day in logged) if logged else None,
            sum_of_targets_ug=sum(targets),
            logged_targets_ug=sum(day.target.ug_per_day for day in logged),
            lower_bound=any(day.lower_bound for day in days),
            injected_ug=sum((day.injected_ug for day in days), 0.0),
            retained=total(day.retained for day in days),
            items=sum(day.items for day in days),
            unknown_items=sum(day.unknown_items for day in days),
            mean_ug=_mean(intakes),
            median_ug=_median(intakes),
            least_ug=min(intakes, default=None),
            # Another day can't have been less than it has as known.
            least_lower_bound=all(
                day.lower_bound for day in counted if day.intake_ug == min(intakes)
            ),
            most_ug=max(intakes, default=None),
            mean_lower_bound=any(day.lower_bound for day in counted),
            mean_target_ug=sum(aims) / len(aims),
            days_all_known=sum(not day.unknown_items for day in counted),
            met=sum(day.met is True for day in logged),
            open=sum(day.met is None for day in logged),
            absorbed=absorbed.times(1 / len(estimated)) if estimated else None,
            need_ug=_mean([day.target.need_ug for day in estimated if day.target.need_ug]),
            need_days=len(needing),
            need_met=sum(day.need_met is True for day in needing),
            need_open=sum(day.need_met is None for day in needing),
        )  # fmt: skip

    @property
    def span(self) -> Span:
        """Its first and its last day."""
        return Span(self.days[0].day, self.days[-1].day)

    @property
    def share_of_sum(self) -> float | None:
        """The sum over the sum of all days' targets, gaps included."""
        return None if self.intake_ug is None else self.intake_ug / self.sum_of_targets_ug

    @property
    def share_of_logged(self) -> float | None:
        """The sum over the sum of the logged days' targets."""
        return None if self.intake_ug is None else self.intake_ug / self.logged_targets_ug

    @property
    def share(self) -> float | None:
        """The mean intake over the mean target."""
        return None if self.mean_ug is None else self.mean_ug / self.mean_target_ug

    @property
    def median_share(self) -> float | None:
        """The median intake over the mean target."""
        return None if self.median_ug is None else self.median_ug / self.mean_target_ug

    @property
    def has_large_doses(self) -> bool:
        """Whether a supplement of LARGE_DOSE_UG or more was taken on a counted day."""
        return any(is_large_dose(row) for day in self.counted for row in day.rows)

    @property
    def shows_absorbed(self) -> bool:
        """Whether what was absorbed is shown, beside the need, in place of the intake."""
        return self.of_need is not None and self.has_large_doses

    @property
    def share_met(self) -> float:
        """The part of the logged days that surely met the target."""
        return self.met / len(self.logged) if self.logged else 0.0

    @property
    def of_need(self) -> Estimate | None:
        """What the estimated days absorbed over what they should have absorbed, with its range."""
        if self.absorbed is None or self.need_ug is None:
            return None
        return self.absorbed.times(1 / self.need_ug)

    @property
    def absorbed_ug(self) -> float | None:
        """The likely µg absorbed on the mean day, as of a day."""
        return _middle(self.absorbed, self.deciding)

    @property
    def share_of_need(self) -> float | None:
        """The same over the need."""
        return _middle(self.of_need, self.deciding)

    @property
    def need_sources(self) -> tuple[str, ...]:
        """Whose need that is, each once."""
        return tuple(dict.fromkeys(day.target.need_source for day in self.estimated))

    @property
    def targets(self) -> list[tuple[date, Target]]:
        """Each target with the day from which it applies."""
        every = [(day.day, day.target) for day in self.days]
        groups = groupby(every, key=lambda pair: (pair[1].ug_per_day, pair[1].authority))
        return [next(group) for _, group in groups]

    @property
    def injections(self) -> list[tuple[date, Injection]]:
        """Each injection with its day."""
        return [(day.day, injection) for day in self.days for injection in day.injections]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The foods of unknown B12, each once."""
        return tuple(dict.fromkeys(food for day in self.days for food in day.unknown))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What affects absorption on any of the days, each once."""
        return tuple(dict.fromkeys(condition for day in self.days for condition in day.conditions))

    @property
    def deciding(self) -> tuple[Condition, ...]:
        """The conditions that shape the estimate of any of the days."""
        return tuple(dict.fromkeys(condition for day in self.days for condition in day.deciding))

    @property
    def by_origin_ug(self) -> dict[str, float] | None:
        """The sum of each origin over the logged days; None where nothing is logged."""
        sums = [day.by_origin_ug for day in self.logged if day.by_origin_ug]
        return {o: sum(each[o] for each in sums) for o in ORIGINS} if sums else None

    def mean_of_ug(self, origin: str) -> float | None:
        """Return the mean µg of an origin over the counted days."""
        return _mean([day.by_origin_ug[origin] for day in self.counted if day.by_origin_ug])

    def split(self, step: Step) -> list["Period"]:
        """Return its days, weeks, months or years; the first and last may be cut."""
        parts = groupby(self.days, key=lambda day: _BEGINNINGS[step](day.day))
        return [Period.of(tuple(days)) for _, days in parts]


_BEGINNINGS: dict[Step, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": week_of,
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}


def _median(values: Sequence[float]) -> float | None:
    # Not from `statistics`, whose import takes longer than a whole report of a day.
    middle = sorted(values)[(len(values) - 1) // 2 : len(values) // 2 + 1]
    return _mean(middle)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def read_day(diary: "Diary", day: date, today: date) -> Day:
    """Return a day of the diary."""
    return read_period(diary, Span(day, day), today).days[0]


def read_period(diary: "Diary", span: Span, today: date) -> Period:
    """Return those days of the diary."""
    days, rows = span.days, _rows(diary, span)
    return summarise(
        days,
        rows,
        diary.targets(days),
        today,
        {day: diary.person.conditions_on(day) for day in {*days, *(row.day for row in rows)}},
        diary.marks(span.first, span.last),
    )


def _rows(diary: "Diary", span: Span) -> list[ItemRow]:
    """Return the items of those days, with all earlier ones that affect what they absorb.

    Earlier by the true time: on a journey the clock is set back and forth, so that a meal of the
    next diary day can be the earlier one.
    """
    before, after = ANY_CLOCK, span.last + ANY_CLOCK
    while True:
        begin = span.first - before
        rows = diary.rows(begin, after)
        # What an earlier day holds was eaten before that, wherever it was.
        since = datetime.combine(begin + timedelta(days=2), time(), UTC).timestamp()
        if absorption.begins_rested(rows, since, span.first, span.last):
            return rows
        before *= 2


def summarise(
    days: Sequence[date],
    rows: Sequence[ItemRow],
    targets: Mapping[date, Target],
    today: date,
    conditions: Mapping[date, tuple[Condition, ...]] | None = None,
    marks: Mapping[date, Mark] | None = None,
) -> Period:
    """Return the days with their items, in order; `targets` has one for each day.

    `rows` may have those of other days, which affect what these absorb.
    """
    held, marked = conditions or {}, marks or {}
    ways = {some: absorption.under(some) for some in {(), *held.values()}}
    estimates = absorption.of_items(rows, lambda day: ways[held.get(day, ())])
    by_day: defaultdict[date, tuple[list[ItemRow], list[Estimate | None]]] = defaultdict(
        lambda: ([], [])
    )
    for row, estimated in zip(rows, estimates, strict=True):
        own, of_own = by_day[row.day]
        own.append(row)
        of_own.append(estimated)
    return Period.of(
        [
            Day.of(
                day,
                targets[day],
                *by_day[day],
                conditions=held.get(day, ()),
                mark=marked.get(day),
                future=day > today,
            )
            for day in days
        ]
    )
