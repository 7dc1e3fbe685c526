"""Symptoms: their names in the diary, what people call them, and when to see a clinician.

The list and the descriptions follow the NHS pages on vitamin B12 deficiency and NICE NG239 (2024),
the red flags NHS Lothian. The diary makes no diagnosis: all symptoms have other causes too.
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
from tracker.text.formatting import BOUNDS, printable
from tracker.text.words import Words, words

# How soon a symptom by itself is a reason to see a clinician.
Urgency = Literal["now", "same day", "soon", "soon when severe"]

MOST = 10
# A low mood is severe from this score; the scale is the diary's own.
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
# With these any symptom is a reason: the causes in `SOON`, by their names in `people.conditions`.
SOON_CONDITIONS = frozenset({"pernicious-anaemia", "gastric-bypass", "gastrectomy"})


@dataclass(frozen=True)
class Symptom:
    """A symptom by its name in the diary, what it is in a line, and other words for it."""

    name: str
    says: str
    also: tuple[str, ...]
    urgency: Urgency | None = None

    @property
    def description(self) -> str:
        """What it is, and when to see a clinician about it, if one should."""
        if self.urgency is None:
            return self.says
        severe = f"soon when it is severe ({SEVERE} or more)"
        when = {"now": "at once", "same day": "the same day", "soon when severe": severe}
        return f"{self.says}; see a clinician {when.get(self.urgency, self.urgency)}"


@dataclass(frozen=True)
class Entry:
    """A symptom's name, its score from 0 (none) to 10, and a note, as they were typed."""

    name: str
    score: int
    note: str | None = None


@dataclass(frozen=True)
class Felt:
    """A symptom in the diary: its day, the true time if it is known, and the score, 0 to 10."""

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

_NUMBER_LIKE = re.compile(rf"(?:[{BOUNDS}]=?)?[+\-−]?[.,]?\d[^A-Za-z]*")
# A word that ends in a sign, but not "<b>pain</b>".
_BOUND = re.compile(rf"[^{BOUNDS}]*([{BOUNDS}]=?)[,;:]?")
_SCORE = re.compile(r"0*(\d{1,2})(?:/10)?[,;:.]?")
_EXAMPLE = "for instance: cramps 6 left calf"


def parse_entry(text: str) -> Entry:
    """Return the name before the first number, the score, and the note: `cramps 6 left calf`.

    `6/10` is 6. Raise InputError if the name or the score is missing, if the score is not a whole
    number from 0 to 10, and if the note is too long.
    """
    typed = printable(text).split()
    at = next((n for n, word in enumerate(typed) if _NUMBER_LIKE.fullmatch(word)), None)
    if at is None:
        problem = f'"{" ".join(typed)}" has no score' if typed else "nothing to log"
        raise InputError(f"{problem}: a symptom has one from 0 to {MOST}, {_EXAMPLE}")
    name = " ".join(typed[:at]).rstrip(",;:= ")
    bounds = [bound[1] for bound in map(_BOUND.fullmatch, typed[:at]) if bound]
    figure = " ".join([*bounds, typed[at]])
    score = _SCORE.fullmatch(figure)
    if score is None or int(score[1]) > MOST:
        raise InputError(f'invalid score "{figure}": write a whole number from 0 to {MOST}')
    if not name:
        raise InputError(f"the symptom goes before its score, {_EXAMPLE}")
    note = " ".join(typed[at + 1 :]).lstrip(",;: ")
    if len(note) > _LONGEST_NOTE:
        raise InputError(f"a note has at most {_LONGEST_NOTE} characters")
    return Entry(name, int(score[1]), note or None)


def format_entry(symptom: str, score: int, note: str | None) -> str:
    """Return `muscle cramps 6, left calf, night`: what `parse_entry` reads."""
    return f"{symptom} {score}, {note}" if note else f"{symptom} {score}"


def named(text: str, own: Iterable[str] = ()) -> str | None:
    """Return the diary's name for what a person calls a symptom, their own names included."""
    key = _key(text)
    return _BY_WORDS.get(key) or next((name for name in own if _key(name) == key), None)


def check_own_name(text: str) -> str:
    """Return a name of one's own as it can be typed again. Raise InputError for an invalid one."""
    name = " ".join(text.split())
    if not any(c.isalpha() for c in name) or len(name) > _LONGEST_NAME:
        raise InputError(
            f'invalid name for a symptom "{name}": use letters, at most {_LONGEST_NAME}'
        )
    return name


def warning(felt: Felt, person: Person) -> str | None:
    """Return when to see a clinician about it, with the source; None if there is no reason to."""
    when = urgency(felt, person)
    return when and f"See a clinician. {WHEN[when]} ({SOURCE})"


def urgency(felt: Felt, person: Person) -> Literal["now", "same day", "soon"] | None:
    """Return how soon to see a clinician about it; None if there is no reason to.

    A score of 0 says that the symptom is absent, which is no reason.
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
    return "soon" if by_itself == "soon" or severe or _is_delicate(person, felt.day) else None


def _flags_in(note: str) -> set[Urgency]:
    """The red flags that a note names in two words or more: "and I cannot walk"."""
    noted = set(words(note))
    return {
        symptom.urgency
        for symptom in KNOWN.values()
        if symptom.urgency in ("now", "same day")
        for also in symptom.also
        if len(words(also)) > 1 and noted.issuperset(words(also))
    }


def _is_delicate(person: Person, day: date) -> bool:
    """Whether any symptom is a reason to see a clinician."""
    infant = person.born is not None and age_months(person.born, day) < _INFANT_MONTHS
    causes = {condition.name for condition in person.conditions_on(day)}
    return (
        infant
        or person.stage_on(day) in ("pregnant", "lactating")
        or not causes.isdisjoint(SOON_CONDITIONS)
    )


def _key(text: str) -> Words:
    """The words in any order; a name that is only stop words stays as it is."""
    return tuple(sorted(words(text))) or (text.casefold(),)


_BY_WORDS = {
    _key(word): symptom.name for symptom in KNOWN.values() for word in (symptom.name, *symptom.also)
}
