"""Figures as tables write them; what isn't known is unknown, and never zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.foods.entry import UnusableError
from tracker.exchange.foods.tables.headers import is_about_b12, per_in, unit_in
from tracker.exchange.foods.tables.marks import Marks, UnexplainedError


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("0.3", (0.3, None, None)),
        ("0,3", (0.3, None, None)),
        ("1.234,5", (1234.5, None, None)),
        ("1,234.5", (1234.5, None, None)),
        ("1 234,5", (1234.5, None, None)),
        ("0.3*", (0.3, None, None)),
        ("0.3¹", (0.3, None, None)),
        ("0.3 a)", (0.3, None, None)),
        ("0.3 µg", (0.3, None, None)),
        ("300 ng", (0.3, None, None)),
        ("0", (0.0, None, None)),
        ("(0.3)", (0.3, "estimate", None)),
        ("[0,2]", (0.2, "estimate", None)),
        ("~0.3", (0.3, "estimate", None)),
        ("ca. 0.3", (0.3, "estimate", None)),
        ("Tr", (0.0, "trace", None)),
        ("tr*", (0.0, "trace", None)),
        ("(Tr)", (0.0, "trace", None)),
        ("ίχνος", (0.0, "trace", None)),
        ("следы", (0.0, "trace", None)),
        ("<0.05", (0.0, "below", 0.05)),
        ("≤ 0,05", (0.0, "below", 0.05)),
        ("< LOD", (0.0, "below", None)),
        ("<LOD or <LOQ", (0.0, "below", None)),
        ("", (None, None, None)),
        ("N", (None, None, None)),
        ("-", (None, None, None)),
        ("..", (None, None, None)),
        ("*", (None, None, None)),
        ("n/a", (None, None, None)),
    ],
)
def test_a_figure(cell: str, figure: tuple[float | None, str | None, float | None]) -> None:
    assert tuple(Marks().read(cell)) == figure


@pytest.mark.parametrize("cell", ["qz", "0.1-0.3", "> 5", "-1", "<b>bold text</b>", "1 2 3 x y"])
def test_what_is_no_figure(cell: str) -> None:
    with pytest.raises(UnusableError):
        Marks().read(cell)


def test_the_decimal_mark_of_a_table() -> None:
    assert Marks(decimal=".").read("1,250").b12_ug == 1250
    assert Marks(decimal=",").read("1.250,5").b12_ug == 1250.5


def test_the_marks_of_a_table_go_before_those_of_all() -> None:
    marks = Marks(trace=["x"], unknown=["tr"])
    assert (marks.read("X").mark, marks.read("Tr").b12_ug) == ("trace", None)


@given(st.text(max_size=12))
def test_any_text_is_a_figure_unknown_or_refused(text: str) -> None:
    try:
        figure = Marks().read(text)
    except UnusableError:
        return
    assert figure.b12_ug is None or figure.b12_ug >= 0


@pytest.mark.parametrize(
    ("header", "about", "unit", "per"),
    [
        ("Vitamin B12 (µg)", True, "ug", None),
        ("VITB12mcg", True, "ug", None),
        ("Βιταμίνη Β12 (μg)", True, "ug", None),
        ("Витамин В12, мкг", True, "ug", None),
        ("B₁₂ (㎍)", True, "ug", None),
        ("Vit. B12¹ (mcg)", True, "ug", None),
        ("Vit. B-12 per 100 g", True, "", (100, False)),
        ("Vitamin B12 (mg/kg)", True, "mg", (1000, False)),
        ("B12 µg/100 ml", True, "ug", (100, True)),
        ("B12 [g/100 g]", True, "g", (100, False)),
        ("Cobalamina (ng)", True, "ng", None),
        ("วิตามินบี 12 (ไมโครกรัม)", True, "ug", None),
        ("فيتامين ب١٢", True, "", None),
        ("Vitamin B1 (mg)", False, "mg", None),
        ("B120", False, "", None),
        ("AB12", False, "", None),
        ("Folic acid (ug)", False, "ug", None),
    ],
)
def test_what_a_header_says(
    header: str, about: bool, unit: str, per: tuple[float, bool] | None
) -> None:
    assert (is_about_b12(header), unit_in(header), per_in(header)) == (about, unit, per)


@pytest.mark.parametrize(
    "text", ["0.3 1", "5 2", "1" + "(1)" * 2000, "1" + "mg" * 20_000, "9" * 99]
)
def test_what_is_not_surely_a_figure_is_none(text: str) -> None:
    with pytest.raises(UnexplainedError):
        Marks().read(text)


@pytest.mark.parametrize(("decimal", "text"), [(".", "0,3"), (",", "0.3"), (".", "1,25")])
def test_the_mark_of_thousands_stands_before_three_digits(decimal: str, text: str) -> None:
    with pytest.raises(UnexplainedError):
        Marks(decimal=decimal).read(text)
