"""A person, and what changes about them over time."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Literal, NamedTuple

from tracker.errors import InputError, RefusedError
from tracker.people.conditions import OVER_50_MONTHS, Condition, known_conditions, over_50
from tracker.text.dates import age_months, format_day

Sex = Literal["f", "m"]
Stage = Literal["none", "pregnant", "lactating"]
STAGES: tuple[Stage, ...] = ("none", "pregnant", "lactating")

INFANT_MONTHS, ADULT_MONTHS, OVER_65_MONTHS = 12, 18 * 12, 65 * 12
DEFAULT_AUTHORITY = "IOM"
# A name means what it means there if nothing else is known.
DEFAULT_COUNTRY = "us"


class StageSince(NamedTuple):
    """A life stage from that day until the next one."""

    since: date
    stage: Stage


class TargetSince(NamedTuple):
    """From that day: the authority to follow, and a personal target in µg a day over it."""

    since: date
    authority: str
    ug_per_day: float | None = None


class ConditionSince(NamedTuple):
    """A condition between two days, both included; `until` is None while it lasts."""

    since: date
    name: str
    until: date | None = None
    id: int = 0

    @property
    def span(self) -> str:
        """The days in words: `from Fri 1 Mar 2024 to Sat 1 Jun 2024`."""
        ended = "" if self.until is None else f" to {format_day(self.until)}"
        return f"from {format_day(self.since)}{ended}"


class Usual(NamedTuple):
    """What holds where a person has chosen nothing: whose reference intakes, and a country."""

    authority: str = DEFAULT_AUTHORITY
    country: str | None = None


class Person(NamedTuple):
    """A person who keeps a diary; `stages`, `targets` and `conditions` are ordered by date.

    A meal before `day_starts` belongs to the day before. `country` is two letters, and None if
    nothing was chosen. `tables` are the codes of the food tables that are searched, the first one
    first; none are what came with the program, and then all others.
    """

    name: str
    born: date | None = None
    sex: Sex | None = None
    diet: str | None = None
    stages: tuple[StageSince, ...] = ()
    targets: tuple[TargetSince, ...] = ()
    conditions: tuple[ConditionSince, ...] = ()
    day_starts: time = time(0, 0)
    country: str | None = None
    tables: tuple[str, ...] = ()
    id: int = 1
    usual: Usual = Usual()

    @property
    def file_name(self) -> str:
        """The name as a part of a file's name: `anna-lee`.

        One with other signs than letters, digits and spaces has the person's number too, as another
        name could differ from it in those alone.
        """
        name = self.name.casefold()
        words = re.findall(r"[^\W_]+", name)
        return "-".join(words if " ".join(words) == name else [*words, str(self.id)])

    def country_in(self, environment: Mapping[str, str]) -> str:
        """Return whose foods a name means: the chosen country, else the usual one.

        Without either that is the one of the locale, else us.
        """
        chosen = self.country or self.usual.country
        return chosen or _country_of_locale(environment) or DEFAULT_COUNTRY

    def stage_on(self, day: date) -> Stage:
        """Return the life stage on that day."""
        for stage in reversed(self.stages):
            if stage.since <= day:
                return stage.stage
        return "none"

    def target_on(self, day: date) -> TargetSince:
        """Return what the target follows on that day; the usual if nothing was chosen."""
        for target in reversed(self.targets):
            if target.since <= day:
                return target
        return TargetSince(date.min, self.usual.authority)

    def age_months_on(self, day: date) -> int | None:
        """Return the age on that day in whole months, None if no birth date is known."""
        return None if self.born is None else age_months(self.born, day)

    def is_infant_on(self, day: date) -> bool:
        """Return whether the person is known to be under 12 months on that day."""
        months = self.age_months_on(day)
        return months is not None and months < INFANT_MONTHS

    def is_adult_on(self, day: date) -> bool:
        """Return whether the person is 18 or more on that day; without a birth date, yes."""
        months = self.age_months_on(day)
        return months is None or months >= ADULT_MONTHS

    def conditions_on(self, day: date) -> tuple[Condition, ...]:
        """Return what affects B12 on that day, including being over 50."""
        held = []
        for c in self.conditions:
            known = known_conditions()[c.name]
            lasts = c.until is None or day <= c.until + timedelta(days=known.lasts_days)
            if c.since <= day and lasts and known not in held:
                held.append(known)
        if (self.age_months_on(day) or 0) >= OVER_50_MONTHS:
            held.append(over_50())
        return tuple(held)

    def condition_names_on(self, day: date) -> frozenset[str]:
        """Return the names of what affects B12 on that day."""
        return frozenset(condition.name for condition in self.conditions_on(day))

    def causes_on(self, day: date) -> tuple[str, ...]:
        """Return the known causes of a deficiency on that day, in words; a diet isn't among them.

        NICE NG239 (2024) lists diseases, operations and medicines; NHS adds being older, which is
        from 65 here.
        """
        known = [condition.title for condition in self.conditions_on(day) if condition.cause]
        old = (self.age_months_on(day) or 0) >= OVER_65_MONTHS
        return (*known, *(["age over 65"] if old else []))

    def check_day(self, day: date) -> None:
        """Raise InputError for a day before birth."""
        if self.born and day < self.born:
            raise InputError(f"{day.isoformat()} is before the birth date in `b12 person`")

    def check_stage(self, stage: Stage, sex: str | None) -> None:
        """Raise RefusedError for a man who is pregnant or breastfeeding."""
        if stage != "none" and sex == "m":
            raise RefusedError(f"{stage} doesn't go with sex m")


def read_country(text: str) -> str:
    """Return a country in two lower-case letters, the United Kingdom as `uk`.

    Raise InputError for any other text.
    """
    country = text.strip().casefold()
    if not re.fullmatch("[a-z]{2}", country):
        raise InputError(f'invalid country "{text}": use two letters, such as uk, us or de')
    return "uk" if country == "gb" else country


def _country_of_locale(environment: Mapping[str, str]) -> str | None:
    """Return the country of a locale such as `en_GB.UTF-8`."""
    locale = environment.get("LC_ALL") or environment.get("LANG") or ""
    territory = re.match(r"[a-z]{2,3}_([A-Z]{2})(?![A-Za-z])", locale)
    return read_country(territory[1]) if territory else None
