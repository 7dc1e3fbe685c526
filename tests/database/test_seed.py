"""What is in a new diary, against the sources named in seed_data/README.md."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import B12
from tracker import paths
from tracker.foods.model import DIETS, KINDS, ORIGINS
from tracker.text.words import words


@pytest.fixture
def query(seeded: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(seeded)) as connection:
        yield connection


def _csv(name: str) -> list[dict[str, str]]:
    with (paths.shipped("seed_data") / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("code", "ug"),
    [
        # Standard Reference 28, as its own tables print them.
        ("15159", 98.89),
        ("13327", 83.13),
        ("15209", 3.05),
        ("15121", 2.55),
        ("01077", 0.45),
        ("01123", 0.89),
        ("01117", 0.56),
        ("01040", 3.06),
        ("08013", 6.77),
    ],
)
def test_the_known_values_come_out_to_the_digit(b12: B12, code: str, ug: float) -> None:
    assert f" {ug} µg/100 g" in b12("food", "show", code).out
    assert b12("food", "show", code, "--json").json["b12_ug_per_100g"] == ug


def test_a_cup_of_whole_milk_weighs_244_g(b12: B12) -> None:
    portions = b12("food", "show", "01077", "--json").json["portions"]
    (cup,) = [portion for portion in portions if portion["measure"] == "cup"]
    assert (cup["amount"], cup["grams"]) == (1, 244)
    assert cup["b12_ug"] == pytest.approx(244 * 0.45 / 100)


def test_unknown_b12_is_null_and_zero_is_zero(query: sqlite3.Connection) -> None:
    (unknown,) = query.execute(
        "SELECT count(*) FROM food WHERE b12_ug_per_100g IS NULL AND kind <> 'supplement'"
    ).fetchone()
    assert unknown == 1193
    assert query.execute("SELECT b12_ug_per_100g FROM food WHERE code='09003'").fetchone() == (0,)


def test_all_foods_and_portions_are_there(query: sqlite3.Connection) -> None:
    ours = len(_csv("fortified_foods.csv")) + len(_csv("supplements.csv"))
    assert query.execute("SELECT count(*) FROM food").fetchone() == (8790 + ours,)
    assert query.execute("SELECT count(*) FROM portion").fetchone()[0] > 14_000


def test_every_food_has_an_origin_and_a_source(query: sqlite3.Connection) -> None:
    assert query.execute(
        "SELECT count(*) FROM food WHERE origin IS NULL OR source = '' OR kind IS NULL"
    ).fetchone() == (0,)


@pytest.mark.parametrize(
    "phrase",
    # The foods that the article behind this tool names.
    "clams, salmon, trout, tuna, beef liver, beef, pork, lamb, chicken, turkey, cod, milk, cheese, "
    "yogurt, eggs, Cheerios, bran flakes, almond milk, soy milk, nutritional yeast, whole milk, "
    "cheddar, multivitamin, injection".split(", "),
)
def test_the_foods_that_people_name_are_found_at_once(b12: B12, phrase: str) -> None:
    result = b12("log", phrase)
    assert (result.code, result.err) == (0, "")


def test_the_everyday_list_is_sound() -> None:
    rows = _csv("everyday.csv")
    assert 150 <= len(rows) <= 250
    known = {row["ndb"] for row in _csv("usda_foods.csv")}
    known |= {row["code"] for row in _csv("fortified_foods.csv")}
    assert {row["food"] for row in rows} <= known
    assert len({row["food"] for row in rows}) == len(rows)
    meant: dict[tuple[str, ...], str] = {}
    for row in [*rows, *_csv("supplements.csv")]:
        for phrase in [row["name"], *filter(None, row["also"].split(";"))]:
            food = row.get("food") or row["code"]
            assert meant.setdefault(words(phrase), food) == food, phrase
    for row in rows:
        assert row["kind"] in KINDS
        assert row["origin"] in ORIGINS
        assert row["diet"] in DIETS


def test_an_everyday_portion_weighs_what_the_table_says() -> None:
    weights: dict[tuple[str, str], float] = {}
    for row in _csv("usda_portions.csv"):
        one = float(row["grams"]) / float(row["amount"])
        weights.setdefault((row["ndb"], row["measure"]), one)
    compared = 0
    for row in _csv("everyday.csv"):
        amount, _, measure = row["portion"].partition(" ")
        over, _, under = amount.partition("/")
        table = weights.get((row["food"], measure))
        if table is not None:
            compared += 1
            expected = table * float(over) / float(under or 1)
            assert float(row["portion_g"]) == pytest.approx(expected, rel=0.02, abs=0.5), row
    assert compared > 120


def test_fortified_figures_follow_from_their_labels() -> None:
    figures = {row["code"]: float(row["b12_ug_per_100g"]) for row in _csv("fortified_foods.csv")}
    assert figures["nutritional-yeast-high"] == pytest.approx(15 / 10 * 100)
    assert figures["nutritional-yeast-eu"] == pytest.approx(0.88 / 2 * 100)
    assert figures["plant-milk-eu"] == pytest.approx(0.15 * 2.5, abs=0.01)


def test_the_strengths_of_tablets() -> None:
    tablets = [float(r["b12_ug"]) for r in _csv("supplements.csv") if r["code"].startswith("b12-")]
    assert tablets == [10, 25, 50, 100, 250, 500, 1000, 2000, 2500, 5000, 1000]
