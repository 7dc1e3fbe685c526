"""Times of day on a journey, in the hour that autumn repeats, and those that are still to come."""

from pathlib import Path

import pytest

from tests.conftest import B12, Clock

BERLIN, TOKYO = "Europe/Berlin", "Asia/Tokyo"
NEW_YORK, LOS_ANGELES = "America/New_York", "America/Los_Angeles"


def _eaten(b12: B12, day: str) -> list[str | None]:
    return [meal["eaten_at"] for meal in b12("show", "-d", day, "--json").json["meals"]]


@pytest.mark.parametrize(
    ("now", "at", "day", "eaten_at"),
    [
        ("00:20", "22:30", "2026-11-21", "2026-11-21T22:30+01:00"),
        ("07:29", "19:30", "2026-11-21", "2026-11-21T19:30+01:00"),
        ("12:00", "12:00", "2026-11-22", "2026-11-22T12:00+01:00"),
        ("23:00", "00:10", "2026-11-22", "2026-11-22T00:10+01:00"),
    ],
)
@pytest.mark.parametrize("command", [("log", "2 eggs"), ("again",), ("symptom", "log", "tired 4")])
def test_a_time_is_the_last_one_if_it_was_less_than_half_a_day_ago(
    b12: B12, clock: Clock, command: tuple[str, ...], now: str, at: str, day: str, eaten_at: str
) -> None:
    clock(BERLIN, "2026-11-20T12:00")
    b12("log", "1 cup milk")
    clock(BERLIN, f"2026-11-22T{now}")
    assert b12(*command, "-t", at).code == 0
    if command[0] == "symptom":
        (felt,) = b12("symptom", "list", "--json").json
        assert (felt["day"], felt["felt_at"]) == (day, eaten_at)
    else:
        assert _eaten(b12, day) == [eaten_at]


