"""What items come to, and how often a food was eaten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracker.diary.model import Item, When
from tracker.reports.items import FoodHistory, ItemSum, histories

FIRST = date(2025, 3, 3)


def _item(days: int = 0, food: str = "liver", ug: float | None = 70.0, amount: float = 85) -> Item:
    when = When(FIRST + timedelta(days=days))
    return Item(food, "natural", amount, "g", amount, ug, when=when)


def _label(*items: Item) -> str:
    (food,) = histories(items)
    return food.label


def test_a_sum_names_its_items_days_and_what_is_unknown() -> None:
    shot = replace(_item(1, "injection", 1000), origin="injection")
    items = [_item(0), _item(1, ug=None), _item(1), replace(_item(2), lower_bound=True), shot]
    assert ItemSum.of(items) == ItemSum(5, 3, 210, True, ("liver",), 2, 1)
    assert ItemSum.of(items).label == (
        "5 items on 3 days, ≥ 210 µg; the B12 of 2 is unknown, in all or in part; "
        "1 injected, not part of the intake"
    )
    assert ItemSum.of([_item()]).label == "1 item on 1 day, 70.0 µg"
    assert ItemSum.of([shot]).label == "1 item on 1 day; 1 injected, not part of the intake"
    assert ItemSum.of([_item(ug=None)]).label.startswith("1 item on 1 day; the B12 of 1 is unknown")


def test_a_food_has_its_last_and_first_day_and_its_usual_amount() -> None:
    (food,) = histories([_item(0), _item(205), _item(205, amount=30), _item(615, "Liver")])
    assert food == FoodHistory("Liver", 4, 3, FIRST, _item(615, "Liver"), "85 g", 615 / 2)
    assert food.label == (
        "last Sun 8 Nov 2026 (85 g, 70.0 µg), first Mon 3 Mar 2025; usually 85 g; "
        "about every 10 months"
    )


def test_what_was_eaten_once_has_no_habit() -> None:
    assert _label(_item(ug=None)) == "last Mon 3 Mar 2025 (85 g, unknown)"


def test_a_dose_is_said_once() -> None:
    when = When(FIRST)
    tablet = Item("B12 tablet", "supplement", 1000, "µg", None, 1000, when=when)
    assert _label(tablet) == "last Mon 3 Mar 2025 (1000 µg)"


def test_two_days_are_no_interval_and_half_is_not_usual() -> None:
    assert _label(_item(0), _item(9, amount=30)) == (
        "last Wed 12 Mar 2025 (30 g, 70.0 µg), first Mon 3 Mar 2025"
    )


@pytest.mark.parametrize(
    ("apart", "said"),
    [(1, "day"), (13, "13 days"), (14, "2 weeks"), (60, "2 months"), (730, "2 years")],
)
def test_an_interval_is_told_in_a_unit_of_its_length(apart: int, said: str) -> None:
    assert _label(*(_item(apart * n) for n in range(3))).endswith(f"about every {said}")


def test_foods_eaten_last_come_first() -> None:
    foods = histories([_item(0, "b"), _item(1, "a"), _item(2, "c"), _item(2, "b")])
    assert [food.food for food in foods] == ["b", "c", "a"]
