from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.health.laboratory import BOUNDS, TESTS, Bound, LabValue, most, parse_value

DAY = date(2026, 10, 2)


@pytest.mark.parametrize(
    ("text", "test", "label"),
    [
        ("b12 310 pg/mL", "b12", "310 pg/mL"),
        ("b12 310pg/mL", "b12", "310 pg/mL"),
        ("B12: 310 NG/L", "b12", "310 ng/L"),
        ("vitamin b 12 229 pmol / l", "b12", "229 pmol/L"),
        ("total-B12 229 pmol/L", "b12", "229 pmol/L"),
        ("b12 (total) 229 pmol/L", "b12", "229 pmol/L"),
        ("active-b12 60 pmol/L", "active-b12", "60 pmol/L"),
        ("holoTC 60pmol/l", "active-b12", "60 pmol/L"),
        ("Holotranscobalamin 60 pmol/l", "active-b12", "60 pmol/L"),
        ("MMA 0,27 µmol/L", "mma", "0.27 µmol/L"),
        ("mma .27 μmol/L", "mma", "0.27 µmol/L"),
        ("methylmalonic acid 270 nmol/l", "mma", "270 nmol/L"),
        ("homocysteine 11.2 umol/L", "homocysteine", "11.2 µmol/L"),
        ("Hcy 11.2 µMOL/L", "homocysteine", "11.2 µmol/L"),
        ("b12 <150 pg/mL", "b12", "< 150 pg/mL"),
        ("b12 < 150 pg/mL", "b12", "< 150 pg/mL"),
        ("b12<150pg/mL", "b12", "< 150 pg/mL"),
        ("B12: ＜ 150 pg/mL", "b12", "< 150 pg/mL"),
        ("b12 > 2000 pg/mL", "b12", "> 2000 pg/mL"),
        ("b12 (total)>=1476 pmol/L", "b12", "≥ 1476 pmol/L"),
        ("active-b12 =<5 pmol/L", "active-b12", "≤ 5 pmol/L"),
        ("vitamin b 12 Under 150 pg/mL", "b12", "< 150 pg/mL"),
        ("mma less than 0.1 µmol/L", "mma", "< 0.1 µmol/L"),
        ("b12 over 2000 pg/mL", "b12", "> 2000 pg/mL"),
        ("b12 at least 2000 pg/mL", "b12", "≥ 2000 pg/mL"),
    ],
)
def test_a_test_a_figure_and_its_unit(text: str, test: str, label: str) -> None:
    value = parse_value(text, DAY)
    assert (value.test.name, value.label) == (test, label)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("b12 310", "unit is missing; use pg/mL, ng/L or pmol/L"),
        ("b12 310 nmol/L", "use pg/mL, ng/L or pmol/L"),
        ("b12 310 320 pg/mL", 'unknown unit "320 pg/mL"'),
        ("active-b12 60 pg/mL", "use pmol/L"),
        ("mma 270 pmol/L", "use nmol/L or µmol/L"),
        ("homocysteine 11 mg/L", "use µmol/L"),
        ("b12", "the value is missing; write it as 310 pg/mL"),
        ("b12 pg/mL", "invalid value"),
        ("b12 nan pg/mL", "invalid value"),
        ("b12 ~ 150 pg/mL", 'invalid value "~ 150 pg/mL"'),
        ("b12 ± 150 pg/mL", "invalid value"),
        ("b12 - 150 pg/mL", "invalid value"),
        ("b12~ 150 pg/mL", "unknown test"),
        ("b12 (<) 150 pg/mL", "invalid value"),
        ("b12 <> 150 pg/mL", "invalid value"),
        ("b12 < pg/mL", "invalid value"),
        ("b12 < -150 pg/mL", "negative"),
        ("b12 150< pg/mL", "unknown unit"),
        ("< b12 150 pg/mL", "unknown test"),
        ("b12 0 pg/mL", "from 0.001 to 100000 pg/mL"),
        ("b12 100001 pg/mL", "from 0.001 to 100000 pg/mL"),
        ("b12 " + "9" * 400 + " pg/mL", "from 0.001 to 100000"),
        ("b12 -5 pg/mL", "negative"),
        ("b12 1,200 pg/mL", "two ways"),
        ("b12 1.2.3 pg/mL", "invalid number"),
        ("folate 5 ng/L", 'unknown test "folate 5 ng/L": use b12, active-b12, mma or homocysteine'),
        ("310 pg/mL", "unknown test"),
        ("", "nothing to log"),
    ],
)
def test_an_invalid_value_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_value(text, DAY)


