"""How much B12 a person needs on a day, according to which authority, and why."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tracker.errors import InputError, RefusedError
from tracker.people.model import DEFAULT_AUTHORITY, Person, Stage
from tracker.text.dates import age_months
from tracker.text.formatting import format_number

# A target covers the needs of nearly everyone; an average requirement does not.
_NO_TARGETS = frozenset({"EAR", "provisional AR"})
_STAGES = {"pregnant": "pregnancy", "lactating": "breastfeeding"}
# What covers the need by the authority's own assumption of how much is absorbed; an adequate intake
# (AI) or estimated value rests on markers in the blood.
_REQUIREMENTS = frozenset({"RDA", "RNI", "RDI"})
# The authorities whose requirement assumes that half is absorbed.
_HALVING = frozenset({"IOM", "UK", "WHO", "NHMRC"})
# "It is assumed that 50 percent of dietary B12 is absorbed by healthy adults": Institute of
# Medicine (1998), Dietary Reference Intakes for Thiamin ... Vitamin B12, p. 309.
ABSORBED_SHARE = 0.5


class Reference(NamedTuple):
    """A published reference intake in µg a day, for a range of ages in months."""

    authority: str
    edition: int
    kind: str
    life_stage: str
    sex: str
    age_from_months: int
    age_below_months: int | None
    ug_per_day: float
    source: str
    confidence: str


class Target(NamedTuple):
    """µg a day with the authority it comes from (`IOM RDA 1998`) and the reason in words.

    A personal target does not say what the body needs, so `reference` keeps the authority's. If
    that is no requirement of which half is assumed to be absorbed (`halved`), `requirement` is the
    IOM's, if it has one, and its `average_ug` the IOM's average requirement in µg a day.
    """

    ug_per_day: float
    authority: str
    why: str
    source: str
    confidence: str
    reference: "Target | None" = None
    requirement: "Target | None" = None
    average_ug: float | None = None
    halved: bool = True

    @property
    def need_ug(self) -> float | None:
        """µg a day that should be absorbed: half of the requirement. None where none is known.

        That half of it is absorbed is the assumption behind the IOM's RDA of 2.4 µg, and those of
        WHO, NHMRC and the UK.
        """
        needed = self._needed
        return ABSORBED_SHARE * needed.ug_per_day if needed.halved else None

    @property
    def need_source(self) -> str:
        """`half of the IOM RDA 1998`, and for an adequate intake that it is the IOM's need."""
        published, needed = self.reference or self, self._needed
        if not needed.halved:
            return "no need is known for infants"
        half = f"half of the {needed.authority}"
        if needed is published:
            return half
        least, most = (
            format_number(ABSORBED_SHARE * ug)
            for ug in (needed.average_ug or needed.ug_per_day, needed.ug_per_day)
        )
        return (
            f"the IOM's {least}–{most} µg, {half}, as no source says that the "
            f"{published.authority} rests on half being absorbed"
        )

    @property
    def _needed(self) -> "Target":
        published = self.reference or self
        return published.requirement or published


def target_for(person: Person, day: date, references: Sequence[Reference]) -> Target:
    """Return the target of that person on that day.

    That is a personal target, or else the authority's figure for the age, sex and life stage; a
    person without a birth date is taken for an adult. If the table has none of the authority (as
    of many for infants), it is the IOM's; if it has none for a life stage, it is the one for the
    age; and `why` says so. Raise RefusedError if the IOM has none.
    """
    chosen = person.target_on(day)
    published = _published(person, day, chosen.authority, references)
    if chosen.ug_per_day is None:
        return published
    return Target(
        chosen.ug_per_day,
        "your own",
        f"set by hand from {chosen.since.isoformat()} on",
        "set by hand",
        "your own",
        published,
    )


class Targets:
    """The targets that follow from a table of reference intakes.

    Years of days, and thousands of people, have few: one for each choice, life stage and month of
    age.
    """

    def __init__(self, references: Sequence[Reference]) -> None:
        """Take the table, in its order."""
        self._references = references
        self._known: dict[tuple[object, ...], Target] = {}

    def on(self, person: Person, days: Iterable[date]) -> dict[date, Target]:
        """Return the person's target on each of the days. Raise as `target_for`."""
        targets = {}
        for day in days:
            decides = (person.target_on(day), person.stage_on(day), person.age_months_on(day))
            if decides not in self._known:
                self._known[decides] = target_for(person, day, self._references)
            targets[day] = self._known[decides]
        return targets


