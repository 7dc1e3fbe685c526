"""Who is told to see a clinician, how soon and why; and what a blood test doesn't rule out."""

from datetime import date, timedelta

import pytest

from tracker.health.cautions import Remark, band_for, of_symptoms, of_values
from tracker.health.laboratory import LabValue, parse_value
from tracker.health.symptoms import KNOWN, Felt
from tracker.people.conditions import known_conditions
from tracker.people.model import ConditionSince, Person, StageSince

DAY = date(2026, 11, 22)
ME = Person("me")


def _felt(symptom: str, score: int = 4, note: str | None = None) -> Felt:
    return Felt(DAY, None, symptom, score, note)


def _with(*conditions: str) -> Person:
    return ME._replace(conditions=tuple(ConditionSince(DAY, name) for name in conditions))


def _about(person: Person, *felt: Felt) -> list[Remark]:
    return of_symptoms(felt, person, person.causes_on(DAY), DAY)


def _urgency(person: Person, *felt: Felt) -> str | None:
    remarks = _about(person, *felt)
    return remarks[0].urgency if remarks else None


# The same day: NHS Lothian, RCEM 2024, CDC, NHS. At once: NHS. Soon: NICE NG239.
@pytest.mark.parametrize(
    ("symptom", "score", "urgency"),
    [
        ("leg weakness", 1, "same day"),
        ("loss of vision", 1, "same day"),
        ("trouble walking", 1, "same day"),
        ("bladder or bowel trouble", 1, "same day"),
        ("hallucinations or psychosis", 1, "same day"),
        ("signs of a stroke", 1, "now"),
        ("fainting", 1, "same day"),
        ("infant signs", 1, "same day"),
        ("severe breathlessness", 1, "same day"),
        ("severe palpitations", 1, "same day"),
        ("breathlessness", 8, "same day"),
        ("breathlessness", 7, None),
        ("palpitations", 8, "same day"),
        ("palpitations", 7, None),
        ("chest pain", 1, "now"),
        ("seizure", 1, "now"),
        ("thoughts of self-harm", 1, "now"),
        ("numbness and tingling", 1, "soon"),
        ("balance problems", 1, "soon"),
        ("falls", 1, "soon"),
        ("vision changes", 1, "soon"),
        ("cognitive issues", 1, "soon"),
        ("mood changes", 8, "soon"),
        ("mood changes", 7, None),
        ("muscle cramps", 10, None),
        ("fatigue and weakness", 10, None),
        ("glossitis", 10, None),
        ("restless legs", 10, None),
    ],
)
def test_a_symptom_by_itself(symptom: str, score: int, urgency: str | None) -> None:
    assert _urgency(ME, _felt(symptom, score)) == urgency


@pytest.mark.parametrize("symptom", KNOWN)
def test_an_absent_symptom_is_no_reason(symptom: str) -> None:
    person = _with("metformin")._replace(stages=(StageSince(DAY, "pregnant"),))
    assert _urgency(person, _felt(symptom, 0)) is None


@pytest.mark.parametrize(
    ("symptom", "note", "urgency"),
    [
        ("odd seizures", None, "now"),
        ("hearing voices at night", None, "same day"),
        ("my feet: no feeling in my feet", None, "same day"),
        ("muscle cramps", "and I cannot walk", "same day"),
        ("muscle cramps", "then fainted", "same day"),
        ("muscle cramps", "pins and needles too", "soon"),
        ("muscle cramps", "after walking", None),
        ("muscle cramps", "no chest pain, no seizure", None),
        ("muscle cramps", "no chest pain but I cannot walk", "same day"),
        ("muscle cramps", "no idea why I can't walk", "same day"),
        ("muscle cramps", "no sleep because of chest pain", "now"),
        ("muscle cramps", "without warning passed out", "same day"),
        ("muscle cramps", "couldn't walk", "same day"),
        ("muscle cramps", "not suicidal", None),
        ("muscle cramps", "without any chest pain", None),
        ("pain in foot and cold in chest", None, None),
        ("muscle cramps", "no feeling in my legs", "same day"),
        ("restless legs", None, None),
    ],
)
def test_words_of_an_own_name_or_a_note_raise_the_same_flag(
    symptom: str, note: str | None, urgency: str | None
) -> None:
    assert _urgency(ME, _felt(symptom, 3, note)) == urgency


CAUSES = [name for name, condition in known_conditions().items() if condition.cause]


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("symptom", ["fatigue and weakness", "glossitis", "pale or yellow skin"])
def test_any_symptom_with_a_known_cause_is_a_reason(cause: str, symptom: str) -> None:
    (remark,) = _about(_with(cause), _felt(symptom))
    assert remark.urgency == "soon"
    assert known_conditions()[cause].title in remark.text
    assert "NICE NG239" in remark.source


