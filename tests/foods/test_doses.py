"""Which form of B12 the words of a dose name, and by which route it enters the body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.foods.amounts import parse_item
from tracker.foods.doses import (
    Form,
    Route,
    form_of,
    names_b12,
    names_dose,
    names_injection,
    route_of,
)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("hydroxocobalamin injection", "hydroxocobalamin"),
        ("Hydroxocobalamin Injection, USP", "hydroxocobalamin"),
        ("hydroxycobalamin 1mg", "hydroxocobalamin"),
        ("OH-cobalamin i.m.", "hydroxocobalamin"),
        ("hydroxo jab", "hydroxocobalamin"),
        ("Cobalin-H", "hydroxocobalamin"),
        # Neo-Cytamen is hydroxocobalamin, and Cytamen is not.
        ("neo-cytamen", "hydroxocobalamin"),
        ("Neo Cytamen 1mg", "hydroxocobalamin"),
        ("cytamen", "cyanocobalamin"),
        ("B12 shot (cyanocobalamin)", "cyanocobalamin"),
        ("cyano injection", "cyanocobalamin"),
        ("methylcobalamin sublingual", "methylcobalamin"),
        ("methyl B12", "methylcobalamin"),
        ("B12 injection 1000 µg", None),
        ("vitamin b12 tablet", None),
        ("adenosylcobalamin", None),
        # Two forms are no form.
        ("methylcobalamin and hydroxocobalamin drops", None),
        ("hydroxycarbamide", None),
    ],
)
def test_the_form_is_the_one_that_the_words_name(name: str, form: Form | None) -> None:
    assert form_of(name) == form


@pytest.mark.parametrize(
    ("name", "route"),
    [
        ("b12 injection", "injection"),
        ("b12 im", "injection"),
        ("b12 i.m.", "injection"),
        ("hydroxocobalamin iv", "injection"),
        ("b12 sc", "injection"),
        ("b12 subcutaneous", "injection"),
        ("b12 shot", "injection"),
        ("jab", "injection"),
        ("pascoe depot injection", "injection"),
        ("cobalin-h", "injection"),
        ("b12 lozenge", "sublingual"),
        ("sublingual b12 tablet", "sublingual"),
        ("b12 spray", "sublingual"),
        ("b12 oral spray", "sublingual"),
        ("b12 drops under the tongue", "sublingual"),
        ("nasal b12 spray", "nasal"),
        ("b12 nose spray", "nasal"),
        ("nascobal", "nasal"),
        ("b12 patch", "patch"),
        ("transdermal b12", "patch"),
        ("patchmd b12 patches", "patch"),
        ("b12 tablet", "mouth"),
        ("b12", None),
        ("hydroxocobalamin", None),
        # Words of foods, too.
        ("espresso shot", None),
        ("im eating salmon", None),
        ("ginger shot", None),
    ],
)
def test_the_route_is_the_one_that_the_words_name(name: str, route: Route | None) -> None:
    assert route_of(name) == route


def test_an_injection_is_distinguished_from_a_tablet() -> None:
    assert names_injection(parse_item("B12 injection 1000ug").phrase)
    assert not names_injection(parse_item("1000ug B12 tablet").phrase)
    assert not names_injection(parse_item("2ug espresso shot").phrase)


@pytest.mark.parametrize("phrase", ["cabbage patch soup", "nicotine patch", "flu jab", "iv drip"])
def test_what_names_another_thing_is_no_dose_of_b12(phrase: str) -> None:
    assert not names_b12(phrase)
    assert not names_dose(phrase)


@pytest.mark.parametrize(
    ("text", "ug"),
    [
        ("1mg hydroxocobalamin injection", 1000),
        ("1 mg OH-cobalamin i.m.", 1000),
        ("cobalin-h 1mg", 1000),
        ("im b12 1mg", 1000),
        ("1.5 mg methylcobalamin subcut", 1500),
    ],
)
def test_milligrams_of_b12_are_a_dose(text: str, ug: float) -> None:
    assert parse_item(text).b12_ug == pytest.approx(ug)


def test_milligrams_of_another_patch_are_its_weight() -> None:
    assert parse_item("21 mg nicotine patch").b12_ug is None


@given(st.text(max_size=60))
def test_any_words_have_a_route_and_a_form_or_none(name: str) -> None:
    form_of(name)
    assert route_of(name) in ("injection", "mouth", "sublingual", "nasal", "patch", None)