def authorities(references: Sequence[Reference]) -> list[str]:
    """Return the authorities that have a target for adults, in the order of the table."""
    adults = (r for r in references if r.life_stage == "adult" and r.kind not in _NO_TARGETS)
    return list(dict.fromkeys(reference.authority for reference in adults))


def authority_named(name: str, references: Sequence[Reference]) -> str:
    """Return the authority of that name, in any case. Raise InputError for an unknown one."""
    known = authorities(references)
    for authority in known:
        if authority.casefold() == name.strip().casefold():
            return authority
    raise InputError(f'unknown reference "{name}": use {", ".join(known).lower()}')


def _published(
    person: Person, day: date, authority: str, references: Sequence[Reference]
) -> Target:
    stage = person.stage_on(day)
    # Days before birth occur in a newborn's first week and are never logged.
    months = None if person.born is None else max(age_months(person.born, day), 0)
    row = _lookup(references, authority, stage, months)
    note = ""
    if row is None:
        row = _lookup(references, DEFAULT_AUTHORITY, stage, months)
        note = f"; {authority}'s is not in this table, so the IOM's is used"
    if row is None:
        raise RefusedError(f"no reference intake is known for {authority} on {day.isoformat()}")
    if stage != "none" and row.life_stage != stage:
        what = f"{authority}'s for {_STAGES[stage]}"
        note = f"; {what} is not in this table, so the one for the age is used"
    target = Target(
        row.ug_per_day,
        f"{row.authority} {row.kind} {row.edition}",
        f"{_group(row, months)}{note}",
        row.source,
        row.confidence,
        halved=_is_halved(row),
    )
    needed = _lookup(references, DEFAULT_AUTHORITY, stage, months)
    if target.halved or needed is None or not _is_halved(needed):
        return target
    average = _lookup(references, DEFAULT_AUTHORITY, stage, months, average=True)
    requirement = Target(
        needed.ug_per_day,
        f"{needed.authority} {needed.kind} {needed.edition}",
        _group(needed, months),
        needed.source,
        needed.confidence,
        average_ug=average and average.ug_per_day,
    )
    return target._replace(requirement=requirement)


def _is_halved(row: Reference) -> bool:
    """Whether it is a requirement that assumes half to be absorbed; of an infant none is known."""
    return row.kind in _REQUIREMENTS and row.authority in _HALVING and row.life_stage != "infant"


def _lookup(
    references: Sequence[Reference],
    authority: str,
    stage: Stage,
    months: int | None,
    *,
    average: bool = False,
) -> Reference | None:
    """Return the row for the age and life stage: the target's, or that of the average need."""
    rows = [
        r for r in references if r.authority == authority and (r.kind in _NO_TARGETS) == average
    ]
    if stage != "none":
        # A pregnant person whose age is not in the table still gets the figure for pregnancy.
        for row in rows:
            if row.life_stage == stage:
                return row
    if months is None:
        return next((r for r in rows if r.life_stage == "adult"), None)
    for row in rows:
        is_age_group = row.life_stage in ("infant", "child", "adult")
        ends = row.age_below_months
        if is_age_group and row.age_from_months <= months and (ends is None or months < ends):
            return row
    return None


def _group(row: Reference, months: int | None) -> str:
    """Return whom the figure is for: `aged 4 to under 9 years`, `pregnant`.

    Many authorities' last age group begins in childhood, so that only an assumed age is an adult's.
    """
    if row.life_stage in _STAGES:
        return row.life_stage
    if months is None:
        return "adult, assumed as no birth date is set"
    first, end = row.age_from_months, row.age_below_months
    if end is None:
        return f"aged {first // 12} years and over"
    unit, size = ("years", 12) if first >= 12 else ("months", 1)
    start = f"{first // size} to " if first else ""
    return f"aged {start}under {end // size} {unit}"
