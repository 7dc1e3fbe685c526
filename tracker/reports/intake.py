"""Every figure of a day and of a stretch of days, once. Unknown is never zero, nor is a gap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from tracker.absorption import estimate as absorption
from tracker.absorption.curve import Estimate, total
from tracker.absorption.injections import Injection
from tracker.diary.model import ItemRow, Mark
from tracker.foods.doses import form_of
from tracker.people.conditions import Condition, deciding
from tracker.people.targets import Target
from tracker.text.spans import Span, Step, beginning

# The origins of what is eaten; injections are no intake.
ORIGINS = ("natural", "fortified", "supplement")
# 0.1 + 0.2 is not 0.3: a sum that equals the target but for rounding meets it.
ROUNDING = 1e-9
# The lengths of the running means, in days.
LONGEST_MEAN = 28
# Of such a dose 3 % is absorbed, and of a larger one less: 1.5 of 50 µg (Carmel 2008, Blood
# 112:2214, Table 1). It dwarfs the µg of food, of which as much can be absorbed.
LARGE_DOSE_UG = 50.0


class _Known(NamedTuple):
    """What is known of a day without an estimate."""

    day: date
    target: Target
    conditions: tuple[Condition, ...]
    mark: Mark | None
    future: bool
    rows: tuple[ItemRow, ...]
    absorbing: absorption.Estimates
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


class Day(_Known):
    """A diary day. `Day.of` computes the figures, which are None on a gap.

    `intake_ug` and what follows from it are lower bounds where `unknown` names foods or the day is
    logged in part. Injections are no intake; `injections` and `retained` hold them. What was
    absorbed is estimated at first use.
    """

    @classmethod
    def of(
        cls,
        day: date,
        target: Target,
        rows: Sequence[ItemRow],
        absorbing: absorption.Estimates,
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
        intake = sum(sums.values()) if logged else None
        share = None if intake is None else intake / target.ug_per_day
        return cls(
            day, target, conditions, mark, future, tuple(rows), absorbing, items,
            len(unknown), tuple(dict.fromkeys(unknown)), lower_bound,
            logged=logged,
            counted=logged and mark != "partial",
            by_origin_ug=sums if logged else None,
            intake_ug=intake,
            share=share,
            met=_reached(share, lower_bound=lower_bound),
            injections=tuple(injections),
        )  # fmt: skip

    @property
    def estimates(self) -> tuple[Estimate | None, ...]:
        """The estimate of each of its items, None where the conditions allow none."""
        return self.absorbing.on(self.day)

    @cached_property
    def absorbed(self) -> Estimate | None:
        """What was absorbed; None on a gap, and where the conditions allow no estimate."""
        estimable = self.logged and all(condition.estimable for condition in self.conditions)
        return total(filter(None, self.estimates)) if estimable else None

    @cached_property
    def of_need(self) -> Estimate | None:
        """What was absorbed over the need, with its range; None where no need is known."""
        need = self.target.need_ug
        return None if self.absorbed is None or need is None else self.absorbed.times(1 / need)

    @property
    def need_met(self) -> bool | None:
        """Whether the need was met; open where only the upper end of the range reaches it."""
        return _reached_by(self.of_need, lower_bound=self.lower_bound)

    @property
    def retained(self) -> Estimate:
        """What stays of the injections."""
        return total(injection.retained for injection in self.injections)

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


@dataclass(frozen=True)
class Period:
    """Days in a row, at least one: sums over all of them, and means over the counted ones.

    Means are None where no day counts, sums where none is logged: neither a gap nor a day to come
    nor one before the diary is a zero. Each figure is computed when it is asked for.
    """

    days: tuple[Day, ...]

    @cached_property
    def logged(self) -> tuple[Day, ...]:
        """The logged days."""
        return tuple(day for day in self.days if day.logged)

    @cached_property
    def counted(self) -> tuple[Day, ...]:
        """Those of them that means are over."""
        return tuple(day for day in self.logged if day.counted)

    @cached_property
    def estimated(self) -> tuple[Day, ...]:
        """Those of the counted ones that have an estimate."""
        return tuple(day for day in self.counted if day.absorbed is not None)

    @property
    def intake_ug(self) -> float | None:
        """The sum over the logged days; None where nothing is logged."""
        return sum(day.intake_ug or 0.0 for day in self.logged) if self.logged else None

    @property
    def sum_of_targets_ug(self) -> float:
        """The sum of the targets of all days."""
        return sum(day.target.ug_per_day for day in self.days)

    @property
    def logged_targets_ug(self) -> float:
        """The sum of the targets of the logged days."""
        return sum(day.target.ug_per_day for day in self.logged)

    @property
    def lower_bound(self) -> bool:
        """Whether that is a lower bound."""
        return any(day.lower_bound for day in self.days)

    @property
    def injected_ug(self) -> float:
        """µg injected."""
        return sum((day.injected_ug for day in self.days), 0.0)

    @property
    def retained(self) -> Estimate:
        """What stays of it."""
        return total(day.retained for day in self.days)

    @property
    def items(self) -> int:
        """How many items were eaten."""
        return sum(day.items for day in self.days)

    @property
    def unknown_items(self) -> int:
        """Of how many the B12 is unknown, in all or in part."""
        return sum(day.unknown_items for day in self.days)

    @cached_property
    def _intakes(self) -> list[float]:
        return [day.intake_ug or 0.0 for day in self.counted]

    @cached_property
    def mean_ug(self) -> float | None:
        """The mean intake of the counted days."""
        return _mean(self._intakes)

    @property
    def median_ug(self) -> float | None:
        """Their median intake."""
        return _median(self._intakes)

    @property
    def least_ug(self) -> float | None:
        """The least of theirs."""
        return min(self._intakes, default=None)

    @property
    def least_lower_bound(self) -> bool:
        """Whether the least is a lower bound: another day can't have been less than is known."""
        least = self.least_ug
        return all(day.lower_bound for day in self.counted if day.intake_ug == least)

    @property
    def most_ug(self) -> float | None:
        """The most."""
        return max(self._intakes, default=None)

    @property
    def mean_lower_bound(self) -> bool:
        """Whether the mean is a lower bound."""
        return any(day.lower_bound for day in self.counted)

    @cached_property
    def mean_target_ug(self) -> float:
        """Their mean target; that of all days where none counts."""
        aims = [day.target.ug_per_day for day in self.counted or self.days]
        return sum(aims) / len(aims)

    @property
    def days_all_known(self) -> int:
        """On how many counted days the B12 of all items is known."""
        return sum(not day.unknown_items for day in self.counted)

    @property
    def met(self) -> int:
        """On how many logged days the target was met: what is logged in part can be enough."""
        return sum(day.met is True for day in self.logged)

    @property
    def open(self) -> int:
        """On how many of them that is open."""
        return sum(day.met is None for day in self.logged)

    @cached_property
    def absorbed(self) -> Estimate | None:
        """What was absorbed on the mean estimated day."""
        sums = total(day.absorbed for day in self.estimated if day.absorbed is not None)
        return sums.times(1 / len(self.estimated)) if self.estimated else None

    @cached_property
    def need_ug(self) -> float | None:
        """The mean need of the estimated days."""
        return _mean([day.target.need_ug for day in self.estimated if day.target.need_ug])

    @cached_property
    def _needing(self) -> list[Day]:
        return [day for day in self.logged if day.of_need is not None]

    @property
    def need_days(self) -> int:
        """How many logged days have an estimate and a need."""
        return len(self._needing)

    @property
    def need_met(self) -> int:
        """On how many of them the need was met."""
        return sum(day.need_met is True for day in self._needing)

    @property
    def need_open(self) -> int:
        """On how many of them that is open."""
        return sum(day.need_met is None for day in self._needing)

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
        parts = groupby(self.days, key=lambda day: beginning(step, day.day))
        return [Period(tuple(days)) for _, days in parts]


def _median(values: Sequence[float]) -> float | None:
    # Not from `statistics`, whose import takes longer than a whole report of a day.
    middle = sorted(values)[(len(values) - 1) // 2 : len(values) // 2 + 1]
    return _mean(middle)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
