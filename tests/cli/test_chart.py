import stat
from pathlib import Path

import click
import pytest

from tests.conftest import B12

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


def test_the_chart_says_what_it_shows(b12: B12, home: Path) -> None:
    b12("log", "150g salmon, 1 cup cheerios, 10ug b12, 100g 27042")
    svg = _svg(b12, home)
    for words in (
        "Vitamin B12 intake, Mon 16 – Sun 22 Nov 2026",
        "µg a day",
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
    assert "bars above 5.9 µg are cut" in svg
    assert ">1001<" in svg
    assert ">0.89<" in svg


def test_an_empty_week_is_drawn_and_said(b12: B12, home: Path) -> None:
    assert "nothing eaten is logged in this week" in _svg(b12, home)


def test_an_injection_is_marked_and_no_bar(b12: B12, home: Path) -> None:
    b12("log", "injection 1000ug")
    svg = _svg(b12, home)
    assert "injection" in svg
    assert "are cut" not in svg


def test_open_shows_it(b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(click, "launch", shown.append)
    b12("chart", "week", "-o", str(home / "w.png"), "--open")
    assert shown == [str(home / "w.png")]


def test_a_chart_is_for_its_owner_alone(b12: B12, home: Path) -> None:
    _svg(b12, home)
    assert stat.S_IMODE((home / "week.svg").stat().st_mode) == 0o600


def test_a_name_that_the_disk_refuses_is_one_line(b12: B12, home: Path) -> None:
    result = b12("chart", "week", "-o", str(home / f"{'x' * 300}.png"))
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("name", ["week.gif", "week", "no/such/folder/week.png"])
def test_a_chart_that_cannot_be_written_is_refused(b12: B12, home: Path, name: str) -> None:
    result = b12("chart", "week", "-o", str(home / name))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


def test_a_day_logged_in_part_is_a_lower_bound_for_its_own_reason(b12: B12, home: Path) -> None:
    b12("log", "2 eggs")
    b12("day", "partial")
    svg = _svg(b12, home)
    assert "≥ 0.89" in svg
    assert "dashed end: logged in part, so" in svg
    assert "unknown" not in svg


def test_a_day_of_fasting_is_a_zero_and_no_gap(b12: B12, home: Path) -> None:
    for day in range(7):
        b12("day", "fast", f"2026-11-{16 + day}")
    svg = _svg(b12, home)
    assert "logged" not in svg
    assert svg.count(">0<") >= 7
