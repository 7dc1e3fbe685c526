"""What should be known before any figure: red flags, and what a blood test doesn't rule out.

Pure functions of what a diary holds. Each remark names its source. For the same day: NHS Lothian's
referral guideline on B12 deficiency (emergency admission), RCEM 2024 on nitrous oxide, CDC and
Wirthensohn 2023 on infants, NHS on psychosis and fainting. At once: NHS on seizures, chest pain and
thoughts of suicide. Soon: NICE NG239 (2024), which advises a test for a symptom with a known cause.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tracker.health.laboratory import LabValue
from tracker.health.symptoms import KNOWN, Felt, Symptom, in_text
from tracker.people.model import Person
from tracker.text.dates import format_day
from tracker.text.formatting import capitalised, count, listed

# How soon to see a clinician, the most urgent first.
When = Literal["now", "same day", "soon"]
URGENT: tuple[When, ...] = ("now", "same day", "soon")

RED_FLAGS = (
    "The same day: new weakness or numbness of the legs, trouble walking, sudden or growing loss "
    "of vision, loss of bladder or bowel control; any sign of the nerves after nitrous oxide; "
    "hallucinations or psychosis; fainting; severe breathlessness or palpitations; an infant that "
    "is floppy, doesn't feed or loses skills."
)
SOON = (
    "Soon: tingling, numbness or any other sign of the nerves, falls, confusion, severe low mood; "
    "any symptom in pregnancy, while breastfeeding, in an infant or with a known cause of a "
    "deficiency; a blood test by which a deficiency is likely. Damage to nerves can become "
    "permanent."
)
NOW = (
    "At once: chest pain, a first seizure, signs of a stroke, thoughts of harming yourself. Call "
    "the emergency number or a crisis line; you need not be sure."
)
WHEN: dict[When, str] = {"now": NOW, "same day": RED_FLAGS, "soon": SOON}
SOURCE = "NHS; NHS Lothian; RCEM 2024; CDC; NICE NG239, 2024"
NO_ADVICE = (
    "This is a diary and no medical advice: a clinician can test what it can only estimate. Don't "
    "stop or change a prescribed treatment because of it."
)

NITROUS_OXIDE = "nitrous-oxide"
NITROUS_TESTS = (
    "A normal total B12 rules nothing out (it was low in only 20 to 50 % of cases): the tests are "
    "methylmalonic acid or homocysteine, and treatment begins before their results."
)
NITROUS_SOURCE = "NHS Lothian; RCEM 2024; Paris 2023, Pract Neurol; NICE NG239, 2024"
# Without intrinsic factor, or with antibodies to it, the usual test can be wrong.
_DISTURBED = frozenset({"pernicious-anaemia", "autoimmune-gastritis"})
# Paris 2023 (Pract Neurol, table 2), in µmol/L: the reference ends at 0.28, and more than 0.75 is
# highly suggestive.
MMA_RAISED, MMA_HIGH = 0.28, 0.75
# In µmol/L, what many laboratories call raised; no guideline that we read gives a limit.
HOMOCYSTEINE_RAISED = 15.0
_KIDNEYS = "kidney-disease"
BANDS_FROM_MONTHS = 16 * 12
_ONE_TIME, _A_YEAR = timedelta(days=92), timedelta(days=366)


class Remark(NamedTuple):
    """A line for a person: what it is about, the text, its source where that isn't the diary.

    With `urgency` it is a reason to see a clinician; `fact` is what is known, for the clinician.
    """

    topic: str
    text: str
    source: str = ""
    urgency: When | None = None
    fact: str = ""


def by_urgency(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks, the most urgent first."""
    order: tuple[When | None, ...] = (*URGENT, None)
    return tuple(sorted(remarks, key=lambda remark: order.index(remark.urgency)))


# --- symptoms


class _Reason(NamedTuple):
    """Why a symptom is a reason to see a clinician, and what to say after that."""

    urgency: When
    because: str = ""
    then: str = ""
    source: str = ""


_EMERGENCY = "Call the emergency number now; you need not be sure."
_AGAIN = "Call the emergency number if it comes again."
_DESPAIR = "Call a crisis line or the emergency number now; you need not be sure."
_TEST = "NICE advises a blood test; with a known deficiency ask whether the treatment is enough."


