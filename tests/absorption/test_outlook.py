"""The store over years, against the published observations that the module's docstring lists."""

import math
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.absorption import outlook
from tracker.absorption.curve import Estimate
from tracker.absorption.estimate import of_sitting, under
from tracker.absorption.injections import Injection
from tracker.absorption.outlook import (
    ATROPHIC_GASTRITIS,
    LOW,
    NORMAL,
    SIGNS,
    UNKNOWN,
    USUAL,
    WITHOUT_INTRINSIC_FACTOR,
    Loss,
    Outlook,
    Start,
    loss_under,
)
from tracker.foods.model import Origin, Serving
from tracker.people.conditions import known_conditions

CONDITIONS = known_conditions()
MONTHS_A_YEAR = 12
# By their numbers in the docstring.
_ROWS = dict(re.findall(r"^ {4,5}(\d+)  (.*?)(?=\n {4,5}\d+  |\n\n)", outlook.__doc__, re.M | re.S))


def _shown(number: int) -> str:
    """Return what the docstring shows as the model's figures of that observation."""
    return re.split(r" {3,}", _ROWS[str(number)])[-1]


def _loss(share: float) -> Loss:
    return Loss(share, share, share, "", "")


def _exactly(ug: float) -> Estimate:
    return Estimate(ug, ug, ug)


def _single(absorbed_ug: float, start_ug: float, share: float) -> Outlook:
    return Outlook(_exactly(absorbed_ug), _loss(share), Start(_exactly(start_ug), ""))


def _from_food(*names: str) -> Estimate:
    """What is absorbed of the median US intake, 5 µg in three meals."""
    how = under(CONDITIONS[name] for name in names)
    meal = of_sitting([Serving("beef", "natural", 1, "", None, 5 / 3, "meat")], how)
    return meal.times(3)


def _absorbed(ug: float, origin: Origin = "supplement", *names: str) -> Estimate:
    how = under(CONDITIONS[name] for name in names)
    return of_sitting([Serving("tablet", origin, 1, "", None, ug)], how)


def _listed(figures: Iterable[float], form: str = "{:.0f}", joint: str = " to ") -> str:
    return joint.join(form.format(figure) for figure in figures)


def test_1_the_arithmetic_of_the_iom() -> None:
    stores = (1000, 2000, 3000)
    years = [_single(0, store, 0.001).reaches(300).likely or 0 for store in stores]
    assert years == pytest.approx([3.30, 5.19, 6.30], abs=0.1)
    twice = [_single(0, store, 0.002).reaches(300).likely or 0 for store in stores]
    assert twice == pytest.approx([year / 2 for year in years])
    assert _shown(1) == "{:.2f}, {:.2f} and {:.2f} years".format(*years)


def test_2_the_half_time_of_a_tracer() -> None:
    tracer = _single(0, 1000, 0.001)
    days = (tracer.reaches(500).likely or 0) * outlook.DAYS_A_YEAR
    assert days == pytest.approx(690, abs=10)
    assert tracer.after(days).ug == pytest.approx(500)
    assert _shown(2) == f"{days:.0f} days"


def test_3_the_loss_at_a_given_store() -> None:
    losses = [store - _single(0, store, NORMAL.share).after(1).ug for store in (1100, 3900)]
    assert losses == pytest.approx([1.4, 5.1], abs=0.1)
    assert _shown(3) == "{:.1f} and {:.1f} µg".format(*losses)


def test_4_pernicious_anaemia_after_the_injections() -> None:
    start = Start(Estimate(2500, 2000, 5000), "")
    years = Outlook(_exactly(0.06), WITHOUT_INTRINSIC_FACTOR, start).reaches(SIGNS.ug)
    likely, earliest, latest = ((year or math.inf) * MONTHS_A_YEAR for year in years)
    assert 21 <= likely <= 123
    assert earliest <= 49.2 <= latest
    # The mean relapse is the latest of the range: the outlook runs early.
    assert latest == pytest.approx(64.5, abs=0.5)
    assert _shown(4) == f"{earliest:.0f} to {latest:.0f} months, {likely:.0f} from 2500"


