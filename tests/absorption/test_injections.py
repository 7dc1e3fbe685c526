"""What stays of an injection, against the published means: Glass 1961, Carmel 2008, ..."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.absorption.injections import CYANOCOBALAMIN, HYDROXOCOBALAMIN, Injection
from tracker.foods.doses import Form

FORMS: tuple[Form | None, ...] = ("hydroxocobalamin", "cyanocobalamin", "methylcobalamin", None)

# Of so many µg so many stayed: Glass 1961 (72 h), Scand J Haematol 1964 (24 h), Carmel 2008.
PUBLISHED: list[tuple[Form, float, float]] = [
    ("hydroxocobalamin", 500, 420),
    ("hydroxocobalamin", 1000, 730),
    ("hydroxocobalamin", 1000, 750),
    ("cyanocobalamin", 10, 9.7),
    ("cyanocobalamin", 100, 55),
    ("cyanocobalamin", 500, 200),
    ("cyanocobalamin", 1000, 150),
    ("cyanocobalamin", 1000, 200),
    ("cyanocobalamin", 1000, 310),
]


@pytest.mark.parametrize(("form", "dose", "stayed"), PUBLISHED)
def test_every_published_mean_is_within_the_range(form: Form, dose: float, stayed: float) -> None:
    estimate = Injection(dose, form).retained
    assert estimate.low_ug < stayed < estimate.high_ug


def test_the_points_that_the_estimate_names_are_the_published_ones() -> None:
    named = [
        (form, point.dose_ug, point.retained_ug)
        for form, points in (
            ("hydroxocobalamin", HYDROXOCOBALAMIN),
            ("cyanocobalamin", CYANOCOBALAMIN),
        )
        for point in points
    ]
    assert named == PUBLISHED


def test_of_hydroxocobalamin_three_quarters_stay_and_of_cyanocobalamin_a_fifth() -> None:
    hydroxo, cyano = (Injection(1000, form).retained for form in FORMS[:2])
    assert hydroxo == pytest.approx((730, 600, 800))
    assert 150 < cyano.ug < 310
    assert hydroxo.low_ug > cyano.high_ug


@pytest.mark.parametrize(("dose", "stays"), [(10, 9.7), (100, 55), (500, 200), (1, 0.97)])
def test_a_dose_with_one_study_is_estimated_as_it_found(dose: float, stays: float) -> None:
    assert Injection(dose, "cyanocobalamin").retained.ug == pytest.approx(stays)


@pytest.mark.parametrize("form", ["methylcobalamin", None])
@given(ug=st.floats(0.01, 1e5))
def test_what_is_not_known_reaches_from_one_form_to_the_other(form: Form | None, ug: float) -> None:
    hydroxo, cyano = (Injection(ug, known).retained for known in FORMS[:2])
    estimate = Injection(ug, form).retained
    assert (estimate.ug, estimate.low_ug) == (cyano.ug, cyano.low_ug)
    assert estimate.high_ug == max(hydroxo.high_ug, cyano.high_ug)


@pytest.mark.parametrize("form", FORMS)
@given(a=st.floats(0, 1e5), b=st.floats(0, 1e5))
def test_never_more_stays_than_was_injected_and_more_leaves_no_less(
    form: Form | None, a: float, b: float
) -> None:
    less, more = (Injection(ug, form).retained for ug in sorted((a, b)))
    assert 0 <= more.low_ug <= more.ug <= more.high_ug <= max(a, b)
    assert less.ug <= more.ug * (1 + 1e-9)


@given(st.floats(0.01, 1e5))
def test_no_less_stays_of_hydroxocobalamin_than_of_cyanocobalamin(ug: float) -> None:
    hydroxo, cyano = (Injection(ug, form).retained for form in FORMS[:2])
    assert hydroxo.ug >= cyano.ug * (1 - 1e-9)


def test_more_than_was_studied_keeps_the_figure_and_widens_the_range() -> None:
    studied, larger = (Injection(ug, "hydroxocobalamin").retained for ug in (1000, 5000))
    assert (larger.ug, larger.low_ug) == (studied.ug, studied.low_ug)
    assert larger.high_ug == pytest.approx(5 * studied.high_ug)


def test_every_estimate_names_its_studies_and_its_form() -> None:
    assert "Glass 1961" in Injection(1000, "hydroxocobalamin").source
    assert "Carmel 2008" in Injection(1000, "cyanocobalamin").source
    assert Injection(1000).form_in_words == "form unknown"
    assert "no study" in Injection(1000, "methylcobalamin").form_in_words
