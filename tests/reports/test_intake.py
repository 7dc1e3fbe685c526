from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.absorption import slow
from tests.reports.diaries import MONDAY, TARGET, WEEK, diaries, marks
from tracker.absorption.curve import Estimate
from tracker.absorption.estimate import under
from tracker.absorption.injections import Injection
from tracker.diary.model import ItemRow, Mark
from tracker.foods.model import Origin
from tracker.people.conditions import Condition, known_conditions
from tracker.people.targets import Target
from tracker.reports.days import summarise
from tracker.reports.intake import Day, Period
from tracker.text.dates import days_from

CONDITIONS = known_conditions()


def _item(day: int, ug: float | None, origin: Origin = "natural", food: str = "x") -> ItemRow:
    return ItemRow(date(2026, 11, day), food, origin, ug)


def _week(*items: ItemRow) -> Period:
    days = days_from(MONDAY, 7)
    return summarise(days, items, dict.fromkeys(days, TARGET), date(2026, 11, 20))


def test_a_gap_is_no_zero() -> None:
    week = _week(_item(16, 2.4), _item(18, 4.8))
    assert [day.intake_ug for day in week.days] == [2.4, None, 4.8, None, None, None, None]
    assert week.mean_ug == pytest.approx(3.6)
    assert len(week.logged) == 2
    assert [day.future for day in week.days] == [False] * 5 + [True] * 2


@pytest.mark.parametrize(
    ("ug", "origin", "large"),
    [
        (50.0, "supplement", True),
        (49.9, "supplement", False),
        # Of food it is the food that was eaten, and injections are no intake.
        (70.0, "natural", False),
        (70.0, "fortified", False),
        (1000.0, "injection", False),
        (None, "supplement", False),
    ],
)
def test_a_large_dose_is_50_ug_of_a_supplement(
    ug: float | None, origin: Origin, large: bool
) -> None:
    week = _week(_item(16, 1.0), _item(17, ug, origin))
    assert (week.has_large_doses, week.shows_absorbed) == (large, large)


def test_a_large_dose_of_a_day_that_no_mean_counts_changes_nothing() -> None:
    days = days_from(MONDAY, 7)
    items = [_item(16, 1000.0, "supplement"), _item(17, 1.0)]
    marked: dict[date, Mark] = {MONDAY: "partial"}
    week = summarise(days, items, dict.fromkeys(days, TARGET), days[-1], None, marked)
    assert not week.has_large_doses


def test_without_an_estimate_or_a_need_the_intake_is_shown() -> None:
    days = days_from(MONDAY, 7)
    items = [_item(16, 1000.0, "supplement")]
    crohns = dict.fromkeys(days, (CONDITIONS["crohns"],))
    without = summarise(days, items, dict.fromkeys(days, TARGET), days[-1], crohns)
    assert (without.has_large_doses, without.shows_absorbed) == (True, False)
    infants = dict.fromkeys(days, TARGET._replace(halved=False))
    unknown = summarise(days, items, infants, days[-1])
    assert (unknown.has_large_doses, unknown.shows_absorbed) == (True, False)


def test_nothing_at_all_has_no_mean_and_no_sum() -> None:
    week = _week()
    assert (week.mean_ug, week.intake_ug, week.share_of_sum) == (None, None, None)
    assert week.sum_of_targets_ug == pytest.approx(16.8)


def test_unknown_is_a_lower_bound_that_names_its_foods() -> None:
    week = _week(_item(16, 1.0), _item(16, None, food="soup"), _item(16, None, food="soup"))
    day = week.days[0]
    assert (day.intake_ug, day.lower_bound, day.unknown) == (1.0, True, ("soup",))
    assert day.met is None
    assert (week.met, week.open) == (0, 1)


def test_a_lower_bound_above_the_target_meets_it() -> None:
    day = _week(_item(16, 3.0), _item(16, None)).days[0]
    assert day.met is True


def test_a_known_zero_is_a_zero() -> None:
    day = _week(_item(16, 0.0)).days[0]
    assert (day.intake_ug, day.lower_bound, day.met) == (0.0, False, False)


