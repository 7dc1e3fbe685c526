import re
import stat
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest

from tests.conftest import B12, NOW
from tracker.database.engine import Database
from tracker.diary.store import Diary
from tracker.reports.stretch import read_stretch
from tracker.text.spans import Span

_BEGINNINGS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.mark.parametrize("ending", sorted(_BEGINNINGS))
def test_a_chart_is_written_as_its_ending_says(b12: B12, home: Path, ending: str) -> None:
    b12("log", "150g salmon, 1 cup cheerios, 27042 100g")
    file = home / f"week.{ending}"
    assert b12("chart", "week", "-o", str(file)).code == 0
    assert file.read_bytes().startswith(_BEGINNINGS[ending])


def _svg(b12: B12, home: Path, *words: str) -> str:
    file = home / "week.svg"
    assert b12("chart", "week", "-o", str(file), *words).code == 0
    return file.read_text(encoding="utf-8")


def _text(svg: str) -> str:
    """The words of a picture, whose lines may break anywhere."""
    return " ".join(re.sub(r"<[^>]*>", " ", svg).split())


def test_the_chart_says_what_it_shows(b12: B12, home: Path) -> None:
    b12("log", "150g salmon, 28g 08013, 10ug b12, 100g 27042")
    svg = _text(_svg(b12, home))
    for words in (
        "Target met on 1 of 1 logged day",
        "Vitamin B12, Mon 16 – Sun 22 Nov 2026",
        "Eaten, µg a day",
        "target 2.4 µg, IOM RDA 1998",
        "natural (food-bound)",
        "fortified food",
        "supplement",
        "≥ 16.5",
        "nothing",
        "unknown B12",
    ):
        assert words in svg
    assert "are cut" not in svg


def test_a_tablet_does_not_flatten_the_other_days(b12: B12, home: Path) -> None:
    b12("log", "1000ug b12, 1 cup milk")
    b12("log", "2 eggs", "-d", "mon")
    svg = _svg(b12, home)
    # 1.5 targets, and room for the figures.
    assert "Bars above 4.5 µg are cut" in svg
    assert ">1001<" in svg
    assert ">0.89<" in svg


def test_what_is_absorbed_stands_below_with_the_need(b12: B12, home: Path) -> None:
    b12("log", "2 eggs, 1 cup milk", "-d", "mon")
    b12("log", "2 eggs, 100g 27042", "-d", "tue")
    svg = _svg(b12, home)
    assert "Absorbed, µg a day: an estimate in its range" in svg
    assert ">0.71<" in svg
    assert ">≥ 0.31<" in svg
    assert "need 1.2 µg absorbed, half of the IOM RDA 1998" in _text(svg)
    assert "goes on above" not in svg


def test_a_tablet_does_not_hide_the_need_below(b12: B12, home: Path) -> None:
    b12("log", "1000ug b12")
    b12("log", "2 eggs", "-d", "mon")
    svg = _svg(b12, home)
    # 1.5 needs, and a tenth more.
    assert "▲: goes on above 2 µg" in svg
    assert ">14<" in svg
    assert ">0.31<" in svg


def test_days_without_an_estimate_say_so(b12: B12, home: Path) -> None:
    b12("person", "condition", "add", "crohns", "--since", "2026-11-17")
    b12("log", "2 eggs", "-d", "mon")
    b12("log", "2 eggs", "-d", "tue")
    svg = _svg(b12, home)
    assert _text(svg).count("no estimate") == 1
    assert svg.count(">0.31<") == 1


def test_without_any_estimate_the_day_says_so(b12: B12, home: Path) -> None:
    b12("person", "condition", "add", "crohns", "--since", "2024")
    b12("log", "2 eggs")
    svg = _svg(b12, home)
    assert _text(svg).count("no estimate") == 1


def test_an_empty_week_is_drawn_and_said(b12: B12, home: Path) -> None:
    svg = _svg(b12, home)
    assert "Nothing eaten is logged" in svg
    assert "bsorbed" not in svg


