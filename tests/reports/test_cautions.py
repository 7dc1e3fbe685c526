"""No age, life stage, condition, laboratory value or symptom is falsely reassured by `advise`."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from tracker.diary.model import ItemRow
from tracker.foods.model import Origin
from tracker.health.cautions import URGENT, Remark
from tracker.health.laboratory import LabValue, parse_value
from tracker.health.symptoms import KNOWN, Felt
from tracker.people.conditions import known_conditions
from tracker.people.model import ConditionSince, Person, StageSince
from tracker.people.targets import Target
from tracker.reports.advice import advise
from tracker.reports.cautions import causes_of, cautions, weeks_to
from tracker.reports.days import summarise
from tracker.reports.intake import Period

DAY = date(2026, 11, 22)
EARLIER = date(2026, 1, 1)
TARGET = Target(2.4, "IOM RDA 1998", "adult", "IOM 1998", "read")
ME = Person("me")
INFANT = ME._replace(born=date(2026, 5, 1))
CHILD = ME._replace(born=date(2018, 5, 1))
OLD = ME._replace(born=date(1955, 3, 1))
PREGNANT = ME._replace(stages=(StageSince(EARLIER, "pregnant"),))
LACTATING = ME._replace(stages=(StageSince(EARLIER, "lactating"),))
STAGES = {
    "adult": ME,
    "infant": INFANT,
    "child": CHILD,
    "over 50": ME._replace(born=date(1970, 3, 1)),
    "over 65": OLD,
    "pregnant": PREGNANT,
    "lactating": LACTATING,
}
BANDS = {
    "none": None,
    "likely": "b12 150 ng/L",
    "indeterminate": "b12 250 ng/L",
    "normal": "b12 600 ng/L",
    "active low": "active-b12 20 pmol/L",
    "MMA high": "mma 0.9 µmol/L",
}
_STORES = "Single days matter little"


def _with(person: Person, *conditions: str) -> Person:
    return person._replace(conditions=tuple(ConditionSince(EARLIER, name) for name in conditions))


def _item(days_back: int, ug: float | None, origin: Origin = "natural") -> ItemRow:
    day = DAY - timedelta(days=days_back)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return ItemRow(day, "beef", origin, ug, "meat", eaten_at=at)


def _period(person: Person, *items: ItemRow) -> Period:
    days = weeks_to(DAY).days
    held = {day: person.conditions_on(day) for day in days}
    return summarise(days, items, dict.fromkeys(days, TARGET), DAY, held)


def _felt(symptom: str, score: int = 4) -> Felt:
    return Felt(DAY, None, symptom, score, None)


def _values(text: str | None) -> list[LabValue]:
    return [parse_value(text, DAY - timedelta(days=20))] if text else []


def _advice(
    person: Person, *items: ItemRow, felt: tuple[Felt, ...] = (), lab: str | None = None
) -> tuple[Remark, ...]:
    return advise(person, _period(person, *items), felt, _values(lab))


def _text(remarks: tuple[Remark, ...]) -> str:
    return " ".join(remark.text for remark in remarks)


WELL_FED = tuple(_item(n, 4.0) for n in range(20))


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("band", BANDS)
def test_what_is_urgent_comes_first_and_nothing_calms_beside_it(stage: str, band: str) -> None:
    for condition in [None, *known_conditions()]:
        person = _with(STAGES[stage], *([condition] if condition else []))
        lines = _advice(person, *WELL_FED, lab=BANDS[band])
        urgent = [place for place, line in enumerate(lines) if line.urgency]
        assert urgent == list(range(len(urgent)))
        order = [URGENT.index(line.urgency) for line in lines if line.urgency]
        assert order == sorted(order)
        text, about = _text(lines), f"{stage}, {condition}, {band}"
        known = known_conditions().get(condition or "")
        calm = stage in ("adult", "over 50", "over 65") and not urgent
        whole = known is None or known.intake_counts
        assert (_STORES in text) == (calm and whole), about
        if known and not whole:
            assert "says little about what the body can use" in text, about
        if known and known.advice and (known.first or whole or not known.estimable):
            assert known.advice in text, about
        if band in ("likely", "active low") and stage not in ("infant", "child"):
            assert lines[0].urgency, about
            assert "deficiency is likely" in text, about
        if band == "MMA high":
            assert lines[0].urgency, about
        if stage == "infant":
            for words in ("needs a doctor the same day", "names no foods and no doses"):
                assert words in text
            assert "absorbed" not in {line.topic for line in lines}
            assert "As a vegan" not in text
        if stage == "pregnant":
            assert "crosses the placenta" in text
            assert "not for pregnancy" in text
        if stage == "lactating":
            assert "4 to 6 months" in text
        assert "Don't stop or change a prescribed treatment" in lines[-1].text


@pytest.mark.parametrize("stage", STAGES)
def test_no_condition_or_age_makes_a_red_flag_less_urgent(stage: str) -> None:
    by_itself = {name: symptom.urgency_at(4) for name, symptom in KNOWN.items()}
    for symptom, condition in product(KNOWN, [None, *known_conditions()]):
        person = _with(STAGES[stage], *([condition] if condition else []))
        remarks = cautions(person, _period(person), [_felt(symptom)], [])
        own = [r.urgency for r in remarks if r.topic == "symptoms"]
        about = f"{symptom}, {stage}, {condition}"
        cause = bool(person.causes_on(DAY))
        if by_itself[symptom]:
            assert own, about
            assert URGENT.index(own[0] or "soon") <= URGENT.index(by_itself[symptom] or "soon")
        elif cause or stage in ("infant", "pregnant", "lactating"):
            assert own, about
        else:
            assert own == [], about


@pytest.mark.parametrize(
    ("person", "items", "urgency", "words"),
    [
        (PREGNANT._replace(diet="vegan"), (), "same day", "midwife or doctor now"),
        (PREGNANT._replace(diet="vegan"), (_item(1, 0.5),), "same day", "can be permanent"),
        (LACTATING._replace(diet="vegan"), (_item(1, 0.5),), "same day", "midwife or doctor now"),
        (INFANT._replace(diet="vegan"), (), "same day", "speak to a doctor or midwife now"),
        (PREGNANT, (_item(1, 0.5),), "soon", "below the target"),
        (PREGNANT, (), None, "crosses the placenta"),
        (PREGNANT._replace(diet="vegan"), (_item(1, 10, "supplement"),), None, "placenta"),
        (INFANT, (), None, "floppy"),
    ],
)
def test_a_mother_or_infant_with_little_b12(
    person: Person, items: tuple[ItemRow, ...], urgency: str | None, words: str
) -> None:
    remarks = cautions(person, _period(person, *items), (), ())
    assert remarks[0].urgency == urgency
    assert words in _text(remarks)


@pytest.mark.parametrize(
    ("items", "lacks"),
    [
        ((), True),
        (WELL_FED, True),
        (tuple(_item(n, 2.9, "fortified") for n in range(20)), True),
        (tuple(_item(n, 3.0, "fortified") for n in range(20)), False),
        (tuple(_item(n, 10.0, "supplement") for n in range(20)), False),
        ((*WELL_FED, *(_item(n, 2000.0, "supplement") for n in (2, 9, 16, 23))), False),
        ((*WELL_FED, *(_item(n, 2000.0, "supplement") for n in (2, 16, 23))), True),
        ((*WELL_FED, _item(3, 300.0, "supplement")), True),
        ((_item(1, 10.0, "supplement"),), True),
        ((_item(3, 1.0, "injection"),), True),
        ((_item(3, 1000.0, "injection"),), False),
    ],
)
def test_a_vegan_diet_without_one_of_the_three_ways_is_a_known_cause(
    items: tuple[ItemRow, ...], lacks: bool
) -> None:
    vegan = ME._replace(diet="vegan")
    period = _period(vegan, *items)
    assert bool(causes_of(vegan, period)) == lacks
    remarks = cautions(vegan, period, [_felt("glossitis")], ())
    assert [r.urgency for r in remarks] == (["soon"] if lacks else [])
    assert causes_of(ME, period) == ()


def test_a_man_of_71_on_two_medicines_with_tingling_and_210_ng() -> None:
    lines = _advice(
        _with(OLD, "metformin", "acid-blocker"),
        *WELL_FED,
        felt=(_felt("numbness and tingling", 6),),
        lab="b12 210 ng/L",
    )
    first, second = lines[:2]
    assert (first.urgency, second.urgency) == ("soon", "soon")
    assert "metformin, acid blocker, age over 65" in first.text
    assert "signs of the nerves" in second.text
    assert "NICE NG239" in first.source
    assert _STORES not in _text(lines)


def test_a_healthy_diary_has_no_caution() -> None:
    assert cautions(ME, _period(ME, *WELL_FED), (), ()) == ()
    assert _STORES in _text(_advice(ME, *WELL_FED))
