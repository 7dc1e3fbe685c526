"""The difference between a day's meals and the text they were edited to."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tracker.diary.day_text import WrittenItem, WrittenMeal
from tracker.diary.lines import Entry
from tracker.diary.model import Item, Meal, When
from tracker.diary.revision import Line, Plan, compare, moment_of, read_line
from tracker.errors import InputError

_DAY = date(2026, 11, 20)
_TEXTS = ["2 eggs", "1 egg", "1 cup milk", "150 g salmon", "2 cups milk", "1000 µg B12 tablet"]
_HEADS = [(time(8), "breakfast"), (time(13), None), (None, "snack"), (None, None), (time(8), None)]


def _meals(*meals: tuple[tuple[time | None, str | None], list[str]]) -> list[WrittenMeal]:
    written, number = [], 0
    for meal_id, ((at, name), texts) in enumerate(meals, start=1):
        moment = None if at is None else datetime.combine(_DAY, at, NOW.tzinfo)
        when = When(_DAY, moment, name)
        items = []
        for text in texts:
            number += 1
            item = Item(text, "natural", 1, "x", 1, 1, when=when, meal_id=meal_id, id=number)
            items.append(WrittenItem(item, text, "same"))
        meal = Meal(meal_id, when, None, tuple(item.item for item in items))
        written.append(WrittenMeal(meal, "", Entry(_DAY, at, name, ""), tuple(items)))
    return written


def _lines(*lines: tuple[tuple[time | None, str | None], list[str]]) -> list[Line]:
    return [
        Line(number, Entry(_DAY, at, name, ""), tuple(texts))
        for number, ((at, name), texts) in enumerate(lines, start=1)
    ]


_DAYS = st.lists(
    st.tuples(st.sampled_from(_HEADS), st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=4)),
    max_size=4,
)


def _text(item: Item) -> str:
    return item.food


def _says(plan: Plan) -> Counter[str]:
    """What the meal of a line has afterwards."""
    return Counter([*map(_text, plan.kept), *(each.text for each in plan.replaced), *plan.added])


@given(before=_DAYS, after=_DAYS)
def test_each_line_becomes_what_it_says_and_no_item_is_in_two_places(
    before: list[tuple[tuple[time | None, str | None], list[str]]],
    after: list[tuple[tuple[time | None, str | None], list[str]]],
) -> None:
    meals, lines = _meals(*before), _lines(*after)
    plans, removed = compare(meals, lines)
    assert [plan.line for plan in plans] == lines
    assert [_says(plan) for plan in plans] == [Counter(line.items) for line in lines]
    kept = [item for plan in plans for item in plan.kept]
    replaced = [each.item for plan in plans for each in plan.replaced]
    stood = [item.item for meal in meals for item in meal.items]
    assert Counter(item.id for item in (*kept, *replaced, *removed)) == Counter(
        item.id for item in stood
    )
    own = [plan.meal.meal.id for plan in plans if plan.meal]
    assert len(own) == len(set(own))
    # What stands in both texts is never typed again.
    both = Counter(map(_text, stood)) & Counter(text for line in lines for text in line.items)
    assert Counter(map(_text, kept)) == both


@given(days=_DAYS, order=st.randoms())
def test_the_same_lines_in_any_order_change_nothing(
    days: list[tuple[tuple[time | None, str | None], list[str]]], order: object
) -> None:
    meals, lines = _meals(*days), _lines(*days)
    order.shuffle(lines)  # type: ignore[attr-defined]
    plans, removed = compare(meals, lines)
    assert removed == []
    for plan in plans:
        assert (plan.replaced, plan.added) == ((), ())
        assert plan.meal is not None
        assert {item.meal_id for item in plan.kept} == {plan.meal.meal.id}
        assert moment_of(plan, time(0), NOW) == plan.meal.meal.when


def test_another_amount_is_the_same_item() -> None:
    (plan,), removed = compare(
        _meals(((time(8), None), ["1 cup milk", "2 eggs"])),
        _lines(((time(8), None), ["3 eggs", "1 cup milk"])),
    )
    assert [(each.item.id, each.text) for each in plan.replaced] == [(2, "3 eggs")]
    assert plan.replaced[0].amount is not None
    assert plan.replaced[0].amount.amount == 3
    assert removed == []


def test_one_food_in_place_of_another_is_the_same_item() -> None:
    (plan,), removed = compare(
        _meals(((time(8), None), ["1 cup milk", "2 eggs"])),
        _lines(((time(8), None), ["1 cup oat milk", "2 eggs"])),
    )
    assert [(each.item.id, each.amount) for each in plan.replaced] == [(1, None)]
    assert removed == []


def test_an_item_moves_with_its_line() -> None:
    before = _meals(((time(8), "a"), ["1 egg"]), ((time(13), "b"), ["1 cup milk", "2 eggs"]))
    plans, removed = compare(
        before,
        _lines(
            ((time(8), "a"), ["1 egg", "1 cup milk"]),
            ((time(13), "b"), ["2 eggs"]),
            ((time(15), "c"), ["1 cup milk"]),
        ),
    )
    assert [[item.id for item in plan.kept] for plan in plans] == [[1, 2], [3], []]
    assert plans[2].added == ("1 cup milk",)
    assert plans[2].meal is None
    assert removed == []


def test_a_line_with_another_head_is_the_same_meal() -> None:
    before = _meals(((time(8), "breakfast"), ["2 eggs"]), ((time(13), None), ["1 cup milk"]))
    plans, _ = compare(
        before,
        _lines(((time(9), "brunch"), ["2 eggs"]), ((time(13), None), ["1 cup milk"])),
    )
    assert [plan.meal and plan.meal.meal.id for plan in plans] == [1, 2]
    moment = moment_of(plans[0], time(0), NOW)
    assert (moment.eaten_at, moment.meal) == (
        datetime(2026, 11, 20, 9, tzinfo=NOW.tzinfo),
        "brunch",
    )


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("2026-11-20 breakfast: 2 eggs", When(_DAY, None, "breakfast")),
        ("08:00: 2 eggs", When(_DAY, datetime(2026, 11, 20, 8, tzinfo=NOW.tzinfo), None)),
        (
            "2026-11-19 08:00 breakfast: 2 eggs",
            When(date(2026, 11, 19), datetime(2026, 11, 19, 8, tzinfo=NOW.tzinfo), "breakfast"),
        ),
    ],
)
def test_a_head_says_the_day_the_time_and_the_name(line: str, when: When) -> None:
    meals = _meals(((time(8), "breakfast"), ["2 eggs"]))
    read = read_line(1, line, {}, _DAY, NOW.date())
    assert read is not None
    (plan,), _ = compare(meals, [read])
    assert moment_of(plan, time(0), NOW) == when


def test_what_the_head_can_t_say_stays() -> None:
    """A name with a colon isn't in the text, and isn't lost with it."""
    moment = datetime(2026, 11, 20, 8, tzinfo=NOW.tzinfo)
    meal = _meals(((time(8), None), ["2 eggs"]))[0]
    meal = meal._replace(meal=meal.meal._replace(when=When(_DAY, moment, "lunch: big")))
    plans, _ = compare([meal], _lines(((time(9), None), ["2 eggs"])))
    moved = moment_of(plans[0], time(0), NOW)
    assert moved == When(_DAY, moment.replace(hour=9), "lunch: big")


@pytest.mark.parametrize("text", ["", "  ", "# 2026-11-20: 2 eggs", "#"])
def test_comments_and_blank_lines_are_no_meals(text: str) -> None:
    assert read_line(1, text, {}, _DAY, NOW.date()) is None


@pytest.mark.parametrize("text", ["2026-11-20:", "lunch: ,", "yesterdy 8:00: 2 eggs"])
def test_a_line_without_a_food_or_a_day_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_line(1, text, {}, _DAY, NOW.date())