def of_symptoms(
    felt: Iterable[Felt], person: Person, causes: Sequence[str], today: date
) -> list[Remark]:
    """Return a remark for each reason to see a clinician, with the symptoms it holds for.

    `causes` are the person's known causes of a deficiency, in words. Of several entries of a
    symptom the last counts; a score of 0 says that it is absent. A red flag that is gone is still a
    reason, as is an emergency of a day before today, but less urgent ones.
    """
    own: dict[str, list[Felt]] = {}
    for entry in felt:
        own.setdefault(entry.symptom, []).append(entry)
    reasons: dict[_Reason, dict[str, Felt]] = {}
    for entries in own.values():
        entry = entries[-1]
        reason = _reason(entry, person, causes, today)
        if entry.score == 0:
            reason, entry = _gone(entries, person, causes, today)
        if reason:
            reasons.setdefault(reason, {})[entry.symptom] = entry
    remarks = [_remark(reason, list(entries.values())) for reason, entries in reasons.items()]
    return list(by_urgency(remarks))


def named_in(entry: Felt) -> list[Symptom]:
    """Return the known symptoms that an entry names: by its name, or in its words and its note."""
    known = KNOWN.get(entry.symptom)
    by_name = [known] if known else in_text(entry.symptom)
    return [*by_name, *in_text(entry.note or "")]


def is_of_nerves(entry: Felt) -> bool:
    """Return whether an entry reports a neurological symptom."""
    return entry.score > 0 and any(symptom.nerves for symptom in named_in(entry))


def _gone(
    entries: Sequence[Felt], person: Person, causes: Sequence[str], today: date
) -> tuple[_Reason | None, Felt]:
    """Return why a symptom that is gone is still a reason: its last red flag; else None."""
    for entry in reversed(entries):
        reason = _reason(entry, person, causes, today)
        if reason and reason.urgency in ("now", "same day"):
            then = f"It was gone by {format_day(entries[-1].day)}; tell of it all the same."
            return _Reason("soon", reason.because, then, reason.source), entry
    return None, entries[-1]


def _reason(entry: Felt, person: Person, causes: Sequence[str], today: date) -> _Reason | None:
    if entry.score == 0:
        return None
    symptoms = named_in(entry)
    by_itself = {symptom.urgency_at(entry.score): symptom.source for symptom in symptoms}
    nerves = any(symptom.nerves for symptom in symptoms)
    if "now" in by_itself:
        if _is_despair(symptoms):
            return _Reason("now", then=_DESPAIR, source=by_itself["now"])
        if entry.day < today:
            return _Reason("same day", then=_AGAIN, source=by_itself["now"])
        return _Reason("now", then=_EMERGENCY, source=by_itself["now"])
    if nerves and NITROUS_OXIDE in person.condition_names_on(entry.day):
        return _Reason("same day", " after nitrous oxide", NITROUS_TESTS, NITROUS_SOURCE)
    if "same day" in by_itself:
        return _Reason("same day", source=by_itself["same day"])
    stage = person.stage_on(entry.day)
    if person.is_infant_on(entry.day):
        return _Reason("soon", " in an infant", source="CDC; Wirthensohn 2023")
    if stage != "none":
        during = " in pregnancy" if stage == "pregnant" else " while breastfeeding"
        return _Reason("soon", during, source="NHS Lothian; IOM 1998, p. 340")
    if causes:
        known = "a known cause" if len(causes) == 1 else "known causes"
        because = f" with {known} of a B12 deficiency ({', '.join(causes)})"
        return _Reason("soon", because, _TEST, "NICE NG239, 2024")
    if "soon" in by_itself:
        return _Reason("soon", source=by_itself["soon"])
    return None


def _is_despair(symptoms: Iterable[Symptom]) -> bool:
    return any(symptom.name == "thoughts of self-harm" for symptom in symptoms)


def _remark(reason: _Reason, entries: Sequence[Felt]) -> Remark:
    what = listed([_in_words(entry) for entry in entries])
    what = capitalised(what)
    if reason.urgency == "now":
        text = f"{what}. {reason.then}"
    else:
        when = "the same day" if reason.urgency == "same day" else "soon"
        permanent = "Damage to nerves can become permanent." * any(map(is_of_nerves, entries))
        text = f"{what}{reason.because}: see a clinician {when}."
        text = " ".join(filter(None, (text, reason.then, permanent)))
    return Remark("symptoms", text, reason.source, reason.urgency, f"{what}{reason.because}.")


