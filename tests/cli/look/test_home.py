import os
from pathlib import Path

import pytest

from tests.cli.help.lines import parses
from tests.conftest import B12, NOW
from tracker.cli import app
from tracker.cli.look import home
from tracker.regimens.model import FORMS, ROUTES, Regimen
from tracker.reports import regimens


def _typed(out: str) -> list[str]:
    """Return the commands that the hints of `b12` alone name."""
    return [line.strip().split("  ")[0] for line in out.splitlines() if line.startswith("  b12")]


def test_without_a_diary_it_welcomes_and_creates_none(process: B12, home: Path) -> None:
    done = process()
    assert (done.code, done.err) == (0, "")
    assert f"creates {os.environ['B12_DB']}." in done.out
    assert done.out.count("\n") == 5
    assert not (home / "data").exists()


def test_a_lost_diary_is_to_be_restored(b12: B12, diary: Path) -> None:
    b12("backup")
    diary.unlink()
    assert "There is a backup of an earlier diary: b12 restore " in b12().err
    assert not diary.exists()


def test_an_empty_diary_hints_at_the_first_steps(b12: B12) -> None:
    done = b12()
    assert (done.code, done.err) == (0, "")
    first, *_ = done.out.splitlines()
    assert first == "Sun 22 Nov 2026: nothing logged yet; target 2.4 µg (IOM RDA 1998)"
    assert [line.split()[1] for line in _typed(done.out)] == ["log", "person", "week", "help"]


def test_a_day_shows_its_sum_and_what_is_absorbed(b12: B12) -> None:
    b12("person", "set", "--born", "1990-05-01")
    b12("log", "150g salmon")
    today = b12("today").out.splitlines()
    done = b12().out.splitlines()
    assert done[0] == f"Sun 22 Nov 2026: {today[-2].removeprefix('Intake: ')}"
    assert done[1] == today[-1]
    assert _typed("\n".join(done)) == ["b12 week", "b12 sources", "b12 report", "b12 help"]


def test_a_fast_is_named(b12: B12) -> None:
    b12("day", "fast", "today")
    assert b12().out.startswith("Sun 22 Nov 2026, nothing eaten: 0 µg, 0 % of the target")


def test_it_fits_eight_lines_with_everything_at_once(b12: B12) -> None:
    b12("log", "1 cup 27042")
    b12("symptom", "log", "tingling", "3")
    b12("regimen", "add", "2000ug tablet weekly")
    lines = b12().out.splitlines()
    assert len(lines) == 8
    assert "due today" in lines[2]
    assert "see a clinician soon" in lines[3]
    assert _typed("\n".join(lines))[:2] == ["b12 log 2000ug B12 tablet", "b12 advise"]


def test_after_the_dose_the_next_one_is_named(b12: B12) -> None:
    b12("regimen", "add", "2000ug tablet weekly")
    b12("log", "2000ug B12 tablet")
    assert "taken; next Sun 29 Nov 2026" in b12().out


def test_a_household_is_told_whose_day_it_is(b12: B12) -> None:
    b12("person", "add", "Anna")
    assert b12().out.startswith("me: Sun 22 Nov 2026")
    assert "b12 summary" in _typed(b12().out)
    of_anna = b12("--person", "anna").out
    assert of_anna.startswith("Anna: Sun 22 Nov 2026")
    assert _typed(of_anna)[0] == "b12 --person anna log 150g salmon, 1 cup milk"


def test_hints_name_the_diary_of_the_option(b12: B12, diary: Path) -> None:
    other = diary.rename(diary.parent / "the other.db")
    assert _typed(b12("--db", str(other)).out)[0].startswith(f"b12 --db '{other}' log ")


@pytest.mark.usefixtures("diary")
def test_every_hint_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "now", lambda: NOW)
    every = {hint for hint in vars(home).values() if isinstance(hint, tuple) and len(hint) == 2}
    every |= {*home._USUAL, *home._FIRST}
    typed = {f"b12 {typed}" for typed, _ in every if isinstance(typed, str)}
    assert len(typed) >= 10
    # b12 summary is tested by itself.
    assert [line for line in sorted(typed) if not parses(line)] in ([], ["b12 summary"])


@pytest.mark.parametrize("form", [None, *FORMS])
@pytest.mark.parametrize("route", ROUTES)
def test_the_dose_that_is_hinted_at_counts(b12: B12, route: str, form: str | None) -> None:
    dose = regimens.typed(Regimen(1000, route, form, 1, "week", with_food=False, since=NOW.date()))  # type: ignore[arg-type]
    assert b12("regimen", "add", dose, "weekly").code == 0
    assert f"b12 log {dose}" in b12().out
    assert b12("log", *dose.split()).code == 0
    assert "taken; next Sun 29 Nov 2026" in b12().out
