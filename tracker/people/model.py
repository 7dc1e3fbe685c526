"""Whose diary it is, and what of a person changes with time."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from tracker.errors import InputError, RefusedError
from tracker.people.conditions import CONDITIONS, OVER_50, OVER_50_MONTHS, Condition
from tracker.text.dates import age_months, format_day

Sex = Literal["f", "m"]
Stage = Literal["none", "pregnant", "lactating"]
STAGES: tuple[Stage, ...] = ("none", "pregnant", "lactating")

DEFAULT_AUTHORITY = "IOM"


@dataclass(frozen=True)
class StageSince:
    """A life stage from a day on, until the next one."""

    since: date
    stage: Stage


@dataclass(frozen=True)
class TargetSince:
    """From a day on: the authority to follow, and a personal target in µg a day over it."""

    since: date
    authority: str
    ug_per_day: float | None = None


@dataclass(frozen=True)
class ConditionSince:
    """A condition from a day to another, both included; `until` is None while it goes on."""

    since: date
    name: str
    until: date | None = None
    id: int = 0

    @property
    def span(self) -> str:
        """`from Fri 1 Mar 2024`, and to which day where it has ended."""
        ended = "" if self.until is None else f" to {format_day(self.until)}"
        return f"from {format_day(self.since)}{ended}"


@dataclass(frozen=True)
class Person:
    """Whose diary it is; `stages`, `targets` and `conditions` are ordered by date.

    A meal before `day_starts` belongs to the day before.
    """

    name: str
    born: date | None = None
    sex: Sex | None = None
    diet: str | None = None
    stages: tuple[StageSince, ...] = ()
    targets: tuple[TargetSince, ...] = ()
    conditions: tuple[ConditionSince, ...] = ()
    day_starts: time = time(0, 0)
    id: int = 1

    def stage_on(self, day: date) -> Stage:
        """The life stage on that day."""
        return next((s.stage for s in reversed(self.stages) if s.since <= day), "none")

    def target_on(self, day: date) -> TargetSince:
        """What the target follows on that day; IOM where nothing was chosen."""
        chosen = (t for t in reversed(self.targets) if t.since <= day)
        return next(chosen, TargetSince(date.min, DEFAULT_AUTHORITY))

    def conditions_on(self, day: date) -> tuple[Condition, ...]:
        """What bears on absorption on that day, being over 50 among it."""
        found = dict.fromkeys(
            CONDITIONS[c.name]
            for c in self.conditions
            if c.since <= day and (c.until is None or day <= c.until)
        )
        over_50 = self.born is not None and age_months(self.born, day) >= OVER_50_MONTHS
        return (*found, *([OVER_50] if over_50 else []))

    def check_day(self, day: date) -> None:
        """Raises InputError for a day before birth, on which nothing was eaten."""
        if self.born and day < self.born:
            raise InputError(f"{day.isoformat()} is before the birth date in `b12 person`")

    def check_stage(self, stage: Stage, sex: str | None) -> None:
        """Raises RefusedError for a man who is pregnant or breastfeeding."""
        if stage != "none" and sex == "m":
            raise RefusedError(f"{stage} doesn't go with sex m")
