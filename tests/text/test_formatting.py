import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text.formatting import format_estimate, format_percent, format_ug, printable


@given(st.floats(0.001, 99_999))
def test_a_figure_in_micrograms_is_rounded_by_its_size(value: float) -> None:
    written = format_ug(value)
    shown = float(written.removeprefix("<"))
    assert abs(shown - value) <= max(0.005 * value, 0.0051) or written.startswith("<")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.001, "<0.01"), (0.89, "0.89"), (9.999, "10.0"), (84.06, "84.1"), (1000, "1000")],
)
def test_figures_are_short(value: float, text: str) -> None:
    assert format_ug(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.456, "46 %"), (0.9999, "99 %"), (1.0, "100 %"), (2.735, "274 %")],
)
def test_a_share_below_100_percent_is_never_shown_as_100(share: float, text: str) -> None:
    assert format_percent(share) == text


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (0.0, 0.0, 0.0, "0 (0–0)"),
        (0.75, 0.52, 0.97, "0.75 (0.52–0.97)"),
        (0.994, 0.5, 12.3, "0.99 (0.50–12.30)"),
        (0.996, 0.5, 1.26, "1.0 (0.5–1.3)"),
        (1.31, 0.92, 1.7, "1.3 (0.9–1.7)"),
        (9.96, 7.04, 13.0, "10 (7–13)"),
        (14.35, 10.04, 18.66, "14 (10–19)"),
        (150.0, 105.0, 195.0, "150 (105–195)"),
    ],
)
def test_an_estimate_is_shown_with_few_decimals(
    value: float, low: float, high: float, text: str
) -> None:
    figure, span = format_estimate(value, low, high)
    assert f"{figure} ({span})" == text


def test_foreign_text_cannot_move_the_cursor() -> None:
    assert printable("a\x1b[2Jb\r\nc\u202ed") == "a [2Jb  c d"
