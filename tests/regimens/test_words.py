"""A regimen in words is understood, or refused in one line; its label means the same again."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.regimens.words import read

SINCE = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2000ug tablet weekly", "2000 µg tablet weekly"),
        ("weekly 2000 µg b12 tablet", "2000 µg tablet weekly"),
        ("2000 mcg once a week", "2000 µg tablet weekly"),
        ("2 x 1000ug tablets every week", "2000 µg tablet weekly"),
        ("50ug daily with food", "50 µg tablet daily with food"),
        ("50 µg a day with breakfast", "50 µg tablet daily with food"),
        ("1000 mcg b12 every 2 weeks", "1000 µg tablet every 2 weeks"),
        ("1000ug fortnightly", "1000 µg tablet every 2 weeks"),
        ("1000ug lozenge every other day", "1000 µg under the tongue every 2 days"),
        ("1000ug on alternate days", "1000 µg tablet every 2 days"),
        (
            "1mg hydroxocobalamin injection every 3 months",
            "1000 µg hydroxocobalamin injection every 3 months",
        ),
        ("hydroxo 1 mg every 12 weeks", "1000 µg hydroxocobalamin injection every 12 weeks"),
        ("1 mg b12 i.m. every two months", "1000 µg injection every 2 months"),
        ("cyanocobalamin 1 mg monthly", "1000 µg cyanocobalamin injection monthly"),
        ("1mg quarterly", "1000 µg injection every 3 months"),
        # The usual ampoule, as b12 log takes it.
        ("jab quarterly", "1000 µg injection every 3 months"),
        ("Cobalin-H every 12 weeks", "1000 µg hydroxocobalamin injection every 12 weeks"),
        ("2000ug every sunday", "2000 µg tablet weekly"),
        ("500ug weekly on mondays", "500 µg tablet weekly"),
        ("1000ug alternate days", "1000 µg tablet every 2 days"),
        ("2000ug 1x weekly", "2000 µg tablet weekly"),
        ("50ug/day", "50 µg tablet daily"),
        ("50ug every morning", "50 µg tablet daily"),
        ("10ug b12 with breakfast", "10 µg tablet daily with food"),
        ("1mg tablet every 3 months", "1000 µg tablet every 3 months"),
        ("1mg methylcobalamin daily", "1000 µg methylcobalamin tablet daily"),
    ],
)
def test_a_regimen_is_understood(text: str, label: str) -> None:
    assert read(text, SINCE).label == label


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2000ug tablet", "say how often"),
        ("tablet weekly", "in µg or mg"),
        ("50g salmon daily", "in µg or mg"),
        ("500ug twice a day", "in a day together: 1000ug daily"),
        ("10ug 3 x daily", "30ug daily"),
        ("1mg 3 times a week", "how far apart: every 2 or 3 days"),
        ("1mg 2x/week", "every 3 or 4 days"),
        ("500ug mon wed fri", "every 2 or 3 days"),
        ("1mg injection 4 times a year", "every 3 months"),
        ("1mg injection 12 times a year", "how far apart: monthly"),
        ("2mg twice monthly", "every 15 or 16 days"),
        ("1mg injection every 8 to 12 weeks", "every 12 weeks is the latest"),
        ("2 injections monthly", "in µg or mg"),
        ("1000ug daily weekly", "twice how often"),
        ("1000ug every 0 days", "looks like a typo"),
        ("1000ug every 400 days", "looks like a typo"),
        ("veg1 25ug daily", 'leave "veg1" out'),
        ("1000ug nasal weekly", "nasal"),
        ("1000ug patch weekly", "patch"),
        ("hydroxocobalamin 1mg daily", "a tablet or an injection"),
        ("0ug daily", "more than zero"),
        ("1000ug 500ug daily", "two amounts"),
        ("1,000ug daily", "ambiguous"),
        ("", "say how often"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as refusal:
        read(text, SINCE)
    assert "\n" not in str(refusal.value)


_AMOUNTS = st.floats(0.001, 100_000).map(lambda ug: f"{ug:.5g}ug") | st.sampled_from(
    ["1mg", "1 mg", "2 x 500ug", "½ mg", "2,5ug", "2000 µg", "1000mcg", "-5ug", "1e9ug"]
)
_WORDS = st.sampled_from(
    "b12 tablet injection hydroxo cyanocobalamin methylcobalamin lozenge under the tongue daily "
    "weekly monthly every 2 3 12 other days weeks months a week with food a meal patch egg of "
    "-".split()
)


@given(st.lists(_AMOUNTS | _WORDS, max_size=9).map(" ".join) | st.text(max_size=60))
@example("0.0014999ug daily")
@example("99999.99999ug daily")
def test_whatever_is_read_means_the_same_by_its_label(text: str) -> None:
    refusal = ""
    try:
        regimen = read(text, SINCE)
    except InputError as error:
        refusal = str(error)
    assert "\n" not in refusal
    if not refusal:
        assert read(regimen.label, SINCE) == regimen
        assert 0 < regimen.amount_ug <= 100_000