def test_known_causes_are_those_that_nice_and_nhs_list() -> None:
    assert set(CAUSES) == {
        "pernicious-anaemia", "atrophic-gastritis", "autoimmune-gastritis", "gastric-bypass",
        "gastrectomy", "sleeve-gastrectomy", "bariatric-surgery", "ileal-resection", "crohns",
        "coeliac", "sibo", "pancreatic-insufficiency", "tapeworm", "hiv", "colchicine", "sjogrens",
        "type-1-diabetes", "autoimmune-thyroid", "anti-seizure-medicine", "radiotherapy",
        "metformin", "acid-blocker", "h2-blocker", "nitrous-oxide",
    }  # fmt: skip


@pytest.mark.parametrize("other", ["antacids", "kidney-disease", "lebers", "folic-acid"])
def test_what_is_no_cause_is_no_reason(other: str) -> None:
    assert _about(_with(other), _felt("glossitis")) == []


@pytest.mark.parametrize(
    ("born", "warns"), [("1961-11-22", True), ("1961-11-23", False), ("1975-01-01", False)]
)
def test_being_over_65_is_a_known_cause(born: str, warns: bool) -> None:
    person = ME._replace(born=date.fromisoformat(born))
    assert bool(_about(person, _felt("glossitis"))) == warns


def test_several_symptoms_of_one_reason_are_one_remark() -> None:
    felt = [
        _felt("fatigue and weakness", 7),
        _felt("glossitis", 5),
        _felt("pale or yellow skin", 5),
    ]
    (remark,) = _about(_with("metformin"), *felt)
    for name in ("Fatigue and weakness (7 of 10", "glossitis (5", "pale or yellow skin (5"):
        assert name in remark.text
    assert "see a clinician soon" in remark.text


@pytest.mark.parametrize(
    "symptom", ["numbness and tingling", "balance problems", "falls", "cognitive issues"]
)
def test_a_sign_of_the_nerves_after_nitrous_oxide_is_for_the_same_day(symptom: str) -> None:
    (remark,) = _about(_with("nitrous-oxide"), _felt(symptom))
    assert remark.urgency == "same day"
    for words in ("after nitrous oxide", "rules nothing out", "methylmalonic acid", "homocysteine"):
        assert words in remark.text
    assert "NHS Lothian" in remark.source


def test_nitrous_oxide_counts_for_a_year_after_its_last_day() -> None:
    used = ConditionSince(DAY - timedelta(days=400), "nitrous-oxide", DAY - timedelta(days=365))
    for last, urgency in ((used.until, "same day"), (DAY - timedelta(days=366), "soon")):
        person = ME._replace(conditions=(used._replace(until=last),))
        assert _urgency(person, _felt("numbness and tingling")) == urgency


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (ME._replace(stages=(StageSince(DAY, "pregnant"),)), "in pregnancy"),
        (ME._replace(stages=(StageSince(DAY, "lactating"),)), "while breastfeeding"),
        (ME._replace(born=date(2025, 11, 23)), "in an infant"),
    ],
)
def test_any_symptom_of_a_mother_or_an_infant_is_a_reason(person: Person, words: str) -> None:
    (remark,) = _about(person, _felt("restless legs", 1))
    assert (remark.urgency, words in remark.text) == ("soon", True)
    assert _urgency(person, _felt("leg weakness")) == "same day"


def test_a_red_flag_that_is_gone_is_still_told_of_and_another_symptom_is_not() -> None:
    before = DAY - timedelta(days=10)
    for symptom, urgency in (("loss of vision", "soon"), ("seizure", "soon"), ("falls", None)):
        felt = [Felt(before, None, symptom, 6, None), _felt(symptom, 0)]
        assert _urgency(ME, *felt) == urgency
    lost = Felt(before, None, "loss of vision", 6, None)
    (remark,) = _about(ME, lost, _felt("loss of vision", 0))
    assert "gone by Sun 22 Nov 2026" in remark.text


def test_an_emergency_of_another_day_is_for_today() -> None:
    (remark,) = _about(ME, Felt(DAY - timedelta(days=10), None, "seizure", 5, None))
    assert remark.urgency == "same day"
    assert "if it comes again" in remark.text
    despair = Felt(DAY - timedelta(days=10), None, "thoughts of self-harm", 5, None)
    assert _urgency(ME, despair) == "now"


# --- laboratory values


def _value(text: str, days_ago: int = 20) -> LabValue:
    return parse_value(text, DAY - timedelta(days=days_ago))


def _read(person: Person, *texts: str, felt: tuple[Felt, ...] = ()) -> list[tuple[str | None, str]]:
    values = [_value(text) for text in texts]
    causes = person.causes_on(DAY)
    return [(r.urgency, r.text) for r in of_values(values, person, DAY, felt, causes)]


# NICE NG239: total below 180 ng/L (133 pmol/L), active below 25 pmol/L.
@pytest.mark.parametrize("text", ["b12 179 ng/L", "b12 132 pmol/L", "active-b12 24 pmol/L",
                                  "b12 <150 pg/mL"])  # fmt: skip
def test_a_likely_deficiency_calls_for_a_clinician(text: str) -> None:
    ((urgency, words),) = _read(ME, text)
    assert urgency == "soon"
    assert "see a clinician soon" in words
    assert "24 hours before folic acid" in words


