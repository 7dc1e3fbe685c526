import pytest

from tracker.text.units import choose, format_amount, format_weight


@pytest.mark.parametrize(
    ("amount", "measure", "text"),
    [
        (1, "slice", "1 slice"),
        (3, "slice", "3 slices"),
        (1, "slices", "1 slice"),
        (2, "patty", "2 patties"),
        (0.5, "cup", "0.5 cup"),
        (2, "cup", "2 cups"),
        (2, "large", "2 large"),
        (150, "g", "150 g"),
        (3, "oz", "3 oz"),
        (2, "cup, chopped", "2 cup, chopped"),
    ],
)
def test_a_counted_measure_has_a_plural(amount: float, measure: str, text: str) -> None:
    assert format_amount(amount, measure) == text


def test_weights_are_in_grams_or_in_ounces() -> None:
    assert format_weight(28.349523125) == "28.3 g"
    assert format_weight(28.35, exact=True) == "28.35 g"
    choose("us")
    # An avoirdupois ounce is 28.349523125 g: NIST Handbook 44 (2024), appendix C.
    assert format_weight(28.349523125) == "1 oz"
    assert format_weight(453.59237) == "16 oz"
    assert format_weight(5) == "0.18 oz"
