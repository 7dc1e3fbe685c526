"""What was eaten on a day and in a week, summed beside the target. Unknown is never zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.absorption import curve, estimate
from tracker.absorption.curve import Estimate
from tracker.absorption.estimate import Absorption
from tracker.diary.model import Item, Mark
from tracker.foods.model import Origin
from tracker.people.conditions import Condition, deciding
from tracker.people.targets import Target

# 0.1 + 0.2 is not 0.3: a sum that is the target but for rounding meets it.
ROUNDING = 1e-9


@dataclass(frozen=True)
class DayIntake:
    """A diary day. `intake_ug` is None on a gap, and a lower bound where `unknown` names foods.

    Injections are no intake; `injected_ug` and `retained` keep them apart. `absorbed` is None on a
    gap, and where one of the `conditions` allows no estimate.
    """

    day: date
    target: Target
    items: tuple[Item, ...] = ()
    future: bool = False
    absorbed: Estimate | None = None
    conditions: tuple[Condition, ...] = ()
    mark: Mark | None = None

    @property
    def logged(self) -> bool:
        """Whether it is known what was eaten, or that nothing was; else the day is a gap."""
        return _is_logged(self.items, self.mark)

    @property
    def counted(self) -> bool:
        """Whether averages count it: logged, and not in part."""
        return self.logged and self.mark != "partial"

    @property
    def intake_ug(self) -> float | None:
        """µg eaten, of the items whose B12 is known."""
        return sum(self.by_origin.values()) if self.logged else None

    @property
    def by_origin(self) -> dict[Origin, float]:
        """µg eaten as natural, fortified and supplement."""
        eaten: dict[Origin, float] = {"natural": 0.0, "fortified": 0.0, "supplement": 0.0}
        for item in self.items:
            if item.origin in eaten and item.b12_ug is not None:
                eaten[item.origin] += item.b12_ug
        return eaten

    @property
    def injected_ug(self) -> float:
        """µg injected."""
        return sum(i.b12_ug or 0.0 for i in self.items if i.origin == "injection")

    @property
    def retained(self) -> Estimate:
        """What stays of the injections."""
        injected = (i.b12_ug or 0.0 for i in self.items if i.origin == "injection")
        return sum(map(curve.retained, injected), Estimate())

    @property
    def unknown(self) -> tuple[str, ...]:
        """The foods whose B12 is unknown, or known in part, each once."""
        eaten = (i for i in self.items if i.origin != "injection")
        return tuple(dict.fromkeys(i.food for i in eaten if i.b12_ug is None or i.lower_bound))

    @property
    def lower_bound(self) -> bool:
        """Whether the true intake may be more."""
        return bool(self.unknown) or self.mark == "partial"

    @property
    def share(self) -> float | None:
        """Intake over target; None on a gap."""
        return None if self.intake_ug is None else self.intake_ug / self.target.ug_per_day

    @property
    def met(self) -> bool | None:
        """Whether the target was met; None where an unknown leaves it open, and on a gap."""
        if self.share is None:
            return None
        if self.share >= 1 - ROUNDING:
            return True
        return None if self.lower_bound else False

    @property
    def gap_ug(self) -> float:
        """µg that are missing to the target; what is unknown may fill some of it."""
        return 0.0 if self.met else self.target.ug_per_day - (self.intake_ug or 0.0)

    @property
    def deciding(self) -> tuple[Condition, ...]:
        """The conditions that shape the estimate."""
        return deciding(self.conditions)

    @property
    def share_of_need(self) -> float | None:
        """The estimate over what should be absorbed; None without an estimate."""
        return None if self.absorbed is None else self.absorbed.ug / self.target.need_ug


@dataclass(frozen=True)
class PeriodIntake:
    """Days in a row, with figures over the logged ones."""

    days: tuple[DayIntake, ...]

    @property
    def logged(self) -> tuple[DayIntake, ...]:
        """The days that have anything logged."""
        return tuple(day for day in self.days if day.logged)

    @property
    def counted(self) -> tuple[DayIntake, ...]:
        """The logged days without those that are logged in part."""
        return tuple(day for day in self.days if day.counted)

    @property
    def intake_ug(self) -> float | None:
        """The sum; None when nothing was logged."""
        return sum(day.intake_ug or 0.0 for day in self.logged) if self.logged else None

    @property
    def mean_ug(self) -> float | None:
        """The mean over the days that count; None where there are none."""
        counted = self.counted
        return sum(day.intake_ug or 0.0 for day in counted) / len(counted) if counted else None

    @property
    def mean_lower_bound(self) -> bool:
        """Whether the true mean may be more."""
        return any(day.lower_bound for day in self.counted)

    @property
    def target_ug(self) -> float:
        """The sum of all days' targets, gaps included."""
        return sum(day.target.ug_per_day for day in self.days)

    @property
    def share(self) -> float | None:
        """The sum over the sum of all days' targets."""
        return None if self.intake_ug is None else self.intake_ug / self.target_ug

    @property
    def met(self) -> int:
        """Days that count and on which the target was surely met."""
        return sum(day.met is True for day in self.counted)

    @property
    def open(self) -> int:
        """Days that count and on which unknown foods leave it open."""
        return sum(day.met is None for day in self.counted)

    @property
    def injected_ug(self) -> float:
        """µg injected."""
        return sum(day.injected_ug for day in self.days)

    @property
    def retained(self) -> Estimate:
        """What stays of the injections."""
        return sum((day.retained for day in self.days), Estimate())

    @property
    def estimated(self) -> tuple[DayIntake, ...]:
        """The days that count on which an estimate of what is absorbed can be made."""
        return tuple(day for day in self.counted if day.absorbed is not None)

    @property
    def need_met(self) -> int:
        """Estimated days on which the need was met, by the middle of the estimate."""
        return sum((day.share_of_need or 0.0) >= 1 - ROUNDING for day in self.estimated)

    @property
    def need_open(self) -> int:
        """Estimated days that fall short of the need, and hold foods of unknown B12."""
        return sum(day.lower_bound for day in self.estimated) - sum(
            day.lower_bound and (day.share_of_need or 0.0) >= 1 - ROUNDING for day in self.estimated
        )

    @property
    def mean_absorbed(self) -> Estimate | None:
        """The mean over the estimated days; None where there are none."""
        found = [day.absorbed for day in self.estimated if day.absorbed is not None]
        return sum(found, Estimate()).times(1 / len(found)) if found else None

    @property
    def mean_need_ug(self) -> float | None:
        """µg that should be absorbed on the mean estimated day; None where there are none."""
        found = [day.target.need_ug for day in self.estimated]
        return sum(found) / len(found) if found else None

    @property
    def need_sources(self) -> tuple[str, ...]:
        """Whose need that is, each once."""
        return tuple(dict.fromkeys(day.target.need_source for day in self.estimated))

    @property
    def share_of_need(self) -> float | None:
        """What the estimated days absorbed over what they should have."""
        mean, need = self.mean_absorbed, self.mean_need_ug
        return None if mean is None or need is None else mean.ug / need

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What bears on absorption on any of the days, each once."""
        return tuple(dict.fromkeys(one for day in self.days for one in day.conditions))

    @property
    def deciding(self) -> tuple[Condition, ...]:
        """Those that shape the estimate of any of the days."""
        return tuple(dict.fromkeys(one for day in self.days for one in day.deciding))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The foods whose B12 is unknown, each once."""
        return tuple(dict.fromkeys(food for day in self.days for food in day.unknown))

    @property
    def lower_bound(self) -> bool:
        """Whether the true sum may be more."""
        return any(day.lower_bound for day in self.days)


