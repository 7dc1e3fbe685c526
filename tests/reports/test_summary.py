"""What a stretch comes to, reckoned by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.reports.diaries import TARGET, item
from tracker.diary.model import ItemRow, Mark
from tracker.foods.model import Origin
from tracker.health.symptoms import Felt
from tracker.people.model import Person
from tracker.people.targets import Target
from tracker.reports import sources, summary
from tracker.reports.days import summarise
from tracker.reports.intake import Period
from tracker.reports.stretch import Stretch
from tracker.reports.summary import LEAST_DAYS
from tracker.text.dates import days_from
from tracker.text.spans import Span

# Four weeks, from a Monday to a Sunday.
FIRST = date(2026, 10, 26)
DAYS = days_from(FIRST, 28)


def stretch_of(
    ugs: dict[int, float | None],
    marks: dict[int, Mark] | None = None,
    symptoms: list[tuple[int, str, int]] | None = None,
    targets: dict[date, Target] | None = None,
    origin: Origin = "natural",
) -> Stretch:
    """A diary of µg by the number of the day."""
    rows = [ItemRow(DAYS[n], "x", origin, ug, meal_id=n) for n, ug in ugs.items()]
    marked = {DAYS[n]: mark for n, mark in (marks or {}).items()}
    aims = targets or dict.fromkeys(DAYS, TARGET)
    felt = [Felt(DAYS[n], None, name, score, None) for n, name, score in symptoms or []]
    period = summarise(DAYS, rows, aims, DAYS[-1], None, marked)
    return Stretch(Person("me"), period, tuple(felt))


def _period(*rows: ItemRow) -> Period:
    days = [date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)]
    return summarise(days, rows, dict.fromkeys(days, TARGET), days[-1])


def _days(*numbers: int) -> Span:
    return Span(DAYS[numbers[0]], DAYS[numbers[-1]])


def test_a_streak_is_days_in_a_row_that_met_the_target_up_to_today() -> None:
    ugs: dict[int, float | None] = dict.fromkeys(range(28), 3.0)
    assert summary.summarise(stretch_of(ugs), DAYS[-1]).streak == _days(0, 27)
    assert summary.summarise(stretch_of({**ugs, 20: 1.0}), DAYS[-1]).streak == _days(21, 27)
    # What is unknown leaves a day open.
    assert summary.summarise(stretch_of({**ugs, 22: None}), DAYS[-1]).streak == _days(23, 27)
    # What is logged of a day in part can be enough, and is open if it isn't.
    enough = stretch_of(ugs, marks={24: "partial", 27: "partial"})
    assert summary.summarise(enough, DAYS[-1]).streak == _days(0, 27)
    partial = stretch_of({**ugs, 24: 1.0}, marks={24: "partial"})
    assert summary.summarise(partial, DAYS[-1]).below is None
    assert summary.summarise(partial, DAYS[-1]).streak == _days(25, 27)


def test_today_goes_on_and_ends_no_streak() -> None:
    ugs: dict[int, float | None] = dict.fromkeys(range(28), 3.0)
    del ugs[27]
    assert summary.summarise(stretch_of(ugs), DAYS[-1]).streak == _days(0, 26)
    assert summary.summarise(stretch_of({**ugs, 27: 0.5}), DAYS[-1]).streak == _days(0, 26)
    assert summary.summarise(stretch_of({**ugs, 27: 0.5}), DAYS[-1]).below is None
    # The same day in the past has ended it.
    later = DAYS[-1] + timedelta(days=1)
    assert summary.summarise(stretch_of({**ugs, 27: 0.5}), later).streak is None


def test_the_longest_stretch_below_the_target_ends_at_a_gap() -> None:
    below: dict[int, float | None] = dict.fromkeys([0, 1, 2, 3, 5, 6, 7, 8, 9, 12], 1.0)
    found = summary.summarise(stretch_of(below), DAYS[-1])
    assert found.below == _days(5, 9)
    assert found.streak is None


def test_the_best_and_the_worst_week_have_days_enough() -> None:
    ugs: dict[int, float | None] = {
        **dict.fromkeys(range(7), 2.0),
        **dict.fromkeys(range(7, 14), 4.0),
        # Too few days to say anything of the week.
        **dict.fromkeys(range(14, 14 + LEAST_DAYS - 1), 9.0),
        **dict.fromkeys(range(21, 28), 3.0),
    }
    found = summary.summarise(stretch_of(ugs), DAYS[-1])
    assert found.best is not None
    assert found.worst is not None
    assert (found.best.span, found.best.mean_ug) == (_days(7, 13), 4.0)
    assert (found.worst.span, found.worst.mean_ug) == (_days(0, 6), 2.0)


def test_one_week_is_neither_best_nor_worst() -> None:
    found = summary.summarise(stretch_of(dict.fromkeys(range(7), 2.0)), DAYS[-1])
    assert (found.best, found.worst) == (None, None)


def test_symptoms_in_weeks_below_and_above_the_target_with_counts() -> None:
    ugs: dict[int, float | None] = {
        **dict.fromkeys(range(7), 1.0),
        **dict.fromkeys(range(7, 14), 3.0),
        # Below it as far as is known, and so nobody can judge the week.
        **dict.fromkeys(range(14, 21), 1.0),
        **dict.fromkeys(range(15, 19)),
        # One tablet makes no week that met it.
        **dict.fromkeys(range(21, 28), 1.0),
        25: 1000.0,
    }
    felt = [
        (0, "cramps", 8),
        (1, "cramps", 6),
        (8, "cramps", 1),
        (16, "cramps", 10),
        (9, "tired", 2),
    ]
    cramps, tired = summary.summarise(stretch_of(ugs, symptoms=felt), DAYS[-1]).associations
    assert cramps.symptom == "cramps"
    assert cramps.below == summary.Scores(mean=7.0, entries=2, weeks=1, of_weeks=2)
    assert cramps.met == summary.Scores(mean=1.0, entries=1, weeks=1, of_weeks=1)
    assert tired.below == summary.Scores(mean=None, entries=0, weeks=0, of_weeks=2)


def test_how_much_is_known_of_items_and_of_days() -> None:
    whole = summary.summarise(stretch_of({0: 1.0, 1: None, 2: 3.0, 3: None}), DAYS[-1]).whole
    assert (whole.items, whole.unknown_items, whole.days_all_known) == (4, 2, 2)
    assert (whole.met, whole.open, len(whole.counted)) == (1, 2, 4)
    assert (whole.median_ug, whole.least_ug, whole.most_ug) == (0.5, 0.0, 3.0)


def test_foods_by_what_they_gave() -> None:
    eaten = [
        item(16, 1.0), item(17, 2.0), item(18, None), item(16, 1.0, "fortified"),
        item(16, 1000.0, "injection"),
    ]  # fmt: skip
    foods = sources.foods(_period(*eaten).days)
    assert [(one.origin, one.times, one.b12_ug, one.unknown_times) for one in foods] == [
        ("natural", 3, 3.0, 1),
        ("fortified", 1, 1.0, 0),
    ]
    assert [one.share for one in foods] == [0.75, 0.25]
    _, fortified, supplement = sources.origins(foods)
    assert (supplement.times, supplement.unknown_times) == (0, 0)
    # 56 % of 1 µg crystalline (Carmel 2008), were there not 1 µg of food beside it.
    assert fortified.share_absorbed is not None
    assert 0.3 < fortified.share_absorbed < 0.56
    assert (supplement.b12_ug, supplement.share_absorbed) == (None, None)


def test_meals_have_their_names_or_the_time_of_day() -> None:
    def at(hour: int, name: str | None = None) -> ItemRow:
        moment = datetime(2026, 11, 16, hour, 30, tzinfo=UTC)
        return item(16, 1.0, eaten_at=moment, meal=name, meal_id=hour)

    eaten = [at(7, "Lunch"), at(8, "lunch"), at(9), at(10), at(23), item(16, 5.0, meal_id=99)]
    meals = sources.meals(_period(*eaten).days)
    assert [(one.name, one.times) for one in meals] == [
        ("no name or time", 1), ("Lunch", 2), ("morning", 2), ("evening", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("empty", [True, False])
def test_nothing_is_no_error(empty: bool) -> None:
    found = summary.summarise(stretch_of({} if empty else {0: None}), DAYS[-1])
    assert found.whole.mean_ug == (None if empty else 0.0)
    assert len(found.foods) == (0 if empty else 1)
    assert len(found.origins) == 3


def test_a_changed_target_is_that_of_the_days_that_count() -> None:
    # 3 µg on four days of 2.4, and then a target of 10 with no log at all.
    high = TARGET._replace(ug_per_day=10.0)
    targets = {day: TARGET if day < DAYS[4] else high for day in DAYS}
    ugs: dict[int, float | None] = dict.fromkeys(range(4), 3.0)
    changed = stretch_of(ugs, symptoms=[(0, "cramps", 5)], targets=targets)
    whole = summary.summarise(changed, DAYS[-1])
    assert whole.whole.share == pytest.approx(3.0 / 2.4)
    (cramps,) = whole.associations
    assert (cramps.met.of_weeks, cramps.below.of_weeks) == (1, 0)


def test_a_week_of_unknown_food_is_not_the_worst() -> None:
    ugs: dict[int, float | None] = {
        **dict.fromkeys(range(7), 3.0), **dict.fromkeys(range(7, 14), 1.0),
        **dict.fromkeys(range(14, 21)),
    }  # fmt: skip
    found = summary.summarise(stretch_of(ugs), DAYS[-1])
    assert found.worst is not None
    assert found.worst.span == _days(7, 13)
