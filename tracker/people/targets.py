"""How much B12 a person needs on a day, by whose authority, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.errors import InputError, RefusedError
from tracker.people.model import DEFAULT_AUTHORITY, Person, Stage
from tracker.text.dates import age_months
from tracker.text.formatting import format_number

# A target is what should be reached by nearly everyone: an average requirement is not one.
_NO_TARGETS = frozenset({"EAR"})
# "It is assumed that 50 percent of dietary B12 is absorbed by healthy adults": Institute of
# Medicine (1998), Dietary Reference Intakes for Thiamin ... Vitamin B12, p. 309.
ABSORBED_SHARE = 0.5


@dataclass(frozen=True)
class Reference:
    """A published reference intake in µg a day, for ages from and below so many months."""

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


@dataclass(frozen=True)
class Target:
    """µg a day with the authority it comes from (`IOM RDA 1998`) and the reason in words.

    A personal target says nothing of what the body needs: `reference` keeps the authority's.
    """

    ug_per_day: float
    authority: str
    why: str
    source: str
    confidence: str
    reference: "Target | None" = None

    @property
    def need_ug(self) -> float:
        """µg a day that should be absorbed: the authority's intake at the IOM's 50 %.

        The IOM set its RDA of 2.4 µg on the assumption that half of it is absorbed; for other
        authorities it is the same assumption, not theirs.
        """
        return ABSORBED_SHARE * (self.reference or self).ug_per_day

    @property
    def need_source(self) -> str:
        """`half of the IOM RDA 1998`, with whose assumption it is where it isn't theirs."""
        authority = (self.reference or self).authority
        whose = "" if authority.startswith(f"{DEFAULT_AUTHORITY} ") else ", as the IOM assumes"
        return f"half of the {authority}{whose}"


def target_for(person: Person, day: date, references: Sequence[Reference]) -> Target:
    """The target of that person on that day.

    A personal target stands as it is. Else the authority's figure for age, sex and life stage;
    an unknown birth date counts as an adult. Where the authority gives none (many give none for
    infants), IOM's figure is taken, and `why` says so. Raises RefusedError when IOM has none.
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


def authorities(references: Sequence[Reference]) -> list[str]:
    """The authorities that have an adult target, in the order of the table."""
    return list(
        dict.fromkeys(
            r.authority for r in references if r.life_stage == "adult" and r.kind not in _NO_TARGETS
        )
    )


def authority_named(name: str, references: Sequence[Reference]) -> str:
    """The authority of that name, in any case. Raises InputError with those that exist."""
    known = authorities(references)
    for authority in known:
        if authority.casefold() == name.strip().casefold():
            return authority
    raise InputError(f'"{name}" is no known reference: use {", ".join(known).lower()}')


def _published(
    person: Person, day: date, authority: str, references: Sequence[Reference]
) -> Target:
    stage = person.stage_on(day)
    # Days before birth occur in a newborn's first week and are never logged.
    months = None if person.born is None else max(age_months(person.born, day), 0)
    found = _lookup(references, authority, stage, months)
    note = ""
    if found is None:
        found = _lookup(references, DEFAULT_AUTHORITY, stage, months)
        note = f"; {authority} gives none, so IOM's is used"
    if found is None:
        raise RefusedError(f"no reference intake is known for {authority} on {day.isoformat()}")
    if stage != "none" and found.life_stage != stage:
        note = f"; {authority} adds nothing when {stage}"
    return Target(
        found.ug_per_day,
        f"{found.authority} {found.kind} {found.edition}",
        f"{found.life_stage}{_ages(found)}{_assumed(months)}{note}",
        found.source,
        found.confidence,
    )


def _lookup(
    references: Sequence[Reference], authority: str, stage: Stage, months: int | None
) -> Reference | None:
    rows = [r for r in references if r.authority == authority and r.kind not in _NO_TARGETS]
    if stage != "none":
        # Someone pregnant whose age the table doesn't reach still has the table's addition.
        for row in rows:
            if row.life_stage == stage:
                return row
    if months is None:
        return next((r for r in rows if r.life_stage == "adult"), None)
    fitting = (
        r
        for r in rows
        if r.life_stage in ("infant", "child", "adult")
        and r.age_from_months <= months
        and (r.age_below_months is None or months < r.age_below_months)
    )
    return next(fitting, None)


def _ages(row: Reference) -> str:
    if row.age_below_months is None:
        return f" from {_age(row.age_from_months)}"
    return f" from {_age(row.age_from_months)} to under {_age(row.age_below_months)}"


def _age(months: int) -> str:
    return f"{format_number(months / 12)} years" if months >= 24 else f"{months} months"


def _assumed(months: int | None) -> str:
    return ", assumed as no birth date is set" if months is None else ""
