"""`b12 summary`: everybody in a line each, and who needs attention."""

from typing import Any

import pytest

from tests.conftest import B12
from tracker.cli import terminal


@pytest.fixture
def household(b12: B12) -> B12:
    """Five people, whose figures can be computed by hand; today is Sun 22 Nov 2026."""
    for line in (
        # 3, 1 and 2 µg: mean 2, target 2.4.
        "log 3ug b12 -d 2026-11-18",
        "log 1ug b12 -d 2026-11-19",
        "log 2ug b12 -d 2026-11-22",
        # Before the time: not in its mean.
        "log 40ug b12 -d 2026-10-01",
        "person add Overdue",
        "--person overdue regimen add 2000ug tablet weekly --since 2026-11-02",
        "--person overdue log 2000ug b12 tablet -d 2026-11-03",
        "--person overdue log 2000ug b12 tablet -d 2026-11-10",
        "person add Anna --sex f",
        "--person anna log --keep-unknown 2 flumbles, 1ug b12 -d yesterday",
        "person add Silent",
        "person add Tingling",
        "--person tingling symptom log tingling 6",
        "--person tingling log 5ug b12 -d 2025-11-20",
    ):
        assert b12(*line.split()).code == 0, line
    return b12


def test_everybody_is_in_a_line_who_needs_attention_first(household: B12) -> None:
    result = household("summary")
    assert result.code == 0
    lines = [" ".join(line.split()) for line in result.out.splitlines()]
    assert lines == [
        "Mon 26 Oct – Sun 22 Nov 2026",
        "last log mean a day target met",
        "Tingling 20 Nov 2025, 367 days ago no log see a clinician soon: Numbness and tingling "
        "(6 of 10 on Sun 22 Nov 2026)",
        "Overdue 10 Nov, 12 days ago median 2000 µg (2 days) 2 of 2 2000 µg tablet weekly: overdue "
        "by 5 days; kept, 2 of 2 weeks",
        "Silent no log no log",
        "me today 2.00 µg (3 days) 1 of 3",
        "Anna yesterday ≥ 1.00 µg (1 day) 0 of 1 B12 of 1 item unknown",
    ]
    assert result.err == "b12 --person NAME advise has all reasons, and what they rest on.\n"


def test_json_has_the_figures_of_each_report(household: B12) -> None:
    rows = {row["person"]: row for row in household("summary", "--json").json}
    assert list(rows) == ["Tingling", "Overdue", "Silent", "me", "Anna"]
    for name, row in rows.items():
        whole = household("--person", name, "report", "--last", "28d", "--json").json["whole"]
        assert {key: row[key] for key in whole} == whole
    mine = rows["me"]
    assert (mine["mean_ug"], mine["counted_days"], mine["days_target_met"]) == (2.0, 3, 1)
    assert (mine["last_log"], mine["days_since_log"]) == ("2026-11-22", 0)
    assert (mine["caution"], mine["regimens"]) == (None, [])
    (regimen,) = rows["Overdue"]["regimens"]
    assert (regimen["state"], regimen["overdue_days"]) == ("overdue", 5)
    # The week that ends today may still be kept.
    assert (regimen["kept"], regimen["of"]) == (2, 2)
    assert rows["Tingling"]["caution"]["urgency"] == "soon"
    assert (rows["Silent"]["last_log"], rows["Silent"]["days_since_log"]) == (None, None)
    assert (rows["Anna"]["lower_bound"], rows["Anna"]["unknown_items"]) == (True, 1)


def test_csv_has_a_row_each_with_texts_for_lists(household: B12) -> None:
    import csv

    rows = list(csv.DictReader(household("summary", "--csv").out.splitlines()))
    assert [row["person"] for row in rows] == ["Tingling", "Overdue", "Silent", "me", "Anna"]
    assert rows[0]["caution"].startswith("see a clinician soon: Numbness")
    assert rows[1]["regimens"].startswith("2000 µg tablet weekly: overdue by 5 days")
    assert (rows[3]["mean_ug"], rows[3]["counted_days"], rows[3]["regimens"]) == ("2.0", "3", "")
    assert (rows[2]["last_log"], rows[2]["mean_ug"]) == ("", "")
    assert (rows[4]["natural_ug"], rows[4]["supplement_ug"]) == ("0.0", "1.0")
    assert rows[1]["supplement_ug"] == rows[1]["intake_ug"]
    assert not any("{" in cell for row in rows for cell in row.values())


def test_what_is_due_is_of_today_and_what_was_kept_of_that_time(household: B12) -> None:
    result = household("summary", "--from", "2026-11-02", "--to", "2026-11-15", "--json").json
    (regimen,) = next(row for row in result if row["person"] == "Overdue")["regimens"]
    assert (regimen["kept"], regimen["of"], regimen["state"]) == (2, 2, "overdue")
    october = household("summary", "--month", "2026-10", "--json").json
    mine = next(row for row in october if row["person"] == "me")
    assert (mine["mean_ug"], mine["last_log"]) == (40.0, "2026-11-22")


def test_a_single_person_is_a_line_too(b12: B12) -> None:
    assert b12("summary").out.splitlines()[-1].split() == ["me", "no", "log", "no", "log"]
    b12("day", "partial", "yesterday")
    assert b12("summary").out.splitlines()[-1].split()[:2] == ["me", "yesterday"]


def test_a_person_is_not_asked_for(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    result = b12("--person", "me", "summary")
    assert result.code == 2
    assert "leave --person out" in result.err
    assert b12("summary", "--json", "--csv").code == 2
    # A shell's person doesn't narrow it.
    b12("person", "add", "Anna")
    monkeypatch.setenv("B12_PERSON", "anna")
    assert len(b12("summary", "--json").json) == 2


@pytest.mark.parametrize("room", [40, 80, 120])
def test_it_fits_into_the_terminal(
    household: B12, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda _stream=None: True)
    monkeypatch.setenv("COLUMNS", str(room))
    out = household("summary").out.replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert max(map(len, out.splitlines())) <= room
    assert "2.00 µg (3 days)" in out
    assert "overdue by" in " ".join(out.split())


def test_days_are_each_persons_own(household: B12, clock: Any) -> None:
    household("--person", "silent", "person", "set", "--day-starts", "4:00")
    clock("UTC", "2026-11-23T02:00")
    household("--person", "silent", "log", "1ug b12")
    household("log", "1ug b12")
    rows = {row["person"]: row for row in household("summary", "--json").json}
    assert (rows["Silent"]["last_log"], rows["Silent"]["days_since_log"]) == ("2026-11-22", 0)
    assert (rows["me"]["last_log"], rows["me"]["days_since_log"]) == ("2026-11-23", 0)