def test_5_the_stomach_removed() -> None:
    years = _single(0.06, LOW.ug.ug, WITHOUT_INTRINSIC_FACTOR.high).reaches(SIGNS.ug).likely
    months = (years or math.inf) * MONTHS_A_YEAR
    assert months <= 24
    assert _shown(5) == f"{months:.0f} months"


def test_6_large_tablets_without_a_stomach() -> None:
    stores = [
        [month.ug for month in _single(absorbed, 1000, 0.002).months(2)] for absorbed in (5, 12)
    ]
    for store in stores:
        assert store == sorted(store)
        assert store[0] == 1000
    assert min(stores[0]) > 300
    ends = " and ".join(f"{store[-1]:.0f}" for store in stores)
    assert _shown(6) == f"1000 rises to {ends}"


def test_7_tablets_or_injections_for_120_days() -> None:
    by_mouth = _absorbed(2000, "supplement", "pernicious-anaemia").ug
    injected = Injection(1000, "cyanocobalamin").retained.times(9 / 120)
    stores = [_single(gain, 200, 0.002).after(120).ug for gain in (by_mouth, injected.ug)]
    assert min(stores) > 1000
    # As high as of the best retained injection.
    assert stores[0] >= _single(0.31 * 1000 * 9 / 120, 200, 0.002).after(120).ug
    assert _single(10, 200, 0.002).after(120).ug > 1000
    assert _shown(7) == _listed(stores, joint=" and ")


@pytest.mark.parametrize(
    ("number", "absorbed", "loss", "published"),
    [
        (8, 1.5, WITHOUT_INTRINSIC_FACTOR, (750, 1000)),
        (9, 1.0, NORMAL, (625, 1000)),
    ],
)
def test_8_and_9_what_keeps_people_well_settles_above_the_level_of_signs(
    number: int, absorbed: float, loss: Loss, published: tuple[float, float]
) -> None:
    kept = Outlook(_exactly(absorbed), loss, UNKNOWN)
    settles = (kept.settles.low_ug, kept.settles.high_ug)
    assert settles == pytest.approx(published)
    assert kept.reaches(SIGNS.ug) == (None, None, None)
    assert _shown(number) == f"settles at {_listed(settles)}"


def test_10_omeprazole_for_years() -> None:
    blocked = Outlook(_from_food("acid-blocker"))
    years = blocked.reaches(SIGNS.ug).likely
    assert years is None or years > 5
    assert _shown(10) == f"settles at {blocked.settles.ug:.0f}"


def test_11_metformin_for_years() -> None:
    before = Outlook(_from_food()).settles.ug
    after = _single(_from_food("metformin").ug, before, NORMAL.share).after(
        4.3 * outlook.DAYS_A_YEAR
    )
    fall = 1 - after.ug / before
    assert 0.10 <= fall <= 0.35
    assert _shown(11) == f"falls by {fall:.0%}".replace("%", " %")


def test_12_little_settles_and_does_not_run_out() -> None:
    settles = [Outlook(_exactly(absorbed)).settles.ug for absorbed in (0.2, 0.5)]
    for absorbed, level in zip((0.2, 0.5), settles, strict=True):
        after = Outlook(_exactly(absorbed)).after(50 * outlook.DAYS_A_YEAR)
        assert after.ug == pytest.approx(level, rel=0.01)
        assert level > 0
    assert _shown(12) == f"settles at {_listed(settles)}"


def test_13_nothing_for_five_years_need_not_show() -> None:
    years = Outlook(_exactly(0)).reaches(SIGNS.ug)
    assert years.latest is not None
    assert years.latest > 5
    assert _single(0, 3900, 0.001).reaches(300).likely == pytest.approx(7.0, abs=0.1)
    assert _shown(13) == f"300 after {_listed((years.earliest or 0, years.latest), '{:.1f}')} years"


