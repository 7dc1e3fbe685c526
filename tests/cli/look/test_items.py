"""`b12 items`, `b12 find`, and +TAG wherever a command shows a part of the diary."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import B12


@pytest.fixture
def eaten(b12: B12) -> B12:
    """A Sunday's breakfast at home, dinners in restaurants before, and liver in another year."""
    for line in (
        "85g 13327 -d 2025-03-03 -t 19:00 -m dinner",
        "150g salmon, 1 cup milk -d fri -t 19:00 -m Dinner +restaurant +travel",
        "85g 13327 -d sat -t 19:00 -m dinner +restaurant",
        "2 eggs, flumbles --keep-unknown -t 8:00 -m breakfast +home",
        "1000ug B12 injection -d thu",
    ):
        assert b12("log", *line.split()).code == 0
    b12("note", "1", "from the market")
    b12("note", "m2", "with Anna")
    return b12


_FRIDAY_ON = ["salmon", "whole milk", "beef liver", "egg", "flumbles"]


def _foods(b12: B12, *words: str) -> list[str]:
    return [item["food"] for item in b12("items", *words, "--json").json]


@pytest.mark.parametrize(
    ("words", "foods"),
    [
        ("", ["B12 injection (cyanocobalamin)", *_FRIDAY_ON]),
        ("--last 2d", ["beef liver", "egg", "flumbles"]),
        ("--from fri --to sat", ["salmon", "whole milk", "beef liver"]),
        ("--year 2025", ["beef liver"]),
        ("--food livers --last 3y", ["beef liver", "beef liver"]),
        ("--meal dinner", ["salmon", "whole milk", "beef liver"]),
        ("--origin injection", ["B12 injection (cyanocobalamin)"]),
        ("--unknown", ["flumbles"]),
        ("--note anna", ["salmon", "whole milk"]),
        ("--note market --last 3y", ["beef liver"]),
        ("+restaurant", ["salmon", "whole milk", "beef liver"]),
        ("+restaurant +travel", ["salmon", "whole milk"]),
        ("+restaurant --food liver", ["beef liver"]),
        ("+home +travel", []),
    ],
)
def test_items_are_those_that_have_all_that_is_asked_for(
    eaten: B12, words: str, foods: list[str]
) -> None:
    shown = _foods(eaten, *words.split())
    assert sorted(shown) == sorted(foods)


def test_a_line_has_the_id_day_time_meal_amount_tags_and_notes(eaten: B12) -> None:
    lines = eaten("items", "--from", "fri").out.splitlines()
    assert lines[0] == "Fri 20 – Sun 22 Nov 2026"
    salmon = next(line for line in lines if "salmon" in line)
    assert salmon.split(maxsplit=1)[0] == "2"
    for said in ("Fri 20 Nov 2026", "19:00", "Dinner", "150 g", "4.58 µg", "+restaurant +travel",
                 '"with Anna"'):  # fmt: skip
        assert said in salmon
    assert lines[-1].startswith("5 items on 3 days, ≥ ")
    assert lines[-1].endswith("; the B12 of 1 is unknown, in all or in part")


def test_csv_and_json_have_the_same_keys(eaten: B12) -> None:
    rows = list(csv.DictReader(StringIO(eaten("items", "+travel", "--csv").out)))
    items = eaten("items", "+travel", "--json").json
    assert set(rows[0]) == set(items[0])
    first = items[0]
    assert (first["id"], first["day"], first["meal_id"]) == (2, "2026-11-20", "m2")
    assert (first["tags"], first["note"], first["meal_note"]) == (
        ["restaurant", "travel"], None, "with Anna",
    )  # fmt: skip
    assert (rows[0]["tags"], rows[0]["meal"]) == ("restaurant; travel", "Dinner")


def test_an_empty_list_says_why_and_is_no_error(eaten: B12) -> None:
    done = eaten("items", "--food", "caviar")
    assert (done.code, done.out) == (0, "")
    assert done.err.count("\n") == 1
    done = eaten("items", "+restuarant")
    assert (done.code, done.out) == (0, "")
    assert "no meal has the tag +restuarant" in done.err.lower()
    assert "+home +restaurant +travel" in done.err
    assert eaten("items", "--food", "caviar", "--json").json == []


@pytest.mark.parametrize(
    "words",
    [
        "restaurant",
        "+two words",
        "--food ,",
        "--note !",
        "--json --csv",
        "--origin meat",
        f"--food {'a' * 201}",
    ],
)
def test_what_cannot_be_asked_for_is_refused(eaten: B12, words: str) -> None:
    done = eaten("items", *words.split())
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


# --- find ------------------------------------------------------------------------------------


