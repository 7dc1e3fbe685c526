"""What is in a new diary, against the sources named in seed_data/README.md."""

import csv
import io
import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import B12
from tracker import paths
from tracker.database import seed
from tracker.foods.model import DIETS, KINDS, ORIGINS, ROLES
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


def test_no_food_for_babies_comes_first(b12: B12) -> None:
    for phrase in ("banana", "rice cereal", "chicken and rice", "applesauce", "yogurt"):
        names = [food["name"] for food in b12("food", "find", phrase, "--json").json[:3]]
        assert not [name for name in names if "Baby" in name or "formula" in name], phrase


def test_unknown_b12_is_null_and_zero_is_zero(query: sqlite3.Connection) -> None:
    (unknown,) = query.execute(
        "SELECT count(*) FROM food WHERE b12_ug_per_100g IS NULL AND kind <> 'supplement'"
    ).fetchone()
    assert unknown == 1193
    assert query.execute("SELECT b12_ug_per_100g FROM food WHERE code='09003'").fetchone() == (0,)


def test_all_foods_and_portions_are_there(query: sqlite3.Connection) -> None:
    of_tables = {row[column] for table, column in _TABLES.items() for row in _csv(table)}
    codes = {code for (code,) in query.execute("SELECT code FROM food")}
    assert of_tables <= codes
    # The others are rows of the everyday list that share a figure: "beer" and "lager".
    shared = codes - of_tables
    assert {row["food"] for row in _csv("everyday.csv")} <= of_tables
    assert all(any(code.startswith(f"{of}-") for of in of_tables) for code in shared)
    assert len(_csv("usda_foods.csv")) == 8790
    assert len(_csv("fndds_foods.csv")) == 3985
    assert query.execute("SELECT count(*) FROM portion").fetchone()[0] > 28_000


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


_TABLES = {
    "usda_foods.csv": "ndb", "fndds_foods.csv": "code", "fortified_foods.csv": "code",
    "table_foods.csv": "code", "dishes.csv": "code", "supplements.csv": "code",
}  # fmt: skip
_MEASURE = re.compile(r"\d+(?:\.\d+|/\d+)? [^;=]+=\s*\d+(?:\.\d+)?")


def test_the_everyday_list_is_sound() -> None:
    rows = _csv("everyday.csv")
    assert len(rows) >= 240
    codes = [row[column] for table, column in _TABLES.items() for row in _csv(table)]
    assert len(set(codes)) == len(codes)
    assert {row["food"] for row in rows} <= set(codes)
    for row in rows:
        assert row["kind"] in KINDS, row
        assert row["origin"] in ORIGINS, row
        assert row["diet"] in DIETS, row
        assert row["role"] in ("", *ROLES), row
        assert re.fullmatch("|[a-z]{2}", row["country"]), row
        assert "," not in row["name"], row
        portions = [f"{row['portion']} = {row['portion_g']}"] if row["portion_g"] else []
        for portion in [*portions, *filter(None, map(str.strip, row["measures"].split(";")))]:
            assert _MEASURE.fullmatch(portion), (row["name"], portion)


def test_a_name_means_one_everyday_food_in_a_country() -> None:
    meant: dict[tuple[tuple[str, ...], str], str] = {}
    for row in [*_csv("everyday.csv"), *_csv("supplements.csv")]:
        country, name = row.get("country", ""), row["name"]
        for phrase in [name, *filter(None, map(str.strip, row["also"].split(";")))]:
            assert words(phrase), (name, phrase)
            assert meant.setdefault((words(phrase), country), name) == name, phrase


def test_a_dish_is_made_of_foods_that_ship() -> None:
    codes = {row[column] for table, column in _TABLES.items() for row in _csv(table)}
    for row in _csv("dishes.csv"):
        for part in row["ingredients"].split(";"):
            grams, code = part.split()
            assert float(grams) > 0, row
            assert code in codes, row
        assert float(row["cooked_g"] or 1) > 0, row
        assert row["kind"] in KINDS, row
        assert row["origin"] in ORIGINS, row