def test_14_hydroxocobalamin_every_three_months() -> None:
    retained = Injection(1000, "hydroxocobalamin").retained.ug
    kept = _single(retained / (outlook.DAYS_A_YEAR / 4), 2500, WITHOUT_INTRINSIC_FACTOR.high)
    assert kept.settles.ug == pytest.approx(3998, rel=0.01)
    assert kept.reaches(SIGNS.ug).likely is None
    assert _shown(14) == f"settles at {round(kept.settles.ug, -2):.0f}"


def test_16_an_ordinary_diet_keeps_an_ordinary_store() -> None:
    usual = Outlook(_from_food())
    assert 1000 <= usual.settles.ug <= 2500
    assert usual.reaches(SIGNS.ug).likely is None
    assert _shown(16) == f"settles at {usual.settles.ug:.0f}"


def test_every_observation_stands_in_the_docstring() -> None:
    assert list(_ROWS) == [str(number) for number in range(1, 17)]


def test_the_parameters_are_the_published_ones() -> None:
    assert NORMAL[:3] == (0.0013, 0.0010, 0.0016)
    assert WITHOUT_INTRINSIC_FACTOR[:3] == (0.0018, 0.0015, 0.0020)
    assert ATROPHIC_GASTRITIS[:3] == (0.0015, 0.0010, 0.0020)
    assert UNKNOWN.ug == (2500, 1000, 4000)
    assert SIGNS[:3] == (300, 150, 600)
    for start in (UNKNOWN, USUAL, LOW):
        assert "IOM 1998" in start.source
    for source in (NORMAL.source, WITHOUT_INTRINSIC_FACTOR.source, SIGNS.source):
        assert re.search(r"\d{4}", source)


def test_the_loss_follows_the_strictest_condition() -> None:
    assert loss_under([]) is NORMAL
    assert loss_under([CONDITIONS["metformin"]]) is NORMAL
    both = [CONDITIONS["atrophic-gastritis"], CONDITIONS["pernicious-anaemia"]]
    assert loss_under(both[:1]) is ATROPHIC_GASTRITIS
    assert loss_under(both) is WITHOUT_INTRINSIC_FACTOR


_gains = st.floats(0, 100)
_starts = st.floats(1, 12_000)


@given(gain=_gains, start=_starts, days=st.floats(0, 20_000))
def test_the_closed_form_solves_the_equation(gain: float, start: float, days: float) -> None:
    store = _single(gain, start, 0.0013)
    slope = (store.after(days + 0.5).ug - store.after(days - 0.5).ug) / 1
    assert slope == pytest.approx(gain - 0.0013 * store.after(days).ug, abs=1e-4)


@given(gain=_gains, start=_starts, level=st.floats(1, 5000))
def test_the_store_is_at_the_level_when_it_reaches_it(
    gain: float, start: float, level: float
) -> None:
    store = _single(gain, start, 0.0013)
    years = store.reaches(level).likely
    if years is None:
        assert min(start, store.settles.ug) >= level * (1 - 1e-9)
    elif years:
        assert store.after(years * outlook.DAYS_A_YEAR).ug == pytest.approx(level)


@given(
    ends=st.tuples(_gains, _gains, _gains).map(sorted),
    start=st.tuples(_starts, _starts, _starts).map(sorted),
)
def test_the_ends_hold_every_combination(ends: list[float], start: list[float]) -> None:
    (low, likely, high), (least, middle, most) = ends, start
    band = Outlook(Estimate(likely, low, high), NORMAL, Start(Estimate(middle, least, most), ""))
    for month in band.months(10):
        least_ug, middle_ug, most_ug = month.low_ug, month.ug, month.high_ug
        assert least_ug <= middle_ug * (1 + 1e-9) <= most_ug * (1 + 1e-9) ** 2
    years = [math.inf if year is None else year for year in band.reaches(SIGNS.ug)]
    assert years[1] <= years[0] <= years[2]


def test_the_months_begin_at_the_start_and_end_with_the_years() -> None:
    months = Outlook(_exactly(1.0)).months(10)
    assert len(months) == 121
    assert months[0] == UNKNOWN.ug
    assert months[-1] == pytest.approx(Outlook(_exactly(1.0)).after(10 * 365.25))