@pytest.mark.parametrize(
    "words",
    [
        ["log", "2 eggs", "-t", "12:10"],
        ["log", "2 eggs", "-t", "19:30"],
        ["log", "2 eggs", "-d", "today", "-t", "19:30"],
        ["again", "-t", "19:30"],
        ["symptom", "log", "tired 4", "-t", "19:30"],
        ["edit", "1", "-t", "19:30"],
        ["edit", "m1", "-t", "19:30"],
        ["edit", "m2", "-d", "today"],
    ],
)
def test_no_time_to_come_is_stored(b12: B12, clock: Clock, words: list[str]) -> None:
    clock(BERLIN, "2026-11-21T20:00")
    b12("log", "2 eggs", "-t", "8:00")
    b12("log", "1 cup milk")
    clock(BERLIN, "2026-11-22T12:00")
    b12("edit", "m1", "-d", "today")
    before = b12("history").out
    result = b12(*words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "on 2026-11-22 is still to come" in result.err
    assert b12("history").out == before


def test_lines_and_copies_store_no_time_to_come(b12: B12, clock: Clock, process: B12) -> None:
    clock(BERLIN, "2026-11-21T20:00")
    b12("log", "2 eggs", "-t", "8:00", "-m", "breakfast")
    b12("log", "1 cup milk", "-m", "dinner")
    clock(BERLIN, "2026-11-22T12:00")
    copied = b12("copy", "yesterday").out
    assert "still to come" in copied
    assert _eaten(b12, "today") == ["2026-11-22T08:00+01:00", None]
    done = process("log", "-", stdin="today 23:59: 2 eggs\n", TZ="UTC")
    assert done.code in (0, 2)  # at 23:59 it is eaten
    assert "still to come" in done.err or done.code == 0


def test_a_flight_west_hides_nothing_that_was_eaten(b12: B12, clock: Clock) -> None:
    """08:00 in Tokyo on 17 June is 16:00 in Los Angeles on 16 June."""
    clock(TOKYO, "2026-06-17T08:00")
    b12("log", "3 eggs", "-m", "breakfast")
    clock(LOS_ANGELES, "2026-06-16T17:00")
    for command in ("today", "show"):
        assert (
            f"Wed 17 Jun 2026 in another time zone: b12 {command} -d 2026-06-17" in b12(command).out
        )
        assert b12(command, "--json").json["days_ahead"] == ["2026-06-17"]
        assert "3 large" in b12(command, "-d", "2026-06-17").out
        assert b12(command, "-d", "2026-06-17", "--json").json["days_ahead"] == []
    assert "egg" in b12("often").out
    assert b12("again").out.startswith("The meal of Wed 17 Jun 2026, 08:00, breakfast once more.")
    assert _eaten(b12, "2026-06-16") == ["2026-06-16T17:00-07:00"]
    # The last amount is that of the last meal, of whatever day.
    b12("edit", "2", "--amount", "1 egg")
    assert "1 large" in b12("log", "egg").out
    assert b12("edit", "1", "-t", "07:30").code == 0
    assert _eaten(b12, "2026-06-17") == ["2026-06-17T07:30+09:00"]
    # A day that hasn't begun there yet isn't one that was eaten on.
    clock(LOS_ANGELES, "2026-06-16T14:00")
    assert b12("show", "--json").json["days_ahead"] == []


def test_what_is_eaten_last_is_last_by_the_true_time(b12: B12, clock: Clock) -> None:
    clock(TOKYO, "2026-06-17T08:00")
    b12("log", "3 eggs")
    clock(LOS_ANGELES, "2026-06-16T16:30")
    b12("log", "1 cup milk")
    assert "whole milk" in b12("again").out
    clock(LOS_ANGELES, "2026-06-16T15:50")  # 07:50 in Tokyo
    b12("undo")
    b12("undo")
    assert b12("again").code == 1


@pytest.mark.parametrize(
    ("now", "at", "eaten_at"),
    [
        # Berlin's clocks show 02:00 to 03:00 twice on 25 October 2026.
        ("2026-10-25T02:45+01:00", "02:40", "2026-10-25T02:40+01:00"),
        ("2026-10-25T02:45+02:00", "02:40", "2026-10-25T02:40+02:00"),
        ("2026-10-25T02:45+01:00", "02:50", "2026-10-25T02:50+02:00"),
        ("2026-10-25T03:10+01:00", "02:40", "2026-10-25T02:40+01:00"),
        ("2026-10-25T12:00+01:00", "01:59", "2026-10-25T01:59+02:00"),
    ],
)
def test_the_doubled_hour_of_autumn_means_the_last_pass_up_to_now(
    b12: B12, clock: Clock, now: str, at: str, eaten_at: str
) -> None:
    clock(BERLIN, now)
    b12("log", "2 eggs", "-t", at)
    b12("log", "2 eggs", "-d", "today", "-t", at)
    assert _eaten(b12, "today") == [eaten_at] * 2


@pytest.mark.parametrize("logged", ["2026-10-25T02:45+01:00", "2026-10-25T02:45+02:00"])
@pytest.mark.parametrize("which", ["1", "m1"])
def test_an_edit_to_the_same_time_changes_nothing(
    b12: B12, clock: Clock, logged: str, which: str
) -> None:
    clock(BERLIN, logged)
    b12("log", "2 eggs", "-m", "night")
    clock(BERLIN, "2026-10-26T12:00")
    for words in (["-t", "02:45"], ["-d", "2026-10-25"], ["-t", "2:45", "-m", "night"]):
        assert "Nothing to change" in b12("edit", which, *words).err
    clock(TOKYO, "2026-10-26T12:00")
    assert "Nothing to change" in b12("edit", which, "-t", "02:45").err
    # By ten minutes, in the same pass of the hour.
    b12("edit", which, "-t", "02:55")
    assert _eaten(b12, "2026-10-25") == [logged.replace("45", "55", 1)]


def test_a_correction_means_the_clock_by_which_it_was_eaten(b12: B12, clock: Clock) -> None:
    clock(NEW_YORK, "2026-06-15T19:00")
    b12("log", "2 eggs")
    clock(BERLIN, "2026-06-17T12:00")
    b12("edit", "1", "-t", "18:30")
    assert _eaten(b12, "2026-06-15") == ["2026-06-15T18:30-04:00"]
    b12("edit", "1", "-d", "2026-06-14")
    assert _eaten(b12, "2026-06-14") == ["2026-06-14T18:30-04:00"]
    # At home the clock has changed since: a meal of summer has summer time.
    clock(BERLIN, "2026-10-26T12:00")
    b12("log", "2 eggs", "-d", "2026-10-24", "-t", "19:00")
    b12("edit", "2", "-d", "2026-10-25")
    assert _eaten(b12, "2026-10-25") == ["2026-10-25T19:00+01:00"]


@pytest.mark.parametrize(
    "words",
    [
        ["log", "2 eggs", "-d", "2011-12-30"],
        ["log", "2 eggs", "-d", "2011-12-30", "-t", "12:00"],
        ["symptom", "log", "tired 4", "-d", "2011-12-30"],
        ["lab", "log", "b12", "310", "pg/mL", "-d", "2011-12-30"],
        ["day", "fast", "2011-12-30"],
        ["copy", "2011-12-29", "-d", "2011-12-30"],
        ["edit", "m1", "-d", "2011-12-30"],
    ],
)
def test_a_day_that_a_zone_skipped_is_refused(b12: B12, clock: Clock, words: list[str]) -> None:
    """Samoa went to the other side of the date line at the end of 29 December 2011."""
    clock("Pacific/Apia", "2012-01-02T12:00")
    b12("log", "2 eggs", "-d", "2011-12-29")
    result = b12(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err == "Error: there was no 2011-12-30 in this time zone\n"
    # Elsewhere there was one.
    clock(BERLIN, "2012-01-02T12:00")
    assert b12("log", "2 eggs", "-d", "2011-12-30", "-t", "12:00").code == 0
    clock("Pacific/Apia", "2012-01-02T12:00")
    assert _eaten(b12, "2011-12-30") == ["2011-12-30T12:00+01:00"]


def test_the_example_diary_has_no_time_to_come(b12: B12, clock: Clock, home: Path) -> None:
    clock(BERLIN, "2026-11-22T06:00")
    demo = str(home / "example.db")
    assert b12("demo", demo).code == 0
    assert b12("today", "--db", demo, "--json").json["items"]
    assert "of days to come" not in b12("doctor", "--db", demo).out


@pytest.mark.parametrize(
    "words",
    [
        "-d 15.11.2026 -t 20", "-d 15 nov -t 8 pm", "-d nov 15 2026 -t 8pm", "-d 15/11 -t 20h",
        "-d sun 15 nov -t 8.00pm", "-d 20261115 -t 2000", "--day 15-nov-2026 --time 8 p.m.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_a_day_and_a_time_need_no_quotes(
    b12: B12, clock: Clock, words: str, *, first: bool
) -> None:
    clock(BERLIN, "2026-11-22T12:00")
    options = words.split()
    line = ["log", *options, "2 eggs"] if first else ["log", "2 eggs", *options]
    result = b12(*line)
    assert result.out.startswith("Logged for Sun 15 Nov 2026, 20:00:"), result
    assert "egg  2 large" in result.out


def test_a_day_that_is_no_option_needs_no_quotes(b12: B12, clock: Clock) -> None:
    clock(BERLIN, "2026-11-22T12:00")
    assert b12("day", "fast", "15", "nov").out.startswith("Sun 15 Nov 2026: nothing eaten")
    b12("log", "2 eggs", "-d", "nov", "16")
    assert "from Mon 16 Nov 2026 to Sun 22 Nov" in b12("copy", "16", "nov").out
    assert "to Tue 17 Nov" in b12("copy", "nov", "16", "-d", "17", "nov").out


def test_a_bare_hour_is_of_24(b12: B12, clock: Clock) -> None:
    clock(BERLIN, "2026-11-22T12:00")
    assert "22 Nov 2026, 08:00" in b12("log", "2 eggs", "-t", "8").out
    assert b12("log", "2 eggs", "-t", "13").code == 2  # still to come


@pytest.mark.parametrize("option", ["-d 03/04/2026", "-d 3/4", "--day 3.4.2026"])
def test_two_possible_days_are_refused_in_one_line(b12: B12, clock: Clock, option: str) -> None:
    clock(BERLIN, "2026-11-22T12:00")
    result = b12("log", "2 eggs", *option.split())
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "write 4 mar 2026 or 3 apr 2026" in result.err
