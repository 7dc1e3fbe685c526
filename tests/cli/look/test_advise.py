from tests.conftest import B12


def test_an_empty_diary_gets_foods_and_no_judgement(b12: B12) -> None:
    result = b12("advise")
    assert (result.code, result.err) == (0, "")
    assert "No food is logged in the last 28 days" in result.out
    assert "To close today's gap of 2.40 µg" in result.out
    assert "no medical advice" in result.out


def test_advice_is_about_four_weeks_and_keeps_to_the_diet(b12: B12) -> None:
    b12("person", "set", "--diet", "vegan")
    b12("log", "1 cup soy milk, 10g nori", "-d", "-27d")
    b12("log", "3 oz beef liver", "-d", "-28d")
    said = b12("advise", "--json").json
    assert (said["from"], said["to"], said["logged_days"]) == ("2026-10-26", "2026-11-22", 1)
    topics = {line["topic"] for line in said["advice"]}
    assert {"intake", "absorbed", "stores", "vegan", "unreliable", "clinician"} <= topics
    assert said["gap_today_ug"] == 2.4
    assert said["foods"]
    for food in said["foods"]:
        assert b12("food", "show", food["id"], "--json").json["diet"] == "vegan"
        assert food["b12_ug"] >= 2.4
        assert food["absorbed_low_ug"] < food["absorbed_ug"] < food["absorbed_high_ug"]
    assert all(line["source"] for line in said["advice"] if line["topic"] in ("vegan", "stores"))


def test_one_day_has_no_half(b12: B12) -> None:
    b12("log", "2 eggs")
    assert "You logged 1 of the last 28 days and ate 0.89 µg a day on it. Your" in b12("advise").out
    b12("log", "150g salmon", "-d", "yesterday")
    b12("log", "150g salmon", "-d", "-2d")
    assert " on them, on half of them no more than 4.58 µg. Your target" in b12("advise").out


def test_a_day_that_met_its_target_needs_no_food(b12: B12) -> None:
    b12("log", "150g salmon")
    assert "Today's intake reaches the target. Absorbed ≈ " in b12("advise").out


def test_a_gap_too_large_for_food_is_said(b12: B12) -> None:
    b12("person", "target", "1mg")
    assert "No food closes" in b12("advise").out


def test_a_condition_that_allows_no_estimate_leaves_no_figure(b12: B12) -> None:
    b12("person", "condition", "add", "gastric bypass", "--since", "2024")
    b12("log", "2 eggs")
    out = b12("advise").out
    assert "No foods are named" in out
    assert "≈" not in out
    assert "loss of bladder or bowel control" in out


def test_a_sum_that_is_the_target_but_for_rounding_leaves_no_gap(b12: B12) -> None:
    b12("person", "target", "0.8ug")
    b12("log", "0.7ug b12, 0.1ug b12")
    said = b12("advise", "--json").json
    assert (said["gap_today_ug"], said["foods"]) == (0, [])


def test_a_gap_with_unknown_foods_is_at_most_that(b12: B12) -> None:
    b12("log", "100g 27042")
    assert "today's gap of at most 2.40 µg" in b12("advise").out
    assert b12("advise", "--json").json["gap_today_is_at_most"] is True
