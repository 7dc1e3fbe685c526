"""The charts in characters."""

import re
from pathlib import Path

import click
import pytest

from tests.conftest import B12
from tracker.cli import terminal

_OF_PEOPLE = ("week", "trend", "sources", "heatmap", "year", "symptoms")


@pytest.fixture
def eaten(b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> B12:
    monkeypatch.chdir(home)
    b12("log", "150g salmon, 1 cup milk", "-d", "mon", "-m", "dinner")
    b12("log", "2 eggs", "-d", "wed", "-m", "breakfast")
    b12("log", "2 eggs, 100g 27042", "-d", "fri", "-m", "lunch")
    return b12


@pytest.mark.parametrize("kind", [*_OF_PEOPLE, "absorption"])
def test_a_pipe_gets_text_and_no_file_is_written(eaten: B12, home: Path, kind: str) -> None:
    before = sorted(home.rglob("*"))
    shown = eaten("chart", kind)
    assert shown.code == 0, shown.err
    assert shown.out
    assert "\033" not in shown.out
    assert sorted(home.rglob("*")) == before


def test_a_week_is_that_of_the_week(eaten: B12) -> None:
    shown, week = eaten("chart", "week").out, eaten("week").out
    assert week.startswith(shown)
    assert "Mon 16 Nov  ████████████████  ▸    5.67 µg" in shown


def test_a_trend_has_a_bar_a_day_and_names_its_denominators(eaten: B12) -> None:
    lines = eaten("chart", "trend").out.splitlines()
    # 5.673, 0.89 and at least 0.89 µg.
    assert lines[0] == "Mean ≥ 2.48 µg a day over 3 logged days"
    assert lines[1] == "Mon 16 – Sun 22 Nov 2026, target 2.4 µg (IOM RDA 1998)"
    assert lines[2].split() == ["│", "target", "mean", "a", "day", "met", "on"]
    days = [" ".join(line.split()) for line in lines[3:10]]
    assert days == [
        "Mon 16 Nov ████████████████ ▸ 5.67 µg yes",
        "Tue 17 Nov no log",
        # 0.89 of 4.8 µg are 2 of 16 cells and seven eighths.
        "Wed 18 Nov ██▉ 0.89 µg no",
        "Thu 19 Nov no log",
        "Fri 20 Nov ██▉ ≥ 0.89 µg open",
        "Sat 21 Nov no log",
        "Sun 22 Nov no log",
    ]


def test_large_doses_are_shown_by_what_was_absorbed(b12: B12) -> None:
    b12("log", "1000ug b12 tablet", "-d", "mon")
    b12("log", "1ug b12 drops", "-d", "tue")
    shown = b12("chart", "trend")
    # 13.8 and 0.56 µg (the table of `curve`), and 14.3 in all.
    assert "Absorbed ≈ 7.2 µg" in shown.out
    assert "│ need" in shown.out
    assert re.search(r"Tue 17 Nov  ███▋ +≈ 0.56 µg \(0.39–1.00\)", shown.out)
    assert "--intake shows the intake" in shown.err
    assert "│ target" in b12("chart", "trend", "--intake").out


def test_a_calendar_has_a_character_a_day(eaten: B12) -> None:
    eaten("log", "injection 1000ug", "-d", "sat")
    lines = eaten("chart", "heatmap").out.splitlines()
    assert "1000 µg injected; target met by mouth on 1 of 3 logged days, 1 open" in lines[0]
    assert lines[2:10] == [
        "      Nov", "  Mon █", "      ·", "  Wed ░", "      ·", "  Fri ░", "      ▼", "  Sun ·",
    ]  # fmt: skip
    legend = " ".join(lines[10:])
    for words in (
        "░ under half of the target: 1 day", "█ twice and more: 1 day", "· nothing logged",
        "▼ an injection: 1 day", "not all is known of 1 day", "not logged",
    ):  # fmt: skip
        assert words in legend, words


def test_sources_have_bars_by_food_and_by_meal(eaten: B12) -> None:
    shown = eaten("chart", "sources").out
    # 4.58 and 1.10 µg on Monday, and 0.89 µg twice.
    assert "Most came from salmon: 61 % of what is known" in shown
    assert re.search(r"salmon +████████████████ +4.58 µg +61 %", shown)
    assert re.search(r"dinner +████████████████ +5.67 µg +76 %", shown)
    assert "Left out: 1 thing eaten whose B12 is unknown" in shown


def test_symptoms_have_a_row_each(eaten: B12) -> None:
    eaten("symptom", "log", "cramps", "10", "-d", "tue")
    eaten("symptom", "log", "cramps", "0", "-d", "thu")
    eaten("lab", "log", "b12", "310", "pg/mL", "-d", "thu")
    lines = eaten("chart", "symptoms").out.splitlines()
    assert lines[0] == "Muscle cramps on 1 day"
    row = lines[lines.index("Muscle cramps, 2 entries; a full mark is 10, a dot 0") + 1]
    assert row == "   █ ·"
    assert "Thu 19 Nov 2026  total B12 310 pg/mL" in lines[-1]


def test_without_symptoms_it_says_so(eaten: B12, home: Path) -> None:
    said = "No symptom is logged in that time; b12 symptom log fatigue 5 logs one.\n"
    shown = eaten("chart", "symptoms")
    assert shown.out.startswith("No symptom is logged\n")
    assert shown.err.endswith(said)
    drawn = eaten("chart", "symptoms", "-o", "s.svg")
    assert drawn.err.endswith(said)
    svg = Path("s.svg").read_text(encoding="utf-8")
    assert "No symptom is logged" in svg
    assert "no symptom is logged in this time" in svg
    assert "a stroke is a score" not in svg


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("kind", [*_OF_PEOPLE, "absorption"])
def test_it_fits_the_terminal(
    eaten: B12, monkeypatch: pytest.MonkeyPatch, kind: str, width: int
) -> None:
    eaten("log", "1000ug b12 tablet", "-d", "2026-01-04")
    eaten("symptom", "log", "cramps", "6", "-d", "tue")
    monkeypatch.setattr(terminal, "is_terminal", lambda _stream=None: True)
    monkeypatch.setenv("COLUMNS", str(width))
    shown = click.unstyle(eaten("chart", kind).out)
    assert max(map(len, shown.splitlines())) <= width


def test_everybody_gets_a_picture_in_a_private_folder(eaten: B12) -> None:
    eaten("person", "add", "Anna Lee")
    drawn = eaten("chart", "week", "--all", "-o", "new/pictures")
    assert drawn.code == 0
    assert drawn.out == (
        "me: Wrote new/pictures/week-me.png\nAnna Lee: Wrote new/pictures/week-anna-lee.png\n"
    )
    folder = Path("new/pictures")
    assert sorted(file.name for file in folder.iterdir()) == ["week-anna-lee.png", "week-me.png"]
    for path in (folder, folder.parent):
        assert path.stat().st_mode & 0o777 == 0o700
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.read_bytes().startswith(b"\x89PNG")


def test_everybody_is_shown_one_after_the_other(
    eaten: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    eaten("person", "add", "Anna Lee")
    eaten("--person", "Anna Lee", "log", "2 eggs")
    monkeypatch.setenv("B12_PERSON", "Anna Lee")
    shown = eaten("chart", "trend", "--all").out
    mine, hers = shown.split("\n\n")
    assert mine.startswith("me: Mean ≥ 2.48 µg a day over 3 logged days")
    assert hers.startswith("Anna Lee: Mean 0.89 µg a day over 1 logged day")


@pytest.mark.parametrize("words", ["chart week --all --person me", "--person me chart week --all"])
def test_everybody_is_nobody_in_particular(eaten: B12, words: str) -> None:
    refused = eaten(*words.split())
    assert (refused.code, refused.out) == (2, "")
    assert "leave --person out" in refused.err


def test_who_has_no_outlook_is_named_and_left_out(eaten: B12) -> None:
    eaten("person", "add", "Anna Lee")
    for day in range(1, 20):
        eaten("log", "2 eggs", "-d", f"2026-11-{day:02}")
    drawn = eaten("chart", "outlook", "--all", "-o", "pictures")
    assert drawn.code == 0
    assert "Anna Lee: no outlook from 0 complete days" in drawn.err
    assert [file.name for file in Path("pictures").iterdir()] == ["outlook-me.png"]


def test_where_nobody_has_an_outlook_nothing_is_written(eaten: B12) -> None:
    refused = eaten("chart", "outlook", "--all", "-o", "other")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.endswith("Error: no chart is drawn of anybody\n")
    assert not Path("other").exists()


def test_with_everybody_the_output_is_a_folder(eaten: B12) -> None:
    Path("week.png").touch()
    refused = eaten("chart", "week", "--all", "-o", "week.png")
    assert (refused.code, refused.out) == (2, "")
    assert "is a file" in refused.err