@given(
    st.text()
    | st.from_regex(r"(b12|mma|hcy|holo tc) ?[<>=≤≥]{0,2} ?[-+.,0-9e²٣]{0,9} ?(pg/mL|µmol/L)?",
                    fullmatch=True)
)  # fmt: skip
def test_whatever_is_typed_is_refused_or_a_value(text: str) -> None:
    try:
        value = parse_value(text, DAY)
    except InputError:
        return
    assert 0.001 <= value.value <= 100_000
    assert value.unit in value.test.units


@given(
    st.sampled_from([(test, unit) for test in TESTS.values() for unit in test.units]),
    st.integers(10, 1_000_000_000),
    st.sampled_from([None, *BOUNDS]),
)
def test_what_is_shown_can_be_typed(
    which: tuple[object, object], ten_thousandths: int, bound: Bound | None
) -> None:
    test, unit = which
    figure = min(ten_thousandths / 10_000, int(0.5 * most(test, unit)))  # type: ignore[arg-type]
    value = LabValue(DAY, test, figure, unit, bound)  # type: ignore[arg-type]
    assert parse_value(f"{value.test.name} {value.label}", DAY) == value


@pytest.mark.parametrize(
    ("text", "converted"),
    [
        # NICE NG239 gives both.
        ("b12 180 ng/L", "133 pmol/L"),
        ("b12 350 pg/mL", "258 pmol/L"),
        ("b12 1 ng/L", "0.738 pmol/L"),
        ("b12 148 pmol/L", "201 pg/mL"),
        ("mma 270 nmol/L", "0.27 µmol/L"),
        ("mma 0.4 µmol/L", "400 nmol/L"),
        ("active-b12 60 pmol/L", ""),
        ("homocysteine 11 µmol/L", ""),
        ("b12 < 180 ng/L", "< 133 pmol/L"),
        ("b12 > 148 pmol/L", "> 201 pg/mL"),
    ],
)
def test_the_same_in_the_other_unit(text: str, converted: str) -> None:
    assert parse_value(text, DAY).converted == converted


def test_one_picogram_a_millilitre_is_a_nanogram_a_litre_and_0_7378_picomoles() -> None:
    value = parse_value("b12 1 pg/mL", DAY)
    assert value.in_unit("ng/L") == pytest.approx(1)
    assert value.in_unit("pmol/L") == pytest.approx(0.7378, abs=5e-5)
    assert value.in_unit("µmol/L") is None


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("b12 179.9 ng/L", "deficiency likely"),
        ("b12 180 ng/L", "indeterminate"),
        ("b12 350 pg/mL", "indeterminate"),
        ("b12 350.1 pg/mL", "deficiency unlikely"),
        ("b12 132.9 pmol/L", "deficiency likely"),
        ("b12 133 pmol/L", "indeterminate"),
        ("b12 258 pmol/L", "indeterminate"),
        ("b12 258.1 pmol/L", "deficiency unlikely"),
        ("active-b12 24.9 pmol/L", "deficiency likely"),
        ("active-b12 25 pmol/L", "indeterminate"),
        ("active-b12 70 pmol/L", "indeterminate"),
        ("active-b12 70.1 pmol/L", "deficiency unlikely"),
        ("mma 5000 nmol/L", None),
        ("homocysteine 50 µmol/L", None),
        ("mma < 100 nmol/L", None),
        ("b12 < 150 pg/mL", "deficiency likely"),
        ("b12 < 180 ng/L", "deficiency likely"),
        ("b12 ≤ 180 ng/L", "deficiency likely or indeterminate"),
        ("b12 < 350 pg/mL", "deficiency likely or indeterminate"),
        ("b12 ≥ 180 ng/L", "indeterminate or deficiency unlikely"),
        ("b12 ≥ 350 ng/L", "indeterminate or deficiency unlikely"),
        ("b12 > 350 ng/L", "deficiency unlikely"),
        ("b12 > 100 pmol/L", "deficiency likely or indeterminate or deficiency unlikely"),
    ],
)
def test_the_edges_of_nices_bands(text: str, band: str | None) -> None:
    assert parse_value(text, DAY).band == band
