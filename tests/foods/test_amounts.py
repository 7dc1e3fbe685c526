import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.foods.amounts import parse_item, parse_items, refuse_iu
from tracker.text.units import UNITS


@pytest.mark.parametrize(
    ("text", "amount", "unit", "measure", "phrase"),
    [
        ("150g salmon", 150, "g", None, "salmon"),
        ("salmon 150 g", 150, "g", None, "salmon"),
        ("150 grams of salmon", 150, "g", None, "salmon"),
        ("3 oz beef liver", 3, "oz", None, "beef liver"),
        ("1 cup milk", 1, "cup", None, "milk"),
        ("milk 1 cup", 1, "cup", None, "milk"),
        ("half a cup of milk", 0.5, "cup", None, "milk"),
        ("1/2 cup milk", 0.5, "cup", None, "milk"),
        ("1 1/2 cups milk", 1.5, "cup", None, "milk"),
        ("1½ cups milk", 1.5, "cup", None, "milk"),
        ("½ cup milk", 0.5, "cup", None, "milk"),
        ("1,5 cups milk", 1.5, "cup", None, "milk"),
        ("0,5 l milk", 0.5, "l", None, "milk"),
        ("8 fl. oz. milk", 8, "fl oz", None, "milk"),
        ("2 eggs", 2, None, None, "eggs"),
        ("eggs x 2", 2, None, None, "eggs"),
        ("2x eggs", 2, None, None, "eggs"),
        ("2eggs", 2, None, None, "eggs"),
        ("two eggs", 2, None, None, "eggs"),
        ("2-3 eggs", 2.5, None, None, "eggs"),
        ("2 to 3 eggs", 2.5, None, None, "eggs"),
        ("100-150 g salmon", 125, "g", None, "salmon"),
        ("filter coffee half a cup", 0.5, "cup", None, "filter coffee"),
        ("a dozen eggs", 12, None, None, "eggs"),
        ("an apple", 1, None, None, "apple"),
        ("2 large eggs", 2, None, "large", "eggs"),
        ("a large egg", 1, None, "large", "egg"),
        ("1 extra large egg", 1, None, "extra large", "egg"),
        ("3 slices of cheddar cheese", 3, None, "slice", "cheddar cheese"),
        ("cheddar 2 slices", 2, None, "slice", "cheddar"),
        ("2 rashers bacon", 2, None, "slice", "bacon"),
        ("can of tuna", None, None, "can", "tuna"),
        ("a tin of tuna", 1, None, "can", "tuna"),
        ("salmon", None, None, None, "salmon"),
        ("2% milk", None, None, None, "2% milk"),
        ("1 cup 2% milk", 1, "cup", None, "2% milk"),
        ("7up", None, None, None, "7up"),
        ("naan bread", None, None, None, "naan bread"),
        ("150g 80/20 ground beef", 150, "g", None, "80/20 ground beef"),
        ("13327", None, None, None, "13327"),
        ("81g 13327", 81, "g", None, "13327"),
        ("2 13327", 2, None, None, "13327"),
        ("500mg spirulina", 500, "mg", None, "spirulina"),
        ("cup of milk", 1, "cup", None, "milk"),
        (".5 cup milk", 0.5, "cup", None, "milk"),
        ("2 and a half cups milk", 2.5, "cup", None, "milk"),
        ("one and a half cups milk", 1.5, "cup", None, "milk"),
        ("1-1/2 cups milk", 1.5, "cup", None, "milk"),
        ("2 dozen eggs", 24, None, None, "eggs"),
        ("a couple eggs", 2, None, None, "eggs"),
        ("2 x 100g salmon", 200, "g", None, "salmon"),
        ("salmon - 150g", 150, "g", None, "salmon"),
        ("13327 85g", 85, "g", None, "13327"),
        ("15209 0.5 fillet", 0.5, None, "fillet", "15209"),
        ("2 pizza slices", 2, None, "slice", "pizza"),
        ("three cheese pizza", None, None, None, "three cheese pizza"),
        ("nan bread", None, None, None, "nan bread"),
        ("infant formula", None, None, None, "infant formula"),
    ],
)
def test_an_item_is_read_as_people_write_it(
    text: str, amount: float | None, unit: str | None, measure: str | None, phrase: str
) -> None:
    request = parse_item(text)
    assert request.amount == (None if amount is None else pytest.approx(amount))
    assert (request.unit and request.unit.name) == unit
    assert (request.measure, request.phrase) == (measure, phrase)
    assert request.b12_ug is None