def test_the_curve_of_absorption_names_its_sources_and_needs_no_diary(
    b12: B12, home: Path, diary: Path
) -> None:
    diary.unlink()
    file = home / "curve.svg"
    assert b12("chart", "absorption", "-o", str(file)).out == f"Wrote {file}\n"
    svg = file.read_text(encoding="utf-8")
    for words in (
        "B12 eaten in one sitting, µg",
        "absorbed, µg",
        "diffusion only",
        "measured, Carmel 2008",
        "measured, Adams 1971",
        "measured in pernicious anaemia, Carmel 2008",
        "measured in liver paste, Heyssel 1966",
        "measured with a meal, Berlin 1968",
        "measured, Kurpad 2023",
        "regression of food studies, Doets 2013",
        "Blood 112:2214",
        ">0.01<",
        ">1000<",
    ):
        assert words in svg
    assert not diary.exists()


def test_an_injection_is_marked_and_no_bar(b12: B12, home: Path) -> None:
    b12("log", "injection 1000ug")
    svg = _svg(b12, home)
    assert "injection" in svg
    assert "are cut" not in svg


def test_open_shows_it(b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(click, "launch", shown.append)
    b12("chart", "week", "-o", str(home / "w.png"), "--open")
    b12("chart", "absorption", "-o", str(home / "a.png"), "--open")
    assert shown == [str(home / "w.png"), str(home / "a.png")]


def test_a_chart_is_for_its_owner_alone(b12: B12, home: Path) -> None:
    _svg(b12, home)
    assert stat.S_IMODE((home / "week.svg").stat().st_mode) == 0o600


def test_a_name_that_the_disk_refuses_is_one_line(b12: B12, home: Path) -> None:
    result = b12("chart", "week", "-o", str(home / f"{'x' * 300}.png"))
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("name", ["week.gif", "week", "no/such/folder/week.png"])
@pytest.mark.parametrize("kind", ["week", "absorption"])
def test_a_chart_that_cannot_be_written_is_refused(
    b12: B12, home: Path, name: str, kind: str
) -> None:
    result = b12("chart", kind, "-o", str(home / name))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


def test_a_day_logged_in_part_is_a_lower_bound_for_its_own_reason(b12: B12, home: Path) -> None:
    b12("log", "2 eggs")
    b12("day", "partial")
    svg = _svg(b12, home)
    assert "≥ 0.89" in svg
    assert "≥ and ?: logged in part, so" in svg
    assert "unknown" not in svg


def test_a_day_of_fasting_is_a_zero_and_no_gap(b12: B12, home: Path) -> None:
    for day in range(7):
        b12("day", "fast", f"2026-11-{16 + day}")
    svg = _svg(b12, home)
    assert "Target met on 0 of 7 logged days" in svg
    assert "nothing" not in svg
    assert svg.count(">0<") >= 7


_OF_TIME = ("trend", "sources", "heatmap", "year", "symptoms")


def _drawn(b12: B12, home: Path, kind: str, *words: str) -> str:
    file = home / f"{kind}.svg"
    result = b12("chart", kind, "-o", str(file), *words)
    assert result.code == 0, result.err
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", _OF_TIME)
def test_nothing_is_drawn_and_said(b12: B12, home: Path, kind: str) -> None:
    file = home / "x.svg"
    result = b12("chart", kind, "-o", str(file))
    assert (result.code, result.err) == (0, "Nothing is logged in that time.\n")
    svg = file.read_text(encoding="utf-8")
    said = {"sources": "Nothing with known B12 is logged", "symptoms": "No symptom is logged"}
    assert said.get(kind, "Nothing eaten is logged") in svg
    assert "0 of" not in svg


@pytest.mark.parametrize("kind", _OF_TIME)
def test_hostile_names_are_only_text(b12: B12, home: Path, kind: str) -> None:
    name = "Evil $x_1$ <script>alert(1)</script> & co"
    b12("food", "add", name, "--per", "100g", "--b12", "3ug", "--natural")
    assert b12("log", f"100g {name}", "-m", "$\\frac{a}$ <b>").code == 0
    b12("symptom", "log", "odd $\\badmacro{$", "7", "--own")
    svg = _drawn(b12, home, kind)
    assert "<script" not in svg
    assert "<b>" not in svg


@pytest.mark.parametrize("kind", _OF_TIME)
def test_a_dark_chart_has_a_dark_ground(b12: B12, home: Path, kind: str) -> None:
    b12("log", "2 eggs")
    light, dark = _drawn(b12, home, kind), _drawn(b12, home, kind, "--dark")
    assert "#14171a" in dark
    assert "#14171a" not in light


def test_the_trend_has_means_targets_and_hollow_bounds(b12: B12, home: Path) -> None:
    for day in range(1, 23):
        b12("log", "2ug b12", "-d", f"2026-11-{day:02}")
    b12("log", "1 cup 27042", "-d", "2026-11-20")
    b12("person", "set", "--reference", "efsa", "--since", "2026-11-10")
    svg = _text(_drawn(b12, home, "trend"))
    for words in (
        "Mean ≥ 2.00 µg a day over 22 logged days", "Vitamin B12 intake, Sun 1 – Sun 22 Nov 2026",
        "mean of 7 days", "mean of 28 days", "target 2.4 µg, IOM RDA 1998",
        "target 4 µg, EFSA AI 2015", "at least that", "Hollow:",
    ):  # fmt: skip
        assert words in svg, words
    b12("log", "1000ug b12")
    intake = _text(_drawn(b12, home, "trend", "--intake"))
    # No day is like the mean of 21 days of 2 µg and a tablet. Its lane has its amount.
    for words in ("Median ≥ 2.00 µg", "1002", "median of 28 days", "target 4 µg"):
        assert words in intake, words
    assert "mean of" not in intake


def _mixed(b12: B12) -> None:
    """A tablet, a day that met no need, one that may have, and one without an estimate."""
    b12("log", "1000ug b12 tablet", "-d", "mon")
    b12("log", "1ug b12 drops", "-d", "tue")
    b12("log", "2.5ug b12 drops", "-d", "wed")
    b12("person", "condition", "add", "crohns", "--since", "2026-11-20")
    b12("log", "2 eggs, 9ug b12 drops", "-d", "fri")


_SHOWN = "Shown is what was absorbed"


@pytest.mark.parametrize("kind", _OF_TIME)
def test_large_doses_are_shown_by_what_was_absorbed(b12: B12, home: Path, kind: str) -> None:
    b12("log", "49ug b12 tablet")
    file = str(home / "x.svg")
    below = b12("chart", kind, "-o", file)
    assert "--intake" not in below.err
    assert _SHOWN not in (home / "x.svg").read_text(encoding="utf-8")
    b12("log", "50ug b12 tablet", "-d", "sat")
    large = b12("chart", kind, "-o", file)
    assert large.err.endswith(
        "Shown is what was absorbed, because only a few percent of a dose of 50 µg or more is "
        "absorbed; --intake shows the intake.\n"
    )
    assert _SHOWN in (home / "x.svg").read_text(encoding="utf-8")
    intake = b12("chart", kind, "-o", file, "--intake")
    assert "--intake" not in intake.err
    assert _SHOWN not in (home / "x.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", _OF_TIME)
def test_without_any_estimate_large_doses_are_intake(b12: B12, home: Path, kind: str) -> None:
    b12("person", "condition", "add", "crohns", "--since", "2024")
    b12("log", "1000ug b12 tablet")
    assert _SHOWN not in _drawn(b12, home, kind)


def test_the_trend_of_what_was_absorbed_has_the_need(b12: B12, home: Path) -> None:
    _mixed(b12)
    b12("log", "1ug b12, 100g 27042", "-d", "thu")
    for kind, title in (("trend", "absorbed, Mon 16"), ("symptoms", "absorbed and symptoms, Mon")):
        svg = _text(_drawn(b12, home, kind))
        for words in (
            f"Vitamin B12 {title}", "Absorbed, µg a day", "need 1.2 µg absorbed", "at least that",
            "mean of 7 days", "1 day without an estimate", "hollow:",
        ):  # fmt: skip
            assert words in svg, words
        assert "target" not in svg


def test_the_months_of_what_was_absorbed_count_the_needs_that_were_met(
    b12: B12, home: Path
) -> None:
    _mixed(b12)
    svg = _drawn(b12, home, "year")
    # Of 2.5 µg 0.97 (0.60–2.20) are absorbed, which leaves a need of 1.2 µg open. The mean of that,
    # of 0.56 of 1 µg and of 13.8 of 1000 µg (the table of `curve`) is 5.11.
    for words in ("Vitamin B12 absorbed by month", ">1–2 of 3<", ">5.11<", "need open", "need met"):
        assert words in svg, words
    intake = _drawn(b12, home, "year", "--intake")
    # Eggs have 0.89 µg: the median of 9.89, 1, 2.5 and 1000.
    for words in ("median day, all origins", ">6.20<", ">3 of 4<"):
        assert words in intake, words


def test_the_bars_of_what_was_absorbed_say_what_was_eaten(b12: B12, home: Path) -> None:
    _mixed(b12)
    svg = _text(_drawn(b12, home, "sources"))
    # 13.8 of 13.8 + 0.56 + 0.97 µg.
    for words in (
        "13.8 µg, 90 % (of 1000 µg)", "1.53 µg, 10 % (of 3.50 µg)", "By food, µg absorbed in all",
        "left out: days without an estimate", "Most was absorbed from B12 tablet: 90 %",
    ):  # fmt: skip
        assert words in svg, words
    assert " egg " not in svg


def test_the_calendar_of_what_was_absorbed_has_shades_of_the_need(b12: B12, home: Path) -> None:
    _mixed(b12)
    svg = _text(_drawn(b12, home, "heatmap"))
    # 0.56 and 0.97 of 1.2 µg, and 13.8.
    for words in (
        "absorbed beside the need", "under half of the need: 1 day", "half and more: 1 day",
        "ten times and more: 1 day", "a cross: no estimate (1 day)",
    ):  # fmt: skip
        assert words in svg, words
    assert "a dot" not in svg


def test_sources_name_foods_and_meals_with_their_shares(b12: B12, home: Path) -> None:
    b12("log", "150g salmon, 2 eggs", "-m", "dinner")
    b12("log", "1000ug b12 tablet, 1 cup cheerios", "-m", "breakfast")
    b12("log", "1 cup 27042")
    svg = _drawn(b12, home, "sources", "--intake")
    for words in (
        "salmon",
        "dinner",
        "breakfast",
        "4.58 µg, &lt;1 %",
        "are cut",
        "left out: 1 thing",
    ):
        assert words in svg, words


@pytest.mark.parametrize("dose", [(), ("1000ug b12",)])
def test_a_trace_is_no_reason_to_cut_the_bars(b12: B12, home: Path, dose: tuple[str, ...]) -> None:
    # 0.02 µg of cream is less than a hundredth of what the salmon gave.
    b12("log", ", ".join(["150g salmon", "1 tbsp cream", *dose]), "-m", "lunch")
    svg = _drawn(b12, home, "sources", "--intake")
    # 1.2 times the 4.58 µg of the salmon.
    assert ("Bars above 5.5 µg are cut" in svg) == bool(dose)


def test_the_heatmap_counts_the_days_of_each_shade(b12: B12, home: Path) -> None:
    b12("log", "0.1ug b12", "-d", "mon")
    b12("log", "3ug b12", "-d", "tue")
    b12("log", "3ug b12", "-d", "wed")
    b12("log", "1 cup 27042", "-d", "fri")
    svg = _drawn(b12, home, "heatmap")
    for words in (
        "under half of the target: 1 day", "met: 2 days", "3 days not logged",
        "so it may be more (1 day)", "Nov 2026",
        "Target met on 2 of 4 logged days, 1 open",
    ):  # fmt: skip
        assert words in _text(svg), words
    assert "half and more" not in svg, "no shade that isn't drawn"


@pytest.mark.parametrize("kind", ["week", *(kind for kind in _OF_TIME if kind != "sources")])
def test_a_picture_of_intake_says_where_that_says_little(b12: B12, home: Path, kind: str) -> None:
    b12("log", "2 eggs")
    little = "ith pernicious anaemia intake says little about what the body can use"
    assert little not in _text(_drawn(b12, home, kind))
    b12("person", "condition", "add", "pernicious-anaemia", "--since", "2024")
    text = _text(_drawn(b12, home, kind))
    assert little in text
    assert "Target met" not in text


def test_the_heatmap_judges_days_with_a_regimen_by_that(b12: B12, home: Path) -> None:
    b12("log", "3ug b12", "-d", "2026-11-07")
    b12("regimen", "add", "2000ug", "tablet", "weekly", "--since", "2026-11-09")
    b12("log", "2000ug b12 tablet", "-d", "2026-11-17")
    b12("log", "0.1ug b12", "-d", "2026-11-18")
    drawn = b12("chart", "heatmap", "-o", str(home / "x.svg"), "--from", "2026-11-07")
    assert drawn.err.endswith(
        "Days with a regimen are judged by whether it was kept; --intake shows the intake.\n"
    )
    svg = _text((home / "x.svg").read_text(encoding="utf-8"))
    for words in (
        "Vitamin B12 by regimen, and absorbed beside the need, Sat 7",
        "2000 µg tablet weekly: not logged in 1 of 2 weeks",
        "no dose logged, or late: 7 days", "regimen kept: 6 days", "met: 1 day",
        "kept, and the target met: 1 day",
    ):  # fmt: skip
        assert words in svg, words
    whole = _text(_drawn(b12, home, "heatmap", "--from", "2026-11-09"))
    assert "Vitamin B12 by regimen, Mon 9" in whole
    assert "half and more" not in whole
    intake = _text(_drawn(b12, home, "heatmap", "--intake", "--from", "2026-11-09"))
    assert "egimen" not in intake
    assert "tablet weekly" not in intake


def test_the_year_has_a_month_each_with_its_denominator(b12: B12, home: Path) -> None:
    b12("log", "3ug b12", "-d", "2026-09-30")
    b12("log", "1ug b12", "-d", "2026-11-02")
    svg = _drawn(b12, home, "year")
    for words in ("Sep", "Oct", "Nov", "1 of 1", "0 of 1", "3.00", "supplement", "no"):
        assert words in svg, words


def test_symptoms_stand_under_the_trend_with_laboratory_values(b12: B12, home: Path) -> None:
    b12("log", "2 eggs")
    b12("symptom", "log", "cramps", "6", "-d", "-2d")
    b12("lab", "log", "b12", "310", "pg/mL", "-d", "-1d")
    svg = _drawn(b12, home, "symptoms")
    for words in (
        "muscle cramps",
        "total B12 310 pg/mL",
        "laboratory",
        "a stroke is a score of up to 10",
    ):
        assert words in svg, words


def test_injections_are_marks_on_the_trend_and_the_calendar(b12: B12, home: Path) -> None:
    b12("log", "2 eggs")
    b12("log", "injection 1000ug", "-d", "fri")
    assert ">injection<" in _drawn(b12, home, "trend")
    assert "a triangle: an injection (1 day)" in _drawn(b12, home, "heatmap")
    assert "injections" in _drawn(b12, home, "year")


def _days(path: Path, first: int) -> Any:
    """The frame of the days from that one of November to NOW."""
    from tracker.reports import frames

    with Database(path).reading() as connection:
        span = Span(date(2026, 11, first), NOW.date())
        return frames.of(read_stretch(Diary(connection), span, NOW.date())).days


def test_means_know_the_days_before_the_picture(b12: B12, diary: Path) -> None:
    for day in range(1, 23):
        b12("log", f"{day}ug b12", "-d", f"2026-11-{day:02}")
    whole, part = _days(diary, 1), _days(diary, 20)
    # 16 to 22 µg.
    assert part["mean_7_ug"].iloc[-1] == pytest.approx(19.0)
    assert part["mean_28_ug"].tolist() == whole["mean_28_ug"].tolist()[-3:]


def test_many_laboratory_values_of_a_day_do_not_lie_upon_each_other(b12: B12, home: Path) -> None:
    b12("log", "2 eggs", "-d", "-9d")
    for value in range(200, 206):
        b12("lab", "log", "b12", str(value), "pg/mL", "-d", "-5d")
    svg = _drawn(b12, home, "symptoms")
    assert svg.count("pg/mL</text>") == 4
    assert "(2 earlier" in svg
    # The newest have their labels.
    assert "205 pg/mL" in svg
