from datetime import UTC, date, datetime, timedelta

import pytest

from tracker import paths
from tracker.diary.model import ItemRow
from tracker.foods.model import Food, Origin, Portion
from tracker.health.symptoms import Felt
from tracker.people.conditions import known_conditions, over_50
from tracker.people.model import ConditionSince, Person
from tracker.people.targets import Target
from tracker.reports.advice import advise
from tracker.reports.days import summarise
from tracker.reports.intake import Period
from tracker.reports.suggestions import suggestions
from tracker.text.dates import days_from

CONDITIONS = known_conditions()
OVER_50 = over_50()

FIRST, LAST = date(2026, 10, 26), date(2026, 11, 22)
TARGET = Target(2.4, "IOM RDA 1998", "adult", "IOM 1998", "read")
ME = Person("me")


def _item(
    days_back: int,
    ug: float | None,
    origin: Origin = "natural",
    kind: str | None = "meat",
    food: str = "beef",
    hour: int = 12,
) -> ItemRow:
    day = LAST - timedelta(days=days_back)
    eaten_at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return ItemRow(day, food, origin, ug, kind, eaten_at=eaten_at)


def _period(person: Person, *items: ItemRow) -> Period:
    days = days_from(FIRST, 28)
    conditions = {day: person.conditions_on(day) for day in days}
    return summarise(days, items, dict.fromkeys(days, TARGET), LAST, conditions)


def _texts(person: Person, *items: ItemRow) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in advise(person, _period(person, *items)):
        found[line.topic] = f"{found.get(line.topic, '')} {line.text}".strip()
    return found


def _with(condition: str) -> Person:
    return ME._replace(conditions=(ConditionSince(date(2024, 3, 1), condition),))


def test_an_empty_diary_says_so_and_judges_nothing() -> None:
    said = _texts(ME)
    assert said.keys() == {"intake", "clinician"}
    assert "no medical advice" in said["clinician"]
    assert "Don't stop or change a prescribed treatment" in said["clinician"]
    assert "No food is logged in the last 28 days" in said["intake"]


def test_the_mean_is_over_the_logged_days_and_the_shortfall_is_said() -> None:
    said = _texts(ME, *[_item(n, 1.4) for n in range(10)])
    assert "logged 10 of the last 28 days and ate 1.40 µg a day" in said["intake"]
    assert "missed by 1.00 µg a day" in said["intake"]
    assert "met on 0 of 10 days" in said["intake"]
    assert "So few days" not in said["intake"]


def test_a_target_that_is_met_is_met() -> None:
    assert "on average it is met" in _texts(ME, *[_item(n, 2.4) for n in range(7)])["intake"]


def test_few_days_say_little() -> None:
    assert "So few days say little" in _texts(ME, _item(0, 5.0))["intake"]


def test_with_unknown_foods_the_figures_are_at_least_so() -> None:
    said = _texts(ME, _item(0, 1.0), _item(0, None, food="soup"), _item(1, 1.0))
    assert "ate at least 1.00 µg" in said["intake"]
    assert "what is known falls 1.40 µg a day short of it" in said["intake"]
    assert "1 of 3 things you ate have unknown B12" in said["unknown"]
    assert "soup" in said["unknown"]


def test_much_at_once_is_advised_to_be_parted_and_little_is_not() -> None:
    # One of 30 µg in a week absorbs 1.8, two of 15 in it 3.2 (Heyssel 1966: a second dose is
    # absorbed as well as the first), 0.46 µg a day.
    week = [_item(n, 0.0, "fortified") for n in range(1, 7)]
    bunched = _texts(ME, _item(0, 30.0, "fortified"), *week)
    assert "would give about 0.46 µg a day" in bunched["bunched"]
    # Of 4 µg a day more would be absorbed in two meals, but that is not much at once.
    assert "bunched" not in _texts(ME, *[_item(n, 3.8, "fortified") for n in range(7)])
    parted = [_item(n, 0.8, hour=h) for n in range(7) for h in (1, 12, 20)]
    assert "bunched" not in _texts(ME, *parted)


def test_parting_does_not_help_where_only_diffusion_is_left() -> None:
    doses = [_item(n, 5.0, "supplement") for n in range(7)]
    said = _texts(_with("pernicious-anaemia"), *doses)
    assert "bunched" not in said
    assert "about 12 µg are absorbed" in said["pernicious-anaemia"]
    assert "0.06 µg" in said["absorbed"]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("metformin", "1 in 10"),
        ("acid-blocker", "odds ratio 1.65"),
        ("atrophic-gastritis", "no stomach acid"),
    ],
)
def test_a_condition_has_its_note_with_its_source(condition: str, words: str) -> None:
    (line,) = [
        a for a in advise(_with(condition), _period(_with(condition))) if a.topic == condition
    ]
    assert words in line.text
    assert line.source