def test_an_everyday_portion_weighs_what_the_table_says() -> None:
    weights: dict[tuple[str, str], float] = {}
    for row in _csv("usda_portions.csv"):
        one = float(row["grams"]) / float(row["amount"])
        weights.setdefault((row["ndb"], row["measure"]), one)
    equal = compared = 0
    for row in _csv("everyday.csv"):
        amount, _, measure = row["portion"].partition(" ")
        over, _, under = amount.partition("/")
        table = weights.get((row["food"], measure))
        if table is not None:
            compared += 1
            expected = table * float(over) / float(under or 1)
            equal += float(row["portion_g"]) == pytest.approx(expected, rel=0.02, abs=0.5)
            # The table's fillet of salmon is a side, and its cans are not everybody's.
            assert 0.3 * expected < float(row["portion_g"]) < 2 * expected, row
    assert compared > 120
    assert equal > 0.65 * compared


def test_everyday_figures_are_those_of_their_source(query: sqlite3.Connection) -> None:
    """Twenty rows, others each month."""
    source: dict[str, str] = {}
    for table, column in _TABLES.items():
        if table in ("usda_foods.csv", "fndds_foods.csv", "table_foods.csv", "fortified_foods.csv"):
            source |= {row[column]: row["b12_ug_per_100g"] for row in _csv(table)}
    rows = [row for row in _csv("everyday.csv") if row["food"] in source]
    month = f"{datetime.now(UTC):%Y-%m}"
    for row in random.Random(month).sample(rows, 20):
        name = f"{row['name']} ({row['country'].upper()})" if row["country"] else row["name"]
        figures = query.execute(
            "SELECT b12_ug_per_100g FROM food WHERE everyday = ?", (name,)
        ).fetchall()
        ug = source[row["food"]]
        assert figures == [(float(ug) if ug else None,)], (month, row)


def test_fortified_figures_follow_from_their_labels() -> None:
    figures = {row["code"]: float(row["b12_ug_per_100g"]) for row in _csv("fortified_foods.csv")}
    assert figures["nutritional-yeast-high"] == pytest.approx(15 / 10 * 100)
    assert figures["nutritional-yeast-eu"] == pytest.approx(0.88 / 2 * 100)
    assert figures["plant-milk-eu"] == pytest.approx(0.15 * 2.5, abs=0.01)


def test_the_strengths_of_tablets() -> None:
    rows = [r for r in _csv("supplements.csv") if r["name"].startswith("B12 tablet")]
    assert [float(r["b12_ug"]) for r in rows] == [10, 25, 50, 100, 250, 500, 1000, 2000, 2500, 5000]
    assert all(r["name"] == f"B12 tablet {r['b12_ug']} µg" for r in rows)


# --- How the files become a catalogue

_HEADS = {
    "everyday.csv": "name,food,portion,portion_g,kind,origin,diet,role,country,also,measures",
    "table_foods.csv": "code,name,b12_ug_per_100g,kind,origin,diet,source",
    "dishes.csv": "code,name,ingredients,cooked_g,kind,origin,diet,note",
}
Shipping = Callable[..., seed.Shipped]


@pytest.fixture
def shipping(monkeypatch: pytest.MonkeyPatch) -> Shipping:
    """Return the catalogue as it would be with other rows in some of the files."""
    shipped_rows = paths.seed_rows

    def shipped(**rows: list[str]) -> seed.Shipped:
        def seed_rows(name: str) -> list[dict[str, str]]:
            if (stem := name.removesuffix(".csv")) in rows:
                return list(csv.DictReader(io.StringIO("\n".join([_HEADS[name], *rows[stem]]))))
            return shipped_rows(name)

        monkeypatch.setattr(paths, "seed_rows", seed_rows)
        return seed.shipped()

    return shipped