@pytest.mark.parametrize(
    ("text", "ug"),
    [
        ("1000ug B12 tablet", 1000),
        ("1000 µg B12", 1000),  # micro sign, U+00B5
        ("1000 μg B12", 1000),  # Greek mu, U+03BC
        ("1000 mcg B12", 1000),
        ("1mg B12", 1000),
        ("vitamin B-12 250ug", 250),
        ("B12 tablet 500 µg", 500),
        ("2 x 500ug b12 tablets", 1000),
        ("2 tablets of 500ug B12", 1000),
        ("half a 1000ug B12 tablet", 500),
        ("two 500ug tablets", 1000),
        ("b12 2 tablets 500ug", 1000),
        ("b12 3 x 500ug", 1500),
        ("500ug b12 x 2", 1000),
        ("1 tablet 1000mcg b12", 1000),
        ("b12 5000 mcg lozenge", 5000),
        ("2 B12 tablets 500ug", 1000),
        ("2 tablets b12 500 ug", 1000),
        ("1 mg methylcobalamin", 1000),
        ("2.5ug", 2.5),
        ("injection 1000ug", 1000),
    ],
)
def test_an_amount_in_micrograms_is_b12_itself(text: str, ug: float) -> None:
    assert parse_item(text).b12_ug == pytest.approx(ug)


@pytest.mark.parametrize(
    ("line", "phrases"),
    [
        ("150g salmon, 1 cup milk, 2 eggs", ["salmon", "milk", "eggs"]),
        ("1,5 cups milk,2 eggs", ["milk", "eggs"]),
        ("500ug b12,2 eggs", ["b12", "eggs"]),
        ("milk; eggs", ["milk", "eggs"]),
        ("milk, .5 cup yogurt", ["milk", "yogurt"]),
        ("85g 13327,100g 15209", ["13327", "15209"]),
        (" , eggs, ", ["eggs"]),
    ],
)
def test_commas_separate_items_but_decimal_commas_do_not(line: str, phrases: list[str]) -> None:
    assert [request.phrase for request in parse_items(line)] == phrases


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing to log"),
        (" , ", "nothing to log"),
        ("-5g salmon", "negative"),
        ("<5g salmon", 'without "<"'),
        ("salmon > 5g", 'without ">"'),
        ("milk < 1 cup", 'without "<"'),
        ("b12 tablet ≥1000ug", 'without "≥"'),
        ("salmon -5g", "negative"),
        ("0 eggs", "more than zero"),
        ("0g salmon", "more than zero"),
        ("0/2 cup milk", "more than zero"),
        ("nan g salmon", "invalid amount"),
        ("inf g salmon", "invalid amount"),
        ("1e9 g salmon", "10 kg"),
        ("1e400 g salmon", "invalid amount"),
        ("5000 eggs", "1000"),
        ("200 l milk", "10 litres"),
        ("200mg B12", "100,000 µg"),
        ("150g", "names no food"),
        ("1,000ug B12", "ambiguous"),
        ("1 can tuna 150g", "two amounts"),
        ("100g salmon 2 eggs", "two amounts"),
        ("2 eggs 3", "two amounts"),
        ("1 1 cups milk", "two amounts"),
        ("1//2 cup milk", "two amounts"),
        ("1.5.2 cups milk", "two amounts"),
        ("2 500ug tablets", "ambiguous"),
        (",5 cup milk", "ambiguous"),
        ("1.000 ug B12", "ambiguous"),
        ("egg 60", "60 what"),
        ("0.0000001g salmon", "so small"),
    ],
)
def test_an_invalid_amount_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        parse_items(text)
    assert "\n" not in str(error.value)


def test_other_vitamins_may_be_in_iu() -> None:
    """Of B12 they say nothing."""
    for text in ("1000 IU vitamin d", "vitamin E 400 i.u.", "2 eggs, 1000 IU vitamin d3"):
        refuse_iu(text)
    for text in ("2000 IU B12", "vit b 12 tablet (2,000 iu)", "2 eggs, 500IU cyanocobalamin"):
        with pytest.raises(InputError, match="not measured in IU"):
            refuse_iu(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(InputError):
        for request in parse_items(text):
            assert request.amount is None or (math.isfinite(request.amount) and request.amount > 0)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 3500).map(lambda n: n / 10),
            st.sampled_from([w for w, u in UNITS.items() if u.name in ("g", "oz", "ml")]),
            st.sampled_from(["salmon", "whole milk", "beef liver", "2% milk"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_written_items_are_read_back(items: list[tuple[float, str, str, bool]]) -> None:
    line = ", ".join(f"{a} {u} {f}" if first else f"{f} {a} {u}" for a, u, f, first in items)
    read = parse_items(line)
    assert [(r.unit, r.phrase) for r in read] == [(UNITS[u], f) for _, u, f, _ in items]
    assert [r.amount for r in read] == pytest.approx([a for a, *_ in items])