@pytest.mark.parametrize(
    "condition", [name for name, one in CONDITIONS.items() if not one.estimable]
)
def test_without_an_estimate_there_is_no_figure_and_a_clinician(condition: str) -> None:
    said = _texts(_with(condition), *[_item(n, 5.0) for n in range(7)])
    assert "absorbed" not in said
    assert "can't be told" in said["conditions"]
    assert "loss of bladder" in said["clinician"]


def test_red_flags_stand_where_a_condition_calls_for_them() -> None:
    assert "loss of bladder" not in _texts(ME)["clinician"]
    assert "loss of bladder" not in _texts(_with("antacids"))["clinician"]
    for cause in ("metformin", "pernicious-anaemia"):
        assert "loss of bladder" in _texts(_with(cause))["clinician"]


def test_over_50_the_share_of_added_b12_is_said() -> None:
    old = ME._replace(born=date(1960, 1, 1))
    said = _texts(old, _item(0, 3.0), _item(0, 1.0, "fortified", "fortified"))
    assert "mainly from fortified food or supplements" in said["over-50"]
    assert "25 % was such B12" in said["over-50"]


def test_a_vegan_sees_the_three_ways_beside_the_diary() -> None:
    said = _texts(ME._replace(diet="vegan"), _item(0, 2.0, "fortified"), _item(1, 10, "supplement"))
    for words in ("3 µg a day", "10 µg a day", "2000 µg a week", "1.00 µg", "5.00 µg"):
        assert words in said["vegan"]
    assert "vegan" not in _texts(ME._replace(diet="vegetarian"))


def test_plants_not_to_be_counted_on_are_named() -> None:
    said = _texts(ME, _item(0, 2.0, kind="plant", food="nori seaweed"), _item(0, 1.0))
    assert "nori seaweed" in said["unreliable"]
    # As other programs' diaries name it, whose kinds nobody gave.
    for food in ("Wakame, Raw", "Seaweed Salad", "Chlorella Powder", "Sea vegetables, dried"):
        assert food in _texts(ME, _item(0, 2.0, kind=None, food=food))["unreliable"]
    for food in ("Salmon Nori Roll", "Sea Bass", "Mushroom Risotto"):
        assert "unreliable" not in _texts(ME, _item(0, 2.0, kind=None, food=food))
    assert "beef" not in said["unreliable"]
    assert "unreliable" not in _texts(ME, _item(0, 2.0, "fortified", "plant", "nutritional yeast"))


def test_injections_are_spread_over_the_days() -> None:
    # 730 of 1000 µg stay (Glass 1961); 730 / 28 = 26.1.
    said = _texts(ME, _item(3, 1000.0, "injection", food="hydroxocobalamin injection"))
    assert "1000 µg (hydroxocobalamin), of which about 730 µg (600–800) stay" in said["injections"]
    assert "26.1 µg for each of the 28 days" in said["injections"]


def test_an_injection_of_unknown_form_says_so_and_names_every_study() -> None:
    advice = advise(ME, _period(ME, _item(3, 1000.0, "injection")))
    (injections,) = [each for each in advice if each.topic == "injections"]
    assert "(form unknown)" in injections.text
    assert {"Glass 1961", "Carmel 2008"} <= set(injections.source.split("; "))


def _food(code: str, ug: float | None, kind: str, origin: Origin = "natural", **more: str) -> Food:
    diet = more.get("diet", "any")
    return Food(
        code, more.get("name", code), origin, "table", ug, code, None, kind, diet,
        (Portion(1, "cup", 100),),
    )  # fmt: skip


FOODS = (
    _food("yak", 3.0, "meat"),
    _food("char", 1.3, "fish"),
    _food("milk", 0.5, "dairy", diet="vegetarian"),
    _food("cheese", 1.0, "dairy", diet="vegetarian"),
    _food("cereal", 6.0, "fortified", "fortified", diet="vegan"),
    _food("nori seaweed", 30.0, "plant", diet="vegan"),
    _food("tablet", 1000.0, "supplement", "supplement", diet="vegan"),
    _food("soup", None, "mixed"),
    _food("fizz", 6.0, "fortified", "fortified", diet="vegan", name="Energy drink, fizz"),
)


def _suggested(gap_ug: float, diet: str = "any", *conditions: str) -> list[tuple[str, str]]:
    found = suggestions(FOODS, gap_ug, diet, [CONDITIONS[name] for name in conditions])
    return [(one.food.code, one.label) for one in found]


def test_foods_close_the_gap_in_as_few_usual_portions_as_can_be() -> None:
    assert _suggested(2.4) == [
        ("char", "2 cups"), ("yak", "1 cup"), ("cheese", "3 cups"), ("cereal", "1 cup"),
    ]  # fmt: skip
    assert all(one.b12_ug >= 2.4 for one in suggestions(FOODS, 2.4, "any", []))


def test_what_shops_have_and_what_was_eaten_goes_before_what_few_people_know() -> None:
    foods = [_food("century egg", 2.5, "egg"), _food("cheddar", 1.1, "dairy"), *FOODS]

    def offered(eaten: frozenset[str] = frozenset()) -> list[str]:
        return [one.food.code for one in suggestions(foods, 2.4, "any", [], eaten)]

    assert offered() == ["cheddar"]
    assert offered(frozenset({"century egg"})) == ["century egg", "cheddar"]


