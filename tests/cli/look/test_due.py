"""What is due, and whether a regimen was kept, on every screen that says it."""

import pytest

from tests.conftest import B12

_INJECTION = "regimen add 1mg hydroxocobalamin injection every 3 months"


def _run(b12: B12, *lines: str) -> None:
    for line in lines:
        assert b12(*line.split()).code == 0, line


@pytest.fixture
def weekly(b12: B12) -> B12:
    """The vegan of 14 days who takes 2000 µg a week, with food between."""
    days = range(9, 23)
    _run(
        b12,
        "person set --diet vegan",
        "regimen add 2000ug tablet weekly --since 2026-11-09",
        *(f"log 1 cup oats -d 2026-11-{day:02}" for day in days),
        "log 2000ug b12 tablet -d 2026-11-10",
        "log 2000ug b12 tablet -d 2026-11-17",
    )
    return b12


def _of_regimens(b12: B12) -> list[dict[str, str]]:
    """What advice says of regimens."""
    lines = b12("advise", "--json").json["advice"]
    return [line for line in lines if line["topic"] == "regimen"]


def test_nothing_planned_is_nothing_due(b12: B12) -> None:
    result = b12("due")
    assert (result.code, result.out, result.err.count("\n")) == (0, "", 1)
    assert "b12 regimen add" in result.err
    assert b12("due", "--json").json == []


def test_what_is_due_is_exit_code_4(b12: B12) -> None:
    b12("regimen", "add", "2000ug", "tablet", "weekly")
    due = b12("due")
    assert (due.code, due.err) == (4, "")
    assert due.out == "2000 µg tablet weekly: due today; none is logged yet\n"
    b12("log", "2000ug", "b12", "tablet")
    done = b12("due")
    assert done.code == 0
    assert done.out == "2000 µg tablet weekly: next Sun 29 Nov 2026; last Sun 22 Nov 2026\n"
    b12("undo")
    assert b12("due").code == 4


def test_a_tablet_of_ones_own_counts_by_what_it_holds(b12: B12) -> None:
    b12("regimen", "add", "2000ug", "tablet", "weekly")
    b12("food", "add", "Blue pill", "--per", "1 tablet", "--b12", "500ug", "--supplement")
    b12("log", "3", "tablets", "blue", "pill")
    assert b12("due").code == 4
    b12("log", "1", "tablet", "blue", "pill")
    assert b12("due").code == 0


def test_the_exit_code_is_that_of_the_process(b12: B12, process: B12) -> None:
    b12("regimen", "add", "2000ug", "tablet", "weekly")
    assert process("due").code == 4
    assert process("due", "--json").code == 4
    assert process("today").code == 0


def test_an_overdue_injection_says_since_when_and_whom_to_ask(b12: B12) -> None:
    _run(
        b12,
        "log 1mg hydroxocobalamin injection -d 2026-08-10",
        f"{_INJECTION} --since 2026-08-01",
        "person condition add pernicious-anaemia --since 2024",
    )
    due = b12("due")
    assert due.code == 4
    assert due.out == (
        "1000 µg hydroxocobalamin injection every 3 months: overdue by 12 days, since Tue 10 Nov "
        "2026; last Mon 10 Aug 2026; ask whoever gives it\n"
    )
    (state,) = b12("due", "--json").json
    assert (state["state"], state["due"], state["overdue_days"], state["last_dose"]) == (
        "overdue", "2026-11-10", 12, "2026-08-10",
    )  # fmt: skip
    (line,) = [
        line for line in b12("advise", "--json").json["advice"] if line["topic"] == "regimen"
    ]
    assert "overdue by 12 days" in line["text"]
    assert "ask whoever gives it" in line["text"]
    assert "usually given every 2 to 3 months" in line["text"]
    assert "BSH 2014" in line["source"]


