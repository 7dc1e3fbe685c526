import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.conftest import B12
from tracker.cli import app as options


def _now(monkeypatch: pytest.MonkeyPatch, day: int, hour: int, minute: int = 0) -> None:
    moment = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    monkeypatch.setattr(options, "now", lambda: moment)


def test_a_day_of_fasting_is_a_true_zero(b12: B12) -> None:
    b12("log", "2 eggs", "-d", "mon")
    assert b12("day", "fast", "tue").out == "Tue 17 Nov 2026: nothing eaten\n"
    day = b12("today", "-d", "tue", "--json").json
    assert (day["mark"], day["logged"], day["intake_ug"], day["absorbed_ug"]) == (
        "fast",
        True,
        0,
        0,
    )
    assert day["target_met"] is False
    week = b12("week", "--json").json["weeks"][0]
    assert (week["logged_days"], week["counted_days"]) == (2, 2)
    assert week["mean_ug_per_logged_day"] == pytest.approx(0.89 / 2)
    assert "Tue 17 Nov: nothing eaten" in b12("week").out
    assert "Nothing eaten" in b12("today", "-d", "tue").out


def test_a_day_logged_in_part_is_left_out_of_means_and_is_a_lower_bound(b12: B12) -> None:
    b12("log", "2 eggs", "-d", "mon")
    b12("log", "150g salmon", "-d", "tue")
    b12("day", "partial", "mon")
    day = b12("today", "-d", "mon", "--json").json
    assert (day["mark"], day["lower_bound"], day["target_met"]) == ("partial", True, None)
    week = b12("week", "--json").json["weeks"][0]
    assert (week["logged_days"], week["counted_days"]) == (2, 1)
    assert week["mean_ug_per_logged_day"] == pytest.approx(4.575)
    assert (week["mean_lower_bound"], week["lower_bound"]) == (False, True)
    out = b12("week").out
    assert "Mean 4.58 µg over 1 logged day (1 logged in part left out)" in out
    assert "Mon 16 Nov: logged in part" in out
    assert "Sum ≥ 5.46 µg" in out


def test_a_day_logged_in_part_has_met_the_target_by_what_is_logged(b12: B12) -> None:
    b12("log", "150g salmon", "-d", "mon")
    b12("log", "2 eggs", "-d", "tue")
    b12("log", "150g salmon", "-d", "wed")
    b12("day", "partial", "mon")
    b12("day", "partial", "tue")
    week = b12("week", "--json").json["weeks"][0]
    assert (week["days_target_met"], week["days_target_unknown"]) == (2, 1)
    assert "left out); target met on 2 of 3 (1 open: not all is known)" in b12("week").out
    rows = b12("report", "--from", "mon", "--to", "wed", "--by", "day").out.splitlines()[2:5]
    assert [row.split()[-1] for row in rows[:2]] == ["yes", "open"]
    assert rows[2].split("%")[1].split()[0] == "yes"
    assert "met on 2 of 3 days, ≥ 67 % (1 open: not all is known)" in b12("report").out
    assert "it was met on 2 of 3 days, open on 1" in " ".join(b12("advise").out.split())


def test_a_week_of_days_logged_in_part_has_no_mean(b12: B12) -> None:
    b12("log", "2 eggs")
    b12("day", "partial")
    out = b12("week").out
    assert "Mean" not in out
    assert "Sum ≥ 0.89 µg" in out
    assert b12("week", "--json").json["weeks"][0]["mean_ug_per_logged_day"] is None


def test_a_day_with_food_cannot_be_a_fast(b12: B12) -> None:
    b12("log", "2 eggs")
    result = b12("day", "fast", "today")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert "egg" in result.err


def test_an_injection_does_not_end_a_fast(b12: B12) -> None:
    b12("log", "injection 1000ug")
    assert b12("day", "fast", "today").code == 0
    b12("log", "injection 1000ug")
    assert b12("today", "--json").json["mark"] == "fast"


def test_logging_ends_a_fast_and_undo_restores_it(b12: B12) -> None:
    b12("day", "fast")
    b12("log", "2 eggs")
    assert b12("today", "--json").json["mark"] is None
    b12("undo")
    day = b12("today", "--json").json
    assert (day["mark"], day["items"]) == ("fast", [])


def test_a_mark_can_be_removed_and_every_step_undone(b12: B12) -> None:
    b12("day", "partial", "sat")
    b12("day", "fast", "sat")
    b12("day", "clear", "sat")
    assert "Nothing to change" in b12("day", "clear", "sat").err
    marks = []
    for _ in range(3):
        b12("undo")
        marks.append(b12("today", "-d", "sat", "--json").json["mark"])
    assert marks == ["fast", "partial", None]


@pytest.mark.parametrize("words", [["fast", "2026-11-23"], ["fast", "2/11"], ["feast"]])
def test_an_invalid_day_is_refused(b12: B12, words: list[str]) -> None:
    result = b12("day", *words)
    assert (result.code, result.out) == (2, "")
    assert b12("undo").code == 1


