"""Exports and back: any diary, with whatever text it holds."""

import csv
import io
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.dumping import dump
from tracker.database import history, tables
from tracker.database.engine import Database
from tracker.exchange.native import export
from tracker.exchange.native import files as native
from tracker.exchange.native.files import FileFormat
from tracker.exchange.native.merge import merge
from tracker.exchange.native.sheets import SHEETS, TABLES
from tracker.exchange.native.store import MergeCounts
from tracker.foods.model import DIETS, KINDS, ORIGINS
from tracker.health.laboratory import BOUNDS, TESTS
from tracker.people.conditions import known_conditions
from tracker.regimens.model import FORMS, ROUTES, UNITS
from tracker.text.formatting import printable
from tracker.text.words import words

CONDITIONS = known_conditions()

_NOW = datetime(2026, 11, 22, 12, 41, tzinfo=UTC)

_HOSTILE = [
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-1", "'quoted", "''", "'", "＝1+1", "\t=1", "\r\n=1",
    " =1", 'a "b", c; d', "a\nb\r\nc\rd", "\u202eRTL\u200f", "🥛 crème", "0", "null", "", " ",
    "\ufeff", "a\rb", "\x0b\x1c\x85\u2028", "1e5",
]  # fmt: skip
_TEXTS = st.one_of(
    st.sampled_from(_HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)
_NAMES = st.one_of(
    st.sampled_from(["=cmd", 'O\'Brien, "Bob"', "'Anna", "Zoë 🥛", "@home"]),
    st.text(min_size=1, max_size=9),
).filter(lambda name: name == name.strip() != "" and printable(name) == name)
_MAYBE = st.none() | _TEXTS
_POSITIVE = st.floats(0, 100_000, exclude_min=True)
_UG = st.one_of(st.none(), st.just(0.0), st.floats(0, 100_000))
_DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
_MOMENTS = st.datetimes(
    datetime(1950, 1, 1), datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
).map(lambda moment: moment.isoformat(timespec="minutes"))  # fmt: skip
_FILES: st.SearchStrategy[FileFormat] = st.sampled_from(["csv", "json"])
_FLAGS = st.integers(0, 1)
_ENDS = st.sampled_from([None, "2001-02-03", "2020-01-01"])


def _measured(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "amount": draw(_POSITIVE),
        "measure": draw(_TEXTS),
        "grams": draw(st.none() | _POSITIVE),
        "b12_ug": draw(_UG),
    }


@st.composite
def _diaries(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """The rows of a diary, by table; ids are as in a diary of some age."""
    names = draw(st.lists(_NAMES, min_size=1, max_size=3, unique_by=str.casefold))
    default = draw(st.integers(1, len(names)))
    people = [
        {
            "id": number,
            "name": name,
            "born": draw(st.none() | _DAYS),
            "sex": draw(st.sampled_from([None, "f"])),
            "diet": draw(st.sampled_from([None, *DIETS])),
            "day_starts": draw(st.sampled_from(["00:00", "04:30"])),
            "is_default": number == default,
        }
        for number, name in enumerate(names, start=1)
    ]
    ids = st.integers(1, len(people))
    codes: list[str] = draw(st.lists(_TEXTS.filter(str.strip), max_size=3, unique=True))
    foods: list[dict[str, Any]] = [
        {
            "id": 20_000 + 3 * number,
            "code": f"own-{code}",
            "name": draw(_TEXTS),
            "everyday": draw(_MAYBE),
            "food_group": draw(_MAYBE),
            "kind": draw(st.sampled_from([None, *KINDS])),
            "origin": draw(st.sampled_from(ORIGINS)),
            "diet": draw(st.sampled_from([None, *DIETS])),
            "b12_ug_per_100g": draw(_UG),
            "source": draw(_TEXTS),
            "catalogue": draw(st.sampled_from(["own", "imported"])),
            "removed": draw(_FLAGS),
            "lower_bound": draw(_FLAGS),
        }
        for number, code in enumerate(codes)
    ]
    # Three that come with the program, and those above.
    food_ids = st.sampled_from([1, 2, 3, *(food["id"] for food in foods)])
    portions = []
    for number in range(draw(st.integers(0, 4))):
        row = {"food_id": draw(food_ids), "position": 50 + number, **_measured(draw)}
        row["measure"] += f" {number}"
        portions.append(row | {"b12_ug": None if row["grams"] else row["b12_ug"]})
    live = [1, 2, 3, *(food["id"] for food in foods if not food["removed"])]
    phrases = draw(st.lists(_TEXTS.filter(words), max_size=3, unique_by=words))
    recipes = [
        {"id": 5 + number, "food_id": food["id"], "makes": draw(st.floats(0.1, 1000))}
        for number, food in enumerate(foods)
        if draw(_FLAGS)
    ]
    meals: list[dict[str, Any]] = [
        {
            "id": 7 * number,
            "person_id": draw(ids),
            "day": draw(_DAYS),
            "eaten_at": draw(st.none() | _MOMENTS),
            "name": draw(_MAYBE),
            "note": draw(_MAYBE),
            "tags": draw(st.sampled_from([None, "café", "restaurant travel"])),
        }
        for number in range(1, draw(st.integers(0, 5)) + 1)
    ]
    items = [
        {
            "meal_id": meal["id"],
            "food": draw(_TEXTS),
            "food_code": draw(st.none() | st.sampled_from(["gone", "own-gone", *codes])),
            "kind": draw(_MAYBE),
            "origin": draw(st.sampled_from(ORIGINS)),
            "source": draw(_TEXTS),
            **_measured(draw),
            "usual": draw(_FLAGS),
            "lower_bound": draw(_FLAGS),
            "note": draw(_MAYBE),
        }
        for meal in meals
        for _ in range(draw(st.integers(1, 3)))
    ]
    if draw(_FLAGS) and meals:  # the same meal a second time
        again = meals[-1]["id"] + 1
        items += [{**row, "meal_id": again} for row in items if row["meal_id"] == again - 1]
        meals.append({**meals[-1], "id": again})
    tests = st.sampled_from(list(TESTS.values()))
    return {
        "person": people,
        "life_stage": [
            {"person_id": row["id"], "since": draw(_DAYS), "stage": "pregnant"}
            for row in people
            if draw(st.booleans())
        ],
        "target_choice": [
            {
                "person_id": row["id"],
                "since": draw(_DAYS),
                "authority": draw(st.sampled_from(["IOM", "EFSA"])),
                "ug_per_day": draw(st.none() | st.floats(0.1, 100)),
            }
            for row in people
            if draw(st.booleans())
        ],
        "condition": [
            {"person_id": draw(ids), "name": name, "since": "2001-02-03", "until": draw(_ENDS)}
            for name in draw(st.lists(st.sampled_from(list(CONDITIONS)), max_size=2, unique=True))
        ],
        "regimen": [
            {
                "person_id": draw(ids),
                "amount_ug": ug,
                "route": draw(st.sampled_from(ROUTES)),
                "form": draw(st.sampled_from([None, *FORMS])),
                "every": draw(st.integers(1, 366)),
                "unit": draw(st.sampled_from(UNITS)),
                "with_food": draw(_FLAGS),
                "since": "2001-02-03",
                "until": draw(_ENDS),
            }
            for ug in draw(st.lists(_POSITIVE, max_size=2, unique=True))
        ],
        "food": foods,
        "portion": portions,
        "alias": [
            {
                "phrase": phrase,
                "ordered_words": " ".join(words(phrase)),
                "sorted_words": " ".join(sorted(words(phrase))),
                "food_id": draw(st.sampled_from(live)),
                "own": 1,
            }
            for phrase in phrases
        ],
        "recipe": recipes,
        "recipe_ingredient": [
            {
                "recipe_id": recipe["id"],
                "position": position,
                "food_id": draw(st.none() | food_ids),
                "food": draw(_TEXTS),
                **_measured(draw),
                "lower_bound": draw(_FLAGS),
            }
            for recipe in recipes
            for position in range(draw(st.integers(0, 2)))
        ],
        "meal": meals,
        "item": items,
        "day_mark": [
            {"person_id": row["id"], "day": draw(_DAYS), "mark": "partial"}
            for row in people
            if draw(st.booleans())
        ],
        "symptom": [
            {
                "person_id": draw(ids),
                "day": draw(_DAYS),
                "felt_at": draw(st.none() | _MOMENTS),
                "name": draw(_TEXTS),
                "score": draw(st.integers(0, 10)),
                "note": draw(_MAYBE),
            }
            for _ in range(draw(st.integers(0, 3)))
        ],
        "lab_value": [
            {
                "person_id": draw(ids),
                "day": draw(_DAYS),
                "test": (test := draw(tests)).name,
                "value": draw(st.floats(0.001, 100)),
                "unit": draw(st.sampled_from(test.units)),
                "bound": draw(st.sampled_from([None, *BOUNDS])),
            }
            for _ in range(draw(st.integers(0, 3)))
        ],
        "imported_day": [
            {"person_id": row["id"], "program": "Cronometer", "day": draw(_DAYS), "marks": "a a b"}
            for row in people
            if draw(st.booleans())
        ],
    }


def _fill(path: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM person")
        for table, some in rows.items():
            for row in some:
                marks = ", ".join("?" * len(row))
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
                )
        connection.commit()


def _export(path: Path, target: Path, files: FileFormat) -> None:
    with Database(path).reading() as connection:
        native.write(target, files, lambda sheet: export.rows(connection, sheet), {})


def _import(path: Path, source: Path) -> MergeCounts:
    with (
        native.open_export(source) as export,
        Database(path).writing() as connection,
        history.recorded(connection, _NOW) as change,
    ):
        export.check(datetime(2101, 1, 1, tzinfo=UTC))  # after all of _DAYS
        return merge(change, export.rows)


# Each example is two diaries written and read several times: a few, and no search for smaller ones.
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(rows=_diaries(), target_name=st.sampled_from(["out", "out.zip"]), files=_FILES)
def test_a_diary_goes_out_and_comes_back_as_it_was(
    small: Path, rows: dict[str, list[dict[str, Any]]], target_name: str, files: FileFormat
) -> None:
    with tempfile.TemporaryDirectory() as name:
        old, new, target = Path(name) / "old.db", Path(name) / "new.db", Path(name) / target_name
        for path in (old, new):
            shutil.copy(small, path)
        _fill(old, rows)
        _export(old, target, files)

        _import(new, target)
        # The words of the foods were never written here; another test looks at them.
        held = dump(new, "food_word")
        assert held == dump(old, "food_word")

        for path in (old, new):
            outcome = _import(path, target)
            assert not outcome.added.total() + outcome.changed.total()
            assert outcome.kept == []
        assert dump(new, "food_word") == held

        with Database(new).writing() as connection:
            history.undo(connection, _NOW)
        assert dump(new, "food_word") == dump(small, "food_word")


@given(_TEXTS)
def test_no_text_in_a_csv_is_a_formula_and_every_one_comes_back(text: str) -> None:
    file = io.StringIO(newline="")
    native._write_csv(file, SHEETS["names"], [(text, "13327")])
    written = file.getvalue()
    _, (cell, _) = csv.reader(io.StringIO(written, newline=""))
    # Other programs separate cells by semicolons.
    for part in cell.split(";"):
        begins = part.lstrip(' "')
        assert not begins.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))
    ((_, cells),) = native._read_csv(io.StringIO(written, newline=""), "names.csv", SHEETS["names"])
    assert cells == {"phrase": text, "food_code": "13327"}


def test_every_column_goes_along(seeded: Path) -> None:
    # What follows from other rows, ships with the program, or is the history of this file and its
    # place among the machines of a shared folder.
    apart = {"food_word", "reference_intake", "change", "change_row"}
    apart |= {"sync_state", "sync_row", "sync_log"}
    assert {*TABLES.values(), *apart} == set(tables.metadata.tables)
    for sheet, name in TABLES.items():
        table = tables.metadata.tables[name]
        exported = {column.name for column in SHEETS[sheet].columns}
        missing = {c.name for c in table.c if not c.foreign_keys} - exported
        # A name's words follow from it, and only names of one's own, which hold everywhere, are
        # exported; a role is of one server.
        apart = {"alias": {"country"}, "person": {"role"}}.get(name, set())
        assert missing - apart <= {"id", "ordered_words", "sorted_words", "own"}