def test_the_usual_foods_are_in_the_catalogue() -> None:
    known = {row["name"] for row in paths.seed_rows("everyday.csv")}
    named = [row["food"] for row in paths.seed_rows("suggested_foods.csv")]
    assert [name for name in named if name not in known] == []
    assert len(named) == len(set(named))


def test_a_diet_is_kept_to() -> None:
    assert [code for code, _ in _suggested(2.4, "vegan")] == ["cereal"]
    assert [code for code, _ in _suggested(2.4, "vegetarian")] == ["cheese", "cereal"]


def test_no_gap_needs_no_food_and_a_large_one_finds_none() -> None:
    assert _suggested(0.0) == []
    assert _suggested(400.0) == []


def test_what_one_eats_goes_before_what_one_does_not() -> None:
    milks = (_food("goat milk", 3.0, "dairy"), _food("cow milk", 2.5, "dairy"))
    for eaten, code in (("goat milk", "goat milk"), ("beef", "cow milk")):
        (found,) = suggestions(milks, 2.4, "any", [], frozenset({eaten}))
        assert found.food.code == code


def test_only_added_b12_is_offered_where_food_bound_is_doubtful() -> None:
    # "Mainly from fortified food or supplements", and then a list of cod would contradict it.
    for condition in (*(CONDITIONS[n] for n in ("acid-blocker", "h2-blocker")), OVER_50):
        assert [s.food.code for s in suggestions(FOODS, 2.4, "any", [condition])] == ["cereal"]


def test_a_suggestion_says_what_is_absorbed_of_it_where_that_can_be_told() -> None:
    (cereal,) = suggestions(FOODS, 2.4, "vegan", [])
    # 6 µg at once lie between the published 1.0 of 5 µg and 1.6 of 10 µg.
    assert 1.0 < cereal.absorbed.ug < 1.6


@pytest.mark.parametrize("condition", ["crohns", "pernicious-anaemia"])
def test_no_food_is_offered_where_food_cannot_close_the_gap(condition: str) -> None:
    assert _suggested(2.4, "any", condition) == []


def _felt(symptom: str, score: int, days_back: int = 0) -> Felt:
    return Felt(LAST - timedelta(days=days_back), None, symptom, score, None)


def test_symptoms_are_counted_by_day_and_called_no_diagnosis() -> None:
    felt = [_felt("muscle cramps", 6), _felt("muscle cramps", 3), _felt("muscle cramps", 4, 2)]
    lines = advise(ME, _period(ME), [*felt, _felt("glossitis", 2)])
    (said,) = [line.text for line in lines if line.topic == "symptoms"]
    assert "muscle cramps on 2 days (highest score 6), glossitis on 1 day (highest score 2)" in said
    assert "other causes" in said


def test_foods_that_are_not_for_pregnancy_are_not_offered() -> None:
    # NHS, foods to avoid in pregnancy.
    foods = [
        _food(name, 3.0, "fish", name=name)
        for name in ("Beef liver, fried", "Oysters, raw", "Salmon, smoked", "Liver pâté", "Salmon")
    ]
    assert [s.food.code for s in suggestions(foods, 2.4, "any", [], stage="pregnant")] == ["Salmon"]
    assert len(suggestions(foods, 2.4, "any", [])) > 1


def test_with_lebers_no_cyanocobalamin_is_offered() -> None:
    assert "cereal" not in [code for code, _ in _suggested(2.4, "any", "lebers")]
    assert "Not cyanocobalamin" in _texts(_with("lebers"))["lebers"]


def test_with_kidney_disease_no_high_dose_is_named() -> None:
    said = _texts(_with("kidney-disease")._replace(diet="vegan"))
    assert "2000 µg" not in said["vegan"]
    assert "did harm" in said["kidney-disease"]


def test_days_in_part_are_left_out_and_said() -> None:
    days = days_from(FIRST, 28)
    items = [_item(0, 3.0), _item(1, 3.0), _item(2, 0.5)]
    marks = {LAST - timedelta(days=2): "partial"}
    period = summarise(days, items, dict.fromkeys(days, TARGET), LAST, {}, marks)  # type: ignore[arg-type]
    said = {line.topic: line.text for line in reversed(advise(ME, period))}["intake"]
    assert "logged 3 of the last 28 days (1 more in part are left out) and ate 3.00 µg" in said
    assert "met on 2 of 3 days, open on 1, as not all is known." in said


def test_a_score_of_nothing_is_no_day_of_a_symptom() -> None:
    felt = [_felt("muscle cramps", 0), _felt("muscle cramps", 6, 1)]
    (said,) = [a.text for a in advise(ME, _period(ME), felt) if a.topic == "symptoms"]
    assert "muscle cramps on 1 day (highest score 6)" in said