def test_today_and_the_prompt_say_what_is_due(b12: B12) -> None:
    assert "Regimen" not in b12("today").out
    b12("regimen", "add", "2000ug", "tablet", "weekly")
    nothing = b12("today")
    assert nothing.out == "Regimen: 2000 µg tablet weekly: due today\n"
    assert b12("today", "--brief").out == ("nothing logged, target 2.4 µg; due: 2000 µg tablet\n")
    b12("log", "2000ug", "b12", "tablet")
    lines = b12("today").out.splitlines()
    assert "Regimen: 2000 µg tablet weekly: taken; next Sun 29 Nov 2026" in lines
    assert b12("today", "--brief").out == "2000 of 2.4 µg, >1000 %\n"
    (state,) = b12("today", "--json").json["regimens"]
    assert (state["state"], state["due"]) == ("next", "2026-11-29")
    # Before the regimen begins it says nothing.
    assert "Regimen" not in b12("today", "-d", "sat").out


def test_a_week_says_whether_the_regimen_was_kept(weekly: B12) -> None:
    line = "Regimen: 2000 µg tablet weekly: kept, 1 of 1 week"
    assert line in weekly("week").out.splitlines()
    both = weekly("week", "--last", "2")
    assert both.out.splitlines().count(line) == 2
    weeks = weekly("week", "--last", "2", "--json").json["weeks"]
    assert [(one["kept"], one["of"]) for week in weeks for one in week["regimens"]] == [(1, 1)] * 2
    weekly("remove", str(_tablet(weekly, "2026-11-10")))
    missed = weekly("week", "-d", "2026-11-10").out
    assert "Regimen: 2000 µg tablet weekly: not logged in 1 of 1 week" in missed


def _tablet(b12: B12, day: str) -> int:
    items = b12("today", "-d", day, "--json").json["items"]
    return next(int(item["id"]) for item in items if item["origin"] == "supplement")


def test_a_report_names_the_regimen_beside_the_target(weekly: B12) -> None:
    shown = weekly("report", "--from", "2026-11-09").out
    (line,) = [line for line in shown.splitlines() if line.startswith("  Regimen ")]
    assert line.split(maxsplit=1)[1] == (
        "2000 µg tablet weekly: kept, 2 of 2 weeks; last Tue 17 Nov 2026; next Tue 24 Nov 2026"
    )
    assert "Target    by the day, beside the regimen: met on" in shown
    # Days in a row below the target of food are no verdict.
    assert "Streak" not in shown
    assert "Weeks" not in shown
    (of,) = weekly("report", "--from", "2026-11-09", "--json").json["regimens"]
    assert (of["kept"], of["of"], of["period"]) == (2, 2, "week")


def test_advice_goes_by_the_regimen_that_is_kept(weekly: B12) -> None:
    document = weekly("advise", "--json").json
    (line,) = [line for line in document["advice"] if line["topic"] == "regimen"]
    assert line["text"].startswith(
        "You plan 2000 µg tablet weekly: kept, 2 of 2 weeks; last Tue 17 Nov 2026; next Tue 24 Nov "
        "2026."
    )
    (intake, *_) = [line["text"] for line in document["advice"] if line["topic"] == "intake"]
    assert "it was met on 2 of 14 days" in intake
    assert "days below it don't count as missed" in intake
    assert document["foods"] == []
    assert document["gap_today_ug"] > 2
    (of,) = document["regimens"]
    assert (of["kept"], of["of"]) == (2, 2)
    shown = weekly("advise").out
    assert "no foods are named: by the estimate the doses you take come to the need" in shown


def test_a_tablet_forgotten_now_and_then_changes_nothing(b12: B12) -> None:
    b12("regimen", "add", "50ug", "daily", "with", "food", "--since", "2026-11-01")
    for day in (day for day in range(1, 22) if day not in (8, 9)):
        b12("log", "50ug b12 tablet, 1 cup oats", "-d", f"2026-11-{day:02}")
    document = b12("advise", "--json").json
    (line,) = _of_regimens(b12)
    # 1.9 µg is absorbed of 50 µg with a meal, and 19 of 21 were taken: more than the 1.2 µg needed.
    assert "not logged on 2 of 21 days; due Sun 22 Nov 2026" in line["text"]
    assert document["foods"] == []
    for day in (*range(1, 8), *range(10, 16)):
        b12("remove", str(_tablet(b12, f"2026-11-{day:02}")))
    assert b12("advise", "--json").json["foods"]


