"""Symptoms: their names in the diary, what people call them, and how urgent each is by itself.

Each has its source in `seed_data/symptoms.csv`. The diary makes no diagnosis: all symptoms have
other causes too. What else makes a symptom urgent stands in `cautions`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Literal, cast, get_args

from tracker import paths
from tracker.errors import InputError
from tracker.text.formatting import BOUNDS, printable
from tracker.text.words import Words, words

# How soon a symptom by itself is a reason to see a clinician.
Urgency = Literal["now", "same day", "same day when severe", "soon", "soon when severe"]
URGENCIES: tuple[Urgency | None, ...] = (*get_args(Urgency), None)

MOST = 10
# A symptom is severe from this score; the scale is the diary's own.
SEVERE = 8
_LONGEST_NAME = 40
_LONGEST_NOTE = 200


@dataclass(frozen=True)
class Symptom:
    """A symptom by its name in the diary, what it is in a line, and other words for it.

    `nerves` tells a sign of the nerves; `alarms` are words that mean it in any text.
    """

    name: str
    says: str
    also: tuple[str, ...]
    urgency: Urgency | None = None
    nerves: bool = False
    alarms: tuple[str, ...] = ()
    source: str = ""

    @property
    def description(self) -> str:
        """What it is, and when to see a clinician about it, if one should."""
        if self.urgency is None:
            return f"{self.says} ({self.source})"
        severe = f"when it is severe ({SEVERE} or more)"
        when = self.urgency.replace("when severe", severe)
        when = when.replace("same day", "the same day").replace("now", "at once")
        return f"{self.says}; see a clinician {when} ({self.source})"

    def urgency_at(self, score: int) -> Literal["now", "same day", "soon"] | None:
        """Return how soon a score from 1 to 10 by itself is a reason to see a clinician."""
        urgency = self.urgency
        if urgency == "same day when severe":
            return "same day" if score >= SEVERE else None
        if urgency == "soon when severe":
            return "soon" if score >= SEVERE else None
        return urgency


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
        row["nerves"] == "yes",
        tuple(filter(None, row["alarms"].split(";"))),
        row["source"],
    )
    for row in paths.seed_rows("symptoms.csv")
}

_NUMBER_LIKE = re.compile(rf"(?:[{BOUNDS}]=?)?[+\-−]?[.,]?\d[^A-Za-z]*")
# A word that ends in a sign, but not "<b>pain</b>".
_BOUND = re.compile(rf"[^{BOUNDS}]*([{BOUNDS}]=?)[,;:]?")
_SCORE = re.compile(r"0*(\d{1,2})(?:/10)?[,;:.]?")
# What stands before a symptom that is denied: "no chest pain", "not suicidal".
_DENIALS = frozenset({"no", "not", "without", "denies", "deny"})
# One word for what people write in several ways.
_CANNOT = re.compile(
    r"\b(?:can[\s-]?not|can[’']?t|could(?:n[’']?t| not)|unable to)\b", re.IGNORECASE
)
# Symptoms that are the same wherever they are, and the words for a place.
_PLACED = frozenset({"muscle cramps", "numbness and tingling"})
_PLACES = frozenset("hand hands foot feet finger fingers toe toes calf calves thigh thighs".split())
_SIDES = frozenset("left right both in my the of".split())
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


def with_place(entry: Entry, own: Iterable[str] = ()) -> Entry:
    """Return the entry with a place in its name as a note: `tingling both feet 6`.

    Only of symptoms that a place makes no other: weakness of one leg may be a stroke.
    """
    if named(entry.name, own) or any(symptom.urgency for symptom in in_text(entry.name)):
        return entry
    typed = entry.name.split()
    place = [word for word in typed if word.casefold() in _PLACES | _SIDES]
    name = named(" ".join(word for word in typed if word not in place))
    if name not in _PLACED or not place:
        return entry
    note = ", ".join(filter(None, (" ".join(place), entry.note)))
    return Entry(name, entry.score, note) if len(note) <= _LONGEST_NOTE else entry


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


def in_text(text: str) -> list[Symptom]:
    """Return the symptoms that a text names: by an alarming word, or by two of its words or more.

    "cramps, and I cannot walk" names trouble walking, and "no chest pain" nothing.
    """
    typed = _plain(text)
    return [symptom for symptom in KNOWN.values() if _names(symptom, typed)]


def _names(symptom: Symptom, typed: Words) -> bool:
    """Whether a phrase of the symptom stands in the text, in its order, and isn't denied."""
    return any(
        typed[at : at + len(phrase)] == phrase and not _is_denied(typed[:at])
        for phrase in _phrases(symptom)
        for at in range(len(typed) - len(phrase) + 1)
    )


def _is_denied(before: Words) -> bool:
    """Whether the words end in a denial: "no", "without any"."""
    last, earlier = before[-1:], before[-2:-1]
    return not _DENIALS.isdisjoint(earlier if last == ("any",) else last)


@cache
def _phrases(symptom: Symptom) -> tuple[Words, ...]:
    """What means it in any text: its alarms, and its names of two words or more."""
    names = (_plain(name) for name in (symptom.name, *symptom.also))
    return (*map(_plain, symptom.alarms), *(name for name in names if len(name) > 1))


def _plain(text: str) -> Words:
    return words(_CANNOT.sub("cannot", text))


def _key(text: str) -> Words:
    """The words in any order; a name that is only stop words stays as it is."""
    return tuple(sorted(_plain(text))) or (text.casefold(),)


_BY_WORDS = {
    _key(word): symptom.name for symptom in KNOWN.values() for word in (symptom.name, *symptom.also)
}