def test_a_sum_that_is_the_target_but_for_rounding_meets_it() -> None:
    assert _week(*[_item(16, 0.8)] * 3).days[0].met is True
    assert _week(*[_item(16, 0.1)] * 24).days[0].met is True


def test_an_injection_is_counted_apart() -> None:
    week = _week(_item(16, 1000.0, "injection"), _item(17, 1000.0, "injection"), _item(17, 1.0))
    assert [day.intake_ug for day in week.days[:2]] == [None, 1.0]
    assert week.injected_ug == 2000.0
    assert week.mean_ug == 1.0


def test_origins_are_summed_apart() -> None:
    day = _week(_item(16, 1.0), _item(16, 2.0, "fortified"), _item(16, 6.0, "supplement")).days[0]
    assert day.by_origin_ug == {"natural": 1.0, "fortified": 2.0, "supplement": 6.0}
    assert day.intake_ug == 9.0


def test_a_gap_has_no_estimate_and_a_known_zero_has_one() -> None:
    zero, gap, injection = _week(_item(16, 0.0), _item(18, 1000.0, "injection")).days[:3]
    assert zero.absorbed == Estimate()
    assert (gap.absorbed, gap.share_of_need) == (None, None)
    assert (injection.absorbed, injection.retained) == (None, Injection(1000).retained)


def test_the_week_absorbs_the_mean_of_the_days_that_have_an_estimate() -> None:
    week = _week(_item(16, 1.0, "supplement"), _item(18, 1000.0, "supplement"))
    assert week.absorbed is not None
    assert week.absorbed.ug == pytest.approx((0.56 + 13.8) / 2, abs=0.01)
    assert len(week.estimated) == 2
    # Half of 2.4 µg on each of the two days.
    assert week.share_of_need == pytest.approx((0.56 + 13.8) / 2.4, abs=0.01)
    assert week.days[0].share_of_need == pytest.approx(0.56 / 1.2)


def test_a_week_without_an_estimate_has_no_mean_of_them() -> None:
    week = _week(_item(16, 1000.0, "injection"))
    assert (week.absorbed, week.share_of_need, week.estimated) == (None, None, ())


def test_two_injections_each_leave_their_own_part() -> None:
    week = _week(*[_item(16, 1000.0, "injection")] * 2, _item(17, 100.0, "injection"))
    thousand, hundred = Injection(1000).retained.ug, Injection(100).retained.ug
    assert week.days[0].retained.ug == pytest.approx(2 * thousand)
    assert week.retained.ug == pytest.approx(2 * thousand + hundred)


def test_what_stays_of_an_injection_follows_from_the_form_in_its_name() -> None:
    names = ("hydroxocobalamin injection", "B12 shot (cyanocobalamin)", "B12 injection 1000 µg")
    week = _week(*(_item(16, 1000.0, "injection")._replace(food=name) for name in names))
    forms = [injection.form for _, injection in week.injections]
    assert forms == ["hydroxocobalamin", "cyanocobalamin", None]
    # 73 % of hydroxocobalamin (Glass 1961).
    assert week.days[0].injections[0].retained.ug == pytest.approx(730)
    assert week.days[0].injections[1].retained.ug < 320


def test_days_of_a_condition_without_estimate_stay_out_of_the_mean() -> None:
    days = days_from(MONDAY, 7)
    items = [_item(day, 1.0, "supplement") for day in (16, 17, 18)]
    found = {days[1]: (CONDITIONS["crohns"],), days[2]: (CONDITIONS["pernicious-anaemia"],)}
    week = summarise(days, items, dict.fromkeys(days, TARGET), days[-1], found)
    assert [day.absorbed and round(day.absorbed.ug, 3) for day in week.days[:3]] == [
        0.56,
        None,
        0.012,
    ]
    assert week.absorbed is not None
    assert week.absorbed.ug == pytest.approx((0.56 + 0.012) / 2)
    assert week.share_of_need == pytest.approx((0.56 + 0.012) / 2.4)
    assert [one.name for one in week.conditions] == ["crohns", "pernicious-anaemia"]
    assert week.intake_ug == 3.0