def test_rows_with_one_figure_are_foods_of_their_own(shipping: Shipping) -> None:
    catalogue = shipping(
        everyday=[
            "baked beans,16006,1 cup,254,plant,natural,vegan,legume,,,",
            "beans from a tin,16006,1 tin,400,plant,natural,any,legume,,tinned beans,1 tbsp = 15",
        ]
    )
    own = catalogue.foods["16006-bean-tin"]
    of_table = catalogue.foods["16006"]
    assert (of_table["everyday"], own["everyday"]) == ("baked beans", "beans from a tin")
    assert own["name"] == "beans from a tin"
    assert own["source"] == f"{of_table['source']}: {of_table['name']}"
    assert own["b12_ug_per_100g"] == of_table["b12_ug_per_100g"]
    assert (of_table["diet"], own["diet"]) == ("vegan", "any")
    labels = [(p["amount"], p["measure"], p["grams"]) for p in catalogue.portions[own["code"]]]
    assert labels[:3] == [(1, "tin", 400), (1, "tbsp", 15), (1, "cup", 254)]
    meant = {phrase["phrase"]: phrase["code"] for phrase in catalogue.phrases}
    assert meant["tinned beans"] == "16006-bean-tin"
    assert meant["baked beans"] == "16006"


def test_a_name_may_mean_other_foods_in_other_countries(shipping: Shipping) -> None:
    catalogue = shipping(
        everyday=[
            "cornflakes,08020,1 cup,28,fortified,fortified,vegan,cereal,us,,",
            "cornflakes,08013,1 bowl,30,fortified,fortified,vegan,cereal,uk,corn flake,",
            "beer,14003,1 can,356,plant,natural,vegan,drink,,,",
        ]
    )
    aliases = seed.aliases(catalogue.phrases)
    assert [(a["phrase"], a["country"], a["code"]) for a in aliases if "corn" in a["phrase"]] == [
        ("cornflakes (US)", "", "08020"),
        ("cornflakes", "uk", "08013"),
        ("corn flake", "uk", "08013"),
        ("cornflakes (UK)", "", "08013"),
        ("cornflakes", "", "08020"),
    ]
    assert [a["country"] for a in aliases if a["phrase"] == "beer"] == [""]


def test_a_dish_has_the_b12_of_its_ingredients(shipping: Shipping) -> None:
    catalogue = shipping(
        table_foods=[
            "nz-1,Paneer,0.7,dairy,natural,vegetarian,NZ 1",
            "nz-2,Stock,,mixed,natural,,",
        ],
        dishes=[
            "dish-a,Curry,100 nz-1; 300 01077,,mixed,natural,vegetarian,",
            "dish-b,Curry boiled down,100 nz-1; 300 01077,250,mixed,natural,vegetarian,",
            "dish-c,Soup,100 nz-1; 300 nz-2,,mixed,natural,any,",
        ],
        everyday=[],
    )
    # 0.7 µg in the paneer and three times 0.45 in the milk: 2.05 µg in 400 g, or in 250 g.
    assert catalogue.foods["dish-a"]["b12_ug_per_100g"] == 0.51
    assert catalogue.foods["dish-b"]["b12_ug_per_100g"] == 0.82
    assert catalogue.foods["dish-c"]["b12_ug_per_100g"] is None
    assert "100 g Paneer, 300 g Milk, whole" in catalogue.foods["dish-a"]["source"]


@pytest.mark.parametrize(
    ("code", "usual"),
    [
        # The "quantity not specified" of the release, counted in a household measure of its own.
        ("27510615", (1, "hamburger", 270)),
        ("54001000", (6, "cracker", 18)),
        ("26315140", (1, "serving", 85)),
        ("27450030", (0.5, "cup", 104)),
        ("58106750", (2, "piece, NFS", 230)),
        ("27420470", (1, "serving", 115)),
    ],
)
def test_the_usual_portion_is_counted_where_it_can_be(
    shipping: Shipping, code: str, usual: tuple[float, str, float]
) -> None:
    portion, *_ = shipping(everyday=[]).portions[code]
    assert (portion["amount"], portion["measure"], portion["grams"]) == usual