def test_find_says_when_a_food_was_last_eaten_and_how_much(eaten: B12) -> None:
    (line,) = eaten("find", "liver").out.splitlines()
    assert line.split("  ")[1:] == [
        "beef liver", "2 ×",
        # 83.13 µg/100 g, USDA SR 28 13327
        "last Sat 21 Nov 2026 (85 g, 70.7 µg), first Mon 3 Mar 2025; usually 85 g",
    ]  # fmt: skip
    (food,) = eaten("find", "liver", "--json").json
    assert (food["food"], food["times"], food["days"]) == ("beef liver", 2, 2)
    assert (food["first"], food["last"], food["usual"]) == ("2025-03-03", "2026-11-21", "85 g")
    assert food["last_b12_ug"] == pytest.approx(0.85 * 83.13)
    assert food["every_days"] is None


def test_find_takes_a_period_and_tags(eaten: B12) -> None:
    assert eaten("find", "livers", "--year", "2025", "--json").json[0]["last"] == "2025-03-03"
    assert eaten("find", "liver", "+travel").err.startswith(
        'Nothing called "liver" is logged, +travel'
    )
    assert "2 Nov" not in eaten("find", "salmon", "+travel", "--last", "3d").err


def test_find_without_a_match_names_what_is_spelled_like_it(eaten: B12) -> None:
    done = eaten("find", "samlon")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        'Nothing called "samlon" is logged (similar: salmon); b12 food find samlon looks in the '
        "catalogue.\n"
    )
    assert eaten("find", "caviar", "--json").json == []
    # A period that is asked for is said.
    assert "in Mon 16 – Sun 22 Nov 2026" in eaten("find", "milk", "--last", "1w", "+home").err


# --- tags elsewhere --------------------------------------------------------------------------


def test_a_part_of_a_day_is_not_held_against_its_target(eaten: B12) -> None:
    done = eaten("today", "-d", "fri", "+restaurant")
    assert "+restaurant +travel" in done.out
    # 4.575 µg in 150 g of salmon, 1.098 µg in a cup of milk
    assert done.out.splitlines()[-1] == "2 items on 1 day, 5.67 µg"
    assert "target" not in done.out
    day = eaten("today", "-d", "fri", "+restaurant", "--json").json
    assert set(day) == {
        "person", "day", "tags", "intake_ug", "lower_bound", "unknown_foods", "items",
    }  # fmt: skip
    assert day["intake_ug"] == pytest.approx(5.673)
    assert eaten("today", "+restaurant").err.startswith("Nothing is logged for Sun 22 Nov 2026, +")
    assert eaten("today", "+restaurant", "--brief").code == 2


def test_show_has_the_tags_and_the_meals_that_have_them(eaten: B12) -> None:
    assert "m2  19:00 Dinner  +restaurant +travel" in eaten("show", "-d", "fri").out
    assert "m2" not in eaten("show", "-d", "fri", "+home").out
    (meal,) = eaten("show", "-d", "fri", "+travel", "--json").json["meals"]
    assert meal["tags"] == ["restaurant", "travel"]


def test_sources_of_some_meals_share_what_these_held(eaten: B12) -> None:
    foods = eaten("sources", "+restaurant", "--json").json["foods"]
    assert {food["food"] for food in foods} == {"salmon", "whole milk", "beef liver"}
    assert sum(food["share"] for food in foods) == pytest.approx(1, abs=1e-5)
    assert eaten("sources", "+restaurant").out.splitlines()[0].endswith(", +restaurant")
    assert "used so far" in eaten("sources", "+x").err


def test_a_chart_of_sources_takes_tags(eaten: B12, home: Path) -> None:
    done = eaten("chart", "sources", "+restaurant", "-o", str(home / "some.svg"))
    assert done.code == 0
    drawn = (home / "some.svg").read_text(encoding="utf-8")
    assert "+restaurant" in drawn
    assert "salmon" in drawn
    assert "egg" not in drawn.split("<metadata>")[1].split("</metadata>")[1]
    shown = eaten("chart", "sources", "+restaurant").out
    assert ", +restaurant, by food\n" in shown
    assert "salmon" in shown
    assert "egg" not in shown


def test_unknown_foods_of_some_meals(eaten: B12) -> None:
    assert [food["food"] for food in eaten("unknown", "+home", "--json").json] == ["flumbles"]
    done = eaten("unknown", "+restaurant")
    assert (done.out, done.err) == (
        "",
        "No food of unknown B12 is logged in meals with +restaurant.\n",
    )
    assert eaten("unknown", "+home", "set", "flumbles", "2ug/100g").code == 2