def _in_words(entry: Felt) -> str:
    """`fatigue and weakness (4 of 10 on Sun 22 Nov 2026, "I cannot walk")`."""
    note = f', "{entry.note}"' if entry.note and in_text(entry.note) else ""
    return f"{entry.symptom} ({entry.score} of 10 on {format_day(entry.day)}{note})"


# --- laboratory values


def of_values(
    values: Iterable[LabValue],
    person: Person,
    day: date,
    felt: Sequence[Felt] = (),
    causes: Sequence[str] = (),
) -> list[Remark]:
    """Return what the last value of each test, up to that day, says and doesn't rule out.

    What a value of more than a year ago was is said, and is no longer urgent. `felt` are the
    symptoms of the last weeks, `causes` as `of_symptoms` takes them.
    """
    last = {value.test.name: value for value in values if value.day <= day}
    remarks = [
        remark if day - value.day <= _A_YEAR else _old(remark, day - value.day)
        for value in last.values()
        for remark in _of_value(value, last, person, felt, bool(causes))
    ]
    return list(by_urgency(remarks))


def _old(remark: Remark, ago: timedelta) -> Remark:
    """The remark as what was known then."""
    years = count(round(ago.days / _A_YEAR.days), "year")
    return remark._replace(
        text=f"{remark.fact or remark.text} ({years} ago)", urgency=None, fact=""
    )


def band_for(value: LabValue, person: Person) -> str | None:
    """Return NICE's band of the value; None if there is none, and for a person under 16."""
    return value.band if _bands_apply(person, value.day) else None


def likely_deficient(values: Iterable[LabValue], person: Person, day: date) -> LabValue | None:
    """Return the last value of a test, up to that day, by which a deficiency is likely."""
    last = {value.test.name: value for value in values if value.day <= day}
    low = (v for v in last.values() if _is_low(v) and _bands_apply(person, v.day))
    return next(low, None)


def _bands_apply(person: Person, day: date) -> bool:
    months = person.age_months_on(day)
    return months is None or months >= BANDS_FROM_MONTHS


def _of_value(
    value: LabValue,
    last: dict[str, LabValue],
    person: Person,
    felt: Sequence[Felt],
    has_cause: bool,
) -> Iterator[Remark]:
    what = f"{capitalised(value.test.title)} of {format_day(value.day)}, {value.label},"
    if value.test.name in ("mma", "homocysteine"):
        yield from _raised(value, what, person)
    elif not _bands_apply(person, value.day):
        yield Remark(
            "laboratory",
            f"{what} has no band here, as NICE's are for people over 16: "
            + ("show it to a doctor soon." if _is_low(value) else "a doctor can read it."),
            "NICE NG239, 2024",
            "soon" if _is_low(value) else None,
            f"{what} at the age of {_age(person, value.day)}.",
        )
    elif _is_low(value):
        yield Remark(
            "laboratory",
            f"{what} lies where a deficiency is likely: see a clinician soon, about its cause and "
            "treatment. B12 is taken at least 24 hours before folic acid, and a review follows "
            "after 3 months, or 1 month in pregnancy or while breastfeeding.",
            "NICE NG239, 2024; NHS Lothian",
            "soon",
            f"{what} lies where a deficiency is likely.",
        )
    else:
        yield from _not_ruled_out(value, what, last, person, felt, has_cause)


def _not_ruled_out(
    value: LabValue,
    what: str,
    last: dict[str, LabValue],
    person: Person,
    felt: Sequence[Felt],
    has_cause: bool,
) -> Iterator[Remark]:
    """Yield why a value that isn't low does not rule out a deficiency, if anything says so."""
    reasons = list(_contradictions(value, last, person, felt))
    urgent = any(urgent for _, _, urgent in reasons)
    band = value.band or ""
    indeterminate = "indeterminate" in band or "likely or" in band
    if not reasons and not indeterminate:
        return
    texts = [text for text, *_ in reasons]
    sources = [source for _, named, _ in reasons for source in named.split("; ")]
    where = "is indeterminate and" if indeterminate else ""
    where = "leaves the band open and" if " or " in band else where
    because = f": {'; '.join(texts)}" if texts else ""
    then = ""
    if indeterminate:
        then = " NICE's next step is methylmalonic acid."
        sources.append("NICE NG239, 2024")
        expecting = person.stage_on(value.day) != "none"
        urgent = urgent or has_cause or expecting or any(entry.score for entry in felt)
    see = " See a clinician soon about it." if urgent else ""
    fact = f"{what} {where} does not rule out a deficiency{because}.".replace("  ", " ")
    yield Remark(
        "laboratory",
        f"{fact}{then}{see}",
        "; ".join(dict.fromkeys(sources)),
        "soon" if urgent else None,
        fact,
    )