def test_a_regimen_that_is_missed_leaves_the_foods_and_the_shortfall(weekly: B12) -> None:
    for day in ("2026-11-10", "2026-11-17"):
        weekly("remove", str(_tablet(weekly, day)))
    document = weekly("advise", "--json").json
    (line,) = [line for line in document["advice"] if line["topic"] == "regimen"]
    assert "overdue by 13 days; not logged in 1 of 1 week" in line["text"]
    (intake, *_) = [line["text"] for line in document["advice"] if line["topic"] == "intake"]
    assert "on average it is missed by" in intake
    assert document["foods"]


@pytest.mark.parametrize(
    "before",
    [
        # Kept, but of 0.5 µg a day less is absorbed than is needed.
        ["regimen add 0.5ug tablet daily --since 2026-11-21", "log 0.5ug b12 tablet -d sat"],
        # Of a child, and in pregnancy, the clinician decides.
        ["person set --born 2015-01-01", "regimen add 2000ug weekly", "log 2000ug b12 -d wed"],
        ["person stage pregnant", "regimen add 2000ug weekly", "log 2000ug b12 -d wed"],
    ],
)
def test_a_regimen_that_is_not_known_to_be_enough_changes_nothing(
    b12: B12, before: list[str]
) -> None:
    _run(b12, *before, "log 1 cup oats")
    document = b12("advise", "--json").json
    assert document["foods"]
    assert "don't count as missed" not in str(document["advice"])


def test_a_kept_injection_is_no_shortfall_of_food(b12: B12) -> None:
    _run(
        b12,
        f"{_INJECTION} --since 2026-09-22",
        "log 1mg hydroxocobalamin injection -d 2026-09-22",
        "log 1 cup oats",
    )
    assert "next Tue 22 Dec 2026" in b12("week").out
    document = b12("advise", "--json").json
    assert document["foods"] == []
    (line,) = [line for line in document["advice"] if line["topic"] == "regimen"]
    assert "next Tue 22 Dec 2026" in line["text"]


def test_a_vegan_way_in_the_diary_is_offered_as_a_regimen(weekly: B12) -> None:
    weekly("regimen", "remove", "1")
    (line,) = _of_regimens(weekly)
    assert line["text"] == (
        "Your diary looks like 2000 µg a week: b12 regimen add 2000ug tablet weekly lets it be "
        "judged by that."
    )
    assert line["source"] == "Vegan Society: a supplement of at least 2000 µg a week"


@pytest.mark.parametrize(
    ("doses", "looks_like"),
    [
        (dict.fromkeys(range(9, 23), "25ug b12 tablet"), "25 µg a day"),
        ({9: "2000ug b12", 21: "2000ug b12"}, "2000 µg a week"),
        ({9: "2000ug b12", 13: "2000ug b12"}, None),
        ({22: "2000ug b12"}, None),
        (dict.fromkeys(range(9, 23), "5ug b12 tablet"), None),
    ],
)
def test_only_a_way_that_is_there_is_offered(
    b12: B12, doses: dict[int, str], looks_like: str | None
) -> None:
    for day, what in doses.items():
        b12("log", *what.split(), "-d", f"2026-11-{day:02}")
    lines = [line["text"] for line in _of_regimens(b12)]
    assert [looks_like in line for line in lines if looks_like] == [True] * bool(looks_like)
    assert bool(lines) == bool(looks_like)


def test_fortified_food_is_recognised_as_a_vegan_source(b12: B12) -> None:
    b12("person", "set", "--diet", "vegan")
    for day in range(9, 23):
        b12("log", "3.5ug", "soy", "milk", "-d", f"2026-11-{day:02}")
    assert _of_regimens(b12) == []
    (line,) = [line for line in b12("advise", "--json").json["advice"] if line["topic"] == "vegan"]
    assert line["text"].startswith(
        "Your diary has one of a vegan's three sources of B12: at least 3 µg a day from fortified "
        "food in two or three sittings."
    )


def test_with_a_way_in_the_diary_no_other_is_asked_for(weekly: B12) -> None:
    weekly("regimen", "remove", "1")
    document = weekly("advise", "--json").json
    said = " ".join(line["text"] for line in document["advice"])
    assert "three sources of B12: a supplement of at least 2000 µg a week" in said
    assert "choose one" not in said
    assert "with the doses you take, days below it don't count as missed" in said
    assert document["foods"] == []


