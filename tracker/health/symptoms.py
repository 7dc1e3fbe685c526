"""Symptoms: the names they have in the diary, what people call them, and which are urgent.

The list and the descriptions follow the NHS pages on vitamin B12 deficiency and NICE NG239 (2024),
the red flags NHS Lothian. A diary names no diagnosis: all of them have other causes too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, cast

from tracker import paths
from tracker.errors import InputError
from tracker.people.model import Person
from tracker.text.dates import age_months
from tracker.text.formatting import printable
from tracker.text.words import Words, words

# Which symptoms are for a clinician by themselves: on the same day, soon, or soon when severe.
Urgency = Literal["now", "same day", "soon", "soon when severe"]

MOST = 10
# From this score on a mood is severe; the scale is the diary's own.
SEVERE = 8
_INFANT_MONTHS = 12
_LONGEST_NAME = 40
_LONGEST_NOTE = 200


# NHS Lothian's referral guideline on B12 deficiency: emergency admission on the same day.
SAME_DAY = (
    "The same day: new weakness or numbness of the legs, sudden or growing loss of vision, trouble "
    "walking, loss of bladder or bowel control."
)
# NICE NG239 (2024) and NHS on vitamin B12 deficiency.
SOON = (
    "Soon: tingling, numbness or any other sign of the nerves, confusion, severe low mood; signs "
    "in pregnancy, while breastfeeding or in an infant; pernicious anaemia or stomach surgery; "
    "tingling after nitrous oxide. Damage to nerves can become permanent."
)
# NHS on chest pain, and on help for suicidal thoughts.
NOW = (
    "At once: call the emergency number, or a crisis line when you think of harming yourself; you "
    "need not wait, nor be sure."
)
WHEN = {"now": NOW, "same day": SAME_DAY, "soon": SOON}
SOURCE = "NHS; NHS Lothian; NICE NG239, 2024"
NO_ADVICE = "This is a diary and no medical advice: a clinician can test what it can only estimate."
# With these any symptom is one for a clinician: the causes that `SOON` names, by the names of
# `people.conditions`.
SOON_CONDITIONS = frozenset({"pernicious-anaemia", "gastric-bypass", "gastrectomy"})


@dataclass(frozen=True)
class Symptom:
    """A symptom by its name in the diary, in a line, with the other words people have for it."""

    name: str
    says: str
    also: tuple[str, ...]
    urgency: Urgency | None = None

    @property
    def description(self) -> str:
        """What it is, and when to see a clinician about it where one should."""
        if self.urgency is None:
            return self.says
        when = {
            "now": "at once",
            "same day": "the same day",
            "soon": "soon",
            "soon when severe": f"soon when it is severe ({SEVERE} or more)",
        }
        return f"{self.says}; see a clinician {when[self.urgency]}"


@dataclass(frozen=True)
class Entry:
    """A symptom's name, its score from 0 (none) to 10, and a note, as they were typed."""

    name: str
    score: int
    note: str | None = None


@dataclass(frozen=True)
class Felt:
    """A symptom in the diary: its day, the true time where it is known, and the score, 0 to 10."""

    day: date
    felt_at: datetime | None
    symptom: str
    score: int
    note: str | None
    id: int = 0


KNOWN = {
    row["name"]: Symptom(
        row["name"],
        row["says"],
        tuple(row["also"].split(";")),
        cast("Urgency | None", row["urgency"] or None),
    )
    for row in paths.seed_rows("symptoms.csv")
}

_NUMBER_LIKE = re.compile(r"[+\-−]?[.,]?\d[^A-Za-z]*")
_SCORE = re.compile(r"0*(\d{1,2})(?:/10)?[,;:.]?")
_EXAMPLE = "for instance: cramps 6 left calf"


