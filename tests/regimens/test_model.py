"""When a dose is due, which logged doses count, and in how many periods they were taken."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.regimens.model import (
    Course,
    Dose,
    Interval,
    Kept,
    Regimen,
    Unit,
    by_urgency,
    courses,
    kept_by_day,
)

MON = date(2026, 11, 2)
TODAY = date(2026, 11, 22)  # a Sunday


def _regimen(
    ug: float = 2000, every: int = 1, unit: Unit = "week", since: date = MON, **other: object
) -> Regimen:
    plain = Regimen(ug, "mouth", None, every, unit, False, since)
    return plain._replace(**other)  # type: ignore[arg-type]


def _taken(regimen: Regimen, *days: int) -> Course:
    """The regimen with doses on those days of November."""
    return Course(regimen, tuple(date(2026, 11, day) for day in days))


@pytest.mark.parametrize(
    ("number", "unit", "day", "next_day"),
    [
        (1, "day", "2026-11-30", "2026-12-01"),
        (2, "week", "2026-12-24", "2027-01-07"),
        (3, "month", "2026-11-30", "2027-02-28"),
        (3, "month", "2023-11-30", "2024-02-29"),
        (1, "month", "2026-12-31", "2027-01-31"),
        (12, "month", "2024-02-29", "2025-02-28"),
    ],
)
def test_the_next_dose_is_an_interval_later(
    number: int, unit: Unit, day: str, next_day: str
) -> None:
    after = Interval(number, unit).after(date.fromisoformat(day))
    assert after == date.fromisoformat(next_day)


def _dose(food: str = "B12 tablet", ug: float | None = 2000, origin: str = "supplement") -> Dose:
    return Dose(MON, food, origin, ug)


@pytest.mark.parametrize(
    ("regimen", "doses", "counts"),
    [
        (_regimen(), [_dose()], True),
        (_regimen(), [_dose("my blue pills", 2500)], True),
        (_regimen(), [_dose("B12 lozenge")], True),
        (_regimen(), [_dose(ug=1000), _dose(ug=1000)], True),
        (_regimen(), [_dose(ug=1600)], True),
        (_regimen(), [_dose(ug=1599)], False),
        (_regimen(), [_dose(ug=None)], False),
        (_regimen(), [_dose("B12 injection", origin="injection")], False),
        (_regimen(route="injection"), [_dose()], False),
        (_regimen(route="injection"), [_dose("B12 injection", origin="injection")], True),
        (_regimen(route="injection"), [_dose("B12 injection", None, "injection")], True),
        (_regimen(form="methylcobalamin"), [_dose("methylcobalamin tablet")], True),
        (_regimen(form="methylcobalamin"), [_dose("B12 tablet")], True),
        (_regimen(form="methylcobalamin"), [_dose("cyanocobalamin tablet")], False),
        (_regimen(), [_dose("cyanocobalamin tablet")], True),
    ],
)
def test_doses_count_by_route_form_and_amount(
    regimen: Regimen, doses: list[Dose], counts: bool
) -> None:
    (course,) = courses([regimen], doses)
    assert course.taken == ((MON,) if counts else ())


def test_two_halves_on_two_days_are_no_dose() -> None:
    halves = [_dose(ug=1000), _dose(ug=1000)._replace(day=MON + timedelta(days=3))]
    (course,) = courses([_regimen()], halves)
    assert course.taken == ()


def test_no_dose_counts_for_two_regimens_of_its_day() -> None:
    tongue = _regimen(1000, unit="day", route="sublingual")
    both = [_regimen(), tongue]

    def taken(*doses: Dose) -> list[bool]:
        return [bool(course.taken) for course in courses(both, doses)]

    assert taken(_dose(ug=2000)) == [True, False]
    assert taken(_dose(ug=1000)) == [False, True]
    assert taken(_dose(ug=3000)) == [True, True]
    # The one that began later has it, where the older one was never ended.
    older = _regimen(route="injection")
    newer = older._replace(every=2, since=MON + timedelta(days=1))
    given = _dose("B12 injection", None, "injection")._replace(day=newer.since)
    assert [bool(course.taken) for course in courses([older, newer], [given])] == [False, True]
    # One of before it begins counts for both: it decides when the first is due.
    ended = older._replace(until=MON)
    at_the_end = given._replace(day=MON)
    after = newer._replace(unit="month")
    assert [len(course.taken) for course in courses([ended, after], [at_the_end])] == [1, 1]


@pytest.mark.parametrize(
    ("regimen", "days", "state", "day", "late"),
    [
        (_regimen(), (), "overdue", "2026-11-02", 20),
        (_regimen(since=TODAY), (), "due", "2026-11-22", 0),
        (_regimen(), (2, 9, 15), "due", "2026-11-22", 0),
        (_regimen(), (2, 9, 16), "next", "2026-11-23", 0),
        (_regimen(), (2, 9), "overdue", "2026-11-16", 6),
        # A day's slack.
        (_regimen(), (2, 9, 14), "due", "2026-11-21", 1),
        (_regimen(), (2, 9, 13), "overdue", "2026-11-20", 2),
        (_regimen(unit="day"), (20,), "overdue", "2026-11-21", 1),
        # What has ended is not overdue.
        (_regimen(until=date(2026, 11, 20)), (2, 9), "done", "2026-11-16", 0),
        (_regimen(unit="day"), (21,), "due", "2026-11-22", 0),
        (_regimen(unit="day"), (22,), "next", "2026-11-23", 0),
        (_regimen(since=date(2026, 12, 1)), (), "begins", "2026-12-01", 0),
        # What was taken before it begins decides when the first is due.
        (_regimen(every=3, unit="month", since=TODAY), (1,), "next", "2027-02-01", 0),
        (_regimen(until=TODAY), (20,), "done", "2026-11-27", 0),
        (_regimen(until=TODAY), (2,), "overdue", "2026-11-09", 13),
    ],
)
def test_a_dose_is_due_an_interval_after_the_last(
    regimen: Regimen, days: tuple[int, ...], state: str, day: str, late: int
) -> None:
    due = _taken(regimen, *days).due(TODAY)
    assert (due.state, due.day.isoformat(), due.days) == (state, day, late)
    assert due.is_due == (state in ("due", "overdue"))
    assert due.last == (date(2026, 11, days[-1]) if days else None)


def test_a_dose_of_a_later_day_changes_nothing_today() -> None:
    assert _taken(_regimen(), 9, 28).due(date(2026, 11, 10)).day == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("days", "kept", "of"),
    [
        ((2, 9, 16), 3, 3),
        ((4, 14, 22), 3, 3),
        ((2, 16), 2, 3),
        # The Monday after is in time, and isn't the next week's too.
        ((2, 16, 18), 3, 3),
        ((8, 22), 2, 3),
        ((2, 3, 4, 5), 1, 2),
        # The last week is not over: it counts only with its dose.
        ((2, 9), 2, 2),
        ((), 0, 2),
    ],
)
def test_weeks_are_kept_by_a_dose_in_each(days: tuple[int, ...], kept: int, of: int) -> None:
    assert _taken(_regimen(), *days).kept(MON, TODAY, TODAY) == Kept(kept, of, "week")


def test_a_week_that_is_cut_counts_only_with_its_dose() -> None:
    wed = date(2026, 11, 4)
    assert _taken(_regimen(), 9).kept(wed, TODAY, TODAY) == Kept(1, 1, "week")
    assert _taken(_regimen(), 5, 9).kept(wed, TODAY, TODAY) == Kept(2, 2, "week")
    assert _taken(_regimen(since=wed), 3, 9).kept(MON, TODAY, TODAY) == Kept(1, 1, "week")


def test_days_have_no_slack() -> None:
    every_other = _taken(_regimen(unit="day"), *range(2, 22, 2))
    assert every_other.kept(MON, TODAY, TODAY) == Kept(10, 20, "day")


def test_today_is_no_missed_day_yet() -> None:
    month = _taken(_regimen(unit="day"), *range(2, 22))
    assert month.kept(MON, TODAY, TODAY) == Kept(20, 20, "day")
    assert month.kept(date(2026, 11, 16), date(2026, 11, 22), TODAY) == Kept(6, 6, "day")


def test_an_injection_is_in_time_to_a_day_and_else_late() -> None:
    first = date(2026, 1, 15)
    regimen = _regimen(1000, 3, "month", first, route="injection")
    whole = (date(2026, 1, 1), date(2026, 12, 31))

    def kept(*days: str) -> tuple[int, int]:
        taken = Course(regimen, tuple(map(date.fromisoformat, days)))
        return taken.kept(*whole, date(2026, 11, 22))[:2]

    assert kept("2026-01-15", "2026-04-15", "2026-07-15", "2026-10-15") == (4, 4)
    assert kept("2026-01-15", "2026-04-16", "2026-07-10", "2026-10-10") == (4, 4)
    # Twelve days late once: that one is missed, and the next is due three months after it.
    assert kept("2026-01-15", "2026-04-27", "2026-07-27", "2026-10-27") == (3, 4)
    # The second was never given.
    assert kept("2026-01-15", "2026-07-15", "2026-10-15") == (3, 4)
    assert kept("2026-01-15") == (1, 4)
    assert kept() == (0, 4)


def test_a_month_that_is_shorter_moves_no_later_one() -> None:
    last_days = _regimen(1000, 1, "month", date(2026, 1, 31), route="injection")
    days = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    taken = Course(last_days, tuple(days))
    assert taken.kept(days[0], days[-1], days[-1]) == Kept(4, 4, "time")
    assert taken.due(days[-1]).day == date(2026, 5, 31)


def test_what_ended_is_not_missed_afterwards() -> None:
    ended = _regimen(until=date(2026, 11, 15))
    assert _taken(ended, 2, 9).kept(MON, TODAY, TODAY) == Kept(2, 2, "week")
    assert _taken(ended._replace(every=3, unit="day"), 2, 5, 8, 11, 14).kept(
        MON, TODAY, TODAY
    ) == Kept(5, 5, "time")


_DAYS = st.dates(date(2020, 1, 1), date(2027, 1, 1))
_REGIMENS = st.builds(
    Regimen,
    st.just(1000.0),
    st.just("mouth"),
    st.none(),
    st.integers(1, 14),
    st.sampled_from(["day", "week", "month"]),
    st.just(False),
    _DAYS,
    st.none(),
)


@given(_REGIMENS, st.sets(_DAYS, max_size=40), _DAYS, _DAYS)
def test_no_more_is_kept_than_was_taken(
    regimen: Regimen, days: set[date], first: date, last: date
) -> None:
    taken = Course(regimen, tuple(sorted(days)))
    kept = taken.kept(first, last, last)
    assert 0 <= kept.kept <= kept.of
    near = [day for day in days if first - timedelta(days=7) <= day <= last + timedelta(days=7)]
    assert kept.kept <= len(near)


@given(_REGIMENS, st.integers(0, 30))
def test_who_takes_each_dose_on_its_day_misses_none(regimen: Regimen, number: int) -> None:
    days = [regimen.since]
    for _ in range(number):
        days.append(regimen.interval.after(days[-1]))
    followed = Course(regimen, tuple(days))
    assert followed.kept(days[0], days[-1], days[-1]).missed == 0
    assert followed.due(days[-1]).state == "next"


def test_what_is_overdue_comes_first() -> None:
    courses = [
        _taken(_regimen(10), 20),
        _taken(_regimen(20, since=date(2027, 1, 1))),
        _taken(_regimen(30), 15),
        _taken(_regimen(40), 2),
        _taken(_regimen(50, until=TODAY), 20),
    ]
    ordered = [regimen.amount_ug for regimen, _ in by_urgency(courses, TODAY)]
    assert ordered == [40, 30, 10, 20]


def test_each_day_is_as_its_week_or_as_old_as_its_dose() -> None:
    weekly = _taken(_regimen(), 4, 17).by_day(MON, date(2026, 11, 30), TODAY)
    # The week of the 2nd and that of the 16th had a dose; the one between is over without any.
    assert [weekly[date(2026, 11, day)] for day in (2, 8, 9, 15, 16, 22)] == [
        True, True, False, False, True, True,
    ]  # fmt: skip
    assert max(weekly) == TODAY
    open_week = _taken(_regimen(), 4, 10).by_day(date(2026, 11, 16), TODAY, TODAY)
    assert set(open_week.values()) == {None}
    first = _taken(_regimen(every=4, unit="day", since=TODAY)).by_day(MON, TODAY, TODAY)
    assert first == {TODAY: None}
    every_4 = _taken(_regimen(every=4, unit="day"), 2, 6).by_day(MON, TODAY, TODAY)
    # Due on the 10th, and in time on the 11th.
    assert [every_4[date(2026, 11, day)] for day in (2, 10, 11, 12, 22)] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_a_day_with_two_regimens_is_kept_by_both() -> None:
    both = [_taken(_regimen(), 4, 10, 17), _taken(_regimen(unit="day"), 2, 3, 4)]
    kept = kept_by_day(both, MON, TODAY, TODAY)
    assert (kept[date(2026, 11, 4)], kept[date(2026, 11, 5)], kept[TODAY]) == (True, False, None)


@given(_REGIMENS, st.sets(_DAYS, max_size=40), _DAYS)
def test_every_day_with_a_regimen_up_to_today_is_judged(
    regimen: Regimen, days: set[date], today: date
) -> None:
    judged = Course(regimen, tuple(sorted(days))).by_day(regimen.since, date(2027, 12, 31), today)
    assert len(judged) == max((today - regimen.since).days + 1, 0)
    # On a day with a dose nothing is missed.
    assert all(judged[day] is not False for day in days if day in judged)
