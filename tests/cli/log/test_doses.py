"""Doses of B12 in words: their form, their route, and what the reply says of them."""

from typing import Any

import pytest

from tests.conftest import B12


def _last(b12: B12) -> dict[str, Any]:
    item: dict[str, Any] = b12("today", "--json").json["items"][-1]
    return item


def _stays(b12: B12) -> float:
    figure: float = b12("today", "--json").json["retained_ug"]
    return figure


# --- forms


@pytest.mark.parametrize(
    "text",
    [
        "1mg hydroxocobalamin injection", "hydroxocobalamin injection", "hydroxocobalamin 1mg iv",
        "OH-cobalamin 1mg injection", "hydroxo jab", "cobalin-h 1mg", "Neo-Cytamen",
        "hydroxycobalamin injection", "OHcbl injection",
    ],
)  # fmt: skip
def test_of_hydroxocobalamin_most_stays(b12: B12, text: str) -> None:
    reply = b12("log", text)
    assert "injected 1000 µg (hydroxocobalamin), of which ≈ 730 µg (600–800) stays" in reply.out
    assert "assumed" not in reply.out
    assert _last(b12)["origin"] == "injection"


@pytest.mark.parametrize(
    "text", ["1000ug cyanocobalamin IM", "cyanocobalamin injection", "cyano shot", "1mg cytamen"]
)
def test_of_cyanocobalamin_little_stays(b12: B12, text: str) -> None:
    reply = b12("log", text)
    assert "injected 1000 µg (cyanocobalamin), of which ≈ 210 µg (147–315) stays" in reply.out
    assert "assumed" not in reply.out


def test_of_methylcobalamin_no_study_says_how_much_stays(b12: B12) -> None:
    for text in ("methylcobalamin injection", "methyl b12 injection", "1mg methylcobalamin sc"):
        reply = b12("log", text)
        assert "methylcobalamin, of which no study was found" in reply.out
    b12("undo")
    b12("undo")
    day = b12("today", "--json").json
    assert (day["retained_low_ug"], day["retained_high_ug"]) == pytest.approx((147, 800), rel=0.01)


@pytest.mark.parametrize(
    ("country", "form", "other"),
    [
        ("uk", "hydroxocobalamin", "cyanocobalamin"),
        ("nl", "hydroxocobalamin", "cyanocobalamin"),
        ("us", "cyanocobalamin", "hydroxocobalamin"),
        ("ca", "cyanocobalamin", "hydroxocobalamin"),
        ("br", "cyanocobalamin", "hydroxocobalamin"),
    ],
)
@pytest.mark.parametrize(
    "text", ["b12 injection", "injection", "b12 shot 1000mcg", "im b12 1mg", "got a b12 jab"]
)
def test_a_form_that_is_not_named_is_assumed_by_country_and_said(
    b12: B12, text: str, country: str, form: str, other: str
) -> None:
    b12("person", "set", "--country", country)
    reply = b12("log", text)
    assert f"injected 1000 µg ({form})" in reply.out
    assert "the form is assumed by your country" in reply.out
    assert f"log {other} injection" in reply.out
    assert form in _last(b12)["food"]


def test_the_name_that_was_typed_stays_in_the_item(b12: B12) -> None:
    b12("log", "1000ug b12 subcutaneous")
    item = _last(b12)
    assert item["food"] == "B12 subcutaneous (cyanocobalamin)"
    assert (item["amount"], item["measure"], item["b12_ug"]) == (1000, "µg", 1000)


def test_the_last_dose_is_repeated_in_its_form(b12: B12) -> None:
    b12("person", "set", "--country", "uk")
    b12("log", "500ug b12 jab", "-d", "yesterday")
    reply = b12("log", "b12 jab")
    assert "B12 jab (hydroxocobalamin)  500 µg" in reply.out
    assert _stays(b12) == pytest.approx(420)


def test_a_name_of_ones_own_assumes_nothing(b12: B12) -> None:
    b12("alias", "set", "my jab", "hydroxocobalamin-injection-1000")
    reply = b12("log", "my jab")
    assert "injected 1000 µg (hydroxocobalamin)" in reply.out
    assert "assumed" not in reply.out


def test_an_unknown_form_can_be_logged(b12: B12) -> None:
    reply = b12("log", "b12 injection of unknown form")
    assert "injected 1000 µg (form unknown), of which ≈ 210 µg (147–800) stays" in reply.out
    assert "assumed" not in reply.out


@pytest.mark.parametrize("text", ["1 mg hydroxocobalamin", "500ug hydroxo", "hydroxocobalamin"])
def test_hydroxocobalamin_alone_may_be_an_ampoule_or_a_tablet(b12: B12, text: str) -> None:
    refused = b12("log", text)
    assert (refused.code, refused.out) == (2, "")
    assert "hydroxocobalamin tablet" in refused.err
    assert "hydroxocobalamin injection" in refused.err
    assert b12("log", f"{text} tablet").code == 0
    assert _last(b12)["origin"] == "supplement"


