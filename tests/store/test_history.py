"""Any writes followed by as many undos give back the same diary."""

import contextlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import B12, NOW
from tracker.domain.dates import parse_day
from tracker.domain.items import When
from tracker.domain.quantity import parse_items
from tracker.domain.search import contenders
from tracker.errors import TrackerError
from tracker.store import diary, history, people, resolving
from tracker.store.engine import Database

_CONTENT = (
    "person", "life_stage", "target_choice", "meal", "item", "food", "alias", "portion", "recipe",
    "recipe_ingredient", "condition",
)  # fmt: skip


def _content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in _CONTENT
        }


def _log(database: Database, text: str, day: str) -> None:
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        who = people.default(connection)
        when = When(parse_day(day, NOW.date()))
        readings = [resolving.look_up(connection, r, who.id) for r in parse_items(text)]
        items = [resolving.item(r, when, lambda f: contenders(f)[0].food) for r in readings]
        diary.add_meal(change, who.id, items)


def _born(database: Database, born: str, sex: str) -> None:
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        people.set_facts(change, people.default(connection), {"born": born, "sex": sex})


def _target(database: Database, since: str, ug: float) -> None:
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        day = parse_day(since, NOW.date())
        people.set_target(change, people.default(connection), day, ug)


def _add_condition(database: Database, name: str, since: str) -> None:
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        day = parse_day(since, NOW.date())
        people.add_condition(change, people.default(connection), name, day)


def _end_condition(database: Database, name: str, until: str) -> None:
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        day = parse_day(until, NOW.date())
        people.end_condition(change, people.default(connection), name, day)


def _remove_condition(database: Database, name: str) -> None:
    with database.writing() as connection, history.recorded(connection, NOW) as change:
        people.remove_condition(change, people.default(connection), name)


_days = st.sampled_from(["today", "yesterday", "-9d", "2025-01-31"])
_names = st.sampled_from(["metformin", "crohns"])
_writes = st.one_of(
    st.tuples(st.just(_log), st.sampled_from(["2 eggs", "1 cup milk, 50ug b12"]), _days),
    st.tuples(st.just(_born), st.dates().map(lambda d: d.isoformat()), st.sampled_from(["f", "m"])),
    st.tuples(st.just(_target), _days, st.floats(0.1, 1000)),
    st.tuples(st.just(_add_condition), _names, _days),
    st.tuples(st.just(_end_condition), _names, _days),
    st.tuples(st.just(_remove_condition), _names),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_writes, min_size=1, max_size=6))
def test_as_many_undos_as_writes_give_back_the_same_diary(
    seeded: Path, tmp_path: Path, writes: list[tuple[object, ...]]
) -> None:
    path = tmp_path / "diary.db"
    shutil.copy(seeded, path)
    database = Database(path)
    states = [_content(path)]
    for write, *values in writes:
        # A write that is refused or changes nothing is no step.
        with contextlib.suppress(TrackerError):
            write(database, *values)  # type: ignore[operator]
        if (state := _content(path)) != states[-1]:
            states.append(state)
    for state in reversed(states[:-1]):
        with database.writing() as connection:
            history.undo(connection, NOW)
        assert _content(path) == state


def test_undo_names_what_it_took_back(b12: B12) -> None:
    b12("log", "150g salmon, 2 eggs", "-d", "yesterday")
    undone = b12("undo")
    assert undone.code == 0
    assert "salmon 150 g, egg 2 large" in undone.out
    assert "Sat 21 Nov 2026" in undone.out
    assert b12("today", "-d", "yesterday", "--json").json["items"] == []


def test_undo_of_nothing_is_refused(b12: B12) -> None:
    result = b12("undo")
    assert (result.code, result.out) == (1, "")
    assert "nothing to undo" in result.err


def test_undo_steps_back_one_command_at_a_time(b12: B12) -> None:
    for food in ("1 egg", "2 eggs", "3 eggs"):
        b12("log", food)
    for left in (2, 1, 0):
        assert b12("undo").code == 0
        assert len(b12("today", "--json").json["items"]) == left
    assert b12("undo").code == 1


def test_undo_is_refused_when_the_row_has_changed_since(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    with closing(sqlite3.connect(diary)) as connection:
        connection.execute("UPDATE item SET b12_ug = 7")
        connection.commit()
    result = b12("undo")
    assert result.code == 1
    assert "changed since" in result.err
    assert b12("today", "--json").json["intake_ug"] == 7


def test_undo_reaches_back_past_a_release_that_added_a_column(b12: B12, diary: Path) -> None:
    b12("log", "2 eggs")
    b12("person", "set", "--sex", "f")
    with closing(sqlite3.connect(diary)) as connection:
        connection.execute("ALTER TABLE item ADD COLUMN mood TEXT")
        connection.execute("ALTER TABLE person ADD COLUMN mood TEXT DEFAULT 'good'")
        connection.commit()
    assert b12("undo").code == 0
    assert b12("undo").code == 0
    assert b12("today", "--json").json["items"] == []


def test_a_number_is_never_given_twice(b12: B12) -> None:
    b12("log", "1 egg")
    first = b12("today", "--json").json["items"][0]["id"]
    b12("undo")
    b12("log", "1 egg")
    assert b12("today", "--json").json["items"][0]["id"] > first