def test_a_meal_after_midnight_belongs_to_the_day_before(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "days start  04:00" in b12("person", "set", "--day-starts", "4am").out
    _now(monkeypatch, 22, 1, 30)
    logged = b12("log", "2 eggs").out
    assert logged.startswith("Logged for Sat 21 Nov 2026, 01:30 on Sun:")
    assert "\nToday: 0.89 µg" in logged
    (item,) = b12("today", "--json").json["items"]
    assert item["eaten_at"] == "2026-11-22T01:30+00:00"
    _now(monkeypatch, 22, 4, 0)
    assert b12("today", "--json").json["day"] == "2026-11-22"
    assert b12("today", "-d", "yesterday", "--json").json["items"] == [item]


@pytest.mark.parametrize(
    ("hour", "words", "day", "eaten_at"),
    [
        # In the evening, "half past midnight" is last night's.
        (20, ["-t", "00:30"], "2026-11-21", "2026-11-22T00:30+00:00"),
        (1, ["-t", "00:30"], "2026-11-21", "2026-11-22T00:30+00:00"),
        (1, ["-t", "23:30"], "2026-11-21", "2026-11-21T23:30+00:00"),
        (20, ["-t", "19:00"], "2026-11-22", "2026-11-22T19:00+00:00"),
        (20, ["-t", "00:30", "-d", "2026-11-10"], "2026-11-10", "2026-11-11T00:30+00:00"),
        (1, ["-d", "yesterday", "-t", "03:59"], "2026-11-20", "2026-11-21T03:59+00:00"),
    ],
)
def test_a_time_is_on_its_diary_day(
    b12: B12,
    monkeypatch: pytest.MonkeyPatch,
    hour: int,
    words: list[str],
    day: str,
    eaten_at: str,
) -> None:
    b12("person", "set", "--day-starts", "04:00")
    _now(monkeypatch, 22, hour, 45)
    assert b12("log", "2 eggs", *words).code == 0
    (item,) = b12("today", "-d", day, "--json").json["items"]
    assert item["eaten_at"] == eaten_at


def test_another_setting_or_time_zone_moves_no_logged_item(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("person", "set", "--day-starts", "04:00")
    _now(monkeypatch, 22, 1, 30)
    b12("log", "2 eggs")
    before = b12("today", "-d", "2026-11-21", "--json").json
    b12("person", "set", "--day-starts", "00:00")
    tokyo = datetime(2026, 11, 22, 23, tzinfo=timezone(timedelta(hours=9)))
    monkeypatch.setattr(options, "now", lambda: tokyo)
    after = b12("today", "-d", "2026-11-21", "--json").json
    assert after == {**before, "future": False}
    assert b12("today", "--json").json["items"] == []


@pytest.mark.parametrize("text", ["25:00", "noonish", "13:00", "-1:00", ""])
def test_a_day_starts_between_midnight_and_noon(b12: B12, text: str) -> None:
    result = b12("person", "set", "--day-starts", text)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert b12("person", "--json").json["day_starts"] == "00:00"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "nothing logged, target 2.4 µg\n"),
        (["1 cup milk, 2 eggs"], "1.99 of 2.4 µg, 83 %\n"),
        (["2 eggs, 100g 27042"], "≥ 0.89 of 2.4 µg, ≥ 37 %\n"),
    ],
)
def test_brief_is_one_line(b12: B12, words: list[str], line: str) -> None:
    for what in words:
        b12("log", what)
    result = b12("today", "--brief")
    assert (result.out, result.err, result.code) == (line, "", 0)


@pytest.mark.parametrize(
    ("now", "at", "eaten_at"),
    [
        # Berlin's clocks go back on 25 October 2026 at 3:00, and forward on 28 March 2027 at 2:00.
        ("2026-10-25T10:00", "01:30", "2026-10-25T01:30+02:00"),
        ("2027-03-27T10:00", "02:30", "2027-03-27T02:30+01:00"),
    ],
)
def test_last_night_is_last_night_when_the_clocks_change(
    b12: B12, monkeypatch: pytest.MonkeyPatch, now: str, at: str, eaten_at: str
) -> None:
    b12("person", "set", "--day-starts", "04:00")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        moment = datetime.fromisoformat(now).astimezone()
        monkeypatch.setattr(options, "now", lambda: moment)
        assert b12("log", "2 eggs", "-t", at).code == 0
        day = b12("today", "-d", "yesterday", "--json").json
        assert [item["eaten_at"] for item in day["items"]] == [eaten_at]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_days_ago_are_read_anywhere_on_the_command_line(b12: B12) -> None:
    assert b12("day", "fast", "-3d").out == "Thu 19 Nov 2026: nothing eaten\n"
    b12("log", "2 eggs", "-d", "-2d")
    assert "to Tue 17 Nov 2026" in b12("copy", "-2d", "-d", "-5d").out
    assert b12("today", "-d", "-5d", "--json").json["intake_ug"] == pytest.approx(0.89)
    assert "negative" in b12("log", "-3 eggs").err