def test_a_week_of_large_doses_has_a_median_and_no_sum(weekly: B12) -> None:
    week = weekly("week").out
    assert "Median 0 µg over 7 logged days; target met on 1 of 7" in week
    assert "Sum" not in week


def test_an_injection_without_a_regimen_is_mentioned(b12: B12) -> None:
    _run(
        b12,
        "person condition add pernicious-anaemia --since 2024",
        "log 1mg hydroxocobalamin injection -d 2026-09-22",
    )
    (line,) = _of_regimens(b12)
    assert "The last injection in the diary is of Tue 22 Sep 2026, 61 days ago" in line["text"]
    assert "b12 regimen add" in line["text"]


@pytest.mark.parametrize(
    "before",
    [
        (),
        ("remove m15 m16",),
        ("regimen remove 1",),
        (f"{_INJECTION} --since 2026-02-01", "log 1mg hydroxocobalamin injection -d 2026-05-01"),
    ],
)
def test_no_sentence_says_to_stop_or_to_change_a_dose(weekly: B12, before: tuple[str, ...]) -> None:
    _run(weekly, *before)
    lines = _of_regimens(weekly)
    said = " ".join(line["text"] for line in lines) + weekly("due").out + weekly("week").out
    assert said
    for word in ("stop", "increase", "reduce", "enough", "safe", "should"):
        assert word not in said.casefold()


def test_a_day_late_is_in_time(weekly: B12) -> None:
    weekly("remove", str(_tablet(weekly, "2026-11-17")))
    _run(weekly, "log 2000ug b12 tablet -d 2026-11-14")
    assert weekly("due").out == (
        "2000 µg tablet weekly: due since Sat 21 Nov 2026; last Sat 14 Nov 2026\n"
    )
    document = weekly("advise", "--json").json
    assert "choose one" not in str(document["advice"])
    assert document["foods"] == []
    # Of a day that is over it was due then, and not today.
    assert "due Sat 21 Nov 2026" not in weekly("today").out
    assert "tablet weekly: due Sat 21 Nov 2026" in weekly("today", "-d", "2026-11-21").out


def test_what_has_ended_is_not_overdue(weekly: B12) -> None:
    _run(weekly, "regimen end 1 --until 2026-11-19")
    for words in ("due", "week", "report --from 2026-11-09"):
        assert "overdue" not in weekly(*words.split()).out


def test_a_report_without_a_log_names_the_regimen(b12: B12) -> None:
    _run(
        b12, f"{_INJECTION} --since 2026-02-01", "log 1mg hydroxocobalamin injection -d 2026-05-01"
    )
    assert "overdue by 113 days; last Fri 1 May 2026" in b12("report", "--last", "4w").out


def test_a_regimen_of_a_few_days_judges_no_report(weekly: B12) -> None:
    _run(weekly, "regimen remove 1", "regimen add 2000ug tablet weekly --since 2026-11-20")
    shown = weekly("report", "--from", "2026-11-09").out
    assert "Target    met on" in shown
    assert "Streak" in shown


@pytest.mark.parametrize("condition", ["pernicious-anaemia", "kidney-disease", "lebers", "crohns"])
def test_with_some_conditions_no_tablets_are_recognised(weekly: B12, condition: str) -> None:
    _run(weekly, "regimen remove 1", f"person condition add {condition} --since 2024")
    assert _of_regimens(weekly) == []
    assert "don't count as missed" not in weekly("advise").out


def test_without_intrinsic_factor_no_tablet_stands_for_food(weekly: B12) -> None:
    _run(weekly, "person condition add pernicious-anaemia --since 2024")
    shown = weekly("advise").out
    assert "don't count as missed" not in shown
    assert "come to the need" not in shown


def test_the_last_injection_before_a_report_is_named(b12: B12) -> None:
    _run(b12, "log 1mg hydroxocobalamin injection -d 2026-07-31", "log 2 eggs")
    shown = " ".join(b12("report", "--last", "4w").out.split())
    assert (
        "Injected nothing in this time; the last was hydroxocobalamin injection on Fri 31 Jul "
        "2026, 114 days before its end" in shown
    )
