"""A user's query: it reads the tables in memory, and nothing else in any way."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.database import query
from tracker.database.query import Result, Value
from tracker.errors import InputError

_TABLES = {
    "days": ("person TEXT NOT NULL", "day TEXT NOT NULL", "intake_ug REAL"),
    "items": ("food TEXT NOT NULL", "b12_ug REAL"),
}
_ROWS: dict[str, list[tuple[Value, ...]]] = {
    "days": [("me", "2026-11-16", 0.1), ("me", "2026-11-17", 0.2), ("me", "2026-11-18", None)],
    "items": [("egg", 0.89), ("flumbles", None)],
}


def _run(text: str, filled: list[str] | None = None) -> Result:
    def rows(table: str) -> Iterable[Sequence[Value]]:
        if filled is not None:
            filled.append(table)
        return _ROWS[table]

    return query.run(text, _TABLES, rows)


def test_a_query_gives_columns_and_rows() -> None:
    result = _run("SELECT day, intake_ug FROM days WHERE intake_ug IS NOT NULL ORDER BY day DESC;")
    assert result.columns == ("day", "intake_ug")
    assert result.rows == [("2026-11-17", 0.2), ("2026-11-16", 0.1)]
    assert _run("SELECT count(*), count(b12_ug) FROM items").rows == [(2, 1)]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("SELECT 1", []),
        ("SELECT count(*) FROM DAYS", ["days"]),
        ("WITH d AS (SELECT * FROM days) SELECT count(*) FROM d, items", ["days", "items"]),
        ("SELECT 1 WHERE EXISTS (SELECT 1 FROM items)", ["items"]),
    ],
)
def test_only_the_tables_that_it_names_are_filled(text: str, needed: list[str]) -> None:
    filled: list[str] = []
    _run(text, filled)
    assert sorted(filled) == needed


def test_columns_of_one_name_are_told_apart() -> None:
    result = _run("SELECT a.day, b.day, b.day FROM days a JOIN days b USING (day) LIMIT 1")
    assert result.columns == ("day", "day:1", "day:2")


@pytest.mark.parametrize(
    "text",
    [
        "DELETE FROM days",
        "UPDATE days SET intake_ug = 0",
        "INSERT INTO items VALUES ('x', 1) RETURNING 1",
        "DROP TABLE days",
        "CREATE TEMP TABLE t (x)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER DELETE ON days BEGIN SELECT 1; END",
        "PRAGMA query_only = OFF",
        "PRAGMA database_list",
        "SELECT * FROM pragma_database_list",
        "ATTACH '{file}' AS other",
        "VACUUM INTO '{new}'",
        "VACUUM",
        "BEGIN",
        "SAVEPOINT s",
        "REINDEX",
        "ANALYZE",
        "SELECT load_extension('{file}')",
        "SELECT readfile('{file}')",
        "SELECT writefile('{new}', 'x')",
        "SELECT * FROM fsdir('{folder}')",
        "SELECT 1; DROP TABLE days",
        "",
        " ",
        "-- a comment",
    ],
)
def test_what_does_not_only_read_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    sqlite3.connect(file).close()
    file.touch()
    filled: list[str] = []
    with pytest.raises(InputError) as refused:
        _run(text.format(file=file, new=tmp_path / "new.db", folder=tmp_path), filled)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == [file]
    assert file.stat().st_size == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT intake FROM days", "no such column: intake; days has person, day, intake_ug"),
        ("SELECT * FROM meals", "no such view: meals; there are days and items"),
        ("SELECT day FORM days", "near"),
        ("SELECT day FROM days a, days b", "ambiguous column name: day"),
        ("SELECT 'x", "unrecognized token"),
        ("SELECT foo(1)", "no such function: foo"),
        ("SELECT 1; SELECT 2", "only one query at a time"),
        ("SELECT day FROM days WHERE day = ?", "a query has no parameters"),
        ("SELECT :day", "a query has no parameters"),
        ("DELETE FROM days", "only reads"),
        ("SELECT abs(-9223372036854775808)", "integer overflow"),
        ("SELECT hex(zeroblob(1000000000))", "too big"),
        ("SELECT '\0'", "null character"),
        ("SELECT value FROM c WHERE " + "(" * 2000 + "1" + ")" * 2000, ""),
        ("WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT 1 FROM c) SELECT n FROM c", "LIMIT"),
    ],
)
def test_an_invalid_query_is_one_line(text: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        _run(text)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_value_can_be_printed_and_is_json() -> None:
    result = _run("SELECT x'00ff', 9e999, -9e999, CAST(x'ff' AS TEXT), NULL")
    assert result.rows == [("00ff", "Inf", "-Inf", "\ufffd", None)]


@given(st.text(max_size=60) | st.lists(st.sampled_from(
    "SELECT FROM days items WHERE day intake_ug , ( ) * = 1 'x' JOIN ON AS t GROUP BY ORDER WITH "
    "UNION ALL ; ATTACH PRAGMA DELETE INTO VALUES LIMIT".split()
), max_size=14).map(" ".join))  # fmt: skip
def test_any_text_is_answered_or_refused(text: str) -> None:
    with suppress(InputError):
        result = _run(text)
        assert len(set(result.columns)) == len(result.columns)
