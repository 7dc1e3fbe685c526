import csv
import io
import stat
from pathlib import Path

import pytest
from click import unstyle

from tests.conftest import B12
from tracker.cli import terminal


@pytest.fixture
def logged(b12: B12) -> B12:
    """Three weeks: one below the target, one that met it, and one with an unknown and a gap."""
    for day in range(2, 9):
        b12("log", "1ug b12", "-d", f"2026-11-{day:02}")
    for day in range(9, 16):
        b12("log", "3ug b12", "-d", f"2026-11-{day:02}")
    for day in (16, 17, 19, 20):
        b12("log", "1 cup milk", "-d", f"2026-11-{day}")
    b12("log", "1 cup 27042", "-d", "2026-11-17")
    b12("symptom", "log", "cramps", "6", "-d", "2026-11-03")
    return b12


def test_a_report_names_the_days_of_each_figure(logged: B12) -> None:
    out = logged("report", "--by", "week").out
    lines = out.splitlines()
    assert lines[0] == "Mon 2 – Sun 22 Nov 2026, target 2.4 µg (IOM RDA 1998)"
    assert "mean a day" in lines[1]
    (week,) = [line for line in lines if line.startswith("  9 – 15 Nov")]
    assert "3.00 µg" in week
    assert "  7 of 7  " in week
    # (7 × 1 + 7 × 3 + 4 × 1.10) / 18; three days have no log.
    assert "mean ≥ 1.80 µg a day over 18 logged days (3 of 21 not logged)" in out
    assert "met on 7 of 18 days, ≥ 39 % (1 open: not all is known)" in out
    assert "B12 of 18 of 19 items (95 %); of all items on 17 of 18 logged days" in out
    assert "longest time below it: 7 days, Mon 2 – Sun 8 Nov 2026" in out
    assert "best Mon 9 – Sun 15 Nov 2026, target met on 7 of 7 days, mean 3.00 µg" in out
    # The third week has three days below the target of four, and one that is open.
    assert "in weeks mostly below the target 6.0 (1 entry in 1 of 2 weeks)" in out
    assert "not cause and effect" in out


def test_a_mark_a_day_with_spaces_for_gaps(logged: B12) -> None:
    # A full mark is 4.8 µg, and each of eight steps 0.6 µg.
    assert f"\n  {'▂' * 7}{'▆' * 7}▂▂ ▂▂\n  21 days;" in logged("report").out


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (["--month", "2026-11"], 21),
        (["--month", "2026-11", "--by", "week"], 3),
        (["--from", "2026-11-10", "--to", "2026-11-12"], 3),
        (["--last", "2w"], 14),
        (["--year"], 21),
        (["--year", "2026", "--by", "month"], 1),
        (["--last", "5y", "--by", "year"], 1),
    ],
)
def test_any_time_in_any_step(logged: B12, words: list[str], rows: int) -> None:
    document = logged("report", *words, "--json").json
    assert len(document["periods"]) == rows
    assert len(list(csv.DictReader(io.StringIO(logged("report", *words, "--csv").out)))) == rows
    first, last = document["days"][0], document["days"][-1]
    assert (first["day"], last["day"]) == (document["from"], document["to"])


def test_the_days_of_a_report_are_those_of_the_week(logged: B12) -> None:
    week = logged("week", "--json").json
    report = logged("report", "--last", "1w", "--json").json
    assert report["days"] == week["days"]
    whole, own = report["whole"], week["weeks"][0]
    assert whole["mean_ug"] == pytest.approx(own["mean_ug_per_logged_day"])
    assert whole["mean_absorbed_ug"] == pytest.approx(own["mean_absorbed_ug"])
    assert whole["days_target_unknown"] == own["days_target_unknown"] == 1