def test_the_evening_before_the_week_bears_on_its_first_morning_and_is_no_part_of_it() -> None:
    def at(day: int, hour: int) -> ItemRow:
        return _item(day, 2.0, "supplement")._replace(
            eaten_at=datetime(2026, 11, day, hour, tzinfo=UTC)
        )

    late, early = at(15, 23), at(16, 1)
    fresh, after = _week(early).days[0], _week(late, early).days[0]
    assert (fresh.intake_ug, after.intake_ug) == (2.0, 2.0)
    assert fresh.absorbed is not None
    assert after.absorbed is not None
    assert after.absorbed.ug < fresh.absorbed.ug
    assert [day.logged for day in _week(late).days] == [False] * 7


def test_a_target_of_ones_own_changes_no_need() -> None:
    own = Target(50, "your own", "set by hand", "set by hand", "your own", TARGET)
    days = days_from(MONDAY, 7)
    day = summarise(days, [_item(16, 1.0, "supplement")], dict.fromkeys(days, own), MONDAY).days[0]
    assert day.share == pytest.approx(1 / 50)
    assert day.share_of_need == pytest.approx(0.56 / 1.2)


@settings(max_examples=75, deadline=None)
@given(
    diaries(), st.lists(st.sampled_from(list(CONDITIONS.values())), max_size=2, unique=True), marks
)
def test_every_figure_is_what_adding_up_by_hand_gives(
    items: list[ItemRow], conditions: list[Condition], marked: dict[date, Mark]
) -> None:
    held = dict.fromkeys([row.day for row in items] + WEEK, tuple(conditions))
    period = summarise(WEEK, items, dict.fromkeys(WEEK, TARGET), WEEK[3], held, marked)
    absorbed = slow.by_day(items, lambda _: under(conditions))
    for day in period.days:
        eaten = [row for row in items if row.day == day.day and row.origin != "injection"]
        known = [row.b12_ug for row in eaten if row.b12_ug is not None]
        unknown = [row for row in eaten if row.b12_ug is None or row.lower_bound]
        mark = marked.get(day.day)
        assert day.logged == (bool(eaten) or mark == "fast")
        assert day.counted == (day.logged and mark != "partial")
        assert day.intake_ug == (pytest.approx(sum(known)) if day.logged else None)
        assert day.unknown_items == len(unknown)
        assert set(day.unknown) == {row.food for row in unknown}
        assert day.lower_bound == (bool(unknown) or mark == "partial")
        assert day.future == (day.day > WEEK[3])
        assert day.met == _met(day, sum(known) >= 2.4 * (1 - 1e-9))
        estimable = all(condition.estimable for condition in conditions)
        assert (day.absorbed is not None) == (day.logged and estimable)
        if day.absorbed is not None:
            estimate = absorbed.get(day.day, Estimate())
            assert day.absorbed.ug == pytest.approx(estimate.ug, abs=1e-12)
            assert day.absorbed.high_ug == pytest.approx(estimate.high_ug, abs=1e-12)
            if estimate.ug < 1.2 <= estimate.high_ug * (1 + 1e-9):
                assert day.need_met is None
            else:
                assert day.need_met == _met(day, estimate.ug >= 1.2 * (1 - 1e-9))
    intakes = sorted(day.intake_ug or 0.0 for day in period.days if day.counted)
    assert period.mean_ug == (pytest.approx(sum(intakes) / len(intakes)) if intakes else None)
    assert (period.least_ug, period.most_ug) == (
        (intakes[0], intakes[-1]) if intakes else (None, None)
    )
    assert len(period.counted) == len(intakes)
    assert (period.met, period.open) == _of_each([day.met for day in period.days if day.logged])
    needs = [day.need_met for day in period.days if day.absorbed is not None]
    assert (period.need_met, period.need_open) == _of_each(needs)
    assert period.need_days == len(needs)
    assert sum(len(part.days) for part in period.split("day")) == 7


def _of_each(judged: list[bool | None]) -> tuple[int, int]:
    return judged.count(True), judged.count(None)


def _met(day: Day, is_enough: bool) -> bool | None:
    return None if not day.logged or (day.lower_bound and not is_enough) else is_enough
