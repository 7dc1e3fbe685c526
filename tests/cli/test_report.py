import json
from datetime import timedelta

import pytest

from tests.conftest import B12, NOW
from tracker.cli import options


def test_an_empty_day_is_a_sentence_and_no_error(b12: B12) -> None:
    result = b12("today")
    assert (result.code, result.out) == (0, "")
    assert "Nothing is logged for Sun 22 Nov 2026" in result.err
    assert "2.4 µg" in result.err


def test_today_as_json_has_the_documented_keys(b12: B12) -> None:
    b12("log", "150g salmon")
    day = b12("today", "--json").json
    assert day["day"] == "2026-11-22"
    assert day["intake_ug"] == pytest.approx(4.575)
    assert day["lower_bound"] is False
    assert (day["target_ug"], day["target_source"]) == (2.4, "IOM RDA 1998")
    assert day["share_of_target"] == pytest.approx(4.575 / 2.4)
    (item,) = day["items"]
    assert (item["food"], item["grams"]) == ("salmon", 150)
    assert item["b12_ug"] == pytest.approx(4.575)


def test_a_week_has_a_line_a_day_and_gaps_are_gaps(b12: B12) -> None:
    b12("log", "150g salmon", "-d", "tue")
    b12("log", "1 cup milk")
    out = b12("week").out
    lines = out.splitlines()
    assert lines[0] == "Mon 16 – Sun 22 Nov 2026, target 2.4 µg (IOM RDA 1998)"
    days = [
        line for line in lines if line[2:5] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    ]
    assert [line.split()[1] for line in days] == [str(d) for d in range(16, 23)]
    assert ["nothing logged" in line for line in days] == [
        True,
        False,
        True,
        True,
        True,
        True,
        False,
    ]
    assert "4.58 µg" in days[1]
    assert "191 %" in days[1]
    assert "█" in days[1]
    assert "Mean 2.84 µg over 2 logged days; target met on 1 of 2" in out
    assert "Sum 5.67 µg of 16.8 µg, 7 days' targets (34 %)" in out


def test_a_week_with_an_unknown_is_a_lower_bound_that_names_it(b12: B12) -> None:
    b12("log", "1 cup milk, 1 cup 27042")
    out = b12("week").out
    assert "≥ 1.10 µg" in out
    assert "B12 unknown: Soup, clam chowder" in out
    assert "Mean ≥ 1.10 µg over 1 logged day; target met on 0 of 1 (1 open: unknown B12)" in out


def test_days_to_come_are_no_gaps(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "now", lambda: NOW - timedelta(days=4))
    week = b12("week", "--json").json
    assert [day["future"] for day in week["days"]] == [False] * 3 + [True] * 4
    assert b12("week").out.count("nothing logged") == 3


def test_an_injection_alone_is_a_day_without_intake(b12: B12) -> None:
    logged = b12("log", "injection 1000ug")
    assert "Today: nothing eaten logged; injected 1000 µg" in logged.out
    assert "Intake: nothing eaten logged; injected 1000 µg" in b12("today").out
    week = b12("week")
    assert "injected 1000 µg" in week.out
    assert week.err == ""


def test_a_day_just_short_of_its_target_does_not_read_as_whole(b12: B12) -> None:
    b12("log", "2.39ug B12")
    assert "99 %" in b12("week").out
    assert "target met on 0 of 1" in b12("week").out


def test_a_week_as_json(b12: B12) -> None:
    b12("log", "2 eggs", "-d", "tue")
    week = b12("week", "--json").json
    assert [day["day"] for day in week["days"]] == [f"2026-11-{d}" for d in range(16, 23)]
    assert [day["intake_ug"] for day in week["days"]] == [None, pytest.approx(0.89), *[None] * 5]
    assert [day["logged"] for day in week["days"]] == [False, True, *[False] * 5]
    (figures,) = week["weeks"]
    assert figures["logged_days"] == 1
    assert figures["mean_ug_per_logged_day"] == pytest.approx(0.89)
    assert figures["target_ug"] == pytest.approx(16.8)


def test_weeks_before(b12: B12) -> None:
    b12("log", "2 eggs", "-d", "2026-11-03")
    assert "Mon 2 – Sun 8 Nov 2026" in b12("week", "-d", "2026-11-03").out
    last = b12("week", "--last", "4", "--json").json
    assert (last["from"], last["to"], len(last["days"])) == ("2026-10-26", "2026-11-22", 28)
    assert [week["logged_days"] for week in last["weeks"]] == [0, 1, 0, 0]
    assert b12("week", "--last", "4").out.count("target 2.4 µg") == 4


def test_an_empty_week_is_seven_gaps_and_a_hint(b12: B12) -> None:
    result = b12("week")
    assert result.code == 0
    assert result.out.count("nothing logged") == 7
    assert "Mean" not in result.out
    assert "b12 log" in result.err


def test_a_target_that_changes_within_the_week_is_said(b12: B12) -> None:
    b12("person", "target", "50ug", "--since", "thu")
    assert "target 2.4 µg (IOM RDA 1998), from 19 Nov 50 µg (your own)" in b12("week").out
    assert b12("week", "--json").json["weeks"][0]["target_ug"] == pytest.approx(3 * 2.4 + 4 * 50)


@pytest.mark.parametrize("name", ["C", "POSIX"])
def test_in_the_c_locale_everything_is_ascii(process: B12, name: str) -> None:
    process("log", "1 cup milk, 100g 27042, 50ug b12")
    for words in (["week"], ["today"], ["food", "show", "13327"], ["today", "--json"]):
        result = process(*words, LC_ALL=name)
        assert (result.out + result.err).isascii(), result.out
    assert ">= " in process("today", LC_ALL="C").out


def test_a_pipe_gets_no_colour_and_whole_lines(process: B12) -> None:
    process("log", "100g 13327")
    result = process("food", "find", "liver", COLUMNS="40")
    assert "\x1b" not in result.out
    assert "Beef, variety meats and by-products, liver, cooked, pan-fried  " in result.out
    assert not any(line != line.rstrip() for line in result.out.splitlines())


def test_json_is_one_document(process: B12) -> None:
    json.loads(process("week", "--json").out)
