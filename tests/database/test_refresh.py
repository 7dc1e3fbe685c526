"""A later edition of the catalogue in a diary whose owner has changed some of it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import B12
from tests.dumping import dump
from tracker.database import seed
from tracker.database.connection import Connection

Refresh = Callable[[], None]


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> seed.Shipped:
    """The next edition; tests change it before they refresh from it, once."""
    catalogue = seed.shipped()
    monkeypatch.setattr(seed, "shipped", lambda: catalogue)
    return catalogue


@pytest.fixture
def refresh(diary: Path, edition: seed.Shipped) -> Refresh:
    """Upgrade the diary to the next edition, as a migration does."""

    def run() -> None:
        with closing(sqlite3.connect(diary, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            seed.refresh(Connection(connection))
            connection.execute("COMMIT")
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    return run


def _food(code: str, **columns: object) -> dict[str, Any]:
    blank = dict.fromkeys(("everyday", "food_group", "kind", "diet", "role", "b12_ug_per_100g"))
    return {**blank, "code": code, "origin": "natural", "source": "the next edition",
            "catalogue": "seed", **columns}  # fmt: skip


def _portion(amount: float, measure: str, grams: float) -> dict[str, Any]:
    return {"amount": amount, "measure": measure, "grams": grams, "b12_ug": None}


def _name(phrase: str, code: str, country: str = "") -> dict[str, Any]:
    from tracker.database import search_index

    words = search_index.alias_words(phrase)
    return {**words, "country": country, "own": False, "code": code}


def test_the_same_edition_changes_nothing(diary: Path, b12: B12, refresh: Refresh) -> None:
    b12("log", "2 eggs")
    before = dump(diary)
    with closing(sqlite3.connect(diary)) as connection:
        numbers = connection.execute("SELECT * FROM sqlite_sequence").fetchall()
    refresh()
    assert dump(diary) == before
    with closing(sqlite3.connect(diary)) as connection:
        assert connection.execute("SELECT * FROM sqlite_sequence").fetchall() == numbers


def test_an_untouched_diary_is_as_a_new_one(
    diary: Path, b12: B12, edition: seed.Shipped, refresh: Refresh
) -> None:
    edition.foods["x-haggis"] = _food("x-haggis", name="Haggis", everyday="zzaggis", kind="meat",
                                      diet="any", role="meat", b12_ug_per_100g=3.1)  # fmt: skip
    edition.portions["x-haggis"] = [_portion(1, "slice", 90)]
    names = [_name("zzaggis", "x-haggis"), _name("chieftain", "x-haggis", "uk")]
    edition.phrases.extend(names)
    edition.foods["01077"].update(everyday="cow milk", b12_ug_per_100g=0.5, role="milk")
    edition.portions["01077"] = [_portion(1, "mug", 300), *edition.portions["01077"][:2]]
    refresh()

    milk = b12("food", "show", "01077", "--json").json
    assert (milk["everyday"], milk["b12_ug_per_100g"]) == ("cow milk", 0.5)
    assert [portion["grams"] for portion in milk["portions"]] == [300, 244, 250]
    assert b12("log", "2 slices zzaggis").code == 0
    assert b12("today", "--json").json["items"][0]["b12_ug"] == pytest.approx(1.8 * 3.1)
    assert b12("undo").code == 0
    assert b12("food", "find", "chieftain").code == 0


def test_a_name_that_ships_no_more_is_no_name(
    b12: B12, edition: seed.Shipped, refresh: Refresh, diary: Path
) -> None:
    b12("log", "100g cheddar")
    code = b12("today", "--json").json["items"][0]["food_id"]
    del edition.foods[code], edition.portions[code]
    edition.phrases[:] = [name for name in edition.phrases if name["code"] != code]
    refresh()
    shown = b12("food", "show", code, "--json").json
    assert shown["everyday"] is None
    assert b12("today", "--json").json["items"][0]["food_id"] == code
    assert b12("again").code == 0
    with closing(sqlite3.connect(diary)) as connection:
        names = "SELECT count(*) FROM alias JOIN food ON food.id = food_id WHERE code = ?"
        assert connection.execute(names, (code,)).fetchone() == (0,)


def test_what_its_owner_changed_stays(
    b12: B12, home: Path, edition: seed.Shipped, refresh: Refresh
) -> None:
    # A food of one's own with a number and a name that ship in the next edition.
    b12("food", "add", "Haggis", "--per", "100g", "--b12", "1ug", "--portion", "1 slice 50g")
    # A name of one's own that ships for another food, and a measure that ships with another weight.
    b12("alias", "set", "cuppa", "skim milk")
    b12("food", "unit", "set", "egg", "jumbo", "70g")
    b12("food", "unit", "set", "cheddar", "wedge", "33g")
    # A food that was removed, and one whose figure came from an import.
    b12("food", "add", "Zzyx", "--per", "100g", "--b12", "0.4ug")
    b12("food", "remove", "zzyx")
    file = home / "salmon.json"
    nutrient = {"nutrient": {"number": "418", "unitName": "µg"}, "amount": 7.7}
    food = {"fdcId": 1, "ndbNumber": 15209, "dataType": "SR Legacy", "description": "Salmon",
            "foodNutrients": [nutrient]}  # fmt: skip
    file.write_text(json.dumps(food), encoding="utf-8")
    assert b12("food", "import", str(file)).code == 0
    b12("log", "100g salmon")
    b12("log", "3 large eggs")

    edition.foods["haggi"] = _food("haggi", name="Haggis of the table", b12_ug_per_100g=3.1)
    edition.portions["haggi"] = [_portion(1, "bowl", 300)]
    edition.phrases.append(_name("chieftain o the puddin race", "haggi"))
    edition.foods["zzyx"] = _food("zzyx", name="Zzyx of the table", everyday="zzyx")
    edition.phrases.append(_name("zzyx", "zzyx"))
    edition.phrases.append(_name("cuppa", "14355"))
    edition.portions["01123"] = [_portion(2, "egg", 100), _portion(1, "jumbo", 63)]
    edition.foods["15209"].update(everyday="king salmon", b12_ug_per_100g=1.0)
    refresh()

    haggis = b12("food", "show", "haggi", "--json").json
    assert (haggis["b12_ug_per_100g"], haggis["source"]) == (1, "your own entry")
    assert [portion["grams"] for portion in haggis["portions"]][:1] == [50]
    assert b12("log", "haggis").code == 0
    assert b12("log", "cuppa").code == 0
    names = [item["food"] for item in b12("today", "--json").json["items"]]
    assert "skim milk" in names
    egg = b12("food", "show", "01123", "--json").json["portions"]
    assert [(p["measure"], p["grams"]) for p in egg] == [("egg", 100), ("jumbo", 70)]
    cheddar = b12("food", "show", "cheddar", "--json").json["portions"]
    assert ("wedge", 33) in [(p["measure"], p["grams"]) for p in cheddar]
    assert b12("food", "show", "zzyx").code != 0
    salmon = b12("food", "show", "15209", "--json").json
    assert (salmon["everyday"], salmon["b12_ug_per_100g"]) == ("king salmon", 7.7)
    assert "FoodData Central" in salmon["source"]
    assert b12("log", "50g salmon").code == 0

    # The amount last used is kept, and everything can be undone.
    assert b12("log", "egg").code == 0
    assert b12("today", "--json").json["items"][-1]["amount"] == 3
    undone = 0
    while b12("undo").code == 0:
        undone += 1
    assert undone == 13
    assert b12("food", "show", "15209", "--json").json["b12_ug_per_100g"] == 3.05
    assert b12("redo").code == 0


def test_names_of_the_owner_have_their_words_as_this_release_reads_them(
    diary: Path, b12: B12, refresh: Refresh
) -> None:
    b12("food", "add", "Choc pud", "--per", "100g", "--b12", "1ug")
    b12("alias", "set", "avo thing", "13327")
    # An older release read these words as they stand there.
    with closing(sqlite3.connect(diary)) as connection:
        for phrase, in_order in (("Choc pud", "choc pud"), ("avo thing", "avo thing")):
            connection.execute(
                "UPDATE alias SET ordered_words = ?, sorted_words = ? WHERE phrase = ?",
                (in_order, in_order, phrase),
            )
        own = "SELECT id FROM food WHERE code = 'choc-pud'"
        connection.execute(f"DELETE FROM food_word WHERE food_id = ({own})")
        connection.commit()
    assert "Choc pud" not in b12("log", "100g choc pud").out
    assert b12("undo").code == 0
    refresh()
    assert b12("log", "100g choc pud, 10g avo thing").code == 0
    pudding, liver = b12("today", "--json").json["items"]
    assert pudding["b12_ug"] == pytest.approx(1)
    assert liver["food_id"] == "13327"
    # The images of the history are as the older release wrote them.
    assert [b12("undo").code for _ in range(3)] == [0, 0, 0]
    assert [b12("redo").code for _ in range(3)] == [0, 0, 0]
    assert b12("log", "10g avo thing").code == 0
