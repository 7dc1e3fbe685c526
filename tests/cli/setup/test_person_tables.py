"""`b12 person set --tables`: which food tables are searched, and in which order."""

from pathlib import Path

import pytest

from tests.conftest import B12
from tests.food_tables import add_tables


@pytest.fixture(autouse=True)
def _with_tables(diary: Path) -> None:
    add_tables(diary)


@pytest.mark.parametrize(
    ("typed", "tables"),
    [
        ("uktab", ["uktab"]),
        ("uk,usda", ["uktab", "usda"]),
        ("GB, us", ["uktab", "usda"]),
        ("ch uktab b12", ["chtab", "uktab", "usda"]),
        ("usda,uk,uk", ["usda", "uktab"]),
    ],
)
def test_a_table_is_named_by_its_code_or_country(b12: B12, typed: str, tables: list[str]) -> None:
    result = b12("person", "set", "--tables", typed)
    assert (result.code, b12("person", "--json").json["tables"]) == (0, tables)
    assert f"tables   {', '.join(tables)}\n" in result.out
    b12("undo")
    assert b12("person", "--json").json["tables"] == []


def test_default_chooses_none(b12: B12) -> None:
    b12("person", "set", "--tables", "uk")
    assert "tables" not in b12("person", "set", "--tables", "default").out
    assert b12("person", "--json").json["tables"] == []


def test_the_history_names_the_tables(b12: B12) -> None:
    b12("person", "set", "--tables", "uk,usda")
    assert "set tables uktab, usda" in b12("history").out


@pytest.mark.parametrize("typed", ["xx", "uk,cofid", ",", "uk;usda"])
def test_an_unknown_table_is_refused_with_those_there_are(b12: B12, typed: str) -> None:
    result = b12("person", "set", "--tables", typed)
    assert result.code == 2
    assert "chtab (ch), uktab (uk), usda or default" in result.err
    assert b12("person", "--json").json["tables"] == []


def test_each_person_has_tables_of_their_own(b12: B12) -> None:
    b12("person", "add", "Bea")
    b12("--person", "Bea", "person", "set", "--tables", "uk")
    assert b12("person", "--json").json["tables"] == []
    assert b12("--person", "Bea", "log", "1 cup milk").out.count("average") == 1
    assert "average" not in b12("log", "1 cup milk").out