def summarise(
    days: Sequence[date],
    items: Sequence[Item],
    targets: Mapping[date, Target],
    today: date,
    conditions: Mapping[date, tuple[Condition, ...]] | None = None,
    marks: Mapping[date, Mark] | None = None,
) -> PeriodIntake:
    """The days with their items, in order; `targets` has one for each day.

    `items` may begin on the evening before, which bears on what the first day absorbs.
    """
    found, marked = conditions or {}, marks or {}

    def how(day: date) -> Absorption:
        return estimate.under(found.get(day, ()))

    absorbed = estimate.by_day([item.row for item in items], how)
    nothing = {
        day: Estimate() for day, mark in marked.items() if mark == "fast" and how(day).estimable
    }
    by_day: dict[date, list[Item]] = {day: [] for day in days}
    for item in items:
        if item.when.day in by_day:
            by_day[item.when.day].append(item)
    return PeriodIntake(
        tuple(
            DayIntake(
                day,
                targets[day],
                tuple(eaten),
                future=day > today,
                absorbed=absorbed.get(day, nothing.get(day))
                if _is_logged(eaten, marked.get(day))
                else None,
                conditions=found.get(day, ()),
                mark=marked.get(day),
            )
            for day, eaten in by_day.items()
        )
    )


def _is_logged(items: Sequence[Item], mark: Mark | None) -> bool:
    """Whether anything was eaten, which an injection is not, or surely nothing."""
    return mark == "fast" or any(item.origin != "injection" for item in items)
