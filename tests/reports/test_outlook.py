"""The outlook of a diary: what it counts, what it refuses, and what it says."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from tracker.absorption.estimate import of_sitting
from tracker.absorption.injections import Injection
from tracker.absorption.outlook import LOW, UNKNOWN, USUAL
from tracker.diary.model import ItemRow, Mark
from tracker.errors import InputError, NotFoundError, RefusedError
from tracker.foods.model import Origin, Serving
from tracker.health.laboratory import LabValue, parse_value
from tracker.people.conditions import known_conditions
from tracker.people.model import ConditionSince, Person, StageSince
from tracker.people.targets import Target
from tracker.regimens.words import read
from tracker.reports.advice import advise
from tracker.reports.charts.outlook import outlook as draw
from tracker.reports.days import summarise
from tracker.reports.habits import Changes, Habits
from tracker.reports.outlook import (
    NOT_SAID,
    Forecast,
    assumptions,
    by_year,
    forecast,
    read_start,
    remark,
    sentence,
)
from tracker.reports.outlook_json import of_outlook
from tracker.text.dates import days_from

TODAY = date(2026, 11, 22)
TARGET = Target(2.4, "IOM RDA 1998", "adult", "IOM 1998", "read")
ME = Person("me")
LEVEL = "the level at which signs appear (about 0.3 mg)"


def _item(
    days_back: int,
    ug: float | None,
    origin: Origin = "natural",
    kind: str | None = "meat",
    food: str = "beef",
) -> ItemRow:
    return ItemRow(TODAY - timedelta(days=days_back), food, origin, ug, kind, meal_id=days_back)


def _tablet(days_back: int, ug: float = 1000.0) -> ItemRow:
    return _item(days_back, ug, "supplement", "supplement", "B12 tablet")


def _injection(days_back: int) -> ItemRow:
    return _item(days_back, 1000.0, "injection", None, "hydroxocobalamin injection")


def _habits(
    *items: ItemRow,
    person: Person = ME,
    length: int = 28,
    marks: Mapping[date, Mark] | None = None,
    lab: str | None = None,
) -> Habits:
    days = days_from(TODAY - timedelta(days=length), length)
    rows = sorted(items, key=lambda row: row.day)
    period = summarise(days, rows, dict.fromkeys(days, TARGET), TODAY, marks=marks)
    values = () if lab is None else (_value(lab),)
    return Habits(person, TODAY, period, values)


def _value(text: str) -> LabValue:
    return parse_value(text, TODAY - timedelta(days=60))


def _daily(ug: float | None, *, days: int = 28, **facts: Any) -> list[ItemRow]:
    return [_item(number, ug, **facts) for number in range(1, days + 1)]


def _with(*conditions: str) -> Person:
    since = date(2024, 3, 1)
    return ME._replace(conditions=tuple(ConditionSince(since, name) for name in conditions))


def _lines(of: Forecast) -> dict[str, str]:
    return {line.topic: line.text for line in assumptions(of)}


# --- what counts


def test_food_counts_over_complete_days_and_injections_over_all() -> None:
    part = TODAY - timedelta(days=20)
    of = forecast(
        _habits(
            *_daily(2.0, days=14), _item(20, 50.0), _injection(25), _injection(11),
            marks={part: "partial"},
        )
    )  # fmt: skip
    meal = of_sitting([Serving("beef", "natural", 1, "", None, 2.0, "meat")])
    assert of.eaten == pytest.approx(meal)
    stays = Injection(1000, "hydroxocobalamin").retained.times(2 / 28)
    assert of.retained.ug == pytest.approx(stays.ug)
    # Of two in that time there may have been one, or three.
    assert of.retained.low_ug == pytest.approx(stays.low_ug / 2)
    assert of.retained.high_ug == pytest.approx(stays.high_ug * 3 / 2)
    assert of.store.absorbed.ug == pytest.approx(meal.ug + stays.ug)
    assert "14 complete days of 28" in _lines(of)["habits"]
    assert "spread over all 28 days" in _lines(of)["injections"]


def test_one_injection_does_not_promise_the_next() -> None:
    of = forecast(_habits(*_daily(2.0), _injection(3), person=_with("pernicious-anaemia")))
    assert of.retained.low_ug == 0
    assert "at the lower end of the range it would reach" in sentence(of)


def test_a_fast_is_a_complete_day_with_nothing() -> None:
    fast = TODAY - timedelta(days=28)
    eaten = forecast(_habits(*_daily(2.0, days=27))).eaten.ug
    fasting = forecast(_habits(*_daily(2.0, days=27), marks={fast: "fast"}))
    assert fasting.eaten.ug == pytest.approx(eaten * 27 / 28)
    assert len(fasting.habits.period.counted) == 28


def test_all_days_are_estimated_under_the_conditions_of_today() -> None:
    before = forecast(_habits(*_daily(2.0)))
    since = ConditionSince(TODAY, "pernicious-anaemia")
    of = forecast(_habits(*_daily(2.0), person=ME._replace(conditions=(since,))))
    assert of.eaten.ug == pytest.approx(0.003 * 2.0)
    assert before.eaten.ug > 100 * of.eaten.ug
    assert (before.store.loss.share, of.store.loss.share) == (0.0013, 0.0018)
    assert "Pernicious anaemia: without intrinsic factor" in _lines(of)["pernicious-anaemia"]


def test_unknown_b12_makes_all_of_it_a_lower_bound() -> None:
    of = forecast(_habits(*_daily(2.0), _item(3, None, food="stew")))
    assert of.lower_bound
    assert re.search(r"settles at [\d.]+ mg \(≥ [\d.]+\) or more", sentence(of))
    assert "stew is unknown" in _lines(of)["unknown"]
    assert not forecast(_habits(*_daily(2.0))).lower_bound
    little = sentence(forecast(_habits(*_daily(0.1), _item(3, None, food="stew"))))
    assert "or later, if at all" in little


# --- what it says


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (_daily(5.0), f", above {LEVEL}, its lower end not far above."),
        (_daily(1000.0, origin="supplement"), f", above {LEVEL}."),
        (_daily(0.0), f"the store would reach {LEVEL} after 2 to 7 years."),
        (_daily(1.0), "at the lower end of the range"),
    ],
)
def test_the_sentence_is_of_the_days_it_names(items: list[ItemRow], said: str) -> None:
    text = sentence(forecast(_habits(*items)))
    assert text.startswith("Under the habits of 28 complete days the store ")
    assert said in text


def test_the_store_settles_at_what_is_absorbed_over_the_loss() -> None:
    meal = of_sitting([Serving("beef", "natural", 1, "", None, 5.0, "meat")])
    low, likely, high = meal.low_ug / 1.6, meal.ug / 1.3, meal.high_ug / 1.0
    text = sentence(forecast(_habits(*_daily(5.0))))
    assert f"settles at about {likely:.2f} mg ({low:.2f}–{high:.2f})" in text


def test_where_the_upper_end_never_reaches_it_all_three_are_said() -> None:
    of = forecast(_habits(*_daily(0.55, origin="supplement", kind="supplement")))
    likely, earliest, latest = of.store.reaches(300)
    assert latest is None
    text = f"after about {likely:.0f} years; at the lower end of the range after {earliest:.0f} "
    assert text in sentence(of)
    # Of so little all may be absorbed, and 0.1 % a day lost.
    assert sentence(of).endswith("at the upper end it settles at 0.55 mg.")


def test_a_start_below_the_level_says_so() -> None:
    of = forecast(_habits(*_daily(5.0)), start=read_start("250"))
    assert f"begins no higher than {LEVEL} and settles at about" in sentence(of)


def test_each_assumption_of_the_body_has_its_source() -> None:
    lines = {line.topic: line for line in assumptions(forecast(_habits(*_daily(2.0))))}
    for topic in ("absorbed", "start", "loss", "signs"):
        assert re.search(r"\d{4}", lines[topic].source), topic
    assert "2.5 mg (1.0–4.0)" in lines["start"].text
    assert "0.13 % (0.10–0.16)" in lines["loss"].text
    assert "0.15 mg" in lines["signs"].text
    assert "sensitivity" in lines["signs"].source


def test_nothing_is_claimed_that_the_model_does_not_hold() -> None:
    for ug in (0.0, 0.3, 1.0, 5.0):
        of = forecast(_habits(*_daily(ug)))
        claimed = sentence(of) + " ".join(line.text for line in assumptions(of))
        assert not re.search(r"safe|pg/mL|pmol|serum|will|run out|runs out|empty|healthy", claimed)
    for word in ("serum", "date of symptoms", "safety", "diagnosis", "stopping a treatment"):
        assert word in " ".join(NOT_SAID)


def test_json_has_every_figure_with_its_range() -> None:
    of = forecast(_habits(*_daily(2.0), _injection(3)))
    document = of_outlook(of, 10, ())
    for name in ("absorbed", "by_mouth", "retained", "start", "settles", "signs"):
        low, likely, high = (document[f"{name}{end}_ug"] for end in ("_low", "", "_high"))
        assert low <= likely <= high
    assert len(document["months"]) == 121
    assert document["complete_days"] == 28
    assert document["sentence"] == sentence(of)
    none = of_outlook(forecast(_habits(*_daily(0.0))), 1, ())
    assert none["signs_after_years_earliest"] < none["signs_after_years_latest"]


@pytest.mark.parametrize(("years", "rows"), [(1, 2), (10, 11), (30, 11), (50, 11)])
def test_a_screen_has_room_for_the_years(years: int, rows: int) -> None:
    of = by_year(forecast(_habits(*_daily(2.0))).store, years)
    assert len(of) == rows
    assert of[0] == ("now", UNKNOWN.ug)


def test_the_chart_shows_the_band_the_start_and_the_signs() -> None:
    (axes,) = draw(forecast(_habits(*_daily(2.0))), 10).axes
    labels = " ".join(map(str, axes.get_legend_handles_labels()[1]))
    for words in ("likely store", "its range", "store at the start", "0.3 mg", "0.15 to 0.6 mg"):
        assert words in labels
    likely = next(line for line in axes.lines if line.get_label() == "likely store")
    assert np.asarray(likely.get_xdata())[-1] == pytest.approx(10)
    assert np.asarray(likely.get_ydata())[0] == pytest.approx(2.5)


# --- what-ifs


def test_a_food_is_left_out_by_all_words_of_its_name() -> None:
    habits = _habits(*_daily(2.0), *(_tablet(day) for day in (2, 9, 16)))
    without = forecast(habits, Changes(without=("b12 tablets",)))
    assert without.eaten == pytest.approx(forecast(_habits(*_daily(2.0))).eaten)
    assert ", without b12 tablets, the store" in sentence(without)
    # Days on which nothing is left are still complete.
    only = forecast(_habits(*(_tablet(day) for day in range(1, 15))), Changes(("tablet",)))
    assert only.eaten.ug == 0
    with pytest.raises(NotFoundError, match="foie gras"):
        forecast(habits, Changes(without=("foie gras",)))
    with pytest.raises(InputError, match="names no food"):
        forecast(habits, Changes(without=(" ",)))


@pytest.mark.parametrize(
    ("items", "person", "phrase"),
    [
        ([_injection(3)], ME, "injection"),
        ([_tablet(3)], _with("pernicious-anaemia"), "tablet"),
    ],
)
def test_no_treatment_is_left_out(items: list[ItemRow], person: Person, phrase: str) -> None:
    with pytest.raises(RefusedError, match="leaves no treatment out"):
        forecast(_habits(*_daily(2.0), *items, person=person), Changes(without=(phrase,)))


def test_a_vegan_eats_plants_and_what_is_added() -> None:
    soy = [_item(day, 1.0, "fortified", "fortified", "soy milk") for day in range(1, 15)]
    nori = _daily(0.2, kind="plant", food="nori")
    of = forecast(_habits(*_daily(2.0), *soy, *nori), Changes(diet="vegan"))
    assert of.eaten == pytest.approx(forecast(_habits(*soy, *nori)).eaten)
    assert "as a vegan" in sentence(of)


def test_a_vegetarian_eats_eggs_and_milk_but_no_dish_that_may_hold_meat() -> None:
    milk = _daily(1.0, kind="dairy", food="milk")
    eggs = _daily(0.5, kind="egg", food="egg")
    pie = _daily(0.7, kind="mixed", food="pie")
    other = _daily(0.7, kind=None, food="from another program")
    habits = _habits(*_daily(2.0), *milk, *eggs, *pie, *other)
    of = forecast(habits, Changes(diet="vegetarian"))
    assert of.eaten == pytest.approx(forecast(_habits(*milk, *eggs)).eaten)
    assert "as a vegetarian" in sentence(of)
    assert any("dishes" in line.text for line in assumptions(of))


def test_a_normal_start_is_the_usual_one() -> None:
    assert read_start("Normal") == read_start("usual")


def test_an_added_dose_reaches_down_to_one_with_a_meal() -> None:
    habits = _habits(*_daily(0.0))
    of = forecast(habits, Changes(doses=(read("1000ug weekly", TODAY),)))
    alone = of_sitting([Serving("B12", "supplement", 1, "", None, 1000.0)])
    assert of.eaten.ug == pytest.approx(alone.ug / 7)
    assert of.eaten.high_ug == pytest.approx(alone.high_ug / 7)
    # Berlin 1968: 0.5 % or less with a meal.
    assert of.eaten.low_ug <= 5 / 7
    assert ", with 1000 µg tablet weekly, the store" in sentence(of)
    assert "1000 µg tablet weekly adds" in _lines(of)["added"]


def test_the_start_is_in_words_or_in_micrograms() -> None:
    assert (read_start(None), read_start("low"), read_start("Usual")) == (UNKNOWN, LOW, USUAL)
    for text in ("1500", "1500ug", "1.5mg"):
        assert read_start(text).ug == (1500, 1500, 1500)


@pytest.mark.parametrize("text", ["", "0", "-5", "much", "20mg", "1500 pg/mL"])
def test_anything_else_is_no_start(text: str) -> None:
    with pytest.raises(InputError):
        read_start(text)


# --- refusals

_CHILD = ME._replace(born=date(2012, 1, 1))
_INFANT = ME._replace(born=date(2026, 6, 1))
_INHALED = ME._replace(
    conditions=(ConditionSince(date(2026, 1, 5), "nitrous-oxide", date(2026, 1, 5)),)
)


def _in_stage(stage: Any) -> Person:
    return ME._replace(sex="f", stages=(StageSince(date(2026, 10, 1), stage),))


_REFUSED: list[tuple[Person, str | None, str, str]] = [
    (_INFANT, None, "infant", "IOM 1998, p. 340"),
    (_CHILD, None, "under 18", "IOM 1998"),
    (_in_stage("pregnant"), None, "pregnancy", "IOM 1998, p. 340"),
    (_in_stage("lactating"), None, "breastfeeding", "IOM 1998, p. 340"),
    (_INHALED, None, "nitrous oxide", "NICE NG239"),
    (ME, "b12 150 pg/mL", "deficiency is likely", "NICE NG239"),
    (ME, "active-b12 20 pmol/L", "deficiency is likely", "NICE NG239"),
    *(
        (_with(name), None, condition.title, "NICE NG239")
        for name, condition in known_conditions().items()
        if not condition.estimable
    ),
]


@pytest.mark.parametrize(("person", "lab", "reason", "source"), _REFUSED)
def test_an_outlook_that_would_mislead_is_refused_with_its_reason(
    person: Person, lab: str | None, reason: str, source: str
) -> None:
    habits = _habits(*_daily(5.0), person=person, lab=lab)
    with pytest.raises(RefusedError) as refused:
        forecast(habits)
    message = str(refused.value)
    assert reason in message
    assert source in message
    assert "\n" not in message
    assert remark(habits) is None


@pytest.mark.parametrize("name", [n for n, c in known_conditions().items() if c.estimable])
def test_a_condition_with_an_estimate_has_an_outlook(name: str) -> None:
    if name != "nitrous-oxide":
        likely = forecast(_habits(*_daily(2.0), person=_with(name))).store.settles.ug
        assert 0 < likely <= forecast(_habits(*_daily(2.0))).store.settles.ug
        known = known_conditions()[name]
        lowers = min(known.food_share[1], known.path_share[1]) < 1 or not known.intrinsic_factor
        assert (likely < forecast(_habits(*_daily(2.0))).store.settles.ug) == lowers


def test_nitrous_oxide_counts_for_a_year_and_a_low_value_until_the_next() -> None:
    long_ago = ConditionSince(date(2025, 11, 1), "nitrous-oxide", date(2025, 11, 1))
    forecast(_habits(*_daily(5.0), person=ME._replace(conditions=(long_ago,))))
    values = (
        parse_value("b12 150 pg/mL", TODAY - timedelta(days=60)),
        parse_value("b12 450 pg/mL", TODAY - timedelta(days=6)),
    )
    forecast(_habits(*_daily(5.0))._replace(values=values))
    with pytest.raises(RefusedError):
        forecast(_habits(*_daily(5.0))._replace(values=values[:1]))


def test_so_few_days_are_refused() -> None:
    assert "13 complete days: it takes at least 14" in _refusal(_habits(*_daily(5.0, days=13)))
    forecast(_habits(*_daily(5.0, days=14)))
    part: dict[date, Mark] = {TODAY - timedelta(days=3): "partial"}
    assert "13 complete days" in _refusal(_habits(*_daily(5.0, days=14), marks=part))


def _refusal(habits: Habits) -> str:
    with pytest.raises(RefusedError) as refused:
        forecast(habits)
    return str(refused.value)


# --- in the advice


def test_advice_has_the_sentence_unless_anything_is_urgent() -> None:
    habits = _habits(*_daily(5.0))
    line = remark(habits)
    assert line is not None
    assert line.source
    lines = advise(ME, habits.period, outlook=line)
    assert line in lines
    urgent = (parse_value("mma 0.9 umol/L", TODAY - timedelta(days=3)),)
    assert line not in advise(ME, habits.period, (), urgent, outlook=line)
    assert "no date of symptoms" in line.text