def _contradictions(
    value: LabValue, last: dict[str, LabValue], person: Person, felt: Sequence[Felt]
) -> Iterator[tuple[str, str, bool]]:
    """Yield what stands against a value that isn't low, the source, and whether it is urgent."""
    names = person.condition_names_on(value.day)
    near = {name: other for name, other in last.items() if _is_near(other, value)}
    for name, limit, source in (
        ("mma", MMA_RAISED, "Paris 2023, Pract Neurol; NICE NG239, 2024"),
        ("homocysteine", HOMOCYSTEINE_RAISED, "NICE NG239, 2024"),
    ):
        other = near.get(name)
        if other and _over(other, limit):
            yield f"{other.test.title} of {other.label} is raised", source, True
    other = near.get("active-b12" if value.test.name == "b12" else "b12")
    if other and _is_low(other):
        yield f"{other.test.title} of {other.label} is low", "NICE NG239, 2024", True
    if any(map(is_of_nerves, felt)):
        yield "there are signs of the nerves", "Devalia 2014 (BSH)", True
    if NITROUS_OXIDE in names:
        yield "after nitrous oxide it is often normal", "Paris 2023, Pract Neurol", True
    if value.test.name == "b12" and _DISTURBED & names:
        yield (
            "with antibodies to intrinsic factor 22 to 35 % of samples were falsely normal",
            "Carmel & Agrawal 2012, N Engl J Med 367:385",
            False,
        )
    if value.test.name == "b12" and person.stage_on(value.day) == "pregnant":
        yield (
            "in pregnancy the total falls to about half, and active B12 is the preferred test",
            "NICE NG239, 2024; IOM 1998, p. 339",
            False,
        )


def _raised(value: LabValue, what: str, person: Person) -> Iterator[Remark]:
    """Yield that methylmalonic acid or homocysteine is raised, and what else raises it."""
    also = (
        " Your kidney disease raises it too."
        if _KIDNEYS in person.condition_names_on(value.day)
        else " Kidney disease raises it too."
    )
    if value.test.name == "homocysteine":
        if _over(value, HOMOCYSTEINE_RAISED):
            yield Remark(
                "laboratory",
                f"{what} is above 15 µmol/L, which many laboratories call raised: a deficiency of "
                f"B12 or folate is possible; see a clinician soon about it.{also}",
                "NICE NG239, 2024 for the test; the limit was not read in a guideline",
                "soon",
                f"{what} is above 15 µmol/L.{also}",
            )
        return
    if _over(value, MMA_HIGH):
        text = "is above 0.75 µmol/L, which is highly suggestive of a deficiency"
    elif _over(value, MMA_RAISED):
        text = "is above the reference of 0.28 µmol/L, so a deficiency is possible"
    else:
        return
    yield Remark(
        "laboratory",
        f"{what} {text}: see a clinician soon about it.{also} Laboratories differ.",
        "Paris 2023, Pract Neurol; NICE NG239, 2024",
        "soon",
        f"{what} {text}.{also}",
    )


def _age(person: Person, day: date) -> str:
    years, months = divmod(person.age_months_on(day) or 0, 12)
    return count(years, "year") if years else count(months, "month")


def _is_low(value: LabValue) -> bool:
    return value.band == "deficiency likely"


def _is_near(other: LabValue, value: LabValue) -> bool:
    """Whether two values are of one time; the three months are ours."""
    return abs(other.day - value.day) <= _ONE_TIME


def _over(value: LabValue, limit: float) -> bool:
    micromoles = value.in_unit("µmol/L") or 0.0
    return value.bound not in ("<", "≤") and micromoles > limit