def parse_entry(text: str) -> Entry:
    """The name before the first number, the score, and the note behind it: `cramps 6 left calf`.

    `6/10` is 6. Raises InputError for what lacks a name or a score, for a score that isn't a whole
    number from 0 to 10, and for a note that is too long.
    """
    said = printable(text).split()
    at = next((n for n, word in enumerate(said) if _NUMBER_LIKE.fullmatch(word)), None)
    if at is None:
        shown = f'"{" ".join(said)}" has no score' if said else "nothing to log"
        raise InputError(f"{shown}: a symptom has one from 0 to {MOST}, {_EXAMPLE}")
    found = _SCORE.fullmatch(said[at])
    if found is None or int(found[1]) > MOST:
        raise InputError(f'"{said[at]}" is no score: write a whole number from 0 to {MOST}')
    name = " ".join(said[:at]).rstrip(",;:= ")
    if not name:
        raise InputError(f"the symptom stands before its score, {_EXAMPLE}")
    note = " ".join(said[at + 1 :]).lstrip(",;: ")
    if len(note) > _LONGEST_NOTE:
        raise InputError(f"a note has at most {_LONGEST_NOTE} characters")
    return Entry(name, int(found[1]), note or None)


def format_entry(symptom: str, score: int, note: str | None) -> str:
    """`muscle cramps 6, left calf, night`: what `parse_entry` reads."""
    return f"{symptom} {score}, {note}" if note else f"{symptom} {score}"


def named(text: str, own: Iterable[str] = ()) -> str | None:
    """The diary's name for what a person says, among the known ones and their own."""
    key = _key(text)
    return _BY_WORDS.get(key) or next((name for name in own if _key(name) == key), None)


def check_own_name(text: str) -> str:
    """A name of one's own as it can be typed again. Raises InputError for one that is none."""
    name = " ".join(text.split())
    if not any(c.isalpha() for c in name) or len(name) > _LONGEST_NAME:
        raise InputError(
            f'"{name}" is no name for a symptom: it needs letters, at most {_LONGEST_NAME}'
        )
    return name


def warning(felt: Felt, person: Person) -> str | None:
    """When to see a clinician about it, with the source; None where nothing calls for one."""
    when = urgency(felt, person)
    return when and f"See a clinician. {WHEN[when]} ({SOURCE})"


def urgency(felt: Felt, person: Person) -> Literal["now", "same day", "soon"] | None:
    """How soon to see a clinician about it; None where nothing calls for one.

    A score of 0 is a symptom that is not there, and calls for nobody.
    """
    if felt.score == 0:
        return None
    known = KNOWN.get(felt.symptom)
    by_itself = known and known.urgency
    flags = {by_itself, *_flags_in(felt.note or "")}
    if "now" in flags:
        return "now"
    if "same day" in flags:
        return "same day"
    severe = by_itself == "soon when severe" and felt.score >= SEVERE
    delicate = _is_delicate(person, felt.day)
    return "soon" if by_itself == "soon" or severe or delicate else None


def _flags_in(note: str) -> set[Urgency]:
    """The red flags that a note names in words of two and more: "and I cannot walk"."""
    said = set(words(note))
    return {
        symptom.urgency
        for symptom in KNOWN.values()
        if symptom.urgency in ("now", "same day")
        for also in symptom.also
        if len(words(also)) > 1 and said.issuperset(words(also))
    }


def _is_delicate(person: Person, day: date) -> bool:
    """Whether any symptom is one for a clinician."""
    infant = person.born is not None and age_months(person.born, day) < _INFANT_MONTHS
    causes = {condition.name for condition in person.conditions_on(day)}
    return (
        infant
        or person.stage_on(day) in ("pregnant", "lactating")
        or not causes.isdisjoint(SOON_CONDITIONS)
    )


def _key(text: str) -> Words:
    """The words in any order; a name of nothing but stop words is itself."""
    return tuple(sorted(words(text))) or (text.casefold(),)


_BY_WORDS = {
    _key(said): symptom.name for symptom in KNOWN.values() for said in (symptom.name, *symptom.also)
}
