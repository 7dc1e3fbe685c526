import pytest

from tracker.text.units import format_amount


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