def test_the_documented_keys(logged: B12) -> None:
    document = logged("report", "--json").json
    assert set(document) == {
        "from", "to", "by", "days", "periods", "whole", "targets", "need_sources", "streak",
        "longest_below_target", "best_week", "worst_week", "retained_ug", "retained_low_ug",
        "retained_high_ug", "symptoms", "injections", "no_estimate", "person",
        "regimens",
    }  # fmt: skip
    assert document["by"] == "day"
    assert document["streak"] is None
    assert document["longest_below_target"] == {"from": "2026-11-02", "to": "2026-11-08", "days": 7}
    assert document["symptoms"][0]["weeks_below_target"]["entries"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--last", "3x"], ["--month", "2027-01"], ["--month", "11"],
        ["--last", "2w", "--year"], ["--json", "--csv"], ["--from", "mon", "--to", "2026-11-02"],
        ["--html", "no/such/folder/x.html"],
    ],
)  # fmt: skip
def test_what_is_not_understood_is_one_line(b12: B12, words: list[str]) -> None:
    result = b12("report", *words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


def test_an_empty_diary_is_a_sentence(b12: B12) -> None:
    result = b12("report")
    assert result.code == 0
    assert result.out.count("\n") == 1
    assert "Nothing is logged in that time" in result.err
    assert b12("report", "--json").json["whole"]["mean_ug"] is None


@pytest.mark.parametrize("columns", [30, 40, 60, 80, 100])
@pytest.mark.parametrize(
    "command",
    ["report", "week", "sources", "today", "show", "often", "lab list", "symptom list"],
)
def test_it_fits_the_terminal_and_no_figure_is_left_out(
    logged: B12, monkeypatch: pytest.MonkeyPatch, command: str, columns: int
) -> None:
    logged("lab", "log", "mma <0.1 µmol/L")
    logged("lab", "log", "b12 310 pg/mL")
    logged("symptom", "log", "numbness 6 the left hand, for most of the night")
    logged("log", "150g salmon, 1 cup milk, 100g 27042", "-m", "breakfast", "-t", "07:30")
    words = command.split()
    whole = logged(*words).out
    monkeypatch.setattr(terminal, "is_terminal", lambda *_: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    out = unstyle(logged(*words).out)
    assert max(map(len, out.splitlines())) <= columns
    shown = "".join(out.split())
    figures = {word for word in whole.split() if any(c.isdigit() for c in word)}
    assert not {word for word in figures if word not in shown}
    assert "…" not in out
    if command in ("report", "week"):
        assert "█" in out


@pytest.mark.parametrize(("kind", "styled"), [("xterm", True), ("dumb", False)])
def test_only_a_terminal_that_knows_escapes_gets_them(
    b12: B12, monkeypatch: pytest.MonkeyPatch, kind: str, styled: bool
) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda *_: True)
    monkeypatch.setenv("TERM", kind)
    assert ("\033" in b12("week").out) is styled


@pytest.mark.parametrize("command", ["report", "week", "sources"])
def test_without_unicode_bars_and_marks_are_ascii(
    logged: B12, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    out = logged(command).out
    assert out.isascii()
    if command != "sources":
        assert "####" in out


def test_the_sources_are_the_richest_first_with_their_share(logged: B12) -> None:
    out = logged("sources").out
    assert [line.split()[0] for line in out.splitlines()[1:3]] == ["B12", "whole"]
    assert "28.0 µg" in out
    assert "86 %" in out
    assert "the B12 of 1 of 19 items is unknown" in out
    assert "natural food  ≥ 4.39 µg eaten, 14 % of all" in out
    # Meals, and not what was in them.
    (meals,) = [line for line in out.splitlines() if "no name or time" in line]
    assert "  19 ×" in meals
    assert "EU guidance" in out
    document = logged("sources", "--json").json
    assert document["foods"][0]["food"] == "B12"
    assert document["origins"][0]["label"].startswith("an average of a food table")
    assert len(list(csv.DictReader(io.StringIO(logged("sources", "-n", "2", "--csv").out)))) == 2


def test_sources_of_nothing_are_a_sentence(b12: B12) -> None:
    result = b12("sources")
    assert (result.code, result.out) == (0, "")
    assert "Nothing eaten is logged" in result.err


def test_injections_are_in_the_report_and_no_intake(b12: B12) -> None:
    b12("log", "injection 1000ug", "-d", "fri")
    out = b12("report", "--last", "1w").out
    given = "Injected  1000 µg in 1 injection (20 Nov 2026; cyanocobalamin), of which ≈ 210 µg"
    assert given in out
    assert "Intake" not in out
    assert "injection" in out.splitlines()[2]


def test_up_to_a_day_is_as_long_as_usual(logged: B12) -> None:
    document = logged("report", "--to", "2026-11-12", "--json").json
    assert (document["from"], document["to"]) == ("2026-11-02", "2026-11-12")


def test_the_first_day_of_the_diary_is_said_and_no_time_before_it_is_lost(logged: B12) -> None:
    assert "The diary begins on Mon 2 Nov 2026." in logged("report").err
    before = logged("report", "--year", "2025", "--json").json
    assert (before["from"], before["to"]) == ("2025-01-01", "2025-12-31")


def test_a_report_begins_with_the_first_meal(b12: B12, home: Path) -> None:
    b12("lab", "log", "b12", "310", "pg/mL", "-d", "2026-10-02")
    b12("symptom", "log", "tired", "4", "-d", "2026-11-10")
    b12("log", "2 eggs", "-d", "fri")
    report = b12("report", "--json").json
    assert (report["from"], report["to"]) == ("2026-11-20", "2026-11-22")
    assert b12("report").out.startswith("Fri 20 – Sun 22 Nov 2026, target")
    # What a doctor reads has the symptom and the value before it.
    b12("report", "--html", str(home / "page.html"))
    page = (home / "page.html").read_text(encoding="utf-8")
    assert "fatigue and weakness" in page
    assert "310" in page


def test_rows_of_csv_have_the_year_and_the_origins(logged: B12) -> None:
    rows = list(csv.DictReader(logged("report", "--by", "week", "--csv").out.splitlines()))
    assert [row["period"] for row in rows] == ["2026-W45", "2026-W46", "2026-W47"]
    (month,) = csv.DictReader(logged("report", "--by", "month", "--csv").out.splitlines())
    assert (month["period"], month["from"], month["to"]) == ("2026-11", "2026-11-02", "2026-11-22")
    origins = [float(month[f"{origin}_ug"]) for origin in ("natural", "fortified", "supplement")]
    assert sum(origins) == pytest.approx(float(month["intake_ug"]), abs=2e-6)
    document = logged("report", "--by", "month", "--json").json
    assert list(document["whole"]["by_origin_ug"].values()) == origins
    assert document["periods"][0]["period"] == "2026-11"


def test_days_without_an_estimate_have_their_reason_in_the_report(logged: B12) -> None:
    logged("person", "condition", "add", "crohns", "--since", "2026-11-09")
    out = logged("report").out
    assert "a day over 7 days (11 days without an estimate: Crohn's disease)" in out
    sources = logged("sources").out
    # 7 of 28 µg were eaten on days with an estimate.
    assert "µg absorbed of 7.00" in sources
    assert "of it absorbed on days with an estimate" in sources


def test_a_day_by_itself_is_met_or_not_or_open(b12: B12) -> None:
    b12("log", "3ug b12", "-d", "fri")
    b12("log", "1ug b12", "-d", "sat")
    b12("log", "1 cup 27042")
    lines = b12("report", "--by", "day").out.splitlines()[2:5]
    assert [next(w for w in ("yes", "no", "open") if f" {w} " in line) for line in lines] == [
        "yes", "no", "open",
    ]  # fmt: skip


def test_a_week_with_one_tablet_is_judged_by_its_days(b12: B12) -> None:
    for day in range(2, 15):
        b12("log", "1ug b12", "-d", f"2026-11-{day:02}")
    b12("log", "1000ug b12", "-d", "2026-11-15")
    b12("symptom", "log", "cramps", "6", "-d", "2026-11-10")
    out = b12("report").out
    # (13 × 1 + 1000) / 14.
    assert "Intake    median 1.00 µg a day over 14 logged days" in out
    assert "; mean 72.4 µg (a few large doses make the mean), from 1.00 to 1000 µg" in out
    assert "median a day" in out
    weeks = b12("report", "--by", "week").out.splitlines()
    (week,) = [line for line in weeks if line.startswith("  9 – 15 Nov")]
    assert week.split()[5:9] == ["1.00", "µg", "42", "%"]
    # 0.56 of 1.2 µg is in the second eighth of twice the need, 13.8 above it.
    assert f"\n  {'▂' * 13}█\n  21 days by what was absorbed; a full mark is twice the need" in out
    assert "of what was absorbed: natural 0 %, fortified 0 %, supplement 100 %" in out
    # (6 × 0.56 + 13.8) / 7 is more than 1.2 µg, and 0.56 in the other week is less.
    assert "in weeks whose absorbed mean was below the need no entry (1 week)" in out
    assert "in weeks that came to it 6.0 (1 entry in 1 of 1 week)" in out
    assert "best Mon 9 – Sun 15 Nov 2026, target met on 1 of 7 days" in out


def test_sources_of_large_doses_are_by_what_was_absorbed(b12: B12) -> None:
    # Of 1 µg in food 0.548 µg are carried and 0.3 % diffuse, and 14 times that is 7.71; of 1000 µg
    # 13.8 are absorbed (the docstring of `curve`).
    for day in range(1, 15):
        b12("log", "1ug soy milk", "-d", f"2026-11-{day:02}")
    b12("log", "1000ug b12 tablet", "-d", "2026-11-15")
    lines = b12("sources").out.splitlines()
    assert lines[1].endswith("--intake shows the intake.")
    tablet = "B12 tablet 1 × ≈ 13.8 µg absorbed 64 % 1000 µg eaten supplement"
    assert " ".join(lines[2].split()) == tablet
    assert "  ≈ 7.71 µg absorbed  36 %  14.0 µg eaten  fortified" in lines[3]
    assert "≈ 1 % of it absorbed, 64 % of all that was absorbed" in b12("sources").out
    intake = b12("sources", "--intake").out
    assert "absorbed, as" not in intake
    assert "  14.0 µg   1 %  ≈ 7.71 µg absorbed" in intake
    food = b12("sources", "--json").json["foods"][1]
    assert (round(food["share"], 3), round(food["share_of_absorbed"], 2)) == (0.014, 0.36)
    # 30 days of it give more than the tablet, and stand first.
    for day in range(1, 17):
        b12("log", "1ug soy milk", "-d", f"2026-10-{day:02}")
    assert b12("sources", "--csv").out.splitlines()[1].startswith("soy")
    assert b12("sources", "--csv", "--intake").out.splitlines()[1].startswith("B12")


def test_sources_of_food_are_by_intake(logged: B12) -> None:
    assert "absorbed, as" not in logged("sources").out
    assert logged("sources").out == logged("sources", "--intake").out
    assert "mean a day" in logged("report").out


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
@pytest.mark.parametrize("command", ["report", "sources"])
def test_what_was_absorbed_fits_the_terminal(
    logged: B12, monkeypatch: pytest.MonkeyPatch, command: str, columns: int
) -> None:
    logged("log", "1000ug b12 tablet", "-d", "sat")
    monkeypatch.setattr(terminal, "is_terminal", lambda *_: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    out = unstyle(logged(command).out)
    assert "what was absorbed" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= columns


def test_another_persons_report_is_their_own(logged: B12) -> None:
    logged("person", "add", "Anna")
    logged("--person", "anna", "log", "2 eggs")
    assert logged("--person", "anna", "report", "--json").json["whole"]["items"] == 1


def test_the_example_is_a_diary_to_look_around_in(b12: B12, home: Path) -> None:
    file = home / "try" / "example.db"
    file.parent.mkdir()
    result = b12("demo", str(file))
    assert result.code == 0, result.err
    assert f"Look around: b12 --db {file} report" in result.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    report = b12("report", "--last", "52w", "--json", "--db", str(file)).json
    assert report["whole"]["logged_days"] > 300
    assert report["whole"]["unknown_items"] > 0
    assert len(report["targets"]) == 2
    assert {one["symptom"] for one in report["symptoms"]} >= {"muscle cramps"}
    # One's own diary is left alone, and no file is written over.
    assert b12("report", "--json").json["whole"]["items"] == 0
    again = b12("demo", str(file))
    assert (again.code, again.err.count("\n")) == (1, 1)


def test_a_diary_of_unknown_foods_is_not_one_of_zeros(b12: B12) -> None:
    b12("log", "100g 27042")
    b12("log", "100g 27042", "-d", "yesterday")
    out = b12("report").out
    assert "median ≥ 0 µg, from ≥ 0 to ≥ 0 µg" in out
    assert "met on 0 of 2 days, ≥ 0 % (2 open: not all is known)" in out
    assert "Absorbed  ≥ 0 µg (≥ 0) a day" in out
    for command in ("report", "week", "today", "advise"):
        assert "(0–0)" not in b12(command).out, command


def test_a_bound_stands_on_the_least_and_the_most_that_it_can_change(b12: B12) -> None:
    b12("log", "2 eggs", "-d", "yesterday")
    b12("log", "150g salmon, 100g 27042")
    # 0.89 µg are known to be the least; of the other day the 4.58 µg may be more.
    assert "from 0.89 to ≥ 4.58 µg" in b12("report").out
    b12("log", "1ug b12, 100g 27042", "-d", "-2d")
    b12("remove", "1")
    assert "from ≥ 1.00 to ≥ 4.58 µg" in b12("report").out


def test_shares_of_what_is_known_say_so(b12: B12) -> None:
    b12("food", "add", "plain oats", "--per", "100g", "--b12", "unknown", "--added")
    b12("log", "150g salmon, 100g plain oats")
    assert "of what is known: natural 100 %, fortified unknown, supplement 0 %" in b12("report").out