@pytest.mark.parametrize("form", ["cyanocobalamin", "methylcobalamin"])
def test_a_form_alone_is_not_taken_for_an_injection(b12: B12, form: str) -> None:
    assert b12("log", form).code == 2
    b12("log", f"1000ug {form}")
    assert _last(b12)["origin"] == "supplement"


def test_every_screen_names_the_form(b12: B12) -> None:
    b12("log", "hydroxocobalamin injection")
    named = "1000 µg (hydroxocobalamin), of which ≈ 730 µg (600–800) stays"
    assert named in b12("today").out
    assert named in b12("week").out
    report = b12("report", "--last", "1w")
    assert "1 injection (22 Nov 2026; hydroxocobalamin), of which ≈ 730 µg" in report.out
    (injection,) = b12("report", "--last", "1w", "--json").json["injections"]
    assert injection == {"day": "2026-11-22", "b12_ug": 1000, "form": "hydroxocobalamin"}
    advice = b12("advise").out
    assert "1000 µg (hydroxocobalamin)" in advice
    assert "Glass 1961" in advice


# --- routes


@pytest.mark.parametrize(
    "text",
    [
        "sublingual b12 1000ug", "b12 lozenge 1000mcg", "b12 spray 1000mcg", "b12 drops 1000ug",
        "oral spray b12 1000mcg", "1000ug methylcobalamin sublingual",
    ],
)  # fmt: skip
def test_what_dissolves_under_the_tongue_counts_as_swallowed(b12: B12, text: str) -> None:
    reply = b12("log", text)
    assert reply.out.count("counted as swallowed") == 1
    assert "Sharabi 2003" in reply.out
    day = b12("today", "--json").json
    assert (day["intake_ug"], day["injected_ug"]) == (1000, 0)
    under_the_tongue = day["absorbed_ug"]
    b12("undo")
    b12("log", "1000ug b12 tablet")
    assert b12("today", "--json").json["absorbed_ug"] == under_the_tongue


@pytest.mark.parametrize(
    "text", ["b12 lozenge", "sublingual b12", "b12 spray", "b12 drops", "b12 oral spray"]
)
def test_a_strength_that_is_not_given_is_asked_for(b12: B12, text: str) -> None:
    refused = b12("log", text)
    assert refused.code == 2
    assert "sublingual B12 500 µg" in refused.err
    assert "sublingual B12 1000 µg" in refused.err
    assert "nasal" not in refused.err
    assert "patch" not in refused.err


@pytest.mark.parametrize(
    ("text", "food", "label"),
    [
        ("1000ug b12 patch", "B12 patch", "1000 µg"),
        ("vitamin b12 patch 1000mcg", "B12 patch", "1000 µg"),
        ("1000ug PatchMD B12 patch", "patchmd B12 patch", "1000 µg"),
        ("b12 patch", "B12 patch", "1 patch"),
        ("2 b12 patches", "B12 patch", "2 patches"),
    ],
)
def test_a_patch_is_logged_and_not_counted(b12: B12, text: str, food: str, label: str) -> None:
    reply = b12("log", text)
    assert f"{food}  {label}    0 µg" in reply.out
    assert "not counted, since no study that b12 could read shows how much passes the skin" in (
        reply.out
    )
    assert _last(b12)["b12_ug"] == 0


@pytest.mark.parametrize(
    "text", ["500ug nasal b12 spray", "nasal b12", "b12 nasal spray", "500ug nascobal", "Nascobal"]
)
def test_what_the_nose_absorbs_is_unknown(b12: B12, text: str) -> None:
    b12("log", "1 cup milk")
    reply = b12("log", text)
    assert "no figure for how much the nose absorbs" in reply.out
    assert "Today: ≥ 1.10 µg" in reply.out
    assert _last(b12)["b12_ug"] is None


def test_a_patch_or_a_spray_stays_one_in_another_amount_and_again(b12: B12) -> None:
    b12("log", "1000ug b12 patch, 500ug nasal b12 spray", "-d", "yesterday")
    for number, ug in (("1", 0), ("2", None)):
        b12("edit", number, "--amount", "750ug")
        item = b12("today", "-d", "yesterday", "--json").json["items"][int(number) - 1]
        assert (item["amount"], item["b12_ug"]) == (750, ug)
    b12("log", "b12 patch, nasal b12 spray")
    items = b12("today", "--json").json["items"]
    assert [(item["amount"], item["b12_ug"]) for item in items] == [(750, 0), (750, None)]


@pytest.mark.parametrize("text", ["sour patch kids", "2ug cabbage", "ginger shot", "lemon drops"])
def test_foods_with_such_words_are_foods(b12: B12, text: str) -> None:
    reply = b12("log", text, "--keep-unknown")
    assert not [word for word in ("not counted", "swallowed", "nose") if word in reply.out]
    assert b12("today", "--json").json["injected_ug"] == 0


def test_a_food_shows_where_its_treatment_comes_from(b12: B12) -> None:
    for name, source in (
        ("hydroxocobalamin injection", "Glass 1961"),
        ("cyanocobalamin injection", "Carmel 2008"),
        ("b12 patch", "no study"),
        ("nasal b12", "no figure"),
        ("b12-sublingual-1000", "Sharabi 2003"),
    ):
        assert source in b12("food", "show", name).out