@pytest.mark.parametrize("text", ["b12 180 ng/L", "b12 350 ng/L", "active-b12 70 pmol/L"])
def test_an_indeterminate_value_rules_nothing_out(text: str) -> None:
    ((urgency, words),) = _read(ME, text)
    assert urgency is None
    assert "does not rule out a deficiency" in words
    assert "methylmalonic acid" in words
    for person, felt in ((_with("metformin"), ()), (ME, (_felt("glossitis"),))):
        ((urgency, _),) = _read(person, text, felt=felt)
        assert urgency == "soon"


def test_a_normal_value_alone_says_nothing() -> None:
    assert _read(ME, "b12 500 ng/L") == []
    assert _read(ME, "active-b12 90 pmol/L", "mma 0.2 µmol/L", "homocysteine 9 µmol/L") == []


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        # Paris 2023: the reference ends at 0.28 µmol/L.
        (["b12 500 ng/L", "mma 0.29 µmol/L"], "methylmalonic acid of 0.29 µmol/L is raised"),
        (["b12 500 ng/L", "mma 800 nmol/L"], "methylmalonic acid of 800 nmol/L is raised"),
        (["b12 500 ng/L", "homocysteine 16 µmol/L"], "homocysteine of 16 µmol/L is raised"),
        (["b12 500 ng/L", "active-b12 20 pmol/L"], "active B12 of 20 pmol/L is low"),
    ],
)
def test_a_normal_total_beside_what_contradicts_it(texts: list[str], reason: str) -> None:
    (text,) = [words for _, words in _read(ME, *texts) if words.startswith("Total B12")]
    assert "does not rule out a deficiency" in text
    assert reason in text


@pytest.mark.parametrize(
    ("person", "felt", "reason", "urgency"),
    [
        (ME, (_felt("numbness and tingling"),), "signs of the nerves", "soon"),
        (_with("pernicious-anaemia"), (), "22 to 35 % of samples were falsely normal", None),
        (_with("autoimmune-gastritis"), (), "22 to 35 % of samples were falsely normal", None),
        (_with("nitrous-oxide"), (), "after nitrous oxide it is often normal", "soon"),
        (ME._replace(stages=(StageSince(date(2026, 1, 1), "pregnant"),)), (), "active B12", None),
    ],
)
def test_a_normal_total_that_rules_nothing_out(
    person: Person, felt: tuple[Felt, ...], reason: str, urgency: str | None
) -> None:
    person = person._replace(
        conditions=tuple(c._replace(since=date(2026, 1, 1)) for c in person.conditions)
    )
    ((found, text),) = _read(person, "b12 500 ng/L", felt=felt)
    assert "does not rule out a deficiency" in text
    assert reason in text
    assert found == urgency


def test_methylmalonic_acid_in_its_three_ranges() -> None:
    assert _read(ME, "mma 0.28 µmol/L") == []
    assert "so a deficiency is possible" in _read(ME, "mma 0.3 µmol/L")[0][1]
    assert "highly suggestive" in _read(ME, "mma 0.76 µmol/L")[0][1]
    assert _read(ME, "mma <0.9 µmol/L") == []


@pytest.mark.parametrize("text", ["mma 0.5 µmol/L", "homocysteine 20 µmol/L"])
def test_kidney_disease_raises_both(text: str) -> None:
    person = ME._replace(conditions=(ConditionSince(date(2026, 1, 1), "kidney-disease"),))
    assert "Your kidney disease raises it too" in _read(person, text)[0][1]
    assert "Kidney disease raises it too" in _read(ME, text)[0][1]


@pytest.mark.parametrize(
    ("born", "band"),
    [("2010-11-02", "deficiency likely"), ("2010-11-03", None), (None, "deficiency likely")],
)
def test_the_bands_are_for_people_over_16(born: str | None, band: str | None) -> None:
    person = ME._replace(born=date.fromisoformat(born) if born else None)
    value = _value("b12 150 ng/L")
    assert value.day == date(2026, 11, 2)
    assert band_for(value, person) == band
    (remark,) = of_values([value], person, DAY)
    assert ("over 16" in remark.text) == (band is None)


@pytest.mark.parametrize("text", ["b12 <500 ng/L", "b12 >100 ng/L", "b12 <200 pg/mL"])
def test_a_limit_that_leaves_the_band_open_is_no_likely_deficiency(text: str) -> None:
    ((urgency, words),) = _read(ME, text)
    assert urgency is None
    assert "leaves the band open and does not rule out a deficiency" in words


def test_an_old_value_is_said_and_contradicts_no_new_one() -> None:
    old = [_value("b12 150 ng/L", 3000)]
    assert [remark.urgency for remark in of_values(old, ME, DAY)] == [None]
    values = [_value("mma 0.9 µmol/L", 3000), _value("b12 600 ng/L", 10)]
    assert [r for r in of_values(values, ME, DAY) if r.text.startswith("Total B12")] == []


def test_the_last_value_of_a_test_counts() -> None:
    values = [_value("b12 150 ng/L", 300), _value("b12 600 ng/L", 10)]
    assert of_values(values, ME, DAY) == []
    assert of_values(values, ME, DAY - timedelta(days=20))[0].urgency == "soon"
